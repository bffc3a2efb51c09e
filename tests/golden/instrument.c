// SPDX-License-Identifier: GPL-3.0-or-later
// Loads every NAME.yaml of a directory. What the checker says must be NAME.check; of an instrument without problems,
// its rules in plain words, in each language, must be NAME.explain. With --valid, every file must load: an instrument,
// or a document whose blocks marked `yaml` are instruments.
//
//     golden_instrument DIRECTORY [--update]
//     golden_instrument --valid FILE...
#include "base/file.h"
#include "instrument/instrument.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GOLDEN_BYTES = 16 << 20 };

static void add_problems(struct buffer *out, const struct problems *problems)
{
    for (size_t i = 0; i < problems->list.count; i++) {
        buffer_add(out, problem_text(problems->arena, LANGUAGE_ENGLISH, &problems->list.items[i]));
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

// Prints both from the first line that differs.
static void show_difference(struct text actual, struct text expected)
{
    size_t at = 0, line = 0;
    while (at < actual.length && at < expected.length && actual.bytes[at] == expected.bytes[at]) {
        at++;
        if (actual.bytes[at - 1] == '\n')
            line = at;
    }
    fprintf(stderr, "--- expected\n%.*s\n--- actual\n%.*s\n", TEXT_PRINT(text_slice(expected, line, line + 2000)),
            TEXT_PRINT(text_slice(actual, line, line + 2000)));
}

static bool check(struct text directory, struct text name, bool update)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct text content, actual = {0}, expected = {0}, stem = text_slice(name, 0, name.length - strlen(".yaml"));
    bool valid = false;
    problems_init(&problems, arena);
    bool good = file_read(arena, path_join(arena, directory, name), GOLDEN_BYTES, &content, &problems);
    if (good)
        actual = outcome_of(arena, name, content, &valid);
    struct text path = path_join(arena, directory, text_print(arena, "%.*s.%s", TEXT_PRINT(stem), valid ? "explain" : "check"));
    struct text other = path_join(arena, directory, text_print(arena, "%.*s.%s", TEXT_PRINT(stem), valid ? "check" : "explain"));
    if (good && update)
        good = file_write(path, actual, &problems);
    else if (good)
        good = file_read(arena, path, GOLDEN_BYTES, &expected, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    if (good && !update && !text_equal(actual, expected)) {
        show_difference(actual, expected);
        good = false;
    }
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

static int check_directory(const char *directory, bool update)
{
    struct dirent **entries;
    bool all = true;
    int count = scandir(directory, &entries, is_instrument, alphasort);
    if (count <= 0) {
        fprintf(stderr, "%s: nothing to test\n", directory);
        return 1;
    }
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        bool good = check(text_from(directory), text_from(entries[i]->d_name), update);
        printf("%s %d - %s\n", good ? "ok" : "not ok", i + 1, entries[i]->d_name);
        all = all && good;
        free(entries[i]);
    }
    free(entries);
    return all ? 0 : 1;
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
    bool update = argc == 3 && strcmp(argv[2], "--update") == 0;
    if (argc == 2 || update)
        return check_directory(argv[1], update);
    fprintf(stderr, "usage: %s DIRECTORY [--update] | --valid FILE...\n", argv[0]);
    return 2;
}
