#!/usr/bin/env python3
"""Linting many repositories, or many commits of one, as independent shards: measured on a sample, then added up.

usage: organisation.py [--prereq build/release/src/cli/prereq] [--sample 40] [--commits 60] [--seed 1]

Writes --sample repositories (half of them copies of one course with a few edits, as in a class; sizes drawn between 20
and 600 files) and one of --commits commits, lints each without a cache, with a cache of its own and with one that a
shard's earlier runs filled, and checks that all three print the same. Then 10,000 repositories and 100,000 commits are
drawn from these times and dealt to shards: by name, as a CI matrix does, and longest first, as GNU parallel or Slurm
nearly do. Processor seconds; prints Markdown. docs/organisation.md says how to run the real thing.
"""
import argparse
import heapq
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import zlib

WORDS = "the of and a to in is you that it he was for on are with as his they be at one".split()
REPOSITORIES, COMMITS = 10_000, 100_000
SHARDS = (1, 16, 64, 256)


def git(tree, *arguments):
    subprocess.run(["git", "-C", tree, "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], check=True,
                   stdout=subprocess.DEVNULL)


def prose(draw, lines):
    return "\n".join(" ".join(draw.choices(WORDS, k=12)) for _ in range(lines)) + "\n"


def write_course(tree, draw, modules, files):
    names = [f"{i:02}_topic{i}" for i in range(1, modules + 1)]
    for i, name in enumerate(names):
        folder = pathlib.Path(tree, "modules", name)
        folder.mkdir(parents=True)
        earlier = names[draw.randrange(i)] if i else None
        needs = f"prerequisites: [{earlier}]\n" if earlier else ""
        (folder / "module.yaml").write_text(f"title: Topic {i + 1}\n{needs}")
        code = f"from course.{earlier[3:]} import step\n" if earlier else ""
        (folder / "main.py").write_text(code + "\n\ndef step():\n    return 1\n" * 20)
        (folder / "README.md").write_text(f"# Topic {i + 1}\n\n{prose(draw, 30)}\nSee {draw.choice(names)}.\n")
    text = pathlib.Path(tree, "text")
    text.mkdir()
    for i in range(files):
        (text / f"f{i}.md").write_text(prose(draw, 40) + (f"\nsee {draw.choice(names)}\n" if i % 5 == 0 else ""))
    pathlib.Path(tree, "prereq.yaml").write_text(
        'version: 1\nseries: {path: "modules/{number:02}_{slug}", label: Module}\nmetadata:\n'
        "  - {file: module.yaml, title: title, requires: prerequisites}\nimports:\n"
        '  - {language: python, files: "modules/*/*.py", provides: "course.{slug}"}\n')


def edit(tree, draw):
    """Some prose more in one to three files."""
    files = sorted(pathlib.Path(tree).rglob("*.md"))
    for file in draw.sample(files, draw.randint(1, 3)):
        with open(file, "a", encoding="utf-8") as out:
            out.write(prose(draw, 1))


def commit(tree):
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "x")


def write_repositories(folder, count, draw):
    template = os.path.join(folder, "template")
    os.makedirs(template)
    write_course(template, draw, 25, 200)
    trees = []
    for i in range(count):
        tree = os.path.join(folder, f"repository{i:03}")
        if i % 2:
            shutil.copytree(template, tree)
            edit(tree, draw)
        else:
            os.makedirs(tree)
            write_course(tree, draw, draw.randint(5, 40), min(500, int(draw.lognormvariate(4, 1)) + 5))
        git(tree, "init", "-q")
        commit(tree)
        trees.append(tree)
    return trees


def lint(binary, tree, cache):
    """(processor seconds, what it printed); no cache: None."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([binary, "lint", *([] if cache else ["--no-cache"])], cwd=tree, capture_output=True, check=False,
                          env=os.environ | ({"PREREQ_CACHE_DIR": cache} if cache else {}))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{tree}: exit {done.returncode}\n{done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def three_ways(binary, tree, own, shared):
    """Seconds without a cache, with what a run of its own left, with what the shard's others left."""
    none, said = lint(binary, tree, None)
    others, also = lint(binary, tree, shared)
    lint(binary, tree, own)
    warm, again = lint(binary, tree, own)
    if not said == also == again:
        sys.exit(f"{tree}: the answers differ")
    return none, warm, others


def by_name(seconds, shards):
    """The longest shard when names decide; repositories keep their place in the list."""
    loads = [0.0] * shards
    for i, one in enumerate(seconds):
        loads[zlib.crc32(f"repository{i}".encode()) % shards] += one
    return max(loads)


def longest_first(seconds, shards):
    """… when whoever is free takes the longest one left."""
    loads = [0.0] * shards
    for one in sorted(seconds, reverse=True):
        heapq.heappush(loads, heapq.heappop(loads) + one)
    return max(loads)


def repositories(binary, folder, options, draw):
    trees = write_repositories(folder, options.sample, draw)
    shared = os.path.join(folder, "shared")
    taken = [three_ways(binary, tree, os.path.join(folder, "own", os.path.basename(tree)), shared) for tree in trees]
    ways = ("no cache", "its own from the last run", "one that the shard shares")
    copies = [times[2] for times in taken[1::2]]
    print(f"{options.sample} repositories measured; medians: "
          + ", ".join(f"{way} {statistics.median(t[w] for t in taken):.4f} s" for w, way in enumerate(ways))
          + f"; copies of the course beside others of it {statistics.median(copies):.4f} s\n")
    drawn = [draw.choice(taken) for _ in range(REPOSITORIES)]
    print(f"| {REPOSITORIES:,} repositories | processor s | " +
          " | ".join(f"{n} shards, by name / longest first" for n in SHARDS[1:]) + " |")
    print("|---|---|" + "---|" * len(SHARDS[1:]))
    for w, way in enumerate(ways):
        seconds = [times[w] for times in drawn]
        print(f"| cache: {way} | {sum(seconds):.0f} | " + " | ".join(
            f"{by_name(seconds, n):.1f} / {longest_first(seconds, n):.1f} s" for n in SHARDS[1:]) + " |")


def commits(binary, folder, options, draw):
    tree = os.path.join(folder, "history")
    os.makedirs(tree)
    write_course(tree, draw, 25, 200)
    git(tree, "init", "-q")
    commit(tree)
    none, cached = [], []
    for _ in range(options.commits):
        edit(tree, draw)
        commit(tree)
        seconds, said = lint(binary, tree, None)
        none.append(seconds)
        seconds, again = lint(binary, tree, os.path.join(folder, "of-history"))
        cached.append(seconds)
        if said != again:
            sys.exit("history: the answers differ")
    cold, warm = cached[0], statistics.median(cached[1:])
    print(f"\n{options.commits} commits measured; without a cache {statistics.median(none):.4f} s each (median), with one "
          f"{cold:.4f} s for the first and {warm:.4f} s for each that follows\n")
    print(f"| {COMMITS:,} commits in runs of neighbours | no cache | with a cache a shard |\n|---|---|---|")
    for shards in SHARDS:
        share = COMMITS // shards
        print(f"| {shards} shards | {share * statistics.median(none):.0f} s | {cold + (share - 1) * warm:.0f} s |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prereq", default="build/release/src/cli/prereq")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--commits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    binary = os.path.abspath(options.prereq)
    print(f"seed {options.seed}, load {os.getloadavg()[0]:.1f}; ", end="")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        repositories(binary, folder, options, draw)
        commits(binary, folder, options, draw)


if __name__ == "__main__":
    main()
