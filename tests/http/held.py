#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""held.py ECHO_SERVER   Answers that wait, and no worker with them (web/http.h, `hold`): each is sent when it is released and not before,
or is made once more. Judged by the order of events: the servers have one worker, and a thread that is none of theirs releases."""
import pathlib
import select
import subprocess
import sys
import tempfile

import raw

FOR_EVER = 3600000


def holding(server, name, path="/hold", method="GET"):
    """A connection whose answer waits."""
    connection = raw.Connection(server.port)
    connection.send(raw.get(f"{path}?{name}", method=method))
    server.wait_for(f"holds {name}")
    return connection


def has_nothing(connection):
    """Whether nothing has come by now, not even the end."""
    return not connection.held and not select.select([connection.socket], [], [], 0)[0]


def runs_on(server):
    """Whether it has not ended; looks for a moment, in which one that waits for nothing would."""
    try:
        server.process.wait(0.2)
        return False
    except subprocess.TimeoutExpired:
        return True


def body(connection):
    response = connection.response()
    return response and response.body


def everything_said(server):
    server.stop()
    server.wait_for("stopped")
    return server.said


def test_sent_when_released(tap, program):
    with raw.Server(program, workers=1) as server:
        held = {name: holding(server, name) for name in "abc"}
        others = [raw.ask(server.port, raw.get("/echo")).status for _ in range(50)]
        tap.check(others == [200] * 50, "while answers wait, the only worker answers others", others)
        tap.check(all(has_nothing(each) for each in held.values()), "and those that wait are not sent")
        server.say("send b")
        tap.check(body(held["b"]) == b"held b \n", "one is sent when it is released")
        tap.check(has_nothing(held["a"]) and has_nothing(held["c"]), "and no other")
        held["b"].send(raw.get("/echo"))
        tap.check(held["b"].response().status == 200, "its connection goes on")
        server.say("again a")
        tap.check(body(held["a"]) == b"again a \n", "one that is to be handled again is answered by that")
        server.say("send c")
        tap.check(body(held["c"]) == b"held c \n", "and the last is sent as it stood")
        again = [line for line in everything_said(server) if line.startswith("handles")]
        tap.check(again == ["handles a again"], "once, and no other was", server.said)


def test_released_before_hold_returns(tap, program):
    with raw.Server(program, workers=1) as server:
        connections = [raw.Connection(server.port) for _ in range(4)]
        for each in connections:
            each.send(b"".join(raw.get(f"/hold-not?{word}") for word in ("now", "again") * 50))
        got = [[body(each) for _ in range(100)] for each in connections]
        tap.check(got == [[b"held now \n", b"again again \n"] * 50] * 4, "an answer may be released before the worker has done with it", got)


def test_methods(tap, program):
    with raw.Server(program, workers=1) as server:
        head = holding(server, "head", method="HEAD")
        tap.check(has_nothing(head), "a HEAD waits as well")
        server.say("send head")
        answer = head.response(head_only=True)
        tap.check(answer.status == 200 and answer.all("content-length") == [str(len("held head \n"))], "and is answered without a body",
                  answer.headers)
        head.send(raw.get("/echo"))
        tap.check(head.response().status == 200, "and the connection goes on")
        form = raw.Connection(server.port)
        form.send(raw.post("/hold?form", b"abc=1"))
        server.wait_for("holds form")
        server.say("again form")
        tap.check(body(form) == b"again form abc=1\n", "what is handled again has its body")
        form.send(raw.post("/hold?empty", b""))
        server.wait_for("holds empty")
        server.say("again empty")
        tap.check(body(form) == b"again empty \n", "also an empty one")
        admitted = [line for line in everything_said(server) if line.startswith("admits")]
        tap.check(admitted == ["admits form", "admits empty"], "and is not admitted again", server.said)


def test_files(tap, program, file):
    with raw.Server(program, workers=1, file=file) as server:
        held = holding(server, "a", "/hold-file")
        server.say("send a")
        tap.check(body(held) == file.read_bytes(), "a file that waits is sent when it is released")
        held = holding(server, "b", "/hold-file")
        server.say("again b")
        tap.check(body(held) == b"again b \n", "nothing of it is sent with an answer that takes its place")
        held = holding(server, "c", "/hold-file")
        server.say("again c")
        body(held)
        held.send(raw.get("/echo"))
        held.response()
        tap.check(not server.has_open(file), "nor is it left open")


def test_broken(tap, program):
    with raw.Server(program, workers=1) as server:
        held = holding(server, "a", "/hold-broken")
        tap.check(has_nothing(held), "an answer that is none waits as well, since whoever waits with it is to be told")
        server.say("send a")
        tap.check(held.response().status == 500, "and then says so")
        held = holding(server, "b", "/hold-broken")
        server.say("again b")
        tap.check(body(held) == b"again b \n", "or gives its place to one that is good")


def test_client_goes_away(tap, program):
    with raw.Server(program, workers=1, stop_time=FOR_EVER) as server:
        for word in ("send", "again"):
            holding(server, word).close()
        for word in ("send", "again"):
            server.say(f"{word} {word}")
        server.wait_for("handles again again")
        tap.check(raw.ask(server.port, raw.get("/echo")).status == 200, "a client that goes away while its answer waits harms nobody")
        server.stop()
        server.wait_for("stopped")
        tap.check(server.process.wait(raw.PATIENCE) == 0, "and nothing of it is in flight any more")


def test_not_too_many(tap, program):
    with raw.Server(program, workers=1, queued=2) as server:
        held = [holding(server, name) for name in "ab"]
        busy = raw.ask(server.port, raw.get("/echo"))
        tap.check(busy.status == 503 and busy.all("retry-after"), "answers that wait count among what waits, of which there is a most", busy.status)
        server.say("send a")
        tap.check(body(held[0]) == b"held a \n", "they are sent all the same")
        server.say("again b")
        tap.check(body(held[1]) == b"again b \n", "or handled again")
        both = [raw.ask(server.port, raw.get("/echo")).status for _ in range(2)]
        tap.check(both == [200] * 2, "and make room for others", both)


def test_stop(tap, program):
    with raw.Server(program, workers=1, stop_time=FOR_EVER) as server:
        held = {name: holding(server, name) for name in "ab"}
        server.stop()
        server.wait_for("stops")
        while not server.refuses():
            pass
        tap.check(all(has_nothing(each) for each in held.values()) and server.process.poll() is None, "a stop waits for answers that wait")
        server.say("send a")
        answer = held["a"].response()
        tap.check(answer and answer.body == b"held a \n" and answer.all("connection") == ["close"], "which are sent as ever", answer and answer.headers)
        server.say("again b")
        tap.check(body(held["b"]) == b"again b \n", "or are handled again")
        server.wait_for("worker ends")
        server.wait_for("stopped")
        tap.check(server.process.wait(raw.PATIENCE) == 0, "then the server ends")


def test_stop_in_time(tap, program):
    for word, status, said in (("send", 200, "sent"), ("again", 503, "turned away, for want of a worker")):
        with raw.Server(program, workers=1, stop_time=1) as server:
            held, other = holding(server, "a"), holding(server, "b")
            server.stop()
            server.wait_for("worker ends")
            tap.check(runs_on(server), "a stop whose time is over waits for them after the workers' end")
            server.say(f"{word} a")
            answer = held.response()
            tap.check(answer and (answer.status, answer.all("connection")) == (status, ["close"]),
                      f"one is {said} then", answer and (answer.status, answer.headers))
            tap.check(runs_on(server) and has_nothing(other), "and the next is waited for")
            server.say("send b")
            tap.check(body(other) == b"held b \n", "and sent")
            server.wait_for("stopped")
            tap.check(server.process.wait(raw.PATIENCE) == 0, "then the server ends")
            tap.check("handles a again" not in server.said, "and nothing was handled without a worker", server.said)


def main(program):
    tap = raw.Tap()
    tests = (test_sent_when_released, test_released_before_hold_returns, test_methods, test_broken, test_client_goes_away, test_not_too_many,
             test_stop, test_stop_in_time)
    for test in tests:
        test(tap, program)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "file.bin"
        file.write_bytes(bytes(range(256)) * 4096)
        test_files(tap, program, file)
    tap.done()


main(sys.argv[1])
