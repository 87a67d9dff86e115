#!/usr/bin/env python3
"""Long work says on a terminal how far it is, on stderr alone, and leaves nothing of that behind.

usage: progress_test.py BINARY
"""
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
WIPE = b"\r\033[K"
SEARCH = ["suggest", "large.yaml", "--time-limit", "2", "--format", "list"]


def write_large(folder):
    """Modules upside down, so many that no search ends soon."""
    count = 400
    lines = ["version: 1", "modules:"]
    for i in range(1, count + 1):
        needs = f", requires: [m{i - 3:03}]" if i > 3 else ""
        lines.append(f"  - {{slug: m{i:03}, number: {count + 1 - i}{needs}}}")
    (folder / "large.yaml").write_text("\n".join(lines) + "\n")


def run(folder, arguments, terminal="xterm", stdout=None, interrupt=None, answers=(), **more):
    """What a terminal gets, and the exit status; `stdout` may be a file instead of it."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(folder)
        environment = {**os.environ, "TERM": terminal, "LC_ALL": "C.UTF-8",
                       "PREREQ_CACHE_DIR": str(folder / "cache"),
                       "XDG_STATE_HOME": str(folder / "state"), **more}
        environment.pop("GITHUB_ACTIONS", None)
        if stdout:
            os.dup2(os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.execve(BINARY, [BINARY, *arguments], environment)
    seen, answers, end = b"", list(answers), time.monotonic() + 120
    while time.monotonic() < end:
        if select.select([screen], [], [], 0.2)[0]:
            try:
                more_bytes = os.read(screen, 1 << 16)
            except OSError:
                break
            if not more_bytes:
                break
            seen += more_bytes
        if interrupt and interrupt in seen:
            os.kill(child, signal.SIGINT)
            interrupt = None
        if answers and answers[0][0] in seen:
            os.write(screen, answers.pop(0)[1])
    os.close(screen)
    return seen, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def drawn(seen):
    """The lines that were drawn and wiped."""
    return [line.decode() for line in re.findall(rb"\r\033\[K(prereq: [^\r\n]+)(?=\r\033\[K)", seen)]


def left(seen):
    """What is on the screen in the end, line by line."""
    rows = [""]
    for part in re.split(r"(\r\033\[K|\r?\n|\r)", seen.decode()):
        if part == "\r\033[K":
            rows[-1] = ""
        elif part in ("\n", "\r\n"):
            rows.append("")
        elif part != "\r":
            rows[-1] += part
    return "\n".join(rows)


def try_search(folder):
    piped = subprocess.run([BINARY, *SEARCH], cwd=folder, capture_output=True, text=True,
                           check=False, env={**os.environ, "TERM": "xterm"})
    assert "\033" not in piped.stdout + piped.stderr and "steps" not in piped.stderr, piped.stderr
    seen, status = run(folder, SEARCH, stdout=str(folder / "out"))
    lines = drawn(seen)
    assert status == piped.returncode, seen
    assert any(re.fullmatch(r"prereq: searching for the best order: [\d,]+ steps(, \d+ s)?", line)
               for line in lines), lines
    assert left(seen).strip() == piped.stderr.strip(), (left(seen), piped.stderr)
    assert WIPE not in (folder / "out").read_bytes()
    # In the results, which are on the terminal too, there is nothing of it.
    seen, status = run(folder, SEARCH)
    assert drawn(seen), seen
    shown = left(seen).splitlines()
    assert not [line for line in shown if "steps" in line] and len(shown) > 400, shown
    seen, status = run(folder, SEARCH, NO_COLOR="1", stdout=str(folder / "out"))
    assert drawn(seen), seen  # it has no colour


def try_silence(folder):
    for arguments, terminal in ((["--quiet", *SEARCH], "xterm"), (SEARCH, "dumb"), (SEARCH, "")):
        seen, _ = run(folder, arguments, terminal=terminal, stdout=str(folder / "out"))
        assert WIPE not in seen and b"\033" not in seen, (arguments, terminal, seen)
    seen, status = run(folder, ["check", "small.yaml"])
    assert status == 0 and b"\033[K" not in seen, seen  # quick work


def try_interrupt(folder):
    """Ctrl-C leaves a line of its own to what follows."""
    seen, _ = run(folder, SEARCH, stdout=str(folder / "out"), interrupt=b"searching for")
    assert "steps" not in left(seen), seen
    seen, status = run(folder, ["--no-cache", "lint", "tree"], interrupt=b"prereq: ")
    if drawn(seen) or status < 0:  # else the machine was faster than half a second
        assert status == -signal.SIGINT and left(seen) == "", (status, seen)


def write_tree(folder):
    (folder / "m").mkdir(parents=True)
    (folder / "prereq.yaml").write_text(
        'version: 1\nseries: {path: "m/{number:04}_{slug}", label: Module}\nverify: [./slow]\n')
    (folder / "slow").write_text("#!/bin/sh\nsleep 1; printf abc >&2; sleep 1; echo def >&2\n")
    (folder / "slow").chmod(0o755)
    for i in range(1, 2501):
        page = folder / f"m/{i:04}_mod{i}" / "README.md"
        page.parent.mkdir()
        before = max(i - 1, 1)
        page.write_text(f"# Module {i}\n" + f"See [x](../{before:04}_mod{before}/README.md).\n" * 60)


def try_change(folder):
    """Nothing is drawn while a question waits or another program writes."""
    answers = ((b"go ahead? ", b"y\n"), (b"stay the same? ", b"y\n"))
    asked = time.monotonic()
    seen, status = run(folder, ["move", "mod2499", "--to", "2490"], answers=answers)
    assert status == 0 and time.monotonic() - asked > 1, seen
    assert drawn(seen), seen
    assert b"abcdef\r\n" in seen, seen
    shown = left(seen)
    assert "applied: " in shown and "reading" not in shown and "renaming" not in shown, shown
    question = seen[seen.index(b"go ahead? "):seen.index(b"go ahead? ") + 60]
    assert b"y\r\n" in question and b"prereq: work" not in question, question


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_large(folder)
        (folder / "small.yaml").write_text("version: 1\nmodules: [01_a, {slug: b, number: 2, requires: [a]}]\n")
        write_tree(folder / "tree")
        try_search(folder)
        try_silence(folder)
        try_interrupt(folder)
        try_change(folder / "tree")
    print("progress is told on terminals, and wiped")


main()
