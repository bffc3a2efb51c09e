# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the server share: a running echo_server, raw connections to it, and TAP."""
import contextlib
import os
import pathlib
import queue
import resource
import select
import signal
import socket
import subprocess
import sys
import threading

PATIENCE = 60  # seconds after which something that never comes is given up; no test is about how long anything takes


class Server:
    """A running echo_server; ends with the block."""

    def __init__(self, program, **settings):
        arguments = [f"{name.replace('_', '-')}={value}" for name, value in settings.items()]
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        self.said = []
        threading.Thread(target=self._read, daemon=True).start()
        self.port = int(self.wait_for("port").split()[1])

    def _read(self):
        with contextlib.suppress(ValueError):  # closed at the end of the block
            for line in self.process.stdout:
                self.lines.put(line.strip())
        self.lines.put(None)

    def wait_for(self, start):
        """The next line of what it prints that begins so."""
        while True:
            line = self.lines.get(timeout=PATIENCE)
            if line is None:
                raise EOFError(f"the server ended before it said {start!r}: {self.process.stderr.read()}")
            self.said.append(line)
            if line.startswith(start):
                return line

    def say(self, line):
        """On its standard input."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)

    def has_closed(self, connection):
        """Whether its end is closed, though what it sent may still be underway; looks for a moment."""
        poll = select.poll()
        poll.register(connection.socket, select.POLLRDHUP)
        return bool(poll.poll(50))

    def has_open(self, file):
        """Whether a file is open in it; one that it sends may be for a moment longer than the sending."""
        return any(os.path.realpath(link) == os.path.realpath(file) for link in pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir())

    def refuses(self):
        """Whether nobody listens at its port any more."""
        try:
            Connection(self.port).close()
            return False
        except ConnectionError:
            return True

    def memory(self, what="VmHWM"):
        """In bytes, of the process."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(what + ":"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.stderr.close()


class Response:
    def __init__(self, status, headers, body, version=""):
        self.status, self.headers, self.body, self.version = status, headers, body, version

    def all(self, name):
        return [value for key, value in self.headers if key == name]


class Connection:
    def __init__(self, port, wrap=None, buffer=None):
        family = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        family.settimeout(PATIENCE)
        if buffer:
            family.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        family.connect(("127.0.0.1", port))
        self.socket = wrap(family) if wrap else family
        self.held = b""

    def send(self, data):
        """False: the other end has closed."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def more(self):
        """The next bytes, none when the other end has closed."""
        try:
            return self.socket.recv(1 << 16)
        except (ConnectionError, BrokenPipeError):
            return b""

    def until(self, end):
        while end not in self.held:
            more = self.more()
            if not more:
                return None
            self.held += more
        part, _, self.held = self.held.partition(end)
        return part

    def rest(self):
        """Everything until the other end closes."""
        while more := self.more():
            self.held += more
        return self.held

    def response(self, head_only=False):
        """None: the connection was closed without one."""
        head = self.until(b"\r\n\r\n")
        if head is None:
            return None
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        response = Response(int(first.split()[1]), headers, b"", first.split()[0])
        length = int((response.all("content-length") or ["0"])[0])
        if head_only or response.status in (100, 204, 304):
            return response
        while len(self.held) < length:
            more = self.more()
            if not more:
                return None
            self.held += more
        response.body, self.held = self.held[:length], self.held[length:]
        return response

    def is_closed(self):
        """Waits for the other end to close, and whether it sent nothing more before."""
        return not self.held and self.more() == b""

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def ask(port, request, wrap=None):
    with Connection(port, wrap) as connection:
        connection.send(request)
        return connection.response()


def get(target, *headers, version="HTTP/1.1", method="GET"):
    lines = [f"{method} {target} {version}", "Host: office.example", *headers, "", ""]
    return "\r\n".join(lines).encode()


def post(target, body, *headers):
    return get(target, f"Content-Length: {len(body)}", *headers, method="POST") + body


def more_files(count):
    """Whether this process, and those it starts, may open so many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count <= hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
    return count <= hard


LONGEST = 3000  # characters of a value that is printed


class Tap:
    """Prints a line for each check; `done` ends the program."""

    def __init__(self):
        self.count, self.failed = 0, 0

    def check(self, good, name, *about):
        self.count += 1
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}", flush=True)
        if not good:
            self.failed += 1
            for each in about:
                print(f"# {each!r}"[:LONGEST], flush=True)

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", flush=True)

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)
