#!/usr/bin/env python3
"""Runs `prereq suggest` and the installed solvers on the same instances and compares.

usage: compare_solvers.py --prereq BINARY [--bench BINARY FAMILY…] [--seeds 3] [--first 1] [--limit 60]
                          [--solvers clingo,gecode,glpk,cbc] [--agree]

With --bench the instances are those of `bench_planner FAMILY…` (course-50, random-50, …), else
small ones of this script's own making. Every solver gets --limit seconds a stage. CPU seconds are
user and system time of the whole process, reading its input included; a ratio is a solver's time
over prereq's. Exit status: 0, 1 when two answers that both claim to be optimal differ or an answer
breaks a rule, 77 with --agree when no solver is installed.
"""
import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the source tree stays as it is
import solver_models as models  # noqa: E402


def graph_file(instance):
    """The instance as a graph file; slugs sort like the modules."""
    lines = ["version: 1", "series: {gaps: keep}", "modules:"]
    needs = {}
    for a, b in instance.before:
        needs.setdefault(b, []).append(f"m{a:04}")
    for v, (old, weight, _, _) in enumerate(instance.modules):
        number = "" if old < 0 else f", number: {instance.slots[old]}"
        requires = f", requires: [{', '.join(needs[v])}]" if v in needs else ""
        lines.append(f"  - {{slug: m{v:04}{number}, weight: {weight}{requires}}}")
    rules = [f"  - m{v:04} within {instance.slots[low]}..{instance.slots[high]}"
             for v, (_, _, low, high) in enumerate(instance.modules)
             if (low, high) != (0, len(instance.slots) - 1)]
    if rules:
        lines += ["constraints:"] + rules
    return "\n".join(lines) + "\n"


def propose(binary, instance, folder, limit):
    """(Answer, slot of each module); an answer without costs: there is no valid order."""
    path = os.path.join(folder, "graph.yaml")
    with open(path, "w") as file:
        file.write(graph_file(instance))
    saved = os.path.join(folder, "proposal.json")
    if os.path.exists(saved):
        os.remove(saved)
    status, output, cpu, wall = models.run(
        [binary, "suggest", path, "--minimize", "edits", "--time-limit", str(2 * limit),
         "--budget", str(10**12), "--format", "json=" + saved], 2 * limit)
    if not os.path.exists(saved):
        if "PRQ105" in output:
            return models.Answer(True, None, None, cpu, wall, "no valid order"), None
        sys.exit(f"{binary} failed with status {status}:\n{output}")
    with open(saved) as file:
        proposal = json.load(file)
    slot_of = [instance.slots.index(int(number)) for number in proposal["order"]]
    cost, search = proposal["cost"], proposal["search"]
    proved = search["weight_proved"] and search["displacement_proved"]
    return models.Answer(proved, cost["weight"], cost["displacement"], cpu, wall, ""), slot_of


def written(bench, families, seeds, first, folder):
    """(name, Instance) of the benchmark's families."""
    for family in families:
        subprocess.run([bench, "--write", folder, "--first", str(first), "--seeds", str(seeds),
                        family], check=True)
        for seed in range(first, first + seeds):
            name = f"{family}-{seed}"
            yield name, models.read_instance(os.path.join(folder, name + ".txt"))


def invented(seeds):
    """(name, Instance): courses of 20 to 50 modules with broken prerequisites, weights, windows,
    new modules and free numbers."""
    for seed in range(1, seeds + 1):
        draw = random.Random(seed)
        n = draw.randint(20, 50)
        fresh = draw.choice([0, 0, 1, 2])
        taken = sorted(draw.sample(range(1, n + 4), n)) if draw.random() < 0.3 else list(
            range(1, n + 1))
        true_order = list(range(n))
        place = list(range(n))
        for _ in range(draw.randint(1, 4)):  # a few modules stand elsewhere
            place.insert(draw.randrange(n), place.pop(draw.randrange(n)))
        before = set()
        for b in range(1, n):
            for _ in range(draw.randint(1, 2)):
                before.add((max(0, b - draw.randint(1, 6)), b))
        modules = [None] * n
        slots = taken + list(range(taken[-1] + 1, taken[-1] + 1 + fresh))
        if fresh:  # then numbers that are free lower down may be used too
            slots = list(range(slots[0], slots[-1] + 1))
        for position, v in enumerate(place):
            low, high = 0, len(slots) - 1
            if draw.random() < 0.05:
                low = max(0, slots.index(taken[v]) - 3)
                high = min(high, low + 8)
            modules[v] = (slots.index(taken[position]), draw.choice([1, 1, 2, 5]), low, high)
        for v in range(n, n + fresh):
            modules.append((-1, 0, 0, len(slots) - 1))
            before.add((draw.choice(true_order), v))
        yield f"own-{seed}", models.Instance(slots, modules, sorted(before))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    parser.add_argument("--prereq", required=True)
    parser.add_argument("--bench")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=1, help="the first seed of --bench")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--solvers", default="gecode,clingo,clingo-usc,glpk,cbc")
    parser.add_argument("--agree", action="store_true",
                        help="a test: ask the installed solvers until one proves its answer")
    options = parser.parse_args()
    if options.families and not options.bench:
        parser.error("families are instances of --bench BINARY")
    wanted = options.solvers.split(",")
    solvers = [one for one in models.solvers() if one.name in wanted and models.installed(one)]
    missing = sorted({one.program for one in models.solvers() if not models.installed(one)})
    if missing:
        print("not installed, left out: " + ", ".join(missing))
    if options.agree and not solvers:
        print("no solver is installed: skipped")
        sys.exit(77)
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"CPU seconds, {options.limit:g} s a stage, load {load}; "
          "(…) the limit ended it; × times prereq's\n")
    print("| instance | weight, displacement | prereq | "
          + " | ".join(one.name for one in solvers) + " |")
    print("|---|---|---|" + "---|" * len(solvers))
    faults, compared = 0, 0
    ratios = {one.name: [] for one in solvers}
    with tempfile.TemporaryDirectory() as folder:
        instances = (written(options.bench, options.families, options.seeds,
                             options.first, folder)
                     if options.families else invented(options.seeds))
        for name, instance in instances:
            ours, slot_of = propose(options.prereq, instance, folder, options.limit)
            cost = None if slot_of is None else models.cost_of(instance, slot_of)
            cells = []
            if slot_of is not None and cost != (ours.weight, ours.displacement):
                print(f"{name}: prereq's order costs {cost}, it says {ours[1:3]}", file=sys.stderr)
                faults += 1
            for solver in solvers if slot_of is not None else []:
                theirs = solver.solve(instance, folder, options.limit)
                ratio = theirs.cpu / max(ours.cpu, 1e-3)
                cells.append(f"{theirs.cpu:.2f} ×{ratio:.0f}" if theirs.proved
                             else f"({theirs.cpu:.0f}) ×>{ratio:.0f}")
                ratios[solver.name].append(ratio)
                if theirs.proved:
                    compared += 1
                    answers = (ours.weight, ours.displacement), theirs[1:3]
                    worse = answers[0] < answers[1] or (ours.proved and answers[0] != answers[1])
                    if worse:
                        print(f"{name}: prereq says {answers[0]}, {solver.name} {answers[1]}",
                              file=sys.stderr)
                        faults += 1
                    if options.agree:
                        break
            figures = "none" if slot_of is None else f"{ours.weight}, {ours.displacement}"
            mine = f"{ours.cpu:.2f}" if ours.proved else f"({ours.cpu:.0f})"
            print(f"| {name} | {figures} | {mine} | " + " | ".join(cells) + " |", flush=True)
    for name, values in ratios.items():
        if values:
            mean = math.exp(sum(math.log(max(one, 1e-3)) for one in values) / len(values))
            print(f"{name}: geometric mean of {len(values)} ratios at least {mean:.1f}")
    print(f"{compared} optimal answers of other solvers compared, {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
