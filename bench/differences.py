"""By how much the semantics of two contenders differ: their hits compared one by one, and the differing ones classed.

    differences.py FOLDER N OURS THEIRS      prints the classes of names-N.txt in FOLDER/corpus.txt, with examples

A hit is a line of a file that hits.c, hyperscan.c and rust/ write: start, end, number of the name. A hit of the one
side alone falls into the first class that fits:

ours alone
    line end      white space with a line break stands where the name has a blank, or a hyphen that divides a line
    apostrophe    they are equal once apostrophes and dashes are (’ for ')
    accents       letters beyond ASCII stand on one side at least, and are not the same bytes
    beside        a character beyond ASCII that is no letter or digit stands beside it (“Iran”), which a check of bytes takes
                  for part of a word
    token         the peer cuts its tokens so that none begins or ends there
    hidden        a longer or earlier hit hides it, which itself may be no whole word (searches for the longest alone)
theirs alone
    capitals      the text has small letters where the name has capitals
    word part     a letter beyond ASCII, or a mark, stands at its edge
    nested        a longer name stands over it, or one that begins earlier
other             none of these
"""

import collections
import pathlib
import sys
import unicodedata

APOSTROPHES = str.maketrans({c: "'" for c in "’‘´`ʼʻ′＇"} | {c: "-" for c in "‐‑‒–—―−"})


def ascii_lower(data):
    return bytes(b + 32 if 65 <= b <= 90 else b for b in data)


def is_word(char):
    return unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"


class Corpus:
    def __init__(self, folder, n):
        self.text = (folder / "corpus.txt").read_bytes()
        self.names = (folder / f"names-{n}.txt").read_bytes().splitlines()

    def beside(self, start, end):
        """The characters before and behind, "" at the ends of the text."""
        before = self.text[max(0, start - 4):start].decode(errors="ignore")[-1:]
        return before, self.text[end:end + 4].decode(errors="ignore")[:1]

    def example(self, hit):
        start, end, name = hit
        around = self.text[max(0, start - 12):end + 12].decode(errors="replace")
        return f"{self.names[name].decode()!r} in {around!r}"


def ours_alone(corpus, hit, plain, _):
    start, end, number = hit
    text, name = corpus.text[start:end], corpus.names[number]
    if b"\n" in text:
        return "line end"
    if ascii_lower(text) == ascii_lower(name):
        if any(c > "\x7f" and not is_word(c) for c in corpus.beside(start, end)):
            return "beside"
        return plain
    evened = text.decode(errors="replace").translate(APOSTROPHES), name.decode().translate(APOSTROPHES)
    if evened[0].lower() == evened[1].lower():
        return "apostrophe"
    return "accents" if any(b > 127 for b in text + name) else "other"


def theirs_alone(corpus, hit, _, spans):
    start, end, number = hit
    text, name = corpus.text[start:end], corpus.names[number]
    if any(65 <= n <= 90 and 97 <= t <= 122 for t, n in zip(text, name)):
        return "capitals"
    if any(c > "\x7f" and is_word(c) for c in corpus.beside(start, end)):
        return "word part"
    return "nested" if spans.covers(start, end) else "other"


class Spans:
    """Whether a hit of the other side overlaps a place."""

    def __init__(self, hits):
        self.taken = collections.defaultdict(list)
        for start, end, *_ in hits:
            for block in range(start >> 8, (end >> 8) + 1):
                self.taken[block].append((start, end))

    def covers(self, start, end):
        return any(s < end and start < e for block in range(start >> 8, (end >> 8) + 1)
                   for s, e in self.taken.get(block, ()))


def read_hits(path):
    with open(path) as lines:
        return {tuple(map(int, line.split())) for line in lines}


def compare(corpus, ours, theirs, plain="other"):
    """(both, {class: n} of ours alone, {class: n} of theirs alone, {(side, class): example}). plain: the
    class of hits of ours where nothing but the way of searching explains that theirs have them not."""
    examples = {}
    result = []
    for side, alone, other, classify in (("ours", ours - theirs, theirs, ours_alone),
                                         ("theirs", theirs - ours, ours, theirs_alone)):
        classes = collections.Counter()
        spans = Spans(other) if alone else None
        for hit in sorted(alone):
            kind = classify(corpus, hit, plain, spans)
            classes[kind] += 1
            examples.setdefault((side, kind), corpus.example(hit))
        result.append(dict(classes.most_common()))
    return len(ours & theirs), *result, examples


def told(classes):
    return ", ".join(f"{n:,} {kind}" for kind, n in classes.items()) or "none"


def main():
    folder, n = pathlib.Path(sys.argv[1]), sys.argv[2]
    corpus = Corpus(folder, n)
    both, ours, theirs, examples = compare(corpus, read_hits(sys.argv[3]), read_hits(sys.argv[4]))
    print(f"both: {both:,}\nours alone: {told(ours)}\ntheirs alone: {told(theirs)}")
    for (side, kind), example in examples.items():
        print(f"{side} {kind}: {example}")


if __name__ == "__main__":
    main()
