// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the documents that NAME.yaml describes and compares what every writer makes of them with the files beside it:
// NAME.en.html, NAME.cy.md, NAME.en.TABLE.csv and so on; or, where document_check must refuse them, the problems with
// NAME.problems.
//
//     golden_document DIRECTORY [--update]
#include "base/file.h"
#include "document/writers.h"
#include "document_read.h"
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

static void compare_writers(struct golden *golden, const struct document *document,
                            const struct checked_document *checked)
{
    struct buffer out = {0};
    document_write_html(checked, &out);
    compare_format(golden, document, "html", &out);
    document_write_markdown(checked, &out);
    compare_format(golden, document, "md", &out);
    document_write_json(checked, &out);
    compare_format(golden, document, "json", &out);
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
    buffer_dispose(&out);
}

static void compare_problems(struct golden *golden, const struct problems *problems)
{
    struct buffer out = {0};
    for (size_t i = 0; i < problems->list.count; i++) {
        buffer_add(&out, problem_text(golden->arena, LANGUAGE_ENGLISH, &problems->list.items[i]));
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
