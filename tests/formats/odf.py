#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""odf.py WRITE DOCUMENT.yaml... [FILE...]   OpenDocument files, ODS and ODT, as odflint sees them.

Of each kind of file a copy with an attribute that no schema has must be refused, so that a silent checker is noticed.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import editions

# odflint compares the comment of the entry, bytes under Python 3, with a text: it says this of every file.
WRONG_COMPLAINT = "Error: The 'mimetype' member must not have extra header info"


def complaints(path):
    run = subprocess.run(["odflint", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    found = [line for line in run.stdout.splitlines() if line and line != WRONG_COMPLAINT]
    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        # What that complaint is about, looked at here.
        if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.extra or first.comment:
            found.append("mimetype is not the first entry, stored, without extra fields")
    return found


def broken(path, folder):
    """A copy with an attribute in its first paragraph that the schema does not have."""
    to = pathlib.Path(folder) / f"broken{path.suffix}"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename == "content.xml":
                content = re.sub(rb"<text:p\b", b'<text:p text:faulty="1"', content, count=1)
            copy.writestr(entry, content)
    return to


def main():
    if not shutil.which("odflint"):
        editions.skip("odflint is not installed")
    tests, kinds = editions.Tests(), set()
    with tempfile.TemporaryDirectory() as folder:
        for path in editions.files(sys.argv[1:], (".ods", ".odt")):
            tests.result(f"{path.name} is OpenDocument", complaints(path))
            if path.suffix not in kinds:
                kinds.add(path.suffix)
                found = complaints(broken(path, folder))
                tests.result(f"a planted fault in {path.suffix} is found",
                             [] if any("text:faulty" in line for line in found) else ["nothing was found"])
    tests.end()


main()
