#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""workers.py ECHO_SERVER   Slow handlers delay nobody while a worker is free, and a stop finishes what is in flight. Judged by the order
of events: the handlers that wait are let go only after the others have been answered."""
import sys

import raw


def test_slow_handlers(tap, program):
    with raw.Server(program, workers=5) as server:
        slow = [raw.Connection(server.port) for _ in range(4)]
        for number, each in enumerate(slow):
            each.send(raw.get(f"/wait?{number}"))
        waiting = {server.wait_for("waits") for _ in slow}
        tap.check(len(waiting) == 4, "four requests wait in their handlers", waiting)
        fast = [raw.ask(server.port, raw.get("/echo")).status for _ in range(50)]
        tap.check(fast == [200] * 50, "others are answered meanwhile", fast)
        # The threads that serve sockets are two: each of them has one of the four, and more connections go on.
        with raw.Connection(server.port) as kept:
            for _ in range(50):
                kept.send(raw.get("/echo"))
            tap.check(all(kept.response() for _ in range(50)), "also many over one connection")
        for number in range(4):
            raw.ask(server.port, raw.get(f"/go?{number}"))
        done = [each.response() for each in slow]
        tap.check(all(each and each.body == b"waited\n" for each in done), "the four are answered once they are let go")


def test_workers_all_busy(tap, program):
    with raw.Server(program, workers=2) as server:
        slow = [raw.Connection(server.port) for _ in range(2)]
        for number, each in enumerate(slow):
            each.send(raw.get(f"/wait?{number}"))
            server.wait_for("waits")
        waiting = [raw.Connection(server.port) for _ in range(10)]
        for each in waiting:
            each.send(raw.get("/go?0"))
        # What the guard refuses needs no worker.
        tap.check(raw.ask(server.port, raw.get("/a/../b")).status == 400, "a refusal needs no worker")
        server.process.kill()


def test_at_once(tap, program):
    with raw.Server(program, workers=2) as server:
        slow = [raw.Connection(server.port) for _ in range(2)]
        for number, each in enumerate(slow):
            each.send(raw.get(f"/wait?{number}"))
            server.wait_for("waits")
        behind = raw.Connection(server.port)
        behind.send(raw.get("/echo"))
        # More connections than threads that serve sockets.
        ready = [raw.Connection(server.port) for _ in range(8)]
        for each in ready:
            each.send(b"".join(raw.get(f"/ready?{i}") for i in range(50)))
        bodies = [[response and response.body for response in (each.response() for _ in range(50))] for each in ready]
        tap.check(bodies == [[b"ready %d\n" % i for i in range(50)]] * 8, "what stands ready is answered while all workers are held up", bodies)
        tap.check(raw.ask(server.port, raw.get("/ready-broken")).status == 500, "also if it is no answer")
        behind.socket.settimeout(0.2)
        try:
            early = behind.response()
        except TimeoutError:
            early = None
        tap.check(early is None, "and the rest waits for them", early and early.body)
        ready[0].send(raw.post("/form?9", b"abc"))  # taken, and waits for its answer
        ready[1].send(raw.post("/form?2", b"abc"))
        tap.check(ready[1].response().status == 413, "a body that is too long needs no worker either")
        server.process.kill()


def test_stop_at_once(tap, program):
    with raw.Server(program, workers=1, stop_time=3600000) as server:
        kept = [raw.Connection(server.port) for _ in range(3)]
        for each in kept:
            each.send(raw.get("/echo"))
            each.response()
        ready, begun, broken = kept
        half = raw.get("/ready?half")
        begun.send(half[:-1])
        held = raw.Connection(server.port)
        held.send(raw.get("/wait?a"))
        server.wait_for("waits a")
        server.stop()
        server.wait_for("stops")
        while not server.refuses():
            pass
        ready.send(raw.get("/ready?a") + raw.get("/ready?b"))
        answer = ready.response()
        tap.check(answer and answer.body == b"ready a\n" and answer.all("connection") == ["close"] and ready.is_closed(),
                  "during a stop a kept connection is answered at once, while the only worker is held up, and closes", answer and answer.headers)
        begun.send(half[-1:])
        answer = begun.response()
        tap.check(answer and answer.body == b"ready half\n" and begun.is_closed(), "so is a request that had begun before")
        broken.send(raw.get("/ready-broken"))
        answer = broken.response()
        tap.check(answer and answer.status == 500 and broken.is_closed(), "and one that is no answer")
        server.process.kill()  # nobody can let the handler go any more


def test_stop(tap, program):
    with raw.Server(program, workers=4) as server:
        idle = raw.Connection(server.port)
        idle.send(raw.get("/echo"))
        idle.response()
        held = raw.Connection(server.port)
        held.send(raw.get("/wait?a"))
        server.wait_for("waits a")
        sending = raw.Connection(server.port)
        sending.send(raw.get("/upload", "Content-Length: 6", method="POST") + b"abc")
        server.wait_for("admitted")
        unasked = raw.Connection(server.port)
        unasked.send(raw.get("/echo") + raw.get("/form?6", "Content-Length: 6", method="POST") + b"abc")
        unasked.response()
        server.stop()
        server.wait_for("stops")
        while not server.refuses():
            pass
        sending.send(b"def")
        upload = sending.response()
        tap.check(upload and upload.status == 200 and upload.body.startswith(b"6 bytes") and upload.all("connection") == ["close"],
                  "an upload that was underway ends well, and its connection closes", upload and (upload.body, upload.headers))
        unasked.send(b"def")
        form = unasked.response()
        tap.check(form and form.status == 200 and form.body.endswith(b"\nabcdef") and form.all("connection") == ["close"],
                  "so does a body that is taken unasked", form and (form.body, form.headers))
        idle.send(raw.get("/go?a"))
        gone = idle.response()
        tap.check(gone and gone.status == 200 and gone.all("connection") == ["close"], "a kept connection may ask once more, and closes",
                  gone and gone.headers)
        answer = held.response()
        tap.check(answer and answer.body == b"waited\n", "a request in flight is answered after the stop began", answer and answer.body)
        for _ in range(4):
            server.wait_for("worker ends")
        server.wait_for("stopped")
        tap.check(server.process.wait(raw.PATIENCE) == 0, "then the workers end, and the server")
        tap.check(server.refuses(), "and nobody listens any more")


def test_stop_in_time(tap, program):
    with raw.Server(program, workers=2, stop_time=200) as server:
        held = raw.Connection(server.port)
        held.send(raw.get("/wait?a"))
        server.wait_for("waits a")
        sending = raw.Connection(server.port)
        sending.send(raw.post("/upload", b"abc")[:-1])
        server.wait_for("admitted")
        server.stop()
        tap.check(sending.rest() == b"", "a client that does not send what it began is cut when the time of a stop is over")
        # Nobody can let the handler go any more, so the stop waits for ever.
        tap.check(server.process.poll() is None, "a handler at work is waited for")
        server.process.kill()
    with raw.Server(program, workers=2, stop_time=200) as server:
        sending = raw.Connection(server.port)
        sending.send(raw.post("/upload", b"abc")[:-1])
        server.wait_for("admitted")
        server.stop()
        server.wait_for("dropped")
        server.wait_for("stopped")
        tap.check(server.process.wait(raw.PATIENCE) == 0, "and does not keep the server from ending")


def main(program):
    tap = raw.Tap()
    for test in (test_slow_handlers, test_workers_all_busy, test_at_once, test_stop_at_once, test_stop, test_stop_in_time):
        test(tap, program)
    tap.done()


main(sys.argv[1])
