#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""same_bytes.py CRAFFU SOURCE WRITE DOCUMENT.yaml...   The same report has the same bytes, whoever writes it, where and when.

Of the demonstration's report, from an empty record, and of the documents, every file of every format is compared between runs that
differ in all that a file could depend on, but what is in it. A difference that is planted must be found. Audio takes long: it is
among them in the tiers ci and long.
"""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import editions

NOBODY = 65534
# Who sets these wants letters on the screen to look so, and would get other pictures if they were heeded.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><match target="{0}">
<edit name="hintstyle" mode="assign"><const>hintfull</const></edit>
<edit name="autohint" mode="assign"><bool>true</bool></edit>
<edit name="antialias" mode="assign"><bool>false</bool></edit>
<edit name="rgba" mode="assign"><const>rgb</const></edit>
<edit name="dpi" mode="assign"><double>144</double></edit>
</match></fontconfig>
"""
MISSING_AUDIO = 69  # the status of a run without the libraries that audio needs


def another_locale(folder):
    """Settings for another order of letters, a decimal comma and a dotless i, where they are installed or can be made."""
    known = subprocess.run(["locale", "-a"], stdout=subprocess.PIPE, text=True, check=False).stdout.lower().split()
    for name in ("tr_TR.UTF-8", "cy_GB.UTF-8", "de_DE.UTF-8"):
        if name.lower().replace("-", "") in known:
            return {"LC_ALL": name}
    made = folder / "locales"
    made.mkdir()
    if shutil.which("localedef") and subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", made / "tr_TR.UTF-8"],
                                                    stderr=subprocess.DEVNULL, check=False).returncode == 0:
        return {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(made)}
    return {"LC_ALL": "C"}


class Run:
    """One way to write everything."""

    def __init__(self, folder, environment, umask=0o022, prefix=(), here=None):
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "CRAFFU_DATA": folder / "data", **environment}
        # Not a sanitizer's complaint, which would be lost with the environment.
        self.environment |= {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        self.umask, self.prefix, self.here = umask, prefix, here or folder
        folder.mkdir()

    def __call__(self, command, statuses=(0,)):
        done = subprocess.run([*self.prefix, *command], env=self.environment, umask=self.umask, cwd=self.here, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode not in statuses:
            sys.exit(f"{command} ended with {done.returncode}: {done.stderr}")

    def write(self, craffu, source, program, documents):
        audio = os.environ.get("CRAFFU_TIER") in ("ci", "long")
        for command in editions.commands_of_report(source, self.folder / "report", "all" if audio else None):
            self([craffu, *command], (0, MISSING_AUDIO) if command[0] == "report" else (0,))
        for document in documents:
            self([program, document, self.folder / "documents"])

    def hashes(self):
        files = sorted([*self.folder.glob("report/*"), *self.folder.glob("documents/*")])
        return {str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def plain(folder):
    return Run(folder / "plain", {"HOME": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8"})


def again(folder):
    return Run(folder / "again", {"HOME": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8"})


def elsewhere(folder):
    """On the other side of the date line, at a screen of another kind, on one older processor, for another user if we may."""
    home = folder / "another home"
    for target, name in (("pattern", "1"), ("font", "2")):
        path = home / f".config/fontconfig/conf.d/{name}.conf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FONTS.format(target), encoding="utf-8")
    prefix = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if shutil.which("taskset") else []
    other_user = os.geteuid() == 0 and shutil.which("setpriv")
    if other_user:
        prefix += ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    run = Run(folder / "somewhere else", {
        "HOME": str(home), "TZ": "Pacific/Apia", **another_locale(folder), "LANG": "cy_GB.UTF-8", "USER": "somebody",
        "SOURCE_DATE_EPOCH": "86400", "TMPDIR": str(home), "COLUMNS": "40", "TERM": "dumb", "MALLOC_PERTURB_": "165",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-FMA,-FMA_Usable",
    }, 0o077, prefix, pathlib.Path("/"))
    if other_user:
        folder.chmod(0o755)
        for path in (home, run.folder):
            os.chown(path, NOBODY, NOBODY)
    return run


def differences(one, other):
    yield from (f"{name} is in one run only" for name in sorted(one.keys() ^ other.keys()))
    yield from (f"{name} differs" for name in sorted(one.keys() & other.keys()) if one[name] != other[name])


def main():
    craffu, source, program, *documents = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    tests = editions.Tests()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        runs = [make(folder) for make in (plain, again, elsewhere)]
        for run in runs:
            run.write(craffu, source, program, documents)
        first, second, third = (run.hashes() for run in runs)
        print(f"# {len(first)} files; locale {runs[2].environment['LC_ALL']}; {' '.join(map(str, runs[2].prefix))}")
        tests.result("there are files of every kind", [] if len({pathlib.Path(n).suffix for n in first}) > 8 else [str(first)])
        tests.result("written twice, all files are the same", list(differences(first, second)))
        tests.result("written elsewhere, by another user, all files are the same", list(differences(first, third)))
        path = next(runs[0].folder.glob("report/*.docx"))
        content = bytearray(path.read_bytes())
        content[10] ^= 1  # the time of the first file in the package
        path.write_bytes(content)
        tests.result("found: another time in a package", [] if len(list(differences(runs[0].hashes(), second))) == 1 else ["not found"])
    tests.end()


main()
