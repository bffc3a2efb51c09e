// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/chart.h"

#include "document/chart_layout.h"

#include "test.h"

#include <math.h>

// ---- A checker over the display list -----------------------------------------------------------------------

struct box {
    double left, top, right, bottom;
};

// Ascent and descent of the typeface, without the room for accents on capitals.
static struct box text_box(const struct shape *shape)
{
    static const double share[] = {[ANCHOR_START] = 0, [ANCHOR_MIDDLE] = 0.5, [ANCHOR_END] = 1};
    double width = text_width(shape->text, shape->size, shape->bold);
    double left = shape->x - share[shape->anchor] * width;
    return (struct box){left, shape->y - 0.905 * shape->size, left + width, shape->y + 0.212 * shape->size};
}

static struct box shape_box(const struct shape *shape)
{
    double x = shape->x, y = shape->y, r = shape->radius;
    switch (shape->kind) {
    case SHAPE_TEXT: return text_box(shape);
    case SHAPE_RECTANGLE: return (struct box){x, y, x + shape->width, y + shape->height};
    case SHAPE_CIRCLE: return (struct box){x - r, y - r, x + r, y + r};
    case SHAPE_LINE: break;
    }
    return (struct box){fmin(x, shape->to_x), fmin(y, shape->to_y), fmax(x, shape->to_x),
                        fmax(y, shape->to_y)};
}

#define NEAR 0.01

static bool overlap(struct box a, struct box b)
{
    return a.left + NEAR < b.right && b.left + NEAR < a.right && a.top + NEAR < b.bottom &&
           b.top + NEAR < a.bottom;
}

// Empty, or what is wrong.
static struct text fault_of(struct arena *arena, const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->shapes.count; i++) {
        const struct shape *shape = &drawing->shapes.items[i];
        struct box box = shape_box(shape);
        if (box.left < -NEAR || box.top < -NEAR || box.right > drawing->width + NEAR ||
            box.bottom > drawing->height + NEAR)
            return text_print(arena,
                              "shape %zu of kind %d (%.*s) leaves the drawing of %g by %g: %g %g %g %g", i,
                              shape->kind, TEXT_PRINT(shape->text), drawing->width, drawing->height, box.left,
                              box.top, box.right, box.bottom);
        for (size_t j = 0; j < i && shape->kind == SHAPE_TEXT; j++) {
            const struct shape *other = &drawing->shapes.items[j];
            if (other->kind == SHAPE_TEXT && overlap(box, text_box(other)))
                return text_print(arena, "'%.*s' lies on '%.*s'", TEXT_PRINT(shape->text),
                                  TEXT_PRINT(other->text));
        }
    }
    return (struct text){0};
}

TEST(the_checker_sees_texts_that_overlap_or_leave_the_drawing)
{
    struct arena *arena = arena_new();
    struct drawing *drawing = drawing_new(arena, 100);
    drawing->height = 50;
    drawing_text(drawing, 10, 20, TEXT("First"), 10, 0);
    assert_text_equal(fault_of(arena, drawing), "");
    drawing_text(drawing, 20, 25, TEXT("Second"), 10, 0);
    assert_text_equal(fault_of(arena, drawing), "'Second' lies on 'First'");
    drawing->shapes.items[1].x = 80;
    assert_true(fault_of(arena, drawing).length > 0);
    arena_free(arena);
}

// ---- Random tables -----------------------------------------------------------------------------------------

struct dice {
    uint64_t state;
};

static unsigned roll(struct dice *dice, unsigned below)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice->state >> 33) % below;
}

static struct text some_words(struct arena *arena, struct dice *dice, unsigned most)
{
    static const char *const words[] = {"Trosedd",
                                        "casineb",
                                        "hiliol",
                                        "a",
                                        "chrefyddol",
                                        "Anti-social",
                                        "Met",
                                        "gwrthgymdeithasolrwydd",
                                        "ŵ",
                                        "2019",
                                        "within 48 hours",
                                        "Wales,"};
    struct text text = text_print(arena, "W%u", roll(dice, 1000));
    for (unsigned i = roll(dice, most); i > 0; i--)
        text = text_print(arena, "%.*s %s", TEXT_PRINT(text),
                          words[roll(dice, sizeof words / sizeof *words)]);
    return text;
}

static void fill_cell(struct arena *arena, struct dice *dice, struct cell *cell, enum column_kind kind)
{
    static const unsigned sizes[] = {5, 30, 2000, 100000000};
    unsigned most = sizes[roll(dice, 4)];
    if (roll(dice, 5) == 0)
        cell_empty(cell, some_words(arena, dice, 9));
    else if (kind == COLUMN_COUNT)
        cell_count(cell, roll(dice, most), (struct text){0});
    else {
        int64_t base = 1 + roll(dice, most);
        cell_proportion(cell, roll(dice, (unsigned)base + 1), base, (struct text){0});
    }
}

static void add_random_table(struct document *document, struct dice *dice, size_t columns, bool groups)
{
    struct arena *arena = document->arena;
    struct table *table = table_add(&document->body, TEXT("numbers"), TEXT("Numbers"));
    enum column_kind kind = roll(dice, 2) ? COLUMN_COUNT : COLUMN_PROPORTION;
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    for (size_t i = 0; i < columns; i++)
        table_column(table, text_print(arena, "c%zu", i), some_words(arena, dice, 6), kind);
    for (unsigned group = 0, count = groups ? 1 + roll(dice, 4) : 1; group < count; group++) {
        if (groups)
            table_group(table, text_print(arena, "g%u", group), some_words(arena, dice, 15));
        for (unsigned row = 1 + roll(dice, 8); row > 0; row--) {
            struct cell *cells = table_row(table);
            cell_text(&cells[0], some_words(arena, dice, roll(dice, 4) ? 5 : 20));
            for (size_t i = 1; i <= columns; i++)
                fill_cell(arena, dice, &cells[i], kind);
        }
    }
}

static const struct checked_document *random_document(struct arena *arena, struct dice *dice,
                                                      const struct block **chart)
{
    static const enum chart_kind kinds[] = {CHART_BARS, CHART_STACKED, CHART_TREND, CHART_INTERVALS};
    struct document *document = document_new(arena, roll(dice, 2) ? LANGUAGE_ENGLISH : LANGUAGE_WELSH);
    document->title = TEXT("Title");
    document->organisation = TEXT("Office");
    document->identifier = TEXT("R-1");
    document->date = (struct civil_date){2024, 5, 1};
    enum chart_kind kind = kinds[roll(dice, 4)];
    size_t columns = kind == CHART_BARS ? 1 : kind == CHART_INTERVALS ? 3 : 1 + roll(dice, 9);
    add_random_table(document, dice, columns, roll(dice, 2));
    struct chart *added = chart_add(&document->body, kind, TEXT("picture"), TEXT("numbers"), TEXT("Caption"),
                                    TEXT("What is to be seen."));
    for (size_t i = 1; i <= columns; i++)
        chart_column(added, i);
    *chart = document->body.items[document->body.count - 1];
    const struct checked_document *checked = NULL;
    struct problems problems;
    problems_init(&problems, arena);
    if (!document_check(arena, (const struct document *const *)&document, 1, &checked, &problems))
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    assert_non_null(checked);
    return checked;
}

TEST(no_text_lies_on_another_or_leaves_the_drawing)
{
    static const double sizes[] = {8, 11, 12, 18, 24}, widths[] = {100, 216, 300, 480, 700};
    for (unsigned turn = 0; turn < 3000; turn++) {
        struct arena *arena = arena_new();
        struct dice dice = {turn};
        const struct block *block;
        const struct checked_document *checked = random_document(arena, &dice, &block);
        struct chart_style style = {widths[roll(&dice, 5)], sizes[roll(&dice, 5)], CHART_BLUE};
        struct text fault = fault_of(arena, chart_draw(arena, checked, block, style));
        if (fault.length)
            assert_text_equal(text_print(arena, "turn %u: %.*s", turn, TEXT_PRINT(fault)), "");
        arena_free(arena);
    }
}

// ---- Colours -----------------------------------------------------------------------------------------------

// WCAG 2.2, relative luminance and contrast.
static double channel(int32_t colour, int shift)
{
    double share = (colour >> shift & 0xFF) / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(int32_t colour)
{
    return 0.2126 * channel(colour, 16) + 0.7152 * channel(colour, 8) + 0.0722 * channel(colour, 0);
}

static double contrast(int32_t a, int32_t b)
{
    double light = fmax(luminance(a), luminance(b)), dark = fmin(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

TEST(neighbours_and_white_are_three_to_one_and_text_upon_a_piece_is_readable)
{
    for (size_t i = 0; i < CHART_SERIES; i++) {
        int32_t colour = chart_series_colour(i);
        assert_true(contrast(colour, CHART_WHITE) >= 3);
        assert_true(contrast(colour, chart_series_colour(i + 1)) >= 3);
        assert_true(contrast(colour, chart_ink_upon(colour)) >= 4.5);
    }
    assert_true(contrast(CHART_SOFT, CHART_WHITE) >= 7);
}

// ---- What is drawn -----------------------------------------------------------------------------------------

struct picture {
    struct arena *arena;
    struct document *document;
    struct table *table;
};

static struct picture picture_new(const char *const *columns, size_t count, enum column_kind kind)
{
    struct arena *arena = arena_new();
    struct picture picture = {arena, document_new(arena, LANGUAGE_ENGLISH), NULL};
    picture.document->title = TEXT("Title");
    picture.document->organisation = TEXT("Office");
    picture.document->identifier = TEXT("R-1");
    picture.document->date = (struct civil_date){2024, 5, 1};
    picture.table = table_add(&picture.document->body, TEXT("numbers"), TEXT("Numbers"));
    table_column(picture.table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    for (size_t i = 0; i < count; i++)
        table_column(picture.table, text_from(columns[i]), text_from(columns[i]), kind);
    return picture;
}

static const struct drawing *draw(struct picture *picture, enum chart_kind kind)
{
    struct blocks *body = &picture->document->body;
    struct chart *chart = chart_add(body, kind, TEXT("picture"), TEXT("numbers"), TEXT("Caption"),
                                    TEXT("What is to be seen."));
    for (size_t i = 1; i < picture->table->columns.count; i++)
        chart_column(chart, i);
    const struct checked_document *checked = NULL;
    struct problems problems;
    problems_init(&problems, picture->arena);
    document_check(picture->arena, (const struct document *const *)&picture->document, 1, &checked,
                   &problems);
    assert_non_null(checked);
    return chart_draw(picture->arena, checked, body->items[body->count - 1],
                      (struct chart_style){480, 12, CHART_BLUE});
}

static size_t texts_that_are(const struct drawing *drawing, const char *words)
{
    size_t count = 0;
    for (size_t i = 0; i < drawing->shapes.count; i++)
        count += drawing->shapes.items[i].kind == SHAPE_TEXT &&
                 text_equal(drawing->shapes.items[i].text, text_from(words));
    return count;
}

static double width_filled(const struct drawing *drawing, int32_t fill, size_t which)
{
    for (size_t i = 0; i < drawing->shapes.count; i++)
        if (drawing->shapes.items[i].kind == SHAPE_RECTANGLE && drawing->shapes.items[i].fill == fill &&
            which-- == 0)
            return drawing->shapes.items[i].width;
    return 0;
}

TEST(bars_are_as_long_as_their_counts_and_totals_are_not_drawn)
{
    static const char *const columns[] = {"cases"};
    struct picture picture = picture_new(columns, 1, COLUMN_COUNT);
    static const int64_t counts[] = {6, 3};
    for (size_t i = 0; i < 2; i++) {
        struct cell *cells = table_row(picture.table);
        cell_text(&cells[0], TEXT("Row"));
        cell_count(&cells[1], counts[i], (struct text){0});
    }
    struct cell *total = table_total_row(picture.table);
    cell_text(&total[0], TEXT("Total"));
    cell_count(&total[1], 9, (struct text){0});
    const struct drawing *drawing = draw(&picture, CHART_BARS);
    assert_true(fabs(width_filled(drawing, CHART_BLUE, 0) - 2 * width_filled(drawing, CHART_BLUE, 1)) <
                0.001);
    assert_true(width_filled(drawing, CHART_BLUE, 2) == 0);
    assert_int_equal(texts_that_are(drawing, "6") + texts_that_are(drawing, "3"), 2);
    assert_int_equal(texts_that_are(drawing, "Total"), 0);
    arena_free(picture.arena);
}

TEST(a_proportion_is_drawn_on_its_base)
{
    static const char *const columns[] = {"met"};
    struct picture picture = picture_new(columns, 1, COLUMN_PROPORTION);
    struct cell *cells = table_row(picture.table);
    cell_text(&cells[0], TEXT("Row"));
    cell_proportion(&cells[1], 3, 9, (struct text){0});
    cells = table_row(picture.table);
    cell_text(&cells[0], TEXT("Other"));
    cell_empty(&cells[1], TEXT("Not asked"));
    const struct drawing *drawing = draw(&picture, CHART_BARS);
    assert_true(fabs(3 * width_filled(drawing, CHART_BLUE, 0) - width_filled(drawing, CHART_TRACK, 0)) <
                0.001);
    assert_int_equal(texts_that_are(drawing, "3 of 9"), 1);
    assert_int_equal(texts_that_are(drawing, "Not asked"), 1);
    arena_free(picture.arena);
}

static size_t lines_of(const struct drawing *drawing, int32_t colour)
{
    size_t count = 0;
    for (size_t i = 0; i < drawing->shapes.count; i++)
        count += drawing->shapes.items[i].kind == SHAPE_LINE && drawing->shapes.items[i].stroke == colour;
    return count;
}

TEST(a_line_breaks_where_a_cell_is_empty)
{
    static const char *const columns[] = {"one"};
    struct picture picture = picture_new(columns, 1, COLUMN_PROPORTION);
    for (int i = 0; i < 5; i++) {
        struct cell *cells = table_row(picture.table);
        cell_text(&cells[0], TEXT("Row"));
        if (i == 2)
            cell_empty(&cells[1], TEXT("Not asked"));
        else
            cell_proportion(&cells[1], i, 9, (struct text){0});
    }
    // From 0 to 1 and from 3 to 4, and the one in the key.
    assert_int_equal(lines_of(draw(&picture, CHART_TREND), chart_series_colour(0)), 3);
    arena_free(picture.arena);
}

TEST(more_pieces_than_colours_become_bars_of_their_own)
{
    static const char *const columns[] = {"a", "b", "c", "d", "e", "f", "g"};
    struct picture picture = picture_new(columns, 7, COLUMN_COUNT);
    struct cell *cells = table_row(picture.table);
    cell_text(&cells[0], TEXT("Row"));
    for (size_t i = 1; i <= 7; i++)
        cell_count(&cells[i], (int64_t)i, (struct text){0});
    const struct drawing *drawing = draw(&picture, CHART_STACKED);
    assert_true(width_filled(drawing, CHART_BLUE, 6) > 0);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(texts_that_are(drawing, columns[i]), 1);
    arena_free(picture.arena);
}

TEST(larger_text_is_laid_out_again_with_labels_above)
{
    static const char *const columns[] = {"cases"};
    struct picture picture = picture_new(columns, 1, COLUMN_COUNT);
    struct cell *cells = table_row(picture.table);
    cell_text(&cells[0], TEXT("Row"));
    cell_count(&cells[1], 1, (struct text){0});
    draw(&picture, CHART_BARS);
    const struct checked_document *checked = NULL;
    struct problems problems;
    problems_init(&problems, picture.arena);
    document_check(picture.arena, (const struct document *const *)&picture.document, 1, &checked, &problems);
    const struct block *block = picture.document->body.items[picture.document->body.count - 1];
    const struct drawing *large = chart_draw(picture.arena, checked, block,
                                             (struct chart_style){480, 18, CHART_BLUE});
    for (size_t i = 0; i < large->shapes.count; i++) {
        const struct shape *shape = &large->shapes.items[i];
        assert_true(shape->kind != SHAPE_TEXT || shape->size == 18);
        assert_true(shape->kind != SHAPE_RECTANGLE || shape->x == 0);
    }
    arena_free(picture.arena);
}

TEST(a_bar_of_a_group_without_a_heading_has_the_name_of_the_group)
{
    static const char *const columns[] = {"cases"};
    struct picture picture = picture_new(columns, 1, COLUMN_COUNT);
    static const char *const headings[] = {"", "Updates"}, *const group_names[] = {"Contact", "not drawn"};
    for (size_t group = 0; group < 2; group++) {
        table_group(picture.table, text_from(columns[0]), text_from(headings[group]))->name = text_from(
            group_names[group]);
        struct cell *cells = table_row(picture.table);
        cell_text(&cells[0], TEXT("Row"));
        cell_count(&cells[1], 1, (struct text){0});
    }
    picture.table->groups.items[1]->id = TEXT("other");
    const struct drawing *drawing = draw(&picture, CHART_STACKED);
    assert_int_equal(texts_that_are(drawing, "Contact"), 1);
    assert_int_equal(texts_that_are(drawing, "Updates"), 1);
    assert_int_equal(texts_that_are(drawing, "not drawn"), 0);
    arena_free(picture.arena);
}

TEST(a_number_without_room_upon_its_piece_stands_below_the_bar)
{
    static const char *const columns[] = {"Met", "Not met"};
    struct picture picture = picture_new(columns, 2, COLUMN_COUNT);
    static const int64_t counts[][2] = {{5000, 10}, {3000, 2000}};
    for (size_t i = 0; i < 2; i++) {
        struct cell *cells = table_row(picture.table);
        cell_text(&cells[0], TEXT("Row"));
        cell_count(&cells[1], counts[i][0], (struct text){0});
        cell_count(&cells[2], counts[i][1], (struct text){0});
    }
    const struct drawing *drawing = draw(&picture, CHART_STACKED);
    assert_int_equal(texts_that_are(drawing, "Not met: 10"), 1);
    assert_int_equal(texts_that_are(drawing, "10"), 0);
    assert_int_equal(texts_that_are(drawing, "2,000"), 1);
    assert_int_equal(texts_that_are(drawing, "Not met: 2,000"), 0);
    arena_free(picture.arena);
}
