# SPDX-License-Identifier: GPL-3.0-or-later
"""style.py NODE SASS MODULES INPUT.scss OUTPUT.css DEPFILE   Runs sass, and names its sources for ninja."""
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse


def main(node, sass, modules, source, output, depfile):
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "made.css"
        subprocess.run([node, sass, "--style=compressed", "--no-charset", "--source-map", "--source-map-urls=absolute",
                        f"--load-path={modules}", source, made], check=True)
        sources = json.loads(made.with_suffix(".css.map").read_text(encoding="utf-8"))["sources"]
        css = made.read_text(encoding="utf-8").split("\n/*# sourceMappingURL")[0].rstrip() + "\n"
    pathlib.Path(output).write_text(css, encoding="utf-8")
    paths = sorted(urllib.parse.unquote(urllib.parse.urlparse(name).path) for name in sources)
    pathlib.Path(depfile).write_text(f"{output}: {' '.join(path.replace(' ', chr(92) + ' ') for path in paths)}\n",
                                     encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
