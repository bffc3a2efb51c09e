# SPDX-License-Identifier: GPL-3.0-or-later
"""A browser without scripts, for tests that ask the office's pages; and the codes of a second factor."""
import base64
import hashlib
import hmac
import http.client
import re
import struct
import time
import urllib.parse


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.bytes = response.read()
        self.to = response.headers.get("Location")

    @property
    def text(self):
        return self.bytes.decode(errors="replace")


class Browser:
    """Keeps cookies, follows nothing, and fills the forms that it was shown."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def headers(self, **more):
        named = {name.replace("_", "-"): value for name, value in more.items()}
        if self.cookies:
            named["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return named

    def ask(self, method, path, body=None, **headers):
        """Fields are sent as a form, bytes as they are."""
        named = self.headers(**headers)
        if isinstance(body, dict):
            body = urllib.parse.urlencode(body)
            named.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection = self.connect()
        connection.request(method, path, body, named)
        answer = Answer(connection.getresponse())
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path):
        return self.ask("GET", path)

    def send(self, page, path, fields, **headers):
        """As the form on this page is sent."""
        return self.ask("POST", path, {"form_token": token(page), **fields}, **headers)

    def send_files(self, page, path, parts, **headers):
        """The same of a form with files: its fields in their order, a file as (name, bytes)."""
        body, kind = multipart([("form_token", token(page)), *parts])
        return self.ask("POST", path, body, Content_Type=kind, **headers)


def token(page):
    """Of the form on a page; empty if it has none."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page.text)
    return found.group(1) if found else ""


def multipart(parts, boundary="----craffu-test-boundary"):
    body = b""
    for name, value in parts:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, tuple):
            head += f'; filename="{value[0]}"\r\nContent-Type: application/octet-stream'
            value = value[1]
        else:
            value = value.encode()
        body += head.encode() + b"\r\n\r\n" + value + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def code(secret):
    step = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06}"
