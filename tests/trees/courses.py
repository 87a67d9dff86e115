"""Courses on disk for tests of whole trees: the example course, and random ones with every name and
byte that has ever been trouble. Nothing of the code under test is used here."""
import hashlib
import json
import os
import pathlib
import random
import shutil
import stat
import subprocess

ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
               "TERM": "dumb", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
               "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
               "GIT_COMMITTER_EMAIL": "a@b"}
for _name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if _name in os.environ:
        ENVIRONMENT[_name] = os.environ[_name]

SLUGS = ["setup", "tensor", "two words", "it's", "café", "-rf", "x.y", "UPPER", "a_b-c", "quo\"te",
         "日本", "tab", "layers", "losses", "autograd", "#hash", "dollar$x", "(par)", "semi;", "amp&"]


def run(command, folder, check=True, **more):
    """The finished process; stops the test when `check` and it failed."""
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          capture_output=True, shell=isinstance(command, str), **more)
    if check and done.returncode != 0:
        raise SystemExit(f"{folder}: `{command}` exited {done.returncode}\n"
                         f"{done.stdout.decode(errors='backslashreplace')}"
                         f"{done.stderr.decode(errors='backslashreplace')}")
    return done


def memory():
    """Where trees that need not last are fastest; None for the usual place."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def manifest(root):
    """Path → kind, permissions, content of everything but git's and prereq's own folders."""
    root = os.fsencode(root)
    found = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders
                      if not (folder == root and f in (b".git", b".prereq"))]
        for name in folders + files:
            path = os.path.join(folder, name)
            status = os.lstat(path)
            kind = stat.S_IFMT(status.st_mode)
            if kind == stat.S_IFLNK:
                content = os.readlink(path)
            elif kind == stat.S_IFREG:
                content = hashlib.sha256(pathlib.Path(os.fsdecode(path)).read_bytes()).hexdigest()
            else:
                content = ""
            mode = 0 if kind == stat.S_IFLNK else stat.S_IMODE(status.st_mode)
            found[os.path.relpath(path, root)] = (kind, mode, content)
    return found


def differences(left, right):
    lines = []
    for path in sorted(set(left) | set(right)):
        if left.get(path) != right.get(path):
            lines.append(f"  {path!r}: {left.get(path)} | {right.get(path)}")
    return lines


def write(path, content, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(mode)


def random_course(root, seed):
    """Fills `root`; returns the modules as (number, slug)."""
    dice = random.Random(seed)
    count = dice.choice([2, 3, 5, 8, 13, 20])
    modules = list(enumerate(dice.sample(SLUGS, count), 1))
    ends = {"lf": "\n", "crlf": "\r\n"}
    write(root / "prereq.yaml",
          "version: 1\n"
          "series:\n  path: modules/{number:02}_{slug}\n  label: Module\n"
          "mirrors:\n"
          "  - {path: \"tests/module_{number:02}\", kind: synchronised}\n"
          "  - {path: \"chapters/{number:02}-{slug}.md\", kind: synchronised}\n")
    names = [f"{number:02}_{slug}" for number, slug in modules]
    for number, slug in modules:
        name, home = f"{number:02}_{slug}", root / "modules" / f"{number:02}_{slug}"
        end = ends[dice.choice(list(ends))]
        others = [dice.choice(names) for _ in range(3)]
        text = end.join([f"# Module {number:02}: {slug}", "", f"see modules/{others[0]}/README.md",
                         f"| {number:02} | {slug} |", f"[next](../{others[1]}/README.md)",
                         "nothing here", f"modules/{others[2]}"])
        write(home / "README.md", text + (end if dice.random() < 0.5 else ""))
        write(home / "run.sh", f"#!/bin/sh\ncd modules/{name}\n", 0o755)
        write(home / f"{name}.py", b"# \xff\xfe no UTF-8\nx = 'modules/" + name.encode() + b"'\n")
        write(home / "image.bin", bytes(dice.randrange(256) for _ in range(100)) + b"\0")
        write(home / "plain.txt", "never changes\n")
        if dice.random() < 0.5:
            write(home / "odd\nname -rf.md", f"modules/{dice.choice(names)}\n")
            write(home / "-rf", f"modules/{name}")
            write(home / "quo\"te \\ \t.md", f"modules/{name} and Module {number}: {slug}\n")
        os.symlink(f"../../modules/{dice.choice(names)}/README.md", home / "friend")
        write(root / "tests" / f"module_{number:02}" / "test.py", f"# tests of modules/{name}\n")
        write(root / "chapters" / f"{number:02}-{slug}.md", f"chapter of modules/{name}\n")
        os.symlink(f"modules/{name}", root / f"link{number}")
    write(root / "README.md", "".join(f"- [{slug}](modules/{number:02}_{slug})\n"
                                      for number, slug in modules))
    write(root / "big.md", "filler\n" * 20000 + f"modules/{names[0]}\n" + "filler\n" * 20000)
    return modules


def example_course(root, graphs):
    shutil.copytree(pathlib.Path(graphs) / "course", root, dirs_exist_ok=True)
    modules = []
    for folder in sorted(os.listdir(root / "modules")):
        number, _, slug = folder.partition("_")
        modules.append((int(number), slug))
    return modules


def commit(root):
    run("git init -q -b main . && git add -A . && git commit -q -m course", root)


def shuffled(modules, seed):
    """An order file's text, as a YAML map: the same numbers, dealt out anew."""
    slugs = [slug for _, slug in modules]
    random.Random(seed).shuffle(slugs)
    return "".join(f"{json.dumps(slug, ensure_ascii=False)}: {number}\n"
                   for (number, _), slug in zip(modules, slugs))
