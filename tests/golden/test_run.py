#!/usr/bin/env python3
"""Tests of the golden harness itself: that it passes, fails, skips, updates and keeps the tree clean."""

import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

RUN = pathlib.Path(__file__).resolve().parent / "run.py"
PROGRAM = """#!/bin/sh
case $1 in
  echo) cat ;;
  fail) echo "no such thing" >&2; exit 3 ;;
  hang) sleep 60 ;;
  env) echo "$LC_ALL|$TZ|${COLUMNS-unset}|${NO_COLOR-unset}|${SECRET-unset}" ;;
esac
"""


class Harness(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.program = self.folder / "bin" / "tiebook"
        self.program.parent.mkdir()
        self.program.write_text(PROGRAM)
        self.program.chmod(self.program.stat().st_mode | stat.S_IXUSR)

    def case(self, **files):
        folder = self.folder / "cases" / "one"
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name.replace("_", ".")).write_text(text)
        return folder

    def run_cases(self, *options):
        return subprocess.run([sys.executable, RUN, "--tiebook", self.program, *options, self.folder / "cases"],
                              capture_output=True, text=True, check=False,
                              env={"PATH": "/usr/bin:/bin", "COLUMNS": "40", "NO_COLOR": "1", "SECRET": "x"})

    def test_pass(self):
        self.case(cmd="tiebook echo", stdin="hello\n", stdout="hello\n")
        self.assertEqual(self.run_cases().returncode, 0)

    def test_defaults_are_strict(self):
        self.case(cmd="tiebook fail")
        result = self.run_cases()
        self.assertEqual(result.returncode, 1)
        self.assertIn("+no such thing", result.stdout)
        self.assertIn("status: expected 0, got 3", result.stdout)

    def test_each_difference_fails(self):
        folder = self.case(cmd="tiebook fail", stderr="no such thing\n", status="3\n")
        self.assertEqual(self.run_cases().returncode, 0)
        for name, text in (("stdout", "x\n"), ("stderr", "no such thing"), ("status", "1\n")):
            path = folder / name
            kept = path.read_text() if path.exists() else None
            path.write_text(text)
            self.assertEqual(self.run_cases().returncode, 1, name)
            path.unlink() if kept is None else path.write_text(kept)

    def test_line_breaks_count(self):
        self.case(cmd="printf 'a\\r\\n'", stdout="a\n")
        self.assertEqual(self.run_cases().returncode, 1)

    def test_hang_fails(self):
        self.case(cmd="tiebook hang")
        result = self.run_cases("--timeout", "0.5")
        self.assertEqual(result.returncode, 1)
        self.assertIn("timed out", result.stdout)

    def test_skip(self):
        self.case(cmd="echo 'needs a moon' >&2; exit 77")
        result = self.run_cases()
        self.assertEqual(result.returncode, 77)
        self.assertIn("needs a moon", result.stdout)

    def test_environment(self):
        self.case(cmd="tiebook env", stdout="C.UTF-8|UTC|unset|unset|unset\n")
        self.assertEqual(self.run_cases().returncode, 0, self.run_cases().stdout)

    def test_runs_in_a_copy(self):
        folder = self.case(cmd="ls; cat in.txt; echo new >made; rm in.txt", in_txt="text\n",
                           stdout="in.txt\ntext\n")
        self.assertEqual(self.run_cases().returncode, 0)
        self.assertEqual(sorted(p.name for p in folder.iterdir()), ["cmd", "in.txt", "stdout"])

    def test_update(self):
        folder = self.case(cmd="tiebook fail", stdout="old\n", status="9\n")
        self.assertEqual(self.run_cases("--update").returncode, 0)
        self.assertFalse((folder / "stdout").exists())
        self.assertEqual((folder / "stderr").read_text(), "no such thing\n")
        self.assertEqual((folder / "status").read_text(), "3\n")
        self.assertEqual(self.run_cases().returncode, 0)

    def test_nothing_there(self):
        (self.folder / "cases").mkdir()
        self.assertEqual(self.run_cases().returncode, 2)


if __name__ == "__main__":
    unittest.main()
