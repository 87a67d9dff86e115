#!/usr/bin/env python3
"""Writes a tree of text files with numbered names strewn in, to time the search for references.

usage: generate_tree.py FOLDER [--files 20000] [--bytes 203000000] [--hits 13070] [--seed 1]

A tenth of the files hold hits; FOLDER/tokens.txt beside the tree lists the 40 tokens, for `rg -f`.
The tree is a course of 40 modules with metadata, Python files that import each other, and a policy,
so that `prereq` reads it. Equal arguments give equal bytes.
"""
import argparse
import os
import random

WORDS = ("the of and a to in is you that it he was for on are with as his they be at one have this "
         "from or had by hot word but what some we can out other were all there when up use your "
         "how said an each she which do their time if will way about many then them write would "
         "like so these her long make thing see him two has look more day could go come did").split()
NOISE = ("x1", "2024-01-02", "v3.14", "0x1F", "10_000", "3 items", "item 42", "8-bit", "[0]", "(7)")


POLICY = """version: 1
series: {path: "modules/{number:02}_{slug}", label: Module}
metadata:
  - {file: module.yaml, title: title, requires: prerequisites}
imports:
  - {language: python, files: "modules/*/*.py", provides: "course.{slug}"}
"""


def write_course(tree, tokens):
    """A policy and one folder a module; each module imports and requires the one before."""
    def write(path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
    write(os.path.join(tree, "prereq.yaml"), POLICY)
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else None
        module = os.path.join(tree, "modules", token)
        metadata = "title: %s\n" % token[3:].title()
        code = "import os\n"
        if before:
            metadata += "prerequisites:\n  - %s\n" % before
            code += "from course.%s import step\n" % before[3:]
        write(os.path.join(module, "module.yaml"), metadata)
        write(os.path.join(module, "main.py"), code + "\n\ndef step():\n    return os.name\n" * 20)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--bytes", type=int, default=203_000_000)
    parser.add_argument("--hits", type=int, default=13070)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    tokens = ["%02d_topic%c%c" % (i, 97 + i % 26, 97 + i // 26) for i in range(1, 41)]
    # Lines are drawn from a pool: a fresh word for each of 200 MB would take minutes.
    pool = []
    for _ in range(20000):
        words = [draw.choice(WORDS) for _ in range(12)]
        if draw.random() < 0.3:
            words[draw.randrange(12)] = draw.choice(NOISE)
        pool.append(" ".join(words) + "\n")
    with_hits = max(1, options.files // 10)
    size = options.bytes // options.files
    os.makedirs(os.path.join(options.folder, "tree"), exist_ok=True)
    with open(os.path.join(options.folder, "tokens.txt"), "w") as file:
        file.write("".join(token + "\n" for token in tokens))
    write_course(os.path.join(options.folder, "tree"), tokens)
    for i in range(options.files):
        lines, length = [], 0
        while length < size:
            lines.append(draw.choice(pool))
            length += len(lines[-1])
        if i % 10 == 0:
            rank = i // 10
            count = options.hits * (rank + 1) // with_hits - options.hits * rank // with_hits
            for _ in range(count):
                lines.insert(draw.randrange(len(lines)), "see %s here\n" % draw.choice(tokens))
        folder = os.path.join(options.folder, "tree", "d%03d" % (i // 100))
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "f%05d.txt" % i), "w") as file:
            file.writelines(lines)


if __name__ == "__main__":
    main()
