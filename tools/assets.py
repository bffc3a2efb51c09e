# SPDX-License-Identifier: GPL-3.0-or-later
"""assets.py OUTPUT.c FILE...   The files that pages load, as C (src/web/asset_table.h), each also packed by gzip.

Their folder is named by a hash over all of them: they name each other by relative addresses, and one that changes renames all.
"""
import gzip
import hashlib
import pathlib
import sys

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".txt": "text/plain; charset=utf-8"}


def array(name, data):
    lines = [",".join(map(str, data[at:at + 24])) for at in range(0, len(data), 24)]
    return f"static const unsigned char {name}[] = {{\n" + ",\n".join(lines) + "};\n"


def main(output, paths):
    files = sorted((path.name, path.read_bytes()) for path in map(pathlib.Path, paths))
    digest = hashlib.sha256()
    for name, data in files:
        digest.update(f"{name} {len(data)}\n".encode() + data)
    code = ['// Made by tools/assets.py; do not edit.\n#include "web/asset_table.h"\n']
    rows = []
    for number, (name, data) in enumerate(files):
        packed = gzip.compress(data, 9, mtime=0)
        code += [array(f"file_{number}", data), array(f"packed_{number}", packed)]
        rows.append(f'    {{"{name}", "{TYPES[pathlib.Path(name).suffix]}", file_{number}, packed_{number}, '
                    f"{len(data)}, {len(packed)}}},\n")
    folder = f"/assets/{digest.hexdigest()[:16]}/"
    code.append(f'const char asset_table_folder[] = "{folder}";\n')
    code.append("const struct asset_file asset_table[] = {\n" + "".join(rows) + "    {0},\n};\n")
    pathlib.Path(output).write_text("\n".join(code), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
