#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""server.py CRAFFU SOURCE PRELOAD   The server on a disk that is full, and with a clock that is set back: nothing that was acknowledged is
lost, nobody gets in by it, nobody is kept out for good, and the audit log stays whole and says so."""
import base64
import hashlib
import hmac
import html
import http.client
import os
import pathlib
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse

CRAFFU, SOURCE, PRELOAD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
DEMO = SOURCE / "demo/2019-snapshot"
REVIEW = "hate-crime-snapshot-2019"
PASSWORD = "plum correct battery seven"
HOUR = 3600
number = 0
offset = 0  # of the server's clock, in seconds


def check(good, name, what=None):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    if not good and what is not None:
        print(f"# {str(what)[:1500]!r}")


def craffu(*words, status=0):
    done = subprocess.run([CRAFFU, *map(str, words)], capture_output=True, text=True, env=environment)
    if done.returncode != status:
        check(False, f"craffu {words} ends with {done.returncode}", done.stderr)
    return done.stdout


class Answer:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.text = response.read().decode()
        self.to = response.headers.get("Location")


class Browser:
    def __init__(self):
        self.cookies = {}

    def ask(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = Answer(connection.getresponse())
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer

    def get(self, path):
        return self.ask("GET", path)

    def send(self, page, path, fields):
        token = re.search(r'name="form_token" value="([0-9a-f]+)"', page.text)
        return self.ask("POST", path, {"form_token": token.group(1) if token else "", **fields})

    def sign_in(self, name, password=PASSWORD):
        return self.send(self.get("/sign-in"), "/sign-in", {"name": name, "password": password})


def code(secret):
    step = struct.pack(">Q", int(time.time() + offset) // 30)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06}"


def set_clock(seconds):
    global offset
    offset = seconds
    (folder / "clock.new").write_text(str(seconds * 1000000))
    (folder / "clock.new").rename(folder / "clock")


def fill_disk(full):
    if full:
        (folder / "full").write_text("")
    else:
        (folder / "full").unlink()


def start():
    global port
    server = subprocess.Popen([CRAFFU, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env={**environment, "LD_PRELOAD": str(PRELOAD), "FAULT_FOLDER": str(folder),
                                   "ASAN_OPTIONS": "verify_asan_link_order=0"})
    port = int(re.search(r":(\d+)", server.stdout.readline()).group(1))
    return server


def stop(server):
    server.send_signal(signal.SIGTERM)
    _, said = server.communicate(timeout=60)
    check(server.returncode == 0, "the server ends in order", said)
    return said


def enrol(name):
    """Signs a manager in for the first time: the browser, the secret, and the code that was taken."""
    browser = Browser()
    browser.sign_in(name)
    page = browser.get("/second-factor")
    secret = html.unescape(re.search(r"<strong>([A-Z2-7 ]+)</strong>", page.text).group(1)).replace(" ", "")
    taken = code(secret)
    answer = browser.send(page, "/second-factor", {"code": taken})
    check(answer.status == 200, "a manager sets up a second factor", answer.text)
    return browser, secret, taken


def hold(browser, reason):
    page = browser.get(f"/retention/{REVIEW}")
    return browser.send(page, f"/retention/{REVIEW}/hold", {"reason": reason})


def disk_is_full():
    manager, _, _ = enrol("manager")
    acknowledged = [f"reason {i}" for i in range(5) if hold(manager, f"reason {i}").status == 303]
    check(len(acknowledged) == 5, "what is written while there is room is acknowledged")
    page = manager.get(f"/retention/{REVIEW}")
    fill_disk(True)
    refused = [manager.send(page, f"/retention/{REVIEW}/hold", {"reason": f"lost {i}"}) for i in range(3)]
    check(all(answer.status in (503, 507) for answer in refused), "a change on a full disk is answered as the server's fault",
          [answer.status for answer in refused])
    check(all("Nothing was changed" in answer.text for answer in refused), "by a page that says that nothing was changed", refused[0].text)
    case = manager.get(f"/reviews/{REVIEW}/cases/DP-2019-0007")
    check(case.status in (503, 507) and "Racially" not in case.text, "a case is not shown if that cannot be logged", case.status)
    stranger = Browser().sign_in("reader")
    check(stranger.status in (503, 507) and "session" not in stranger.headers.get("Set-Cookie", ""), "nobody is signed in", stranger.status)
    check(Browser().get("/health/live").status == 200, "the server lives")
    check(manager.get("/retention").status == 200, "what needs no write is shown still")
    # Long enough after for the session to be noted as seen, which is a write.
    set_clock(120)
    later = manager.get("/retention")
    check(later.status in (200, 503, 507) and "<h1" in later.text, "and later there is a page, whatever it says", later.text)
    fill_disk(False)
    check(hold(manager, "after").status == 303, "once there is room the server goes on, and the session with it")
    acknowledged.append("after")
    check(manager.get(f"/reviews/{REVIEW}/cases/DP-2019-0007").status == 200, "cases are shown again")
    check(Browser().sign_in("reader").to == "/", "and people come in again")
    return acknowledged


def clock_is_set_back():
    set_clock(0)
    reader = Browser()
    reader.sign_in("reader")
    check(reader.get("/").status == 200, "a reader is signed in")
    # Beyond the idle limit it ends; set back, it does not come to life again.
    set_clock(24 * HOUR)
    check(reader.get("/").to == "/sign-in", "a day later the session has ended")
    set_clock(60)
    check(reader.get("/").to == "/sign-in", "it does not revive when the clock is set back")
    # One that was begun and seen later than now has ended too.
    set_clock(48 * HOUR)
    reader.sign_in("reader")
    check(reader.get("/").status == 200, "a session of the day after tomorrow")
    set_clock(47 * HOUR)
    check(reader.get("/").to == "/sign-in", "a session that was seen in the future is none")
    set_clock(48 * HOUR + 60)
    check(reader.get("/").to == "/sign-in", "nor is it one again when the future has come")
    check(Browser().sign_in("reader").to == "/", "people sign in whatever the clock says")

    # The second factor
    set_clock(72 * HOUR)
    manager, secret, taken = enrol("second")
    hold(manager, "in the future")
    other = Browser()
    check(other.sign_in("second").to == "/sign-in/code", "a second sign-in asks for a code")
    check(other.send(other.get("/sign-in/code"), "/sign-in/code", {"code": taken}).status == 422, "a code is not taken twice")
    set_clock(72 * HOUR - 3 * 30)
    check(other.sign_in("second").to == "/sign-in/code", "with the clock set back a little the code is asked for again")
    for name, try_code in [("taken", taken), ("older", code(secret))]:
        answer = other.send(other.get("/sign-in/code"), "/sign-in/code", {"code": try_code})
        check(answer.status == 422, f"with the clock set back a code that was {name} is not taken", answer.status)
    set_clock(72 * HOUR + 120)
    other = Browser()
    other.sign_in("second")
    check(other.send(other.get("/sign-in/code"), "/sign-in/code", {"code": code(secret)}).to == "/", "a later one is, later")

    # The throttle
    guesser = Browser()
    statuses = [guesser.sign_in("nobody", "wrong").status for _ in range(12)]
    check(429 in statuses, "who guesses is kept waiting", statuses)
    set_clock(0)
    waited = Browser().sign_in("nobody", "wrong").status
    set_clock(HOUR)
    after = Browser().sign_in("nobody", "wrong").status
    check(after == 422, "but not until the clock is where it was", (waited, after))
    check(Browser().sign_in("reader").to == "/", "nor is anybody else")
    set_clock(0)


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    data = folder / "data"
    environment = {**os.environ, "CRAFFU_DATA": str(data), "LANGUAGE": "en"}
    (folder / "password").write_text(PASSWORD + "\n")
    craffu("init", "--quiet")
    craffu("review", "load", DEMO / "review.yaml", "--quiet")
    craffu("import", REVIEW, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv", "--quiet")
    craffu("select", REVIEW, "--all", "--quiet")
    for name, role in [("manager", "scrutiny_manager"), ("second", "scrutiny_manager"), ("reader", "reader")]:
        craffu("account", "add", name, "--display-name", name.title(), "--role", role, "--password-file", folder / "password")
    server = start()
    acknowledged = disk_is_full()
    said = stop(server)
    check("disk is full" in said, "what the machine could not do is on standard error", said)
    holds = craffu("retention", "list", "--extract", REVIEW)
    check(all(reason in holds for reason in acknowledged) and "lost" not in holds,
          "what was acknowledged is there, and nothing that was refused", holds)
    check("set back" not in craffu("audit", "verify"), "the log is whole")
    server = start()
    clock_is_set_back()
    stop(server)
    verified = craffu("audit", "verify")
    check("Verified" in verified and "The clock was set back before row" in verified, "the log is whole, and says where the clock was set back", verified)
    craffu("audit", "export", folder / "log.jsonl")
    numbers = [int(re.search(r'"number":(\d+)', line).group(1)) for line in (folder / "log.jsonl").read_text().splitlines()]
    check(numbers == list(range(1, len(numbers) + 1)), "its rows stand in the order in which they were written")
    listed = craffu("audit", "list").splitlines()
    check(len(listed) >= len(numbers) and listed[-1].split("\t")[2] == "audit.export", "and are listed so", listed[-3:])
print(f"1..{number}")
