# SPDX-License-Identifier: GPL-3.0-or-later
"""assets.py RENDER FOLDER   What is served beside the pages: no crown, nobody else's typeface or name, nothing from elsewhere; and every asset
that a template names is there.
"""
import pathlib
import re
import subprocess
import sys

FORBIDDEN = [r"crown", r"crest", r"transport", r"@font-face", r"woff", r"url\(", r"@import", r"gov\.uk(?! frontend)", r"logotype",
             r'(?<!\^=")https?://(?!www\.w3\.org/)']


def run(program, *arguments):
    return subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def forbidden(name, text):
    return [f"{name}: {match[0]} in …{text[max(0, match.start() - 40):match.end() + 40]}…"
            for pattern in FORBIDDEN for match in re.finditer(pattern, text, re.I)]


def main(program, folder):
    asked = run(program, "folder")
    templates = {path: path.read_text(encoding="utf-8") for path in pathlib.Path(folder).rglob("*.html")}
    faults = [fault for path, text in templates.items() for fault in forbidden(path, text)]
    assert len(templates) > 10 and len(forbidden("", "a Crown, GDS Transport, www.gov.uk, url(x)")) == 4
    if asked.returncode:
        print("\n".join(faults) or "without assets: script/setup has not fetched them")
        return 1 if faults else 77
    names = {name for text in templates.values() for name in re.findall(r'{{asset "([^"]*)"}}', text)}
    for name in names | {"govuk-frontend.min.js", "licence.txt"}:
        asset = run(program, "asset", asked.stdout.strip() + name)
        if asset.returncode or not asset.stdout:
            faults.append(f"there is no asset {name}")
        if name != "licence.txt":
            faults += forbidden(name, asset.stdout)
        elif "Permission is hereby granted" not in asset.stdout:
            faults.append("the licence is not there")
        if name.endswith(".css") and "licence.txt" not in asset.stdout:
            faults.append(f"{name} does not name its licence")
    if run(program, "asset", "/assets/0000000000000000/pages.css").returncode != 1:
        faults.append("the folder of another version is served")
    print("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
