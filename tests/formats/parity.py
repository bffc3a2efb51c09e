#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""parity.py --golden WRITE DOCUMENT.yaml...   Every edition of a document has the same words and numbers.
parity.py FOLDER...                          The same of the reports that are in a folder.

The web page is read into pieces; of these each other edition must have all, in this order, and no others. DIFFERENCES says what
differs by design. Editions in English and Welsh must have the same numbers. With --golden faults are planted in a copy of
the document `report`: in every edition each must be found. What has rows and columns only is judged by guidance.py and csvw.py.
"""
import collections
import functools
import pathlib
import re
import sys
import tempfile

import editions
import edition_texts as texts

# What differs by design, for each form of edition. All else must be equal.
DIFFERENCES = {
    "foot": "organisation and reference stand at the foot of each page and not in the text",
    "marks": "marking and draft stand at the head of each page and not in the text",
    "points": "numbered lists have their numbers as text",
    "groups": "Markdown's tables have no groups: each is a table under its own heading, with the columns' headings",
    "no logo": "what is heard, and Markdown, have no logo",
    "turned": "what the text turns round is stored as it is seen",
    "spoken": "a voice counts points, says how many rows a table has and what its columns are, names the column before each cell of "
              "a table of more than two, and does not read the contents",
}
# Large print has the last column's cell under its row where there is no room beside, with its heading before it; that is undone
# where the edition is read (edition_texts.py), and the headings must be those of the column.
FORMS = {
    "html": (texts.read_html, ()),
    "large.html": (texts.read_html, ()),
    "docx": (texts.read_docx, ("foot", "marks")),
    "large.docx": (texts.read_docx, ("foot", "marks")),
    "odt": (texts.read_odt, ("foot", "marks")),
    "epub": (texts.read_epub, ()),
    "pdf": (texts.read_pdf, ("foot", "points", "turned")),
    "large.pdf": (texts.read_pdf, ("foot", "points", "turned")),
    "md": (texts.read_markdown, ("foot", "points", "groups", "no logo")),
    "audio.html": (texts.read_audio_page, ("foot", "spoken", "no logo")),
    "transcript.txt": (texts.read_transcript, ("foot", "spoken", "no logo")),
}
POINT = {"en": "Point", "cy": "Pwynt"}
COLUMNS = {"en": "The columns are", "cy": "Y colofnau yw"}
ROWS = {
    "en": ("It has 0 rows", "It has one row", "It has {} rows"),
    "cy": ("Nid oes ynddo yr un rhes", "Mae ynddo un rhes", "Mae ynddo {} rhes"),
}
# Cells that say nothing are named even where there is one column only.
SILENT = {"No comment", "No remark", "No reason is needed", "Dim sylw", "Nid oes angen rheswm"}


@functools.cache
def read(path, form):
    return FORMS[form][0](path)


def tokens(text):
    return re.findall(r"[^\W_]+", text)


# ---- What an edition must say ----------------------------------------------------------------------------------


def number_of_rows(count, language):
    if (language, count) == ("cy", 2):
        return "Mae ynddo 2 res"
    return ROWS[language][min(count, 2)].format(count)


def spoken_row(table, row):
    yield row[table.header].text
    for i, cell in enumerate(row):
        if i != table.header:
            if len(table.columns) > 2 or cell.text in SILENT:
                yield table.columns[i]
            yield cell.text


def table_texts(table, differs, language):
    rows = [row for _, rows in table.groups for row in rows]
    if "spoken" in differs:
        yield number_of_rows(len(rows), language)
        yield COLUMNS[language]
    if "groups" not in differs or not table.groups[0][0]:
        yield from table.columns
    for heading, rows in table.groups:
        yield heading
        if "groups" in differs and heading:
            yield from table.columns
        for row in rows:
            yield from spoken_row(table, row) if "spoken" in differs else (cell.text for cell in row)


def turned(text):
    return re.sub("\u202e(.*?)\u202c", lambda found: found[1][::-1], text)


def piece_texts(piece, differs, language):
    kind, content = piece
    if kind == "table":
        yield from table_texts(content, differs, language)
    elif kind == "point" and "spoken" in differs:
        yield f"{POINT[language]} {content[0]}"
    elif kind == "point" and "points" in differs and content[1]:
        yield content[0].rsplit(".", 1)[-1]
    elif kind == "contents" and "spoken" not in differs or kind in ("text", "alternative"):
        yield turned(content) if "turned" in differs else content
    elif kind == "mark" and "marks" not in differs or kind == "foot" and "foot" not in differs:
        yield content
    elif kind == "logo" and "no logo" not in differs:
        yield content


def wanted(pieces, differs, language):
    return [token for piece in pieces for text in piece_texts(piece, differs, language) for token in tokens(text)]


# ---- Comparisons -----------------------------------------------------------------------------------------------


def first_difference(expected, found):
    for i, (one, other) in enumerate(zip(expected, found)):
        if one != other:
            return [f"word {i}: “{' '.join(expected[max(0, i - 4):i + 5])}” is “{' '.join(found[max(0, i - 4):i + 5])}”"]
    if len(expected) == len(found):
        return []
    longer = max(expected, found, key=len)
    i = min(len(expected), len(found))
    return [f"{len(found)} words for {len(expected)}: “{' '.join(longer[i:i + 9])}” is {'more' if longer is found else 'missing'}"]


def drawing_problems(pieces, texts, pages):
    """The pages have what is drawn in figures, beside the text of the structure, of which alternatives are on no page. A few
    words more or less come of lines that are divided otherwise; this notices figures that are not there."""
    on_pages, structure, drawn, alternatives = (
        collections.Counter(tokens(" ".join(t)))
        for t in (pages, texts, *([c for kind, c in pieces if kind == wanted_kind] for wanted_kind in ("drawn", "alternative"))))
    missing = drawn - (on_pages - (structure - alternatives))
    if sum(missing.values()) > sum(drawn.values()) / 4:
        yield f"not drawn: {' '.join(sorted(missing))}"


def edition_problems(path, form, pieces, language):
    """`pieces` are those of the web page."""
    differs = FORMS[form][1]
    found, heads, feet, faults = read(path, form)
    yield from faults
    yield from first_difference(wanted(pieces, differs, language), [t for text in found for t in tokens(text)])
    marks = tokens(" ".join(content for kind, content in pieces if kind == "mark"))
    foot = tokens(" ".join(content for kind, content in pieces if kind == "foot"))
    if form.endswith("pdf"):
        yield from drawing_problems(pieces, found, heads)
    yield from (f"the head of a page is “{head}”" for head in heads if tokens(head)[:len(marks)] != marks)
    yield from (f"the foot of a page is “{text}”" for text in feet if tokens(text)[:len(foot)] != foot)


def numbers(path, form):
    """But the hash of the document, which is another in each language."""
    hashes = re.compile(r"[0-9a-f]{64}")
    words = tokens(" ".join(read(path, form)[0]))
    return collections.Counter(word for word in words if re.search(r"\d", word) and not hashes.fullmatch(word))


def language_problems(one, other, form):
    here, there = numbers(one, form), numbers(other, form)
    yield from (f"{word} is {here[word]} times in {one.name} and {there[word]} times in {other.name}"
                for word in sorted(here.keys() | there.keys()) if here[word] != there[word])


def forms_of(page):
    """The editions beside a web page which are there and can be read here."""
    stem = page.name.removesuffix(".html")
    return {form: page.with_name(f"{stem}.{form}") for form in FORMS
            if page.with_name(f"{stem}.{form}").exists() and texts.can_read(form)}


def pages_of(folder):
    return sorted(path for path in folder.glob("*.html") if re.search(r"\.(en|cy)\.html$", path.name))


def compare_folder(tests, folder):
    for page in pages_of(folder):
        language = page.name.split(".")[-2]
        pieces = texts.pieces_of(page)
        for form, path in forms_of(page).items():
            tests.result(f"{path.name} has the words of the web page", list(edition_problems(path, form, pieces, language)))
        other = page.with_name(page.name.replace(".en.", ".cy."))
        if language == "en" and other.exists():
            there = forms_of(other)
            for form, path in forms_of(page).items():
                tests.result(f"{path.name} has the numbers of {there[form].name}",
                             list(language_problems(path, there[form], form)))


# ---- Planted faults --------------------------------------------------------------------------------------------

# In the description of the document; the editions made of it are held against the web page of the true one.
FAULTS = {
    "another word": ("read by two reviewers", "read by few reviewers"),
    "a word less": ("Eleven cases cannot tell", "Eleven cases cannot"),
    "another number in a table": ("2019-08-12", "2019-08-13"),
    "another remark in a table": ("1 allocated after 6 days", "1 given after 6 days"),
    "another alternative of a figure": ("The longest is homophobic", "The shortest is homophobic"),
    "columns changed": ("[Cases drawn, 2019-08-12]", "[Report agreed, 2019-08-12]"),
}


OTHER_NUMBER = list(FAULTS).index("another number in a table")


def without_hash(pieces):
    return [(kind, re.sub(r"\b[0-9a-f]{64}\b", "", content) if isinstance(content, str) else content)
            for kind, content in pieces]


def planted(write, description, folder, fault):
    """The folder with the editions of a copy of the description."""
    right, wrong = fault
    text = description.read_text(encoding="utf-8")
    if right not in text:
        sys.exit(f"there is no “{right}” to plant a fault in")
    folder.mkdir()
    copy = folder / description.name
    copy.write_text(text.replace(right, wrong), encoding="utf-8")
    editions.write(write, [copy], folder)
    return folder


def is_found(path, form, pieces):
    """Whether the words differ but for the hash of the document, which every change changes."""
    found = [re.sub(r"\b[0-9a-f]{64}\b", "", text) for text in read(path, form)[0]]
    return first_difference(wanted(without_hash(pieces), FORMS[form][1], "en"), [t for text in found for t in tokens(text)])


def find_planted(tests, write, description, folder, page):
    pieces = texts.pieces_of(page)
    for form, path in forms_of(page).items():
        tests.result(f"{path.name} has no fault before one is planted", is_found(path, form, pieces))
    for number, (name, fault) in enumerate(FAULTS.items()):
        faulty = planted(write, description, folder / f"fault-{number}", fault)
        for path in forms_of(faulty / page.name).values():
            form = path.name.removeprefix(page.name.removesuffix("html"))
            tests.result(f"found in {path.name}: {name}", [] if is_found(path, form, pieces) else ["not found"])
    # The check of documents lets no number be in one language only: the other language is of another document.
    for form, path in forms_of(page).items():
        other = folder / f"fault-{OTHER_NUMBER}" / path.name.replace(".en.", ".cy.")
        tests.result(f"found in {other.name}: a number in one language only",
                     [] if list(language_problems(path, other, form)) else ["not found"])


def main():
    tests = editions.Tests()
    for form in FORMS:
        if not texts.can_read(form):
            print(f"# {form} is left out: pdfinfo, pdftotext or qpdf is not installed")
    if sys.argv[1] != "--golden":
        for folder in sys.argv[1:]:
            compare_folder(tests, pathlib.Path(folder))
        tests.end()
    write, *descriptions = sys.argv[2:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        editions.write(write, descriptions, folder / "documents")
        compare_folder(tests, folder / "documents")
        whole = next(pathlib.Path(d) for d in descriptions if d.endswith("report.yaml"))
        find_planted(tests, write, whole, folder, folder / "documents/report.en.html")
    tests.end()


main()
