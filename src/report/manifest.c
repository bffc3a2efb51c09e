// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/manifest.h"

void manifest_add_entry(struct buffer *manifest, const struct manifest_entry *entry)
{
    char hex[HASH_HEX_BYTES + 1];
    hash_print(entry->hash, hex);
    buffer_print(manifest, "%s  %.*s\n", hex, TEXT_PRINT(entry->name));
}

void manifest_add(struct buffer *manifest, struct text name, struct text content)
{
    manifest_add_entry(manifest, &(struct manifest_entry){.name = name, .hash = hash_of(content)});
}

void manifest_add_content(struct buffer *manifest, enum language language, struct text hash)
{
    buffer_print(manifest, "# content %s %.*s\n", language_code(language), TEXT_PRINT(hash));
}

// "HASH  NAME", or "HASH *NAME" as some programs write it.
static bool read_line(struct text line, struct manifest_entry *listed)
{
    struct text marks = text_slice(line, HASH_HEX_BYTES, HASH_HEX_BYTES + 2);
    listed->name = text_slice(line, HASH_HEX_BYTES + 2, line.length);
    return hash_from_text(text_slice(line, 0, HASH_HEX_BYTES), &listed->hash) && listed->name.length &&
           (text_equal(marks, TEXT("  ")) || text_equal(marks, TEXT(" *")));
}

static void read_comment(struct text line, struct manifest *manifest)
{
    struct text code, content = TEXT("# content ");
    enum language language;
    struct hash hash;
    if (!text_starts(line, content))
        return;
    struct text rest = text_slice(line, content.length, line.length);
    if (text_split(&rest, ' ', &code) && language_from_code(code, &language) && hash_from_text(rest, &hash))
        manifest->content[language] = rest;
}

static struct text without_return(struct text line)
{
    return text_ends(line, TEXT("\r")) ? text_slice(line, 0, line.length - 1) : line;
}

bool manifest_read(struct arena *arena, struct text source, struct text content, struct manifest *manifest,
                   struct problems *problems)
{
    struct manifest read = {0};
    struct text line;
    for (uint64_t number = 1; text_split(&content, '\n', &line); number++) {
        struct manifest_entry listed = {.line = number};
        line = without_return(line);
        if (text_starts(line, TEXT("#")))
            read_comment(line, &read);
        else if (line.length && !read_line(line, &listed))
            return problem_report(
                problems, (struct place){.source = source, .line = number},
                MESSAGE("this is no line of a manifest"),
                MESSAGE("each has a hash of 64 digits, two blanks, and the name of a file"));
        if (listed.name.length)
            *ARRAY_APPEND(arena, &read.files) = listed;
    }
    *manifest = read;
    return true;
}

static bool report_absent(struct text source, struct text name, struct text elsewhere,
                          struct problems *problems)
{
    if (elsewhere.length)
        return problem_report_value(
            problems, (struct place){.source = source}, name,
            MESSAGE("the manifest lists this very content, but under another name: {name}",
                    VALUE("name", elsewhere)),
            MESSAGE("give the file its published name again to be sure which it is"));
    return problem_report_value(problems, (struct place){.source = source}, name,
                                MESSAGE("the manifest lists no file of this name"),
                                MESSAGE("take the manifest that was published beside the file"));
}

bool manifest_verify(struct arena *arena, struct text source, struct text manifest, struct text name,
                     struct text content, struct problems *problems)
{
    struct hash actual = hash_of(content);
    struct text elsewhere = {0};
    struct manifest read;
    if (!manifest_read(arena, source, manifest, &read, problems))
        return false;
    for (size_t i = 0; i < read.files.count; i++) {
        const struct manifest_entry *listed = &read.files.items[i];
        bool same = hash_equal(listed->hash, actual);
        if (text_equal(listed->name, name))
            return same || problem_report_value(
                               problems, (struct place){.source = source, .line = listed->line}, name,
                               MESSAGE("this is not the file that was published: its SHA-256 is {hash}",
                                       VALUE("hash", hash_text(arena, actual))),
                               MESSAGE("fetch it again from where it was published"));
        if (same)
            elsewhere = listed->name;
    }
    return report_absent(source, name, elsewhere, problems);
}
