# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/security/asvs.csv answers each level 1 requirement of OWASP ASVS 5.0.0 once, in the words there are for it, and names only
tests and files that exist. What tests there are, meson's own lists say: asvs.py ROOT [BUILD]. That they ran and passed, tests/security/ran.py says.
"""
import csv
import io
import json
import pathlib
import re
import sys

import common
import links

ANSWERS = {"met", "not met", "not applicable"}
COLUMNS = ["id", "level", "title", "answer", "evidence", "why"]
IDS = "tests/security/asvs-ids.csv"
TABLE = "docs/security/asvs.csv"
TITLE_LIMIT = 60  # characters: a title is ours and short, not the requirement's text


def table(root, path):
    return list(csv.DictReader(io.StringIO(common.read(root, path))))


def evidence_of(row):
    """("test", suite, name, sentence or None) and ("file", path), in their order."""
    for item in filter(None, (part.strip() for part in row["evidence"].split(";"))):
        test = re.fullmatch(r"test ([^/:]+)/([^:]+)(?:: (.+))?", item)
        if test:
            yield ("test", *test.groups())
        elif item.startswith("file "):
            yield ("file", item[len("file "):])
        else:
            yield ("unknown", item)


def listed(build, what):
    path = pathlib.Path(build) / "meson-info" / f"intro-{what}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def sources_of_tests(build):
    """{(suite, name): the files that it is made of}, as meson lists them."""
    here = pathlib.Path(build)
    made = {here / name: [here / source for part in target["target_sources"] for source in part["sources"]]
            for target in listed(build, "targets") for name in target["filename"]}
    found = {}
    for test in listed(build, "tests"):
        words = [here / word for word in test["cmd"]]
        files = [file for word in words for file in [word, *made.get(word, [])] if file.suffix in SENTENCES]
        for suite in test["suite"]:
            found[(suite.split(":")[-1], test["name"])] = files
    return found


def in_c(sentence):
    return re.compile(rf"\bTEST\({re.escape(sentence)}\)")


def quoted(sentence):
    return re.compile(rf"""(["'`]){re.escape(sentence)}\1""")


SENTENCES = {".c": in_c, ".py": quoted, ".js": quoted}


def has_sentence(files, sentence):
    return any(SENTENCES[file.suffix](sentence).search(file.read_text(encoding="utf-8")) for file in files if file.exists())


def names_test(text, name):
    """Whether this text of meson has a test of this name, whole or put together as in test('http ' + name."""
    starts = re.findall(r"test\('([^']+)' \+ name\b", text)
    return f"test('{name}'" in text or any(name.startswith(start) and f"'{name[len(start):]}'" in text for start in starts)


def not_built(root, name):
    """Of a test that this build leaves out because something is not installed: the files beside the meson.build that names it."""
    for path in pathlib.Path(root, "tests").rglob("meson.build"):
        if names_test(path.read_text(encoding="utf-8"), name):
            return [file for file in path.parent.iterdir() if file.suffix in SENTENCES]
    return None


def check_test(root, tests, suite, name, sentence):
    files = tests[(suite, name)] if (suite, name) in tests else not_built(root, name)
    if files is None:
        return f"there is no test {suite}/{name}"
    if sentence and not has_sentence(files, sentence):
        return f"the test {suite}/{name} has no {sentence!r}"
    return None


def check_file(root, given):
    path, _, anchor = given.partition("#")
    full = pathlib.Path(root) / path
    if not full.exists():
        return f"there is no file {path}"
    if anchor and anchor not in links.anchors(full.read_text(encoding="utf-8")):
        return f"{given} names no heading"
    return None


def check_evidence(root, tests, row):
    for kind, *what in evidence_of(row):
        if kind == "test":
            fault = check_test(root, tests, *what)
        elif kind == "file":
            fault = check_file(root, *what)
        else:
            fault = f"{what[0]!r} is neither a test nor a file"
        if fault:
            yield fault


def check_row(row, levels):
    if row["level"] != levels[row["id"]]:
        yield f"is of level {levels[row['id']]}"
    if row["answer"] not in ANSWERS:
        yield f"{row['answer']!r} is no answer"
    if row["answer"] == "met" and not row["evidence"].strip():
        yield "is met by nothing that is named"
    if not row["title"] or len(row["title"]) > TITLE_LIMIT:
        yield f"its title has not from 1 to {TITLE_LIMIT} characters"
    if not row["why"].endswith("."):
        yield "does not say why, in a sentence"


def check(root, build):
    levels = {row["id"]: row["level"] for row in table(root, IDS)}
    rows = table(root, TABLE)
    if not rows or list(rows[0]) != COLUMNS:
        return [f"{TABLE}: its columns are not {', '.join(COLUMNS)}"]
    tests, seen, faults = sources_of_tests(build), set(), []
    for row in rows:
        if row["id"] not in levels:
            found = ["there is no such requirement"]
        elif row["id"] in seen:
            found = ["is answered twice"]
        else:
            found = [*check_row(row, levels), *check_evidence(root, tests, row)]
        seen.add(row["id"])
        faults += [f"{TABLE}: {row['id']}: {fault}" for fault in found]
    faults += [f"{TABLE}: {one}: is not answered" for one, level in levels.items() if level == "1" and one not in seen]
    return faults


SOUND = {
    IDS: "id,level\nV1.2.1,1\nV1.2.2,1\nV1.2.6,2\nV1.3.1,2\n",
    TABLE: "id,level,title,answer,evidence,why\n"
           "V1.2.1,1,Escaping,met,test web/page: text_stays_text; file docs/guide.md#the-way-back,Each place has its escaping.\n"
           "V1.2.2,1,Addresses,not met,,We do not.\n"
           "V1.2.6,2,LDAP,not applicable,test http/http site: it is asked; test cli/refuse; test checks/words,There is no LDAP.\n",
    "docs/guide.md": "# Guide\n## The way back\n",
    "tests/cli/meson.build": "test('refuse', python)\n",
    "tests/http/meson.build": "foreach name : ['site']\n  test('http ' + name, python)\nendforeach\n",
    "tests/http/site.py": 'check(good, "it is asked")\n',
    "tests/unit/web/page.c": "TEST(text_stays_text)\n{\n}\n",
}
LISTS = {
    "tests": [{"name": "page", "suite": ["project:web"], "cmd": ["unit/test_page"]},
              {"name": "words", "suite": ["project:checks"], "cmd": ["python3", "../tests/words.py"]}],
    "targets": [{"filename": ["unit/test_page"], "target_sources": [{"sources": ["../tests/unit/web/page.c"]}]}],
}


def with_row(old, new):
    return {TABLE: SOUND[TABLE].replace(old, new)}


PLANTS = [
    (with_row("V1.2.2,1,Addresses,not met,,We do not.\n", ""), "V1.2.2: is not answered"),
    (with_row("V1.2.6,2,LDAP", "V1.2.1,1,LDAP"), "V1.2.1: is answered twice"),
    (with_row("V1.2.6,2", "V9.9.9,2"), "V9.9.9: there is no such requirement"),
    (with_row("V1.2.6,2", "V1.2.6,1"), "V1.2.6: is of level 2"),
    (with_row("not met", "partly"), "'partly' is no answer"),
    (with_row("not met", "met"), "V1.2.2: is met by nothing"),
    (with_row("We do not.", ""), "V1.2.2: does not say why"),
    (with_row("Addresses", "A" * 61), "its title has not"),
    (with_row("test web/page: text", "test web/pages: text"), "there is no test web/pages"),
    (with_row("http/http site", "http/http sites"), "there is no test http/http sites"),
    (with_row("text_stays_text", "text_stays"), "has no 'text_stays'"),
    (with_row("it is asked", "it is"), "has no 'it is'"),
    (with_row("docs/guide.md", "docs/none.md"), "there is no file docs/none.md"),
    (with_row("the-way-back", "the-way"), "docs/guide.md#the-way names no heading"),
    (with_row("test checks/words", "our good will"), "'our good will' is neither"),
    (with_row("id,level,title", "id,title,level"), "its columns are not"),
]


if __name__ == "__main__":
    SOUND |= {f"build/meson-info/intro-{what}.json": json.dumps(content) for what, content in LISTS.items()}
    common.main(lambda root: check(root, sys.argv[2] if sys.argv[2:] else pathlib.Path(root) / "build"), SOUND, PLANTS)
