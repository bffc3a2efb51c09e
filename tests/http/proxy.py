#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""proxy.py CRAFFU SOURCE   The office's pages behind nginx, by the very configuration that docs/server.md gives: signing in, the
addresses of clients, headers that a client forges, and large bodies. Skipped where nginx or openssl is not installed."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

import raw
from browser import Browser
from office import PASSWORD, Office

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
NAME = "scrutiny.office.example"
PATH = os.environ["PATH"] + ":/usr/local/sbin:/usr/sbin:/sbin"
tap = raw.Tap()
check = tap.check


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def replaced(text, what, by):
    """Each in its place, or the documented configuration is not the one that is tested."""
    if text.count(what) != 1:
        sys.exit(f"docs/server.md has {what!r} {text.count(what)} times")
    return text.replace(what, by)


def configuration(folder, outside, inside):
    documented = re.search(r"```nginx\n(.*?)```", (SOURCE / "docs/server.md").read_text(), re.S).group(1)
    documented = replaced(documented, "listen 443 ssl", f"listen 127.0.0.1:{outside} ssl")
    documented = replaced(documented, "/etc/ssl/office.pem", str(folder / "office.pem"))
    documented = replaced(documented, "/etc/ssl/private/office.key", str(folder / "office.key"))
    documented = replaced(documented, "http://127.0.0.1:8080", f"http://127.0.0.1:{inside}")
    spools = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    return (f"daemon off; pid {folder}/pid; error_log {folder}/error.log; {user} worker_processes 1;"
            f"events {{ }} http {{ access_log off; {spools}\n{documented} }}")


class Client(Browser):
    """At an address of its own."""

    def __init__(self, address, port, tls=True):
        super().__init__(port)
        self.address, self.tls = address, tls

    def connect(self):
        where = {"host": "127.0.0.1", "port": self.port, "timeout": 60, "source_address": (self.address, 0)}
        if self.tls:
            return http.client.HTTPSConnection(**where, context=ssl._create_unverified_context())
        return http.client.HTTPConnection(**where)

    def headers(self, **more):
        return {"Host": NAME, **super().headers(**more)}

    def sign_in(self, **headers):
        page = self.ask("GET", "/sign-in", **headers)
        return self.send(page, "/sign-in", {"name": "reader", "password": PASSWORD}, **headers)


def sessions(office):
    """The addresses from which people signed in, as the log has them."""
    path = office.folder.parent / "log.jsonl"
    path.unlink(missing_ok=True)
    office.craffu("audit", "export", path, "--quiet")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    details = [row["detail"] for row in rows if row["action"] == "session.begin"]
    return [(json.loads(detail) if isinstance(detail, str) else detail)["address"] for detail in details]


def visit(office, outside, inside):
    browser = Client("127.0.0.2", outside)
    answer = browser.sign_in()
    check(answer.status == 303 and answer.headers["Location"] == "/", "somebody signs in through nginx", answer.text)
    check("__Host-session" in browser.cookies, "with cookies for TLS alone", browser.cookies)
    page = browser.ask("GET", "/account")
    check(page.status == 200 and "Strict-Transport-Security" in page.headers, "the pages know that they are read by TLS")
    check(sessions(office) == ["127.0.0.2"], "the log has the client's address and not nginx's", sessions(office))

    forged = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "http"}
    liar = Client("127.0.0.3", outside)
    check(liar.sign_in(**forged).status == 303 and sessions(office)[-1] == "127.0.0.3",
          "what a client says of its address is not passed on", sessions(office))
    check("__Host-session" in liar.cookies, "nor what it says of TLS")

    stranger = Client("127.0.0.4", inside, tls=False)
    refused = stranger.ask("GET", "/sign-in", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https")
    check(refused.status == 403 and not stranger.cookies and len(sessions(office)) == 2,
          "who is not the proxy and comes past it is believed nothing, and gets no page", (refused.status, stranger.cookies))

    large = browser.ask("POST", "/sign-out", {"form_token": "x" * 900000})
    check(large.status == 413 and "nginx" not in large.text, "that a body is too large the program says", large.text)
    for megabytes in (3, 20):
        larger = browser.ask("POST", "/sign-out", {"form_token": "x" * (megabytes * 1000000)})
        check(larger.status == 413 and "nginx" not in larger.text, f"of one of {megabytes} MB too, although it is sent on meanwhile",
              (larger.status, larger.text))
    two = browser.ask("GET", "/account", Transfer_Encoding="chunked", Content_Length="5")
    check(two.status == 400, "a request with two lengths is refused", two.status)
    check(browser.ask("GET", "/account").status == 200, "and the session goes on")


def serve(office, folder):
    outside = free_port()
    ours, inside = office.serve("--proxy", "127.0.0.1")
    try:
        (folder / "nginx.conf").write_text(configuration(folder, outside, inside))
        nginx = subprocess.Popen([shutil.which("nginx", path=PATH), "-e", folder / "error.log", "-c", folder / "nginx.conf"])
        try:
            for _ in range(600):
                with contextlib.suppress(OSError):
                    socket.create_connection(("127.0.0.1", outside), 1).close()
                    break
                if nginx.poll() is not None:
                    sys.exit((folder / "error.log").read_text())
                time.sleep(0.1)
            visit(office, outside, inside)
        finally:
            nginx.send_signal(signal.SIGTERM)
            nginx.wait(60)
    finally:
        ours.send_signal(signal.SIGTERM)
        check(ours.wait(60) == 0, "the server ends in order when it is told to")


def main():
    missing = [name for name in ("nginx", "openssl") if not shutil.which(name, path=PATH)]
    if missing:
        print(f"1..0 # SKIP {missing[0]} is not installed (script/setup test)")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        office = Office(CRAFFU, folder)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", f"/CN={NAME}", "-keyout", folder / "office.key", "-out", folder / "office.pem"], check=True,
                       capture_output=True)
        office.craffu("init", "--quiet")
        office.craffu("account", "add", "reader", "--display-name", "A reader", "--role", "reader", "--password-file", office.password_file())
        serve(office, folder)
    tap.done()


main()
