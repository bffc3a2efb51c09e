// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_members.h"

#include "base/arena.h"

static void add(struct text_members *members, const char *name, struct text *text)
{
    *ARRAY_APPEND(members->document->arena, &members->places) = (struct text_place){name, text};
}
#define PLACE(structure, pointer, member) \
    add(members, #structure "." #member, &(1 ? (pointer) : (struct structure *)NULL)->member)

static void add_text_of(struct text_members *members, const char *name, struct runs *runs)
{
    add(members, name, &run_add(runs, (struct text){0})->text);
}

static void add_run(struct text_members *members, struct runs *runs)
{
    struct run *run = run_add(runs, (struct text){0});
    PLACE(run, run, text);
    PLACE(run, run, expansion);
    PLACE(run, run, redaction);
    PLACE(run, run, link);
    PLACE(run, run, note);
    PLACE(run, run, speech);
    PLACE(run, run, trace);
    PLACE(run, run, agrees);
    PLACE(run, run, instead);
}

static void add_column(struct text_members *members, struct table *table)
{
    struct table_column *column = table_column(table, (struct text){0}, (struct text){0}, COLUMN_TEXT);
    struct column_value *value = table_column_value(table, (struct text){0}, (struct text){0});
    PLACE(table_column, column, id);
    PLACE(table_column, column, heading);
    PLACE(table_column, column, unit);
    PLACE(column_value, value, id);
    PLACE(column_value, value, heading);
}

static void add_cell(struct text_members *members, struct table *table)
{
    struct cell *cell = table_row(table);
    cell_value_words(cell, (struct text){0});
    cell_follow(cell, (struct text){0});
    add_text_of(members, "cell.runs", cell_runs(cell));
    PLACE(cell, cell, trace);
    PLACE(cell, cell, reason);
    PLACE(cell, cell, mark);
    PLACE(cell_value, &cell->values.items[0], words);
    add(members, "cell.follows", &cell->follows.items[0]);
}

static void add_table(struct text_members *members)
{
    struct table *table = table_add(&members->document->body, (struct text){0}, (struct text){0});
    add_text_of(members, "table.caption", &table->caption);
    add_text_of(members, "table.source", &table->source);
    PLACE(table, table, groups_heading);
    add_column(members, table);
    struct row_group *group = table_group(table, (struct text){0}, (struct text){0});
    PLACE(row_group, group, id);
    PLACE(row_group, group, heading);
    PLACE(row_group, group, name);
    add_cell(members, table);
    add_text_of(members, "table_note.runs", table_note(table, (struct text){0}));
    PLACE(table_note, table->notes.items[0], id);
}

static void add_chart(struct text_members *members)
{
    struct chart *chart = chart_add(&members->document->body, CHART_BARS, (struct text){0}, (struct text){0},
                                    (struct text){0}, (struct text){0});
    add_text_of(members, "chart.caption", &chart->caption);
    PLACE(chart, chart, table);
    PLACE(chart, chart, alternative);
}

static void add_contact(struct text_members *members, struct blocks *blocks)
{
    struct contact *contact = contact_add(blocks, (struct text){0});
    contact_address_line(contact, (struct text){0});
    PLACE(contact, contact, name);
    PLACE(contact, contact, telephone);
    PLACE(contact, contact, email);
    PLACE(contact, contact, web);
    add(members, "contact.address", &contact->address.items[0]);
}

static void add_blocks(struct text_members *members)
{
    struct blocks *body = &members->document->body;
    add_text_of(members, "heading.runs", heading_add(body, 1, (struct text){0}, (struct text){0}));
    add_run(members, paragraph_add(body));
    PLACE(block, body->items[body->count - 1], id);
    contents_add(body, 1);
    add_text_of(members, "list.items", list_item_line(list_add(body, LIST_BULLETS)));
    struct blocks *inset = inset_add(body);
    add_text_of(members, "an inset", paragraph_add(inset));
    PLACE(block, inset->items[0], id);
    add_text_of(members, "a warning", paragraph_add(warning_add(body)));
    add_text_of(members, "a note", note_add(body, (struct text){0}));
    page_break_add(body);
    add_table(members);
    add_chart(members);
    add_contact(members, body);
    add_contact(members, inset_add(body));
}

static void add_head(struct text_members *members)
{
    struct document *document = members->document;
    PLACE(document, document, title);
    PLACE(document, document, subtitle);
    PLACE(document, document, organisation);
    PLACE(document, document, identifier);
    PLACE(document, document, version);
    PLACE(document, document, description);
    PLACE(document, document, draft);
    PLACE(document, document, marking);
    PLACE(document, document, publisher);
    PLACE(document, document, commitment);
    PLACE(document, document, audit_log);
    PLACE(document, document, feed);
    PLACE(document, document, section);
    PLACE(identity, &document->identity, logo_alternative);
}

static void add_links(struct text_members *members)
{
    struct document *document = members->document;
    struct document_edition *edition = document_edition(document, LANGUAGE_WELSH, (struct text){0});
    PLACE(document_edition, edition, link);
    PLACE(document_edition, edition, large_print);
    PLACE(document_edition, edition, audio);
    document_format(document, (struct text){0}, (struct text){0});
    PLACE(document_format, &document->formats.items[0], name);
    PLACE(document_format, &document->formats.items[0], link);
    document_page(document, (struct text){0}, (struct text){0}, false);
    PLACE(document_page, &document->pages.items[0], title);
    PLACE(document_page, &document->pages.items[0], link);
}

void text_members_build(struct arena *arena, struct text_members *members)
{
    *members = (struct text_members){.document = document_new(arena, LANGUAGE_ENGLISH)};
    add_head(members);
    add_links(members);
    add_blocks(members);
    members->document->section = (struct text){0}; // what a heading left there
    for (size_t i = 0; i < members->places.count; i++)
        *members->places.items[i].text = (struct text){0};
}
