// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_terms.h"

#include "base/buffer.h"
#include "format/json.h"
#include "format/unicode.h"
#include "report/lookalikes.h"

enum { SHORTEST = 3, SHORTEST_NUMBER = 5, SHORTEST_FREE = 4 };

bool personal_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

size_t personal_count_digits(struct text text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.length; i++)
        digits += personal_is_digit(text.bytes[i]);
    return digits;
}

static struct text join(struct arena *arena, struct text folded, size_t *words)
{
    struct buffer joined = {0};
    struct text word;
    *words = 0;
    for (size_t at = 0; unicode_word(folded, &at, &word); ++*words)
        buffer_add(&joined, word);
    struct text text = text_copy(arena, buffer_text(&joined));
    buffer_dispose(&joined);
    return text;
}

void personal_terms_add(struct personal_terms *terms, struct text key, enum personal_kind kind,
                        struct text literal)
{
    size_t at;
    if (key.length == 0 || key.length > PERSONAL_LONGEST_BYTES)
        return;
    if (text_map_put(&terms->index, key, terms->list.count, &at))
        *ARRAY_APPEND(terms->arena, &terms->list) = (struct personal_term){kind, literal, false};
    else if (kind == PERSONAL_ALLOWED)
        terms->list.items[at] = (struct personal_term){kind, (struct text){0}, false};
}

// Short words and numbers stand in any text: they are not looked for. A short reference is, as it is written.
void personal_terms_add_value(struct personal_terms *terms, struct text value, enum personal_kind kind)
{
    struct text folded = text_trim(lookalikes_fold(terms->arena, value)), literal = {0};
    size_t words;
    struct text key = join(terms->arena, folded, &words);
    bool is_number = personal_count_digits(key) == key.length;
    bool is_short = key.length < SHORTEST || (is_number && key.length < SHORTEST_NUMBER) ||
                    (kind == PERSONAL_REFERENCE && key.length < SHORTEST_FREE);
    if (kind == PERSONAL_REFERENCE && is_short)
        literal = folded;
    if (words > LIMIT_PERSONAL_WORDS ||
        (is_short && kind != PERSONAL_ALLOWED && (literal.length == 0 || literal.length == key.length)))
        return;
    personal_terms_add(terms, key, kind, literal);
}

// A reference is shortened in speech: "DP-2019-0019" to "DP-19-0019", "DP-2019-19", "DP-0019" and "2019-0019".
static void add_shortened(struct personal_terms *terms, struct text reference)
{
    enum { PARTS = 3, YEAR_DIGITS = 4 };
    struct text parts[PARTS], part, folded = text_trim(lookalikes_fold(terms->arena, reference));
    size_t count = 0, at = 0;
    for (; unicode_word(folded, &at, &part); count++)
        if (count < PARTS)
            parts[count] = part;
    if (count != PARTS || personal_count_digits(parts[0]) ||
        personal_count_digits(parts[1]) != parts[1].length ||
        personal_count_digits(parts[2]) != parts[2].length)
        return;
    struct text series = parts[0], year = parts[1], number = parts[2], bare = number;
    while (bare.length > 1 && bare.bytes[0] == '0')
        bare = text_slice(bare, 1, bare.length);
    struct text brief = year.length == YEAR_DIGITS ? text_slice(year, 2, YEAR_DIGITS) : year;
    struct text numbers[] = {number, bare};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct text each = numbers[i];
        personal_terms_add_value(terms,
                                 text_print(terms->arena, "%.*s-%.*s-%.*s", TEXT_PRINT(series),
                                            TEXT_PRINT(year), TEXT_PRINT(each)),
                                 PERSONAL_REFERENCE);
        personal_terms_add_value(terms,
                                 text_print(terms->arena, "%.*s-%.*s-%.*s", TEXT_PRINT(series),
                                            TEXT_PRINT(brief), TEXT_PRINT(each)),
                                 PERSONAL_REFERENCE);
    }
    if (number.length > 2)
        personal_terms_add_value(
            terms, text_print(terms->arena, "%.*s-%.*s", TEXT_PRINT(series), TEXT_PRINT(number)),
            PERSONAL_REFERENCE);
    // Without its letters only as it is written: the digits could be those of a date.
    struct text literal = text_slice(folded, (size_t)(year.bytes - folded.bytes), folded.length);
    personal_terms_add(terms, text_print(terms->arena, "%.*s%.*s", TEXT_PRINT(year), TEXT_PRINT(number)),
                       PERSONAL_REFERENCE, literal);
}

// "Gwenllian Rees" is found as "Rees, Gwenllian" as well.
static void add_name(struct personal_terms *terms, struct text value)
{
    struct text words[LIMIT_PERSONAL_WORDS], folded = lookalikes_fold(terms->arena, value);
    size_t count = 0, at = 0;
    while (count < LIMIT_PERSONAL_WORDS && unicode_word(folded, &at, &words[count]))
        count++;
    personal_terms_add_value(terms, value, PERSONAL_VALUE);
    personal_terms_add_names(terms, value);
    personal_terms_add_address(terms, value);
    if (count < 2)
        return;
    struct text first = text_slice(folded, (size_t)(words[0].bytes - folded.bytes), folded.length);
    size_t last = (size_t)(words[count - 1].bytes - first.bytes);
    personal_terms_add_value(terms,
                             text_print(terms->arena, "%.*s %.*s", TEXT_PRINT(words[count - 1]),
                                        TEXT_PRINT(text_slice(first, 0, last))),
                             PERSONAL_VALUE);
    size_t second = (size_t)(words[1].bytes - folded.bytes);
    personal_terms_add_value(terms,
                             text_print(terms->arena, "%.*s %.*s",
                                        TEXT_PRINT(text_slice(folded, second, folded.length)),
                                        TEXT_PRINT(words[0])),
                             PERSONAL_VALUE);
}

static bool is_date(enum field_type type)
{
    return type == FIELD_DATE || type == FIELD_TIME;
}

// What is said of a case or of an entry of its log. A note of the log is no name of anybody as a whole.
static bool add_fields(struct personal_terms *terms, const struct schema *schema, size_t reference,
                       struct text content, bool is_log, struct problems *problems)
{
    struct json_node root;
    if (content.length == 0)
        return true;
    if (!json_node_read(terms->arena, terms->source, content, &root, problems))
        return false;
    for (size_t i = 0; i < schema->count; i++) {
        const struct field *field = &schema->fields[i];
        if (!field->personal || i == reference)
            continue;
        const struct json_node *value = json_node_find(&root, text_terminated(terms->arena, field->id));
        if (!value || value->kind != JSON_NODE_TEXT)
            continue;
        if (is_date(field->type))
            personal_terms_add_date(terms, value->text);
        else if (field->type == FIELD_TEXT && is_log)
            personal_terms_add_note(terms, value->text);
        else if (field->type == FIELD_TEXT)
            add_name(terms, value->text);
    }
    return true;
}

// As it was received, and as it was corrected.
static bool add_case(struct personal_terms *terms, const struct instrument *instrument,
                     const struct case_record *record, struct problems *problems)
{
    personal_terms_add_value(terms, record->reference, PERSONAL_REFERENCE);
    add_shortened(terms, record->reference);
    terms->source = record->reference;
    return add_fields(terms, &instrument->cases, instrument->case_reference, record->received, false,
                      problems) &&
           (record->content.bytes == record->received.bytes ||
            add_fields(terms, &instrument->cases, instrument->case_reference, record->content, false,
                       problems));
}

static bool add_cases(struct personal_terms *terms, const struct results *results, struct problems *problems)
{
    const struct instrument *instrument = results->instrument;
    for (size_t i = 0; i < results->ledger.list.count; i++)
        if (!add_case(terms, instrument, &results->ledger.list.items[i].record, problems))
            return false;
    for (size_t i = 0; i < results->beside.list.count; i++)
        if (!add_case(terms, instrument, &results->beside.list.items[i], problems))
            return false;
    for (size_t i = 0; i < results->log.list.count; i++) {
        terms->source = results->log.list.items[i].file;
        if (!add_fields(terms, &instrument->log, instrument->log_reference,
                        results->log.list.items[i].content, true, problems))
            return false;
    }
    return true;
}

static void add_births(struct personal_terms *terms)
{
    static const char *const births[] = {"dateofbirth", "birthdate", "dob", "dyddiadgeni"};
    static const char *const dated[] = {"born",  "birthday", "ganed", "aned",     "ganwyd",
                                        "anwyd", "geni",     "eni",   "penblwydd"};
    for (size_t i = 0; i < sizeof births / sizeof *births; i++)
        personal_terms_add(terms, text_from(births[i]), PERSONAL_BIRTH, (struct text){0});
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
        size_t at;
        personal_terms_add(terms, text_from(dated[i]), PERSONAL_BIRTH, (struct text){0});
        if (text_map_find(&terms->index, text_from(dated[i]), &at))
            terms->list.items[at].dated = true;
    }
}

static void add_allowed(struct personal_terms *terms, const struct results *results)
{
    const struct disclosure *disclosure = &results->disclosure;
    const struct office *office = &results->office;
    for (size_t i = 0; i < disclosure->allowed_count; i++)
        personal_terms_add_value(terms, disclosure->allowed[i].words, PERSONAL_ALLOWED);
    if (!results->has_office || !office->has_contact)
        return;
    personal_terms_add_value(terms, office->contact.telephone, PERSONAL_ALLOWED);
    personal_terms_add_value(terms, office->contact.email, PERSONAL_ALLOWED);
    for (size_t i = 0; i < office->contact.address_count; i++)
        personal_terms_add_value(terms, office->contact.address[i], PERSONAL_ALLOWED);
}

bool personal_terms_read(struct arena *arena, const struct results *results, struct personal_terms *terms,
                         struct problems *problems)
{
    *terms = (struct personal_terms){.arena = arena};
    text_map_init(&terms->index, arena);
    text_map_init(&terms->pairs, arena);
    text_map_init(&terms->middles, arena);
    text_map_init(&terms->dates, arena);
    text_map_init(&terms->ordinary, arena);
    personal_terms_add_ordinary(terms, results->review.instrument_content);
    if (!add_cases(terms, results, problems))
        return false;
    add_births(terms);
    add_allowed(terms, results);
    return true;
}
