// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/audit_pages.h"

#include "base/buffer.h"
#include "review/audit_chain.h"
#include "review/audit_latest.h"
#include "review/consultation.h"
#include "web/routes.h"
#include "web/visit_words.h"

enum { ROWS_OF_A_PAGE = 50 };

// The rows about one actor or object.
static struct text look_for(const struct visit *visit, const char *name, struct text value)
{
    struct buffer address = {0};
    if (!value.length)
        return value;
    buffer_add(&address, text_print(visit->arena, "/audit?%s=", name));
    percent_encode(&address, value);
    struct text copy = text_copy(visit->arena, buffer_text(&address));
    buffer_dispose(&address);
    return copy;
}

static void add_row(struct visit *visit, const struct audit_numbered *numbered, struct component_table *table)
{
    const struct audit_row *audit = &numbered->row;
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    struct text none = {0};
    visit_add_cell(visit, row, number_text(visit->arena, numbered->number), none);
    visit_add_cell(visit, row, visit_time(visit, audit->at), none);
    visit_add_cell(visit, row, audit->actor, look_for(visit, "actor", audit->actor));
    visit_add_cell(visit, row, audit->action, none);
    visit_add_cell(visit, row, audit->object_kind, none);
    visit_add_cell(visit, row, audit->object, look_for(visit, "object", audit->object));
}

static bool add_rows(struct visit *visit, struct page_audit_data *data)
{
    struct page *page = &visit->page;
    struct audit_filter filter = {.actor = data->actor, .object = data->object};
    struct audit_latest latest;
    if (!text_to_int64(form_value(&visit->query, "before"), &filter.before) || filter.before < 0)
        filter.before = 0;
    if (!audit_latest_read(visit->store, visit->arena, &filter, ROWS_OF_A_PAGE, &latest, &visit->problems))
        return false;
    data->rows.caption = SAY("Audit log, the latest first");
    *ARRAY_APPEND(visit->arena, &data->rows.columns) = (struct table_column){SAY("Number"), false};
    visit_add_column(visit, &data->rows, SAY("Time"));
    visit_add_column(visit, &data->rows, SAY("Who"));
    visit_add_column(visit, &data->rows, SAY("Action"));
    visit_add_column(visit, &data->rows, SAY("Kind of thing"));
    visit_add_column(visit, &data->rows, SAY("Thing"));
    for (size_t i = 0; i < latest.list.count; i++)
        add_row(visit, &latest.list.items[i], &data->rows);
    data->is_latest = !filter.before;
    if (latest.more)
        data->older = latest.list.items[latest.list.count - 1].number;
    return true;
}

// A look at the log stands in the log, and is the first thing that it shows.
static bool begin(struct visit *visit)
{
    struct act act = visit_look(visit, "consult audit log");
    if (visit_allows(visit, PERMISSION_AUDIT_READ, (struct access_facts){0}))
        return audit_consult(visit->store, visit->arena, visit->told, &act, &visit->problems);
    visit_fail(visit, 403);
    return false;
}

static void show(struct visit *visit)
{
    struct audit_head head;
    struct page_audit_data data = {.actor = text_trim(form_value(&visit->query, "actor")),
                                   .object = text_trim(form_value(&visit->query, "object"))};
    if (!audit_head_read(visit->store, visit->arena, &data.begun, &head, &visit->problems) ||
        !add_rows(visit, &data))
        return;
    data.end = data.begun ? audit_head_text(visit->arena, head) : (struct text){0};
    page_audit(&visit->page, &data);
    visit_send_page(visit, 200);
}

void audit_page(struct visit *visit)
{
    if (begin(visit))
        show(visit);
}

void audit_verify_sent(struct visit *visit)
{
    struct page *page = &visit->page;
    struct audit_heads known = {0};
    struct audit_head head;
    if (!begin(visit))
        return;
    if (audit_verify(visit->store, visit->arena, &visit->access->audit, &known, &head, &visit->problems))
        page->notice = SAY("The chain is whole: every one of the {number} rows is as it was written.",
                           NUMBER("number", head.number));
    else if (visit->problems.input_output)
        return;
    visit_take_problems(visit, NULL);
    show(visit);
}
