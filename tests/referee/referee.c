// SPDX-License-Identifier: GPL-3.0-or-later
// referee sql SEED EXPRESSIONS: writes a script for psql that answers every generated expression on every generated case.
// referee compare SEED EXPRESSIONS FILE: runs the same here, in a batch and case by case, and compares with its answers:
// values, NULLs and the kinds of faults, numbers to the last bit.
#include "generator.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DIFFERENCES_SHOWN = 20 };

// ---- The script

static const char prelude[] =
    "SET client_min_messages = warning; SET timezone = 'Europe/London'; SET intervalstyle = postgres;\n"
    "CREATE FUNCTION dur(bigint) RETURNS interval LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT ($1::text || ' microseconds')::interval $$;\n"
    "CREATE FUNCTION us(interval) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT (extract(epoch FROM $1) * 1000000)::bigint $$;\n"
    "CREATE FUNCTION flat(interval) RETURNS interval LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT dur(us($1)) $$;\n"
    "CREATE DOMAIN our_time AS timestamptz CHECK (VALUE >= '0001-01-01 00:00+00' AND VALUE < '10000-01-01 00:00+00');\n"
    "CREATE DOMAIN our_date AS date CHECK (VALUE >= '0001-01-01' AND VALUE <= '9999-12-31');\n"
    // Not inlined, so that it is strict in both before it looks at either.
    "CREATE FUNCTION days_after(date, bigint) RETURNS our_date LANGUAGE plpgsql IMMUTABLE STRICT AS $$ BEGIN RETURN $1 + $2::int; END $$;\n"
    "CREATE TABLE k AS SELECT true AS yes, 0::bigint AS zero, 1::float8 AS one, ''::text AS nothing, 0 AS no_days, interval '0' AS no_time,\n"
    "  NULL::boolean AS null_boolean, NULL::bigint AS null_integer, NULL::float8 AS null_number, NULL::text AS null_text,\n"
    "  NULL::date AS null_date, NULL::timestamptz AS null_time, NULL::interval AS null_duration;\n"
    "CREATE TABLE holidays (day date PRIMARY KEY);\n"
    // The answer of one expression for every case: '=' and the value, NULL, or '!' and the state of the error. All cases at once
    // first, since most expressions have no fault.
    "CREATE FUNCTION judge(query text, cases int) RETURNS SETOF text LANGUAGE plpgsql AS $f$\n"
    "DECLARE answers text[]; answer text;\n"
    "BEGIN\n"
    "  BEGIN\n"
    "    EXECUTE 'SELECT array_agg(v ORDER BY id) FROM (' || query || ') q' INTO answers;\n"
    "    RETURN QUERY SELECT * FROM unnest(answers); RETURN;\n"
    "  EXCEPTION WHEN OTHERS THEN NULL;\n"
    "  END;\n"
    "  EXECUTE 'PREPARE one(int) AS SELECT v FROM (' || query || ' WHERE r.id = $1) q';\n"
    "  FOR i IN 1..cases LOOP\n"
    "    BEGIN\n"
    "      EXECUTE 'EXECUTE one(' || i || ')' INTO answer;\n"
    "    EXCEPTION WHEN OTHERS THEN answer := '!' || SQLSTATE;\n"
    "    END;\n"
    "    RETURN NEXT answer;\n"
    "  END LOOP;\n"
    "  DEALLOCATE one;\n"
    "END $f$;\n"
    "\\pset null '\\\\N'\n\\pset tuples_only on\n\\pset format unaligned\n";

static const char calendar[] =
    "CREATE TABLE calendar AS SELECT day::date AS day, count(*) FILTER (WHERE extract(isodow FROM day) < 6 AND day::date NOT IN\n"
    "  (SELECT h.day FROM holidays h)) OVER (ORDER BY day) AS passed FROM generate_series(DATE '%d-01-01', DATE '%d-12-31', '1 day') day;\n"
    "ALTER TABLE calendar ADD PRIMARY KEY (day);\n"
    "CREATE FUNCTION working_days(a date, b date) RETURNS bigint LANGUAGE plpgsql STABLE STRICT AS $f$\n"
    "DECLARE x bigint; y bigint;\n"
    "BEGIN\n"
    "  SELECT passed INTO x FROM calendar WHERE day = a; SELECT passed INTO y FROM calendar WHERE day = b;\n"
    "  IF x IS NULL OR y IS NULL THEN RAISE EXCEPTION SQLSTATE 'ZZ001'; END IF;\n"
    "  RETURN y - x;\n"
    "END $f$;\nANALYZE;\n";

static const char *column_type(enum field_type type)
{
    static const char *const types[FIELD_TYPE_COUNT] = {"boolean", "bigint", "float8",      "text",
                                                        "text",    "date",   "timestamptz", "interval"};
    return types[type];
}

static void print_quoted(struct text text)
{
    putchar('\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '\'')
            putchar('\'');
        putchar(text.bytes[i]);
    }
    putchar('\'');
}

static void print_cell(const struct field *field, const struct column *column, size_t row)
{
    if (!bit_get(column->known, row)) {
        printf("NULL");
        return;
    }
    switch (column->type) {
    case FIELD_BOOLEAN: printf(bit_get(column->truths, row) ? "TRUE" : "FALSE"); break;
    case FIELD_NUMBER: printf("'%.17g'", column->numbers[row]); break;
    case FIELD_TEXT: print_quoted(column->texts[row]); break;
    case FIELD_CATEGORY: print_quoted(field->values[column->codes[row]].id); break;
    case FIELD_DATE: printf("DATE '1970-01-01' + (%lld)", (long long)column->integers[row]); break;
    case FIELD_TIME: printf("timestamptz 'epoch' + dur(%lld)", (long long)column->integers[row]); break;
    case FIELD_INTEGER:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: printf("'%lld'", (long long)column->integers[row]); break;
    }
}

static void print_table(const char *name, const char *keys, const struct rows *rows)
{
    printf("CREATE TABLE %s (%s", name, keys);
    for (size_t i = 0; i < rows->schema->count; i++)
        printf(", %.*s %s", TEXT_PRINT(rows->schema->fields[i].id),
               column_type(rows->schema->fields[i].type));
    printf(");\n");
}

static void print_row(const struct rows *rows, size_t row)
{
    for (size_t i = 0; i < rows->schema->count; i++) {
        printf(", ");
        print_cell(&rows->schema->fields[i], &rows->columns[i], row);
    }
    printf(");\n");
}

static void print_data(const struct generator *g)
{
    print_table("cases", "id int PRIMARY KEY", &g->rows.cases);
    print_table("log", "case_id int", &g->rows.log);
    for (size_t row = 0; row < GENERATED_ROWS; row++) {
        printf("INSERT INTO cases VALUES (%zu", row + 1);
        print_row(&g->rows.cases, row);
        for (size_t entry = g->starts[row]; entry < g->starts[row + 1]; entry++) {
            printf("INSERT INTO log VALUES (%zu", row + 1);
            print_row(&g->rows.log, entry);
        }
    }
    for (size_t i = 0; i < g->bank_holidays.count; i++)
        printf("INSERT INTO holidays VALUES (DATE '1970-01-01' + %lld);\n",
               (long long)g->bank_holidays.days[i]);
    printf(calendar, g->bank_holidays.first_year, g->bank_holidays.last_year);
}

static void print_query(const struct generator *g)
{
    static const char *const forms[FIELD_TYPE_COUNT][2] = {
        [FIELD_BOOLEAN] = {"(", ")::text"},
        [FIELD_INTEGER] = {"(", ")::text"},
        [FIELD_NUMBER] = {"(", ")::float8::text"},
        [FIELD_TEXT] = {"(", ")"},
        [FIELD_DATE] = {"((", ")::date - DATE '1970-01-01')::text"},
        [FIELD_TIME] = {"(extract(epoch FROM (", ")::timestamptz) * 1000000)::bigint::text"},
        [FIELD_DURATION] = {"us(", ")::text"},
    };
    printf("SELECT judge($q$SELECT r.id, '=' || %s%.*s%s AS v FROM cases r CROSS JOIN k$q$, %d);\n",
           forms[g->type][0], TEXT_PRINT(buffer_text(&g->theirs)), forms[g->type][1], GENERATED_ROWS);
}

static int print_script(struct generator *g, long expressions)
{
    fputs(prelude, stdout);
    print_data(g);
    for (long i = 0; i < expressions; i++) {
        struct arena_mark mark = arena_mark(g->arena);
        generator_next(g);
        print_query(g);
        arena_release(g->arena, mark);
    }
    return fflush(stdout) == 0 ? 0 : 1;
}

// ---- The comparison

struct tally {
    long pairs, nulls, faults, differences;
};

static enum evaluation_fault fault_of(const char *state)
{
    if (strcmp(state, "22012") == 0)
        return FAULT_DIVISION_BY_ZERO;
    if (strcmp(state, "ZZ001") == 0)
        return FAULT_NO_CALENDAR;
    // Numeric, date and time, interval out of range; a negative length of a substring; a domain of the years 1 to 9999.
    static const char *const states[] = {"22003", "22008", "22015", "22011", "23514"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(state, states[i]) == 0)
            return FAULT_OUT_OF_RANGE;
    return FAULT_NONE; // a mistake of the generator: never equal to one of ours
}

static bool same_value(const struct column *column, size_t row, const char *answer)
{
    switch (column->type) {
    case FIELD_BOOLEAN: return strcmp(answer, bit_get(column->truths, row) ? "true" : "false") == 0;
    case FIELD_NUMBER: return strtod(answer, NULL) == column->numbers[row];
    case FIELD_TEXT:
    case FIELD_CATEGORY: return text_equal(column->texts[row], text_from(answer));
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
    int64_t integer;
    return text_to_int64(text_from(answer), &integer) && integer == column->integers[row];
}

static bool agrees(const struct column *column, size_t row, enum evaluation_fault fault, const char *answer,
                   struct tally *tally)
{
    tally->pairs++;
    if (answer[0] == '!') {
        tally->faults++;
        return fault != FAULT_NONE && fault_of(answer + 1) == fault;
    }
    if (strcmp(answer, "\\N") == 0) {
        tally->nulls++;
        return fault == FAULT_NONE && !bit_get(column->known, row);
    }
    return fault == FAULT_NONE && bit_get(column->known, row) && answer[0] == '=' &&
           same_value(column, row, answer + 1);
}

static void show(const struct generator *g, size_t row, const struct column *column,
                 enum evaluation_fault fault, const char *answer)
{
    fprintf(stderr, "case %zu: %.*s\n  PostgreSQL: %s\n  here: ", row + 1, TEXT_PRINT(buffer_text(&g->ours)),
            answer);
    if (fault != FAULT_NONE)
        fprintf(stderr, "fault %d", fault);
    else if (!bit_get(column->known, row))
        fprintf(stderr, "NULL");
    else if (column->type == FIELD_NUMBER)
        fprintf(stderr, "%.17g", column->numbers[row]);
    else if (column->type == FIELD_TEXT)
        fprintf(stderr, "\"%.*s\"", TEXT_PRINT(column->texts[row]));
    else
        fprintf(stderr, "%lld",
                column->type == FIELD_BOOLEAN ? (long long)bit_get(column->truths, row)
                                              : (long long)column->integers[row]);
    fprintf(stderr, "\n  as SQL: %.*s\n", TEXT_PRINT(buffer_text(&g->theirs)));
}

static bool read_line(FILE *file, char **line, size_t *capacity)
{
    ssize_t length = getline(line, capacity, file);
    if (length <= 0)
        return false;
    if ((*line)[length - 1] == '\n')
        (*line)[length - 1] = '\0';
    return true;
}

static bool compare_expression(struct generator *g, FILE *answers, struct tally *tally)
{
    struct problems problems;
    enum evaluation_fault faults[GENERATED_ROWS];
    struct column column;
    char *line = NULL;
    size_t capacity = 0;
    problems_init(&problems, g->arena);
    const struct expression *e = expression_compile(g->arena, buffer_text(&g->ours),
                                                    (struct place){.source = TEXT("generated")}, &g->scope,
                                                    g->type, &problems);
    if (!e) {
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        fprintf(stderr, "  in: %.*s\n", TEXT_PRINT(buffer_text(&g->ours)));
        return false;
    }
    expression_run(e, &g->rows, 0, GENERATED_ROWS, g->arena, &column, faults);
    bool complete = true;
    for (size_t row = 0; row < GENERATED_ROWS && complete; row++) {
        complete = read_line(answers, &line, &capacity);
        if (complete && !agrees(&column, row, faults[row], line, tally) &&
            tally->differences++ < DIFFERENCES_SHOWN)
            show(g, row, &column, faults[row], line);
    }
    free(line);
    if (!complete)
        fprintf(stderr, "PostgreSQL's answers end too early\n");
    return complete;
}

static int compare(struct generator *g, long expressions, const char *path)
{
    struct tally tally = {0};
    FILE *answers = fopen(path, "r");
    bool good = answers != NULL;
    for (long i = 0; i < expressions && good; i++) {
        struct arena_mark mark = arena_mark(g->arena);
        generator_next(g);
        good = compare_expression(g, answers, &tally);
        arena_release(g->arena, mark);
    }
    good = good && fgetc(answers) == EOF;
    if (answers)
        fclose(answers);
    printf(
        "%ld expressions and cases compared with PostgreSQL: %ld values, %ld NULL, %ld faults; %ld differ\n",
        tally.pairs, tally.pairs - tally.nulls - tally.faults, tally.nulls, tally.faults, tally.differences);
    // A generator that yields nothing but NULL or faults would agree with anything.
    bool worthwhile = tally.nulls > 0 && tally.faults > 0 &&
                      tally.pairs - tally.nulls - tally.faults > tally.pairs / 3;
    return good && worthwhile && tally.differences == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    struct arena *arena = arena_new();
    struct generator generator;
    generator_init(&generator, arena, strtoull(argv[2], NULL, 10));
    long expressions = strtol(argv[3], NULL, 10);
    int status = argc == 5 ? compare(&generator, expressions, argv[4])
                           : print_script(&generator, expressions);
    generator_dispose(&generator);
    arena_free(arena);
    return status;
}
