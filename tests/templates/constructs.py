# SPDX-License-Identifier: GPL-3.0-or-later
"""constructs.py RENDER FOLDER [--update]   What the constructs of constructs.html become, in both languages."""
import pathlib
import re
import subprocess
import sys

VALUE = 'Ŵyn & "Ann" <b>\'s'


def render(program, language):
    run = subprocess.run([program, "constructs", language], input=VALUE.encode(), capture_output=True, check=True)
    text = run.stdout.decode()
    # The layout is seen by other tests; and the assets' folder is named by what is in it.
    content = text[text.index("<title>"):text.index("</title>")] + "</title>\n" + text[text.index("<!-- a comment"):text.index("</main>")]
    return re.sub(r"/assets/[0-9a-f]{16}/", "/assets/HASH/", content)


def main(program, folder, update):
    failed = False
    for language in "en", "cy":
        path = pathlib.Path(folder) / f"constructs.{language}.expected"
        actual = render(program, language)
        if update:
            path.write_text(actual, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != actual:
            print(f"{path} differs; with --update it would be:\n{actual}")
            failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], "--update" in sys.argv))
