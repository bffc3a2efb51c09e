# SPDX-License-Identifier: GPL-3.0-or-later
"""Every header under src/ compiles alone, without warnings. The compiler is $CC or cc."""
import os
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

import common

FLAGS = "-std=gnu17 -D_GNU_SOURCE -Isrc -Wall -Wextra -Wstrict-prototypes -Werror -fsyntax-only -x c -".split()


def compile_alone(root, path):
    include = f'#include "{path.relative_to("src")}"\n'
    command = shlex.split(os.environ.get("CC", "cc")) + FLAGS
    result = subprocess.run(command, input=include, cwd=root, capture_output=True, text=True, check=False)
    return f"{path} does not compile alone:\n{result.stderr}" if result.returncode else None


def check(root):
    headers = common.files(root, "src/**/*.h")
    if not headers:
        return ["there are no headers"]
    with ThreadPoolExecutor(2) as pool:
        return [fault for fault in pool.map(lambda path: compile_alone(root, path), headers) if fault]


SOUND = {"src/base/a.h": "#pragma once\n#include <stddef.h>\nsize_t length(void);\n"}
PLANTS = [
    ({"src/base/b.h": "#pragma once\nsize_t length(void);\n"}, "src/base/b.h does not compile alone"),
    ({"src/base/b.h": "#pragma once\nint length();\n"}, "src/base/b.h"),
    ({"src/base/b.h": '#pragma once\n#include "base/none.h"\n'}, "src/base/b.h"),
]

if __name__ == "__main__":
    common.main(check, SOUND, PLANTS)
