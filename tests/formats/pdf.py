#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pdf.py WRITE CRAFFU SOURCE DOCUMENT.yaml...   PDFs, as qpdf, pdf.js and `craffu check-pdf` see them.

Those of the documents and of the demonstration's report, in both languages and both sizes. Faults are planted in copies: the
checker that is named must find each. pdf.js is left out where npm did not install it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import editions

HERE = pathlib.Path(__file__).resolve().parent
NO_PDFJS = "pdf.js is not installed"


def qpdf_problems(path):
    run = subprocess.run(["qpdf", "--check", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                         errors="replace", check=False)
    return [] if run.returncode == 0 else run.stdout.splitlines()


def craffu_problems(craffu, path):
    run = subprocess.run([craffu, "check-pdf", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                         env={**os.environ, "LANGUAGE": "en"}, check=False)
    if run.returncode == 0 and "passes" in run.stdout and not run.stderr:
        return []
    return run.stderr.splitlines() or [f"status {run.returncode}, but nothing is said"]


def elements(node, parents=()):
    """Each element with those that it stands in."""
    if "role" in node:
        yield node, parents
    for child in node.get("children", []):
        yield from elements(child, parents + (node.get("role"),))


def contents(node):
    """The ids of marked contents and objects in a tree."""
    if node.get("type"):
        yield node["id"]
    for child in node.get("children", []):
        yield from contents(child)


def page_problems(number, page):
    tree = page["structure"] or {}
    reached = list(contents(tree))
    for mark in page["marks"]:
        if reached.count(mark) != 1:
            yield f"page {number}: {mark} is {reached.count(mark)} times in the structure"
    if page["untagged"]:
        yield f"page {number}: outside the structure: {page['untagged'][:60]}"
    for link in page["links"]:
        if link["id"] not in reached:
            yield f"page {number}: a link is not in the structure"
        if not link["words"]:
            yield f"page {number}: a link without words"
    for node, parents in elements(tree):
        role = node["role"]
        if role in ("TH", "TD") and parents[-1] != "TR" or role == "LI" and parents[-1] != "L":
            yield f"page {number}: {role} in {parents[-1]}"
        if role == "Figure" and not node.get("alt", "").strip():
            yield f"page {number}: a figure without words"


def pdfjs_problems(path, language):
    """What is wrong in what pdf.js sees."""
    run = subprocess.run(["node", HERE / "pdf_structure.mjs", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True, check=False)
    if run.returncode != 0:
        return [f"pdf.js failed: {run.stderr.strip()[-300:]}"]
    seen = json.loads(run.stdout.rsplit("\n", 1)[-1])  # pdf.js may warn before it
    problems = [f"{name}: {seen[name]}" for name, expected in
                (("language", language), ("part", "1"), ("marked", True), ("shows_title", True))
                if seen[name] != expected]
    problems += [f"no {name}" for name in ("title", "outline") if not seen[name]]
    roles = {node["role"] for page in seen["pages"] for node, _ in elements(page["structure"] or {})}
    problems += [f"no {role}" for role in ("Document", "H1", "P") if role not in roles]
    for number, page in enumerate(seen["pages"], 1):
        problems += page_problems(number, page)
    return problems


# ---- Planted faults ----------------------------------------------------------------------------------------------

# Who must find it, the fault, and what replaces what in the file without packed streams.
FAULTS = [
    ("qpdf", "a page that is not there", rb"/Kids \[\n    (\d+) 0 R", rb"/Kids [\n    99999 0 R"),
    ("pdf.js", "no language", rb"/Lang \([a-z-]+\)\n  /MarkInfo", rb"/MarkInfo"),
    ("pdf.js", "not marked", rb"/Marked true", rb"/Marked false"),
    ("pdf.js", "another part of PDF/UA", rb"<pdfuaid:part>1<", rb"<pdfuaid:part>2<"),
    ("pdf.js", "the title is not shown", rb"/DisplayDocTitle true", rb"/DisplayDocTitle false"),
    ("pdf.js", "no outline", rb"/Outlines \d+ 0 R", b""),
    ("pdf.js", "a figure without words", rb"/Alt \((?:[^()\\]|\\.)*\)|/Alt <[0-9a-f]*>", b""),
    ("pdf.js", "a link without words", rb"/Contents (?:\((?:[^()\\]|\\.)*\)|<[0-9a-f]*>)", b""),
    ("pdf.js", "text outside the structure", rb"/H1 ?<</MCID \d+>> ?BDC", b"/H1 BMC"),
    ("pdf.js", "a cell outside a row", rb"/S /TR\n", b"/S /P\n"),
    ("craffu", "a header cell without scope", rb"/Scope /Column", b""),
    ("craffu", "a level of headings is skipped", rb"/S /H2\n", b"/S /H3\n"),
    ("craffu", "artwork outside the structure", rb"/Artifact ?(?:<<[^>]*>> ?BDC|BMC)", b"/Span BMC"),
    ("craffu", "a language that is none", rb"/Lang \([a-z-]+\)", b"/Lang (e)"),
    ("craffu", "a font without Unicode", rb"/ToUnicode \d+ 0 R", b""),
    ("craffu", "a glyph of another width", rb"\[\n      277\.832\n", rb"[\n      279\n"),
    ("craffu", "a figure without its box", rb"/BBox \[[^\]]*\]", b""),
    ("craffu", "a title without its language", rb' xml:lang="x-default"', b""),
    ("craffu", "a version that the standard does not know", rb"^%PDF-1\.\d", b"%PDF-1.8"),
]


def planted(path, folder, pattern, replacement):
    """A copy, unpacked, with the first of the pattern replaced; None if it is not there."""
    plain, faulty, fixed = (folder / name for name in ("plain.pdf", "faulty.pdf", "fixed.pdf"))
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, plain], check=True)
    content, count = re.subn(pattern, replacement, plain.read_bytes(), count=1)
    if not count:
        return None
    faulty.write_bytes(content)
    with open(fixed, "wb") as to:
        subprocess.run(["fix-qdf", faulty], check=True, stdout=to)
    return fixed


def check_faults(tests, checkers, path, folder):
    for checker, name, pattern, replacement in FAULTS:
        if checker not in checkers:
            continue
        faulty = planted(path, folder, pattern, replacement)
        found = checkers[checker](faulty) if faulty else []
        tests.result(f"{checker} finds: {name}", [] if found else ["nothing was found" if faulty else "it could not be planted"])


def check_encryption(tests, craffu, path, folder):
    """With the empty password, which every reader tries."""
    locked = folder / "locked.pdf"
    for rule, options in (("ISO 14289-1, 7.16", ["256"]), ("26-002", ["128", "--accessibility=n"])):
        subprocess.run(["qpdf", "--allow-weak-crypto", "--encrypt", "", "owner", *options, "--", path, locked], check=True)
        found = [problem for problem in craffu_problems(craffu, locked) if rule in problem]
        tests.result(f"craffu finds: encryption, {rule}", [] if found else ["nothing was found"])


# ---- Numbers -----------------------------------------------------------------------------------------------------

# The conditions that the Matterhorn Protocol 1.1 gives to machines, by checkpoint: 87.
MACHINE = {1: "3-5 7", 2: "1 3 4", 6: "1-3", 7: "1 2", 9: "4-8", 10: "1", 11: "1-6", 13: "4", 14: "2 3 6 7", 15: "3", 17: "2 3",
           19: "3 4", 20: "1-3", 21: "1", 25: "1", 26: "1 2", 28: "2 4-12 14-18", 30: "1 2", 31: "1-9 11-30"}


def spans(text):
    """Numbers of "1 3-5"."""
    for span in text.split():
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)


def numbering_problems(rules, document):
    """Rules of check-pdf with a number that the Protocol does not give to machines, or that the document does not tell."""
    machine = {f"{point:02}-{number:03}" for point, numbers in MACHINE.items() for number in spans(numbers)}
    told = set(re.findall(r"\b\d\d-\d\d\d\b", document))
    for point, first, last in re.findall(r"(\d\d)-(\d\d\d) to \d\d-(\d\d\d)", document):
        told |= {f"{point}-{number:03}" for number in range(int(first), int(last) + 1)}
    used = re.findall(r"\[PDF_RULE_\w+\] = \{\s*\"([^\"]+)\"", rules)
    for number in used:
        if not number.startswith("ISO") and number not in machine:
            yield f"{number} is no condition for machines"
        if number not in told and number.split(", ")[-1] not in document:
            yield f"{number} is not in the document"
    if len(machine) != 87 or len(used) < 60:
        yield f"{len(machine)} conditions, {len(used)} rules"


def check_numbers(tests, source):
    source = pathlib.Path(source)
    rules = (source / "src/document/pdf_check.c").read_text(encoding="utf-8")
    document = (source / "docs/pdf.md").read_text(encoding="utf-8").partition("## What is checked")[2]
    tests.result("the numbers of rules", list(numbering_problems(rules, document)))
    faulty = rules.replace('{"31-016"', '{"31-010"').replace('{"ISO 14289-1, 7.19"', '{"ISO 14289-1, 7.99"')
    found = list(numbering_problems(faulty, document))
    tests.result("a number that there is not is found", [] if len(found) == 3 else found or ["nothing was found"])


# ---- Pages as they are seen ------------------------------------------------------------------------------------

LONG_TITLE = "A title that is much too long to stand above every page of a document " * 4


def long_table(folder):
    """The description of a document with a table of many pages, whose rows are in one group, under a title that is too long."""
    rows = "".join(f"            - [Outcome {i}, {i}, Judged-appropriate-in-part, A remark of a few words that needs room of its own]\n" for i in range(90))
    path = folder / "long.yaml"
    path.write_text(f"""documents:
  - language: en
    title: {LONG_TITLE.strip()}
    organisation: The office
    date: 2024-05-01
    identifier: R-1
    blocks:
      - table:
          id: outcomes
          caption: Outcomes
          columns:
            - {{id: what, heading: Outcome, kind: text, row_header: true}}
            - {{id: cases, heading: Cases, kind: count}}
            - {{id: judgement, heading: Judgement-of-moderators, kind: text}}
            - {{id: remarks, heading: Observations-of-reviewers, kind: text}}
          rows:
            - group: {{id: contact, heading: Contact with victims}}
{rows}""", encoding="utf-8")
    return path


def pages_of(path):
    run = subprocess.run(["pdftotext", "-layout", path, "-"], stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.split("\f")[:-1]


def layout_problems(path, label):
    """What a reader of any page but the first must see: the group that goes on, one or two lines of the title."""
    pages = pages_of(path)
    if len(pages) < 3:
        yield f"there are {len(pages)} pages"
    begins = next((number for number, page in enumerate(pages, 1) if "Contact with victims" in page), 1)
    for number, page in enumerate(pages[1:], 2):
        above = re.split("Table 1|Outcome", page)[0]
        if number > begins and "Contact with victims (continued)" not in page:
            yield f"page {number} does not name the group"
        if "…" not in above or len([line for line in above.split("\n") if line.strip()]) > 2:
            yield f"page {number} has above it {above!r}"
        if label and label not in page.replace("\n", " "):
            yield f"page {number} does not say “{label}” of the cells beneath the rows"


def check_layout(tests, write, folder):
    editions.write(write, [long_table(folder)], folder)
    tests.result("a group is named on each page and the title does not take it", list(layout_problems(folder / "long.en.pdf", "")))
    tests.result("so in large print, where cells beneath a row have a label",
                 list(layout_problems(folder / "long.en.large.pdf", "Observations-of-reviewers: A remark")))


def pdfjs_is_there():
    probe = "import('pdfjs-dist/legacy/build/pdf.mjs').catch(() => process.exit(1))"
    return bool(shutil.which("node")) and subprocess.run(["node", "-e", probe], cwd=HERE, check=False,
                                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def main():
    write, craffu, source, *documents = sys.argv[1:]
    if not shutil.which("qpdf"):
        editions.skip("qpdf is not installed")
    tests = editions.Tests()
    check_numbers(tests, source)
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as faulty:
        folder = pathlib.Path(name)
        editions.write(write, documents, name)
        for formats in ("pdf", "pdf-large"):
            editions.report(craffu, source, folder, formats)
        checkers = {"qpdf": qpdf_problems, "craffu": lambda path: craffu_problems(craffu, path)}
        if pdfjs_is_there():
            checkers["pdf.js"] = lambda path: pdfjs_problems(path, "en")
        else:
            print(f"# {NO_PDFJS}")
        for path in sorted(folder.glob("*.pdf")):
            tests.result(f"{path.name} by qpdf", qpdf_problems(path))
            tests.result(f"{path.name} by check-pdf", craffu_problems(craffu, path))
            if "pdf.js" in checkers:
                tests.result(f"{path.name} by pdf.js", pdfjs_problems(path, path.name.split(".")[1]))
        if shutil.which("pdftotext"):
            check_layout(tests, write, pathlib.Path(faulty))
        check_faults(tests, checkers, folder / "hate-crime-snapshot-2019.en.pdf", pathlib.Path(faulty))
        check_encryption(tests, craffu, folder / "hate-crime-snapshot-2019.en.pdf", pathlib.Path(faulty))
    tests.end()


main()
