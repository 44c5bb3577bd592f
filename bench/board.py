"""What was measured, as a page: the machine, the tables, the notes under them."""

import os
import pathlib
import platform
import re
import subprocess


def output(*command):
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
        return done.stdout.strip() or done.stderr.strip()
    except OSError:
        return ""


def first_line(*command):
    return (output(*command).splitlines() or ["none"])[0]


def cpu():
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    flags = re.search(r"^flags\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    wide = [f for f in ("sse2", "avx2", "avx512bw", "avx512_vbmi2") if flags and f in flags[1].split()]
    return f"{found[1] if found else platform.machine()} ({', '.join(wide)})"


def commit(root):
    """The commit, and whether anything in it that is measured was changed since."""
    name = output("git", "-C", root, "log", "-1", "--format=%h of %cs")
    changed = output("git", "-C", root, "status", "--porcelain", "--", "src", "bench", "CMakeLists.txt", "cmake")
    return (name or "unknown") + (", with changes that are in no commit" if changed else "")


def machine(root, peers):
    cores = len(re.findall(r"^processor", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE))
    memory = int(re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 1e6
    lines = [f"- commit {commit(root)}",
             f"- {cores} cores, {cpu()}, {memory:.0f} GB, {platform.system()} {platform.release()}",
             f"- {first_line('cc', '--version')}; {first_line('rustc', '--version')}; Python {platform.python_version()}"]
    lines.append(f"- load of the machine at the end (1, 5, 15 minutes): {', '.join(f'{x:.1f}' for x in os.getloadavg())}")
    return lines + [f"- {name} {version}" for name, version in peers.items() if version]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return lines + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows]


def rate(x):
    return f"{x:,.0f}" if x >= 10 else f"{x:.2f}"


def figure(x):
    """Three digits that count."""
    if x is None:
        return ""
    return f"{x:,.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}"


class Board:
    """Sections of a page in the order in which they were written, and notes."""

    def __init__(self):
        self.sections, self.notes = {}, []
        self.keep = lambda: None  # called after each section, so that a run that is cut short leaves what it has

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)
            print(f"bench: {text}", flush=True)

    def section(self, title, lines):
        """A section; one that is there already is written anew in its place."""
        self.sections[title] = lines
        print(f"\n## {title}\n\n" + "\n".join(lines) + "\n", flush=True)
        self.keep()

    def resume(self, path):
        """Takes over the sections of a page that is there, each with its commit, for a run that measures a part anew."""
        if not path.exists():
            return
        head, *parts = path.read_text(encoding="utf-8").split("\n## ")
        was = f"Measured at commit {re.search(r'- commit (.*)', head)[1]}."
        for part in parts:
            title, _, body = part.partition("\n")
            lines = body.strip("\n").split("\n")
            if title == "Notes":
                self.notes += [line.removeprefix("- ") for line in lines]
            else:
                self.sections[title] = lines if lines[-1].startswith("Measured at commit") else [*lines, "", was]

    def page(self, title, head):
        out = [f"# {title}", "", *head]
        for name, lines in self.sections.items():
            out += ["", f"## {name}", "", *lines]
        if self.notes:
            out += ["", "## Notes", "", *(f"- {note}" for note in self.notes)]
        return "\n".join(out) + "\n"
