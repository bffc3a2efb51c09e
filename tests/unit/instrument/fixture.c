// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

static struct category_value channels[] = {
    {.id = TEXT("email"), .label = {{TEXT("Email"), TEXT("E-bost")}}},
    {.id = TEXT("phone"), .label = {{TEXT("Telephone"), TEXT("Ffôn")}}},
    {.id = TEXT("letter"), .label = {{TEXT("Letter"), TEXT("Llythyr")}}}};
static struct category_value routes[] = {{.id = TEXT("phone")}, {.id = TEXT("visit")}};
static struct category_value moods[] = {{.id = TEXT("good")}, {.id = TEXT("bad")}};
static struct category_value kinds[] = {
    {.id = TEXT("update"), .label = {{TEXT("Update"), TEXT("Diweddariad")}}},
    {.id = TEXT("endorsement"), .label = {{TEXT("Endorsement"), TEXT("Cymeradwyaeth")}}},
    {.id = TEXT("call")}};

static struct field case_fields[] = {
    {.id = TEXT("yes"),
     .type = FIELD_BOOLEAN,
     .label = {{TEXT("Victim agreed"), TEXT("Cytunodd y dioddefwr")}}},
    {.id = TEXT("n"), .type = FIELD_INTEGER, .label = {{TEXT("Offences"), TEXT("Troseddau")}}},
    {.id = TEXT("x"), .type = FIELD_NUMBER},
    {.id = TEXT("t"), .type = FIELD_TEXT, .label = {{TEXT("Ward"), TEXT("Ward")}}},
    {.id = TEXT("channel"),
     .type = FIELD_CATEGORY,
     .values = channels,
     .value_count = 3,
     .label = {{TEXT("Preferred channel"), TEXT("Sianel a ffefrir")}}},
    {.id = TEXT("route"), .type = FIELD_CATEGORY, .values = routes, .value_count = 2},
    {.id = TEXT("mood"), .type = FIELD_CATEGORY, .values = moods, .value_count = 2},
    {.id = TEXT("d"), .type = FIELD_DATE},
    {.id = TEXT("e"), .type = FIELD_DATE},
    {.id = TEXT("reported_at"), .type = FIELD_TIME, .label = {{TEXT("Reported"), TEXT("Adroddwyd")}}},
    {.id = TEXT("contacted_at"),
     .type = FIELD_TIME,
     .label = {{TEXT("First contact"), TEXT("Cyswllt cyntaf")}}},
    {.id = TEXT("closed_at"), .type = FIELD_TIME, .label = {{TEXT("Closed"), TEXT("Caewyd")}}},
};
static struct field log_fields[] = {
    {.id = TEXT("kind"), .type = FIELD_CATEGORY, .values = kinds, .value_count = 3},
    {.id = TEXT("at"), .type = FIELD_TIME},
    {.id = TEXT("channel"),
     .type = FIELD_CATEGORY,
     .values = channels,
     .value_count = 3,
     .label = {{TEXT("Channel used"), TEXT("Sianel a ddefnyddiwyd")}}},
    {.id = TEXT("n"), .type = FIELD_INTEGER},
};

static void make_columns(struct arena *arena, const struct schema *schema, size_t count, struct rows *rows)
{
    *rows = (struct rows){schema, count, ARENA_ARRAY(arena, struct column, schema->count)};
    for (size_t i = 0; i < schema->count; i++)
        rows->columns[i] = column_new(arena, schema->fields[i].type, count, false);
}

struct fixture *fixture_new(void)
{
    return fixture_of((struct schema){case_fields, sizeof case_fields / sizeof *case_fields},
                      (struct schema){log_fields, sizeof log_fields / sizeof *log_fields});
}

struct fixture *fixture_of(struct schema cases, struct schema log)
{
    struct arena *arena = arena_new();
    struct fixture *fixture = ARENA_NEW(arena, struct fixture);
    fixture->arena = arena;
    fixture->cases = cases;
    fixture->log = log;
    fixture->bank_holidays = bank_holidays_shipped(arena);
    fixture->scope = (struct expression_scope){.cases = &fixture->cases,
                                               .log = &fixture->log,
                                               .log_time = TEXT("at"),
                                               .log_kind = TEXT("kind"),
                                               .zone = zone_named(TEXT("Europe/London")),
                                               .bank_holidays = &fixture->bank_holidays};
    make_columns(arena, &fixture->cases, FIXTURE_CASES, &fixture->rows.cases);
    make_columns(arena, &fixture->log, FIXTURE_ENTRIES, &fixture->rows.log);
    fixture->rows.log.count = 0;
    fixture->rows.log_start = fixture->starts;
    problems_init(&fixture->problems, arena);
    return fixture;
}

void fixture_free(struct fixture *fixture)
{
    arena_free(fixture->arena);
}

static int64_t instant_of(const struct fixture *fixture, struct text text, bool date)
{
    struct civil_read read = {0};
    int64_t instant = 0, later;
    if (civil_read(text, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        abort();
    if (date)
        return civil_date_to_days(read.time.date);
    if (zone_to_instant(fixture->scope.zone, read.time, &instant, &later) != ZONE_ONCE)
        abort();
    return instant;
}

static uint16_t code_of(const struct field *category, struct text id)
{
    size_t code;
    if (!category_find(category, id, &code))
        abort();
    return (uint16_t)code;
}

static void set(struct fixture *fixture, struct rows *rows, size_t row, struct text field, const char *value)
{
    size_t index;
    if (!schema_find(rows->schema, field, &index))
        abort();
    struct column *column = &rows->columns[index];
    struct text text = text_copy(fixture->arena, text_from(value));
    if (!value) {
        bit_clear(column->known, row);
        return;
    }
    bit_set(column->known, row);
    switch (column->type) {
    case FIELD_BOOLEAN:
        bit_clear(column->truths, row);
        if (text_equal(text, TEXT("true")))
            bit_set(column->truths, row);
        break;
    case FIELD_NUMBER: column->numbers[row] = strtod(value, NULL); break;
    case FIELD_TEXT: column->texts[row] = text; break;
    case FIELD_CATEGORY: column->codes[row] = code_of(&rows->schema->fields[index], text); break;
    case FIELD_DATE: column->integers[row] = instant_of(fixture, text, true); break;
    case FIELD_TIME: column->integers[row] = instant_of(fixture, text, false); break;
    case FIELD_INTEGER:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT:
        if (!text_to_int64(text, &column->integers[row]))
            abort();
        break;
    }
}

void fixture_set(struct fixture *fixture, size_t row, const char *field, const char *value)
{
    set(fixture, &fixture->rows.cases, row, text_from(field), value);
}

void fixture_log(struct fixture *fixture, size_t row, const char *kind, const char *at, const char *channel)
{
    size_t entry = fixture->rows.log.count++;
    if (entry == FIXTURE_ENTRIES)
        abort();
    set(fixture, &fixture->rows.log, entry, TEXT("kind"), kind);
    set(fixture, &fixture->rows.log, entry, TEXT("at"), at);
    set(fixture, &fixture->rows.log, entry, TEXT("channel"), channel);
    for (size_t i = row + 1; i <= FIXTURE_CASES; i++)
        fixture->starts[i] = (uint32_t)entry + 1;
}

struct text fixture_print(struct fixture *fixture, const struct column *column, size_t row,
                          enum evaluation_fault fault)
{
    static const char *const faults[] = {"", "fault: division by zero", "fault: out of range",
                                         "fault: no calendar"};
    struct arena *arena = fixture->arena;
    if (fault != FAULT_NONE)
        return text_from(faults[fault]);
    if (!bit_get(column->known, row))
        return TEXT("NULL");
    switch (column->type) {
    case FIELD_BOOLEAN: return bit_get(column->truths, row) ? TEXT("true") : TEXT("false");
    case FIELD_NUMBER: return text_print(arena, "%.15g", column->numbers[row]);
    case FIELD_TEXT:
    case FIELD_CATEGORY: return text_print(arena, "'%.*s'", TEXT_PRINT(column->texts[row]));
    case FIELD_DATE: return civil_date_text(arena, civil_date_from_days(column->integers[row]));
    case FIELD_TIME: return civil_time_text(arena, zone_to_civil(fixture->scope.zone, column->integers[row]));
    case FIELD_DURATION: return duration_words(arena, LANGUAGE_ENGLISH, column->integers[row]);
    case FIELD_INTEGER:
    case FIELD_TYPE_COUNT: break;
    }
    return text_print(arena, "%lld", (long long)column->integers[row]);
}

const struct expression *fixture_compile(struct fixture *fixture, const char *expression,
                                         enum field_type wanted)
{
    struct place place = {.source = TEXT("rule"), .line = 1, .column = 1};
    problems_init(&fixture->problems, fixture->arena);
    return expression_compile(fixture->arena, text_from(expression), place, &fixture->scope, wanted,
                              &fixture->problems);
}

static struct text first_problem(struct fixture *fixture)
{
    const struct problem *problem = &fixture->problems.list.items[0];
    struct text what = message_text(fixture->arena, LANGUAGE_ENGLISH, &problem->what);
    struct text text = text_print(fixture->arena, "%d:%d: %.*s", (int)problem->place.line,
                                  (int)problem->place.column, TEXT_PRINT(what));
    if (!problem->hint.text)
        return text;
    struct text hint = message_text(fixture->arena, LANGUAGE_ENGLISH, &problem->hint);
    return text_print(fixture->arena, "%.*s (%.*s)", TEXT_PRINT(text), TEXT_PRINT(hint));
}

struct text fixture_value(struct fixture *fixture, size_t row, const char *source)
{
    const struct expression *expression = fixture_compile(fixture, source, FIELD_TYPE_COUNT);
    if (!expression)
        return first_problem(fixture);
    struct column result;
    enum evaluation_fault faults[FIXTURE_CASES];
    expression_run(expression, &fixture->rows, row, 1, fixture->arena, &result, faults);
    return fixture_print(fixture, &result, 0, faults[0]);
}
