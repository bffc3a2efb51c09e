#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""transcript.py FOLDER   The transcript of a document, and the page that shows it, have every word and number of its web page, in
the same order; what they have more, a listener needs: points are counted, and columns named in each row. The web page's navigation is
left out, and so are tables whose rows are not headed by their first column, since a voice says the heading first.
"""
import pathlib
import re
import sys
from html.parser import HTMLParser

OTHER_FORMATS = {"Also available as", "Ar gael hefyd fel"}
VOID = {"br", "meta", "link", "img", "input", "hr"}


class Text(HTMLParser):
    """The text of <main>, and of the imprint."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, attributes.get("class") or ""))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        imprint = any(names == "imprint" for _, names in self.open)
        formats = "ul" in tags and any(names == "facts" for _, names in self.open)
        if formats or data in OTHER_FORMATS or "nav" in tags or not ("main" in tags or imprint):
            return
        self.words += re.findall(r"\w+", data)


def words_of_page(path):
    text = Text()
    text.feed(path.read_text(encoding="utf-8"))
    return text.words


def first_missing(words, among):
    """The first of the words that does not follow in the other list; None if all do."""
    rest = iter(among)
    for index, word in enumerate(words):
        if not any(word == other for other in rest):
            return " ".join(words[max(0, index - 5):index + 1])
    return None


def main():
    folder = pathlib.Path(sys.argv[1])
    stems = sorted(path.name.removesuffix(".transcript.txt") for path in folder.glob("report.*.transcript.txt"))
    number = 0
    for stem in stems:
        page = words_of_page(folder / f"{stem}.html")
        transcript = re.findall(r"\w+", (folder / f"{stem}.transcript.txt").read_text(encoding="utf-8"))
        audio = words_of_page(folder / f"{stem}.audio.html")
        for name, words, among in [("the transcript has all words of the web page", page, transcript),
                                   ("the audio page has all words of the transcript", transcript, audio)]:
            number += 1
            missing = first_missing(words, among)
            print(f"{'not ok' if missing else 'ok'} {number} - {stem}: {name}")
            if missing:
                print(f"# missing: {missing}")
        number += 1
        cut = transcript[:len(transcript) // 2] + transcript[len(transcript) // 2 + 40:]
        print(f"{'ok' if first_missing(page, cut) else 'not ok'} {number} - {stem}: a gap in the transcript is found")
    print(f"1..{number}")


main()
