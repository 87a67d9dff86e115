#!/usr/bin/env python3
"""Times `prereq lint` on work trees: without a cache, with a cold and a warm one, and --since.

usage: lint.py [--prereq build/release/src/cli/prereq] [--rounds 5] [--since REV] TREE…

Each TREE is a git work tree with a prereq.yaml whose files are older than three seconds. Prints the
least processor and wall seconds of all rounds; on a busy machine only the former say anything. The
outputs of all ways must be equal.
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time


def timed(command, tree, cache):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, cwd=tree, env=os.environ | {"PREREQ_CACHE_DIR": cache},
                          capture_output=True, check=False)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{command}: {done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trees", nargs="+")
    parser.add_argument("--prereq", default="build/release/src/cli/prereq")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--since", default="HEAD~1")
    options = parser.parse_args()
    binary = os.path.abspath(options.prereq)
    for tree in options.trees:
        print(tree)
        for name, command in (("lint", [binary, "lint"]),
                              (f"lint --since {options.since}", [binary, "lint", "--since", options.since])):
            best = {}
            outputs = set()
            with tempfile.TemporaryDirectory() as folder:
                cache = os.path.join(folder, "cache")
                for _ in range(options.rounds):
                    shutil.rmtree(cache, ignore_errors=True)
                    for way, more in (("no cache", ["--no-cache"]), ("cold", []), ("warm", [])):
                        cpu, wall, output = timed(command + more, tree, cache)
                        outputs.add(output)
                        least = best.get(way, (cpu, wall))
                        best[way] = (min(least[0], cpu), min(least[1], wall))
                size = sum(entry.stat().st_size for entry in os.scandir(cache)) if os.path.isdir(cache) else 0
            if len(outputs) != 1:
                sys.exit("the outputs differ")
            for way, (cpu, wall) in best.items():
                print(f"  {name:24} {way:9} cpu {cpu * 1000:7.1f} ms   wall {wall * 1000:7.1f} ms")
            print(f"  {'':24} cache of {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
