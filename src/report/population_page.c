// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/population_page.h"

#include "report/abbreviations.h"
#include "report/wording.h"
#include "statistics/rounding.h"

// What the parts of the page are built from and into.
struct page {
    struct arena *arena;
    const struct population *population;
    const struct population_request *request;
    const struct instrument *instrument;
    struct document *document;
    struct blocks *body;
};

// ---- What is counted ---------------------------------------------------------------------------------------

struct text population_class_words(struct arena *arena, const struct instrument *instrument,
                                   const struct population_table *table, size_t class, enum language language)
{
    if (class + 1 == table->class_count)
        return message_word(language, N_("Not known"));
    if (!table->split.by_month)
        return instrument->cases.fields[table->split.field].values[class].label.in[language];
    int32_t month = table->first_month + (int32_t) class;
    return civil_month_words(arena, language, month / 12, month % 12 + 1);
}

struct text population_class_id(struct arena *arena, const struct instrument *instrument,
                                const struct population_table *table, size_t class)
{
    if (class + 1 == table->class_count)
        return TEXT("not_known");
    if (!table->split.by_month)
        return instrument->cases.fields[table->split.field].values[class].id;
    int32_t month = table->first_month + (int32_t) class;
    return text_print(arena, "%04d-%02d", month / 12, month % 12 + 1);
}

struct text population_measure_words(struct arena *arena, const struct instrument *instrument,
                                     const struct population_exception *exception, enum language language)
{
    struct column measure = exception->measure;
    struct field field = {.type = measure.type};
    struct schema schema = {&field, 1};
    struct rows rows = {.schema = &schema, .count = 1, .columns = &measure};
    return exception->is_known ? column_words(arena, instrument, &rows, 0, 0, language) : (struct text){0};
}

struct text population_outcome_id(const struct criterion *criterion, size_t outcome)
{
    return outcome < criterion->outcome_count ? criterion->outcomes[outcome].id : TEXT("to_judge");
}

const char *population_outcome_standing(const struct criterion *criterion, size_t outcome)
{
    return outcome < criterion->outcome_count ? standing_words(criterion->outcomes[outcome].standing)
                                              : N_("to be judged");
}

size_t population_order(struct arena *arena, const struct criterion *criterion, const size_t **order)
{
    size_t *all = ARENA_ARRAY(arena, size_t, criterion->outcome_count + 1);
    memcpy(all, criterion->order, criterion->outcome_count * sizeof *all);
    all[criterion->outcome_count] = criterion->outcome_count;
    *order = all;
    return criterion->outcome_count + criterion->judged;
}

static struct text outcome_words(const struct page *page, const struct criterion *criterion, size_t outcome)
{
    return outcome < criterion->outcome_count
               ? report_label(page->document, &criterion->outcomes[outcome].label)
               : report_word(page->document, N_("To be judged by a reviewer"));
}

// The counts of a class's criterion, by outcome.
static const uint64_t *counts_of(const struct page *page, const struct population_table *table, size_t class,
                                 size_t criterion)
{
    return table->counts + class * page->population->slot_count + page->population->first_slots[criterion];
}

static bool check_sum(const struct population *population, size_t criterion, const uint64_t *counts,
                      uint64_t cases, struct problems *problems)
{
    uint64_t sum = 0;
    size_t slots = population->first_slots[criterion + 1] - population->first_slots[criterion];
    for (size_t i = 0; i < slots; i++)
        sum += counts[i];
    return sum == cases ||
           problem_report(problems,
                          (struct place){.source = population->instrument->source,
                                         .name = population->instrument->criteria[criterion].id},
                          MESSAGE("the outcomes add up to {sum}, but there are {cases} cases",
                                  NUMBER("sum", sum), NUMBER("cases", cases)),
                          MESSAGE("this is a fault of the program: please report it"));
}

// Every criterion's outcomes sum to the cases, of each class too, and the classes to all cases. document_check sees
// only what is printed.
static bool check_sums(const struct page *page, struct problems *problems)
{
    const struct population *population = page->population;
    bool good = true;
    for (size_t c = 0; c < page->instrument->criterion_count; c++) {
        good &= check_sum(population, c, population->counts + population->first_slots[c], population->cases,
                          problems);
        for (size_t i = 0; i < population->table_count; i++)
            for (size_t class = 0; class < population->tables[i].class_count; class ++)
                good &= check_sum(population, c, counts_of(page, &population->tables[i], class, c),
                                  population->tables[i].cases[class], problems);
    }
    return good;
}

// ---- All cases ---------------------------------------------------------------------------------------------

static struct decimal share(uint64_t part, uint64_t whole)
{
    enum { DECIMALS = 1 };
    return (struct decimal){percent_rounded((int64_t)part, (int64_t)whole, DECIMALS), DECIMALS};
}

static struct table *table_of(const struct page *page, struct text id, struct text caption,
                              struct text first_id, struct text first_heading, unsigned first_share)
{
    struct table *table = table_add(page->body, id, caption);
    struct table_column *first = table_column(table, first_id, first_heading, COLUMN_TEXT);
    first->row_header = true;
    first->share = first_share;
    return table;
}

// Of a judged criterion, outcomes that no rule gives are nobody's count.
static bool is_printed(const struct criterion *criterion, size_t outcome, uint64_t count)
{
    return count || (outcome < criterion->outcome_count && !criterion->judged && !criterion->hide_empty &&
                     !criterion->outcomes[outcome].implicit);
}

// Rows of one criterion, under a heading, that sum to the base.
static void add_outcomes(const struct page *page, struct table *table, size_t c, struct text id,
                         struct text heading, const uint64_t *counts, uint64_t base)
{
    const struct criterion *criterion = &page->instrument->criteria[c];
    const size_t *order;
    size_t count = population_order(page->arena, criterion, &order);
    row_group_sums_to(table_group(table, id, heading), 2, (int64_t)base);
    for (size_t i = 0; i < count; i++) {
        size_t outcome = order[i];
        if (!is_printed(criterion, outcome, counts[outcome]))
            continue;
        struct cell *cells = table_row(table);
        cell_text(&cells[0], outcome_words(page, criterion, outcome));
        cell_text(&cells[1], report_word(page->document, population_outcome_standing(criterion, outcome)));
        cell_count(&cells[2], (int64_t)counts[outcome], (struct text){0});
        cell_decimal(&cells[3], share(counts[outcome], base), MEASURE_PERCENT);
    }
}

static struct table *outcome_table(const struct page *page, struct text id, struct text caption)
{
    struct document *document = page->document;
    struct table *table = table_of(page, id, caption, TEXT("outcome"), report_word(document, N_("Outcome")),
                                   4);
    table_column(table, TEXT("standing"), report_word(document, N_("Standing")), COLUMN_TEXT)->share = 2;
    table_column(table, TEXT("cases"), report_word(document, N_("Cases")), COLUMN_COUNT)->share = 1;
    struct table_column *share = table_column(table, TEXT("share"), report_word(document, N_("Share")),
                                              COLUMN_DECIMAL);
    share->share = 1;
    share->measure = MEASURE_PERCENT;
    return table;
}

static void add_all_cases(const struct page *page)
{
    const struct population *population = page->population;
    heading_add(page->body, 1, TEXT("all-cases"), report_word(page->document, N_("All cases")));
    struct message caption = MESSAGE_COUNT("The outcome of the one case, for each criterion",
                                           "Outcomes of all {n} cases, for each criterion",
                                           population->cases);
    struct table *table = outcome_table(page, TEXT("outcomes"), report_words(page->document, caption));
    for (size_t c = 0; c < page->instrument->criterion_count; c++)
        add_outcomes(page, table, c, page->instrument->criteria[c].id,
                     report_label(page->document, &page->instrument->criteria[c].title),
                     population->counts + population->first_slots[c], population->cases);
}

// ---- By group or month -------------------------------------------------------------------------------------

enum { LINE_WIDTH = 80, GAP_WIDTH = 2 };

static size_t longest_word(struct text text)
{
    size_t longest = 0;
    struct text word;
    while (text_split(&text, ' ', &word)) {
        size_t length = text_characters(word);
        longest = length > longest ? length : longest;
    }
    return longest;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

// Whether a table with a column for each outcome stays within a line without breaking a word. In every language, for
// all editions have the same tables.
static bool is_narrow(const struct page *page, const struct population_table *table, size_t c)
{
    const struct criterion *criterion = &page->instrument->criteria[c];
    size_t digits = number_text(page->arena, (int64_t)page->population->cases).length;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        size_t first = 0,
               width = larger(digits,
                              longest_word(message_word((enum language)language, N_("All outcomes"))));
        for (size_t class = 0; class < table->class_count; class ++)
            if (table->cases[class])
                first = larger(first,
                               longest_word(population_class_words(page->arena, page->instrument, table,
                                                                   class, (enum language)language)));
        for (size_t i = 0; i < criterion->outcome_count; i++)
            if (page->population->counts[page->population->first_slots[c] + i])
                width += GAP_WIDTH + larger(digits, longest_word(criterion->outcomes[i].label.in[language]));
        if (first + GAP_WIDTH + width > LINE_WIDTH)
            return false;
    }
    return true;
}

static struct text split_words(const struct page *page, const struct population_split *split)
{
    return report_label(page->document, &page->instrument->cases.fields[split->field].label);
}

static struct text split_caption(const struct page *page, const struct population_table *table, size_t c)
{
    struct text title = report_label(page->document, &page->instrument->criteria[c].title);
    struct text field = split_words(page, &table->split);
    return report_words(
        page->document,
        table->split.by_month
            ? MESSAGE_COUNT("{criterion}, by month ({field}): the one case",
                            "{criterion}, by month ({field}): all {n} cases", page->population->cases,
                            VALUE("criterion", title), VALUE("field", field))
            : MESSAGE_COUNT("{criterion}, by {field}: the one case", "{criterion}, by {field}: all {n} cases",
                            page->population->cases, VALUE("criterion", title), VALUE("field", field)));
}

static void add_class_row(const struct page *page, struct cell *cells, struct text name,
                          const uint64_t *counts, uint64_t cases, const size_t *shown, size_t shown_count)
{
    (void)page;
    cell_text(&cells[0], name);
    for (size_t i = 0; i < shown_count; i++)
        cell_count(&cells[1 + i], (int64_t)counts[shown[i]], (struct text){0});
    cell_count(&cells[1 + shown_count], (int64_t)cases, (struct text){0});
}

// The outcomes that have cases, in their order.
static size_t shown_outcomes(const struct page *page, size_t c, size_t *shown)
{
    const size_t *order;
    size_t count = population_order(page->arena, &page->instrument->criteria[c], &order), shown_count = 0;
    for (size_t i = 0; i < count; i++)
        if (page->population->counts[page->population->first_slots[c] + order[i]])
            shown[shown_count++] = order[i];
    return shown_count;
}

// A row for each class, a column for each outcome.
static void add_narrow(const struct page *page, const struct population_table *split, size_t c,
                       struct text id)
{
    const struct population *population = page->population;
    const struct criterion *criterion = &page->instrument->criteria[c];
    size_t *shown = ARENA_ARRAY(page->arena, size_t, criterion->outcome_count + 1);
    size_t shown_count = shown_outcomes(page, c, shown);
    struct table *table = table_of(page, id, split_caption(page, split, c), TEXT("class"),
                                   split->split.by_month ? report_word(page->document, N_("Month"))
                                                         : split_words(page, &split->split),
                                   3);
    for (size_t i = 0; i < shown_count; i++)
        table_column(table, population_outcome_id(criterion, shown[i]),
                     outcome_words(page, criterion, shown[i]), COLUMN_COUNT)
            ->share = 2;
    table_column(table, TEXT("all.outcomes"), report_word(page->document, N_("All outcomes")), COLUMN_COUNT)
        ->share = 2;
    row_group_sums_to(table_group(table, TEXT("classes"), (struct text){0}), 1 + shown_count,
                      (int64_t)population->cases);
    for (size_t class = 0; class < split->class_count; class ++)
        if (split->cases[class])
            add_class_row(
                page, table_row(table),
                population_class_words(page->arena, page->instrument, split, class, page->document->language),
                counts_of(page, split, class, c), split->cases[class], shown, shown_count);
    add_class_row(page, table_total_row(table), report_word(page->document, N_("Total")),
                  population->counts + population->first_slots[c], population->cases, shown, shown_count);
}

// The outcomes of each class below each other.
static void add_long(const struct page *page, const struct population_table *split, size_t c, struct text id)
{
    struct table *table = outcome_table(page, id, split_caption(page, split, c));
    for (size_t class = 0; class < split->class_count; class ++)
        if (split->cases[class])
            add_outcomes(
                page, table, c, population_class_id(page->arena, page->instrument, split, class),
                population_class_words(page->arena, page->instrument, split, class, page->document->language),
                counts_of(page, split, class, c), split->cases[class]);
}

static void add_split(const struct page *page, size_t index)
{
    const struct population_table *table = &page->population->tables[index];
    struct text field = split_words(page, &table->split);
    struct message heading = table->split.by_month ? MESSAGE("By month: {field}", VALUE("field", field))
                                                   : MESSAGE("By group: {field}", VALUE("field", field));
    heading_add(page->body, 1, text_print(page->arena, "by-%zu", index + 1),
                report_words(page->document, heading));
    for (size_t c = 0; c < page->instrument->criterion_count; c++) {
        if (page->instrument->criteria[c].judged)
            continue;
        struct text id = text_print(page->arena, "by-%zu-criterion-%zu", index + 1, c + 1);
        if (is_narrow(page, table, c))
            add_narrow(page, table, c, id);
        else
            add_long(page, table, c, id);
    }
}

// ---- Exceptions --------------------------------------------------------------------------------------------

static const char *measure_heading(enum field_type type)
{
    return type == FIELD_DURATION                     ? N_("Length of time")
           : type == FIELD_TIME || type == FIELD_DATE ? N_("Date")
                                                      : N_("Value");
}

static struct text exceptions_caption(const struct page *page)
{
    const struct criterion *criterion = &page->instrument->criteria[page->request->criterion];
    struct text outcome = report_label(page->document, &criterion->outcomes[page->request->outcome].label);
    struct text title = report_label(page->document, &criterion->title);
    uint64_t shown = page->population->exception_count, found = page->population->exceptions_found;
    return report_words(
        page->document,
        !page->request->measure
            ? MESSAGE(
                  "{criterion}: {shown} of {found} cases with the outcome “{outcome}”, in the order of the files",
                  VALUE("criterion", title), NUMBER("shown", shown), NUMBER("found", found),
                  VALUE("outcome", outcome))
        : expression_type(page->request->measure) == FIELD_DURATION
            ? MESSAGE("{criterion}: {shown} of {found} cases with the outcome “{outcome}”, the longest first",
                      VALUE("criterion", title), NUMBER("shown", shown), NUMBER("found", found),
                      VALUE("outcome", outcome))
            : MESSAGE("{criterion}: {shown} of {found} cases with the outcome “{outcome}”, the largest first",
                      VALUE("criterion", title), NUMBER("shown", shown), NUMBER("found", found),
                      VALUE("outcome", outcome)));
}

static void add_exception(const struct page *page, struct table *table,
                          const struct population_exception *exception)
{
    struct cell *cells = table_row(table);
    size_t at = 0;
    cell_verbatim(&cells[at++], text_visible(page->arena, exception->reference));
    if (page->request->case_count > 1)
        cell_verbatim(&cells[at++], text_visible(page->arena, exception->source));
    cell_decimal(&cells[at++], (struct decimal){(int64_t)exception->line, 0}, MEASURE_PLAIN);
    if (!page->request->measure)
        return;
    struct text measure = population_measure_words(page->arena, page->instrument, exception,
                                                   page->document->language);
    if (exception->is_known)
        cell_text(&cells[at], measure);
    else
        cell_empty(&cells[at], report_word(page->document, N_("Not known")));
}

static void add_exceptions(const struct page *page)
{
    struct document *document = page->document;
    if (!page->request->wants_exceptions)
        return;
    heading_add(page->body, 1, TEXT("exceptions"), report_word(document, N_("The cases of one outcome")));
    if (page->population->exception_count == 0) {
        paragraph_add_text(page->body, exceptions_caption(page));
        return;
    }
    struct table *table = table_of(page, TEXT("cases"), exceptions_caption(page), TEXT("reference"),
                                   report_word(document, N_("Case")), 2);
    if (page->request->case_count > 1)
        table_column(table, TEXT("file"), report_word(document, N_("File")), COLUMN_TEXT)->share = 2;
    table_column(table, TEXT("line"), report_word(document, N_("Line")), COLUMN_DECIMAL);
    if (page->request->measure)
        table_column(table, TEXT("measure"),
                     report_word(document, measure_heading(expression_type(page->request->measure))),
                     COLUMN_TEXT)
            ->share = 2;
    for (size_t i = 0; i < page->population->exception_count; i++)
        add_exception(page, table, &page->population->exceptions[i]);
}

// ---- The files ---------------------------------------------------------------------------------------------

static void add_file_line(const struct page *page, struct list *list, struct message message)
{
    run_add(list_item_line(list), text_visible(page->arena, report_words(page->document, message)))
        ->verbatim = true;
}

static void add_file_lines(const struct page *page, struct list *list, const struct population_file *file)
{
    add_file_line(page, list, table_facts_words(&file->facts, file->source));
    if (file->has_hash)
        add_file_line(page, list,
                      MESSAGE("{file}: SHA-256 {hash}", VALUE("file", file->source),
                              VALUE("hash", hash_text(page->arena, file->hash))));
    for (size_t i = 0; i < file->ignored_count; i++)
        add_file_line(page, list,
                      MESSAGE("{file}: the column {column} is not in the instrument and was not read",
                              VALUE("file", file->source), VALUE("column", file->ignored[i])));
    if (file->rejects.length)
        add_file_line(page, list,
                      MESSAGE("{file}: the rejected rows are in {rejects}", VALUE("file", file->source),
                              VALUE("rejects", file->rejects)));
}

static void add_files(const struct page *page)
{
    const struct population *population = page->population;
    struct document *document = page->document;
    heading_add(page->body, 1, TEXT("files"), report_word(document, N_("The files")));
    struct table *table = table_of(
        page, TEXT("files-read"),
        report_word(document, N_("What was read; rejected rows are not counted above")), TEXT("file"),
        report_word(document, N_("File")), 3);
    table_column(table, TEXT("holds"), report_word(document, N_("Holds")), COLUMN_TEXT);
    table_column(table, TEXT("read"), report_word(document, N_("Rows read")), COLUMN_COUNT);
    table_column(table, TEXT("rejected"), report_word(document, N_("Rejected")), COLUMN_COUNT);
    table_column(table, TEXT("bytes"), report_word(document, N_("Bytes")), COLUMN_COUNT);
    for (size_t i = 0; i < population->file_count; i++) {
        const struct population_file *file = &population->files[i];
        struct cell *cells = table_row(table);
        cell_verbatim(&cells[0], text_visible(page->arena, file->source));
        cell_text(&cells[1], report_word(document, file->is_log ? N_("log entries") : N_("cases")));
        cell_count(&cells[2], (int64_t)file->read, (struct text){0});
        cell_count(&cells[3], (int64_t)file->rejected, (struct text){0});
        cell_count(&cells[4], (int64_t)file->bytes, (struct text){0});
    }
    struct list *list = list_add(page->body, LIST_BULLETS);
    for (size_t i = 0; i < population->file_count; i++)
        add_file_lines(page, list, &population->files[i]);
}

// ---- The document ------------------------------------------------------------------------------------------

static void fill_head(const struct page *page, struct civil_date date)
{
    struct document *document = page->document;
    struct text title = report_label(document, &page->instrument->title);
    document->title = report_words(document, MESSAGE("Every case: {title}", VALUE("title", title)));
    document->organisation = report_word(document, N_("Population check"));
    document->date = date;
    document->identifier = page->instrument->id;
    document->version = text_print(page->arena, "%lld", (long long)page->instrument->version);
    if (page->population->exception_count)
        document->marking = report_word(document, N_("Internal: this names cases."));
}

static void add_introduction(const struct page *page)
{
    const struct instrument *instrument = page->instrument;
    struct document *document = page->document;
    paragraph_add_text(
        page->body,
        report_word(document, N_("Every case in the files was read, and what the rules say of it was "
                                 "counted. The outcomes of each criterion exclude each other and sum to "
                                 "the cases.")));
    if (instrument->has_log && !page->population->has_log)
        paragraph_add_text(page->body,
                           report_word(document, N_("No log was given: what the rules ask of it is not "
                                                    "recorded.")));
    struct runs *runs = paragraph_add(page->body);
    run_add(runs, report_words(document, MESSAGE("Criteria: {title}, version {version}, SHA-256",
                                                 VALUE("title", report_label(document, &instrument->title)),
                                                 NUMBER("version", instrument->version))));
    run_add(runs, TEXT(" "));
    run_add(runs, instrument->hash);
    abbreviations_add(page->body, instrument);
}

static bool has_computed(const struct instrument *instrument)
{
    for (size_t c = 0; c < instrument->criterion_count; c++)
        if (!instrument->criteria[c].judged)
            return true;
    return false;
}

static void add_splits(const struct page *page)
{
    if (!has_computed(page->instrument)) {
        paragraph_add_text(
            page->body, report_word(page->document, N_("Reviewers judge every criterion of this instrument: "
                                                       "no outcome is computed that could be divided by "
                                                       "group or month.")));
        return;
    }
    for (size_t i = 0; i < page->population->table_count; i++)
        add_split(page, i);
}

static void build(const struct page *page)
{
    add_introduction(page);
    if (page->population->cases == 0) {
        paragraph_add_text(page->body,
                           report_word(page->document, N_("The files hold no case that could be read.")));
    } else {
        add_all_cases(page);
        add_splits(page);
    }
    add_exceptions(page);
    add_files(page);
}

bool population_page(struct arena *arena, const struct population *population,
                     const struct population_request *request, struct civil_date date,
                     const struct checked_document *checked[static LANGUAGE_COUNT], struct problems *problems)
{
    struct document *documents[LANGUAGE_COUNT];
    struct page page = {
        .arena = arena, .population = population, .request = request, .instrument = population->instrument};
    if (!check_sums(&page, problems))
        return false;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        page.document = document_new(arena, (enum language)language);
        page.body = &page.document->body;
        documents[language] = page.document;
        fill_head(&page, date);
        build(&page);
    }
    abbreviations_keep_used(documents, LANGUAGE_COUNT);
    return document_check(arena, (const struct document *const *)documents, LANGUAGE_COUNT, checked,
                          problems);
}
