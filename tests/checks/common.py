# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of the project's own rules share.

A check is a function from the root of a source tree to a list of faults, each a line of text. Its program runs it on
the project (CHECK.py ROOT) or on small trees with planted faults (CHECK.py --self-test), so that a check
that has fallen silent is noticed.
"""
import pathlib
import re
import sys
import tempfile

# Folders whose files are inputs of tests, right or wrong on purpose.
DATA_FOLDERS = {"corpus", "golden", "node_modules", "vendor"}


def files(root, *patterns):
    """Paths below root, relative, that match one of the patterns; no hidden folders, builds or test data."""
    found = set()
    for pattern in patterns:
        for path in pathlib.Path(root).rglob(pattern):
            relative = path.relative_to(root)
            folders = relative.parts[:-1]
            skip = any(part.startswith((".git", "build")) or part in DATA_FOLDERS for part in folders)
            if path.is_file() and not skip:
                found.add(relative)
    return sorted(found)


def read(root, path):
    return (pathlib.Path(root) / path).read_text(encoding="utf-8")


C_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def without_comments(text):
    """C text with comments blanked and lines kept."""
    return C_TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]) if m[0].startswith("/") else m[0], text)


def without_strings(text):
    """C text with comments and what stands between quotes blanked, lines kept."""
    return C_TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def planted(tree):
    """A temporary tree made of {path: content}."""
    folder = tempfile.TemporaryDirectory()
    for path, content in tree.items():
        full = pathlib.Path(folder.name) / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(content, encoding="utf-8")
    return folder


def self_test(check, sound, plants):
    """Each plant is ({path: content}, words): added to the sound tree, exactly one fault with these words."""
    problems = []
    with planted(sound) as root:
        problems += [f"the sound tree is said to be faulty: {fault}" for fault in check(root)]
    for change, words in plants:
        with planted({**sound, **change}) as root:
            faults = check(root)
        if len(faults) != 1 or words not in faults[0]:
            problems.append(f"planted {words!r}, found {faults}")
    return problems


def main(check, sound, plants):
    if sys.argv[1:] == ["--self-test"]:
        faults = self_test(check, sound, plants)
    else:
        faults = check(sys.argv[1])
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)
