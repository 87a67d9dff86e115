#!/usr/bin/env python3
"""Runs an integration of tools/ as its service would, in a fresh clone of a small course.

usage: try_integration.py action|gitlab|pre-commit BINARY SOURCE

Each is run on a course with a broken order, which must fail and say so in the service's own form, and
on the same course put right. Exits 77, saying why, when a package that it needs is not installed.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

try:
    import yaml
except ImportError:
    if os.path.realpath(sys.executable) != os.path.realpath("/usr/bin/python3") and \
            os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("skipped: needs Debian's python3-yaml")
    sys.exit(77)

WHAT, BINARY, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


class Course:
    """A clone of a repository that holds graphs/course at its root."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {"PATH": f"{BINARY.parent}:{os.environ['PATH']}", "HOME": str(folder / "home"),
                    "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_HOME": str(folder / "hooks"),
                    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
                    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        (folder / "home").mkdir()
        origin = folder / "origin"
        shutil.copytree(SOURCE / "graphs" / "course", origin)
        self.git(origin, "init", "-q", "-b", "main", ".")
        self.git(origin, "add", "-A")
        self.git(origin, "commit", "-q", "-m", "A course")
        self.tree = folder / "clone"
        self.git(folder, "clone", "-q", str(origin), str(self.tree))

    def git(self, where, *arguments):
        return subprocess.run(["git", *arguments], cwd=where, env=self.env, check=True, capture_output=True,
                              text=True).stdout.strip()

    def put_right(self):
        policy = self.tree / "prereq.yaml"
        policy.write_text(policy.read_text().replace("queries before ranking", "ranking before queries"))

    def run(self, command, **env):
        done = subprocess.run(command, cwd=self.tree, env=self.env | env, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr


def require(holds, what):
    if not holds:
        sys.exit(str(what))


def expand(text, values):
    return re.sub(r"\$\{\{\s*([\w.]+)\s*\}\}", lambda match: values[match[1]], text)


def run_action(course, **inputs):
    """Every step of the composite action, as GitHub's runner starts them; one status for all."""
    action = SOURCE / "tools" / "github-action"
    described = yaml.safe_load((action / "action.yml").read_text())
    values = {"github.action_path": str(action)}
    for name, field in described["inputs"].items():
        values[f"inputs.{name}"] = inputs.get(name, field["default"])
    summary = course.folder / "summary.md"
    summary.write_text("")
    output = ""
    for step in described["runs"]["steps"]:
        require(step["shell"] == "bash", "a step for another shell")
        script = course.folder / "step.sh"
        script.write_text(step["run"])
        env = {name: expand(value, values) for name, value in step.get("env", {}).items()}
        code, out, err = course.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                                    GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary), **env)
        output += out
        if code != 0:
            return code, output, err, summary.read_text()
    return 0, output, "", summary.read_text()


def try_action(course):
    code, out, err, summary = run_action(course, sarif="prereq.sarif")
    require(code == 1, f"a broken order must fail the step: {code} {err}")
    require("::error file=prereq.yaml,line=23,col=11,title=PRQ104 " in out, out)
    require(summary == "", "one finding needs no summary")
    runs = json.loads((course.tree / "prereq.sarif").read_text())["runs"]
    require(len(runs[0]["results"]) == 1, "SARIF was not written")
    code, out, err, _ = run_action(course, since="origin/main")
    require(code == 0 and "::error" not in out, f"nothing came after origin/main: {out} {err}")
    (course.tree / "notes.md").write_text("see 07_tokens\n" * 15)
    code, out, err, summary = run_action(course)
    require(out.count("::error") == 10 and summary.count("\n- **error**") == 16, f"{out} {summary}")
    (course.tree / "notes.md").unlink()
    course.put_right()
    code, out, err, _ = run_action(course)
    require(code == 0 and out == "", f"{code} {out} {err}")


def try_gitlab(course):
    job = yaml.safe_load((SOURCE / "tools" / "gitlab-ci.yml").read_text())["prereq"]
    script = "set -e\n" + "\n".join(job["script"])
    reports = job["artifacts"]["reports"]
    code, out, err = course.run(["sh", "-c", script])
    require(code == 1 and "PRQ104" in out, f"a broken order must fail the job: {out} {err}")
    issues = json.loads((course.tree / reports["codequality"]).read_text())
    require([issue["location"]["path"] for issue in issues] == ["prereq.yaml"], issues)
    suites = xml.etree.ElementTree.parse(course.tree / reports["junit"]).getroot()
    require(suites.get("failures") == "1", "JUnit lost the failure")
    course.put_right()
    code, out, err = course.run(["sh", "-c", script])
    require(code == 0, f"{out} {err}")
    require(json.loads((course.tree / reports["codequality"]).read_text()) == [], "issues remain")


def try_pre_commit(course):
    if shutil.which("pre-commit") is None:
        print("skipped: needs Debian's pre-commit")
        sys.exit(77)
    if not (SOURCE / ".git").exists():
        print("skipped: the sources are not a git repository, which pre-commit clones")
        sys.exit(77)
    hooks = course.folder / "prereq"
    course.git(course.folder, "-c", "safe.directory=*", "clone", "-q", "--shared", str(SOURCE), str(hooks))
    shutil.copy(SOURCE / ".pre-commit-hooks.yaml", hooks)
    course.git(hooks, "commit", "-q", "--allow-empty", "-am", "The hooks as they stand")
    config = {"repos": [{"repo": str(hooks), "rev": course.git(hooks, "rev-parse", "HEAD"),
                         "hooks": [{"id": "prereq"}]}]}
    (course.tree / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    course.git(course.tree, "add", "-A")
    code, out, err = course.run(["pre-commit", "run", "--all-files"])
    require(code == 1 and "PRQ104[constraint-out-of-order]" in out, f"{code} {out} {err}")
    course.put_right()
    code, out, err = course.run(["pre-commit", "run", "--all-files"])
    require(code == 0 and "Passed" in out, f"{code} {out} {err}")
    code, out, err = course.run(["pre-commit", "install"])
    require(code == 0, err)
    course.git(course.tree, "add", "-A")
    course.git(course.tree, "commit", "-q", "-m", "The hook runs before this commit")
    for hook in yaml.safe_load((SOURCE / ".pre-commit-hooks.yaml").read_text()):
        require(hook["pass_filenames"] is False, "file names are passed")
        if hook["language"] == "script":
            require(os.access(SOURCE / hook["entry"].split()[0], os.X_OK), "a hook that cannot be run")


def main():
    with tempfile.TemporaryDirectory() as folder:
        course = Course(pathlib.Path(folder).resolve())
        {"action": try_action, "gitlab": try_gitlab, "pre-commit": try_pre_commit}[WHAT](course)


if __name__ == "__main__":
    main()
