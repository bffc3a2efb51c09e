#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ran.py RESULTS [--without SUITE]...   Whether the tests that docs/security/asvs.csv names ran and passed, as TAP. RESULTS is what
script/test collects and script/tally counts: one that was skipped, or did not run, has not shown anything. A suite that this run leaves
out is named, and its tests count as skipped.

ran.py --self-test   the same for results that are made up."""
import importlib.machinery
import importlib.util
import io
import json
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/checks"))
import asvs  # noqa: E402


def load_tally():
    loader = importlib.machinery.SourceFileLoader("tally", str(ROOT / "script/tally"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("tally", loader))
    loader.exec_module(module)
    return module


tally = load_tally()


def named_tests(rows):
    """{(suite, test, sentence or None): the requirements that name it}."""
    found = {}
    for row in rows:
        for kind, *what in asvs.evidence_of(row):
            if kind == "test":
                found.setdefault(tuple(what), []).append(row["id"])
    return found


def outcomes(results):
    """{(suite, test): {sentence: all that became of it, in whichever run}}; tests without sentences have an empty one."""
    found = {}
    for line in results:
        run, status, log = line.rstrip("\n").split("\t")
        if not log.endswith(".json"):
            continue
        for name, result in tally.results_of(run, int(status), log):
            suite, _, test = name.removeprefix(f"{run}: ").partition(" / ")
            test, _, sentence = test.partition(": ")
            found.setdefault((suite.split(":")[-1], test), {}).setdefault(sentence, set()).add(result)
    return found


def fault_of(ran, sentence):
    """None, or why it does not count as passed."""
    if ran is None:
        return "did not run"
    became = ran.get(sentence, set()) if sentence else set().union(*ran.values())
    if "failed" in became:
        return "failed"
    return None if "passed" in became else "was skipped" if became else "did not run"


def report(rows, results, without):
    """Prints TAP; whether all is well."""
    ran, good = outcomes(results), True
    for number, ((suite, test, sentence), ids) in enumerate(named_tests(rows).items(), 1):
        name = f"{suite}/{test}{': ' + sentence if sentence else ''} ({', '.join(ids)})"
        fault = fault_of(ran.get((suite, test)), sentence)
        if fault and suite in without:
            print(f"ok {number} - {name} # SKIP this run leaves out the suite {suite}")
            continue
        good = good and not fault
        print(f"{'not ok' if fault else 'ok'} {number} - {name}")
        if fault:
            print(f"# {fault}")
    return good


CASES = [
    ("what passed counts", "test web/page: x", [("web / page", "OK", "ok 1 - x")], [], True),
    ("what failed does not", "test web/page: x", [("web / page", "FAIL", "not ok 1 - x")], [], False),
    ("what failed in one of two runs does not", "test web/page: x",
     [("web / page", "OK", "ok 1 - x"), ("web / page", "FAIL", "not ok 1 - x")], [], False),
    ("what was skipped does not", "test web/page: x", [("web / page", "OK", "ok 1 - x # SKIP not here\\nok 2 - y")], [], False),
    ("what was skipped in one run and passed in another does", "test web/page: x",
     [("web / page", "OK", "ok 1 - x # SKIP"), ("web / page", "OK", "ok 1 - x")], [], True),
    ("what did not run does not", "test web/page: x", [("web / page", "OK", "ok 1 - y")], [], False),
    ("a test of another suite does not", "test web/page: x", [("report / page", "OK", "ok 1 - x")], [], False),
    ("nor one of a program that did not run", "test web/page: x", [("web / pages", "OK", "ok 1 - x")], [], False),
    ("a suite that is left out is", "test browser/page: x", [("web / page", "OK", "ok 1 - x")], ["browser"], True),
    ("what failed in a suite that is left out is not looked for", "test web/page: x", [], ["browser"], False),
    ("a whole test counts when all of it passed", "test web/page", [("web / page", "OK", "ok 1 - x\\nok 2 - y")], [], True),
    ("and does not when a part failed", "test web/page", [("web / page", "FAIL", "ok 1 - x\\nnot ok 2 - y")], [], False),
    ("a test without sentences counts", "test checks/words", [("checks / words", "OK", "")], [], True),
    ("and does not when it failed", "test checks/words", [("checks / words", "FAIL", "")], [], False),
]


def self_test():
    good = True
    for number, (name, evidence, tests, without, expected) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            results = []
            for run, (test, result, said) in enumerate(tests):
                log = pathlib.Path(folder, f"{run}.json")
                line = {"name": f"project:{test}", "result": result, "stdout": said.replace("\\n", "\n")}
                log.write_text(json.dumps(line) + "\n", encoding="utf-8")
                results.append(f"run{run}\t{0 if result == 'OK' else 1}\t{log}\n")
            printed, sys.stdout = sys.stdout, io.StringIO()
            try:
                found = report([{"id": "V1.1.1", "evidence": evidence}], results, without)
            finally:
                sys.stdout = printed
        good = good and found == expected
        print(f"{'ok' if found == expected else 'not ok'} {number} - {name}")
    print(f"1..{len(CASES)}")
    return good


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    without = [suite for option, suite in zip(arguments[1:], arguments[2:]) if option == "--without"]
    with open(arguments[0], encoding="utf-8") as results:
        return report(asvs.table(ROOT, asvs.TABLE), results, without)


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
