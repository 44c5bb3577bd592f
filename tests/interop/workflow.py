#!/usr/bin/env python3
"""The recipe for GitHub Actions: it installs what script/bootstrap would, and actionlint has nothing to say. 77: skipped."""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
WORKFLOW = PROJECT / "contrib/github/tiebook.yml"


def packages_missing():
    bootstrap = (PROJECT / "script/bootstrap").read_text(encoding="utf-8")
    needed = set(re.findall(r":(lib[a-z0-9-]+-dev)", re.search(r'^modules="(.*?)"', bootstrap, re.M | re.S).group(1)))
    installed = set(WORKFLOW.read_text(encoding="utf-8").split())
    if len(needed) < 5:
        sys.exit("the list of modules in script/bootstrap was not understood")
    return sorted(needed - installed)


def main():
    argparse.ArgumentParser().parse_known_args()
    if packages_missing():
        sys.exit(f"{WORKFLOW.name} does not install {', '.join(packages_missing())}")
    actionlint = shutil.which("actionlint")
    if not actionlint:
        print("skipped: no actionlint on the PATH", file=sys.stderr)
        return 77
    return subprocess.run([actionlint, "-no-color", str(WORKFLOW)]).returncode


if __name__ == "__main__":
    sys.exit(main())
