// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/edition_files.h"

#include "base/text_map.h"
#include "report/manifest.h"

void formats_choose(enum format_state *formats, bool on_request_too)
{
    for (size_t i = 0; i < document_format_count(); i++)
        formats[i] = on_request_too || !document_format_at(i)->on_request ? FORMAT_WRITTEN : FORMAT_LEFT_OUT;
}

void formats_leave_out_unavailable(enum format_state *formats, struct problems *missing)
{
    bool (*asked)(struct problems *) = NULL;
    bool there = true;
    for (size_t i = 0; i < document_format_count(); i++) {
        bool (*available)(struct problems *) = document_format_at(i)->available;
        if (formats[i] != FORMAT_WRITTEN || !available)
            continue;
        if (available != asked)
            there = available(missing);
        asked = available;
        formats[i] = there ? FORMAT_WRITTEN : FORMAT_UNAVAILABLE;
    }
}

static bool is_earlier(const struct earlier_files *earlier, struct text name)
{
    for (size_t i = 0; i < earlier->same.count; i++)
        if (text_equal(earlier->same.items[i].name, name))
            return true;
    return false;
}

bool formats_add_earlier(enum format_state *formats, struct arena *arena, struct text name,
                         const struct earlier_files *earlier)
{
    bool added = false;
    for (size_t i = 0; i < document_format_count(); i++) {
        const struct document_format_kind *format = document_format_at(i);
        bool there = format->write && formats[i] != FORMAT_WRITTEN;
        for (int language = 0; there && language < LANGUAGE_COUNT; language++)
            there = is_earlier(earlier, report_file(arena, name, (enum language)language, format->suffix));
        if (there)
            formats[i] = FORMAT_WRITTEN;
        added = added || there;
    }
    return added;
}

void formats_add_linking(enum format_state *formats, const enum format_state *linked)
{
    for (size_t i = 0; i < document_format_count(); i++)
        if (linked[i] == FORMAT_WRITTEN && document_format_at(i)->links)
            formats[i] = FORMAT_WRITTEN;
}

struct writing {
    struct arena *arena;
    const struct edition_files *edition;
    const struct file_sink *sink;
    struct problems *problems;
    enum language language;
    struct buffer manifest;
    struct text_map given; // names
};

static bool give(struct writing *writing, struct text name, const struct buffer *content)
{
    manifest_add(&writing->manifest, name, buffer_text(content));
    text_map_put(&writing->given, text_copy(writing->arena, name), 1, NULL);
    return writing->sink->write(writing->sink->context, name, buffer_text(content), writing->problems);
}

static struct text name_of(const struct writing *writing, const char *extension)
{
    return report_file(writing->arena, writing->edition->name, writing->language, extension);
}

static bool write_table(struct writing *writing, const struct checked_document *checked, size_t index)
{
    struct buffer out = {0};
    struct text extension = text_print(writing->arena, "%.*s.csv",
                                       TEXT_PRINT(document_table_id(checked, index)));
    document_write_csv(checked, index, &out);
    bool written = give(writing, name_of(writing, text_terminated(writing->arena, extension)), &out);
    buffer_dispose(&out);
    return written;
}

static bool write_tables(struct writing *writing, const struct checked_document *checked)
{
    struct buffer out = {0};
    size_t count = document_table_count(checked);
    for (size_t i = 0; i < count; i++)
        if (!write_table(writing, checked, i))
            return false;
    if (count == 0)
        return true;
    document_write_csvw(checked, report_stem(writing->arena, writing->edition->name, writing->language),
                        &out);
    bool written = give(writing, name_of(writing, "csv-metadata.json"), &out);
    buffer_dispose(&out);
    return written;
}

static bool write_format(struct writing *writing, const struct document_format_kind *format)
{
    const struct checked_document *checked = writing->edition->checked[writing->language];
    struct buffer out = {0};
    if (!format->write)
        return write_tables(writing, checked);
    bool written = format->write(checked, format->sheet, &out, writing->problems) &&
                   give(writing, name_of(writing, format->suffix), &out);
    buffer_dispose(&out);
    return written;
}

static bool write_language(struct writing *writing)
{
    for (size_t i = 0; i < document_format_count(); i++)
        if (writing->edition->formats[i] == FORMAT_WRITTEN && !write_format(writing, document_format_at(i)))
            return false;
    return true;
}

// Which document the files are of, so that a later run knows those that it need not write again.
static void tell_content(struct writing *writing)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        manifest_add_content(&writing->manifest, (enum language)language,
                             document_content_hash(writing->edition->checked[language]));
}

static void keep_earlier(struct writing *writing)
{
    const struct earlier_files *earlier = writing->edition->earlier;
    size_t at;
    for (size_t i = 0; earlier && i < earlier->same.count; i++)
        if (!text_map_find(&writing->given, earlier->same.items[i].name, &at)) {
            manifest_add_entry(&writing->manifest, &earlier->same.items[i]);
            if (writing->sink->keep)
                writing->sink->keep(writing->sink->context, &earlier->same.items[i]);
        }
}

bool edition_write(struct arena *arena, const struct edition_files *edition, const struct file_sink *sink,
                   struct problems *problems)
{
    struct writing writing = {.arena = arena, .edition = edition, .sink = sink, .problems = problems};
    bool written = true;
    text_map_init(&writing.given, arena);
    tell_content(&writing);
    for (int language = 0; written && language < LANGUAGE_COUNT; language++) {
        writing.language = (enum language)language;
        written = write_language(&writing);
    }
    keep_earlier(&writing);
    written = written &&
              (writing.given.count == 0 ||
               sink->write(sink->context, text_print(arena, "%.*s.sha256", TEXT_PRINT(edition->name)),
                           buffer_text(&writing.manifest), problems));
    buffer_dispose(&writing.manifest);
    return written;
}
