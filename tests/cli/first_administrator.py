#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""first_administrator.py CRAFFU   craffu init asks for the first administrator on a terminal, and again for a password that does not do."""
import os
import pathlib
import pty
import sys
import tempfile
import termios
import time

CRAFFU = pathlib.Path(sys.argv[1]).resolve()
GOOD = "orange lantern quiet meadow"
# What is asked for, and what somebody types.
TALK = [(b"signs in", "admin@office.example"), (b"others see it", ""), (b"A password", "short"), (b"again:", "short"),
        (b"A password", GOOD), (b"again:", GOOD + "s"), (b"A password", GOOD), (b"again:", GOOD)]


def wait_until_hidden(terminal):
    """What is typed before the terminal hides it is thrown away."""
    while termios.tcgetattr(terminal)[3] & termios.ECHO:
        time.sleep(0.01)


def answer(terminal):
    """All that was said. What is asked is answered once it has been asked."""
    said, at = b"", 0
    for asked, typed in TALK + [(b"is an administrator", None)]:
        while said.find(asked, at) < 0:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # the other end is closed
                piece = b""
            if not piece:
                return said
            said += piece
        at = said.find(asked, at) + len(asked)
        if typed is not None:
            if b"assword" in asked or asked == b"again:":
                wait_until_hidden(terminal)
            os.write(terminal, typed.encode() + b"\n")
    return said


def main():
    with tempfile.TemporaryDirectory() as folder:
        child, terminal = pty.fork()
        if child == 0:
            os.execve(CRAFFU, [CRAFFU, "init"], {**os.environ, "CRAFFU_DATA": folder + "/data", "LANGUAGE": "en"})
        said = answer(terminal)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        good = [(b"at least 15 characters\r\n" in said, "a short password is refused, with the reason"),
                (b"were not the same" in said, "so are two that differ"),
                (status == 0 and b"is an administrator" in said, "each is asked for again until it does"),
                (GOOD.encode() not in said, "no password is shown")]
        for number, (held, name) in enumerate(good, 1):
            print(f"{'ok' if held else 'not ok'} {number} - {name}")
        if not all(held for held, _ in good):
            print(f"# {status} {said!r}")
        print(f"1..{len(good)}")


main()
