#!/usr/bin/env python3
"""Runs what the README shows: every `$ COMMAND` of it must print what stands below, where a line
`...` stands for any lines; every other `tools/run …` line must find an answer.

`tools/run` is the binary given as the second argument, in a copy of graphs/.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile


def blocks(text):
    """(command, expected lines or None) for each command in an indented block."""
    command, expected = None, []
    for line in text.splitlines() + [""]:
        shown = line[4:] if line.startswith("    ") else None
        if command is not None and (shown is None or shown.startswith("$ ")):
            yield command, expected
            command = None
        if shown is None:
            continue
        if shown.startswith("$ "):
            command, expected = shown[2:], []
        elif command is not None:
            expected.append(shown)
        elif shown.startswith("tools/run "):
            yield shown.split("  #")[0], None


def matches(expected, found):
    if not expected:
        return not found
    if expected[0] == "...":
        return any(matches(expected[1:], found[i:]) for i in range(len(found) + 1))
    return bool(found) and expected[0] == found[0] and matches(expected[1:], found[1:])


def main():
    root, binary = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    shown, bad = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        top = pathlib.Path(folder).resolve() / "prereq"
        (top / "tools").mkdir(parents=True)
        shutil.copytree(root / "graphs", top / "graphs")
        run = top / "tools" / "run"
        run.write_text(f'#!/bin/sh\nexec "{binary}" "$@"\n', encoding="utf-8")
        run.chmod(0o755)
        where = top
        for command, expected in blocks((root / "README.md").read_text(encoding="utf-8")):
            done = subprocess.run(["sh", "-c", f"{command}\nset $?\npwd >'{folder}/pwd'\nexit $1"],
                                  cwd=top if expected is None else where, text=True, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            shown += expected is not None
            if done.returncode not in (0, 1):
                bad += 1
                print(f"`{command}` ends with {done.returncode}:\n{done.stdout}")
            elif expected is not None:
                where = pathlib.Path((pathlib.Path(folder) / "pwd").read_text().strip())
                if not matches(expected, done.stdout.splitlines()):
                    bad += 1
                    print(f"`{command}` prints\n{done.stdout}")
    if shown == 0:
        sys.exit("README.md shows no command with its output")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
