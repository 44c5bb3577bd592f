#!/usr/bin/env python3
"""The JSON Schema of books in the YAML language server of VS Code, Neovim, Helix and Monaco. 77: skipped.

Speaks the Language Server Protocol as an editor does: what is marked, completed and shown.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
SERVER = HERE / "node_modules/yaml-language-server/bin/yaml-language-server"
SWITCH = "# yaml-language-server: $schema="
BOOK = """tiebook: 1
sources:
  daily:
    title: The Daily
    publsher: Daily Press
people:
  ann: {name: Ann Berg}
groups:
  bank: {name: Harbour Bank}
relations:
  owns: {from: [person], to: [group]}
links:
  - from: ann
    relation: owns
    to: bank
    evidence:
      - source: daily
        quote: Ann Berg owns the Harbour Bank
        stance: alledged
      - source: daily
        quote: she owns the bank
        stance: denied
    n
  - from: ann
    relation: owns
"""


class Editor:
    def __init__(self, node, folder):
        self.process = subprocess.Popen([node, str(SERVER), "--stdio"], cwd=folder, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.n = 0
        self.marks = {}
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                             "hover": {"contentFormat": ["markdown"]}}},
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "book"}]})
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        length = None
        while (line := self.process.stdout.readline().strip()) or length is None:
            if not line and self.process.poll() is not None:
                sys.exit("the language server ended")
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.marks[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:  # the server asks for settings: the defaults are fine
            items = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            self.send({"id": message["id"], "result": None if items is None else [{} for _ in items]})
        return message

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.n += 1
        self.send({"id": self.n, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.n and "method" not in message:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]

    def open(self, path):
        """Opens a file; gives what is marked in it."""
        uri = path.as_uri()
        self.marks.pop(uri, None)
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8")}})
        while uri not in self.marks:
            self.receive()
        return self.marks[uri]


def position(text, words, after=False):
    line = next(i for i, one in enumerate(text.split("\n")) if words in one)
    return {"line": line, "character": text.split("\n")[line].index(words) + (len(words) if after else 0)}


def expect(fine, *what):
    if not fine:
        print("FAILED:", *what)
        expect.failed += 1


expect.failed = 0


def look_at_faults(editor, folder):
    book = folder / "book.yaml"
    # The first line as README has it: the path is that from the book.
    text = f"{SWITCH}book.schema.json\n{BOOK}"
    book.write_text(text, encoding="utf-8")
    marks = {(m["range"]["start"]["line"], m["message"].split("\n")[0]) for m in editor.open(book)}
    said = {line: message for line, message in marks}
    begun = text.split("\n").index("    n")  # a key that is being written, in the first link
    second = begun + 1                       # the other link, which lacks an end and evidence
    for line, wanted in ((position(text, "publsher")["line"], "publsher"), (begun, ""), (second, "Missing property"),
                         (position(text, "alledged")["line"], '"asserted", "alleged", "planned", "denied"')):
        expect(line in said and wanted in said[line], f"line {line} is not marked with {wanted!r}:", sorted(marks))
    at = {"textDocument": {"uri": book.as_uri()}}
    items = editor.ask("textDocument/completion", {**at, "position": {"line": begun, "character": 5}})
    labels = {item["label"]: item for item in items["items"]}
    for key in ("note", "unsourced", "private", "id"):
        expect(key in labels and labels[key].get("documentation"), key, "is not completed in a link:", sorted(labels))
    values = editor.ask("textDocument/completion", {**at, "position": position(text, "stance: denied", True)})
    labels = {item["label"] for item in values["items"]}
    expect({"asserted", "alleged", "planned", "denied"} <= labels, "stances are not completed:", sorted(labels))
    hover = editor.ask("textDocument/hover", {**at, "position": position(text, "stance: denied")})
    shown = json.dumps(hover and hover["contents"])
    expect("How the source states the link" in shown, "hovering over stance shows", shown)


def look_at_good(editor, folder, tiebook):
    subprocess.run([tiebook, "init", "-q", str(folder / "made")], check=True, stdout=subprocess.DEVNULL)
    for name, path in (("shipped", PROJECT / "entities.yaml"), ("init", folder / "made/entities.yaml")):
        copy = folder / f"{name}.yaml"
        copy.write_text(f"{SWITCH}book.schema.json\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
        marks = editor.open(copy)
        expect(not marks, f"{len(marks)} marks in the book {name}:",
               [(m["range"]["start"]["line"], m["message"]) for m in marks[:5]])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiebook", required=True)
    args = parser.parse_args()
    node = shutil.which("node")
    if not node or not SERVER.exists():
        print("skipped: no node, or no language server; npm ci in tests/interop installs it", file=sys.stderr)
        return 77
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch).resolve()
        shutil.copy(PROJECT / "contrib/schema/book.schema.json", folder)
        editor = Editor(node, folder)
        try:
            look_at_faults(editor, folder)
            look_at_good(editor, folder, args.tiebook)
        finally:
            editor.process.kill()
    print("the language server reads the schema" if not expect.failed else f"{expect.failed} failed")
    return 1 if expect.failed else 0


if __name__ == "__main__":
    sys.exit(main())
