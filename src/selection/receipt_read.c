// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/receipt.h"

// The lines "key: value" up to the first empty line, one by one.
struct reader {
    struct arena *arena;
    struct text source, rest;
    size_t line; // of the current pair
    struct text key, value;
    struct problems *problems;
};

static bool refuse(const struct reader *reader, struct message what)
{
    struct place place = {.source = reader->source, .line = reader->line};
    return problem_report(reader->problems, place, what,
                          MESSAGE("take the receipt as it was published, whole and unchanged"));
}

static bool next_pair(struct reader *reader)
{
    struct text line = {0};
    reader->line++;
    text_split(&reader->rest, '\n', &line);
    reader->key = reader->value = (struct text){0};
    size_t colon;
    if (text_find(line, TEXT(": "), &colon)) {
        reader->key = text_slice(line, 0, colon);
        reader->value = text_slice(line, colon + 2, line.length);
    }
    return line.length > 0;
}

static bool is_key(const struct reader *reader, const char *key)
{
    return text_equal(reader->key, text_from(key));
}

static bool must_be(struct reader *reader, const char *key, struct text *value)
{
    next_pair(reader);
    if (!is_key(reader, key))
        return refuse(reader, MESSAGE("this line should say: {key}", VALUE("key", text_from(key))));
    *value = reader->value;
    return true;
}

static bool not_understood(const struct reader *reader)
{
    return refuse(reader, MESSAGE("this line is not understood"));
}

static bool take_word(struct text *rest, struct text *word)
{
    *word = (struct text){0};
    return text_split(rest, ' ', word) && word->length;
}

static bool take_literal(struct text *rest, const char *literal)
{
    struct text word;
    return take_word(rest, &word) && text_equal(word, text_from(literal));
}

static bool to_number(struct text word, int64_t limit, int64_t *number)
{
    return text_to_int64(word, number) && *number >= 0 && *number <= limit;
}

static bool take_number(struct text *rest, int64_t *number)
{
    struct text word;
    return take_word(rest, &word) && to_number(word, LIMIT_FRAME_IDS, number);
}

// ---- What was fixed -------------------------------------------------------------------------------------

static bool read_stratum(struct reader *reader, struct allocation_stratum *stratum, int64_t *places)
{
    struct text rest = reader->value;
    return (take_word(&rest, &stratum->name) && take_number(&rest, places) && take_literal(&rest, "of") &&
            take_number(&rest, &stratum->cases) && take_literal(&rest, "factor") &&
            take_number(&rest, &stratum->factor) && !rest.length) ||
           not_understood(reader);
}

static bool read_strata(struct reader *reader, struct commitment *commitment)
{
    commitment->strata = ARENA_ARRAY(reader->arena, struct allocation_stratum, LIMIT_STRATA);
    commitment->places = ARENA_ARRAY(reader->arena, int64_t, LIMIT_STRATA);
    while (next_pair(reader) && is_key(reader, "stratum")) {
        size_t i = commitment->stratum_count;
        if (i == LIMIT_STRATA)
            return refuse(reader,
                          MESSAGE("there are more than {limit} strata", NUMBER("limit", LIMIT_STRATA)));
        if (!read_stratum(reader, &commitment->strata[i], &commitment->places[i]))
            return false;
        commitment->stratum_count++;
    }
    return commitment->stratum_count ||
           refuse(reader, MESSAGE("this line should say: {key}", VALUE("key", TEXT("stratum"))));
}

static bool read_commitment(struct reader *reader, struct receipt_reading *reading)
{
    struct commitment *commitment = &reading->receipt.commitment;
    struct text cases, hash, method, rule, size;
    int64_t number;
    struct civil_date sealed;
    if (!must_be(reader, "review", &commitment->review) || !must_be(reader, "sealed", &commitment->sealed))
        return false;
    if (!sealed_date(commitment->sealed, &sealed))
        return refuse(reader, MESSAGE("this is not the time at which a frame was sealed"));
    if (!must_be(reader, "frame-cases", &cases))
        return false;
    if (!to_number(cases, LIMIT_FRAME_IDS, &number))
        return not_understood(reader);
    commitment->cases = (size_t)number;
    if (!must_be(reader, "frame-sha256", &hash))
        return false;
    reading->hash_line = reader->line;
    if (!hash_from_text(hash, &commitment->frame))
        return not_understood(reader);
    if (!must_be(reader, "method", &method) || !must_be(reader, "allocation", &rule))
        return false;
    if (!allocation_from_id(rule, &commitment->rule))
        return not_understood(reader);
    if (!must_be(reader, "size", &size))
        return false;
    reading->strata_line = reader->line + 1;
    return to_number(size, LIMIT_FRAME_IDS, &commitment->size) ? read_strata(reader, commitment)
                                                               : not_understood(reader);
}

// The plan from which the commitment is made again.
static void make_plan(struct arena *arena, struct receipt_reading *reading)
{
    const struct commitment *commitment = &reading->receipt.commitment;
    struct draw_plan *plan = &reading->plan;
    plan->rule = commitment->rule;
    plan->size = commitment->size;
    plan->named = ARENA_ARRAY(arena, struct named_stratum, commitment->stratum_count);
    plan->named_count = commitment->stratum_count;
    for (size_t i = 0; i < commitment->stratum_count; i++) {
        plan->named[i].stratum = commitment->strata[i].name;
        plan->named[i].number = commitment->rule == ALLOCATION_QUOTA ? commitment->places[i]
                                                                     : commitment->strata[i].factor;
    }
}

// ---- The seed and what happened then --------------------------------------------------------------------

static bool to_days(struct text date, int64_t *days)
{
    struct civil_read read;
    if (date.length != 10 || civil_read(date, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return false;
    *days = civil_date_to_days(read.time.date);
    return true;
}

// The pair that stands there is the one behind the strata.
static bool read_seed(struct reader *reader, struct receipt_reading *reading)
{
    struct seed *seed = &reading->receipt.seed;
    struct text hex;
    int64_t days;
    reading->seed_line = reader->line + 1;
    if (!is_key(reader, "commitment-sha256"))
        return refuse(reader,
                      MESSAGE("this line should say: {key}", VALUE("key", TEXT("commitment-sha256"))));
    if (!must_be(reader, "seed", &seed->digits) || !must_be(reader, "seed-sha256", &hex))
        return false;
    if (!text_equal(hex, hash_text(reader->arena, hash_of(seed->digits)))) {
        reader->line--;
        return refuse(reader, MESSAGE("the seed is not the one whose SHA-256 stands on the next line"));
    }
    if (!must_be(reader, "seed-source", &seed->source) || !must_be(reader, "seed-date", &seed->date))
        return false;
    return to_days(seed->date, &days) || not_understood(reader);
}

// Nothing happens before the seed came about, nor before what stands on an earlier line.
static bool add_event(struct reader *reader, struct receipt *receipt, struct draw_event event)
{
    size_t count = receipt->events.count;
    struct text before = count ? receipt->events.items[count - 1].date : receipt->seed.date;
    int64_t day, earlier;
    if (!to_days(event.date, &day) || !to_days(before, &earlier))
        return not_understood(reader);
    if (day < earlier)
        return refuse(reader, MESSAGE("this day is before {date}, that of what comes before it",
                                      VALUE("date", before)));
    event.line = reader->line;
    *ARRAY_APPEND(reader->arena, &receipt->events) = event;
    return true;
}

static bool read_round(struct reader *reader, struct receipt *receipt, int64_t round)
{
    const struct commitment *commitment = &receipt->commitment;
    struct draw_event event = {.places = ARENA_ARRAY(reader->arena, int64_t, commitment->stratum_count)};
    struct text rest = reader->value;
    int64_t number, sum = 0;
    if (!take_number(&rest, &number) || number != round || !take_word(&rest, &event.date) ||
        !take_number(&rest, &event.size))
        return not_understood(reader);
    for (size_t i = 0; i < commitment->stratum_count; i++) {
        struct text word, name;
        if (!take_word(&rest, &word) || !text_split(&word, '=', &name) ||
            !text_equal(name, commitment->strata[i].name) ||
            !to_number(word, LIMIT_FRAME_IDS, &event.places[i]))
            return not_understood(reader);
        sum += event.places[i];
    }
    if (sum != event.size)
        return refuse(reader, MESSAGE("the strata of the round do not sum to its cases"));
    return add_event(reader, receipt, event);
}

static bool read_replacement(struct reader *reader, struct receipt *receipt)
{
    struct draw_event event = {.is_replacement = true};
    struct text rest = reader->value;
    int64_t replaced, by;
    if (!take_number(&rest, &replaced) || !take_literal(&rest, "by") || !take_number(&rest, &by) ||
        !take_word(&rest, &event.date) || rest.length)
        return not_understood(reader);
    event.replaced = (size_t)replaced;
    return add_event(reader, receipt, event);
}

static bool read_reason(struct reader *reader, struct receipt *receipt)
{
    struct draw_event *event = receipt->events.count ? &receipt->events.items[receipt->events.count - 1]
                                                     : NULL;
    enum language language;
    if (!event || !event->is_replacement ||
        !language_from_code(text_slice(reader->key, TEXT("reason-").length, reader->key.length), &language))
        return not_understood(reader);
    event->reason.in[language] = reader->value;
    return true;
}

static bool read_event(struct reader *reader, struct receipt *receipt, int64_t *round)
{
    if (receipt->events.count == LIMIT_DRAW_EVENTS)
        return refuse(reader, MESSAGE("there are more than {limit} rounds and replacements",
                                      NUMBER("limit", LIMIT_DRAW_EVENTS)));
    if (is_key(reader, "round"))
        return read_round(reader, receipt, ++*round);
    if (is_key(reader, "replaced"))
        return read_replacement(reader, receipt);
    return text_starts(reader->key, TEXT("reason-")) ? read_reason(reader, receipt) : not_understood(reader);
}

// "1 line 17 stratum 0.0138… ID", "22 for 7 line 9 …": the id is all that is behind the ticket.
static bool read_ticket(struct reader *reader, struct text *id)
{
    struct text rest = reader->value, word;
    int64_t number;
    bool good = take_number(&rest, &number) && take_word(&rest, &word);
    if (good && text_equal(word, TEXT("for")))
        good = take_number(&rest, &number) && take_word(&rest, &word);
    good = good && text_equal(word, TEXT("line")) && take_number(&rest, &number) && take_word(&rest, &word) &&
           take_word(&rest, &word) && rest.length;
    *id = rest;
    return good || not_understood(reader);
}

static bool read_draw(struct reader *reader, struct receipt_reading *reading)
{
    struct receipt *receipt = &reading->receipt;
    ARRAY_OF(struct text) ids = {0};
    int64_t round = 0;
    bool more = next_pair(reader);
    for (; more && !is_key(reader, "ticket"); more = next_pair(reader))
        if (!read_event(reader, receipt, &round))
            return false;
    reading->drawn_line = reader->line;
    for (; more; more = next_pair(reader))
        if (!is_key(reader, "ticket"))
            return not_understood(reader);
        else if (!read_ticket(reader, ARRAY_APPEND(reader->arena, &ids)))
            return false;
    reading->ids = ids.items;
    reading->id_count = ids.count;
    return (receipt->events.count && !receipt->events.items[0].is_replacement) ||
           refuse(reader, MESSAGE("the receipt has no round"));
}

bool receipt_read(struct arena *arena, struct text source, struct text content,
                  struct receipt_reading *reading, struct problems *problems)
{
    struct receipt_reading read = {0};
    struct reader reader = {
        .arena = arena, .source = source, .rest = content, .line = 1, .problems = problems};
    struct text first = {0};
    size_t bad;
    text_split(&reader.rest, '\n', &first);
    if (!text_is_utf8(content, &bad))
        return refuse(&reader, MESSAGE("the receipt is not UTF-8"));
    if (!text_equal(first, TEXT("craffu receipt 1")))
        return refuse(
            &reader, MESSAGE("this is not a receipt that this program can read: its first line is not {line}",
                             VALUE("line", TEXT("craffu receipt 1"))));
    if (!read_commitment(&reader, &read) || !read_seed(&reader, &read) || !read_draw(&reader, &read))
        return false;
    make_plan(arena, &read);
    *reading = read;
    return true;
}
