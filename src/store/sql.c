// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql.h"

#include "base/buffer.h"
#include "base/embedded.h"

#include <stdlib.h>

static bool is_named_sql_file(struct text name)
{
    bool is_migration = name.length && name.bytes[0] >= '0' && name.bytes[0] <= '9';
    return text_ends(name, TEXT(".sql")) && !is_migration;
}

static void read_file(struct arena *arena, struct named_sqls *named, struct text content)
{
    struct text rest = content, line;
    struct named_sql *current = NULL;
    while (text_split(&rest, '\n', &line)) {
        struct text mark = TEXT("-- name: ");
        if (text_starts(line, mark)) {
            current = ARRAY_APPEND(arena, &named->list);
            current->name = text_trim(text_slice(line, mark.length, line.length));
            current->sql = (struct text){line.bytes + line.length, 0};
        } else if (current) {
            current->sql.length = (size_t)(line.bytes + line.length - current->sql.bytes);
        }
    }
}

static int by_name(const void *a, const void *b)
{
    return text_compare(((const struct named_sql *)a)->name, ((const struct named_sql *)b)->name);
}

void named_sql_read(struct arena *arena, struct named_sqls *named)
{
    *named = (struct named_sqls){0};
    struct text name, content;
    for (size_t i = 0; embedded_at(i, &name, &content); i++)
        if (is_named_sql_file(name))
            read_file(arena, named, content);
    for (size_t i = 0; i < named->list.count; i++) {
        struct text sql = text_trim(named->list.items[i].sql);
        while (text_ends(sql, TEXT(";")))
            sql = text_trim(text_slice(sql, 0, sql.length - 1));
        named->list.items[i].sql = sql;
    }
    if (named->list.count)
        qsort(named->list.items, named->list.count, sizeof *named->list.items, by_name);
}

bool named_sql_find(const struct named_sqls *named, const char *name, size_t *index)
{
    struct named_sql wanted = {.name = text_from(name)};
    const struct named_sql *found = named->list.count ? bsearch(&wanted, named->list.items, named->list.count,
                                                                sizeof *named->list.items, by_name)
                                                      : NULL;
    if (!found)
        return false;
    *index = (size_t)(found - named->list.items);
    return true;
}

static const struct {
    const char *token;
    const char *in[DIALECT_COUNT];
} tokens[] = {
    {"{int}", {"INTEGER", "BIGINT"}},
    {"{real}", {"REAL", "DOUBLE PRECISION"}},
    {"{blob}", {"BLOB", "BYTEA"}},
    {"{strict}", {"STRICT", ""}},
};

static const char *const dialect_names[DIALECT_COUNT] = {"sqlite", "postgresql"};

static void add_line(struct buffer *out, enum engine_dialect dialect, struct text line)
{
    for (size_t at = 0; at < line.length; at++) {
        struct text rest = text_slice(line, at, line.length);
        size_t i = 0;
        while (i < sizeof tokens / sizeof *tokens && !text_starts(rest, text_from(tokens[i].token)))
            i++;
        if (i == sizeof tokens / sizeof *tokens) {
            buffer_add_character(out, line.bytes[at]);
            continue;
        }
        buffer_add(out, text_from(tokens[i].in[dialect]));
        at += text_from(tokens[i].token).length - 1;
    }
    buffer_add_character(out, '\n');
}

struct text sql_for_engine(struct arena *arena, enum engine_dialect dialect, struct text script)
{
    struct buffer out = {0};
    struct text rest = text_trim(script), line, only = TEXT("-- only: ");
    bool wanted = true;
    while (text_split(&rest, '\n', &line)) {
        if (text_starts(line, only))
            wanted = text_equal(text_trim(text_slice(line, only.length, line.length)),
                                text_from(dialect_names[dialect]));
        else if (text_equal(text_trim(line), TEXT("-- all")))
            wanted = true;
        else if (wanted)
            add_line(&out, dialect, line);
    }
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}
