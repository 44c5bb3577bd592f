"""Drawings in the hands of other tools: Graphviz' own programs, an XML parser.

render_tools.py FIXTURE, the program render_fixture. Where Graphviz' programs are not installed their part is left out, and
the test says so.
"""
import csv
import io
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ET

FIXTURE = ""
VIEWS = {"small": (5, 9), "hostile": (13, 15), "empty": (0, 0), "star": (28, 40), "many": (60, 400)}  # nodes, links
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}"


def made(view, form, *rest):
    run = subprocess.run([FIXTURE, view, form, *rest], capture_output=True, check=True)
    return run.stdout


def tool(*args, given):
    run = subprocess.run(args, input=given, capture_output=True)
    assert run.returncode == 0, run.stderr
    return run.stdout, run.stderr


@unittest.skipUnless(all(map(shutil.which, ("dot", "gvpr", "nop"))), "Graphviz' programs are not installed")
class Graphviz(unittest.TestCase):
    def test_dot_reads_it(self):
        for view in VIEWS:  # -Tcanon lays out, which takes dot minutes with the view "many"
            command = ["nop"] if view == "many" else ["dot", "-Tcanon"]
            out, err = tool(*command, given=made(view, "dot"))
            self.assertEqual(err, b"", view)
            self.assertTrue(out)

    def test_gvpr_counts_nodes_and_links(self):
        count = "BEG_G { print(nNodes($G), \" \", nEdges($G)); }"
        for view, numbers in VIEWS.items():
            out, _ = tool("gvpr", count, given=made(view, "dot"))
            self.assertEqual(tuple(map(int, out.split())), numbers, view)

    def test_gvpr_asks_for_attributes(self):
        ask = 'E [stance == "contested"] { print($.relation, "|", $.sources, "|", $.quote, "|", $.support); }'
        out, _ = tool("gvpr", ask, given=made("small", "dot"))
        self.assertEqual(out.decode().strip(), "spies on|letters,radio|a spy | a spy|sentence")

    def test_parallel_links_stay_apart(self):
        out, _ = tool("gvpr", 'E [$.tail.name == "aland" && $.head.name == "bland"] { print($.id); }',
                      given=made("small", "dot"))
        self.assertEqual(len(set(out.split())), 2)

    def test_plain_dot_draws_it_as_svg(self):
        for view in ("small", "hostile"):
            out, _ = tool("dot", "-Tsvg", given=made(view, "dot"))
            ET.fromstring(out)


class Drawn(unittest.TestCase):
    def check(self, view):
        data = made(view, "svg")
        root = ET.fromstring(data)
        nodes, links = VIEWS[view]
        self.assertEqual(root.get("role"), "img")
        named = {e.get("id"): e for e in root.iter() if e.get("id")}
        self.assertEqual(len(named), sum(1 for e in root.iter() if e.get("id")), "ids are unique")
        for attribute in ("aria-labelledby", "aria-describedby"):
            self.assertTrue((named[root.get(attribute)].text or "").strip())
        groups = [g for g in root.iter(SVG + "g") if g.get("class")]
        self.assertEqual(sum(g.get("class").split()[0] == "node" for g in groups), nodes)
        self.assertEqual(sum(g.get("class").split()[0] == "edge" for g in groups), links)
        for g in groups:
            if g.get("class").split()[0] in ("node", "edge"):
                self.assertRegex(g.get("id"), r"^(node|link)-[A-Za-z0-9._-]*$")
                self.assertTrue(g.find(SVG + "title").text.strip())
        for a in root.iter(SVG + "a"):
            self.assertRegex(a.get(LINK + "href") or "http://", r"^(https?://|mailto:)")
        self.assertNotIn(b"<!--", data)
        self.assertNotIn(b"<!DOCTYPE", data)
        self.assertNotRegex(data.decode(), r"/(home|usr|tmp|root)/")
        return root

    def test_small(self):
        root = self.check("small")
        links = {a.get(LINK + "href") for a in root.iter(SVG + "a")} - {None}
        self.assertIn("https://gull.example/a?id=1&page=2", links)
        words = "".join(root.itertext())
        for expected in ("Who funds the harbour", "[1]", "The harbour of Aland", "funds [1,2]", "contested: claimed and denied"):
            self.assertIn(expected, words)

    def test_hostile(self):
        root = self.check("hostile")
        words = [t.text for t in root.iter(SVG + "text")]
        for expected in ("<b>bold</b>", 'say "hi"', "a & b &lt;", "]]> --> <!--"):
            self.assertTrue(any((w or "").startswith(expected) for w in words), expected)
        self.assertTrue(any("\\N \\G \\E" in (w or "") for w in words))
        tips = [a.get(LINK + "title") or "" for a in root.iter(SVG + "a")]
        self.assertTrue(any("\\N \\G \\E \\L \\n \\" in t for t in tips), "backslashes stay in tooltips")
        self.assertFalse(any(e.tag.endswith("script") for e in root.iter()))

    def test_empty_star_many(self):
        for view in ("empty", "star", "many"):
            self.check(view)

    def test_csv(self):
        for view in ("small", "hostile", "empty"):
            rows = list(csv.DictReader(io.StringIO(made(view, "table", ".csv").decode(), newline="")))
            self.assertEqual(len({r["link"] for r in rows}), VIEWS[view][1])

    def test_markdown_rows(self):
        text = made("hostile", "table").decode()
        rows = [line for line in text.split("\n") if line.startswith("| ")]
        self.assertEqual(len(rows), VIEWS["hostile"][1] + 2)
        for row in rows:
            self.assertEqual(row.count("|"), 6, row[:80])


if __name__ == "__main__":
    FIXTURE = sys.argv.pop(1)
    unittest.main(verbosity=2)
