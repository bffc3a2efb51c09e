// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the documents that NAME.yaml describes and compares what every writer makes of them with the files beside it:
// NAME.en.html, NAME.cy.md, NAME.en.TABLE.csv and so on; or, where document_check must refuse them, the problems with
// NAME.problems.
//
//     golden_document DIRECTORY [--update]
#include "base/file.h"
#include "document/audio.h"
#include "document/formats.h"
#include "document/speech.h"
#include "document_read.h"
#include "format/hash.h"
#include "format/zip.h"
#include "golden.h"

#include <stdio.h>

enum { NARROW_TERMINAL = 40 };

struct golden {
    struct arena *arena;
    struct text directory, stem;
    bool update, good;
    struct problems problems;
};

static void compare(struct golden *golden, struct text suffix, struct text actual)
{
    struct text name = text_print(golden->arena, "%.*s.%.*s", TEXT_PRINT(golden->stem), TEXT_PRINT(suffix));
    struct text path = path_join(golden->arena, golden->directory, name);
    golden->good &= golden_compare(golden->arena, path, actual, golden->update);
}

static void compare_format(struct golden *golden, const struct document *document, const char *format,
                           struct buffer *actual)
{
    compare(golden, text_print(golden->arena, "%s.%s", language_code(document->language), format),
            buffer_text(actual));
    buffer_clear(actual);
}

static bool is_printable(struct text content)
{
    size_t bad_at;
    return text_is_utf8(content, &bad_at) && !memchr(content.bytes, 0, content.length);
}

// What is in a package (DOCX, EPUB and so on), entry by entry, so that a difference can be read; of pictures the hash.
static void unpack(struct golden *golden, struct text package, struct buffer *out)
{
    struct input input = input_memory(package, TEXT("package"));
    struct zip_reader *zip;
    if (!zip_reader_open(&input, &zip, &golden->problems))
        return;
    for (size_t i = 0; i < zip_reader_count(zip); i++) {
        struct zip_entry *entry;
        struct buffer content = {0};
        char piece[4096];
        size_t got = 0;
        if (!zip_entry_open_at(zip, i, &entry, &golden->problems))
            break;
        while (zip_entry_read(entry, piece, sizeof piece, &got, &golden->problems) && got > 0)
            buffer_add(&content, (struct text){piece, got});
        zip_entry_close(entry);
        buffer_print(out, "---- %.*s\n", TEXT_PRINT(zip_reader_name(zip, i)));
        struct text bytes = buffer_text(&content);
        buffer_add(out, is_printable(bytes) ? bytes : hash_text(golden->arena, hash_of(bytes)));
        buffer_add_character(out, '\n');
        buffer_dispose(&content);
    }
    zip_reader_close(zip);
}

// A PDF: its structure with what it says, by which a difference can be read, and the hash of its bytes.
static void describe(struct golden *golden, const struct checked_document *checked, enum sheet sheet,
                     struct text bytes, struct buffer *out)
{
    document_describe_pdf(checked, sheet, out, &golden->problems);
    buffer_print(out, "SHA-256 of the file: %.*s\n", TEXT_PRINT(hash_text(golden->arena, hash_of(bytes))));
}

// Every format of the table that has one file and needs nothing that may not be installed; of a package what is in it, as
// NAME.en.docx.txt, and so of a PDF.
static void compare_formats(struct golden *golden, const struct document *document,
                            const struct checked_document *checked)
{
    for (size_t i = 0; i < document_format_count(); i++) {
        const struct document_format_kind *format = document_format_at(i);
        struct buffer out = {0}, unpacked = {0};
        if (!format->write || format->on_request ||
            !format->write(checked, format->sheet, &out, &golden->problems))
            continue;
        bool packed = text_starts(buffer_text(&out), TEXT("PK"));
        if (packed)
            unpack(golden, buffer_text(&out), &unpacked);
        if (text_starts(buffer_text(&out), TEXT("%PDF"))) {
            describe(golden, checked, format->sheet, buffer_text(&out), &unpacked);
            packed = true;
        }
        compare_format(golden, document,
                       text_terminated(golden->arena, text_print(golden->arena, "%s%s", format->suffix,
                                                                 packed ? ".txt" : "")),
                       packed ? &unpacked : &out);
        buffer_dispose(&out);
        buffer_dispose(&unpacked);
    }
}

// What is said, and the page of the audio edition as if its chapters began at these seconds.
static void compare_audio(struct golden *golden, const struct document *document,
                          const struct checked_document *checked)
{
    static const uint32_t starts[] = {0, 65, 130, 3599, 3600, 3725};
    struct buffer out = {0};
    document_write_transcript(checked, &out);
    compare_format(golden, document, "transcript.txt", &out);
    audio_page_write(checked, starts, sizeof starts / sizeof *starts, &out);
    compare_format(golden, document, "audio.html", &out);
    buffer_dispose(&out);
}

static void compare_writers(struct golden *golden, const struct document *document,
                            const struct checked_document *checked)
{
    struct buffer out = {0};
    compare_formats(golden, document, checked);
    compare_audio(golden, document, checked);
    document_write_terminal(checked, (struct terminal){0}, &out);
    compare_format(golden, document, "txt", &out);
    document_write_terminal(checked, (struct terminal){.width = NARROW_TERMINAL, .colour = true}, &out);
    compare_format(golden, document, "narrow.txt", &out);
    for (size_t i = 0; i < document_table_count(checked); i++) {
        document_write_csv(checked, i, &out);
        struct text id = document_table_id(checked, i);
        compare_format(golden, document,
                       text_terminated(golden->arena, text_print(golden->arena, "%.*s.csv", TEXT_PRINT(id))),
                       &out);
    }
    if (document_table_count(checked)) {
        struct text stem = text_print(golden->arena, "%.*s.%s", TEXT_PRINT(golden->stem),
                                      language_code(document->language));
        document_write_csvw(checked, stem, &out);
        compare_format(golden, document, "csv-metadata.json", &out);
    }
    buffer_dispose(&out);
}

static void compare_problems(struct golden *golden, const struct problems *problems)
{
    struct buffer out = {0};
    for (size_t i = 0; i < problems->list.count; i++) {
        buffer_add(&out,
                   problem_text_for_commands(golden->arena, LANGUAGE_ENGLISH, &problems->list.items[i]));
        buffer_add_character(&out, '\n');
    }
    compare(golden, TEXT("problems"), buffer_text(&out));
    buffer_dispose(&out);
}

static void run(struct golden *golden, struct text content)
{
    struct document *documents[DOCUMENTS_MOST];
    const struct checked_document *checked[DOCUMENTS_MOST];
    size_t count;
    struct problems found;
    problems_init(&found, golden->arena);
    golden->good = document_read(golden->arena, golden->stem, content, documents, &count, &golden->problems);
    if (!golden->good)
        return;
    if (document_check(golden->arena, (const struct document *const *)documents, count, checked, &found))
        for (size_t i = 0; i < count; i++)
            compare_writers(golden, documents[i], checked[i]);
    else
        compare_problems(golden, &found);
}

static bool check(struct text directory, struct text name, bool update)
{
    struct golden golden = {.arena = arena_new(), .directory = directory, .update = update};
    problems_init(&golden.problems, golden.arena);
    golden.stem = text_slice(name, 0, name.length - TEXT(".yaml").length);
    struct text content;
    if (file_read(golden.arena, path_join(golden.arena, directory, name), GOLDEN_BYTES, &content,
                  &golden.problems))
        run(&golden, content);
    problems_print(&golden.problems, LANGUAGE_ENGLISH, stderr);
    arena_free(golden.arena);
    return golden.good;
}

static int is_input(const struct dirent *entry)
{
    return text_ends(text_from(entry->d_name), TEXT(".yaml"));
}

int main(int argc, char **argv)
{
    return golden_run(argc, argv, is_input, check);
}
