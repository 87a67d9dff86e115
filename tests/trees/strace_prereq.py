#!/usr/bin/env python3
"""The real `prereq apply` and `prereq undo` with one system call made to fail, or to kill the process,
by strace: afterwards (and after `prereq recover`, when a transaction waits) the tree is the old or
the new one, git agrees, and exit 0 was only said of the tree that was asked for.

PREREQ_STRACE_STEP=1 disturbs every call of each kind; normally every fifth."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import courses

CALLS = ["rename", "renameat2", "fsync", "link", "unlink", "mkdir", "rmdir", "write", "chmod",
         "flock", "openat"]
FAULTS = ["error=EIO", "error=ENOSPC", "signal=KILL"]


CHANGES = [["apply"],
           ["insert", "profiling", "--after", "tokens", "--force", "--title", "Profiling"]]


class Tried:
    """One of CHANGES, there ("apply") and back ("undo")."""

    def __init__(self, prereq, graphs, folder, change):
        folder.mkdir()
        self.prereq, self.folder, self.tree = prereq, folder, folder / "tree"
        self.words = {"apply": change, "undo": ["undo"]}
        self.saved = {"apply": folder / "before", "undo": folder / "after"}
        self.saved["apply"].mkdir()
        courses.example_course(self.saved["apply"], graphs)
        courses.commit(self.saved["apply"])
        shutil.copytree(self.saved["apply"], self.saved["undo"], symlinks=True)
        courses.run([prereq, *change], self.saved["undo"])
        self.content = {name: courses.manifest(path) for name, path in self.saved.items()}
        self.status = {name: self.git_status(path) for name, path in self.saved.items()}

    @staticmethod
    def git_status(path):
        return courses.run("git status --porcelain", path).stdout

    def run(self, command, call, fault, when):
        """Whether the fault struck, and what is wrong ("" when nothing is)."""
        shutil.rmtree(self.tree, ignore_errors=True)
        subprocess.run(["cp", "-a", self.saved["apply"], self.tree], check=True)
        if command == "undo":  # here, since a copy would have other inodes than were applied
            courses.run([self.prereq, *self.words["apply"]], self.tree)
        wanted = {"apply": "undo", "undo": "apply"}[command]
        trace = self.folder / "trace"
        done = courses.run(["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={call}", "-e",
                            f"inject={call}:{fault}:when={when}", self.prereq,
                            *self.words[command]], self.tree, check=False)
        text = trace.read_text(errors="replace")
        code = done.returncode
        if "INJECTED" not in text and "SIGKILL" not in text:
            fine = code == 0 and courses.manifest(self.tree) == self.content[wanted]
            return False, "" if fine else f"undisturbed, but exit {code} and another tree"
        return True, self.judge(code, done, wanted)

    def judge(self, code, done, wanted):
        recovered = courses.run([self.prereq, "recover"], self.tree, check=False)
        if recovered.returncode != 0:
            return f"recover exits {recovered.returncode}: {recovered.stderr.decode()}"
        now = courses.manifest(self.tree)
        ends = [name for name, content in self.content.items() if content == now]
        if not ends:
            return f"exit {code}, neither the old nor the new tree"
        if code == 0 and ends != [wanted]:
            return "exit 0 without the tree that was asked for"
        warned = b"index was not updated" in done.stderr + recovered.stderr
        if not warned and self.git_status(self.tree) != self.status[ends[0]]:
            return f"exit {code}: git sees another tree than is there"
        return ""


def main():
    prereq, graphs = sys.argv[1:3]
    if shutil.which("git") is None or shutil.which("strace") is None or subprocess.run(
            ["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        print("git or strace is missing, or strace is not allowed here")
        return 77
    if b"__asan_init" in pathlib.Path(prereq).read_bytes():
        print("a sanitizer's own system calls cannot be made to fail")
        return 77
    step = max(1, int(os.environ.get("PREREQ_STRACE_STEP", "5")))
    bad, struck = [], 0
    with tempfile.TemporaryDirectory(dir=courses.memory()) as folder:
        root = pathlib.Path(folder).resolve()
        changes = [Tried(prereq, graphs, root / f"{number}", change)
                   for number, change in enumerate(CHANGES)]
        for command in ("apply", "undo"):
            for number, call in enumerate(CALLS):
                tried = changes[number % len(changes)]
                fault = FAULTS[number % len(FAULTS)]
                for kind in {fault, "signal=KILL"} if call.startswith("rename") else {fault}:
                    when, hit = 1, True
                    while hit:
                        hit, wrong = tried.run(command, call, kind, when)
                        struck += hit
                        if wrong:
                            bad.append(f"{command}, {call} {when} {kind}: {wrong}")
                        when += step * (10 if call == "openat" else 1)
    print("\n".join(bad) if bad else f"{struck} runs disturbed, each ended in the old or new tree")
    return 1 if bad or struck < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
