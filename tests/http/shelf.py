#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""shelf.py CRAFFU FILL SOURCE   The pages of a case and of a review are sent once more only while nothing that they show has changed: they read no table
but those whose changes the record counts (014-shown.sql), and each change of them counts, whoever writes."""
import http.client
import pathlib
import re
import sqlite3
import sys
import tempfile
import urllib.parse

import raw
from office import REVIEW, Office

CRAFFU, FILL, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
SELECTED = ["DP-2019-0007", "DP-2019-0009"]
# What a look at a case writes and asks for, which nobody takes back: that it was logged.
LOOKS = {"audit", "operation"}
# What a page of the shelf does not show: when a session was last used.
LEFT_OUT = {("session", "seen_at")}
tap = raw.Tap()


def ask(port, session, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path,
                       headers={"Cookie": f"__Host-session={session}", "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def shown(page):
    """Without what is another each time that a page is made."""
    return re.sub(r'(name="form_token" value|data-seconds-left)="[^"]*"', "", page)


def watched(record):
    return {name[:-len("_update_shown")] for name, in record.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_update_shown'")}


def version(record):
    return record.execute("SELECT version FROM shown").fetchone()[0]


def check_each_table_counts(record, tables):
    for table in sorted(tables):
        columns = [row[1] for row in record.execute(f'SELECT * FROM pragma_table_info("{table}")')]
        row = record.execute(f'SELECT * FROM "{table}" LIMIT 1').fetchone()
        if not row:
            continue
        for column in columns:
            before = version(record)
            try:
                with record:
                    record.execute(f'UPDATE "{table}" SET "{column}" = "{column}"')
            except sqlite3.IntegrityError:
                continue  # what is sealed does not change at all
            left_out = (table, column) in LEFT_OUT
            if (version(record) > before) == left_out:
                return f"{table}.{column}"
    return ""


def check_new_entry(record):
    """An entry of a selected case counts, and one of another case does not."""
    columns = [row[1] for row in record.execute("SELECT * FROM pragma_table_info('log_entry')")]
    values = ", ".join({"id": "'new-' || hex(randomblob(8))", "content_hash": "hex(randomblob(8))"}.get(name, name) for name in columns)
    counted = []
    for selected in "", "NOT":
        before = version(record)
        with record:
            record.execute(f"INSERT INTO log_entry SELECT {values} FROM log_entry WHERE case_id {selected} IN (SELECT case_id FROM selection) LIMIT 1")
            counted.append((record.execute("SELECT changes()").fetchone()[0], version(record) > before))
    return counted


def check_page(record, port, session, path):
    ask(port, session, path)  # a page of a case is kept when its reader comes back
    first, again = ask(port, session, path), ask(port, session, path)
    tap.check(first[0] == 200 and first == again, "a page is sent once more", (first, again))
    with record:
        record.execute("UPDATE review SET id = id")
    anew = ask(port, session, path)
    tap.check(anew != first and shown(anew[1]) == shown(first[1]), "and is made anew, and the same, when something has changed", anew)
    tables = {name for name, in record.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")}
    others = tables - watched(record) - LOOKS - {"shown"}
    tap.check(len(others) > 10, "there are tables whose changes do not count", others)
    record.execute("PRAGMA legacy_alter_table = ON")
    with record:
        for table in others:
            record.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_away"')
        record.execute("UPDATE review SET id = id")
    without = ask(port, session, path)
    tap.check(without[0] == 200 and without != anew and shown(without[1]) == shown(first[1]), "the page reads none of these", without)
    with record:
        for table in others:
            record.execute(f'ALTER TABLE "{table}_away" RENAME TO "{table}"')


def main():
    with tempfile.TemporaryDirectory() as name:
        office = Office(CRAFFU, name)
        session, _, cases = office.fill(SOURCE, FILL, *SELECTED, "--targeted", "--reason", "tested", "--reason-cy", "profi")
        office.craffu("office", "load", SOURCE / "demo/office.yaml", "--quiet")
        record = sqlite3.connect(office.folder / "craffu.db", timeout=60)
        server, port = office.serve("--proxy", "127.0.0.1")
        check_page(record, port, session, f"/reviews/{REVIEW}/cases/{urllib.parse.quote(cases[0], safe='')}")
        check_page(record, port, session, f"/reviews/{REVIEW}")
        server.terminate()
        server.wait()
        missed = check_each_table_counts(record, watched(record))
        tap.check(not missed, "a change of each watched column counts, and of no other", missed)
        tap.check(check_new_entry(record) == [(1, True), (1, False)], "a new entry of a selected case counts")
        record.close()
    tap.done()


main()
