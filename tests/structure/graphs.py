#!/usr/bin/env python3
"""usage: graphs.py TIEBOOK PROJECT — draws the shipped book again and requires the bytes of graphs/*.dot.

The SVG beside each must be there and be well-formed; its bytes depend on the fonts and Graphviz of the machine that drew it."""
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

tiebook, project = sys.argv[1], pathlib.Path(sys.argv[2])
script = (project / "script/graphs").read_text("utf-8")
commands = re.findall(r'^"\$tiebook" (graph .*) -o graphs$', script, re.M)
problems = [] if commands else ["script/graphs has no commands"]
with tempfile.TemporaryDirectory() as folder:
    for command in commands:
        words = [w.replace("dot,svg", "dot") for w in command.split()]
        subprocess.run([tiebook, *words, "-q", "-o", folder], cwd=project, check=True, stdout=subprocess.DEVNULL)
    drawn = {p.name: p.read_bytes() for p in pathlib.Path(folder).glob("*.dot")}
kept = {p.name: p.read_bytes() for p in (project / "graphs").glob("*.dot")}
for name in sorted(drawn.keys() | kept.keys()):
    if name not in kept:
        problems.append(f"graphs/{name} is not kept")
    elif name not in drawn:
        problems.append(f"graphs/{name} is made by no command of script/graphs")
    elif drawn[name] != kept[name]:
        problems.append(f"graphs/{name} is not what the book gives now; run script/graphs")
    svg = project / "graphs" / (name[:-4] + ".svg")
    if not svg.exists():
        problems.append(f"{svg.name} is missing")
        continue
    root = xml.etree.ElementTree.parse(svg).getroot()
    edges = sum(1 for g in root.iter("{http://www.w3.org/2000/svg}g") if "edge" in g.get("class", "").split())
    if not edges:
        problems.append(f"{svg.name} draws no links")
print("\n".join(problems) or f"{len(drawn)} drawings are as the book says")
sys.exit(1 if problems else 0)
