#!/usr/bin/env python3
"""Holds what prereq writes against other people's parsers and schemas.

usage: validate.py WHAT BINARY SOURCE [SARIF-SCHEMA]

WHAT: findings, sarif, junit, gitlab, github (formats of findings), plans (plan and proposal),
policies (prereq.yaml against tools/prereq.schema.json). Findings come from every graph of graphs/,
from a tree whose names try to break out of each format, and from made-up saved reports.
Exits 77, saying why, when a package that it needs is not installed.
"""
import html
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

try:
    import jsonschema
    import yaml
except ImportError:
    # A Python of one's own rarely has Debian's modules.
    if os.path.realpath(sys.executable) != os.path.realpath("/usr/bin/python3") and \
            os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    print("skipped: needs Debian's python3-jsonschema and python3-yaml")
    sys.exit(77)

WHAT, BINARY, SOURCE = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
EVIL = ["\n", "\r\n", "\x1b[2J", "]]>", "::error::x", "::error file=a::", "`", "```", "|", "<b>", "&amp;",
        "\"", "'", "%0A", "%", "[l](u)", "@me", "##[group]", "\u202e", "\ufffe", "\uffff", "\U0001f525", "é",
        "\x00", "\x7f", "\x85", "\u2028", "--> ", "\\", "#1", "*", "$(x)", ";", ",", ":"]


def run(arguments, cwd, **more):
    env = {"PATH": os.environ["PATH"], "HOME": str(cwd), "PREREQ_CACHE_DIR": str(cwd) + "-cache",
           "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(pathlib.Path(cwd).parent)}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    done = subprocess.run([BINARY, *arguments], cwd=cwd, env=env, capture_output=True, **more)
    if done.returncode not in (0, 1):
        sys.exit(f"prereq {arguments} exited {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def hostile_tree(root):
    """A course with one order violated, and stale references in files of every kind of name."""
    def write(path, text):
        path = os.path.join(os.fsencode(root), path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)
    write(b"prereq.yaml", b"version: 1\nseries: {path: 'modules/{number:02}_{slug}', label: Module}\n"
                          b"metadata: {file: module.yaml, title: title, requires: requires}\n")
    for i, slug in enumerate((b"alpha", b"beta", b"gamma"), 1):
        needs = b"[gamma]" if slug == b"alpha" else b"[]"
        write(b"modules/%02d_%s/module.yaml" % (i, slug),
              "{{title: 'é🔥 {}', requires: ".format(slug.decode()).encode() + needs + b"}\n")
    names = [name.encode("utf-8", "surrogatepass") for name in EVIL if "\x00" not in name and "/" not in name]
    names += [b"\xff\xfe", b"-rf", b" ", b"a" * 200, b"*?[x]"]
    for i, name in enumerate(names):
        write(b"docs/%d%s.md" % (i, name), "🔥 see 02_alpha and modules/07_gamma/x.md\n".encode())


def made_up(seed):
    """A saved report of any texts."""
    draw = random.Random(seed)

    def text():
        parts = []
        for _ in range(draw.randrange(5)):
            if draw.random() < 0.7:
                parts.append(draw.choice(EVIL))
            else:
                code = draw.randrange(0x110000)
                parts.append("x" if 0xD800 <= code < 0xE000 else chr(code))
        return "".join(parts)

    def place():
        if draw.random() < 0.2:
            return {"path": ""}
        found = {"path": "p" + text(), "line": draw.randrange(1, 99), "column": draw.randrange(1, 99)}
        if draw.random() < 0.3:
            found["path_uri"] = "".join("%%%02X" % draw.randrange(1, 256) for _ in range(6))
        if draw.random() < 0.3:
            found["utf16_column"] = draw.randrange(1, 99)
        return found
    findings = [{"rule": draw.choice(["PRQ102", "PRQ301", "PRQ105", "PRQ999"]),
                 "severity": draw.choice(["error", "warning"]), "headline": "h" + text(), "location": place(),
                 "facts": [{"kind": "k" + text(), "text": text(), "location": place()}
                           for _ in range(draw.randrange(4))],
                 "because": [text() for _ in range(draw.randrange(3))], "fix": text(),
                 "modules": sorted({text() for _ in range(draw.randrange(3))}), "evidence_kind": text()}
                for _ in range(draw.randrange(30))]
    return {"version": 1, "tool": {"name": "prereq", "version": "0"},
            "root": {"shown": {"path": ""}, "repository": {"path": draw.choice(["", "a b/", "é/"])}},
            "findings": findings}


def reports(format):
    """(where it came from, bytes in `format`, the saved findings) of every source."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        tree = folder / "tree"
        hostile_tree(tree)
        saved = folder / "saved.json"
        sources = [("hostile tree", ["lint", str(tree)])]
        sources += [(str(graph), ["check", str(graph)]) for graph in sorted((SOURCE / "graphs").glob("*.yaml"))
                    if b"modules" in graph.read_bytes()]
        for name, command in sources:
            direct = run([*command, f"--format=json={saved}", "--format", format], folder) \
                if format != "json" else run([*command, "--format", "json"], folder)
            if format == "json":
                saved.write_bytes(direct)
            again = run(["report", str(saved), "--format", format], folder)
            if again != direct:
                sys.exit(f"{name}: `report` gives other {format} than the run itself")
            yield name, direct, json.loads(saved.read_text(encoding="utf-8"))
        for seed in range(40):
            saved.write_text(json.dumps(made_up(seed)), encoding="utf-8")
            yield f"made-up report {seed}", run(["report", str(saved), "--format", format], folder), made_up(seed)


def require(holds, name, what):
    if not holds:
        sys.exit(f"{name}: {what}")


def validator(schema, path=None):
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def complain(check, document, name):
    for error in check.iter_errors(document):
        sys.exit(f"{name}: at {list(error.absolute_path)}: {error.message[:500]}")


def tool_schema(stem):
    return validator(json.loads((SOURCE / "tools" / f"{stem}.schema.json").read_text(encoding="utf-8")))


def findings():
    check = tool_schema("findings")
    for name, text, saved in reports("json"):
        document = json.loads(text.decode("utf-8"))
        complain(check, document, name)
        require(len(document["findings"]) == len(saved["findings"]), name, "findings were lost")
        yield name


def sarif():
    if not os.path.exists(sys.argv[4]):
        print(f"skipped: no {sys.argv[4]}; tools/fetch_grammars tools/schemas.lock fetches it")
        sys.exit(77)
    check = validator(json.loads(pathlib.Path(sys.argv[4]).read_text(encoding="utf-8")))
    uri = re.compile(r"(file://)?(/?[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-F]{2}|/)*")
    for name, text, saved in reports("sarif"):
        document = json.loads(text.decode("utf-8"))
        complain(check, document, name)
        the_run = document["runs"][0]
        require(len(the_run["results"]) == len(saved["findings"]), name, "results were lost")
        require(the_run["columnKind"] == "utf16CodeUnits", name, "columns of another kind")
        rules = the_run["tool"]["driver"]["rules"]
        for rule in rules:
            require(not rule["id"] < "PRQ999" or rule["help"]["markdown"], name, "a rule without help")
        prints = set()
        for result, finding in zip(the_run["results"], saved["findings"]):
            require(rules[result["ruleIndex"]]["id"] == finding["rule"], name, "a wrong ruleIndex")
            prints.add(result["partialFingerprints"]["primaryLocationLineHash"])
            ids = {location["id"] for location in result.get("relatedLocations", [])}
            unescaped = re.sub(r"\\.", "", result["message"]["text"], flags=re.DOTALL)
            links = {int(n) for n in re.findall(r"\]\((\d+)\)", unescaped)}
            require(links == ids, name, f"links {links} to places {ids}")
            flows = [step["location"] for flow in result.get("codeFlows", [])
                     for thread in flow["threadFlows"] for step in thread["locations"]]
            require(len(flows) == len(ids), name, "a witness that is not in the code flow")
            for location in result.get("locations", []) + flows:
                physical = location["physicalLocation"]
                require(uri.fullmatch(physical["artifactLocation"]["uri"]), name,
                        f"no URI: {physical['artifactLocation']['uri']!r}")
        require(len(prints) == len(saved["findings"]), name, "fingerprints that are not unique")
        yield name


def junit():
    for name, text, saved in reports("junit"):
        suites = xml.etree.ElementTree.fromstring(text)
        cases = suites.findall("testsuite/testcase")
        errors = sum(finding["severity"] == "error" for finding in saved["findings"])
        require(len(cases) == max(len(saved["findings"]), 1), name, "test cases were lost")
        require(len(suites.findall("testsuite/testcase/failure")) == errors, name, "failures were lost")
        require(suites.get("tests") == str(len(cases)) and suites.get("failures") == str(errors), name,
                "wrong counts")
        yield name


def gitlab():
    for name, text, saved in reports("gitlab"):
        issues = json.loads(text.decode("utf-8"))
        require(len(issues) == len(saved["findings"]), name, "issues were lost")
        require(len({issue["fingerprint"] for issue in issues}) == len(issues), name, "doubled fingerprints")
        for issue in issues:
            require(issue["description"] and issue["check_name"] and
                    issue["severity"] in ("info", "minor", "major", "critical", "blocker"), name, "a wrong issue")
            path = issue["location"]["path"]
            require(path and not path.startswith(("./", "/")) and
                    issue["location"]["lines"]["begin"] >= 1, name, f"a wrong place: {path!r}")
        yield name


def github():
    """Reads commands as the runner does, and finds the same places in them."""
    for name, text, saved in reports("github"):
        require(b"\r" not in text and b"\x1b" not in text, name, "raw control bytes")
        levels = {"error": [], "warning": []}
        for line in text.decode("utf-8").split("\n")[:-1]:
            if not line.startswith("::"):
                require(line.startswith("prereq: ") and "##[" not in line, name, f"a forged line {line!r}")
                continue
            command = re.fullmatch(r"::(error|warning|notice) ((?:[a-z]+=[^,:]*,?)+)::(.*)", line, re.DOTALL)
            require(command, name, f"no command: {line!r}")
            properties = dict(pair.split("=", 1) for pair in command[2].split(","))
            if command[1] in levels:
                levels[command[1]].append(urllib.parse.unquote(properties.get("file", "")))
        for level, found in levels.items():
            wanted = sum(finding["severity"] == level for finding in saved["findings"])
            require(len(found) == min(wanted, 10), name, f"{len(found)} {level} commands of {wanted}")
        yield name


def plans():
    with tempfile.TemporaryDirectory() as folder:
        for graph in sorted((SOURCE / "graphs").glob("*.yaml")):
            if b"modules" not in graph.read_bytes():
                continue
            written = pathlib.Path(folder) / "proposal.json"
            run(["suggest", str(graph), f"--format=json={written}"], folder)
            if written.exists():
                complain(tool_schema("proposal"), json.loads(written.read_text(encoding="utf-8")), graph.name)
                written.unlink()
                yield f"proposal of {graph.name}"
        course = str(SOURCE / "graphs" / "course")
        complain(tool_schema("plan"), json.loads(run(["plan", course, "--format", "json"], folder)), "plan")
        yield "plan of the course"


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `off` and days are texts."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
                            ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
                            ("int", r"[-+]?[0-9]+", list("-+0123456789")),
                            ("float", r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", list("-+.0123456789"))):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node), 10))


def policies():
    check = tool_schema("prereq")
    for path in sorted((SOURCE / "graphs").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if not text.startswith("version:") and "\nversion:" not in text:
            continue
        complain(check, yaml.load(text, Core), path.name)
        yield path.name
    with tempfile.TemporaryDirectory() as folder:
        for name in ("course", "hostile"):
            tree = pathlib.Path(folder) / name
            if name == "course":
                subprocess.run(["cp", "-r", SOURCE / "graphs" / "course", tree], check=True)
            else:
                hostile_tree(tree)
            run(["init", "--force", "."], tree)
            complain(check, yaml.load((tree / "prereq.yaml").read_text(encoding="utf-8"), Core), f"init: {name}")
            yield f"init: {name}"
        # What the program refuses, an editor must not call fine.
        for bad in ("{}", "version: 2\nmodules: []", "version: 1", "version: 1\nmodule: []",
                    "version: 1\nmodules: [{number: 1}]", "version: 1\nmodules: [{slug: a, colour: red}]",
                    "version: 1\nmodules: [a, b]\nconstraints: [a afore b]",
                    "version: 1\nmodules: []\nrules: {PRQ202: loud}",
                    "version: 1\nmodules: []\nwaive: [{rule: a requires b}]",
                    "version: 1\nmodules: []\nmirrors: [{path: 'a{number}', kind: frosty}]",
                    "version: 1\nmodules: []\nsuppress: [{rule: PRQ301, until: soon}]"):
            (pathlib.Path(folder) / "bad.yaml").write_text(bad, encoding="utf-8")
            refused = subprocess.run([BINARY, "check", "bad.yaml"], cwd=folder, capture_output=True).returncode == 2
            require(refused, bad, "prereq takes it")
            require(list(check.iter_errors(yaml.load(bad, Core))), bad, "the schema takes it")
            yield "a refused policy"


HOSTILE_SLUGS = ["end", "click", "style", "a---order", "06_x", 'quo"te', "back\\slash\\n", "#35;x", "<b>&amp;", "a -> b",
                 "`md`", "semi;colon", "[box]", "\u00e9\u2603", "graph", "o--x", "%% no comment", "{brace}|pipe"]


def graphs():
    """Every graph as JSON against its schema; hostile names through Graphviz and back."""
    check = tool_schema("graph")
    with tempfile.TemporaryDirectory() as folder:
        for path in [*sorted((SOURCE / "graphs").glob("*.yaml")), SOURCE / "graphs" / "course"]:
            if path.is_file() and b"modules:" not in path.read_bytes():
                continue
            document = json.loads(run(["graph", str(path), "--format", "json"], folder))
            complain(check, document, path.name)
            yield path.name
        hostile = pathlib.Path(folder) / "hostile.yaml"
        modules = [{"slug": slug, "number": number, "requires": HOSTILE_SLUGS[number - 2:number - 1] if number > 1 else []}
                   for number, slug in enumerate(HOSTILE_SLUGS, 1)]
        hostile.write_text(json.dumps({"version": 1, "modules": modules}), encoding="utf-8")
        document = json.loads(run(["graph", str(hostile), "--format", "json"], folder))
        complain(check, document, "hostile names")
        slugs = [module["slug"] for module in document["series"][0]["modules"]]
        require(slugs == HOSTILE_SLUGS, "JSON", f"names were lost: {slugs}")
        yield "hostile names as JSON"
        if not shutil.which("dot"):
            print("skipped: hostile names through Graphviz, there is no `dot`")
            return
        picture = subprocess.run(["dot", "-Tjson"], input=run(["graph", str(hostile), "--format", "dot"], folder),
                                 capture_output=True, check=True)
        read = json.loads(picture.stdout)
        labels = {node["_gvid"]: html.unescape(re.sub(r"\\(.)", r"\1", node["label"]))
                  for node in read["objects"]}
        wanted = [f"{number:02} {slug}" for number, slug in enumerate(HOSTILE_SLUGS, 1)]
        require(list(labels.values()) == wanted, "Graphviz", f"other labels: {labels}")
        arcs = [(labels[edge["tail"]], labels[edge["head"]]) for edge in read["edges"]]
        require(arcs == list(zip(wanted, wanted[1:])), "Graphviz", f"other arcs: {arcs}")
        yield "hostile names through Graphviz"


def main():
    count = sum(1 for _ in {"findings": findings, "sarif": sarif, "junit": junit, "gitlab": gitlab,
                            "github": github, "plans": plans, "policies": policies, "graphs": graphs}[WHAT]())
    require(count > 0, WHAT, "nothing was checked")
    print(f"{count} documents are as they should be")


if __name__ == "__main__":
    main()
