#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""disclosures.py CRAFFU SOURCE   Whatever a command shows or writes of cases stands in the audit log, by the hash of its bytes, and nothing
is shown where it cannot stand there. Which commands these are, the program's own reference says: each must have a line in RUNS."""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DEMO, PANEL = SOURCE / "demo/2019-snapshot", SOURCE / "demo/2019-panel"
REVIEW, DRAWN = "hate-crime-snapshot-2019", "panel-2019-08"
SCREEN = "What it prints stands in the audit log before"
FILES = "The files that it writes stand in the audit log before"
number = 0

# By command: what is given to it, and of which review its row tells (none: of the record).
RUNS = {
    "ledger": ([REVIEW], REVIEW),
    "trace": ([REVIEW, "hcso.outside"], REVIEW),
    "tables": ([REVIEW, "--format", "csv"], REVIEW),
    "allocation list": ([REVIEW], REVIEW),
    "conflict list": ([], None),
    "report": ([REVIEW, "--edition", "internal", "--format", "html,csv", "--to"], REVIEW),
    "receipt": ([DRAWN, "--to"], DRAWN),
    "publish": ([], None),
    "retention files": (["gone", "--to"], "gone"),
}


def check(good, name, why=""):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    if not good and why:
        print("# " + str(why).replace("\n", "\n# "))


def craffu(*words, status=0, **environment):
    done = subprocess.run([CRAFFU, *map(str, words)], capture_output=True,
                          env={**os.environ, "CRAFFU_DATA": str(data), "LANGUAGE": "en", **environment})
    if done.returncode != status:
        check(False, f"craffu {' '.join(map(str, words[:2]))} ends with {done.returncode}, not {status}", done.stderr.decode())
    return done


def rows():
    lines = [line.split("\t") for line in craffu("audit", "list").stdout.decode().splitlines()]
    return [(line[1], line[3], line[4], json.loads(line[6])) for line in lines if line[2] == "disclosure"]


def hash_of_files(directory, detail):
    """Of the lines of a manifest over all files, in the order in which they were made: any, as it is not known here."""
    files = {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    files.pop("craffu-site.sha256", None)
    return len(files) == int(detail["files"]) and sum(map(len, files.values())) == int(detail["bytes"])


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    data = folder / "data"
    craffu("init")
    gone = (DEMO / "review.yaml").read_text().replace(f"id: {REVIEW}", "id: gone")
    assert "id: gone" in gone
    (folder / "gone.yaml").write_text(re.sub(r"instrument: \S+", f"instrument: {SOURCE}/instruments/hate-crime-snapshot.yaml", gone))
    for review, path in [(REVIEW, DEMO / "review.yaml"), ("gone", folder / "gone.yaml")]:
        craffu("review", "load", path)
        craffu("import", review, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv")
        craffu("select", review, "--all")
        craffu("assess", review, "--from", DEMO / "assessments.csv")
        craffu("moderate", review, "--from", DEMO / "moderations.csv")
        craffu("findings", "load", folder / "gone-findings.yaml" if review == "gone" and
               (folder / "gone-findings.yaml").write_text((DEMO / "findings.yaml").read_text().replace(REVIEW, "gone")) else DEMO / "findings.yaml")
        craffu("review", "publish", review)
    craffu("retention", "remove", "gone", "--confirm", "gone", "--reason", "expired")
    craffu("review", "load", PANEL / "review.yaml")
    craffu("import", DRAWN, "--cases", PANEL / "cases.csv", "--log", PANEL / "log.csv")
    craffu("frame", "seal", DRAWN, "--size", 9)
    craffu("account", "add", "reviewer", "--display-name", "Reviewer", "--role", "reviewer")
    craffu("conflict", "declare", "reviewer", REVIEW, "DP-2019-0007", "--reason", "kin")
    check(rows() == [], "what changes the record tells of itself")

    reference = craffu("manual", "--format", "markdown").stdout.decode()
    sections = {part.split("\n", 1)[0]: part for part in reference.split("\n## craffu ")[1:]}
    shown = {name for name, part in sections.items() if SCREEN in part}
    written = {name for name, part in sections.items() if FILES in part}
    check(shown | written == set(RUNS) and len(shown) >= 4 and len(written) >= 4, "every command that discloses is tried here",
          (shown | written) ^ set(RUNS))

    key = data / "craffu.key"
    for name, (given, review) in RUNS.items():
        words = name.split() + given
        out = folder / name.replace(" ", "-")
        if name in written:
            words.append(out)
        # Where it cannot be logged, nothing is shown.
        key.rename(folder / "key")
        done = craffu(*words, status=74)
        check(done.stdout == b"" and not out.exists(), f"without the key craffu {name} shows nothing", done.stdout[:200])
        (folder / "key").rename(key)
        before = len(rows())
        done = craffu(*words)
        after = rows()
        if name == "allocation list" and done.stdout == b"":
            check(len(after) == before, "where nothing is shown there is no row")
            continue
        check(len(after) == before + 1, f"craffu {name} writes one row", after[before:])
        who, kind, thing, detail = after[-1]
        check(who and (kind, thing) == (("review", review) if review else ("record", "record")) and detail["command"] == name,
              f"the row of craffu {name} says who and what", after[-1])
        if name in shown:
            check(detail["to"] == "screen" and detail["sha256"] == hashlib.sha256(done.stdout).hexdigest(),
                  f"the row of craffu {name} has the hash of what was printed", detail)
        else:
            check(detail["to"] == "files" and hash_of_files(out, detail), f"the row of craffu {name} counts its files", detail)
    detail = next(row for row in rows() if row[3]["command"] == "report")[3]
    check((detail["edition"], detail["format"]) == ("internal", "html,csv"), "a report's row says which edition and format", detail)
    manifest = [line for line in craffu("receipt", DRAWN, "--to", folder / "receipt").stdout.decode().splitlines()]
    lines = "".join(f"{hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()}  {pathlib.Path(path).name}\n" for path in manifest)
    check(rows()[-1][3]["sha256"] == hashlib.sha256(lines.encode()).hexdigest(), "the hash of files is that of their manifest")
    count = len(rows())
    for _ in range(2):
        craffu("ledger", REVIEW, "--operation", "the-same")
    check(len(rows()) == count + 2, "an operation that is given again does not hide a second look")
    craffu("audit", "verify")
print(f"1..{number}")
