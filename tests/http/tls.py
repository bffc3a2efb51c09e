#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tls.py ECHO_SERVER   TLS in process: 1.3 and 1.2, nothing older and nothing weak; the same bytes as without; and clients that spoil
the handshake harm nobody."""
import pathlib
import ssl
import subprocess
import sys
import tempfile
import warnings

import raw


def certificate(folder, name="server"):
    files = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=office.example", "-addext", "subjectAltName=DNS:office.example", "-keyout", files[1], "-out", files[0]],
                   check=True, capture_output=True)
    return files


def client(least, most, authority=None, ciphers="ALL:@SECLEVEL=0"):
    context = ssl.create_default_context(cafile=authority) if authority else ssl._create_unverified_context()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = least, most
    context.set_ciphers(ciphers)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return lambda socket: context.wrap_socket(socket, server_hostname="office.example")


def speaks(server, wrap):
    """The version and the answer, or why there is none."""
    try:
        with raw.Connection(server.port, wrap) as connection:
            connection.send(raw.get("/echo"))
            return connection.socket.version(), connection.response(), connection.socket.selected_alpn_protocol()
    except OSError as error:
        return None, error, None


def test_versions(tap, server, authority):
    versions = ssl.TLSVersion
    for version in versions.TLSv1_3, versions.TLSv1_2:
        spoken, response, protocol = speaks(server, client(version, version, authority, "DEFAULT"))
        tap.check(spoken == version.name.replace("_", ".") and response and response.status == 200, f"{version.name} is spoken", spoken, response)
        tap.check(protocol == "http/1.1", f"and HTTP/1.1 is agreed on in {version.name}", protocol)
    for version in versions.TLSv1_1, versions.TLSv1:
        spoken, response, _ = speaks(server, client(version, version))
        tap.check(spoken is None, f"{version.name} is not", response)
    for ciphers in "AES128-SHA", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "NULL":
        try:
            wrap = client(versions.TLSv1_2, versions.TLSv1_2, ciphers=f"{ciphers}:@SECLEVEL=0")
        except ssl.SSLError:
            tap.skip(f"{ciphers} is refused", "this client does not know it")
            continue
        spoken, response, _ = speaks(server, wrap)
        tap.check(spoken is None, f"{ciphers} is refused", response)


def test_answers(tap, server, authority):
    wrap = client(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3, authority, "DEFAULT")
    response = raw.ask(server.port, raw.get("/echo"), wrap)
    tap.check(response.body.split(b"\n")[4] == b"secure", "a handler sees that it is TLS", response.body)
    tap.check(response.all("strict-transport-security") == ["max-age=31536000"], "a browser is told to stay with TLS", response.headers)
    body = bytes(range(256)) * 4000
    response = raw.ask(server.port, raw.post("/upload", body), wrap)
    tap.check(response.body == b"%d bytes, sum %d\n" % (len(body), sum(body)), "an upload is taken whole", response.body)
    response = raw.ask(server.port, raw.get("/file"), wrap)
    tap.check(response.body == body, "a file is sent whole", response.status)
    response = raw.ask(server.port, raw.get("/a/../b"), wrap)
    tap.check(response.status == 400, "the guard is the same", response.status)


def test_bad_handshakes(tap, server, authority):
    held = [raw.Connection(server.port) for _ in range(3)]
    held[0].send(b"\x16\x03\x01\x02\x00\x01")  # and no more
    held[1].send(raw.get("/echo"))  # no TLS at all
    held[2].send(bytes(range(256)) * 20)
    tap.check(b"200 OK" not in held[1].rest(), "without TLS nothing is answered")
    held[2].rest()
    spoken, _, _ = speaks(server, client(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3, authority, "DEFAULT"))
    tap.check(spoken is not None, "others are served while a handshake hangs")
    tap.check(held[0].rest() is not None, "and that one is cut when the time of a head is over")
    for each in held:
        each.close()


def test_unusable(tap, program, folder, files):
    other = certificate(folder, "other")
    for name, settings in (("a key of another certificate", {"certificate": files[0], "key": other[1]}),
                           ("a certificate without a key", {"certificate": files[0]}),
                           ("files that are not there", {"certificate": folder / "none", "key": files[1]}),
                           ("what is no certificate", {"certificate": files[1], "key": files[1]})):
        arguments = [f"{key}={value}" for key, value in settings.items()]
        ended = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=raw.PATIENCE, check=False)
        tap.check(ended.returncode == 1 and ended.stderr and "port" not in ended.stdout, f"a start with {name} is refused", ended)


def main(program):
    tap = raw.Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = certificate(folder)
        (folder / "file").write_bytes(bytes(range(256)) * 4000)
        with raw.Server(program, certificate=files[0], key=files[1], file=folder / "file", head_time=3000) as server:
            test_versions(tap, server, files[0])
            test_answers(tap, server, files[0])
            test_bad_handshakes(tap, server, files[0])
            server.stop()
            server.process.wait(raw.PATIENCE)
            said = server.process.stderr.read()
            tap.check(said == "", "the libraries print nothing", said)
        test_unusable(tap, program, folder, files)
    tap.done()


main(sys.argv[1])
