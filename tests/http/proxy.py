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
import urllib.parse

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
NAME, PASSWORD = "scrutiny.office.example", "plum correct battery seven"
PATH = os.environ["PATH"] + ":/usr/local/sbin:/usr/sbin:/sbin"
number = 0


def check(good, name, what=None):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    if not good and what is not None:
        print(f"# {str(what)[:2000]!r}")


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


class Browser:
    """At an address of its own; keeps cookies, follows nothing."""

    def __init__(self, address, port, tls=True):
        self.address, self.port, self.tls, self.cookies = address, port, tls, {}

    def ask(self, method, path, fields=None, **headers):
        headers = {"Host": NAME, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        where = ("127.0.0.1", self.port)
        if self.tls:
            connection = http.client.HTTPSConnection(*where, timeout=60, source_address=(self.address, 0),
                                                     context=ssl._create_unverified_context())
        else:
            connection = http.client.HTTPConnection(*where, timeout=60, source_address=(self.address, 0))
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer

    def sign_in(self, **headers):
        page = self.ask("GET", "/sign-in", **headers)
        token = re.search(r'name="form_token" value="([0-9a-f]+)"', page.text).group(1)
        return self.ask("POST", "/sign-in", {"form_token": token, "name": "reader", "password": PASSWORD}, **headers)


def craffu(*words):
    return subprocess.run([CRAFFU, *map(str, words)], check=True, capture_output=True, text=True, env=environment).stdout


def sessions(folder):
    """The addresses from which people signed in, as the log has them."""
    path = folder / "log.jsonl"
    path.unlink(missing_ok=True)
    craffu("audit", "export", path, "--quiet")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    details = [row["detail"] for row in rows if row["action"] == "session.begin"]
    return [(json.loads(detail) if isinstance(detail, str) else detail)["address"] for detail in details]


def visit(folder, outside, inside):
    browser = Browser("127.0.0.2", outside)
    answer = browser.sign_in()
    check(answer.status == 303 and answer.headers["Location"] == "/", "somebody signs in through nginx", answer.text)
    check("__Host-session" in browser.cookies, "with cookies for TLS alone", browser.cookies)
    page = browser.ask("GET", "/account")
    check(page.status == 200 and "Strict-Transport-Security" in page.headers, "the pages know that they are read by TLS")
    check(sessions(folder) == ["127.0.0.2"], "the log has the client's address and not nginx's", sessions(folder))

    forged = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "http"}
    liar = Browser("127.0.0.3", outside)
    check(liar.sign_in(**forged).status == 303 and sessions(folder)[-1] == "127.0.0.3",
          "what a client says of its address is not passed on", sessions(folder))
    check("__Host-session" in liar.cookies, "nor what it says of TLS")

    stranger = Browser("127.0.0.4", inside, tls=False)
    refused = stranger.ask("GET", "/sign-in", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https")
    check(refused.status == 403 and not stranger.cookies and len(sessions(folder)) == 2,
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


def serve(folder):
    outside, ours = free_port(), subprocess.Popen([CRAFFU, "serve", "--port", "0", "--proxy", "127.0.0.1"], stdout=subprocess.PIPE, text=True,
                                                  env=environment)
    try:
        inside = int(re.search(r":(\d+)\.", ours.stdout.readline()).group(1))
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
            visit(folder, outside, inside)
        finally:
            nginx.send_signal(signal.SIGTERM)
            nginx.wait(60)
    finally:
        ours.send_signal(signal.SIGTERM)
        check(ours.wait(60) == 0, "the server ends in order when it is told to")


def main():
    global environment
    missing = [name for name in ("nginx", "openssl") if not shutil.which(name, path=PATH)]
    if missing:
        print(f"1..0 # SKIP {missing[0]} is not installed (script/setup test)")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = {**os.environ, "CRAFFU_DATA": str(folder / "data"), "LANGUAGE": "en"}
        (folder / "password").write_text(PASSWORD + "\n")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", f"/CN={NAME}", "-keyout", folder / "office.key", "-out", folder / "office.pem"], check=True,
                       capture_output=True)
        craffu("init", "--quiet")
        craffu("account", "add", "reader", "--display-name", "A reader", "--role", "reader", "--password-file", folder / "password")
        serve(folder)
    print(f"1..{number}")


main()
