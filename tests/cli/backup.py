#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""backup.py CRAFFU SOURCE   A rehearsal: the record of the demonstration is backed up while commands write to it, lost, and restored, in the
clear and encrypted; and everything that must be refused is refused and leaves nothing behind."""
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DEMO = SOURCE / "demo/2019-snapshot"
REVIEW = "hate-crime-snapshot-2019"
number = 0


def check(good, name, what=None):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}", flush=True)
    if not good and what is not None:
        print(f"# {str(what)[:2000]!r}", flush=True)


def craffu(*words, to=None, status=0, **more):
    environment = {**os.environ, "CRAFFU_DATA": str(to or data), "LANGUAGE": "en"}
    environment.pop("CRAFFU_KEY", None)
    done = subprocess.run([CRAFFU, *map(str, words)], capture_output=True, text=True, cwd=folder, env=environment,
                          stdin=subprocess.DEVNULL, **more)
    if status is not None and done.returncode != status:
        check(False, f"craffu {words} ends with {done.returncode}, not {status}", done.stderr)
    return done


def prepare():
    craffu("init")
    craffu("review", "load", DEMO / "review.yaml")
    craffu("import", REVIEW, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv")
    craffu("select", REVIEW, "--all")
    craffu("assess", REVIEW, "--from", DEMO / "assessments.csv")
    craffu("moderate", REVIEW, "--from", DEMO / "moderations.csv")
    craffu("findings", "load", DEMO / "findings.yaml")
    craffu("recommend", "load", DEMO / "recommendations.yaml")


def write_until(told, acknowledged):
    """Commands that write, one after the other: the rows of the audit log after each."""
    count = 0
    while not told.is_set():
        count += 1
        craffu("audit", "export", folder / "export", "--operation", f"write-{count}")
        acknowledged.append(f"write-{count}")


def rows(path):
    """Every row of every table, in order, without what the restoring itself wrote."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}


def report_of(place):
    to = folder / f"report-{place.name}"
    craffu("report", REVIEW, "--to", to, "--date", "2019-10-01", "--format", "html", to=place, status=None)
    return {path.name: path.read_bytes() for path in sorted(to.iterdir())} if to.exists() else None


def leaves_nothing(name, files_before, done, says, hint):
    left = {str(path) for path in folder.rglob("*")} - files_before
    left = {path for path in left if not path.endswith(("-wal", "-shm"))}
    good = done.returncode not in (0, 2) and says in done.stderr and hint in done.stderr and not left
    check(good, name, (done.returncode, done.stderr, left))


def refused(name, *words, says, hint, to=None, **more):
    before = {str(path) for path in folder.rglob("*")}
    leaves_nothing(name, before, craffu(*words, to=to, status=None, **more), says, hint)


def with_key(name):
    place = folder / name
    place.mkdir(mode=0o700)
    shutil.copy(data / "craffu.key", place / "craffu.key")
    return place


def rehearse(name, backup, *key):
    """Restores to a new folder with the key file, and compares."""
    taken = craffu("backup", backup, *key).stdout.splitlines()
    reference = rows(data / "craffu.db")
    head = taken[1]
    check(oct((folder / backup).stat().st_mode & 0o777) == "0o600", f"{name}: nobody else may read the backup")
    place = with_key(f"restored-{name}")
    done = craffu("restore", backup, *key, to=place).stdout
    check(head in done, f"{name}: the restored log ends where the backup's did", done)
    found = rows(place / "craffu.db")
    own = {"audit", "operation"}
    same = [table for table in reference if table not in own and reference[table] != found.get(table)]
    check(not same and len(reference) > 20, f"{name}: every table of the record has the same rows", same)
    verified = craffu("audit", "verify", "--head", head, to=place).stdout
    check("as they were written" in verified, f"{name}: the restored log is whole and reaches the backup's end", verified)
    reports = report_of(data), report_of(place)
    check(reports[0] and reports[0].keys() == reports[1].keys() and
          all(reports[0][file] == reports[1][file] for file in reports[0]), f"{name}: the same report comes from it", [r and r.keys() for r in reports])
    log = craffu("audit", "list", to=place).stdout
    check("backup.restore" in log, f"{name}: the log tells that it was restored")
    check("backup.make" in craffu("audit", "list").stdout, f"{name}: the log of the record tells that a backup was made")
    check(taken[2] in craffu("audit", "list").stdout, f"{name}: with its SHA-256")


def nobody_is_let_in():
    """Sessions that ended since the backup, and links that were used, are not good again."""
    craffu("account", "add", "guest@office.example", "--display-name", "A guest", "--role", "reader")
    with sqlite3.connect(data / "craffu.db") as database:
        account, = database.execute("SELECT id FROM account").fetchone()
        database.execute("INSERT INTO session (id, token_hash, account, stage, began_at, seen_at, expires_at, proved_at, address, agent) "
                         "VALUES ('s', 'h', ?, 'whole', 1, 1, 9, 1, '', '')", [account])
    craffu("backup", "guests")
    for name, place in ("with", with_key("guests-with-key")), ("without", folder / "guests-without-key"):
        craffu("restore", "guests", to=place)
        with sqlite3.connect(place / "craffu.db") as database:
            still = [database.execute(f"SELECT COUNT(*), SUM(ended_at IS NULL) FROM {table}").fetchone() for table in ("session", "one_time_link")]
        check(still == [(1, 0), (1, 0)], f"{name} its key: no session and no link of a backup is good when it is restored", still)


def while_others_write():
    told, acknowledged = threading.Event(), []
    writers = threading.Thread(target=write_until, args=(told, acknowledged))
    writers.start()
    good = True
    for count in range(3):
        before = list(acknowledged)
        craffu("backup", f"busy-{count}")
        place = with_key(f"busy-restored-{count}")
        craffu("restore", f"busy-{count}", to=place)
        with sqlite3.connect(place / "craffu.db") as database:
            kept = {row[0] for row in database.execute("SELECT id FROM operation")}
        good &= set(before) <= kept and craffu("audit", "verify", to=place, status=None).returncode == 0
    told.set()
    writers.join()
    check(good and len(acknowledged) > 3, "a backup taken while others write is one moment of the record, with all that was "
          "acknowledged before", acknowledged)


def limit_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 << 10, 100 << 10))


def refuse_backups():
    refused("a backup is not written over a file", "backup", "plain", says="there is a file already", hint="a name of its own")
    refused("nor over a device", "backup", "/dev/full", says="there is a file already", hint="a name of its own")
    for key in [[], ["--key", "office.key"]]:
        refused(f"a disk without room leaves no backup {key}", "backup", "no-room", *key, says="may not grow", hint="make room",
                preexec_fn=limit_files)
    refused("a folder that is not there is told", "backup", "nowhere/plain", says="cannot be written", hint="make it first")
    refused("a key file that is none is refused", "backup", "other", "--key", DEMO / "review.yaml", says="key file", hint="chmod 600")
    refused("a key is not written over another", "backup-key", "office.key", says="there is a file already", hint="a name of its own")
    again = "--operation", "one-backup"
    craffu("backup", "again", *again)
    (folder / "again").rename(folder / "moved")
    done = craffu("backup", "again", *again)
    check("done before" in done.stdout and not (folder / "again").exists(), "the same operation repeated makes nothing", done)


def changed_files():
    sealed, plain = (folder / "sealed").read_bytes(), (folder / "plain").read_bytes()
    middle = len(sealed) // 2
    first, second = 40, 40 + (64 << 10) + 17
    third = second + (64 << 10) + 17
    yield "a cut encrypted backup", sealed[:-20], True, "changed"
    yield "an encrypted backup cut between two pieces", sealed[:third], True, "changed"
    yield "an encrypted backup with a changed byte", sealed[:middle] + bytes([sealed[middle] ^ 1]) + sealed[middle + 1:], True, "changed"
    yield "an encrypted backup with two pieces exchanged", sealed[:first] + sealed[second:third] + sealed[first:second] + sealed[third:], True, "changed"
    yield "a cut backup", plain[:len(plain) // 2], False, "damaged"
    yield "an empty file", b"", False, "not a database"
    at = plain.index(b"case.select") if b"case.select" in plain else plain.index(b"select")
    yield "a backup whose log was changed", plain[:at] + plain[at:at + 6].swapcase() + plain[at + 6:], False, "as it was written"


def refuse_restores():
    for count, (name, content, sealed, says) in enumerate(changed_files()):
        (folder / "bad").write_bytes(content)
        place = with_key(f"refused-{count}")
        refused(f"{name} is refused", "restore", "bad", *(["--key", "office.key"] if sealed else []), says=says, hint="", to=place)
    place = with_key("refused")
    refused("another key is refused", "restore", "sealed", "--key", "other.key", says="the key does not open", hint="made with", to=place)
    refused("an encrypted backup without its key is refused", "restore", "sealed", says="encrypted", hint="--key", to=place)
    refused("a backup in the clear is not taken for an encrypted one", "restore", "plain", "--key", "office.key",
            says="not encrypted", hint="leave --key out", to=place)
    refused("a disk without room leaves nothing restored", "restore", "plain", says="cannot be written", hint="", to=place,
            preexec_fn=limit_files)
    refused("a record is never restored over another", "restore", "plain", says="a record in this folder", hint="--data")
    (place / "craffu.db-wal").write_bytes(b"left")
    refused("nor beside what another left", "restore", "plain", says="a record in this folder", hint="--data", to=place)
    (place / "craffu.db-wal").unlink()
    (place / "craffu.key").unlink()
    craffu("backup-key", place / "craffu.key")
    refused("the key of another log is refused", "restore", "plain", says="the key is not the one", hint="\n    ", to=place)
    (place / "craffu.key").unlink()
    done = craffu("restore", "plain", to=place)
    check("was not verified" in done.stdout, "without the key of the log it is restored, and says what was not verified", done)
    craffu("assess", REVIEW, "--from", DEMO / "assessments.csv", to=place, status=74)
    check(not (place / "craffu.key").exists(), "and no new key is made for it")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    data = folder / "data"
    prepare()
    craffu("backup-key", "office.key")
    craffu("backup-key", "other.key")
    rehearse("plain", "plain")
    rehearse("sealed", "sealed", "--key", "office.key")
    check(b"SQLite" not in (folder / "sealed").read_bytes() and REVIEW.encode() not in (folder / "sealed").read_bytes(),
          "nothing of the record can be read in an encrypted backup")
    key_bytes = (data / "craffu.key").read_text().split()[-1]
    for file in ["plain", "sealed"]:
        content = (folder / file).read_bytes()
        check(key_bytes.encode() not in content and bytes.fromhex(key_bytes) not in content, f"the key of the record is not in {file}")
    nobody_is_let_in()
    while_others_write()
    refuse_backups()
    refuse_restores()
print(f"1..{number}")
