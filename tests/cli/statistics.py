# SPDX-License-Identifier: GPL-3.0-or-later
"""statistics.py CRAFFU REFERENCE   What the commands print as JSON is what the reference says, and what is wrong is refused.

The figures themselves are tested in tests/reference; here it is that every one of them arrives on the other side.
"""
import json
import math
import pathlib
import subprocess
import sys
import tempfile

CRAFFU, REFERENCE = sys.argv[1], pathlib.Path(sys.argv[2])
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
TESTS = []
RENAMED = {"alt_irrCAC_1_0": "older_linearisation", "linear_rank": "linear", "quadratic_rank": "quadratic"}
NOT_PRINTED = {"custom", "ac1_with_population_N"}


def test(function):
    TESTS.append(function)
    return function


def run(*words):
    return subprocess.run([CRAFFU, *map(str, words)], capture_output=True, text=True, check=False, env=ENVIRONMENT)


def read(*words):
    result = run(*words, "--format", "json")
    assert result.returncode == 0, result.stderr

    def refuse(constant):
        raise AssertionError(f"{constant} in JSON")
    return json.loads(result.stdout, parse_constant=refuse)


def compare(actual, expected, path=""):
    if isinstance(expected, dict):
        for name, value in expected.items():
            if name not in NOT_PRINTED:
                assert RENAMED.get(name, name) in actual, f"{path}.{name} is missing"
                compare(actual[RENAMED.get(name, name)], value, f"{path}.{name}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), path
        for i, value in enumerate(expected):
            compare(actual[i], value, f"{path}.{i}")
    elif expected is None:
        assert actual is None, f"{path} is {actual}"
    else:
        assert actual is not None and math.isclose(actual, expected, rel_tol=1e-8, abs_tol=1e-15), f"{path} is {actual}"


def agreement_of(path, *words):
    reference = json.loads(path.read_text(encoding="utf-8"))
    return reference, read("agreement", path.with_suffix(".csv"), "--categories", ",".join(reference["categories"]), *words)


@test
def agreement_as_json_is_the_reference():
    for path in sorted((REFERENCE / "agreement").glob("*.json")):
        reference = json.loads(path.read_text(encoding="utf-8"))
        scale = "interval" if reference["scale"] == "numeric" else "nominal" if "na" in reference["categories"] else "ordinal"
        _, actual = agreement_of(path, "--scale", scale)
        compare(actual, reference["expected"], path.stem)
        population = reference["expected"]["gwet_ac"]["ac1_with_population_N"]
        _, actual = agreement_of(path, "--scale", scale, "--population", population.pop("N"))
        compare(actual["gwet_ac"]["ac1"], population, path.stem)


@test
def undefined_agreement_is_null_with_a_reason():
    _, actual = agreement_of(REFERENCE / "degenerate/d01_all_yes_2.json")
    alpha = actual["krippendorff_alpha"]["nominal"]
    assert alpha["value"] is None and alpha["undefined"] == "single_category" and alpha["reason"].endswith(".")
    ac1 = actual["gwet_ac"]["ac1"]
    assert ac1["value"] == 1 and ac1["ci_low"] is None and ac1["ci_undefined"] == "zero_variance"
    _, actual = agreement_of(REFERENCE / "degenerate/d07_empty_reviewer.json")
    assert actual["reviewers_without_ratings"] == ["r3"]


@test
def resampling_repeats_itself_and_seeds_differ():
    path = REFERENCE / "agreement/a13_casefile_3x21.csv"
    words = ["agreement", path, "--bootstrap", 500, "--format", "json"]
    assert run(*words, "--seed", 7).stdout == run(*words, "--seed", 7).stdout
    assert run(*words, "--seed", 7).stdout != run(*words, "--seed", 8).stdout
    assert run(*words).stdout == run(*words, "--seed", 1).stdout


@test
def intervals_as_json_are_the_reference():
    for entry in json.loads((REFERENCE / "proportions/finite_population.json").read_text(encoding="utf-8"))[:8]:
        actual = read("interval", "--positive", entry["x"], "--sample", entry["n"], "--population", entry["N"],
                      "--confidence", entry["conf"])
        for name in ("exact_count", "exact_proportion", "wilson_fpc", "wald_fpc"):
            compare(actual["finite_population"][name], entry[name], entry["id"])
    for entry in json.loads((REFERENCE / "proportions/binomial.json").read_text(encoding="utf-8"))[:8]:
        actual = read("interval", "--positive", entry["x"], "--sample", entry["n"], "--confidence", entry["conf"])
        for name in ("wilson", "clopper_pearson", "agresti_coull", "jeffreys", "wald"):
            compare(actual["endless_population"][name], entry[name], entry["id"])


@test
def strata_as_json_are_the_reference():
    for name in ("stratified", "domain_na"):
        for entry in json.loads((REFERENCE / f"proportions/{name}.json").read_text(encoding="utf-8")):
            rows = ["stratum,population,sample,positive,not_applicable"]
            for s in entry["strata"]:
                counts = s.get("counts", {"yes": s.get("x"), "na": 0})
                rows.append(f"{s['name']},{s['N']},{s['n']},{counts['yes']},{counts['na']}")
            with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
                file.write("\n".join(rows) + "\n")
                file.flush()
                actual = read("interval", "--strata", file.name)
            names = actual.keys() & entry["expected"].keys()
            assert len(names) >= 2
            compare(actual, {n: entry["expected"][n] for n in names}, entry["id"])


@test
def sample_sizes_as_json_are_the_reference():
    for entry in json.loads((REFERENCE / "proportions/sample_size.json").read_text(encoding="utf-8")):
        population = ["--population", entry["N"]] if entry["N"] else []
        actual = read("sample-size", "--margin", entry["half_width"], "--expected", entry["p"], "--confidence",
                      entry["conf"], *population)
        compare(actual, {name: entry[name] for name in ("n0_infinite", "n_fractional", "n")}, entry["id"])
    for entry in json.loads((REFERENCE / "proportions/detection_sample_size.json").read_text(encoding="utf-8")):
        actual = read("sample-size", "--faulty", entry["nonconforming"], "--population", entry["N"], "--confidence", entry["conf"])
        compare(actual, {name: entry[name] for name in ("n", "prob_none_seen_at_n")}, entry["id"])


@test
def a_sample_that_was_not_random_has_no_interval():
    result = run("interval", "--positive", 8, "--sample", 11, "--population", 21, "--not-random")
    assert "8 of 11 cases: 72.7 %" in result.stdout and "not drawn at random" in result.stdout
    assert "Wilson" not in result.stdout and "11 to 18" not in result.stdout
    actual = read("interval", "--positive", 8, "--sample", 11, "--population", 21, "--not-random")
    assert actual["intervals"] is None and actual["intervals_undefined"] == "not_random"
    assert "finite_population" not in actual


@test
def people_read_words_in_both_languages():
    words = ["interval", "--positive", 8, "--sample", 11, "--population", 21]
    assert "Of all 21 cases, from 11 to 18" in run(*words).stdout
    assert "rhwng 11 a 18" in run(*words, "--language", "cy").stdout
    path = REFERENCE / "agreement/a13_casefile_3x21.csv"
    assert "same answer" in run("agreement", path).stdout
    assert "yr un ateb" in run("agreement", path, "--language", "cy").stdout


@test
def wrong_command_lines_are_refused():
    for words in (["interval", "--positive", 8], ["interval", "--positive", 12, "--sample", 11],
                  ["interval", "--positive", 8, "--sample", 11, "--population", 10],
                  ["interval", "--positive", 8, "--sample", 0],
                  ["interval", "--positive", 8, "--sample", 11, "--confidence", "95"],
                  ["interval", "--positive", 8, "--sample", 11, "--population", 99999999999],
                  ["sample-size"], ["sample-size", "--margin", "0.05", "--faulty", 1], ["sample-size", "--faulty", 1],
                  ["sample-size", "--margin", "5"], ["sample-size", "--faulty", 3, "--population", 2]):
        result = run(*words)
        assert result.returncode == 2 and result.stderr and not result.stdout, words


@test
def wrong_files_are_refused_with_their_line():
    result = run("agreement", REFERENCE / "agreement/a14_casefile_2x11.csv", "--categories", "yes,no")
    assert result.returncode == 1 and ".csv:" in result.stderr and not result.stdout
    assert run("agreement", "/nonexistent.csv").returncode == 74
    assert run("lint-table", "/nonexistent.csv").returncode == 74


@test
def a_wrong_table_ends_with_status_1_and_a_sound_one_with_0():
    with tempfile.NamedTemporaryFile("w+", suffix=".csv") as file:
        file.write("Outcome,Base,Met (%)\nA,11,72.7\n")
        file.flush()
        assert run("lint-table", file.name).returncode == 0
        file.write("B,11,71\n")
        file.flush()
        result = run("lint-table", file.name, "--format", "json")
        assert result.returncode == 1
        kinds = {finding["kind"]: finding for finding in json.loads(result.stdout)["findings"]}
        assert kinds["impossible_percentage"]["line"] == 3 and kinds["impossible_percentage"]["column"] == "Met (%)"


failed = 0
for number, function in enumerate(TESTS, 1):
    try:
        function()
        print(f"ok {number} - {function.__name__}")
    except AssertionError as error:
        failed += 1
        print(f"not ok {number} - {function.__name__}\n# {error}")
print(f"1..{len(TESTS)}")
sys.exit(failed > 0)
