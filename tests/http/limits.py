#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""limits.py ECHO_SERVER   Each limit of struct http_limits: what is within is answered, what is beyond is refused or cut. Of slow
clients only that they are cut is judged, never after how long."""
import socket
import sys
import threading

import raw

ECHO = raw.get("/echo")


def answers(port):
    response = raw.ask(port, ECHO)
    return response is not None and response.status == 200


def test_connections_in_all(tap, program):
    # Two threads have half of them each, and one of them may be given none.
    with raw.Server(program, connections=8) as server:
        held = [raw.Connection(server.port) for _ in range(8)]
        for each in held:
            each.send(ECHO)
        late = raw.Connection(server.port)
        late.send(ECHO)
        for each in held:
            each.socket.settimeout(1)
        served = []
        for each in held:
            try:
                served.append(each.response() is not None)
            except TimeoutError:
                served.append(False)
        for each in held:
            each.close()
        response = late.response()
        tap.check(response and response.status == 200, "a connection beyond the limit of all waits, and is served when others close",
                  served, response)


def test_connections_of_an_address(tap, program):
    with raw.Server(program, address_connections=4) as server:
        held = [raw.Connection(server.port) for _ in range(4)]
        for each in held:
            each.send(ECHO)
        good = [each.response() is not None for each in held]
        with raw.Connection(server.port) as beyond:
            beyond.send(ECHO)
            refused = beyond.response() is None
        tap.check(all(good) and refused, "connections beyond those of one address are closed", good, refused)
        held[0].close()
        # That it was closed may come to the server's ears after the next one arrives.
        tap.check(any(answers(server.port) for _ in range(1000)), "when one of them closes, another is answered")
        for each in held:
            each.close()


def test_proxy_connections(tap, program):
    with raw.Server(program, address_connections=2, proxy="127.0.0.0/8") as server:
        held = [raw.Connection(server.port) for _ in range(6)]
        for each in held:
            each.send(ECHO)
        tap.check(all(each.response() is not None for each in held), "a trusted proxy may have more connections than one address")
        for each in held:
            each.close()


def test_requests_a_minute(tap, program):
    with raw.Server(program, address_requests=5, proxy="127.0.0.1") as server:
        def ask(*headers):
            return raw.ask(server.port, raw.get("/echo", *headers))
        first = [ask().status for _ in range(5)]
        beyond = ask()
        tap.check(first == [200] * 5 and beyond.status == 429, "requests beyond those of a minute are answered 429", first, beyond.status)
        tap.check(1 <= int(beyond.all("retry-after")[0]) <= 60 and beyond.all("connection") == ["close"],
                  "a 429 says when to try again, and closes", beyond.headers)
        other = ask("X-Forwarded-For: 203.0.113.9").status
        tap.check(other == 200, "another address behind the trusted proxy is not held up", other)
        six = [ask(f"X-Forwarded-For: 2001:db8::{i}").status for i in range(6)]
        tap.check(six == [200] * 5 + [429], "the addresses of an IPv6 network of 64 bits count as one", six)


def test_requests_at_once(tap, program):
    with raw.Server(program, address_requests=5) as server:
        statuses = [raw.ask(server.port, raw.get("/ready")).status for _ in range(6)]
        tap.check(statuses == [200] * 5 + [429], "requests that are answered at once count among those of a minute", statuses)


def test_queue(tap, program):
    with raw.Server(program, workers=1, queued=2) as server:
        held = [raw.Connection(server.port) for _ in range(3)]
        held[0].send(raw.get("/wait?a"))
        server.wait_for("waits a")
        for each in held[1:]:
            each.send(ECHO)
        refused = None
        others = []
        while refused is None:  # until both have reached the queue
            connection = raw.Connection(server.port)
            connection.send(ECHO)
            connection.socket.settimeout(0.2)
            try:
                refused = connection.response()
            except TimeoutError:
                others.append(connection)
        tap.check(refused.status == 503 and int(refused.all("retry-after")[0]) > 0, "a request that finds the queue full is answered 503",
                  refused.status, refused.headers)
        server.stop()
        server.process.kill()


def test_targets_and_headers(tap, program):
    with raw.Server(program, headers=5, target=30, form=10) as server:
        def status(request):
            return raw.ask(server.port, request).status
        longest = raw.get("/" + "a" * 29)
        tap.check((status(longest), status(longest.replace(b"a ", b"aa "))) == (200, 414), "a target has its limit")
        most = raw.get("/echo", *["X-A: b"] * 4)
        tap.check((status(most), status(most.replace(b"X-A", b"X-A: b\r\nX-A", 1))) == (200, 431), "the number of headers has its limit")
        tap.check((status(raw.post("/echo", b"a" * 10)), status(raw.post("/echo", b"a" * 11))) == (200, 413), "a body in memory has its limit")
        with raw.Connection(server.port) as connection:
            connection.send(raw.get("/echo", "Transfer-Encoding: chunked", method="POST") + b"b\r\nabcdefghijk\r\n0\r\n\r\n")
            response = connection.response()
            tap.check(response.status == 413 and connection.is_closed(), "also one whose length is not said before", response.status)
        with raw.Connection(server.port) as connection:
            connection.send(raw.get("/echo", "Transfer-Encoding: chunked", method="POST"))
            while connection.send(b"8000\r\n" + b"a" * 0x8000 + b"\r\n"):
                pass
            tap.check(True, "and one that never ends is cut")


def test_unasked(tap, program):
    """Beyond what is taken without asking: one byte is too much."""
    with raw.Server(program, form=100) as server:
        def status(target, bytes):
            chunked = raw.get(target, "Transfer-Encoding: chunked", method="POST") + b"%x\r\n%s\r\n0\r\n\r\n" % (bytes, b"a" * bytes)
            return [raw.ask(server.port, request).status for request in (raw.post(target, b"a" * bytes), chunked)]
        got = status("/form?50", 50), status("/form?50", 51), status("/form?50", 100000)
        tap.check(got == ([200] * 2, [413] * 2, [413] * 2), "a body that is taken unasked has its limit, whether its length is said or not", got)
        got = status("/form?1000", 100), status("/form?1000", 101)
        tap.check(got == ([200] * 2, [413] * 2), "and that of what is kept in memory", got)
        with raw.Connection(server.port) as connection:
            connection.send(raw.get("/form?50", "Transfer-Encoding: chunked", method="POST") + b"33\r\n" + b"a" * 51 + b"\r\n0\r\n\r\n" + ECHO)
            response = connection.response()
            tap.check(response.status == 413 and connection.is_closed(), "one byte more is answered, and closes", response.status)
        with raw.Connection(server.port) as connection:
            connection.send(raw.get("/form?50", "Transfer-Encoding: chunked", method="POST"))
            while connection.send(b"8000\r\n" + b"a" * 0x8000 + b"\r\n"):
                pass
        tap.check(answers(server.port), "one that never ends is cut, and the server goes on")


def is_cut(server, *pieces, again=b""):
    """Sends the pieces, then `again` a byte at a time for as long as the other end will."""
    with raw.Connection(server.port) as connection:
        for piece in pieces:
            connection.send(piece)
        ended = threading.Event()

        def drip():
            for byte in again * 1000:
                if ended.wait(0.1) or not connection.send(bytes([byte])):
                    return
        thread = threading.Thread(target=drip)
        thread.start()
        answer = connection.rest()
        ended.set()
        thread.join()
        return answer


def test_slow_clients(tap, program):
    with raw.Server(program, head_time=1000, idle_time=1000, stall_time=1000, rate=1000) as server:
        tap.check(is_cut(server) == b"", "a connection on which nothing comes is cut")
        tap.check(is_cut(server, b"GET /echo HT", again=b"T") == b"", "a request line a byte at a time is cut")
        tap.check(is_cut(server, b"GET /echo HTTP/1.1\r\nHost: office.example\r\nX-A: ", again=b"b") == b"", "a head a byte at a time is cut")
        body = raw.get("/echo", "Content-Length: 1000", method="POST")
        tap.check(is_cut(server, body, b"abc") == b"", "a body that stops is cut")
        tap.check(is_cut(server, body, again=b"b") == b"", "a body a byte at a time is cut")
        upload = body.replace(b"/echo", b"/upload")
        tap.check(is_cut(server, upload, again=b"b") == b"", "an upload a byte at a time is cut")
        server.wait_for("dropped")
        tap.check(True, "and what was made of it is dropped")
        answer = is_cut(server, ECHO)
        tap.check(answer.count(b"HTTP/1.1 200") == 1, "a connection that nobody uses any more is closed")
        answer = is_cut(server, ECHO, again=ECHO)
        tap.check(answer.count(b"HTTP/1.1 200") == 1, "a second head a byte at a time is cut")
        tap.check(answers(server.port), "the server goes on")


def test_slow_unasked(tap, program):
    """Nothing else would end these: a head and a silence may last as long as they like."""
    forever = 3600000
    with raw.Server(program, head_time=forever, idle_time=forever, stop_time=forever, stall_time=1000, rate=1000) as server:
        head = raw.get("/form?1000", "Content-Length: 1000", method="POST")
        chunked = raw.get("/form?1000", "Transfer-Encoding: chunked", method="POST")
        tap.check(is_cut(server, head) == b"", "a body that is taken unasked and does not come is cut")
        tap.check(is_cut(server, head, b"abc") == b"", "so is one that stops")
        tap.check(is_cut(server, head, again=b"b") == b"", "one that comes a byte at a time")
        tap.check(is_cut(server, chunked) == b"", "and one in chunks of which none comes")
        tap.check(is_cut(server, chunked, b"3\r\nabc\r\n") == b"", "or no second one")
        with raw.Connection(server.port) as connection:
            connection.send(raw.post("/form?1000", b"a" * 1000) + raw.get("/wait?a"))
            first = connection.response()
            server.wait_for("waits a")
            raw.ask(server.port, raw.get("/go?a"))
            tap.check(first.status == connection.response().status == 200, "a connection that sent its body whole goes on")
        tap.check(answers(server.port), "the server goes on")


def test_leaving(tap, program):
    """A stop waits for all that is in flight, here for ever: so it ends only if nothing is left of who has gone."""
    forever = 3600000
    with raw.Server(program, head_time=forever, idle_time=forever, stop_time=forever, stall_time=forever) as server:
        with raw.Connection(server.port) as connection:
            connection.send(raw.get("/ready") * 1000)
        for request in (raw.post("/form?1000", b"a" * 1000)[:-1], raw.get("/form?1000", "Content-Length: 9", method="POST"),
                        raw.get("/form?1000", "Transfer-Encoding: chunked", method="POST") + b"5\r\nabc",
                        raw.get("/ready") * 100 + raw.post("/form?1000", b"abc")[:-1]):
            with raw.Connection(server.port) as connection:
                connection.send(request)
            with raw.Connection(server.port) as connection:
                connection.send(request)
                connection.socket.shutdown(socket.SHUT_WR)
                connection.rest()
        tap.check(answers(server.port), "whoever goes away in the middle of a body does not end the server")
        server.stop()
        server.wait_for("stopped")
        tap.check(server.process.wait(raw.PATIENCE) == 0, "and leaves nothing in flight")


def test_slow_readers(tap, program):
    """30 MB wait in the server's memory for whoever asked for them."""
    for name, settings in (("reads nothing", {"idle_time": 1000, "stall_time": 1000, "rate": 1}),
                           ("reads too slowly", {"stall_time": 1000, "rate": 100000000})):
        with raw.Server(program, **settings) as server, raw.Connection(server.port, buffer=4096) as connection:
            connection.send(raw.get("/large?30000000"))
            read = 0
            while not server.has_closed(connection):
                read += len(connection.more()) if "slowly" in name else 0
            read += len(connection.rest())
            tap.check(read < 30000000, f"whoever {name} of the answer is cut", read)
            tap.check(answers(server.port), "and the server goes on")


def main(program):
    tap = raw.Tap()
    for test in (test_connections_in_all, test_connections_of_an_address, test_proxy_connections, test_requests_a_minute,
                 test_requests_at_once, test_queue, test_targets_and_headers, test_unasked, test_slow_clients, test_slow_unasked, test_leaving,
                 test_slow_readers):
        test(tap, program)
    tap.done()


main(sys.argv[1])
