#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""acknowledged.py CRAFFU FILL SOURCE   People save answers at the same time, and the server is killed in the middle, again and again:
whatever it acknowledged is there afterwards, in the record and in the log, and the log is whole."""
import collections
import html
import http.client
import json
import os
import pathlib
import random
import re
import sys
import tempfile
import threading
import time
import urllib.parse

import raw
from office import REVIEW, Office

CRAFFU, FILL, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
CLERKS = 8
ROUNDS = {"quick": 3, "default": 10, "ci": 50, "long": 1000}[os.environ.get("CRAFFU_TIER", "default")]
KILLS_OF_A_RECORD = 40
tap = raw.Tap()


class Clerk:
    """Answers one question of one case over and over."""

    def __init__(self, number, case, session, form):
        self.number, self.session, self.form = number, session, form
        self.path = f"/reviews/{REVIEW}/cases/{urllib.parse.quote(case, safe='')}/answers/adjustments"
        self.acknowledged, self.refused = [], []
        self.open = []  # sent, and never answered: there or not, but for later ones

    def ask(self, connection, method, fields=None):
        # The server counts the requests of an address.
        address = ".".join(["10", *(str(random.randrange(256)) for _ in range(3))])
        headers = {"Cookie": f"__Host-session={self.session}", "X-Forwarded-For": address, "X-Forwarded-Proto": "https"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            fields = urllib.parse.urlencode({"form_token": self.form, **fields})
        connection.request(method, self.path, fields, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def work(self, port, turn):
        """Until the server is gone."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            page = self.ask(connection, "GET")[1]
            version = int(re.search(r'name="version" value="(\d+)"', page).group(1))
            for i in range(100000):
                comment = f"turn {turn}, clerk {self.number}, answer {i}"
                self.open.append(comment)
                status, said = self.ask(connection, "POST", {"version": version, "outcome": "made", "comment": comment})
                self.open.pop()
                if status == 303:
                    self.acknowledged.append(comment)
                    version += 1
                else:
                    self.refused.append((status, said))
        except (OSError, http.client.HTTPException):
            pass

    def shown(self, port):
        """What the record has now."""
        page = self.ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "GET")[1]
        return html.unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.S).group(1))


def in_the_log(office):
    """How many answers each draft has. What they say is not in the log."""
    path = office.folder.parent / "log.jsonl"
    path.unlink(missing_ok=True)
    office.craffu("audit", "export", path, "--quiet")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return collections.Counter(row["object_id"] for row in rows if row["action"] == "assessment.answer")


def kill_in_the_middle(office, clerks, turn):
    server, port = office.serve("--proxy", "127.0.0.1")
    threads = [threading.Thread(target=clerk.work, args=(port, turn)) for clerk in clerks]
    for thread in threads:
        thread.start()
    time.sleep(random.uniform(0.05, 1.5))  # any moment is good: what is asked afterwards holds for each
    server.kill()
    server.wait()
    for thread in threads:
        thread.join()


def look_afterwards(office, clerks):
    server, port = office.serve("--proxy", "127.0.0.1")
    shown = {clerk.number: clerk.shown(port) for clerk in clerks}
    server.kill()
    server.wait()
    log = sorted(in_the_log(office).values())
    office.craffu("audit", "verify", "--quiet")
    # Which draft is whose the log does not say: from the least on, each clerk's answers must fit.
    least = sorted(len(clerk.acknowledged) for clerk in clerks)
    most = sorted(len(clerk.acknowledged) + len(clerk.open) for clerk in clerks)
    log = [0] * (len(clerks) - len(log)) + log
    lost = [(there, needed) for there, needed in zip(log, least) if there < needed]
    twice = [(there, allowed) for there, allowed in zip(log, most) if there > allowed]
    stale = []
    for clerk in clerks:
        last = clerk.acknowledged[-1] if clerk.acknowledged else ""
        if shown[clerk.number] not in [last, *clerk.open]:
            stale.append((shown[clerk.number], last))
    return sum(log), lost, stale, twice


def work_on_one_record(turns):
    """What became of it: answers acknowledged, rows in the log, and what must not be."""
    with tempfile.TemporaryDirectory() as name:
        office = Office(CRAFFU, name)
        session, form, cases = office.fill(SOURCE, FILL, "--all")
        clerks = [Clerk(i, case, session, form) for i, case in enumerate(cases[:CLERKS])]
        for turn in turns:
            kill_in_the_middle(office, clerks, turn)
            rows, lost, stale, twice = look_afterwards(office, clerks)
            if lost or stale or twice:
                break
        return sum(len(clerk.acknowledged) for clerk in clerks), rows, lost, stale, twice, [one for clerk in clerks for one in clerk.refused]


def main():
    seed = random.randrange(1 << 32)
    random.seed(seed)
    print(f"# seed {seed}")
    acknowledged = rows = 0
    # The whole log is read after each kill: a record has so many kills that this takes no longer than the rest.
    for first in range(0, ROUNDS, KILLS_OF_A_RECORD):
        saved, written, lost, stale, twice, refused = work_on_one_record(range(first, min(ROUNDS, first + KILLS_OF_A_RECORD)))
        acknowledged, rows = acknowledged + saved, rows + written
        print(f"# {min(ROUNDS, first + KILLS_OF_A_RECORD)} kills: {acknowledged} acknowledged, {rows} in the log", flush=True)
        if lost or stale or twice or refused:
            break
    tap.check(acknowledged > ROUNDS, "answers were saved", acknowledged)
    tap.check(not lost, "what was acknowledged is in the log", lost)
    tap.check(not stale, "and in the record, which has what the log has last", stale)
    tap.check(not twice, "nothing is there twice", twice)
    tap.check(not refused, "no answer was refused", refused[:3])
    tap.done()


main()
