#!/usr/bin/env python3
"""Runs site generators on small trees and compares what they do with what prereq says.

usage: generators.py BINARY [--keep FOLDER] [NAME…]

For each generator: a tree with names of many kinds is built, its pages are found again by a word
in each, `prereq apply` exchanges two modules, and the tree is built again. The addresses before
and after must be those of `prereq plan --format addresses-csv`; the order of the pages is compared
with the table's; and the redirects that `prereq plan --format redirects-…` writes are put where
that generator wants them, after which the old address must lead to the new one.

Not part of the normal tests: packages come from the npm registry (kept in FOLDER for the next run)
and from Debian (`apt-get install hugo jekyll mkdocs mkdocs-redirects ruby-jekyll-redirect-from
python3-sphinx python3-myst-parser python3-sphinx-reredirects`), and building takes minutes. A
generator that is not there is named and passed over. Ends with 1 when something differs.
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

# By path, the heading; the number in front is what a course has. The word by which a page is found
# again is made of its path as it was before anything moved.
PAGES = {
    "01-basics/02-intro.md": "Intro",
    "01-basics/10-late.md": "Late",
    "01-basics/9-nine.md": "Nine",
    "01-basics/03-no-title.md": "",
    "02-models/01-intro.md": "Other intro",
    "02-models/05_Under_Case.md": "Under",
    "02-models/06 blank.md": "Blank",
    "02-models/07.md": "Bare",
    "02-models/08-2-two.md": "Two",
    "02-models/1.5-half.md": "Half",
    "02-models/2024-01-05-dated.md": "Dated",
    "02-models/3d-plots.md": "Plots",
    "02-models/04.dot.md": "Dot",
}
POLICY = 'version: 1\nseries: {path: "%s{number:02}-{slug}", label: Part}\n'


def word(path):
    return "zq" + re.sub("[^a-z0-9]", "", path.lower()) + "zq"


def write(root, path, text):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def run(command, folder, **env):
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False,
                          env={**os.environ, "CI": "1", "NO_COLOR": "1", **env})
    return done.returncode, done.stdout + done.stderr


def plain(address):
    """One way to write an address."""
    address = urllib.parse.unquote(address)
    for tail in ("index.html", ".html"):
        if address.endswith(tail):
            address = address[:-len(tail)]
    return address.strip("/").removesuffix("/index") if address != "index" else ""


class Generator:
    """What a generator needs; one class each below."""
    name = ""          # as prereq calls it
    packages = []      # of npm
    program = ""       # of Debian
    folder = ""        # where pages lie
    head = ""          # front matter of each page
    config = {}        # further files
    command = []
    output = ""        # folder of the pages that it makes
    order = "text"     # what the table says: text, number, or "" where it lists no pages by itself
    redirects = ""     # the form
    stops = False      # two pages of one address
    manifest = '{"private": true}'  # package.json
    changes = ["exchange"]          # what is tried; "rename" where exchanging changes no address

    def __init__(self, base):
        self.base = base

    def installed(self):
        if self.program:
            return shutil.which(self.program) is not None
        if (self.base / "node_modules").exists():
            return True
        self.base.mkdir(parents=True, exist_ok=True)
        write(self.base, "package.json", self.manifest)
        code, said = run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts",
                          *self.packages], self.base)
        if code:
            print(said[-500:])
        return code == 0

    def clean(self):
        self.base.mkdir(parents=True, exist_ok=True)
        for entry in self.base.iterdir():
            if entry.name in ("node_modules", "package.json", "package-lock.json"):
                continue
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    def lay(self):
        self.clean()
        write(self.base, "prereq.yaml", POLICY % self.folder)
        write(self.base, ".gitignore", "node_modules\n" + "".join(
            f"{name}\n" for name in {self.output, ".docusaurus", ".astro", ".next",
                                     ".nuxt", ".data", "next-env.d.ts", "package-lock.json",
                                     "node22"}))
        for path, heading in PAGES.items():
            write(self.base, self.folder + path, self.page(path, heading))
        for path, text in self.config.items():
            write(self.base, path, text)
        run(["git", "init", "-q"], self.base)
        run(["git", "add", "-A"], self.base)
        run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a"],
            self.base)

    def page(self, path, heading):
        return self.head + (f"# {heading}\n\n" if heading else "") + f"Text {word(path)}.\n"

    def build(self):
        shutil.rmtree(self.base / self.output, ignore_errors=True)
        return run(self.command, self.base)

    def site(self):
        """Address by word, all texts by address."""
        texts, shown = {}, {}
        out = self.base / self.output
        for file in sorted(out.rglob("*.html")):
            texts[plain(str(file.relative_to(out)))] = file.read_text(errors="replace")
        for path in PAGES:
            found = [address for address, text in texts.items() if word(path) in text]
            shown[word(path)] = found[0] if len(found) == 1 else None if not found else found
        return shown, texts

    def listed(self, texts, shown):
        """The words of the pages of 01-basics in the order in which the site lists them."""
        wanted = {shown[word(path)]: path for path in PAGES if path.startswith("01-basics")}
        page = "" if "" in texts else shown[word("01-basics/02-intro.md")]
        base = "/" + page + ("/" if self.slash() else "")
        names = []
        for link in re.findall(r'href="([^"#]+)"', texts[page]):
            address = plain(urllib.parse.urlparse(urllib.parse.urljoin(base, link)).path)
            if address in wanted and wanted[address] not in names:
                names.append(wanted[address])
        return names

    def slash(self):
        return any((self.base / self.output).rglob("02-intro/index.html"))

    def place(self, text):
        """Puts redirects where they belong."""

    def leads(self, texts, before, after):
        """Whether the page at an old address leads to the new one."""
        text = texts.get(plain(before), "")
        return plain(after).rsplit("/", 1)[-1] in urllib.parse.unquote(text) and "zq" not in text


class MkDocs(Generator):
    name, program, folder, output = "MkDocs", "mkdocs", "docs/", "site"
    config = {"mkdocs.yml": "site_name: T\n", "docs/index.md": "# Home\n"}
    command, redirects = ["mkdocs", "build", "-q"], "mkdocs"

    def place(self, text):
        write(self.base, "mkdocs.yml", "site_name: T\n" + text)


class Sphinx(Generator):
    name, program, output = "Sphinx", "sphinx-build", "_build"
    config = {"conf.py": 'extensions = ["myst_parser"]\n',
              "index.rst": "T\n=\n\n.. toctree::\n   :glob:\n\n   */*\n"}
    command = ["sphinx-build", "-q", "-d", "_doctrees", ".", "_build"]
    redirects = "sphinx"

    def page(self, path, heading):  # a page without a title is in no list
        return super().page(path, heading or "No title")

    def place(self, text):
        write(self.base, "conf.py",
              'extensions = ["myst_parser", "sphinx_reredirects"]\n' + text)


class Hugo(Generator):
    name, program, folder, output = "Hugo", "hugo", "content/", "public"
    config = {"hugo.toml": 'baseURL = "https://example.org/"\n',
              "layouts/_default/single.html":
                  '{{range .CurrentSection.Pages}}<a href="{{.RelPermalink}}"></a>{{end}}'
                  '<title>{{.Title}}</title>{{.Content}}',
              "layouts/_default/list.html": "{{.Title}}"}
    command, redirects = ["hugo", "--quiet"], "hugo"

    def place(self, text):
        for page, matter in re.findall(r"# (\S.*\.md)\n((?:[a-z_]+:\n(?:  - .*\n)+)+)", text):
            file = self.base / page
            kept = file.read_text()
            kept = kept.removeprefix("---\n") if kept.startswith("---\n") else "---\n" + kept
            file.write_text("---\n" + matter + kept)


class Jekyll(Hugo):
    name, program, folder, output = "Jekyll", "jekyll", "_chapters/", "_site"
    head = "---\nlayout: plain\n---\n"
    config = {"_config.yml": "title: T\ncollections:\n  chapters:\n    output: true\n"
                             "plugins: [jekyll-redirect-from]\n",
              "_layouts/plain.html":
                  '{% for p in site.chapters %}<a href="{{p.url}}"></a>{% endfor %}'
                  "<title>{{page.title}}</title>{{content}}"}
    command, redirects = ["jekyll", "build", "-q"], "jekyll"


class Eleventy(Generator):
    name, packages, output = "Eleventy", ["@11ty/eleventy@3.1.8"], "_site"
    head = "---\nlayout: plain.njk\n---\n"
    config = {"eleventy.config.cjs": "module.exports = function () {};\n",
              "_includes/plain.njk":
                  '{% for p in collections.all %}<a href="{{p.url}}"></a>{% endfor %}'
                  "{{content | safe}}"}
    command = ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    order = ""  # the day on which git or the disk says that a file was made


class HonKit(Generator):
    name, packages, output, order = "HonKit", ["honkit@6.1.7"], "_book", ""
    config = {"book.json": "{}", "README.md": "# Home\n",
              "SUMMARY.md": "# Summary\n\n" + "".join(
                  f"* [{heading or 'No title'}](<{path}>)\n" for path, heading in PAGES.items())}
    command = ["node", "node_modules/honkit/bin/honkit.js", "build", ".", "_book"]


class VitePress(Generator):
    name, packages, order = "VitePress", ["vitepress@1.6.4"], ""
    output = ".vitepress/dist"
    config = {".vitepress/config.mjs": "export default {title: 'T', ignoreDeadLinks: true};\n",
              "index.md": "# Home\n"}
    command = ["node", "node_modules/vitepress/bin/vitepress.js", "build"]


class VuePress(Generator):
    name, order, output = "VuePress", "", ".vuepress/dist"
    packages = ["vuepress@2.0.0-rc.30", "@vuepress/bundler-vite@2.0.0-rc.30",
                "@vuepress/theme-default@2.0.0-rc.132", "@vuepress/plugin-redirect@2.0.0-rc.130",
                "sass-embedded", "vue"]
    start = ('import {viteBundler} from "@vuepress/bundler-vite";\n'
             'import {defaultTheme} from "@vuepress/theme-default";\n'
             'import {redirectPlugin} from "@vuepress/plugin-redirect";\n'
             "export default {bundler: viteBundler(), theme: defaultTheme(), plugins: [\n")
    config = {".vuepress/config.js": start + "]};\n", "README.md": "# Home\n"}
    command = ["node", "node_modules/vuepress/bin/vuepress.js", "build", "."]
    redirects, manifest = "vuepress", '{"private": true, "type": "module"}'

    def place(self, text):
        write(self.base, ".vuepress/config.js", self.start + text + "]};\n")


class Docusaurus(Generator):
    name, folder, output, order = "Docusaurus", "docs/", "build", "number"
    packages = ["@docusaurus/core@3.10.2", "@docusaurus/preset-classic@3.10.2",
                "@docusaurus/plugin-client-redirects@3.10.2", "react@19", "react-dom@19"]
    start = ('module.exports = {title: "T", url: "https://example.org", baseUrl: "/",\n'
             'onBrokenLinks: "warn", presets: [["classic", {blog: false}]],\n')
    config = {"docusaurus.config.js": start + "};\n"}
    command = ["node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build"]
    redirects, stops, changes = "docusaurus", True, ["exchange", "rename"]

    def place(self, text):
        write(self.base, "docusaurus.config.js", self.start + text + "};\n")


class Starlight(Generator):
    name, folder, output = "Starlight", "src/content/docs/", "dist"
    packages = ["@astrojs/starlight@0.42.4", "astro@7", "node@22"]
    start = ('import {defineConfig} from "astro/config";\n'
             'import starlight from "@astrojs/starlight";\n'
             'export default defineConfig({site: "https://example.org",\n'
             'integrations: [starlight({title: "T", pagefind: false})],\n')
    config = {"astro.config.mjs": start + "});\n",
              "src/content.config.ts":
                  'import {defineCollection} from "astro:content";\n'
                  'import {docsLoader} from "@astrojs/starlight/loaders";\n'
                  'import {docsSchema} from "@astrojs/starlight/schema";\n'
                  "export const collections = {docs: defineCollection("
                  "{loader: docsLoader(), schema: docsSchema()})};\n"}
    command = ["node_modules/node/bin/node", "node_modules/astro/bin/astro.mjs", "build"]
    redirects, manifest = "starlight", '{"private": true, "type": "module"}'

    def installed(self):
        return super().installed() and self.node()

    def node(self):
        """The package gets its program by a script that was not run."""
        if not (self.base / "node_modules/node/bin/node").exists():
            run(["npm", "rebuild", "node"], self.base)
        return (self.base / "node_modules/node/bin/node").exists()

    def page(self, path, heading):
        return f"---\ntitle: {heading or 'No title'}\n---\nText {word(path)}.\n"

    def place(self, text):
        write(self.base, "astro.config.mjs", self.start + text + "});\n")


class Nextra(Generator):
    name, folder, output = "Nextra", "content/", "out"
    packages = ["nextra@4.6.1", "next@16", "react@19", "react-dom@19"]
    config = {
        "next.config.mjs": 'import nextra from "nextra";\nexport default nextra({})('
                           '{output: "export", trailingSlash: true});\n',
        "mdx-components.js": 'import {useMDXComponents as own} from "nextra/mdx-components";\n'
                             "export function useMDXComponents(more) {"
                             " return own({wrapper: ({children}) => children, ...more}); }\n",
        "app/layout.jsx": 'import {getPageMap} from "nextra/page-map";\n'
                          "const flat = (list) => list.flatMap((one) =>"
                          " one.children ? flat(one.children) : one.route ? [one] : []);\n"
                          "export default async function Layout({children}) {\n"
                          "  const pages = flat(await getPageMap());\n"
                          '  return <html lang="en"><body>{pages.map((one) =>'
                          " <a key={one.route} href={one.route}>{one.title}</a>)}{children}"
                          "</body></html>;\n}\n",
        "app/[[...mdxPath]]/page.jsx":
            'import {generateStaticParamsFor, importPage} from "nextra/pages";\n'
            'export const generateStaticParams = generateStaticParamsFor("mdxPath");\n'
            "export default async function Page(props) {\n"
            "  const params = await props.params;\n"
            "  const {default: Content} = await importPage(params.mdxPath);\n"
            "  return <Content {...props} params={params} />;\n}\n"}
    command = ["node", "node_modules/next/dist/bin/next", "build", "--webpack"]


class Myst(Generator):
    name, packages, output, order = "MyST", ["mystmd@1.8.3"], "_build", "number"
    config = {"myst.yml": "version: 1\nproject:\n  title: T\nsite:\n  template: book-theme\n",
              "index.md": "# Home\n"}

    def build(self):
        """The theme is fetched from elsewhere; what is written before is all that is needed."""
        shutil.rmtree(self.base / "_build", ignore_errors=True)
        _, said = run(["node", "node_modules/mystmd/dist/myst.cjs", "build", "--site"], self.base)
        self.said = said
        return (0 if "Built" in said else 1), said

    def site(self):
        shown = dict.fromkeys(map(word, PAGES))
        for file in (self.base / "_build/site/content").rglob("*.json"):
            text = file.read_text()
            for path in PAGES:
                if word(path) in text:
                    shown[word(path)] = file.stem
        return shown, {}

    def listed(self, texts, shown):
        names = []
        for path in re.findall(r"Built (01-basics/\S+)", self.said):
            names.append(path)
        return names


class Nuxt(Starlight):
    name, folder, output = "Nuxt Content", "content/", ".output"
    packages = ["nuxt@4", "@nuxt/content@3.16.1", "node@22"]
    config = {"nuxt.config.ts": 'export default defineNuxtConfig({modules: ["@nuxt/content"],'
                                ' content: {experimental: {sqliteConnector: "native"}}});\n',
              "app.vue": "<template><div /></template>\n",
              "content.config.ts":
                  'import {defineContentConfig, defineCollection} from "@nuxt/content";\n'
                  "export default defineContentConfig({collections: {content: "
                  'defineCollection({type: "page", source: "**/*.md"})}});\n'}
    redirects = ""
    ask = ('const {DatabaseSync} = require("node:sqlite");'
           'const db = new DatabaseSync(".data/content/contents.sqlite");'
           'console.log(JSON.stringify(db.prepare('
           '"select path, title, stem, body from _content_content order by stem").all()));')

    def page(self, path, heading):
        return Generator.page(self, path, heading)

    def build(self):
        for folder in (".nuxt", ".data"):
            shutil.rmtree(self.base / folder, ignore_errors=True)
        return run(["node_modules/node/bin/node", "node_modules/nuxt/bin/nuxt.mjs", "build"],
                   self.base, NUXT_TELEMETRY_DISABLED="1")

    def site(self):
        _, said = run(["node_modules/node/bin/node", "--no-warnings", "-e", self.ask], self.base)
        self.rows = json.loads(said)
        shown = dict.fromkeys(map(word, PAGES))
        for row in self.rows:
            for path in PAGES:
                if word(path) in row["body"]:
                    shown[word(path)] = plain(row["path"])
        return shown, {}

    def listed(self, texts, shown):
        return [row["stem"] + ".md" for row in self.rows if row["stem"].startswith("01-basics")]


# Opens addresses of a site that is put together in the browser, and prints what each shows.
BROWSE = r"""
const {JSDOM, VirtualConsole} = require("jsdom");
const fs = require("fs"), http = require("http"), path = require("path");
const server = http.createServer((request, response) => {
  const name = path.join(process.cwd(), decodeURIComponent(request.url.split("?")[0]));
  const file = name.endsWith("/") ? name + "index.html" : name;
  if (!fs.existsSync(file)) response.statusCode = 404;
  const kind = {".html": "text/html", ".js": "text/javascript"}[path.extname(file)];
  response.setHeader("content-type", kind || "text/plain");
  response.end(fs.existsSync(file) ? fs.readFileSync(file) : "not found");
}).listen(0, async () => {
  const all = {};
  for (const address of JSON.parse(process.argv[1])) {
    const dom = await JSDOM.fromURL(`http://localhost:${server.address().port}/${address}`, {
      runScripts: "dangerously", resources: "usable", pretendToBeVisual: true,
      virtualConsole: new VirtualConsole(), beforeParse(window) {
        class Observer { observe() {} disconnect() {} unobserve() {} }
        window.fetch = (url, how) => fetch(new URL(url, window.location.href), how);
        window.matchMedia = () => ({matches: false, addEventListener() {}, addListener() {}});
        window.CSS = {supports: () => false, escape: (text) => text};
        window.scrollTo = () => {};
        window.IntersectionObserver = window.ResizeObserver = Observer;
      }});
    const shown = () => (dom.window.document.querySelector(".markdown-section") || {}).textContent;
    for (let i = 0; i < 200 && !/zq|404|Home/.test(shown() || ""); ++i) {
      await new Promise((done) => setTimeout(done, 50));
    }
    all[address] = shown() || "";
    dom.window.close();
  }
  console.log(JSON.stringify(all));
  process.exit(0);
});
"""


class Docsify(Generator):
    name, packages, order = "docsify", ["docsify@5.0.0", "jsdom@29.1.1"], ""
    config = {"README.md": "# Home\n", "_sidebar.md": "- [Home](README.md)\n"}
    output, redirects = "no-such-folder", "docsify"
    page_of_all = ('<!doctype html><body><div id="app"></div><script>window.$docsify = {%s};'
                   '</script><script src="/node_modules/docsify/dist/docsify.min.js"></script>')

    def place(self, text):
        write(self.base, "index.html", self.page_of_all % text)

    def build(self):
        if not (self.base / "index.html").exists():
            self.place("")
        return 0, ""

    def browse(self, addresses):
        done = subprocess.run(["node", "-e", BROWSE, json.dumps(addresses)], cwd=self.base,
                              text=True, capture_output=True, check=True)
        return json.loads(done.stdout)

    def site(self):
        """What the address of each file shows."""
        files = [str(file.relative_to(self.base)) for file in self.base.glob("0*/*.md")]
        shown = dict.fromkeys(map(word, PAGES))
        self.texts = self.browse(["#/" + file.removesuffix(".md") for file in files])
        for address, text in self.texts.items():
            for path in PAGES:
                if word(path) in text:
                    shown[word(path)] = plain(address)
        return shown, {}

    def leads(self, texts, before, after):
        old = self.browse([before])[before]
        return "zq" in old and old == self.texts[after]


GENERATORS = [MkDocs, Sphinx, Hugo, Jekyll, Eleventy, HonKit, VitePress, VuePress, Docusaurus,
              Docsify, Starlight, Nextra, Myst, Nuxt]
ORDERS = {"text": ["02-intro.md", "03-no-title.md", "10-late.md", "9-nine.md"],
          "number": ["02-intro.md", "03-no-title.md", "9-nine.md", "10-late.md"]}


class Trial:
    """One generator, before and after two folders change places."""

    def __init__(self, binary, generator):
        self.binary, self.it, self.faults = binary, generator, []

    def want(self, what, found, expected):
        if found != expected:
            self.faults.append(f"{what}: {found!r}, expected {expected!r}")

    def prereq(self, *arguments):
        done = subprocess.run([self.binary, *arguments], cwd=self.it.base, text=True,
                              capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def build(self, when):
        code, said = self.it.build()
        if code:
            self.faults.append(f"the build {when} failed: {said[-1500:]}")
            return None
        return self.it.site()

    def commands(self, change):
        """The plan without format, and what does it."""
        if change == "rename":
            rename = ["rename", "basics", "ground"]
            return [*rename, "--dry-run"], [*rename, "--yes", "--allow-dirty"]
        return ["plan", "--order", "order.txt"], ["apply", "--order", "order.txt", "--yes",
                                                  "--allow-dirty"]

    def try_it(self, change):
        self.it.lay()
        (self.it.base / "order.txt").write_text("models\nbasics\n")
        before = self.build("before")
        if before is None:
            return
        shown, texts = before
        if self.it.order:
            names = [path.split("/")[1] for path in self.it.listed(texts, shown)]
            self.want("order", names, ORDERS[self.it.order])
        plan, apply = self.commands(change)
        code, table, said = self.prereq(*plan, "--format", "addresses-csv")
        self.want("exit of plan", (code, said if code else ""), (0, ""))
        rows = [row for row in csv.DictReader(io.StringIO(table)) if row["site"] == self.it.name]
        for row in rows:
            path = row["page"].removeprefix(self.it.folder)
            if path in PAGES:
                self.want(f"address of {path}", shown[word(path)], plain(row["address"]))
        told = {row["page"].removeprefix(self.it.folder) for row in rows}
        moved = {path for path in PAGES if change == "exchange" or "basics" in path}
        self.want("pages told", sorted(moved - told), [])
        changed = sum(row["what"] == "changes" for row in rows)
        redirects = ""
        if self.it.redirects and changed:
            form = "redirects-" + self.it.redirects
            code, redirects, said = self.prereq(*plan, "--format", form)
            self.want(f"{form}: exit", (code, said if code else ""), (0, ""))
        code, _, said = self.prereq(*apply)
        self.want("exit of apply", (code, said if code else ""), (0, ""))
        self.it.place(redirects)
        after = self.build("after")
        if after is None:
            return
        shown, texts = after
        led = 0
        for row in rows:
            path = row["page"].removeprefix(self.it.folder)
            if path not in PAGES:
                continue
            self.want(f"new address of {path}", shown[word(path)], plain(row["new_address"]))
            if redirects and row["what"] == "changes":
                leads = self.it.leads(texts, row["address"], row["new_address"])
                led += leads
                self.want(f"redirect of {row['address']}", leads, True)
        other = sum(row["what"] == "other" for row in rows)
        print(f"{self.it.name}, {change}: {len(rows)} pages told, {changed} addresses change, "
              f"{other} show another page, {led} redirects lead on, {len(self.faults)} faults",
              flush=True)

    def try_collision(self):
        """Two pages that strip to one name: found before the build ends with an error."""
        self.it.lay()
        write(self.it.base, self.it.folder + "03-same/01-one.md", "# A\n")
        write(self.it.base, self.it.folder + "03-same/02-one.md", "# B\n")
        code, found, _ = self.prereq("lint", "--rule", "PRQ208")
        self.want("PRQ208 found", "PRQ208" in found, True)
        self.want("build of two pages of one name fails", self.it.build()[0] != 0, True)


def main():
    arguments = sys.argv[1:]
    binary = str(pathlib.Path(arguments.pop(0)).resolve())
    keep = pathlib.Path("/tmp/prereq-generators")
    if arguments[:1] == ["--keep"]:
        keep = pathlib.Path(arguments[1]).resolve()
        arguments = arguments[2:]
    failed = tried = 0
    for kind in GENERATORS:
        if arguments and kind.name not in arguments and kind.__name__ not in arguments:
            continue
        generator = kind(keep / kind.__name__.lower())
        if not generator.installed():
            print(f"{kind.name}: not there, passed over", flush=True)
            continue
        tried += 1
        trial = Trial(binary, generator)
        for change in generator.changes:
            trial.try_it(change)
        if generator.stops:
            trial.try_collision()
        for fault in trial.faults:
            print(f"  {fault}")
        failed += bool(trial.faults)
    print(f"{tried} generators, {failed} differ")
    return 1 if failed or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
