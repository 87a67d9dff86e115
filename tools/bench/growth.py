#!/usr/bin/env python3
"""How the cost of each command grows: four sizes, each four times the last, and the exponent between them.

usage: growth.py [--prereq build/release/src/cli/prereq] [--rounds 3] [--seed 1] [--only AXIS…] [--smallest 1]

Each axis makes one thing larger: modules with needs in a graph file (`graph`), the same with twenty needs broken
(`broken`), two phases (`phases`), two phases with twenty modules in the wrong one (`mixed`), edges (`edges`), modules of a
tree (`modules`), other files of a tree (`files`), one long file (`length`), tasks for a person (`tasks`). Prints a
Markdown table of processor seconds, the least of all rounds, and the exponent k of the best `fixed + rate * size^k`.
`--smallest` scales all sizes. Exits 1 when an exponent is above --most.
"""
import argparse
import math
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile

STEP, SIZES = 4, 4
LEAST_SECONDS = 0.004  # a difference below says nothing


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


class Tree:
    """A course in git: `modules` numbered folders with metadata, code and text; more files and lines on request."""

    def __init__(self, folder, modules, files, lines, vague, seed):
        self.folder = folder
        draw = random.Random(seed)
        words = "the of and a to in is you that it he was for on are with as his they be at one".split()
        digits = max(2, len(str(modules)))
        names = [f"{i:0{digits}}_topic{chr(97 + i % 26)}{i}" for i in range(1, modules + 1)]
        write(f"{folder}/prereq.yaml",
              "version: 1\nseries: {path: \"modules/{number:0%d}_{slug}\", label: Module}\nmetadata:\n"
              "  - {file: module.yaml, title: title, requires: prerequisites}\nimports:\n"
              "  - {language: python, files: \"modules/*/*.py\", provides: \"course.{slug}\"}\n" % digits)
        for i, name in enumerate(names):
            slug = name[digits + 1:]
            needs = f"prerequisites:\n  - {names[0]}\n" if i else ""
            write(f"{folder}/modules/{name}/module.yaml", f"title: {slug.title()}\n{needs}")
            code = f"from course.{names[0][digits + 1:]} import step\n" if i else ""
            write(f"{folder}/modules/{name}/main.py", code + "\n\ndef step():\n    return 1\n")
            other = draw.choice(names)
            write(f"{folder}/modules/{name}/README.md", f"# {slug}\n\nSee [that](../{other}/README.md) and {other}.\n")
        for i in range(files):
            text = "\n".join(" ".join(draw.choices(words, k=12)) for _ in range(40))
            if i % 10 == 0:
                text += f"\nsee {draw.choice(names)} here\n"
            write(f"{folder}/text/d{i // 100}/f{i}.txt", text)
        if lines:
            write(f"{folder}/long.md", "".join(
                " ".join(draw.choices(words, k=9)) + (f" {draw.choice(names)}" if i % 10 == 0 else "") + "\n\n"
                for i in range(lines)))
        for i in range(vague):
            write(f"{folder}/notes/n{i // 100}/n{i}.md", f"Open {draw.randint(2, modules)} of the course: Module {draw.randint(2, modules)}s.\n"
                                                     f"The next module after `{draw.choice(names)}` repeats this.\n")
        # The second module moves to the end, so that nearly every number changes.
        write(f"{folder}.order", "\n".join(
            f"{i:0{digits}}_{name[digits + 1:]}" for i, name in enumerate([names[0], *names[2:], names[1]], 1)) + "\n")
        for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]):
            subprocess.run(["git", "-C", folder, *command], check=True)

    def commands(self):
        order = f"{self.folder}.order"
        return [("lint", ["lint"]), ("refs", ["refs"]), ("plan", ["plan", "--order", order]),
                ("init", ["init", "--force"]), ("apply", ["apply", "--order", order, "--yes"]), ("status", ["status"]),
                ("tasks", ["tasks"]), ("undo", ["undo", "--yes"])]


class GraphFile:
    def __init__(self, folder, modules, kind, seed):
        self.folder = folder
        os.makedirs(folder)
        draw = random.Random(seed)
        numbers = list(range(1, modules + 1))
        for _ in range(20 if kind in ("broken", "mixed") else 0):
            one, other = draw.randrange(modules // 2), draw.randrange(modules // 2, modules)
            numbers[one], numbers[other] = numbers[other], numbers[one]
        lines = ["version: 1", "modules:"]
        for i in range(modules):
            wanted = sorted({draw.randrange(i) for _ in range(10)}) if i and kind in ("graph", "broken") else []
            needs = ", requires: [%s]" % ", ".join(f"m{w}" for w in wanted) if wanted else ""
            lines.append(f"  - {{slug: m{i}, number: {numbers[i]}{needs}}}")
        if kind in ("phases", "mixed"):
            half = modules // 2
            lines.append("phases:")
            for name, low, high in (("One", 0, half), ("Two", half, modules)):
                lines.append(f"  - {{name: {name}, modules: [{', '.join(f'm{m}' for m in range(low, high))}]}}")
        write(f"{folder}/graph.yaml", "\n".join(lines) + "\n")
        self.ends = ("m0", f"m{modules - 1}")
        self.kind = kind

    def commands(self):
        graph = f"{self.folder}/graph.yaml"
        if self.kind in ("broken", "mixed"):  # findings are as many as broken pairs
            return [("suggest", ["suggest", graph])]
        commands = [("check", ["check", graph]), ("lint", ["lint", graph]),
                    ("why", ["why", *self.ends, "--in", graph]), ("suggest", ["suggest", graph])]
        if self.kind == "graph":  # phases have as many lines as pairs
            commands.append(("graph", ["graph", graph]))
        return commands


class Edges:
    def __init__(self, folder, edges, seed):
        self.folder = folder
        os.makedirs(folder)
        draw = random.Random(seed)
        nodes = edges // 10
        write(f"{folder}/it.edges", "".join("%d %d\n" % tuple(sorted(draw.sample(range(nodes), 2))) for _ in range(edges)))

    def commands(self):
        return [("check", ["check", "it.edges"]), ("suggest", ["suggest", "it.edges"]), ("graph", ["graph", "it.edges"])]


AXES = {
    "graph": (500, lambda folder, size, seed: GraphFile(folder, size, "graph", seed)),
    "phases": (500, lambda folder, size, seed: GraphFile(folder, size, "phases", seed)),
    "broken": (600, lambda folder, size, seed: GraphFile(folder, size, "broken", seed)),
    "mixed": (600, lambda folder, size, seed: GraphFile(folder, size, "mixed", seed)),
    "edges": (10000, Edges),
    "modules": (20, lambda folder, size, seed: Tree(folder, size, 0, 0, 0, seed)),
    "files": (200, lambda folder, size, seed: Tree(folder, 40, size, 0, 0, seed)),
    "length": (1000, lambda folder, size, seed: Tree(folder, 40, 0, size, 0, seed)),
    "tasks": (50, lambda folder, size, seed: Tree(folder, 40, 0, 0, size, seed)),
}


def seconds(command, cwd):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode()[:2000]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def exponent(sizes, times):
    """The power k of the best `fixed + rate * size ** k`, by relative error; None where nothing grows."""
    if max(times) - min(times) < LEAST_SECONDS:
        return None
    best = None
    for hundredth in range(30, 301):
        powers = [(size / sizes[-1]) ** (hundredth / 100) for size in sizes]
        weights = [1 / time ** 2 for time in times]
        total = sum(weights)
        mean_x = sum(w * x for w, x in zip(weights, powers)) / total
        mean_y = sum(w * y for w, y in zip(weights, times)) / total
        spread = sum(w * (x - mean_x) ** 2 for w, x in zip(weights, powers))
        rate = sum(w * (x - mean_x) * (y - mean_y) for w, x, y in zip(weights, powers, times)) / spread
        fixed = max(0.0, mean_y - rate * mean_x)
        error = sum(w * (fixed + rate * x - y) ** 2 for w, x, y in zip(weights, powers, times))
        if rate > 0 and (best is None or error < best[0]):
            best = (error, hundredth / 100)
    return best[1] if best else None


def measure(axis, binary, options):
    smallest, make = AXES[axis]
    sizes = [max(4, int(smallest * options.smallest)) * STEP ** i for i in range(SIZES)]
    times = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            made = make(os.path.join(folder, "it"), size, options.seed)
            least = {}
            for _ in range(options.rounds):
                for name, command in made.commands():
                    taken = seconds([binary, *command], made.folder)
                    if name == "init":
                        subprocess.run(["git", "checkout", "-q", "prereq.yaml"], cwd=made.folder, check=True)
                    least[name] = min(least.get(name, taken), taken)
            for name, taken in least.items():
                times.setdefault(name, []).append(taken)
    return sizes, times


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prereq", default="build/release/src/cli/prereq")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=sorted(AXES), default=list(AXES))
    parser.add_argument("--smallest", type=float, default=1, help="scales all sizes")
    parser.add_argument("--most", type=float, default=1.3, help="exponent that no command may exceed")
    options = parser.parse_args()
    binary = os.path.abspath(options.prereq)
    os.environ["PREREQ_CACHE_DIR"] = cache = tempfile.mkdtemp()
    start = min(seconds([binary, "--version"], "/") for _ in range(5))
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{version}, {platform.machine()}, {os.cpu_count()} cores, seed {options.seed}, "
          f"least of {options.rounds} rounds, processor seconds, start {start:.3f} s\n")
    print("| axis | command | " + " | ".join(f"size {STEP ** i}×" for i in range(SIZES)) + " | exponent |")
    print("|---|---|" + "---|" * (SIZES + 1))
    steep = 0
    for axis in options.only:
        sizes, times = measure(axis, binary, options)
        for name, taken in times.items():
            fitted = exponent(sizes, taken)
            steep += fitted is not None and fitted > options.most
            print(f"| {axis} {sizes[0]} | {name} | " + " | ".join(f"{time:.3f}" for time in taken) +
                  f" | {'–' if fitted is None else f'{fitted:.2f}'} |", flush=True)
    shutil.rmtree(cache)
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
