#!/usr/bin/env python3
"""Runs the tests of the page: types and lint of its modules, then page.test.js in Chromium. 77: skipped."""
import argparse
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))


def skip(reason):
    print(f"skipped: {reason}", file=sys.stderr)
    sys.exit(77)


def run(*command, **more):
    done = subprocess.run(command, cwd=PROJECT, **more)
    if done.returncode:
        print("failed:", " ".join(os.path.relpath(c, PROJECT) if c.startswith("/") else c for c in command), file=sys.stderr)
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiebook", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--script", required=True)
    args = parser.parse_args()
    node = shutil.which("node")
    if not node:
        skip("no node; script/test browser installs what the tests of the page need")
    major = int(subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip().lstrip("v").split(".")[0])
    if major < 18:
        skip(f"node is version {major}; 18 or later is needed")
    modules = os.path.join(HERE, "node_modules")
    if not os.path.isdir(os.path.join(modules, "playwright-core")):
        skip("no node modules; run `npm ci` in tests/browser")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        skip("no Chromium; install the package chromium or name one with CHROMIUM")
    shutil.rmtree(args.work, ignore_errors=True)
    os.makedirs(args.work)
    eslint = [os.path.join(modules, ".bin", "eslint"), "-c", os.path.join(HERE, "eslint.config.js")]
    with open(args.script, encoding="utf-8") as script:
        made = script.read()
    good = run(os.path.join(modules, ".bin", "tsc"), "-p", HERE)
    good = run(*eslint, os.path.join(PROJECT, "src/site/assets/js")) and good
    good = run(*eslint, "--stdin", "--stdin-filename", "site.js", input=made, text=True) and good
    environment = dict(os.environ, TIEBOOK=args.tiebook, WORK=args.work, CHROMIUM=chromium, HOME=args.work, TZ="UTC")
    good = run(node, "--test", "--test-reporter=spec", os.path.join(HERE, "page.test.js"), env=environment) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
