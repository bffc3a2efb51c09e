#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""prose.py WRITE CRAFFU SOURCE DOCUMENT.yaml...   The words of OpenDocument texts and e-books.

Both must have the words of the web page, in its order. Each OpenDocument text is then laid out by LibreOffice: every word must be
there, and every page must have the marks and its number. A word that is left out of a copy must be missed.
"""
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

import editions

X = "{http://www.w3.org/1999/xhtml}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
PARAGRAPHS = (TEXT + "p", TEXT + "h")
VOID = {"br", "img", "meta", "link"}
# What only a page on the web has, and what stands at the foot of every page elsewhere.
NOT_READ = {"head", "style", "svg"}
NOT_READ_CLASSES = {"skip", "languages"}


class Page(html.parser.HTMLParser):
    """The words of a web page; `marks` are apart."""

    def __init__(self, text):
        super().__init__()
        self.open, self.words, self.marks, self.term = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, (dict(attrs).get("class") or "").split()))
        if tag == "dt":
            self.term = ""

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        names = {tag for tag, _ in self.open}
        classes = {name for _, names in self.open for name in names}
        if names & NOT_READ or classes & NOT_READ_CLASSES:
            return
        if "dt" in names:
            self.term += data
        (self.marks if "marks" in classes else self.words).append(data)


def split(text):
    return text.split()


def page_words(path, foot):
    """Words, and marks. `foot`: with the line that tells organisation and reference."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"<dt>(Also available as|Ar gael hefyd fel)</dt><dd>.*?</dd>", "", text, flags=re.DOTALL)
    if not foot:
        text = re.sub(r"(<footer>.*?)<p>[^<]* · [^<]*</p>", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"<(?=/?(?:p|li|dt|dd|td|th|h[1-4]|br|div|caption|figcaption)\b)", " <", text)
    page = Page(text)
    return split("".join(page.words)), split("".join(page.marks))


# ---- OpenDocument ----------------------------------------------------------------------------------------------


def paragraph_text(element):
    out = element.text or ""
    for child in element:
        if child.tag == TEXT + "s":
            out += " " * int(child.get(TEXT + "c", "1"))
        elif child.tag in (TEXT + "line-break", TEXT + "tab"):
            out += " "
        elif not child.tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:drawing"):
            out += paragraph_text(child)
        out += child.tail or ""
    return out


def odt_words(path, part="content.xml"):
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read(part))
    return split(" ".join(paragraph_text(p) for p in root.iter() if p.tag in PARAGRAPHS))


# ---- E-books ---------------------------------------------------------------------------------------------------


def book_text(element, out):
    if element.tag.rsplit("}", 1)[1] in NOT_READ:
        return
    out.append(" " if element.tag in {X + n for n in ("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "br")} else "")
    out.append(element.text or "")
    for child in element:
        if "marks" not in child.get("class", "").split():
            book_text(child, out)
        out.append(child.tail or "")


def book_words(path):
    """In the order of the spine."""
    out = []
    with zipfile.ZipFile(path) as package:
        names = re.findall(r'idref="file-([^"]+)"', package.read("book/package.opf").decode())
        for name in names:
            book_text(ElementTree.fromstring(package.read(f"book/{name}")), out)
    return split("".join(out))


# ---- LibreOffice -----------------------------------------------------------------------------------------------


def lay_out(paths, folder):
    """Each as PDF, in one run, with a profile of its own."""
    return subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                           "--convert-to", "pdf", "--outdir", folder, *paths],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout


def squeezed(text):
    """Without blanks, hyphens of a line's end or order of direction: words may be broken where there is no room."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def page_problems(pdf, marks, number):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    pages = text.split("\f")[:-1]
    for i, page in enumerate(pages, 1):
        if squeezed(" ".join(marks)) not in squeezed(page):
            yield f"page {i} is not marked"
        if squeezed(f"{number} {i}") not in squeezed(page):
            yield f"page {i} has no number"


# ---- ------------------------------------------------------------------------------------------------------------


def differences(wanted, found):
    for i, (a, b) in enumerate(zip(wanted, found)):
        if a != b:
            return [f"word {i}: {' '.join(wanted[i - 3:i + 5])!r} is {' '.join(found[i - 3:i + 5])!r}"]
    return [f"{len(found)} words of {len(wanted)}"] if len(wanted) != len(found) else []


def without_a_word(path, to):
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename.endswith(("content.xml", "section2.xhtml")):
                content = re.sub(rb"two reviewers", b"reviewers", content)
            copy.writestr(entry, content)
    return to


def without_header(path, to):
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename == "styles.xml":
                content = re.sub(rb"<style:header>.*?</style:header>", b"", content, flags=re.DOTALL)
            copy.writestr(entry, content)
    return to


def layout_problems(path, pdf, said):
    """`path` is the text, or that from which one with a fault was made."""
    if not pdf.exists():
        return [said]
    number = "Tudalen" if ".cy." in path.name else "Page"
    return list(page_problems(pdf, page_words(path.with_suffix(".html"), False)[1], number))


def lay_out_all(tests, texts, whole, folder):
    for kind in ("documents", "report"):
        out = folder / f"pdf-{kind}"
        of_kind = [p for p in texts if p.parent.name == kind]
        said = lay_out(of_kind, out)
        for path in of_kind:
            tests.result(f"{path.name} is laid out with its marks",
                         layout_problems(path, out / f"{path.stem}.pdf", said))
    out = folder / "pdf-faulty"
    said = lay_out([without_header(whole, folder / "unmarked.odt")], out)
    found = layout_problems(whole, out / "unmarked.pdf", said)
    tests.result("found: pages without marks", [] if "page 1 is not marked" in found else ["not found", *found])


def main():
    write, craffu, source, *documents = sys.argv[1:]
    tests = editions.Tests()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        editions.write(write, documents, folder / "documents")
        editions.report(craffu, source, folder / "report", "html,odt,epub")
        texts = sorted(folder.glob("*/*.odt"))
        for path in texts:
            page = path.with_suffix(".html")
            tests.result(f"{path.name} has the words of the page", differences(page_words(page, False)[0], odt_words(path)))
            tests.result(f"{path.stem}.epub has the words of the page",
                         differences(page_words(page, True)[0], book_words(path.with_suffix(".epub"))))
        whole = folder / "documents/report.en.odt"
        page = whole.with_suffix(".html")
        missing = without_a_word(whole, folder / "missing.odt"), without_a_word(whole.with_suffix(".epub"), folder / "missing.epub")
        tests.result("found: a word that is missing in a text",
                     [] if differences(page_words(page, False)[0], odt_words(missing[0])) else ["not found"])
        tests.result("found: a word that is missing in a book",
                     [] if differences(page_words(page, True)[0], book_words(missing[1])) else ["not found"])
        if not shutil.which("soffice") or not shutil.which("pdftotext"):
            print("# LibreOffice or pdftotext is not installed: nothing is laid out")
            tests.end()
        lay_out_all(tests, texts, whole, folder)
    tests.end()


main()
