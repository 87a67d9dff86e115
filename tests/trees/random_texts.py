#!/usr/bin/env python3
"""Trees of random texts, glued from what names of modules, links, lists and markup of many formats are made of. A
change of one module must end as it should (never with a bug), change nothing where it is refused, leave no name with
another number than its module's unless that was so before or a task asks about its line, and be taken back by `undo`
byte for byte. Prints the seed of each tree that breaks one of these.

    random_texts.py PREREQ [--trees N] [--seed S]    with --only SEED: this one tree, left in ./tree"""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

SLUGS = ["loops", "maps", "sets", "end"]
CHANGES = [["swap", "loops", "maps"], ["move", "loops", "--to", "4"], ["move", "end", "--to", "1"],
           ["insert", "extra", "--after", "loops"], ["rename", "maps", "cards"], ["remove", "sets"]]
PATTERNS = ["{number:02}_{slug}", "{number:02}_{slug}", "{number:02}-{slug}", "{number:02} - {slug}",
            "{number}_{slug}"]
FILES = ["p.md", "a.md", "q.html", "r.rst", "s.adoc", "t.py", "u.yaml", "v.json", "w.tex", "x.ipynb", "y.sh",
         "z.toml", "k.csv", "m.mdx", "n.txt", "o.js", "g.org", "h.qmd", "Makefile", "e.sql", "f.xml"]
NAMES = ["02_loops", "03_maps", "04_sets", "01-loops", "l/02_loops", "l/03_maps", "l/02_loops/", "../02_loops",
         "../03_maps/p.md", "02_loops.md", "Loops", "Maps", "loops", "maps", "Lesson 2", "Lesson 3", "lesson 02",
         "Lessons 2-3", "Lessons 1, 2 and 3", "Lesson 2 (Loops)", "Loops (Lesson 2)", "after Lesson 2", "see 2.1",
         "Exercise 2.1", "Exercise 3.2", "Figure 2-1", "示例 2-1", "第2课", "第3课：", "第1、2、3课", "Next", "Next: ",
         "Previous", "next lesson", "Weiter", "下一课", "Two", "second", "three", "II", "Ⅱ", "02", "03", "2", "3",
         "3.1", "2.4", "§2", "#2", "v2.3", "(2/4)", "2 of 4", "Week 2", "٣"]
WHOLES = ["- [Lesson 2: Loops](l/02_loops/p.md)\n", "- [Lesson 3: Maps](l/03_maps/p.md)\n", "1. [Loops](l/02_loops)\n",
          "| [Loops](l/02_loops/) |", "| 02 | ", "[Lesson 2]: l/02_loops/p.md\n", "[Lesson 3][]", "[Lesson 3]",
          "[x][Lesson 2]", "for i in 02 03; do", "seq 1 4", "l/0*_*", "l/0[1-3]_*", "range(1, 4)", '"02_loops",',
          '"03_maps",', '["l/02_loops", "l/03_maps", "l/04_sets"]', "https://example.org/02_loops",
          "https://github.com/a/c/blob/main/l/02_loops/p.md"]
MARKS = ["[", "](", "](../", "](./", ")", '<a href="', '">', "</a>", '<circle r="3.1"/></g>', "<", ">", "/>", "</", "| ",
         "|\n", "\n- ", "\n* ", "\n1. ", "\n2. ", "\n## ", "\n# ", "»", "«", "→", "←", "<<", ">>", "`", "```\n", "~~~\n",
         '"', "'", "*", "**", "_", "~", "\\", "%20", "%2F", "&nbsp;", "<!--", "-->", "{", "}", "{{<", ">}}", "$", "^",
         "[^1]:", "├── ", "│   ", "└── ", "- ", "---\n", "+++\n", "= ", "== ", ".. _", "`Loops <", ">`_", "xref:",
         "link:", "include::", "\\ref{", "\\input{", "import ", "from ", '#include "', "title: ", "number: 2",
         "number: 3", "weight: 20", "<td>", "</td>", "<tr>", "<li>", "</li>", "<ul>", "</ul>", "<h1>", "</h1>",
         "|---|---|\n", ",", ".", ";", ":", "?", "!", "=", "+", "@"]
OTHERS = [" ", " ", " ", " ", "\n", "\n", "\n\n", "\t", "\r\n", "a", "b", "x", "The ", "of ", "and ", "é", "ß", "…", "—",
          "“", "”", "𝟛", "\x0b", "\x0c", "\xa0", "\u200b", "\ufeff"]
PIECES = NAMES * 2 + WHOLES * 2 + MARKS + OTHERS * 2
# Names that say number and module at once, in the spellings that leave no doubt.
NAMED = [re.compile(r"(?<![\w.%])(?P<number>\d{1,3})(_|-| - )(?P<slug>loops|maps|sets|end)(?![A-Za-z0-9])"),
         re.compile(r"Lesson (?P<number>\d{1,3})(: | \()(?P<slug>Loops|Maps|Sets|End)(?![A-Za-z0-9])")]


def text_for(name, rng):
    text = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 60)))
    if name == "x.ipynb":
        cell = {"cell_type": rng.choice(["markdown", "code"]), "metadata": {}, "source": text.splitlines(True)}
        return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    if name == "v.json" and rng.random() < 0.7:
        return json.dumps({"a": [text, text[:20]], "order": [2, 3], "x": {"02_loops": text}})
    return text


def make_tree(rng):
    """Path → text."""
    pattern = rng.choice(PATTERNS)
    label = rng.choice(["", ", label: Lesson"])
    policy = f"version: 1\nseries: {{path: 'l/{pattern}'{label}}}\n"
    if rng.random() < 0.3:
        policy += "mirrors: [{path: 'm/{number:02}_*.md', kind: synchronised}]\n"
    if rng.random() < 0.3:
        policy += "metadata: {file: u.yaml, number: number, title: title}\n"
    tree = {"prereq.yaml": policy}
    for number, slug in enumerate(SLUGS, 1):
        folder = "l/" + pattern.replace("{number:02}", f"{number:02}").replace("{number}", str(number))
        folder = folder.replace("{slug}", slug)
        tree[f"{folder}/p.md"] = "# " + rng.choice(["", f"Lesson {number}: ", f"{number}. "]) + slug.title() + "\n"
        if rng.random() < 0.3:
            tree[f"m/{number:02}_{slug}.md"] = f"# {slug}\n"
        for name in rng.sample(FILES, rng.randint(0, 3)):
            tree[f"{folder}/{name}"] = tree.get(f"{folder}/{name}", "") + text_for(name, rng)
    for name in rng.sample(FILES, rng.randint(1, 4)):
        tree[rng.choice(["", "docs/"]) + name] = text_for(name, rng)
    return tree


def read(root):
    """Path → bytes, without what git and prereq keep."""
    files = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in (".git", ".prereq")]
        for name in names:
            path = pathlib.Path(folder, name)
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    return files


def run(prereq, root, *arguments):
    return subprocess.run([prereq, *arguments], cwd=root, capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
                          check=False)


def asked_lines(prereq, root):
    """(path, line) of each task."""
    answer = run(prereq, root, "tasks", "--format", "json")
    lines = set()

    def walk(value):
        if isinstance(value, dict):
            where = value.get("location", value)
            if isinstance(where, dict) and "path" in where:
                lines.add((where["path"], where.get("line")))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(json.loads(answer.stdout) if answer.returncode == 0 else {})
    return lines


def wrong_names(root, asked):
    """Names with another number than their module's, on lines that no task asks about."""
    numbers = {}
    for folder in os.listdir(pathlib.Path(root, "l")):
        found = re.match(r"(\d+)(?:_|-| - )(\w+)$", folder)
        if found:
            numbers[found.group(2)] = int(found.group(1))
    wrong = []
    for path, content in read(root).items():
        for line, text in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
            for pattern in NAMED:
                for found in pattern.finditer(text):
                    right = numbers.get(found["slug"].lower(), int(found["number"]))
                    if path != "prereq.yaml" and right != int(found["number"]) and (path, line) not in asked:
                        wrong.append(f"{path}:{line}: {found[0]}")
    return wrong


def fault_of(prereq, root, seed):
    """What is wrong with the change of the tree of this seed; None: nothing."""
    rng = random.Random(seed)
    for path, text in make_tree(rng).items():
        file = pathlib.Path(root, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    change = rng.choice(CHANGES)
    before, wrong_before = read(root), wrong_names(root, set())

    def ended(answer, allowed, what):
        if answer.returncode in allowed:
            return None
        return f"{what} ends with {answer.returncode}: {answer.stderr.decode(errors='replace')[-300:]}"

    fault = ended(run(prereq, root, "lint"), (0, 1, 2), "lint")
    if fault:
        return fault
    done = run(prereq, root, *change, "--yes", "--force")
    fault = ended(done, (0, 2), " ".join(change))
    if fault:
        return fault
    if done.returncode == 2:
        return None if read(root) == before else f"{' '.join(change)} is refused and changes the tree"
    fault = ended(run(prereq, root, "lint"), (0, 1, 2), "lint behind " + " ".join(change))
    if fault:
        return fault
    if change[0] in ("swap", "move", "insert"):
        wrong = wrong_names(root, asked_lines(prereq, root))
        if len(wrong) > len(wrong_before):
            return f"{' '.join(change)} leaves wrong names in silence: {wrong}"
    fault = ended(run(prereq, root, "undo", "--yes"), (0,), "undo")
    if not fault and read(root) != before:
        fault = f"undo of {' '.join(change)} gives another tree back"
    return fault


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("prereq")
    parser.add_argument("--trees", type=int, default=150)
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    prereq = os.path.abspath(options.prereq)
    if options.only is not None:
        os.makedirs("tree")
        print(fault_of(prereq, "tree", options.only))
        return 0
    faults = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_CACHE_HOME=home + "/cache", XDG_STATE_HOME=home + "/state")
        rng = random.Random(options.seed)
        for _ in range(options.trees):
            seed = rng.getrandbits(40)
            root = tempfile.mkdtemp(dir=home)
            fault = fault_of(prereq, root, seed)
            shutil.rmtree(root)
            if fault:
                faults += 1
                print(f"--only {seed}: {fault}")
    print(f"{options.trees} trees of seed {options.seed}, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
