#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""retention.py CRAFFU SOURCE   An extract is kept until somebody decides, held, and removed: no byte of what was planted in it is left in
the data folder, the audit log has none of it, and what was published stays as it was."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DEMO = SOURCE / "demo/2019-snapshot"
REVIEW = "hate-crime-snapshot-2019"
CASE = "DP-2019-0007"
NAMES = [b"Quillfeather", b"Brindlemoss", b"Fennimore", b"Larkspittle", b"Underhaugh", CASE.encode(), b"DP-2019-0017"]
number = 0


def check(good, name, why=""):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    if not good and why:
        print("# " + str(why).replace("\n", "\n# "))


def craffu(*words, status=0):
    done = subprocess.run([CRAFFU, *map(str, words)], capture_output=True, text=True,
                          env={**os.environ, "CRAFFU_DATA": str(data), "LANGUAGE": "en"})
    if done.returncode != status:
        check(False, f"craffu {' '.join(map(str, words[:2]))} ends with {done.returncode}, not {status}", done.stderr)
    return done


def found():
    """The planted names that any file of the data folder has."""
    return {name.decode() for path in data.iterdir() for name in NAMES if name in path.read_bytes()}


def files(directory):
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def review_files(directory):
    return {name: content for name, content in files(directory).items() if name.startswith(f"reviews/{REVIEW}/")}


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    data = folder / "data"
    log = (DEMO / "log.csv").read_text().replace("First contact by Hate Crime Support Officer", "First contact with Quillfeather", 1)
    (folder / "Underhaugh-log.csv").write_text(log)
    answers = (DEMO / "assessments.csv").read_text().replace(f"Reviewer 1,{CASE},tailored,tailored,,,,",
                                                            f"Reviewer 1,{CASE},tailored,tailored,,,,Spoke as Brindlemoss", 1)
    (folder / "assessments.csv").write_text(answers)
    craffu("init")
    craffu("review", "load", DEMO / "review.yaml")
    craffu("import", REVIEW, "--cases", DEMO / "cases.csv", "--log", folder / "Underhaugh-log.csv")
    craffu("select", REVIEW, "--all")
    craffu("assess", REVIEW, "--from", folder / "assessments.csv")
    craffu("moderate", REVIEW, "--from", DEMO / "moderations.csv")
    craffu("correct", REVIEW, CASE, "preferred_contact", "Email", "--source", "letter of Fennimore")
    craffu("correct", REVIEW, CASE, "preferred_contact", "Phone", "--source", "record")
    craffu("account", "add", "reviewer@office.example", "--display-name", "Reviewer", "--role", "reviewer")
    craffu("conflict", "declare", "reviewer@office.example", REVIEW, CASE, "--reason", "knows Larkspittle")
    craffu("findings", "load", DEMO / "findings.yaml")
    craffu("recommend", "load", DEMO / "recommendations.yaml")
    check(found() == {name.decode() for name in NAMES}, "what is planted is in the data folder before", found())

    # When, and what keeps it
    check(craffu("retention", "list").stdout == f"{REVIEW}\tdue\tno day\t11\t0\n", "an extract without a day is due")
    check("2019-02-30" in craffu("retention", "set", REVIEW, "2019-02-30", status=3).stderr, "no impossible day is set")
    craffu("retention", "set", REVIEW, "2027-03-31")
    check(craffu("retention", "list", "--due", "--date", "2027-03-30").stdout == "", "the day before its day nothing is due")
    check(REVIEW in craffu("retention", "list", "--due", "--date", "2027-03-31").stdout, "on its day it is due")
    craffu("retention", "set", REVIEW, "2028-03-31")
    held = craffu("retention", "hold", REVIEW, "--reason", "inquest").stdout
    hold = held.split()[-1].rstrip(".")
    check("held" in craffu("retention", "list").stdout, "a hold is shown")

    def remove(*words, status=0):
        return craffu("retention", "remove", REVIEW, "--reason", "the PURPOSE is served", *words, status=status)

    check("hold" in remove("--confirm", REVIEW, status=3).stderr, "nothing is removed under a hold")
    craffu("retention", "release", hold, "--reason", "it is over")
    craffu("retention", "release", hold, "--reason", "it is over", status=3)
    check("it is over" in craffu("retention", "list", "--extract", REVIEW).stdout, "who lifted a hold and why is kept")
    check("not confirmed" in remove("--confirm", "another", status=3).stderr, "nothing is removed unless its name is said again")
    remove(status=2)
    check("not published" in remove("--confirm", REVIEW, status=3).stderr, "nothing is removed while its review is open")
    craffu("review", "publish", REVIEW)
    craffu("publish", folder / "site")
    head = craffu("audit", "head").stdout.strip()
    check(len(found()) == len(NAMES), "a refused removal removes nothing", found())

    # The removal
    removed = remove("--confirm", REVIEW, "--operation", "the-removal")
    check("certificate 1" in removed.stdout, "the removal names its certificate")
    check(found() == set(), "no byte of what was planted is left in any file of the data folder", found())
    again = remove("--confirm", REVIEW, "--operation", "the-removal")
    check("had been done before" in again.stdout and "certificate 1" in again.stdout, "a retry of the removal changes nothing")
    check("are removed" in remove("--confirm", REVIEW, status=3).stderr, "what is removed is not removed again")
    check(craffu("retention", "list").stdout.startswith(f"{REVIEW}\tremoved\t"), "the list shows what was removed")
    craffu("import", REVIEW, "--cases", DEMO / "cases.csv", status=1)
    craffu("retention", "hold", REVIEW, "--reason", "late", status=3)
    check(found() == set(), "nothing is imported again into a removed extract")
    craffu("retention", "wipe")

    # The certificate and the log
    certificate = craffu("retention", "certificate", REVIEW).stdout
    check(all(words in certificate for words in ["the PURPOSE is served", "11", "104", "its published report"]),
          "the certificate counts what went", certificate)
    page = craffu("retention", "certificate", REVIEW, "--format", "html", "--language", "cy").stdout
    check('<html lang="cy"' in page and "the PURPOSE is served" in page, "the certificate is a page in Welsh too", page[:300])
    rows = craffu("audit", "list", "--kind", "extract", "--object", REVIEW).stdout
    check(re.search(r'\terasure\textract\t.*"certificate":"1".*"cases":"11"', rows) is not None
          and "\terasure.wipe\t" in rows and "\tretention.release\t" in rows, "the log has the removal", rows)
    check("link" not in craffu("audit", "verify", "--head", head).stderr, "the chain is whole, over the removal")
    craffu("audit", "export", folder / "log.jsonl")
    exported = (folder / "log.jsonl").read_bytes()
    check(not any(name in exported for name in NAMES) and b"erasure" in exported, "the log tells no word of what was removed")

    # What was published
    craffu("publish", folder / "site-after")
    before, after = review_files(folder / "site"), review_files(folder / "site-after")
    check(len(before) > 20 and before == after, "the report on the site stays byte for byte",
          [name for name in {*before, *after} if before.get(name) != after.get(name)])
    site, later = files(folder / "site"), files(folder / "site-after")
    changed = [name for name in {*site, *later} - {"craffu-site.sha256"} if site.get(name) != later.get(name)]
    changed += set(site["craffu-site.sha256"].splitlines()) ^ set(later["craffu-site.sha256"].splitlines())
    check(changed == [], "and so does the whole site", changed)
    craffu("retention", "files", REVIEW, "--to", folder / "kept")
    check({f"reviews/{REVIEW}/{name}": content for name, content in files(folder / "kept").items()} == before,
          "the files can be had from the record")
    for words in [["report", REVIEW, "--to", folder / "report"], ["tables", REVIEW], ["trace", REVIEW, "hcso.outside"]]:
        check("were removed" in craffu(*words, status=3).stderr, f"craffu {words[0]} says that the cases were removed")
    check("selected 0" in craffu("ledger", REVIEW).stdout, "the ledger has no case any more")
    craffu("recommendations")

with tempfile.TemporaryDirectory() as temporary:
    # A review that is given up: its draw's list, its findings and the reasons of replacements go as well
    folder = pathlib.Path(temporary)
    data = folder / "data"
    craffu("init")
    craffu("review", "load", DEMO / "review.yaml")
    craffu("import", REVIEW, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv")
    craffu("frame", "seal", REVIEW, "--size", 9)
    today = subprocess.run(["date", "+%F"], capture_output=True, text=True, env={**os.environ, "TZ": "Europe/London"}).stdout.strip()
    drawn = craffu("draw", REVIEW, "--seed", "90164382710559236471", "--seed-source", "dice", "--seed-date", today).stdout
    case = drawn.split()[1]
    craffu("replace", REVIEW, case, "--reason", "Quillfeather asked", "--reason-cy", "Gofynnodd Quillfeather")
    craffu("retention", "remove", REVIEW, "--confirm", REVIEW, "--reason", "withdrawn", status=3)
    craffu("retention", "remove", REVIEW, "--confirm", REVIEW, "--reason", "withdrawn", "--given-up")
    check(found() == set(), "no byte of a review that was given up is left, nor of its draw", found())
    craffu("receipt", REVIEW, "--to", folder, status=3)
    craffu("retention", "files", REVIEW, "--to", folder / "kept", status=3)
    check("no figures" in craffu("retention", "certificate", REVIEW, "--format", "markdown").stdout,
          "its certificate says that no figures stay")
    craffu("audit", "verify")
with tempfile.TemporaryDirectory() as temporary:
    # A later review's trend tells of the earlier one what it told before
    folder = pathlib.Path(temporary)
    data = folder / "data"
    craffu("init")
    definition = (DEMO / "review.yaml").read_text().replace(f"id: {REVIEW}", "id: later")
    definition = re.sub(r"instrument: \S+", f"instrument: {SOURCE}/instruments/hate-crime-snapshot.yaml", definition)
    (folder / "later.yaml").write_text(definition)
    (folder / "findings.yaml").write_text((DEMO / "findings.yaml").read_text().replace(REVIEW, "later"))
    for review, path, findings in [(REVIEW, DEMO / "review.yaml", DEMO / "findings.yaml"),
                                   ("later", folder / "later.yaml", folder / "findings.yaml")]:
        craffu("review", "load", path)
        craffu("import", review, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv")
        craffu("select", review, "--all")
        craffu("assess", review, "--from", DEMO / "assessments.csv")
        craffu("moderate", review, "--from", DEMO / "moderations.csv")
        craffu("findings", "load", findings)
    craffu("review", "publish", REVIEW)
    craffu("report", "later", "--to", folder / "before", "--format", "csv", "--date", "2020-01-01")
    craffu("retention", "remove", REVIEW, "--confirm", REVIEW, "--reason", "expired")
    craffu("report", "later", "--to", folder / "after", "--format", "csv", "--date", "2020-01-01")
    trend = (folder / "before/later.en.trend.csv").read_bytes()
    check(len(trend.splitlines()) == 3 and trend == (folder / "after/later.en.trend.csv").read_bytes(),
          "a later review's trend is what it was", trend)
print(f"1..{number}")
