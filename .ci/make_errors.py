#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes docs/errors.md from the lists in status.h and the exit statuses of the program.

    make_errors.py             writes docs/errors.md
    make_errors.py --check     exit status 1 when the file is not what would be written
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs/errors.md"

EXIT_MEANINGS = [
    ("0", "done; a series that cannot be analysed is a row with a note"),
    ("1", "`check` found an error or a warning (`--fail-on` changes that), or charts failed"),
    ("64", "a call that makes no sense"),
    ("65", "bad data"),
    ("66", "no input"),
    ("69", "gnuplot or a font is missing, or does not work"),
    ("70", "a fault of the program: please report it"),
    ("71", "out of memory"),
    ("73", "an output file or folder cannot be created"),
    ("74", "reading or writing failed"),
    ("128 + n", "ended by signal n; files are as they were before"),
]


def list_of(text, macro):
    """Rows of an X-macro list: the arguments of each X(...)."""
    block = text[text.index(f"#define {macro}(X)"):]
    lines = []
    for line in block.split("\n"):
        lines.append(line.rstrip("\\").rstrip())
        if not line.endswith("\\"):
            break
    body = " ".join(lines[1:])
    rows = []
    for found in re.finditer(r'X\((\w+),\s*((?:"[^"]*"(?:\s*,\s*|\s*))+)\)', body):
        rows.append((found.group(1), *re.findall(r'"([^"]*)"', found.group(2))))
    return rows


def exit_statuses():
    """{status: number} from the switch in cli/command_table.c and the enumeration in cli/command.h."""
    numbers = dict(re.findall(r"(CLI_[A-Z_]+) = (\d+)", (ROOT / "cli/command.h").read_text()))
    body = (ROOT / "cli/command_table.c").read_text()
    body = body[body.index("int cli_exit_status("):]
    body = body[:body.index("\n}\n")]
    out, waiting = {}, []
    for name, value in re.findall(r"case (TT_\w+):|return (CLI_\w+);", body):
        if name:
            waiting.append(name)
            continue
        for status in waiting:
            out[status] = numbers[value]
        waiting = []
    return out


def document():
    status_h = (ROOT / "include/tiptrend/status.h").read_text(encoding="utf-8")
    exits = exit_statuses()
    out = ["# Errors, notes and exit statuses", "",
           "Made from `include/tiptrend/status.h` by `.ci/make_errors.py`; a test compares. Change it there.", "",
           "A function of the library that can fail returns a `tt_status` and fills a `tt_error`: one line that says",
           "what was found, what was needed and what to do, with file, line, column, series and year as far as they",
           "are known. The program prints it as `tiptrend: FILE:LINE: error: text` and ends with the exit status.", "",
           "## Statuses", "", "| status | means | exit status |", "| --- | --- | --- |"]
    for name, text in list_of(status_h, "TT_STATUS_LIST"):
        number = exits.get(name, "70")
        if name == "TT_EINTERRUPTED":
            number = "128 + n"
        out.append(f"| `{name}` | {text} | {number} |")
    out += ["", "## Exit statuses of the program", "", "| exit status | means |", "| --- | --- |"]
    out += [f"| {number} | {text} |" for number, text in EXIT_MEANINGS]
    out += ["", "## Notes", "",
            "A weak result is no error: it carries notes, which every output prints. In CSV they are the last column,",
            "in JSON a list of `code` and `text`; in tables for people they are footnotes.", "",
            "| code | means |", "| --- | --- |"]
    out += [f"| `{code}` | {text} |" for _, code, text in list_of(status_h, "TT_NOTE_LIST")]
    return "\n".join(out) + "\n"


def main():
    text = document()
    if "--check" not in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
    elif not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text:
        print("docs/errors.md is not what .ci/make_errors.py makes: run it")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
