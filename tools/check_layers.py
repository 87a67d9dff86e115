#!/usr/bin/env python3
"""Checks who includes whom; prints every include that crosses a layer, exits 1 when there is one.

Layers: graphs/self.yaml numbers the folders of src/ and says which of them each one needs. A file in
src/X/ sees include/prereq/, src/X/ and folders with smaller numbers; what self.yaml says must be what
the includes say (`tools/check_layers.py --write` says it anew). tests/ see all; each contract header
sees only those before it. Walls: each third-party library has the files that may
name it, and only those.
"""
import pathlib
import re
import sys

CONTRACT = ["result", "file_system", "transaction_disk", "reading_cache", "order", "config", "facts", "passages",
            "claims", "graph", "rule_ids", "verdict", "baseline", "proposal",
            "proposal_file",
            "plan", "edits", "task_list", "apply", "report", "workspace"]
# what an include starts with → the files (by prefix) that may have it
WALLS = {
    "yaml-cpp/": ["src/documents/yaml_events.cc"],
    "boost/asio": ["src/server/http.cc"],
    "boost/beast": ["src/server/http.cc"],
    "boost/": ["src/graph/", "src/server/http.cc"],
    "CLI/": ["src/cli/args_parser.cc"],
    "nlohmann/": ["src/documents/json.h"],
    "fmt/": ["src/base/format.h"],
    "git2": ["src/tree/git"],
    "tree_sitter/": ["src/languages/syntax_tree"],
    "zlib.h": ["src/languages/packed_tables.cc"],
    "tbb/": ["src/base/parallel.cc"],
    "oneapi/": ["src/base/parallel.cc"],
    "openssl/": ["src/base/digest.cc"],
    "unistd.h": ["src/tree/", "src/apply/", "src/cli/"],
    "fcntl.h": ["src/tree/", "src/apply/", "src/cli/"],
    "sys/": ["src/tree/", "src/apply/", "src/cli/"],
    "filesystem": ["src/tree/", "src/apply/", "src/app/", "src/cli/"],
    "fstream": ["src/tree/", "src/apply/", "src/app/", "src/cli/"],
    "iostream": ["src/cli/"],
    "cstdio": ["src/cli/", "src/tree/posix_fs.cc"],  # there for rename() and renameat2()
}
GRAPH = "graphs/self.yaml"
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)


def problem(layers, path, included):
    """Why `path` may not include `included`; None when it may."""
    parts = path.split("/")
    if parts[0] == "tests" or path.startswith("tools/"):
        return None
    for start, allowed in WALLS.items():
        if included.startswith(start) and not any(path.startswith(a) for a in allowed):
            return f"only {', '.join(allowed)} may name {start}"
    if parts[0] == "include":
        here = pathlib.PurePath(path).stem
        if included.startswith("prereq/"):
            other = pathlib.PurePath(included).stem
            if here not in CONTRACT or other not in CONTRACT:
                return "not in the list of contract headers"
            if CONTRACT.index(other) >= CONTRACT.index(here):
                return f"{here} comes before {other} in the contract"
        elif included.split("/")[0] in layers:
            return "a contract header sees no source folder"
        return None
    layer, other = parts[1], included.split("/")[0]
    if layer not in layers:
        return f"src/{layer}/ has no number in {GRAPH}"
    if "/" in included and layers.get(other, 0) > layers[layer]:
        return f"{other} comes after {layer} in {GRAPH}"
    return None


def stated(graph):
    """The layers that the graph file numbers: {folder: number}, in its order."""
    return {m[1]: int(m[2]) for m in re.finditer(r"slug: (\w+), number: (\d+)", graph)}


def written(graph, needs):
    """The graph file with what the includes say in place of what stood behind `requires:`."""
    lines = []
    for line in graph.splitlines():
        layer = re.match(r"  - \{slug: (\w+), number: (\d+)", line)
        if layer:
            wanted = ", ".join(other for other in stated(graph) if other in needs.get(layer[1], ()))
            requires = f", requires: [{wanted}]" if wanted else ""
            line = f"  - {{slug: {layer[1]}, number: {layer[2]}{requires}}}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    root = pathlib.Path(arguments[0] if arguments else ".").resolve()
    graph = (root / GRAPH).read_text(encoding="utf-8")
    layers, needs, bad = stated(graph), {}, 0
    files = sorted(p for top in ("include", "src", "tests") for p in (root / top).rglob("*")
                   if p.suffix in {".h", ".cc"})
    if not files:
        print(f"{root}: no sources found", file=sys.stderr)
        return 2
    for file in files:
        path = file.relative_to(root).as_posix()
        for match in INCLUDE.finditer(text := file.read_text(encoding="utf-8")):
            why = problem(layers, path, match[1])
            if why:
                bad += 1
                print(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: includes {match[1]}: {why}")
            here = path.split("/")[1] if path.startswith("src/") else None
            other = {"prereq": "contract"}.get(match[1].split("/")[0], match[1].split("/")[0])
            if here and "/" in match[1] and other in layers and other != here:
                needs.setdefault(here, set()).add(other)
    if (now := written(graph, needs)) != graph:
        if "--write" in sys.argv:
            (root / GRAPH).write_text(now, encoding="utf-8")
        else:
            bad += 1
            print(f"{GRAPH}: does not say what the includes say\n  fix: tools/check_layers.py --write")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
