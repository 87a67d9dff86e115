#!/usr/bin/env python3
"""`apply`, `apply --plan`, the script and the patch must make one tree: the same bytes, modes, links
and folders. Then a second plan must be empty and `undo` must give the old tree back."""
import pathlib
import shutil
import sys
import tempfile

import courses

SEEDS = range(1, 7)


CHANGES = ["remove files --force", "remove server --force", "rename index 'a b'", "insert new --after tokens",
           "move storage --to 1 --force"]


def ways(prereq, plan_command, apply_command, work):
    """Name → shell command that changes the tree it runs in. Everything written lies outside."""
    def plan(rendering):  # exit 1 says that the order breaks a rule; there is a plan all the same
        return f"{{ {prereq} {plan_command} --format {rendering} || [ $? -eq 1 ]; }}"
    return {
        "apply": f"{prereq} {apply_command}",
        "plan file": f"{plan(f'json={work}/j')} && {prereq} apply --plan {work}/j",
        "script": f"{plan(f'script={work}/s')} && sh {work}/s",
        "patch": f"{plan(f'patch={work}/p')} && git apply {work}/p",
        "patch to the index": f"{plan(f'patch={work}/p')} && git apply --index {work}/p",
    }


def check(prereq, name, make, change, folder):
    """`change`: a seed for a random order, or a command that changes one module."""
    original = folder / "original"
    original.mkdir()
    modules = make(original)
    courses.commit(original)
    order = folder / "order.txt"
    plan, apply = f"{change} --dry-run", change
    if isinstance(change, int):
        order.write_text(courses.shuffled(modules, change), encoding="utf-8")
        plan, apply = f"plan --order {order}", f"apply --order {order}"
    before = courses.manifest(original)
    trees, bad = {}, []
    for way, command in ways(prereq, plan, apply, folder).items():
        tree = folder / way.replace(" ", "-")
        shutil.copytree(original, tree, symlinks=True)
        courses.run("git update-index -q --refresh", tree)
        courses.run(f"umask 022; {command}", tree)
        trees[way] = courses.manifest(tree)
        if trees[way] != trees["apply"]:
            bad.append(f"{name}, {way} against apply:")
            bad += courses.differences(trees[way], trees["apply"])[:10]
    applied = folder / "apply"
    courses.run("git add -u", folder / "script")  # which stages renames alone, as `git mv` does
    status = {way: courses.run("git status --porcelain=v2", folder / way).stdout
              for way in ("apply", "plan-file", "script")}
    if len(set(status.values())) != 1:
        bad.append(f"{name}: git status differs between apply, plan file and script")
    if courses.run("git diff", folder / "patch-to-the-index").stdout:
        bad.append(f"{name}: `git apply --index` left the index behind")
    again = b""
    if isinstance(change, int):
        again = courses.run(f"{prereq} {plan}", applied, check=False).stdout
    nothing = (b"nothing to do: the order is as it should be\n",
               b"0 modules change, 0 paths move, 0 places in 0 files follow, ")  # tasks may stay
    if isinstance(change, int) and not again.startswith(nothing):
        bad.append(f"{name}: a second plan is not empty:\n{again.decode()[:400]}")
    if trees["apply"] == before:
        bad.append(f"{name}: nothing changed, so nothing was compared")
    courses.run([prereq, "undo"], applied)
    if courses.manifest(applied) != before:
        bad.append(f"{name}: undo left another tree")
        bad += courses.differences(courses.manifest(applied), before)[:10]
    left = courses.run("git status --porcelain --ignored", applied).stdout
    if left:
        bad.append(f"{name}: undo left git a status: {left.decode()[:300]}")
    return bad


def main():
    prereq, graphs = sys.argv[1:3]
    if shutil.which("git") is None:
        print("git is missing")
        return 77
    cases = [(f"graphs/course, {change}", lambda root: courses.example_course(root, graphs), change)
             for change in (1, 2, 3, *CHANGES)]
    cases += [(f"random course {seed}", lambda root, s=seed: courses.random_course(root, s), seed)
              for seed in SEEDS]
    bad = []
    for name, make, change in cases:
        with tempfile.TemporaryDirectory(dir=courses.memory()) as folder:
            bad += check(prereq, name, make, change, pathlib.Path(folder).resolve())
    print("\n".join(bad) if bad else f"{len(cases)} courses, five ways each: one tree")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
