#!/usr/bin/env python3
"""check --format rdjson in reviewdog: remarks on changed lines alone, at their lines and columns. 77: skipped.

And the workflow commands of GitHub, read back as its runner reads them, which is no program that could be had here.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CASE = pathlib.Path(__file__).resolve().parent.parent / "cli/check-rdjson"
# A file whose name and messages have all that must be escaped.
BOOK = "of 100%, a:b,c=d.yaml"
GIT = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def run(*command, folder, given="", statuses=(0,)):
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, text=True)
    if done.returncode not in statuses:
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def repository(folder):
    shutil.copytree(CASE, folder)
    book = (folder / "entities.yaml").read_text(encoding="utf-8")
    (folder / "entities.yaml").unlink()
    # A message shows the misspelt key, with what ends a property or a command.
    book = book.replace("tiebook: 1", 'tiebook: 1\n"a%0A::b, c:d": x')
    (folder / BOOK).write_text(book, encoding="utf-8")
    run("git", "init", "-q", folder=folder)
    run("git", "add", "-A", folder=folder)
    run(*GIT, "commit", "-qm", "a", folder=folder)
    # The change: one of the lines that have findings.
    lines = book.split("\n")
    lines[-2] = lines[-2].replace("Ann Lee\"", "Ann  Lee 😀\"")
    assert "😀" in lines[-2]
    (folder / BOOK).write_text("\n".join(lines), encoding="utf-8")
    return len(lines) - 1


def unescaped(words, pairs):
    for code, char in pairs:
        words = words.replace(code, char)
    return words


def check_workflow_commands(tiebook, folder):
    """Reads each command in the order in which the runner undoes escapes: %25 last."""
    data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
    properties = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    found = json.loads(run(tiebook, "check", "--format", "json", BOOK, folder=folder, statuses=(1,)))["findings"]
    lines = run(tiebook, "check", "--format", "github", BOOK, folder=folder, statuses=(1,)).split("\n")
    lines = [line for line in lines if line.startswith("::")]  # the summary comes after them
    if len(lines) != len(found):
        sys.exit(f"{len(lines)} commands for {len(found)} findings")
    for line, finding in zip(lines, found):
        command, rest, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        values = {key: unescaped(value, properties) for key, value in (pair.split("=", 1) for pair in rest.split(","))}
        got = (command, values["file"], values.get("line"), values.get("col"), values["title"],
               unescaped(message, data).split("\n")[0])
        want = ({"note": "notice"}.get(finding["level"], finding["level"]), BOOK, str(finding["line"]),
                str(finding["column"]), finding["code"], finding["message"])
        if got != want:
            sys.exit(f"a workflow command reads {got}, the finding is {want}")
    return len(lines)


def check_reviewdog(reviewdog, tiebook, folder, changed):
    rdjson = run(tiebook, "check", "--format", "rdjson", BOOK, folder=folder, statuses=(1,))
    want = {(d["code"]["value"], d["location"]["range"]["start"]["line"], d["location"]["range"]["start"]["column"])
            for d in json.loads(rdjson)["diagnostics"]}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}

    def remarks(base, form, given):
        out = subprocess.run([reviewdog, f"-f={form}", "-reporter=rdjsonl", f"-diff=git diff {base}"], cwd=folder,
                             input=given, capture_output=True, text=True, env=environment)
        if out.returncode:
            sys.exit(f"reviewdog: {out.returncode}\n{out.stderr}")
        for line in out.stdout.splitlines():
            remark = json.loads(line)
            start = remark["location"]["range"]["start"]
            if remark["location"]["path"] != BOOK:
                sys.exit(f"reviewdog shows {remark['location']['path']}")
            yield remark["code"]["value"], start["line"], start.get("column")
    everything = set(remarks(EMPTY_TREE, "rdjson", rdjson))
    if everything != want:
        sys.exit(f"reviewdog shows {everything}, not {want}")
    on_change = set(remarks("HEAD", "rdjson", rdjson))
    if on_change != {w for w in want if w[1] == changed} or not on_change:
        sys.exit(f"reviewdog shows {on_change} on the change of line {changed}")
    sarif = run(tiebook, "check", "--format", "sarif", BOOK, folder=folder, statuses=(1,))
    from_sarif = {(code, line) for code, line, _ in remarks(EMPTY_TREE, "sarif", sarif)}
    if from_sarif != {w[:2] for w in want}:
        sys.exit(f"reviewdog reads {from_sarif} from SARIF, not {want}")
    print(f"{len(everything)} remarks on everything, {len(on_change)} on the change")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiebook", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "book"
        changed = repository(folder)
        print(f"{check_workflow_commands(args.tiebook, folder)} workflow commands read back")
        reviewdog = shutil.which("reviewdog")
        if not reviewdog:
            print("skipped: no reviewdog on the PATH", file=sys.stderr)
            return 77
        check_reviewdog(reviewdog, args.tiebook, folder, changed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
