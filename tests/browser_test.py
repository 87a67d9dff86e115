#!/usr/bin/env python3
"""Opens the pages of `prereq graph` and `prereq plan` in headless Chromium, with hostile names.

Each page gets a script behind it that presses its buttons and leaves what it saw in the page's
title. Ends with 77 (skipped) where no Chromium is installed.
"""
import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HOSTILE = """version: 1
modules:
  - {slug: "a<img src=x onerror=owned()>", number: 1}
  - {slug: "b'\\"&lt;script>owned()", number: 2, requires: ["a<img src=x onerror=owned()>"]}
  - {slug: "c`${owned()}`", number: 3, requires: ["b'\\"&lt;script>owned()"]}
constraints: [{rule: "pin 'c`${owned()}`' to 3", because: "</script><script>owned()</script>"}]
"""

TWO_PHASES = """version: 1
modules:
  - {slug: a1, number: 1}
  - {slug: b1, number: 2}
  - {slug: a2, number: 3, requires: [a1]}
phases: [{name: A, modules: [a1, a2]}, {name: B, modules: [b1]}]
"""

# Presses what a person would press; every line that is wrong is said in the title.
DRIVE = """<script>
window.wrong = [];
function want(what, found, wanted) {
  if (found !== wanted) window.wrong.push(what + ": " + found + " instead of " + wanted);
}
try { %s } catch (error) { window.wrong.push(String(error)); }
if (window.hacked) window.wrong.push("a name ran as a script");
document.title = window.wrong.length === 0 ? "all is well" : window.wrong.join("; ");
</script>"""

GRAPH = """
const all = (selector) => [...document.querySelectorAll(selector)];
want("modules", all("svg .m").length, 3);
const stops = () => all("svg .m, ol.board *").filter((e) => e.tabIndex >= 0).length;
const press = (e, key) => e.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
want("where the page's first link leads", document.querySelector(document.querySelector("a").getAttribute("href")).tagName, "SECTION");
want("stops of Tab: a module, a row and its three controls", stops(), 5);
all("svg .m")[0].focus();
press(document.activeElement, "ArrowDown");
want("the module below", document.activeElement, all("svg .m")[1]);
press(document.activeElement, "End");
want("the last module", document.activeElement, all("svg .m")[2]);
press(document.activeElement, "ArrowDown");
want("none behind it", document.activeElement, all("svg .m")[2]);
press(document.activeElement, "Enter");
want("dimmed by a key", all("svg .dim").length > 0, true);
want("nothing dimmed is stronger", Math.max(...all("svg .dim").map((e) => getComputedStyle(e).opacity)) < 0.2, true);
press(document.activeElement, "Escape");
want("all again", all("svg .dim").length, 0);
all("ol.board li")[0].focus();
press(document.activeElement, "ArrowDown");
want("the row below", document.activeElement, all("ol.board li")[1]);
want("stops of Tab still", stops(), 5);
want("pictures that hide what is in them", all("svg[role='img'] .m").length, 0);
want("headings of the page", all("main h1").length, 1);
want("what is heard of a module", all("svg .m")[1].getAttribute("aria-label").split("; ").map((part) => part.split(" ")[0]).join(" "), "02 after before");
want("pictures within names", all("img").length, 0);
want("facts kept", document.querySelector("section output").textContent, "This order keeps every fact.");
const first = document.querySelector("ol.board li");
first.querySelectorAll("button")[1].click();
want("facts broken", document.querySelector("section output").textContent, "This order breaks 1 fact.");
want("what is broken", document.querySelector(".facts").textContent.includes("needs a<img"), true);
first.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", altKey: true}));
want("facts broken then", all(".facts li").length, 2);
want("marked", all("ol.board li.bad").length, 3);
const [copy, mend, reset] = document.querySelectorAll("section > p button");
copy.click();
want("lines of the order", document.querySelector("textarea").value.split("\\n").length, 4);
mend.click();
want("after mending", all(".facts li").length, 0);
reset.click();
want("after the reset", all(".facts li").length, 0);
first.querySelectorAll("button")[1].click();
first.querySelector("input").checked = true;
mend.click();
want("nothing valid with that kept",
     document.querySelector("section output").textContent.startsWith("Found no order"), true);
first.querySelector("input").checked = false;
reset.click();
document.querySelector("svg .m").dispatchEvent(new MouseEvent("click", {bubbles: true}));
want("dimmed", all("svg .dim").length > 0, true);
const find = document.getElementById("find");
find.value = "OWNED";
find.dispatchEvent(new Event("input"));
want("found", document.getElementById("said").textContent, "3 found");
"""

PHASES = """
const facts = () => [...document.querySelectorAll(".facts li")].map((li) => li.textContent.split(" (")[0]).join("; ");
const rows = () => [...document.querySelectorAll("ol.board li")];
want("bands", document.querySelectorAll("svg > .b title").length, 3);
want("arcs", document.querySelectorAll("svg .a[data-a]").length, 2);
want("at first", facts(), "policy: B comes after A");
want("marked", rows().filter((li) => li.classList.contains("bad")).map((li) => li.dataset.m).join(), "2,1");
const [copy, mend] = document.querySelectorAll("section > p button");
mend.click();
want("after mending", facts(), "");
"""

PLAN = """
want("headings of the page", document.querySelectorAll("main h1").length, 1);
want("lines", document.querySelectorAll("svg line").length, 3);
want("pictures within names", document.querySelectorAll("img").length, 0);
want("scripts", document.querySelectorAll("script").length, 2);
"""


def title(browser, folder, page, drive):
    # What a name would call, were it code; it stands in front of the page.
    trap = "<script>function owned() { window.hacked = true; }</script>"
    text = page.read_text(encoding="utf-8")
    text = text.replace("<body>", "<body>" + trap, 1)
    # The page itself runs its own script alone; here it runs ours beside it.
    text = re.sub(r"script-src 'sha256-[^']*'", "script-src 'unsafe-inline'", text, count=1)
    if "script-src" not in text:
        text = text.replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'", 1)
    page.write_text(text.replace("</body>", DRIVE % drive + "</body>"), encoding="utf-8")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
         "--virtual-time-budget=2000", "--dump-dom", page.as_uri()],
        capture_output=True, timeout=120, check=False)
    found = re.search(r"<title>([^<]*)</title>", done.stdout.decode("utf-8", "replace"))
    return html.unescape(found.group(1)) if found else done.stderr.decode("utf-8", "replace")[-500:]


def main():
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        return 77
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        policy = folder / "hostile.yaml"
        policy.write_text(HOSTILE, encoding="utf-8")
        phases = folder / "phases.yaml"
        phases.write_text(TWO_PHASES, encoding="utf-8")
        for command, source, drive in (("graph", policy, GRAPH), ("graph", phases, PHASES), ("plan", policy, PLAN)):
            page = folder / f"{command}.html"
            subprocess.run([sys.argv[1], command, source, "--format", f"html={page}"], check=True,
                           stderr=subprocess.DEVNULL)
            said = title(browser, folder, page, drive)
            if said != "all is well":
                bad += 1
                print(f"{command}: {said}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
