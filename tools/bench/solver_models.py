"""The ordering problem as models for solvers that can be installed: clingo, gecode, glpk, cbc.

An instance holds `slots` (values, rising), `modules` as (old slot or −1, weight, low, high) and
`before`, pairs of modules. Each solver is a class with `name`, `program` and `solve(instance,
folder, limit)`, which minimises (weight, displacement) in that order and returns an `Answer`.
"""
import os
import re
import shutil
import subprocess
import time
from collections import namedtuple

# cpu: seconds of user and system time of the solver's processes; proved: both stages to optimality.
Answer = namedtuple("Answer", "proved weight displacement cpu wall note")
Instance = namedtuple("Instance", "slots modules before")


def read_instance(path):
    """The instance in a file that `bench_planner --write` wrote."""
    slots, modules, before = [], [], []
    with open(path) as file:
        for line in file:
            words = line.split()
            if words[0] == "slots":
                slots = [int(word) for word in words[1:]]
            elif words[0] == "module":
                modules.append(tuple(int(word) for word in words[1:5]))
            else:
                before.append((int(words[1]), int(words[2])))
    return Instance(slots, modules, before)


def costs(instance, module, slot):
    """(weight, displacement) of a module in a slot; a new one costs nothing."""
    old, weight, _, _ = instance.modules[module]
    if old < 0:
        return 0, 0
    return (0 if slot == old else weight), abs(instance.slots[slot] - instance.slots[old])


def domain(instance, module):
    _, _, low, high = instance.modules[module]
    return range(max(low, 0), min(high, len(instance.slots) - 1) + 1)


def cost_of(instance, slot_of):
    """(weight, displacement) of an assignment, None when it breaks a rule."""
    if len(set(slot_of)) < len(slot_of):
        return None
    if any(slot not in domain(instance, v) for v, slot in enumerate(slot_of)):
        return None
    if any(slot_of[a] >= slot_of[b] for a, b in instance.before):
        return None
    pairs = [costs(instance, v, slot) for v, slot in enumerate(slot_of)]
    return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)


def run(command, limit):
    """Runs a command; (exit status, its output, CPU seconds, wall seconds)."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    # The solvers have limits of their own; this one is for those that overrun.
    timer = None if limit is None else _kill_after(child, limit * 1.5 + 10)
    output = child.stdout.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    if timer:
        timer.cancel()
    return status, output, usage.ru_utime + usage.ru_stime, time.monotonic() - start


def _kill_after(child, seconds):
    import threading

    timer = threading.Timer(seconds, child.kill)
    timer.daemon = True
    timer.start()
    return timer


class Clingo:
    """Answer set programming; an order encoding of the precedences, lexicographic optimisation."""

    program = "clingo"

    def __init__(self, strategy="bb"):
        self.name = "clingo" if strategy == "bb" else "clingo-" + strategy
        self.strategy = strategy

    def model(self, instance):
        lines = []
        for v in range(len(instance.modules)):
            for s in domain(instance, v):
                weight, way = costs(instance, v, s)
                lines.append(f"place({v},{s},{weight},{way}).")
        lines += [f"before({a},{b})." for a, b in instance.before]
        lines += [
            f"slot(0..{len(instance.slots) - 1}).",
            f"module(0..{len(instance.modules) - 1}).",
            "{ at(V,S) : place(V,S,_,_) } = 1 :- module(V).",
            "{ at(V,S) : place(V,S,_,_) } 1 :- slot(S).",
            "within(V,S) :- at(V,S). within(V,S+1) :- within(V,S), slot(S+1).",
            ":- before(A,B), at(B,S), not within(A,S-1).",
            "#minimize { W@2,V : at(V,S), place(V,S,W,_) }.",
            "#minimize { D@1,V : at(V,S), place(V,S,_,D) }.",
        ]
        return "\n".join(lines) + "\n"

    def solve(self, instance, folder, limit):
        path = os.path.join(folder, "model.lp")
        with open(path, "w") as file:
            file.write(self.model(instance))
        command = [self.program, path, "--quiet=1,1", f"--time-limit={int(2 * limit)}"]
        if self.strategy != "bb":
            command.append("--opt-strategy=" + self.strategy)
        _, output, cpu, wall = run(command, 2 * limit)
        found = re.findall(r"^Optimization\s*:\s*(\d+)\s+(\d+)", output, re.M)
        weight, way = map(int, found[-1]) if found else (None, None)
        return Answer("OPTIMUM FOUND" in output, weight, way, cpu, wall, "")


class TwoStages:
    """Minimises the weight, then the displacement among assignments of that weight."""

    def solve(self, instance, folder, limit):
        cpu = wall = 0
        weight = None
        for stage in (1, 2):
            proved, value, seconds, waited = self.minimise(instance, weight, folder, limit)
            cpu, wall = cpu + seconds, wall + waited
            if not proved:
                return Answer(False, weight, value if stage == 2 else None, cpu, wall,
                              f"stage {stage} open")
            if stage == 1:
                weight = value
        return Answer(True, weight, value, cpu, wall, "")


class Gecode(TwoStages):
    """Finite domains through FlatZinc; branches on the cheapest costs first."""

    name, program = "gecode", "fzn-gecode"

    def model(self, instance, weight):
        n, m = len(instance.modules), len(instance.slots)
        largest = max([1] + [w for _, w, _, _ in instance.modules])
        widest = instance.slots[-1] - instance.slots[0] + 1
        declare, constrain = [], []
        for v in range(n):
            slots = domain(instance, v)
            declare.append(f"var {slots[0] + 1}..{slots[-1] + 1}: x{v} :: output_var;")
            declare.append(f"var 0..{largest}: w{v};")
            declare.append(f"var 0..{widest}: d{v};")
            for part, name in ((0, "w"), (1, "d")):
                table = [costs(instance, v, s)[part] for s in range(m)]
                constrain.append(f"constraint array_int_element(x{v}, {table}, {name}{v});")
        names = {letter: [f"{letter}{v}" for v in range(n)] for letter in "xwd"}
        lists = {letter: "[" + ",".join(names[letter]) + "]" for letter in "xwd"}
        declare.append(f"var 0..{n * largest}: weight :: output_var;")
        declare.append(f"var 0..{n * widest}: way :: output_var;")
        constrain.append(f"constraint all_different_int({lists['x']}) :: domain;")
        ones = ",".join(["1"] * n + ["-1"])
        constrain.append(f"constraint int_lin_eq([{ones}], [{','.join(names['w'])},weight], 0);")
        constrain.append(f"constraint int_lin_eq([{ones}], [{','.join(names['d'])},way], 0);")
        constrain += [f"constraint int_lin_le([1,-1], [x{a},x{b}], -1);" for a, b in instance.before]
        if weight is not None:
            constrain.append(f"constraint int_eq(weight, {weight});")
        search = ", ".join(f"int_search({lists[letter]}, {how}, indomain_min, complete)"
                           for letter, how in (("w", "dom_w_deg"), ("d", "dom_w_deg"),
                                               ("x", "first_fail")))
        goal = "weight" if weight is None else "way"
        return "\n".join(declare + constrain +
                         [f"solve :: seq_search([{search}]) minimize {goal};"]) + "\n"

    def minimise(self, instance, weight, folder, limit):
        path = os.path.join(folder, "model.fzn")
        with open(path, "w") as file:
            file.write(self.model(instance, weight))
        _, output, cpu, wall = run([self.program, "-time", str(int(limit * 1000)), path], limit)
        found = re.findall(r"^%s = (\d+);" % ("weight" if weight is None else "way"), output, re.M)
        return "==========" in output, int(found[-1]) if found else None, cpu, wall


class MixedInteger(TwoStages):
    """A time-indexed 0/1 program in CPLEX LP format: Σ_{s≤t} x_b,s ≤ Σ_{s<t} x_a,s."""

    def model(self, instance, weight):
        part = 0 if weight is None else 1
        goal, rows = [], []
        for v in range(len(instance.modules)):
            slots = domain(instance, v)
            goal += [f"+{c} x{v}_{s}" for s in slots for c in [costs(instance, v, s)[part]] if c]
            rows.append(" ".join(f"+x{v}_{s}" for s in slots) + " = 1")
        for s in range(len(instance.slots)):
            here = [f"+x{v}_{s}" for v in range(len(instance.modules)) if s in domain(instance, v)]
            if here:
                rows.append(" ".join(here) + " <= 1")
        for a, b in instance.before:
            for t in range(len(instance.slots)):
                within = [f"+x{b}_{s}" for s in domain(instance, b) if s <= t]
                earlier = [f"-x{a}_{s}" for s in domain(instance, a) if s < t]
                if within:
                    rows.append(" ".join(within + earlier) + " <= 0")
        if weight is not None:
            terms = [f"+{c} x{v}_{s}" for v in range(len(instance.modules))
                     for s in domain(instance, v) for c in [costs(instance, v, s)[0]] if c]
            rows.append(" ".join(terms) + f" <= {weight}")
        names = [f"x{v}_{s}" for v in range(len(instance.modules)) for s in domain(instance, v)]
        wrapped = lambda words: "\n ".join(
            " ".join(words[i:i + 12]) for i in range(0, len(words), 12))
        text = "Minimize\n cost: " + wrapped(goal or ["0 " + names[0]]) + "\nSubject To\n"
        text += "".join(f" r{i}: {wrapped(row.split())}\n" for i, row in enumerate(rows))
        return text + "Binary\n " + wrapped(names) + "\nEnd\n"

    def minimise(self, instance, weight, folder, limit):
        path = os.path.join(folder, "model.lp")
        with open(path, "w") as file:
            file.write(self.model(instance, weight))
        solution = os.path.join(folder, "solution.txt")
        return self.optimise(path, solution, limit)


class Glpk(MixedInteger):
    name, program = "glpk", "glpsol"

    def optimise(self, path, solution, limit):
        command = [self.program, "--lp", path, "--cuts", "--tmlim", str(int(limit)), "-o", solution]
        _, output, cpu, wall = run(command, limit)
        if "INTEGER OPTIMAL SOLUTION FOUND" not in output:
            return False, None, cpu, wall
        with open(solution) as file:
            value = re.search(r"^Objective:\s+cost = (\S+)", file.read(), re.M)
        return True, round(float(value.group(1))), cpu, wall


class Cbc(MixedInteger):
    name, program = "cbc", "cbc"

    def optimise(self, path, solution, limit):
        command = [self.program, path, "-seconds", str(int(limit)), "-solve", "-solu", solution]
        _, output, cpu, wall = run(command, limit)
        if "Result - Optimal solution found" not in output:
            return False, None, cpu, wall
        value = re.search(r"^Objective value:\s+(\S+)", output, re.M)
        return True, round(float(value.group(1))), cpu, wall


def solvers():
    """All of them, installed or not."""
    return [Gecode(), Clingo(), Clingo("usc"), Glpk(), Cbc()]


def installed(solver):
    return shutil.which(solver.program) is not None
