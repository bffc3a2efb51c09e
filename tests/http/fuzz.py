#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""fuzz.py ECHO_SERVER CORPUS [SEED]   Requests of the corpus, and many mutated ones, in pieces or whole: the server answers or closes,
says 4xx or 505 where it does not answer with what was asked, never ends, and afterwards still answers. CRAFFU_TIER says how many;
a seed that failed is printed."""
import os
import pathlib
import random
import re
import socket
import sys

import raw

COUNTS = {"quick": 500, "default": 2000, "ci": 5000, "long": 100000}
WORDS = [b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b"%", b"%00", b"%2e", b"/", b"..", b"?", b";", b"chunked", b"Content-Length: 5\r\n",
         b"Transfer-Encoding: chunked\r\n", b"Host: b\r\n", b"Expect: 100-continue\r\n", b"0\r\n\r\n", b"ffffffffffffffff\r\n",
         b"99999999999999999999", b"-1", b"HTTP/1.1", b"HTTP/0.9", b"POST", b"Connection: close\r\n", b"\xff\xfe", b"A" * 5000, b"A" * 40000]
STATUSES = {200, 400, 403, 404, 405, 413, 414, 417, 431, 505}


def mutate(chance, corpus):
    data = bytearray(chance.choice(corpus))
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(data))
        kind = chance.randrange(6)
        if kind == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif kind == 1:
            data[at:at] = chance.choice(WORDS)
        elif kind == 2:
            del data[at:at + chance.randint(1, 20)]
        elif kind == 3:
            end = min(len(data), at + chance.randint(1, 60))
            data[at:at] = data[at:end]
        elif kind == 4:
            data += chance.choice(corpus)
        else:
            data[at:at + 2] = chance.choice(WORDS)
    return bytes(data)


def answer_to(chance, port, data):
    """All that comes back once we have said that there is no more."""
    with raw.Connection(port) as connection:
        step = chance.choice([len(data) or 1, 1000, 100]) if len(data) > 300 else chance.choice([len(data) or 1, 7, 1])
        for at in range(0, len(data), step):
            if not connection.send(data[at:at + step]):
                break
        try:
            connection.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        return connection.rest()


def is_sound(answer):
    statuses = [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d+) ", answer)]
    return not answer or (len(statuses) == 1 and statuses[0] in STATUSES | {100})


def main(program, folder, seed="1"):
    count = COUNTS[os.environ.get("CRAFFU_TIER", "default")]
    corpus = [path.read_bytes() for path in sorted(pathlib.Path(folder).iterdir())]
    tap = raw.Tap()
    # A client that says it sends no more is not always noticed; then its time ends, which is short here.
    with raw.Server(program, address_requests=1000000, head_time=300, idle_time=300, stall_time=300) as server:
        for data in corpus:
            answer = answer_to(random.Random(0), server.port, data)
            tap.check(answer and is_sound(answer), f"{data[:40]!r} is answered", answer)
        unsound = []
        for number in range(count):
            chance = random.Random(f"{seed} {number}")
            data = mutate(chance, corpus)
            answer = answer_to(chance, server.port, data)
            if not is_sound(answer) or server.process.poll() is not None:
                unsound.append((number, data, answer))
                break
        tap.check(not unsound, f"{count} mutated requests of seed {seed} are answered or cut, and none ends the server", *unsound)
        response = raw.ask(server.port, raw.get("/echo"))
        tap.check(response and response.status == 200, "the server goes on")
        server.stop()
        tap.check(server.process.wait(raw.PATIENCE) == 0, "and ends as it should", server.process.returncode)
    tap.done()


main(*sys.argv[1:])
