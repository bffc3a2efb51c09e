// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what templates make, for tests:
//
//     render constructs en|cy              with the value on standard input
//     render gallery en|cy                 the same, with every component
//     render asset /assets/…               a file that pages load
//     render folder                        the folder of those
#include "constructs.h"
#include "gallery.h"
#include "web/asset.h"

#include <stdio.h>
#include <stdlib.h>

static struct text read_value(struct arena *arena)
{
    struct buffer value = {0};
    for (int byte; (byte = getchar()) != EOF;)
        buffer_add_character(&value, (char)byte);
    struct text text = text_copy(arena, buffer_text(&value));
    buffer_dispose(&value);
    return text;
}

static void add_link(struct page *page, const char *address, struct text words, bool current)
{
    *ARRAY_APPEND(page->arena, &page->navigation) = (struct page_link){
        .address = text_from(address), .words = words, .current = current};
}

static void begin(struct page *page, struct text value)
{
    page->office.in[LANGUAGE_ENGLISH] = TEXT("Office of the Commissioner");
    page->office.in[LANGUAGE_WELSH] = TEXT("Swyddfa'r Comisiynydd");
    page->marking = TEXT("OFFICIAL-SENSITIVE");
    page->path = TEXT("/gallery");
    page->query = TEXT("page=2");
    page->person = value;
    page->form_token = value;
    page->notice = value;
    page->minutes_left = 3;
    add_link(page, "/reviews", value, true);
    add_link(page, "/people", TEXT("People"), false);
    *ARRAY_APPEND(page->arena, &page->errors) = (struct page_error){.field = TEXT("reference"),
                                                                    .words = TEXT("Enter the reference")};
    *ARRAY_APPEND(page->arena, &page->errors) = (struct page_error){.field = TEXT("password"),
                                                                    .words = TEXT("Enter your password")};
    *ARRAY_APPEND(page->arena, &page->errors) = (struct page_error){.words = value};
}

static void constructs(struct page *page, struct text value)
{
    struct page_constructs_data data = {
        .value = value,
        .localised.in[LANGUAGE_WELSH] = value,
        .word = N_("March"),
        .message = MESSAGE("{a} is {b}", VALUE("a", value), NUMBER("b", 1284)),
        .date = {2019, 3, 31},
        .time = {.date = {2019, 3, 31}, .hour = 18, .minute = 30},
        .count = 1284,
    };
    *ARRAY_APPEND(page->arena, &data.values) = value;
    *ARRAY_APPEND(page->arena, &data.values) = TEXT("second");
    page_constructs(page, &data);
}

static void add_choice(struct arena *arena, struct choices *choices, struct text value, struct text label,
                       bool chosen)
{
    *ARRAY_APPEND(arena, choices) = (struct choice){
        .value = value, .label = label, .hint = chosen ? TEXT("As before.") : TEXT(""), .chosen = chosen};
}

static void add_row(struct arena *arena, struct component_table *table, struct text name, struct text count)
{
    struct table_row *row = ARRAY_APPEND(arena, &table->rows);
    *ARRAY_APPEND(arena, row) = (struct component_cell){.text = name, .address = TEXT("/cases/12")};
    *ARRAY_APPEND(arena, row) = (struct component_cell){.text = TEXT("Out of court")};
    *ARRAY_APPEND(arena, row) = (struct component_cell){.text = count};
}

static void gallery(struct page *page, struct text value)
{
    struct arena *arena = page->arena;
    struct page_gallery_data data = {.hostile = value, .table.caption = TEXT("Cases by outcome")};
    add_choice(arena, &data.choices, TEXT("a"), TEXT("Charged"), true);
    add_choice(arena, &data.choices, value, TEXT("Out of court"), false);
    *ARRAY_APPEND(arena, &data.table.columns) = (struct table_column){.label = TEXT("Case")};
    *ARRAY_APPEND(arena, &data.table.columns) = (struct table_column){.label = TEXT("Outcome")};
    *ARRAY_APPEND(arena, &data.table.columns) = (struct table_column){.label = TEXT("Days"), .numeric = true};
    add_row(arena, &data.table, TEXT("AB/12"), TEXT("1,284"));
    add_row(arena, &data.table, TEXT("AB/13"), TEXT("7"));
    *ARRAY_APPEND(arena, &data.summary.rows) = (struct summary_row){
        .key = TEXT("Review"), .value = value, .address = TEXT("/reviews/1")};
    *ARRAY_APPEND(arena, &data.summary.rows) = (struct summary_row){.key = TEXT("State"),
                                                                    .value = TEXT("Open")};
    page_gallery(page, &data);
}

static int write_asset(const char *path)
{
    struct asset asset;
    if (!asset_find(text_from(path), &asset))
        return 1;
    fwrite(asset.bytes.bytes, 1, asset.bytes.length, stdout);
    return 0;
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "folder") == 0)
        return printf("%s\n", asset_folder().bytes) < 0 || !asset_is_built();
    if (count != 3)
        return 2;
    if (strcmp(arguments[1], "asset") == 0)
        return write_asset(arguments[2]);
    struct buffer out = {0};
    struct page page = {.out = &out, .arena = arena_new()};
    struct text value = read_value(page.arena);
    if (!language_from_code(text_from(arguments[2]), &page.language))
        return 2;
    begin(&page, value);
    if (strcmp(arguments[1], "gallery") == 0)
        gallery(&page, value);
    else
        constructs(&page, value);
    fwrite(out.bytes, 1, out.length, stdout);
    buffer_dispose(&out);
    arena_free(page.arena);
    return 0;
}
