#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""transfer.py ECHO_SERVER   Bodies in both directions, kept connections, what the client's address is, and memory that does not grow
with what is sent."""
import pathlib
import re
import sys
import tempfile

import raw

MEGABYTE = 1 << 20


def test_responses(tap, server, file):
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/echo", method="HEAD"))
        head = connection.response(head_only=True)
        connection.send(raw.get("/echo"))
        whole = connection.response()
        tap.check(head and head.status == 200 and int(head.all("content-length")[0]) == len(whole.body) + 1,
                  "HEAD is answered with the length of the body, without it", head and head.headers)
        tap.check(len(whole.all("date")) == 1 and re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", whole.all("date")[0]),
                  "an answer has its date", whole.headers)
        tap.check(not whole.all("server"), "an answer does not name the server's program")
        tap.check(not whole.all("strict-transport-security"), "without TLS nothing is said of it")
        connection.send(raw.get("/large?3000000"))
        tap.check(connection.response().body == b"x" * 3000000, "a large body comes whole")
        connection.send(raw.get("/file"))
        response = connection.response()
        tap.check(response.body == file.read_bytes(), "a file comes as it is", response.status)
        connection.send(raw.get("/file", method="HEAD"))
        response = connection.response(head_only=True)
        tap.check(int(response.all("content-length")[0]) == file.stat().st_size, "HEAD of a file has its length")
        connection.send(raw.get("/echo"))
        tap.check(connection.response().status == 200, "and the connection goes on after all of these")
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/echo", "Connection: close"))
        tap.check(connection.response().status == 200 and connection.is_closed(), "a connection closes when its client says so")
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/echo", version="HTTP/1.0"))
        tap.check(connection.response().status == 200 and connection.is_closed(), "one of HTTP/1.0 closes")


def test_missing_file(tap, program):
    with raw.Server(program, file="/nonexistent/file") as server:
        response = raw.ask(server.port, raw.get("/file"))
        tap.check(response.status == 500, "a file that is not there is answered 500", response.status)
    with raw.Server(program, file="/dev/null") as server:
        response = raw.ask(server.port, raw.get("/file"))
        tap.check(response.status == 500, "what is no file is answered 500", response.status)


def test_pipelining(tap, server):
    with raw.Connection(server.port) as connection:
        requests = [raw.get(f"/echo?{i}") if i % 3 else raw.post(f"/echo?{i}", b"x" * i) for i in range(200)]
        connection.send(b"".join(requests))
        queries = []
        for i in range(200):
            response = connection.response()
            queries.append(response and response.body.split(b"\n")[2] == str(i).encode())
        tap.check(all(queries), "two hundred requests in one piece are answered in their order", queries)
    with raw.Connection(server.port) as connection:
        for byte in raw.post("/echo?slow", b"body"):
            connection.send(bytes([byte]))
        response = connection.response()
        tap.check(response.status == 200 and response.body.endswith(b"\nbody"), "a request in pieces of one byte is read whole")


def test_at_once(tap, server, file):
    """What stands ready is answered without a worker; a worker would echo the request, and so shows itself."""
    def body(target, method="GET", *headers):
        return raw.ask(server.port, raw.get(target, *headers, method=method)).body
    with raw.Connection(server.port) as connection:
        targets = ["/ready?{}", "/ready-not?{}", "/echo?{}", "/ready?{}", "/ready?{}"]
        wanted = [b"ready %d\n", b"found out %d\n", b"GET\n/echo\n%d\n", b"ready %d\n", b"ready %d\n"]
        connection.send(b"".join(raw.get(targets[i % 5].format(i)) for i in range(200)))
        bodies = [response and response.body for response in (connection.response() for _ in range(200))]
        wrong = [(i, each) for i, each in enumerate(bodies) if not each or not each.startswith(wanted[i % 5] % i)]
        tap.check(not wrong, "two hundred requests in one piece, some answered at once, are answered in their order", wrong)
        connection.send(raw.post("/echo?after", b"body") + raw.get("/ready?last"))
        tap.check(connection.response().body.endswith(b"\nbody") and connection.response().body == b"ready last\n",
                  "and the connection goes on, also with a body")
    with raw.Connection(server.port) as connection:
        for byte in raw.get("/ready?slow"):
            connection.send(bytes([byte]))
        tap.check(connection.response().body == b"ready slow\n", "a request in pieces of one byte is answered at once as well")
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/ready", "Connection: close"))
        response = connection.response()
        tap.check(response.body == b"ready \n" and response.all("connection") == ["close"] and connection.is_closed(),
                  "a connection closes after it when its client says so", response.headers)
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/ready-file") + raw.get("/echo"))
        tap.check(connection.response().body == file.read_bytes() and connection.response().status == 200, "a file may stand ready too")
    found = [body("/ready-not?7"), body("/ready-not"), body("/ready-not?-3")]
    tap.check(found == [b"found out 7\n", b"found out 0\n", b"found out -3\n"], "what was found out before reaches the worker, and no other request",
              found)
    posted = body("/ready", "POST"), body("/ready", "POST", "Content-Length: 0")
    tap.check(all(each.startswith(b"POST\n/ready\n") for each in posted), "a POST is not answered at once, though it has no body", posted)
    tap.check(body("/ready-not?7", "POST") == b"found out 0\n", "nor is anything found out for it")
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/ready?a", method="HEAD") + raw.get("/echo?b"))
        head, echo = connection.response(head_only=True), connection.response()
        tap.check(head.status == 200 and int(head.all("content-length")[0]) > len("ready a\n") and echo.body.startswith(b"GET\n/echo\nb\n"),
                  "nor is a HEAD", head.headers, echo.body)


def test_broken_at_once(tap, program, server, file):
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/ready-broken"))
        response = connection.response()
        tap.check(response.status == 500 and response.all("connection") == ["close"] and connection.is_closed(),
                  "an answer at once that is none becomes a 500, and closes", response.status, response.headers)
    raw.ask(server.port, raw.get("/broken"))
    tap.check(not server.has_open(file), "what it had opened is closed, as of one from a worker")
    with raw.Server(program, file="/nonexistent/file") as other:
        tap.check(raw.ask(other.port, raw.get("/ready-file")).status == 500, "so does a file that stands ready and is not there")
        tap.check(raw.ask(other.port, raw.get("/ready")).status == 200, "and the server goes on")


def test_bodies(tap, server):
    def ask(request):
        return raw.ask(server.port, request)
    tap.check(ask(raw.post("/echo", b"a=b")).body.endswith(b"\na=b"), "a body in memory reaches the handler")
    tap.check(ask(raw.post("/echo", b"")).status == 200, "an empty body is one")
    chunked = raw.get("/echo", "Transfer-Encoding: chunked", method="POST")
    response = ask(chunked + b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Trailer: a\r\n\r\n")
    tap.check(response.body.endswith(b"\nabcdefg") and b"trailer" not in response.body, "chunks are joined, the trailer is dropped", response.body)
    many = b"".join(b"1\r\n%c\r\n" % (97 + i % 26) for i in range(100000))
    response = ask(raw.get("/upload", "Transfer-Encoding: chunked", method="POST") + many + b"0\r\n\r\n")
    tap.check(response.body.startswith(b"100000 bytes, sum %d" % sum(97 + i % 26 for i in range(100000))),
              "a hundred thousand chunks of one byte are taken", response.body)
    tap.check(ask(chunked + b"zz\r\nabc\r\n0\r\n\r\n").status == 400, "a chunk whose size is no number is refused")
    tap.check(ask(chunked + b"3\r\nabcd\r\n0\r\n\r\n").status == 400, "a chunk longer than it says is refused")
    body = bytes(range(256)) * 8000
    response = ask(raw.post("/upload", body))
    tap.check(response.body == b"%d bytes, sum %d\n" % (len(body), sum(body)), "an upload is taken in pieces, none lost", response.body)
    tap.check(ask(raw.post("/upload", b"")).body == b"0 bytes, sum 0\n", "an upload may be empty")
    response = ask(raw.post("/upload?100000", body))
    tap.check(response.status == 200 and int(response.body.split()[0]) < len(body), "what takes it may have enough, and is still answered",
              response.body)
    with raw.Connection(server.port) as connection:
        connection.send(raw.post("/upload", body)[:-1])
    server.wait_for("dropped")
    tap.check(True, "an upload whose client goes away is dropped")


def test_unasked(tap, server):
    """A body that is taken without asking; who asks for it is told 403."""
    def ask(request):
        response = raw.ask(server.port, request)
        return response.status, response.body.split(b"\n\n", 1)[-1]
    form, chunked = b"name=value&" * 900, "Transfer-Encoding: chunked"
    taken = (200, form)
    target = f"/form?{len(form)}"
    tap.check(ask(raw.post(target, form)) == taken, "a body that is taken unasked reaches the handler", ask(raw.post(target, form)))
    with raw.Connection(server.port) as connection:
        for byte in raw.post(target, form)[:600]:
            connection.send(bytes([byte]))
        connection.send(raw.post(target, form)[600:])
        tap.check(connection.response().body.endswith(b"\n\n" + form), "also in pieces of one byte")
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (form[:1], form[1:5000], form[5000:]))
    tap.check(ask(raw.get(target, chunked, method="POST") + chunks + b"0\r\n\r\n") == taken, "also in chunks")
    small = b"".join(b"1\r\n%c\r\n" % byte for byte in form)
    tap.check(ask(raw.get(target, chunked, method="POST") + small + b"0\r\n\r\n") == taken, "also in chunks of one byte")
    tap.check(ask(raw.get(target, chunked, method="POST") + b"0\r\n\r\n") == (200, b""), "also if no chunk comes after all")
    with raw.Connection(server.port) as connection:
        connection.send((raw.post("/form?4", b"abcd") + raw.get("/ready")) * 50)
        both = [(connection.response().body[-5:], connection.response().body) for _ in range(50)]
        tap.check(both == [(b"\nabcd", b"ready \n")] * 50, "many on one connection, with others between, are answered in their order", both)
    tap.check(ask(raw.post("/form", b"abcd"))[0] == ask(raw.post("/form?-1", b"abcd"))[0] == 403, "of which nothing is taken unasked, is asked")
    empty = ask(raw.post(target, b"")), ask(raw.get(target, method="POST"))
    tap.check([status for status, _ in empty] == [403, 403], "an empty body, or none, is asked as well", empty)


def test_unasked_continue(tap, server):
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/form?4", "Content-Length: 4", "Expect: 100-continue", method="POST"))
        first = connection.response()
        connection.send(b"abcd" + raw.get("/ready"))
        second, third = connection.response(), connection.response()
        tap.check((first.status, second.status, second.body[-5:], third.body) == (100, 200, b"\nabcd", b"ready \n"),
                  "who waits for the word to go on with a body that is taken unasked is told it", first.status, second.body)
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/form?4", "Content-Length: 5", "Expect: 100-continue", method="POST"))
        response = connection.response()
        tap.check(response.status == 413 and connection.is_closed(), "or is told that it is too long, and need not send", response.status)


def test_continue(tap, server):
    body = b"x" * 100
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/upload", "Content-Length: 100", "Expect: 100-continue", method="POST"))
        first = connection.response()
        connection.send(body)
        second = connection.response()
        tap.check(first.status == 100 and second.status == 200, "who waits for the word to go on is told it once admitted", first.status)
    with raw.Connection(server.port) as connection:
        connection.send(raw.get("/refused", "Content-Length: 100", "Expect: 100-continue", method="POST"))
        response = connection.response()
        tap.check(response.status == 403 and connection.is_closed(), "who is not admitted is answered at once, and need not send", response.status)
    with raw.Connection(server.port) as connection:
        connection.send(raw.post("/refused", body) + raw.get("/echo"))
        first, second = connection.response(), connection.response()
        tap.check(first.status == 403 and second.status == 200, "a small body that is not admitted is read away, and the connection goes on")
    tap.check(raw.ask(server.port, raw.post("/refused", b"")).status == 403, "an empty one needs no reading")


def test_addresses(tap, program, server):
    forwarded = "X-Forwarded-For: 198.51.100.1, 203.0.113.9", "X-Forwarded-Proto: https"
    lines = raw.ask(server.port, raw.get("/echo", *forwarded)).body.split(b"\n")
    tap.check(lines[3:5] == [b"127.0.0.1", b"open"], "what a client says of its address is not believed", lines)
    with raw.Server(program, proxy="127.0.0.1") as trusting:
        response = raw.ask(trusting.port, raw.get("/echo", *forwarded))
        lines = response.body.split(b"\n")
        tap.check(lines[3:5] == [b"203.0.113.9", b"secure"], "what a trusted proxy says is: the last hop, and TLS", lines)
        tap.check(response.all("strict-transport-security") != [], "behind TLS a browser is told to stay there")
    with raw.Server(program, address="::1", proxy="::1"):
        tap.check(True, "an IPv6 address is listened at")


def test_memory(tap, program, file):
    with raw.Server(program, file=str(file)) as server:
        body = b"x" * MEGABYTE

        def upload(megabytes):
            with raw.Connection(server.port) as connection:
                connection.send(raw.get("/upload", f"Content-Length: {megabytes * MEGABYTE}", method="POST"))
                for _ in range(megabytes):
                    connection.send(body)
                return connection.response().body
        upload(4)
        before = server.memory()
        answer = upload(400)
        grown = server.memory() - before
        tap.check(answer == b"%d bytes, sum %d\n" % (400 * MEGABYTE, 400 * MEGABYTE * ord("x")), "400 MB are taken", answer)
        tap.check(grown < 4 * MEGABYTE, "an upload of 400 MB needs no more memory than one of 4 MB", grown)
        with open(file, "r+b") as growing:
            growing.truncate(400 * MEGABYTE)
        with raw.Connection(server.port) as connection:
            connection.send(raw.get("/file"))
            length, size = 0, int(connection.response(head_only=True).all("content-length")[0])
            length = len(connection.held)
            while length < size:
                length += len(connection.more())
        grown = server.memory() - before
        tap.check(length == size == 400 * MEGABYTE and grown < 4 * MEGABYTE, "nor does sending a file of 400 MB", length, grown)


def main(program):
    tap = raw.Tap()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "file"
        file.write_bytes(bytes(range(256)) * 5000)
        with raw.Server(program, file=str(file)) as server:
            test_responses(tap, server, file)
            test_pipelining(tap, server)
            test_at_once(tap, server, file)
            test_broken_at_once(tap, program, server, file)
            test_bodies(tap, server)
            test_unasked(tap, server)
            test_unasked_continue(tap, server)
            test_continue(tap, server)
            test_addresses(tap, program, server)
        test_missing_file(tap, program)
        test_memory(tap, program, file)
    tap.done()


main(sys.argv[1])
