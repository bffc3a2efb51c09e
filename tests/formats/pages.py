#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pages.py WRITE CRAFFU SOURCE DOCUMENT.yaml...   How what is in a PDF stands on its pages: what a reader of paper sees.

The demonstration's report, and a table with more columns than a page has room for, in both sizes. What is where is read from the file:
the structure says what belongs together, the operators of each page how high it stands. Faults are planted in what was read: each
rule must find its own.
"""
import base64
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import editions

HEADINGS = ("H1", "H2", "H3", "H4")
THIRD = 1 / 3
LARGE_PRINT = 18  # points

# ---- Reading -----------------------------------------------------------------------------------------------------


class Element:
    """Of the structure, with the places of its own content: (page, top, bottom), from the upper edge down."""

    def __init__(self, kind, parent):
        self.kind, self.parent, self.kids, self.own = kind, parent, [], []

    def places(self):
        return self.own + [place for kid in self.kids for place in kid.places()]

    def pages(self):
        return sorted({page for page, _, _ in self.places()})

    def all(self, kind):
        found = [self] if self.kind == kind else []
        return found + [element for kid in self.kids for element in kid.all(kind)]

    def height(self, page):
        here = [place for place in self.places() if place[0] == page]
        return max(bottom for _, _, bottom in here) - min(top for _, top, _ in here) if here else 0


class Document:
    def __init__(self, path):
        run = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path],
                             stdout=subprocess.PIPE, check=True)
        self.objects = json.loads(run.stdout)["qpdf"][1]
        self.sizes, self.marks, self.order = set(), {}, []
        root = self.resolve(self.objects["trailer"]["value"]["/Root"])
        self.pages = self.resolve(root["/Pages"])["/Kids"]
        for number, page in enumerate(self.pages):
            self.read_page(number, self.resolve(page))
        self.root = self.element(self.resolve(root["/StructTreeRoot"])["/K"], None, None)

    def resolve(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects[f"obj:{value}"]
            value = found.get("value", found.get("stream"))
        return value

    def read_page(self, number, page):
        """The places of the marked contents, by text and rectangles."""
        stream = self.objects[f"obj:{page['/Contents']}"]["stream"]
        content = base64.b64decode(stream["data"]).decode("latin-1")
        height, mark, size = page["/MediaBox"][3], None, 0
        for line in re.findall(r"/\w+ ?<</MCID \d+.*?>>BDC|/Artifact.*?B[DM]C|EMC|/F\d+ [\d.]+ Tf|[-\d. ]+ (?:Tm|re)\b", content):
            begins = re.search(r"/MCID (\d+)", line)
            if begins:
                mark = (number, int(begins[1]))
            elif line == "EMC" or line.startswith("/Artifact"):
                mark = None
            elif line.endswith("Tf"):
                size = float(line.split()[1])
                self.sizes.add(size)
            elif mark:
                numbers = [float(word) for word in line.split()[:-1]]
                above, below = (0.75 * size, 0.25 * size) if line.endswith("Tm") else (numbers[-1], 0)
                base = height - (numbers[-1] if line.endswith("Tm") else numbers[1])
                self.marks.setdefault(mark, []).append((number, base - above, base + below))

    def element(self, value, parent, page):
        value = self.resolve(value)
        if isinstance(value, list):
            value = self.resolve(value[0])
        element = Element(value["/S"].lstrip("/"), parent)
        page = value.get("/Pg", page)
        kids = self.resolve(value.get("/K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = self.resolve(kid)
            if isinstance(kid, int):
                self.take(element, page, kid)
            elif "/MCID" in kid:
                self.take(element, kid.get("/Pg", page), kid["/MCID"])
            elif "/S" in kid:
                element.kids.append(self.element(kid, element, page))
        return element

    def take(self, element, page, mark):
        element.own += self.marks.get((self.pages.index(page), mark), [])

    def room(self):
        """Of a page but the first: from the highest to the lowest of what stands on any."""
        places = [place for place in self.root.places() if place[0] > 0]
        return min(top for _, top, _ in places), max(bottom for _, _, bottom in places)


# ---- Rules -------------------------------------------------------------------------------------------------------


def empty_pages(document):
    top, bottom = document.room()
    for page in range(1, len(document.pages) - 1):
        reached = max((place[2] for place in document.root.places() if place[0] == page), default=top)
        if reached - top < THIRD * (bottom - top):
            yield f"page {page + 1} is filled to {100 * (reached - top) / (bottom - top):.0f} %"


def lone_headings(document):
    """Headings, captions and what introduces, in the order of the structure, with what follows them."""
    leaves = [element for element in blocks(document.root) if element.pages()]
    for before, after in zip(leaves, leaves[1:]):
        if before.kind in HEADINGS and before.pages()[-1] != after.pages()[0]:
            yield f"a heading stands at the foot of page {before.pages()[-1] + 1}"
        introduces = before.kind == "P" and leaves.index(before) and leaves[leaves.index(before) - 1].kind in HEADINGS
        if introduces and after.kind in ("Table", "L", "Div") and before.pages()[-1] != after.pages()[0]:
            yield f"what introduces a {after.kind} stands on page {before.pages()[-1] + 1}, and that on the next"


def blocks(root):
    """The blocks of the body, one after another."""
    return [kid for kid in root.kids if kid.kind not in ("Note",)]


def body_rows(table):
    return [row for body in table.all("TBody") for row in body.all("TR") if row.all("TD") or len(row.kids) > 1]


def lone_rows(document):
    top, bottom = document.room()
    for number, table in enumerate(document.root.all("Table"), 1):
        rows = body_rows(table)
        first = {row.pages()[0] for row in rows[:1]}
        if table.all("Caption") and table.all("Caption")[0].pages()[-1] not in first:
            yield f"the caption of table {number} does not stand above its first row"
        for page in table.pages() if len(rows) > 1 else []:
            here = [row for row in rows if page in row.pages()]
            if len(here) == 1 and here[0].height(page) < (bottom - top) / 5:
                yield f"one row of table {number} stands alone on page {page + 1}"


def cut_figures(document):
    top, bottom = document.room()
    for figure in document.root.all("Figure"):
        pages = figure.pages()
        height = sum(figure.height(page) for page in pages)
        if len(pages) > 1 and height < 0.9 * (bottom - top):
            yield f"a figure that has room on one page is cut after page {pages[0] + 1}"
        if figure.parent.kind == "Div" and figure.parent.kids[0].pages()[-1] != pages[0]:
            yield f"the caption of a figure stands on page {figure.parent.kids[0].pages()[-1] + 1}, without it"


RULES = {"no page is nearly empty": empty_pages, "headings and introductions go with what follows": lone_headings,
         "no row stands alone, nor a caption": lone_rows, "no figure is cut that fits on a page": cut_figures}


# ---- Words -------------------------------------------------------------------------------------------------------


def pieces(text):
    """Words, parted at hyphens, where a line may end."""
    return [piece.strip(":.,;()[]…") for word in text.split() for piece in re.split(r"[-/@.]", word)]


def broken_words(path):
    """What stands on the pages and is no word of the structure. A hash is longer than any line."""
    said = subprocess.run(["pdfinfo", "-struct-text", path], stdout=subprocess.PIPE, text=True, check=True).stdout
    whole = set(pieces(" ".join(re.findall(r'^\s*"(.*)"$', said, re.M)).replace('"', "")))
    joined = re.sub(r'"\s*\n\s*(?:Object.*\n\s*)*"', "", said)
    whole |= set(pieces(" ".join(re.findall(r'^\s*"(.*)"$', joined, re.M))))
    seen = subprocess.run(["pdftotext", "-raw", path, "-"], stdout=subprocess.PIPE, text=True, check=True).stdout
    for word in pieces(seen):
        if len(word) > 1 and word.isalpha() and word not in whole and word not in ("continued", "parhad", "Page", "Tudalen", "of", "o"):
            yield f"“{word}” is part of a word"


def small_type(document):
    return [f"type of {size} points" for size in sorted(document.sizes) if size < LARGE_PRINT]


# ---- Faults ------------------------------------------------------------------------------------------------------


def moved(element, page):
    for kid in element.kids:
        moved(kid, page)
    element.own = [(page, top, bottom) for _, top, bottom in element.own]


def plant_empty(document):
    page = len(document.pages) // 2
    places = sorted(place for place in document.root.places() if place[0] == page)
    first = places[0][1] + 20

    def strip(element):
        element.own = [place for place in element.own if place[0] != page or place[2] < first]
        for kid in element.kids:
            strip(kid)
    strip(document.root)


def plant_heading(document):
    heading = document.root.all("H2")[-1]
    moved(heading, heading.pages()[0] - 1)


def plant_row(document):
    table = max(document.root.all("Table"), key=lambda found: len(body_rows(found)))
    row = body_rows(table)[-1]
    moved(row, row.pages()[-1] + 1)


def plant_figure(document):
    figure = document.root.all("Figure")[-1]
    page, top, bottom = figure.own[-1]
    figure.own[-1] = (page + 1, top, bottom)


PLANTS = {empty_pages: plant_empty, lone_headings: plant_heading, lone_rows: plant_row, cut_figures: plant_figure}


# ---- Documents ---------------------------------------------------------------------------------------------------


def wide_table(folder):
    """A table of nine columns, whose words are long, and one of three rows at each of many heights of the page."""
    columns = "".join(f"            - {{id: c{i}, heading: Uninterruptedness, kind: {kind}}}\n"
                      for i, kind in enumerate(["text", "count", "text", "proportion", "proportion", "date", "count", "text"]))
    row = "            - [Acknowledgement of entitlement, Straightforwardly, 12, Disproportionately, 3/9, 4/9, 2024-05-01, 7, Misunderstandings]\n"
    few = "".join(f"""      - paragraph: A paragraph of a few words, number {i}.
      - table:
          id: few{i}
          caption: Three rows
          columns:
            - {{id: what, heading: Outcome, kind: text, row_header: true}}
            - {{id: cases, heading: Cases, kind: count}}
          rows:
            - [One, 1]
            - [Two, 2]
            - [Three, 3]
            - [Four, 4]
""" for i in range(12))
    path = folder / "wide.yaml"
    path.write_text(f"""documents:
  - language: en
    title: A wide table
    organisation: The office
    date: 2024-05-01
    identifier: R-1
    blocks:
      - table:
          id: wide
          caption: Nine columns
          columns:
            - {{id: what, heading: Outcome, kind: text, row_header: true}}
{columns}          rows:
{row * 6}{few}""", encoding="utf-8")
    return path


def check(tests, path):
    document, large = Document(path), ".large." in path.name
    for name, rule in RULES.items():
        tests.result(f"{path.name}: {name}", list(rule(document)))
    if large:
        tests.result(f"{path.name}: nothing is smaller than {LARGE_PRINT} points", small_type(document))
        tests.result(f"{path.name}: no word is broken", list(broken_words(path)))


def check_faults(tests, path):
    for name, rule in RULES.items():
        document = Document(path)
        before = list(rule(document))
        PLANTS[rule](document)
        found = [problem for problem in rule(document) if problem not in before]
        tests.result(f"where it is not so, that is found: {name}", [] if found else ["nothing was found"])


def main():
    write, craffu, source, *_ = sys.argv[1:]
    if not all(shutil.which(tool) for tool in ("qpdf", "pdfinfo", "pdftotext")):
        editions.skip("qpdf or poppler is not installed")
    tests = editions.Tests()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for formats in ("pdf", "pdf-large"):
            editions.report(craffu, source, folder, formats)
        editions.write(write, [wide_table(folder)], folder)
        for path in sorted(folder.glob("*.pdf")):
            check(tests, path)
        check_faults(tests, folder / "hate-crime-snapshot-2019.en.pdf")
    tests.end()


if __name__ == "__main__":
    main()
