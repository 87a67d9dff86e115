"""What the classes of site_generators.py have in common, and the pages that they show."""
import os
import pathlib
import re
import shutil
import subprocess
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
            write(self.base, self.source(path), self.page(path, heading))
        for path, text in self.config.items():
            write(self.base, path, text)
        run(["git", "init", "-q"], self.base)
        run(["git", "add", "-A"], self.base)
        run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a"],
            self.base)

    def source(self, path):
        """Where a page of PAGES lies, and back."""
        return self.folder + path

    def page_of(self, source):
        return source.removeprefix(self.folder)

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
