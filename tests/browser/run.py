#!/usr/bin/env python3
"""Runs the tests of the page: types and lint of its modules, then *.test.js in a browser. 77: skipped."""
import argparse
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
TESTS = ["explore", "many", "pages", "access", "safety"]
COMMANDS = {"chromium": ["chromium", "chromium-browser", "google-chrome"], "firefox": ["firefox-esr", "firefox"]}
# name: (folder of the book, further options)
SITES = {
    "texts": (PROJECT, ["--with-texts"]),
    "quotes": (PROJECT, []),
    "hostile": (os.path.join(HERE, "hostile"), ["--with-texts"]),
    "again": (os.path.join(HERE, "hostile"), ["--with-texts"]),
    "private": (os.path.join(HERE, "private"), ["--with-texts"]),
    "public": (os.path.join(HERE, "private"), ["--with-texts", "--public"]),
}


def skip(reason):
    print(f"skipped: {reason}", file=sys.stderr)
    sys.exit(77)


def run(*command, **more):
    done = subprocess.run(command, cwd=PROJECT, **more)
    if done.returncode:
        print("failed:", " ".join(os.path.relpath(c, PROJECT) if c.startswith("/") else c for c in command), file=sys.stderr)
    return done.returncode == 0


def find_node():
    node = shutil.which("node")
    if not node:
        skip("no node; script/test browser installs what the tests of the page need")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip().lstrip("v")
    if int(version.split(".")[0]) < 18:
        skip(f"node is version {version}; 18 or later is needed")
    return node


def find_browser(engine):
    found = os.environ.get(engine.upper()) or next(filter(None, map(shutil.which, COMMANDS[engine])), None)
    if not found:
        skip(f"no {engine.capitalize()}; install the package {COMMANDS[engine][0]} or name one with {engine.upper()}")
    return found


def probe(engine, browser, work):
    """A browser that cannot start in this container says nothing about the page."""
    flags = {"chromium": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom", "about:blank"], "firefox": ["--version"]}
    try:
        done = subprocess.run([browser, *flags[engine]], capture_output=True, text=True, timeout=180, env=dict(os.environ, HOME=work))
    except (OSError, subprocess.TimeoutExpired) as error:
        skip(f"{browser} does not start here: {error}")
    if done.returncode:
        skip(f"{browser} does not start here:\n{done.stderr[-2000:]}")


def check_modules(modules, script):
    eslint = [os.path.join(modules, ".bin", "eslint"), "-c", os.path.join(HERE, "eslint.config.js")]
    with open(script, encoding="utf-8") as file:
        made = file.read()
    good = run(os.path.join(modules, ".bin", "tsc"), "-p", HERE)
    good = run(*eslint, os.path.join(PROJECT, "src/site/assets/js"), HERE) and good
    return run(*eslint, "--stdin", "--stdin-filename", "site.js", input=made, text=True) and good


def make_sites(tiebook, work):
    for name, (book, options) in SITES.items():
        subprocess.run([tiebook, "site", "-q", "-o", os.path.join(work, name), *options], cwd=book, check=True)
    # the same drawing as that of a book with thousands of links is shown
    shutil.copytree(os.path.join(work, "quotes"), os.path.join(work, "many"))
    index = os.path.join(work, "many", "index.html")
    with open(index, encoding="utf-8") as file:
        page = file.read()
    with open(index, "w", encoding="utf-8") as file:
        file.write(page.replace('<div id="graph"', '<div id="graph" class="many"').replace('<section id="links"', '<section id="links" class="cards"'))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiebook", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--engine", choices=sorted(COMMANDS), default="chromium")
    parser.add_argument("--script", help="the script that the build makes of the modules; they are checked, too")
    parser.add_argument("tests", nargs="*", default=TESTS)
    args = parser.parse_args()
    node = find_node()
    modules = os.path.join(HERE, "node_modules")
    if not os.path.isdir(os.path.join(modules, "playwright-core")):
        skip("no node modules; run `npm ci` in tests/browser")
    browser = find_browser(args.engine)
    work = os.path.abspath(args.work)
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    probe(args.engine, browser, work)
    good = check_modules(modules, args.script) if args.script else True
    make_sites(args.tiebook, work)
    environment = dict(os.environ, WORK=work, ENGINE=args.engine, BROWSER=browser, HOME=work, TZ="UTC")
    files = [os.path.join(HERE, f"{test}.test.js") for test in args.tests]
    good = run(node, "--test", "--test-reporter=spec", *files, env=environment) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
