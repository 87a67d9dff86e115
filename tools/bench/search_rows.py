"""The rows of peers.py about `suggest`: how many seeds it solves whole in time, what it leaves open, what it proves."""
import json
import os
import shutil
import statistics
import tempfile

import compare_solvers
import solver_models
from peers import MISSING, row, verdict

# Family -> what is asked of it: (what, share of the seeds or gap in percent).
WANTED = {
    "random-200": {"whole": 1, "early": 0.5}, "rotation-200": {"whole": 1, "early": 0.5},
    "reversal-200": {"whole": 1, "early": 0.5},
    "random-500": {"gap": 1}, "rotation-500": {"gap": 1}, "reversal-500": {"gap": 1},
    "random-1000": {"gap": 5}, "rotation-1000": {"gap": 5}, "reversal-1000": {"gap": 5}, "course-1000": {"gap": 5},
    "course-500": {"certified": 1}, "random-100": {"certified": 1}, "reversal-50": {"certified": 1},
    "rotation-100": {"certified": 1},
}
EARLY = 10  # seconds


def suggest(instance, limit, folder):
    """(seconds of processor and wall, the saved proposal or None: no answer in time) of `suggest`."""
    graph, saved = os.path.join(folder, "graph.yaml"), os.path.join(folder, "proposal.json")
    with open(graph, "w", encoding="utf-8") as file:
        file.write(compare_solvers.graph_file(instance))
    if os.path.exists(saved):
        os.remove(saved)
    status, output, cpu, wall = solver_models.run(
        [os.environ["P"], "suggest", graph, "--minimize", "edits", "--time-limit", str(limit), "--budget", str(10**12),
         "--format", "json=" + saved], limit + 120)
    if "time limit" in output and not os.path.exists(saved):
        return cpu, wall, None
    if status != 0 or not os.path.exists(saved):
        raise SystemExit(output)
    with open(saved, encoding="utf-8") as file:
        return cpu, wall, json.load(file)


def gap(proposal):
    if proposal is None:
        return 100
    weight, bound = proposal["cost"]["weight"], proposal["search"]["weight_bound"]
    return 0 if proposal["search"]["weight_proved"] else 100 * (weight - bound) / max(weight, 1)


def judge(found, limit, wanted):
    """What is said of each wish, from (cpu, wall, proposal) of each seed."""
    whole = [wall for _, wall, one in found
             if one and one["search"]["weight_proved"] and one["search"]["displacement_proved"] and one["search"]["canonical"]]
    count, said = len(found), []
    if "whole" in wanted:
        done = sum(wall <= limit * 1.02 for wall in whole)
        said.append(f"whole in {limit:g} s: {done} of {count}: {verdict(done == count)}")
        early = sum(wall <= EARLY for wall in whole)
        said.append(f"in {EARLY} s: {early}, ≥ half: {verdict(early >= count * wanted['early'])}")
    if "gap" in wanted:
        worst = max(gap(one) for _, _, one in found)
        said.append(f"largest gap {worst:.1f} %, ≤ {wanted['gap']} %: {verdict(worst <= wanted['gap'])}")
    if "certified" in wanted:
        closed = sum(all(one["certificate"][f"proves_{part}"] for part in ("weight", "displacement"))
                     for _, _, one in found if one)
        said.append(f"certificate closes: {closed} of {count}: {verdict(closed == count)}")
    return "; ".join(said)


def search_rows(options, _folder):
    bench = f"{options.tools}/bench_planner"
    if not os.path.exists(bench):
        MISSING.setdefault(bench, []).append("suggest")
        return
    with tempfile.TemporaryDirectory() as folder:
        for family, wanted in WANTED.items():
            found = [suggest(instance, options.limit, folder)
                     for _, instance in compare_solvers.written(bench, [family], options.seeds, 1, folder)]
            row(f"suggest, {family}, seeds 1 to {options.seeds}", "prereq", f"{statistics.median(f[0] for f in found):.2f}",
                f"{statistics.median(f[1] for f in found):.2f}", "", judge(found, options.limit, wanted))
    yield from ()


def solver_rows(options, _folder):
    """What other solvers do with n = 100 in the same time; one seed, since they take all of it."""
    bench = f"{options.tools}/bench_planner"
    with tempfile.TemporaryDirectory() as folder:
        for name, instance in compare_solvers.written(bench, ["random-100", "rotation-100"], 1, 1, folder):
            cpu, wall, ours = suggest(instance, options.limit, folder)
            row(f"suggest, {name}", "prereq", f"{cpu:.2f}", f"{wall:.2f}", "",
                "proved" if ours and ours["search"]["displacement_proved"] else "not proved")
            for solver in solver_models.solvers():
                if not shutil.which(solver.program):
                    MISSING.setdefault(solver.program, []).append(name)
                    continue
                theirs = solver.solve(instance, folder, options.limit)
                row(f"suggest, {name}", solver.name, f"{theirs.cpu:.2f}", f"{theirs.wall:.2f}", "",
                    "proved" if theirs.proved else "not proved")
    yield from ()


ROWS = {"search": search_rows, "solvers": solver_rows}
