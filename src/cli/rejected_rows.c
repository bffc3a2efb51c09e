// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rejected_rows.h"

#include "base/memory.h"
#include "format/json_writer.h"

#include <errno.h>
#include <unistd.h>

struct rejected_rows {
    FILE *file;
    enum language language;
    struct arena *scratch;
    struct buffer line;
    int error; // of the first write that failed
};

static bool report(struct problems *problems, int error)
{
    return problem_system(problems, (struct place){.source = TEXT("craffu")},
                          MESSAGE("the rejected rows cannot be kept for a while: {reason}"), error);
}

struct rejected_rows *rejected_rows_new(enum language language, struct problems *problems)
{
    FILE *file = tmpfile(); // has no name, and is nobody else's to read
    if (!file) {
        report(problems, errno);
        return NULL;
    }
    struct rejected_rows *rows = memory_allocate_zeroed(1, sizeof *rows);
    rows->file = file;
    rows->language = language;
    rows->scratch = arena_new();
    return rows;
}

void rejected_rows_free(struct rejected_rows *rows)
{
    if (!rows)
        return;
    fclose(rows->file);
    arena_free(rows->scratch);
    buffer_dispose(&rows->line);
    memory_free(rows);
}

static void add_reason(struct rejected_rows *rows, struct json_writer *writer, const struct problem *problem)
{
    json_writer_open_object(writer, NULL);
    json_writer_optional_text(writer, "column", problem->place.name);
    json_writer_optional_text(writer, "value", problem->value);
    json_writer_text(writer, "what", message_text(rows->scratch, rows->language, &problem->what));
    json_writer_optional_text(writer, "hint", message_text(rows->scratch, rows->language, &problem->hint));
    json_writer_close(writer);
}

void rejected_rows_add(struct rejected_rows *rows, const struct table_row *row, struct text source,
                       const struct problems *why)
{
    struct json_writer writer = {.out = &rows->line};
    buffer_clear(&rows->line);
    arena_reset(rows->scratch);
    json_writer_open_object(&writer, NULL);
    json_writer_text(&writer, "type", TEXT("reject"));
    json_writer_text(&writer, "file", source);
    json_writer_integer(&writer, "record", (int64_t)row->record);
    json_writer_integer(&writer, "line", (int64_t)row->line);
    json_writer_open_array(&writer, "reasons");
    for (size_t i = 0; i < why->list.count; i++)
        add_reason(rows, &writer, &why->list.items[i]);
    json_writer_close(&writer);
    json_writer_close(&writer);
    buffer_add_character(&rows->line, '\n');
    if (fwrite(rows->line.bytes, 1, rows->line.length, rows->file) != rows->line.length && !rows->error)
        rows->error = errno;
}

void rejected_rows_clear(struct rejected_rows *rows)
{
    rewind(rows->file);
    if (ftruncate(fileno(rows->file), 0) != 0 && !rows->error)
        rows->error = errno;
}

bool rejected_rows_print(struct rejected_rows *rows, struct problems *problems)
{
    enum { PIECE_BYTES = 1 << 16 };
    char *piece = memory_allocate(PIECE_BYTES);
    size_t length;
    errno = 0;
    if (fflush(rows->file) != 0 && !rows->error)
        rows->error = errno;
    rewind(rows->file);
    while (!rows->error && (length = fread(piece, 1, PIECE_BYTES, rows->file)) > 0)
        print_text((struct text){piece, length});
    if (ferror(rows->file) && !rows->error)
        rows->error = errno;
    memory_free(piece);
    return !rows->error || report(problems, rows->error);
}
