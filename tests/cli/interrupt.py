#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""interrupt CRAFFU SOURCE   Ctrl-C ends a population check that waits for a pipe, or reads one that never ends: status 130, nothing
printed, nothing left."""
import itertools
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading


def attempt(craffu, source, number, which, arguments, folder):
    command = [craffu, "population", "-", "--instrument", source / "instruments/hate-crime-snapshot.yaml", *arguments]
    cases = (source / "demo/2019-snapshot/cases.csv").read_bytes()
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TMPDIR": str(folder),
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    # One that was started in the background by a shell would ignore SIGINT.
    child = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    child.stdin.write(cases)
    child.stdin.flush()  # and the pipe is held open
    is_waiting(child.pid)
    child.send_signal(which)
    judge(number, f"{which.name} ends a population check that waits{' and keeps rejected rows' if arguments else ''}", child,
          folder, set())


def judge(number, name, child, folder, expected):
    output, error = finish(child)
    left = {path.name for path in folder.iterdir()}
    good = child.returncode == 130 and not output and error == "craffu: stopped before the end: nothing was counted\n" and left == expected
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    if not good:
        print(f"# status {child.returncode}, printed {output!r}, said {error!r}, left {left}", flush=True)


def pour(path, come):
    """Good rows and bad ones into the FIFO until nobody reads it any more; says when many have been read."""
    try:
        with open(path, "wb") as pipe:
            pipe.write(b"Crime number,Hate strand,Reported\n")
            for block in itertools.count():
                rows = "".join(f"DP-{block}-{row},Race,{'2019-04-03 10:00' if row else 'soon'}\n" for row in range(1000))
                pipe.write(rows.encode())
                if block == 200:
                    come.set()
    except BrokenPipeError:
        pass


def attempt_while_rows_come(craffu, source, number, folder):
    os.mkfifo(folder / "rows.csv")
    command = [craffu, "population", "rows.csv", "--instrument", source / "instruments/hate-crime-snapshot.yaml", "--keep", "cases.kept",
               "--rejects", "rejects.csv"]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TMPDIR": str(folder),
                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    child = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    come = threading.Event()
    threading.Thread(target=pour, args=(folder / "rows.csv", come), daemon=True).start()
    come.wait(60)
    child.send_signal(signal.SIGINT)
    judge(number, "SIGINT ends a population check that reads a FIFO and keeps its cases", child, folder, {"rows.csv"})


def is_waiting(pid):
    """Waits until the program has taken over the signals: SIGINT is blocked then."""
    while True:
        status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        blocked = next(line for line in status.splitlines() if line.startswith("SigBlk:"))
        if int(blocked.split()[1], 16) >> (signal.SIGINT - 1) & 1:
            return


def finish(child):
    try:
        child.wait(timeout=60)
    except subprocess.TimeoutExpired:
        child.kill()
    return child.stdout.read(), child.stderr.read().decode()


def main():
    craffu, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    runs = [(signal.SIGINT, []), (signal.SIGTERM, []), (signal.SIGINT, ["--format", "jsonl", "--rejects", "rejects.csv"])]
    for number, (which, arguments) in enumerate(runs, 1):
        with tempfile.TemporaryDirectory() as folder:
            attempt(craffu, source, number, which, arguments, pathlib.Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        attempt_while_rows_come(craffu, source, len(runs) + 1, pathlib.Path(folder))
    print(f"1..{len(runs) + 1}")


main()
