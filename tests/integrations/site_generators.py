"""Site generators, as generators.py runs them: a class each."""
import atexit
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.parse

from site_generator import PAGES, Generator, plain, run, word, write


def serve(command, folder):
    """Starts a server on a free port and waits until it answers; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL,
                               env={**os.environ, "PORT": str(port), "HOST": "127.0.0.1"})
    atexit.register(process.terminate)
    for _ in range(300):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return f"127.0.0.1:{port}"


def led_to(server, address):
    """Where a server sends whoever asks for an address; "" when it does not."""
    connection = http.client.HTTPConnection(server, timeout=30)
    connection.request("GET", urllib.parse.quote(address))
    answer = connection.getresponse()
    place = answer.getheader("Location") or ""
    connection.close()
    return plain(urllib.parse.urlparse(place).path) if answer.status in (301, 308) else ""


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


class JupyterBook(Sphinx):
    """What `jupyter-book build` calls: Sphinx with the list of _toc.yml, and a configuration that it
    makes of _config.yml."""
    name = "Jupyter Book 1"
    config = {"_toc.yml": "format: jb-book\nroot: index\nchapters:\n" + "".join(
                  f'- file: "{path.removesuffix(".md")}"\n' for path in PAGES),
              "_config.yml": "title: T\n", "index.md": "# Home\n",
              "_made/conf.py": 'extensions = ["sphinx_external_toc", "myst_nb"]\n'
                               'exclude_patterns = ["_made"]\n'}
    command = ["sphinx-build", "-q", "-c", "_made", "-d", "_doctrees", ".", "_build"]
    order = ""

    def installed(self):
        folder = self.base / "try"
        write(folder, "conf.py", 'extensions = ["sphinx_external_toc", "myst_nb"]\n')
        write(folder, "_toc.yml", "format: jb-book\nroot: index\n")
        write(folder, "index.md", "# Home\n")
        return super().installed() and run(["sphinx-build", "-q", ".", "out"], folder)[0] == 0

    def place(self, text):
        write(self.base, "_made/conf.py",
              'extensions = ["sphinx_external_toc", "myst_nb", "sphinx_reredirects"]\n'
              'exclude_patterns = ["_made"]\n' + text)


class MdBook(Generator):
    name, program, folder, output, order = "mdBook", "mdbook", "src/", "book", ""
    config = {"book.toml": '[book]\ntitle = "T"\n', "src/index.md": "# Home\n",
              "src/SUMMARY.md": "# Summary\n\n[Home](index.md)\n\n" + "".join(
                  f"- [{heading or 'No title'}](<{path}>)\n" for path, heading in PAGES.items())}
    command, redirects = ["mdbook", "build"], "mdbook"

    def site(self):
        """Without the page for printing, which holds all of them."""
        for name in ("print.html", "toc.html"):
            (self.base / self.output / name).unlink(missing_ok=True)
        return super().site()

    def place(self, text):
        write(self.base, "book.toml", self.config["book.toml"] + text)


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


class Bookdown(Generator):
    name, program, output = "bookdown", "Rscript", "_book"
    config = {"_bookdown.yml": "rmd_subdir: true\n",
              "index.Rmd": "---\ntitle: T\nsite: bookdown::bookdown_site\n---\n# Welcome\n"}
    command = ["Rscript", "-e",
               'bookdown::render_book("index.Rmd", "bookdown::gitbook", quiet = TRUE)']

    def installed(self):
        return super().installed() and shutil.which("pandoc") is not None and run(
            ["Rscript", "-e", 'packageVersion("bookdown")'], ".")[0] == 0

    def source(self, path):  # it takes no blanks
        return path.removesuffix(".md").replace(" ", "-") + ".Rmd"

    def page_of(self, source):
        return next((path for path in PAGES if self.source(path) == source), source)

    def page(self, path, heading):  # two have one heading; a source without one is in no page alone
        return super().page(path, heading.replace("Other intro", "Intro") or "Chapter 3: No title")


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
    redirects, server, placed = "nextra", None, ""

    def place(self, text):
        self.placed = text

    def leads(self, texts, before, after):
        """A site that is written as files has none; a server does."""
        if self.server is None:
            config = self.config["next.config.mjs"].replace(
                '{output: "export", trailingSlash: true}', "{" + self.placed + "}")
            write(self.base, "next.config.mjs", config)
            run(self.command, self.base)
            self.server = serve(["node", "node_modules/next/dist/bin/next", "start"], self.base)
        return led_to(self.server, before) == plain(after)


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
    server = None
    name, folder, output = "Nuxt Content", "content/", ".output"
    packages = ["nuxt@4", "@nuxt/content@3.16.1", "node@22"]
    config = {"nuxt.config.ts": 'export default defineNuxtConfig({modules: ["@nuxt/content"],'
                                ' content: {experimental: {sqliteConnector: "native"}}});\n',
              "app.vue": "<template><div /></template>\n",
              "content.config.ts":
                  'import {defineContentConfig, defineCollection} from "@nuxt/content";\n'
                  "export default defineContentConfig({collections: {content: "
                  'defineCollection({type: "page", source: "**/*.md"})}});\n'}
    redirects = "nuxt"
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

    def place(self, text):
        write(self.base, "nuxt.config.ts", self.config["nuxt.config.ts"].replace(
            "content:", text + "content:"))

    def leads(self, texts, before, after):
        if self.server is None:
            self.server = serve([str(self.base / "node_modules/node/bin/node"),
                                 ".output/server/index.mjs"], self.base)
        return led_to(self.server, before) == plain(after)


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


GENERATORS = [MkDocs, Sphinx, JupyterBook, MdBook, Hugo, Jekyll, Bookdown, Eleventy, HonKit, VitePress,
              VuePress, Docusaurus, Docsify, Starlight, Nextra, Myst, Nuxt]
