#!/usr/bin/env python3
"""Who may include whom: reads the tables of docs/architecture.md and every #include below src/.

    rooms.py PROJECT       prints each forbidden include as file:line, and exits with 1 if there is one
    rooms.py --self-test   plants violations of each kind into a small project and expects to catch them
"""

import fnmatch
import pathlib
import sys
import tempfile
import unittest

import source

# C17 and POSIX.1-2008, as far as a program without locales and terminals needs them.
SYSTEM = set("""assert.h complex.h errno.h fenv.h float.h inttypes.h iso646.h limits.h math.h setjmp.h signal.h
    stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h tgmath.h
    threads.h time.h dirent.h fcntl.h fnmatch.h glob.h libgen.h poll.h pthread.h sched.h spawn.h strings.h
    sys/ioctl.h sys/mman.h sys/resource.h sys/select.h sys/socket.h sys/stat.h sys/time.h sys/types.h sys/uio.h
    sys/wait.h unistd.h netinet/in.h arpa/inet.h""".split())


def tables(text):
    """The cells of each table row that names something of src/, back quotes removed."""
    for line in text.splitlines():
        if line.startswith("|") and "`src/" in line:
            yield [cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")]


def architecture(project):
    """({room: (rooms it may use or None for all, its headers for others or None for all)},
        {header or folder/: files (with *) or folders/ that may know it})"""
    rooms, foreign = {}, {}
    for cells in tables((project / "docs/architecture.md").read_text(encoding="utf-8")):
        if cells[0].startswith("src/"):
            used = None if cells[1] == "all" else set(cells[1].split())
            shown = None if cells[2] == "all" else set(cells[2].split()) - {"none"}
            rooms[cells[0].removeprefix("src/")] = (used, shown)
        else:
            foreign.update((header, cells[2].split()) for header in cells[1].split())
    return rooms, foreign


def owners(foreign, header):
    for known, files in foreign.items():
        if header == known or (known.endswith("/") and header.startswith(known)):
            return files
    return None


def check_angled(path, header, foreign):
    files = owners(foreign, header)
    if files is None:
        return None if header in SYSTEM else f"<{header}> is in neither table nor standard"
    if any(fnmatch.fnmatchcase(path, f + "*" if f.endswith("/") else f) for f in files):
        return None
    return f"<{header}> is known to {' '.join(files)} alone"


def check_quoted(project, path, header, rooms):
    room = path.split("/")[1]
    if not (project / "src" / header).is_file() or "/" not in header or ".." in header.split("/"):
        return f'"{header}" is no path below src/'
    other, name = header.split("/", 1)
    used, _ = rooms[room]
    if other == room:
        return None
    if used is not None and other not in used:
        return f'{room} may not use {other} ("{header}")'
    shown = rooms[other][1] if other in rooms else set()
    return None if shown is None or name in shown else f'"{header}" is {other}\'s own'


def violations(project):
    rooms, foreign = architecture(project)
    if not rooms or not foreign:
        return ["docs/architecture.md: a table is missing, so this test tests nothing"]
    found = []
    for file in source.files(project):
        path = file.relative_to(project).as_posix()
        if path.split("/")[1] not in rooms:
            found.append(f"{path}: its folder has no row in docs/architecture.md")
            continue
        for line, quoted, angled, other in source.includes(file.read_text(encoding="utf-8")):
            if other:
                problem = f"#include {other} cannot be checked"
            elif angled:
                problem = check_angled(path, angled, foreign)
            else:
                problem = check_quoted(project, path, quoted, rooms)
            if problem:
                found.append(f"{path}:{line}: {problem}")
    return found


class SelfTest(unittest.TestCase):
    TABLES = """
| room | may use | headers for others | what |
| --- | --- | --- | --- |
| `src/base` | | all | x |
| `src/book` | base | book.h | x |
| `src/view` | base book | view.h | x |
| `src/cli` | all | none | x |

| `libyaml` | yaml.h | `src/book/yaml.c` |
| ICU | unicode/ | `src/base/` |
| gumbo | gumbo.h | `src/view/html*` |
"""
    FILES = {
        "base/buf.h": "#include <stddef.h>\n#include <unicode/uchar.h>\n",
        "book/book.h": '#include "base/buf.h"\n',
        "book/inner.h": "",
        "book/yaml.c": '#include <yaml.h>\n#include "book/inner.h"\n#include "book/book.h"\n',
        "view/view.h": '/* #include "cli/cli.h" */ #define X\n#include "book/book.h"\n',
        "view/html_tree.h": "#include <gumbo.h>\n",
        "cli/cli.h": '#include "view/view.h"\n',
    }
    PLANTED = (
        ("base/buf.h", '#include "book/book.h"', "base may not use book"),
        ("book/book.h", '  #  include "view/view.h"', "book may not use view"),
        ("view/view.h", '#include "book/inner.h"', "is book's own"),
        ("view/view.h", "#include <yaml.h>", "known to src/book/yaml.c alone"),
        ("book/book.h", "#include <yaml.h>", "known to src/book/yaml.c alone"),
        ("book/book.h", "#include <unicode/ubrk.h>", "known to src/base/ alone"),
        ("book/book.h", "#include <gumbo.h>", "known to src/view/html* alone"),
        ("book/book.h", "#include <locale.h>", "in neither table"),
        ("book/book.h", "#include <openssl/sha.h>", "in neither table"),
        ("book/yaml.c", '#include "inner.h"', "no path below src/"),
        ("book/yaml.c", '#include "base/../view/view.h"', "no path below src/"),
        ("book/yaml.c", "#include MACRO", "cannot be checked"),
        ("other/x.c", "", "its folder has no row"),
    )

    def project(self, planted=None):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        project = pathlib.Path(temporary.name)
        (project / "docs").mkdir()
        (project / "docs/architecture.md").write_text(self.TABLES)
        for name, text in self.FILES.items():
            path = project / "src" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        if planted:
            path = project / "src" / planted[0]
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a") as file:
                file.write(planted[1] + "\n")
        return project

    def test_clean(self):
        self.assertEqual(violations(self.project()), [])

    def test_planted(self):
        for planted in self.PLANTED:
            with self.subTest(planted=planted):
                found = violations(self.project(planted))
                self.assertEqual(len(found), 1, found)
                self.assertIn(planted[2], found[0])

    def test_no_table(self):
        project = self.project()
        (project / "docs/architecture.md").write_text("# Nothing\n")
        self.assertEqual(len(violations(project)), 1)


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        unittest.main(argv=sys.argv[:1])
    result = violations(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(result) or "every include goes upward")
    sys.exit(1 if result else 0)
