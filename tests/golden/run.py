#!/usr/bin/env python3
"""Runs golden cases: folders with a shell line and what it must print. See tests/README.md.

A case is a folder with the file `cmd`; `stdin`, `stdout`, `stderr` and `status` are optional and stand
for nothing, nothing, nothing and 0. The other files of the folder are the command's input. The command
runs in a copy of the folder, so that a case cannot change the tree, in an environment that is the same
everywhere. Exit status: 0 all as expected, 1 some not, 2 usage, 77 all were skipped (their command
exited with 77, having said why).
"""

import argparse
import difflib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

OWN = {"cmd", "stdin", "stdout", "stderr", "status"}
SKIPPED = 77
# Sanitizers are told by these where to find their suppressions.
KEPT = ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LLVM_PROFILE_FILE", "JAVA_HOME")
PROJECT = pathlib.Path(__file__).resolve().parents[2]


def environment(program, work):
    """The whole environment of a command; nothing else of the caller's gets in."""
    path = os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin")
    env = {
        "PATH": f"{program.parent}{os.pathsep}{path}",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "HOME": str(work / "home"),
        # One font cache for all cases: making it takes longer than most of them.
        "XDG_CACHE_HOME": str(work / "cache"),
        "TB_PROJECT": str(PROJECT),
    }
    env.update((name, os.environ[name]) for name in KEPT if name in os.environ)
    return env


def execute(case, program, work, timeout):
    """Runs the case in a copy of its folder; gives (stdout, stderr, status) as bytes and a number."""
    for name in ("home", "cache"):
        (work / name).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="case-", dir=work) as scratch:
        folder = pathlib.Path(scratch) / "case"
        shutil.copytree(case, folder, symlinks=True,
                        ignore=lambda at, names: OWN & set(names) if pathlib.Path(at) == case else ())
        stdin = case / "stdin"
        with open(stdin if stdin.exists() else os.devnull, "rb") as source:
            process = subprocess.Popen(["/bin/sh", case / "cmd"], cwd=folder, env=environment(program, work),
                                       stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       start_new_session=True)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            return out, err + f"\ntimed out after {timeout} s\n".encode(), -1
        return out, err, process.returncode


def expected(case, name):
    path = case / name
    return path.read_bytes() if path.exists() else b""


def difference(name, want, got):
    def lines(data):
        return data.decode("utf-8", "backslashreplace").splitlines(keepends=True)
    text = "".join(line if line.endswith("\n") else line + "\n\\ no line end\n" for line in
                   difflib.unified_diff(lines(want), lines(got), f"{name} (expected)", f"{name} (got)"))
    return text or f"{name}: differs in line breaks or bytes that are no text\n"


def compare(case, out, err, status):
    want_status = int(expected(case, "status") or b"0")
    problems = [difference(name, expected(case, name), got)
                for name, got in (("stdout", out), ("stderr", err)) if expected(case, name) != got]
    if status != want_status:
        problems.append(f"status: expected {want_status}, got {status}\n")
    return problems


def update(case, out, err, status):
    """Writes what came out as what is expected; what is the default has no file."""
    for name, data, default in (("stdout", out, b""), ("stderr", err, b""),
                                ("status", f"{status}\n".encode(), b"0\n")):
        path = case / name
        if data == default:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def main():
    parser = argparse.ArgumentParser(description="Runs golden cases (see tests/README.md).")
    parser.add_argument("--tiebook", required=True, type=pathlib.Path, help="the program to test")
    parser.add_argument("--work", type=pathlib.Path, help="folder for copies and caches (default: temporary)")
    parser.add_argument("--timeout", type=float, default=120, help="seconds a case (default 120)")
    parser.add_argument("--update", action="store_true", help="write what comes out as what is expected")
    parser.add_argument("cases", nargs="+", type=pathlib.Path, help="case folders, or folders that hold some")
    args = parser.parse_args()
    cases = sorted({cmd.parent.resolve() for given in args.cases for cmd in given.rglob("cmd")})
    if not cases:
        print("run.py: no case there", file=sys.stderr)
        return 2
    program = args.tiebook.resolve()
    if not program.is_file():
        print(f"run.py: {program}: no such program", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        work = (args.work or pathlib.Path(temporary)).resolve()
        failed = skipped = 0
        for case in cases:
            out, err, status = execute(case, program, work, args.timeout)
            if status == SKIPPED:
                skipped += 1
                print(f"skipped: {case}\n{err.decode('utf-8', 'backslashreplace')}", end="")
            elif args.update:
                update(case, out, err, status)
            else:
                problems = compare(case, out, err, status)
                if problems:
                    failed += 1
                    command = (case / "cmd").read_text().strip()
                    print(f"failed: {case}\n$ {command}\n{''.join(problems)}", end="")
    print(f"{len(cases)} cases, {failed} failed, {skipped} skipped")
    return 1 if failed else SKIPPED if skipped == len(cases) else 0


if __name__ == "__main__":
    sys.exit(main())
