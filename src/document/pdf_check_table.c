// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: as many cells in every row, spans counted; what each header cell heads.
#include "base/text_map.h"
#include "document/pdf_checker.h"

struct grid {
    uint16_t *taken; // by column: rows that a cell from above still covers, this one included
    size_t columns;  // of the first row; 0: none yet
    bool regular;
};

static size_t span_of(const struct pdf_checker *checker, const struct pdf_node *cell, const char *name)
{
    const struct pdf_value *span = pdf_attribute(checker, cell, "Table", name);
    bool given = span && span->kind == PDF_INTEGER && span->integer > 1;
    return !given ? 1 : span->integer < LIMIT_PDF_SPAN ? (size_t)span->integer : LIMIT_PDF_SPAN;
}

// Puts a cell into the first free columns; false if there is no room.
static bool place_cell(struct grid *grid, size_t *column, size_t columns, size_t rows)
{
    while (*column < LIMIT_PDF_COLUMNS && grid->taken[*column])
        ++*column;
    for (size_t i = 0; i < columns; i++, ++*column) {
        if (*column >= LIMIT_PDF_COLUMNS || grid->taken[*column])
            return false;
        grid->taken[*column] = (uint16_t)rows;
    }
    return true;
}

static bool place_row(const struct pdf_checker *checker, struct grid *grid, const struct pdf_node *row)
{
    size_t column = 0, width = 0;
    for (size_t i = 0; i < row->kids.count; i++) {
        const struct pdf_node *cell = row->kids.items[i];
        if (!place_cell(grid, &column, span_of(checker, cell, "ColSpan"), span_of(checker, cell, "RowSpan")))
            return false;
    }
    while (width < LIMIT_PDF_COLUMNS && grid->taken[width])
        grid->taken[width++]--;
    bool hole = column > width;
    for (size_t i = width; i < LIMIT_PDF_COLUMNS && i < grid->columns; i++)
        hole |= grid->taken[i] > 0;
    bool same = grid->columns == 0 || grid->columns == width;
    grid->columns = grid->columns ? grid->columns : width;
    return same && !hole;
}

static void place_rows(struct pdf_checker *checker, struct grid *grid, const struct pdf_node *group)
{
    for (size_t i = 0; i < group->kids.count && grid->regular; i++) {
        const struct pdf_node *row = group->kids.items[i];
        if (pdf_role_is(row, "TR"))
            grid->regular = pdf_expect(checker, PDF_RULE_REGULAR, place_row(checker, grid, row),
                                       (struct pdf_spot){.node = row});
        else if (!pdf_role_is(row, "Caption") && pdf_role_is(group, "Table"))
            place_rows(checker, grid, row);
    }
}

static void check_grid(struct pdf_checker *checker, const struct pdf_node *table)
{
    struct arena *scratch = arena_new();
    struct grid grid = {.taken = ARENA_ARRAY(scratch, uint16_t, LIMIT_PDF_COLUMNS), .regular = true};
    place_rows(checker, &grid, table);
    bool over = false;
    for (size_t i = 0; i < LIMIT_PDF_COLUMNS; i++)
        over |= grid.taken[i] > 0;
    if (grid.regular)
        pdf_expect(checker, PDF_RULE_REGULAR, !over && grid.columns > 0, (struct pdf_spot){.node = table});
    arena_free(scratch);
}

// ---- Headers -----------------------------------------------------------------------------------------------------

struct headers {
    struct text_map ids; // of header cells
    bool named;          // a cell names the headers that it has
    bool unscoped; // a header cell does not say what it heads: then every other cell must name its headers
};

static bool has_scope(const struct pdf_checker *checker, const struct pdf_node *cell)
{
    const struct pdf_value *scope = pdf_attribute(checker, cell, "Table", "Scope");
    return pdf_is_name(scope, "Row") || pdf_is_name(scope, "Column") || pdf_is_name(scope, "Both");
}

static void note_headers(struct pdf_checker *checker, struct headers *headers, const struct pdf_node *node)
{
    const struct pdf_value *id = pdf_get_kind(node->value, "ID", PDF_STRING);
    if (pdf_role_is(node, "TH") && id)
        text_map_put(&headers->ids, id->bytes, 0, NULL);
    headers->unscoped |= pdf_role_is(node, "TH") && !has_scope(checker, node);
    if (pdf_role_is(node, "TD") || pdf_role_is(node, "TH"))
        headers->named |= pdf_attribute(checker, node, "Table", "Headers") != NULL;
}

static void check_cell(struct pdf_checker *checker, struct headers *headers, const struct pdf_node *cell)
{
    const struct pdf_value *named = pdf_attribute(checker, cell, "Table", "Headers");
    struct pdf_spot spot = {.node = cell};
    size_t at;
    if (pdf_role_is(cell, "TH") && !headers->named)
        pdf_expect(checker, PDF_RULE_SCOPE, has_scope(checker, cell), spot);
    if (pdf_role_is(cell, "TD") && headers->named && headers->unscoped)
        pdf_expect(checker, PDF_RULE_HEADERS_NONE, named && named->kind == PDF_ARRAY && named->count > 0,
                   spot);
    for (size_t i = 0; named && named->kind == PDF_ARRAY && i < named->count; i++) {
        spot.value = pdf_item(named, i)->text;
        pdf_expect(checker, PDF_RULE_HEADERS, text_map_find(&headers->ids, pdf_item(named, i)->bytes, &at),
                   spot);
    }
}

// Every cell of a table's rows, in groups or not.
static void each_cell(struct pdf_checker *checker, struct headers *headers, const struct pdf_node *node,
                      size_t levels,
                      void (*visit)(struct pdf_checker *, struct headers *, const struct pdf_node *))
{
    for (size_t i = 0; i < node->kids.count; i++) {
        const struct pdf_node *kid = node->kids.items[i];
        if (pdf_role_is(kid, "TH") || pdf_role_is(kid, "TD"))
            visit(checker, headers, kid);
        else if (levels > 0 && !pdf_role_is(kid, "Caption"))
            each_cell(checker, headers, kid, levels - 1, visit);
    }
}

void pdf_check_tables(struct pdf_checker *checker)
{
    enum { GROUP_AND_ROW = 2 };
    for (size_t i = 0; i < checker->nodes.count; i++) {
        const struct pdf_node *table = checker->nodes.items[i];
        if (!pdf_role_is(table, "Table"))
            continue;
        struct headers headers = {0};
        text_map_init(&headers.ids, checker->arena);
        check_grid(checker, table);
        each_cell(checker, &headers, table, GROUP_AND_ROW, note_headers);
        each_cell(checker, &headers, table, GROUP_AND_ROW, check_cell);
    }
}
