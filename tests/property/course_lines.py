#!/usr/bin/env python3
"""Every line that names a module by number reads as it was meant to after a change, or is a task.

Random courses: a path pattern, a label, titles and headings, and pages of many kinds with the forms
of course_line_forms.py. One `swap`, `move`, `insert` or `remove` is planned for each course, and each
line of the pages is held against its form with the new number. What differs must be a task of the
plan at that place; otherwise the line is

    silent   it kept an old number that nobody is asked about, or
    wrong    something else became of it.

    course_lines.py PREREQ [--courses N] [--seed S] [--only PAGE] [--keep DIRECTORY]

Without `--courses` it is the short form of each test run; `tools/test_deeply` runs the long one. The
seed of each fault rebuilds its course with `--courses 1 --seed S --keep DIRECTORY`.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

from course_line_forms import FILES, forms_of

SLUGS = ["types", "lists", "loops", "functions", "packages", "files", "testing", "packaging",
         "error_handling", "regular_expressions", "data_structures", "io", "async", "sorting",
         "graph_theory", "memory", "closures", "deployment"]
# Label → its plural.
LABELS = {"Lesson": "Lessons", "Chapter": "Chapters", "Week": "Weeks", "Module": "Modules",
          "Lab": "Labs", "Day": "Days", "Übung": "Übungen", "Урок": "Уроки", "Lección": "Lecciones",
          "Κεφάλαιο": "Κεφάλαια", "Exercise": "Exercises"}
# The path of a module; `{number}` and `{slug}` as the policy writes them.
PATTERNS = ["lessons/{number:02}_{slug}", "{number:02}-{slug}", "docs/{number:02}-{slug}.md",
            "ch{number}_{slug}", "part{number:02}.{slug}", "{slug}_{number:02}", "src/{number:02}__{slug}",
            "docs/{number}.{slug}.md", "book/ch{number:02}", "lessons/{number}", "week{number}-{slug}",
            "{number:03}_{slug}.md", "units/unit-{number:02}-{slug}"]
TITLES = [None, "«Name»", "«L» «n»: «Name»", "«N» - «Name»", "«n». «Name»", "«Name» («L» «n»)"]
HEADINGS = [None, "«Name»", "«L» «n»: «Name»", "«n». «Name»", "«N» «Name»", "«L» «n» - «Name»"]
PAGES_OF_A_COURSE, FORMS_OF_A_PAGE = 4, 8

ENVIRONMENT = dict(os.environ, HOME="/nonexistent", NO_COLOR="1", LC_ALL="C.UTF-8")


@dataclasses.dataclass(frozen=True)
class Number:
    """A module's number; `suffix` is the b of 3b."""
    value: int
    suffix: str = ""

    def padded(self, width):
        return f"{self.value:0{width}}{self.suffix}"


@dataclasses.dataclass
class Module:
    slug: str
    name: str
    before: Number
    after: Number = None  # None: removed


@dataclasses.dataclass
class Course:
    pattern: str
    label: str
    title: str
    heading: str
    modules: list
    command: list
    kind: str

    def path(self, module, number):
        def written(match):
            return number.padded(int(match[1] or 1))
        path = re.sub(r"\{number(?::(\d+))?\}", written, self.pattern)
        return path.replace("{slug}", module.slug)


def draw_course(dice):
    """A course and the change to it; nothing is written yet."""
    pattern = dice.choice(PATTERNS)
    joint = "-" if pattern.count("-") else "_"
    count = dice.choice([6, 8, 11, 13])
    first = 0 if dice.random() < 0.15 else 1
    modules = []
    for at, slug in enumerate(dice.sample(SLUGS, count)):
        words = slug.split("_")
        modules.append(Module(joint.join(words), " ".join(word.capitalize() for word in words),
                              Number(at + first)))
    if dice.random() < 0.1 and "{slug}" in pattern:  # a part of the third: 3, 3b, 4
        modules[3].before = Number(modules[2].before.value, "b")
        for module in modules[4:]:
            module.before = Number(module.before.value - 1)
    title, heading = dice.choice(TITLES), dice.choice(HEADINGS)
    if "{slug}" not in pattern and heading is None:
        title = title or "«Name»"
    course = Course(pattern, dice.choice(list(LABELS)), title, heading, modules, [], "")
    draw_change(dice, course)
    return course


def draw_change(dice, course):
    """Chooses a command, and gives each module its new number, as that command is documented."""
    modules = course.modules
    suffixed = any(module.before.suffix for module in modules)
    course.kind = "swap" if suffixed else dice.choice(["swap", "swap", "move", "insert", "remove"])
    for module in modules:
        module.after = module.before
    spelled = {id(module): course.path(module, module.before) for module in modules}
    if course.kind == "swap":
        one, other = dice.sample(modules, 2)
        one.after, other.after = other.before, one.before
        course.command = ["swap", spelled[id(one)], spelled[id(other)]]
        return
    at = dice.randrange(len(modules))
    moved, first = modules[at], modules[0].before.value
    if course.kind == "move":
        to = dice.choice([place for place in range(len(modules)) if place != at])
        order = modules[:at] + modules[at + 1:]
        order.insert(to, moved)
        for place, module in enumerate(order):
            module.after = Number(first + place)
        course.command = ["move", spelled[id(moved)], "--to", str(first + to)]
    elif course.kind == "insert":
        for module in modules[at:]:
            module.after = Number(module.before.value + 1)
        course.command = ["insert", "brand_new", "--before", spelled[id(moved)]]
        if dice.random() < 0.5:
            course.command += ["--title", "Brand New"]
    else:
        for module in modules[at + 1:]:
            module.after = Number(module.before.value - 1)
        moved.after = None
        course.command = ["remove", spelled[id(moved)]]


def fill(form, course, module, number, other=None, other_number=None, folder=""):
    """The form's text for a module that has this number; `folder` is where the page stands."""
    def path(one, its):
        return os.path.relpath(course.path(one, its), folder or ".")

    label = course.label
    values = {"L": label, "l": label.lower(), "LL": label.upper(), "Ls": LABELS[label]}
    for ending, one, its in (("", module, number), ("2", other, other_number)):
        if one is None:
            continue
        values["n" + ending], values["N" + ending] = its.padded(1), its.padded(2)
        values["name" + ending], values["Name" + ending] = one.slug, one.name
        values["Camel" + ending] = one.name.replace(" ", "")
        values["ident" + ending] = one.slug.replace("-", "_")
        values["path" + ending] = path(one, its)
        values["root" + ending] = "/" + course.path(one, its)
    return re.sub("«([A-Za-z]+2?)»", lambda match: values[match[1]], form)


@dataclasses.dataclass
class Line:
    """A line of a page: what it is and has to become. `entry` is the same for the lines of one
    entry, -1 for lines that no form wrote."""
    was: str
    meant: str
    form: str
    entry: int
    asks: bool = False  # no text is right: its module leaves, or a range gets holes


NUMBERED = re.compile("«(n|N|path|root)»")
FIELD = re.compile("«(n|N|path|root)2?»")
RANGE = re.compile("«n»( ?[-–] ?| to | through )«n2»")


def draw_page(dice, course, name, folder):
    """The lines of one page."""
    modules = course.modules
    moved = [module for module in modules if module.after != module.before]
    lines, entry = [], 0

    def frame(text):
        lines.append(Line(text, text, "", -1))

    for form in dice.sample(forms_of(name), min(FORMS_OF_A_PAGE, len(FILES[name][0]))):
        ways = ["all", "all", "moved", "one"] if "2»" not in form else ["one", "one", "all"]
        way = dice.choice(ways)
        chosen = {"all": modules, "moved": moved[:3], "one": [dice.choice(moved)]}[way]
        if form.startswith("|") and name.endswith((".md", ".mdx", ".ipynb")) and "\n" not in form:
            columns = form.count("|") - 1
            frame("| " + " | ".join(["Topic"] * columns) + " |")
            frame("|" + "---|" * columns)
        for module in chosen:
            other = None
            if "2»" in form:
                place = modules.index(module) + dice.choice([1, 2])
                if place >= len(modules):
                    continue
                other = modules[place]
            entry += 1
            was = fill(form, course, module, module.before, other, other and other.before, folder)
            gone = ((module.after is None and bool(NUMBERED.search(form))) or
                    (other is not None and other.after is None))
            meant = was if gone else fill(form, course, module, module.after or module.before,
                                          other, other and other.after, folder)
            ranges = bool(RANGE.search(form))
            if ranges:
                between = modules[modules.index(module):modules.index(other) + 1]
                kept = ({one.before for one in between} == {one.after for one in between})
                gone = not kept
                meant = was
            texts = zip(was.split("\n"), meant.split("\n"), form.split("\n"))
            for one, its, template in texts:
                lines.append(Line(one, its, form, entry, gone and bool(FIELD.search(template))))
        frame("")
    return lines


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def notebook(lines):
    cell = {"cell_type": "markdown", "metadata": {}, "source": [line + "\n" for line in lines]}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
                      ensure_ascii=False, indent=1) + "\n"


def as_notebook(lines):
    """The lines of the file that holds these as a cell."""
    was = notebook([line.was for line in lines]).split("\n")
    meant = notebook([line.meant for line in lines]).split("\n")
    first = next(at for at, line in enumerate(was) if '"source"' in line) + 1
    inside = [dataclasses.replace(line, was=was[first + at], meant=meant[first + at])
              for at, line in enumerate(lines)]
    frame = [Line(line, line, "", -1) for line in was]
    return frame[:first] + inside + frame[first + len(lines):]


def write_course(root, dice, course, only):
    """Path of each page → its lines."""
    single = pathlib.PurePath(course.pattern).suffix == ".md"
    policy = f"version: 1\nseries: {{path: '{course.pattern}', label: {course.label}}}\n"
    if course.title:
        policy += f"metadata:\n  - {{file: {'.' if single else 'module.yaml'}, title: title}}\n"
    write(root / "prereq.yaml", policy)
    for module in course.modules:
        home = course.path(module, module.before)
        body = "Text.\n"
        if course.heading:
            body = f"# {fill(course.heading, course, module, module.before)}\n\nText.\n"
        title = ""
        if course.title:
            text = fill(course.title, course, module, module.before)
            title = f"title: {json.dumps(text, ensure_ascii=False)}\n"
        if single:
            write(root / home, (f"---\n{title}---\n" if title else "") + body)
        else:
            write(root / home / "README.md", body)
            write(root / home / "main.py", "")
            if title:
                write(root / home / "module.yaml", title)
    pages = {}
    names = [only] if only else dice.sample(list(FILES), PAGES_OF_A_COURSE)
    for name in names:
        folder = dice.choice(["", "", "site"])
        lines = draw_page(dice, course, name, folder)
        if name.endswith(".ipynb"):
            lines = as_notebook(lines)
        path = os.path.join(folder, name)
        write(root / path, "\n".join(line.was for line in lines) + "\n")
        pages[path] = lines
    return pages


def edited_lines(data, spans):
    """The lines of `data` after the edits, by the lines before them; what was put in as lines of its
    own belongs to none."""
    starts, at = [0], data.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = data.find(b"\n", at + 1)
    starts.append(len(data) + 1)
    lines = [data[begin:end - 1] for begin, end in zip(starts, starts[1:])]
    line = len(lines) - 1
    for span in sorted(spans, key=lambda span: -span["offset"]):
        begin, end, new = span["offset"], span["offset"] + span["length"], span["new"].encode()
        while starts[line] > begin:
            line -= 1
        if b"\n" in new and begin == end:
            continue
        if b"\n" in new or end > starts[line + 1] - 1:
            for touched in range(line, len(lines)):
                if starts[touched] < max(end, begin + 1):
                    lines[touched] = b"(replaced)"
            continue
        offset = begin - starts[line]
        lines[line] = lines[line][:offset] + new + lines[line][offset + span["length"]:]
    return [one.decode() for one in lines]


def in_another_width(line, got):
    """`10` may be padded to two digits or not at all; what takes its place may be either."""
    if not re.search(r"(?<!\d)[1-9]\d", line.was):
        return False
    plain = [re.sub(r"(?<!\d)0(?=\d(?!\d))", "", text) for text in (got, line.meant)]
    return plain[0] == plain[1]


ORDERED = re.compile(r"(\s*\"?)\d+[a-z]?([.)] )")


def is_counted(line, got):
    """The number that begins an entry of an ordered list may count entries as well as modules."""
    plain = [ORDERED.sub(r"\1\2", text, count=1) for text in (got, line.meant)]
    return ORDERED.match(line.was) and plain[0] == plain[1]


def judge(course, path, lines, data, plan):
    """Faults as (verdict, form, what it was, what it became, what it had to become)."""
    spans = [span for edit in plan["edits"] if edit["path"] == path for span in edit.get("spans", [])]
    tasks = collections.defaultdict(list)
    for task in plan["tasks"]:
        where = task.get("where") or {}
        if where.get("path") != path:
            continue
        also = re.search(r"also on lines? ([0-9, ]+)", task["text"])
        for number in [where.get("line"), *map(int, also[1].split(",") if also else [])]:
            tasks[number].append(task["kind"])
    asked = {line.entry for number, line in enumerate(lines, 1)
             if line.entry >= 0 and any(kind != "block" for kind in tasks[number])}
    for line, got in zip(lines, edited_lines(data, spans)):
        if got == line.meant and not line.asks:
            continue
        if line.entry in asked or is_counted(line, got):
            continue
        if got != line.was and in_another_width(line, got):
            continue
        yield ("silent" if got == line.was else "wrong", line.form, line.was, got, line.meant)


def try_course(prereq, seed, only, keep):
    """The faults of the course of this seed, and how many lines were looked at."""
    dice = random.Random(seed)
    course = draw_course(dice)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        root = pathlib.Path(keep or folder) / "course"
        if keep:
            shutil.rmtree(root, ignore_errors=True)
        pages = write_course(root, dice, course, only)
        command = [prereq, "--no-cache", "--threads", "1", *course.command, "--dry-run", "--format", "json",
                   "--no-resort", "--force"]
        done = subprocess.run(command, cwd=root, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60)
        if done.returncode != 0:
            return [(seed, course, "", ("failed", "", " ".join(command), done.stderr.decode(), ""))], 0
        plan = json.loads(done.stdout)
        faults = []
        for path, lines in pages.items():
            data = (root / path).read_bytes().removesuffix(b"\n")
            faults += [(seed, course, path, fault) for fault in judge(course, path, lines, data, plan)]
        return faults, sum(len(lines) for lines in pages.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("prereq")
    parser.add_argument("--courses", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="PAGE", choices=list(FILES))
    parser.add_argument("--keep", metavar="DIRECTORY")
    arguments = parser.parse_args()
    prereq = os.path.abspath(arguments.prereq)
    seeds = range(arguments.seed, arguments.seed + arguments.courses)
    faults, looked_at = [], 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found, lines in pool.map(
                lambda seed: try_course(prereq, seed, arguments.only, arguments.keep), seeds):
            faults += found
            looked_at += lines
    by_form = collections.defaultdict(list)
    for seed, course, path, fault in faults:
        by_form[fault[0], os.path.basename(path), fault[1]].append((seed, course, path, fault))
    for (verdict, page, form), those in sorted(by_form.items(), key=lambda item: -len(item[1])):
        seed, course, path, (_, _, was, got, meant) = those[0]
        print(f"{len(those)} {verdict}: {page}: {form!r}\n    {was!r}\n    became {got!r}, meant {meant!r}\n"
              f"    seed {seed}: {' '.join(course.command)}; {course.pattern}, {course.label}, "
              f"title {course.title}, heading {course.heading}")
    print(f"{looked_at} lines of {len(seeds)} courses from seed {arguments.seed}: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
