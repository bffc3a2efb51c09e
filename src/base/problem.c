// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/problem.h"

#include "base/buffer.h"
#include "base/direction.h"

#include <errno.h>
#include <string.h>

void problems_init(struct problems *problems, struct arena *arena)
{
    *problems = (struct problems){.arena = arena};
}

static struct message message_copy(struct arena *arena, struct message message)
{
    for (struct message_value *value = message.values; value->name; value++)
        value->text = text_copy(arena, value->text);
    return message;
}

bool problem_report_value(struct problems *problems, struct place place, struct text value,
                          struct message what, struct message hint)
{
    problems->count++;
    if (problems->list.count >= LIMIT_PROBLEMS_KEPT)
        return false;
    struct arena *arena = problems->arena;
    place.source = text_copy(arena, place.source);
    place.name = text_copy(arena, place.name);
    *ARRAY_APPEND(arena, &problems->list) = (struct problem){
        .place = place,
        .what = message_copy(arena, what),
        .hint = message_copy(arena, hint),
        .value = text_copy(arena, value),
    };
    return false;
}

bool problem_report(struct problems *problems, struct place place, struct message what, struct message hint)
{
    return problem_report_value(problems, place, (struct text){0}, what, hint);
}

static void add_upto(struct problems *problems, const struct problems *added, size_t most)
{
    size_t taken = 0;
    for (; taken < added->list.count && problems->list.count < most; taken++) {
        const struct problem *problem = &added->list.items[taken];
        problem_report_value(problems, problem->place, problem->value, problem->what, problem->hint);
    }
    problems->count += added->count - taken;
    problems->input_output |= added->input_output;
    problems->unavailable |= added->unavailable;
}

void problems_add(struct problems *problems, const struct problems *added)
{
    add_upto(problems, added, LIMIT_PROBLEMS_KEPT);
}

void problems_add_row(struct problems *problems, const struct problems *added)
{
    add_upto(problems, added, LIMIT_ROW_PROBLEMS_KEPT);
}

// The kernel's words that a user meets, marked for translation; others come in English.
static const char *const system_words[] __attribute__((unused)) = {
    N_("No such file or directory"), N_("Permission denied"),
    N_("No space left on device"),   N_("Is a directory"),
    N_("Not a directory"),           N_("Read-only file system"),
    N_("Input/output error"),        N_("File exists"),
    N_("Too many open files"),       N_("File too large"),
    N_("Disk quota exceeded"),       N_("Broken pipe"),
    N_("Directory not empty"),       N_("File name too long"),
    N_("Bad file descriptor"),
};

// What can be done about it, where anything can.
static struct message advice(int error)
{
    switch (error) {
    case ENOENT:
        return MESSAGE("look at the name again; it is looked for from the folder where the command runs");
    case EACCES:
    case EPERM: return MESSAGE("ask whoever keeps it for permission, or name another place");
    case EROFS: return MESSAGE("name a place that can be written to");
    case EISDIR: return MESSAGE("this is a folder: name a file");
    case ENOTDIR: return MESSAGE("a part of the name is a file and no folder: look at the name again");
    case EEXIST: return MESSAGE("something of this name is there already: name another");
    case ENAMETOOLONG: return MESSAGE("choose a shorter name");
    case ENOSPC:
    case EDQUOT: return MESSAGE("make room on the disk, and do it again");
    case EBADF: return MESSAGE("run the command with its input and its output open");
    default: return NO_MESSAGE;
    }
}

bool problem_system(struct problems *problems, struct place place, struct message what, int error)
{
    return problem_system_hint(problems, place, what, error, advice(error));
}

bool problem_system_hint(struct problems *problems, struct place place, struct message what, int error,
                         struct message hint)
{
    size_t at = 0;
    while (at < LIMIT_MESSAGE_VALUES - 1 && what.values[at].name)
        at++;
    const char *words = strerrordesc_np(error);
    what.values[at] = (struct message_value)WORD("reason", words ? words : N_("an unknown error"));
    problems->input_output = true;
    return problem_report(problems, place, what, hint);
}

static bool is_control(struct text text, size_t at)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    unsigned char before = at > 0 ? (unsigned char)text.bytes[at - 1] : 0;
    unsigned char after = at + 1 < text.length ? (unsigned char)text.bytes[at + 1] : 0;
    bool is_c1 = (byte == 0xC2 && after >= 0x80 && after < 0xA0) ||
                 (before == 0xC2 && byte >= 0x80 && byte < 0xA0);
    return byte < 0x20 || byte == 0x7F || is_c1;
}

// How many bytes from `from` on are such characters as most texts hold alone.
static size_t plain_bytes(struct text text, size_t from)
{
    size_t at = from;
    while (at < text.length && text.bytes[at] >= ' ' && text.bytes[at] < 0x7F)
        at++;
    return at - from;
}

// On one line, and shown as bytes what is a control character or not UTF-8: what a stranger wrote (a value,
// a column's name, a file's) must not steer a terminal.
static void add_visible(struct buffer *out, struct text text)
{
    size_t bad, plain;
    for (size_t i = 0, good = 0; i < text.length; i++) {
        if ((plain = plain_bytes(text, i))) {
            buffer_add(out, text_slice(text, i, i + plain));
            i += plain - 1;
            continue;
        }
        if (i >= good) {
            struct text rest = text_slice(text, i, text.length);
            good = i + (text_is_utf8(rest, &bad) ? rest.length : bad);
        }
        size_t at = 0;
        const char *mark = i < good ? direction_mark(text_slice(text, i, i + 3), &at) : NULL;
        if (mark && at == 0) {
            buffer_print(out, "[%s]", mark);
            i += mark[2] == '0' ? 1 : 2; // U+061C has two bytes, the others have three
        } else if (i >= good || is_control(text, i))
            buffer_print(out, "\\x%02X", (unsigned char)text.bytes[i]);
        else
            buffer_add_character(out, text.bytes[i]);
    }
}

struct text text_visible(struct arena *arena, struct text text)
{
    struct buffer out = {0};
    add_visible(&out, text);
    struct text visible = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return visible;
}

static void add_place(struct buffer *out, struct place place)
{
    add_visible(out, place.source);
    if (place.line)
        buffer_print(out, ":%llu", (unsigned long long)place.line);
    if (place.line && place.column)
        buffer_print(out, ":%llu", (unsigned long long)place.column);
    if (place.source.length || place.line)
        buffer_add(out, TEXT(": "));
    if (place.name.length) {
        add_visible(out, place.name);
        buffer_add(out, TEXT(": "));
    }
}

enum { SHOWN_VALUE_BYTES = 200 };

static void add_value(struct buffer *out, struct text value)
{
    struct text shown = text_slice(value, 0, SHOWN_VALUE_BYTES);
    while (shown.length && shown.length < value.length && (value.bytes[shown.length] & 0xC0) == 0x80)
        shown.length--;
    buffer_add(out, TEXT(" ("));
    add_visible(out, shown);
    buffer_add(out, shown.length < value.length ? TEXT("…)") : TEXT(")"));
}

// Whether what is typed stands behind these words. The English is asked, whatever the reader's language.
static bool is_typed_after(const char *english, const char *words)
{
    for (const char *at = english; (at = strstr(at, words)); at++) {
        char next = at[strlen(words)];
        if (next >= 'a' && next <= 'z')
            return true;
    }
    return false;
}

static bool speaks_of_commands(const struct message *hint)
{
    return is_typed_after(hint->text, "craffu ") || is_typed_after(hint->text, "--") ||
           strstr(hint->text, "the command");
}

static struct text text_with(struct arena *arena, enum language language, const struct problem *problem,
                             bool hint)
{
    struct buffer out = {0};
    add_place(&out, problem->place);
    add_visible(&out, message_text(arena, language, &problem->what));
    if (problem->value.length)
        add_value(&out, problem->value);
    if (hint) {
        buffer_add(&out, TEXT("\n    "));
        add_visible(&out, message_text(arena, language, &problem->hint));
    }
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

struct text problem_text(struct arena *arena, enum language language, const struct problem *problem)
{
    return text_with(arena, language, problem, problem->hint.text && !speaks_of_commands(&problem->hint));
}

struct text problem_text_for_commands(struct arena *arena, enum language language,
                                      const struct problem *problem)
{
    return text_with(arena, language, problem, problem->hint.text);
}

void problems_print(const struct problems *problems, enum language language, FILE *stream)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < problems->list.count; i++) {
        struct text text = problem_text_for_commands(arena, language, &problems->list.items[i]);
        fprintf(stream, "%.*s\n", TEXT_PRINT(text));
        arena_reset(arena);
    }
    if (problems->count > problems->list.count) {
        struct message more = MESSAGE_COUNT("… and one more problem that is not listed",
                                            "… and {n} more problems that are not listed",
                                            problems->count - problems->list.count);
        struct text text = message_text(arena, language, &more);
        fprintf(stream, "%.*s\n", TEXT_PRINT(text));
    }
    arena_free(arena);
}
