#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds English in a Spanish page: check_spanish.py PAGE DATA...

Looks at all texts of the page and at its labels for readers of screens. What stands in the tables of data (CSV), and the
names of files and options, are left out; of the rest none may hold a word that English sentences are made of.
"""
import csv
import html.parser
import re
import sys

ENGLISH = set(
    "the of and are is was for with without to in from by not each which that this these their they it be been has have "
    "had only where when than then all any both between before after above below least most more less fewer first last "
    "year years points point table tables chart charts series-of note notes line lines source sources trend trends test "
    "tests change changes total-of share shares figure figures finding findings given does say says".split())
SKIPPED = ("style", "script")
WORD = re.compile(r"[^\W\d_]+")


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.language, self.texts, self.skipped, self.svg = None, [], 0, 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag == "html":
            self.language = attributes.get("lang")
        self.svg += tag == "svg"
        # Of a chart only its title and description: its words have tests of their own.
        self.skipped += tag in SKIPPED or (self.svg and tag in ("metadata", "text"))
        self.texts += [attributes[name] for name in ("aria-label", "title", "alt") if attributes.get(name)]

    def handle_endtag(self, tag):
        self.skipped -= tag in SKIPPED or bool(self.svg and tag in ("metadata", "text"))
        self.svg -= tag == "svg"

    def handle_data(self, text):
        if not self.skipped and text.strip():
            self.texts.append(text.strip())


def data_texts(paths):
    """Longest first, so that a short one does not break a long one."""
    texts = set()
    for path in paths:
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                texts.update(cell for cell in row if WORD.search(cell))
    texts |= {text.replace("_", " ") for text in texts}
    return sorted(texts, key=len, reverse=True)


def main():
    page = Page(open(sys.argv[1], encoding="utf-8").read())
    data = data_texts(sys.argv[2:])
    faults = [] if page.language == "es" else [f"lang is {page.language}"]
    for text in page.texts:
        rest = text
        if rest.endswith("…"):  # a cut alternative text: what is left of the source
            rest = rest.split("Fuente: ")[0]
        rest = re.sub(r"--[\w-]+|'[a-z]+'|\S+\.\w+:\d+|\w+(-\w+){2,}:", " ", rest)  # options, names of tests and files
        for known in data:
            if known in rest:
                rest = re.sub(r"(?<!\w)" + re.escape(known) + r"(?!\w)", " ", rest)
        found = {word.lower() for word in WORD.findall(rest)} & ENGLISH
        if found:
            faults.append(f"{' '.join(sorted(found))}: {text[:200]}")
    for fault in dict.fromkeys(faults):
        print(fault)
    print(f"{len(page.texts)} texts, {len(set(faults))} with English")


main()
