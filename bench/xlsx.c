// SPDX-License-Identifier: GPL-3.0-or-later
// What bench/xlsx.sh runs:
//
//     xlsx make FILE ROWS   writes a workbook of 24 columns as a spreadsheet program writes it
//     xlsx read FILE        reads it; prints seconds, cells, a hash of all of them, and the peak of memory in KiB
#include "base/buffer.h"
#include "base/memory.h"
#include "format/table_reader.h"
#include "workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { COLUMNS = 24, DISTINCT_NOTES = 5000 };

// ---- making

static uint64_t state = 20190329;

// The same numbers every time.
static unsigned below(unsigned count)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % count;
}

struct making {
    struct buffer sheet, strings;
    unsigned row, string_count, notes;
};

static void begin_cell(struct making *making, unsigned column, const char *attributes)
{
    buffer_print(&making->sheet, "<c r=\"%c%u\"%s>", 'A' + column, making->row, attributes);
}

static void add_shared(struct making *making, unsigned column, unsigned index)
{
    begin_cell(making, column, " t=\"s\"");
    buffer_print(&making->sheet, "<v>%u</v></c>", index);
}

static unsigned new_string(struct making *making)
{
    return making->string_count++;
}

static void add_words(struct making *making)
{
    static const char *const words[] = {"Cases",   "Outcome",  "Ward",   "Victim",   "Contact", "Review",
                                        "Officer", "Recorded", "Closed", "Category", "Place",   "Note"};
    for (unsigned i = 0; i < COLUMNS; i++, making->string_count++)
        buffer_print(&making->strings, "<si><t>%s %u</t></si>", words[i % 12], i);
    for (unsigned i = 0; i < 100; i++, making->string_count++)
        buffer_print(&making->strings, "<si><t>%s &amp; %s %u</t></si>", words[i % 12], words[i / 12], i);
    making->notes = making->string_count;
    for (unsigned i = 0; i < DISTINCT_NOTES; i++, making->string_count++)
        buffer_print(
            &making->strings,
            "<si><t xml:space=\"preserve\">Note %u: t\xC5\xB7 yn y dref, called back twice </t></si>", i);
}

static void add_number(struct making *making, unsigned column, const char *attributes, double number,
                       int digits)
{
    begin_cell(making, column, attributes);
    buffer_print(&making->sheet, "<v>%.*g</v></c>", digits, number);
}

static void add_row(struct making *making)
{
    unsigned reference = new_string(making);
    buffer_print(&making->strings, "<si><t>42/%06u/19</t></si>", making->row);
    buffer_print(&making->sheet, "<row r=\"%u\" spans=\"1:24\" x14ac:dyDescent=\"0.25\">", making->row);
    add_shared(making, 0, reference);
    double reported = 43466 + below(365 * 1440) / 1440.0;
    for (unsigned i = 1; i <= 4; i++) // date and time, as 17 digits
        add_number(making, i, " s=\"1\"", reported + below(5000) / 1440.0, 17);
    for (unsigned i = 5; i <= 6; i++)
        add_number(making, i, " s=\"2\"", (int)reported + (int)below(60), 17);
    for (unsigned i = 7; i <= 14; i++)
        if (below(10))
            add_shared(making, i, COLUMNS + below(100));
    add_number(making, 15, "", below(1000), 17);
    add_number(making, 16, "", below(100000) / 100.0, 15);
    add_number(making, 17, " s=\"3\"", below(10000) / 7.0, 17);
    begin_cell(making, 18, " t=\"b\"");
    buffer_print(&making->sheet, "<v>%u</v></c>", below(2));
    begin_cell(making, 19, " t=\"inlineStr\"");
    buffer_print(&making->sheet, "<is><t>Ward %u</t></is></c>", below(40));
    add_shared(making, 20, making->notes + below(DISTINCT_NOTES));
    add_number(making, 21, "", below(100), 17);
    add_shared(making, 22, COLUMNS + below(100));
    add_shared(making, 23, COLUMNS + below(100));
    buffer_add(&making->sheet, TEXT("</row>"));
}

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"

static bool make(const char *path, unsigned rows)
{
    struct making making = {.row = 1};
    buffer_add(&making.sheet,
               TEXT("--- xl/worksheets/sheet1.xml\n" DECLARATION "<worksheet xmlns=\"" MAIN
                    "\" xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\">"
                    "<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><sheetData><row r=\"1\">"));
    buffer_add(&making.strings, TEXT("\n--- xl/sharedStrings.xml\n" DECLARATION "<sst xmlns=\"" MAIN "\">"));
    for (unsigned i = 0; i < COLUMNS; i++)
        add_shared(&making, i, i);
    add_words(&making);
    buffer_add(&making.sheet, TEXT("</row>"));
    while (making.row++ < rows)
        add_row(&making);
    buffer_add(&making.sheet, TEXT("</sheetData></worksheet>"));
    buffer_add(&making.strings,
               TEXT("</sst>\n--- xl/styles.xml\n" DECLARATION "<styleSheet xmlns=\"" MAIN "\">"
                    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy hh:mm\"/>"
                    "</numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
                    "<xf numFmtId=\"14\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>"));
    printf("%zu bytes of sheet\n", making.sheet.length);
    buffer_add(&making.sheet, buffer_text(&making.strings));
    struct buffer file = {0};
    FILE *to = workbook_make(buffer_text(&making.sheet), &file) ? fopen(path, "wb") : NULL;
    bool good = to && fwrite(file.bytes, 1, file.length, to) == file.length;
    if (to && fclose(to) != 0)
        good = false;
    buffer_dispose(&file);
    buffer_dispose(&making.sheet);
    buffer_dispose(&making.strings);
    return good;
}

// ---- reading

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint64_t hash_row(uint64_t hash, const struct table_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        struct text text = row->cells[i].text;
        hash = (hash ^ (uint64_t)row->cells[i].kind) * 0x9E3779B97F4A7C15u;
        for (; text.length >= 8; text = text_slice(text, 8, text.length)) {
            uint64_t word;
            memcpy(&word, text.bytes, 8);
            hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
            hash ^= hash >> 29;
        }
        for (size_t at = 0; at < text.length; at++)
            hash = (hash ^ (unsigned char)text.bytes[at]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return hash;
}

static bool read_file(const char *path)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct table_reader *table;
    const struct table_row *row;
    uint64_t hash = 0, cells = 0;
    enum table_step step = TABLE_FAILED;
    double start = now();
    if (table_open(path, (struct table_choice){0}, &table, &problems)) {
        while ((step = table_next(table, &row, &problems)) == TABLE_ROW || step == TABLE_DAMAGED) {
            cells += row->count;
            hash = hash_row(hash, row);
        }
        table_close(table);
    }
    double seconds = now() - start;
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%.4f %llu %016llx %ld\n", seconds, (unsigned long long)cells, (unsigned long long)hash,
           usage.ru_maxrss);
    arena_free(arena);
    return step == TABLE_END;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "make") == 0)
        return make(argv[2], (unsigned)strtoul(argv[3], NULL, 10)) ? 0 : 1;
    if (argc == 3 && strcmp(argv[1], "read") == 0)
        return read_file(argv[2]) ? 0 : 1;
    fputs("usage: xlsx make FILE ROWS | xlsx read FILE\n", stderr);
    return 2;
}
