// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/expression.h"

#include "base/buffer.h"
#include "fixture.h"
#include "test.h"

#include <stdio.h>

#define GIVES(fixture, expression, expected) \
    assert_text_equal(fixture_value((fixture), 0, (expression)), (expected))

TEST(exactly_48_hours_is_within_48_hours)
{
    struct fixture *f = fixture_new();
    const char *rule = "contacted_at - reported_at <= INTERVAL '48 hours'";
    fixture_set(f, 0, "reported_at", "2019-05-01 09:15");
    fixture_set(f, 0, "contacted_at", "2019-05-03 09:15");
    GIVES(f, rule, "true");
    GIVES(f, "contacted_at - reported_at = INTERVAL '2 days'", "true");
    fixture_set(f, 0, "contacted_at", "2019-05-03 09:15:00.000001");
    GIVES(f, rule, "false");
    fixture_set(f, 0, "contacted_at", NULL);
    GIVES(f, rule, "NULL");
    fixture_free(f);
}

TEST(a_difference_is_elapsed_time_when_the_clocks_change)
{
    struct fixture *f = fixture_new();
    fixture_set(f, 0, "reported_at", "2019-03-29 18:00");
    fixture_set(f, 0, "contacted_at", "2019-03-31 18:30");
    GIVES(f, "contacted_at - reported_at", "47 hours 30 minutes");
    GIVES(f, "contacted_at - reported_at <= INTERVAL '48 hours'", "true");
    fixture_set(f, 0, "reported_at", "2019-10-26 12:00");
    fixture_set(f, 0, "contacted_at", "2019-10-28 11:59");
    GIVES(f, "contacted_at - reported_at <= INTERVAL '48 hours'", "false");
    GIVES(f, "reported_at + INTERVAL '1 day'", "2019-10-27 11:00");
    fixture_free(f);
}

TEST(logic_has_three_values)
{
    static const char *const values[] = {"TRUE", "FALSE", "CAST(NULL AS boolean)"};
    static const char *const and[] = {"true",  "false", "NULL",  "false", "false",
                                      "false", "NULL",  "false", "NULL"};
    static const char *const or
        [] = {"true", "true", "true", "true", "false", "NULL", "true", "NULL", "NULL"};
    static const char *const given[] = {"true", "false", NULL};
    struct fixture *f = fixture_new();
    char expression[100];
    for (size_t a = 0; a < 3; a++)
        for (size_t b = 0; b < 3; b++) {
            snprintf(expression, sizeof expression, "%s AND %s", values[a], values[b]);
            GIVES(f, expression, and[a * 3 + b]);
            snprintf(expression, sizeof expression, "%s OR %s", values[a], values[b]);
            GIVES(f, expression, or [a * 3 + b]);
            // And with values that are not known while compiling:
            fixture_set(f, 0, "yes", given[a]);
            snprintf(expression, sizeof expression, "yes AND %s", values[b]);
            GIVES(f, expression, and[a * 3 + b]);
            snprintf(expression, sizeof expression, "%s OR yes", values[b]);
            GIVES(f, expression, or [b * 3 + a]);
        }
    GIVES(f, "NOT yes", "NULL");
    GIVES(f, "yes IS NULL AND yes IS NOT TRUE AND yes IS NOT FALSE", "true");
    GIVES(f, "yes IS NOT DISTINCT FROM NULL", "true");
    GIVES(f, "n IN (1, NULL)", "NULL");
    fixture_set(f, 0, "n", "1");
    GIVES(f, "n IN (1, NULL)", "true");
    GIVES(f, "n NOT IN (2, NULL)", "NULL");
    GIVES(f, "n IS DISTINCT FROM NULL", "true");
    fixture_free(f);
}

TEST(what_is_not_looked_at_cannot_fault)
{
    struct fixture *f = fixture_new();
    fixture_set(f, 0, "n", "0");
    GIVES(f, "1 / n", "fault: division by zero");
    GIVES(f, "n = 0 OR 1 / n > 2", "true");
    GIVES(f, "1 / n > 2 OR n = 0", "fault: division by zero");
    GIVES(f, "n <> 0 AND 1 / n > 2", "false");
    GIVES(f, "yes AND 1 / n > 2", "fault: division by zero");
    GIVES(f, "CASE WHEN n <> 0 THEN 1 / n ELSE -1 END", "-1");
    GIVES(f, "CASE n WHEN 0 THEN 5 ELSE 1 / n END", "5");
    GIVES(f, "COALESCE(n, 1 / n)", "0");
    GIVES(f, "COALESCE(1 / n, n)", "fault: division by zero");
    GIVES(f, "x / 0 IS NULL", "true"); // NULL, as every strict operator gives for NULL
    fixture_set(f, 0, "x", "1");
    GIVES(f, "x / 0 IS NULL", "fault: division by zero");
    GIVES(f, "n BETWEEN 1 AND 1 / n", "false");
    GIVES(f, "count_log('call', 1 / case.n > 0)", "0");
    fixture_log(f, 0, "update", NULL, NULL);
    GIVES(f, "count_log('call', 1 / case.n > 0)", "0");
    fixture_log(f, 0, "call", NULL, NULL);
    GIVES(f, "count_log('call', 1 / case.n > 0)", "fault: division by zero");
    GIVES(f, "first_log('call', 1 / case.n > 0)", "fault: division by zero");
    fixture_free(f);
}

TEST(numbers_are_exact_or_at_fault)
{
    struct fixture *f = fixture_new();
    GIVES(f, "9223372036854775807 + 1", "fault: out of range");
    GIVES(f, "-9223372036854775808 - 1", "fault: out of range");
    GIVES(f, "-(-9223372036854775808)", "fault: out of range");
    GIVES(f, "-9223372036854775808 / -1", "fault: out of range");
    GIVES(f, "-9223372036854775808 % -1", "0");
    GIVES(f, "4611686018427387904 * 2", "fault: out of range");
    GIVES(f, "-7 / 2", "-3");
    GIVES(f, "-7 % 2", "-1");
    GIVES(f, "7 / 2.0", "3.5");
    GIVES(f, "1e308 * 10.0", "fault: out of range");
    GIVES(f, "1e-308 / 1e308", "fault: out of range");
    GIVES(f, "CAST(2.5 AS integer)", "2");
    GIVES(f, "CAST(1e19 AS integer)", "fault: out of range");
    GIVES(f, "1 < 1.5 AND 2 > 1.5", "true");
    GIVES(f, "TIMESTAMP '9999-12-31 12:00' + INTERVAL '1 day'", "fault: out of range");
    GIVES(f, "DATE '0001-01-01' - 1", "fault: out of range");
    fixture_free(f);
}

TEST(texts_are_counted_in_characters)
{
    struct fixture *f = fixture_new();
    fixture_set(f, 0, "t", "Tŷ Ôl");
    GIVES(f, "length(t)", "5");
    GIVES(f, "substring(t, 2, 2)", "'ŷ '");
    GIVES(f, "SUBSTRING(t FROM 4)", "'Ôl'");
    GIVES(f, "substr(t, -1, 4)", "'Tŷ'");
    GIVES(f, "substr(t, 1, -1)", "fault: out of range");
    GIVES(f, "substr(t, 9223372036854775807, 9223372036854775807)", "''");
    GIVES(f, "position('Ô' IN t)", "4");
    GIVES(f, "position('' IN t)", "1");
    GIVES(f, "position('x' IN t)", "0");
    GIVES(f, "lower(t) || '/' || upper(t)", "'tŷ Ôl/Tŷ ÔL'");
    GIVES(f, "trim('  a  ') || ltrim(' b ') || rtrim(' c ')", "'ab  c'");
    GIVES(f, "starts_with(t, 'Tŷ')", "true");
    GIVES(f, "t LIKE 'T_ %l'", "true");
    GIVES(f, "t LIKE '_____'", "true");
    GIVES(f, "t LIKE '____'", "false");
    GIVES(f, "t NOT LIKE '%x%'", "true");
    GIVES(f, "'50%' LIKE '50\\%' AND NOT '500' LIKE '50\\%'", "true");
    GIVES(f, "'aab' LIKE '%ab' AND 'abab' LIKE 'a%b' AND '' LIKE '%' AND NOT '' LIKE '_'", "true");
    GIVES(f, "'it''s' = 'it' || '''' || 's'", "true");
    fixture_free(f);
}

TEST(choices_take_the_first_or_the_most)
{
    struct fixture *f = fixture_new();
    GIVES(f, "COALESCE(NULL, n, 3, 4)", "3");
    GIVES(f, "COALESCE(n, NULL)", "NULL");
    GIVES(f, "NULLIF(3, 3)", "NULL");
    GIVES(f, "NULLIF(3, n)", "3");
    GIVES(f, "GREATEST(1, NULL, 2.5)", "2.5");
    GIVES(f, "LEAST(n, 4, 3, 9)", "3");
    GIVES(f, "GREATEST(n, NULL)", "NULL");
    GIVES(f, "CASE WHEN yes THEN 1 WHEN TRUE THEN 2 END", "2");
    GIVES(f, "CASE n WHEN 1 THEN 'one' END", "NULL");
    GIVES(f, "CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END", "'two'");
    fixture_free(f);
}

TEST(dates_are_civil_days_in_the_zone)
{
    struct fixture *f = fixture_new();
    fixture_set(f, 0, "reported_at", "2019-07-01 00:30");
    fixture_set(f, 0, "d", "2019-07-01");
    GIVES(f, "CAST(reported_at AS date) = d", "true");
    GIVES(f, "reported_at::date", "2019-07-01");
    GIVES(f, "date(reported_at) - DATE '2019-06-28'", "3");
    GIVES(f, "d + 31", "2019-08-01");
    GIVES(f, "reported_at - d", "30 minutes");
    GIVES(f, "reported_at > d", "true");
    GIVES(f, "EXTRACT(hour FROM reported_at)", "0");
    GIVES(f, "EXTRACT(DOW FROM d) + 10 * EXTRACT(isodow FROM d)", "11");
    GIVES(f, "EXTRACT(dow FROM d + 6) + 10 * EXTRACT(isodow FROM d + 6)", "70");
    GIVES(f, "EXTRACT(year FROM d) * 1000 + EXTRACT(doy FROM d)", "2019182");
    GIVES(f, "EXTRACT(quarter FROM d) + EXTRACT(month FROM d) + EXTRACT(day FROM d)", "11");
    GIVES(f, "TIMESTAMP WITH TIME ZONE '2019-07-01 00:30+01:00' = reported_at", "true");
    GIVES(f, "INTERVAL '1 hour 30 minutes' * 2 - INTERVAL '1 week' / 7", "minus 21 hours");
    GIVES(f, "INTERVAL '1 day' * n", "NULL");
    GIVES(f, "0.5 * INTERVAL '1 hour'", "30 minutes");
    fixture_free(f);
}

TEST(working_days_skip_weekends_and_bank_holidays)
{
    struct fixture *f = fixture_new();
    fixture_set(f, 0, "reported_at", "2019-04-18 16:00"); // the Thursday before Easter
    fixture_set(f, 0, "d", "2019-04-24");
    GIVES(f, "working_days(reported_at, d)", "2");
    GIVES(f, "working_days(d, reported_at)", "-2");
    GIVES(f, "working_days(d, e)", "NULL");
    GIVES(f, "working_days(d, DATE '2119-04-24')", "fault: no calendar");
    fixture_free(f);
}

static void log_two_cases(struct fixture *f)
{
    fixture_set(f, 0, "reported_at", "2019-05-01 09:00");
    fixture_set(f, 0, "closed_at", "2019-05-20 09:00");
    fixture_set(f, 0, "channel", "email");
    fixture_log(f, 0, "update", "2019-05-09 09:00", "email");
    fixture_log(f, 0, "endorsement", "2019-05-10 09:00", NULL);
    fixture_log(f, 0, "update", "2019-05-03 09:00", "phone");
    fixture_log(f, 0, "update", NULL, NULL);
    fixture_log(f, 0, "update", "2019-06-03 09:00", "letter");
    fixture_set(f, 2, "reported_at", "2019-05-01 09:00");
}

TEST(log_functions_look_at_the_entries_of_one_kind)
{
    struct fixture *f = fixture_new();
    log_two_cases(f);
    GIVES(f, "count_log('update')", "4");
    GIVES(f, "count_log('update', log.channel <> case.channel)", "2");
    GIVES(f, "count_log('update', log.channel IS NULL)", "1");
    GIVES(f, "count_log('call')", "0");
    GIVES(f, "first_log('update')", "2019-05-03 09:00");
    GIVES(f, "last_log('update', at < closed_at)", "2019-05-09 09:00");
    GIVES(f, "first_log('call')", "NULL");
    GIVES(f, "longest_gap('update', reported_at, closed_at)", "11 days");
    GIVES(f, "longest_gap('endorsement', reported_at, closed_at)", "10 days");
    GIVES(f, "longest_gap('update', reported_at, closed_at, log.channel = 'phone')", "17 days");
    GIVES(f, "longest_gap('call', closed_at, reported_at)", "minus 19 days");
    GIVES(f, "longest_gap('call', reported_at, NULL)", "NULL");
    GIVES(f, "count_log('update', count_log('endorsement') = 1)", "4");
    assert_text_equal(fixture_value(f, 1, "count_log('update')"), "0");
    assert_text_equal(fixture_value(f, 2, "longest_gap('update', reported_at, TIMESTAMP '2019-05-04 10:00')"),
                      "3 days 1 hour");
    fixture_free(f);
}

TEST(without_a_log_its_functions_are_null)
{
    struct fixture *f = fixture_new();
    log_two_cases(f);
    f->rows.log_start = NULL;
    GIVES(f, "count_log('update')", "NULL");
    GIVES(f, "first_log('update')", "NULL");
    GIVES(f, "longest_gap('update', reported_at, closed_at)", "NULL");
    fixture_free(f);
}

TEST(operators_bind_as_in_postgresql)
{
    struct fixture *f = fixture_new();
    GIVES(f, "1 + 2 * 3 - 4 / 2", "5");
    GIVES(f, "10 - 4 - 3", "3");
    GIVES(f, "NOT FALSE AND FALSE", "false");
    GIVES(f, "NOT 1 = 2", "true");
    GIVES(f, "TRUE OR TRUE AND FALSE", "true");
    GIVES(f, "1 = 1 IS TRUE", "true");
    GIVES(f, "2 BETWEEN 1 AND 3 AND FALSE", "false");
    GIVES(f, "-2 * -3", "6");
    GIVES(f, "- - 3", "3");
    GIVES(f, "'a' || 'b' = 'ab'", "true");
    fixture_free(f);
}

TEST(mistakes_are_named_with_their_place_and_what_to_do)
{
    static const char *const cases[][2] = {
        {"", "1:1: the expression ends too early (a value is expected)"},
        {"n = ", "1:5: the expression ends too early (a value is expected)"},
        {"n = 1 n",
         "1:7: 'n' is not expected here (the expression could have ended here: an operator or a parenthesis is missing)"},
        {"(n = 1", "1:7: the expression ends too early (')' is expected)"},
        {"t = 'x",
         "1:5: a quotation mark is not closed (inside a text, write an apostrophe twice: 'the victim''s view')"},
        {"n = 1 -- why",
         "1:7: '--' begins a comment, which cannot stand in an expression (write the comment into the file around it, or a "
         "space between two signs)"},
        {"n ; n",
         "1:3: ';' is not expected here (the expression could have ended here: an operator or a parenthesis is missing)"},
        {"1 < n < 3",
         "1:7: '<' is not expected here (comparisons cannot be chained: join them with AND, or write parentheses)"},
        {"reportd_at IS NULL",
         "1:1: there is no field or definition 'reportd_at' (did you mean 'reported_at'?)"},
        {"lenght(t)", "1:1: there is no function 'lenght' (did you mean 'length'?)"},
        {"\n  n = 'one'",
         "2:7: this is a text, but a whole number stands with it (write a number without quotation marks)"},
        {"channel = 'emial'", "1:11: 'emial' is not a value of channel (did you mean 'email'?)"},
        {"channel = mood", "1:11: channel and mood have no value in common"},
        {"channel < 'email'",
         "1:9: a category has no order, so one cannot be more than another (compare with = or <>, or name the "
         "values with IN)"},
        {"reported_at > '2019-04-01'",
         "1:15: this is a text, but a date and time stands with it (write a date as DATE '2019-04-01' "
         "and a time as TIMESTAMP '2019-04-01 10:00')"},
        {"reported_at > DATE '2019-02-30'",
         "1:21: '2019-02-30' does not exist in the calendar or on the clock"},
        {"reported_at > TIMESTAMP '2019-03-31 01:30'",
         "1:26: '2019-03-31 01:30' never occurred, because the clocks went forward (write TIMESTAMP WITH TIME ZONE "
         "'2019-03-31 01:30+01:00' for British Summer Time, '+00:00' for Greenwich Mean Time)"},
        {"INTERVAL '1 month'",
         "1:11: '1 month' is not a length of time, because months and years differ in length (write it in "
         "days, for instance INTERVAL '28 days')"},
        {"INTERVAL '48'",
         "1:11: '48' is not a length of time that can be read (write numbers with units, for instance INTERVAL "
         "'48 hours' or INTERVAL '1 hour 30 minutes')"},
        {"count_log('updates')", "1:11: 'updates' is not a value of kind (did you mean 'update'?)"},
        {"count_log('update', channel = 'email')",
         "1:21: 'channel' is a field of the log entry and a name of the case too (write "
         "log.channel or case.channel)"},
        {"log.channel = 'email'",
         "1:1: log.channel can stand only in the condition of a log function (for instance "
         "count_log('update', log.channel IS NOT NULL))"},
        {"n + NULL", "1:3: NULL has no type here (give it one: CAST(NULL AS integer))"},
        {"d + INTERVAL '1 day'",
         "1:3: '+' does not go between a date and a length of time (add whole days to a date, or make it a "
         "time: CAST(… AS time))"},
        {"t + t", "1:3: '+' does not go between a text and a text (texts are joined with ||)"},
        {"99999999999999999999",
         "1:1: the whole number 99999999999999999999 is too large (write it with a decimal point if a "
         "rounded number will do)"},
        {"nullif(n)",
         "1:1: nullif has the wrong number of arguments (docs/expressions.md shows how each function is written)"},
        {"NOT n", "1:5: this is a whole number, but yes or no is wanted here"},
        {"t LIKE t", "1:8: the pattern of LIKE must be a text in quotation marks"},
    };
    struct fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        GIVES(f, cases[i][0], cases[i][1]);
    fixture_free(f);
}

TEST(all_type_errors_are_reported_at_once)
{
    struct fixture *f = fixture_new();
    assert_null(fixture_compile(f, "n = 'a' AND unknown > 2 OR channel = 'none' OR (1 + TRUE) * 2 = 3",
                                FIELD_BOOLEAN));
    assert_int_equal(f->problems.count, 4);
    assert_null(fixture_compile(f, "n + 1", FIELD_BOOLEAN));
    assert_int_equal(f->problems.count, 1);
    fixture_free(f);
}

static const char *repeated(struct fixture *f, const char *before, const char *middle, const char *after,
                            size_t times)
{
    struct buffer buffer = {0};
    for (size_t i = 0; i < times; i++)
        buffer_add(&buffer, text_from(before));
    buffer_add(&buffer, text_from(middle));
    for (size_t i = 0; i < times; i++)
        buffer_add(&buffer, text_from(after));
    const char *text = text_terminated(f->arena, buffer_text(&buffer));
    buffer_dispose(&buffer);
    return text;
}

TEST(nesting_and_size_are_limited)
{
    struct fixture *f = fixture_new();
    GIVES(f, repeated(f, "(", "1", ")", 99), "1");
    assert_null(fixture_compile(f, repeated(f, "(", "1", ")", 100), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "(", "1", ")", 8000), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "NOT ", "TRUE", "", 4000), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "- ", "n", "", 8000), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "", "1", "+1", 8000), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "", "1", "::integer", 1000), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "CASE WHEN TRUE THEN ", "1", " END", 600), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "", "n IN (1", ",1", 5000), FIELD_TYPE_COUNT));
    assert_null(fixture_compile(f, repeated(f, "          ", "1", "", 2000), FIELD_TYPE_COUNT));
    GIVES(f, repeated(f, "", "TRUE", " AND TRUE", 1500), "true");
    fixture_free(f);
}

TEST(definitions_are_used_by_name_and_counted_in)
{
    struct fixture *f = fixture_new();
    struct expression_definition definitions[30] = {
        {.id = TEXT("elapsed"), .label = {{TEXT("time to contact"), TEXT("amser")}}}};
    definitions[0].meaning = fixture_compile(f, "contacted_at - reported_at", FIELD_TYPE_COUNT);
    assert_non_null(definitions[0].meaning);
    f->scope.definitions = definitions;
    f->scope.definition_count = 1;
    fixture_set(f, 0, "reported_at", "2019-05-01 09:00");
    fixture_set(f, 0, "contacted_at", "2019-05-01 10:00");
    GIVES(f, "elapsed < INTERVAL '2 hours' AND 2 * elapsed = INTERVAL '2 hours'", "true");
    GIVES(f, "count_log('update', log.at < reported_at + elapsed)", "0");
    GIVES(f, "elapsd = INTERVAL '1 hour'",
          "1:1: there is no field or definition 'elapsd' (did you mean 'elapsed'?)");
    // Each twice as large as the one before: refused long before it is huge.
    char source[40], id[30][8];
    size_t i = 1;
    for (; i < 30; i++) {
        snprintf(source, sizeof source, i == 1 ? "elapsed + elapsed" : "d%zu + d%zu", i - 1, i - 1);
        snprintf(id[i], sizeof id[i], "d%zu", i);
        definitions[i].id = text_from(id[i]);
        definitions[i].meaning = fixture_compile(f, source, FIELD_TYPE_COUNT);
        if (!definitions[i].meaning)
            break;
        f->scope.definition_count = i + 1;
    }
    assert_in_range(i, 8, 12);
    fixture_free(f);
}

TEST(an_expression_tells_what_it_reads)
{
    struct fixture *f = fixture_new();
    size_t count = 0;
    const struct expression *e = fixture_compile(
        f, "closed_at > reported_at AND n = 1 OR closed_at IS NULL AND count_log('update', x > 1) = 0",
        FIELD_BOOLEAN);
    const size_t *inputs = expression_inputs(e, &count);
    assert_int_equal(count, 4);
    assert_text_equal(f->cases.fields[inputs[0]].id, "closed_at");
    assert_text_equal(f->cases.fields[inputs[1]].id, "reported_at");
    assert_text_equal(f->cases.fields[inputs[2]].id, "n");
    assert_text_equal(f->cases.fields[inputs[3]].id, "x");
    assert_true(expression_reads_log(e));
    inputs = expression_log_inputs(e, &count);
    assert_int_equal(count, 1);
    assert_text_equal(f->log.fields[inputs[0]].id, "kind");
    e = fixture_compile(f, "first_log('update', log.channel = 'email')", FIELD_TIME);
    expression_log_inputs(e, &count);
    assert_int_equal(count, 3);
    e = fixture_compile(f, "n", FIELD_NUMBER);
    assert_int_equal(expression_type(e), FIELD_NUMBER);
    assert_false(expression_reads_log(e));
    fixture_free(f);
}

TEST(names_are_found_in_any_text)
{
    struct text rest = TEXT("Closed_at > \"odd name\" AND 'not this' = t2 + 1e5 ; ! ("), name;
    static const char *const expected[] = {"Closed_at", "odd name", "AND", "t2"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(expression_next_name(&rest, &name));
        assert_text_equal(name, expected[i]);
    }
    assert_false(expression_next_name(&rest, &name));
}

static void assert_words(struct fixture *f, const char *source, const char *english, const char *welsh)
{
    const struct expression *expression = fixture_compile(f, source, FIELD_TYPE_COUNT);
    assert_non_null(expression);
    assert_text_equal(expression_words(f->arena, expression, LANGUAGE_ENGLISH), english);
    if (welsh)
        assert_text_equal(expression_words(f->arena, expression, LANGUAGE_WELSH), welsh);
}

TEST(an_expression_is_said_in_plain_words)
{
    struct fixture *f = fixture_new();
    assert_words(f, "contacted_at - reported_at <= INTERVAL '48 hours'",
                 "the time from 'Reported' to 'First contact' is at most 48 hours",
                 "nid yw hyd y cyfnod o 'Adroddwyd' hyd at 'Cyswllt cyntaf' yn fwy na 48 awr");
    assert_words(f, "NOT (yes OR contacted_at IS NULL)",
                 "'Victim agreed' is no, and 'First contact' is recorded",
                 "'na' yw'r ateb i 'Cytunodd y dioddefwr', a hefyd mae 'Cyswllt cyntaf' wedi'i gofnodi");
    assert_words(
        f, "channel = 'email' AND (n > 1 OR t LIKE 'A%')",
        "'Preferred channel' is 'Email', and ('Offences' is more than 1, or 'Ward' matches the pattern “A%”)",
        NULL);
    assert_words(f, "channel NOT IN ('phone', 'letter')",
                 "'Preferred channel' is none of 'Telephone', 'Letter'",
                 "nid yw 'Sianel a ffefrir' yn un o'r rhain: 'Ffôn', 'Llythyr'");
    assert_words(f, "reported_at >= DATE '2019-04-01' AND closed_at < TIMESTAMP '2020-01-01 12:00'",
                 "'Reported' is not before 1 April 2019, and 'Closed' is before 1 January 2020, 12:00", NULL);
    assert_words(
        f, "count_log('update', log.channel <> case.channel) = 0",
        "the number of entries 'Update' for which 'Channel used' of the entry is not 'Preferred channel' is 0",
        NULL);
    assert_words(
        f, "longest_gap('endorsement', reported_at, closed_at) <= INTERVAL '7 days'",
        "the longest time without an entry 'Endorsement' from 'Reported' to 'Closed' is at most 7 days",
        "nid yw hyd y cyfnod hiraf heb gofnod 'Cymeradwyaeth' o 'Adroddwyd' hyd at 'Caewyd' yn fwy na 7 diwrnod");
    assert_words(f, "working_days(reported_at, contacted_at) NOT BETWEEN 1 AND 5",
                 "the working days from 'Reported' to 'First contact' is less than 1 or more than 5", NULL);
    assert_words(
        f, "CASE channel WHEN 'email' THEN 1 ELSE COALESCE(n, 2) END * 3",
        "(1 if 'Preferred channel' is 'Email', otherwise 'Offences', or where that is not recorded 2 × 3)",
        NULL);
    assert_words(f, "yes IS NOT TRUE OR (n = 1) IS NOT FALSE",
                 "'Victim agreed' is no or not recorded, or it cannot be said that 'Offences' is not 1",
                 NULL);
    fixture_free(f);
}

TEST(every_kind_of_expression_has_words_in_both_languages)
{
    static const char *const all[] = {
        "n + 1 - 2 * n / 3 % 4 = -n",
        "x IS DISTINCT FROM 1",
        "x IS NOT DISTINCT FROM 1.5",
        "d - e > 1",
        "d + 1 > e - 1",
        "1 + d = e",
        "reported_at + INTERVAL '1 day' > closed_at - INTERVAL '1 hour'",
        "INTERVAL '1 day' + reported_at = closed_at",
        "CASE WHEN yes THEN d WHEN n = 1 THEN e END IS NULL",
        "NULLIF(t, '') = 'x'",
        "GREATEST(n, 1) = LEAST(n, 2)",
        "GREATEST(d, e) = LEAST(d, e)",
        "lower(t) = upper(t) || trim(t) || ltrim(t) || rtrim(t)",
        "length(t) = position('a' IN t)",
        "substr(t, 1) = substr(t, 1, 2)",
        "NOT starts_with(t, 'a') OR starts_with(t, 'b')",
        "t NOT LIKE 'x' AND t LIKE 'y'",
        "EXTRACT(year FROM d) + EXTRACT(quarter FROM d) + EXTRACT(month FROM d) + EXTRACT(day FROM d) > 1",
        "EXTRACT(hour FROM closed_at) + EXTRACT(minute FROM closed_at) > 1",
        "EXTRACT(dow FROM d) + EXTRACT(isodow FROM d) + EXTRACT(doy FROM d) > 1",
        "CAST(x AS integer) = n",
        "CAST(d AS time) = closed_at",
        "CAST(closed_at AS date) = d",
        "first_log('update') < last_log('update')",
        "count_log('call') > 1",
        "first_log('update', log.n = 1) > last_log('call', log.n = 2)",
        "longest_gap('call', d, e, log.n = 1) > INTERVAL '1 day'",
        "d BETWEEN DATE '2019-01-01' AND e",
        "d NOT BETWEEN DATE '2019-01-01' AND e",
        "yes IS TRUE OR yes IS FALSE OR yes IS NOT FALSE",
        "(n = 1) IS TRUE",
        "yes = (n = 1)",
        "TRUE OR FALSE OR NULL",
        "t = NULL",
        "x > 1.5",
        "closed_at >= reported_at AND closed_at <= d",
    };
    struct fixture *f = fixture_new();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct expression *e = fixture_compile(f, all[i], FIELD_BOOLEAN);
        assert_non_null(e);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            struct text words = expression_words(f->arena, e, (enum language)language);
            size_t at;
            assert_true(words.length > 5);
            assert_false(text_find(words, TEXT("{"), &at)); // no part was forgotten
        }
    }
    fixture_free(f);
}

static void assert_compared(struct fixture *fixture, const char *source, const char *words)
{
    const struct expression *rule = fixture_compile(fixture, source, FIELD_BOOLEAN);
    assert_non_null(rule);
    const struct expression *compared = expression_compared(fixture->arena, rule);
    const struct expression *expected = words ? fixture_compile(fixture, words, FIELD_TYPE_COUNT) : NULL;
    assert_int_equal(compared != NULL, words != NULL);
    if (words)
        assert_true(text_equal(expression_words(fixture->arena, compared, LANGUAGE_ENGLISH),
                               expression_words(fixture->arena, expected, LANGUAGE_ENGLISH)));
}

TEST(what_a_rule_compares_is_the_side_that_varies)
{
    struct fixture *fixture = fixture_new();
    assert_compared(fixture, "contacted_at - reported_at > INTERVAL '2 days'", "contacted_at - reported_at");
    assert_compared(fixture, "NOT yes AND INTERVAL '2 days' < closed_at - reported_at",
                    "closed_at - reported_at");
    assert_compared(
        fixture,
        "n > 3 OR longest_gap('update', reported_at, closed_at) BETWEEN INTERVAL '1 day' AND INTERVAL '2 days'",
        "longest_gap('update', reported_at, closed_at)");
    assert_compared(fixture, "count_log('update', log.n > 3) >= 2", "count_log('update', log.n > 3)");
    assert_compared(fixture, "x < 2.5 AND yes", "x");
    assert_compared(fixture, "yes AND n = 3", NULL);
    assert_compared(fixture, "reported_at < closed_at", NULL);
    fixture_free(fixture);
}
