#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guidance.py WRITE DOCUMENT.yaml...   Spreadsheets against the Government Analysis Function's guidance, and the document.

Each XLSX and ODS file is read back. It must keep the rules of "Releasing statistics in spreadsheets" that can be looked at; both
must have the same cells; and every cell of the document's tables, as its JSON form has them, must be found.
Faults are planted in a copy: each must be found.
"""
import copy
import datetime
import json
import pathlib
import re
import sys
import tempfile

import editions
import sheets as reading

# A number of no more digits than a spreadsheet keeps, and one per cent: where a whole cell is one, or begins with a share, it should be a
# number.
NUMBER = re.compile(r"[-−]?\d[\d,]{0,18}(\.\d+)?")
PERCENT = re.compile(r"^[-−]?[\d,]*\.?\d+\s?%")
ONE_TABLE = {"en": "This worksheet contains one table.", "cy": "Mae un tabl yn y daflen waith hon."}

# ---- The guidance ----------------------------------------------------------------------------------------------


def names_problems(sheets):
    names = [s.name.casefold() for s in sheets]
    yield from (f"two worksheets are called {s.name}" for s in sheets if names.count(s.name.casefold()) > 1)
    for sheet in sheets:
        if len(sheet.name.encode("utf-16-le")) > 62 or re.search(r"[\[\]:*?/\\]|^'|'$|^\s|\s$|^$", sheet.name):
            yield f"{sheet.name}: not a name that Excel takes"


def table_problems(sheet, language):
    """Of any worksheet but the cover."""
    if len(sheet.tables) != 1:
        yield f"{sheet.name}: {len(sheet.tables)} tables"
        return
    name, top, left, bottom, right = sheet.tables[0]
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) or re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", name):
        yield f"{sheet.name}: {name} is no name of a table"
    if sheet.rows[1] != [ONE_TABLE[language]]:
        yield f"{sheet.name}: A2 does not say that there is one table"
    if left != 0 or bottom != len(sheet.rows) - 1 or bottom <= top:
        yield f"{sheet.name}: the table is not the rest of the worksheet"
    yield from (f"{sheet.name}: row {n + 1} has more than one cell" for n, row in enumerate(sheet.rows[:top])
                if len(row) != 1)
    yield from cell_problems(sheet, top, right)


def cell_problems(sheet, top, right):
    headings = sheet.rows[top]
    if any(not isinstance(h, str) for h in headings) or len({h.casefold() for h in headings}) < len(headings):
        yield f"{sheet.name}: headings are not unique texts"
    for number, row in enumerate(sheet.rows[top:], top + 1):
        if len(row) != right + 1:
            yield f"{sheet.name}: row {number} has {len(row)} cells"
        for cell in row:
            if cell is None or cell == "" or isinstance(cell, str) and not cell.strip():
                yield f"{sheet.name}: row {number} has a blank cell"
    for column in zip(*sheet.rows[top + 1:]):
        if any(isinstance(c, (int, float)) for c in column) and any(isinstance(c, str) and NUMBER.fullmatch(c) for c in column):
            yield f"{sheet.name}: {column} has a number that is text"
        yield from (f"{sheet.name}: {c} is a number that is text" for c in column if isinstance(c, str) and PERCENT.search(c))


def shorthand_problems(sheets):
    """Every mark in a table is explained."""
    marks = {row[0] for row in sheets[2].rows} if len(sheets) > 2 else set()
    for sheet in sheets[2:]:
        for row in sheet.rows[sheet.tables[0][1] + 1:] if sheet.tables else []:
            for cell in row:
                if isinstance(cell, str) and re.fullmatch(r"\[[a-z][0-9]*\]", cell) and cell not in marks:
                    yield f"{sheet.name}: {cell} is not explained"


def guidance_problems(sheets, language):
    yield from names_problems(sheets)
    for sheet in sheets:
        for fault in ("merged", "frozen", "filtered"):
            if getattr(sheet, fault):
                yield f"{sheet.name}: {fault}"
        if any(not row for row in sheet.rows):
            yield f"{sheet.name}: a blank row"
    for sheet in sheets[1:]:
        yield from table_problems(sheet, language)
    linked = [name for name in sheets[1].links.values()]
    if linked != [s.name for s in sheets[2:]]:
        yield "the contents do not link to every worksheet behind them"
    yield from shorthand_problems(sheets)


# ---- The document ----------------------------------------------------------------------------------------------


def words(runs):
    """Some of what the runs say; enough to find the cell."""
    return [run["text"] for run in runs if "text" in run]


def cell_faults(cell, kind, found, reasons):
    """The cells that stand for one of the document's. A value that is not there has its reason."""
    if "empty" in cell:
        wrong = any(reasons.get(f) != cell["empty"] for f in found)
    elif kind == "proportion":
        wrong = found != [cell["part"], cell["base"]]
    elif kind == "count":
        wrong = found != [cell["count"]] and found != [f"{cell['count']:,}"]
    elif kind == "decimal":
        wrong = found != [cell["number"]]
    elif "values" in cell:
        wrong = len(found) != len(cell["values"]) or any(
            reasons.get(f) != v["empty"] if isinstance(v, dict) else f != v for f, v in zip(found, cell["values"]))
    elif kind == "date":
        wrong = found != [datetime.date.fromisoformat(cell["date"])]
    else:
        wrong = any(word not in found[0] for word in words(cell["text"]))
    return [f"{cell} became {found}"] if wrong else []


def parity_problems(sheets, document):
    tables = [b for b in document["blocks"] if b["kind"] == "table"]
    reasons = {row[0]: row[2] for s in sheets[2:3] for row in s.rows if len(row) == 3}
    pages = sheets[len(sheets) - len(tables):]
    for table, sheet in zip(tables, pages):
        rows = sheet.rows[sheet.tables[0][1] + 1:]
        grouped = any(g.get("heading") for g in table.get("groups", []))
        if len(rows) != len(table["rows"]):
            yield f"{sheet.name}: {len(rows)} rows for {len(table['rows'])}"
        groups = [g.get("heading", "") for g in table.get("groups", []) for _ in range(g["rows"])]
        for number, (row, cells) in enumerate(zip(table["rows"], rows)):
            if grouped and groups[number] and cells[0] != groups[number]:
                yield f"{sheet.name}: {cells[0]} is not {groups[number]}"
            at = int(grouped)
            for column, cell in zip(table["columns"], row["cells"]):
                width = 2 if column["kind"] == "proportion" else len(column.get("values", [0]))
                yield from cell_faults(cell, column["kind"], cells[at:at + width], reasons)
                at += width


# ---- Planted faults --------------------------------------------------------------------------------------------


def last(sheets):
    return next(s for s in sheets if s.tables and s.tables[0][0].startswith("Table_"))


def plant_blank(sheets):
    last(sheets).rows[-1][0] = None


def plant_text_number(sheets):
    sheet = last(sheets)
    row = sheet.rows[-1]
    at = next(i for i, cell in enumerate(row) if isinstance(cell, int))
    row[at] = str(row[at])


def plant_percentage(sheets):
    last(sheets).rows[-1][0] = "29.6 %"


def plant_merged(sheets):
    last(sheets).merged = True


def plant_two_tables(sheets):
    last(sheets).tables *= 2


def plant_long_name(sheets):
    last(sheets).name += "x" * 31


def plant_lost_link(sheets):
    sheets[1].links.popitem()


def plant_unexplained(sheets):
    last(sheets).rows[-1][0] = "[q]"


FAULTS = [plant_blank, plant_text_number, plant_percentage, plant_merged, plant_two_tables, plant_long_name, plant_lost_link,
          plant_unexplained]


def main():
    tests = editions.Tests()
    with tempfile.TemporaryDirectory() as folder:
        editions.write(sys.argv[1], sys.argv[2:], folder)
        for path in sorted(pathlib.Path(folder).glob("*.xlsx")):
            language = path.suffixes[-2][1:]
            document = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            both = [reading.read(path), reading.read(path.with_suffix(".ods"))]
            for kind, sheets in zip(("XLSX", "ODS"), both):
                tests.result(f"{path.stem} as {kind} keeps to the guidance", list(guidance_problems(sheets, language)))
                tests.result(f"{path.stem} as {kind} has the cells of the document",
                             list(parity_problems(sheets, document)))
            rows = [[(s.name, s.rows, s.tables, s.links) for s in sheets] for sheets in both]
            tests.result(f"{path.stem} is the same as XLSX and ODS",
                         [f"{a} / {b}" for a, b in zip(*rows) if a != b])
        for plant in FAULTS:
            sheets = copy.deepcopy(both[0])
            plant(sheets)
            tests.result(f"found: {plant.__name__}",
                         [] if list(guidance_problems(sheets, language)) else ["nothing was found"])
    tests.end()


main()
