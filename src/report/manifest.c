// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/manifest.h"

#include "format/hash.h"

void manifest_add(struct buffer *manifest, struct text name, struct text content)
{
    char hex[HASH_HEX_BYTES + 1];
    hash_print(hash_of(content), hex);
    buffer_print(manifest, "%s  %.*s\n", hex, TEXT_PRINT(name));
}

struct listed {
    struct hash hash;
    struct text name;
};

// "HASH  NAME", or "HASH *NAME" as some programs write it.
static bool read_line(struct text line, struct listed *listed)
{
    struct text marks = text_slice(line, HASH_HEX_BYTES, HASH_HEX_BYTES + 2);
    listed->name = text_slice(line, HASH_HEX_BYTES + 2, line.length);
    return hash_from_text(text_slice(line, 0, HASH_HEX_BYTES), &listed->hash) && listed->name.length &&
           (text_equal(marks, TEXT("  ")) || text_equal(marks, TEXT(" *")));
}

static struct text without_return(struct text line)
{
    return text_ends(line, TEXT("\r")) ? text_slice(line, 0, line.length - 1) : line;
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
    struct text rest = manifest, line, elsewhere = {0};
    for (uint64_t number = 1; text_split(&rest, '\n', &line); number++) {
        struct listed listed;
        line = without_return(line);
        if (line.length == 0)
            continue;
        if (!read_line(line, &listed))
            return problem_report(
                problems, (struct place){.source = source, .line = number},
                MESSAGE("this is no line of a manifest"),
                MESSAGE("each has a hash of 64 digits, two blanks, and the name of a file"));
        bool same = hash_equal(listed.hash, actual);
        if (text_equal(listed.name, name))
            return same || problem_report_value(
                               problems, (struct place){.source = source, .line = number}, name,
                               MESSAGE("this is not the file that was published: its SHA-256 is {hash}",
                                       VALUE("hash", hash_text(arena, actual))),
                               MESSAGE("fetch it again from where it was published"));
        if (same)
            elsewhere = listed.name;
    }
    return report_absent(source, name, elsewhere, problems);
}
