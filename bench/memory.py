"""In memory: the matcher of tiebook against Hyperscan and Rust's aho-corasick, one thread, the corpus read before.

Every contender is a process of its own, and the contenders of one list of names take turns, so that what else the
machine does falls on all of them. Processor time is measured, and the best of all rounds counts; the middle one is told too.
"""

import json
import statistics
import subprocess
import sys

import differences
from board import figure, rate, table
from needs import HERE

# What the project wants: ratio to the best exact peer, build in ms, memory in MB.
TARGETS = {100: (1.1, 1, 4), 1000: (2, 1, 4), 10000: (3, 3, 5), 100000: (4, 50, 10), 1000000: (6, 600, 70)}
SETS = {
    "mixed": {"megabytes": 100, "names": [100, 1000, 10000, 100000, 1000000], "options": []},
    "long": {"megabytes": 20, "names": [1000, 100000], "options": ["--list", "long", "--seed", "2"]},
    "short": {"megabytes": 20, "names": [100, 1000, 10000], "options": ["--list", "short", "--seed", "3"]},
    "foreign": {"megabytes": 20, "names": [1000, 100000],
                "options": ["--wrapped", "1", "--foreign", "0.33", "--seed", "4"]},
}
QUICK = {
    "mixed": {"megabytes": 5, "names": [100, 10000], "options": []},
    "short": {"megabytes": 3, "names": [1000], "options": ["--list", "short", "--seed", "3"]},
}
OURS = "tiebook"
PLAIN_MEGABYTES = 10


def compose(needs, speeches, name, plan):
    """The folder of a set; made anew when the plan or the generator has changed."""
    folder = needs.build / f"set-{name}-{plan['megabytes']}"
    stamp = json.dumps(plan) + (HERE / "compose.py").read_text()
    if not (folder / "made").exists() or (folder / "made").read_text() != stamp:
        needs.run(sys.executable, HERE / "compose.py", speeches, folder, "--megabytes", plan["megabytes"], "--names",
                  ",".join(map(str, plan["names"])), *plan["options"])
        (folder / "made").write_text(stamp)
    return folder


def measure(command):
    done = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True)
    row = json.loads(done.stdout.splitlines()[-1])
    said = done.stderr.split()
    if "paragraphs:" in said:  # MB/s
        row.setdefault("paragraphs_mb_per_s", float(said[said.index("paragraphs:") + 1]))
    return row


class Lineup:
    """The contenders for one list of names: how to run them, how often, and who writes its hits down."""

    def __init__(self, needs, programs, kind, folder, n, quick):
        self.kind, self.folder, self.n = kind, folder, n
        self.hits = needs.build / f"hits-{kind}-{n}"
        rounds, inner = rounds_of(n, quick)
        hyperscan, rust = programs["hyperscan"], programs["rust"]
        self.commands = {OURS: [programs["tiebook"], folder, n, "smart", inner]}
        self.rounds = {OURS: rounds}
        self.writers = []
        if hyperscan:
            self.commands["Hyperscan"] = [hyperscan, folder, n, "caseless", inner]
            self.rounds["Hyperscan"] = rounds
            self.writers.append("Hyperscan")
        if rust:  # slower by far, so fewer rounds; a DFA of 100,000 names takes gigabytes; longest is told, and no exact peer
            kinds = ["nfa"] + ["dfa"] * (n <= 10000) + ["longest"] * (n <= 1000)
            for automaton in kinds:
                name = f"aho-corasick {automaton}"
                self.commands[name] = [rust, folder, n, "caseless", 1, automaton]
                self.rounds[name] = min(rounds, 2)
            self.writers += [f"aho-corasick {automaton}" for automaton in kinds if automaton != "nfa" or n > 10000]

    def exact(self):
        return [name for name in self.commands if name != OURS and not name.endswith("longest")]

    def file(self, name):
        return self.hits.with_name(f"{self.hits.name}-{name.replace(' ', '-')}")


def rounds_of(n, quick):
    """Processes of each contender, and scans in each: at a million names Hyperscan takes a minute to build."""
    if quick:
        return 1, 2
    return {1000000: (1, 5), 100000: (2, 4)}.get(n, (4, 3))


def take_turns(lineup):
    runs = {name: [] for name in lineup.commands}
    for i in range(max(lineup.rounds.values())):
        for name, command in lineup.commands.items():
            last = i + 1 == lineup.rounds[name]
            if i < lineup.rounds[name]:
                runs[name].append(measure([*command, lineup.file(name)] if last and name in lineup.writers else command))
    rows = {}
    for name, all_of_it in runs.items():
        row = dict(all_of_it[0])
        if len({r["hits"] for r in all_of_it}) != 1:
            raise SystemExit(f"bench: {name} finds another number in another round")
        row["mb_per_s"] = max(r["mb_per_s"] for r in all_of_it)
        row["middle"] = statistics.median(r["mb_per_s"] for r in all_of_it)
        row["build_ms"] = min(r["build_ms"] for r in all_of_it)
        if "paragraphs_mb_per_s" in row:
            best = max(r["paragraphs_mb_per_s"] for r in all_of_it)
            row["scan"] = 1 / (1 / row["mb_per_s"] - 1 / best)
        rows[name] = row
    return rows


def count_lines(path):
    with path.open("rb") as f:
        return sum(1 for _ in f)


def own_engines(programs, lineup, quick):
    """Writes the hits of every engine of tiebook. The plain engine is what the random cases compare with the oracle; where another
    differs from it is an error of this project, and ends the run. It is slow, and reads a part."""
    def write(engine, *part):
        path = lineup.file(engine)
        subprocess.run([str(x) for x in (programs["hits"], lineup.folder, lineup.n, "smart", engine, path, *part)], check=True)
        return path

    best = write("best")
    for engine in ["simple"] if quick else ["simple", "portable", "pieces"]:
        path = write(engine, PLAIN_MEGABYTES) if engine == "simple" else write(engine)
        with path.open("rb") as theirs, best.open("rb") as ours:
            found = theirs.read()
            whole = engine == "simple" or path.stat().st_size == best.stat().st_size
            if not found or not whole or found != ours.read(len(found)):
                raise SystemExit(f"bench: engine {engine} differs: {best} and {path}")
    return best


def check(needs, programs, lineup, rows, quick):
    """The rows of the table of differences."""
    hits = own_engines(programs, lineup, quick)
    if count_lines(hits) != rows[OURS]["hits"]:
        raise SystemExit(f"bench: tiebook counted {rows[OURS]['hits']} hits and wrote {count_lines(hits)}")
    exact = {rows[name]["hits"] for name in lineup.exact()}
    if len(exact) > 1:
        raise SystemExit(f"bench: the exact peers find different numbers: {exact}")
    ours = differences.read_hits(hits)
    corpus = differences.Corpus(lineup.folder, lineup.n)
    out, same = [], {}
    for name in lineup.writers:
        theirs = differences.read_hits(lineup.file(name))
        if len(theirs) != rows[name]["hits"]:
            raise SystemExit(f"bench: {name} counted {rows[name]['hits']} hits and wrote {len(theirs)}")
        head = [lineup.kind, f"{lineup.n:,}", name, f"{len(theirs):,}"]
        key = frozenset(theirs)
        if key in same:
            out.append([*head, "", f"the same as {same[key]}", ""])
            continue
        same[key] = name
        both, alone, missing, examples = differences.compare(corpus, ours, theirs, "hidden" if name.endswith("longest") else "other")
        for side in ("ours", "theirs"):
            if (side, "other") in examples:
                needs.board.note(f"{name} at {lineup.n:,}: a difference of no class: {examples[(side, 'other')]}")
        out.append([*head, f"{both:,}", differences.told(alone), differences.told(missing)])
    for path in lineup.hits.parent.glob(f"{lineup.hits.name}-*"):
        path.unlink()
    return out


def judged(n, kind, ratio, row):
    """What is missed of the targets; they are stated for the mixed list."""
    if kind != "mixed" or n not in TARGETS:
        return ""
    want, build, memory = TARGETS[n]
    missed = [f"{want:g} ×"] if ratio is not None and ratio < want else []
    missed += [f"{build:g} ms"] if row["build_ms"] > build else []
    missed += [f"{memory:g} MB"] if row["memory_mb"] > memory else []
    return "missed: " + ", ".join(missed) if missed else "met"


def tell(needs, summary, every, differing):
    """Written again after each list, so that a run that is cut short leaves what it has."""
    needs.board.section("In memory", table(["list", "names", "tiebook MB/s", "its scan alone", "best exact peer MB/s", "ratio",
                                            "ratio of the scan alone", "build ms", "memory MB", "targets"], summary))
    needs.board.section("In memory, every contender", table(["list", "names", "contender", "MB/s, best", "MB/s, middle", "build ms",
                                                             "memory MB", "hits, nested ones too"], every))
    needs.board.section("What they find", table(["list", "names", "contender", "hits", "the same as tiebook's", "tiebook alone",
                                                 "the peer alone"], differing))


def bench(needs, programs, speeches, quick):
    summary, every, differing = [], [], []
    for kind, plan in (QUICK if quick else SETS).items():
        folder = compose(needs, speeches, kind, plan)
        for n in plan["names"]:
            lineup = Lineup(needs, programs, kind, folder, n, quick)
            rows = take_turns(lineup)
            differing += check(needs, programs, lineup, rows, quick)
            ours = rows[OURS]
            peer = max(lineup.exact(), key=lambda x: rows[x]["mb_per_s"], default=None)
            best = rows[peer]["mb_per_s"] if peer else None
            ratio = ours["mb_per_s"] / best if peer else None
            scan = ours.get("scan")
            summary.append([kind, f"{n:,}", rate(ours["mb_per_s"]), rate(scan) if scan else "",
                            f"{peer} {rate(best)}" if peer else "none here", f"**{ratio:.2f} ×**" if peer else "",
                            f"{scan / best:.2f} ×" if peer and scan else "", figure(ours["build_ms"]), figure(ours["memory_mb"]),
                            judged(n, kind, ratio, ours)])
            for name, row in rows.items():
                every.append([kind, f"{n:,}", name, rate(row["mb_per_s"]), rate(row["middle"]), figure(row["build_ms"]),
                              figure(row["memory_mb"]), f"{row['hits']:,}"])
            tell(needs, summary, every, differing)
