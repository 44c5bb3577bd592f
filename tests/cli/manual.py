#!/usr/bin/env python3
"""The manual pages: manual.py GENERATED|LINT|EXAMPLES PROJECT TB_MANUAL TIEBOOK

GENERATED  the pages tell of every command, and their parts that are made from tables are as the tables say
LINT       mandoc has nothing to say about them (skipped where there is no mandoc)
EXAMPLES   every example of tiebook(1) runs, one after the other, in a new folder
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PAGES = ("man/tiebook.1", "man/tiebook.5")
SKIPPED = 77


def generated(project, manual, tiebook):
    page = (project / "man/tiebook.1").read_text(encoding="utf-8")
    shown = subprocess.run([tiebook, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z]+) ", shown.split("Options of every command")[0], re.MULTILINE)
    bad = [f"man/tiebook.1: tells nothing of {c}; it needs .Ss tiebook {c} and a part options {c}" for c in commands
           if f"\n.Ss tiebook {c}" not in page or f'\n.\\" begin options {c}\n' not in page]
    if len(commands) < 8:
        bad.append("tiebook --help: hardly any commands, so this test tests hardly anything")
    for page in PAGES:
        made = subprocess.run([manual, project / page], capture_output=True, check=False)
        if made.returncode != 0:
            bad.append(f"{page}: {made.stderr.decode()}")
        elif made.stdout != (project / page).read_bytes():
            bad.append(f"{page}: is not as the tables say; ninja manual makes it anew")
    return bad


def lint(project, _manual, _):
    if not shutil.which("mandoc"):
        print("mandoc is not there", file=sys.stderr)
        sys.exit(SKIPPED)
    done = subprocess.run(["mandoc", "-Tlint", *(project / page for page in PAGES)], capture_output=True, text=True,
                          check=False)
    # Whether a manual is installed here says nothing about the page.
    return [line for line in done.stdout.splitlines() if "referenced manual not found" not in line]


def unescape(text):
    for escape, char in ((r"\(dq", '"'), (r"\(aq", "'"), (r"\-", "-"), (r"\e", "\\"), (r"\&", "")):
        text = text.replace(escape, char)
    return text


def examples(project, _manual, tiebook):
    page = (project / "man/tiebook.1").read_text(encoding="utf-8")
    commands = [unescape(c) for c in re.findall(r"^\.Dl \$ (.*)$", page, re.MULTILINE)]
    if len(commands) < 5:
        return ["man/tiebook.1: hardly any examples, so this test tests hardly anything"]
    script = "set -eo pipefail\nshopt -s expand_aliases\n" + "".join(
        f"echo {i} >&3\n{command}\n" for i, command in enumerate(commands))
    sanitizers = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
    with tempfile.TemporaryDirectory() as folder:
        marks = pathlib.Path(folder) / "marks"
        work = pathlib.Path(folder) / "work"
        work.mkdir()
        done = subprocess.run(["bash", "-c", f"exec 3>{marks}\n{script}"], cwd=work, capture_output=True, text=True,
                              check=False, env={"PATH": f"{tiebook.parent}:/usr/bin:/bin", "HOME": folder,
                                                "LC_ALL": "C.UTF-8", "TERM": "dumb", **sanitizers})
        reached = int(marks.read_text().split()[-1])
    if done.returncode != 0 or reached != len(commands) - 1:
        return [f"$ {commands[reached]}\nexit status {done.returncode}\n{done.stdout}{done.stderr}"]
    return []


if __name__ == "__main__":
    what, root, tool, program = sys.argv[1], *(pathlib.Path(a).resolve() for a in sys.argv[2:5])
    problems = {"GENERATED": generated, "LINT": lint, "EXAMPLES": examples}[what](root, tool, program)
    print("\n".join(problems) or "fine")
    sys.exit(1 if problems else 0)
