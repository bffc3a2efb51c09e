# SPDX-License-Identifier: GPL-3.0-or-later
"""An office in a folder, its commands and its server, for tests that ask it; if wanted with the review of 2019 and one person who is signed in."""
import os
import pathlib
import re
import subprocess

REVIEW = "hate-crime-snapshot-2019"
PASSWORD = "plum correct battery seven"


class Office:
    def __init__(self, craffu, folder):
        self.program, self.folder = craffu, pathlib.Path(folder) / "data"
        self.environment = {**os.environ, "CRAFFU_DATA": str(self.folder), "LANGUAGE": "en"}

    def craffu(self, *words, good=(0,)):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, env=self.environment)
        if done.returncode not in good:
            raise AssertionError(f"craffu {words} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def password_file(self):
        path = self.folder.parent / "password"
        path.write_text(PASSWORD + "\n")
        return path

    def fill(self, source, fill, *selection):
        """Selects cases, and gives them to the person: the session, the token of forms, and the references."""
        demo = source / "demo/2019-snapshot"
        self.craffu("init", "--quiet")
        self.craffu("review", "load", demo / "review.yaml", "--quiet")
        self.craffu("import", REVIEW, "--cases", demo / "cases.csv", "--log", demo / "log.csv", "--quiet")
        self.craffu("select", REVIEW, *selection, "--quiet")
        filled = subprocess.run([fill, self.folder], check=True, capture_output=True, text=True).stdout
        _, _, session, form, *cases = filled.strip().split("\t")
        return session, form, cases

    def serve(self, *options):
        server = subprocess.Popen([self.program, "serve", "--port", "0", *map(str, options)], stdout=subprocess.PIPE, text=True,
                                  env=self.environment)
        return server, int(re.search(r":(\d+)\.", server.stdout.readline()).group(1))
