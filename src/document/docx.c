// SPDX-License-Identifier: GPL-3.0-or-later
// Word documents: everything is a style, so that the office's staff can go on editing, and what a reader hears is marked:
// languages, headings, rows of headers, descriptions of pictures.
//
// Notes are paragraphs where the other formats have them, with links to them, not Word's footnotes: those are numbered
// by Word, printed elsewhere, and a note that is referred to twice would be two.
#include "document/docx.h"

#define DOCUMENT_TYPE_ "application/vnd.openxmlformats-officedocument.wordprocessingml."

enum { BELOW_HEADER = 320 };
enum { LOGO_WIDTH_MOST = 170, LOGO_HEIGHT_MOST = 57 }; // points: 6 by 2 cm

// Inside what a block stands.
struct surroundings {
    const char *frame; // "Quote", "Warning" or NULL
    int depth;         // of lists
    bool keeps;        // a paragraph stays with what follows
};

// ---- Paragraphs --------------------------------------------------------------------------------------------

// A paragraph that belongs to what it stands in; `style` is for one that stands alone.
static struct docx_paragraph paragraph_in(struct docx *docx, struct surroundings in, const char *style)
{
    if (in.depth)
        return (struct docx_paragraph){.style = docx_list_style(docx, "ListContinue", in.depth - 1),
                                       .frame = in.frame};
    return (struct docx_paragraph){.style = in.frame ? in.frame : style};
}

void docx_note(struct docx *docx, struct text id, const struct runs *runs)
{
    struct text words = words_note(docx->arena, docx->checked, id);
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "Note"});
    docx_text(docx, (struct docx_look){.strong = true}, text_print(docx->arena, "[%.*s]", TEXT_PRINT(words)));
    docx_plain(docx, TEXT(" "));
    docx_runs(docx, runs);
    docx_paragraph_close(docx);
}

static void write_heading(struct docx *docx, const struct heading *heading)
{
    static const char *const names[] = {"Heading1", "Heading2", "Heading3"};
    docx_paragraph_open(docx, (struct docx_paragraph){.style = names[heading->level - 1]});
    docx_runs(docx, &heading->runs);
    docx_paragraph_close(docx);
}

// ---- Lists -------------------------------------------------------------------------------------------------

static void write_blocks(struct docx *docx, const struct blocks *blocks, struct surroundings in);
static void write_block(struct docx *docx, const struct block *block, struct surroundings in);

static void write_item(struct docx *docx, const struct blocks *item, struct surroundings in,
                       struct docx_paragraph paragraph)
{
    const struct block *first = item->items[0];
    bool plain = first->kind == BLOCK_PARAGRAPH;
    docx_paragraph_open(docx, paragraph);
    if (plain)
        docx_runs(docx, &first->runs);
    docx_paragraph_close(docx);
    in.depth++;
    for (size_t i = plain ? 1 : 0; i < item->count; i++)
        write_block(docx, item->items[i], in);
}

static void write_list(struct docx *docx, const struct list *list, struct surroundings in)
{
    bool numbers = list->kind == LIST_NUMBERS;
    struct docx_paragraph paragraph = {
        .style = docx_list_style(docx, numbers ? "ListNumber" : "ListBullet", in.depth),
        .frame = in.frame,
        .in_list = true,
        .list_level = in.depth,
    };
    if (numbers) {
        *ARRAY_APPEND(docx->arena, &docx->number_levels) = in.depth;
        paragraph.list_number = docx->number_levels.count;
    }
    for (size_t i = 0; i < list->count; i++)
        write_item(docx, list->items[i], in, paragraph);
}

// ---- Contents ----------------------------------------------------------------------------------------------

static void write_field_mark(struct docx *docx, const char *kind)
{
    docx_run_open(docx, (struct docx_look){0});
    markup_open(&docx->xml, "w:fldChar");
    markup_attribute(&docx->xml, "w:fldCharType", text_from(kind));
    markup_close(&docx->xml);
    docx_run_close(docx);
}

// Without page numbers (\n), so that nothing in it goes stale.
static void begin_contents_field(struct docx *docx, int depth)
{
    write_field_mark(docx, "begin");
    docx_run_open(docx, (struct docx_look){0});
    markup_open(&docx->xml, "w:instrText");
    markup_attribute(&docx->xml, "xml:space", TEXT("preserve"));
    markup_text(&docx->xml, text_print(docx->arena, " TOC \\o \"1-%d\" \\h \\n \\u ", depth));
    markup_close(&docx->xml);
    docx_run_close(docx);
    write_field_mark(docx, "separate");
}

static void write_entry(struct docx *docx, const struct block *block)
{
    const struct runs *runs = &block->heading.runs;
    markup_open(&docx->xml, "w:hyperlink");
    markup_attribute(&docx->xml, "w:anchor", docx_bookmark(docx, block->id));
    markup_attribute(&docx->xml, "w:history", TEXT("1"));
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        if (run->new_line && i > 0)
            docx_plain(docx, TEXT(" "));
        docx_text(docx, (struct docx_look){.foreign = run->foreign, .language = run->language},
                  words_run(docx->arena, docx->checked, run));
    }
    markup_close(&docx->xml);
}

static void write_entries(struct docx *docx, int depth)
{
    static const char *const names[] = {"TOC1", "TOC2", "TOC3"};
    const struct blocks *body = &docx->document->body;
    bool begun = false;
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = body->items[i];
        if (block->kind != BLOCK_HEADING || block->heading.level > depth)
            continue;
        if (begun)
            docx_paragraph_close(docx);
        docx_paragraph_open(docx, (struct docx_paragraph){.style = names[block->heading.level - 1]});
        if (!begun)
            begin_contents_field(docx, depth);
        begun = true;
        write_entry(docx, block);
    }
    if (!begun)
        return;
    write_field_mark(docx, "end");
    docx_paragraph_close(docx);
}

static void write_contents(struct docx *docx, int depth)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:sdt");
    markup_open(&docx->xml, "w:sdtPr");
    markup_open(&docx->xml, "w:docPartObj");
    docx_value(docx, "w:docPartGallery", TEXT("Table of Contents"));
    docx_flag(docx, "w:docPartUnique");
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    markup_open(&docx->xml, "w:sdtContent");
    docx_paragraph(docx, "TOCHeading", docx_word(docx, N_("Contents")));
    write_entries(docx, depth < 3 ? depth : 3);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

// ---- Charts ------------------------------------------------------------------------------------------------

static void write_chart(struct docx *docx, const struct block *block)
{
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "Caption", .keep_next = true});
    docx_label(docx, words_chart(docx->arena, docx->checked, block),
               checked_chart_number(docx->checked, block));
    docx_runs(docx, &block->chart.caption);
    docx_paragraph_close(docx);
    docx->failed = !docx_figure(docx, block) || docx->failed;
}

// ---- Other blocks ------------------------------------------------------------------------------------------

static void write_contact_line(struct docx *docx, const char *label, struct text link, struct text words)
{
    if (words.length == 0)
        return;
    docx_break(docx);
    docx_plain(docx, docx_word(docx, label));
    docx_plain(docx, TEXT(" "));
    docx_link(docx, link, words);
}

static void write_contact(struct docx *docx, const struct contact *contact, struct surroundings in)
{
    docx_paragraph_open(docx, paragraph_in(docx, in, "Contact"));
    docx_text(docx, (struct docx_look){.strong = true}, contact->name);
    for (size_t i = 0; i < contact->address.count; i++) {
        docx_break(docx);
        docx_plain(docx, contact->address.items[i]);
    }
    write_contact_line(docx, N_("Telephone:"), words_dialled(docx->arena, contact->telephone),
                       contact->telephone);
    write_contact_line(docx, N_("Email:"), text_print(docx->arena, "mailto:%.*s", TEXT_PRINT(contact->email)),
                       contact->email);
    write_contact_line(docx, N_("Website:"), contact->web, contact->web);
    docx_paragraph_close(docx);
}

static void write_apart(struct docx *docx, const struct block *block, struct surroundings in)
{
    in.frame = block->kind == BLOCK_WARNING ? "Warning" : "Quote";
    if (block->kind == BLOCK_WARNING) {
        docx_paragraph_open(docx, (struct docx_paragraph){.style = "Warning", .keep_next = true});
        docx_text(docx, (struct docx_look){.style = "Alarm"}, docx_word(docx, N_("Important")));
        docx_paragraph_close(docx);
    }
    write_blocks(docx, &block->blocks, in);
}

static void write_paragraph(struct docx *docx, const struct runs *runs, struct surroundings in)
{
    struct docx_paragraph paragraph = paragraph_in(docx, in, "Normal");
    paragraph.keep_next = in.keeps;
    docx_paragraph_open(docx, paragraph);
    docx_runs(docx, runs);
    docx_paragraph_close(docx);
}

static void write_block(struct docx *docx, const struct block *block, struct surroundings in)
{
    docx_mark(docx, block->id);
    switch (block->kind) {
    case BLOCK_HEADING: write_heading(docx, &block->heading); break;
    case BLOCK_PARAGRAPH: write_paragraph(docx, &block->runs, in); break;
    case BLOCK_LIST: write_list(docx, &block->list, in); break;
    case BLOCK_TABLE: docx_table(docx, block); break;
    case BLOCK_CHART: write_chart(docx, block); break;
    case BLOCK_CONTENTS: write_contents(docx, block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: write_apart(docx, block, in); break;
    case BLOCK_NOTE: docx_note(docx, block->id, &block->runs); break;
    case BLOCK_CONTACT: write_contact(docx, &block->contact, in); break;
    case BLOCK_PAGE_BREAK: docx->page_break = true; break;
    }
}

static void write_blocks(struct docx *docx, const struct blocks *blocks, struct surroundings in)
{
    for (size_t i = 0; i < blocks->count; i++) {
        in.keeps = blocks_introduces(blocks, i);
        write_block(docx, blocks->items[i], in);
    }
}

// ---- What stands before and behind the body ----------------------------------------------------------------

static void write_logo(struct docx *docx)
{
    const struct identity *identity = &docx->document->identity;
    if (identity->logo.length == 0 || identity->logo_width == 0 || identity->logo_height == 0)
        return;
    double scale = LOGO_HEIGHT_MOST / (double)identity->logo_height;
    if (scale * identity->logo_width > LOGO_WIDTH_MOST)
        scale = LOGO_WIDTH_MOST / (double)identity->logo_width;
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "Logo", .keep_next = true});
    docx_picture(docx, &(struct docx_picture){.png = identity->logo,
                                              .width = scale * identity->logo_width,
                                              .height = scale * identity->logo_height,
                                              .description = identity->logo_alternative});
    docx_paragraph_close(docx);
}

static void write_facts(struct docx *docx)
{
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(docx->arena, docx->document, facts);
    for (size_t i = 0; i < count; i++) {
        docx_paragraph_open(docx, (struct docx_paragraph){.style = "Facts"});
        docx_plain(docx, docx_word(docx, facts[i].label));
        docx_tab(docx);
        docx_text(docx, (struct docx_look){.strong = true}, facts[i].text);
        docx_paragraph_close(docx);
    }
}

static void write_imprint(struct docx *docx)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(docx->checked, facts);
    for (size_t i = 0; i < count; i++) {
        docx_paragraph(docx, "Imprint", docx_word(docx, facts[i].label));
        docx_paragraph(docx, "ImprintHash", facts[i].text);
    }
}

static void write_size(struct docx *docx)
{
    static const char *const sides[] = {"w:top", "w:right", "w:bottom", "w:left"};
    markup_open(&docx->xml, "w:pgSz");
    docx_number(docx, "w:w", DOCX_PAGE_WIDTH);
    docx_number(docx, "w:h", DOCX_PAGE_HEIGHT);
    markup_close(&docx->xml);
    markup_open(&docx->xml, "w:pgMar");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        docx_number(docx, sides[i], DOCX_MARGIN);
    docx_number(docx, "w:header", DOCX_MARGIN / 2);
    docx_number(docx, "w:footer", DOCX_MARGIN / 2);
    docx_number(docx, "w:gutter", 0);
    markup_close(&docx->xml);
}

static void refer(struct docx *docx, const char *element, const char *relation, const char *part)
{
    markup_open_element(&docx->xml, element);
    markup_attribute(&docx->xml, "w:type", TEXT("default"));
    markup_attribute(&docx->xml, "r:id", relations_add(&docx->relations, relation, text_from(part)));
    markup_close(&docx->xml);
}

static bool has_header(const struct document *document)
{
    return document->marking.length || document->draft.length;
}

static void write_section(struct docx *docx)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:sectPr");
    if (has_header(docx->document))
        refer(docx, "w:headerReference", "header", "header1.xml");
    refer(docx, "w:footerReference", "footer", "footer1.xml");
    write_size(docx);
    markup_close(&docx->xml);
}

static struct text write_document(struct docx *docx)
{
    const struct document *document = docx->document;
    struct buffer out = {0};
    docx_part_start(docx, &out, "w:document");
    markup_attribute(&docx->xml, "xmlns:wp",
                     TEXT("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"));
    markup_open(&docx->xml, "w:body");
    write_logo(docx);
    docx_paragraph(docx, "Organisation", document->organisation);
    docx_paragraph(docx, "Title", document->title);
    if (document->subtitle.length)
        docx_paragraph(docx, "Subtitle", document->subtitle);
    write_facts(docx);
    write_blocks(docx, &document->body, (struct surroundings){0});
    if (document->publisher.length)
        docx_paragraph(docx, "Publisher", document->publisher);
    write_imprint(docx);
    if (docx->table_ended) // a document may not end with a table
        docx_paragraph(docx, "End", (struct text){0});
    write_section(docx);
    return docx_part_end(docx, &out);
}

static void write_mark(struct docx *docx, const char *style, struct text mark, bool last)
{
    if (mark.length == 0)
        return;
    docx_paragraph_open(docx, (struct docx_paragraph){.style = style, .after = last ? BELOW_HEADER : 0});
    docx_plain(docx, mark);
    docx_paragraph_close(docx);
}

static struct text write_header(struct docx *docx)
{
    const struct document *document = docx->document;
    struct buffer out = {0};
    docx_part_start(docx, &out, "w:hdr");
    write_mark(docx, "Marking", document->marking, document->draft.length == 0);
    write_mark(docx, "Draft", document->draft, true);
    return docx_part_end(docx, &out);
}

static struct text write_footer(struct docx *docx)
{
    const struct document *document = docx->document;
    struct message page = MESSAGE("Page {number}", VALUE("number", TEXT("{number}")));
    struct buffer out = {0};
    docx_part_start(docx, &out, "w:ftr");
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "Footer"});
    docx_plain(docx, text_print(docx->arena, "%.*s · %.*s", TEXT_PRINT(document->organisation),
                                TEXT_PRINT(document->identifier)));
    if (docx->sheet == SHEET_LARGE)
        docx_break(docx);
    else
        docx_tab(docx);
    docx_field(docx, message_text(docx->arena, document->language, &page), TEXT(" PAGE "), TEXT("1"));
    docx_paragraph_close(docx);
    return docx_part_end(docx, &out);
}

// ---- The file ----------------------------------------------------------------------------------------------

static void add_parts(struct docx *docx)
{
    struct package *package = &docx->package;
    relations_add(&docx->relations, "styles", TEXT("styles.xml"));
    relations_add(&docx->relations, "numbering", TEXT("numbering.xml"));
    relations_add(&docx->relations, "settings", TEXT("settings.xml"));
    package_add_properties(package, docx->checked, "word/document.xml");
    package_add(package, "word/document.xml", DOCUMENT_TYPE_ "document.main+xml", write_document(docx));
    package_add(package, "word/styles.xml", DOCUMENT_TYPE_ "styles+xml", docx_styles(docx));
    package_add(package, "word/numbering.xml", DOCUMENT_TYPE_ "numbering+xml", docx_numbering(docx));
    package_add(package, "word/settings.xml", DOCUMENT_TYPE_ "settings+xml", docx_settings(docx));
    if (has_header(docx->document))
        package_add(package, "word/header1.xml", DOCUMENT_TYPE_ "header+xml", write_header(docx));
    package_add(package, "word/footer1.xml", DOCUMENT_TYPE_ "footer+xml", write_footer(docx));
    package_add(package, "word/_rels/document.xml.rels", NULL, relations_part(docx->arena, &docx->relations));
}

bool document_write_docx(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                         struct problems *problems)
{
    struct docx docx = {.arena = arena_new(),
                        .checked = checked,
                        .document = checked->document,
                        .sheet = sheet,
                        .problems = problems};
    docx.package.arena = docx.arena;
    docx.relations.arena = docx.arena;
    docx_collect_targets(&docx);
    add_parts(&docx);
    bool written = !docx.failed && package_write(&docx.package, TEXT("docx"), out, problems);
    arena_free(docx.arena);
    return written;
}
