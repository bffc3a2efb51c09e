// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a document that is described in YAML (tests/golden/document/README.md) in every format, into a folder that is
// made if it is not there, as `craffu report` would: NAME.en.xlsx, NAME.en.TABLE.csv and so on. Of audio there are what
// is said, as NAME.en.transcript.txt, and the page, NAME.en.audio.html, as if its chapters began at some seconds.
//
//     formats_write NAME.yaml FOLDER
#include "base/file.h"
#include "document/audio.h"
#include "document/formats.h"
#include "document/speech.h"
#include "document_read.h"

#include <stdio.h>

enum { DESCRIPTION_BYTES = 64 << 20 };

struct work {
    struct arena *arena;
    struct text folder, stem;
    struct problems problems;
};

static bool put(struct work *work, enum language language, struct text suffix, struct buffer *content)
{
    struct text name = text_print(work->arena, "%.*s.%s.%.*s", TEXT_PRINT(work->stem),
                                  language_code(language), TEXT_PRINT(suffix));
    bool written = file_write(path_join(work->arena, work->folder, name), buffer_text(content),
                              &work->problems);
    buffer_dispose(content);
    return written;
}

static bool write_tables(struct work *work, enum language language, const struct checked_document *checked)
{
    bool good = true;
    struct buffer out = {0};
    for (size_t i = 0; i < document_table_count(checked); i++) {
        document_write_csv(checked, i, &out);
        struct text id = document_table_id(checked, i);
        good &= put(work, language, text_print(work->arena, "%.*s.csv", TEXT_PRINT(id)), &out);
        out = (struct buffer){0};
    }
    if (document_table_count(checked) == 0)
        return good;
    document_write_csvw(
        checked, text_print(work->arena, "%.*s.%s", TEXT_PRINT(work->stem), language_code(language)), &out);
    return put(work, language, TEXT("csv-metadata.json"), &out) && good;
}

static bool write_words_of_audio(struct work *work, enum language language,
                                 const struct checked_document *checked)
{
    static const uint32_t starts[] = {0, 65, 130, 3599, 3600, 3725};
    struct buffer transcript = {0}, page = {0};
    document_write_transcript(checked, &transcript);
    audio_page_write(checked, starts, sizeof starts / sizeof *starts, &page);
    bool good = put(work, language, TEXT("transcript.txt"), &transcript);
    return put(work, language, TEXT("audio.html"), &page) && good;
}

static bool write_formats(struct work *work, enum language language, const struct checked_document *checked)
{
    bool good = write_tables(work, language, checked) && write_words_of_audio(work, language, checked);
    for (size_t i = 0; i < document_format_count(); i++) {
        const struct document_format_kind *format = document_format_at(i);
        struct buffer out = {0};
        if (format->write && !format->on_request) // audio takes long, and libraries that may not be there
            good &= format->write(checked, format->sheet, &out, &work->problems) &&
                    put(work, language, text_from(format->suffix), &out);
    }
    return good;
}

static bool write_document(struct work *work, struct text path)
{
    struct document *documents[DOCUMENTS_MOST];
    const struct checked_document *checked[DOCUMENTS_MOST];
    struct text content;
    size_t count;
    if (!file_read(work->arena, path, DESCRIPTION_BYTES, &content, &work->problems) ||
        !document_read(work->arena, work->stem, content, documents, &count, &work->problems) ||
        !document_check(work->arena, (const struct document *const *)documents, count, checked,
                        &work->problems) ||
        !directory_make(work->folder, &work->problems))
        return false;
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good &= write_formats(work, documents[i]->language, checked[i]);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    struct work work = {.arena = arena_new(), .folder = text_from(argv[2])};
    problems_init(&work.problems, work.arena);
    struct text path = text_from(argv[1]), part, rest = path;
    while (text_split(&rest, '/', &part))
        work.stem = part;
    work.stem = text_slice(work.stem, 0, work.stem.length - TEXT(".yaml").length);
    bool good = write_document(&work, path);
    problems_print(&work.problems, LANGUAGE_ENGLISH, stderr);
    arena_free(work.arena);
    return good ? 0 : 1;
}
