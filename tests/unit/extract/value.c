// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/value.h"

#include "test.h"

static struct category_value strands[] = {
    {.id = {"racial", 6},
     .aliases = (struct text[]){{"Racially Aggravated", 19}, {"race", 4}},
     .alias_count = 2},
    {.id = {"disability", 10}},
};

static struct field field_of(enum field_type type)
{
    return (struct field){.id = TEXT("f"), .type = type, .values = strands, .value_count = 2};
}

// Reads the cell, writes it in canonical form, parses that, writes it again: both forms must be the same. A problem comes
// as its text.
static struct text canonical(struct arena *arena, const struct field *field, struct text cell)
{
    const struct zone *london = zone_named(TEXT("Europe/London"));
    struct problems problems;
    problems_init(&problems, arena);
    struct value value, parsed = {0};
    if (!value_read(field, london, cell, (struct place){0}, &value, &problems)) {
        assert_int_equal(problems.count, 1);
        return problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]);
    }
    assert_int_equal(problems.count, 0);
    if (!value.known)
        return TEXT("unknown");
    struct buffer first = {0}, second = {0};
    value_write(&(struct json_writer){.out = &first}, field, london, &value);
    struct text form = text_copy(arena, buffer_text(&first));
    struct json_node node;
    assert_true(json_node_read(arena, TEXT("form"), form, &node, &problems));
    assert_true(value_parse(field, &node, &parsed));
    value_write(&(struct json_writer){.out = &second}, field, london, &parsed);
    assert_true(text_equal(form, buffer_text(&second)));
    buffer_dispose(&first);
    buffer_dispose(&second);
    return form;
}

static void reads(enum field_type type, const char *cell, const char *expected)
{
    struct arena *arena = arena_new();
    struct field field = field_of(type);
    assert_text_equal(canonical(arena, &field, text_from(cell)), expected);
    arena_free(arena);
}

static void reads_in_order(enum field_type type, enum civil_order order, const char *cell,
                           const char *expected)
{
    struct arena *arena = arena_new();
    struct field field = field_of(type);
    field.date_order = order;
    assert_text_equal(canonical(arena, &field, text_from(cell)), expected);
    arena_free(arena);
}

#define NOT_BOOLEAN(value) \
    "the value is neither yes nor no (" value ")\n    write Y or N (also yes or no, true or false, 1 or 0)"

TEST(booleans_are_a_short_fixed_list)
{
    static const char *const yes[] = {"Y", "y", "Yes", "TRUE", "1", " y\xC2\xA0"};
    static const char *const no[] = {"N", "n", "no", "False", "0"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        reads(FIELD_BOOLEAN, yes[i], "true");
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        reads(FIELD_BOOLEAN, no[i], "false");
    reads(FIELD_BOOLEAN, "  ", "unknown");
    // "NA" may mean "not applicable", or "no" in Welsh.
    reads(FIELD_BOOLEAN, "NA", NOT_BOOLEAN("NA"));
    reads(FIELD_BOOLEAN, "2", NOT_BOOLEAN("2"));
}

#define NOT_WHOLE(value) "the value is not a whole number (" value ")\n    write digits only, such as 14"
#define NOT_NUMBER(value) \
    "the value is not a number (" value ")\n    write digits, with a point before decimals, such as 2.5"

TEST(numbers_have_a_decimal_point_and_nothing_else)
{
    reads(FIELD_INTEGER, "-14", "-14");
    reads(FIELD_INTEGER, "9223372036854775807", "9223372036854775807");
    reads(FIELD_INTEGER, "9223372036854775808", NOT_WHOLE("9223372036854775808"));
    reads(FIELD_INTEGER, "14.0", NOT_WHOLE("14.0"));
    reads(FIELD_INTEGER, "1,000", NOT_WHOLE("1,000"));
    reads(FIELD_NUMBER, "2.50", "2.5");
    reads(FIELD_NUMBER, "1e3", "1000");
    reads(FIELD_NUMBER, "-0", "0");
    reads(FIELD_NUMBER, "1e17", "100000000000000000");
    reads(FIELD_NUMBER, "1e21", "1000000000000000000000.0");
    reads(FIELD_NUMBER, "0.1", "0.1");
    reads(FIELD_NUMBER, "2,5", NOT_NUMBER("2,5"));
    reads(FIELD_NUMBER, "nan", NOT_NUMBER("nan"));
    reads(FIELD_NUMBER, "1e999", NOT_NUMBER("1e999"));
    reads(FIELD_NUMBER, "0x10", NOT_NUMBER("0x10"));
    reads(FIELD_NUMBER, "5%", NOT_NUMBER("5%"));
}

TEST(text_is_trimmed_outside_and_kept_inside)
{
    reads(FIELD_TEXT, " a  \"b\"\n c\t", "\"a  \\\"b\\\"\\n c\"");
    reads(FIELD_TEXT, "\xEF\xBB\xBFŵ", "\"ŵ\"");
    reads(FIELD_TEXT, "NULL", "\"NULL\"");
}

TEST(categories_are_stored_by_their_id)
{
    reads(FIELD_CATEGORY, "RACIALLY aggravated", "\"racial\"");
    reads(FIELD_CATEGORY, "Disability", "\"disability\"");
    reads(FIELD_CATEGORY, "other",
          "the value is not one of those declared for f (other)\n"
          "    declared are: racial, disability");
}

TEST(dates_are_read_without_guessing)
{
    reads(FIELD_DATE, "2019-03-31", "\"2019-03-31\"");
    reads(FIELD_DATE, "31 March 2019", "\"2019-03-31\"");
    reads(FIELD_DATE, "2019-03-31 00:00", "\"2019-03-31\"");
    reads_in_order(FIELD_DATE, CIVIL_ORDER_DAY_FIRST, "03/04/2019", "\"2019-04-03\"");
    reads_in_order(FIELD_DATE, CIVIL_ORDER_MONTH_FIRST, "03/04/2019", "\"2019-03-04\"");
    static const char unsure[] =
        "\n    write the date as 2019-03-31, or name the order that the force uses in the instrument";
    char expected[200];
    snprintf(expected, sizeof expected, "day and month cannot be told apart for certain (03/04/2019)%s",
             unsure);
    reads(FIELD_DATE, "03/04/2019", expected);
    snprintf(expected, sizeof expected, "day and month cannot be told apart for certain (30/04/2019)%s",
             unsure);
    reads(FIELD_DATE, "30/04/2019", expected);
    reads(FIELD_DATE, "2019-02-30",
          "there is no such date or time (2019-02-30)\n    ask the force for the right one");
    reads(FIELD_DATE, "43555", "the value is not a date (43555)\n    write it as 2019-03-31");
    reads(FIELD_DATE, "2019-03-31 18:30",
          "the value has a time of day, but f is a date (2019-03-31 18:30)\n"
          "    write the date alone, as 2019-03-31");
    reads(FIELD_DATE, "2019-03-31 00:00Z",
          "the value has a time of day, but f is a date (2019-03-31 00:00Z)\n"
          "    write the date alone, as 2019-03-31");
}

TEST(times_are_civil_time_in_the_zone_unless_they_say_otherwise)
{
    reads(FIELD_TIME, "2019-03-29 18:00", "\"2019-03-29T18:00:00Z\"");
    reads(FIELD_TIME, "2019-03-31 18:30", "\"2019-03-31T17:30:00Z\"");
    reads(FIELD_TIME, "2019-07-01T12:00:00.25", "\"2019-07-01T11:00:00.250000Z\"");
    reads(FIELD_TIME, "2019-03-31 01:30+00:00", "\"2019-03-31T01:30:00Z\"");
    reads(FIELD_TIME, "2019-10-27 01:30+01:00", "\"2019-10-27T00:30:00Z\"");
    reads(FIELD_TIME, "2019-03-31",
          "the value has no time of day (2019-03-31)\n    write it as 2019-03-31 18:30");
    reads(FIELD_TIME, "yesterday",
          "the value is not a date and time (yesterday)\n    write it as 2019-03-31 18:30");
    reads(FIELD_TIME, "0001-01-01 00:00+01:00",
          "there is no such date or time (0001-01-01 00:00+01:00)\n    ask the force for the right one");
}

TEST(a_civil_time_that_never_was_is_rejected)
{
    reads(FIELD_TIME, "2019-03-31 01:30",
          "there was no such time in Europe/London: the clocks went forward over it (2019-03-31 01:30)\n"
          "    ask the force for the true time, or for its offset, such as 2019-03-31 02:30+01:00");
}

TEST(a_civil_time_that_was_twice_keeps_both_instants)
{
    reads(
        FIELD_TIME, "2019-10-27 01:30",
        "{\"civil\":\"2019-10-27 01:30\",\"earlier\":\"2019-10-27T00:30:00Z\",\"later\":\"2019-10-27T01:30:00Z\"}");
}

TEST(a_required_value_must_be_there)
{
    struct arena *arena = arena_new();
    struct field field = field_of(FIELD_TEXT);
    field.required = true;
    assert_text_equal(canonical(arena, &field, TEXT(" \t")),
                      "f is required, but the row has no value for it");
    arena_free(arena);
}

static void reference(struct text cell, const char *expected)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    bool good = value_check_reference(cell, (struct place){0}, &problems);
    assert_int_equal(good, expected == NULL);
    assert_int_equal(problems.count, expected != NULL);
    if (expected)
        assert_text_equal(message_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0].what), expected);
    arena_free(arena);
}

TEST(case_references_are_what_they_look_like)
{
    static const char unseen[] = "the case reference holds a character that cannot be seen";
    static const char padded[] = "the case reference begins or ends with blanks";
    reference(TEXT("DP-2019-0007"), NULL);
    reference(TEXT("DP 2019/7 ŵ"), NULL);
    reference(TEXT(""), "the case reference is missing");
    reference(TEXT(" \xC2\xA0"), "the case reference is missing");
    reference(TEXT("DP-1 "), padded);
    reference(TEXT("\xC2\xA0"
                   "DP-1"),
              padded);
    reference(TEXT("DP\n1"), unseen);
    reference(TEXT("DP\xE2\x80\xA8"
                   "1"),
              unseen); // line separator
    reference(TEXT("DP\xE2\x80\x8B"
                   "1"),
              unseen); // zero-width space
    reference(TEXT("DP\xC2\x85"
                   "1"),
              unseen); // next line
    char long_reference[LIMIT_CASE_REFERENCE_BYTES + 1];
    memset(long_reference, 'x', sizeof long_reference);
    reference((struct text){long_reference, LIMIT_CASE_REFERENCE_BYTES}, NULL);
    reference((struct text){long_reference, sizeof long_reference},
              "the case reference is longer than 200 bytes");
}

TEST(what_is_not_canonical_is_not_parsed)
{
    static const struct {
        enum field_type type;
        const char *json;
    } wrong[] = {
        {FIELD_BOOLEAN, "\"Y\""},
        {FIELD_BOOLEAN, "1"},
        {FIELD_INTEGER, "1.5"},
        {FIELD_INTEGER, "\"1\""},
        {FIELD_NUMBER, "true"},
        {FIELD_TEXT, "1"},
        {FIELD_TEXT, "null"},
        {FIELD_CATEGORY, "\"race\""},
        {FIELD_DATE, "\"03/04/2019\""},
        {FIELD_DATE, "1"},
        {FIELD_TIME, "\"2019-03-29 18:00\""},
        {FIELD_DATE, "\"2019-03-29T18:00:00Z\""},
        {FIELD_TIME, "\"2019-03-29\""},
        {FIELD_TIME, "{\"earlier\":\"2019-10-27T00:30:00Z\"}"},
        {FIELD_TIME, "{\"earlier\":\"2019-10-27T01:30:00Z\",\"later\":\"2019-10-27T00:30:00Z\"}"},
    };
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct json_node node;
        struct value value = {.integer = 42};
        struct field field = field_of(wrong[i].type);
        assert_true(json_node_read(arena, TEXT(""), text_from(wrong[i].json), &node, &problems));
        assert_false(value_parse(&field, &node, &value));
        assert_int_equal(value.integer, 42);
    }
    arena_free(arena);
}
