#!/usr/bin/env python3
"""Uses the page of `prereq serve` in headless Chromium: mouse, keyboard, hostile names.

usage: serve_browser_test.py BINARY [FOLDER for pictures of the page]

Ends with 77 (skipped) where no Chromium or no chromedriver is installed.
"""
import base64
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

NAMES = ["a<img src=x onerror=owned()>", "b'\"&lt;<script>owned()<", "c`${owned()}`", "d\u202egnp.exe",
         "e\nowned()", "f plain"]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ALT, DOWN, UP, ENTER, TAB = "\ue00a", "\ue015", "\ue013", "\ue007", "\ue004"


def course(folder):
    """A tree whose every name is hostile, each module needing the one before it."""
    policy = ['version: 1', 'series: {path: "m/{number:02}_{slug}", label: Module}',
              'metadata: {file: module.yaml, requires: requires}', 'constraints:']
    for i, name in enumerate(NAMES):
        module = folder / "m" / f"{i + 1:02}_{name}"
        module.mkdir(parents=True)
        need = f"requires: [{json.dumps(NAMES[i - 1])}]\n" if i else "title: first\n"
        (module / "module.yaml").write_text(need, encoding="utf-8")
    policy.append("  - {rule: " + json.dumps(f"pin '{NAMES[2]}' to 3") +
                  ', because: "</script><script>owned()</script>"}')
    (folder / "prereq.yaml").write_text("\n".join(policy) + "\n", encoding="utf-8")
    text = "".join(f"- m/{i + 1:02}_{name}/module.yaml\n" for i, name in enumerate(NAMES) if "\n" not in name)
    (folder / "README.md").write_text(text + "</script><script>owned()</script>\n", encoding="utf-8")


class Browser:
    """Chromium by the WebDriver protocol."""

    def __init__(self, driver, browser, profile):
        self.process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.DEVNULL)
        for line in self.process.stdout:
            if "started successfully on port" in line:
                self.base = f"http://127.0.0.1:{line.split()[-1].rstrip('.')}/session"
                break
        options = {"binary": browser, "args": ["--headless=new", "--no-sandbox", "--disable-gpu",
                                               f"--user-data-dir={profile}", "--window-size=1100,900"]}
        asked = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        self.base += "/" + self.ask("", asked)["sessionId"]

    def ask(self, path, body=None, method="POST"):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, method=method,
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"][:500]) from error

    def end(self):
        try:
            self.ask("", method="DELETE")
        finally:
            self.process.terminate()
            self.process.wait(timeout=30)

    def develop(self, command, **parameters):
        return self.ask("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def run(self, script, *arguments):
        return self.ask("/execute/sync", {"script": script, "args": list(arguments)})

    def until(self, script, wanted):
        """Waits until `script` yields `wanted`."""
        for _ in range(200):
            if (found := self.run("return " + script)) == wanted:
                return
            time.sleep(0.05)
        raise AssertionError(f"{script}: {found!r} instead of {wanted!r}")

    def find(self, selector):
        return self.ask("/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        # The driver itself scrolls things below the bar that stays at the top.
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self.ask(f"/element/{self.find(selector)}/click")

    def keys(self, *keys):
        """Presses keys together, where the focus is."""
        downs = [{"type": "keyDown", "value": key} for key in keys]
        ups = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.ask("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": downs + ups}]})

    def drag(self, origin, target, y):
        def moved(selector, offset=0, duration=50):
            return {"type": "pointerMove", "duration": duration, "x": -60, "y": offset,
                    "origin": {ELEMENT: self.find(selector)}}
        steps = [moved(origin), {"type": "pointerDown", "button": 0}, moved(origin, 4),
                 moved(target), moved(target, y, 200), {"type": "pointerUp", "button": 0}]
        self.ask("/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": steps}]})

    def picture(self, folder, name, width=1100, media="", scheme="light"):
        if folder is None:
            return
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.develop("Emulation.setEmulatedMedia", media=media, features=features)
        self.develop("Emulation.setDeviceMetricsOverride", width=width, height=900,
                     deviceScaleFactor=1, mobile=False)
        self.run("scrollTo(0, 0)")
        time.sleep(0.5)  # until all of it is painted anew
        data = self.develop("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        (folder / f"{name}.png").write_bytes(base64.b64decode(data))
        self.develop("Emulation.clearDeviceMetricsOverride")
        self.develop("Emulation.setEmulatedMedia", media="", features=[])


VERDICT = "document.querySelector('.verdict').textContent"
ORDER = "[...document.querySelectorAll('ol.board li')].map((li) => li.dataset.m).join(' ')"
BUTTON = ".do button[data-do='%s']"


def use(page, pictures):
    page.until(VERDICT, "This order is valid.")
    page.until("document.querySelectorAll('ol.board li').length", len(NAMES))
    today = page.run("return " + ORDER)
    first, second = today.split()[:2]
    item = "ol.board li[data-m='%s']"

    # By keys alone: from the buttons to the list, down one place, said to those who do not see it.
    page.run("document.querySelector(\"[data-do='reset']\").focus()")
    page.keys(TAB)
    assert page.run("return document.activeElement.dataset.m") == first
    page.keys(ALT, DOWN)
    page.until(VERDICT, "This order breaks 1 rule.")
    assert page.run("return document.activeElement.dataset.m") == first, "the focus stays"
    assert page.run("return document.getElementById('said').textContent").endswith("is at place 2 of 6")
    assert "module.yaml:1:13" in page.run("return document.querySelector('.facts').textContent")
    assert page.run("return document.querySelectorAll('ol.board li.bad').length") >= 2
    page.keys(ALT, UP)
    page.until(VERDICT, "This order is valid.")
    page.keys(DOWN)
    assert page.run("return document.activeElement.dataset.m") == second
    page.keys(TAB)
    page.keys(ENTER)  # the arrow button
    page.until(VERDICT, "This order breaks 1 rule.")
    page.click(BUTTON % "reset")
    page.until(VERDICT, "This order is valid.")

    # By the mouse.
    page.drag(item % first, item % second, 10)
    page.until(ORDER, " ".join([second, first] + today.split()[2:]))
    page.until(VERDICT, "This order breaks 1 rule.")

    # The planner keeps what is marked, or says why that cannot be.
    page.click(item % first + " input")
    page.click(BUTTON % "mend")
    page.until(VERDICT, "No valid order keeps those marked in these places.")
    assert page.run("return document.querySelector('.facts').textContent") != ""
    page.picture(pictures, "impossible")
    page.click(item % first + " input")
    page.click(BUTTON % "mend")
    page.until(ORDER, today)
    page.until(VERDICT + ".split(':')[0]", "The cheapest valid order")
    assert not page.run("return document.querySelector('.proof').hidden")
    assert "prereq suggest" in page.run("return document.querySelector('.proof').textContent")

    # The plan of an order that is not valid is shown as well; only the plan of one.
    page.run("document.querySelectorAll('ol.board li')[4].querySelectorAll('button')[1].click()")
    page.until(VERDICT, "This order breaks 1 rule.")
    page.click(BUTTON % "plan")
    page.until("document.querySelectorAll('.plan h3').length", 1)
    page.until("document.querySelectorAll('.plan pre .add').length > 0", True)
    assert "<<'END'\n" in page.run("return document.querySelector('.plan > pre').textContent")
    page.run("document.querySelectorAll('.plan details').forEach((one) => { one.open = true; })")
    page.picture(pictures, "plan")
    page.picture(pictures, "plan-dark", scheme="dark")
    page.picture(pictures, "plan-narrow", width=380)
    page.picture(pictures, "plan-print", width=800, media="print")
    page.click(BUTTON % "copy")
    assert page.run("return document.querySelector('textarea').value").count("\n") == len(NAMES)

    # Every name is a text and nothing else.
    assert page.run("return document.querySelectorAll('img').length") == 0
    assert page.run("return document.scripts.length") == 2
    assert page.run("return window.hacked") is None
    text = page.run("return document.body.textContent")
    assert "\u202e" not in text and "\\xe2\\x80\\xaegnp.exe" in text
    # Nor can one that becomes markup run.
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=owned()>')")
    page.run("document.body.append(Object.assign(document.createElement('script'), {text: 'owned()'}))")
    time.sleep(0.2)
    assert page.run("return window.hacked") is None


def apply(page, person, folder):
    """The order that the page shows, once the person at the terminal says yes."""
    page.click(BUTTON % "apply")
    page.until(VERDICT, "Answer the question in the terminal in which prereq serve runs.")
    shown = ""
    while "go ahead? [y/N/diff/edit] " not in shown:
        ready, _, _ = select.select([person], [], [], 60)
        assert ready, shown
        shown += os.read(person, 4096).decode()
    assert "\u202e" not in shown and "<img src=x" not in shown.split("go ahead")[1], shown
    os.write(person, b"y\n")
    # The page comes again, with the order as it stands now.
    page.until("document.querySelectorAll('ol.board li.moved').length", 0)
    page.until(VERDICT, "This order breaks 1 rule.")
    assert page.run("return document.querySelectorAll('.name')[4].textContent") == "f plain"
    assert (folder / "m" / ("06_" + NAMES[4])).is_dir()


def main():
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        print("skipped: no chromium or no chromedriver is installed")
        return 77
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "course"
        course(folder)
        person, terminal = pty.openpty()
        server = subprocess.Popen([sys.argv[1], "serve", folder], stdout=subprocess.PIPE, text=True,
                                  stdin=terminal, stderr=terminal)
        page = Browser(driver, browser, pathlib.Path(name) / "profile")
        try:
            url = server.stdout.readline().strip()
            page.develop("Page.addScriptToEvaluateOnNewDocument",
                         source="window.owned = () => { window.hacked = true; }")
            page.ask("/url", {"url": url})
            use(page, pictures)
            apply(page, person, folder)
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
            page.click(BUTTON % "reset")
            page.until(VERDICT + ".split(':')[0]", "no answer")
        finally:
            page.end()
            server.kill()
            server.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
