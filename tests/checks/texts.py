# SPDX-License-Identifier: GPL-3.0-or-later
"""Every member of src/document/document.h that is text, or leads to one, is visited by document_each_text: what searches a document
for what must not be published finds it there. The tests of that plant a word in each, from tests/text_members.c.
"""
import re

import common

HEADER = "src/document/document.h"
VISITOR = "src/document/each_text.c"
PLANTS = "tests/text_members.c"
NO_WORDS = {("identity", "logo")}  # the bytes of a picture
TEXTS = {"struct text", "ARRAY_OF(struct text)"}
STRUCTURE = re.compile(r"^struct (\w+) \{(.*?)^\};", re.M | re.S)
MEMBER = re.compile(r"(struct \w+|ARRAY_OF\([^)]*\))\s+([^;{}()]+);")


def members(body):
    """(type without pointers, name) of each member, those of unions too."""
    for declared in MEMBER.finditer(body):
        for name in declared[2].split(","):
            yield re.sub(r" ?\*+\)", ")", declared[1]), name.strip().lstrip("*").strip()


def inner(kind):
    return re.search(r"struct (\w+)", kind)[1] if "struct" in kind else None


def structures(text):
    """{structure: [(type, name)]} of the tree, where type holds text by itself or through others. What leads back up is left out."""
    found = {name: list(members(body)) for name, body in STRUCTURE.findall(common.without_comments(text))}
    holds = set()
    while True:
        more = {name for name, of in found.items() if name not in holds and
                any(kind in TEXTS or inner(kind) in holds for kind, _ in of)}
        if not more:
            break
        holds |= more
    tree, next_ones = {}, ["document"]
    while next_ones:
        name = next_ones.pop()
        if name in tree or name not in holds:
            continue
        tree[name] = [(kind, member) for kind, member in found[name]
                      if kind in TEXTS or (inner(kind) in holds and inner(kind) != "document")]
        next_ones += [inner(kind) for kind, _ in tree[name]]
    return tree


def check(root):
    faults = []
    visitor = common.without_comments(common.read(root, VISITOR))
    plants = common.without_comments(common.read(root, PLANTS))
    listed = set(re.findall(r"\bMEMBER\((\w+), (\w+),", visitor))
    planted = set(re.findall(r"\bPLACE\((\w+),[^;]*, (\w+)\)", plants))
    for name, of in structures(common.read(root, HEADER)).items():
        for kind, member in of:
            if (name, member) in NO_WORDS:
                continue
            leaf = kind == "struct text"
            if (name, member) not in listed if leaf else not re.search(rf"(->|\.){member}\b", visitor):
                faults.append(f"{VISITOR}: struct {name} of {HEADER} has the member {member}, which is not visited")
            if leaf and (name, member) not in planted:
                faults.append(f"{PLANTS}: nothing is planted in the member {member} of struct {name}")
    return faults


HEAD = """struct run {
    struct text text; // words
    bool strong;
};
struct runs {
    struct run *items;
};
struct block {
    union {
        struct runs runs;
    };
    struct document *document;
};
struct document {
    struct block **blocks;
};
struct part { // of nothing
    struct text words;
};
"""
VISITS = "visit(&runs->items[i]); visit(&block->runs); visit(document->blocks);\n"
SOUND = {
    HEADER: HEAD,
    VISITOR: "MEMBER(run, text, NULL)\n" + VISITS,
    PLANTS: "PLACE(run, run, text);\n",
}
PLANTED = [
    ({PLANTS: "\n"}, "nothing is planted"),
    ({VISITOR: VISITS}, "member text, which"),
    ({VISITOR: "MEMBER(run, text, NULL)\nvisit(&runs->items[i]); visit(document->blocks);\n"}, "member runs, which"),
    ({HEADER: HEAD.replace("**blocks;", "**blocks;\n    struct runs caption;")}, "member caption, which"),
    ({HEADER: HEAD.replace("bool strong;", "ARRAY_OF(struct text) lines;")}, "member lines, which"),
]

if __name__ == "__main__":
    common.main(check, SOUND, PLANTED)
