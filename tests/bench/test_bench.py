#!/usr/bin/env python3
"""The parts of the benchmark that can be wrong without a run of it: test_bench.py PROJECT."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
sys.path.insert(0, str(PROJECT / "bench"))
import board  # noqa: E402
import differences  # noqa: E402
import memory  # noqa: E402
import needs  # noqa: E402

HAS_NAMES = all(pathlib.Path(path).exists() for path in needs.DATA)


class Differences(unittest.TestCase):
    def classes(self, text, name, ours, theirs, plain="other"):
        """The classes of two sets of spans, given as the words that they cover."""
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "corpus.txt").write_text(text, encoding="utf-8")
            (folder / "names-1.txt").write_text(name + "\n", encoding="utf-8")
            corpus = differences.Corpus(folder, 1)
        at = [{(corpus.text.index(w.encode()), corpus.text.index(w.encode()) + len(w.encode()), 0) for w in side} for side in (ours, theirs)]
        return differences.compare(corpus, *at, plain)[:3]

    def test_equal_sides_have_no_classes(self):
        self.assertEqual(self.classes("in Iran now", "Iran", ["Iran"], ["Iran"]), (1, {}, {}))

    def test_ours_alone(self):
        for text, name, hit, kind in (("the Islamic\nState", "Islamic State", "Islamic\nState", "line end"),
                                      ("O’Hara left", "O'Hara", "O’Hara", "apostrophe"), ("O’HARA left", "O'Hara", "O’HARA", "apostrophe"),
                                      ("a Chavez b", "Chávez", "Chavez", "accents"), ("“Iran” said", "Iran", "Iran", "beside"),
                                      ("in Iran now", "Iran", "Iran", "other"), ("Islamic  State", "Islamic State", "Islamic  State", "other")):
            self.assertEqual(self.classes(text, name, [hit], []), (0, {kind: 1}, {}), text)
        self.assertEqual(self.classes("in Iran now", "Iran", ["Iran"], [], "hidden"), (0, {"hidden": 1}, {}))

    def test_theirs_alone(self):
        self.assertEqual(self.classes("a turkey b", "Turkey", [], ["turkey"]), (0, {}, {"capitals": 1}))
        self.assertEqual(self.classes("Turkeyä b", "Turkey", [], ["Turkey"]), (0, {}, {"word part": 1}))
        self.assertEqual(self.classes("a Turkey b", "Turkey", [], ["Turkey"]), (0, {}, {"other": 1}))
        self.assertEqual(self.classes("New Turkey b", "Turkey", ["New Turkey"], ["Turkey"])[2], {"nested": 1})


class Page(unittest.TestCase):
    def test_figures_have_three_digits(self):
        self.assertEqual([board.figure(x) for x in (1234.5, 45.67, 1.234, None)], ["1,234", "45.7", "1.23", ""])

    def test_a_missed_target_is_said(self):
        row = {"build_ms": 2, "memory_mb": 1}
        self.assertEqual(memory.judged(100, "mixed", 1.5, row), "missed: 1 ms")
        self.assertEqual(memory.judged(100, "mixed", 1.0, {"build_ms": 0.5, "memory_mb": 5}), "missed: 1.1 ×, 4 MB")
        self.assertEqual(memory.judged(100, "mixed", 1.1, {"build_ms": 0.5, "memory_mb": 1}), "met")
        self.assertEqual(memory.judged(100, "long", 0.1, row), "")


@unittest.skipUnless(HAS_NAMES, "Debian's iso-codes and miscfiles are not here")
class Compose(unittest.TestCase):
    def compose(self, folder, *options):
        speeches = folder / "speeches"
        if not speeches.exists():
            speeches.mkdir()
            words = " ".join(f"The {w} of our Union is in the hands of Congress, and {w} will stay." for w in ("state", "peace", "trade", "law"))
            (speeches / "one.txt").write_text(words, encoding="utf-8")
        out = folder / f"out{len(list(folder.iterdir()))}"
        subprocess.run([sys.executable, "-B", PROJECT / "bench/compose.py", speeches, out, "--megabytes", "1", "--names", "10,200", *options],
                       check=True)
        return {path.name: path.read_bytes() for path in out.iterdir()}

    def test_same_seed_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            one, two, other = self.compose(folder), self.compose(folder), self.compose(folder, "--seed", "2")
            self.assertEqual(one, two)
            self.assertNotEqual(one["corpus.txt"], other["corpus.txt"])
            self.assertEqual(sum(map(int, one["corpus.len"].split())), len(one["corpus.txt"]))
            self.assertTrue(one["names-200.txt"].startswith(one["names-10.txt"]))

    def test_lists(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            long = self.compose(folder, "--list", "long")["names-200.txt"].splitlines()
            short = self.compose(folder, "--list", "short")["names-200.txt"].splitlines()
            self.assertEqual((len(long), len(short)), (200, 200))
            self.assertTrue(all(len(name) >= 12 and b" " in name for name in long))
            self.assertTrue(all(len(name.decode()) <= 8 and b" " not in name for name in short))
            self.assertEqual(short[:2], [b"Congress", b"Union"])


if __name__ == "__main__":
    unittest.main()
