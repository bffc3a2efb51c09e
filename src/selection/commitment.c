// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/commitment.h"

#include "base/zone.h"
#include "selection/words.h"

bool named_stratum_read(struct text written, struct named_stratum *named, struct problems *problems)
{
    struct named_stratum read;
    struct text rest = written;
    if (!text_split(&rest, '=', &read.stratum) || !text_to_int64(rest, &read.number))
        return problem_report_value(problems, (struct place){0}, written,
                                    MESSAGE("this is not of the form STRATUM=NUMBER"), NO_MESSAGE);
    *named = read;
    return true;
}

static bool refuse(struct problems *problems, struct text stratum, struct message what)
{
    return problem_report(problems, (struct place){.name = stratum}, what, NO_MESSAGE);
}

static bool find_stratum(const struct commitment *commitment, struct text name, size_t *index)
{
    for (size_t i = 0; i < commitment->stratum_count; i++)
        if (text_equal(commitment->strata[i].name, name)) {
            *index = i;
            return true;
        }
    return false;
}

static bool apply_named(struct commitment *commitment, const struct draw_plan *plan, bool *named,
                        struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < plan->named_count; i++) {
        size_t at;
        struct text name = plan->named[i].stratum;
        if (!find_stratum(commitment, name, &at)) {
            good = refuse(problems, name, MESSAGE("the frame has no such stratum"));
        } else if (named[at]) {
            good = refuse(problems, name, MESSAGE("the stratum is named twice"));
        } else {
            int64_t *where = plan->rule == ALLOCATION_QUOTA ? &commitment->strata[at].quota
                                                            : &commitment->strata[at].factor;
            *where = plan->named[i].number;
            named[at] = true;
        }
    }
    for (size_t i = 0; plan->rule == ALLOCATION_QUOTA && i < commitment->stratum_count; i++)
        if (!named[i])
            good = refuse(problems, commitment->strata[i].name,
                          MESSAGE("the quota of this stratum is not given; it may be 0"));
    return good;
}

bool commitment_make(struct arena *arena, const struct frame *frame, struct text review, struct text sealed,
                     const struct draw_plan *plan, struct commitment *commitment, struct problems *problems)
{
    struct commitment made = {
        .review = review,
        .sealed = sealed,
        .frame = frame->hash,
        .cases = frame->count,
        .stratified = frame->stratified,
        .rule = plan->rule,
        .strata = ARENA_ARRAY(arena, struct allocation_stratum, frame->group_count),
        .places = ARENA_ARRAY(arena, int64_t, frame->group_count),
        .stratum_count = frame->group_count,
    };
    for (size_t i = 0; i < frame->group_count; i++)
        made.strata[i] = (struct allocation_stratum){frame->groups[i].name, (int64_t)frame->groups[i].count,
                                                     1, 0};
    if (!apply_named(&made, plan, ARENA_ARRAY(arena, bool, frame->group_count), problems) ||
        !allocate(plan->rule, made.strata, made.stratum_count, plan->size, made.places, problems))
        return false;
    for (size_t i = 0; i < made.stratum_count; i++)
        made.size += made.places[i];
    if (made.size == 0)
        return refuse(problems, (struct text){0}, MESSAGE("no case is to be drawn"));
    *commitment = made;
    return true;
}

void commitment_add_facts(struct buffer *out, const struct commitment *commitment)
{
    char hex[HASH_HEX_BYTES + 1];
    hash_print(commitment->frame, hex);
    buffer_print(out, "review: %.*s\n", TEXT_PRINT(commitment->review));
    buffer_print(out, "sealed: %.*s\n", TEXT_PRINT(commitment->sealed));
    buffer_print(out, "frame-cases: %zu\n", commitment->cases);
    buffer_print(out, "frame-sha256: %s\n", hex);
    buffer_add(out, TEXT("method: consistent_sampler 1.0.10, without replacement\n"));
    buffer_print(out, "allocation: %s\n", allocation_id(commitment->rule));
    buffer_print(out, "size: %lld\n", (long long)commitment->size);
    for (size_t i = 0; i < commitment->stratum_count; i++)
        buffer_print(out, "stratum: %.*s %lld of %lld factor %lld\n", TEXT_PRINT(commitment->strata[i].name),
                     (long long)commitment->places[i], (long long)commitment->strata[i].cases,
                     (long long)commitment->strata[i].factor);
}

struct text commitment_text(struct arena *arena, const struct commitment *commitment)
{
    struct buffer out = {0};
    buffer_add(&out, TEXT("craffu commitment 1\n"));
    commitment_add_facts(&out, commitment);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        words_add(&out, (enum language)language,
                  words_of_commitment(arena, (enum language)language, commitment));
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

struct text sealed_text(struct arena *arena, int64_t instant)
{
    struct civil_time t = civil_time_from_microseconds(instant);
    return text_print(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.date.year, t.date.month, t.date.day, t.hour,
                      t.minute, t.second);
}

bool sealed_date(struct text sealed, struct civil_date *date)
{
    struct civil_read read;
    if (civil_read(sealed, CIVIL_ORDER_NONE, &read) != CIVIL_READ || !read.has_time || !read.has_offset)
        return false;
    int64_t instant = civil_time_to_microseconds(read.time) - read.offset_seconds * MICROSECONDS_PER_SECOND;
    *date = zone_to_civil(zone_named(TEXT("Europe/London")), instant).date;
    return true;
}
