# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of formats share: the files they judge, and results in TAP."""
import os
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


def commands_of_report(source, folder, formats=None):
    """Those that lead from nothing to the demonstration's report, with the office's logo and colour, in both languages."""
    wanted = ["--format", formats] if formats else []
    source, folder = pathlib.Path(source), pathlib.Path(folder)
    review, of_review = "hate-crime-snapshot-2019", source / "demo/2019-snapshot"
    return (
        ["init"],
        ["office", "load", source / "demo/office.yaml"],
        ["review", "load", of_review / "review.yaml"],
        ["import", review, "--cases", of_review / "cases.csv", "--log", of_review / "log.csv"],
        ["select", review, "--all"],
        ["assess", review, "--from", of_review / "assessments.csv"],
        ["moderate", review, "--from", of_review / "moderations.csv"],
        ["findings", "load", of_review / "findings.yaml"],
        ["report", review, "--to", folder, "--date", "2019-10-01", *wanted],
    )


def report(craffu, source, folder, formats):
    """Writes the demonstration's report."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "CRAFFU_DATA": data}
        for command in commands_of_report(source, folder, formats):
            subprocess.run([craffu, *command], check=True, env=environment, stdout=subprocess.DEVNULL)


def files(arguments, suffixes):
    """`PROGRAM DOCUMENT.yaml... [FILE...]`: yields the files of these suffixes that the program writes, and those named."""
    with tempfile.TemporaryDirectory() as folder:
        write(arguments[0], [a for a in arguments[1:] if a.endswith(".yaml")], folder)
        written = sorted(pathlib.Path(folder).iterdir())
        named = [pathlib.Path(a) for a in arguments[1:] if not a.endswith(".yaml")]
        for path in written + named:
            if path.suffix in suffixes:
                yield path
