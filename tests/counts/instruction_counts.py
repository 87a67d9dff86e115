#!/usr/bin/env python3
"""Six fixed commands must not run more or fewer instructions of ours than recorded, by 3 %.

usage: instruction_counts.py PREREQ BUILD RECORDED     (BUILD: compiler, its version, flags: what counts hang on)

Counts what callgrind saw inside the program itself, not in the libraries that it loads: those differ between
machines. Of what is linked in, tree-sitter is left out: its work would hide ours. A count holds for one compiler and its flags; where RECORDED, lines of `BUILD | command | count`, has none
for BUILD, or valgrind is not installed, or the processor has other vectors, the test is skipped (77) and says so.
PREREQ_UPDATE_COUNTS=1 rewrites the lines of BUILD; look at what it changes.
"""
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile

MOST = 0.03
SKIPPED = 77
LIBRARY = ("ts_", "tree_sitter_", "analysis_")  # how functions of tree-sitter begin
WORDS = "the of and a to in is you that it he was for on are with as his they be at one".split()


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def graph_file(draw, modules, needs, wrong):
    """A graph file; `wrong` modules stand where an earlier one should."""
    places = list(range(modules))
    for _ in range(wrong):
        at = draw.randrange(modules - 4)
        places[at], places[at + 3] = places[at + 3], places[at]
    lines = ["version: 1", "modules:"]
    for i, place in enumerate(places):
        wanted = sorted({draw.randrange(max(0, i - 20), i) for _ in range(needs)}) if i else []
        requires = f", requires: [{', '.join(f'm{w}' for w in wanted)}]" if wanted else ""
        lines.append(f"  - {{slug: m{i}, number: {place + 1}{requires}}}")
    return "\n".join(lines) + "\n"


def edge_list(draw, nodes, edges):
    lines = []
    for _ in range(edges):
        one, other = sorted(draw.sample(range(nodes), 2))
        lines.append(f"{one} {other}\n")
    return "".join(lines)


def write_course(draw, modules, files):
    """Numbered folders with metadata, code and text, and other files that name some of them."""
    names = [f"{i:02}_topic{chr(97 + i % 26)}{i}" for i in range(1, modules + 1)]
    write("course/prereq.yaml", 'version: 1\nseries: {path: "modules/{number:02}_{slug}", label: Module}\nmetadata:\n'
          "  - {file: module.yaml, title: title, requires: prerequisites}\nimports:\n"
          '  - {language: python, files: "modules/*/*.py", provides: "course.{slug}"}\n')
    for i, name in enumerate(names):
        earlier = names[draw.randrange(i)] if i else None
        write(f"course/modules/{name}/module.yaml",
              f"title: {name[3:].title()}\n" + (f"prerequisites:\n  - {earlier}\n" if earlier else ""))
        write(f"course/modules/{name}/main.py",
              (f"from course.{earlier[3:]} import step\n" if earlier else "") + "\n\ndef step():\n    return 1\n" * 10)
        write(f"course/modules/{name}/README.md", f"# {name[3:]}\n\nSee [that](../{draw.choice(names)}/README.md).\n")
    for i in range(files):
        text = "\n".join(" ".join(draw.choices(WORDS, k=12)) for _ in range(40))
        write(f"course/text/f{i:03}.md", text + (f"\n\nsee {draw.choice(names)} here\n" if i % 5 == 0 else "\n"))
    write("order", "\n".join(f"{i:02}_{name[3:]}" for i, name in enumerate([*names[:-2], names[-1], names[-2]], 1)) + "\n")


def commands():
    """What is counted: a name, the arguments, and the folder. Writes the inputs into the working folder."""
    draw = random.Random(1)
    write("graph.yaml", graph_file(draw, 400, 5, 0))
    write("pairs.edges", edge_list(draw, 4000, 40000))
    write("search.yaml", graph_file(draw, 40, 2, 6))
    write_course(draw, 30, 100)
    return [("check a graph file", ["check", "graph.yaml"], "."),
            ("check an edge list", ["check", "pairs.edges"], "."),
            ("suggest", ["suggest", "search.yaml", "--time-limit", "0"], "."),
            ("lint a course", ["lint", "--no-cache"], "course"),
            ("refs of a course", ["refs", "--no-cache"], "course"),
            ("plan a course", ["plan", "--no-cache", "--order", "../order"], "course")]


def own_instructions(path, program):
    """Instructions inside `program`, those of what it calls elsewhere left out, from a file of callgrind's."""
    names, total, is_own, is_library, skip = {}, 0, False, False, False
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            named = re.match(r"(c?)(ob|fn)=(\(\d+\)) ?(.*)\n", line)
            if named:
                called, kind, number, name = named.groups()
                if name:
                    names[kind + number] = name
                name = names[kind + number]
                if kind == "ob" and not called:
                    is_own = os.path.realpath(name) == program
                elif kind == "fn" and not called:
                    is_library = name.startswith(LIBRARY)
            elif line.startswith("calls="):
                skip = True  # the next line holds what the callee took
            elif line[0] in "0123456789+-*":
                if is_own and not is_library and not skip:
                    total += int(line.split()[1])
                skip = False
    return total


def count(program, arguments, folder, where):
    out = os.path.join(where, "callgrind.out")
    environment = {"PATH": os.environ["PATH"], "HOME": where, "PREREQ_CACHE_DIR": os.path.join(where, "cache"),
                   "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, *arguments], cwd=folder,
                          env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return own_instructions(out, program)


def why_not(build, recorded):
    """Why nothing can be compared here; None when it can."""
    if not shutil.which("valgrind"):
        return "valgrind is not installed"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        if platform.machine() != "x86_64" or " avx2 " not in file.read():
            return "the counts were recorded with AVX2"
    if build not in recorded and not os.environ.get("PREREQ_UPDATE_COUNTS"):
        return f"no counts are recorded for a build with {build}"
    return None


def read(path):
    recorded = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if " | " in line:
                build, command, figure = line.rstrip("\n").split(" | ")
                recorded.setdefault(build, {})[command] = int(figure)
    return recorded


def main():
    program, build, path = os.path.realpath(sys.argv[1]), sys.argv[2], os.path.realpath(sys.argv[3])
    recorded = read(path)
    reason = why_not(build, recorded)
    if reason:
        print(f"skipped: {reason}")
        return SKIPPED
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # as many threads everywhere
    found, faults = {}, 0
    with tempfile.TemporaryDirectory(dir="/tmp") as where:
        os.chdir(where)
        for name, arguments, folder in commands():
            found[name] = count(program, arguments, folder, where)
            known = recorded.get(build, {}).get(name)
            change = (found[name] - known) / known if known else 0
            outside = known is not None and abs(change) > MOST
            faults += outside
            print(f"{name:20} {found[name]:12,} {change:+8.2%}{'  more than 3 % from the recorded' if outside else ''}")
        os.chdir("/")
    if os.environ.get("PREREQ_UPDATE_COUNTS"):
        recorded[build] = found
        with open(path, "w", encoding="utf-8") as file:
            for one in sorted(recorded):
                file.writelines(f"{one} | {name} | {figure}\n" for name, figure in recorded[one].items())
        return 0
    if faults:
        print("where the change is meant: PREREQ_UPDATE_COUNTS=1 ctest --preset release -R instruction_counts")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
