#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill.py CRAFFU SOURCE [SITE]   Commands that write at the same time, and the server while somebody signs in (with SITE), are ended by
SIGKILL at random moments. Afterwards all that was acknowledged is there, the log is whole, and what is repeated changes nothing.
CRAFFU_TIER says how many are killed; CRAFFU_SEED which moments."""
import http.client
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import urllib.parse

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
HAS_SITE = len(sys.argv) > 3
KILLS = {"quick": 10, "default": 60, "ci": 200, "long": 1000}[os.environ.get("CRAFFU_TIER", "default")]
SEED = os.environ.get("CRAFFU_SEED", str(random.SystemRandom().getrandbits(32)))
DEMO = SOURCE / "demo/2019-snapshot"
REVIEW = "hate-crime-snapshot-2019"
PASSWORD = "plum correct battery seven"
WRITERS = 3
number = 0


def check(good, name, what=None):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}", flush=True)
    if not good and what is not None:
        print(f"# {str(what)[:3000]!r}", flush=True)


def start(*words):
    return subprocess.Popen([CRAFFU, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, env=environment, cwd=folder)


def craffu(*words):
    child = start(*words)
    output, error = child.communicate(timeout=120)
    if child.returncode:
        check(False, f"craffu {words} ends with {child.returncode}", error)
    return output


def words_of(operation, turn):
    """Three kinds of writes: one row, an account, and one of many rows."""
    name = re.sub(r"\W", "", operation)
    if turn % 3 == 2:
        (folder / f"{name}.yaml").write_text((folder / "review.yaml").read_text().replace(REVIEW, name))
    return [
        ["meeting", REVIEW, "--date", "2019-08-14", "--minutes", "60"],
        ["account", "add", f"{name}@office.example", "--display-name", name, "--role", "reader"],
        ["review", "load", folder / f"{name}.yaml"],
    ][turn % 3] + ["--operation", operation]


class Progress:
    """What the writers share: how many are still to be killed, what was acknowledged, and what went wrong."""

    def __init__(self):
        self.lock, self.left, self.killed, self.acknowledged, self.wrong = threading.Lock(), KILLS, 0, {}, []

    def take(self):
        with self.lock:
            taken = self.left > 0  # who ends has taken none: one that another gives back counts
            self.left -= taken
            return taken


def write_and_kill(which, progress):
    """Kills one command after the other; what was not acknowledged is done again with the same id until it is."""
    moments = random.Random(f"{SEED}-{which}")
    typical, turn = 0.05, 0
    while progress.take():
        operation = f"kill-{which}-{turn}"
        words = words_of(operation, turn)
        turn += 1
        child = start(*words)
        try:
            child.wait(moments.uniform(0, typical))
        except subprocess.TimeoutExpired:
            child.kill()
        output, error = child.communicate()
        with progress.lock:
            progress.killed += child.returncode == -9
        if child.returncode == 0:  # sooner than it was to be killed: the next is killed sooner
            typical = max(typical * 0.9, 0.005)
            with progress.lock:
                progress.left += 1
        else:
            typical *= 1.02
        if child.returncode not in (0, -9):
            progress.wrong.append((words, child.returncode, error))
        if child.returncode and moments.random() < 0.5:
            continue  # never asked again: there wholly, or not at all
        if child.returncode:
            output = craffu(*words)
        with progress.lock:
            progress.acknowledged[operation] = words


class Visitor:
    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        body = urllib.parse.urlencode(fields) if fields else None
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return response.status, text


def sign_in_and_kill(progress, told):
    """The server is killed while people sign in, and started again; each session that was given out goes on afterwards."""
    moments = random.Random(f"{SEED}-server")
    sessions = []
    while not told.is_set() or not sessions: # at least one comes in
        server = start("serve", "--port", "0")
        port = int(re.search(r":(\d+)\.", server.stdout.readline()).group(1))
        for cookies in sessions[-3:]:
            visitor = Visitor(port)
            visitor.cookies = dict(cookies)
            if visitor.ask("GET", "/")[0] != 200:
                progress.wrong.append(("a session that was given out is gone", visitor.ask("GET", "/")))
        timer = threading.Timer(moments.uniform(0.1, 1.5), server.kill)
        timer.start()
        try:
            while True:
                visitor = Visitor(port)
                page = visitor.ask("GET", "/sign-in")[1]
                token = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
                status, text = visitor.ask("POST", "/sign-in", {"form_token": token.group(1) if token else "",
                                           "name": "reader@office.example", "password": PASSWORD})
                if status == 303:
                    sessions.append(visitor.cookies)
                elif status != 429:
                    progress.wrong.append(("sign-in", status, text[-500:]))
        except (OSError, http.client.HTTPException):
            pass
        timer.join()
        server.communicate()
        with progress.lock:
            progress.killed += server.returncode == -9
    return sessions


def rows(query):
    with sqlite3.connect(f"file:{data / 'craffu.db'}?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def judge(progress, sessions):
    check(progress.killed >= KILLS, f"{KILLS} were killed while they wrote at the same time (CRAFFU_SEED={SEED})", progress.killed)
    check(not progress.wrong, "none failed in another way", progress.wrong[:3])
    done = {row[0] for row in rows("SELECT id FROM operation")}
    missing = [operation for operation in progress.acknowledged if operation not in done]
    check(not missing and len(progress.acknowledged) > KILLS // 4, "every acknowledged write is there", missing[:5])
    unlogged = rows("SELECT id FROM operation WHERE id LIKE 'kill-%' AND id NOT IN (SELECT operation FROM audit)")
    check(not unlogged, "each write is there with its row in the log, or not at all", unlogged[:5])
    check("as they were written" in craffu("audit", "verify"), "the log is whole")
    check(rows("PRAGMA integrity_check") == [("ok",)] and not rows("PRAGMA foreign_key_check"), "the database passes its check")
    if HAS_SITE:
        check(len(sessions) > 0, "people signed in meanwhile", len(sessions))
    before = rows("SELECT COUNT(*) FROM audit"), rows("SELECT COUNT(*) FROM operation")
    said = [craffu(*words) for words in list(progress.acknowledged.values())[:40]]
    check(all("done before" in text for text in said) and
          before == (rows("SELECT COUNT(*) FROM audit"), rows("SELECT COUNT(*) FROM operation")),
          "what is repeated says so and changes nothing")


def prepare():
    (folder / "password").write_text(PASSWORD + "\n")
    shutil.copytree(SOURCE / "instruments", folder / "instruments")
    text = (DEMO / "review.yaml").read_text().replace("../../instruments", "instruments")
    (folder / "review.yaml").write_text(text)
    craffu("init")
    craffu("account", "add", "reader@office.example", "--display-name", "A reader", "--role", "reader", "--password-file", folder / "password")
    craffu("review", "load", DEMO / "review.yaml")
    craffu("import", REVIEW, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv")
    craffu("select", REVIEW, "--all")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    data = folder / "data"
    environment = {**os.environ, "CRAFFU_DATA": str(data), "LANGUAGE": "en"}
    prepare()
    progress, told, sessions = Progress(), threading.Event(), []
    writers = [threading.Thread(target=write_and_kill, args=(which, progress)) for which in range(WRITERS)]
    server = threading.Thread(target=lambda: sessions.extend(sign_in_and_kill(progress, told)))
    for thread in writers + ([server] if HAS_SITE else []):
        thread.start()
    for thread in writers:
        thread.join()
    told.set()
    if HAS_SITE:
        server.join()
    judge(progress, sessions)
print(f"1..{number}")
