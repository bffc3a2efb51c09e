// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/recommendations.h"

#include "report/wording.h"
#include "review/approval.h"

#include <stdlib.h>

static struct civil_date day_of(struct text date)
{
    struct civil_read read = {0};
    civil_read(date, CIVIL_ORDER_NONE, &read);
    return read.time.date;
}

static struct text day_words(const struct document *document, struct text date)
{
    return civil_date_words(document->arena, document->language, day_of(date));
}

// "partly accepted, 2 December 2019", by whom, and why in their own words.
static void fill_response(const struct document *document, struct cell *cell,
                          const struct recommendation *recommendation)
{
    const struct response *response = recommendation_response(recommendation);
    if (!response) {
        cell_empty(cell, report_word(document, N_("No answer yet")));
        return;
    }
    struct text decision = report_words(
        document, MESSAGE("{decision}, {date}", WORD("decision", response_decision_words(response->decision)),
                          VALUE("date", day_words(document, response->date))));
    struct runs *runs = cell_runs(cell);
    run_add(runs, decision)->strong = true;
    struct run *by = run_add(runs, report_label(document, &response->by));
    by->new_line = by->verbatim = true;
    struct text why = report_label(document, &response->why);
    if (why.length) {
        struct run *run = run_add(runs, why);
        run->new_line = run->verbatim = true;
    }
    cell_value_words(cell, report_word(document, response_decision_words(response->decision)));
    cell_value_words(cell, day_words(document, response->date));
    cell_value_words(cell, report_label(document, &response->by));
    if (why.length)
        cell_value_words(cell, why);
    else
        cell_value_absent(cell, report_word(document, N_("No reason given")));
}

static void fill_due(const struct document *document, struct cell *cell, struct text due)
{
    if (due.length)
        cell_date(cell, day_of(due));
    else
        cell_empty(cell, report_word(document, N_("No date")));
}

static struct table_column *add_column(struct table *table, const char *id, const char *heading,
                                       enum column_kind kind, unsigned share)
{
    struct table_column *column = table_column(table, text_from(id), report_word(table->document, heading),
                                               kind);
    column->share = share;
    return column;
}

// Each of what fill_response tells people in one cell.
static void add_response_column(struct table *table, unsigned share)
{
    static const struct {
        const char *id, *heading;
    } values[] = {{"decision", N_("decision")}, {"date", N_("date")}, {"by", N_("by")}, {"why", N_("why")}};
    add_column(table, "response", N_("Answer of the force"), COLUMN_TEXT, share);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        table_column_value(table, text_from(values[i].id), report_word(table->document, values[i].heading))
            ->is_words = true;
}

// ---- In a report -------------------------------------------------------------------------------------------

bool recommendation_rests_on(const struct results *results, const struct recommendation *recommendation,
                             struct text criterion)
{
    for (size_t i = 0; i < recommendation->criterion_count; i++)
        if (text_equal(recommendation->criteria[i], criterion))
            return true;
    for (size_t f = 0; f < results->findings.list.count; f++) {
        const struct finding *finding = &results->findings.list.items[f];
        bool linked = false, asked = false;
        for (size_t i = 0; finding->key.length && i < recommendation->finding_count; i++)
            linked |= text_equal(recommendation->findings[i], finding->key);
        for (size_t i = 0; i < finding->criterion_count; i++)
            asked |= text_equal(finding->criteria[i], criterion);
        if (linked && asked)
            return true;
    }
    return false;
}

// The criteria that it is linked to, itself or through its findings, in the instrument's order.
static void fill_ground(const struct document *document, struct cell *cell, const struct results *results,
                        const struct recommendation *recommendation)
{
    struct runs *runs = NULL;
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        if (!recommendation_rests_on(results, recommendation, criterion->id))
            continue;
        runs = runs ? runs : cell_runs(cell);
        run_add(runs, report_label(document, &criterion->title))->new_line = runs->count > 1;
    }
    if (!runs)
        cell_empty(cell, report_word(document, N_("No criterion")));
}

static void add_report_row(struct table *table, const struct results *results,
                           const struct recommendation *recommendation)
{
    const struct document *document = table->document;
    struct cell *cells = table_row(table);
    cell_decimal(&cells[0], (struct decimal){recommendation->number, 0}, MEASURE_PLAIN);
    cell_text(&cells[1], report_label(document, &recommendation->text));
    fill_ground(document, &cells[2], results, recommendation);
    cell_text(&cells[3], report_label(document, &recommendation->owner));
    fill_due(document, &cells[4], recommendation->due);
    fill_response(document, &cells[5], recommendation);
}

void recommendations_add_section(struct blocks *blocks, const struct results *results)
{
    const struct document *document = blocks->document;
    if (results->recommendations.list.count == 0)
        return;
    heading_add(blocks, 1, TEXT("what-is-recommended"), report_word(document, N_("Recommendations")));
    paragraph_add_text(
        blocks, report_word(document, N_("What the force is asked to do, and what it had answered when "
                                         "this report was published.")));
    struct table *table = table_add(blocks, TEXT(TABLE_RECOMMENDATIONS),
                                    report_word(document, N_("Recommendations and answers")));
    add_column(table, "number", N_("Number"), COLUMN_DECIMAL, 1)->row_header = true;
    add_column(table, "recommendation", N_("Recommendation"), COLUMN_TEXT, 4);
    add_column(table, "ground", N_("Rests on"), COLUMN_TEXT, 3);
    add_column(table, "owner", N_("Owner"), COLUMN_TEXT, 2);
    add_column(table, "due", N_("Due"), COLUMN_DATE, 2);
    add_response_column(table, 3);
    for (size_t i = 0; i < results->recommendations.list.count; i++)
        add_report_row(table, results, &results->recommendations.list.items[i]);
}

static bool has_finding(const struct results *results, struct text key)
{
    for (size_t i = 0; i < results->findings.list.count; i++)
        if (text_equal(results->findings.list.items[i].key, key))
            return true;
    return false;
}

bool recommendations_complete(const struct results *results, struct problems *problems)
{
    bool good = true;
    size_t criterion;
    for (size_t i = 0; i < results->recommendations.list.count; i++) {
        const struct recommendation *one = &results->recommendations.list.items[i];
        struct place place = {
            .source = results->review.id,
            .name = text_print(problems->arena, "recommendation %.*s", TEXT_PRINT(one->key))};
        for (size_t f = 0; f < one->finding_count; f++)
            if (!has_finding(results, one->findings[f]))
                good = problem_report_value(
                    problems, place, one->findings[f],
                    MESSAGE("the recommendation rests on a finding that the review does not have"),
                    MESSAGE("give the finding this id in its file, or load the recommendations anew"));
        for (size_t c = 0; c < one->criterion_count; c++)
            if (!instrument_find_criterion(results->instrument, one->criteria[c], &criterion))
                good = problem_report_value(problems, place, one->criteria[c],
                                            MESSAGE("the instrument has no such criterion"), NO_MESSAGE);
    }
    return good;
}

// ---- The register ------------------------------------------------------------------------------------------

// Re-tests that are not published themselves are not named to the public.
static bool hide_retests(struct store *store, struct arena *arena, struct recommendation *recommendation,
                         struct problems *problems)
{
    for (size_t i = 0; i < recommendation->progress.count; i++) {
        struct progress *progress = &recommendation->progress.items[i];
        struct review review;
        if (progress->retest.length == 0)
            continue;
        if (!review_get(store, arena, progress->retest, &review, problems))
            return false;
        if (review.status != REVIEW_PUBLISHED)
            progress->retest = (struct text){0};
    }
    return true;
}

static bool read_review(struct store *store, struct arena *arena, const struct review *review,
                        bool published_only, struct recommendation_register *recommendations,
                        struct problems *problems)
{
    struct recommendation_list list;
    struct approval approval;
    if (!recommendation_list(store, arena, review->id, INT64_MAX, &list, problems) ||
        !approval_read(store, arena, review->id, LANGUAGE_WELSH, &approval, problems))
        return false;
    for (size_t i = 0; i < list.list.count; i++) {
        if (published_only && !hide_retests(store, arena, &list.list.items[i], problems))
            return false;
        *ARRAY_APPEND(arena, &recommendations->list) = (struct registered){
            .review = review, .recommendation = &list.list.items[i], .welsh_approved = approval.holds};
    }
    return true;
}

bool register_read(struct store *store, struct arena *arena, struct text review, bool published_only,
                   struct recommendation_register *recommendations, struct problems *problems)
{
    struct review_list reviews;
    struct recommendation_register read = {0};
    struct review one;
    if ((review.length && !review_get(store, arena, review, &one, problems)) ||
        !review_list(store, arena, &reviews, problems))
        return false;
    for (size_t i = 0; i < reviews.list.count; i++) {
        const struct review *at = &reviews.list.items[i];
        bool wanted = (review.length == 0 || text_equal(at->id, review)) &&
                      (!published_only || at->status == REVIEW_PUBLISHED);
        if (wanted && !read_review(store, arena, at, published_only, &read, problems))
            return false;
    }
    *recommendations = read;
    return true;
}

struct order {
    struct registered registered;
    bool overdue;
    size_t position;
};

static int compare(const void *first, const void *second)
{
    const struct order *a = first, *b = second;
    const struct recommendation *x = a->registered.recommendation, *y = b->registered.recommendation;
    int by_state = (int)recommendation_state(x) - (int)recommendation_state(y);
    if (a->overdue != b->overdue)
        return a->overdue ? -1 : 1;
    if (by_state)
        return by_state;
    if ((x->due.length == 0) != (y->due.length == 0))
        return x->due.length ? -1 : 1;
    int by_due = text_compare(x->due, y->due);
    return by_due ? by_due : a->position < b->position ? -1 : a->position > b->position;
}

void register_sort(struct recommendation_register *recommendations, struct text today)
{
    size_t count = recommendations->list.count;
    struct arena *arena = arena_new();
    struct order *orders = ARENA_ARRAY(arena, struct order, count);
    for (size_t i = 0; i < count; i++) {
        struct registered one = recommendations->list.items[i];
        orders[i] = (struct order){one, recommendation_is_overdue(one.recommendation, today), i};
    }
    if (count)
        qsort(orders, count, sizeof *orders, compare);
    for (size_t i = 0; i < count; i++)
        recommendations->list.items[i] = orders[i].registered;
    arena_free(arena);
}

bool register_awaits_translator(const struct recommendation_register *recommendations)
{
    for (size_t i = 0; i < recommendations->list.count; i++) {
        const struct registered *one = &recommendations->list.items[i];
        const struct recommendation *recommendation = one->recommendation;
        if (!one->welsh_approved)
            return true;
        for (size_t r = 0; r < recommendation->responses.count; r++)
            if (recommendation->responses.items[r].translator.length == 0)
                return true;
        for (size_t p = 0; p < recommendation->progress.count; p++)
            if (recommendation->progress.items[p].translator.length == 0)
                return true;
    }
    return false;
}

static void take_later(struct text *latest, struct text date)
{
    if (text_compare(*latest, date) < 0)
        *latest = date;
}

struct text register_latest_day(const struct recommendation_register *recommendations)
{
    struct text latest = {0};
    for (size_t i = 0; i < recommendations->list.count; i++) {
        const struct recommendation *recommendation = recommendations->list.items[i].recommendation;
        take_later(&latest, recommendation->date);
        for (size_t r = 0; r < recommendation->responses.count; r++)
            take_later(&latest, recommendation->responses.items[r].date);
        for (size_t p = 0; p < recommendation->progress.count; p++)
            take_later(&latest, recommendation->progress.items[p].date);
    }
    return latest;
}

// ---- Its tables --------------------------------------------------------------------------------------------

// A key is what a command calls the recommendation: English words, in whatever language the page is. Readers have the number,
// as the report of its review has it.
static void fill_name(const struct document *document, struct cell *cell,
                      const struct recommendation *recommendation, const struct register_look *look)
{
    if (look->by_number) {
        cell_decimal(cell, (struct decimal){recommendation->number, 0}, MEASURE_PLAIN);
        return;
    }
    struct run *run = run_add(cell_runs(cell), recommendation->key);
    run->foreign = document->language != LANGUAGE_ENGLISH;
    run->language = LANGUAGE_ENGLISH;
}

// By its title on a page that links to it: its id is in one language only, and for commands.
static void fill_review(const struct document *document, struct cell *cell, struct text review,
                        struct text title, const struct register_look *look)
{
    if (look->link_pattern)
        run_link(cell_runs(cell), title.length ? title : review,
                 text_print(document->arena, "%s%.*s%s", look->link_pattern, TEXT_PRINT(review),
                            look->link_ending));
    else
        cell_text(cell, review);
}

static void fill_state(const struct document *document, struct cell *cell,
                       const struct recommendation *recommendation, struct text today)
{
    const char *words = recommendation_state_words(recommendation_state(recommendation));
    run_add(cell_runs(cell), report_word(document, words));
    if (today.length == 0 || !recommendation_is_overdue(recommendation, today))
        return;
    int64_t days = civil_date_to_days(day_of(today)) - civil_date_to_days(day_of(recommendation->due));
    struct run *run = run_add(
        cell_runs(cell),
        report_words(document, MESSAGE_COUNT("overdue by one day", "overdue by {n} days", days)));
    run->new_line = run->strong = true;
}

static void fill_decision(const struct document *document, struct cell *cell,
                          const struct recommendation *recommendation)
{
    const struct response *response = recommendation_response(recommendation);
    if (response)
        cell_text(cell, report_word(document, response_decision_words(response->decision)));
    else
        cell_empty(cell, report_word(document, N_("No answer yet")));
}

static void add_name_column(struct table *table, const struct register_look *look, unsigned share)
{
    struct table_column *column = look->by_number
                                      ? add_column(table, "number", N_("Number"), COLUMN_DECIMAL, 1)
                                      : add_column(table, "id", N_("Name"), COLUMN_TEXT, share);
    column->row_header = true;
}

// The columns of the register, in their order; each is left out by what the register is for.
static void add_register_columns(struct table *table, const struct register_look *look)
{
    if (!look->brief)
        add_column(table, "review", N_("Review"), COLUMN_TEXT, 2);
    add_name_column(table, look, 3);
    if (!look->brief)
        add_column(table, "recommendation", N_("Recommendation"), COLUMN_TEXT, 4);
    add_column(table, "owner", N_("Owner"), COLUMN_TEXT, 2);
    if (!look->brief)
        add_column(table, "made", N_("Made"), COLUMN_DATE, 2);
    add_column(table, "due", N_("Due"), COLUMN_DATE, 2);
    if (look->today.length)
        add_column(table, "age", N_("Age"), COLUMN_COUNT, 1)->unit = report_word(table->document, N_("days"));
    add_column(table, "state", N_("State"), COLUMN_TEXT, 2);
    if (look->brief)
        add_column(table, "response", N_("Answer of the force"), COLUMN_TEXT, 2);
    else
        add_response_column(table, 4);
}

static void add_register_row(struct table *table, const struct registered *one,
                             const struct register_look *look)
{
    const struct document *document = table->document;
    const struct recommendation *recommendation = one->recommendation;
    struct cell *cell = table_row(table);
    if (!look->brief)
        fill_review(document, cell++, one->review->id, report_label(document, &one->review->title), look);
    fill_name(document, cell++, recommendation, look);
    if (!look->brief)
        cell_verbatim(cell++, report_label(document, &recommendation->text));
    cell_verbatim(cell++, report_label(document, &recommendation->owner));
    if (!look->brief)
        cell_date(cell++, day_of(recommendation->date));
    fill_due(document, cell++, recommendation->due);
    if (look->today.length) {
        int64_t days = civil_date_to_days(day_of(look->today)) -
                       civil_date_to_days(day_of(recommendation->date));
        cell_count(cell++, days < 0 ? 0 : days, (struct text){0});
    }
    fill_state(document, cell++, recommendation, look->today);
    (look->brief ? fill_decision : fill_response)(document, cell, recommendation);
}

static void add_register(struct blocks *blocks, const struct recommendation_register *recommendations,
                         const struct register_look *look)
{
    struct table *table = table_add(blocks, TEXT(TABLE_RECOMMENDATIONS),
                                    report_word(blocks->document, N_("Recommendations and answers")));
    add_register_columns(table, look);
    for (size_t i = 0; i < recommendations->list.count; i++)
        add_register_row(table, &recommendations->list.items[i], look);
}

// Answers and progress of one recommendation, each with what it says.
struct event {
    struct text date;
    const char *what;
    const struct localised *by, *says;
    struct text retest;
};

static void add_event(struct table *table, const struct registered *one, const struct event *event,
                      const struct register_look *look)
{
    const struct document *document = table->document;
    struct cell *cells = table_row(table);
    fill_review(document, &cells[0], one->review->id, report_label(document, &one->review->title), look);
    fill_name(document, &cells[1], one->recommendation, look);
    cell_date(&cells[2], day_of(event->date));
    cell_text(&cells[3], report_word(document, event->what));
    cell_verbatim(&cells[4], report_label(document, event->by));
    if (event->says->in[LANGUAGE_ENGLISH].length)
        cell_verbatim(&cells[5], report_label(document, event->says));
    else
        cell_empty(&cells[5], report_word(document, N_("No remark")));
    if (event->retest.length)
        fill_review(document, &cells[6], event->retest, (struct text){0}, look);
    else
        cell_empty(&cells[6], report_word(document, N_("None")));
}

bool register_has_events(const struct recommendation_register *recommendations)
{
    size_t count = 0;
    for (size_t i = 0; i < recommendations->list.count; i++)
        count += recommendations->list.items[i].recommendation->responses.count +
                 recommendations->list.items[i].recommendation->progress.count;
    return count > 0;
}

static void add_events(struct table *table, const struct registered *one, const struct register_look *look)
{
    const struct recommendation *recommendation = one->recommendation;
    for (size_t i = 0; i < recommendation->responses.count; i++) {
        const struct response *response = &recommendation->responses.items[i];
        struct event event = {
            response->date, response_decision_words(response->decision), &response->by, &response->why, {0}};
        add_event(table, one, &event, look);
    }
    for (size_t i = 0; i < recommendation->progress.count; i++) {
        const struct progress *progress = &recommendation->progress.items[i];
        struct event event = {progress->date, recommendation_state_words(progress->state), &progress->by,
                              &progress->says, progress->retest};
        add_event(table, one, &event, look);
    }
}

void register_add_tables(struct blocks *blocks, const struct recommendation_register *recommendations,
                         const struct register_look *look)
{
    add_register(blocks, recommendations, look);
    if (!register_has_events(recommendations))
        return;
    struct table *table = table_add(
        blocks, TEXT(TABLE_PROGRESS),
        report_word(blocks->document, N_("All answers, and what was done since")));
    // A name is one of its review's own: only both together tell recommendations of several reviews apart.
    add_column(table, "review", N_("Review"), COLUMN_TEXT, 2);
    add_name_column(table, look, 2);
    add_column(table, "date", N_("Date"), COLUMN_DATE, 2);
    add_column(table, "what", N_("What"), COLUMN_TEXT, 2);
    add_column(table, "by", N_("By"), COLUMN_TEXT, 2);
    add_column(table, "says", N_("In their words"), COLUMN_TEXT, 5);
    add_column(table, "retest", N_("Review that looked again"), COLUMN_TEXT, 2);
    for (size_t i = 0; i < recommendations->list.count; i++)
        add_events(table, &recommendations->list.items[i], look);
}

bool register_build(struct arena *arena, const struct recommendation_register *recommendations,
                    const struct localised *organisation, struct text date, const struct register_look *look,
                    const struct checked_document *checked[static LANGUAGE_COUNT], struct problems *problems)
{
    const struct document *documents[LANGUAGE_COUNT];
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct document *document = document_new(arena, (enum language)language);
        documents[language] = document;
        document->title = report_word(document, N_("Register of recommendations"));
        document->organisation = report_label(document, organisation);
        document->date = day_of(date);
        document->identifier = TEXT("recommendations");
        register_add_tables(&document->body, recommendations, look);
    }
    return document_check(arena, documents, LANGUAGE_COUNT, checked, problems);
}
