// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a document of one table in each format that needs nothing else, and prints lines of: format, rows of the table, seconds of the processor (the
// median of the rounds), bytes. bench/report runs it.
//
//     formats ROUNDS ROWS...
#include "document/formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS_MOST = 99 };

struct made {
    double seconds;
    size_t bytes;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int by_size(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

// Words, two numbers and a remark in each row, as the report's tables have them.
static void add_table(struct document *document, long rows)
{
    struct table *table = table_add(&document->body, TEXT("outcomes"), TEXT("Outcomes of each criterion"));
    table_column(table, TEXT("outcome"), TEXT("Outcome"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("cases"), TEXT("Cases"), COLUMN_COUNT);
    table_column(table, TEXT("of"), TEXT("Of those it applies to"), COLUMN_PROPORTION);
    table_column(table, TEXT("remark"), TEXT("Comments"), COLUMN_TEXT);
    for (long i = 0; i < rows; i++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], text_print(document->arena, "Outcome %ld of the criterion", i + 1));
        cell_count(&cells[1], i % 97, (struct text){0});
        cell_proportion(&cells[2], i % 97, 97, (struct text){0});
        cell_text(&cells[3], i % 3 ? TEXT("Contacted after the first visit by the officer in charge")
                                   : TEXT("1 case allocated after 6 days"));
    }
}

static const struct checked_document *make(struct arena *arena, long rows, struct problems *problems)
{
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    const struct checked_document *checked;
    document->title = TEXT("A long table");
    document->organisation = TEXT("Office of the Police and Crime Commissioner");
    document->identifier = TEXT("LONG-1");
    document->date = (struct civil_date){2019, 10, 1};
    heading_add(&document->body, 1, TEXT("cases"), TEXT("Cases"));
    add_table(document, rows);
    return document_check(arena, (const struct document *const *)&document, 1, &checked, problems) ? checked
                                                                                                   : NULL;
}

static bool write_once(const struct document_format_kind *format, const struct checked_document *checked,
                       struct made *made, struct problems *problems)
{
    struct buffer out = {0};
    bool good = true;
    double begin = now();
    if (format->write)
        good = format->write(checked, format->sheet, &out, problems);
    else
        document_write_csv(checked, 0, &out);
    *made = (struct made){now() - begin, buffer_text(&out).length};
    buffer_dispose(&out);
    return good;
}

static bool measure(const struct document_format_kind *format, const struct checked_document *checked,
                    long rows, int rounds, struct problems *problems)
{
    double seconds[ROUNDS_MOST];
    struct made made = {0};
    for (int i = 0; i < rounds; i++) {
        if (!write_once(format, checked, &made, problems))
            return false;
        seconds[i] = made.seconds;
    }
    qsort(seconds, (size_t)rounds, sizeof *seconds, by_size);
    printf("%s %ld %.6f %zu\n", format->id, rows, seconds[rounds / 2], made.bytes);
    return true;
}

static bool measure_all(struct arena *arena, long rows, int rounds, struct problems *problems)
{
    const struct checked_document *checked = make(arena, rows, problems);
    for (size_t i = 0; i < document_format_count() && checked; i++)
        if (!document_format_at(i)->on_request &&
            !measure(document_format_at(i), checked, rows, rounds, problems))
            return false;
    return checked;
}

int main(int argc, char **argv)
{
    int rounds = argc < 3 ? 0 : (int)strtol(argv[1], NULL, 10);
    if (rounds < 1 || rounds > ROUNDS_MOST)
        return 2;
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    bool good = true;
    for (int i = 2; i < argc && good; i++)
        good = measure_all(arena, strtol(argv[i], NULL, 10), rounds, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    arena_free(arena);
    return good ? 0 : 1;
}
