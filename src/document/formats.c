// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/formats.h"

#include "document/audio.h"
#include "format/text_layout.h"

static bool write_html(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                       struct problems *problems)
{
    (void)problems;
    document_write_html(checked, sheet, out);
    return true;
}

static bool write_markdown(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                           struct problems *problems)
{
    (void)problems;
    (void)sheet;
    document_write_markdown(checked, out);
    return true;
}

static bool write_json(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                       struct problems *problems)
{
    (void)problems;
    (void)sheet;
    document_write_json(checked, out);
    return true;
}

#define DOCX_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static bool write_mp3(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                      struct problems *problems)
{
    (void)sheet;
    return document_write_mp3(checked, audio_libraries(), out, problems);
}

static bool write_audio_page(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                             struct problems *problems)
{
    (void)sheet;
    return document_write_audio_page(checked, audio_libraries(), out, problems);
}

static bool has_audio(struct problems *problems)
{
    return audio_is_available(audio_libraries(), problems);
}

// For pages, and for the pictures of figures in texts.
static bool has_typeface(struct problems *problems)
{
    struct typesetter *typesetter;
    if (!typesetter_open(&typesetter, problems))
        return false;
    typesetter_close(typesetter);
    return true;
}

// In the order in which readers see them. The web page comes first: it links to the others.
static const struct document_format_kind formats[] = {
    {"html", "html", N_("Web page"), "text/html", SHEET_NORMAL, write_html, .links = true},
    {"html-large", "large.html", N_("Web page, large print"), "text/html", SHEET_LARGE, write_html,
     .links = true},
    {"docx", "docx", N_("Word"), DOCX_TYPE, SHEET_NORMAL, document_write_docx, has_typeface},
    {"docx-large", "large.docx", N_("Word, large print"), DOCX_TYPE, SHEET_LARGE, document_write_docx,
     has_typeface},
    {"pdf", "pdf", N_("PDF"), "application/pdf", SHEET_NORMAL, document_write_pdf, has_typeface},
    {"pdf-large", "large.pdf", N_("PDF, large print"), "application/pdf", SHEET_LARGE, document_write_pdf,
     has_typeface},
    {"odt", "odt", N_("OpenDocument text"), "application/vnd.oasis.opendocument.text", SHEET_NORMAL,
     document_write_odt, has_typeface},
    {"epub", "epub", N_("E-book, EPUB"), "application/epub+zip", SHEET_NORMAL, document_write_epub},
    {"ods", "ods", N_("Spreadsheet, ODS"), "application/vnd.oasis.opendocument.spreadsheet", SHEET_NORMAL,
     document_write_ods},
    {"xlsx", "xlsx", N_("Spreadsheet, Excel"),
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", SHEET_NORMAL, document_write_xlsx},
    {"csv", "csv", N_("CSV, one file a table"), "text/csv", SHEET_NORMAL, NULL},
    {"md", "md", N_("Markdown"), "text/markdown", SHEET_NORMAL, write_markdown, .links = true},
    {"json", "json", N_("JSON"), "application/json", SHEET_NORMAL, write_json, .links = true},
    {"mp3", "mp3", N_("Audio, MP3"), "audio/mpeg", SHEET_NORMAL, write_mp3, has_audio, true},
    {"audio", "audio.html", N_("Audio with a transcript"), "text/html", SHEET_NORMAL, write_audio_page,
     has_audio, true},
};

size_t document_format_count(void)
{
    return sizeof formats / sizeof *formats;
}

const struct document_format_kind *document_format_at(size_t index)
{
    return &formats[index];
}

const struct document_format_kind *document_format_find(struct text id)
{
    for (size_t i = 0; i < document_format_count(); i++)
        if (text_equal(text_from(formats[i].id), id))
            return &formats[i];
    return NULL;
}
