#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""many.py ECHO_SERVER   Ten thousand connections at once, and the server still answers."""
import sys

import raw

CONNECTIONS = 10000


def main(program):
    tap = raw.Tap()
    name = "ten thousand connections are open, and the last is answered as the first"
    if not raw.more_files(CONNECTIONS + 500):
        tap.skip(name, "this process may not open so many files (ulimit -n)")
        tap.done()
    with raw.Server(program, connections=2 * CONNECTIONS, address_connections=CONNECTIONS + 100, address_requests=10 * CONNECTIONS,
                    head_time=600000) as server:
        held = []
        for number in range(CONNECTIONS):
            connection = raw.Connection(server.port)
            held.append(connection)
            # Half of them have asked and stay, the others are in the middle of a head.
            connection.send(raw.get("/echo") if number % 2 else b"GET /echo HTTP/1.1\r\nHost: office")
            if number % 2 and connection.response().status != 200:
                break
        tap.check(len(held) == CONNECTIONS, name, len(held))
        tap.check(raw.ask(server.port, raw.get("/state")).status == 200, "so is another")
        good = 0
        for connection in held[::2]: # one after the other: the queue for the workers has a limit of its own
            connection.send(b".example\r\n\r\n")
            good += connection.response().status == 200
        tap.check(good == CONNECTIONS / 2, "those in the middle of a head end it, and are answered", good)
        each = server.memory("VmRSS") // CONNECTIONS
        # Sanitizers keep more beside it than the connection takes.
        tap.check(each < 80 << 10, "a connection holds no more memory than its limit and a little", each)
        print(f"# {each} bytes a connection")
        for connection in held:
            connection.close()
        tap.check(raw.ask(server.port, raw.get("/state")).status == 200, "and when all have gone, the server goes on")
    tap.done()


main(sys.argv[1])
