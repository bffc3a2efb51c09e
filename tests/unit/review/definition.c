// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/definition.h"

#include "record.h"
#include "review/ledger.h"

static const char findings[] = "craffu: findings\n"
                               "review: hate-2019\n"
                               "findings:\n"
                               "  - kind: best_practice\n"
                               "    text: {en: \"{n:Cases}\", cy: \"{n:Cases}\"}\n";

static bool read_findings(struct record *r, const char *rest, struct findings_definition *definition)
{
    struct text content = text_print(r->arena, "%s%s", findings, rest);
    return findings_definition_read(r->arena, TEXT("f.yaml"), content, definition, &r->problems);
}

TEST(what_is_not_a_criterion_or_names_a_case_twice_is_refused)
{
    struct record r;
    struct findings_definition definition = {.comment_count = 7};
    record_start(&r);
    ASSERT_REFUSED(read_findings(&r, "    cases: [C-01]\n    criteria: [{contact: late}]\n", &definition),
                   &r.problems, "this must be the id of a criterion");
    ASSERT_REFUSED(read_findings(&r, "    cases: {late: [C-01, C-02, C-01]}\n", &definition), &r.problems,
                   "the case is named twice");
    assert_int_equal(definition.comment_count, 7);
    ASSERT_GOOD(read_findings(&r, "    cases: {late: [C-01], early: [C-01]}\n", &definition), &r.problems);
    assert_int_equal(definition.findings[0].case_count, 2);
    record_stop(&r);
}

TEST(a_case_that_the_review_does_not_have_is_one_problem_where_it_is_named)
{
    struct record r;
    struct findings_definition definition;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 1);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, TEXT("hate-2019"), TEXT("e"), NULL, &r.problems)),
                &r.problems);
    ASSERT_GOOD(read_findings(&r, "    cases: [C-01, C-02]\n", &definition), &r.problems);
    size_t before = r.problems.count;
    assert_false(WRITE(&r, findings_definition_put(&r.write, &definition, &r.problems)));
    assert_int_equal(r.problems.count, before + 1);
    assert_text_equal(r.problems.list.items[before].place.source, "f.yaml");
    assert_int_equal(r.problems.list.items[before].place.line, 4);
    record_stop(&r);
}
