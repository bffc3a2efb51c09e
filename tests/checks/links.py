# SPDX-License-Identifier: GPL-3.0-or-later
"""Every link between the project's documents leads to a file or a folder, and to a heading that is there."""
import re

import common

FENCE = re.compile(r"^```.*?^```", re.S | re.M)
LINK = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"[a-z]+:")


def anchors(text):
    """What a reader of Markdown makes of the headings: "The way back" is #the-way-back."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def check(root):
    faults = []
    for path in common.files(root, "*.md"):
        # Blanked, so that lines keep their numbers.
        text = FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), common.read(root, path))
        for link in LINK.finditer(text):
            if ELSEWHERE.match(link[1]):
                continue
            file, _, anchor = link[1].partition("#")
            target = (root_path(root) / path).parent / file if file else root_path(root) / path
            where = f"{path}:{common.line_of(text, link.start())}"
            if not target.exists():
                faults.append(f"{where}: {link[1]} is not there")
            elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
                faults.append(f"{where}: {link[1]} names no heading")
    return faults


def root_path(root):
    return common.pathlib.Path(root)


SOUND = {
    "README.md": "# Top\n[guide](docs/guide.md#the-way-back), [docs](docs), [top](#top), [web](https://example.org/x)\n"
                 "```c\nstatement[0](missing)\n```\n",
    "docs/guide.md": "# Guide\n## The way back!\n[up](../README.md)\n",
}
PLANTS = [
    ({"docs/a.md": "see [b](b.md)\n"}, "docs/a.md:1: b.md is not there"),
    ({"docs/a.md": "```\n```\n[up](../README.md#bottom)\n"}, "docs/a.md:3: ../README.md#bottom names no heading"),
    ({"docs/a.md": "[README](README.md)\n"}, "README.md is not there"),
]

if __name__ == "__main__":
    common.main(check, SOUND, PLANTS)
