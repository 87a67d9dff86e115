#!/usr/bin/env python3
"""Text that repeats itself costs no more than its bytes: four times as much may not take sixteen times as long.

Each round draws a few fragments of hostile text, writes them over and over into one file of each kind, once short and
once four times as long, and compares the processor seconds of every command that reads texts.

Thousands of places on one line, as tools write them, cost no more than each of them: four times as many may not take
seven times as long.

Chinese text with blanks in it, in a series with Chinese titles, may cost ten times what English costs, not a hundred.

    growth_test.py PREREQ [--rounds N] [--seed S] [--only FRAGMENT]
"""
import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile

POLICY = """version: 1
series: {path: "modules/{number:02}_{slug}", label: Module}
mirrors: [{path: "tests/module_{number:02}"}]
metadata: [{file: module.yaml, title: title, number: number, requires: requires}]
prose: read
paths:
imports: [{language: python, files: "**/*.py"}]
"""
SLUGS = ["files", "loops", "index"]
FILES = ["a.md", "a.rst", "a.html", "a.tex", "a.csv", "a.yaml", "a.toml", "a.adoc", "a.org", "a.sh", "a.py", "a.js", "a.txt",
         "a.ipynb", "a.json", "a.xml", "a.R", "a.Rmd", "a.sql", "a.go", "a.c", "a.java", "a.rb", "a.tf", "a.mdx", "a.typ", "Dockerfile",
         "build.gradle", "CMakeLists.txt", "package.json", "pom.xml", "SUMMARY.md", "mkdocs.yml", "_toc.yml", "Makefile", "modules/02_loops/README.md", "modules/03_index/notes.md",
         "modules/03_index/code.py", "tests/module_02/x.py", "modules/02_loops/a.ex", "modules/02_loops/a.pas", "modules/02_loops/a.adb",
         "modules/02_loops/a.pl", "modules/02_loops/a.sv", "modules/02_loops/a.f90", "modules/02_loops/a.hdl", "modules/02_loops/a.smk",
         "modules/02_loops/a.dart", "modules/02_loops/a.cabal", "modules/02_loops/meson.build", "modules/02_loops/pubspec.yaml",
         "modules/02_loops/a.lagda.md", "modules/02_loops/a.lhs", "modules/02_loops/pyproject.toml", "modules/02_loops/build.gradle",
         "modules/02_loops/a.sql", "modules/02_loops/changes.xml", "modules/02_loops/a.do", "modules/02_loops/a.R", "modules/02_loops/a.sh",
         "modules/02_loops/a.tf", "modules/02_loops/a.py",
         "settings.gradle", "build.sbt", "compose.yaml", "dvc.yaml"]
FRAGMENTS = [
    "resource \"a\" \"b\" {\n  name = \"abc_d\"\n", "data \"a\" \"b\" {\n  name = \"a_b_c", "name = \"${", "saveRDS(x, paste0(a, \"b.rds\"))\n",
    "paste0(a, ", "a = b / \"c\" / \"d.csv\"\n", "spark.sql(\"FROM a\")\n", "spark.sql(\"\"\"", "# MAGIC %sql\n# MAGIC FROM a\n", "saveAsTable(\"a\")\n",
    "{\"task_key\": \"a\", \"depends_on\": [", "{\"notebook_path\": \"02_loops\"}, ",
    "uses a, ", "with A,\n", "alias A.{b", "use x ", "import ", "package a", "X u (", "in_umbrella: true", "rules.a", "rule a:\n",
    "FROM a, ", "a #", "CREATE TABLE a (", "AS (", "<databaseChangeLog ", "read_csv(\"data/a.csv\")\n", "here(\"a\", ", "\"data/a.csv\", ",
    "outs: [a.csv]\n", "deps: [a.csv]\n", "a.csv: 02_loops.py\n", "use \"a.dta\"\n", "build-depends: a, ", "x = y ", "dependsOn(", "lazy val a = project", "project(':02_loops').projectDir = ", "needs: [02_loops]\n",
    "02_loops: {needs: [03_index]}\n", "\\begin{code}\n", "package:a/", "\\\"", "of the Rust book ", "depends_on: {{ ref('",
    "[", "](", "[a](", "![a](", "[x](modules/02_loops)", "](modules/02_loops)", "<a href=\"", "<td>02</td>", "<!--", "-->",
    "| 02 | Loops |\n", "| 02 | Loops ", "|", "`", "```\n", "~~~\n", "**", "_", "*", "> ", "- ", "1. ", "2. Loops\n", "# ", "#", "\n",
    "\r\n", "\r", " ", "\t", "\\", "\"", "'", "{", "}", "(", ")", "02", "2", "02_loops", "02_loops_", "02-loops-", "x02_loops", "modules/02_loops/", "modules/", "../", "..",
    "/", "Module 2", "Module 2 (Loops)", "Loops (Module 2)", "Modules 1, 2", "Module 1-", "02_loops -> ", "loops", "2: loops\n",
    "\"02\": \"loops\"", "[l2]: modules/02_loops\n", "[l2]", "][l2]", "[^1]", "lesson02: modules/02_loops\n", "x02 ", "{id: 2, path: modules/02_loops}\n",
    "graph TD\nM02[Loops]", "M02-->M03\n", "import a\n", "from modules.02_loops import x\n", "\\input{modules/02_loops}", "include::modules/02_loops[]\n",
    "source modules/02_loops\n", "├── 02_loops\n", "│   ", "0[1-3]_*", "modules/0*", "https://github.com/a/b/blob/main/modules/02_loops ",
    "https://x.y/#", "#module-2", "%20", "%", "&nbsp;", "<", ">", "</", "=", ":", "---\n", "+++\n", "$$", "\xa0", "é", "第2课", "next ", "previous module ",
    "**Prerequisites:** Lesson 1, ", "## Prerequisites\n- Module 1\n", "requires: [", "a: ", "- a\n", "? ", "&a ", "*a ", "!!x ", "[[", "]]", "[a.b]\n", "'''", '"""',
    "cp modules/07_unknown/x modules/02_loops/y\n", "## 2.1 Text\n", "## Step 2\n", "[x](../modules/09_none/y.md)\n", "f(", "lambda:", "if a:\n ", "\\begin{a}", ".. a::\n", "<<EOF\n", "$(", "\u202e", "\x00"]


def seconds(prereq, tree, command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([prereq, "--no-cache", "--threads", "1", *command], cwd=tree, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 2):
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr[-400:]!r}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write(tree, path, text):
    path = os.path.join(tree, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def make(tree, unit, size, paths):
    write(tree, "prereq.yaml", POLICY)
    write(tree, "order.txt", "files\nindex\nloops\n")
    for number, slug in enumerate(SLUGS, 1):
        write(tree, f"modules/{number:02}_{slug}/module.yaml", f"title: {slug.title()}\nnumber: {number}\n")
        write(tree, f"tests/module_{number:02}/x.py", "import x\n")
    text = unit * (size // len(unit.encode()) + 1) + "\n"
    for path in paths:
        write(tree, path, as_kind(path, text))


def as_kind(path, text):
    """The text as it stands in a file of that kind: JSON holds it in strings."""
    if path.endswith(".ipynb"):
        cells = [{"cell_type": kind, "metadata": {}, "source": text.splitlines(True)} for kind in ("markdown", "raw")]
        return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    if path.endswith(".json"):
        return json.dumps({"name": "x", "dependencies": {"a": text}}, indent=1)
    return text


def measure(prereq, unit, size, paths, command):
    with tempfile.TemporaryDirectory() as tree:
        make(tree, unit, size, paths)
        return seconds(prereq, tree, command)


COMMANDS = [["lint"], ["plan", "--order", "order.txt"], ["graph"], ["init", "--dry-run"]]


def check_policy(prereq):
    """Each command must come to read the texts: else all of them are read in no time."""
    with tempfile.TemporaryDirectory() as tree:
        make(tree, "x", 1, [])
        for command in COMMANDS:
            done = subprocess.run([prereq, "--no-cache", *command], cwd=tree, capture_output=True, text=True, timeout=60)
            if done.returncode == 2 and command[0] != "init":
                raise AssertionError(f"{command} reads nothing: {done.stderr}")


def grows(prereq, unit, size, paths, command):
    """The ratio of the times, or 0 where the longer text is read too fast to tell."""
    long = measure(prereq, unit, 4 * size, paths, command)
    if long < 0.4:
        return 0
    short = min(measure(prereq, unit, size, paths, command) for _ in range(2))
    if long / max(short, 0.02) < 9:
        return 0
    return min(long, measure(prereq, unit, 4 * size, paths, command)) / max(short, 0.02)


# What stands before, for each place, between and after; {p} is a path, {n} a number, {t} a title, {i} counts.
ONE_LINE = {
    "a.json": ('{"docs":[', '{"location":"{p}#s{i}","title":"T"}', ",", "]}"),
    "b.json": ("{", '"{p}x{i}":{i}', ",", "}"),
    "package.json": ('{"name":"x","dependencies":{', '"a{i}":"file:./{p}"', ",", "}}"),
    "modules/02_loops/package.json": ('{"name":"x","workspaces":[', '"../../{p}"', ",", "]}"),
    "package-lock.json": ('{"lockfileVersion":3,"packages":{', '"{p}x{i}":{"resolved":"{p}","link":true}', ",", "}}"),
    "a.html": ("<nav>", '<a href="{p}x{i}.html">Module {n}: {t}</a>', "", "</nav>"),
    "b.html": ("<table>", "<tr><td>{n}</td><td>{t}</td></tr>", "", "</table>"),
    "c.html": ("<p>", "Lesson {n}, <b>{t}</b>", " ", "</p>"),
    "a.md": ("See ", "[Module {n}]({p}README.md#s{i})", " and ", "."),
    "b.md": ("See ", "`{p}`", " and ", "."),
    "c.md": ("See ", "Module {n}", " and ", "."),
    "d.md": ("| ", "{n} | {t}", " | ", " |"),
    "e.md": ("", "[Next module]({p}README.md)", " ", ""),
    "f.md": ("**Prerequisites:** ", "[Module {n}]({p})", ", ", ""),
    "g.md": ("---\nx: [", "{p}", ", ", "]\n---\n# X"),
    "modules/02_loops/README.md": ("# Module 2: Loops\n\n**Prerequisites:** ", "Module {n}", ", ", ""),
    "modules/03_index/module.yaml": ("title: Index\nnumber: 3\nrequires: [", "loops", ", ", "]"),
    "a.csv": ("", "{p}", ",", ""),
    "b.csv": ("", "{n},{t}", ",", ""),
    "c.csv": ("number,title\n", "{n},{t}", ",", ""),
    "redirects.csv": ("", "{p}", ",", ""),
    "a.yaml": ("a: [", "{p}", ", ", "]"),
    "b.yaml": ("a: {", "k{i}: {p}", ", ", "}"),
    "mkdocs.yml": ("nav: [", "{Module {n}: {p}README.md}", ", ", "]"),
    "compose.yaml": ("services: {", "s{i}: {build: {p}}", ", ", "}"),
    "a.toml": ("a = [", '"{p}"', ", ", "]"),
    "pyproject.toml": ("[project]\nname = 'x'\ndependencies = [", '"a{i} @ file:{p}"', ", ", "]"),
    "a.js": ("", 'import("./{p}x{i}.js")', ";", ""),
    "b.js": ("var a=[", '"{p}"', ",", "];"),
    "a.py": ("a=[", '"{p}"', ",", "]"),
    "modules/02_loops/a.py": ("", "open('../../{p}x.csv')", ";", ""),
    "modules/03_index/b.py": ("", "from modules.{m} import x", ";", ""),
    "a.sh": ("ls ", "{p}", " ", ""),
    "modules/03_index/run.sh": ("", "cd ../../{p} && make && cd ../modules/03_index", " && ", ""),
    "Makefile": ("all: ", "{p}", " ", "\n\techo"),
    "Dockerfile": ("FROM x\nCOPY ", "{p}", " ", " /x"),
    "a.txt": ("", "{p}", " ", ""),
    "b.txt": ("", "modules/{i}_gone", " ", ""),
    "c.txt": ("", "https://x.y/{p}x", " ", ""),
    "d.txt": ("", "modules/02_index", " ", ""),
    "a.xml": ("<a>", '<f p="{p}"/>', "", "</a>"),
    "a.tex": ("", "\\input{{p}x}", "", ""),
    "a.rst": ("", "`x <{p}x.rst>`_", " ", ""),
    "a.sql": ("SELECT ", "'{p}'", ",", ";"),
    "a.ipynb": ('{"cells":[{"cell_type":"markdown","metadata":{},"source":["', "See `{p}`", " ", '"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}'),
    "b.ipynb": ('{"cells":[', '{"cell_type":"markdown","metadata":{},"source":["See `{p}`"]}', ",", '],"metadata":{},"nbformat":4,"nbformat_minor":5}'),
}


def one_line(path, places):
    before, each, between, after = ONE_LINE[path]
    texts = []
    for i in range(places):
        number = i % len(SLUGS) + 1
        slug = SLUGS[number - 1]
        text = each
        for what, said in (("{p}", f"modules/{number:02}_{slug}/"), ("{m}", f"{number:02}_{slug}"), ("{n}", str(number)),
                           ("{t}", slug.title()), ("{i}", str(i))):
            text = text.replace(what, said)
        texts.append(text)
    return before + between.join(texts) + after + "\n"


def grows_in_one_line(prereq, path, places, command):
    """The ratio of the times for four times the places, or 0 where it is as it should be."""
    times = []
    for count in (4 * places, places):
        with tempfile.TemporaryDirectory() as tree:
            make(tree, "x", 1, [])
            write(tree, path, one_line(path, count))
            times.append(seconds(prereq, tree, command))
        if times[0] < 0.3:
            return 0
    ratio = times[0] / max(times[1], 0.02)
    return ratio if ratio > 7 else 0


SCRIPTS = [(["lists and dictionaries how to use", "functions with many words in them", "files and all that one does to them"],
            "lists list and dict of 2 of function in Python syntax of usage also lists comprehend by of for loop inside\n"),
           (["列表与字典的使用方法和常见问题总结", "列表函数的使用方法和常见问题总结", "列表文件的使用方法和常见问题总结"],
            "列表 list 和 dict 的 2 个 函数 in Python 语言 的 使用 以及 列表 推导 式 的 for 循环 里面\n")]


def cost_of_scripts(prereq):
    """How many times as long a text takes in a script without blanks of its own, beside names in that script."""
    times = []
    for titles, line in SCRIPTS:
        with tempfile.TemporaryDirectory() as tree:
            write(tree, "prereq.yaml", "".join(POLICY.splitlines(True)[:4]))
            for number, title in enumerate(titles, 1):
                write(tree, f"modules/{number:02}_{SLUGS[number - 1]}/module.yaml", f"title: {title}\nnumber: {number}\n")
            write(tree, "a.md", line * (1200000 // len(line.encode())))
            times.append(min(seconds(prereq, tree, ["lint"]) for _ in range(2)))
    return times[1] / max(times[0], 0.02)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("prereq", type=os.path.abspath)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--only")
    parser.add_argument("--size", type=int, default=40000)
    parser.add_argument("--places", type=int, default=12000)
    args = parser.parse_args()
    print(f"seed {args.seed}")
    check_policy(args.prereq)
    draw = random.Random(args.seed)
    units = [args.only] if args.only is not None else []
    while args.only is None and len(units) < args.rounds:
        units.append("".join(draw.choices(FRAGMENTS, k=draw.choice([1, 1, 2, 2, 3]))))
    faults = 0
    if args.only is None and (times := cost_of_scripts(args.prereq)) > 10:
        faults += 1
        print(f"text in Chinese takes {times:.0f} times as long as in English", flush=True)
    for path in ONE_LINE if args.only is None else ():
        for command in COMMANDS[:2]:
            if (slow := grows_in_one_line(args.prereq, path, args.places, command)):
                faults += 1
                print(f"{' '.join(command)}: four times the places on one line of {path} take {slow:.0f} times as long", flush=True)
    for unit in units:
        for command in COMMANDS:
            try:
                slow = grows(args.prereq, unit, args.size, FILES, command)
            except (AssertionError, subprocess.TimeoutExpired) as fault:
                faults += 1
                print(f"{unit!r}: {fault}", flush=True)
                continue
            if not slow:
                continue
            slow = [path for path in FILES if (ratio := grows(args.prereq, unit, 2 * args.size, [path], command))]
            if slow:
                faults += 1
                print(f"{' '.join(command)}: {unit!r} grows faster than its bytes in {', '.join(slow)}", flush=True)
    print(f"{len(units)} texts, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
