"""The rows of peers.py: what is done, beside what, and how much it may take. Generated inputs have the seed 1."""
import os
import pathlib
import random
import subprocess
import sys

from peers import Run

HERE = pathlib.Path(__file__).resolve().parent
NETWORKX = ("import networkx as n;g=n.DiGraph();"
            "g.add_edges_from(tuple(l.split()) for l in open('{0}'));list(n.topological_sort(g))")
IGRAPH = "import igraph as i;g=i.Graph.Read_Edgelist('{0}',directed=True);g.topological_sorting()"
COLD = "rm -rf $PREREQ_CACHE_DIR"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    pathlib.Path(path).write_text(text, encoding="utf-8")


def commit(tree):
    subprocess.run("git init -q && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm x",
                   shell=True, cwd=tree, check=True)


def generate(folder, name, *arguments):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        subprocess.run([sys.executable, HERE / "generate_graph.py", *map(str, arguments)], stdout=out, check=True)
    return path


def edge_peers(edges, options):
    floors = f"{options.tools}/bench_floors"
    return [Run("tsort", f"tsort {edges}", ("tsort",)),
            Run("networkx", f'{options.python} -c "{NETWORKX.format(edges)}"', ("python:networkx",)),
            Run("igraph", f'{options.python} -c "{IGRAPH.format(edges)}"', ("python:igraph",)),
            Run("hand-written loop", f"{floors} order {edges}", (floors,))]


def graph_rows(options, folder):
    small = generate(folder, "small.yaml", 1000, 10000)
    yield "graph file, 1,000 modules, 10,000 needs", [
        Run("check", f"$P check {small}"), Run("lint", f"$P lint {small}", cpu={"check": 2})], folder
    large = generate(folder, "large.yaml", 100000, 1000000)
    few = generate(folder, "few.yaml", 16000, 0, "--format", "phases")
    many = generate(folder, "many.yaml", 64000, 0, "--format", "phases")
    yield "two phases of 32,000 modules beside two of 8,000", [
        Run("check, 2 × 8,000", f"$P check {few}"),
        # Four times the work at an exponent of 1.15.
        Run("check, 2 × 32,000", f"$P check {many}", cpu={"check, 2 × 8,000": 4 ** 1.15}, most_mb=100)], folder
    edges = generate(folder, "large.edges", 100000, 1000000, "--format", "edges")
    yield "100,000 modules, 1,000,000 edges", [
        Run("check of YAML", f"$P check {large}", cpu={"tsort": 1}, most_mb=250),
        Run("lint of YAML", f"$P lint {large}", cpu={"check of YAML": 2}),
        Run("check of the edge list", f"$P check {edges}", cpu={"hand-written loop": 1.5}),
        *edge_peers(edges, options)], folder


def edge_rows(options, folder):
    if options.small:
        return
    edges = generate(folder, "larger.edges", 1000000, 10000000, "--format", "edges")
    yield "1,000,000 modules, 10,000,000 edges", [
        Run("check of the edge list", f"$P check {edges}", cpu={"hand-written loop": 1.3}, most_mb=320),
        *edge_peers(edges, options)], folder


def reading_rows(options, folder):
    place = os.path.join(folder, "reading")
    subprocess.run([sys.executable, HERE / "generate_tree.py", place], check=True)
    print("seed 1", file=sys.stderr)
    tree, tokens, floors = f"{place}/tree", f"{place}/tokens.txt", f"{options.tools}/bench_floors"
    files = sorted(str(path.relative_to(tree)) for path in pathlib.Path(tree).rglob("*") if path.is_file())
    write(f"{place}/list", "\n".join(files) + "\n")
    rg, floor, refs = "rg -ob -w -F", "reading floor", "refs --no-cache"
    yield "references in 20,081 files, 204 MB", [
        Run(rg, f"rg -ob -w -F -f {tokens}", ("rg",)),
        Run(floor, f"{floors} read {tree} {place}/list", (floors,)),
        Run(refs, "$P refs --no-cache", cpu={rg: 0.25, floor: 1.6}),
        Run("refs, first with a cache", "$P refs", before=COLD, cpu={refs: 1.05}), Run("refs, warm", "$P refs")], tree


def swap_tree(folder):
    """A course in git with 6,402 places of two modules in 1,927 files, among 18,000 others."""
    draw = random.Random(1)
    print("seed 1", file=sys.stderr)
    tree = os.path.join(folder, "swap")
    names = [f"{i:02}_topic{chr(96 + i)}" for i in range(1, 21)]
    words = "the of and a to in is you that it he was for on are with as his they be at one".split()
    write(f"{tree}/prereq.yaml", 'version: 1\nseries: {path: "modules/{number:02}_{slug}", label: Module}\n')
    for name in names:
        write(f"{tree}/modules/{name}/main.txt", name[3:] + "\n")
    left = 6402
    for i in range(19927):
        lines = [" ".join(draw.choices(words, k=12)) for _ in range(60)]
        if i < 1927:
            places = (left + 1926 - i) // (1927 - i)
            left -= places
            for _ in range(places):
                lines.insert(draw.randrange(len(lines)), f"see {draw.choice(names[5:7])} here")
        write(f"{tree}/text/d{i // 100}/f{i}.txt", "\n".join(lines) + "\n")
    swapped = [*names[:5], f"06{names[6][2:]}", f"07{names[5][2:]}", *names[7:]]
    write(f"{folder}/order", "\n".join(swapped) + "\n")
    commit(tree)
    return tree


def swap_rows(_options, folder):
    tree = swap_tree(folder)
    perl = (r"rg -l -w '06_topicf|07_topicg' | "
            r"xargs perl -pi -e 's/\b(06_topicf|07_topicg)\b/$1 eq q(06_topicf) ? q(07_topicf) : q(06_topicg)/ge'")
    apply = f"$P apply --yes --order {folder}/order"
    yield "swap of two modules in git, 1,927 files, 6,402 places", [
        Run("rg and perl", perl, ("rg", "perl"), before="git checkout -q ."),
        Run("apply", apply, before="git checkout -q .", cpu={"rg and perl": 0.45}, wall={"rg and perl": 1}),
        Run("undo", "$P undo --yes", cpu={"apply": 0.5})], tree


def script_tree(folder, modules):
    tree = os.path.join(folder, f"js{modules}")
    draw = random.Random(1)
    print("seed 1", file=sys.stderr)
    for i in range(1, modules + 1):
        imports = sorted({draw.randrange(1, i) for _ in range(5)} if i > 1 else ())
        lines = [f'import {{ f{j} }} from "../{j:05}_m{j}/index.js";\n' for j in imports]
        write(f"{tree}/modules/{i:05}_m{i}/index.js", "".join(lines) + f"export function f{i}() {{ return {i}; }}\n")
    write(f"{tree}/prereq.yaml", 'version: 1\nseries: {path: "modules/{number:05}_{slug}"}\nimports:\n'
          '  - {language: javascript, files: "modules/*/*.js", provides: "{number:05}_{slug}"}\n')
    return tree


def script_rows(_options, folder):
    cruiser = "dependency-cruiser, cold"
    for modules, warm in ((1000, 0.03), (5000, 0.01)):
        tree = script_tree(folder, modules)
        cache = f"{folder}/cruised{modules}"
        cruise = f"depcruise --no-config --cache {cache} modules"
        yield f"imports of {modules:,} JavaScript modules, 5 each", [
            Run(cruiser, cruise, ("depcruise",), before=f"rm -rf {cache}"),
            Run("dependency-cruiser, warm", cruise, ("depcruise",)),
            Run("madge --circular", "madge --circular modules", ("madge",)),
            Run("lint, cold", "$P lint", before=COLD, cpu={cruiser: 0.05}),
            Run("lint, warm", "$P lint", cpu={cruiser: warm})], tree


def start_rows(_options, folder):
    graph = generate(folder, "twenty.yaml", 20, 40)
    tree = os.path.join(folder, "course8")
    for i in range(1, 9):
        needs = f"prerequisites: [topic{i - 1}]\n" if i > 1 else ""
        write(f"{tree}/modules/{i:02}_topic{i}/module.yaml", f"title: Topic {i}\n{needs}")
        code = f"from course.topic{i - 1} import step\n" if i > 1 else ""
        write(f"{tree}/modules/{i:02}_topic{i}/main.py", code + "\n\ndef step():\n    return 1\n")
    write(f"{tree}/prereq.yaml", 'version: 1\nseries: {path: "modules/{number:02}_{slug}", label: Module}\nmetadata:\n'
          '  - {file: module.yaml, title: title, requires: prerequisites}\nimports:\n'
          '  - {language: python, files: "modules/*/*.py", provides: "course.{slug}"}\n')
    commit(tree)
    yield "start", [Run("git --version", "git --version", ("git",)),
                    Run("check of a graph file of 20", f"$P check {graph}", cpu={"git --version": 1.5}),
                    Run("check of a course of 8", "$P check", cpu={"git --version": 4})], tree


def course_rows(options, folder):
    if not options.course:
        return
    tree = os.path.abspath(options.course)
    names = subprocess.run("ls -d */[0-9][0-9]* [0-9][0-9]* | xargs -n1 basename | sort -u", shell=True, cwd=tree,
                           capture_output=True, text=True, check=False).stdout
    write(f"{folder}/names", names)
    count = len(subprocess.run(["git", "ls-files"], cwd=tree, capture_output=True, check=True).stdout.splitlines())
    rg = "rg -c -w -F"
    yield f"a course of {count} files", [
        Run(rg, f"rg -c -w -F -f {folder}/names", ("rg",)),
        Run("lint --no-cache", "$P lint --no-cache", cpu={rg: 3}), Run("plan --no-cache", "$P plan --no-cache", cpu={rg: 4}),
        Run("lint, cold", "$P lint", before=COLD), Run("lint, warm", "$P lint", cpu={rg: 0.5})], tree


ROWS = {"graph": graph_rows, "edges": edge_rows, "reading": reading_rows, "swap": swap_rows, "scripts": script_rows,
        "start": start_rows, "course": course_rows}
