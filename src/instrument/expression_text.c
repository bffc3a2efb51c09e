// SPDX-License-Identifier: GPL-3.0-or-later
// Texts compare by their bytes and only the letters A to Z have two cases, as in PostgreSQL's C locale; they are counted
// in characters.
#include "instrument/expression_program.h"

static size_t character_length(struct text text, size_t at)
{
    size_t end = at + 1;
    while (end < text.length && ((unsigned char)text.bytes[end] & 0xC0) == 0x80)
        end++;
    return end - at;
}

// The byte at which a character begins; the text's length if it has no such character.
static size_t byte_of(struct text text, size_t character)
{
    size_t at = 0;
    while (character-- && at < text.length)
        at += character_length(text, at);
    return at;
}

// Whether one character of the pattern matches at the text's place; both are moved over what they match.
static bool match_one(struct text text, size_t *at, struct text pattern, size_t *p)
{
    if (pattern.bytes[*p] == '_') {
        *at += character_length(text, *at);
        *p += 1;
        return true;
    }
    size_t letter = *p + (pattern.bytes[*p] == '\\'); // the checker has seen that something follows
    if (text.bytes[*at] != pattern.bytes[letter])
        return false;
    *at += 1;
    *p = letter + 1;
    return true;
}

// When a match fails after a %, the last % takes one character more: earlier ones need never be tried again.
static bool is_like(struct text text, struct text pattern)
{
    size_t at = 0, p = 0, retry_at = 0, retry_p = 0;
    bool can_retry = false;
    while (at < text.length) {
        if (p < pattern.length && pattern.bytes[p] == '%') {
            can_retry = true;
            retry_p = ++p;
            retry_at = at;
        } else if (p < pattern.length && match_one(text, &at, pattern, &p)) {
            continue;
        } else if (can_retry) {
            retry_at += character_length(text, retry_at);
            at = retry_at;
            p = retry_p;
        } else {
            return false;
        }
    }
    while (p < pattern.length && pattern.bytes[p] == '%')
        p++;
    return p == pattern.length;
}

static struct text change_case(struct arena *arena, struct text text, char first, int change)
{
    struct text copy = text_copy(arena, text);
    char *letters = (char *)(uintptr_t)copy.bytes; // ours, just made
    for (size_t i = 0; i < copy.length; i++)
        if (letters[i] >= first && letters[i] <= first + 25)
            letters[i] = (char)(letters[i] + change);
    return copy;
}

static struct text trim(struct text text, uint32_t ends)
{
    while (ends & TRIM_END && text.length && text.bytes[text.length - 1] == ' ')
        text.length--;
    size_t blanks = 0;
    while (ends & TRIM_START && blanks < text.length && text.bytes[blanks] == ' ')
        blanks++;
    return text_slice(text, blanks, text.length);
}

// From a character counted from 1, which may lie before the text: those characters count too.
static bool substring(struct text text, int64_t from, const int64_t *length, struct text *part)
{
    int64_t until = INT64_MAX;
    if (length && *length < 0)
        return false;
    if (length && __builtin_add_overflow(from, *length, &until))
        until = INT64_MAX;
    if (from < 1)
        from = 1;
    if (until <= from) {
        *part = (struct text){0};
        return true;
    }
    size_t begin = byte_of(text, (size_t)from - 1);
    struct text rest = text_slice(text, begin, text.length);
    *part = text_slice(rest, 0, byte_of(rest, (size_t)(until - from)));
    return true;
}

static bool join(struct arena *arena, struct text a, struct text b, struct text *joined)
{
    if (a.length + b.length > LIMIT_FIELD_BYTES)
        return false;
    char *bytes = arena_allocate(arena, a.length + b.length + 1, 1);
    if (a.length)
        memcpy(bytes, a.bytes, a.length);
    if (b.length)
        memcpy(bytes + a.length, b.bytes, b.length);
    *joined = (struct text){bytes, a.length + b.length};
    return true;
}

static int64_t position(struct text part, struct text whole)
{
    size_t at;
    return text_find(whole, part, &at) ? (int64_t)text_characters(text_slice(whole, 0, at)) + 1 : 0;
}

// ---- Instructions

static void to_bits(const struct run *run, const struct instruction *instruction, const struct value *a,
                    const struct value *b, struct value *target)
{
    memset(target->truths, 0, run->words * sizeof *target->truths);
    FOR_EACH_KNOWN(run, target, row)
    {
        struct text left = value_text(a, row), right = b ? value_text(b, row) : (struct text){0};
        bool truth = instruction->code == OP_EQUAL_TEXTS  ? text_equal(left, right)
                     : instruction->code == OP_LESS_TEXTS ? text_compare(left, right) < 0
                     : instruction->code == OP_MORE_TEXTS ? text_compare(left, right) > 0
                     : instruction->code == OP_LIKE       ? is_like(left, instruction->text)
                                                          : text_starts(left, right);
        if (truth)
            bit_set(target->truths, row);
    }
}

static void to_text(const struct run *run, const struct instruction *instruction, const struct value *a,
                    const struct value *b, struct value *target)
{
    const int64_t *lengths = instruction->c == NO_VALUE ? NULL : run->values[instruction->c].integers;
    struct text *texts = (struct text *)(uintptr_t)target->texts; // its own slot
    FOR_EACH_KNOWN(run, target, row)
    {
        struct text text = value_text(a, row);
        bool good = true;
        if (instruction->code == OP_LOWER)
            texts[row] = change_case(run->arena, text, 'A', 'a' - 'A');
        else if (instruction->code == OP_UPPER)
            texts[row] = change_case(run->arena, text, 'a', 'A' - 'a');
        else if (instruction->code == OP_TRIM)
            texts[row] = trim(text, instruction->ends);
        else if (instruction->code == OP_JOIN)
            good = join(run->arena, text, value_text(b, row), &texts[row]);
        else
            good = substring(text, b->integers[row], lengths ? &lengths[row] : NULL, &texts[row]);
        if (!good)
            value_raise(target, row, FAULT_OUT_OF_RANGE);
    }
}

// ---- Categories: codes of 16 bits in place of texts

static void equal_codes(const struct run *run, const uint16_t *a, const uint16_t *b,
                        const uint16_t *translation, struct value *target)
{
    memset(target->truths, 0, run->words * sizeof *target->truths);
    FOR_EACH_KNOWN(run, target, row)
    if (a[row] == translation[b[row]])
        bit_set(target->truths, row);
}

static void codes_to_texts(const struct run *run, const struct field *category, const uint16_t *codes,
                           struct value *target)
{
    struct text *texts = (struct text *)(uintptr_t)target->texts; // its own slot
    FOR_EACH_KNOWN(run, target, row)
    texts[row] = category->values[codes[row]].id;
}

static bool run_codes(const struct run *run, const struct instruction *instruction, const struct value *a,
                      const struct value *b, struct value *target)
{
    switch ((int)instruction->code) {
    case OP_EQUAL_CODE:
        run->kernels->equal_code(a->codes, (uint16_t)instruction->integer, run->count, target->known,
                                 target->truths);
        return true;
    case OP_EQUAL_CODES:
        if (instruction->translation)
            equal_codes(run, a->codes, b->codes, instruction->translation, target);
        else
            run->kernels->equal_codes(a->codes, b->codes, run->count, target->known, target->truths);
        return true;
    case OP_CODES_TO_TEXTS: codes_to_texts(run, instruction->category, a->codes, target); return true;
    default: return false;
    }
}

void run_text(const struct run *run, const struct instruction *instruction, struct value *target)
{
    const struct value *a = &run->values[instruction->a];
    const struct value *b = instruction->b == NO_VALUE ? NULL : &run->values[instruction->b];
    if (run_codes(run, instruction, a, b, target))
        return;
    if (instruction->class == CLASS_BITS)
        to_bits(run, instruction, a, b, target);
    else if (instruction->class == CLASS_TEXTS)
        to_text(run, instruction, a, b, target);
    else
        FOR_EACH_KNOWN(run, target, row)
    target->integers[row] = instruction->code == OP_LENGTH ? (int64_t)text_characters(value_text(a, row))
                                                           : position(value_text(a, row), value_text(b, row));
}
