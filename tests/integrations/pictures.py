#!/usr/bin/env python3
"""Our diagrams, and diagrams that we edit, read back by the parsers of Mermaid and Graphviz.

usage: pictures.py BINARY

Graphviz is `dot` on PATH. Mermaid and @ts-graphviz/ast are taken from the folder PREREQ_PARSERS, in
which somebody ran `npm install mermaid@11.17.2 jsdom@29.1.1 @ts-graphviz/ast@3.0.6`. What is not
there is named and not tried; ends with 77 when nothing is there.
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

NAMES = ["end", "click", "style", "graph", "subgraph", "a---order", "06_autograd", "default",
         'quo"te', "back\\slash", "a (b) [c] {d}", "a%%b", "größe", "#35;", "a;b|c", "<b>&amp;"]

READ_MERMAID = r"""
import {createRequire} from "module";
import {pathToFileURL} from "url";
const folder = process.argv[2] + "/node_modules/";
const {JSDOM} = createRequire(folder)("jsdom");
globalThis.window = new JSDOM("<!doctype html><body></body>").window;
globalThis.document = window.document;
const file = pathToFileURL(folder + "mermaid/dist/mermaid.core.mjs").href;
const mermaid = (await import(file)).default;
mermaid.initialize({startOnLoad: false});
const plain = (text) => text.replace(/ﬂ°°(\d+)¶ß/g, (all, code) => String.fromCharCode(code));
const all = [];
for (const text of JSON.parse(require("fs").readFileSync(0, "utf8"))) {
  try {
    const {db} = await mermaid.mermaidAPI.getDiagramFromText(text);
    all.push({nodes: [...db.getVertices().values()].map((one) => [one.id, plain(one.text)]),
              edges: db.getEdges().map((one) => [one.start, one.end])});
  } catch (error) {
    all.push({error: String(error)});
  }
}
console.log(JSON.stringify(all));
""".replace('require("fs")', 'createRequire(folder)("fs")')

READ_TS_GRAPHVIZ = r"""
import {createRequire} from "module";
import {pathToFileURL} from "url";
const file = createRequire(process.argv[2] + "/x.js").resolve("@ts-graphviz/ast");
const {parse} = await import(pathToFileURL(file).href);
const all = [];
for (const text of JSON.parse(createRequire(file)("fs").readFileSync(0, "utf8"))) {
  try {
    const nodes = [], edges = [];
    const walk = (list) => {
      for (const one of list) {
        if (one.type === "Node") {
          const label = one.children.find((child) => child.key && child.key.value === "label");
          nodes.push([one.id.value, label ? label.value.value : one.id.value]);
        }
        if (one.type === "Edge") {
          const ids = one.targets.map((target) => target.id.value);
          for (let i = 1; i < ids.length; ++i) edges.push([ids[i - 1], ids[i]]);
        }
        if (one.type === "Subgraph" || one.type === "Graph") walk(one.children);
      }
    };
    walk(parse(text).children);
    all.push({nodes, edges});
  } catch (error) {
    all.push({error: String(error)});
  }
}
console.log(JSON.stringify(all));
"""

DIAGRAMS = {
    "mermaid": """flowchart LR
  M01[End] --> M02[Click]
  M02 --> M03["Style"]
  M01 --> M03
  style M01 fill:#f9f
  class M02,M03 big
  a["01_end"] --> b["02_click"]
  b -->|needs 03_style| c("Module 3: Style")
  %% 04_graph comes next
  subgraph s ["Module 5: subgraph"]
    d["06_autograd"]---05_subgraph
  end
  02_click --> 06_autograd
  02_click-->01_end & 03_style
""",
    "dot": """digraph {
  "01_end" -> "02_click" [label="Module 2: Click"];
  m01 -> m02 -> m03;
  m02 [label="02_click"];
  subgraph cluster_a { label="Module 3: Style"; "03_style" }
  "06_autograd" -> "05_subgraph" -> "04_graph";
}
"""}
MODULES = ["01_end", "02_click", "03_style", "04_graph", "05_subgraph", "06_autograd"]
ORDER = ["style", "end", "click", "autograd", "graph", "subgraph"]


def run(command, folder, text=None):
    return subprocess.run(command, cwd=folder, input=text, text=True, capture_output=True,
                          check=False)


class Parsers:
    """Each gives {nodes: [[id, label]], edges: [[from, to]]} or {error} for a text."""

    def __init__(self):
        folder = pathlib.Path(os.environ.get("PREREQ_PARSERS", "/nonexistent"))
        have = lambda name: shutil.which("node") and (folder / "node_modules" / name).is_dir()
        self.folder = str(folder)
        self.mermaid = self.script(READ_MERMAID) if have("mermaid") and have("jsdom") else None
        self.dots = {}
        if shutil.which("dot"):
            self.dots["dot"] = self.spelled(self.graphviz)
        if have("@ts-graphviz/ast"):
            self.dots["@ts-graphviz/ast"] = self.spelled(self.script(READ_TS_GRAPHVIZ))

    def script(self, code):
        def read(text):
            with tempfile.NamedTemporaryFile("w", suffix=".mjs") as file:
                file.write(code)
                file.flush()
                done = run(["node", file.name, self.folder], "/", json.dumps([text]))
            if done.returncode:
                return {"error": done.stderr}
            return json.loads(done.stdout)[0]
        return read

    @staticmethod
    def spelled(read):
        """With labels as Graphviz shows them: of two backslashes one, of entities what they mean."""
        def show(text):
            graph = read(text)
            graph["nodes"] = [[name, label if label == name else
                               html.unescape(re.sub(r"\\(.)", r"\1", label))]
                              for name, label in graph.get("nodes", [])]
            return graph
        return show

    @staticmethod
    def graphviz(text):
        done = run(["dot", "-Tjson0"], "/", text)
        if done.returncode or done.stderr:
            return {"error": done.stderr}
        graph = json.loads(done.stdout)
        nodes = {one["_gvid"]: one for one in graph.get("objects", []) if "nodes" not in one}
        return {"nodes": [[one["name"], one["name"] if one.get("label", "\\N") == "\\N" else one["label"]]
                          for one in nodes.values()],
                "edges": [[nodes[one["tail"]]["name"], nodes[one["head"]]["name"]]
                          for one in graph.get("edges", [])]}


class Trial:
    def __init__(self, binary):
        self.binary, self.faults, self.tried = binary, [], []

    def want(self, what, found, expected):
        if found != expected:
            self.faults.append(f"{what}:\n  {found!r}, expected\n  {expected!r}")

    def try_names(self, work, kind, name, read):
        """What `graph` writes has the modules and facts that went in, whatever their names."""
        quoted = [json.dumps(one) for one in NAMES]
        lines = [f"  - {{slug: {slug}, number: {i + 1}" +
                 (f", requires: [{quoted[i - 1]}]" if i else "") + "}"
                 for i, slug in enumerate(quoted)]
        (work / "graph.yaml").write_text("version: 1\nmodules:\n" + "\n".join(lines) + "\n")
        done = run([self.binary, "graph", "graph.yaml", "--format", kind], work)
        graph = read(done.stdout)
        self.want(f"{name}: names", [label for _, label in graph.get("nodes", [["", str(graph)]])],
                  [f"{i + 1:02} {slug}" for i, slug in enumerate(NAMES)])
        self.want(f"{name}: edges", graph.get("edges"),
                  [[f"n{i}", f"n{i + 1}"] for i in range(len(NAMES) - 1)])
        self.tried.append(f"graph for {name}")

    def try_layout(self, work):
        """Where Graphviz places the modules of the picture, no two are in one place."""
        done = run([self.binary, "graph", "graph.yaml", "--layout", "dot", "--format", "svg"], work)
        self.want("layout: exit", done.returncode, 0)
        picture = xml.etree.ElementTree.fromstring(done.stdout)
        groups = picture.findall("{http://www.w3.org/2000/svg}g")
        boxes = [tuple(int(group[0].get(key)) for key in ("x", "y", "width", "height"))
                 for group in groups if group.get("data-m")]
        arcs = [group for group in groups if group.get("data-a")]
        self.want("layout: modules and arcs", (len(boxes), len(arcs)), (len(NAMES), len(NAMES) - 1))
        apart = lambda a, b: (a[0] + a[2] < b[0] or b[0] + b[2] < a[0] or
                              a[1] + a[3] < b[1] or b[1] + b[3] < a[1])
        self.want("layout: boxes that overlap",
                  [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if not apart(a, b)], [])
        self.want("layout: boxes outside",
                  [box for box in boxes if box[0] < 0 or box[1] < 0 or
                   box[0] + box[2] > int(picture.get("width")) or
                   box[1] + box[3] > int(picture.get("height"))], [])
        self.tried.append("layout by dot")

    def try_edits(self, work, kind, name, read):
        """A diagram that was edited is the one before with the new names."""
        course = work / name.replace("/", "_")
        for module in MODULES:
            (course / "modules" / module).mkdir(parents=True)
            (course / "modules" / module / "README.md").write_text(f"# {module}\n")
        (course / "prereq.yaml").write_text(
            'version: 1\nseries: {path: "modules/{number:02}_{slug}", label: Module}\n')
        before = DIAGRAMS[kind]
        page = course / "page.md"
        page.write_text(f"# Page\n\n```{kind}\n{before}```\n")
        (course / "order").write_text("\n".join(ORDER) + "\n")
        done = run([self.binary, "apply", "--order", "order", "--no-resort", "--yes"], course)
        self.want(f"{name}: apply", done.returncode, 0)
        after = page.read_text().split(f"```{kind}\n")[1].removesuffix("```\n")
        number = {slug: f"{i + 1:02}" for i, slug in enumerate(ORDER)}
        digits = {module[:2]: number[module[3:]] for module in MODULES}

        def renamed(text):
            for module in MODULES:
                if text == module:
                    return f"{number[module[3:]]}_{module[3:]}"
            if kind == "mermaid" and text[:1] == "M" and text[1:] in digits:
                return "M" + digits[text[1:]]
            if text.startswith("Module 3"):
                return text.replace("3", str(int(digits["03"])))
            return text
        old, new = read(before), read(after)
        self.want(f"{name}: the diagram itself is fine", old.get("error"), None)
        shown = lambda graph: (sorted(map(list, graph.get("nodes", [["", str(graph)]]))),
                               sorted(map(list, graph.get("edges", []))))
        mapped = {"nodes": [[renamed(a), renamed(b)] for a, b in old.get("nodes", [])],
                  "edges": [[renamed(a), renamed(b)] for a, b in old.get("edges", [])]}
        self.want(f"{name}: after the edit", shown(new), shown(mapped))
        for slug in ("a---order", "x (y)", "end"):
            done = run([self.binary, "rename", "autograd", slug, "--yes", "--allow-dirty"], course)
            text = page.read_text().split(f"```{kind}\n")[1].removesuffix("```\n")
            graph = read(text)
            self.want(f"{name}: renamed to {slug}: nodes", len(graph.get("nodes", [])),
                      len(old.get("nodes", [])))
            self.want(f"{name}: renamed to {slug}: edges", len(graph.get("edges", [])),
                      len(old.get("edges", [])))
            run([self.binary, "undo", "--yes"], course)
        self.tried.append(f"edits read by {name}")


def main():
    trial, parsers = Trial(str(pathlib.Path(sys.argv[1]).resolve())), Parsers()
    os.environ["PREREQ_CACHE_DIR"] = ""
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        os.environ["HOME"] = folder
        if parsers.mermaid:
            trial.try_names(work, "mermaid", "mermaid", parsers.mermaid)
            trial.try_edits(work, "mermaid", "mermaid", parsers.mermaid)
        else:
            print("not tried: mermaid and jsdom are not in PREREQ_PARSERS")
        for name in ("dot", "@ts-graphviz/ast"):
            if name not in parsers.dots:
                print(f"not tried: {name} is not there")
                continue
            trial.try_names(work, "dot", name, parsers.dots[name])
            trial.try_edits(work, "dot", name, parsers.dots[name])
        if "dot" in parsers.dots:
            trial.try_layout(work)
    print("\n".join([*trial.faults, *trial.tried]))
    return 1 if trial.faults else 0 if trial.tried else 77


if __name__ == "__main__":
    sys.exit(main())
