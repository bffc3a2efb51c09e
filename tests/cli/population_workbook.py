#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""population_workbook CRAFFU SOURCE   Cases and log as workbooks give the tables that the same rows give as CSV."""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.sax.saxutils
import zipfile

PARTS = {
    # By this part a workbook is known from any other ZIP file.
    "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/>'
        '</Relationships>',
    "xl/workbook.xml":
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Notes" sheetId="1" r:id="rId1"/><sheet name="Rows" sheetId="2" r:id="rId2"/></sheets></workbook>',
}


def sheet(rows):
    lines = []
    for row in rows:
        cells = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{xml.sax.saxutils.escape(value)}</t></is></c>' for value in row)
        lines.append(f"<row>{cells}</row>")
    return ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + "".join(lines) +
            "</sheetData></worksheet>")


def write_workbook(rows, path):
    """The rows are the second sheet; the first one holds something else."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as workbook:
        for name, content in PARTS.items():
            workbook.writestr(name, content)
        workbook.writestr("xl/worksheets/sheet1.xml", sheet([["Made", "by", "hand"]]))
        workbook.writestr("xl/worksheets/sheet2.xml", sheet(rows))


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


class Folder:
    def __init__(self, craffu, source, path):
        self.craffu, self.source, self.path = craffu, source, path
        for name in ("cases", "log"):
            rows = rows_of(source / f"demo/2019-panel/{name}.csv")
            if name == "cases":
                rows[3][rows[0].index("reported_at")] = "soon"
            with open(path / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            write_workbook(rows, path / f"{name}.xlsx")

    def population(self, *arguments):
        command = [self.craffu, "population", *arguments, "--instrument", self.source / "instruments/hate-crime-snapshot.yaml"]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        run = subprocess.run(command, cwd=self.path, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, check=False)
        return run.returncode, run.stdout.decode().replace("cases.xlsx", "cases.csv"), run.stderr.decode()


def both(folder, csv_arguments, workbook_arguments, *arguments):
    """What each way ends with and prints, to be equal."""
    return (folder.population(*csv_arguments, *arguments, "--quiet")[:2],
            folder.population(*workbook_arguments, *arguments, "--quiet")[:2])


CASES, CASES_XLSX = ["cases.csv"], ["cases.xlsx", "--sheet", "Rows"]
LOG, LOG_XLSX = ["--log", "log.csv"], ["--log", "log.xlsx", "--log-sheet", "Rows"]


def tables(folder):
    return both(folder, CASES, CASES_XLSX, "--format", "csv")


def tables_with_logs(folder):
    return both(folder, CASES + LOG, CASES_XLSX + LOG_XLSX, "--format", "csv", "--by", "month", "--by", "strand")


def tables_with_a_log_of_another_kind(folder):
    return both(folder, CASES + LOG, CASES_XLSX + LOG, "--format", "csv")


def exceptions(folder):
    return both(folder, CASES + LOG, CASES_XLSX + LOG_XLSX, "--format", "csv", "--exceptions", "hcso=outside")


def rejected_rows(folder):
    csv_way = folder.population(*CASES, "--rejects", "csv.rejects")[0], rows_of(folder.path / "csv.rejects")
    workbook_way = folder.population(*CASES_XLSX, "--rejects", "xlsx.rejects")[0], rows_of(folder.path / "xlsx.rejects")
    return csv_way, workbook_way


def main():
    craffu, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    checks = {
        "a workbook of cases gives the tables of the CSV file": tables,
        "a workbook of the log too": tables_with_logs,
        "a workbook of cases can have a log in CSV": tables_with_a_log_of_another_kind,
        "the cases of an outcome are the same, and stand in the same lines": exceptions,
        "the same rows are rejected for the same reasons": rejected_rows,
    }
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(craffu, source, pathlib.Path(path))
        for number, (name, check) in enumerate(checks.items(), 1):
            expected, found = check(folder)
            # A row is rejected, so that the status is 4; and nothing is compared with nothing.
            good = expected == found and expected[0] == 4 and len(expected[1]) > 1
            print(f"{'ok' if good else 'not ok'} {number} - {name}")
            if not good:
                print(f"# CSV: {expected!r}\n# XLSX: {found!r}", flush=True)
    print(f"1..{len(checks)}")


main()
