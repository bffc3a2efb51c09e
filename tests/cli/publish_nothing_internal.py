# SPDX-License-Identifier: GPL-3.0-or-later
"""publish_nothing_internal.py CRAFFU SOURCE   Nothing internal reaches a site.

A record is made in which every internal field has a word that stands nowhere else: names of reviewers, moderators, translators and
users, comments for colleagues, drafts, a review that is not published, references of cases, texts of the log, names of files,
corrections and their sources, ids of operations, and what the office said of itself before. It is published with every
format, and every file of the site is searched for them, unpacked where it is packed, PDF by pdftotext. The words of a published
draw are looked for too, so that a search that finds nothing is known to be able to find.
"""
import gzip
import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib

SNAPSHOT, PANEL, HIDDEN = "hate-crime-snapshot-2019", "panel-2019-08", "hidden-review"
# What the receipt of a draw publishes: the force's references, so that anyone draws again. Nothing else may have them.
DRAW = re.compile(r"reviews/[^/]+/[^/]+\.(frame|commitment|receipt)\.")


class Record:
    def __init__(self, craffu, source, folder):
        self.craffu, self.folder = craffu, folder
        shutil.copytree(source / "demo", folder / "demo")
        shutil.copytree(source / "instruments", folder / "instruments")

    def run(self, *words):
        done = subprocess.run([self.craffu, *words, "--data", "data", "--actor", "qzactor", "--quiet"], cwd=self.folder,
                              capture_output=True, encoding="utf-8", check=False, env={"LC_ALL": "C.UTF-8"})
        if done.returncode:
            sys.exit(f"craffu {' '.join(words)}: status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def change(self, name, *changes):
        path = self.folder / "demo" / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            changed = re.sub(old, new, text)
            if changed == text:
                sys.exit(f"{name}: nothing is like {old}")
            text = changed
        path.write_text(text, encoding="utf-8")


def plant(record):
    references = (r"DP-2019-00", "QZREF-00")
    for folder in ("2019-snapshot", "2019-panel"):
        record.change(f"{folder}/cases.csv", references)
        record.change(f"{folder}/log.csv", references, (r"Log reviewed by supervisor", "qzlogtext"))
        for name in ("cases", "log"):
            path = record.folder / "demo" / folder
            (path / f"{name}.csv").rename(path / f"qzfile-{name}.csv")
    record.change("2019-snapshot/assessments.csv", references, (r"Reviewer (\d)", r"qzreviewer\1"),
                  (r"(?m)(,tailored,tailored,,,),$", r"\1,qzcomment"))
    record.change("2019-snapshot/moderations.csv", references, (r"Moderator 1", "qzmoderator"),
                  (r"Both reviewers looked again", "qzmoderationcomment"))
    record.change("2019-panel/assessments.csv", references, (r"Panel member (\d+)", r"qzpanelmember\1"))
    record.change("2019-snapshot/findings.yaml", references)
    hidden = (record.folder / "demo/2019-snapshot/review.yaml").read_text(encoding="utf-8")
    hidden = hidden.replace(SNAPSHOT, HIDDEN).replace("Hate crime snapshot review, cases", "qzhiddentitle, cases")
    hidden = hidden.replace("This report gives the findings", "qzhiddentext gives the findings")
    (record.folder / "demo/2019-snapshot/hidden.yaml").write_text(hidden, encoding="utf-8")


def tell(record, command, review, name, *more):
    record.run(command, review, name, "--by", "Chief Constable", "--by-cy", "Prif Gwnstabl", *more)


def make(record):
    snapshot, panel = "demo/2019-snapshot", "demo/2019-panel"
    office = (record.folder / "demo/office.yaml").read_text(encoding="utf-8")
    (record.folder / "demo/old.yaml").write_text(office.replace("office@", "qzoldoffice@"), encoding="utf-8")
    record.run("init")
    record.run("office", "load", "demo/old.yaml")
    record.run("office", "load", "demo/office.yaml")
    record.run("review", "load", f"{panel}/review.yaml")
    for folder in (snapshot, panel):
        record.run("import", PANEL, "--cases", f"{folder}/qzfile-cases.csv", "--log", f"{folder}/qzfile-log.csv")
    record.run("frame", "seal", PANEL, "--size", "21", "--operation", "qzoperation")
    date = subprocess.run(["date", "+%F"], capture_output=True, encoding="utf-8", check=True,
                          env={"TZ": "Europe/London"}).stdout.strip()
    record.run("draw", PANEL, "--seed", "90164382710559236471", "--seed-source", "dice", "--seed-date", date)
    drawn = [line.split("\t")[0] for line in record.run("ledger", PANEL).splitlines() if line.startswith("QZREF")]
    carry(record, drawn)
    record.run("review", "load", f"{snapshot}/review.yaml")
    cases = [line.split(",")[0] for line in (record.folder / snapshot / "qzfile-cases.csv").read_text().splitlines()[1:]]
    record.run("import", SNAPSHOT, "--cases", f"{snapshot}/qzfile-cases.csv", "--log", f"{snapshot}/qzfile-log.csv")
    record.run("select", SNAPSHOT, *cases)
    record.run("correct", SNAPSHOT, cases[0], "referred_to", "Victim Support", "--source", "qzcorrectionsource")
    record.run("assess", SNAPSHOT, "--from", f"{snapshot}/assessments.csv")
    record.run("moderate", SNAPSHOT, "--from", f"{snapshot}/moderations.csv")
    record.run("findings", "load", f"{snapshot}/findings.yaml")
    record.run("recommend", "load", f"{snapshot}/recommendations.yaml")
    record.run("population", f"{snapshot}/qzfile-cases.csv", "--log", f"{snapshot}/qzfile-log.csv", "--review", SNAPSHOT)
    record.run("approve", SNAPSHOT, "--translator", "qztranslator")
    record.run("review", "publish", SNAPSHOT)
    hide(record, cases)


def carry(record, drawn):
    """The panel judges what it can of the demonstration's answers, and carries the rest on."""
    table = (record.folder / "demo/2019-panel/assessments.csv").read_text(encoding="utf-8").splitlines()
    own = [line for line in table[1:] if line.split(",")[1] in drawn]
    (record.folder / "demo/2019-panel/own.csv").write_text("\n".join([table[0], *own]) + "\n", encoding="utf-8")
    record.run("assess", PANEL, "--from", "demo/2019-panel/own.csv")
    judged = {line.split(",")[1] for line in own}
    for case in drawn:
        if case not in judged:
            record.run("carry", PANEL, case, "--elsewhere", "another panel", "--elsewhere-cy", "panel arall", "--reason", "time",
                       "--reason-cy", "amser")
    record.run("review", "publish", PANEL)


def hide(record, cases):
    snapshot = "demo/2019-snapshot"
    record.run("review", "load", f"{snapshot}/hidden.yaml")
    record.run("import", HIDDEN, "--cases", f"{snapshot}/qzfile-cases.csv")
    record.run("select", HIDDEN, *cases)
    text = (record.folder / snapshot / "recommendations.yaml").read_text(encoding="utf-8")
    text = text.replace(SNAPSHOT, HIDDEN).replace("Tell all officers", "qzhiddenrecommendation")
    text = re.sub(r"\n +(findings|criteria): .*", "", text)
    (record.folder / snapshot / "hidden-recommendations.yaml").write_text(text, encoding="utf-8")
    record.run("recommend", "load", f"{snapshot}/hidden-recommendations.yaml")
    tell(record, "respond", HIDDEN, "referral", "--rejected", "--why", "qzhiddenanswer", "--why-cy", "x", "--date", "2019-12-02")
    tell(record, "respond", SNAPSHOT, "referral", "--accepted", "--date", "2019-12-02", "--translator", "qzanswertranslator")
    tell(record, "progress", SNAPSHOT, "referral", "--state", "closed", "--says", "Shown.", "--says-cy", "Dangoswyd.", "--date",
         "2020-02-21", "--retest", HIDDEN)


def pdf_text(content):
    if not shutil.which("pdftotext"):
        return content
    return content + subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout


def texts(content):
    """The content, and what is packed in it."""
    yield content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in packed.infolist():
                yield entry.filename.encode()
                yield from texts(packed.read(entry))
    elif content[:2] == b"\x1f\x8b":
        yield from texts(gzip.decompress(content))
    elif content[:5] == b"%PDF-":
        yield pdf_text(content)
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                continue


def found(site, words, allowed=None):
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or (allowed and allowed.search(name)):
            continue
        everything = b"\0".join([name.encode(), *texts(path.read_bytes())]).lower()
        plain = everything.replace(b"\0", b"") # UTF-16, as in PDF and Word
        for word in words:
            if word.encode() in everything or word.encode() in plain:
                yield f"{name}: {word}"


def publish(record, *options, address="https://example.org/"):
    return subprocess.run([record.craffu, "publish", "site", "--data", "data", "--quiet", "--address", address, *options],
                          cwd=record.folder, capture_output=True, encoding="utf-8", check=False, env={"LC_ALL": "C.UTF-8"})


def refuse_foreign(record, site):
    """What does not belong into the site's folder, and addresses that are none."""
    internal, other = site / "reviews" / "r.internal.en.html", site / "notes.txt"
    mark = site / "craffu-site.sha256"
    internal.write_text("internal", encoding="utf-8")
    before = mark.stat().st_mtime_ns
    refused = publish(record)
    written = mark.stat().st_mtime_ns != before
    internal.unlink()
    other.write_text("notes", encoding="utf-8")
    told = publish(record, "--prune")
    other_is_left = other.exists()
    other.unlink()
    addresses = ["https://e.org/\"><script>", "https://e.org/'", "https://e.org/a b", "https://e.org/\t", "https://e.org/<", "https://",
                 "https:///a", "ftp://e.org/"]
    return {
        "a file of an internal edition in the folder stops it before anything is written":
            [] if refused.returncode == 3 and "r.internal.en.html" in refused.stderr and not written else [repr(refused)],
        "another foreign file is told even with --quiet, and left":
            [] if told.returncode == 0 and "notes.txt" in told.stderr and other_is_left else [repr(told)],
        "what is no address is refused": [address for address in addresses if publish(record, address=address).returncode != 2],
    }


def receipts(record, site):
    """The text of a receipt has no mark, which would make it another text; the pages around it have."""
    record.run("receipt", PANEL, "--to", "receipt")
    here, there = (folder / f"{PANEL}.receipt.txt" for folder in (record.folder / "receipt", site / "reviews" / PANEL))
    pages = [site / "reviews" / PANEL / f"{name}.html" for name in ("en", "cy")]
    sentences = ["no translator has approved its Welsh yet", "nid oes cyfieithydd wedi cymeradwyo ei Chymraeg eto"]
    silent = [page.name for page, words in zip(pages, sentences) if words not in page.read_text(encoding="utf-8")]
    undrawn = site / "reviews" / SNAPSHOT / "en.html"
    return {
        "a receipt is the same text wherever it lies": [] if here.read_bytes() == there.read_bytes() else [str(there)],
        "the page of a review says that the receipt's Welsh is not approved": silent,
        "the page of a review without a draw says nothing of it":
            [undrawn.name] if sentences[0] in undrawn.read_text(encoding="utf-8") else [],
    }


def main():
    craffu, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        record = Record(craffu, source, pathlib.Path(folder))
        plant(record)
        make(record)
        record.run("publish", "site", "--address", "https://example.org/")
        site = record.folder / "site"
        internal = ["qz" + word for word in (
            "actor", "logtext", "file", "reviewer", "comment", "moderator", "moderationcomment", "panelmember", "hiddentitle",
            "hiddentext", "hiddenrecommendation", "hiddenanswer", "oldoffice", "operation", "correctionsource", "translator",
            "answertranslator")] + [HIDDEN]
        foreign = refuse_foreign(record, site)
        results = {
            "nothing internal is in the site": list(found(site, internal)),
            "references of cases are only in what a draw publishes": list(found(site, ["qzref-"], DRAW)),
            "the search finds what is there": [] if list(found(site, ["qzref-"])) else ["the draw's references were not found"],
            "the search reads packed files": [] if any(name.endswith(": tailored") and ".xlsx" in name
                                                       for name in found(site, ["tailored"])) else ["nothing in a workbook"],
            **foreign,
            **receipts(record, site),
        }
    print(f"1..{len(results)}")
    for number, (name, faults) in enumerate(results.items(), 1):
        print(f"{'not ok' if faults else 'ok'} {number} - {name}")
        for fault in faults[:50]:
            print(f"# {fault}")


main()
