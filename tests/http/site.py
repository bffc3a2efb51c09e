#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""site.py CRAFFU SOURCE   The office's pages over the network, as a browser without scripts meets them: invitation, password, second
factor, programme, review, case, draw, report, office, instruments, backups, sign-out; and what others must not get."""
import concurrent.futures
import contextlib
import html
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import raw
from browser import Browser, code
from office import PASSWORD, REVIEW, Office

CRAFFU, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
DEMO = SOURCE / "demo/2019-snapshot"
tap = raw.Tap()
check = tap.check


def serve(office, use, *options):
    """The status with which the server ends after its use."""
    server, port = office.serve(*options)
    try:
        use(port)
    finally:
        server.send_signal(signal.SIGTERM)
        status = server.wait(60)
    return status


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        office = Office(CRAFFU, folder)
        office.craffu("init", "--name", "admin@office.example", "--password-file", office.password_file(), "--quiet")
        check(office.craffu("account", "list").count("\t") == 3, "there are no accounts but those that somebody made", office.craffu("account", "list"))
        office.craffu("review", "load", DEMO / "review.yaml", "--quiet")
        office.craffu("import", REVIEW, "--cases", DEMO / "cases.csv", "--log", DEMO / "log.csv", "--quiet")
        office.craffu("select", REVIEW, "--all", "--quiet")
        link = office.craffu("account", "add", "manager@office.example", "--display-name", "<b>A & manager</b>", "--role",
                      "scrutiny_manager").splitlines()[0]
        reader = office.craffu("account", "add", "reader@office.example", "--display-name", "A reader", "--role",
                        "reader").splitlines()[0]
        office.craffu("backup-key", folder / "backup.key", "--quiet")

        def use(port):
            visit(office, port, link, reader)
            administer(office, port, folder)

        status = serve(office, use, "--backups", folder / "backups", "--backup-key", folder / "backup.key")
        check(status == 0, "the server ends in order when it is told to", status)
        actions = office.craffu("audit", "list")
        check(actions.count("case.consult") == 3, "a look at a case stands in the log, once for a person and a quarter of an hour",
              actions.count("case.consult"))
        check("manager@office.example\tcase.consult" in actions, "by whom it was")
        check(actions.count("draw.disclose") == 1 and "manager@office.example\tdraw.disclose" in actions,
              "a file that was handed out stands in the log, and one that was only asked about does not")
        restored = folder / "restored"
        restored.mkdir(mode=0o700)
        (restored / "craffu.key").write_bytes((folder / "data/craffu.key").read_bytes())
        (restored / "craffu.key").chmod(0o600)
        backup = next((folder / "backups").iterdir())
        check(backup.read_bytes().startswith(b"craffu sealed 1\n"), "a backup from a page is encrypted with the server's key")
        office.craffu("restore", backup, "--key", folder / "backup.key", "--data", restored, "--quiet")
        check(REVIEW in office.craffu("review", "list", "--data", restored), "and can be restored")
        office.craffu("audit", "verify", "--quiet")
        behind_a_proxy(office)
        without_its_record(office, folder)


def at_once(office, port):
    """Two send the password of one link, and both were shown its form: what a password costs is longer than what is between them."""
    link = office.craffu("account", "add", "twice@office.example", "--display-name", "Twice", "--role", "reader").splitlines()[0]
    browsers = [Browser(port) for _ in range(2)]
    pages = [each.send(each.get("/link"), "/link", {"link_code": link}) for each in browsers]
    use = lambda each, page: each.send(page, "/link", {"link_code": link, "password": PASSWORD})
    with concurrent.futures.ThreadPoolExecutor() as pool:
        answers = sorted(pool.map(use, browsers, pages), key=lambda answer: answer.status)
    check([each.status for each in answers] == [303, 404] and "Ask an administrator for another." in answers[1].text,
          "of two who use a link at once one is told that it is not good any more, and whom to ask", answers[1].text)


def visit(office, port, link, reader_link):
    nobody = Browser(port)
    check(nobody.get("/health/live").text == "ok\n" and nobody.get("/health/ready").text == "ok\n", "the server is well")
    taken = subprocess.run([CRAFFU, "serve", "--port", str(port)], capture_output=True, text=True, env=office.environment, timeout=60)
    check(taken.returncode == 74 and f"port {port}:" in taken.stderr, "a port that is taken is told as it was typed", taken.stderr)
    first = nobody.get(f"/reviews/{REVIEW}")
    check((first.status, first.to) == (303, "/sign-in"), "who is not signed in is led to the sign-in")
    check(nobody.get("/cy").to == "/cy/sign-in", "in Welsh too")
    page = nobody.get("/sign-in")
    policy = page.headers["Content-Security-Policy"]
    check("unsafe" not in policy and "default-src 'none'" in policy and page.headers["Cache-Control"] == "no-store",
          "pages have a strict policy and are not kept")
    cookie = first.headers["Set-Cookie"]
    check("HttpOnly" in cookie and "SameSite=Lax" in cookie, "cookies are closed to scripts")
    style = re.search(r'href="(/assets/[^"]+pages.css)"', page.text).group(1)
    check("immutable" in nobody.get(style).headers["Cache-Control"], "style may be kept for good")
    check(nobody.get("/nowhere").status == 404 and nobody.ask("POST", "/", {}).status == 405, "what there is not is 404, a wrong method 405")
    check(nobody.send(page, "/sign-in", {"name": "admin@office.example", "password": "wrong"}).status == 422, "a wrong password is refused")
    unknown = nobody.send(page, "/sign-in", {"name": "nobody@office.example", "password": "wrong"})
    known = nobody.send(page, "/sign-in", {"name": "admin@office.example", "password": "wrong"})
    hide = lambda text: re.sub(r'value="[^"]*"', "", text)
    check(hide(unknown.text) == hide(known.text), "and does not tell whether there is such an account")
    limits(nobody, page, style)
    good = {"name": "admin@office.example", "password": PASSWORD}
    check(nobody.ask("POST", "/sign-in", good).status == 400, "a form without its token is refused")
    check(nobody.send(page, "/sign-in", good, Sec_Fetch_Site="cross-site").status == 400, "so is one that another site sent")
    check(nobody.send(page, "/sign-in", good, Content_Type="text/plain").status == 400, "so is one of another type")
    check(Browser(port).send(page, "/sign-in", good).status == 400, "so is the token of another browser")
    windows = Browser(port)
    older = windows.get("/sign-in")
    windows.cookies.clear()  # as if both had been asked for at once
    windows.get("/sign-in")
    again = windows.send(older, "/sign-in", {**good, "password": "wrong words"})
    check(again.status == 400 and "out of date" in again.text and 'value="admin@office.example"' in again.text and "wrong words" not in again.text,
          "a sign-in that another window made out of date is shown again, with the name and without the password", again.text)
    check(windows.send(again, "/sign-in", {"name": "admin@office.example", "password": "wrong"}).status == 422, "and that one is taken")

    manager = Browser(port)
    path, _, token = link.partition("#")
    check(path == "/link" and len(token) == 64, "the token of a link stands where no browser sends it", link)
    asked = manager.get(path)
    page = manager.send(asked, path, {"link_code": link})
    check("manager@office.example" in page.text, "an invitation shows whose it is")
    check(manager.send(page, path, {"link_code": token, "password": "short"}).status == 422, "a short password is refused")
    check(manager.send(page, path, {"link_code": token, "password": PASSWORD}).to == "/sign-in", "a password is chosen")
    check(manager.send(asked, path, {"link_code": token}).status == 404, "a link is good once")
    answer = manager.send(manager.get("/sign-in"), "/sign-in", {"name": "Manager@office.example ", "password": PASSWORD})
    check(answer.to == "/second-factor", "a manager sets up a second factor first")
    check(manager.get(f"/reviews/{REVIEW}").to == "/second-factor", "and sees nothing else before")
    page = manager.get("/second-factor")
    secret = html.unescape(re.search(r"<strong>([A-Z2-7 ]+)</strong>", page.text).group(1)).replace(" ", "")
    check(manager.send(page, "/second-factor", {"code": "000000"}).status == 422, "a wrong code is refused")
    before = manager.cookies["session"]
    taken = code(secret)
    answer = manager.send(page, "/second-factor", {"code": taken})
    codes = re.findall(r"<code>([^<]+)</code>", answer.text)
    check(len(codes) == 10 and manager.cookies["session"] != before, "a right one shows recovery codes and begins another session")
    page = manager.get("/")
    check(page.status == 200 and f'href="/reviews/{REVIEW}"' in page.text, "the programme lists the review")
    check("&lt;b&gt;A &amp; manager" in page.text and "<b>A" not in page.text, "a name is a name, whatever stands in it")
    page = manager.get(f"/reviews/{REVIEW}")
    cases = re.findall(rf'href="(/reviews/{REVIEW}/cases/[^"]+)"', page.text)
    check(len(cases) == 11, "the review lists its cases", len(cases))
    check("Police force" not in page.text, "and says nothing of a force that the review does not name")
    page = manager.get(cases[0])
    check(page.status == 200 and "<table" in page.text, "a case shows its fields and its log", page.status)
    check("11 February 2019, 21:40" in page.text and ">Yes<" in page.text, "times and truths are in words", page.text)
    manager.get(cases[0])
    welsh = manager.get("/cy" + cases[0])
    check('<html lang="cy"' in welsh.text and f'href="{cases[0]}"' in welsh.text, "every page is there in Welsh, with the way back")
    check(manager.get(f"/reviews/{REVIEW}/cases/none").status == 404, "a case that there is not")
    head = manager.ask("HEAD", "/")
    check(head.status == 200 and head.text == "", "HEAD has no body")

    declared = office.craffu("conflict", "declare", "manager@office.example", REVIEW, cases[1].split("/")[-1], "--reason", "A neighbour")
    check(manager.get(cases[1]).status == 403 and manager.get("/cy" + cases[1]).status == 403, "a conflict of interest closes a case at once")
    check(cases[1] not in manager.get(f"/reviews/{REVIEW}").text, "and takes it off the list")
    office.craffu("conflict", "withdraw", re.search(r"conflict (\w+)", declared).group(1), "--reason", "Moved away")
    check(manager.get(cases[1]).status == 200, "until it is withdrawn")

    other = Browser(port)
    answer = other.send(other.get("/sign-in"), "/sign-in", {"name": "manager@office.example", "password": PASSWORD})
    check(answer.to == "/sign-in/code" and other.get("/").to == "/sign-in/code", "the next time the code is asked for")
    page = other.get("/sign-in/code")
    check(other.send(page, "/sign-in/code", {"code": taken}).status == 422, "a code that was taken is not taken again")
    check(other.send(page, "/sign-in/code", {"code": codes[0]}).to == "/", "a recovery code lets in")

    at_once(office, port)
    reader = Browser(port)
    reader.send(reader.get("/link"), "/link", {"link_code": reader_link, "password": PASSWORD})
    answer = reader.send(reader.get("/sign-in"), "/sign-in", {"name": "reader@office.example", "password": PASSWORD})
    check(answer.to == "/", "a reader needs no second factor", answer.to)
    check(reader.get(cases[0]).status == 403, "and may read no case")

    draw = f"/reviews/{REVIEW}/draw"
    page = manager.get(draw)
    check(reader.send(reader.get("/account"), f"{draw}/seal", {"extract": REVIEW, "rule": "proportional", "size": "5"}).status == 403,
          "a reader seals nothing")
    sealed = manager.send(page, f"{draw}/seal", {"extract": REVIEW, "rule": "proportional", "size": "5"})
    check(sealed.to == f"{draw}?notice=frame-sealed" and "The frame is sealed." in manager.get(sealed.to).text, "a frame is sealed, and said so",
          sealed.to)
    frame = f"{draw}/files/{REVIEW}.frame.txt"
    check(manager.ask("HEAD", frame).text == "", "a file is asked about")
    handed = manager.get(frame)
    check(handed.headers["Content-Disposition"] == f'attachment; filename="{REVIEW}.frame.txt"' and handed.text.count("\n") == 11,
          "and handed out, to be kept and not shown", handed.headers)
    check(reader.get(draw).status == 200 and "/draw/first" not in reader.get(draw).text, "a reader sees the draw and no form")
    refused = manager.send(manager.get(f"/reviews/{REVIEW}/reports"), f"/reviews/{REVIEW}/reports", {"edition": "public", "format": "html"})
    refused = over(manager, refused)
    check("failed" in refused.text and f"{REVIEW}: " in refused.text, "a report that would not be complete is refused with its places", refused.text)
    told = html.unescape(re.sub(r"<[^>]*>", " ", refused.text))
    check(not re.search(r"craffu [a-z]| --[a-z]", told), "and a page tells nobody what to type", told)
    check("could not be" in manager.get(f"/reviews/{REVIEW}/reports").text, "and its page tells of the work")
    check(reader.get(f"/reviews/{REVIEW}/reports").status == 200, "a reader sees the reports that are published")
    give_cases(office, manager, port)
    keep_and_remove(office, manager)

    stale = dict(manager.cookies)
    check(manager.send(manager.get("/"), "/sign-out", {}).to == "/sign-in", "the manager signs out")
    manager.cookies = stale
    check(manager.get("/").to == "/sign-in", "and the session is worth nothing afterwards")


def administer(office, port, folder):
    admin, nobody = Browser(port), Browser(port)
    admin.send(admin.get("/sign-in"), "/sign-in", {"name": "admin@office.example", "password": PASSWORD})
    page = admin.get("/second-factor")
    secret = html.unescape(re.search(r"<strong>([A-Z2-7 ]+)</strong>", page.text).group(1)).replace(" ", "")
    admin.send(page, "/second-factor", {"code": code(secret)})
    page = admin.get("/office")
    said = {"hash": "", "name_en": "The office", "name_cy": "Y swyddfa", "accent": "#0b4f5c", "logo_alternative_en": "A tree",
            "logo_alternative_cy": "Coeden"}.items()
    picture = (SOURCE / "demo/office.png").read_bytes()
    check(nobody.send_files(page, "/office", [*said, ("logo", ("x.png", picture))]).status == 303, "a form with a file needs a session")
    check(admin.send_files(nobody.get("/sign-in"), "/office", said).status == 400, "and its token")
    check(admin.send_files(page, "/office", [*said, ("logo", ("x.png", picture[:len(picture) // 2]))]).status == 422, "a damaged logo is refused")
    status = admin.send_files(page, "/office", [*said, ("logo", ("x.png", bytes(3 << 20)))]).status
    check(status == 413, "so is more than a form may have", status)
    changed = admin.send_files(page, "/office", [*said, ("logo", ("x.png", picture))])
    check(changed.to == "/office?notice=office-changed", "the office is changed", changed.text)
    logos = {re.search(r'src="(/office/logo/[^"]+)"', nobody.get("/sign-in").text).group(1) for _ in range(20)}
    check(len(logos) == 1 and nobody.get(logos.pop()).bytes == picture, "every worker shows its logo at once")
    check(admin.get("/office/style/0b4f5c.css").headers["Content-Type"].startswith("text/css"), "and its colour")
    broken = admin.send_files(admin.get("/instruments"), "/instruments", [("file", ("broken.yaml", b"craffu: instrument\nid: 7 x\n"))])
    check(broken.status == 422 and "broken.yaml:2:" in broken.text, "an instrument's errors are told with their lines", broken.text)
    name = "domestic-abuse.yaml" if (SOURCE / "instruments/domestic-abuse.yaml").exists() else "hate-crime-snapshot.yaml"
    page = admin.get("/instruments")
    added = admin.send_files(page, "/instruments", [("file", (name, (SOURCE / "instruments" / name).read_bytes() + b"# mine\n"))])
    check(added.status == 303 and admin.get(added.to).status == 200, "a good one is added and can be read", added.text)
    made = admin.send(admin.get("/backups"), "/backups", {})
    page = admin.get("/backups")
    check(made.to == "/backups?notice=backup-made" and "yes, when it was made" in page.text, "a backup is made and listed", page.text)
    check(admin.get(f"/reviews/{REVIEW}/reports").status == 200, "an administrator sees what is published")
    check(admin.send(page, f"/reviews/{REVIEW}/publication", {"sure": "yes"}).status == 403, "and publishes nothing")


def over(browser, answer):
    """The page of the work to which a form led, once that is over."""
    while True:
        page = browser.get(answer.to)
        if page.status != 200 or 'id="progress-link"' not in page.text:
            return page
        time.sleep(0.05)


def give_cases(office, manager, port):
    office.craffu("account", "add", "reviewer@office.example", "--display-name", "Reviewer One", "--role", "reviewer", "--password-file",
                  office.password_file())
    reviewer = Browser(port)
    reviewer.send(reviewer.get("/sign-in"), "/sign-in", {"name": "reviewer@office.example", "password": PASSWORD})
    check(reviewer.get(f"/reviews/{REVIEW}").status == 403, "a reviewer sees no review before cases are given")
    address = f"/reviews/{REVIEW}/allocation"
    page = manager.get(address)
    account = re.search(r'name="reviewer" type="checkbox" value="([^"]+)"', page.text).group(1)
    operation = re.search(r'name="operation" value="([^"]+)"', page.text).group(1)
    form = {"reviewer": account, "each": "1", "operation": operation}
    check(manager.send(page, address, form).to == address, "a manager gives the cases")
    check(manager.send(page, address, form).to == address, "sent twice it is done once")
    page = reviewer.get("/")
    check("Your cases" in page.text and page.text.count(f"/reviews/{REVIEW}/cases/") == 11, "a reviewer's first page lists them")
    check(reviewer.get(f"/reviews/{REVIEW}/cases/DP-2019-0007").status == 200, "and each can be read")


def keep_and_remove(office, manager):
    data = office.folder
    planted = data.parent / "planted.csv"
    planted.write_text((DEMO / "log.csv").read_text().replace("First contact by Hate Crime Support Officer", "First contact with Quillfeather", 1))
    office.craffu("import", REVIEW, "--extract", "spare", "--cases", DEMO / "cases.csv", "--log", planted, "--quiet")
    there = lambda: any(b"Quillfeather" in path.read_bytes() for path in data.iterdir())
    check(there(), "what is planted is in the data folder")
    address = "/retention/spare"
    page = manager.get(address)
    check(manager.send(page, f"{address}/hold", {"reason": "inquest"}).to == address, "an extract is held")
    remove = {"reason": "expired", "confirmation": "spare"}
    check("a hold stands" in manager.send(manager.get(f"{address}/remove"), f"{address}/remove", remove).text, "a held extract is not removed")
    page = manager.get(address)
    hold = re.search(r'name="hold" value="([^"]+)"', page.text).group(1)
    check(manager.send(page, f"{address}/release", {"hold": hold, f"why-{hold}": "over"}).to == address, "the hold is lifted")
    page = manager.get(f"{address}/remove")
    check(manager.send(page, f"{address}/remove", {**remove, "confirmation": "other"}).status == 422, "the name must be typed")
    answer = manager.send(page, f"{address}/remove", remove)
    page = over(manager, answer)
    check(f'href="{address}/certificate"' in page.text, "the extract is removed, as work in the background", page.text)
    check(not there(), "no byte of it is left, with the server running")
    page = manager.get(f"{address}/certificate")
    check("expired" in page.text and "not written over yet" not in page.text, "the certificate is shown", page.text)
    check("manager@office.example\terasure\textract\tspare" in office.craffu("audit", "list"), "the log says who removed it")


def limits(nobody, page, style):
    """What answers say to a browser, and what there is nothing of."""
    field = re.search(r'<input [^>]*id="password"[^>]*>', page.text).group(0)
    check('type="password"' in field and 'autocomplete="current-password"' in field and "maxlength" not in field,
          "a password is masked, and password managers may fill it in", field)
    answers = [nobody.get(path) for path in ("/sign-in", "/", style, "/nowhere", "/health/live", "/accessibility", "/link")]
    answers += [nobody.ask("POST", "/sign-in", {}), nobody.ask("PUT", "/sign-in"), nobody.get("/a/../b")]
    check(all(re.fullmatch(r"[a-z]+/[a-z]+; charset=utf-8", each.headers["Content-Type"] or "") for each in answers if each.text),
          "every answer with a body says its type and its characters", [(each.status, each.headers["Content-Type"]) for each in answers])
    check(all(each.headers["X-Content-Type-Options"] == "nosniff" and "frame-ancestors 'none'" in each.headers["Content-Security-Policy"]
              for each in answers), "and that it is nothing else, and in no frame", [each.status for each in answers])
    asked = [nobody.ask(method, "/sign-in", Origin="https://elsewhere.example") for method in ("GET", "POST", "OPTIONS")]
    check(not [name for each in asked for name in each.headers if name.lower().startswith("access-control-")],
          "no other origin is let to read an answer")
    there = [path for path in ("/.git/HEAD", "/.git/", "/craffu.db", "/craffu.key", "/pages/layout.html", "/assets/", "/docs/")
             if nobody.get(path).status != 404]
    check(not there, "nothing of the program's sources or of its data is served, and no folder is listed", there)


def behind_a_proxy(office):
    """A server that others reach over a network answers what came by TLS only."""
    def use(port):
        nobody = Browser(port)
        for path in ("/sign-in", "/", "/nowhere"):
            answer = nobody.ask("GET", path, X_Forwarded_Proto="http")
            check((answer.status, nobody.get(path).status) == (403, 403) and not answer.headers["Set-Cookie"],
                  f"in the clear {path} is refused, and no cookie is set", answer.status)
        check(nobody.get("/health/ready").text == "ok\n", "but for how the server is")
        answer = nobody.ask("GET", "/sign-in", X_Forwarded_Proto="https")
        cookies = answer.headers.get_all("Set-Cookie") or []
        check(answer.status == 200 and len(cookies) == 1 and re.match(r"__Host-visitor=\w+; Path=/; HttpOnly; SameSite=Lax; Secure$", cookies[0]),
              "by TLS cookies are for this host and for TLS alone", cookies)
        check(answer.headers["Strict-Transport-Security"] == "max-age=31536000", "and a browser is told to stay with TLS")
    serve(office, use, "--proxy", "127.0.0.1")


def without_its_record(office, folder):
    """A server whose database somebody has spoiled while it runs."""
    def use(port):
        with contextlib.closing(sqlite3.connect(folder / "data/craffu.db")) as database:
            database.executescript("PRAGMA legacy_alter_table = ON; ALTER TABLE account RENAME TO a; ALTER TABLE office RENAME TO o")
        nobody = Browser(port)
        answers = [nobody.get(path) for path in ("/", "/sign-in", "/health/ready", "/reviews/a", "/link")]
        check(all(each.status == 503 for each in answers), "without its record the server lets nobody in", [each.status for each in answers])
        told = [each.text for each in answers if re.search(r"craffu\.db|SQL|database|/tmp|\.c:", each.text + str(each.headers))]
        check(not told, "a request that cannot be answered tells nothing of the program", told)
    serve(office, use)


main()
tap.done()
