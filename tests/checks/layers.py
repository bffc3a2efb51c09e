# SPDX-License-Identifier: GPL-3.0-or-later
"""Who includes whom: the table of folders in ARCHITECTURE.md, read and enforced.

Also: a third-party header appears in one file only, a file includes its own header first, and a quoted
include names a folder and a file that exist.
"""
import pathlib
import re

import common

SYSTEM = set(
    "assert ctype errno fenv float inttypes limits locale math setjmp signal stdalign stdarg stdatomic stdbool stddef stdint "
    "stdio stdlib stdnoreturn string threads time uchar wchar wctype dirent fcntl getopt langinfo netdb poll pthread "
    "pwd sched spawn strings syslog termios unistd endian sysexits features immintrin".split()
)
SYSTEM_FOLDERS = {"sys", "linux", "netinet", "arpa", "sanitizer", "bits"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.M)
ROW = re.compile(r"^\| `src/([a-z]+)` \|.*\|([^|]*)\|$", re.M)


def is_system(header):
    return header.split("/")[0] in SYSTEM_FOLDERS or header.removesuffix(".h") in SYSTEM


def allowed(architecture):
    """Folder to the folders it may include, from the table's rows in their order."""
    table = {}
    for folder, cell in ROW.findall(architecture):
        cell = cell.strip()
        table[folder] = set(table) if cell == "all above" else set(re.findall(r"[a-z]+", cell))
    return table


def family(place):
    """Of "src/store/sqlite_log.c:7": "src/store/sqlite"."""
    return place.rsplit(":", 1)[0].rsplit(".", 1)[0].split("_")[0]


def check(root):
    table = allowed(common.read(root, "ARCHITECTURE.md"))
    faults = [] if table else ["ARCHITECTURE.md: the table of folders is not found"]
    for folder, others in table.items():
        faults += [f"ARCHITECTURE.md: {folder} may include {o}, which has no row above it"
                   for o in others if o not in list(table)[: list(table).index(folder)]]
    source = pathlib.Path(root) / "src"
    third_party = {}
    for path in common.files(root, "src/**/*.[ch]", "src/*.[ch]"):
        if len(path.parts) != 3 or path.parts[1] not in table:
            faults.append(f"{path}: not in a folder of ARCHITECTURE.md's table")
            continue
        folder = path.parts[1]
        text = common.without_comments(common.read(root, path))
        includes = [(common.line_of(text, m.start()), m[1], m[2]) for m in INCLUDE.finditer(text)]
        own = f"{folder}/{path.stem}.h"
        has_own = path.suffix == ".c" and (source / own).is_file()
        if has_own and (not includes or includes[0][1] != own):
            faults.append(f'{path}: "{own}" is not its first include')
        for line, ours, theirs in includes:
            if theirs and not is_system(theirs):
                third_party.setdefault(theirs, []).append(f"{path}:{line}")
            if not ours:
                continue
            target = ours.split("/")[0]
            if not (source / ours).is_file():
                faults.append(f'{path}:{line}: "{ours}" is not a file of src')
            elif target != folder and target not in table[folder]:
                faults.append(f"{path}:{line}: {folder} may not include {target}")
    for header, places in third_party.items():
        if len({family(place) for place in places}) > 1:
            faults.append(f"<{header}> is included by more than one file: {', '.join(places)}")
    return faults


TABLE = """
| folder | what | may include |
|---|---|---|
| `src/base` | x | – |
| `src/format` | x | base |
| `src/store` | x | base, format |
| `src/document` | x | base, format |
| `src/report` | x | all above |
"""
SOUND = {
    "ARCHITECTURE.md": TABLE,
    "src/base/a.h": "#include <stdio.h>\n",
    "src/base/a.c": '// "#include "store/s.h"\n#include "base/a.h"\n#include <sys/stat.h>\n',
    "src/format/f.h": '#include "base/a.h"\n',
    "src/format/f.c": '#include "format/f.h"\n#include <yaml.h>\n',
    "src/format/f_more.c": "#include <yaml.h>\n",
    "src/store/s.h": '#include "format/f.h"\n',
    "src/report/r.c": '#include "store/s.h"\n#include "document/d.h"\n',
    "src/document/d.h": "",
}
PLANTS = [
    ({"src/base/b.c": '#include "format/f.h"\n'}, "src/base/b.c:1: base may not include format"),
    ({"src/document/d.h": '\n# include "store/s.h"\n'}, "src/document/d.h:2: document may not include store"),
    ({"src/store/t.c": '#include "report/r.c"\n'}, "store may not include report"),
    ({"src/format/g.c": "#include <yaml.h>\n"}, "<yaml.h> is included by more than one file"),
    ({"src/format/fu.c": "#include <yaml.h>\n"}, "<yaml.h> is included by more than one file"),
    ({"src/format/f.c": '#include <stdio.h>\n#include "format/f.h"\n'}, "is not its first include"),
    ({"src/store/t.c": '#include "s.h"\n'}, "is not a file of src"),
    ({"src/other/o.c": ""}, "not in a folder"),
    ({"src/main.c": ""}, "not in a folder"),
    ({"ARCHITECTURE.md": TABLE.replace("| x | base |", "| x | base, report |")}, "which has no row above it"),
]

if __name__ == "__main__":
    common.main(check, SOUND, PLANTS)
