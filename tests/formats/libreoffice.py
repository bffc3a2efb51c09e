#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""libreoffice.py WRITE DOCUMENT.yaml...   Spreadsheets as LibreOffice reads them.

Each ODS becomes XLSX and each XLSX becomes ODS by it: names of worksheets, cells with their kinds, and marked tables
must come back as they were. And of each, the first table as CSV.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import editions
import sheets as reading


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
    tests.end()


main()
