// SPDX-License-Identifier: GPL-3.0-or-later
// E-books: the words of the web page in the same order, which a reading program sets in the size, the face and the colours
// that its user needs.
#include "document/epub.h"

#include "base/embedded.h"
#include "format/zip.h"

#define FOLDER "book/"

static struct text container(struct epub *epub)
{
    struct buffer out = {0};
    markup_start(&epub->xml, MARKUP_XML, &out);
    markup_open(&epub->xml, "container");
    epub_attribute(epub, "version", "1.0");
    epub_attribute(epub, "xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
    epub_line_open(epub, "rootfiles");
    epub_line_open(epub, "rootfile");
    epub_attribute(epub, "full-path", FOLDER "package.opf");
    epub_attribute(epub, "media-type", "application/oebps-package+xml");
    markup_end(&epub->xml);
    struct text part = text_copy(epub->arena, buffer_text(&out));
    buffer_dispose(&out);
    return part;
}

static void add(struct epub *epub, struct zip_writer *zip, struct text name, struct buffer *content)
{
    zip_writer_add(zip,
                   text_terminated(epub->arena, text_print(epub->arena, FOLDER "%.*s", TEXT_PRINT(name))),
                   text_copy(epub->arena, buffer_text(content)), ZIP_DEFLATED);
    buffer_dispose(content);
    *content = (struct buffer){0};
}

// The style of all reports, and the office's colour.
static void add_style(struct epub *epub, struct zip_writer *zip)
{
    const struct identity *identity = &epub->document->identity;
    struct buffer style = {0};
    buffer_add(&style, embedded_file("epub.css"));
    if (identity->has_accent)
        buffer_print(&style, ".organisation, h2 { border-color: #%06x; }\n",
                     (unsigned)(identity->accent & 0xFFFFFF));
    add(epub, zip, TEXT(EPUB_STYLE), &style);
}

static void add_files(struct epub *epub, struct zip_writer *zip)
{
    struct buffer part = {0};
    zip_writer_add(zip, "mimetype", TEXT("application/epub+zip"), ZIP_STORED); // first, and readable as it is
    zip_writer_add(zip, "META-INF/container.xml", container(epub), ZIP_DEFLATED);
    epub_package(epub, &part);
    add(epub, zip, TEXT("package.opf"), &part);
    epub_navigation(epub, &part);
    add(epub, zip, TEXT("navigation.xhtml"), &part);
    add_style(epub, zip);
    if (epub->document->identity.logo.length)
        zip_writer_add(zip, FOLDER EPUB_LOGO, epub->document->identity.logo, ZIP_STORED);
    for (size_t i = 0; i < epub->sections.count; i++) {
        epub_section(epub, i, &part);
        add(epub, zip, epub->sections.items[i].file, &part);
    }
}

bool document_write_epub(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                         struct problems *problems)
{
    (void)sheet; // its reader sets the size
    struct epub epub = {.arena = arena_new(), .checked = checked, .document = checked->document};
    struct zip_writer *zip = zip_writer_new();
    epub_part(&epub);
    add_files(&epub, zip);
    bool written = zip_writer_finish(zip, TEXT("EPUB"), out, problems);
    zip_writer_free(zip);
    arena_free(epub.arena);
    return written;
}
