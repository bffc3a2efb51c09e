// SPDX-License-Identifier: GPL-3.0-or-later
#include "generator.h"

#include <string.h>

static void value(struct generator *g, enum field_type type, int depth);

// splitmix64
static uint64_t next(struct generator *g)
{
    uint64_t z = g->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

uint64_t generator_below(struct generator *g, uint64_t limit)
{
    return next(g) % limit;
}

#define BELOW(limit) generator_below(g, (limit))
#define PICK(array) (array)[BELOW(sizeof(array) / sizeof *(array))]

// ---- Cases

static struct category_value abc[] = {{.id = TEXT("a")}, {.id = TEXT("b")}, {.id = TEXT("c")}};
static struct category_value bcd[] = {{.id = TEXT("b")}, {.id = TEXT("c")}, {.id = TEXT("d")}};
static struct category_value kinds[] = {{.id = TEXT("k1")}, {.id = TEXT("k2")}, {.id = TEXT("k3")}};
static struct field case_fields[] = {
    {.id = TEXT("b1"), .type = FIELD_BOOLEAN},
    {.id = TEXT("b2"), .type = FIELD_BOOLEAN},
    {.id = TEXT("i1"), .type = FIELD_INTEGER},
    {.id = TEXT("i2"), .type = FIELD_INTEGER},
    {.id = TEXT("x1"), .type = FIELD_NUMBER},
    {.id = TEXT("x2"), .type = FIELD_NUMBER},
    {.id = TEXT("t1"), .type = FIELD_TEXT},
    {.id = TEXT("t2"), .type = FIELD_TEXT},
    {.id = TEXT("d1"), .type = FIELD_DATE},
    {.id = TEXT("d2"), .type = FIELD_DATE},
    {.id = TEXT("w1"), .type = FIELD_TIME},
    {.id = TEXT("w2"), .type = FIELD_TIME},
    {.id = TEXT("c1"), .type = FIELD_CATEGORY, .values = abc, .value_count = 3},
    {.id = TEXT("c2"), .type = FIELD_CATEGORY, .values = bcd, .value_count = 3},
};
static struct field log_fields[] = {
    {.id = TEXT("kind"), .type = FIELD_CATEGORY, .values = kinds, .value_count = 3},
    {.id = TEXT("at"), .type = FIELD_TIME},
    {.id = TEXT("b1"), .type = FIELD_BOOLEAN},
    {.id = TEXT("i1"), .type = FIELD_INTEGER},
    {.id = TEXT("c1"), .type = FIELD_CATEGORY, .values = abc, .value_count = 3},
};

#define SECOND INT64_C(1000000)
#define DAY (86400 * SECOND)

static int64_t random_integer(struct generator *g)
{
    static const int64_t edges[] = {0,
                                    0,
                                    1,
                                    -1,
                                    2,
                                    3,
                                    7,
                                    10,
                                    -5,
                                    INT64_MAX,
                                    INT64_MIN,
                                    INT64_MAX - 1,
                                    INT64_C(1) << 53,
                                    INT64_C(3037000500),
                                    1000000};
    return BELOW(3) ? PICK(edges) : (int64_t)BELOW(2001) - 1000;
}

static double random_number(struct generator *g)
{
    static const double edges[] = {
        0, 1, -1, 0.5, 2.5, 3.5, -2.5, 0.1, 1e308, -1e308, 1e-308, 9223372036854775807.0, 1e18, 1e15 + 0.5};
    return BELOW(3) ? PICK(edges) : (double)((int64_t)BELOW(200001) - 100000) / 64;
}

static int64_t random_time(struct generator *g)
{
    // Around the changes of the clocks in London in 2019, 2020 and 1971, a leap day, the turn of a year; the ends of time.
    static const int64_t instants[] = {1553994000, 1572138000, 1585443600, 1603587600,
                                       57722400,   1582934400, 1577836800, 1554000000};
    static const int64_t ends[] = {-62135510400, 253402214399, -2208988800, 4102444800};
    if (BELOW(12) == 0)
        return PICK(ends) * SECOND;
    int64_t spread = BELOW(2) ? 2 * 3600 * SECOND : 40 * DAY;
    int64_t time = PICK(instants) * SECOND + (int64_t)BELOW((uint64_t)(2 * spread)) - spread;
    return BELOW(2) ? time : time - time % (900 * SECOND);
}

static int64_t random_day(struct generator *g)
{
    static const int64_t days[] = {17987, 18004, 18000, 18262, 16436, 20453, 0, 18321, -719162, 2932896};
    return BELOW(4) ? 17900 + (int64_t)BELOW(400) : PICK(days);
}

static struct text random_text(struct generator *g)
{
    static const char *const texts[] = {"",     "a",    "b",    "Tŷ Ôl", "it's", "50%", "a_b", "a\\b",
                                        " ab ", "ABBA", "abab", "éa",    "zZ",   "a%",  "  "};
    return text_from(PICK(texts));
}

static void fill(struct generator *g, struct column *column, const struct field *field, size_t row)
{
    if (BELOW(6) == 0)
        return;
    bit_set(column->known, row);
    switch (field->type) {
    case FIELD_BOOLEAN:
        if (BELOW(2))
            bit_set(column->truths, row);
        break;
    case FIELD_NUMBER: column->numbers[row] = random_number(g); break;
    case FIELD_TEXT: column->texts[row] = random_text(g); break;
    case FIELD_CATEGORY: column->codes[row] = (uint16_t)BELOW(3); break;
    case FIELD_DATE: column->integers[row] = random_day(g); break;
    case FIELD_TIME: column->integers[row] = random_time(g); break;
    case FIELD_INTEGER:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: column->integers[row] = random_integer(g); break;
    }
}

static void fill_rows(struct generator *g, struct rows *rows, const struct schema *schema, size_t count)
{
    *rows = (struct rows){schema, count, ARENA_ARRAY(g->arena, struct column, schema->count)};
    for (size_t i = 0; i < schema->count; i++) {
        rows->columns[i] = column_new(g->arena, schema->fields[i].type, count, false);
        for (size_t row = 0; row < count; row++)
            fill(g, &rows->columns[i], &schema->fields[i], row);
    }
}

void generator_init(struct generator *g, struct arena *arena, uint64_t seed)
{
    *g = (struct generator){.state = seed,
                            .arena = arena,
                            .cases = {case_fields, sizeof case_fields / sizeof *case_fields},
                            .log = {log_fields, sizeof log_fields / sizeof *log_fields}};
    g->bank_holidays = bank_holidays_shipped(arena);
    g->scope = (struct expression_scope){.cases = &g->cases,
                                         .log = &g->log,
                                         .log_time = TEXT("at"),
                                         .log_kind = TEXT("kind"),
                                         .zone = zone_named(TEXT("Europe/London")),
                                         .bank_holidays = &g->bank_holidays};
    fill_rows(g, &g->rows.cases, &g->cases, GENERATED_ROWS);
    for (size_t row = 0; row < GENERATED_ROWS; row++)
        g->starts[row + 1] = g->starts[row] + (uint32_t)(BELOW(4) ? BELOW(5) : 0);
    fill_rows(g, &g->rows.log, &g->log, g->starts[GENERATED_ROWS]);
    g->rows.log_start = g->starts;
}

void generator_dispose(struct generator *g)
{
    buffer_dispose(&g->ours);
    buffer_dispose(&g->theirs);
}

// ---- Writing

static void emit(struct generator *g, const char *ours, const char *theirs)
{
    buffer_add(&g->ours, text_from(ours));
    buffer_add(&g->theirs, text_from(theirs));
}

static void both(struct generator *g, const char *text)
{
    emit(g, text, text);
}

static void two(struct generator *g, const char *before, enum field_type a, const char *between,
                enum field_type b, const char *after, int depth)
{
    both(g, before);
    value(g, a, depth);
    both(g, between);
    value(g, b, depth);
    both(g, after);
}

static void quoted(struct generator *g, struct text text, const char *after)
{
    both(g, "'");
    for (size_t i = 0; i < text.length; i++) {
        buffer_add_character(&g->ours, text.bytes[i]);
        buffer_add_character(&g->theirs, text.bytes[i]);
        if (text.bytes[i] == '\'')
            both(g, "'");
    }
    emit(g, "'", after);
}

static void civil(struct generator *g, int64_t time)
{
    struct text text = civil_time_text(g->arena, zone_to_civil(zone_named(TEXT("UTC")), time));
    buffer_print(&g->ours, "TIMESTAMP WITH TIME ZONE '%.*s+00:00'", TEXT_PRINT(text));
    buffer_print(&g->theirs, "(timestamptz 'epoch' + dur(%lld) + k.no_time)", (long long)time);
}

static void literal(struct generator *g, enum field_type type)
{
    static const char *const units[] = {"microseconds", "seconds", "minutes", "hours", "days", "weeks"};
    int64_t integer = random_integer(g);
    double number = random_number(g);
    switch (type) {
    case FIELD_BOOLEAN: BELOW(2) ? emit(g, "TRUE", "k.yes") : emit(g, "FALSE", "(NOT k.yes)"); break;
    case FIELD_INTEGER:
        buffer_print(&g->ours, integer < 0 ? "(%lld)" : "%lld", (long long)integer);
        buffer_print(&g->theirs, "('%lld'::bigint + k.zero)", (long long)integer);
        break;
    case FIELD_NUMBER:
        buffer_print(&g->ours, number < 0 ? "(%.17e)" : "%.17e", number);
        buffer_print(&g->theirs, "('%.17e'::float8 * k.one)", number);
        break;
    case FIELD_TEXT:
        both(g, "(");
        quoted(g, random_text(g), "' || k.nothing");
        both(g, ")");
        break;
    case FIELD_DATE: {
        struct text day = civil_date_text(g->arena, civil_date_from_days(random_day(g)));
        buffer_print(&g->ours, "DATE '%.*s'", TEXT_PRINT(day));
        buffer_print(&g->theirs, "(DATE '%.*s' + k.no_days)", TEXT_PRINT(day));
        break;
    }
    case FIELD_TIME: civil(g, random_time(g)); break;
    case FIELD_DURATION: {
        int amount = (int)BELOW(100) - 20;
        const char *unit = PICK(units);
        buffer_print(&g->ours, "INTERVAL '%d %s'", amount, unit);
        buffer_print(&g->theirs, "(flat(INTERVAL '%d %s') + k.no_time)", amount, unit);
        break;
    }
    case FIELD_CATEGORY:
    case FIELD_TYPE_COUNT: break;
    }
}

static void null(struct generator *g, enum field_type type)
{
    buffer_print(&g->ours, "CAST(NULL AS %s)", field_type_name(type));
    buffer_print(&g->theirs, "k.null_%s", field_type_name(type));
}

static void field(struct generator *g, enum field_type type)
{
    const struct schema *schema = g->in_log && BELOW(2) ? &g->log : &g->cases;
    size_t fields[16], count = 0;
    for (size_t i = 0; i < schema->count; i++)
        if (schema->fields[i].type == type ||
            (type == FIELD_TEXT && schema->fields[i].type == FIELD_CATEGORY))
            fields[count++] = i;
    if (count == 0) {
        literal(g, type);
        return;
    }
    const struct field *found = &schema->fields[fields[BELOW(count)]];
    bool qualified = g->in_log || BELOW(8) == 0,
         joined = found->type != type; // a category joined with nothing is a text
    both(g, joined ? "(" : "");
    buffer_print(&g->ours, "%s%.*s",
                 schema == &g->log ? "log."
                 : qualified       ? "case."
                                   : "",
                 TEXT_PRINT(found->id));
    buffer_print(&g->theirs, "%s%.*s", schema == &g->log ? "l." : "r.", TEXT_PRINT(found->id));
    both(g, joined ? " || '')" : "");
}

static void leaf(struct generator *g, enum field_type type)
{
    uint64_t chance = BELOW(20);
    if (chance == 0)
        null(g, type);
    else if (chance < 6 || type == FIELD_DURATION)
        literal(g, type);
    else
        field(g, type);
}

// ---- The log

static void condition_begins(struct generator *g, const char *kind)
{
    buffer_print(&g->theirs, "FROM log l WHERE l.case_id = r.id AND CASE WHEN l.kind = '%s' THEN ", kind);
}

static void log_function(struct generator *g, const char *name, const char *aggregate, int depth)
{
    static const char *const names[] = {"k1", "k2", "k3"};
    const char *kind = PICK(names);
    buffer_print(&g->ours, "%s('%s'", name, kind);
    buffer_print(&g->theirs, "(SELECT %s ", aggregate);
    condition_begins(g, kind);
    if (BELOW(4)) {
        g->in_log = true;
        emit(g, ", ", "(");
        value(g, FIELD_BOOLEAN, depth);
        emit(g, "", ")");
        g->in_log = false;
    } else {
        emit(g, "", "TRUE");
    }
    emit(g, ")", " ELSE FALSE END)");
}

static void longest_gap(struct generator *g, int depth)
{
    static const char *const names[] = {"k1", "k2", "k3"};
    const char *kind = PICK(names);
    struct buffer theirs = g->theirs; // the parts come in another order there
    struct buffer parts[3] = {0};
    g->theirs = (struct buffer){0};
    buffer_print(&g->ours, "longest_gap('%s'", kind);
    for (int i = 0; i < 3; i++) {
        g->in_log = i == 2;
        buffer_add(&g->ours, TEXT(", "));
        value(g, i == 2 ? FIELD_BOOLEAN : FIELD_TIME, depth);
        parts[i] = g->theirs;
        g->theirs = (struct buffer){0};
    }
    g->in_log = false;
    buffer_add(&g->ours, TEXT(")"));
    g->theirs = theirs;
    buffer_print(
        &g->theirs,
        "(SELECT CASE WHEN p.f IS NULL OR p.t IS NULL THEN NULL WHEN p.t < p.f AND NOT EXISTS (SELECT 1 FROM log l WHERE "
        "l.case_id = r.id AND CASE WHEN l.kind = '%s' THEN (%.*s) AND NOT k.yes ELSE FALSE END) THEN flat(p.t - p.f) ELSE (SELECT "
        "max(flat(q.at - q.before)) FROM (SELECT s.at, lag(s.at) OVER (ORDER BY s.at) AS before FROM (SELECT p.f AS at UNION ALL "
        "SELECT l.at FROM log l WHERE l.case_id = r.id AND CASE WHEN l.kind = '%s' THEN (%.*s) AND l.at BETWEEN p.f AND p.t ELSE "
        "FALSE END UNION ALL SELECT p.t) s) q) END FROM (SELECT %.*s::timestamptz AS f, %.*s::timestamptz AS t OFFSET 0) p)",
        kind, TEXT_PRINT(buffer_text(&parts[2])), kind, TEXT_PRINT(buffer_text(&parts[2])),
        TEXT_PRINT(buffer_text(&parts[0])), TEXT_PRINT(buffer_text(&parts[1])));
    for (int i = 0; i < 3; i++)
        buffer_dispose(&parts[i]);
}

// ---- Types

static enum field_type comparable(struct generator *g)
{
    static const enum field_type types[] = {FIELD_INTEGER, FIELD_NUMBER, FIELD_TEXT,
                                            FIELD_DATE,    FIELD_TIME,   FIELD_DURATION};
    return PICK(types);
}

static void in_list(struct generator *g, int depth)
{
    enum field_type type = comparable(g);
    two(g, "(", type, BELOW(2) ? " IN (" : " NOT IN (", type, "", depth);
    for (uint64_t more = BELOW(3); more; more--) {
        both(g, ", ");
        value(g, type, depth);
    }
    both(g, "))");
}

static void like(struct generator *g, int depth)
{
    static const char *const patterns[] = {"%",      "_",    "a%", "%b", "a_b", "%a%b%", "50\\%",
                                           "a\\\\b", "T_ %", "",   "__", "%_%", "a\\_b", "%''s"};
    both(g, "(");
    value(g, FIELD_TEXT, depth);
    struct text tail = text_print(g->arena, " %s '%s')", BELOW(4) ? "LIKE" : "NOT LIKE", PICK(patterns));
    both(g, text_terminated(g->arena, tail));
}

static void compare_category(struct generator *g)
{
    static const char *const tests[] = {"c1 = 'a'",
                                        "c2 <> 'd'",
                                        "c1 = c2",
                                        "c1 <> c2",
                                        "c1 IN ('a', 'b')",
                                        "c2 NOT IN ('b')",
                                        "c1 IS DISTINCT FROM c2",
                                        "NULLIF(c1, 'a') = c2",
                                        "CASE c1 WHEN 'a' THEN TRUE WHEN 'b' THEN b1 END"};
    static const char *const theirs[] = {"r.c1 = 'a'",
                                         "r.c2 <> 'd'",
                                         "r.c1 = r.c2",
                                         "r.c1 <> r.c2",
                                         "r.c1 IN ('a', 'b')",
                                         "r.c2 NOT IN ('b')",
                                         "r.c1 IS DISTINCT FROM r.c2",
                                         "NULLIF(r.c1, 'a') = r.c2",
                                         "CASE r.c1 WHEN 'a' THEN TRUE WHEN 'b' THEN r.b1 END"};
    size_t i = BELOW(sizeof tests / sizeof *tests);
    if (g->in_log) {
        emit(g, "(log.c1 = case.c1)", "(l.c1 = r.c1)");
        return;
    }
    both(g, "(");
    emit(g, tests[i], theirs[i]);
    both(g, ")");
}

static void boolean(struct generator *g, int depth)
{
    static const char *const comparisons[] = {
        " = ", " <> ", " < ", " <= ", " > ", " >= ", " IS DISTINCT FROM ", " IS NOT DISTINCT FROM "};
    static const char *const tests[] = {" IS NULL)",     " IS NOT NULL)", " IS TRUE)",
                                        " IS NOT TRUE)", " IS FALSE)",    " IS NOT FALSE)"};
    static const enum field_type any[] = {FIELD_BOOLEAN, FIELD_INTEGER, FIELD_NUMBER,  FIELD_TEXT,
                                          FIELD_DATE,    FIELD_TIME,    FIELD_DURATION};
    enum field_type type = comparable(g);
    switch (BELOW(14)) {
    case 0:
    case 1: two(g, "(", FIELD_BOOLEAN, " AND ", FIELD_BOOLEAN, ")", depth); break;
    case 2:
    case 3: two(g, "(", FIELD_BOOLEAN, " OR ", FIELD_BOOLEAN, ")", depth); break;
    case 4:
        both(g, "(NOT ");
        value(g, FIELD_BOOLEAN, depth);
        both(g, ")");
        break;
    case 5: {
        uint64_t test = BELOW(6);
        both(g, "(");
        value(g, test < 2 ? PICK(any) : FIELD_BOOLEAN, depth);
        both(g, tests[test]);
        break;
    }
    case 6: in_list(g, depth); break;
    case 7:
        two(g, "(", type, BELOW(2) ? " BETWEEN " : " NOT BETWEEN ", type, " AND ", depth);
        value(g, type, depth);
        both(g, ")");
        break;
    case 8: like(g, depth); break;
    case 9: compare_category(g); break;
    case 10:
        two(g, "(", BELOW(2) ? FIELD_DATE : FIELD_TIME, PICK(comparisons), FIELD_TIME, ")", depth);
        break;
    case 11:
        BELOW(2) ? two(g, "starts_with(", FIELD_TEXT, ", ", FIELD_TEXT, ")", depth)
                 : two(g, "(", FIELD_BOOLEAN, BELOW(2) ? " = " : " <> ", FIELD_BOOLEAN, ")", depth);
        break;
    case 12: two(g, "(", FIELD_INTEGER, PICK(comparisons), FIELD_NUMBER, ")", depth); break;
    default: two(g, "(", type, PICK(comparisons), type, ")", depth); break;
    }
}

static void extract(struct generator *g, int depth)
{
    static const char *const parts[] = {"year",   "quarter", "month", "day",   "dow",
                                        "isodow", "doy",     "hour",  "minute"};
    uint64_t part = BELOW(9);
    const char *name = parts[part];
    buffer_print(&g->ours, "EXTRACT(%s FROM ", name);
    buffer_print(&g->theirs, "EXTRACT(%s FROM ", name);
    value(g, part < 7 && BELOW(2) ? FIELD_DATE : FIELD_TIME, depth);
    emit(g, ")", ")::bigint");
}

static void integer(struct generator *g, int depth)
{
    switch (BELOW(14)) {
    case 0: two(g, "(", FIELD_INTEGER, " + ", FIELD_INTEGER, ")", depth); break;
    case 1: two(g, "(", FIELD_INTEGER, " - ", FIELD_INTEGER, ")", depth); break;
    case 2: two(g, "(", FIELD_INTEGER, " * ", FIELD_INTEGER, ")", depth); break;
    case 3: two(g, "(", FIELD_INTEGER, " / ", FIELD_INTEGER, ")", depth); break;
    case 4: two(g, "(", FIELD_INTEGER, " % ", FIELD_INTEGER, ")", depth); break;
    case 5:
        both(g, "(- ");
        value(g, FIELD_INTEGER, depth);
        both(g, ")");
        break;
    case 6:
        both(g, "length(");
        value(g, FIELD_TEXT, depth);
        emit(g, ")", ")::bigint");
        break;
    case 7:
        two(g, "position(", FIELD_TEXT, " IN ", FIELD_TEXT, ")", depth);
        emit(g, "", "::bigint");
        break;
    case 8: extract(g, depth); break;
    case 9:
        two(g, "(", FIELD_DATE, " - ", FIELD_DATE, ")", depth);
        emit(g, "", "::bigint");
        break;
    case 10:
        both(g, "CAST(");
        value(g, FIELD_NUMBER, depth);
        emit(g, " AS integer)", " AS bigint)");
        break;
    case 11:
        if (BELOW(2)) {
            two(g, "working_days(", FIELD_DATE, ", ", FIELD_DATE, ")", depth);
        } else {
            both(g, "working_days(");
            value(g, FIELD_TIME, depth);
            emit(g, ", ", "::date, ");
            value(g, FIELD_DATE, depth);
            both(g, ")");
        }
        break;
    default: g->in_log ? leaf(g, FIELD_INTEGER) : log_function(g, "count_log", "count(*)", depth); break;
    }
}

static void number(struct generator *g, int depth)
{
    static const char *const operators[] = {" + ", " - ", " * ", " / "};
    switch (BELOW(4)) {
    case 0: two(g, "(", FIELD_INTEGER, PICK(operators), FIELD_NUMBER, ")", depth); break;
    case 1:
        both(g, "(- ");
        value(g, FIELD_NUMBER, depth);
        both(g, ")");
        break;
    case 2:
        both(g, "CAST(");
        value(g, FIELD_INTEGER, depth);
        emit(g, " AS number)", " AS float8)");
        break;
    default: two(g, "(", FIELD_NUMBER, PICK(operators), FIELD_NUMBER, ")", depth); break;
    }
}

static void text(struct generator *g, int depth)
{
    static const char *const functions[] = {"lower(", "upper(", "trim(", "ltrim(", "rtrim(", "btrim("};
    if (BELOW(3) == 0) {
        two(g, "(", FIELD_TEXT, " || ", FIELD_TEXT, ")", depth);
        return;
    }
    both(g, BELOW(2) ? PICK(functions) : "substring(");
    bool part = text_ends(buffer_text(&g->ours), TEXT("substring("));
    value(g, FIELD_TEXT, depth);
    if (part) {
        int from = (int)BELOW(8) - 2, length = (int)BELOW(6) - 1;
        struct text tail = BELOW(2) ? text_print(g->arena, ", %d, %d", from, length)
                                    : text_print(g->arena, ", %d", from);
        both(g, text_terminated(g->arena, tail));
    }
    both(g, ")");
}

static void date(struct generator *g, int depth)
{
    both(g, "(");
    if (BELOW(2)) {
        emit(g, "CAST(", "(");
        value(g, FIELD_TIME, depth);
        emit(g, " AS date)", ")::date");
    } else {
        emit(g, "", "days_after(");
        value(g, FIELD_DATE, depth);
        emit(g, " + ", ", ");
        value(g, FIELD_INTEGER, depth);
        emit(g, "", ")");
    }
    emit(g, ")", ")::our_date");
}

static void time_value(struct generator *g, int depth)
{
    uint64_t choice = BELOW(g->in_log ? 3 : 5);
    if (choice > 2) {
        choice == 3 ? log_function(g, "first_log", "min(l.at)", depth)
                    : log_function(g, "last_log", "max(l.at)", depth);
        return;
    }
    if (choice == 2) {
        both(g, "CAST(");
        value(g, FIELD_DATE, depth);
        emit(g, " AS time)", " AS timestamptz)");
    } else {
        two(g, "(", FIELD_TIME, choice ? " + " : " - ", FIELD_DURATION, ")", depth);
        emit(g, "", "::our_time");
    }
}

static void duration(struct generator *g, int depth)
{
    static const char *const divisors[] = {"2", "3", "0", "1.5", "7", "4"};
    if (!g->in_log && BELOW(6) == 0) {
        longest_gap(g, depth);
        return;
    }
    emit(g, "(", "flat(");
    switch (BELOW(6)) {
    case 0: two(g, "", FIELD_DURATION, " + ", FIELD_DURATION, "", depth); break;
    case 1: two(g, "", FIELD_DURATION, " - ", FIELD_DURATION, "", depth); break;
    case 2:
        both(g, "- ");
        value(g, FIELD_DURATION, depth);
        break;
    case 3:
        emit(g, "", "dur(us(");
        value(g, FIELD_DURATION, depth);
        emit(g, " * ", ") * ");
        value(g, FIELD_INTEGER, depth);
        emit(g, "", ")");
        break;
    case 4:
        BELOW(2) ? two(g, "", FIELD_DURATION, " * ", FIELD_NUMBER, "", depth)
                 : two(g, "", FIELD_NUMBER, " * ", FIELD_DURATION, "", depth);
        break;
    default:
        if (BELOW(3)) {
            two(g, "", FIELD_TIME, " - ", FIELD_TIME, "", depth);
        } else {
            const char *divisor = PICK(divisors);
            value(g, FIELD_DURATION, depth);
            buffer_print(&g->ours, " / %s", divisor);
            buffer_print(&g->theirs, " / (%s::float8 * k.one)", divisor);
        }
    }
    both(g, ")");
}

static void choice(struct generator *g, enum field_type type, int depth)
{
    enum field_type compared = comparable(g);
    uint64_t kind = BELOW(type == FIELD_BOOLEAN ? 4 : 6);
    switch (kind) {
    case 0:
        both(g, "(CASE WHEN ");
        value(g, FIELD_BOOLEAN, depth);
        two(g, " THEN ", type, " ELSE ", type, " END)", depth);
        break;
    case 1:
        both(g, "(CASE ");
        two(g, "", compared, " WHEN ", compared, "", depth);
        two(g, " THEN ", type, " WHEN ", compared, "", depth);
        both(g, " THEN ");
        value(g, type, depth);
        both(g, " END)");
        break;
    case 2: two(g, "COALESCE(", type, ", ", type, ")", depth); break;
    case 3: two(g, "NULLIF(", type, ", ", type, ")", depth); break;
    default:
        two(g, kind == 4 ? "GREATEST(" : "LEAST(", type, ", ", type, "", depth);
        both(g, ", ");
        value(g, type, depth);
        both(g, ")");
    }
}

static void value(struct generator *g, enum field_type type, int depth)
{
    if (depth <= 0 || BELOW(8) == 0) {
        leaf(g, type);
        return;
    }
    depth--;
    if (BELOW(6) == 0) {
        choice(g, type, depth);
        return;
    }
    switch (type) {
    case FIELD_BOOLEAN: boolean(g, depth); break;
    case FIELD_INTEGER: integer(g, depth); break;
    case FIELD_NUMBER: number(g, depth); break;
    case FIELD_TEXT: text(g, depth); break;
    case FIELD_DATE: date(g, depth); break;
    case FIELD_TIME: time_value(g, depth); break;
    case FIELD_DURATION: duration(g, depth); break;
    case FIELD_CATEGORY:
    case FIELD_TYPE_COUNT: break;
    }
}

static void tame(struct generator *g, struct rows *rows)
{
    for (size_t i = 0; i < rows->schema->count; i++) {
        struct column *column = &rows->columns[i];
        for (size_t row = 0; row < rows->count; row++) {
            if (!bit_get(column->known, row))
                continue;
            if (column->type == FIELD_INTEGER && BELOW(2))
                column->integers[row] %= 1000;
            else if (column->type == FIELD_INTEGER)
                column->integers[row] %= NARROW_LIMIT;
            else if (column->type == FIELD_TIME)
                column->integers[row] = (INT64_C(1560000000) + column->integers[row] / SECOND %
                                                                   (BELOW(8) ? 10000000 : NARROW_LIMIT)) *
                                        SECOND;
        }
    }
}

void generator_more(struct generator *g, size_t count, bool is_tame, struct case_rows *rows)
{
    uint32_t *starts = ARENA_ARRAY(g->arena, uint32_t, count + 1);
    fill_rows(g, &rows->cases, &g->cases, count);
    for (size_t row = 0; row < count; row++)
        starts[row + 1] = starts[row] + (uint32_t)(BELOW(4) ? BELOW(5) : 0);
    fill_rows(g, &rows->log, &g->log, starts[count]);
    rows->log_start = starts;
    if (is_tame) {
        tame(g, &rows->cases);
        tame(g, &rows->log);
    }
}

void generator_of(struct generator *g, enum field_type type)
{
    buffer_clear(&g->ours);
    buffer_clear(&g->theirs);
    g->in_log = false;
    g->type = type;
    value(g, g->type, 1 + (int)BELOW(3));
}

void generator_next(struct generator *g)
{
    static const enum field_type types[] = {FIELD_BOOLEAN, FIELD_BOOLEAN, FIELD_BOOLEAN,
                                            FIELD_INTEGER, FIELD_NUMBER,  FIELD_TEXT,
                                            FIELD_DATE,    FIELD_TIME,    FIELD_DURATION};
    generator_of(g, PICK(types));
}
