#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the page of a report: check_page.py FOLDER

Ids are unique, local links lead somewhere, nothing comes from elsewhere, every chart has a title and a
description that it is labelled with, headings go down by one step, tables keep to their first rows, no
statement stands twice at the head.
"""
import collections
import html.parser
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

VOID = {"meta", "link", "br", "img", "input", "hr"}
MOST_ROWS = 25


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults, self.open = [], []
        self.ids = collections.Counter()
        self.links, self.labels, self.headings = [], [], []
        self.elements = collections.Counter()
        self.svg = None
        self.rows = None
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        self.elements[tag] += 1
        if len(attributes) != len(pairs):
            self.faults.append(f"an attribute twice: <{tag}> in line {self.getpos()[0]}")
        if "id" in attributes:
            self.ids[attributes["id"]] += 1
        for name in ("href", "xlink:href", "src"):
            if name in attributes:
                self.links.append(attributes[name])
        for name in attributes:
            if name.startswith("on"):
                self.faults.append(f"a handler: {name} in line {self.getpos()[0]}")
        if "aria-labelledby" in attributes:
            self.labels += attributes["aria-labelledby"].split()
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag == "svg":
            self.svg = {"title": 0, "desc": 0, "role": attributes.get("role"),
                        "label": attributes.get("aria-labelledby")}
        elif self.svg is not None and tag in self.svg:
            self.svg[tag] += 1
        if tag == "table":
            self.rows = 0
        if tag == "tr" and self.rows is not None:
            self.rows += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, pairs):
        self.handle_starttag(tag, pairs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> in line {self.getpos()[0]} closes {self.open[-1:]}")
            return
        self.open.pop()
        if tag == "svg":
            if self.svg["title"] < 1 or self.svg["desc"] < 1 or self.svg["role"] != "img" or not self.svg["label"]:
                self.faults.append(f"a chart without title, description, role or label: {self.svg}")
            self.svg = None
        if tag == "table":
            if self.rows - 1 > MOST_ROWS and "details" not in self.open:
                self.faults.append(f"a table of {self.rows - 1} rows stands open")
            self.rows = None


def glance(text):
    """The statements at the head of the page: each once."""
    part = text.split('class="glance"', 1)
    said = re.findall(r'<li><a href="#[^"]*">(.*?)</a></li>', part[1].split("</ul>", 1)[0]) if len(part) > 1 else []
    return [f"stated twice: {one}" for one in sorted(set(said)) if said.count(one) > 1]


def main():
    folder = pathlib.Path(sys.argv[1])
    text = (folder / "index.html").read_text(encoding="utf-8")
    page = Page(text)
    faults = page.faults + glance(text)
    faults += [f"id '{name}' {count} times" for name, count in page.ids.items() if count > 1]
    faults += [f"label '{name}' is nowhere" for name in page.labels if name not in page.ids]
    for link in page.links:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or parts.netloc:
            faults.append(f"leads away from the page: {link}")
        elif parts.path and not (folder / urllib.parse.unquote(parts.path)).is_file():
            faults.append(f"no file {link}")
        elif not parts.path and parts.fragment not in page.ids:
            faults.append(f"no place {link}")
    if not page.headings or page.headings[0] != 1 or page.headings.count(1) != 1:
        faults.append("not exactly one <h1>, at the beginning")
    faults += [f"a heading of level {b} after one of level {a}"
               for a, b in zip(page.headings, page.headings[1:]) if b > a + 1]
    for needed in ('<html lang="en">', '<meta charset="utf-8">', 'name="viewport"', "prefers-color-scheme:dark",
                   "@media print"):
        if needed not in text:
            faults.append(f"no {needed}")
    if page.elements["svg"] < 14 or page.elements["script"] or page.elements["img"]:
        faults.append(f"elements: {dict(page.elements)}")
    # Each chart on its own is XML, with the same texts.
    for path in sorted(folder.glob("*.svg")):
        root = ElementTree.parse(path).getroot()
        space = "{http://www.w3.org/2000/svg}"
        if root.find(f"{space}title") is None or root.find(f"{space}desc") is None:
            faults.append(f"{path.name}: no title or description")
    print("\n".join(faults) if faults else "the page is sound")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
