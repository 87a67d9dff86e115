"""One `prereq serve` and what its tests say to it over sockets."""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

import jsonschema

SOURCE = pathlib.Path(sys.argv[2])
SCHEMA = json.loads((SOURCE / "tools/board.schema.json").read_text(encoding="utf-8"))


class Server:
    """One `prereq serve`; it ends with the block and must then end at once and well."""

    ends = []  # seconds that each took to end

    def __init__(self, folder, *options, terminal=None):
        environment = {**os.environ, "PREREQ_CACHE_DIR": str(folder / ".cache")}
        self.process = subprocess.Popen([sys.argv[1], "serve", str(folder), *options], text=True,
                                        stdin=terminal or subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=terminal or subprocess.PIPE, env=environment)
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.process.communicate()
        self.token = self.url.split("?token=")[1]
        assert len(self.token) == 32, self.url
        self.port = int(self.url.split(":")[2].split("/")[0])
        self.host = f"127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.end(signal.SIGINT)
        if kind is None and self.process.stderr:
            assert self.process.stderr.read().count("\n") <= 1

    def end(self, number):
        if self.process.poll() is None:
            start = time.monotonic()
            self.process.send_signal(number)
            assert self.process.wait(timeout=30) == 0, self.process.returncode
            self.ends.append(time.monotonic() - start)

    def raw(self, data, half_close=False):
        """What comes back to these bytes: status (0: nothing), fields in lower case, body."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as one:
            try:
                one.sendall(data)
                if half_close:
                    one.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                pass
            got = b""
            while True:
                try:
                    more = one.recv(65536)
                except ConnectionResetError:
                    more = b""
                if not more:
                    break
                got += more
        if not got:
            return 0, {}, b""
        head, _, body = got.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines)
        return int(first.split()[1]), fields, body

    def request(self, method, target, fields, body=b""):
        lines = [f"{method} {target} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields]
        return self.raw("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def fields(self, **other):
        """Those of the page, with others in their place; None leaves one out."""
        fields = {"Host": self.host, "Origin": "http://" + self.host, "X-Prereq-Token": self.token,
                  "Content-Type": "application/json"}
        fields.update({name.replace("_", "-"): value for name, value in other.items()})
        return [(name, value) for name, value in fields.items() if value is not None]

    def post(self, what, question, status=200):
        body = question if isinstance(question, bytes) else json.dumps(question).encode()
        got, fields, said = self.request("POST", "/api/" + what,
                                         self.fields() + [("Content-Length", len(body))], body)
        assert got == status, (what, question, got, said)
        assert fields["content-type"] == "application/json", fields
        answer = json.loads(said)
        jsonschema.validate(answer, SCHEMA)
        return answer

    def state(self):
        status, _, said = self.request("GET", "/api/state", self.fields(Origin=None))
        assert status == 200, said
        answer = json.loads(said)
        jsonschema.validate(answer, SCHEMA)
        return answer
