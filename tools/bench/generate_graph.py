#!/usr/bin/env python3
"""Writes a random acyclic graph: MODULES EDGES [--seed S] [--format yaml|edges|phases].

`yaml` is a graph file whose order is valid, `edges` the same edges as tsort reads them, `phases` a graph file with two
phases that share MODULES between them and no other fact. The seed is printed on stderr.
"""
import argparse
import random
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", type=int)
    parser.add_argument("edges", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=["yaml", "edges", "phases"], default="yaml")
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}", file=sys.stderr)
    chance = random.Random(wanted.seed)
    out = sys.stdout
    if wanted.format == "edges":
        for _ in range(wanted.edges):
            before, after = chance.sample(range(wanted.modules), 2)
            out.write(f"{min(before, after)} {max(before, after)}\n")
        return
    out.write("version: 1\nmodules:\n")
    if wanted.format == "phases":
        for module in range(wanted.modules):
            out.write(f"  - {{slug: m{module}, number: {module + 1}}}\n")
        half = wanted.modules // 2
        out.write("phases:\n")
        for name, low, high in (("One", 0, half), ("Two", half, wanted.modules)):
            out.write(f"  - {{name: {name}, modules: [{', '.join(f'm{m}' for m in range(low, high))}]}}\n")
        return
    needs = [set() for _ in range(wanted.modules)]
    count = 0
    while count < wanted.edges:
        before, after = sorted(chance.sample(range(wanted.modules), 2))
        if before not in needs[after]:
            needs[after].add(before)
            count += 1
    for module, wants in enumerate(needs):
        listed = ", ".join(f"m{before}" for before in sorted(wants))
        out.write(f"  - {{slug: m{module}, number: {module + 1}, requires: [{listed}]}}\n")


if __name__ == "__main__":
    main()
