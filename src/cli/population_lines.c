// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/population_lines.h"

#include "format/csv_field.h"
#include "format/json_writer.h"
#include "format/number.h"
#include "report/population_page.h"

// ---- What is counted ---------------------------------------------------------------------------------------

// One count: of all cases, or of a class of a split.
struct count {
    const struct population_table *table; // NULL: all cases
    size_t class;
    const struct criterion *criterion;
    size_t outcome;
    uint64_t cases;
};

typedef void count_visit(void *context, const struct count *count);

// Every count that is not zero, in the order of classes, criteria and outcomes.
static void each_of_class(struct arena *arena, const struct population *population,
                          const struct population_table *table, size_t class, count_visit *visit,
                          void *context)
{
    const uint64_t *counts = table ? table->counts + class * population->slot_count : population->counts;
    for (size_t c = 0; c < population->instrument->criterion_count; c++) {
        const struct criterion *criterion = &population->instrument->criteria[c];
        const size_t *order;
        size_t order_count = population_order(arena, criterion, &order);
        for (size_t i = 0; i < order_count; i++) {
            struct count count = {table, class, criterion, order[i],
                                  counts[population->first_slots[c] + order[i]]};
            if (count.cases)
                visit(context, &count);
        }
    }
}

static void each_of_table(struct arena *arena, const struct population *population,
                          const struct population_table *table, count_visit *visit, void *context)
{
    for (size_t class = 0; class < table->class_count; class ++)
        each_of_class(arena, population, table, class, visit, context);
}

// "group", "month", or the field's id.
static struct text split_name(const struct instrument *instrument, const struct population_split *split)
{
    if (split->by_month)
        return TEXT("month");
    return instrument->has_group && split->field == instrument->group
               ? TEXT("group")
               : instrument->cases.fields[split->field].id;
}

// The measure of an exception, for programs: a length of time in seconds, a time in the instrument's zone.
static struct text measure_text(struct arena *arena, const struct instrument *instrument,
                                const struct column *measure)
{
    char room[NUMBER_TEXT_BYTES];
    switch (measure->type) {
    case FIELD_NUMBER: return text_copy(arena, number_shortest(measure->numbers[0], room));
    case FIELD_DURATION:
        return text_copy(arena,
                         number_shortest((double)measure->integers[0] / MICROSECONDS_PER_SECOND, room));
    case FIELD_TIME: return civil_time_text(arena, zone_to_civil(instrument->zone, measure->integers[0]));
    case FIELD_DATE: return civil_date_text(arena, civil_date_from_days(measure->integers[0]));
    case FIELD_BOOLEAN: return bit_get(measure->truths, 0) ? TEXT("1") : TEXT("0");
    case FIELD_INTEGER: return text_print(arena, "%lld", (long long)measure->integers[0]);
    case FIELD_TEXT: // these are measured by nothing
    case FIELD_CATEGORY:
    case FIELD_TYPE_COUNT: break;
    }
    return (struct text){0};
}

// ---- CSV ---------------------------------------------------------------------------------------------------

struct csv {
    struct arena *arena;
    const struct instrument *instrument;
    struct buffer out;
};

static void add_count(void *context, const struct count *count)
{
    struct csv *csv = context;
    if (count->table)
        buffer_print(
            &csv->out, "%.*s,",
            TEXT_PRINT(population_class_id(csv->arena, csv->instrument, count->table, count->class)));
    buffer_print(&csv->out, "%.*s,%.*s,%llu\n", TEXT_PRINT(count->criterion->id),
                 TEXT_PRINT(population_outcome_id(count->criterion, count->outcome)),
                 (unsigned long long)count->cases);
}

static void add_table(struct csv *csv, const struct population *population,
                      const struct population_table *table)
{
    if (table)
        buffer_print(&csv->out, "%.*s,", TEXT_PRINT(split_name(csv->instrument, &table->split)));
    buffer_add(&csv->out, TEXT("criterion,outcome,count\n"));
    if (table)
        each_of_table(csv->arena, population, table, add_count, csv);
    else
        each_of_class(csv->arena, population, NULL, 0, add_count, csv);
}

static void add_exceptions(struct csv *csv, const struct population *population)
{
    buffer_add(&csv->out, TEXT("\nreference,file,line,measure\n"));
    for (size_t i = 0; i < population->exception_count; i++) {
        const struct population_exception *exception = &population->exceptions[i];
        csv_field_add(&csv->out, exception->reference, ',');
        buffer_add_character(&csv->out, ',');
        csv_field_add(&csv->out, exception->source, ',');
        buffer_print(&csv->out, ",%llu,", (unsigned long long)exception->line);
        if (exception->is_known)
            buffer_add(&csv->out, measure_text(csv->arena, csv->instrument, &exception->measure));
        buffer_add_character(&csv->out, '\n');
    }
}

void population_print_csv(const struct invocation *invocation, const struct population *population,
                          const struct population_request *request)
{
    struct csv csv = {.arena = invocation->arena, .instrument = population->instrument};
    if (population->table_count == 0)
        add_table(&csv, population, NULL);
    for (size_t i = 0; i < population->table_count; i++) {
        buffer_add(&csv.out, i ? TEXT("\n") : TEXT(""));
        add_table(&csv, population, &population->tables[i]);
    }
    if (request->wants_exceptions)
        add_exceptions(&csv, population);
    print_text(buffer_text(&csv.out));
    buffer_dispose(&csv.out);
}

// ---- JSON lines --------------------------------------------------------------------------------------------

struct lines {
    struct arena *arena;
    const struct population *population;
    struct json_writer writer;
    struct buffer out;
};

static struct json_writer *begin_line(struct lines *lines, const char *type)
{
    lines->writer = (struct json_writer){.out = &lines->out};
    json_writer_open_object(&lines->writer, NULL);
    json_writer_text(&lines->writer, "type", text_from(type));
    return &lines->writer;
}

static void end_line(struct lines *lines)
{
    json_writer_close(&lines->writer);
    buffer_add_character(&lines->out, '\n');
    print_text(buffer_text(&lines->out));
    buffer_clear(&lines->out);
}

static void print_facts(struct json_writer *writer, const struct table_facts *facts)
{
    if (facts->kind == TABLE_XLSX) {
        json_writer_text(writer, "format", TEXT("xlsx"));
        json_writer_text(writer, "sheet", facts->sheet);
        return;
    }
    json_writer_text(writer, "format", TEXT("csv"));
    json_writer_text(writer, "encoding",
                     facts->encoding == ENCODING_UTF8 ? TEXT("utf-8") : TEXT("windows-1252"));
    json_writer_text(writer, "separator", (struct text){&facts->separator, 1});
}

static void print_file(struct lines *lines, const struct population_file *file)
{
    struct json_writer *writer = begin_line(lines, "file");
    json_writer_text(writer, "file", file->source);
    json_writer_text(writer, "holds", file->is_log ? TEXT("log") : TEXT("cases"));
    print_facts(writer, &file->facts);
    if (file->has_hash)
        json_writer_text(writer, "sha256", hash_text(lines->arena, file->hash));
    json_writer_integer(writer, "bytes", (int64_t)file->bytes);
    json_writer_integer(writer, "read", (int64_t)file->read);
    json_writer_integer(writer, "rejected", (int64_t)file->rejected);
    json_writer_optional_text(writer, "rejects", file->rejects);
    json_writer_open_array(writer, "ignored");
    for (size_t i = 0; i < file->ignored_count; i++)
        json_writer_text(writer, NULL, file->ignored[i]);
    json_writer_close(writer);
    end_line(lines);
}

void population_print_files(const struct population *population)
{
    struct lines lines = {.arena = arena_new()};
    for (size_t i = 0; i < population->file_count; i++)
        print_file(&lines, &population->files[i]);
    buffer_dispose(&lines.out);
    arena_free(lines.arena);
}

static void print_count(void *context, const struct count *count)
{
    struct lines *lines = context;
    const struct population *population = lines->population;
    struct json_writer *writer = begin_line(lines, "count");
    if (count->table) {
        json_writer_text(writer, "split", split_name(population->instrument, &count->table->split));
        json_writer_text(
            writer, "class",
            population_class_id(lines->arena, population->instrument, count->table, count->class));
    }
    json_writer_text(writer, "criterion", count->criterion->id);
    json_writer_text(writer, "outcome", population_outcome_id(count->criterion, count->outcome));
    json_writer_text(writer, "standing",
                     text_from(population_outcome_standing(count->criterion, count->outcome)));
    json_writer_integer(writer, "count", (int64_t)count->cases);
    end_line(lines);
}

static void print_exception(struct lines *lines, const struct invocation *invocation,
                            const struct population_request *request,
                            const struct population_exception *exception)
{
    const struct criterion *criterion = &request->instrument->criteria[request->criterion];
    struct json_writer *writer = begin_line(lines, "exception");
    json_writer_text(writer, "criterion", criterion->id);
    json_writer_text(writer, "outcome", criterion->outcomes[request->outcome].id);
    json_writer_text(writer, "reference", exception->reference);
    json_writer_text(writer, "file", exception->source);
    json_writer_integer(writer, "line", (int64_t)exception->line);
    if (exception->is_known) {
        json_writer_text(writer, "measure",
                         measure_text(lines->arena, request->instrument, &exception->measure));
        json_writer_text(
            writer, "words",
            population_measure_words(lines->arena, request->instrument, exception, invocation->language));
    }
    end_line(lines);
}

void population_print_counts(const struct invocation *invocation, const struct population *population,
                             const struct population_request *request)
{
    struct lines lines = {.arena = arena_new(), .population = population};
    if (population->table_count == 0)
        each_of_class(lines.arena, population, NULL, 0, print_count, &lines);
    for (size_t i = 0; i < population->table_count; i++)
        each_of_table(lines.arena, population, &population->tables[i], print_count, &lines);
    for (size_t i = 0; i < population->exception_count; i++)
        print_exception(&lines, invocation, request, &population->exceptions[i]);
    struct json_writer *writer = begin_line(&lines, "end");
    json_writer_integer(writer, "cases", (int64_t)population->cases);
    if (population->has_log)
        json_writer_integer(writer, "log_entries", (int64_t)population->log_entries);
    if (request->wants_exceptions)
        json_writer_integer(writer, "exceptions_found", (int64_t)population->exceptions_found);
    end_line(&lines);
    buffer_dispose(&lines.out);
    arena_free(lines.arena);
}
