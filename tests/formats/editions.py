# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of formats share: the files they judge, and results in TAP."""
import pathlib
import subprocess
import sys
import tempfile


class Tests:
    """Counts and prints results."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, name, problems):
        """One test: it passes if there are no problems."""
        self.count += 1
        self.failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.count} - {name}")
        for problem in problems[:20]:
            print(f"# {problem}")

    def end(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


def skip(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)


def write(program, descriptions, folder):
    """Writes each document in every format."""
    for description in descriptions:
        subprocess.run([program, description, folder], check=True)


def files(arguments, suffixes):
    """`PROGRAM DOCUMENT.yaml... [FILE...]`: yields the files of these suffixes that the program writes, and those named."""
    with tempfile.TemporaryDirectory() as folder:
        write(arguments[0], [a for a in arguments[1:] if a.endswith(".yaml")], folder)
        written = sorted(pathlib.Path(folder).iterdir())
        named = [pathlib.Path(a) for a in arguments[1:] if not a.endswith(".yaml")]
        for path in written + named:
            if path.suffix in suffixes:
                yield path
