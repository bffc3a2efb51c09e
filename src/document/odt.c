// SPDX-License-Identifier: GPL-3.0-or-later
// OpenDocument texts: everything is a named style, so that the office's staff can go on editing, and what a reader hears is
// marked: languages, levels of headings, rows of headers, descriptions of pictures.
//
// Notes are paragraphs where the other formats have them, with links to them, not footnotes: a program would number and
// print those its own way, and a note that is referred to twice would be two.
#include "document/odt.h"

#define NAMESPACE_ "urn:oasis:names:tc:opendocument:xmlns:"
#define MEDIA_TYPE_ "application/vnd.oasis.opendocument.text"

// ---- Parts -------------------------------------------------------------------------------------------------

static const char *const namespaces[][2] = {
    {"xmlns:office", NAMESPACE_ "office:1.0"},
    {"xmlns:style", NAMESPACE_ "style:1.0"},
    {"xmlns:text", NAMESPACE_ "text:1.0"},
    {"xmlns:table", NAMESPACE_ "table:1.0"},
    {"xmlns:draw", NAMESPACE_ "drawing:1.0"},
    {"xmlns:fo", NAMESPACE_ "xsl-fo-compatible:1.0"},
    {"xmlns:svg", NAMESPACE_ "svg-compatible:1.0"},
    {"xmlns:meta", NAMESPACE_ "meta:1.0"},
    {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
    {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
    {"xmlns:ooow", "http://openoffice.org/2004/writer"}, // of the formula that counts tables
};

static void begin_part(struct odt *odt, const char *root, struct buffer *part)
{
    markup_start(&odt->xml, MARKUP_XML, part);
    odt_open(odt, root);
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        odt_attribute(odt, namespaces[i][0], namespaces[i][1]);
    odt_attribute(odt, "office:version", "1.2");
}

static void end_part(struct odt *odt, const char *name, struct buffer *part)
{
    markup_end(&odt->xml);
    *ARRAY_APPEND(odt->arena, &odt->files) = (struct odt_file){text_from(name), TEXT("text/xml")};
    zip_writer_add(odt->zip, name, text_copy(odt->arena, buffer_text(part)), ZIP_DEFLATED);
    buffer_dispose(part);
}

// ---- Blocks ------------------------------------------------------------------------------------------------

// Inside what a block stands.
struct surroundings {
    const char *style; // of paragraphs; NULL: the usual one
    bool keeps;        // a paragraph stays with what follows
};

static void write_blocks(struct odt *odt, const struct blocks *blocks, struct surroundings in);

static void write_heading(struct odt *odt, const struct block *block)
{
    odt_heading_open(odt, block->heading.level);
    odt_bookmark(odt, block->id);
    odt_runs(odt, &block->heading.runs);
    odt_close(odt);
}

static void write_paragraph(struct odt *odt, const struct runs *runs, struct surroundings in)
{
    const char *style = in.style ? in.style : "Text_20_body";
    odt_paragraph_open(odt, in.keeps ? odt_kept_style(odt, style) : style);
    odt_runs(odt, runs);
    odt_close(odt);
}

static void write_list(struct odt *odt, const struct list *list, struct surroundings in)
{
    const char *style = list->kind == LIST_NUMBERS ? "Numbering_20_1" : "List_20_1";
    odt_line_open(odt, "text:list");
    odt_attribute(odt, "text:style-name", style);
    if (!in.style || strcmp(in.style, "List_20_1") == 0 || strcmp(in.style, "Numbering_20_1") == 0)
        in.style = style;
    for (size_t i = 0; i < list->count; i++) {
        odt_line_open(odt, "text:list-item");
        write_blocks(odt, list->items[i], in);
        odt_close(odt);
    }
    odt_close(odt);
}

static void write_apart(struct odt *odt, const struct block *block)
{
    struct surroundings in = {.style = block->kind == BLOCK_WARNING ? "Warning" : "Quotations"};
    if (block->kind == BLOCK_WARNING) {
        odt_paragraph_open(odt, "Warning_20_Heading");
        odt_words(odt, "Alarm", odt_word(odt, N_("Important")));
        odt_close(odt);
    }
    write_blocks(odt, &block->blocks, in);
}

static void write_chart(struct odt *odt, const struct block *block)
{
    odt_paragraph_open(odt, "Figure");
    odt_bookmark(odt, block->id);
    odt_label(odt, "Figure", words_chart(odt->arena, odt->checked, block),
              checked_chart_number(odt->checked, block));
    odt_runs(odt, &block->chart.caption);
    odt_close(odt);
    odt_figure(odt, block);
}

static void write_contact_line(struct odt *odt, const char *label, struct text link, struct text words)
{
    if (words.length == 0)
        return;
    odt_line_break(odt);
    odt_words(odt, NULL, odt_word(odt, label));
    odt_words(odt, NULL, TEXT(" "));
    odt_link(odt, link, words);
}

static void write_contact(struct odt *odt, const struct contact *contact, struct surroundings in)
{
    odt_paragraph_open(odt, in.style ? in.style : "Contact");
    odt_words(odt, "Strong_20_Emphasis", contact->name);
    for (size_t i = 0; i < contact->address.count; i++) {
        odt_line_break(odt);
        odt_words(odt, NULL, contact->address.items[i]);
    }
    write_contact_line(odt, N_("Telephone:"), words_dialled(odt->arena, contact->telephone),
                       contact->telephone);
    write_contact_line(odt, N_("Email:"), text_print(odt->arena, "mailto:%.*s", TEXT_PRINT(contact->email)),
                       contact->email);
    write_contact_line(odt, N_("Website:"), contact->web, contact->web);
    odt_close(odt);
}

// ---- Contents ----------------------------------------------------------------------------------------------

static const char *const levels[] = {"1", "2", "3"};
static const char *const entry_styles[] = {"Contents_20_1", "Contents_20_2", "Contents_20_3"};

// How a program makes the contents anew when somebody asks for it: without page numbers, so that nothing in it goes stale.
static void write_contents_source(struct odt *odt, int depth, struct text title)
{
    odt_line_open(odt, "text:table-of-content-source");
    odt_attribute(odt, "text:outline-level", levels[depth - 1]);
    odt_attribute(odt, "text:use-index-marks", "false");
    odt_open(odt, "text:index-title-template");
    odt_attribute(odt, "text:style-name", "Contents_20_Heading");
    markup_text(&odt->xml, title);
    odt_close(odt);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        odt_line_open(odt, "text:table-of-content-entry-template");
        odt_attribute(odt, "text:outline-level", levels[i]);
        odt_attribute(odt, "text:style-name", entry_styles[i]);
        odt_open(odt, "text:index-entry-link-start");
        odt_attribute(odt, "text:style-name", "Internet_20_link");
        odt_close(odt);
        odt_open(odt, "text:index-entry-text");
        odt_close(odt);
        odt_open(odt, "text:index-entry-link-end");
        odt_close(odt);
        odt_close(odt);
    }
    odt_close(odt);
}

static void write_entry(struct odt *odt, const struct block *block)
{
    odt_paragraph_open(odt, entry_styles[block->heading.level - 1]);
    odt_heading_link(odt, block);
    odt_close(odt);
}

static void write_contents(struct odt *odt, int depth)
{
    struct text title = odt_word(odt, N_("Contents"));
    struct text name = text_print(odt->arena, "Contents%zu", ++odt->contents);
    depth = depth < 3 ? depth : 3;
    odt_line_open(odt, "text:table-of-content");
    odt_text_attribute(odt, "text:name", name);
    odt_attribute(odt, "text:protected", "false");
    write_contents_source(odt, depth, title);
    odt_line_open(odt, "text:index-body");
    odt_line_open(odt, "text:index-title");
    odt_text_attribute(odt, "text:name", text_print(odt->arena, "%.*s_Head", TEXT_PRINT(name)));
    odt_paragraph(odt, "Contents_20_Heading", title);
    odt_close(odt);
    for (size_t i = 0; i < odt->document->body.count; i++) {
        const struct block *block = odt->document->body.items[i];
        if (block->kind == BLOCK_HEADING && block->heading.level <= depth)
            write_entry(odt, block);
    }
    odt_close(odt);
    odt_close(odt);
}

static void write_block(struct odt *odt, const struct block *block, struct surroundings in)
{
    switch (block->kind) {
    case BLOCK_HEADING: write_heading(odt, block); break;
    case BLOCK_PARAGRAPH: write_paragraph(odt, &block->runs, in); break;
    case BLOCK_LIST: write_list(odt, &block->list, in); break;
    case BLOCK_TABLE: odt_table(odt, block); break;
    case BLOCK_CHART: write_chart(odt, block); break;
    case BLOCK_CONTENTS: write_contents(odt, block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: write_apart(odt, block); break;
    case BLOCK_NOTE: odt_note(odt, block->id, &block->runs); break;
    case BLOCK_CONTACT: write_contact(odt, &block->contact, in); break;
    case BLOCK_PAGE_BREAK: odt->page_break = true; break;
    }
}

static void write_blocks(struct odt *odt, const struct blocks *blocks, struct surroundings in)
{
    for (size_t i = 0; i < blocks->count; i++) {
        in.keeps = blocks_introduces(blocks, i);
        write_block(odt, blocks->items[i], in);
    }
}

// ---- What stands before and behind the body ----------------------------------------------------------------

static void write_title(struct odt *odt)
{
    const struct document *document = odt->document;
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(odt->arena, document, facts);
    odt_logo(odt);
    odt_paragraph(odt, "Organisation", document->organisation);
    odt_paragraph(odt, "Title", document->title);
    if (document->subtitle.length)
        odt_paragraph(odt, "Subtitle", document->subtitle);
    for (size_t i = 0; i < count; i++) {
        odt_paragraph_open(odt, "Facts");
        odt_words(odt, NULL, odt_word(odt, facts[i].label));
        odt_tab(odt);
        odt_words(odt, "Strong_20_Emphasis", facts[i].text);
        odt_close(odt);
    }
}

static void write_end(struct odt *odt)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(odt->checked, facts);
    if (odt->document->publisher.length)
        odt_paragraph(odt, "Publisher", odt->document->publisher);
    for (size_t i = 0; i < count; i++) {
        odt_paragraph(odt, "Imprint", odt_word(odt, facts[i].label));
        odt_paragraph(odt, "Imprint_20_Hash", facts[i].text);
    }
}

static void write_sequences(struct odt *odt)
{
    static const char *const names[] = {"Table", "Figure"};
    odt_line_open(odt, "text:sequence-decls");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        odt_open(odt, "text:sequence-decl");
        odt_attribute(odt, "text:display-outline-level", "0");
        odt_attribute(odt, "text:name", names[i]);
        odt_close(odt);
    }
    odt_close(odt);
}

// The text comes first, since it says which automatic styles it needs, which stand before it.
static void write_content(struct odt *odt)
{
    struct buffer body = {0}, part = {0};
    markup_start(&odt->xml, MARKUP_FRAGMENT, &body);
    odt->xml.prose = true;
    write_title(odt);
    write_blocks(odt, &odt->document->body, (struct surroundings){0});
    write_end(odt);
    markup_end(&odt->xml);
    begin_part(odt, "office:document-content", &part);
    odt_fonts(odt);
    odt_line_open(odt, "office:automatic-styles");
    odt_automatic_styles(odt);
    odt_close(odt);
    odt_line_open(odt, "office:body");
    odt_line_open(odt, "office:text");
    write_sequences(odt);
    markup_fragment(&odt->xml, buffer_text(&body));
    end_part(odt, "content.xml", &part);
    buffer_dispose(&body);
}

// ---- Every page --------------------------------------------------------------------------------------------

static void write_header(struct odt *odt)
{
    const struct document *document = odt->document;
    if (document->marking.length == 0 && document->draft.length == 0)
        return;
    odt_line_open(odt, "style:header");
    if (document->marking.length)
        odt_paragraph(odt, "Marking", document->marking);
    if (document->draft.length)
        odt_paragraph(odt, "Draft", document->draft);
    odt_close(odt);
}

static void write_page_number(struct odt *odt)
{
    struct message page = MESSAGE("Page {number}", VALUE("number", TEXT("{number}")));
    struct text words = message_text(odt->arena, odt->document->language, &page), number = TEXT("{number}");
    size_t at;
    if (!text_find(words, number, &at))
        return;
    odt_words(odt, NULL, text_slice(words, 0, at));
    odt_open(odt, "text:page-number");
    odt_attribute(odt, "text:select-page", "current");
    odt_words(odt, NULL, TEXT("1"));
    odt_close(odt);
    odt_words(odt, NULL, text_slice(words, at + number.length, words.length));
}

static void write_footer(struct odt *odt)
{
    odt_line_open(odt, "style:footer");
    odt_paragraph_open(odt, "Footer");
    odt_words(odt, NULL,
              text_print(odt->arena, "%.*s · %.*s", TEXT_PRINT(odt->document->organisation),
                         TEXT_PRINT(odt->document->identifier)));
    odt_tab(odt);
    write_page_number(odt);
    odt_close(odt);
    odt_close(odt);
}

static void write_styles(struct odt *odt)
{
    struct buffer part = {0};
    begin_part(odt, "office:document-styles", &part);
    odt_fonts(odt);
    odt_line_open(odt, "office:styles");
    odt_named_styles(odt);
    odt_close(odt);
    odt_line_open(odt, "office:automatic-styles");
    odt_page_styles(odt);
    odt_close(odt);
    odt_line_open(odt, "office:master-styles");
    odt_line_open(odt, "style:master-page");
    odt_attribute(odt, "style:name", "Standard");
    odt_attribute(odt, "style:page-layout-name", "page");
    write_header(odt);
    write_footer(odt);
    end_part(odt, "styles.xml", &part);
}

// ---- The package -------------------------------------------------------------------------------------------

static void write_property(struct odt *odt, const char *name, struct text text)
{
    if (text.length == 0)
        return;
    odt_line_open(odt, name);
    markup_text(&odt->xml, text);
    odt_close(odt);
}

static void write_own_property(struct odt *odt, const char *name, struct text text)
{
    if (text.length == 0)
        return;
    odt_line_open(odt, "meta:user-defined");
    odt_attribute(odt, "meta:name", name);
    markup_text(&odt->xml, text);
    odt_close(odt);
}

static void write_meta(struct odt *odt)
{
    const struct document *document = odt->document;
    struct buffer part = {0};
    struct text day = text_print(odt->arena, "%.*sT00:00:00",
                                 TEXT_PRINT(civil_date_text(odt->arena, document->date)));
    begin_part(odt, "office:document-meta", &part);
    odt_line_open(odt, "office:meta");
    write_property(odt, "meta:generator", TEXT("Craffu"));
    write_property(odt, "dc:title", document->title);
    write_property(odt, "dc:subject", document->subtitle);
    write_property(odt, "dc:description", document->description);
    write_property(odt, "meta:initial-creator", document->organisation);
    write_property(odt, "dc:creator", document->organisation);
    write_property(odt, "meta:creation-date", day);
    write_property(odt, "dc:date", day);
    write_property(odt, "dc:language", words_language(document->language));
    write_own_property(odt, "Reference", document->identifier);
    write_own_property(odt, "Version", document->version);
    write_own_property(odt, "Marking", document->marking);
    write_own_property(odt, "Draft", document->draft);
    end_part(odt, "meta.xml", &part);
}

// LibreOffice keeps rows of tables together, as Word does, only where a document asks for it.
static void write_settings(struct odt *odt)
{
    struct buffer part = {0};
    begin_part(odt, "office:document-settings", &part);
    odt_attribute(odt, "xmlns:config", NAMESPACE_ "config:1.0");
    odt_attribute(odt, "xmlns:ooo", "http://openoffice.org/2004/office");
    odt_line_open(odt, "office:settings");
    odt_line_open(odt, "config:config-item-set");
    odt_attribute(odt, "config:name", "ooo:configuration-settings");
    odt_line_open(odt, "config:config-item");
    odt_attribute(odt, "config:name", "TableRowKeep");
    odt_attribute(odt, "config:type", "boolean");
    markup_text(&odt->xml, TEXT("true"));
    end_part(odt, "settings.xml", &part);
}

static void write_entry_of(struct odt *odt, struct text name, struct text media_type)
{
    odt_line_open(odt, "manifest:file-entry");
    odt_text_attribute(odt, "manifest:full-path", name);
    if (text_equal(name, TEXT("/")))
        odt_attribute(odt, "manifest:version", "1.2");
    odt_text_attribute(odt, "manifest:media-type", media_type);
    odt_close(odt);
}

static void write_manifest(struct odt *odt)
{
    struct buffer part = {0};
    markup_start(&odt->xml, MARKUP_XML, &part);
    odt_open(odt, "manifest:manifest");
    odt_attribute(odt, "xmlns:manifest", NAMESPACE_ "manifest:1.0");
    odt_attribute(odt, "manifest:version", "1.2");
    write_entry_of(odt, TEXT("/"), TEXT(MEDIA_TYPE_));
    for (size_t i = 0; i < odt->files.count; i++)
        write_entry_of(odt, odt->files.items[i].name, odt->files.items[i].media_type);
    end_part(odt, "META-INF/manifest.xml", &part);
}

bool document_write_odt(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                        struct problems *problems)
{
    (void)sheet; // large print is for paper: the program of whoever opens this sets the size
    struct odt odt = {.arena = arena_new(),
                      .checked = checked,
                      .document = checked->document,
                      .problems = problems,
                      .zip = zip_writer_new()};
    zip_writer_add(odt.zip, "mimetype", TEXT(MEDIA_TYPE_), ZIP_STORED); // first, and readable as it is
    write_content(&odt);
    write_styles(&odt);
    write_meta(&odt);
    write_settings(&odt);
    write_manifest(&odt);
    bool written = !odt.failed && zip_writer_finish(odt.zip, TEXT("ODT"), out, problems);
    zip_writer_free(odt.zip);
    arena_free(odt.arena);
    return written;
}
