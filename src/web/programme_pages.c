// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/programme_pages.h"

#include "access/allocation.h"
#include "format/json.h"
#include "instrument/instrument.h"
#include "review/case.h"
#include "review/consultation.h"
#include "review/ledger.h"
#include "review/review.h"
#include "web/case_address.h"
#include "web/known_case.h"
#include "web/routes.h"
#include "web/visit_words.h"

static struct text in_language(const struct visit *visit, const struct localised *localised)
{
    return localised_in(localised, visit->page.language);
}

static struct text word(const struct visit *visit, const char *english)
{
    return message_word(visit->page.language, english);
}

static void add_cell(struct visit *visit, struct table_row *row, struct text text, struct text address)
{
    *ARRAY_APPEND(visit->arena, row) = (struct component_cell){text, address};
}

static struct text period_of(struct visit *visit, const struct review *review)
{
    struct page *page = &visit->page;
    struct civil_read from, to;
    if (civil_read(review->period_from, CIVIL_ORDER_NONE, &from) != CIVIL_READ ||
        civil_read(review->period_to, CIVIL_ORDER_NONE, &to) != CIVIL_READ)
        return SAY("not said");
    return SAY("{from} to {to}", page_value_date(page, "from", from.time.date),
               page_value_date(page, "to", to.time.date));
}

// What was given to the person, of every review.
static bool add_own(struct visit *visit, struct component_table *table)
{
    struct page *page = &visit->page;
    struct own_cases own;
    struct text none = {0};
    if (!own_cases(visit->store, visit->arena, visit->account.id, &own, &visit->problems))
        return false;
    bool reads = visit_allows(visit, PERMISSION_CASE_READ, (struct access_facts){.assigned = true});
    table->caption = SAY("Your cases");
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){SAY("Reference")};
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){SAY("Review")};
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){SAY("State")};
    for (size_t i = 0; reads && i < own.list.count; i++) {
        const struct own_case *one = &own.list.items[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        add_cell(visit, row, one->reference, case_address(visit->arena, one->review, one->reference, none));
        add_cell(visit, row, in_language(visit, &one->title), none);
        add_cell(visit, row, visit_ledger_state(visit, one->state), none);
    }
    return true;
}

// Where the programme leads: to the review, or for who may not read it, to its reports, which everybody may.
static bool find_address(struct visit *visit, const struct review *review, struct text *address)
{
    struct access_facts facts = {0};
    bool reads = visit_allows(visit, PERMISSION_REVIEW_READ, facts);
    if (!reads) {
        if (!review_facts(visit->store, visit->arena, visit->account.id, review->id, &facts,
                          &visit->problems))
            return false;
        reads = visit_allows(visit, PERMISSION_REVIEW_READ, facts);
    }
    *address = text_print(visit->arena, reads ? "/reviews/%.*s" : "/reviews/%.*s/reports",
                          TEXT_PRINT(review->id));
    return true;
}

void programme_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct page_programme_data data = {.reviews = {.caption = SAY("Reviews")}};
    struct review_list reviews;
    if (!review_list(visit->store, visit->arena, &reviews, &visit->problems) || !add_own(visit, &data.own))
        return;
    *ARRAY_APPEND(visit->arena, &data.reviews.columns) = (struct table_column){SAY("Review")};
    *ARRAY_APPEND(visit->arena, &data.reviews.columns) = (struct table_column){SAY("Method")};
    *ARRAY_APPEND(visit->arena, &data.reviews.columns) = (struct table_column){SAY("Period")};
    *ARRAY_APPEND(visit->arena, &data.reviews.columns) = (struct table_column){SAY("State")};
    for (size_t i = 0; i < reviews.list.count; i++) {
        const struct review *review = &reviews.list.items[i];
        struct text address;
        if (!find_address(visit, review, &address))
            return;
        struct table_row *row = ARRAY_APPEND(visit->arena, &data.reviews.rows);
        add_cell(visit, row, in_language(visit, &review->title), address);
        add_cell(visit, row, word(visit, review_method_words(review->method)), (struct text){0});
        add_cell(visit, row, period_of(visit, review), (struct text){0});
        add_cell(visit, row, review->status == REVIEW_PUBLISHED ? SAY("published") : SAY("open"),
                 (struct text){0});
    }
    page_programme(page, &data);
    visit_send_page(visit, 200);
}

// ---- A review ------------------------------------------------------------------------------------------------------

static void add_fact(struct visit *visit, struct component_summary_list *facts, struct text key,
                     struct text value)
{
    *ARRAY_APPEND(visit->arena, &facts->rows) = (struct summary_row){.key = key, .value = value};
}

static bool add_ledger(struct visit *visit, const struct review *review, struct component_summary_list *facts)
{
    struct page *page = &visit->page;
    struct ledger_counts counts;
    if (!ledger_count(visit->store, review->id, &counts, &visit->problems))
        return false;
    add_fact(visit, facts, SAY("Cases selected"), number_text(visit->arena, counts.selected));
    for (int state = 0; state < LEDGER_STATE_COUNT; state++)
        if (counts.in[state])
            add_fact(visit, facts, visit_heading(visit, ledger_state_words((enum ledger_state)state)),
                     number_text(visit->arena, counts.in[state]));
    return true;
}

// All that no conflict of interest closes; or of these, what was given to the person.
static bool read_cases(struct visit *visit, const struct review *review, struct open_cases *cases)
{
    struct text account = visit->account.id;
    return visit_allows(visit, PERMISSION_CASE_LIST, (struct access_facts){0})
               ? case_list_open_to(visit->store, visit->arena, review->id, account, cases, &visit->problems)
               : case_list_allocated_to(visit->store, visit->arena, review->id, account, cases,
                                        &visit->problems);
}

static bool add_cases(struct visit *visit, const struct review *review, struct access_facts facts,
                      struct component_table *table)
{
    struct page *page = &visit->page;
    struct open_cases cases;
    struct text none = {0};
    if (!read_cases(visit, review, &cases))
        return false;
    table->caption = SAY("Cases");
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){SAY("Reference")};
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){SAY("State")};
    bool reads = visit_allows(visit, PERMISSION_CASE_READ, facts);
    for (size_t i = 0; i < cases.list.count; i++) {
        const struct open_case *one = &cases.list.items[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        add_cell(visit, row, one->reference,
                 reads ? case_address(visit->arena, review->id, one->reference, none) : none);
        add_cell(visit, row, visit_ledger_state(visit, one->state), none);
    }
    return true;
}

void review_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct page_review_data data = {0};
    struct review review;
    struct access_facts facts;
    if (!review_facts(visit->store, visit->arena, visit->account.id, visit->parts[0], &facts,
                      &visit->problems))
        return;
    if (!visit_allows(visit, PERMISSION_REVIEW_READ, facts)) {
        visit_fail(visit, 403);
        return;
    }
    if (!review_get_head(visit->store, visit->arena, visit->parts[0], &review, &visit->problems))
        return;
    data.id = review.id;
    data.title = in_language(visit, &review.title);
    data.may_import = visit_allows(visit, PERMISSION_IMPORT, facts);
    add_fact(visit, &data.facts, SAY("Method"), word(visit, review_method_words(review.method)));
    add_fact(visit, &data.facts, SAY("Period"), period_of(visit, &review));
    if (in_language(visit, &review.force).length)
        add_fact(visit, &data.facts, SAY("Police force"), in_language(visit, &review.force));
    add_fact(visit, &data.facts, SAY("Instrument"),
             text_print(visit->arena, "%.*s %lld", TEXT_PRINT(review.instrument_id),
                        (long long)review.instrument_version));
    add_fact(visit, &data.facts, SAY("State"),
             review.status == REVIEW_PUBLISHED ? SAY("published") : SAY("open"));
    data.id = review.id;
    data.may_manage = visit_allows(visit, PERMISSION_REVIEW_MANAGE, facts);
    data.lists_cases = visit_allows(visit, PERMISSION_CASE_LIST, facts);
    if (!add_ledger(visit, &review, &data.facts) ||
        (data.lists_cases && !add_cases(visit, &review, facts, &data.cases)))
        return;
    visit->same_until = INT64_MAX; // people come back to it from each case
    page_review(page, &data);
    visit_send_page(visit, 200);
}

// ---- The record of a case ------------------------------------------------------------------------------------------

// Dates and times in words; times as clocks showed them where the instrument is at home.
static struct text time_of(struct visit *visit, const struct zone *zone, struct text written)
{
    enum language language = visit->page.language;
    struct civil_read read;
    if (civil_read(written, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return written;
    if (!read.has_time)
        return civil_date_words(visit->arena, language, read.time.date);
    if (read.has_offset) {
        int64_t instant = civil_time_to_microseconds(read.time) - SECONDS(read.offset_seconds);
        read.time = zone_to_civil(zone, instant);
    }
    return civil_time_words(visit->arena, language, read.time);
}

static struct text value_of(struct visit *visit, const struct zone *zone, const struct field *field,
                            const struct json_node *value)
{
    struct page *page = &visit->page;
    size_t index;
    if (!value || value->kind == JSON_NODE_NULL)
        return SAY("not recorded");
    if (value->kind == JSON_NODE_BOOLEAN)
        return value->truth ? SAY("Yes") : SAY("No");
    if (value->kind != JSON_NODE_TEXT)
        return json_node_text(visit->arena, value);
    if (field->type == FIELD_DATE || field->type == FIELD_TIME)
        return time_of(visit, zone, value->text);
    if (category_find(field, value->text, &index))
        return in_language(visit, &field->values[index].label);
    return value->text;
}

static bool add_fields(struct visit *visit, const struct instrument *instrument, struct text content,
                       struct component_summary_list *fields)
{
    const struct schema *schema = &instrument->cases;
    struct json_node root;
    if (!json_node_read(visit->arena, TEXT("case"), content, &root, &visit->problems))
        return false;
    for (size_t i = 0; i < schema->count; i++) {
        const struct field *field = &schema->fields[i];
        const struct json_node *value = json_node_member(&root, field->id);
        add_fact(visit, fields, in_language(visit, &field->label),
                 value_of(visit, instrument->zone, field, value));
    }
    return true;
}

// The column of each field of the log, but for the case's reference, which stands above the table.
static bool is_shown(const struct instrument *instrument, size_t field)
{
    return field != instrument->log_reference;
}

static void add_entry(struct visit *visit, const struct instrument *instrument, const struct json_node *entry,
                      struct table_row *row)
{
    for (size_t i = 0; i < instrument->log.count; i++) {
        const struct field *field = &instrument->log.fields[i];
        const struct json_node *value = json_node_member(entry, field->id);
        if (is_shown(instrument, i))
            add_cell(visit, row, value_of(visit, instrument->zone, field, value), (struct text){0});
    }
}

static bool add_log(struct visit *visit, const struct instrument *instrument, struct text case_id,
                    struct component_table *table)
{
    struct page *page = &visit->page;
    struct log_list log;
    if (!log_list_case(visit->store, visit->arena, case_id, &log, &visit->problems))
        return false;
    table->caption = SAY("Log");
    for (size_t i = 0; i < instrument->log.count; i++)
        if (is_shown(instrument, i))
            *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){
                in_language(visit, &instrument->log.fields[i].label)};
    for (size_t i = 0; i < log.list.count; i++) {
        struct json_node entry;
        if (!json_node_read(visit->arena, TEXT("log"), log.list.items[i].content, &entry, &visit->problems))
            return false;
        add_entry(visit, instrument, &entry, ARRAY_APPEND(visit->arena, &table->rows));
    }
    return true;
}

// Who may not see every case does not learn by the answer which of them a review has.
static void say_no_case(struct visit *visit)
{
    if (!visit->problems.input_output && !visit_allows(visit, PERMISSION_CASE_READ, (struct access_facts){0}))
        visit_fail(visit, 403);
}

// Whether this person may see this very case; else it was answered, or there is none.
static bool find_open_case(struct visit *visit, const struct known_case **found)
{
    struct access_facts facts;
    if (!(*found = known_case_find(visit))) {
        say_no_case(visit);
        return false;
    }
    if (!case_facts(visit->store, visit->arena, visit->account.id, (*found)->review.id, (*found)->record.id,
                    &facts, &visit->problems))
        return false;
    if (visit_allows(visit, PERMISSION_CASE_READ, facts))
        return true;
    visit_fail(visit, 403);
    return false;
}

static void write_evidence(struct page *page, const void *data)
{
    component_case_evidence(page, data);
}

static bool make_evidence(struct visit *visit, const struct known_case *found,
                          struct component_kept *evidence)
{
    const struct instrument *instrument;
    struct component_case_evidence data = {0};
    if (!kept_instrument(visit->kept, visit->store, &found->review, &instrument, &visit->problems) ||
        !add_fields(visit, instrument, found->record.content, &data.fields) ||
        !add_log(visit, instrument, found->record.id, &data.log))
        return false;
    *evidence = component_keep(&visit->page, write_evidence, &data);
    return true;
}

// It is the same for all who may see the case: written once, while nothing that it shows has changed.
static bool find_evidence(struct visit *visit, const struct known_case *found,
                          struct component_kept *evidence)
{
    struct text key = text_print(visit->arena, "evidence %s %.*s %.*s", language_code(visit->page.language),
                                 TEXT_PRINT(found->review.id), TEXT_PRINT(found->record.id));
    const struct component_kept *known = known_find(visit->known, key);
    if (known) {
        *evidence = *known;
        return true;
    }
    if (!make_evidence(visit, found, evidence))
        return false;
    struct arena *arena = arena_new_small();
    struct component_kept *put = ARENA_NEW(arena, struct component_kept);
    put->markup = text_copy(arena, evidence->markup);
    known_put(visit->known, key, arena, put);
    return true;
}

static void end_look(void *look)
{
    consultation_end(look);
}

// False: the look could not be put into the log, so nothing may be shown.
static bool tell_look(struct visit *visit, const struct known_case *found)
{
    struct consultation *look = ARENA_NEW(visit->arena, struct consultation);
    struct act act = visit_look(visit, "consult case");
    if (!consultation_begin(look, visit->arena, visit->told, &act,
                            case_look(visit->arena, found->record.id, found->review.id)))
        return visit_write_first(visit, consultation_write, look, end_look);
    // Whoever sees it for the first time may not come back: it is worth keeping when they do.
    visit->same_until = consultation_due_again(look);
    return true;
}

void case_page(struct visit *visit)
{
    const struct known_case *found;
    struct component_kept evidence;
    if (!find_open_case(visit, &found) || !find_evidence(visit, found, &evidence) || !tell_look(visit, found))
        return;
    struct page_case_data data = {.reference = found->record.reference,
                                  .review = found->review.id,
                                  .title = in_language(visit, &found->review.title),
                                  .evidence = evidence};
    page_case(&visit->page, &data);
    visit_send_page(visit, 200);
}

void accessibility_page(struct visit *visit)
{
    struct page_accessibility_data data = {0};
    page_accessibility(&visit->page, &data);
    visit_send_page(visit, 200);
}
