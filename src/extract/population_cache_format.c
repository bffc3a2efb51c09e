// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_cache_format.h"

size_t cache_value_bytes(unsigned form)
{
    switch (form & ~(unsigned)CACHE_AMBIGUOUS) {
    case CACHE_CODES: return sizeof(uint16_t);
    case CACHE_NARROW: return sizeof(int32_t);
    case CACHE_WIDE:
    case CACHE_NUMBERS: return sizeof(int64_t);
    default: return 0;
    }
}

size_t cache_field_bytes(unsigned form, size_t rows)
{
    size_t bits = cache_bits_bytes(rows);
    if (form == CACHE_ABSENT)
        return 0;
    size_t bytes = bits + cache_aligned(cache_value_bytes(form) * rows);
    if (form == CACHE_TRUTHS)
        bytes += bits;
    if (form & CACHE_AMBIGUOUS)
        bytes += bits + cache_aligned(sizeof(int64_t) * rows);
    return bytes;
}

size_t cache_front_bytes(const uint8_t *forms, size_t fields, size_t rows)
{
    size_t bytes = 0;
    for (size_t i = 0; i < fields; i++)
        bytes += cache_field_bytes(forms[i], rows);
    return bytes;
}

// ---- identity

// A part with its length, so that no two schemas give the same bytes.
static void say(struct hash_stream *stream, struct text text)
{
    uint64_t length = text.length;
    hash_add(stream, (struct text){(const char *)&length, sizeof length});
    hash_add(stream, text);
}

static void say_number(struct hash_stream *stream, int64_t number)
{
    say(stream, (struct text){(const char *)&number, sizeof number});
}

static void say_field(struct hash_stream *stream, const struct field *field)
{
    say(stream, field->id);
    say_number(stream, (int64_t)field->type);
    say_number(stream, field->required);
    say_number(stream, (int64_t)field->date_order);
    say_number(stream, (int64_t)field->header_count);
    for (size_t i = 0; i < field->header_count; i++)
        say(stream, field->headers[i]);
    say_number(stream, (int64_t)field->value_count);
    for (size_t i = 0; i < field->value_count; i++) {
        const struct category_value *value = &field->values[i];
        say(stream, value->id);
        say_number(stream, (int64_t)value->alias_count);
        for (size_t k = 0; k < value->alias_count; k++)
            say(stream, value->aliases[k]);
    }
}

// A rule, and each definition that it uses, itself or through others, once.
static void say_rule(struct hash_stream *stream, const struct instrument *instrument, struct text rule,
                     bool *said)
{
    struct text rest = rule, word;
    say(stream, rule);
    while (expression_next_name(&rest, &word))
        for (size_t i = 0; i < instrument->definition_count; i++)
            if (!said[i] && text_equal(word, instrument->definitions[i].id)) {
                said[i] = true;
                say(stream, word);
                say_rule(stream, instrument, instrument->definitions[i].source, said);
            }
}

static void say_checks(struct hash_stream *stream, const struct instrument *instrument, struct arena *arena)
{
    const struct bank_holidays *holidays = &instrument->bank_holidays;
    bool *said = ARENA_ARRAY(arena, bool, instrument->definition_count + 1);
    say_number(stream, (int64_t)instrument->check_count);
    for (size_t i = 0; i < instrument->check_count; i++)
        say_rule(stream, instrument, instrument->checks[i].rule, said);
    if (instrument->check_count == 0)
        return;
    say_number(stream, holidays->first_year);
    say_number(stream, holidays->last_year);
    say(stream, (struct text){(const char *)holidays->days, holidays->count * sizeof *holidays->days});
}

void cache_identity(const struct instrument *instrument, struct hash *fields, struct hash *checks)
{
    struct hash_stream stream;
    struct arena *arena = arena_new();
    hash_begin(&stream);
    say(&stream, zone_name(instrument->zone));
    say_number(&stream, (int64_t)instrument->case_reference);
    say_number(&stream, (int64_t)instrument->cases.count);
    for (size_t i = 0; i < instrument->cases.count; i++)
        say_field(&stream, &instrument->cases.fields[i]);
    *fields = hash_end(&stream);
    hash_begin(&stream);
    say_checks(&stream, instrument, arena);
    *checks = hash_end(&stream);
    arena_free(arena);
}
