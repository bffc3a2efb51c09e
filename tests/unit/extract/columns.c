// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/columns.h"

#include "test.h"

static struct field case_fields[] = {
    {.id = {"case_ref", 8}, .type = FIELD_TEXT, .required = true},
    {.id = {"closed_at", 9}, .type = FIELD_TIME},
    {.id = {"direct", 6}, .type = FIELD_BOOLEAN},
};
static struct category_value kinds[] = {{.id = {"contact", 7}}, {.id = {"review", 6}}};
static struct field log_fields[] = {
    {.id = {"case_ref", 8}, .type = FIELD_TEXT},
    {.id = {"at", 2}, .type = FIELD_TIME},
    {.id = {"kind", 4}, .type = FIELD_CATEGORY, .values = kinds, .value_count = 2},
};
static const struct instrument instrument = {
    .cases = {case_fields, 3},
    .case_reference = 0,
    .has_log = true,
    .log = {log_fields, 3},
    .log_reference = 0,
    .log_time = 1,
    .log_kind = 2,
};

#define STORED(id, json) \
    { \
        {id, sizeof(id) - 1}, \
        { \
            json, sizeof(json) - 1 \
        } \
    }
static const struct extract_stored cases[] = {
    STORED(
        "2",
        "{\"case_ref\":\"B\",\"closed_at\":{\"civil\":\"2019-10-27 01:30\",\"earlier\":\"2019-10-27T00:30:00Z\","
        "\"later\":\"2019-10-27T01:30:00Z\"},\"direct\":false}"),
    STORED("1", "{\"case_ref\":\"A\",\"closed_at\":\"2019-03-29T18:00:00Z\",\"direct\":true,\"of_old\":14}"),
    STORED("3", "{\"case_ref\":\"C\",\"direct\":null}"),
};
static const struct extract_stored entries[] = {
    STORED("1", "{\"at\":\"2019-03-30T08:00:00Z\",\"case_ref\":\"A\",\"kind\":\"review\"}"),
    STORED("3", "{\"at\":\"2019-03-30T08:00:00Z\",\"case_ref\":\"C\",\"kind\":\"contact\"}"),
    STORED("9", "{\"at\":\"2019-03-30T08:00:00Z\",\"case_ref\":\"Z\",\"kind\":\"contact\"}"),
    STORED("1", "{\"at\":\"2019-03-29T08:00:00Z\",\"case_ref\":\"A\",\"kind\":\"contact\"}"),
};

TEST(cases_come_sorted_with_their_entries_sorted_by_time)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct case_rows rows;
    size_t *order;
    assert_true(extract_columns(arena, &instrument, cases, 3, entries, 4, true, &rows, &order, &problems));
    assert_int_equal(rows.cases.count, 3);
    static const char *const references[] = {"A", "B", "C"};
    static const size_t given[] = {1, 0, 2};
    for (size_t i = 0; i < 3; i++) {
        assert_text_equal(rows.cases.columns[0].texts[i], references[i]);
        assert_int_equal(order[i], given[i]);
    }
    assert_int_equal(rows.cases.columns[1].known[0], 3);
    assert_int_equal(rows.cases.columns[1].ambiguous[0], 2);
    assert_int_equal(rows.cases.columns[1].later[1] - rows.cases.columns[1].integers[1], INT64_C(3600000000));
    assert_int_equal(rows.cases.columns[2].known[0], 3);
    assert_int_equal(rows.cases.columns[2].truths[0], 1);
    assert_int_equal(rows.log.count, 3);
    static const uint32_t starts[] = {0, 2, 2, 3};
    assert_memory_equal(rows.log_start, starts, sizeof starts);
    assert_int_equal(rows.log.columns[2].codes[0], 0);
    assert_int_equal(rows.log.columns[2].codes[1], 1);
    arena_free(arena);
}

TEST(the_order_in_which_rows_were_stored_makes_no_difference)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    const struct extract_stored backwards[] = {entries[3], entries[2], entries[1], entries[0]};
    const struct extract_stored turned[] = {cases[2], cases[0], cases[1]};
    struct case_rows a, b;
    assert_true(extract_columns(arena, &instrument, cases, 3, entries, 4, true, &a, NULL, &problems));
    assert_true(extract_columns(arena, &instrument, turned, 3, backwards, 4, true, &b, NULL, &problems));
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(a.cases.columns[1].integers[i], b.cases.columns[1].integers[i]);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(a.log.columns[1].integers[i], b.log.columns[1].integers[i]);
    arena_free(arena);
}

TEST(no_log_is_not_an_empty_log)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct case_rows rows;
    assert_true(extract_columns(arena, &instrument, cases, 3, NULL, 0, false, &rows, NULL, &problems));
    assert_null(rows.log_start);
    assert_true(extract_columns(arena, &instrument, cases, 3, NULL, 0, true, &rows, NULL, &problems));
    assert_non_null(rows.log_start);
    assert_int_equal(rows.log_start[3], 0);
    assert_true(extract_columns(arena, &instrument, NULL, 0, NULL, 0, true, &rows, NULL, &problems));
    assert_int_equal(rows.cases.count, 0);
    arena_free(arena);
}

TEST(stored_values_that_no_longer_fit_are_all_reported)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    const struct extract_stored wrong[] = {
        STORED("1", "{\"case_ref\":\"A\",\"closed_at\":\"2019-03-29\",\"direct\":\"Y\"}"), STORED("2", "[]")};
    const struct extract_stored wrong_entry[] = {STORED("1", "{\"case_ref\":\"A\",\"kind\":\"visit\"}")};
    struct case_rows rows;
    assert_false(extract_columns(arena, &instrument, wrong, 2, wrong_entry, 1, true, &rows, NULL, &problems));
    assert_int_equal(problems.count, 4);
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]),
                      "A: the stored value of closed_at is not a date and time (\"2019-03-29\")\n"
                      "    import the extract again with this instrument, or correct the value");
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[2]),
                      "2: a stored row is no JSON object");
    arena_free(arena);
}
