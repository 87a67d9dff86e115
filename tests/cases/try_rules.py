#!/usr/bin/env python3
"""Runs the cases of this folder again, in other ways than they were written for.

usage: try_rules.py severities|fixes BINARY GRAPHS

severities: each rule's own case, with the rule set to `off`, `warn` and `error`, and with every other
            rule off: a rule obeys its own setting and nobody else's.
fixes:      every `fix: prereq …` that a case expects, of findings and of refusals, typed where it was
            offered: it must answer, that is exit 0 or 1, and not refuse.
"""
import pathlib
import re
import shutil
import sys
import tempfile

import run_case

WHAT, BINARY, GRAPHS = sys.argv[1], sys.argv[2], sys.argv[3]
HERE = pathlib.Path(__file__).resolve().parent
RULES = sorted(case.stem for case in (HERE / "rules").glob("PRQ???.case"))
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print(what)


class Tree:
    """The tree of a case, and its runs one after another."""

    def __init__(self, folder, sections):
        self.root = pathlib.Path(folder).resolve() / "tree"
        self.root.mkdir()
        shutil.copytree(GRAPHS, self.root / "graphs")
        self.sections = sections

    def put(self, section, text):
        path = self.root / section.argument.encode("latin-1", "backslashreplace").decode("unicode_escape")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def sections_of(case):
    return run_case.parse(case.read_text(encoding="utf-8"))[1]


def stdout_behind(sections, i):
    """What the run at `i` is expected to print."""
    for follow in sections[i + 1:]:
        if follow.kind in ("run", "file"):
            break
        if follow.kind == "stdout":
            return follow.text()
    return ""


def with_rules(text, rules):
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("rules:"))
    return kept + "rules: {" + ", ".join(f"{rule}: {severity}" for rule, severity in rules.items()) + "}\n"


def lint_with(rule, rules):
    """What the firing run of a rule's own case prints under these severities."""
    sections = sections_of(HERE / "rules" / f"{rule}.case")
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(folder, sections)
        for i, section in enumerate(sections):
            if section.kind == "file":
                policy = section.argument.endswith("prereq.yaml")
                tree.put(section, with_rules(section.text(), rules) if policy else section.text())
            if section.kind == "run":
                out, err, code = run_case.run(section.argument, tree.root, BINARY)
                if f"{rule}[" in stdout_behind(sections, i):
                    return out, err, code
    sys.exit(f"{rule}.case fires nothing")


def try_severities():
    expect(len(RULES) == 41, f"{len(RULES)} rules have a case")
    for rule in RULES:
        for setting, shown in (("off", ""), ("warn", "warning"), ("error", "error")):
            out, err, code = lint_with(rule, {rule: setting})
            levels = set(re.findall(rf"(\w+) {rule}\[", out))
            expect(levels == ({shown} if shown else set()), f"{rule} is {setting}: {levels}\n{out}{err}")
            expect(code in (0, 1) and (code == 1 or setting != "error"), f"{rule} is {setting}: exit {code}\n{err}")
        others = {other: "off" for other in RULES if other != rule} | {rule: "warn"}
        out, err, code = lint_with(rule, others)
        found = set(re.findall(r"PRQ\d{3}(?=\[)", out))
        expect(found == {rule}, f"only {rule} is on: {found}\n{out}{err}")
        expect(code == 0, f"only {rule} is on, as a warning: exit {code}\n{err}")


def odd_files(folder, names):
    """Pipes and the like, and what may not be read: nothing that a copy could hold."""
    paths = {name: pathlib.Path(folder) / name for name in names}
    return [name for name, path in paths.items()
            if not (path.is_symlink() or path.is_dir() or path.is_file())]


# A fix that starts something where there is nothing yet finds that out first.
NOTHING_THERE = ("found no numbered directories", "found no prereq.yaml here")


# What only reads runs in the tree itself: a copy does not take over what a change left for later.
READS = re.compile(r"prereq (tasks|status)$")


def type_fixes(case):
    sections = sections_of(case)
    typed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(folder, sections)
        for i, section in enumerate(sections):
            if section.kind == "file":
                tree.put(section, section.text())
            if section.kind != "run":
                continue
            out, said, _ = run_case.run(section.argument, tree.root, BINARY)
            moved = re.findall(r"\bcd ([^\s;]+)", section.argument)
            for fix in sorted(set(re.findall(r"^(?:  )?fix: (prereq .*)$", out + said, re.M))):
                with tempfile.TemporaryDirectory() as other:
                    copy = pathlib.Path(other).resolve() / "tree"
                    if READS.match(fix):
                        copy = tree.root
                    else:
                        shutil.copytree(tree.root, copy, symlinks=True, ignore=odd_files)
                    where = copy / (moved[-1] if moved else "")
                    _, err, code = run_case.run(f"cd '{where}' && {fix}", copy, BINARY)
                    if code == 2 and "say --allow-dirty" in err:  # what the case left uncommitted
                        _, err, code = run_case.run(f"cd '{where}' && {fix} --allow-dirty", copy, BINARY)
                    if code == 2 and "fix: git sparse-checkout disable" in err:  # what a partial clone lacks
                        first = "git sparse-checkout disable 2> /dev/null"
                        _, err, code = run_case.run(f"cd '{where}' && {first} && {fix}", copy, BINARY)
                    if code == 2 and "say --no-git" in err:  # what libgit2 does not know
                        _, err, code = run_case.run(f"cd '{where}' && {fix} --no-git", copy, BINARY)
                    typed += 1
                    if code == 2 and any(words in err for words in NOTHING_THERE):
                        continue
                    expect(code in (0, 1), f"{case.name}: `{section.argument}` offers `{fix}`: exit {code}\n{err}")
    return typed


def try_fixes():
    typed = sum(type_fixes(case) for case in sorted(HERE.rglob("*.case"))
                if "fix: prereq " in case.read_text(encoding="utf-8"))
    print(f"{typed} commands typed")
    expect(typed > 40, "hardly any command was typed")


if WHAT == "severities":
    try_severities()
else:
    try_fixes()
sys.exit(1 if failures else 0)
