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
python3-sphinx python3-myst-parser python3-sphinx-reredirects`; mdbook, python3-sphinx-external-toc
and python3-myst-nb since 13), and building takes minutes. A
generator that is not there is named and passed over. Ends with 1 when something differs.
"""
import csv
import io
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
from site_generator import PAGES, plain, word, write  # noqa: E402
from site_generators import GENERATORS  # noqa: E402

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
            path = self.it.page_of(row["page"])
            if path in PAGES:
                self.want(f"address of {path}", shown[word(path)], plain(row["address"]))
        told = {self.it.page_of(row["page"]) for row in rows}
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
            path = self.it.page_of(row["page"])
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
