#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""jobs.py CRAFFU SOURCE   Files that are sent to the office's pages and the work that is done with them in the background: imports with
their rejected rows, checks of every case; and forms that break off, are too large, are forged, or whose server is killed."""
import hashlib
import html
import pathlib
import re
import signal
import socket
import sys
import tempfile
import time

import raw
from browser import Browser, code, multipart, token
from office import PASSWORD, REVIEW, Office

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DEMO = SOURCE / "demo/2019-snapshot"
NEW = f"/reviews/{REVIEW}/imports/new"
tap = raw.Tap()
check = tap.check


def upload(browser, path, parts, **headers):
    """Its form, asked for and sent: its fields in their order, files as (name, bytes)."""
    page = browser.get(path)
    operation = re.search(r'name="operation" value="([^"]+)"', page.text).group(1)
    return browser.send_files(page, path, [("operation", operation), *parts], **headers)


def serve(office):
    return office.serve("--largest-upload", "2")


def stop(server):
    server.send_signal(signal.SIGTERM)
    return server.wait(60)


def enter(port, name):
    """Signed in, the second factor set up where it must be; and the recovery codes."""
    browser, codes = Browser(port), []
    answer = browser.send(browser.get("/sign-in"), "/sign-in", {"name": name, "password": PASSWORD})
    if answer.to == "/second-factor":
        page = browser.get("/second-factor")
        secret = html.unescape(re.search(r"<strong>([A-Z2-7 ]+)</strong>", page.text).group(1)).replace(" ", "")
        codes = re.findall(r"<code>([^<]+)</code>", browser.send(page, "/second-factor", {"code": code(secret)}).text)
    return browser, codes


def files(folder):
    uploads = folder / "data/uploads"
    return sorted(path.name for path in uploads.iterdir()) if uploads.exists() else []


def wait_until(good, what):
    """Without a limit of its own: the test has one."""
    while not (found := good()):
        time.sleep(0.05)
    return found


def result(browser, address):
    def over():
        page = browser.get(address)
        return page if 'id="progress-link"' not in page.text else None

    return wait_until(over, address)


def fact(page, key):
    found = re.search(rf"<dt[^>]*>\s*{re.escape(key)}\s*</dt>\s*<dd[^>]*>(.*?)</dd>", page.text, re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip() if found else None


def bad_cases():
    """The demonstration's cases, some rows of which are no good any more."""
    lines = (DEMO / "cases.csv").read_text().splitlines()
    reported = lines[0].split(",").index("reported_at")
    for i in (2, 5):
        cells = lines[i].split(",")
        cells[reported] = "never"
        lines[i] = ",".join(cells)
    lines.append("X-1,too,short")
    return "\n".join(lines).encode() + b"\n"


def refusals(folder, manager, reader):
    cases = ("cases", ("cases.csv", (DEMO / "cases.csv").read_bytes()))
    page = manager.get(NEW)
    good = token(page)
    wrong = [([("form_token", "00"), cases], "a wrong token"), ([cases, ("form_token", good)], "a token behind the file"),
             ([cases], "no token"), ([("form_token", good), ("other", cases[1])], "a file that the form has not")]
    for fields, name in wrong:
        body, kind = multipart(fields)
        answer = manager.ask("POST", NEW, body, Content_Type=kind)
        check(answer.status == 400 and not files(folder), f"{name} is refused, and nothing is kept", (answer.status, files(folder)))
    body, kind = multipart([("form_token", good), cases])
    check(manager.ask("POST", NEW, body, Content_Type=kind, Sec_Fetch_Site="cross-site").status == 400, "so is another site's form")
    check(manager.ask("POST", "/audit/verify", body, Content_Type=kind).status in (400, 403), "a form with files where there are none is refused")
    check(reader.ask("POST", NEW, body, Content_Type=kind).status == 403, "who may not import is not read")
    answer = Browser(manager.port).ask("POST", NEW, body, Content_Type=kind)
    check((answer.status, answer.to) == (303, "/sign-in"), "who is not signed in neither")
    check(manager.ask("POST", "/reviews/none/imports/new", body, Content_Type=kind).status == 404, "a review that there is not")
    large = upload(manager, NEW, [("cases", ("cases.csv", b"x" * (2 << 20) + b"yy"))])
    check(large.status == 413 and "more than 2 megabytes were sent" in large.text, "a file that is too large is told of", (large.status, large.text))
    answer = manager.ask("POST", NEW, None, Content_Type=kind, Content_Length=str(1 << 40), Expect="100-continue")
    check(answer.status == 413 and "more than 2 megabytes were sent" in answer.text, "before it is sent, if its length is said", answer.status)
    for name, content in [("a.pdf", b"%PDF-1.7 "), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("a.gz", b"\x1f\x8b\x08")]:
        answer = upload(manager, NEW, [("cases", (name, content + b"x" * 100))])
        check(answer.status == 422 and ("XLSX" in answer.text), f"{name} is no table, and the page says so", (answer.status, answer.text))
    check(upload(manager, NEW, []).status == 422, "a form without a file is shown again")
    check(upload(manager, NEW, [("extract", "No Name"), cases]).status == 422, "so is one with a name that is none")
    check(not files(folder), "nothing of all that was kept", files(folder))


def break_off(folder, manager):
    """A body that ends before it is whole, in the middle of the file."""
    page = manager.get(NEW)
    body, kind = multipart([("form_token", token(page)), ("cases", ("cases.csv", b"case_ref\n" + b"x" * 300000))])
    connection = socket.create_connection(("127.0.0.1", manager.port))
    head = {**manager.headers(Content_Type=kind), "Host": f"127.0.0.1:{manager.port}", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    connection.sendall(f"POST {NEW} HTTP/1.1\r\n{lines}\r\n".encode() + body[:250000])
    names = wait_until(lambda: files(folder), "the file")
    mode = (folder / "data/uploads" / names[0]).stat().st_mode & 0o777
    check(len(names) == 1 and re.fullmatch("[0-9a-f]{64}", names[0]) and mode == 0o600, "what is sent goes to a file of its own", (names, oct(mode)))
    connection.close()
    wait_until(lambda: not files(folder), "no file")
    check(True, "and is gone when the sender breaks off")


def imports(office, folder, manager):
    answer = upload(manager, NEW, [("dry_run", "yes"), ("cases", ("cases.csv", bad_cases())), ("log", ("log.csv", (DEMO / "log.csv").read_bytes()))])
    check(answer.status == 303 and answer.to.startswith("/jobs/"), "a form leads to the work that it asks for", (answer.status, answer.text))
    page = result(manager, answer.to)
    check(fact(page, "State") == "done" and "only checked" in page.text, "an extract is checked", page.text)
    check("3 rejected" in fact(page, "Cases"), "and what an import would do is told", fact(page, "Cases"))
    checked = manager.get(answer.to + "/rejects")
    check("Nothing was imported yet" in manager.get(f"/reviews/{REVIEW}/imports").text, "nothing is imported by that")
    answer = upload(manager, NEW, [("cases", ("cases.csv", bad_cases())), ("log", ("log.csv", (DEMO / "log.csv").read_bytes()))])
    page = result(manager, answer.to)
    check(fact(page, "State") == "done" and "9 new" in fact(page, "Cases"), "an extract is imported", page.text)
    rejects = manager.get(answer.to + "/rejects")
    for row in (">2<", ">5<", ">12<"):
        check(row in rejects.text, f"the rejected row {row} is shown")
    check("Reason" in rejects.text and "never" in rejects.text, "with the reason", rejects.text)
    clean = lambda text: re.sub(r"/jobs/\w+|(value|data-seconds-left)=\"[^\"]*\"", "", text)
    check(clean(checked.text) == clean(rejects.text), "as the check had said")
    got = manager.get(answer.to + "/rejects/cases.csv")
    check("attachment" in got.headers["Content-Disposition"], "they can be taken along")
    head = manager.ask("HEAD", answer.to + "/rejects/cases.csv")
    check(head.status == 200 and head.headers["Content-Length"] == str(len(got.bytes)) and not head.bytes, "or only asked about")
    (folder / "bad.csv").write_bytes(bad_cases())
    office.craffu("import", REVIEW, "--cases", folder / "bad.csv", "--extract", "other", "--quiet", good=range(1, 10))
    written = (folder / "bad.rejects.csv").read_bytes()
    check(got.bytes == written, "byte for byte as the command writes them", (got.bytes, written))
    check(manager.get(answer.to + "/rejects/other.csv").status == 404, "and no other file")
    listed = manager.get(f"/reviews/{REVIEW}/imports").text
    check(hashlib.sha256(bad_cases()).hexdigest() in listed and f'href="{answer.to}"' in listed, "the import is listed with its hash", listed)
    check(not files(folder), "what was sent is gone when the work is over", files(folder))
    log = office.craffu("audit", "list")
    check("rejects.consult" in log and "rejects.disclose" in log and "extract.import" in log, "the look, the download and the import stand in the log", log)
    again = upload(manager, NEW, [("cases", ("cases.csv", b"nothing,here\n1,2\n"))])
    page = result(manager, again.to)
    check(fact(page, "State") == "failed" and "Nothing of it is in the record" in page.text and "case_ref" in page.text,
          "one that lacks its columns fails and says which", page.text)
    welsh = manager.get("/cy" + again.to).text
    check("case_ref" in welsh and "Nothing of it" not in welsh, "in both languages")
    return answer.to


def populations(office, folder, manager):
    page = manager.get("/population")
    address = re.search(r'href="(/population/[0-9a-f]+)"', page.text).group(1)
    form = manager.get(address)
    check('value="month:reported_at"' in form.text and 'value="hcso=outside"' in form.text, "an instrument says what can be asked", form.text)
    sent = [("cases.csv", "cases"), ("log.csv", "log")]
    gone = upload(manager, address, [("by", "month:reported_at"), ("outcome", "hcso=outside"), ("most", "10"),
                                     *((part, (name, (DEMO / name).read_bytes())) for name, part in sent)])
    check(gone.status == 303, "an extract is sent to be checked", (gone.status, gone.text))
    page = result(manager, gone.to)
    check(fact(page, "State") == "done" and fact(page, "Cases counted") == "11", "every case is counted", page.text)
    check(not files(folder), "and the file is gone")
    tables = manager.get(gone.to + "/tables").text
    check("HCSO contacted within 48 hours" in tables and "By month" in tables and "<table" in tables, "the tables are a page", tables)
    check(hashlib.sha256((DEMO / "cases.csv").read_bytes()).hexdigest() in tables, "with the hash of the file")
    welsh = manager.get("/cy" + gone.to + "/tables").text
    check("By month" not in welsh and '<html lang="cy"' in welsh, "in Welsh too")
    for suffix, start in [("csv", b""), ("xlsx", b"PK"), ("ods", b"PK"), ("json", b"{"), ("html", b"<!")]:
        got = manager.get(f"{gone.to}/tables/{suffix}")
        check(got.status == 200 and got.bytes.startswith(start) and len(got.bytes) > 500, f"and can be taken along as {suffix}", got.status)
    references = [line.split(",")[0] for line in (DEMO / "cases.csv").read_text().splitlines()[1:]]
    kept = [reference for reference in references if any(reference.encode() in manager.get(f"{gone.to}/tables/{suffix}").bytes for suffix in ("csv", "json", "html"))]
    check(not kept, "no case stands in them", kept)
    cases = manager.get(gone.to + "/cases").text
    named = [reference for reference in references if reference in cases]
    expected = office.craffu("population", DEMO / "cases.csv", "--log", DEMO / "log.csv", "--instrument", SOURCE / "instruments/hate-crime-snapshot.yaml",
                      "--exceptions", "hcso=outside", "--format", "json")
    check(named and sorted(named) == sorted(r for r in references if f'"{r}"' in expected), "the cases of the outcome are those of the command", named)
    csv = manager.get(gone.to + "/cases/csv")
    check(csv.text.count("\r\n") == len(named) + 1, "and can be taken along")
    check(manager.get(gone.to + "/rejects").status == 404, "a check has no file of rejects")
    bad = upload(manager, address, [("outcome", "hcso=outside"), ("most", "many"), ("cases", ("c.csv", b"a\n1\n"))])
    check(bad.status == 422, "a number that is none is told of")
    log = office.craffu("audit", "list")
    check("population.consult" in log and "population.disclose" in log, "all of that stands in the log")


def killed(office, folder, recovery):
    """A server that is killed while it works: the next one does it, once."""
    header = (DEMO / "cases.csv").read_text().splitlines()
    server, port = serve(office)
    manager = enter_again(port, recovery)
    body = "\n".join([header[0]] + [line.replace(line.split(",")[0], f"{line.split(',')[0]}-{i}", 1) for i in range(500) for line in header[1:]])
    answer = upload(manager, NEW, [("extract", "many"), ("cases", ("many.csv", body.encode()))])
    server.kill()
    server.wait(60)
    check(answer.status == 303, "work is asked for, and its server is killed", answer.status)
    server, port = serve(office)
    manager = enter_again(port, recovery)
    page = result(manager, answer.to)
    check(fact(page, "State") == "done" and "5,500 new" in fact(page, "Cases"), "the next server does it", page.text)
    listed = manager.get(f"/reviews/{REVIEW}/imports").text
    check(listed.count("5,500 new") == 1, "once", listed.count("5,500 new"))
    (folder / "data/uploads" / ("f" * 64)).write_bytes(b"left")
    check(stop(server) == 0, "a server ends in order")
    server, port = serve(office)
    wait_until(lambda: not files(folder), "a sweep")
    check(True, "what nobody needs is swept away when a server starts")
    stop(server)
    office.craffu("audit", "verify", "--quiet")


def enter_again(port, recovery):
    """A code of the second factor is good once: recovery codes are ready."""
    browser = Browser(port)
    browser.send(browser.get("/sign-in"), "/sign-in", {"name": "manager@office.example", "password": PASSWORD})
    browser.send(browser.get("/sign-in/code"), "/sign-in/code", {"code": recovery.pop()})
    return browser


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        office = Office(CRAFFU, folder)
        office.craffu("init", "--name", "admin@office.example", "--password-file", office.password_file(), "--quiet")
        office.craffu("review", "load", DEMO / "review.yaml", "--quiet")
        for who, role in (("manager", "scrutiny_manager"), ("reader", "reader")):
            office.craffu("account", "add", f"{who}@office.example", "--display-name", who, "--role", role, "--password-file", office.password_file())
        server, port = serve(office)
        try:
            manager, recovery = enter(port, "manager@office.example")
            reader, _ = enter(port, "reader@office.example")
            refusals(folder, manager, reader)
            break_off(folder, manager)
            job = imports(office, folder, manager)
            check(reader.get(job).status == 403 and reader.get(job + "/rejects").status == 403, "who may not see work does not see it")
            stopped = manager.send(manager.get(job), job + "/stop", {})
            check(stopped.status == 422 and "is over" in stopped.text, "work that is over cannot be stopped", stopped.text)
            populations(office, folder, manager)
        finally:
            status = stop(server)
        check(status == 0, "the server ends in order when it is told to", status)
        killed(office, folder, recovery)


main()
tap.done()
