#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of a batch in a browser: check_browser.py FOLDER

Headless Chromium opens FOLDER/index.html from the disk, with and without JavaScript, and a report page; it is
spoken to through its pipe (--remote-debugging-pipe: no port, no library). Checked: links lead to files, the list
without JavaScript, search (accents, case, several words, none found), the choice of indicators, keys, names in the
accessibility tree, the address that leads to a search, print. Exit status 77 without Chromium.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

KEYS = {"Tab": (9, ""), "Escape": (27, ""), "/": (191, "/"), "Enter": (13, "\r")}


class Browser:
    def __init__(self, program):
        self.folder = tempfile.mkdtemp()
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()

        def wire():  # the browser reads commands from 3 and answers on 4
            first, second = os.dup(to_read), os.dup(back_write)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             f"--user-data-dir={self.folder}", "--remote-debugging-pipe"],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=dict(os.environ, HOME=self.folder))
        os.close(to_read)
        os.close(back_write)
        self.buffer, self.number, self.events = b"", 0, []
        targets = self.call("Target.getTargets")["targetInfos"]
        target = next((t["targetId"] for t in targets if t["type"] == "page"), None)
        if target is None:
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Accessibility", "Log"):
            self.send(f"{domain}.enable")

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.back, 1 << 16)
            if not piece:
                sys.exit("the browser is gone")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def send(self, method, **parameters):
        return self.call(method, self.session, **parameters)

    def open(self, path, fragment=""):
        self.events.clear()
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=pathlib.Path(path).resolve().as_uri() + fragment)
        while self.ask("document.readyState + location.protocol") != "completefile:":
            pass

    def ask(self, expression):
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def key(self, name):
        code, text = KEYS[name]
        common = {"key": name, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def names(self):
        """Roles and names of what a screen reader finds."""
        nodes = self.send("Accessibility.getFullAXTree")["nodes"]
        return [(n.get("role", {}).get("value"), n.get("name", {}).get("value", ""), n.get("ignored", False))
                for n in nodes if not n.get("ignored")]

    def close(self):
        self.call("Browser.close")
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.folder, ignore_errors=True)


FAULTS = []


def check(holds, what):
    if not holds:
        FAULTS.append(what)


SHOWN = "Array.from(document.querySelectorAll('.report')).filter(e => e.offsetParent !== null).length"
NAMES = "Array.from(document.querySelectorAll('.report h3')).map(e => e.textContent)"


def search(browser, text):
    browser.ask("(e => { e.value = %s; e.dispatchEvent(new Event('input')); })(document.getElementById('search'))"
                % json.dumps(text))
    return browser.ask(SHOWN)


def check_list(browser, folder):
    index = folder / "index.html"
    browser.open(index)
    names = browser.ask(NAMES)
    count = len(names)
    check(count > 1 and browser.ask(SHOWN) == count, "not all reports are shown at first")
    for link in browser.ask("Array.from(document.querySelectorAll('main a')).map(a => a.getAttribute('href'))"):
        check((folder / urllib.parse.unquote(link)).is_file(), f"a link to nowhere: {link}")
    # Search
    word = names[0].split()[0]
    check(0 < search(browser, word.upper()) < count, "search by a name in capitals")
    check(browser.ask("document.getElementById('found').textContent").endswith(f"of {count} reports"),
          "the number that was found is not said")
    check("q=" in browser.ask("location.hash"), "the search is not in the address")
    check(search(browser, word + " no-such-word") == 0, "all words must be found")
    check(browser.ask("document.getElementById('found').textContent") == f"0 of {count} reports", "none found")
    check(search(browser, "") == count, "an empty search shows all")
    accented = next((n for n in names if any(ord(c) > 127 for c in n)), None)
    if accented:
        plain = "".join(c for c in __import__("unicodedata").normalize("NFD", accented) if ord(c) < 128)
        check(search(browser, plain.lower()) >= 1, f"{accented} is not found without its accents")
        search(browser, "")
    # Indicators
    options = browser.ask("Array.from(document.getElementById('indicator').options).map(o => o.value)")
    check(len(options) > 1 and options[0] == "", "no indicators to choose")
    browser.ask("(e => { e.value = %s; e.dispatchEvent(new Event('change')); })(document.getElementById('indicator'))"
                % json.dumps(options[1]))
    shown = browser.ask(SHOWN)
    having = browser.ask("Array.from(document.querySelectorAll('.report')).filter(r => Array.from("
                         "r.querySelectorAll('.indicators li')).some(l => l.textContent === %s)).length"
                         % json.dumps(options[1]))
    check(shown == having > 0, "the choice of an indicator")
    # An address with a search
    browser.open(index, "#q=" + urllib.parse.quote(names[-1]))
    check(browser.ask("document.getElementById('search').value") == names[-1] and browser.ask(SHOWN) >= 1 and
          browser.ask(SHOWN) < count, "an address with a search")
    # Keys
    browser.open(index)
    browser.key("/")
    check(browser.ask("document.activeElement.id") == "search", "the key / goes to the search")
    check(browser.ask("document.getElementById('search').value") == "", "the key / is not typed")
    browser.send("Input.insertText", text=word)
    check(browser.ask(SHOWN) < count, "typing searches")
    browser.key("Escape")
    check(browser.ask(SHOWN) == count, "Escape clears the search")
    browser.open(index)
    seen = []
    for _ in range(4):
        browser.key("Tab")
        seen.append(browser.ask("document.activeElement.id || document.activeElement.className ||"
                                " document.activeElement.getAttribute('href')"))
    check(seen[:3] == ["skip", "search", "indicator"] and seen[3].endswith("/index.html"),
          f"the order of the tab key: {seen}")
    # Names
    tree = browser.names()
    roles = {}
    for role, name, _ in tree:
        roles.setdefault(role, []).append(name)
    check("Search" in roles.get("searchbox", []), "the search has no name")
    check("Indicator" in roles.get("combobox", []), "the choice has no name")
    check(len(roles.get("heading", [])) == count + 2 and all(roles["heading"]), "headings without names")
    check(all(roles.get("link", [""])), "links without names")
    check("main" in roles and "status" in roles, "no main or no status")


def check_report(browser, folder):
    link = min(folder.glob("*/index.html"))
    browser.open(link)
    check(not [e for e in browser.events if e["method"] == "Log.entryAdded"], "the console of a report complains")
    home = browser.ask("document.querySelector('nav a').getAttribute('href')")
    check((link.parent / home).resolve() == (folder / "index.html").resolve(), "the link to the list")
    for href in browser.ask("Array.from(document.querySelectorAll('a')).map(a => a.getAttribute('href'))"):
        if href.startswith("#"):
            check(browser.ask(f"document.getElementById({json.dumps(href[1:])}) !== null"), f"no place {href}")
        else:
            check((link.parent / urllib.parse.unquote(href)).is_file(), f"a download that is not there: {href}")
    pictures = [name for role, name, _ in browser.names() if role in ("img", "image", "graphics-document")]
    figures = browser.ask("document.querySelectorAll('figure svg').length")
    check(figures > 0 and len(pictures) >= figures and all(pictures), "pictures without names")


def check_print(browser, folder):
    import base64
    browser.open(folder / "index.html")
    pdf = base64.b64decode(browser.send("Page.printToPDF", preferCSSPageSize=False)["data"])
    check(pdf.startswith(b"%PDF-") and len(pdf) > 5000, "printing the list")
    browser.send("Emulation.setEmulatedMedia", media="print")
    check(browser.ask("document.getElementById('tools').offsetParent === null"), "the search is printed")
    browser.send("Emulation.setEmulatedMedia", media="")


def check_plain(browser, folder):
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(folder / "index.html")
    check(browser.ask("document.getElementById('tools').offsetParent === null"),
          "without JavaScript there is a search that does nothing")
    check(browser.ask(SHOWN) == len(browser.ask(NAMES)) > 1, "without JavaScript the list is not whole")
    browser.send("Emulation.setScriptExecutionDisabled", value=False)


def main():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        print("skipped: no chromium")
        return 77
    folder = pathlib.Path(sys.argv[1])
    browser = Browser(program)
    check_list(browser, folder)
    check_report(browser, folder)
    check_print(browser, folder)
    check_plain(browser, folder)
    browser.close()
    print("\n".join(FAULTS) if FAULTS else "the pages work")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
