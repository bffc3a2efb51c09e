# SPDX-License-Identifier: GPL-3.0-or-later
"""What a problem says names no command and no option: that is for its hint, which pages leave out where it does (src/base/problem.h).

Said is the first message of a call, such as problem_report(problems, place, MESSAGE(what), MESSAGE(hint)). Where commands themselves
report, in src/cli, they may say what they like. What stands for a command here is what src/base/problem.c takes for one.
"""
import re

import common

COMMAND = re.compile(r"craffu [a-z]|--[a-z]|the command")
SPEAKS = re.compile(r"\b(?:MESSAGE|MESSAGE_COUNT|NO_MESSAGE)\b")
MESSAGE = re.compile(r"\b(?:MESSAGE|MESSAGE_COUNT)\(")
STRING = re.compile(r'"((?:\\.|[^"\\\n])*)"')


def closing(code, opened):
    """Where the bracket at `opened` is closed; the end if it is not."""
    depth = 0
    for at in range(opened, len(code)):
        depth += (code[at] in "([{") - (code[at] in ")]}")
        if depth == 0:
            return at
    return len(code)


def opening(code, inside):
    """The bracket around a position; -1: none."""
    depth = 0
    for at in range(inside - 1, -1, -1):
        depth += (code[at] in ")]}") - (code[at] in "([{")
        if depth < 0:
            return at
    return -1


def arguments(code, opened):
    """(from, to) of each argument of a call."""
    start, at, end = opened + 1, opened + 1, closing(code, opened)
    while at < end:
        if code[at] in "([{":
            at = closing(code, at)
        elif code[at] == ",":
            yield start, at
            start = at + 1
        at += 1
    yield start, end


def is_said(code, position):
    """Whether the message there is the first of the call that it is handed to."""
    opened = opening(code, position)
    while opened > 0 and code[opened] == "(" and not re.match(r"\w", code[opened - 1]):
        opened = opening(code, opened)  # brackets around a choice
    if opened <= 0 or code[opened] != "(" or re.search(r"\b(?:if|while|for|switch|return)$", code[:opened].rstrip()):
        return False
    first = next((part for part in arguments(code, opened) if SPEAKS.search(code, *part)), None)
    return first is not None and first[0] <= position < first[1]


def check(root):
    faults = []
    for path in common.files(root, "src/**/*.[ch]"):
        if path.parts[1] == "cli":
            continue
        text = common.without_comments(common.read(root, path))
        code = common.without_strings(text)
        for found in MESSAGE.finditer(code):
            words = " / ".join("".join(STRING.findall(text[start:end])) for start, end in arguments(code, found.end() - 1)
                               if text[start:end].lstrip().startswith('"'))
            if COMMAND.search(words) and is_said(code, found.start()):
                faults.append(f"{path}:{common.line_of(text, found.start())}: say it in the hint: {words}")
    return faults


CALL = "bool f(struct problems *problems)\n{{\n    return problem_report(problems, (struct place){{0}},\n        {});\n}}\n"
SOUND = {
    "src/report/a.c": CALL.format('MESSAGE("no {x} (yet)", VALUE("x", TEXT("craffu receipt"))), MESSAGE("select them with craffu select")'),
    "src/report/b.c": CALL.format('n ? MESSAGE("one") : MESSAGE("two"), n ? MESSAGE("do") : MESSAGE("leave out --log")'),
    "src/report/c.c": 'static struct message hint(void)\n{\n    return MESSAGE("use craffu tables");\n}\n',
    "src/report/d.c": CALL.format('NO_MESSAGE, MESSAGE("see craffu ledger")') + '// MESSAGE("craffu ledger")\n',
    "src/cli/a.c": CALL.format('MESSAGE("--log is missing"), NO_MESSAGE'),
}
PLANTS = [
    ({"src/report/e.c": CALL.format('MESSAGE("use " "craffu select"), NO_MESSAGE')}, "src/report/e.c:4: say it in the hint: use craffu select"),
    ({"src/review/e.c": CALL.format('(n ? MESSAGE("one") : MESSAGE("leave out --log")), MESSAGE("do")')}, "leave out --log"),
    ({"src/review/e.c": CALL.format('MESSAGE_COUNT("one", "{n}: see craffu ledger", n), NO_MESSAGE')}, "one / {n}: see craffu ledger"),
    ({"src/web/e.c": "bool f(void)\n{\n    return refuse(problems, MESSAGE(\"where the command runs\"));\n}\n"}, "where the command runs"),
]

if __name__ == "__main__":
    common.main(check, SOUND, PLANTS)
