#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks rules of the house that no compiler knows (docs/contributing.md).

File names of sources and documents are unique; sources begin with the licence; no file names a folder of
somebody's machine; files and functions keep to their limits of length; what the header of a folder declares is defined and
used, each phrase of the catalogue is said; no text was turned into UTF-8 twice.

    check_tree.py [FOLDER of the project]           exit status 1 and one line for each fault
"""
import collections
import pathlib
import re
import subprocess
import sys

SOURCE = {".c", ".h"}
SAME_NAME_IS_FINE = {"README.md", "CMakeLists.txt", ".gitattributes"}
MOST_LINES = 800            # of a source; tests that are tables may have more
MOST_FUNCTION_LINES = 80
SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
# A folder that is there on one machine only.
MACHINE_PATH = re.compile(r"(?<![\w.$}\])*-])/(?:work|home|root|Users|mnt|srv)/[\w.]")
# A character of two bytes or more whose bytes were each taken for a character of Latin-1.
TWICE_ENCODED = re.compile(r"[\u00c2-\u00f4][\u0080-\u009f\u00a0-\u00bf]")
DECLARED = re.compile(r"^(?!static|typedef)[a-z][\w ]*[ *](\w+__\w+|cli_\w+)\(", re.M)
NAME = re.compile(r"\w+")
PHRASE = re.compile(r"^PHRASE\((\w+)", re.M)


def files_of(root):
    """All files that are, or are about to be, committed; without git, all but what it keeps and what
    the project's own commands make."""
    try:
        listed = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"],
                                capture_output=True, check=True, text=True).stdout.split("\n")
        found = [root / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        made = {".git", "build", "charts-mexico"}
        found = [p for p in root.rglob("*") if p.relative_to(root).parts[0] not in made]
    return sorted(path for path in found if path.is_file())


def check_names(root, files):
    places = collections.defaultdict(list)
    for path in files:
        if path.suffix in SOURCE | {".md"} and path.name not in SAME_NAME_IS_FINE:
            places[path.name].append(str(path.relative_to(root)))
    for at in places.values():
        for other in at[1:]:
            yield f"{other}: {at[0]} has the same name"


def functions_of(lines):
    """First line, length of each function: from the brace in column 0 to the one that closes it."""
    start = None
    for i, line in enumerate(lines):
        if line == "{":
            start = i
        elif line == "}" and start is not None:
            yield start, i - start + 1
            start = None


def check_source(name, text):
    lines = text.split("\n")
    if SPDX not in lines[0]:
        yield f"{name}:1: the first line is not the SPDX line"
    if len(lines) > MOST_LINES and not name.startswith("tests/"):
        yield f"{name}: {len(lines)} lines; split it before {MOST_LINES}"
    for start, length in functions_of(lines):
        if length > MOST_FUNCTION_LINES and not name.startswith("tests/"):
            yield f"{name}:{start + 1}: a function of {length} lines; the limit is {MOST_FUNCTION_LINES}"


def check_twice(name, text):
    """Fixtures of tests may be broken on purpose."""
    for found in TWICE_ENCODED.finditer("" if name.startswith("tests/") else text):
        yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: a character in UTF-8 of UTF-8"


def check_uses(texts):
    """What a header of a folder declares stands in two places or more of the sources: where it is defined and
    where it is used, if only by a test."""
    sources = {name: text for name, text in texts.items() if name.endswith((".c", ".h", ".def"))}
    seen = collections.Counter(word for name, text in sources.items()
                               for word in NAME.findall(text))
    for name, text in sources.items():
        if name.endswith(".h") and not name.startswith(("include/", "tests/")):
            for word in DECLARED.findall(text):
                if seen[word] < 3:
                    yield f"{name}: {word} is declared and nowhere used"
        if name == "plots/catalogue.def":
            for word in PHRASE.findall(text):
                if word != "NAME" and not seen[f"TT__SAY_{word}"]:
                    yield f"{name}: the phrase {word} is nowhere said"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    files = files_of(root)
    faults = list(check_names(root, files))
    texts = {}
    for path in files:
        name = str(path.relative_to(root))
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a compressed fixture
        texts[name] = text
        for found in MACHINE_PATH.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            faults.append(f"{name}:{line}: names a folder of one machine: {found.group(0)}...")
        if path.suffix in SOURCE:
            faults += check_source(name, text)
        if path.suffix in SOURCE | {".def", ".md", ".py"}:
            faults += check_twice(name, text)
    faults += check_uses(texts)
    print("\n".join(faults) if faults else f"{len(files)} files, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
