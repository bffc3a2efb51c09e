# SPDX-License-Identifier: GPL-3.0-or-later
"""broken.py COMPILER ROOT [--update]   Each template in tests/golden/templates/broken is refused where and as its
.expected says. A wrong field is found by the C compiler, which must name the template and its line.
"""
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile


def compile_template(compiler, path, folder):
    kind = path.name.split(".")[1] if path.name.count(".") == 2 else "page" # NAME.layout.html
    output = pathlib.Path(folder) / "made.c"
    run = subprocess.run([compiler, kind, path.name, output], cwd=path.parent, capture_output=True, text=True, check=False)
    if run.returncode == 0:
        command = shlex.split(os.environ.get("CC", "cc")) + ["-std=gnu17", "-fsyntax-only", "-I.", f"-I{SOURCE}", str(output)]
        run = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False)
        lines = [line for line in run.stderr.split("\n") if path.name in line and " error: " in line]
        place, _, words = (lines[0] if lines else ": the C compiler finds nothing").partition(" error: ")
        # Columns and words differ between compilers.
        return ":".join(place.split(":")[:2]) + (": the C compiler finds a fault\n" if lines else place + words + "\n")
    return run.stderr


if __name__ == "__main__":
    compiler, root = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    SOURCE = pathlib.Path(root).resolve() / "src"
    templates = sorted((pathlib.Path(root).resolve() / "tests/golden/templates/broken").glob("*.html"))
    assert len(templates) > 50
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for path in templates:
            actual = compile_template(compiler, path, folder)
            expected = path.with_suffix(".expected")
            if "--update" in sys.argv:
                expected.write_text(actual, encoding="utf-8")
            elif not expected.exists() or expected.read_text(encoding="utf-8") != actual:
                print(f"{path.name}: {actual}")
                failed = True
    sys.exit(failed)
