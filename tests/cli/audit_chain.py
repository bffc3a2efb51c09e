#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""audit_chain.py CRAFFU SOURCE   The chain of the audit log, computed by another program from what docs/audit.md says; and what the
command line does about a key that is gone, open to others, or another's."""
import hashlib
import hmac
import json
import os
import pathlib
import sqlite3
import stat
import subprocess
import sys
import tempfile

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DEMO = SOURCE / "demo/2019-snapshot"
REVIEW = "hate-crime-snapshot-2019"
number = 0


def check(good, name):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}")


def craffu(*words, status=0, **environment):
    done = subprocess.run([CRAFFU, *map(str, words)], capture_output=True, text=True,
                          env={**os.environ, "CRAFFU_DATA": str(data), "LANGUAGE": "en", **environment})
    if done.returncode != status:
        check(False, f"craffu {words} ends with {done.returncode}, not {status}: {done.stderr}")
    return done


def sign(key, content):
    return hmac.new(key, content, hashlib.sha256).digest()


def eight(number):
    return number.to_bytes(8, "big")


def chain(key_file, lines):
    """The links that the lines should have."""
    key = sign(bytes.fromhex(key_file.read_text().split()[-1]), b"audit chain")
    link = sign(key, b"craffu audit chain 1")
    for line in lines:
        row = json.loads(line)
        content = link + eight(row["number"]) + eight(row["at"])
        for name in ["id", "operation", "request", "actor", "action", "object_kind", "object_id", "detail"]:
            text = row[name].encode()
            content += eight(len(text)) + text
        link = sign(key, content)
        yield row["link"], link.hex()


def tampered(script):
    """A copy of the data folder, with a change that was made by hand."""
    copy = folder / f"copy-{number}"
    copy.mkdir()
    for name in ["craffu.db", "craffu.key"]:
        (copy / name).write_bytes((data / name).read_bytes())
    (copy / "craffu.key").chmod(0o600)
    with sqlite3.connect(copy / "craffu.db") as database:
        triggers = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for trigger in triggers:
            database.execute(f"DROP TRIGGER {trigger}")
        database.executescript(script)
    return copy


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    data = folder / "data"
    key = data / "craffu.key"
    craffu("init")
    craffu("review", "load", DEMO / "review.yaml")
    craffu("import", REVIEW, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv")
    craffu("select", REVIEW, "--all")
    check(stat.S_IMODE(data.stat().st_mode) == 0o700, "the data folder is closed to others")
    check(stat.S_IMODE(key.stat().st_mode) == 0o600, "and so is the key")

    exported = folder / "audit.jsonl"
    craffu("audit", "export", exported)
    lines = exported.read_text().splitlines()
    check(len(lines) > 10 and all(link == computed for link, computed in chain(key, lines)),
          "another program computes the same chain from the exported log and the key")
    check(json.loads(lines[-1])["action"] == "audit.export", "the export is its own last row")
    check(stat.S_IMODE(exported.stat().st_mode) == 0o600, "what was exported is closed to others")
    head = craffu("audit", "head").stdout.strip()
    check(head == f"{len(lines)}:{json.loads(lines[-1])['link']}", "the head is the last row's link")
    check(craffu("audit", "verify").stdout.splitlines()[-1] == head, "the log is verified")
    (folder / "heads").write_text(f"{head}\n")

    for script, says in {
        "UPDATE audit SET actor = 'nobody' WHERE action = 'extract.import'": "not as it was written",
        "DELETE FROM audit WHERE action = 'extract.import'": "missing",
        "UPDATE operation SET request = 'nothing'": "not as it was written",
    }.items():
        copy = tampered(script)
        done = craffu("--data", copy, "audit", "verify", status=1)
        check(says in done.stderr, f"verification finds {script.split(' WHERE')[0]}")
    copy = tampered("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
    craffu("--data", copy, "audit", "verify")
    done = craffu("--data", copy, "audit", "verify", "--heads", folder / "heads", status=1)
    check("cut off" in done.stderr, "an end that was cut off is found by a head that was kept")

    kept = key.read_bytes()
    key.unlink()
    before = (data / "craffu.db").read_bytes()
    done = craffu("office", "load", SOURCE / "demo/office.yaml", status=74)
    check("key" in done.stderr and not key.exists(), "without the key nothing is written, and no new one is made")
    check((data / "craffu.db").read_bytes() == before, "the database is as it was")
    craffu("review", "list")
    done = craffu("ledger", REVIEW, status=74)
    check(done.stdout == "" and "key" in done.stderr, "nor is anything of a case shown, since that could not be logged")
    elsewhere = folder / "elsewhere.key"
    elsewhere.write_bytes(kept)
    elsewhere.chmod(0o644)
    done = craffu("office", "load", SOURCE / "demo/office.yaml", status=74, CRAFFU_KEY=str(elsewhere))
    check("others" in done.stderr, "a key that others can read is refused")
    elsewhere.chmod(0o600)
    craffu("office", "load", SOURCE / "demo/office.yaml", CRAFFU_KEY=str(elsewhere))
    craffu("audit", "verify", "--heads", folder / "heads", CRAFFU_KEY=str(elsewhere))
    elsewhere.write_text("craffu key 1\n" + "0" * 64 + "\n")
    done = craffu("review", "load", DEMO / "review.yaml", status=3, CRAFFU_KEY=str(elsewhere))
    check("not the one with which" in done.stderr, "another key is refused")
    print(f"1..{number}")
