// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/draw_pages.h"

#include "instrument/instrument.h"
#include "report/make_edition.h"
#include "report/receipt_files.h"
#include "review/evaluation.h"
#include "selection/words.h"
#include "web/download.h"
#include "web/notice.h"
#include "web/routes.h"
#include "web/visit_words.h"

enum { TICKETS_SHOWN = 200, TICKET_DIGITS = 9 };

static struct text draw_address(const struct visit *visit)
{
    return text_print(visit->arena, "/reviews/%.*s/draw", TEXT_PRINT(visit->parts[0]));
}

// ---- What was fixed ------------------------------------------------------------------------------------------------

static const char *rule_words(enum allocation_rule rule)
{
    static const char *const words[ALLOCATION_COUNT] = {
        [ALLOCATION_PROPORTIONAL] = N_("in proportion, at least one from each stratum"),
        [ALLOCATION_EQUAL] = N_("as many from each stratum"),
        [ALLOCATION_QUOTA] = N_("a fixed number from each stratum")};
    return words[rule];
}

static struct text method_words(const struct visit *visit, const struct draw *draw)
{
    return visit_word(visit, draw->receipt.commitment.stratified ? rule_words(draw->plan.rule)
                                                                 : N_("from all cases together"));
}

static struct text date_words(const struct visit *visit, struct text date)
{
    struct civil_read read;
    if (civil_read(date, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return date;
    return civil_date_words(visit->arena, visit->page.language, read.time.date);
}

// An instant of the commitment, on the clocks of London.
static struct text sealed_words(const struct visit *visit, struct text sealed)
{
    struct civil_read read;
    if (civil_read(sealed, CIVIL_ORDER_NONE, &read) != CIVIL_READ || !read.has_offset)
        return sealed;
    return visit_time(visit, civil_time_to_microseconds(read.time) - SECONDS(read.offset_seconds));
}

static void add_commitment(struct visit *visit, const struct draw *draw, struct page_draw_data *data)
{
    struct page *page = &visit->page;
    const struct commitment *commitment = &draw->receipt.commitment;
    struct text text = commitment_text(visit->arena, commitment);
    visit_add_fact(visit, &data->facts, SAY("Extract"), draw->extract);
    visit_add_fact(visit, &data->facts, SAY("Sealed"), sealed_words(visit, commitment->sealed));
    visit_add_fact(visit, &data->facts, SAY("Cases in the frame"),
                   number_text(visit->arena, (int64_t)commitment->cases));
    visit_add_fact(visit, &data->facts, SAY("Cases to draw first"),
                   number_text(visit->arena, commitment->size));
    visit_add_fact(visit, &data->facts, SAY("How they are drawn"), method_words(visit, draw));
    visit_add_fact(visit, &data->facts, SAY("SHA-256 of the frame"),
                   hash_text(visit->arena, draw->frame.hash));
    visit_add_fact(visit, &data->facts, SAY("SHA-256 of the commitment"),
                   hash_text(visit->arena, hash_of(text)));
    if (!draw->drawn)
        return;
    visit_add_fact(visit, &data->facts, SAY("Seed"), draw->receipt.seed.digits);
    visit_add_fact(visit, &data->facts, SAY("Where the seed came from"), draw->receipt.seed.source);
    visit_add_fact(visit, &data->facts, SAY("Day of the seed"), date_words(visit, draw->receipt.seed.date));
}

static void add_number_column(struct visit *visit, struct component_table *table, struct text label)
{
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){label, true};
}

static void add_text(struct visit *visit, struct table_row *row, struct text text)
{
    visit_add_cell(visit, row, text, (struct text){0});
}

static void add_number(struct visit *visit, struct table_row *row, int64_t number)
{
    add_text(visit, row, number_text(visit->arena, number));
}

static void add_strata(struct visit *visit, const struct commitment *commitment,
                       struct component_table *table)
{
    struct page *page = &visit->page;
    table->caption = SAY("Strata");
    visit_add_column(visit, table, SAY("Stratum"));
    add_number_column(visit, table, SAY("Cases"));
    add_number_column(visit, table, SAY("Drawn first"));
    for (size_t i = 0; commitment->stratified && i < commitment->stratum_count; i++) {
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        add_text(visit, row, commitment->strata[i].name);
        add_number(visit, row, commitment->strata[i].cases);
        add_number(visit, row, commitment->places[i]);
    }
}

static struct text event_words(struct visit *visit, const struct draw *draw, size_t index)
{
    struct page *page = &visit->page;
    const struct draw_event *event = &draw->receipt.events.items[index];
    if (event->is_replacement)
        return SAY("in place of ticket {ticket}", NUMBER("ticket", event->replaced));
    return index ? SAY("a further round") : SAY("the first round");
}

static void add_rounds(struct visit *visit, const struct draw *draw, struct component_table *table)
{
    struct page *page = &visit->page;
    table->caption = SAY("Draws");
    visit_add_column(visit, table, SAY("Date"));
    visit_add_column(visit, table, SAY("Draw"));
    visit_add_column(visit, table, SAY("Method"));
    add_number_column(visit, table, SAY("Cases"));
    for (size_t i = 0; i < draw->receipt.events.count; i++) {
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        add_text(visit, row, date_words(visit, draw->receipt.events.items[i].date));
        add_text(visit, row, event_words(visit, draw, i));
        add_text(visit, row, method_words(visit, draw));
        add_number(visit, row, draw->receipt.events.items[i].size);
    }
}

static void add_file(struct visit *visit, struct component_table *table, const char *ending, struct text what)
{
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    struct text name = text_print(visit->arena, "%.*s.%s", TEXT_PRINT(visit->parts[0]), ending);
    visit_add_cell(
        visit, row, name,
        text_print(visit->arena, "%.*s/files/%.*s", TEXT_PRINT(draw_address(visit)), TEXT_PRINT(name)));
    add_text(visit, row, what);
}

static void add_files(struct visit *visit, const struct draw *draw, struct component_table *table)
{
    struct page *page = &visit->page;
    table->caption = SAY("Files that anyone needs to check the draw");
    visit_add_column(visit, table, SAY("File"));
    visit_add_column(visit, table, SAY("What it is"));
    add_file(visit, table, "frame.txt", SAY("the list of the cases"));
    add_file(visit, table, "commitment.txt", SAY("what was fixed before the seed"));
    if (!draw->drawn)
        return;
    add_file(visit, table, "receipt.txt", SAY("the receipt, for programs and people"));
    add_file(visit, table, "receipt.en.html", SAY("the receipt as a page, in English"));
    add_file(visit, table, "receipt.cy.html", SAY("the receipt as a page, in Welsh"));
}

// ---- The forms -----------------------------------------------------------------------------------------------------

static struct control field(const struct visit *visit, const char *name, struct text label, struct text hint)
{
    return (struct control){
        .id = text_from(name), .label = label, .hint = hint, .value = form_value(&visit->form, name)};
}

static void add_rule_choices(struct visit *visit, struct page_draw_data *data)
{
    struct text sent = form_value(&visit->form, "rule");
    for (int i = 0; i < ALLOCATION_COUNT; i++) {
        struct text id = text_from(allocation_id((enum allocation_rule)i));
        *ARRAY_APPEND(visit->arena, &data->rules) = (struct choice){
            .value = id,
            .label = visit_word(visit, rule_words((enum allocation_rule)i)),
            .chosen = sent.length ? text_equal(sent, id) : i == ALLOCATION_PROPORTIONAL};
    }
}

static bool add_field_choices(struct visit *visit, const struct review *review, struct page_draw_data *data)
{
    struct page *page = &visit->page;
    const struct instrument *instrument;
    struct text sent = form_value(&visit->form, "strata");
    if (!review_instrument(visit->arena, review, &instrument, &visit->problems))
        return false;
    *ARRAY_APPEND(visit->arena, &data->fields) = (struct choice){.label = SAY("No strata")};
    for (size_t i = 0; i < instrument->cases.count; i++) {
        const struct field *one = &instrument->cases.fields[i];
        if (!one->personal && (one->type == FIELD_CATEGORY || one->type == FIELD_BOOLEAN))
            *ARRAY_APPEND(visit->arena,
                          &data->fields) = (struct choice){.value = one->id,
                                                           .label = localised_in(&one->label, page->language),
                                                           .chosen = text_equal(sent, one->id)};
    }
    return true;
}

static bool add_form(struct visit *visit, const struct review *review, struct page_draw_data *data)
{
    struct page *page = &visit->page;
    data->operation = visit_operation(visit);
    data->size = field(visit, "size", data->drawn ? SAY("How many more") : SAY("How many cases are drawn"),
                       (struct text){0});
    data->named = field(
        visit, "named", data->drawn ? SAY("How many more from each stratum") : SAY("Numbers of strata"),
        data->drawn ? SAY("A line for each: youth=8")
                    : SAY("A line for each: youth=8. Of a fixed number, how many; else, as how many times as "
                          "many cases a stratum counts."));
    data->seed = field(visit, "seed", SAY("The public seed"), SAY("At least 20 digits"));
    data->source = field(visit, "source", SAY("Where the seed came from"),
                         SAY("Dice thrown in public, or a public source by its name"));
    data->date = field(visit, "date", SAY("Day of the seed"), SAY("For example, 2019-08-12"));
    data->extract = field(visit, "extract", SAY("Extract"), (struct text){0});
    if (!data->extract.value.length)
        data->extract.value = review->id;
    add_rule_choices(visit, data);
    return add_field_choices(visit, review, data);
}

static void show(struct visit *visit)
{
    struct review review;
    struct draw draw;
    if (!review_get(visit->store, visit->arena, visit->parts[0], &review, &visit->problems) ||
        !draw_get(visit->store, visit->arena, review.id, &draw, &visit->problems))
        return;
    struct page_draw_data data = {
        .review = review.id,
        .title = localised_in(&review.title, visit->page.language),
        .sealed = draw.exists,
        .drawn = draw.drawn,
        .reads_review = visit_allows(visit, PERMISSION_REVIEW_READ, (struct access_facts){0}),
        .may_draw = review.status == REVIEW_OPEN &&
                    visit_allows(visit, PERMISSION_DRAW, (struct access_facts){0}),
        .is_quota = draw.exists && draw.plan.rule == ALLOCATION_QUOTA};
    if (draw.exists) {
        add_commitment(visit, &draw, &data);
        add_strata(visit, &draw.receipt.commitment, &data.strata);
        add_rounds(visit, &draw, &data.rounds);
        add_files(visit, &draw, &data.files);
    }
    if (data.may_draw && !add_form(visit, &review, &data))
        return;
    page_draw(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void draw_page(struct visit *visit)
{
    show(visit);
}

// ---- Sealing and drawing -------------------------------------------------------------------------------------------

static struct text sent(const struct visit *visit, const char *name)
{
    return text_trim(form_value(&visit->form, name));
}

// A whole number, or none where nothing was typed.
static bool read_size(struct visit *visit, int64_t *size)
{
    struct page *page = &visit->page;
    struct text typed = sent(visit, "size");
    if (!typed.length || text_to_int64(typed, size))
        return true;
    visit_add_error(visit, "size", SAY("Write the number of cases in digits"));
    return false;
}

static bool read_named(struct visit *visit, struct draw_plan *plan)
{
    ARRAY_OF(struct named_stratum) named = {0};
    struct text rest = form_value(&visit->form, "named"), line;
    while (text_split(&rest, '\n', &line)) {
        line = text_trim(line);
        if (line.length && !named_stratum_read(line, ARRAY_APPEND(visit->arena, &named), &visit->problems)) {
            visit_take_problems(visit, "named");
            return false;
        }
    }
    plan->named = named.items;
    plan->named_count = named.count;
    return true;
}

struct drawing {
    struct text review;
    struct draw_request request;
    struct commitment commitment;
    struct seed seed;
    struct draw_plan more;
};

static bool seal(struct write *write, void *argument, struct problems *problems)
{
    struct drawing *drawing = argument;
    const struct draw_request *request = &drawing->request;
    return draw_check_strata(write->store, write->arena, request->review, request->stratum_field, problems) &&
           draw_seal(write, request, &drawing->commitment, problems);
}

static bool draw_begin(struct write *write, void *argument, struct problems *problems)
{
    struct drawing *drawing = argument;
    return draw_first(write, drawing->review, &drawing->seed, problems);
}

static bool draw_on(struct write *write, void *argument, struct problems *problems)
{
    struct drawing *drawing = argument;
    return draw_more(write, drawing->review, drawing->more.size, &drawing->more, problems);
}

// Does it, and shows the page again: with what was done, or with what is wrong and what was typed.
static void change(struct visit *visit, const char *request, act_work *work, struct drawing *drawing,
                   enum notice notice)
{
    struct act_answer answer;
    if (!visit->page.errors.count && visit_change(visit, request, work, drawing, &answer))
        notice_go(visit, draw_address(visit), notice);
    else if (!visit->problems.input_output)
        show(visit);
}

void draw_seal_sent(struct visit *visit)
{
    struct drawing drawing = {.request = {.review = visit->parts[0],
                                          .extract = sent(visit, "extract"),
                                          .stratum_field = sent(visit, "strata")}};
    struct draw_plan *plan = &drawing.request.plan;
    if (!allocation_from_id(sent(visit, "rule"), &plan->rule))
        plan->rule = ALLOCATION_PROPORTIONAL;
    read_size(visit, &plan->size);
    read_named(visit, plan);
    change(visit, "seal frame", seal, &drawing, NOTICE_FRAME_SEALED);
}

void draw_first_sent(struct visit *visit)
{
    struct drawing drawing = {.review = visit->parts[0],
                              .seed = {sent(visit, "seed"), sent(visit, "source"), sent(visit, "date")}};
    change(visit, "draw", draw_begin, &drawing, NOTICE_CASES_DRAWN);
}

void draw_more_sent(struct visit *visit)
{
    struct drawing drawing = {.review = visit->parts[0]};
    read_size(visit, &drawing.more.size);
    read_named(visit, &drawing.more);
    change(visit, "draw more", draw_on, &drawing, NOTICE_CASES_DRAWN);
}

// ---- The receipt ---------------------------------------------------------------------------------------------------

static struct text remark(struct visit *visit, const struct receipt *receipt,
                          const struct drawn_ticket *ticket)
{
    struct page *page = &visit->page;
    const struct draw_event *event = &receipt->events.items[ticket->event];
    if (ticket->replaced_by)
        return SAY("replaced by ticket {by}", NUMBER("by", ticket->replaced_by));
    if (event->is_replacement)
        return SAY("in place of ticket {ticket}", NUMBER("ticket", event->replaced));
    return SAY("No remark");
}

static void add_tickets(struct visit *visit, const struct receipt *receipt, struct page_receipt_data *data)
{
    struct page *page = &visit->page;
    struct component_table *table = &data->tickets;
    table->caption = SAY("Tickets drawn from a list of {cases} cases",
                         NUMBER("cases", receipt->commitment.cases));
    visit_add_column(visit, table, SAY("Case"));
    add_number_column(visit, table, SAY("Number"));
    visit_add_column(visit, table, SAY("Stratum"));
    visit_add_column(visit, table, SAY("Ticket"));
    visit_add_column(visit, table, SAY("Remark"));
    for (size_t i = 0; i < receipt->ticket_count && i < TICKETS_SHOWN; i++) {
        const struct drawn_ticket *ticket = &receipt->tickets[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        add_text(visit, row, ticket->id);
        add_number(visit, row, (int64_t)i + 1);
        add_text(visit, row, receipt->commitment.strata[ticket->stratum].name);
        add_text(visit, row, ticket_trim(visit->arena, ticket->ticket, TICKET_DIGITS));
        add_text(visit, row, remark(visit, receipt, ticket));
    }
    if (receipt->ticket_count > TICKETS_SHOWN)
        data->left_out = (int64_t)(receipt->ticket_count - TICKETS_SHOWN);
}

void receipt_page(struct visit *visit)
{
    struct review review;
    struct draw draw;
    if (!review_get(visit->store, visit->arena, visit->parts[0], &review, &visit->problems) ||
        !draw_get(visit->store, visit->arena, review.id, &draw, &visit->problems) || !draw.drawn)
        return;
    struct page_receipt_data data = {.review = review.id,
                                     .title = localised_in(&review.title, visit->page.language)};
    struct words said = words_of_receipt(visit->arena, visit->page.language, &draw.receipt);
    for (size_t i = 0; i < said.list.count; i++)
        *ARRAY_APPEND(visit->arena, &data.sentences) = said.list.items[i].text;
    add_tickets(visit, &draw.receipt, &data);
    page_receipt(&visit->page, &data);
    visit_send_page(visit, 200);
}

struct finding_file {
    struct arena *arena;
    struct text wanted, content;
    bool found;
};

static bool find_file(void *context, struct text name, struct text content, struct problems *problems)
{
    struct finding_file *finding = context;
    (void)problems;
    if (text_equal(name, finding->wanted)) {
        finding->content = text_copy(finding->arena, content);
        finding->found = true;
    }
    return true;
}

void draw_file(struct visit *visit)
{
    struct review review;
    struct draw draw;
    struct finding_file finding = {.arena = visit->arena, .wanted = visit->parts[1]};
    const struct file_sink sink = {.write = find_file, .context = &finding};
    struct arena *arena = visit->arena;
    if (!review_get(visit->store, arena, visit->parts[0], &review, &visit->problems) ||
        !draw_get(visit->store, arena, review.id, &draw, &visit->problems) || !draw.exists)
        return;
    if (!receipt_files_write(arena, &review, &draw, false, &sink, &visit->problems) &&
        !visit->problems.input_output) {
        visit_take_problems(visit, NULL);
        show(visit);
    }
    if (!finding.found)
        return;
    struct text hash = hash_text(arena, hash_of(finding.content));
    const struct download download = {
        .name = finding.wanted,
        .media_type = edition_media_type(finding.wanted),
        .content = finding.content,
        .audited = {"draw.disclose", "review", review.id,
                    AUDIT_DETAIL(arena, {"file", finding.wanted}, {"sha256", hash})}};
    download_answer(visit, &download);
}
