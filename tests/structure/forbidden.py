#!/usr/bin/env python3
"""Functions that the project does without: forbidden.py PROJECT, or --self-test.

Names are looked for in the C text without comments and string literals, so a word in a message is no use of it.
"""

import pathlib
import re
import sys
import tempfile
import unittest

import source

# Everywhere: they depend on the locale, or cannot be used safely.
NOWHERE = {
    "isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower "
    "toupper": "depends on the locale and is wrong for bytes of UTF-8",
    "setlocale uselocale newlocale strcoll strxfrm strcasecmp strncasecmp wcscoll mbstowcs wcstombs mbrtowc":
        "depends on the locale",
    "gets sprintf vsprintf strcpy strcat strtok alloca tmpnam tempnam mktemp": "cannot be used safely",
    "ctime asctime localtime strftime": "depends on the time zone or locale",
}
# In the library, all rooms but cli.
NOT_IN_LIBRARY = {
    "exit _exit _Exit quick_exit abort": "the library hands a status back",
    "printf vprintf fprintf vfprintf puts putchar fputs fputc putc perror dprintf stdout stderr":
        "the library prints nothing",
    "getenv secure_getenv setenv putenv": "the library does not look at the environment",
    "rand random time gettimeofday clock_gettime": "the library is the same on every run",
    "system popen fork signal sigaction": "the library starts nothing and handles no signals",
}


def words(table):
    return {word: reason for names, reason in table.items() for word in names.split()}


def pattern(table):
    # A use is the name as a whole word, not a member (.x, ->x); FILE streams are used without a call.
    names = "|".join(sorted(map(re.escape, words(table)), key=len, reverse=True))
    return re.compile(rf"(?<![\w.>])(?:(stdout|stderr)\b|({names})\s*\()")


def violations(project):
    found = []
    files = source.files(project)
    if not files:
        return ["src/: no files, so this test tests nothing"]
    library = {**NOWHERE, **NOT_IN_LIBRARY}
    for file in files:
        path = file.relative_to(project).as_posix()
        table = NOWHERE if path.startswith("src/cli/") else library
        reasons, uses = words(table), pattern(table)
        text = source.without_comments(file.read_text(encoding="utf-8"), literals=False)
        for number, line in enumerate(text.splitlines(), 1):
            for match in uses.finditer(line):
                name = match.group(1) or match.group(2)
                if name in reasons:
                    found.append(f"{path}:{number}: {name}: {reasons[name]}")
    return found


class SelfTest(unittest.TestCase):
    def found(self, path, text):
        with tempfile.TemporaryDirectory() as temporary:
            file = pathlib.Path(temporary) / "src" / path
            file.parent.mkdir(parents=True)
            file.write_text(text)
            return violations(pathlib.Path(temporary))

    def test_each_name_is_caught(self):
        for name in {**words(NOWHERE), **words(NOT_IN_LIBRARY)}:
            text = "FILE *f = stderr;" if name == "stderr" else f"    x = {name} (1);\n"
            self.assertEqual(len(self.found("base/a.c", f"int a;\n{text}")), 1, name)

    def test_cli_may_print_but_not_classify(self):
        self.assertEqual(self.found("cli/a.c", "printf(1); exit(0); fputs(x, stdout);"), [])
        self.assertEqual(len(self.found("cli/a.c", "if (isalpha(c)) tolower(c);")), 2)

    def test_what_is_no_use(self):
        for text in ("/* exit(1) */", "// abort()", 'x("exit(1)");', "tb_exit(1);", "t->time(1);", "v.time (1);",
                     "snprintf(b, 1);", "u_isalpha(c);", "TB_PRINTF(1, 2);", "tb_buf_puts(b);", "int exit_code;",
                     "format(printf, 1, 2)", "'\"'; \"\\\"exit(\"", "tb_tolower(1);"):
            self.assertEqual(self.found("base/a.c", text + "\n"), [], text)

    def test_an_empty_project_fails(self):
        with tempfile.TemporaryDirectory() as temporary:
            self.assertEqual(len(violations(pathlib.Path(temporary))), 1)


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        unittest.main(argv=sys.argv[:1])
    result = violations(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(result) or "none of them is used")
    sys.exit(1 if result else 0)
