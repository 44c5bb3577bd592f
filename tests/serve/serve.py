#!/usr/bin/env python3
"""tiebook serve, asked as a browser asks: serve.py TIEBOOK [SANITIZERS]"""

import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

TIEBOOK, SANITIZERS = "", ""
LONG = 60  # seconds; sanitizers on a busy machine take their time

BOOK = """\
tiebook: 1
title: The ferry
texts: texts
people:
  ann: {name: Ann Moss}
  bob: {name: Bob Vale, private: true}
groups:
  ferry: {name: Vale Ferry Company}
relations:
  owns: {}
  knows: {symmetric: true}
sources:
  gazette: {title: A ferry is sold}
  letter: {title: A letter}
links:
  - {from: ann, relation: owns, to: ferry, evidence: [{source: gazette, quote: Ann Moss bought the Vale Ferry Company}]}
  - {from: ann, relation: knows, to: bob, evidence: [{source: letter, quote: Ann Moss met Bob Vale}]}
"""
TEXTS = {
    "gazette": "Last week Ann Moss bought the Vale Ferry Company, with both of its boats.\n",
    "letter": "At the fair Ann Moss met Bob Vale.\n",
}


class Server:
    """A book in a folder of its own, and tiebook serve on it."""

    def __init__(self, *options, book=BOOK, port="0"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tiebook-serve-"))
        (self.folder / "texts").mkdir()
        (self.folder / "entities.yaml").write_text(book)
        for name, text in TEXTS.items():
            (self.folder / "texts" / f"{name}.txt").write_text(text)
        with open(self.folder / "messages", "w", encoding="utf-8") as messages:
            self.process = subprocess.Popen([TIEBOOK, "serve", "--port", port, *options], cwd=self.folder, text=True,
                                            stdout=subprocess.PIPE, stderr=messages)
        self.line = self.process.stdout.readline()
        found = re.fullmatch(r"http://127\.0\.0\.1:([0-9]+)/\n", self.line)
        self.port = int(found[1]) if found else None

    def messages(self):
        return (self.folder / "messages").read_text()

    def ask(self, path="/", method="GET", headers=None, host=None, timeout=LONG, body=None):
        """(status, headers, text)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.putrequest(method, path, skip_host=True)
        for value in [f"127.0.0.1:{self.port}"] if host is None else host:
            connection.putheader("Host", value)
        for key, value in (headers or {}).items():
            connection.putheader(key, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, answer.headers, text

    def version(self):
        return self.ask("/changes")[2]

    def change(self, name, text, rename=False):
        """Writes a file, waits for the page to follow, and gives the new page."""
        version, path = self.version(), self.folder / name
        if rename:
            (self.folder / "saved").write_text(text)
            (self.folder / "saved").replace(path)
        else:
            path.write_text(text)
        return self.news(version)

    def news(self, version):
        for _ in range(4):  # an answer may say that there is nothing new yet
            if self.ask(f"/changes?since={version}")[2] != version:
                return self.ask()[2]
        raise AssertionError("the page does not follow: " + self.messages())

    def end(self, with_signal=signal.SIGTERM):
        self.process.send_signal(with_signal)
        try:
            return self.process.wait(LONG)
        finally:
            self.process.kill()
            self.process.stdout.close()

    def close(self):
        if self.process.poll() is None:
            self.end()
        self.process.stdout.close()
        shutil.rmtree(self.folder)


class Case(unittest.TestCase):
    def serve(self, *options, **more):
        server = Server(*options, **more)
        self.addCleanup(server.close)
        self.assertIsNotNone(server.port, f"no address: {server.line!r}\n{server.messages()}")
        return server


class Answers(Case):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        assert cls.server.port, cls.server.messages()

    @classmethod
    def tearDownClass(cls):
        status = cls.server.end()
        assert status == 0, (status, cls.server.messages())
        cls.server.close()

    def test_pages(self):
        for path, kind, word in (("/", "text/html", "The ferry"), ("/index.html?x=1", "text/html", "The ferry"),
                                 ("/entity/ann.html", "text/html", "Ann Moss"), ("/findings.html", "text/html", "Findings"),
                                 ("/assets/site.css", "text/css", "--paper"), ("/assets/live.css", "text/css", "#notice"),
                                 ("/assets/site.js", "text/javascript", "/changes?since="),
                                 ("/assets/icon.svg", "image/svg+xml", "<svg")):
            status, headers, text = self.server.ask(path)
            self.assertEqual(status, 200, path)
            self.assertEqual(headers["Content-Type"].split(";")[0], kind)
            self.assertEqual(int(headers["Content-Length"]), len(text.encode()))
            self.assertIn(word, text)

    def test_headers(self):
        for path in ("/", "/nothing", "/changes"):
            _, headers, _ = self.server.ask(path)
            policy = headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertIn("connect-src 'self'", policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["X-Frame-Options"], "DENY")
            self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin")
            self.assertIsNone(headers["Access-Control-Allow-Origin"])

    def test_notice_is_in_every_page_once(self):
        version = self.server.version()
        for path in ("/", "/entities.html", "/entity/ann.html", "/article/letter.html", "/matrix.html", "/nothing"):
            text = self.server.ask(path)[2]
            self.assertEqual(text.count('id="notice"'), 1, path)
            self.assertEqual(text.count(f'data-version="{version}"'), 1, path)
            self.assertNotIn("tiebook:notice", text)

    def test_hosts(self):
        port = self.server.port
        for host in ("127.0.0.1", f"127.0.0.1:{port}", "localhost", f"LOCALHOST:{port}", "[::1]", f"[::1]:{port}"):
            self.assertEqual(self.server.ask(host=[host])[0], 200, host)
        for host in ("example.org", f"example.org:{port}", "127.0.0.1.example.org", "localhost.example.org", "127.0.0.2", "",
                     "127.0.0.1:", "127.0.0.1:x", "localhost:1@example.org", "[::1", "::1", "0.0.0.0"):
            for path in ("/", "/changes", "/changes?since=x"):
                status, headers, text = self.server.ask(path, host=[host])
                self.assertEqual(status, 421, host)
                self.assertNotIn("ferry", text)
        self.assertNotEqual(self.server.ask(host=["localhost", "example.org"])[0], 200)

    def test_no_host(self):
        with socket.create_connection(("127.0.0.1", self.server.port), LONG) as s:
            s.sendall(b"GET / HTTP/1.0\r\n\r\n")
            self.assertNotIn(b" 200 ", s.recv(4096).split(b"\r\n")[0])

    def test_methods(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"):
            status, headers, _ = self.server.ask(method=method)
            self.assertEqual(status, 405, method)
            self.assertEqual(headers["Allow"], "GET, HEAD")
        self.assertEqual(self.server.ask(method="POST", headers={"Content-Length": "5"}, body=b"x=123")[0], 405)
        status, headers, text = self.server.ask(method="HEAD")
        self.assertEqual((status, text), (200, ""))
        self.assertGreater(int(headers["Content-Length"]), 1000)

    def test_no_way_to_the_disk(self):
        for path in ("/../entities.yaml", "/entities.yaml", "/texts/letter.txt", "/%2e%2e/entities.yaml", "//etc/passwd",
                     "/..%2fentities.yaml", "/assets/../../entities.yaml", "/entity/..\\..\\entities.yaml", "/.",
                     "/entity/", "/index.html/", "/" + "a" * 9000):
            status, _, text = self.server.ask(path)
            self.assertIn(status, (404, 414, 431), path[:40])
            self.assertNotIn("people:", text)

    def test_garbage(self):
        for bytes_ in (b"\x00\xff\xfe\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 9000):
            with socket.create_connection(("127.0.0.1", self.server.port), LONG) as s:
                try:
                    s.sendall(bytes_)
                    s.shutdown(socket.SHUT_WR)
                    while s.recv(65536):
                        pass
                except OSError:
                    pass
        self.assertEqual(self.server.ask()[0], 200)

    def test_loopback_alone(self):
        with open("/proc/net/tcp", encoding="ascii") as f:
            ours = [line.split()[1] for line in f if f":{self.server.port:04X} 0000" in line and line.split()[3] == "0A"]
        self.assertEqual(ours, [f"0100007F:{self.server.port:04X}"])

    def test_old_version_is_told_at_once(self):
        self.assertEqual(self.server.ask("/changes?since=older", timeout=10)[2], self.server.version())

    def test_disk_is_left_alone(self):
        names = sorted(p.relative_to(self.server.folder).as_posix() for p in self.server.folder.rglob("*"))
        self.assertEqual(names, ["entities.yaml", "messages", "texts", "texts/gazette.txt", "texts/letter.txt"])


class Follows(Case):
    def test_book_texts_and_findings(self):
        server = self.serve()
        page = server.change("entities.yaml", BOOK.replace("The ferry", "The boat"))
        self.assertIn("<title>The boat", page)
        self.assertIn("0 errors", page)
        page = server.change("entities.yaml", BOOK.replace("The ferry", "The raft"), rename=True)
        self.assertIn("<title>The raft", page)
        page = server.change("texts/letter.txt", "At the fair nobody met anybody.\n")
        self.assertIn("1 error", page)
        page = server.change("texts/letter.txt", TEXTS["letter"], rename=True)
        self.assertIn("0 errors", page)

    def test_text_goes_and_comes(self):
        server = self.serve()
        version = server.version()
        (server.folder / "texts/gazette.txt").unlink()
        self.assertIn("no text of gazette", server.news(version))
        self.assertNotIn("no text of gazette", server.change("texts/gazette.md", TEXTS["gazette"]))

    def test_included_file(self):
        server = self.serve(book=BOOK + "include: [more.yaml]\n")
        self.assertIn("more.yaml", server.ask()[2])
        page = server.change("more.yaml", "people:\n  cid: {name: Cid Lane}\n")
        self.assertIn("Cid Lane", server.ask("/entities.html")[2])
        server.change("more.yaml", "people:\n  cid: {name: Cid Street}\n")
        self.assertIn("Cid Street", server.ask("/entities.html")[2])
        self.assertNotIn("id=\"live\" hidden", page)

    def test_broken_book_leaves_the_last_page(self):
        server = self.serve()
        page = server.change("entities.yaml", BOOK.replace("title: The ferry", "title: [The <b>ferry"))
        self.assertIn("<title>The ferry", page)
        self.assertIn("The book is broken", page)
        self.assertRegex(page, r"entities\.yaml</bdi>:[0-9]+:[0-9]+")
        self.assertNotIn("<b>ferry", page)
        self.assertIn("broken", server.ask("/entity/ann.html")[2])
        page = server.change("entities.yaml", BOOK)
        self.assertNotIn("The book is broken", page)
        version = server.version()
        (server.folder / "entities.yaml").unlink()
        self.assertIn("could not be made anew", server.news(version))
        self.assertNotIn("could not", server.change("entities.yaml", BOOK))

    def test_broken_from_the_beginning(self):
        server = self.serve(book="people: [\n")
        page = server.ask()[2]
        self.assertIn("The book is broken", page)
        self.assertEqual(server.ask("/entity/ann.html")[0], 404)
        self.assertIn("<title>The ferry", server.change("entities.yaml", BOOK))
        self.assertEqual(server.ask("/entity/ann.html")[0], 200)

    def test_nothing_new_is_no_news(self):
        server = self.serve()
        version = server.version()
        answers = []
        waiting = threading.Thread(target=lambda: answers.append(server.ask(f"/changes?since={version}")[2]))
        waiting.start()
        os.utime(server.folder / "entities.yaml")
        (server.folder / "texts/other.txt").write_text("nobody asks for this\n")
        waiting.join(4)
        self.assertEqual(answers, [])
        self.assertEqual(server.version(), version)
        server.change("entities.yaml", BOOK.replace("The ferry", "The boat"))
        waiting.join(LONG)
        self.assertNotEqual(answers, [version])
        self.assertEqual(len(answers), 1)

    def test_those_who_wait_do_not_hinder_and_may_go(self):
        server = self.serve()
        version = server.version()
        open_ = []
        for _ in range(40):
            s = socket.create_connection(("127.0.0.1", server.port), LONG)
            s.sendall(f"GET /changes?since={version} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            open_.append(s)
        self.assertEqual(server.ask(timeout=20)[0], 200)
        for s in open_[::2]:
            s.close()
        server.change("entities.yaml", BOOK.replace("The ferry", "The boat"))
        for s in open_[1::2]:
            s.settimeout(LONG)
            self.assertIn(b" 200 ", s.recv(4096))
            s.close()
        self.assertEqual(server.end(), 0, server.messages())

    def test_memory_stays(self):
        server = self.serve("--with-texts")

        def reload(n):
            for i in range(n):
                server.change("entities.yaml", BOOK.replace("The ferry", f"Ferry {i % 7}"))
            status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
            return int(re.search(r"VmRSS:\s+([0-9]+) kB", status)[1])

        if SANITIZERS:  # they keep freed memory for a while, and find what is lost at the end
            reload(6)
        else:
            before = reload(10)
            self.assertLess(reload(40) - before, 2000)
        self.assertEqual(server.end(), 0, server.messages())


class Options(Case):
    def test_public(self):
        server = self.serve("--public", "--with-texts")
        for path in ("/", "/entities.html", "/assets/site.js"):
            self.assertNotIn("Bob Vale", server.ask(path)[2])
        self.assertEqual(server.ask("/entity/bob.html")[0], 404)
        self.assertEqual(server.ask("/findings.html")[0], 404)
        page = server.change("texts/letter.txt", "Nothing.\n" * 3)
        self.assertNotIn("Bob Vale", page)
        self.assertIn("1 error", page)

    def test_with_texts_and_filter(self):
        server = self.serve("--with-texts", "--source", "gazette")
        self.assertIn("both of its boats", server.ask("/article/gazette.html")[2])
        self.assertEqual(server.ask("/article/letter.html")[0], 404)
        self.assertIn("could not be made anew", server.change("entities.yaml", BOOK.replace("gazette", "paper")))
        self.assertIn("no source 'gazette'", server.messages())

    def test_port_in_use(self):
        server = self.serve()
        second = subprocess.run([TIEBOOK, "serve", "--port", str(server.port)], cwd=server.folder, text=True,
                                capture_output=True, timeout=LONG, check=False)
        self.assertEqual(second.returncode, 3)
        self.assertEqual(second.stdout, "")
        self.assertIn(f"127.0.0.1:{server.port}", second.stderr)
        self.assertIn("--port 0", second.stderr)

    def test_usage(self):
        with tempfile.TemporaryDirectory() as folder:
            for options, status in ((["--port", "65536"], 2), (["--port", "x"], 2), (["no.yaml"], 3), ([], 3),
                                    (["--depth", "2"], 2)):
                run = subprocess.run([TIEBOOK, "serve", "--port", "0", *options], cwd=folder, text=True, capture_output=True,
                                     timeout=LONG, check=False)
                self.assertEqual((run.returncode, run.stdout), (status, ""), options)

    def test_signals(self):
        for one in (signal.SIGINT, signal.SIGTERM):
            server = self.serve("--quiet")
            self.assertEqual(server.end(one), 0)
            self.assertEqual(server.messages(), "")


if __name__ == "__main__":
    TIEBOOK = os.path.abspath(sys.argv[1])
    SANITIZERS = sys.argv[2] if len(sys.argv) > 2 else ""
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
