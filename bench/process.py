"""Whole processes: `tiebook mentions` against ugrep on one file, spaCy and flashtext on a part of it, 100,000 small files
against the time that it takes to open and read them, and JSON Lines.

Contenders take turns here too. The time of the clock counts, since that is what a user waits for; processor time stands beside it.
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess

import differences
from board import figure, rate, table

UGREP_TARGETS = {100: 0.3, 10000: 0.1, 100000: 0.05}
PYTHON_TARGET = 100
ROUNDS = 5
FOUND = ["peer", "names", "tiebook finds", "the peer finds", "both", "tiebook alone", "the peer alone"]


def make_book(folder, n):
    """A book in which name number i is the entity e<i>."""
    path = folder / f"book-{n}.yaml"
    names = (folder / f"names-{n}.txt").read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8") as book:
        book.write("tiebook: 1\npeople:\n")
        for i, name in enumerate(names):
            book.write(f"  e{i}: {{name: {json.dumps(name, ensure_ascii=False)}}}\n")
    return path


class Clock:
    """Runs processes by bench_timed."""

    def __init__(self, program):
        self.program = program

    def __call__(self, command, output):
        done = subprocess.run([str(c) for c in (self.program, output, *command)], check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        if row["status"] not in (0, 1):
            raise SystemExit(f"bench: {command[0]} ended with {row['status']}: {done.stderr[:500]}")
        return row


def take_turns(timed, commands, outputs, rounds):
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(timed(command, outputs[name]))
    best = {}
    for name, all_of_it in runs.items():
        best[name] = {key: min(r[key] for r in all_of_it) for key in ("wall", "cpu", "memory")}
        best[name]["middle"] = statistics.median(r["wall"] for r in all_of_it)
    return best


class Numbers:
    """One number for all names that are equal but for ASCII case: of two such names a peer reports only one."""

    def __init__(self, names):
        self.of = {}
        for number, name in enumerate(names):
            self.of.setdefault(differences.ascii_lower(name), number)
        self.canonical = [self.of[differences.ascii_lower(name)] for name in names]


def our_hits(path, numbers):
    hits = set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            m = json.loads(line)
            hits.add((m["start"], m["end"], numbers.canonical[int(m["entity"][1:])]))
    return hits


def ugrep_hits(path, numbers):
    hits = set()
    with open(path, "rb") as lines:
        for line in lines:
            at, _, text = line.rstrip(b"\n").replace(b"+", b":", 1).partition(b":")  # + for the second one of a line
            hits.add((int(at), int(at) + len(text), numbers.of.get(differences.ascii_lower(text), -1)))
    return hits


def explain(needs, name, n, corpus, ours, theirs, plain):
    known = {h for h in theirs if h[2] >= 0}
    both, alone, missing, examples = differences.compare(corpus, ours, known, plain)
    if len(known) < len(theirs):
        missing["written otherwise"] = len(theirs) - len(known)
    for side in ("ours", "theirs"):
        if (side, "other") in examples:
            needs.board.note(f"{name} at {n:,}: a difference of no class: {examples[(side, 'other')]}")
    return [name, f"{n:,}", f"{len(ours):,}", f"{len(theirs):,}", f"{both:,}", differences.told(alone), differences.told(missing)]


def against_ugrep(needs, timed, tiebook, ugrep, folder, sizes, rounds):
    rows, differing = [], []
    text = folder / "corpus.txt"
    for n in sizes:
        book = make_book(folder, n)
        commands = {"tiebook": [tiebook, "mentions", book, text]}
        if ugrep:
            commands["ugrep"] = [ugrep, "-F", "-o", "-b", "-w", "-i", "-h", "-f", folder / f"names-{n}.txt", text]
        outputs = {name: needs.build / f"out-{name}" for name in commands}
        best = take_turns(timed, commands, outputs, rounds if n < 100000 else min(rounds, 3))
        corpus = differences.Corpus(folder, n)
        numbers = Numbers(corpus.names)
        ours = our_hits(outputs["tiebook"], numbers)
        if not ours:
            raise SystemExit("bench: tiebook mentions found nothing at all")
        for name, b in best.items():
            peer = best["ugrep"] if name == "tiebook" and ugrep else None
            ratio = b["wall"] / peer["wall"] if peer else None
            want = UGREP_TARGETS.get(n)
            judged = ("met" if ratio <= want else f"missed: {want:g}") if ratio is not None and want else ""
            rows.append([f"{n:,}", name, f"{b['wall']:.3f}", f"{b['middle']:.3f}", f"{b['cpu']:.3f}", figure(b["memory"]),
                         f"**{ratio:.3f}**" if peer else "", f"{b['cpu'] / peer['cpu']:.3f}" if peer else "", judged])
        if ugrep:
            differing.append(explain(needs, "ugrep", n, corpus, ours, ugrep_hits(outputs["ugrep"], numbers), "hidden"))
    size = text.stat().st_size / 1e6
    needs.board.section(f"Whole process, one file of {size:.0f} MB",
                        table(["names", "process", "s, best", "s, middle", "processor s", "memory MB", "ratio",
                               "ratio of processor time", "target"], rows))
    return differing


def against_python(needs, timed, tiebook, matcher, python, folder, n, megabytes, differing):
    if not python:
        return
    book, text = make_book(folder, n), needs.build / "part.txt"
    lengths, size = (folder / "corpus.len").read_text().split(), 0
    for length in lengths:
        if size >= megabytes * 1e6:
            break
        size += int(length)
    text.write_bytes((folder / "corpus.txt").read_bytes()[:size])
    corpus = differences.Corpus(folder, n)
    numbers = Numbers(corpus.names)
    # Processor time, which is what the matchers in Python are measured by too.
    whole = min((timed([tiebook, "mentions", book, folder / "corpus.txt"], needs.build / "out-tiebook") for _ in range(3)),
                key=lambda r: r["cpu"])
    own = (folder / "corpus.txt").stat().st_size / 1e6 / whole["cpu"]
    done = subprocess.run([str(matcher), str(folder), str(n), "smart", "5"], check=True, capture_output=True, text=True)
    scan = json.loads(done.stdout)["mb_per_s"]
    rows = [["tiebook, in memory", rate(scan), "", "", ""], ["tiebook mentions, whole process", rate(own), "", "", ""]]
    timed([tiebook, "mentions", book, text], needs.build / "out-tiebook")
    ours = our_hits(needs.build / "out-tiebook", numbers)
    for which, name in (("spacy", "spaCy PhraseMatcher"), ("flashtext", "flashtext")):
        path = needs.build / f"out-{which}"
        done = subprocess.run([str(c) for c in (python, pathlib.Path(__file__).with_name("python_peers.py"), folder, n, megabytes, which,
                                                path)], check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        ratio, ratio_whole = scan / row["mb_per_s"], own / row["mb_per_s"]
        rows.append([f"{name}, in memory", rate(row["mb_per_s"]), f"**{ratio:,.0f} ×**", f"{ratio_whole:,.0f} ×",
                     "met" if ratio_whole >= PYTHON_TARGET else "met in memory, missed as a process" if ratio >= PYTHON_TARGET
                     else f"missed: {PYTHON_TARGET} ×"])
        theirs = {(s, e, numbers.canonical[i]) for s, e, i in differences.read_hits(path)}
        differing.append(explain(needs, name, n, corpus, ours, theirs, "token" if which == "spacy" else "hidden"))
    needs.board.section(f"Against Python's matchers, {n:,} names, {size / 1e6:.1f} MB",
                        table(["contender", "MB/s of processor time", "tiebook in memory is", "tiebook as a process is", "target"], rows))


def make_files(needs, folder, wanted):
    """Articles of the corpus as files, again and again until there are as many as wanted, a thousand in a folder."""
    top = needs.build / f"files-{wanted}"
    if (top / "made").exists():
        return top / "texts"
    shutil.rmtree(top, ignore_errors=True)
    data, at, articles = (folder / "corpus.txt").read_bytes(), 0, []
    for length in (folder / "corpus.len").read_text().split():
        articles.append(data[at:at + int(length)])
        at += int(length)
    for i in range(wanted):
        path = top / "texts" / f"{i // 1000:03}" / f"{i:06}.txt"
        if i % 1000 == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(articles[i % len(articles)])
    (top / "made").write_text("")
    return top / "texts"


def small_files(needs, timed, tiebook, ceiling, folder, wanted, n, rounds):
    """Seconds for many small files, and how that stands to reading them alone."""
    texts, book = make_files(needs, folder, wanted), make_book(folder, n)
    cores = min(2, os.cpu_count() or 1)
    reading = {jobs: [] for jobs in (1, cores)}
    runs = {jobs: [] for jobs in (1, cores)}
    for _ in range(rounds + 1):  # the first round brings the files into memory
        for jobs in reading:
            done = subprocess.run([str(ceiling), str(texts), str(jobs)], check=True, capture_output=True, text=True)
            reading[jobs].append(json.loads(done.stdout))
            runs[jobs].append(timed([tiebook, "mentions", book, texts, "--jobs", jobs], needs.build / f"out-{jobs}"))
    if (needs.build / "out-1").read_bytes() != (needs.build / f"out-{cores}").read_bytes():
        raise SystemExit("bench: the number of threads changes the output")
    size, rows, wall = reading[1][0]["bytes"] / 1e6, [], {}
    for jobs in reading:
        floor = min(r["list_s"] + r["read_s"] for r in reading[jobs][1:])
        floor_cpu = min(r["cpu_s"] for r in reading[jobs][1:])
        best = {key: min(r[key] for r in runs[jobs][1:]) for key in ("wall", "cpu", "memory")}
        wall[jobs] = best["wall"]
        share = floor / best["wall"]
        rows.append([f"{jobs}", f"{floor:.3f}", f"{best['wall']:.3f}", f"{floor_cpu:.3f}", f"{best['cpu']:.3f}", rate(size / best["wall"]),
                     figure(best["memory"]), f"**{share:.2f}**", f"{floor_cpu / best['cpu']:.2f}", "met" if share >= 0.5 else "missed: 0.5"])
    lines = table(["threads", "reading alone s", "tiebook s", "reading alone, processor s", "tiebook, processor s", "MB/s", "memory MB",
                   "share of the ceiling", "the same of processor time", "target"], rows)
    if cores > 1:
        gain = wall[1] / wall[cores]
        lines += ["", f"Two threads are **{gain:.2f} ×** one (target 1.8: {'met' if gain >= 1.8 else 'missed'})."]
    else:
        needs.board.note("one core: two threads are not measured")
    needs.board.section(f"{wanted:,} small files of {size * 1e3 / wanted:.1f} kB, {n:,} names", lines)


def make_lines(folder):
    """The articles as JSON Lines."""
    path = folder / "corpus.jsonl"
    data, at = (folder / "corpus.txt").read_bytes(), 0
    with path.open("wb") as out:
        for i, length in enumerate((folder / "corpus.len").read_text().split()):
            line = json.dumps({"id": i, "text": data[at:at + int(length)].decode()}, ensure_ascii=False)
            out.write(line.encode() + b"\n")
            at += int(length)
    return path


def json_lines(needs, timed, tiebook, folder, sizes, rounds):
    """What a corpus of many machines costs on each: JSON Lines from a file, one process of one thread, and two threads."""
    lines, rows = make_lines(folder), []
    size = (folder / "corpus.txt").stat().st_size / 1e6
    for n in sizes:
        book = make_book(folder, n)
        commands = {jobs: ["/bin/sh", "-c", 'exec "$0" mentions --jsonl --book "$1" --jobs "$2" <"$3"', tiebook, book, jobs, lines]
                    for jobs in range(1, min(2, os.cpu_count() or 1) + 1)}
        best = take_turns(timed, commands, {jobs: needs.build / f"out-{jobs}" for jobs in commands}, rounds)
        for jobs, b in best.items():
            answers = (needs.build / f"out-{jobs}").read_bytes()
            if answers.count(b"\n") != len((folder / "corpus.len").read_text().split()) or answers != (needs.build / "out-1").read_bytes():
                raise SystemExit("bench: --jsonl has not answered each line, or the number of threads changes the answers")
            rows.append([f"{n:,}", jobs, f"{b['wall']:.3f}", f"{b['cpu']:.3f}", rate(size / b["wall"]), figure(b["memory"]),
                         figure(b["cpu"] / size * 1e6 / 3600)])
    needs.board.section(f"JSON Lines, {size:.0f} MB of text", table(
        ["names", "threads", "s, best", "processor s", "MB/s", "memory MB", "processor hours for 1 TB"], rows))


def bench(needs, programs, folder, parts, quick):
    tiebook, timed = programs["build"] / "bin" / "tiebook", Clock(programs["timed"])
    rounds, python_names, found = 1 if quick else ROUNDS, 100 if quick else 1000, []
    if "ugrep" in parts:
        found += against_ugrep(needs, timed, tiebook, needs.ugrep(), folder, [100, 10000] if quick else [100, 10000, 100000], rounds)
        if found:
            needs.board.section("What it finds, and what ugrep finds", table(FOUND, found))
    if "python" in parts:
        found = []
        against_python(needs, timed, tiebook, programs["tiebook"], needs.python(), folder, python_names, 1, found)
        if found:
            needs.board.section("What it finds, and what they find", table(FOUND, found))
    if "files" in parts:
        small_files(needs, timed, tiebook, programs["ceiling"], folder, 2000 if quick else 100000, python_names, 1 if quick else 3)
    if "lines" in parts:
        json_lines(needs, timed, tiebook, folder, [100] if quick else [1000, 100000], rounds)
