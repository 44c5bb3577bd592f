#!/usr/bin/env python3
"""The hook of .pre-commit-hooks.yaml, and the local one of contrib/pre-commit, in pre-commit itself. 77: skipped."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
IDENTITY = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always"]


class Repository:
    """A repository of a book, with a hook that pre-commit installed."""

    def __init__(self, folder, tiebook, config):
        folder.mkdir()
        self.folder = folder
        self.environment = {
            "PATH": f"{pathlib.Path(tiebook).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder.parent), "LC_ALL": "C.UTF-8", "PRE_COMMIT_HOME": str(folder.parent / "cache"),
        }
        self.run("git", "init", "-q")
        self.run("tiebook", "init", ".")
        (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
        self.run("pre-commit", "install")

    def run(self, *command, status=0):
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        if done.returncode != status:
            sys.exit(f"{' '.join(command)}: {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def commit(self, status, says=""):
        self.run("git", "add", "-A")
        said = self.run("git", *IDENTITY, "commit", "-m", "a", status=status)
        if says not in said:
            sys.exit(f"a commit says this, without {says!r}:\n{said}")

    def edit(self, name, old, new):
        path = self.folder / name
        words = path.read_text(encoding="utf-8")
        assert old in words, (name, old)
        path.write_text(words.replace(old, new), encoding="utf-8")


def try_hook(folder, tiebook, config):
    repository = Repository(folder, tiebook, config)
    repository.commit(0, "Passed")
    quote = re.search(r"quote: (\w+ \w+)", (repository.folder / "entities.yaml").read_text(encoding="utf-8")).group(1)
    first = quote.split()[0]
    repository.edit("entities.yaml", f"quote: {quote}", f"quote: {first} never {quote}")
    repository.commit(1, "[quote-not-found]")
    repository.edit("entities.yaml", f"quote: {first} never {quote}", f"quote: {quote}")
    # A text alone, without a change of the book.
    text = next(p for p in sorted((repository.folder / "articles").iterdir()) if quote in p.read_text(encoding="utf-8"))
    name = text.relative_to(repository.folder)
    repository.edit(name, quote, quote.upper())
    repository.commit(1, "[quote-not-found]")
    repository.edit(name, quote.upper(), quote)
    with open(text, "a", encoding="utf-8") as file:
        file.write("\nNothing else was said.\n")
    repository.commit(0, "Passed")
    # What is neither book nor text does not wake the hook.
    (repository.folder / "picture.svg").write_text("<svg/>", encoding="utf-8")
    repository.commit(0, "Skipped")


def clone_with_tag(folder, revision):
    """A clone of the hooks as they stand here, committed or not."""
    folder.mkdir()
    shutil.copy(PROJECT / ".pre-commit-hooks.yaml", folder)
    for command in (["init", "-q"], ["add", "-A"], [*IDENTITY, "commit", "-qm", "a"], ["tag", revision]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder.as_uri()


def recipes(readme, scratch):
    """The two configurations of the recipe, the first with the address and tag of a clone."""
    first, second = re.findall(r"```yaml\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
    revision = re.search(r"rev: (\S+)", first).group(1)
    return re.sub(r"https://\S+", clone_with_tag(scratch / "hooks", revision), first), second


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiebook", required=True)
    args = parser.parse_args()
    for program in ("git", "pre-commit"):
        if not shutil.which(program):
            print(f"skipped: no {program} on the PATH", file=sys.stderr)
            return 77
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for i, config in enumerate(recipes(PROJECT / "contrib/pre-commit/README.md", scratch)):
            try_hook(scratch / f"book{i}", args.tiebook, config)
    print("both recipes stop bad books and let good ones pass")
    return 0


if __name__ == "__main__":
    sys.exit(main())
