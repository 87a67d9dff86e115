#!/usr/bin/env python3
"""Speaks the language server protocol with `prereq lsp`, as an editor does."""
import json
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading


class Client:
    def __init__(self, binary, folder, state):
        self.process = subprocess.Popen(
            [binary, "lsp", "--stdio"], cwd="/", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "HOME": state, "PREREQ_CACHE_DIR": state + "/cache"})
        self.folder, self.count = folder, 0
        self.answers, self.diagnostics = queue.Queue(), {}
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            length = 0
            while True:
                line = self.process.stdout.readline()
                if not line:
                    return
                if line == b"\r\n":
                    break
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message = json.loads(self.process.stdout.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                self.diagnostics[params["uri"]] = params["diagnostics"]
            elif "id" in message:
                self.answers.put(message)

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.write({"method": method, "params": params})

    def ask(self, method, params):
        self.count += 1
        self.write({"id": self.count, "method": method, "params": params})
        answer = self.answers.get(timeout=60)
        assert answer["id"] == self.count, answer
        return answer

    def uri(self, path):
        return (self.folder / path).as_uri()

    def at(self, path, line, character):
        return {"textDocument": {"uri": self.uri(path)},
                "position": {"line": line, "character": character}}


def course(folder):
    files = {
        "prereq.yaml": 'version: 1\nseries: {path: "m/{number:02}_{slug}", label: Module}\n'
                       "metadata: {file: module.yaml, requires: requires}\n"
                       "constraints: [tensor before layers]\n",
        "m/01_tensor/module.yaml": "title: Tensors\n",
        "m/02_layers/module.yaml": "requires: [tensor]\n",
        "m/02_layers/README.md": "# Layers\n",
        "notes.md": "\U0001d465 看 Module 01: Layers, and m/02_layers/README.md\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve() / "a course"
        folder.mkdir()
        course(folder)
        client = Client(sys.argv[1], folder, name)
        started = client.ask("initialize", {"rootUri": folder.as_uri(), "capabilities": {}})
        assert started["result"]["capabilities"]["hoverProvider"] is True, started
        client.notify("initialized", {})
        notes = client.uri("notes.md")
        client.notify("textDocument/didOpen", {"textDocument": {"uri": notes}})

        everything = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 99}}
        actions = client.ask("textDocument/codeAction", {
            "textDocument": {"uri": notes}, "range": everything, "context": {"diagnostics": []}})
        [found] = client.diagnostics[notes]
        assert found["code"] == "PRQ301" and found["severity"] == 1, found
        # Two UTF-16 units of the letter beyond the first plane, a blank, 看, a blank.
        assert found["range"]["start"] == {"line": 0, "character": 5}, found
        [fix] = actions["result"]
        [edit] = fix["edit"]["changes"][notes]
        assert edit == {"range": {"start": {"line": 0, "character": 12},
                                  "end": {"line": 0, "character": 14}}, "newText": "02"}, edit

        # The places of a text that is not saved are others: no fix, until it reads as it was linted.
        linted = (folder / "notes.md").read_text(encoding="utf-8")
        asked = {"textDocument": {"uri": notes}, "range": everything, "context": {"diagnostics": []}}
        client.notify("textDocument/didOpen", {"textDocument": {"uri": notes, "text": linted}})
        assert len(client.ask("textDocument/codeAction", asked)["result"]) == 1
        for changes, fixes in (([{"text": "A line above.\n" + linted}], 0), ([{"text": linted}], 1),
                               ([{"range": everything, "text": ""}], 0), ([{"text": linted}], 1)):
            client.notify("textDocument/didChange", {"textDocument": {"uri": notes, "version": 2},
                                                     "contentChanges": changes})
            assert len(client.ask("textDocument/codeAction", asked)["result"]) == fixes, changes
        client.notify("textDocument/didClose", {"textDocument": {"uri": notes}})

        hover = client.ask("textDocument/hover", client.at("notes.md", 0, 35))
        assert "layers needs tensor" in hover["result"]["contents"]["value"], hover
        assert client.ask("textDocument/hover", client.at("notes.md", 0, 0))["result"] is None
        place = client.ask("textDocument/definition", client.at("notes.md", 0, 35))
        assert place["result"]["uri"] == client.uri("m/02_layers/README.md"), place

        # What metadata and the policy declare by bare names.
        for path, line, character, module in (("m/02_layers/module.yaml", 0, 12, "01_tensor/module.yaml"),
                                              ("prereq.yaml", 3, 16, "01_tensor/module.yaml"),
                                              ("prereq.yaml", 3, 29, "02_layers/README.md")):
            client.notify("textDocument/didOpen", {"textDocument": {"uri": client.uri(path)}})
            place = client.ask("textDocument/definition", client.at(path, line, character))
            assert place["result"]["uri"] == client.uri("m/" + module), (path, line, place)
        assert client.ask("textDocument/definition", client.at("prereq.yaml", 3, 23))["result"] is None

        (folder / "notes.md").write_text("Module 02: Layers\n", encoding="utf-8")
        client.notify("textDocument/didSave", {"textDocument": {"uri": notes}})
        assert client.ask("workspace/symbol", {"query": ""})["error"]["code"] == -32601
        assert client.diagnostics[notes] == [], client.diagnostics

        (folder / "prereq.yaml").write_text("version: 1\nseries: 7\n", encoding="utf-8")
        client.notify("textDocument/didSave", {"textDocument": {"uri": client.uri("prereq.yaml")}})
        client.ask("textDocument/hover", client.at("notes.md", 0, 0))
        assert client.diagnostics[client.uri("prereq.yaml")][0]["range"]["start"]["line"] == 1

        assert client.ask("shutdown", None)["result"] is None
        client.notify("exit", None)
        assert client.process.wait(timeout=60) == 0
    # A client that goes away, or that speaks something else, leaves no server behind.
    for said in (b"", b"Content-Length: 99999999999999999999\r\n\r\n", b"Content-Length: 5\r\n\r\n[["):
        done = subprocess.run([sys.argv[1], "lsp"], input=said, capture_output=True, timeout=60,
                              check=False)
        assert done.returncode == 2, (said, done)
    return 0


if __name__ == "__main__":
    sys.exit(main())
