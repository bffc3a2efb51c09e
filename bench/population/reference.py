#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# reference.py EXTRACT FOLDER   The thirty criteria over an extract of tools/generate-extract, in plain Python and by
# its csv module: nothing of Craffu is used. Writes tables.csv (strand,criterion,outcome,count; sorted; none that is
# zero) and rejects.csv (the number of each rejected record). For extracts without damage.
import csv
import pathlib
import sys
from collections import Counter
from datetime import datetime

HOUR, DAY = 3600, 86400
START = datetime(1970, 1, 1)
OPEN_UNTIL = int((datetime(2020, 1, 1) - START).total_seconds())
STRANDS = {"race", "religion", "sexual orientation", "transgender", "disability", "alternative subculture", "age",
           "misogyny"}
TIMES = ["reported_at", "recorded_at", "closed_at", "hcso_contacted_at", "contract_agreed_at", "update1_at",
         "update2_at", "update3_at", "endorsed1_at", "endorsed2_at"]
FORMS = {(16, "-"): "%Y-%m-%d %H:%M", (19, "-"): "%Y-%m-%dT%H:%M:%S"}


def seconds(text):
    """Seconds since 1970; None if there is no value. ValueError if there is no such time."""
    if not text:
        return None
    form = FORMS.get((len(text), text[4:5]), "%d/%m/%Y %H:%M")
    return round((datetime.strptime(text, form) - START).total_seconds())


def within(start, end, limit, applies=True):
    if not applies:
        return "not_applicable"
    if start is None or end is None:
        return "no_evidence"
    return "met" if 0 <= end - start <= limit else "not_met"


def first(*choices):
    """The outcome of the first choice that is true."""
    return next(outcome for outcome, is_true in choices if is_true)


def outcomes(row, times):
    rep, rec, clo, hcs, cag, u1, u2, u3, e1, e2 = times
    end = OPEN_UNTIL if clo is None else clo
    agreed = row["contract"] == "agreed"
    gap = int(row["contract_interval"]) * DAY if row["contract_interval"] else None
    direct, vulnerable, again = (row[name] == "Y" for name in ("direct_victim", "vulnerable", "repeat_victim"))
    preferred, channel, status = row["contact_preference"], row["update_channel"], row["hcso_status"]
    unknown = cag is None or gap is None

    def or_else(value, other):
        return other if value is None else value

    last = or_else(e2, e1)
    points = [cag, or_else(u1, end), or_else(u2, end), or_else(u3, end), end]
    updates = sum(u is not None for u in (u1, u2, u3))
    yield "support_contact", first(
        ("not_appropriate", status == "not appropriate" or not direct), ("declined", status == "declined"),
        ("no_evidence", hcs is None), (within(rep, hcs, 48 * HOUR), True))
    yield "supervision", first(
        ("not_applicable", end - rep <= 3 * DAY), ("no_evidence", e1 is None),
        ("met", e1 is not None and e1 - rep <= 28 * DAY and last - e1 <= 28 * DAY and end - last <= 56 * DAY),
        ("not_met", True))
    yield "contract_made", {"agreed": "met", "not applicable": "not_applicable", "none": "not_met",
                            "": "no_evidence"}[row["contract"]]
    yield "contract_kept", first(
        ("not_applicable", not agreed), ("no_evidence", unknown),
        ("met", not unknown and all(b - a <= gap for a, b in zip(points, points[1:]))), ("not_met", True))
    yield "preference_noted", first(("not_applicable", not direct), ("met", preferred), ("not_met", True))
    yield "recorded_24h", within(rep, rec, 24 * HOUR)
    yield "recorded_72h", within(rep, rec, 72 * HOUR)
    yield "closed_30d", within(rep, clo, 30 * DAY)
    yield "closed_90d", within(rep, clo, 90 * DAY)
    yield "first_update_7d", within(rep, u1, 7 * DAY, direct)
    yield "update_after_contact", within(hcs, u1, 14 * DAY, hcs is not None)
    yield "vulnerable_contact", within(rep, hcs, 24 * HOUR, vulnerable)
    yield "repeat_endorsed", within(rep, e1, 48 * HOUR, again)
    yield "last_endorsement", within(e2, clo, 7 * DAY, e2 is not None and clo is not None)
    yield "contract_5d", within(rep, cag, 5 * DAY, agreed)
    yield "contract_after_contact", within(hcs, cag, 7 * DAY, agreed and hcs is not None)
    yield "second_update_14d", within(u1, u2, 14 * DAY, u1 is not None)
    yield "third_update_14d", within(u2, u3, 14 * DAY, u2 is not None)
    yield "endorsed_3d", within(rep, e1, 3 * DAY)
    yield "second_endorsement_28d", within(e1, e2, 28 * DAY, e1 is not None)
    yield "closed_after_update", within(u3, clo, 28 * DAY, clo is not None)
    yield "told_of_closure", within(clo, u3, 7 * DAY, clo is not None and agreed)
    yield "channel_followed", first(("not_applicable", not preferred), ("no_evidence", not channel),
                                    ("met", channel == preferred), ("not_met", True))
    yield "vulnerable_preference", first(("not_applicable", not vulnerable), ("met", preferred), ("not_met", True))
    yield "contact_after_recording", within(rec, hcs, 48 * HOUR, direct and status != "declined")
    yield "repeat_contact", within(rep, hcs, 5 * DAY, again)
    yield "interval_agreed", first(("not_applicable", not agreed), ("met", gap is not None), ("no_evidence", True))
    yield "type_recorded", "met" if row["crime_type"] else "not_met"
    yield "endorsed_24h", within(rec, e1, 24 * HOUR, vulnerable or again)
    yield "updates_enough", first(("not_applicable", not agreed), ("no_evidence", unknown),
                                  ("met", not unknown and end - cag < (updates + 1) * gap), ("not_met", True))


def accepted(row, seen):
    """The row's strand and times; None if it must be rejected. A reference that was read once is taken for good."""
    reference = row["case_ref"]
    repeated = reference in seen
    if reference:
        seen.add(reference)
    strand = row["strand"].strip().lower()
    try:
        times = [seconds(row[name]) for name in TIMES]
    except ValueError:
        return None
    if not reference or repeated or strand not in STRANDS or times[0] is None:
        return None
    if times[2] is not None and times[2] < times[0]:
        return None
    return strand.replace(" ", "_"), times


def main(extract, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    seen, counts = set(), Counter()
    with open(extract, encoding="utf-8-sig", newline="") as file, open(folder / "rejects.csv", "w") as rejects:
        for record, row in enumerate(csv.DictReader(file), 1):
            found = accepted(row, seen)
            if found:
                counts.update((found[0], *one) for one in outcomes(row, found[1]))
            else:
                rejects.write(f"{record}\n")
    with open(folder / "tables.csv", "w") as tables:
        for key in sorted(counts):
            tables.write(",".join(key) + f",{counts[key]}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
