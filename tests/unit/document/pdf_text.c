// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_writer.h"

#include "test.h"

// A page of English, with nothing on it.
static void begin(struct pdf *pdf, struct document *document, struct arena *arena)
{
    struct problems problems;
    problems_init(&problems, arena);
    *pdf = (struct pdf){.arena = arena, .document = document, .style = pdf_style_of(SHEET_NORMAL)};
    assert_true(typesetter_open(&pdf->typesetter, &problems));
    pdf_structure_init(&pdf->structure, arena);
    pdf_objects_init(&pdf->objects, arena);
    pdf->pages = (struct pdf_pages){
        .structure = &pdf->structure, .objects = &pdf->objects, .typesetter = pdf->typesetter};
    pdf_pages_init(&pdf->pages, arena);
}

static void end(struct pdf *pdf)
{
    pdf_pages_dispose(&pdf->pages);
    pdf_objects_dispose(&pdf->objects);
    typesetter_close(pdf->typesetter);
}

static size_t bytes_gathered(struct pdf *pdf, struct pdf_element *element)
{
    for (int i = 0; i < 3; i++)
        pdf_set_text(pdf, element, TEXT("label"), pdf->style->body, FACE_REGULAR, COLOUR_INK, 0);
    return element->shown.length;
}

TEST(what_is_only_seen_is_not_gathered_over_all_rows_and_pages)
{
    struct arena *arena = arena_new();
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    struct pdf pdf;
    begin(&pdf, document, arena);
    assert_int_equal(bytes_gathered(&pdf, pdf_element(&pdf, pdf.structure.root, "P")), 3 * strlen("label"));
    assert_int_equal(bytes_gathered(&pdf, pdf.pages.artifact), 0);
    assert_int_equal(bytes_gathered(&pdf, pdf.pages.header), 0);
    assert_int_equal(bytes_gathered(&pdf, pdf.pages.footer), 0);
    end(&pdf);
    arena_free(arena);
}
