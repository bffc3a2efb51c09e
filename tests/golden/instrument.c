// SPDX-License-Identifier: GPL-3.0-or-later
// Loads every NAME.yaml of a directory. What the checker says must be NAME.check; of an instrument without problems,
// its rules in plain words, in each language, must be NAME.explain. With --valid, every file must load: an instrument,
// or a document whose blocks marked `yaml` are instruments.
//
//     golden_instrument DIRECTORY [--update]
//     golden_instrument --valid FILE...
#include "base/file.h"
#include "golden.h"
#include "instrument/instrument.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void add_problems(struct buffer *out, const struct problems *problems)
{
    for (size_t i = 0; i < problems->list.count; i++) {
        buffer_add(out,
                   problem_text_for_commands(problems->arena, LANGUAGE_ENGLISH, &problems->list.items[i]));
        buffer_add_character(out, '\n');
    }
}

// What the checker says, or the explanation in each language; *valid tells which.
static struct text outcome_of(struct arena *arena, struct text name, struct text content, bool *valid)
{
    struct buffer out = {0};
    struct problems problems;
    const struct instrument *instrument;
    problems_init(&problems, arena);
    *valid = instrument_load(arena, name, content, &instrument, &problems);
    if (*valid)
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
            buffer_print(&out, "%s== %s\n", i ? "\n" : "", language_code((enum language)i));
            instrument_explain(instrument, (enum language)i, &out);
        }
    else
        add_problems(&out, &problems);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static bool check(struct text directory, struct text name, bool update)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct text content, stem = text_slice(name, 0, name.length - strlen(".yaml"));
    bool valid = false;
    problems_init(&problems, arena);
    bool good = file_read(arena, path_join(arena, directory, name), GOLDEN_BYTES, &content, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    struct text actual = good ? outcome_of(arena, name, content, &valid) : (struct text){0};
    struct text check = path_join(arena, directory, text_print(arena, "%.*s.check", TEXT_PRINT(stem)));
    struct text explain = path_join(arena, directory, text_print(arena, "%.*s.explain", TEXT_PRINT(stem)));
    struct text other = valid ? check : explain;
    good = good && golden_compare(arena, valid ? explain : check, actual, update);
    if (access(text_terminated(arena, other), F_OK) == 0) {
        fprintf(stderr, "%.*s: is not expected any more\n", TEXT_PRINT(other));
        good = false;
    }
    arena_free(arena);
    return good;
}

static int is_instrument(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && text_ends(text_from(entry->d_name), TEXT(".yaml"));
}

static bool is_valid(struct arena *arena, struct text source, struct text content)
{
    struct problems problems;
    const struct instrument *instrument;
    problems_init(&problems, arena);
    bool valid = instrument_load(arena, source, content, &instrument, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    return valid;
}

// Takes the next instrument out of a document; lines before it are kept, empty, so that places are the document's.
static bool next_block(struct arena *arena, struct text document, size_t *from, struct text *block)
{
    size_t start, length;
    if (!text_find(text_slice(document, *from, document.length), TEXT("```yaml\n"), &start))
        return false;
    start += *from + strlen("```yaml\n");
    if (!text_find(text_slice(document, start, document.length), TEXT("\n```\n"), &length))
        return false;
    struct buffer out = {0};
    for (size_t i = 0; i < start; i++)
        if (document.bytes[i] == '\n')
            buffer_add_character(&out, '\n');
    buffer_add(&out, text_slice(document, start, start + length + 1));
    *block = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    *from = start + length;
    return true;
}

static bool check_document(struct arena *arena, struct text source, struct text document)
{
    struct text block;
    size_t from = 0, blocks = 0;
    bool all = true;
    for (; next_block(arena, document, &from, &block); blocks++)
        all &= is_valid(arena, source, block);
    return all && blocks > 0;
}

static int check_valid(char **paths, int count)
{
    bool all = count > 0;
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        struct problems problems;
        struct text content, source = text_from(paths[i]);
        problems_init(&problems, arena);
        bool good = file_read(arena, source, GOLDEN_BYTES, &content, &problems);
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        if (good)
            good = text_ends(source, TEXT(".md")) ? check_document(arena, source, content)
                                                  : is_valid(arena, source, content);
        printf("%s %d - %s\n", good ? "ok" : "not ok", i + 1, paths[i]);
        all = all && good;
        arena_free(arena);
    }
    return all ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "--valid") == 0)
        return check_valid(argv + 2, argc - 2);
    return golden_run(argc, argv, is_instrument, check);
}
