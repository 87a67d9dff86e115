#!/usr/bin/env python3
"""Runs what README.md and docs/*.md show, and draws docs/pictures again.

In a page, an indented line `$ COMMAND` (and lines `> …` that continue it) is run by bash, and must
print what stands below it, where a line `...` stands for any lines. A page's commands run in their
order, each in the folder and with the `$?` that the one before left. Each page has a temporary
folder of its own. There, `prereq` is the binary given as the second argument, and `prereq-source/`
holds tools/run (the same binary) and a copy of graphs/; README.md starts in it, and its other
`tools/run …` lines must find an answer too. A command may end with 0 or 1; a page that cares shows
`echo $?`.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# These pages are there to be followed; one of them without a command means that nothing was read.
FOLLOWED = {"README.md", "tutorial.md", "recipes.md"}


def commands(text):
    """(command, expected lines or None) for each command in an indented block.

    An empty line belongs to what is expected if more of it follows.
    """
    command, expected, empty = None, [], 0
    for line in text.splitlines() + ["."]:
        if not line and command is not None:
            empty += 1
            continue
        shown = line[4:] if line.startswith("    ") else None
        if command is not None and (shown is None or shown.startswith("$ ")):
            yield command, expected
            command = None
        if shown is None:
            continue
        if shown.startswith("$ "):
            command, expected, empty = shown[2:], [], 0
        elif command is not None and not expected and shown.startswith("> "):
            command += "\n" + shown[2:]
        elif command is not None:
            expected += [""] * empty + [shown]
            empty = 0
        elif shown.startswith("tools/run "):
            yield shown.split("  #")[0], None
        elif re.match(r"(?!prereq: )prereq\b|.*\| prereq ", shown):
            sys.exit(f"a command that is not run, because no `$ ` stands before it: {shown}")


def matches(expected, found):
    if not expected:
        return not found
    if expected[0] == "...":
        return any(matches(expected[1:], found[i:]) for i in range(len(found) + 1))
    return bool(found) and expected[0] == found[0] and matches(expected[1:], found[1:])


def prepare(folder, root, binary):
    """Fills `folder` with what a page may use; the environment of its commands comes back."""
    source = folder / "prereq-source"
    (source / "tools").mkdir(parents=True)
    shutil.copytree(root / "graphs", source / "graphs")
    for place in (source / "tools" / "run", folder / "bin" / "prereq"):
        place.parent.mkdir(exist_ok=True)
        place.write_text(f'#!/bin/sh\nexec "{binary}" "$@"\n', encoding="utf-8")
        place.chmod(0o755)
    (folder / "home").mkdir()
    kept = {key: value for key, value in os.environ.items()
            if not key.startswith(("GIT_", "PREREQ_", "GITHUB_", "XDG_"))}
    return kept | {"PATH": f"{folder / 'bin'}:{kept['PATH']}", "HOME": str(folder / "home"),
                   "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


def run_page(page, root, binary):
    """How many commands `page` shows with their output, and how many of all went wrong."""
    shown, bad, status = 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        environment = prepare(folder, root, binary)
        where = top = folder / "prereq-source" if page.name == "README.md" else folder
        for command, expected in commands(page.read_text(encoding="utf-8")):
            script = f"(exit {status})\n{command}\nset -- $?\npwd >'{folder}/pwd'\nexit $1"
            done = subprocess.run(
                ["bash", "-c", script],
                cwd=top if expected is None else where, env=environment, text=True, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            shown += expected is not None
            status = done.returncode
            if done.returncode not in (0, 1):
                bad += 1
                print(f"{page.name}: `{command}` ends with {done.returncode}:\n{done.stdout}")
            elif expected is not None:
                where = pathlib.Path((folder / "pwd").read_text().strip())
                if not matches(expected, done.stdout.splitlines()):
                    bad += 1
                    print(f"{page.name}: `{command}` prints\n{done.stdout}")
    return shown, bad


# docs/pictures: each is what the program draws today.
PICTURES = {"course.svg": ["graph", "graphs/course", "--format", "svg"]}


def other_pictures(root, binary):
    """The names of pictures that are not what their command prints."""
    other = []
    for picture in sorted((root / "docs/pictures").iterdir()):
        drawn = subprocess.run([binary, "--no-cache", *PICTURES[picture.name]], cwd=root,
                               check=False, capture_output=True)
        if drawn.returncode != 0 or drawn.stdout != picture.read_bytes():
            other.append(picture.name)
    return other


def main():
    root, binary = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    bad, missing = 0, set(FOLLOWED)
    for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        shown, wrong = run_page(page, root, binary)
        bad += wrong
        if shown:
            missing.discard(page.name)
    for name in other_pictures(root, binary):
        bad += 1
        print(f"docs/pictures/{name} is not what `prereq {' '.join(PICTURES[name])}` draws")
    for name in sorted(missing):
        print(f"{name} shows no command with its output")
    return 1 if bad or missing else 0


if __name__ == "__main__":
    sys.exit(main())
