// SPDX-License-Identifier: GPL-3.0-or-later
// What tells a reading program what is in the book and how to get about in it: the package document and the navigation
// document, with EPUB Accessibility 1.1's metadata.
#include "document/epub.h"

// ---- Metadata ----------------------------------------------------------------------------------------------

static void write_property(struct epub *epub, const char *name, const char *id, struct text text)
{
    if (text.length == 0)
        return;
    epub_line_open(epub, name);
    if (id)
        epub_attribute(epub, "id", id);
    markup_text(&epub->xml, text);
    epub_close(epub);
}

static void write_meta(struct epub *epub, const char *of, const char *property, struct text text)
{
    epub_line_open(epub, "meta");
    if (of)
        epub_attribute(epub, "refines", of);
    epub_attribute(epub, "property", property);
    markup_text(&epub->xml, text);
    epub_close(epub);
}

// RFC 9562, version 8, out of the hash of what the document says: the same text is the same book.
static struct text identifier(struct epub *epub)
{
    const char *hash = epub->checked->hash.bytes;
    char variant = "89ab"[hash[16] & 3];
    return text_print(epub->arena, "urn:uuid:%.8s-%.4s-8%.3s-%c%.3s-%.12s", hash, hash + 8, hash + 13,
                      variant, hash + 17, hash + 20);
}

static void write_titles(struct epub *epub)
{
    const struct document *document = epub->document;
    write_property(epub, "dc:title", "title", document->title);
    write_meta(epub, "#title", "title-type", TEXT("main"));
    if (document->subtitle.length == 0)
        return;
    write_property(epub, "dc:title", "subtitle", document->subtitle);
    write_meta(epub, "#subtitle", "title-type", TEXT("subtitle"));
}

static void write_description(struct epub *epub)
{
    const struct document *document = epub->document;
    struct text day = civil_date_text(epub->arena, document->date);
    write_property(epub, "dc:identifier", "identifier", identifier(epub));
    write_property(epub, "dc:identifier", "reference", document->identifier);
    write_titles(epub);
    write_property(epub, "dc:language", NULL, words_language(document->language));
    write_property(epub, "dc:creator", NULL, document->organisation);
    write_property(epub, "dc:publisher", NULL, document->organisation);
    write_property(epub, "dc:date", NULL, day);
    write_property(epub, "dc:description", NULL, document->description);
    write_meta(epub, NULL, "dcterms:modified", text_print(epub->arena, "%.*sT00:00:00Z", TEXT_PRINT(day)));
    if (document->version.length)
        write_meta(epub, NULL, "schema:version", document->version);
}

static bool has_pictures(const struct epub *epub)
{
    return epub->checked->charts.count > 0 || epub->document->identity.logo.length > 0;
}

static void write_accessibility(struct epub *epub)
{
    static const char *const features[] = {"structuralNavigation",
                                           "tableOfContents",
                                           "readingOrder",
                                           "displayTransformability",
                                           "ARIA",
                                           "unlocked"};
    struct message summary = MESSAGE(
        "Headings, lists, tables and notes are marked as what they are, with links between them. Every "
        "picture has a description, and charts show what the tables say. Words in another language are "
        "marked. The text can be enlarged and read aloud.");
    write_meta(epub, NULL, "schema:accessMode", TEXT("textual"));
    if (has_pictures(epub))
        write_meta(epub, NULL, "schema:accessMode", TEXT("visual"));
    write_meta(epub, NULL, "schema:accessModeSufficient", TEXT("textual"));
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        write_meta(epub, NULL, "schema:accessibilityFeature", text_from(features[i]));
    if (has_pictures(epub))
        write_meta(epub, NULL, "schema:accessibilityFeature", TEXT("alternativeText"));
    write_meta(epub, NULL, "schema:accessibilityHazard", TEXT("none"));
    write_meta(epub, NULL, "schema:accessibilitySummary",
               message_text(epub->arena, epub->document->language, &summary));
}

// ---- Manifest and spine ------------------------------------------------------------------------------------

static struct text item_id(struct epub *epub, struct text file)
{
    return text_print(epub->arena, "file-%.*s", TEXT_PRINT(file));
}

static void write_item(struct epub *epub, struct text file, const char *media_type, const char *properties)
{
    epub_line_open(epub, "item");
    markup_attribute(&epub->xml, "id", item_id(epub, file));
    markup_attribute(&epub->xml, "href", file);
    epub_attribute(epub, "media-type", media_type);
    if (properties)
        epub_attribute(epub, "properties", properties);
    epub_close(epub);
}

static void write_items(struct epub *epub)
{
    epub_line_open(epub, "manifest");
    write_item(epub, TEXT("navigation.xhtml"), "application/xhtml+xml", "nav");
    write_item(epub, TEXT(EPUB_STYLE), "text/css", NULL);
    if (epub->document->identity.logo.length)
        write_item(epub, TEXT(EPUB_LOGO), "image/png", NULL);
    for (size_t i = 0; i < epub->sections.count; i++)
        write_item(epub, epub->sections.items[i].file, "application/xhtml+xml",
                   epub->sections.items[i].has_picture ? "svg" : NULL);
    epub_close(epub);
}

static void write_spine(struct epub *epub)
{
    epub_line_open(epub, "spine");
    for (size_t i = 0; i < epub->sections.count; i++) {
        epub_line_open(epub, "itemref");
        markup_attribute(&epub->xml, "idref", item_id(epub, epub->sections.items[i].file));
        epub_close(epub);
    }
    epub_close(epub);
}

void epub_package(struct epub *epub, struct buffer *out)
{
    markup_start(&epub->xml, MARKUP_XML, out);
    markup_open(&epub->xml, "package");
    epub_attribute(epub, "xmlns", "http://www.idpf.org/2007/opf");
    epub_attribute(epub, "version", "3.0");
    epub_attribute(epub, "unique-identifier", "identifier");
    epub_attribute(epub, "xml:lang", language_code(epub->document->language));
    epub_line_open(epub, "metadata");
    epub_attribute(epub, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    write_description(epub);
    write_accessibility(epub);
    epub_close(epub);
    write_items(epub);
    write_spine(epub);
    markup_end(&epub->xml);
}

// ---- Navigation --------------------------------------------------------------------------------------------

static void open_navigation(struct epub *epub, const char *type, const char *heading)
{
    epub_line_open(epub, "nav");
    epub_attribute(epub, "epub:type", type);
    epub_line_open(epub, "h2");
    markup_text(&epub->xml, epub_word(epub, heading));
    epub_close(epub);
    epub_line_open(epub, "ol");
}

// A label, or runs, or both.
static void write_link(struct epub *epub, const char *type, struct text address, struct text label,
                       const struct runs *runs)
{
    markup_open(&epub->xml, "a");
    if (type)
        epub_attribute(epub, "epub:type", type);
    markup_attribute(&epub->xml, "href", address);
    markup_text(&epub->xml, label);
    if (label.length && runs)
        markup_text(&epub->xml, TEXT(": "));
    if (runs)
        epub_words(epub, runs);
    epub_close(epub);
}

static void write_entry(struct epub *epub, const char *type, struct text address, struct text label,
                        const struct runs *runs)
{
    epub_line_open(epub, "li");
    write_link(epub, type, address, label, runs);
    epub_close(epub);
}

// Headings within headings: a list within the item of the heading above.
static void write_headings(struct epub *epub)
{
    int level = 1;
    bool open = false; // an item of `level` is
    for (size_t i = 0; i < epub->document->body.count; i++) {
        const struct block *block = epub->document->body.items[i];
        if (block->kind != BLOCK_HEADING)
            continue;
        for (; level < block->heading.level && open; level++, open = false)
            epub_line_open(epub, "ol");
        if (open)
            epub_close(epub);
        for (; level > block->heading.level; level--) {
            epub_close(epub);
            epub_close(epub);
        }
        epub_line_open(epub, "li");
        open = true;
        write_link(epub, NULL, epub_address(epub, block->id), (struct text){0}, &block->heading.runs);
    }
    if (open)
        epub_close(epub);
    for (; level > 1; level--) {
        epub_close(epub);
        epub_close(epub);
    }
}

static void write_tables(struct epub *epub)
{
    if (epub->checked->tables.count == 0)
        return;
    open_navigation(epub, "lot", N_("Tables"));
    for (size_t i = 0; i < epub->checked->tables.count; i++) {
        const struct block *block = epub->checked->tables.items[i];
        write_entry(epub, NULL, epub_address(epub, block->id), words_table(epub->arena, epub->checked, block),
                    &block->table.caption);
    }
    epub_close(epub);
    epub_close(epub);
}

static void write_figures(struct epub *epub)
{
    if (epub->checked->charts.count == 0)
        return;
    open_navigation(epub, "loi", N_("Figures"));
    for (size_t i = 0; i < epub->checked->charts.count; i++) {
        const struct block *block = epub->checked->charts.items[i];
        write_entry(epub, NULL, epub_address(epub, block->id), words_chart(epub->arena, epub->checked, block),
                    &block->chart.caption);
    }
    epub_close(epub);
    epub_close(epub);
}

static void write_landmarks(struct epub *epub)
{
    const struct text first = epub->sections.items[0].file;
    size_t body = epub->sections.count > 1 ? 1 : 0;
    open_navigation(epub, "landmarks", N_("Landmarks"));
    write_entry(epub, "titlepage", first, epub->document->title, NULL);
    write_entry(epub, "bodymatter", epub->sections.items[body].file, epub_word(epub, N_("Report")), NULL);
    epub_close(epub);
    epub_close(epub);
}

void epub_navigation(struct epub *epub, struct buffer *out)
{
    epub->section = SIZE_MAX; // none: every address names its file
    epub_begin_page(epub, epub->document->title, out);
    epub_line_open(epub, "body");
    epub_line_open(epub, "nav");
    epub_attribute(epub, "epub:type", "toc");
    epub_attribute(epub, "role", "doc-toc");
    epub_attribute(epub, "id", "toc");
    epub_line_open(epub, "h2");
    markup_text(&epub->xml, epub_word(epub, N_("Contents")));
    epub_close(epub);
    epub_line_open(epub, "ol");
    write_entry(epub, NULL, epub->sections.items[0].file, epub->document->title, NULL);
    write_headings(epub);
    epub_close(epub);
    epub_close(epub);
    write_tables(epub);
    write_figures(epub);
    write_landmarks(epub);
    markup_end(&epub->xml);
}
