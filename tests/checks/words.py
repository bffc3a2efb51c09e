# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of HACKING.md that can be read off the text: the SPDX line, blanks, functions that are not used here (the
list is HACKING.md's own), mutable state, limits that do not exist, SQL and HTML made with printf formats.
"""
import re

import common

SOURCES = ["*.c", "*.h", "*.py", "*.sh", "*.awk", "*.sql", "*.css", "*.scss", "*.js", "src/**/*.html",
           "tests/templates/*.html", "*.po", "meson.build", "meson_options.txt",
           "script/*", ".ci/*"]
TEXTS = SOURCES + ["*.md", "*.yaml", "*.csv", "*.in"]
FORMAT = r"%[-+ #0-9.*]*(?:hh|h|ll|l|z|j|t)?[diouxXeEfgGcsp]"
SQL = r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|DROP TABLE|ALTER TABLE|ATTACH|PRAGMA) "
HTML = (r"</?(?:a|b|body|br|caption|dd|div|dl|dt|em|footer|form|h[1-6]|head|header|hr|html|i|img|input|li|link|main|"
        r"meta|nav|ol|p|script|section|span|strong|style|table|tbody|td|th|thead|title|tr|ul)[ >/]")
LITERALS = re.compile(r'"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*')
MUTABLE = re.compile(r"^[ \t]*(?:static|_Thread_local)\b(?!.*\bconst\b)(?!_assert)[^(\n]*?(?:=|;|\{$)", re.M)


def check_text(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield f"{path}:{number}: a tab"
        if line != line.rstrip():
            yield f"{path}:{number}: blanks at the end of the line"
    if text and not text.endswith("\n"):
        yield f"{path}: the last line does not end"


def check_spdx(path, text):
    if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in text.split("\n")[:3]):
        yield f"{path}: no SPDX line"


def check_c(path, text, banned):
    code = common.without_strings(text)
    for match in re.finditer(rf"\b({'|'.join(banned)})\s*\(", code):
        yield f"{path}:{common.line_of(code, match.start())}: {match[1]} is not used here"


def check_source(path, text, limits):
    code = common.without_strings(text)
    for match in MUTABLE.finditer(code):
        yield f"{path}:{common.line_of(code, match.start())}: mutable state: {match[0].strip()}"
    for match in re.finditer(r"\bLIMIT_[A-Z0-9_]+", code):
        if match[0] not in limits:
            yield f"{path}:{common.line_of(code, match.start())}: {match[0]} is not in base/limits.h"
    visible = common.without_comments(text)
    for match in LITERALS.finditer(visible):
        place = f"{path}:{common.line_of(visible, match.start())}"
        if re.search(FORMAT, match[0]) and re.search(SQL, match[0]):
            yield f"{place}: SQL made with a format"
        if re.search(FORMAT, match[0]) and re.search(HTML, match[0]):
            yield f"{place}: HTML made with a format"


def check(root):
    rule = re.search(r"\bNo ((?:`\w+`,\s+)+`\w+`)\.", common.read(root, "HACKING.md"))
    if not rule:
        return ["HACKING.md: the list of functions that are not used is not found"]
    banned = re.findall(r"\w+", rule[1])
    limits = set(re.findall(r"\bLIMIT_[A-Z0-9_]+", common.read(root, "src/base/limits.h")))
    faults = []
    for path in common.files(root, *TEXTS):
        faults += check_text(path, common.read(root, path))
    for path in common.files(root, *SOURCES):
        faults += check_spdx(path, common.read(root, path))
    for path in common.files(root, "*.[ch]"):
        faults += check_c(path, common.read(root, path), banned)
    for path in common.files(root, "src/**/*.[ch]"):
        faults += check_source(path, common.read(root, path), limits)
    return faults


SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
SOUND = {
    "HACKING.md": "No `sprintf`, `strcpy`,\n  `atoi`. SQL is never formatted.\n",
    "src/base/limits.h": SPDX + "enum { LIMIT_A = 1 };\n",
    "src/base/a.c": SPDX + '// sprintf(x), LIMIT_B\nstatic const int x = LIMIT_A;\nstatic int f(int a);\nstatic int f(int a)\n'
    '{\n    print("%d of <file>", "<p>", "SELECT 1", a, "atoi(");\n}\nstatic const struct {\n    int a;\n} b;\n',
    "tests/corpus/x.c": "\t",
}
PLANTS = [
    ({"src/b.c": SPDX + "\tint x;\n"}, "src/b.c:2: a tab"),
    ({"docs/b.md": "one \n"}, "docs/b.md:1: blanks at the end"),
    ({"src/b.c": SPDX + "int x;"}, "src/b.c: the last line does not end"),
    ({"tools/b.c": "int x;\n"}, "tools/b.c: no SPDX line"),
    ({"script/b": "#!/bin/sh\n"}, "script/b: no SPDX line"),
    ({"src/b.c": SPDX + "\n\nint a = strcpy (b);\n"}, "src/b.c:4: strcpy is not used here"),
    ({"src/b.c": SPDX + "static int counter;\n"}, "src/b.c:2: mutable state"),
    ({"src/b.c": SPDX + "{\n    static char *names[] = {1};\n"}, "src/b.c:3: mutable state"),
    ({"src/b.c": SPDX + "static struct {\n    int a;\n} b;\n"}, "src/b.c:2: mutable state"),
    ({"src/b.c": SPDX + "int x = LIMIT_NONE;\n"}, "LIMIT_NONE is not in base/limits.h"),
    ({"src/b.c": SPDX + 'p("SELECT a "\n  "FROM %s");\n'}, "src/b.c:2: SQL made with a format"),
    ({"src/b.c": SPDX + 'p("<td class=%s>");\n'}, "src/b.c:2: HTML made with a format"),
    ({"HACKING.md": "Anything goes.\n"}, "the list of functions"),
]

if __name__ == "__main__":
    common.main(check, SOUND, PLANTS)
