#!/usr/bin/env python3
"""The mapper, as Hadoop Streaming, Slurm and GNU parallel call it: test_streaming.py PROJECT TIEBOOK."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
TIEBOOK = os.path.abspath(sys.argv.pop(1))
MAPPER, SLURM = PROJECT / "contrib/streaming/mapper", PROJECT / "contrib/streaming/slurm.sbatch"
BOOK = PROJECT / "entities.yaml"
NAMES = ["Iran", "Hezbollah", "Hugo\nChávez", "nobody"]


def corpus(n):
    for i in range(n):
        text = f"document {i}: " + " then ".join(NAMES[j % 4] for j in range(i % 5))
        yield "no document" if i % 41 == 40 else json.dumps({"id": i, "text": text}, ensure_ascii=i % 2 == 0)


LINES = list(corpus(500))


def even(lines):
    """Answers without the numbers of lines, which count from where the input was split."""
    out = []
    for line in lines:
        answer = json.loads(line)
        answer.pop("line", None)
        out.append(answer)
    return out


class Streaming(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.work = pathlib.Path(self.folder.name)
        done = subprocess.run([TIEBOOK, "mentions", "--jsonl", "--book", BOOK], input="\n".join(LINES), capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.whole = even(done.stdout.splitlines())
        self.assertEqual(len(self.whole), len(LINES))
        self.assertTrue(any(a.get("mentions") for a in self.whole))

    def run_it(self, *command, tiebook=TIEBOOK, text=None, **environment):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.work), "TIEBOOK": tiebook, **environment}
        env |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        return subprocess.run([str(c) for c in command], input=text, capture_output=True, text=True, env=env)

    def test_splits_at_line_ends_as_hadoop_makes_them(self):
        found = []
        for start in range(0, len(LINES), 123):
            done = self.run_it(MAPPER, BOOK, text="".join(f"{line}\n" for line in LINES[start:start + 123]))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("\t", done.stdout)  # Streaming would take it for the end of a key
            found += done.stdout.splitlines()
        self.assertEqual(even(found), self.whole)

    def test_no_input(self):
        done = self.run_it(MAPPER, BOOK, text="")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_failures_are_failures(self):
        bad = self.work / "bad.yaml"
        bad.write_text("tiebook: 1\npeople: [unclosed\n")
        for book, tiebook in ((bad, TIEBOOK), (self.work / "none.yaml", TIEBOOK), (BOOK, "/nowhere/tiebook")):
            done = self.run_it(MAPPER, book, tiebook=tiebook, text="\n".join(LINES))
            self.assertGreater(done.returncode, 1)
            self.assertEqual(done.stdout, "")

    def test_a_program_that_dies_is_a_failure(self):
        program = self.work / "dies"
        program.write_text('#!/bin/sh\nread -r line\ncase $line in *probe*) exit 0 ;; esac\nkill -9 $$\n')
        program.chmod(0o755)
        self.assertEqual(self.run_it(MAPPER, BOOK, tiebook=str(program), text="\n".join(LINES)).returncode, 137)

    def test_array_of_slurm(self):
        texts, output = self.work / "texts", self.work / "output"
        texts.mkdir()
        for i in range(7):
            (texts / f"{i}.jsonl").write_text("".join(f"{line}\n" for line in LINES[i * 80:i * 80 + 80]))
        for task in (2, 1, 3):  # numbers from 1, in any order
            done = self.run_it(SLURM, BOOK, texts, output, SLURM_ARRAY_TASK_ID=str(task), SLURM_ARRAY_TASK_MIN="1", SLURM_ARRAY_TASK_COUNT="3")
            self.assertEqual(done.returncode, 0, done.stderr)
        found = [line for i in range(7) for line in (output / f"{i}.jsonl").read_text().splitlines()]
        self.assertEqual(even(found), self.whole)
        self.assertEqual(len(list(output.iterdir())), 7)

    @unittest.skipUnless(shutil.which("parallel") and "GNU" in subprocess.run(["parallel", "--version"], capture_output=True, text=True).stdout,
                         "no GNU parallel")
    def test_gnu_parallel(self):
        done = self.run_it("parallel", "--will-cite", "--pipe", "--keep-order", "--block", "4k", "--jobs", "2", "--halt", "now,fail=1", MAPPER,
                           BOOK, text="\n".join(LINES) + "\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(even(done.stdout.splitlines()), self.whole)
        done = self.run_it("parallel", "--will-cite", "--pipe", "--block", "4k", "--halt", "now,fail=1", MAPPER, BOOK, tiebook="/nowhere/tiebook",
                           text="\n".join(LINES))
        self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
