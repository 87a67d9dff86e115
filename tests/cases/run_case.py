#!/usr/bin/env python3
"""Runs one .case file against the real binary and compares everything it says.

A case is a list of sections, each started by a line `=== NAME`:

    === file PATH          a file of the tree, bytes as they stand (`\\xNN` and `\\n` only in PATH)
    === run COMMAND        run by sh in the tree; `prereq` is the binary, graphs/ the repository's
    === stdout             what COMMAND must print; absent: nothing
    === stderr             likewise
    === exit N             absent: 0

Lines before the first section say what the case shows. PREREQ_UPDATE_CASES=1 rewrites stdout,
stderr and exit with what happened; read the diff before committing it.

The sentence of a finding counts in rules/ alone, where each rule has its case: elsewhere a finding is
its place, severity and rule, and `...` stands for the sentence, so that a better one costs one file.

Advice is held to its word everywhere: what ends with status 2 says a `fix:`, and each command of
prereq that a fix or a message names is run where it was said, on a copy of the tree, and must be able
to answer. `advice_fails` of a case's first lines says which cannot, and why.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


class Section:
    def __init__(self, kind, argument):
        self.kind, self.argument, self.lines = kind, argument, []

    def text(self):
        return "".join(line + "\n" for line in self.lines)


def parse(text):
    about, sections = [], []
    for line in text.splitlines():
        if line.startswith("=== "):
            kind, _, argument = line[4:].partition(" ")
            if kind not in {"file", "run", "stdout", "stderr", "exit"}:
                sys.exit(f"unknown section: {line}")
            sections.append(Section(kind, argument))
        elif sections:
            sections[-1].lines.append(line)
        else:
            about.append(line)
    return about, sections


SENTENCE = re.compile(r"((?:^|[ :])(?:error|warning) PRQ\d+\[[a-z-]+\]) .+", re.MULTILINE)


def data(case, text):
    """`text` without what this case does not compare."""
    return text if case.parent.name == "rules" else SENTENCE.sub(r"\1 ...", text)


def run(command, tree, binary):
    env = {"PATH": f"{pathlib.Path(binary).parent}:{os.environ['PATH']}", "HOME": str(tree),
           "PREREQ_CACHE_DIR": str(tree.parent / "cache"), "XDG_STATE_HOME": str(tree.parent / "state"), "LC_ALL": "C.UTF-8", "TERM": "dumb",
           "GIT_CONFIG_NOSYSTEM": "1", "EDITOR": "vi",
           "GIT_CEILING_DIRECTORIES": str(tree.parent)}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    done = subprocess.run(["sh", "-c", command], cwd=tree, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120)
    return (done.stdout.decode("utf-8", "backslashreplace"),
            done.stderr.decode("utf-8", "backslashreplace"), done.returncode)


COMMANDED = re.compile(r"^ *fix: (prereq [^`;\n]*)$|`(prereq [a-z][^`\n]*)`(?! again)", re.MULTILINE)
PLACEHOLDER = re.compile(r"\b[A-Z]+\b|…|\.\.\.|--interactive|--help")
AN_ERROR = re.compile(r"^[^\n]*?: error: (?!PRQ)", re.MULTILINE)
A_FIX = re.compile(r"^ *fix: .*$", re.MULTILINE)


def advice(stdout, stderr):
    """The commands that messages name: those of fixes in findings, and all that stderr says."""
    said = [one or other for text in (stderr, "\n".join(A_FIX.findall(stdout)))
            for one, other in COMMANDED.findall(text)]
    return sorted({command for command in said if not PLACEHOLDER.search(command)})


def faults_of_advice(command, tree, binary, said):
    """What is wrong with the advice in what `command` printed and its status: a sentence each."""
    stdout, stderr, code = said
    if code == 2 and AN_ERROR.search(stderr) and not A_FIX.search(stderr):
        yield "ends with status 2 and says no fix"
    # Where several were run, the situation of the first is gone.
    if len(re.findall(r"\bprereq -*[a-zA-Z]", command)) != 1 or "python3" in command:
        return
    folders = [tree / place for place in re.findall(r"\bcd ([^ ;&|]+)", command)]
    folders += [tree / "/".join(re.findall(r"\bcd ([^ ;&|]+)", command)), tree]
    for advised in advice(stdout, stderr):
        kept = {tree.parent / name: tree.parent / (name + ".kept") for name in ("tree", "state")}
        answers = []
        for folder in dict.fromkeys(folders):
            if not folder.is_dir():
                continue
            for place, aside in kept.items():
                if place.exists():
                    place.rename(aside)
                    shutil.copytree(aside, place, symlinks=True)
            answers.append(run(advised, folder, binary))
            if "or say --allow-dirty" in answers[-1][1]:  # that advice is good, too
                answers.append(run(advised + " --allow-dirty", folder, binary))
            for place, aside in kept.items():
                if aside.exists():
                    shutil.rmtree(place)
                    aside.rename(place)
            if answers[-1][2] in (0, 1):
                break
        else:
            yield f"names `{advised}`, which ends with status {answers[0][2]}:\n{answers[0][1]}"


def main():
    case, binary, graphs = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    about, sections = parse(case.read_text(encoding="utf-8"))
    update = os.environ.get("PREREQ_UPDATE_CASES") == "1"
    written, bad, runs = list(about), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder).resolve() / "tree"
        tree.mkdir()
        shutil.copytree(graphs, tree / "graphs")
        i = 0
        while i < len(sections):
            section = sections[i]
            i += 1
            written.append(f"=== {section.kind} {section.argument}".rstrip())
            if section.kind == "file":
                path = tree / section.argument.encode(
                    "latin-1", "backslashreplace").decode("unicode_escape")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(section.text(), encoding="utf-8")
                written += section.lines
                continue
            if section.kind != "run":
                sys.exit(f"{case}: `{section.kind}` belongs behind a `run`")
            wanted = {"stdout": "", "stderr": "", "exit": "0"}
            while i < len(sections) and sections[i].kind in wanted:
                follow = sections[i]
                wanted[follow.kind] = (follow.argument if follow.kind == "exit"
                                       else follow.text())
                i += 1
            stdout, stderr, code = run(section.argument, tree, binary)
            runs += 1
            for fault in faults_of_advice(section.argument, tree, binary, (stdout, stderr, code)):
                if "advice_fails" in " ".join(about):
                    break
                bad += 1
                print(f"{case}: `{section.argument}` {fault}")
            found = {"stdout": data(case, stdout), "stderr": data(case, stderr), "exit": str(code)}
            for kind in ("stdout", "stderr"):
                if found[kind]:
                    written.append(f"=== {kind}")
                    # A sentence that does not count stays as it was.
                    whole = {}
                    for line in wanted[kind].splitlines():
                        whole.setdefault(data(case, line), []).append(line)
                    for line in found[kind].splitlines():
                        same = whole.get(line)
                        written.append(same.pop(0) if same else line)
            if code:
                written.append(f"=== exit {code}")
            for kind, text in found.items():
                if text != data(case, wanted[kind]):
                    bad += 1
                    print(f"{case}: `{section.argument}`: {kind} differs\n"
                          f"--- expected\n{wanted[kind]}\n--- found\n{text}\n---")
    if runs == 0:
        sys.exit(f"{case}: a case without a run shows nothing")
    if update:
        case.write_text("\n".join(written) + "\n", encoding="utf-8")
        return 0
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
