#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chapters.py WRITE_AUDIO DOCUMENT   ffprobe reads the MP3 files of a document, in both languages: the tag, the chapters in their
order, without a gap, as the page links them, to the end of the sound. A file whose tag is damaged must be found out.
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

NOT_INSTALLED = 69
WRITTEN = {"en": ("Hate crime snapshot review", "Overview"), "cy": ("Adolygiad ciplun o droseddau casineb", "Trosolwg")}


def probe(path):
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_format", "-show_streams", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def links(page):
    found = re.findall(r'<li><a href="[^"]*#t=(\d+)">(.*) \([\d:]+\)</a></li>', page)
    return [(int(seconds), html.unescape(title)) for seconds, title in found]


def faults(sound, page, language):
    """What is wrong with a sound file beside its page."""
    probed = probe(sound)
    chapters = [(float(chapter["start_time"]), float(chapter["end_time"]), chapter["tags"]["title"])
                for chapter in probed["chapters"]]
    tags, duration = probed["format"].get("tags", {}), float(probed["format"]["duration"])
    stream = probed["streams"][0]
    title, second = WRITTEN[language]
    linked = links(page)
    found = []
    if (stream["codec_name"], stream["sample_rate"], stream["channels"]) != ("mp3", "22050", 1):
        found.append(f"the sound is {stream['codec_name']}, {stream['sample_rate']} Hz, {stream['channels']} channels")
    if tags.get("title") != title or tags.get("date") != "2019-10-01" or not tags.get("artist"):
        found.append(f"the tag is {tags}")
    if tags.get("language", tags.get("TLAN")) != {"en": "eng", "cy": "cym"}[language]:
        found.append(f"the language is not {language}: {tags}")
    if [(int(start), name) for start, _, name in chapters] != linked or len(linked) < 3:
        found.append(f"the chapters are {chapters}, the page links {linked}")
    if chapters and (chapters[0][2] != title or chapters[1][2] != second):
        found.append(f"the first chapters are {chapters[:2]}")
    if any(one[1] != other[0] or one[1] <= one[0] for one, other in zip(chapters, chapters[1:])):
        found.append(f"the chapters do not follow each other: {chapters}")
    if not chapters or abs(chapters[-1][1] - duration) > 0.5:
        found.append(f"the last chapter does not end with the sound, after {duration} s")
    return found


def damaged(folder, sound):
    """The same file, with the name of its second chapter cut out of the table of contents."""
    path = folder / "damaged.mp3"
    path.write_bytes(sound.read_bytes().replace(b"CHAP", b"CHAQ", 2))
    return path


def report(number, name, found):
    print(f"{'not ok' if found else 'ok'} {number} - {name}")
    for fault in found:
        print(f"# {fault}")


def main():
    program, document = sys.argv[1:]
    if not shutil.which("ffprobe"):
        print("1..0 # SKIP ffprobe is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        status = subprocess.run([program, document, name], check=False).returncode
        if status == NOT_INSTALLED:
            print("1..0 # SKIP libespeak-ng1 or libmp3lame0 is not installed")
            return
        print("1..3")
        for number, language in enumerate(("en", "cy"), 1):
            page = (folder / f"{language}.html").read_text(encoding="utf-8")
            report(number, f"ffprobe finds what was written: {language}", faults(folder / f"{language}.mp3", page, language))
        found = faults(damaged(folder, folder / "cy.mp3"), page, "cy")
        report(3, "a damaged tag is found", [] if found else ["nothing was found"])


main()
