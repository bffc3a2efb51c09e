// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/receipt.h"

struct verification {
    struct arena *arena;
    struct text receipt_source, frame_source;
    const struct receipt_reading *reading;
    const struct frame *frame;
    struct problems *problems;
};

// Ids that the receipt says were drawn and the frame does not have: where they would stand.
static void report_missing_ids(const struct verification *v)
{
    for (size_t i = 0; i < v->reading->id_count; i++) {
        bool found;
        size_t line = frame_line_of(v->frame, v->reading->ids[i], &found);
        if (found)
            continue;
        struct place place = {.source = v->frame_source, .line = line};
        problem_report_value(v->problems, place, v->reading->ids[i],
                             MESSAGE("the receipt has an id here that the frame has not"), NO_MESSAGE);
        return;
    }
}

static bool check_frame(const struct verification *v)
{
    if (hash_equal(v->frame->hash, v->reading->receipt.commitment.frame))
        return true;
    struct place place = {.source = v->receipt_source, .line = v->reading->hash_line};
    problem_report(v->problems, place,
                   MESSAGE("the receipt is not about this frame: the SHA-256 of {frame} is {hash}",
                           VALUE("frame", v->frame_source),
                           VALUE("hash", hash_text(v->arena, v->frame->hash))),
                   MESSAGE("the frame was altered, or this line of the receipt"));
    report_missing_ids(v);
    return false;
}

// What was checked without knowing where it stands stands there.
static bool check_at(const struct verification *v, size_t line, size_t before, bool good)
{
    for (size_t i = before; i < v->problems->list.count; i++)
        if (!v->problems->list.items[i].place.source.length)
            v->problems->list.items[i].place = (struct place){
                .source = text_copy(v->problems->arena, v->receipt_source), .line = line};
    return good;
}

// The places follow from the rule and the frame, whatever was drawn.
static bool check_strata(const struct verification *v, const struct commitment *again)
{
    const struct commitment *said = &v->reading->receipt.commitment;
    for (size_t i = 0; i < said->stratum_count && i < again->stratum_count; i++) {
        struct place place = {.source = v->receipt_source, .line = v->reading->strata_line + i};
        if (said->places[i] != again->places[i])
            return problem_report(v->problems, place,
                                  MESSAGE("by the rule this stratum has another number of places: {count}",
                                          NUMBER("count", again->places[i])),
                                  NO_MESSAGE);
    }
    return true;
}

static bool check_rounds(const struct verification *v, struct receipt *receipt)
{
    // Each round by the rule, from those before it; a later round of a quota is as it was given.
    struct draw_event *all = receipt->events.items;
    size_t count = receipt->events.count;
    for (size_t i = 0; i < count; i++) {
        struct place place = {.source = v->receipt_source, .line = all[i].line};
        int64_t *places = ARENA_ARRAY(v->arena, int64_t, receipt->commitment.stratum_count);
        receipt->events.count = i;
        if (all[i].is_replacement || (i && receipt->commitment.rule == ALLOCATION_QUOTA))
            continue;
        if (i == 0)
            places = receipt->commitment.places;
        else if (!receipt_extend(v->arena, receipt, all[i].size, places, v->problems))
            return false;
        if (memcmp(places, all[i].places, receipt->commitment.stratum_count * sizeof *places) != 0)
            return problem_report(v->problems, place,
                                  MESSAGE("the round of {date} does not follow the rule that was fixed",
                                          VALUE("date", all[i].date)),
                                  NO_MESSAGE);
    }
    receipt->events.count = count;
    return true;
}

static bool compare_lines(const struct verification *v, struct text given, struct text again)
{
    struct text left = {0}, right = {0};
    if (text_equal(given, again))
        return true;
    size_t line = 1;
    for (; given.length || again.length; line++) {
        bool more_given = text_split(&given, '\n', &left), more_again = text_split(&again, '\n', &right);
        if (more_given == more_again && text_equal(left, right))
            continue;
        struct place place = {.source = v->receipt_source, .line = line};
        struct text should = more_again ? right : (struct text){0};
        return problem_report_value(v->problems, place, more_given ? left : (struct text){0},
                                    MESSAGE("this line is not what the frame and the seed give"),
                                    should.length
                                        ? MESSAGE("drawn again it is: {line}", VALUE("line", should))
                                        : MESSAGE("drawn again there is no such line"));
    }
    struct place end = {.source = v->receipt_source, .line = line - 1};
    return problem_report(v->problems, end, MESSAGE("the last line is not ended by a line feed"), NO_MESSAGE);
}

bool receipt_verify(struct arena *arena, struct text receipt_source, struct text receipt,
                    struct text frame_source, struct text content, struct receipt *verified,
                    struct problems *problems)
{
    struct receipt_reading reading;
    struct frame frame;
    bool both = receipt_read(arena, receipt_source, receipt, &reading, problems);
    both &= frame_read(arena, frame_source, content, &frame, problems);
    if (!both)
        return false;
    struct verification v = {arena, receipt_source, frame_source, &reading, &frame, problems};
    const struct commitment *said = &reading.receipt.commitment;
    struct receipt again = reading.receipt;
    size_t before = problems->list.count;
    if (!check_frame(&v) ||
        !check_at(&v, reading.strata_line - 1, before,
                  commitment_make(arena, &frame, said->review, said->sealed, &reading.plan, &again.commitment,
                                  problems)) ||
        !check_strata(&v, &again.commitment) ||
        !check_at(&v, reading.seed_line, before, seed_check(&again.seed, said->sealed, problems)) ||
        !check_rounds(&v, &again) || !receipt_draw(arena, &frame, &again, problems) ||
        !compare_lines(&v, receipt, receipt_text(arena, &again)))
        return false;
    *verified = again;
    return true;
}
