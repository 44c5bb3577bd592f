#!/usr/bin/env python3
"""The warning flags reach the compiler: flags.py PROJECT BUILD WERROR [SANITIZE]

Takes the real command of each target from compile_commands.json, puts a file with one deliberate fault for each
flag in the place of its source, and expects each fault to be named, and to fail the build where WERROR is ON.
Also: every file of src/ is compiled at all, and with the sanitizers that were asked for.
"""

import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

PLANTED = {  # flag, as one compiler or the other calls it: lines that it alone complains about
    "unused-variable": "int f(void); int f(void) { int unused; return 1; }",
    "unused-parameter": "int f(int unused); int f(int unused) { return 1; }",
    "shadow": "int f(int x); int f(int x) { { int x = 1; return x; } }",
    "vla": "int f(int n); int f(int n) { char v[n]; v[0] = 0; return v[0]; }",
    "strict-prototypes": "int f(); int f(void) { return 1; }",
    "missing-prototypes": "int f(void) { return 1; }",
    "undef": "int f(void);\n#if NOT_DEFINED_ANYWHERE\n#endif",
    "cast-qual": "char *f(const char *s); char *f(const char *s) { return (char *)s; }",
    "discarded-qualifiers|incompatible-pointer-types-discards-qualifiers": "extern char *f; char *f = \"x\";",
    "implicit-fallthrough": "int f(int x); int f(int x) { switch (x) { case 1: x++; case 2: x--; } return x; }",
    "format-nonliteral": "#include <stdio.h>\nint f(const char *s); int f(const char *s) { return printf(s, 1); }",
    "double-promotion": "double f(float x); double f(float x) { return x * 2.0; }",
    "pedantic|gnu-empty-struct|empty-struct": "struct empty {};",
}
CLEAN = "int tb_planted(void);\nint tb_planted(void) {\n    return 1;\n}\n"


def run(entry, text):
    """Compiles text with an entry's command; gives (status, what the compiler said)."""
    with tempfile.TemporaryDirectory() as temporary:
        planted = pathlib.Path(temporary) / "planted.c"
        planted.write_text(text)
        words = shlex.split(entry["command"])
        words = [str(planted) if w == entry["file"] else w for w in words]
        assert str(planted) in words, entry["command"]
        words[words.index("-o") + 1] = str(pathlib.Path(temporary) / "planted.o")
        for option in ("-MF", "-MT"):
            if option in words:
                words[words.index(option) + 1] = str(pathlib.Path(temporary) / "planted.d")
        done = subprocess.run(words, cwd=entry["directory"], capture_output=True, text=True, check=False,
                              env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"})
        return done.returncode, done.stdout + done.stderr


def flags(entry):
    """What in a command can have a say in warnings; definitions and folders of headers have none."""
    return tuple(w for w in shlex.split(entry["command"]) if w.startswith("-") and w[:2] not in ("-D", "-I", "-o", "-M"))


def check(path, entry, werror):
    status, said = run(entry, CLEAN)
    if status != 0 or said:
        return [f"{path}: a clean file does not compile cleanly: {said}"]
    found = []
    for names, text in PLANTED.items():
        status, said = run(entry, text + "\n")
        wanted = [f"[-Werror={n}" if werror else f"[-W{n}" for n in names.split("|")]
        wanted += [f"[-Werror,-W{n}" for n in names.split("|") if werror]
        if not any(w in said for w in wanted):
            found.append(f"{path}: nothing was said about {names}: {said}")
        elif (status != 0) != werror:
            found.append(f"{path}: the compiler ended with {status} though WERROR is {'ON' if werror else 'OFF'}")
    return found


def main():
    project, build = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    werror, sanitize = sys.argv[3].upper() in ("ON", "1", "TRUE", "YES"), "".join(sys.argv[4:])
    entries = json.loads((build / "compile_commands.json").read_text())
    kinds, compiled, problems = {}, set(), []  # {flags: (folder, entry)}: one compilation a kind of command
    for entry in entries:
        file = pathlib.Path(entry["file"]).resolve()
        if file.suffix != ".c" or not file.is_relative_to(project):
            continue
        path = file.relative_to(project).as_posix()
        compiled.add(path)
        if path.startswith("src/"):
            kinds.setdefault(flags(entry), (path, entry))
            if sanitize and f"-fsanitize={sanitize}" not in entry["command"]:
                problems.append(f"{path}: compiled without -fsanitize={sanitize}")
        elif path.startswith("tests/unit/"):
            kinds.setdefault(flags(entry), (path, entry))
    if "src/base/arena.c" not in compiled:
        problems.append("src/base/arena.c: not in compile_commands.json, so this test tests nothing")
    for file in sorted((project / "src").rglob("*.c")):
        path = file.relative_to(project).as_posix()
        if path not in compiled:
            problems.append(f"{path}: no target compiles it")
    for path, entry in kinds.values():
        problems += check(path, entry, werror)
    print("\n".join(problems) or f"the flags reach the compiler in {len(compiled)} files, by {len(kinds)} sets of flags")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
