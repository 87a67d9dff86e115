#!/usr/bin/env python3
"""Every key of the policy changes an answer.

usage: policy_keys.py BINARY SCHEMA

Each key of the schema of `prereq.yaml` has a row: a command, a policy with the key, and one without it or
with another value. The command must accept the first and say something else about the second. A key of
the schema without a row fails, and so does a row without a key.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

BINARY, SCHEMA = sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))

TREE = {
    "modules/01_tensor/module.yaml": "number: 1\nname: Tensors\nid: first\nexports: lib.first\n",
    "modules/01_tensor/code.py": "import nn.losses\nimport lib.second\n",
    "modules/01_tensor/also.js": "import 'nn.losses'\n",
    "modules/02_layers/module.yaml": "number: 4\nneeds: [losses]\nopens: [tensor]\nexports: lib.second\n",
    "modules/03_losses/module.yaml": "number: 3\n",
    "docs/guide.md": "Module 2 is short. Part 2 is not.\n\nModule 01: losses\n\nMore at https://own.org/x/modules/02_tensor/ too.\n",
    "docs/made.md": "Module 01: tensor\n",
    "tests/module_02/README.md": "checks\n",
    "units/01/module.yaml": "id: first\ntitle: One\n",
    "units/02/module.yaml": "id: second\ntitle: Two\n",
    "modules/01_tensor/run.R": "source('../03_losses/part.R')\n",
    "modules/03_losses/part.R": "x <- 1\n",
    "modules/03_losses/README.md": "**Prerequisites:** Module 2\n",
    "course.yaml": "lessons:\n  - {name: tensor, needs: [losses]}\n  - {name: losses}\n",
    "new.txt": "01_layers\n02_tensor\n03_losses\n",
}
SERIES = 'series: {path: "modules/{number:02}_{slug}", label: Module}\n'
UNITS = 'series: {path: "units/{number:02}"}\n'
LINT, CHECK, PLAN = "lint", "check", "plan --order new.txt"
FILE = "check prereq.yaml"
IMPORTS = 'imports: {language: python, files: "modules/*/*.py", provides: "nn.{slug}"}\n'
BY_KEY = 'metadata: {file: module.yaml, provides: exports}\nimports: {language: python, files: "modules/*/*.py", %s}\n'
KEYED = 'metadata: {file: module.yaml}\nimports: {language: python, files: "modules/*/*.py", provides: {key: %s}}\n'
COURSE = "metadata: {file: course.yaml, slug: name, requires: needs%s}\n"


def two(first, second=""):
    return f"modules: [{{slug: a, number: 2{first}}}, {{slug: b, number: 1, requires: a{second}}}]\n"


# key: (command, policy that has it, policy that does not)
ROWS = {
    "version": (CHECK, SERIES, "version: 2\n" + SERIES),
    "series": (CHECK, SERIES, "modules: [a]\n"),
    "modules": (FILE, two(""), "modules: [{slug: a, number: 1}]\n"),
    "metadata": (CHECK, SERIES + "metadata: {file: module.yaml, requires: needs}\n", SERIES),
    "prose": (CHECK, SERIES, SERIES + "prose: ignore\n"),
    "paths": (CHECK, SERIES + "paths:\n", SERIES),
    "paths/files": (CHECK, SERIES + 'paths: {files: "**/*.R"}\n', SERIES + 'paths: {files: "**/*.py"}\n'),
    "paths/exclude": (CHECK, SERIES + "paths: {}\n", SERIES + 'paths: {exclude: "**/*.R"}\n'),
    "paths/kinds": (CHECK, SERIES + "paths: {kinds: r}\n", SERIES + "paths: {kinds: shell}\n"),
    "paths/helpers": (CHECK, SERIES + "paths: {helpers: losses}\n", SERIES + "paths:\n"),
    "metadata/entries": (CHECK, SERIES + COURSE % ", entries: lessons", SERIES + COURSE % ""),
    "imports": (CHECK, SERIES + IMPORTS, SERIES),
    "mirrors": (PLAN, SERIES + 'mirrors: {path: "tests/module_{number:02}"}\n', SERIES),
    "aliases": (CHECK, SERIES + "aliases: {losses: [loss]}\nconstraints: [loss before tensor]\n",
                SERIES + "constraints: [loss before tensor]\n"),
    "constraints": (CHECK, SERIES + "constraints: [losses before tensor]\n", SERIES),
    "phases": (CHECK, SERIES + "phases: [{name: A, modules: losses}, {name: B, modules: tensor}]\n", SERIES),
    "waive": (CHECK, SERIES + IMPORTS + "waive: [{rule: tensor requires losses, because: x}]\n", SERIES + IMPORTS),
    "references": (LINT, SERIES + "references: {exclude: docs/guide.md}\n", SERIES),
    "verify": ("apply --order new.txt --yes", SERIES + "verify: 'true'\n", SERIES + "verify: 'false'\n"),
    "rules": (LINT, SERIES + "rules: {PRQ301: off}\n", SERIES),
    "suppress": (LINT, SERIES + "suppress: {rule: PRQ301, because: x}\n", SERIES),
    "series/name": (CHECK + " --series main", SERIES.replace("}\n", ", name: main}\n"), SERIES),
    "series/path": (CHECK, SERIES, SERIES.replace("modules/", "lessons/")),
    "series/label": ("refs", SERIES, SERIES.replace("Module", "Part")),
    "series/start": (CHECK, SERIES.replace("}\n", ", start: 0}\n"), SERIES),
    "series/gaps": (CHECK, SERIES.replace("}\n", ", start: 0, gaps: keep}\n"), SERIES.replace("}\n", ", start: 0}\n")),
    "module/slug": (FILE, two(""), two("").replace("slug: a", "slug: c").replace("requires: a", "requires: c")),
    "module/number": (FILE, two(""), two("").replace("number: 2", "number: 3")),
    "module/title": (FILE, two(", title: First").replace("requires: a", "requires: First"),
                     two("").replace("requires: a", "requires: First")),
    "module/aliases": (FILE, two(", aliases: First").replace("requires: a", "requires: First"),
                       two("").replace("requires: a", "requires: First")),
    "module/requires": (FILE, two(""), two("").replace(", requires: a", "")),
    "module/weight": ("suggest prereq.yaml --minimize edits", two(", weight: 7"), two("")),
    "metadata/file": (CHECK, SERIES + "metadata: {file: module.yaml, requires: needs}\n",
                      SERIES + "metadata: {file: other.yaml, requires: needs}\n"),
    "metadata/slug": ("suggest --format list", UNITS + "metadata: {file: module.yaml, slug: id}\n",
                      UNITS + "metadata: {file: module.yaml}\n"),
    "metadata/title": (CHECK, SERIES + "metadata: {file: module.yaml, title: name}\nconstraints: [Tensors before layers]\n",
                       SERIES + "metadata: {file: module.yaml}\nconstraints: [Tensors before layers]\n"),
    "metadata/number": (LINT, SERIES + "metadata: {file: module.yaml, number: number}\n",
                        SERIES + "metadata: {file: module.yaml}\n"),
    "metadata/requires": (CHECK, SERIES + "metadata: {file: module.yaml, requires: needs}\n",
                          SERIES + "metadata: {file: module.yaml}\n"),
    "metadata/enables": (CHECK, SERIES + "metadata: {file: module.yaml, enables: {keys: opens, as: requires}}\n",
                         SERIES + "metadata: {file: module.yaml}\n"),
    "metadata/provides": (CHECK, SERIES + BY_KEY % "provides: {key: exports}",
                          SERIES + KEYED % "other"),
    "enables/keys": (CHECK, SERIES + "metadata: {file: module.yaml, enables: {keys: opens, as: requires}}\n",
                     SERIES + "metadata: {file: module.yaml, enables: {keys: others, as: requires}}\n"),
    "enables/as": (CHECK, SERIES + "metadata: {file: module.yaml, enables: {keys: opens, as: requires}}\n",
                   SERIES + "metadata: {file: module.yaml, enables: {keys: opens, as: hint}}\n"),
    "import/language": (CHECK, SERIES + IMPORTS, SERIES + IMPORTS.replace("python", "go")),
    "import/files": (CHECK, SERIES + IMPORTS, SERIES + IMPORTS.replace("*.py", "*_dev.py")),
    "import/provides": (CHECK, SERIES + IMPORTS, SERIES + IMPORTS.replace("nn.", "other.")),
    "provides/key": (CHECK, SERIES + KEYED % "exports", SERIES + KEYED % "id"),
    "provides/pattern": (CHECK, SERIES + BY_KEY % 'provides: {pattern: "nn.{slug}"}',
                         SERIES + BY_KEY % 'provides: {pattern: "other.{slug}"}'),
    "mirror/path": (PLAN, SERIES + 'mirrors: {path: "tests/module_{number:02}"}\n',
                    SERIES + 'mirrors: {path: "tests/other_{number:02}"}\n'),
    "mirror/kind": (PLAN, SERIES + 'mirrors: {path: "tests/module_{number:02}"}\n',
                    SERIES + 'mirrors: {path: "tests/module_{number:02}", kind: frozen}\n'),
    "mirror/offset": (PLAN, SERIES + 'mirrors: {path: "tests/module_{number:02}", kind: derived, offset: 1}\n',
                      SERIES + 'mirrors: {path: "tests/module_{number:02}", kind: derived, offset: 0}\n'),
    "constraint/rule": (CHECK, SERIES + "constraints: [{rule: losses before tensor}]\n",
                        SERIES + "constraints: [{rule: losses before layers}]\n"),
    "constraint/because": (CHECK, SERIES + "constraints: [{rule: losses before tensor, because: x}]\n",
                           SERIES + "constraints: [{rule: losses before tensor}]\n"),
    "phase/name": (CHECK, SERIES + "phases: [{name: A, modules: losses}, {name: B, modules: tensor}]\n",
                   SERIES + "phases: [{name: C, modules: losses}, {name: B, modules: tensor}]\n"),
    "phase/modules": (CHECK, SERIES + "phases: [{name: A, modules: losses}, {name: B, modules: tensor}]\n",
                      SERIES + "phases: [{name: A, modules: layers}, {name: B, modules: tensor}]\n"),
    "waiver/rule": (CHECK, SERIES + IMPORTS + "waive: [{rule: tensor requires losses, because: x}]\n",
                    SERIES + IMPORTS + "waive: [{rule: tensor requires layers, because: x}]\n"),
    "waiver/because": (CHECK, SERIES + IMPORTS + "waive: [{rule: tensor requires losses, because: x}]\n",
                       SERIES + IMPORTS + "waive: [{rule: tensor requires losses}]\n"),
    "waiver/until": (CHECK, SERIES + IMPORTS + "waive: [{rule: tensor requires losses, because: x}]\n",
                     SERIES + IMPORTS + "waive: [{rule: tensor requires losses, because: x, until: 2001-01-31}]\n"),
    "generated/path": (PLAN, SERIES + "references: {generated: {path: docs/made.md}}\n",
                       SERIES + "references: {generated: {path: docs/guide.md}}\n"),
    "generated/regenerate": (PLAN, SERIES + "references: {generated: {path: docs/made.md, regenerate: make docs}}\n",
                             SERIES + "references: {generated: {path: docs/made.md}}\n"),
    "references/exclude": (LINT, SERIES + "references: {exclude: docs/guide.md}\n", SERIES),
    "references/generated": (PLAN, SERIES + "references: {generated: docs/made.md}\n", SERIES),
    "references/history": (LINT, SERIES + "references: {history: docs/guide.md}\n", SERIES),
    "references/urls": (LINT, SERIES + "references: {urls: https://own.org/x/}\n", SERIES),
    "references/number_only": (PLAN, SERIES + "references: {number_only: edit}\n", SERIES),
    "suppression/rule": (LINT, SERIES + "suppress: {rule: PRQ301, because: x}\n",
                         SERIES + "suppress: {rule: PRQ302, because: x}\n"),
    "suppression/path": (LINT, SERIES + "suppress: {rule: PRQ301, because: x, path: docs/guide.md}\n",
                         SERIES + "suppress: {rule: PRQ301, because: x, path: docs/made.md}\n"),
    "suppression/modules": (LINT, SERIES + "suppress: {rule: PRQ301, because: x, modules: losses}\n",
                            SERIES + "suppress: {rule: PRQ301, because: x, modules: tensor}\n"),
    "suppression/because": (LINT, SERIES + "suppress: {rule: PRQ301, because: x}\n", SERIES + "suppress: {rule: PRQ301}\n"),
    "suppression/until": (LINT, SERIES + "suppress: {rule: PRQ301, because: x}\n",
                          SERIES + "suppress: {rule: PRQ301, because: x, until: 2001-01-31}\n"),
}
# Words of a key that do more than its row above says.
ROWS["references/number_only: ignore"] = (PLAN, SERIES + "references: {number_only: ignore}\n", SERIES)


def keys_of(schema):
    keys = set(schema["properties"])
    for name, definition in schema["definitions"].items():
        keys |= {f"{name}/{key}" for key in definition.get("properties", {})}
    return keys


def answer(command, policy):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "course"
        for path, text in TREE.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        policy = policy if policy.startswith("version") else "version: 1\n" + policy
        (root / "prereq.yaml").write_text(policy, encoding="utf-8")
        env = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8", "GIT_CEILING_DIRECTORIES": folder}
        done = subprocess.run([BINARY, *command.split()], cwd=root, env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr


failures = []
for key in sorted(keys_of(SCHEMA) ^ {row.split(":")[0] for row in ROWS}):
    failures.append(f"{key}: the schema and the rows of this test do not both have it")
for key, (command, policy, other) in ROWS.items():
    status, said = answer(command, policy)
    if status not in (0, 1):
        failures.append(f"{key}: `{command}` does not take it: exit {status}\n{policy}{said}")
    elif (status, said) == answer(command, other):
        failures.append(f"{key} changes nothing that `{command}` says:\n{policy}{said}")
print("\n".join(failures))
sys.exit(1 if failures else 0)
