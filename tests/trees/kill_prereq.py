#!/usr/bin/env python3
"""The real `prereq apply` and `prereq undo`, killed (SIGKILL) at a random moment: after `prereq
recover` the tree is the old or the new one, and git agrees.

    PREREQ_KILLS=1000 ctest --test-dir build/release -R kill_prereq -V

Normally 20 kills. The seed is printed; PREREQ_SEED repeats it."""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import courses
from strace_prereq import CHANGES, Tried


def start(tried, command):
    """`command` begun on a fresh copy of the tree that it starts from."""
    shutil.rmtree(tried.tree, ignore_errors=True)
    subprocess.run(["cp", "-a", tried.saved["apply"], tried.tree], check=True)
    if command == "undo":  # here, since a copy would have other inodes than were applied
        courses.run([tried.prereq, *tried.words["apply"]], tried.tree)
    return subprocess.Popen([tried.prereq, *tried.words[command]], cwd=tried.tree, env=courses.ENVIRONMENT,
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE)


def undisturbed(tried, command):
    """Seconds that `command` takes; the shortest of three."""
    best = 60.0
    for _ in range(3):
        running = start(tried, command)
        begun = time.monotonic()
        running.communicate()
        best = min(best, time.monotonic() - begun)
    return best


def main():
    prereq, graphs = sys.argv[1:3]
    if shutil.which("git") is None:
        print("git is missing")
        return 77
    wanted = int(os.environ.get("PREREQ_KILLS", "20"))
    seed = int(os.environ.get("PREREQ_SEED", time.time_ns() % 1000000))
    dice = random.Random(seed)
    bad, killed, waited, ends = [], 0, 0, {"old": 0, "new": 0}
    with tempfile.TemporaryDirectory(dir=courses.memory()) as folder:
        root = pathlib.Path(folder).resolve()
        changes = [Tried(prereq, graphs, root / f"{number}", change)
                   for number, change in enumerate(CHANGES)]
        lasts = [{command: undisturbed(tried, command) for command in ("apply", "undo")}
                 for tried in changes]
        for round_number in range(20 * wanted):
            if killed == wanted:
                break
            command = dice.choice(["apply", "undo"])
            number = dice.randrange(len(changes))
            tried = changes[number]
            delay = dice.uniform(0, 1.5 * lasts[number][command])
            running = start(tried, command)
            time.sleep(delay)
            running.send_signal(signal.SIGKILL)
            said = running.communicate()[1]
            if running.returncode != -signal.SIGKILL:
                continue  # it was done before
            killed += 1
            other = {"apply": "undo", "undo": "apply"}[command]
            done = subprocess.CompletedProcess([], running.returncode, b"", said)
            home = tried.tree / ".git" / "prereq"
            waited += home.exists() and any(name.startswith("txn-") for name in os.listdir(home))
            wrong = tried.judge(running.returncode, done, other)
            if wrong:
                bad.append(f"round {round_number}, {command} after {delay:.6f} s: {wrong}")
            else:
                old = courses.manifest(tried.tree) == tried.content["apply"]
                ends["old" if old else "new"] += 1
    print(f"seed {seed}: {killed} kills, {waited} with a transaction on disk; then {ends['old']} "
          f"old trees, {ends['new']} new ones, {len(bad)} bad")
    print("\n".join(bad))
    return 1 if bad or killed < wanted else 0


if __name__ == "__main__":
    sys.exit(main())
