#!/usr/bin/env python3
"""Plan files must fit the published schema, which allows nothing it does not name."""
import json
import pathlib
import sys
import tempfile

import courses


def plans(prereq, graphs):
    """Name → the text of a plan file."""
    found = {}
    with tempfile.TemporaryDirectory(dir=courses.memory()) as folder:
        root = pathlib.Path(folder).resolve()
        for seed in range(1, 7):
            tree = root / f"course{seed}"
            tree.mkdir()
            modules = courses.random_course(tree, seed)
            (tree / "modules" / f"{modules[0][0]:02}_{modules[0][1]}" /
             b"no utf-8 \xff".decode(errors="surrogateescape")).write_text(
                 f"modules/{modules[0][0]:02}_{modules[0][1]}\n")
            order = root / "order.txt"
            order.write_text(courses.shuffled(modules, seed), encoding="utf-8")
            found[f"random course {seed}"] = courses.run(
                [prereq, "plan", "--order", str(order), "--format", "json"], tree).stdout
        found["graphs/course"] = courses.run([prereq, "plan", "--format", "json"],
                                             pathlib.Path(graphs) / "course").stdout
        for change in ("remove index", "insert new --after index", "rename index other"):
            found[change] = courses.run([prereq, *change.split(), "--dry-run", "--format", "json"],
                                        pathlib.Path(graphs) / "course").stdout
        found["a module that is made"] = courses.run(
            [prereq, "insert", "new", "--after", "index", "--title", "New", "--dry-run", "--format",
             "json"], pathlib.Path(graphs) / "course").stdout
        found["graph file"] = courses.run(
            [prereq, "plan", str(pathlib.Path(graphs) / "tinytorch.yaml"), "--format", "json"],
            root, check=False).stdout
    return found


def main():
    prereq, graphs, schema_path = (str(pathlib.Path(a).resolve()) for a in sys.argv[1:4])
    try:
        import jsonschema
    except ImportError:
        print("skipped: the Python package jsonschema is missing")
        return 77
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    bad, unnamed = [], set()
    found = plans(prereq, graphs)
    for name, text in found.items():
        plan = json.loads(text)
        bad += [f"{name}: {'/'.join(map(str, e.absolute_path))}: {e.message}"
                for e in validator.iter_errors(plan)]
        for move in plan["moves"]:
            if name != "graph file" and (move["inode"] == 0 or move["device"] == 0):
                unnamed.add(name)
        for edit in plan["edits"]:
            if edit["mode"] == 0 or edit["links"] == 0 or not edit["spans"]:
                unnamed.add(name)
        # A schema that lets anything through proves nothing.
        other = 1 if plan["version"] == 2 else 2  # with `creates` or without
        for spoilt in (dict(plan, version=other), {**plan, "version": 3}, {**plan, "more": 1},
                       {k: v for k, v in plan.items() if k != "tasks"}):
            if validator.is_valid(spoilt):
                bad.append(f"{name}: the schema allows what it should not")
    bad += [f"{name}: a move without inode, or an edit without mode" for name in sorted(unnamed)]
    if not any(json.loads(text)["proof"] for text in found.values()):
        bad.append("no plan carries a proof")
    print("\n".join(bad) if bad else f"{len(found)} plans fit the schema")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
