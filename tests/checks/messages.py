# SPDX-License-Identifier: GPL-3.0-or-later
"""Every English message of src/ has its Welsh in po/cy.po, with the same placeholders, and po/cy.po has no other.

Messages are found by gettext's xgettext, in templates too: of those it is given the C in their directives. A form that is chosen by a
count may leave {n} out.
"""
import pathlib
import re
import subprocess
import tempfile

import common

KEYWORDS = ["", "MESSAGE:1", "MESSAGE_COUNT:1,2", "N_:1", "WORD:2", "SAY:1", "say:1", "say_count:1,2", "layout:1"]
WELSH_FORMS = 6


def parse(po):
    """[(location, english, english plural or None, [translations], flags)] of a .po text, header left out."""
    entries = []
    for block in re.split(r"\n\s*\n", po):
        fields, name = {}, None
        for line in block.split("\n"):
            match = re.match(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(.*)"\s*$', line)
            if match:
                name = match[1] or name
                fields[name] = fields.get(name, "") + match[2]
        comments = [line for line in block.split("\n") if line.startswith("#")]
        location = " ".join(line[3:] for line in comments if line.startswith("#:"))
        flags = " ".join(line for line in comments if line.startswith(("#,", "#~")))
        if fields.get("msgid") or "#~" in flags:
            forms = [value for key, value in fields.items() if key.startswith("msgstr")]
            entries.append((location, fields.get("msgid", block), fields.get("msgid_plural"), forms, flags))
    return entries


DIRECTIVE = re.compile(r'\{\{(?!!)((?:"(?:\\.|[^"\\])*"|[^"}]|\}(?!\}))*)\}\}')


def code_of(template):
    """The directives of a template as calls in C, on the lines on which they stand."""
    code = ""
    for match in DIRECTIVE.finditer(template):
        code += "\n" * (template.count("\n", 0, match.start(1)) - code.count("\n"))
        kind, _, rest = match[1].strip().partition(" ")
        code += f"{kind}({rest});"
    return code


def extract(root):
    sources = [str(path) for path in common.files(root, "src/**/*.[ch]")]
    command = ["xgettext", "--language=C", "--from-code=UTF-8", "--no-wrap", "--sort-by-file", "-o", "-"]
    command += [f"--keyword={keyword}" if keyword else "--keyword" for keyword in KEYWORDS]
    with tempfile.TemporaryDirectory() as folder:
        for path in common.files(root, "src/**/*.html"):
            made = pathlib.Path(folder) / path
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(code_of(common.read(root, path)), encoding="utf-8")
            sources.append(str(path))
        command += [f"--directory={folder}", "--directory=."]
        return parse(subprocess.run(command + sources, cwd=root, capture_output=True, text=True, check=True).stdout)


def placeholders(text):
    return set(re.findall(r"\{(\w+)\}", text or ""))


# Before a consonant the article is y, before a vowel yr: what a value is read as ("11" as "un ar ddeg") decides it, and a
# sentence does not know. After a word that ends in a vowel it is 'r, whatever follows.
ARTICLE = re.compile(r"\b[Yy]r? \{")

# The ledger's states have one Welsh word each: another word for the same would look like another state.
OTHER_WORDS = {"disodl": "amnewid", "eithriwyd": "hepgorwyd", "eithriwch": "hepgorwch"}


def check_entry(english, plural, forms, flags):
    if "fuzzy" in flags:
        yield f"the translation is marked fuzzy: {english}"
    if len(forms) != (WELSH_FORMS if plural else 1) or not all(forms):
        yield f"not every form is translated: {english}"
        return
    wanted = placeholders(english) | placeholders(plural)
    may_differ = {"n"} if plural else set()
    for form in forms:
        if placeholders(form) - may_differ != wanted - may_differ:
            yield f"the placeholders differ: {english} / {form}"
        for other, word in OTHER_WORDS.items():
            if other in form:
                yield f"{other}… is {word}… everywhere else: {english} / {form}"
        if ARTICLE.search(form):
            yield f"y or yr stands before a value: {english} / {form}"


def check(root):
    messages = extract(root)
    translations = parse(common.read(root, "po/cy.po"))
    if not messages:
        return ["xgettext finds no messages"]
    used = {english: plural for _, english, plural, _, _ in messages}
    known = {english: plural for _, english, plural, _, flags in translations if "#~" not in flags}
    faults = []
    for location, english, plural, _, _ in messages:
        if english not in known:
            faults.append(f"{location}: no Welsh for: {english}")
        elif known[english] != plural:
            faults.append(f"{location}: another plural in po/cy.po: {english}")
    for _, english, plural, forms, flags in translations:
        if english not in used:
            faults.append(f"po/cy.po: no longer used: {english}")
        else:
            faults += [f"po/cy.po: {fault}" for fault in check_entry(english, plural, forms, flags)]
    return faults


ENTRY = 'msgid "{a} is {b}"\nmsgstr "mae {b} yn {a}"\n'
COUNT = 'msgid "one {a}"\nmsgid_plural "{n} {a}s"\n' + "".join(
    f'msgstr[{i}] "{"un" if i == 1 else "{n}"} {{a}}"\n' for i in range(WELSH_FORMS))
LONG = 'msgid ""\n"a long "\n"word"\nmsgstr ""\n"gair "\n"hir"\n'
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
SOUND = {
    "src/a.c": 'f(MESSAGE("{a} is {b}"), MESSAGE_COUNT("one {a}", "{n} {a}s", 3), N_("a long "\n  "word"), _("not ours"));\n',
    "src/a.html": '{{! say "no" }}\n<p>{{say "{a} is {b}", a=x, b=SAY("{a} is {b}")}}\n{{say_count "one {a}", "{n} {a}s", 3, a=b}}</p>\n',
    "po/cy.po": "\n".join([HEADER, ENTRY, COUNT, LONG]),
}
PLANTS = [
    ({"src/b.html": '<p>{{text a}}\n{{say "new }} in a page"}}</p>'}, "src/b.html:2: no Welsh for: new }} in a page"),
    ({"src/b.html": '{{layout "a new page"}}'}, "src/b.html:1: no Welsh for: a new page"),
    ({"src/b.html": '\n{{include a .b = SAY("a new label")}}'}, "src/b.html:2: no Welsh for: a new label"),
    ({"src/b.c": 'f(WORD("a", "new"));\n'}, "src/b.c:1: no Welsh for: new"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY, COUNT])}, "src/a.c:1: no Welsh for: a long word"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY, COUNT, LONG, 'msgid "old"\nmsgstr "hen"\n'])}, "no longer used: old"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY, COUNT, LONG, '#~ msgid "old"\n#~ msgstr "hen"\n'])}, "no longer used"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY.replace("mae {b}", "mae {c}"), COUNT, LONG])}, "the placeholders differ"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY.replace("mae {b}", "mae'r {b} a'r"), COUNT.replace("un {a}", "yr {a}"), LONG])},
     "y or yr stands before a value"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY.replace("mae {b}", "disodlwyd {b}"), COUNT, LONG])}, "is amnewid… everywhere else"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY, COUNT.replace("un {a}", "un"), LONG])}, "the placeholders differ"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY.replace("mae {b} yn {a}", ""), COUNT, LONG])}, "not every form"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY, COUNT.replace('msgstr[5] "{n} {a}"\n', ""), LONG])}, "not every form"),
    ({"po/cy.po": "\n".join([HEADER, "#, fuzzy\n" + ENTRY, COUNT, LONG])}, "marked fuzzy"),
    ({"po/cy.po": "\n".join([HEADER, ENTRY, COUNT.replace("{n} {a}s", "{n} of {a}"), LONG])}, "another plural"),
]

if __name__ == "__main__":
    common.main(check, SOUND, PLANTS)
