#!/usr/bin/env python3
"""Scores mentions and evidence on labelled texts that no one here wrote.

usage: score.py TIEBOOK FOLDER [--details] [--set NAME]

Each document of FOLDER/*.json becomes a book: its entities with their gold names, its links with their gold
evidence sentences as quotes. `tiebook mentions` is compared with the gold mentions, `tiebook check` with what the
gold mentions say the sentences name. Every miss is put into a class that docs/labelled.md explains; one that fits no
class is an error. Exit status: 0 as recorded in expected.json, 1 different, 77 where FOLDER is not there.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
GRADES = ["unchecked", "none", "article", "paragraph", "sentence", "quote"]


def book_of(doc, language):
    """A document as a book, in JSON (which is YAML)."""
    entities = {}
    for e in doc["entities"]:
        names = list(dict.fromkeys(n for n in e["names"] if any(c.isalnum() for c in n)))
        if names:
            entities[e["id"]] = {"name": names[0], "aliases": names[1:]}
    text = doc["text"].encode()
    links, seen = [], set()
    for link in doc["links"]:
        key = (link["from"], link["relation"], link["to"])
        ends_known = link["from"] in entities and link["to"] in entities
        if not link["evidence"] or not ends_known or key in seen or link["from"] == link["to"]:
            continue
        seen.add(key)
        quotes = [text[a:b].decode() for a, b in (doc["sentences"][i] for i in link["evidence"])]
        links.append({"from": link["from"], "relation": link["relation"], "to": link["to"],
                      "evidence": [{"source": "doc", "quote": quotes}]})
    return {
        "tiebook": "1", "title": doc["id"], "language": language, "texts": ".",
        "sources": {"doc": {"title": doc["id"]}},
        "kinds": {"things": {"singular": "thing"}}, "things": entities,
        "relations": {link["relation"]: {} for link in links}, "links": links,
    }, links


def run(tiebook, folder, *args):
    r = subprocess.run([tiebook, *args], cwd=folder, capture_output=True)
    if r.returncode not in (0, 1):
        sys.exit(f"{args}: status {r.returncode}: {r.stderr.decode()}")
    return r.stdout.decode()


def is_word(c):
    return unicodedata.category(c)[0] in "LM" or unicodedata.category(c) == "Nd"


def miss_class(doc, gold, found, nested):
    """Why a gold mention is not among those found; None when no class of ours fits."""
    start, end, entity = gold
    text = doc["text"].encode()
    words = text[start:end].decode()
    names = {n for e in doc["entities"] if e["id"] == entity for n in e["names"]}
    if gold in nested:
        return "inside a longer name of the book"
    before, after = text[:start].decode()[-1:], text[end:].decode()[:1]
    if (before and is_word(before) and words[:1] and is_word(words[0])) or \
       (after and is_word(after) and words[-1:] and is_word(words[-1])):
        return "the gold span is part of a word"
    if not any(c.isalnum() for c in words):
        return "the gold span has no letters"
    if any(s < end and start < e and (s, e) != (start, end) for s, e, _ in found):
        return "a name that begins earlier or is longer stands over it"
    if words not in names:
        return "the gold span is none of the gold names"
    return None


def extra_class(doc, hit, gold_spans):
    start, end, entity = hit
    if (start, end) in gold_spans:
        return "a form that two entities share"
    if any(s < end and start < e for s, e in gold_spans):
        return "the gold has another span here"
    return "the annotators marked nothing here"


def score_doc(tiebook, doc, language, totals, details):
    book, links = book_of(doc, language)
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "entities.yaml").write_text(json.dumps(book, ensure_ascii=False), "utf-8")
        pathlib.Path(folder, "doc.txt").write_bytes(doc["text"].encode())
        lines = [json.loads(x) for x in run(tiebook, folder, "mentions", "--nested").splitlines()]
        report = json.loads(run(tiebook, folder, "check", "--format", "json"))
    hits = {(m["start"], m["end"], m["entity"]) for m in lines if not m.get("nested")}
    nested = {(m["start"], m["end"], m["entity"]) for m in lines if m.get("nested")}
    known = set(book["things"])
    gold = {(a, b, e["id"]) for e in doc["entities"] if e["id"] in known for a, b, _ in e["mentions"]}
    totals["gold mentions"] += len(gold)
    totals["found mentions"] += len(hits)
    totals["right mentions"] += len(gold & hits)
    totals["right mentions, nested ones included"] += len(gold & (hits | nested))
    for miss in sorted(gold - hits):
        kind = miss_class(doc, miss, hits, nested)
        totals["miss: " + (kind or "UNEXPLAINED")] += 1
        if details or not kind:
            print("  miss", doc["id"], kind, miss, doc["text"].encode()[miss[0]:miss[1]].decode())
    spans = {(a, b) for a, b, _ in gold}
    for hit in sorted(hits - gold):
        totals["extra: " + extra_class(doc, hit, spans)] += 1
        if details:
            print("  extra", doc["id"], extra_class(doc, hit, spans), hit, doc["text"].encode()[hit[0]:hit[1]].decode())
    score_evidence(doc, links, report, gold, totals, details)


def score_evidence(doc, links, report, gold, totals, details):
    by_key = {(x["from"], x["relation"], x["to"]): x for x in report["links"]}
    for link in links:
        got = by_key[(link["from"], link["relation"], link["to"])]["evidence"][0]
        indexes = next(x["evidence"] for x in doc["links"]
                       if (x["from"], x["relation"], x["to"]) == (link["from"], link["relation"], link["to"])
                       and x["evidence"])
        spans = [doc["sentences"][i] for i in indexes]
        named = all(any(a <= s and e <= b for a, b in spans for s, e, x in gold if x == end)
                    for end in (link["from"], link["to"]))
        totals["links"] += 1
        totals["quotes found"] += got["found"] is True
        totals["gold: both ends in the sentences"] += named
        totals["support " + str(got["support"])] += 1
        if named and got["support"] != "quote":
            totals["named by the gold, support below quote"] += 1
        if details and (got["found"] is not True or (named and got["support"] != "quote")):
            print("  link", doc["id"], link["from"], link["relation"], link["to"], got["found"], got["support"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tiebook")
    parser.add_argument("folder")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--set")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    folder = pathlib.Path(args.folder)
    if not folder.is_dir():
        print("skipped: the labelled texts are not here")
        sys.exit(77)
    tiebook = os.path.abspath(args.tiebook)
    results = {}
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text("utf-8"))
        if args.set and file.stem != args.set:
            continue
        totals = collections.Counter()
        for doc in data["docs"]:
            score_doc(tiebook, doc, data["language"], totals, args.details)
        results[file.stem] = dict(sorted(totals.items()))
        right, found, gold = totals["right mentions"], totals["found mentions"], totals["gold mentions"]
        print(f"{file.stem}: mentions precision {right / found:.4f} recall {right / gold:.4f}")
        for key, n in sorted(totals.items()):
            print(f"    {n:6d} {key}")
    record = HERE / "expected.json"
    if args.update:
        record.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return
    expected = json.loads(record.read_text("utf-8"))
    bad = [k for k in results if results[k] != expected.get(k)] + \
          [k for k in results if any("UNEXPLAINED" in x for x in results[k])]
    for k in bad:
        print(f"{k}: not as recorded in expected.json")
    sys.exit(1 if bad else 0)


main()
