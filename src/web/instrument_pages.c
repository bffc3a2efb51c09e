// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/instrument_pages.h"

#include "instrument/instrument.h"
#include "review/instrument_record.h"
#include "web/notice.h"
#include "web/routes.h"
#include "web/visit_words.h"

// ---- All of them ---------------------------------------------------------------------------------------------------

static struct text instrument_address(const struct visit *visit, struct text hash)
{
    return text_print(visit->arena, "/instruments/%.*s", TEXT_PRINT(hash));
}

// What an earlier version of the program took in may not be understood any more: then its id stands for its title.
static struct text title_of(struct visit *visit, const struct kept_instrument *kept)
{
    const struct instrument *instrument;
    struct problems not_understood;
    problems_init(&not_understood, visit->arena);
    if (!instrument_load(visit->arena, kept->id, kept->content, &instrument, &not_understood))
        return kept->id;
    return localised_in(&instrument->title, visit->page.language);
}

static void add_instrument(struct visit *visit, const struct kept_instrument *kept,
                           struct component_table *table)
{
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    struct text none = {0};
    visit_add_cell(visit, row, title_of(visit, kept), instrument_address(visit, kept->hash));
    visit_add_cell(visit, row, kept->id, none);
    visit_add_cell(visit, row, number_text(visit->arena, kept->version), none);
    visit_add_cell(visit, row, number_text(visit->arena, kept->reviews), none);
}

static void show(struct visit *visit)
{
    struct page *page = &visit->page;
    struct page_instruments_data data = {
        .instruments = {.caption = SAY("Instruments of the record")},
        .may_add = visit_allows(visit, PERMISSION_INSTRUMENT_MANAGE, (struct access_facts){0}),
        .file = {.id = TEXT("file"),
                 .label = SAY("The instrument, a YAML file"),
                 .hint = SAY(
                     "At most {bytes} bytes. It is read wholly, and every error is told with its line.",
                     NUMBER("bytes", LIMIT_SITE_FILES_BYTES - LIMIT_SITE_FORM_BYTES))},
        .operation = visit_operation(visit)};
    struct kept_instrument_list list;
    if (!instrument_list(visit->store, visit->arena, &list, &visit->problems))
        return;
    visit_add_column(visit, &data.instruments, SAY("Instrument"));
    visit_add_column(visit, &data.instruments, SAY("Id"));
    *ARRAY_APPEND(visit->arena, &data.instruments.columns) = (struct table_column){SAY("Version"), true};
    *ARRAY_APPEND(visit->arena, &data.instruments.columns) = (struct table_column){SAY("Reviews with it"),
                                                                                   true};
    for (size_t i = 0; i < list.list.count; i++)
        add_instrument(visit, &list.list.items[i], &data.instruments);
    page_instruments(page, &data);
    visit_send_page(visit, page->errors.count ? 422 : 200);
}

void instruments_page(struct visit *visit)
{
    show(visit);
}

// ---- A new one -----------------------------------------------------------------------------------------------------

struct adding {
    const struct instrument *instrument;
    struct text content;
};

static bool add(struct write *write, void *argument, struct problems *problems)
{
    const struct adding *adding = argument;
    return instrument_add(write, adding->instrument, adding->content, problems);
}

void instrument_sent(struct visit *visit)
{
    struct page *page = &visit->page;
    const struct form_file *file = form_files_find(&visit->files, "file");
    struct adding adding = {.content = file ? file->content : (struct text){0}};
    struct act_answer answer;
    if (!file) {
        visit_add_error(visit, "file", SAY("Choose the file of the instrument"));
    } else if (!instrument_load(visit->arena, file->file_name, file->content, &adding.instrument,
                                &visit->problems)) {
        visit_take_placed_problems(visit);
    } else if (visit_change(visit, "add instrument", add, &adding, &answer)) {
        notice_go(visit, instrument_address(visit, adding.instrument->hash), NOTICE_INSTRUMENT_ADDED);
        return;
    }
    if (!visit->problems.input_output)
        show(visit);
}

// ---- One of them ---------------------------------------------------------------------------------------------------

static void add_criterion(struct visit *visit, const struct criterion *criterion,
                          struct page_instrument_data *data)
{
    struct page *page = &visit->page;
    enum language language = page->language;
    struct instrument_criterion *shown = ARRAY_APPEND(visit->arena, &data->criteria);
    struct text title = localised_in(&criterion->title, language);
    *shown = (struct instrument_criterion){
        .title = SAY("{title} ({id})", VALUE("title", title), VALUE("id", criterion->id)),
        .question = localised_in(&criterion->question, language),
        .guidance = localised_in(&criterion->guidance, language),
        .outcomes = {.caption = SAY("Outcomes: {title}", VALUE("title", title))}};
    visit_add_column(visit, &shown->outcomes, SAY("Outcome"));
    visit_add_column(visit, &shown->outcomes, SAY("Standing"));
    for (size_t i = 0; i < criterion->outcome_count; i++) {
        const struct outcome *outcome = &criterion->outcomes[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &shown->outcomes.rows);
        visit_add_cell(visit, row, localised_in(&outcome->label, language), (struct text){0});
        visit_add_cell(visit, row, visit_word(visit, standing_words(outcome->standing)), (struct text){0});
    }
}

static struct text explained(struct visit *visit, const struct instrument *instrument)
{
    struct buffer out = {0};
    instrument_explain(instrument, visit->page.language, &out);
    struct text text = text_copy(visit->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

void instrument_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct kept_instrument kept;
    const struct instrument *instrument;
    bool found = false;
    if (!instrument_get(visit->store, visit->arena, visit->parts[0], &found, &kept, &visit->problems) ||
        !found)
        return;
    if (!instrument_load(visit->arena, kept.id, kept.content, &instrument, &visit->problems)) {
        visit_take_placed_problems(visit);
        show(visit);
        return;
    }
    struct page_instrument_data data = {.title = localised_in(&instrument->title, page->language),
                                        .about = localised_in(&instrument->about, page->language),
                                        .explained = explained(visit, instrument)};
    visit_add_fact(visit, &data.facts, SAY("Id"), instrument->id);
    visit_add_fact(visit, &data.facts, SAY("Version"), number_text(visit->arena, instrument->version));
    visit_add_fact(visit, &data.facts, SAY("Reviews with it"), number_text(visit->arena, kept.reviews));
    visit_add_fact(visit, &data.facts, TEXT("SHA-256"), instrument->hash);
    for (size_t i = 0; i < instrument->criterion_count; i++)
        add_criterion(visit, &instrument->criteria[i], &data);
    page_instrument(page, &data);
    visit_send_page(visit, 200);
}
