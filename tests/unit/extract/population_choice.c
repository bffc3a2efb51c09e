// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_choice.h"

#include "test.h"

static struct field fields[] = {
    {.id = {"case_ref", 8}, .type = FIELD_TEXT},
    {.id = {"closed_at", 9}, .type = FIELD_TIME},
    {.id = {"born", 4}, .type = FIELD_DATE, .required = true},
    {.id = {"kind", 4}, .type = FIELD_CATEGORY},
};
static const struct schema schema = {fields, 4};

TEST(month_is_that_of_the_first_required_time_or_date)
{
    struct population_split split;
    assert_true(population_split_find(&schema, TEXT("month"), &split));
    assert_true(split.field == 2 && split.by_month);
    fields[2].required = false;
    assert_true(population_split_find(&schema, TEXT("month"), &split));
    assert_true(split.field == 1 && split.by_month);
    fields[2].required = true;
    const struct schema without = {fields, 1};
    assert_false(population_split_find(&without, TEXT("month"), &split));
}

TEST(a_month_or_a_category_can_be_named_and_nothing_else)
{
    struct population_split split = {7, false};
    assert_true(population_split_find(&schema, TEXT("month:closed_at"), &split));
    assert_true(split.field == 1 && split.by_month);
    assert_true(population_split_find(&schema, TEXT("kind"), &split));
    assert_true(split.field == 3 && !split.by_month);
    static const char *const wrong[] = {"month:kind", "month:", "month:none", "case_ref", "born", "", "none"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(population_split_find(&schema, text_from(wrong[i]), &split));
    assert_int_equal(split.field, 3);
}

TEST(of_a_judged_criterion_only_what_a_rule_says_is_computed)
{
    struct criterion criterion = {.judged = true, .not_applicable = 1, .not_recorded = 2};
    assert_false(population_outcome_is_computed(&criterion, 0));
    assert_true(population_outcome_is_computed(&criterion, 1));
    assert_true(population_outcome_is_computed(&criterion, 2));
    criterion.judged = false;
    assert_true(population_outcome_is_computed(&criterion, 0));
}

TEST(there_is_at_least_one_thread_and_no_more_than_the_limit)
{
    size_t threads = population_threads();
    assert_true(threads >= 1 && threads <= LIMIT_POPULATION_THREADS);
}
