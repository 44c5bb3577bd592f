#!/usr/bin/env python3
"""Runs the cases of cases.py: each finding on evidence is made to appear in the shipped book, and must not appear beside it.

usage: run.py TIEBOOK ROOT
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from cases import CASES, FOR

RAISED = ["link-contested", "link-one-source"]


def names_of(value):
    """["a", "b"] of "[a, b]" and of "a"."""
    return [v.strip() for v in value.strip().strip("[]").split(",")]


def entries(book):
    """{id: (start, end)} of the links, by their first pair, and of the sources; offsets in the book."""
    found = {}
    sources = book.index("\nsources:")
    for m in re.finditer(r"^  ([\w.-]+):\n(?:    .*\n)+", book[sources:book.index("\nkinds:")], re.M):
        found[m[1]] = (sources + m.start(), sources + m.end())
    starts = [m for m in re.finditer(r"^  - from: (.*)\n    relation: (.*)\n    to: (.*)\n", book, re.M)]
    for i, m in enumerate(starts):
        name = f"{names_of(m[1])[0]} {m[2].strip()} {names_of(m[3])[0]}"
        found.setdefault(name, (m.start(), starts[i + 1].start() if i + 1 < len(starts) else len(book)))
    return found


def once(text, old, new, what):
    if text.count(old) < 1:
        sys.exit(f"{what}: no {old!r} to change")
    return text.replace(old, new, 1)


def change(folder, book, where, changes):
    for step in changes:
        if step[0] == "text":
            path = folder / "articles" / f"{step[1]}.txt"
            path.write_text(once(path.read_text("utf-8"), step[2], step[3], where), "utf-8")
        elif step[0] == "copy":
            (folder / "articles" / f"{step[2]}.txt").write_bytes((folder / "articles" / f"{step[1]}.txt").read_bytes())
        else:
            entry, old, new = (step[1], step[2], step[3]) if step[0] == "entry" else (where, *step)
            start, end = entries(book)[entry]
            book = book[:start] + once(book[start:end], old, new, where) + book[end:]
    return book


def reported(tiebook, root, where, changes):
    """The findings inside the entry `where`, as (code, words of the finding and its related places)."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "articles").mkdir()
        for path in (root / "articles").glob("*.txt"):
            (folder / "articles" / path.name).write_bytes(path.read_bytes())
        book = change(folder, (root / "entities.yaml").read_text("utf-8"), where, changes)
        (folder / "entities.yaml").write_text(book, "utf-8")
        raised = [w for code in RAISED for w in ("--severity", f"{code}=note")]
        out = subprocess.run([tiebook, "check", "--format", "json", *raised], cwd=folder, capture_output=True, check=False,
                             env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)})
        if out.returncode not in (0, 1):
            sys.exit(f"{where}: status {out.returncode}: {out.stderr.decode()}")
        start, end = entries(book)[where]
        first, last = book.count("\n", 0, start) + 1, book.count("\n", 0, end)
        found = json.loads(out.stdout)["findings"]
        return {f["code"] for f in found if any(first <= r["line"] <= last and r["file"].endswith("entities.yaml") for r in (f, *f["related"]))}


def main():
    tiebook, root = sys.argv[1], pathlib.Path(sys.argv[2])
    failed = 0
    for code, side, where, why, changes in CASES:
        there = code in reported(tiebook, root, where, changes)
        if there != (side == FOR):
            failed += 1
            print(f"{code} is {'not ' if not there else ''}reported for {where}: {why}")
    for code in sorted({c[0] for c in CASES}):
        if {c[1] for c in CASES if c[0] == code} != {"for", "against"}:
            failed += 1
            print(f"{code} has no case {'against' if (code, FOR) in {c[:2] for c in CASES} else 'for'} it")
    print(f"{len(CASES)} cases on {len({c[0] for c in CASES})} findings, {failed} failed")
    return failed > 0


sys.exit(main())
