#!/usr/bin/env python3
"""Times each stage of reading a tree beside ripgrep with the same words, in one run.

usage: reading.py [--build build/release] [--folder FOLDER] [--files 20000] [--bytes 203000000]
                  [--rounds 5] [--git]

Generates the tree (generate_tree.py) unless FOLDER holds one, then alternates bench_reading,
`prereq refs --summary` and rg. Prints the least wall and processor seconds of all rounds; the
ratios are of processor time, since other work on the machine distorts wall time. Needs a build with
-DPREREQ_BENCHMARKS=ON and rg (Debian: ripgrep). --git: the tree is listed from an index.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def timed(command, cwd=None):
    """Wall and processor seconds of a command, and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd,
                          check=False)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit("%s: exit %d: %s" % (command[0], done.returncode, done.stderr.decode()))
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--folder")
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--bytes", type=int, default=203_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--git", action="store_true")
    options = parser.parse_args()
    if shutil.which("rg") is None:
        sys.exit("reading.py: needs rg (Debian: ripgrep)")
    folder = options.folder or tempfile.mkdtemp(prefix="prereq-bench-")
    tree, tokens = os.path.join(folder, "tree"), os.path.join(folder, "tokens.txt")
    if not os.path.exists(os.path.join(tree, "prereq.yaml")):
        subprocess.run([sys.executable, os.path.join(HERE, "generate_tree.py"), folder, "--files",
                        str(options.files), "--bytes", str(options.bytes)], check=True)
    if options.git and not os.path.exists(os.path.join(tree, ".git")):
        subprocess.run("git init -q . && git add -A", shell=True, cwd=tree, check=True)

    stages = [os.path.join(options.build, "tools/bench/bench_reading"), tree, "--rounds", "1"]
    words = ["-w", "-F", "-f", tokens, tree]
    commands = {
        "prereq refs --summary": [os.path.abspath(os.path.join(options.build, "src/cli/prereq")),
                                  "refs", "--summary"],
        "rg -c -w -F -f": ["rg", "-c"] + words,
        "rg -ob -w -F -f": ["rg", "-ob"] + words,
        "rg -l -F -f": ["rg", "-l", "-F", "-f", tokens, tree],
    }
    least, info, hits = {}, {}, ""
    for _ in range(options.rounds):
        measured = json.loads(timed(stages)[2])
        info = {key: value for key, value in measured.items() if not isinstance(value, list)}
        rows = {key: value for key, value in measured.items() if isinstance(value, list)}
        for name, command in commands.items():
            wall, cpu, output = timed(command, tree if name.startswith("prereq") else None)
            rows[name] = [wall, cpu]
            if name.startswith("rg -ob"):
                hits = str(output.count(b"\n"))
        for name, (wall, cpu) in rows.items():
            known = least.get(name, (wall, cpu))
            least[name] = (min(known[0], wall), min(known[1], cpu))

    print("%(files)d files, %(found)d references, %(edges)d dependencies, "
          "%(threads)d threads;" % info, "rg finds", hits)
    base, floor = least["rg -ob -w -F -f"][1], least["floor"][1]
    print("%-24s %8s %8s %14s %10s" % ("", "wall s", "cpu s", "cpu / rg -ob", "/ floor"))
    for name, (wall, cpu) in least.items():
        print("%-24s %8.3f %8.3f %14.2f %10.2f" % (name, wall, cpu, cpu / base, cpu / floor))
    if not options.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
