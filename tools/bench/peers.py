#!/usr/bin/env python3
"""Each kind of work beside what people would use for it, in one run: a Markdown table.

usage: peers.py [--prereq build/release/src/cli/prereq] [--bench-graph build/release/tools/bench/bench_graph]
                [--rounds 5] [--only ROW…] [--large] [--course TREE]

Every row runs its commands in turn, --rounds times, and prints the median processor seconds (user and system), the
ratio to the peer's, and the peak memory of the largest process. A peer that is not installed is skipped by name:

    apt-get install ripgrep perl python3-networkx python3-igraph
    npm install --prefix ~/peers dependency-cruiser madge     (then PATH=~/peers/node_modules/.bin:$PATH)

--large adds ten million edges; --course names a work tree with a prereq.yaml to lint. Generated inputs have the seed 1.
"""
import argparse
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MISSING = {}


class Run:
    """One way to do the work. `needs`: programs or Python modules that must be there; `before`: shell, not timed."""

    def __init__(self, name, command, needs=(), before="", is_peer=False):
        self.name, self.command, self.needs, self.before, self.is_peer = name, command, needs, before, is_peer

    def missing(self):
        for need in self.needs:
            found = (subprocess.run([sys.executable, "-c", f"import {need[7:]}"], capture_output=True, check=False).returncode
                     == 0 if need.startswith("python:") else shutil.which(need))
            if not found:
                return need
        return None


def timed(command, cwd):
    command = command if "|" in command else "exec " + command
    child = subprocess.Popen(["sh", "-c", command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"exit {child.returncode}: {command}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(title, runs, cwd, rounds):
    able = []
    for run in runs:
        need = run.missing()
        if need:
            MISSING.setdefault(need, []).append(f"{title}: {run.name}")
        else:
            able.append(run)
    taken = {run.name: [] for run in able}
    for _ in range(rounds):
        for run in able:
            if run.before:
                subprocess.run(["sh", "-c", run.before], cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            taken[run.name].append(timed(run.command, cwd))
    median = {name: statistics.median(cpu for cpu, _ in values) for name, values in taken.items()}
    peers = [run.name for run in able if run.is_peer]
    for run in able:
        ratios = ", ".join(f"{median[run.name] / max(median[peer], 0.0005):.2f} of {peer}" for peer in peers if peer != run.name)
        memory = max(peak for _, peak in taken[run.name])
        print(f"| {title} | {run.name} | {median[run.name]:.3f} | {'' if run.is_peer else ratios} | {memory:.0f} |", flush=True)


def generate(folder, name, *arguments):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        with open(path, "w") as out:
            subprocess.run([sys.executable, HERE / "generate_graph.py", *map(str, arguments)], stdout=out,
                           stderr=subprocess.DEVNULL, check=True)
    return path


NETWORKX = ("import networkx as n;g=n.DiGraph();"
            "g.add_edges_from(tuple(l.split()) for l in open('{0}'));list(n.topological_sort(g))")
IGRAPH = "import igraph as i;g=i.Graph.Read_Edgelist('{0}',directed=True);g.topological_sorting()"


def edge_peers(edges, bench):
    runs = [Run("tsort", f"tsort {edges}", ["tsort"], is_peer=True),
            Run("networkx", f'{sys.executable} -c "{NETWORKX.format(edges)}"', ["python:networkx"], is_peer=True),
            Run("igraph", f'{sys.executable} -c "{IGRAPH.format(edges)}"', ["python:igraph"], is_peer=True)]
    if os.path.exists(bench):
        runs.append(Run("hand-written loop", f"{bench} --hand {edges}", is_peer=True))
    return runs


def graph_rows(options, folder):
    small = generate(folder, "small.yaml", 1000, 10000)
    yield "graph file, 1,000 modules, 10,000 needs", [
        Run("check", f"$P check {small}", is_peer=True), Run("lint", f"$P lint {small}")], folder
    phases = generate(folder, "phases.yaml", 4000, 0, "--format", "phases")
    single = generate(folder, "single.yaml", 1000, 0, "--format", "phases")
    yield "two phases of 2,000 modules beside two of 500", [
        Run("check, 2 × 500", f"$P check {single}", is_peer=True), Run("check, 2 × 2,000", f"$P check {phases}")], folder
    big = generate(folder, "big.yaml", 100000, 1000000)
    edges = generate(folder, "edges", 100000, 1000000, "--format", "edges")
    yield "100,000 modules, 1,000,000 edges", [
        Run("check of YAML", f"$P check {big}"), Run("check of the edge list", f"$P check {edges}"),
        *edge_peers(edges, options.bench_graph)], folder
    if options.large:
        larger = generate(folder, "larger", 1000000, 10000000, "--format", "edges")
        yield "1,000,000 modules, 10,000,000 edges", [
            Run("check of the edge list", f"$P check {larger}"), *edge_peers(larger, options.bench_graph)], folder


def reading_rows(_options, folder):
    place = os.path.join(folder, "reading")
    subprocess.run([sys.executable, HERE / "generate_tree.py", place], check=True)
    tree, tokens = f"{place}/tree", f"{place}/tokens.txt"
    yield "references in 20,081 files, 204 MB", [
        Run("rg -ob -w -F", f"rg -ob -w -F -f {tokens}", ["rg"], is_peer=True),
        Run("refs --no-cache", "$P refs --no-cache"),
        Run("refs, first with a cache", "$P refs", before="rm -rf $PREREQ_CACHE_DIR"), Run("refs, warm", "$P refs")], tree


def swap_tree(folder):
    """A course in git with 6,402 places of two modules in 1,927 files, among 18,000 others."""
    draw = random.Random(1)
    tree = os.path.join(folder, "swap")
    names = [f"{i:02}_topic{chr(96 + i)}" for i in range(1, 21)]
    words = "the of and a to in is you that it he was for on are with as his they be at one".split()

    def write(path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        pathlib.Path(path).write_text(text)

    write(f"{tree}/prereq.yaml", 'version: 1\nseries: {path: "modules/{number:02}_{slug}", label: Module}\n')
    for name in names:
        write(f"{tree}/modules/{name}/main.txt", name[3:] + "\n")
    left = 6402
    for i in range(19927):
        lines = [" ".join(draw.choices(words, k=12)) for _ in range(60)]
        if i < 1927:
            places = (left + 1926 - i) // (1927 - i)
            left -= places
            for _ in range(places):
                lines.insert(draw.randrange(len(lines)), f"see {draw.choice(names[5:7])} here")
        write(f"{tree}/text/d{i // 100}/f{i}.txt", "\n".join(lines) + "\n")
    swapped = [*names[:5], f"06{names[6][2:]}", f"07{names[5][2:]}", *names[7:]]
    write(f"{folder}/order", "\n".join(swapped) + "\n")
    subprocess.run("git init -q && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm x",
                   shell=True, cwd=tree, check=True)
    return tree


def swap_rows(_options, folder):
    tree = swap_tree(folder)
    perl = (r"rg -l -w '06_topicf|07_topicg' | "
            r"xargs perl -pi -e 's/\b(06_topicf|07_topicg)\b/$1 eq q(06_topicf) ? q(07_topicf) : q(06_topicg)/ge'")
    apply = f"$P apply --yes --order {folder}/order"
    yield "swap of two modules, 1,927 files, 6,402 places", [
        Run("rg and perl", perl, ["rg", "perl"], is_peer=True, before="git checkout -q ."),
        Run("apply", apply, before="git checkout -q ."), Run("undo", "$P undo --yes")], tree


def script_tree(folder, modules):
    tree = os.path.join(folder, f"js{modules}")
    draw = random.Random(1)
    for i in range(1, modules + 1):
        os.makedirs(f"{tree}/modules/{i:05}_m{i}")
        with open(f"{tree}/modules/{i:05}_m{i}/index.js", "w") as file:
            for j in sorted({draw.randrange(1, i) for _ in range(5)} if i > 1 else ()):
                file.write(f'import {{ f{j} }} from "../{j:05}_m{j}/index.js";\n')
            file.write(f"export function f{i}() {{ return {i}; }}\n")
    pathlib.Path(f"{tree}/prereq.yaml").write_text(
        'version: 1\nseries: {path: "modules/{number:05}_{slug}"}\nimports:\n'
        '  - {language: javascript, files: "modules/*/*.js", provides: "{number:05}_{slug}"}\n')
    return tree


def script_rows(_options, folder):
    for modules in (1000, 5000):
        tree = script_tree(folder, modules)
        yield f"imports of {modules:,} JavaScript modules, 5 each", [
            Run("dependency-cruiser", "depcruise --no-config modules", ["depcruise"], is_peer=True),
            Run("madge --circular", "madge --circular modules", ["madge"], is_peer=True),
            Run("lint, cold", "$P lint", before="rm -rf $PREREQ_CACHE_DIR"), Run("lint, warm", "$P lint")], tree


def start_rows(options, folder):
    graph = generate(folder, "twenty.yaml", 20, 40)
    yield "start", [Run("git --version", "git --version", ["git"], is_peer=True),
                    Run("check of a graph file of 20", f"$P check {graph}")], folder
    if options.course:
        yield f"course {os.path.basename(options.course)}", [
            Run("rg -c", "rg -c ''", ["rg"], is_peer=True), Run("lint, cold", "$P lint", before="rm -rf $PREREQ_CACHE_DIR"),
            Run("lint, warm", "$P lint"), Run("plan --no-cache", "$P plan --no-cache")], os.path.abspath(options.course)


ROWS = {"graph": graph_rows, "reading": reading_rows, "swap": swap_rows, "scripts": script_rows, "start": start_rows}


def version_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[0]
    except (OSError, IndexError):
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prereq", default="build/release/src/cli/prereq")
    parser.add_argument("--bench-graph", default="build/release/tools/bench/bench_graph")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=sorted(ROWS), default=list(ROWS))
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--course")
    options = parser.parse_args()
    options.bench_graph = os.path.abspath(options.bench_graph)
    os.environ["P"] = os.path.abspath(options.prereq)
    versions = [version_of(os.environ["P"], "--version"), version_of("tsort", "--version"), version_of("rg", "--version"),
                version_of("git", "--version"), version_of("depcruise", "--version")]
    print(f"{platform.platform()}, {os.cpu_count()} cores, {options.rounds} rounds; " + "; ".join(v for v in versions if v) + "\n")
    print("| work | how | CPU s, median | ratio | peak MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PREREQ_CACHE_DIR"] = os.path.join(folder, "cache")
        for name in options.only:
            for title, runs, cwd in ROWS[name](options, folder):
                compare(title, runs, cwd, options.rounds)
    for need, skipped in MISSING.items():
        print(f"\nskipped, no `{need.removeprefix('python:')}`: {'; '.join(skipped)}")


if __name__ == "__main__":
    main()
