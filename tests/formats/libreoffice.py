#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""libreoffice.py WRITE DOCUMENT.yaml...   Spreadsheets as LibreOffice reads them.

Each ODS becomes XLSX and each XLSX becomes ODS by it: names of worksheets, cells with their kinds, and marked tables
must come back as they were. And each worksheet becomes CSV as it is shown, with the months in the language of the file.
"""
import csv
import datetime
import pathlib
import shutil
import subprocess
import sys
import tempfile

import editions
import sheets as reading


# Every worksheet, in UTF-8, as shown.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
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
            wanted = [in_words(c, language) for c in before]
            if after[:len(wanted)] != wanted or any(after[len(wanted):]):
                yield f"{sheet.name}: {wanted} became {after}"
        if len(rows) != len(sheet.rows):
            yield f"{sheet.name}: {len(sheet.rows)} rows became {len(rows)}"


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
    tests.end()


main()
