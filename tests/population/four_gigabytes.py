#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""four_gigabytes CRAFFU SOURCE GENERATE-EXTRACT   An input of more than 4 GiB and 2^24 lines through a pipe: all rows are counted, a
damaged row behind all that is told with its line, and memory stays small."""
import os
import re
import resource
import subprocess
import sys
import tempfile

ROWS_OF_A_PIECE = 20000
BYTES = (4 << 30) + (64 << 20)
BYTES_A_ROW = 18  # of a reference that was seen, at the most
BYTES_BESIDE = 64 << 20


def pieces(rows, marker):
    """The rows again and again, each time with other references: a number takes the place of the marker."""
    number = written = 0
    while written < BYTES:
        piece = rows.replace(marker, b"%06dQ" % number)
        number += 1
        written += len(piece)
        yield piece


def main():
    craffu, source, generate = sys.argv[1:]
    with tempfile.NamedTemporaryFile() as truth:
        made = subprocess.run([generate, "--rows", str(ROWS_OF_A_PIECE), "--line-ends", "lf", "--truth", truth.name], check=True,
                              stdout=subprocess.PIPE).stdout
        wrong = truth.read().count(b"\n") - 1  # rows that nobody damaged, and a header
    header, rows = made.split(b"\n", 1)
    rows = re.sub(rb"(?m)^DP/", b"%%MARK%/", rows)
    assert rows.count(b"%%MARK%/") == ROWS_OF_A_PIECE
    print("1..4")
    sys.stdout.flush()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as output:
        child = subprocess.Popen([craffu, "population", "-", "--instrument", f"{source}/bench/population/thirty-criteria.yaml", "--no-file-hash",
                                  "--format", "jsonl"], stdin=subprocess.PIPE, stdout=output, stderr=said, env={**os.environ, "LC_ALL": "C.UTF-8"})
        child.stdin.write(header + b"\n")
        line, count, sent = 2, 0, 0
        for piece in pieces(rows, b"%%MARK%"):
            child.stdin.write(piece)
            line += piece.count(b"\n")
            count += ROWS_OF_A_PIECE
            sent += len(piece)
        child.stdin.write(b'DP/stray"quote,x\n')
        child.stdin.write(rows.replace(b"%%MARK%", b"LAST"))
        child.stdin.close()
        status = child.wait()
        output.seek(0)
        said.seek(0)
        printed, told = output.read().decode(), said.read().decode()
    count += ROWS_OF_A_PIECE + 1
    rejected = count // ROWS_OF_A_PIECE * wrong + 1
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    sanitized = b"__asan" in open(craffu, "rb").read()
    results = [
        (sent > 1 << 32 and line > 1 << 24, "more than 4 GiB and 2^24 lines were sent"),
        (status == 4 and f'"read":{count},"rejected":{rejected},' in printed, "all rows were read, and those rejected that are wrong"),
        (f'"record":{count - ROWS_OF_A_PIECE},"line":{line},' in printed, "the damaged row has its record and its line"),
        (sanitized or most < count * BYTES_A_ROW + BYTES_BESIDE, "memory stays below 18 bytes a row and 64 MiB"),
    ]
    for number, (good, name) in enumerate(results, 1):
        print(f"{'ok' if good else 'not ok'} {number} - {name}")
    print(f"# {sent} bytes, {line} lines, {count} rows, {most} bytes of memory, status {status}")
    if not all(good for good, _ in results):
        print("# " + "\n# ".join((printed[:1000] + told[:2000]).splitlines()))
    return 0


sys.exit(main())
