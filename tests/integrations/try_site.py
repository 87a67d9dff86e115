#!/usr/bin/env python3
"""Builds the real site of a real repository before and after a change, and compares what came with
what prereq said.

usage: try_site.py BINARY FOLDER --build COMMAND --output FOLDER [options] -- CHANGE…

FOLDER is a clone without changes of one's own; `prereq init` is run where it has no policy. CHANGE
is what comes behind `prereq`, as in `swap 2 3`. COMMAND builds the site, in FOLDER. Compared are:

  addresses  every page before and after with `--format addresses-csv`, those that it does not name
             included
  titles     `<title>` and the first heading of each page
  texts      what the pages say, numbers left out
  order      of the links to pages in the page that links to most of them
  links      those that lead nowhere, also to a heading; what was broken before counts not
  redirects  each old address, opened in Chromium over HTTP, must show the new page

Prints a line for each and what differs; ends with 1 when something does. By hand, for sites of
others are large, change, and want their own programs: nothing of them is kept here.
"""
import argparse
import csv
import functools
import html
import http.server
import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from serve_browser_test import Browser  # noqa: E402

VALUE = r"""=(?:"([^"]*)"|'([^']*)'|([^\s>]+))"""
LINK = re.compile(r"<(?:a|img|link|script|iframe)\b[^>]*?\s(?:href|src)" + VALUE, re.I)
NAME = re.compile(r"\s(?:id|name)" + VALUE, re.I)
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.I | re.S)


def value(match):
    return html.unescape(next(part for part in match.groups() if part is not None))


def plain(address):
    """One way to write an address."""
    address = "/" + urllib.parse.unquote(address).lstrip("/")
    for tail in ("/index.html", "/index.htm"):
        if address.endswith(tail):
            address = address[:-len(tail)] + "/"
    return (address.removesuffix(".html").rstrip("/")) or "/"


class Site:
    """What a build made: pages by address."""

    def __init__(self, folder, base):
        self.folder, self.base = folder, base.rstrip("/")
        self.files, self.pages, self.names = {}, {}, {}
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                address = "/" + str(file.relative_to(folder))
                self.files[address] = file
                if file.suffix in (".html", ".htm"):
                    text = file.read_text(errors="replace")
                    self.pages[plain(address)] = (address, text)

    def redirects(self, address):
        """Whether a page is there only to lead on."""
        text = self.pages[address][1]
        return bool(re.search(r"""http-equiv=["']?refresh""", text, re.I)) and len(text) < 6000

    def title(self, address):
        text = self.pages[address][1]
        found = [html.unescape(re.sub(r"<[^>]+>", " ", match.group(1)))
                 for match in (TITLE.search(text), HEADING.search(text)) if match]
        return [re.sub(r"\s+", " ", one).strip() for one in found]

    def said(self, address):
        """The words of the page's main part, without numbers."""
        text = self.pages[address][1]
        main = re.search(r"<article\b.*?</article>", text, re.I | re.S) or \
            re.search(r"<main\b.*?</main>", text, re.I | re.S)
        text = re.sub(r"<(script|style|nav)\b.*?</\1>|<!--.*?-->", " ",
                      main.group(0) if main else text, flags=re.I | re.S)
        return re.sub(r"[\d\s]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()

    def target(self, address, link):
        """The address that a link of a page leads to and its fragment; None for what is outside."""
        if re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.I):
            return None
        whole = urllib.parse.urljoin("http://x" + self.base + self.pages[address][0], link)
        parts = urllib.parse.urlparse(whole)
        path = urllib.parse.unquote(parts.path)
        if self.base and not path.startswith(self.base + "/"):
            return None if path != self.base else ("/", parts.fragment)
        return path[len(self.base):] or "/", urllib.parse.unquote(parts.fragment)

    def leads(self, path, fragment):
        for file in (path, path.rstrip("/") + "/index.html", path + ".html"):
            if file in self.files:
                page = plain(file)
                if not fragment or page not in self.pages:
                    return True
                if page not in self.names:
                    self.names[page] = {value(one) for one in NAME.finditer(self.pages[page][1])}
                return fragment in self.names[page]
        return False

    def broken(self):
        found = set()
        for address, (_, text) in self.pages.items():
            text = re.sub(r"<script\b.*?</script>|<!--.*?-->", "", text, flags=re.S)
            for match in LINK.finditer(text):
                target = self.target(address, value(match))
                if target and not self.leads(*target):
                    found.add((address, plain(target[0]) + ("#" + target[1] if target[1] else "")))
        return found

    def order(self):
        """The pages in the order of the links of the page that has most of them."""
        best = []
        for address, (_, text) in self.pages.items():
            listed = []
            for match in LINK.finditer(text):
                target = self.target(address, value(match))
                page = plain(target[0]) if target else ""
                if page in self.pages and page not in listed:
                    listed.append(page)
            if len(listed) > len(best):
                best = listed
        return best


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files below a base, a page without `.html` too, and `_redirects` as services read it."""
    base, rules = "", {}

    def log_message(self, *_):
        pass

    def send_head(self):
        path = urllib.parse.unquote(self.path.split("?")[0].split("#")[0])
        path = path.removeprefix(self.base) or "/"
        if plain(path) in self.rules:
            self.send_response(301)
            self.send_header("Location", self.base + urllib.parse.quote(self.rules[plain(path)]))
            self.end_headers()
            return None
        if not pathlib.Path(self.directory + path).exists() and \
                pathlib.Path(self.directory + path + ".html").exists():
            path += ".html"
        self.path = urllib.parse.quote(path)
        return super().send_head()


class Trial:
    def __init__(self, asked):
        self.asked, self.folder, self.faults = asked, asked.folder.resolve(), 0

    def say(self, what, faults, figures):
        self.faults += len(faults)
        print(f"{what}: {figures}" + (f"; {len(faults)} differ" if faults else ""))
        for fault in faults[:12]:
            print(f"  {fault}")

    def prereq(self, *arguments, wanted=(0,)):
        done = subprocess.run([self.asked.binary, *arguments], cwd=self.folder, text=True,
                              capture_output=True, check=False)
        if done.returncode not in wanted:
            sys.exit(f"prereq {' '.join(arguments)}: {done.returncode}\n"
                     f"{done.stdout[-2000:]}{done.stderr[-3000:]}")
        return done.stdout

    def shell(self, command, text=None):
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, text=True, input=text,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            sys.exit(f"{command}: {done.returncode}\n{done.stdout[-3000:]}")
        return done.stdout

    def build(self, when):
        output = self.folder / self.asked.output
        shutil.rmtree(output, ignore_errors=True)
        self.shell(self.asked.build)
        kept = pathlib.Path(self.work.name) / when
        shutil.copytree(output, kept, symlinks=True, ignore_dangling_symlinks=True)
        return Site(kept, self.asked.base)

    def expected(self, rows):
        """New address by old one, of the pages that the site has."""
        return {plain(row["address"]).removeprefix(self.asked.base.rstrip("/")) or "/":
                plain(row["new_address"]).removeprefix(self.asked.base.rstrip("/")) or "/"
                for row in rows}

    def run(self):
        self.work = tempfile.TemporaryDirectory()
        if not (self.folder / "prereq.yaml").exists():
            self.prereq("init")
        before = self.build("before")
        change = self.asked.change
        rows = list(csv.DictReader(io.StringIO(
            self.prereq(*change, "--dry-run", "--format", "addresses-csv"))))
        rows = [row for row in rows if self.asked.site in ("", row["site"])]
        redirects = ""
        if self.asked.redirects:
            redirects = self.prereq(*change, "--dry-run", "--format",
                                    "redirects-" + self.asked.redirects)
        self.said = self.prereq(*change, "--yes", "--allow-dirty", wanted=(0, 1))
        if self.asked.place:
            self.shell(self.asked.place, redirects)
        after = self.build("after")
        self.compare(before, after, rows)
        if redirects:
            self.follow(before, after, rows, redirects)
        print(f"{self.faults} differ")
        return 1 if self.faults else 0

    def compare(self, before, after, rows):
        led = self.expected(rows)
        missing = [f"told, but no page: {old}" for old in led if old not in before.pages]
        new = {old: led.get(old, old) for old in before.pages}
        faults = missing + [f"{old} is not at {now}" for old, now in new.items()
                            if now not in after.pages or
                            (led.get(old, old) != old and after.redirects(now))]
        known = set(new.values()) | set(led)
        faults += [f"a page that nothing told of: {page}" for page in after.pages
                   if page not in known and page not in new]
        changed = sum(old != now for old, now in led.items())
        other = sum(row["what"] == "other" for row in rows)
        self.say("addresses", faults,
                 f"{len(before.pages)} pages before, {len(after.pages)} after; {len(rows)} told, "
                 f"{changed} change, {other} show another page")
        titles = [f"{old}: {before.title(old)} became {after.title(now)}"
                  for old, now in new.items()
                  if now in after.pages and before.title(old) != after.title(now)]
        print(f"titles: {len(titles)} of {len(new)} pages have another")
        for one in titles[:8]:
            print(f"  {one}")
        other = [f"{old} -> {now}: {self.differ(before.said(old), after.said(now))}"
                 for old, now in new.items()
                 if now in after.pages and before.said(old) != after.said(now)]
        print(f"texts: {len(other)} of {len(new)} pages say other words")
        for one in other[:8]:
            print(f"  {one}")
        was, now = [new.get(page, page) for page in before.order()], after.order()
        mine = set(led.values())
        print("order before: " + " ".join(page for page in was if page in mine)[:1500])
        print("order after:  " + " ".join(page for page in now if page in mine)[:1500])
        broken, now_broken = before.broken(), after.broken()
        def told(target):
            page, sign, fragment = target.partition("#")
            return new.get(page, page) + sign + fragment
        def bare(page, target):  # what was broken stays so when its number follows
            return page, re.sub(r"\d+", "0", target)
        carried = {bare(new.get(page, page), target) for page, target in broken} | \
                  {bare(new.get(page, page), told(target)) for page, target in broken}
        ours = sorted(one for one in now_broken if bare(*one) not in carried)
        self.say("links", [f"{page} -> {target}" for page, target in ours],
                 f"{len(broken)} broken before, {len(now_broken)} after")

    @staticmethod
    def differ(before, after):
        at = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b),
                  min(len(before), len(after)))
        around = slice(max(0, at - 30), at + 60)
        return f"{before[around]!r} became {after[around]!r}"

    def follow(self, before, after, rows, redirects):
        Quiet.base = self.asked.base.rstrip("/")
        if self.asked.redirects == "netlify":
            for line in redirects.splitlines():
                words = line.split()
                if len(words) > 1 and words[0].startswith("/"):
                    Quiet.rules[plain(words[0]).removeprefix(Quiet.base) or "/"] = \
                        urllib.parse.unquote(words[1]).removeprefix(Quiet.base)
        handler = functools.partial(Quiet, directory=str(after.folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        browser = Browser(shutil.which("chromedriver"), shutil.which("chromium"),
                          self.work.name + "/profile")
        faults, count = [], 0
        wanted = self.expected(rows)
        try:
            for row in rows:
                if row["what"] != "changes":
                    continue
                count += 1
                old = plain(row["address"]).removeprefix(Quiet.base) or "/"
                goal = after.title(wanted[old])
                found = self.opened(browser, base + urllib.parse.quote(row["address"], safe="/#%"),
                                    wanted[old], Quiet.base)
                if found[0] != wanted[old] or (goal and found[1] != goal[0]):
                    faults.append(f"{row['address']} shows {found}, expected {wanted[old]} "
                                  f"{goal[:1]}")
        finally:
            browser.end()
            server.shutdown()
        self.say("redirects", faults, f"{count} old addresses opened, {count - len(faults)} lead on")

    @staticmethod
    def opened(browser, url, wanted, base):
        """Where the browser is some time after it was sent to `url`, and the title there."""
        browser.ask("/url", {"url": url})
        for _ in range(60):
            state = browser.run("return [location.pathname, document.title, document.readyState]")
            if plain(state[0]).removeprefix(base) == wanted and state[2] == "complete":
                break
            time.sleep(0.1)
        title = re.sub(r"\s+", " ", state[1]).strip()
        return plain(state[0]).removeprefix(base) or "/", title


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("binary", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--build", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--base", default="", help="in front of all addresses, as /project")
    parser.add_argument("--site", default="", help="the generator, where the tree is made for several")
    parser.add_argument("--redirects", default="", help="form of redirects, as of `plan --format redirects-…`")
    parser.add_argument("--place", default="", help="command that gets the redirects on its input")
    parser.add_argument("change", nargs="+")
    return Trial(parser.parse_args()).run()


if __name__ == "__main__":
    sys.exit(main())
