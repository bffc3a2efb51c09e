#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""libreoffice.py WRITE DOCUMENT.yaml...   Spreadsheets as LibreOffice reads them.

Each ODS becomes XLSX and each XLSX becomes ODS by it: names of worksheets, cells with their kinds, and marked tables
must come back as they were. Each worksheet becomes CSV as it is shown, with the months in the language of the file. Printed, no
sheet is wider than a page; a copy with wider columns is, so that a count that has stopped counting is noticed.
"""
import csv
import datetime
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import editions
import sheets as reading


# Every worksheet, in UTF-8, as shown.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
MOST_ROWS = 16
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr".split(),
}


def convert(paths, to, folder):
    """In one run, with a profile of its own: no other LibreOffice is in the way."""
    run = subprocess.run(["soffice", f"-env:UserInstallation={folder.parent.as_uri()}/profile", "--headless",
                          "--convert-to", to, "--outdir", folder, *paths],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return run.stdout


def shown(cell):
    """Without blanks at the ends of lines, which OpenDocument does not keep."""
    return "\n".join(line.strip() for line in cell.split("\n")) if isinstance(cell, str) else cell


def differences(before, after):
    names = [[s.name for s in sheets] for sheets in (before, after)]
    if names[0] != names[1]:
        yield f"worksheets {names[0]} became {names[1]}"
        return
    for one, other in zip(before, after):
        rows = [[[shown(c) for c in row] for row in s.rows] for s in (one, other)]
        yield from (f"{one.name}: {a} became {b}" for a, b in zip(*rows) if a != b)
        if len(one.rows) != len(other.rows):
            yield f"{one.name}: {len(one.rows)} rows became {len(other.rows)}"
        if [t[1:] for t in one.tables] != [t[1:] for t in other.tables]:
            yield f"{one.name}: tables {one.tables} became {other.tables}"
        if other.merged or other.frozen or other.filtered:
            yield f"{one.name}: merged, frozen or with filters"


def in_words(cell, language):
    """A cell as a person sees it."""
    if isinstance(cell, datetime.date):
        return f"{cell.day} {MONTHS[language][cell.month - 1]} {cell.year}"
    return f"{cell:,}" if isinstance(cell, int) else shown(cell)


def is_as_shown(cell, after, language):
    """A count has commas, a decimal as many places as it is shown with."""
    if isinstance(cell, (int, float)) and re.fullmatch(r"-?\d+(\.\d+)?", after):
        return float(after) == cell and (isinstance(cell, int) or len(after) >= len(str(cell)))
    return after == in_words(cell, language)


def csv_differences(path, folder):
    language = path.suffixes[-2][1:]
    for sheet in reading.read(path):
        name = folder / f"{path.stem}-{sheet.name}.csv"
        if not name.exists():
            yield f"{sheet.name} is not there"
            continue
        with open(name, encoding="utf-8", newline="") as file:
            rows = [[shown(c) for c in row] for row in csv.reader(file, strict=True)]
        for before, after in zip(sheet.rows, rows):
            good = len(after) >= len(before) and all(is_as_shown(c, a, language) for c, a in zip(before, after))
            if not good or any(after[len(before):]):
                yield f"{sheet.name}: {[in_words(c, language) for c in before]} became {after}"
        if len(rows) != len(sheet.rows):
            yield f"{sheet.name}: {len(sheet.rows)} rows became {len(rows)}"


def pages(paths, folder):
    """Of each file as it is printed."""
    convert(paths, "pdf", folder)
    for path in paths:
        printed = subprocess.run(["pdfinfo", folder / f"{path.stem}.pdf"], stdout=subprocess.PIPE, text=True, check=True).stdout
        yield path, int(re.search(r"^Pages: +(\d+)", printed, re.MULTILINE)[1])


def widened(path, folder):
    """A copy of an ODS whose columns are three times as wide."""
    to = folder / f"wide-{path.name}"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for entry in package.infolist():
            content = package.read(entry).decode()
            copy.writestr(entry, re.sub(r'(column-width=")([\d.]+)', lambda m: m[1] + str(3 * float(m[2])), content))
    return to


def short_sheets(path):
    """How many there are, if all are so short that each is printed on one page where it is not too wide."""
    sheets = reading.read(path)
    return len(sheets) if all(len(s.rows) <= MOST_ROWS for s in sheets) else None


def judge_pages(tests, written, folder):
    for kind in ("ods", "xlsx"):
        paths = [path for path in sorted(written.glob(f"*.{kind}")) if short_sheets(path)]
        for path, count in pages(paths, folder / f"{kind}-pages"):
            wanted = short_sheets(path)
            tests.result(f"{path.name} is printed a sheet a page", [] if count == wanted else [f"{count} pages of {wanted} sheets"])
        if kind == "ods":
            wide = widened(paths[0], folder)
            count = next(pages([wide], folder / "wide-pages"))[1]
            tests.result("a sheet that is too wide is found", [] if count > short_sheets(paths[0]) else [f"{count} pages"])


def main():
    if not shutil.which("soffice"):
        editions.skip("LibreOffice is not installed")
    tests = editions.Tests()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        written = folder / "written"
        editions.write(sys.argv[1], sys.argv[2:], written)
        for kind, to in (("ods", "xlsx"), ("xlsx", "ods")):
            paths = sorted(written.glob(f"*.{kind}"))
            said = convert(paths, to, folder / kind)
            for path in paths:
                other = folder / kind / f"{path.stem}.{to}"
                found = list(differences(reading.read(path), reading.read(other))) if other.exists() else [said]
                tests.result(f"{path.name} is the same as {to.upper()}", found)
            convert(paths, AS_CSV, folder / f"{kind}-csv")
            for path in paths:
                tests.result(f"{path.name} is shown as it is meant",
                             list(csv_differences(path, folder / f"{kind}-csv")))
        if shutil.which("pdfinfo"):
            judge_pages(tests, written, folder)
    tests.end()


main()
