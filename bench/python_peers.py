"""spaCy's PhraseMatcher and flashtext on a part of the corpus; run in an environment that has them.

    python_peers.py FOLDER N MEGABYTES spacy|flashtext OUT

Prints one line as the contenders in C do; OUT gets a line for each hit, as in hits.c. Both fold case, so both are asked
without it. What spaCy does to a text before it matches (cutting it into tokens) is part of its time: nothing goes without it.
"""

import json
import pathlib
import sys
import time


def articles(folder, megabytes):
    data = (folder / "corpus.txt").read_bytes()
    at = 0
    for line in (folder / "corpus.len").read_text().split():
        if at >= megabytes * 1e6:
            return
        yield at, data[at:at + int(line)].decode()
        at += int(line)


def spacy_search(names):
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for number, name in enumerate(names):
        matcher.add(str(number), [nlp.make_doc(name)])
    strings = nlp.vocab.strings

    def search(text):
        doc = nlp.make_doc(text)
        # The matches are numbers; that is what a user has to do to get at the characters.
        return [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), int(strings[key])) for key, start, end in matcher(doc)]

    return search


def flashtext_search(names):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for number, name in enumerate(names):
        processor.add_keyword(name, str(number))
    return lambda text: [(start, end, int(key)) for key, start, end in processor.extract_keywords(text, span_info=True)]


def write(out, base, text, hits):
    plain = text.isascii()
    for start, end, number in hits:
        if not plain:
            start, end = len(text[:start].encode()), len(text[:end].encode())
        out.write(f"{base + start} {base + end} {number}\n")


def main():
    folder, n, megabytes, which, path = sys.argv[1:]
    folder = pathlib.Path(folder)
    names = (folder / f"names-{n}.txt").read_text(encoding="utf-8").splitlines()
    texts = list(articles(folder, float(megabytes)))
    start = time.process_time()
    search = (spacy_search if which == "spacy" else flashtext_search)(names)
    built = time.process_time()
    found = [search(text) for _, text in texts]
    taken = time.process_time() - built
    size = sum(len(text.encode()) for _, text in texts)
    with open(path, "w") as out:
        for (base, text), hits in zip(texts, found):
            write(out, base, text, hits)
    print(json.dumps({"contender": which, "names": len(names), "build_ms": (built - start) * 1e3, "bytes": size,
                      "mb_per_s": size / 1e6 / taken, "hits": sum(map(len, found))}))


if __name__ == "__main__":
    main()
