#!/usr/bin/env python3
"""What the job for Spark does by itself, without Spark: test_job.py PROJECT TIEBOOK."""

import json
import pathlib
import shlex
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
PROJECT = pathlib.Path(sys.argv.pop(1)).resolve()
TIEBOOK = sys.argv.pop(1)
sys.path.insert(0, str(PROJECT / "contrib/spark"))
import mentions_job as job  # noqa: E402

LINES = [b'{"id": "a", "text": "Iran"}', b"", b'{"id": 1.50, "text": ""}', b"\xff", b'{"id": "\\u00e9,\\"mentions\\":", "text": "Iran"}\r']


def pipe(lines, tiebook=TIEBOOK):
    """What Spark's pipe does with the lines of a partition."""
    text = "".join(f"{line}\n" for line in job.prepare(lines))
    done = subprocess.run(shlex.split(job.command(tiebook, str(PROJECT / "entities.yaml"))), input=text.encode(), capture_output=True)
    return done.returncode, done.stdout.decode().splitlines()


class Job(unittest.TestCase):
    def test_an_answer_for_each_line(self):
        status, lines = pipe(LINES)
        self.assertEqual(status, 0)
        found = list(job.answers(7, lines))
        self.assertEqual([row[:4] for row in found],
                         [(7, 1, "a", False), (7, 2, None, None), (7, 3, "1.50", True), (7, 4, None, None), (7, 5, 'é,"mentions":', False)])
        self.assertEqual([len(json.loads(row[4]).get("mentions", [])) for row in found], [1, 0, 0, 0, 1])

    def test_no_lines_at_all(self):
        self.assertEqual(list(job.answers(0, pipe([])[1])), [])

    def test_a_torn_answer_is_an_error(self):
        _, lines = pipe(LINES)
        for torn in (lines[:-1], lines[1:], [], lines[:2] + lines[3:], lines + lines[:1]):
            with self.assertRaises(job.Torn):
                list(job.answers(0, torn))

    def test_status_of_the_program(self):
        self.assertEqual(pipe(LINES, "/nowhere/tiebook")[0], 127)

    def test_lines_are_picked_by_number(self):
        self.assertEqual(list(job.pick(1, LINES, {(1, 2), (1, 4), (2, 1)})), [(1, 2, bytearray(b""), True), (1, 4, bytearray(b"\xff"), False)])

    def test_a_file_becomes_a_line(self):
        line = job.text_line("/data/texts")
        self.assertEqual(json.loads(line("file:/data/texts/a/b.txt", "é\r\n".encode())), {"id": "a/b.txt", "text": "é\r\n"})
        self.assertEqual(json.loads(job.text_line("hdfs://n/t")("hdfs://n/t/a.txt", b"x")), {"id": "a.txt", "text": "x"})
        self.assertFalse(job.is_utf8(line("file:/data/texts/b.txt", b"\xff")))


if __name__ == "__main__":
    unittest.main()
