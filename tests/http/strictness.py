#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""strictness.py ECHO_SERVER   What the server refuses before any handler sees it, and closes the connection after; and that what
is right is answered, one fault away from it."""
import sys

import raw

HOST = b"Host: office.example\r\n"


def head(*lines, first=b"GET /echo HTTP/1.1", host=HOST):
    return first + b"\r\n" + host + b"".join(line + b"\r\n" for line in lines) + b"\r\n"


def posted(*lines, body=b"", first=b"POST /echo HTTP/1.1"):
    return head(*lines, first=first) + body


CHUNKED = b"4\r\nabcd\r\n0\r\n\r\n"
HIDDEN = raw.get("/ready?smuggled")
ACCEPTED = {
    "a plain request": head(),
    "a value with blanks around it": head(b"X-A: \t a b \t"),
    "an empty value": head(b"X-A:"),
    "a value without a blank before it": head(b"X-A:b"),
    "letters beyond ASCII in a value": head("X-A: tŷ".encode()),
    "a port in Host": head(host=b"Host: office.example:8080\r\n"),
    "an IPv6 address in Host": head(host=b"Host: [::1]:8080\r\n"),
    "a body of the length said": posted(b"Content-Length: 4", body=b"abcd"),
    "an empty body": posted(b"Content-Length: 0"),
    "a POST that says nothing of a body": posted(),
    "a chunked body": posted(b"Transfer-Encoding: chunked", body=CHUNKED),
    "a chunked body, said in capitals": posted(b"Transfer-Encoding: CHUNKED", body=CHUNKED),
    "a GET with a body of no bytes": head(b"Content-Length: 0"),
    "HTTP/1.0 with a Host": head(first=b"GET /echo HTTP/1.0"),
    "an empty line before": b"\r\n" + head(),
    "percent signs of UTF-8": head(first=b"GET /t%C5%B7%20a%2E HTTP/1.1"),
    "a slash at the end": head(first=b"GET /echo/ HTTP/1.1"),
    "three dots": head(first=b"GET /... HTTP/1.1"),
    "a query with percent signs": head(first=b"GET /echo?a=%00%2F..&b=/../%FF&c HTTP/1.1"),
    "a query of two thousand parts": head(first=b"GET /echo?" + b"&a" * 2000 + b" HTTP/1.1"),
    "an empty query": head(first=b"GET /echo? HTTP/1.1"),
    "a request that is answered at once": head(first=b"GET /ready HTTP/1.1"),
    "one with a body of no bytes": head(b"Content-Length: 0", first=b"GET /ready HTTP/1.1"),
    "a body that is taken unasked": posted(b"Content-Length: 4", body=b"abcd", first=b"POST /form?4 HTTP/1.1"),
    "chunks that are taken unasked": posted(b"Transfer-Encoding: chunked", body=CHUNKED, first=b"POST /form?4 HTTP/1.1"),
}
REFUSED = {
    400: {
        "two lengths": posted(b"Content-Length: 4", b"Content-Length: 5", body=b"abcd"),
        "the same length twice": posted(b"Content-Length: 4", b"Content-Length: 4", body=b"abcd"),
        "two lengths in one value": posted(b"Content-Length: 4, 4", body=b"abcd"),
        "a length with a plus": posted(b"Content-Length: +4", body=b"abcd"),
        "a length with a minus": posted(b"Content-Length: -4", body=b"abcd"),
        "a length of no digits": posted(b"Content-Length: ", body=b"abcd"),
        "a hexadecimal length": posted(b"Content-Length: 0x4", body=b"abcd"),
        "a length with a blank in it": posted(b"Content-Length: 4 4", body=b"abcd"),
        "a length beside chunks": posted(b"Content-Length: 4", b"Transfer-Encoding: chunked", body=CHUNKED),
        "chunks beside a length": posted(b"Transfer-Encoding: chunked", b"Content-Length: 4", body=CHUNKED),
        "another coding before chunks": posted(b"Transfer-Encoding: gzip, chunked", body=CHUNKED),
        "another coding": posted(b"Transfer-Encoding: gzip", body=CHUNKED),
        "no coding": posted(b"Transfer-Encoding: identity", body=CHUNKED),
        "an empty coding": posted(b"Transfer-Encoding: ", body=CHUNKED),
        "chunks with a parameter": posted(b"Transfer-Encoding: chunked;q=1", body=CHUNKED),
        "chunks in quotes": posted(b'Transfer-Encoding: "chunked"', body=CHUNKED),
        "chunks twice": posted(b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked", body=CHUNKED),
        "chunks in HTTP/1.0": posted(b"Transfer-Encoding: chunked", body=CHUNKED, first=b"POST /echo HTTP/1.0"),
        "no Host": head(host=b""),
        "no Host in HTTP/1.0": head(first=b"GET /echo HTTP/1.0", host=b""),
        "two Hosts": head(b"Host: other.example"),
        "the same Host twice": head(HOST.strip()),
        "an empty Host": head(host=b"Host:\r\n"),
        "a Host with a path": head(host=b"Host: office.example/a\r\n"),
        "a Host with a name before it": head(host=b"Host: a@office.example\r\n"),
        "two names in Host": head(host=b"Host: a.example, b.example\r\n"),
        "a blank before the colon": head(b"X-A : b"),
        "a blank before Host's colon": head(host=b"Host : office.example\r\n"),
        "a tab before the colon": head(b"X-A\t: b"),
        "NUL in a value": head(b"X-A: a\0b"),
        "NUL in the last value": head(b"X-A: b\0"),
        "NUL in Host": head(host=b"Host: office.example\0.evil.example\r\n"),
        "NUL in a name": head(b"X\0A: b"),
        "a line that begins with NUL": head(b"\0X-A: b", b"X-B: c"),
        "a control character in a value": head(b"X-A: a\x01b"),
        "DEL in a value": head(b"X-A: a\x7fb"),
        "escape in a value": head(b"X-A: a\x1b[2Jb"),
        "bytes that are no text": head(b"X-A: \xff\xfe"),
        "a bracket in a name": head(b"X(A): b"),
        "letters beyond ASCII in a name": head("Tŷ: b".encode()),
        "no name": head(b": b"),
        "no colon": head(b"X-A b"),
        "a folded line": head(b"X-A: b", b" c"),
        "a line folded by a tab": head(b"X-A: b", b"\tc"),
        "a folded line at the end": head(b"X-A: b", b" "),
        "a first header that is folded": head(host=b" " + HOST),
        "a bare LF after a header": head(b"X-A: b\nX-B: c"),
        "a bare LF after the request line": b"GET /echo HTTP/1.1\n" + HOST + b"\r\n",
        "a bare LF at the end": b"GET /echo HTTP/1.1\r\n" + HOST + b"\n",
        "bare LFs": b"GET /echo HTTP/1.1\nHost: office.example\n\n",
        "a bare CR in a value": head(b"X-A: b\rX-B: c"),
        "two CRs": head(b"X-A: b\r"),
        "a body of GET": head(b"Content-Length: 4") + b"abcd",
        "a chunked body of GET": head(b"Transfer-Encoding: chunked") + CHUNKED,
        "a body of what is answered at once": head(b"Content-Length: 4", first=b"GET /ready HTTP/1.1") + b"abcd",
        "chunks of what is answered at once": head(b"Transfer-Encoding: chunked", first=b"GET /ready HTTP/1.1") + CHUNKED,
        "a body of HEAD of what stands ready": head(b"Content-Length: 4", first=b"HEAD /ready HTTP/1.1") + b"abcd",
        "two lengths of a body that is taken unasked": posted(b"Content-Length: 4", b"Content-Length: 5", body=b"abcd",
                                                              first=b"POST /form?9 HTTP/1.1"),
        "a length beside chunks that are taken unasked": posted(b"Content-Length: 4", b"Transfer-Encoding: chunked", body=CHUNKED,
                                                                first=b"POST /form?9 HTTP/1.1"),
        "two dots, and what stands ready": head(first=b"GET /../ready HTTP/1.1"),
        "an absolute target": head(first=b"GET http://office.example/echo HTTP/1.1"),
        "an authority": head(first=b"GET office.example:80 HTTP/1.1"),
        "an asterisk": head(first=b"GET * HTTP/1.1"),
        "a target without a slash": head(first=b"GET echo HTTP/1.1"),
        "%00 in the path": head(first=b"GET /echo%00 HTTP/1.1"),
        "NUL in the path": head(first=b"GET /echo\0a HTTP/1.1"),
        "%2F in the path": head(first=b"GET /a%2Fb HTTP/1.1"),
        "%2f in the path": head(first=b"GET /a%2fb HTTP/1.1"),
        "%5C in the path": head(first=b"GET /a%5Cb HTTP/1.1"),
        "a backslash in the path": head(first=b"GET /a\\b HTTP/1.1"),
        "%0A in the path": head(first=b"GET /a%0Ab HTTP/1.1"),
        "a dot segment": head(first=b"GET /a/./b HTTP/1.1"),
        "two dots": head(first=b"GET /a/../b HTTP/1.1"),
        "two dots at the end": head(first=b"GET /a/.. HTTP/1.1"),
        "two dots, written %2E": head(first=b"GET /a/%2E%2e/b HTTP/1.1"),
        "two dots, one written %2E": head(first=b"GET /a/.%2E/b HTTP/1.1"),
        "%2F%2E%2E": head(first=b"GET /a%2F%2E%2E/b HTTP/1.1"),
        "two slashes": head(first=b"GET //evil.example/a HTTP/1.1"),
        "an empty segment": head(first=b"GET /a//b HTTP/1.1"),
        "half a percent sign": head(first=b"GET /a%4 HTTP/1.1"),
        "a percent sign without digits": head(first=b"GET /a%zz HTTP/1.1"),
        "percent signs that are no text": head(first=b"GET /%FF%FE HTTP/1.1"),
        "bytes beyond ASCII in the path": head(first="GET /tŷ HTTP/1.1".encode()),
        "a fragment": head(first=b"GET /a#b HTTP/1.1"),
        "a control character in the query": head(first=b"GET /a?b\x01c HTTP/1.1"),
        "a broken percent sign in the query": head(first=b"GET /a?b=% HTTP/1.1"),
        "two blanks after the method": head(first=b"GET  /echo HTTP/1.1"),
        "two blanks before the version": head(first=b"GET /echo  HTTP/1.1"),
        "a blank after the version": head(first=b"GET /echo HTTP/1.1 "),
        "a tab in the request line": head(first=b"GET\t/echo HTTP/1.1"),
        "a bracket in the method": head(first=b"G(T /echo HTTP/1.1"),
        "no version": head(first=b"GET /echo"),
        "a version in small letters": head(first=b"GET /echo http/1.1"),
        "a version of three digits": head(first=b"GET /echo HTTP/1.10"),
        "NUL in the method": head(first=b"GE\0T /echo HTTP/1.1"),
    },
    405: {method: head(first=f"{method} /echo HTTP/1.1".encode()) for method in (
        "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "GETS", "PROPFIND")} | {
        "CONNECT with an authority": head(first=b"CONNECT office.example:443 HTTP/1.1"),
        "PUT with a body": posted(b"Content-Length: 4", body=b"abcd", first=b"PUT /echo HTTP/1.1")},
    414: {"a target of five thousand bytes": head(first=b"GET /" + b"a" * 5000 + b" HTTP/1.1"),
          "a request line of seventy thousand bytes": head(first=b"GET /" + b"a" * 70000 + b" HTTP/1.1")},
    413: {"a length that no number holds": posted(b"Content-Length: 99999999999999999999999", body=b"abcd"),
          "a request in a body that is longer than is taken unasked": posted(
              b"Content-Length: %d" % len(HIDDEN), body=HIDDEN, first=b"POST /form?9 HTTP/1.1"),
          "a request in a chunk that is longer than is taken unasked": posted(
              b"Transfer-Encoding: chunked", body=b"%x\r\n%s\r\n0\r\n\r\n" % (len(HIDDEN), HIDDEN), first=b"POST /form?9 HTTP/1.1")},
    417: {"another expectation": posted(b"Expect: 200-ok", b"Content-Length: 4", body=b"abcd"),
          "an expectation twice": posted(b"Expect: 100-continue", b"Expect: 100-continue", b"Content-Length: 4")},
    431: {"a header of seventy thousand bytes": head(b"X-A: " + b"a" * 70000),
          "a hundred and one headers": head(*[b"X-A: b"] * 100)},
    505: {"HTTP/1.2": head(first=b"GET /echo HTTP/1.2"), "HTTP/2.0": head(first=b"GET /echo HTTP/2.0"),
          "HTTP/0.9": head(first=b"GET /echo HTTP/0.9")},
}


def refused(tap, port, status, name, request):
    """With others behind it, as if smuggled, of which the first would be answered at once: nothing may answer them."""
    with raw.Connection(port) as connection:
        connection.send(request + raw.get("/ready?smuggled") + raw.get("/smuggled"))
        answer = connection.rest()
    good = answer.startswith(f"HTTP/1.1 {status} ".encode()) and b"smuggled" not in answer and b" 200 " not in answer
    if status == 405:
        good = good and b"\r\nAllow: GET, HEAD, POST\r\n" in answer
    tap.check(good, f"refused with {status}: {name}", answer)


def accepted(tap, port, name, request):
    """And the connection goes on."""
    with raw.Connection(port) as connection:
        connection.send(request + raw.get("/next"))
        first = connection.response()
        second = connection.response() if b"HTTP/1.0" not in request else first
    good = first and second and first.status == second.status == 200
    tap.check(good, f"accepted: {name}", first and (first.status, first.body), second and second.status)


def main(program):
    tap = raw.Tap()
    # What is not refused is left alone, and so shows soon.
    with raw.Server(program, address_requests=100000, idle_time=1000) as server:
        for name, request in ACCEPTED.items():
            accepted(tap, server.port, name, request)
        for status, requests in REFUSED.items():
            for name, request in requests.items():
                refused(tap, server.port, status, name, request)
        tap.check(raw.ask(server.port, raw.get("/echo")).status == 200, "the server goes on")
    tap.done()


main(sys.argv[1])
