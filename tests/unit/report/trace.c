// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trace.h"

#include "test.h"

#include "base/buffer.h"
#include "snapshot.h"

// The last four characters of each reference, or "refused".
static struct text traced(struct snapshot *snapshot, const struct results *results, const char *name)
{
    struct traced traced;
    struct buffer out = {0};
    if (!results_trace(snapshot->arena, results, text_from(name), &traced, &snapshot->problems))
        return TEXT("refused");
    for (size_t i = 0; i < traced.count; i++) {
        struct text reference = traced.cases[i].record->reference;
        buffer_print(&out, "%s%.*s", i ? " " : "",
                     TEXT_PRINT(text_slice(reference, reference.length - 4, reference.length)));
    }
    struct text text = text_copy(snapshot->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

TEST(every_kind_of_number_leads_to_its_cases)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    static const struct {
        const char *name, *cases;
    } expected[] = {
        {"hcso.within", "0007 0012 0019"},
        {"hcso.not_recorded", ""},
        {"hcso.met.reviewed", "0007 0012 0019"},
        {"hcso.met.contacted", "0007 0012 0019"},
        {"hcso.judged_met.contacted", "0007 0012 0017 0019"},
        {"tailored.template", "0016"},
        {"strand.religious", "0019 0023"},
        {"strand.not_recorded", ""},
        {"finding.3", "0012 0021"},
        {"comment.2", "0015 0023"},
        {"comment.2.closed", "0023"},
        {"ledger.reviewed", "0007 0009 0010 0012 0014 0015 0016 0017 0019 0021 0023"},
        {"ledger.excluded", ""},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_text_equal(traced(&snapshot, &results, expected[i].name), expected[i].cases);
    snapshot_close(&snapshot);
}

TEST(a_name_that_no_number_has_is_refused)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    static const char *const names[] = {"",
                                        "hcso",
                                        "hcso.",
                                        "hcso.none",
                                        "hcso.met.none",
                                        "hcso.within.more",
                                        "finding.0",
                                        "finding.99",
                                        "finding.1x",
                                        "comment.2.none",
                                        "ledger.none",
                                        "ledger.reviewed.x",
                                        "nothing.at.all"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_text_equal(traced(&snapshot, &results, names[i]), "refused");
    assert_int_equal(snapshot.problems.count, sizeof names / sizeof *names);
    snapshot_close(&snapshot);
}
