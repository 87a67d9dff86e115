#!/usr/bin/env python3
"""Checks who includes whom; prints every include that crosses a layer, exits 1 when there is one.

Layers: a file in src/X/ sees include/prereq/, src/X/ and the folders before X in LAYERS, never one
after it; tests/ see all; each contract header sees only those before it. Walls: each third-party library has the files that may
name it, and only those.
"""
import pathlib
import re
import sys

CONTRACT = ["result", "file_system", "reading_cache", "order", "config", "facts", "passages",
            "graph", "verdict", "baseline", "proposal",
            "proposal_file",
            "plan", "edits", "apply", "report"]
LAYERS = ["base", "model", "documents", "tree", "policy", "graph", "solver", "languages", "series",
          "metadata", "references", "passages", "facts", "discovery", "rules", "plan", "files",
          "report", "apply", "app", "cli"]
# what an include starts with → the files (by prefix) that may have it
WALLS = {
    "yaml-cpp/": ["src/documents/yaml_events.cc"],
    "boost/": ["src/graph/"],
    "CLI/": ["src/cli/args_parser.h"],
    "nlohmann/": ["src/documents/json.h"],
    "fmt/": ["src/base/format.h"],
    "git2": ["src/tree/git"],
    "tree_sitter/": ["src/languages/syntax_tree"],
    "tbb/": ["src/base/parallel.cc"],
    "oneapi/": ["src/base/parallel.cc"],
    "openssl/": ["src/base/digest.cc"],
    "unistd.h": ["src/tree/", "src/apply/", "src/cli/"],
    "fcntl.h": ["src/tree/", "src/apply/", "src/cli/"],
    "sys/": ["src/tree/", "src/apply/", "src/cli/"],
    "filesystem": ["src/tree/", "src/apply/", "src/cli/"],
    "fstream": ["src/tree/", "src/apply/", "src/cli/"],
    "iostream": ["src/cli/"],
    "cstdio": ["src/cli/", "src/tree/posix_fs.cc"],  # there for rename() and renameat2()
}
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)


def problem(path, included):
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
        elif included.split("/")[0] in LAYERS:
            return "a contract header sees no source folder"
        return None
    layer, other = parts[1], included.split("/")[0]
    if layer not in LAYERS:
        return f"src/{layer}/ is not in the list of layers"
    if "/" in included and other in LAYERS and LAYERS.index(other) > LAYERS.index(layer):
        return f"{other} comes after {layer} in the order of layers"
    return None


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    files = sorted(p for top in ("include", "src", "tests") for p in (root / top).rglob("*")
                   if p.suffix in {".h", ".cc"})
    if not files:
        print(f"{root}: no sources found", file=sys.stderr)
        return 2
    bad = 0
    for file in files:
        path = file.relative_to(root).as_posix()
        for match in INCLUDE.finditer(text := file.read_text(encoding="utf-8")):
            why = problem(path, match.group(1))
            if why:
                bad += 1
                print(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: "
                      f"includes {match.group(1)}: {why}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
