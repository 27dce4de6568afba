#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the comments of the public headers (docs/contributing.md, "Header comments").

Each function has a comment: its own, that of the group in which it stands, or one at the end of its
line. The labelled lines of a comment are those of the house, in their order and their columns. A function
that can fail says with which codes; codes and notes that are named exist. tiptrend.h includes every header.

    check_headers.py [FOLDER of the project]        exit status 1 and one line for each fault
"""
import pathlib
import re
import sys

LABELS = ["Shape", "Units", "Domain", "Missing", "Errors", "Notes", "Checks", "Source"]
CODES = re.compile(r"\bTT_E[A-Z]+\b")
NOTES = re.compile(r"\bTT_NOTE_[A-Z_]+\b")
LABEL = re.compile(r"^ \*( *)([A-Z][a-z]+):( *)(\S|$)")
FUNCTION = re.compile(r"^[a-z_][\w \*]*?\b\*?(tt_\w+)\(")


def names_of(text, macro):
    """The first arguments of an X-macro list: NAME in `X(NAME, ...)`."""
    start = text.index(f"#define {macro}(X)")
    block = text[start:]
    lines = []
    for line in block.split("\n"):
        lines.append(line)
        if not line.endswith("\\"):
            break
    return set(re.findall(r"X\((\w+)", "\n".join(lines[1:])))


class Header:
    def __init__(self, path, root, codes, notes):
        self.name = path.relative_to(root)
        self.stem = path.stem
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.codes, self.notes = codes, notes
        self.faults = []

    def fault(self, line, text):
        self.faults.append(f"{self.name}:{line + 1}: {text}")

    def check_frame(self):
        guard = f"TT_{self.stem.upper()}_H"
        if self.lines[0] != "/* SPDX-License-Identifier: GPL-3.0-or-later */":
            self.fault(0, "the first line is not the SPDX line")
        if self.lines[1:3] != [f"#ifndef {guard}", f"#define {guard}"]:
            self.fault(1, f"the guard is not {guard}")

    def check_comment(self, start, lines):
        last = -1
        for i, line in enumerate(lines):
            found = LABEL.match(line)
            if not found or found.group(2) not in LABELS:
                continue
            place = LABELS.index(found.group(2))
            if place <= last:
                self.fault(start + i, f"'{found.group(2)}:' stands after '{LABELS[last]}:'")
            last = place
            text_column = 4 + len(found.group(2)) + 1 + len(found.group(3))
            if len(found.group(1)) != 2 or text_column != 13:
                self.fault(start + i, f"'{found.group(2)}:' is not in its column")
        text = "\n".join(lines)
        for unknown in sorted(set(CODES.findall(text)) - self.codes):
            self.fault(start, f"no status {unknown}")
        for unknown in sorted(set(NOTES.findall(text)) - self.notes):
            self.fault(start, f"no note {unknown}")

    def check_function(self, start, text, name, comment):
        if not comment:
            self.fault(start, f"{name} has no comment")
        elif text.startswith("tt_status") and "tt_error *" in text:
            said = "\n".join(comment)
            if "Errors:" not in said:
                self.fault(start, f"{name} can fail, but its comment has no 'Errors:'")

    def check(self):
        self.check_frame()
        comment = []       # the one that holds for what stands here
        depth = 0          # of braces: fields of structs are not functions
        i = 0
        while i < len(self.lines):
            line = self.lines[i]
            stripped = line.strip()
            if stripped.startswith("/*") and depth == 0:
                start = i
                while "*/" not in self.lines[i]:
                    i += 1
                comment = self.lines[start:i + 1]
                self.check_comment(start, comment)
            elif not stripped:
                comment = []
            else:
                found = FUNCTION.match(line)
                start = i
                if found and depth == 0 and not line.startswith(("typedef", "static", "#")):
                    while not self.lines[i].split("/*")[0].rstrip().endswith(";"):
                        i += 1
                    text = " ".join(self.lines[start:i + 1])
                    own = ["/*" + text.split("/*", 1)[1]] if "/*" in text else comment
                    self.check_function(start, text, found.group(1), own)
                else:
                    code = re.sub(r"/\*.*?\*/", "", line)
                    depth += code.count("{") - code.count("}")
                    if line.startswith("#"):
                        comment = []
            i += 1
        return self.faults


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    status = (root / "include/tiptrend/status.h").read_text(encoding="utf-8")
    codes = {name for name in names_of(status, "TT_STATUS_LIST") if name.startswith("TT_E")}
    notes = names_of(status, "TT_NOTE_LIST")
    headers = sorted((root / "include/tiptrend").glob("*.h"))
    faults = []
    for path in headers:
        faults += Header(path, root, codes, notes).check()
    whole = (root / "include/tiptrend/tiptrend.h").read_text(encoding="utf-8")
    for path in headers:
        if path.name != "tiptrend.h" and f'#include "tiptrend/{path.name}"\n' not in whole:
            faults.append(f"include/tiptrend/tiptrend.h: does not include {path.name}")
    print("\n".join(faults) if faults else f"{len(headers)} headers, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
