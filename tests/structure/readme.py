#!/usr/bin/env python3
"""usage: readme.py TIEBOOK PROJECT — runs each `$ tiebook …` example of the README and requires the output shown there.

A block is indented by four spaces; a last line "…" stands for more output; lines before the shown ones may be left out."""
import pathlib
import re
import subprocess
import sys

tiebook, project = sys.argv[1], pathlib.Path(sys.argv[2])
text = (project / "README.md").read_text("utf-8")
blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.M)
ran, bad = 0, 0
for block in blocks:
    lines = [line[4:] for line in block.rstrip("\n").split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    if not lines[0].startswith("$ tiebook "):
        continue
    command, expected = lines[0][len("$ tiebook "):], lines[1:]
    out = subprocess.run(f'"{tiebook}" {command}', shell=True, cwd=project, capture_output=True, check=False)
    got = out.stdout.decode()
    shown = "\n".join(expected[:-1] if expected[-1] == "…" else expected)
    ran += 1
    if shown not in got:
        bad += 1
        print(f"$ tiebook {command}\n--- README\n{shown}\n--- now\n{got}")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if not link.startswith("http") and not (project / link).exists():
            bad += 1
            print(f"README links to {link}, which is not there")
if ran < 2:
    sys.exit("the README shows no examples")
sys.exit(1 if bad else 0)
