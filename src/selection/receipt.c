// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/receipt.h"

#include "selection/positions.h"
#include "selection/words.h"

static bool refuse(struct problems *problems, struct text name, struct message what)
{
    return problem_report(problems, (struct place){.name = name}, what, NO_MESSAGE);
}

bool receipt_extend(struct arena *arena, const struct receipt *receipt, int64_t size, int64_t *places,
                    struct problems *problems)
{
    const struct commitment *commitment = &receipt->commitment;
    int64_t before = 0;
    int64_t *wanted = ARENA_ARRAY(arena, int64_t, commitment->stratum_count);
    if (size < 1)
        return refuse(problems, (struct text){0}, MESSAGE("no case is to be drawn"));
    for (size_t i = 0; i < receipt->events.count; i++)
        before += receipt->events.items[i].is_replacement ? 0 : receipt->events.items[i].size;
    if (!allocate(commitment->rule, commitment->strata, commitment->stratum_count, before + size, wanted,
                  problems))
        return false;
    for (size_t stratum = 0; stratum < commitment->stratum_count; stratum++) {
        places[stratum] = wanted[stratum];
        for (size_t i = 0; i < receipt->events.count; i++)
            if (!receipt->events.items[i].is_replacement)
                places[stratum] -= receipt->events.items[i].places[stratum];
    }
    return true;
}

// Gives the event's tickets their numbers and strata; which they are is known when all are counted.
static bool number_event(struct receipt *receipt, size_t which, struct problems *problems)
{
    const struct draw_event *event = &receipt->events.items[which];
    if (event->is_replacement) {
        bool drawn = event->replaced >= 1 && event->replaced <= receipt->ticket_count;
        struct drawn_ticket *replaced = &receipt->tickets[drawn ? event->replaced - 1 : 0];
        if (!drawn || replaced->replaced_by)
            return refuse(problems, (struct text){0},
                          MESSAGE("the ticket {number} was not drawn, or is replaced already",
                                  NUMBER("number", event->replaced)));
        receipt->tickets[receipt->ticket_count++] = (struct drawn_ticket){.stratum = replaced->stratum,
                                                                          .event = which};
        replaced->replaced_by = receipt->ticket_count;
        receipt->taken[replaced->stratum]++;
        return true;
    }
    for (size_t stratum = 0; stratum < receipt->commitment.stratum_count; stratum++)
        for (int64_t i = 0; i < event->places[stratum]; i++) {
            receipt->tickets[receipt->ticket_count++] = (struct drawn_ticket){.stratum = stratum,
                                                                              .event = which};
            receipt->taken[stratum]++;
        }
    return true;
}

static bool number_tickets(struct arena *arena, struct receipt *receipt, struct problems *problems)
{
    const struct commitment *commitment = &receipt->commitment;
    size_t total = 0;
    for (size_t i = 0; i < receipt->events.count; i++)
        total += receipt->events.items[i].is_replacement ? 1 : (size_t)receipt->events.items[i].size;
    if (total > commitment->cases)
        return refuse(problems, (struct text){0},
                      MESSAGE("{size} cases cannot be drawn from {cases}", NUMBER("size", total),
                              NUMBER("cases", commitment->cases)));
    receipt->tickets = ARENA_ARRAY(arena, struct drawn_ticket, total + 1);
    receipt->ticket_count = 0;
    receipt->taken = ARENA_ARRAY(arena, size_t, commitment->stratum_count);
    for (size_t i = 0; i < receipt->events.count; i++)
        if (!number_event(receipt, i, problems))
            return false;
    bool good = true;
    for (size_t i = 0; i < commitment->stratum_count; i++)
        if (receipt->taken[i] > (size_t)commitment->strata[i].cases)
            good = refuse(problems, commitment->strata[i].name, MESSAGE("the stratum has no ticket left"));
    return good;
}

static bool is_frame_of(const struct frame *frame, const struct commitment *commitment)
{
    if (!hash_equal(frame->hash, commitment->frame) || frame->group_count != commitment->stratum_count)
        return false;
    for (size_t i = 0; i < frame->group_count; i++)
        if (!text_equal(frame->groups[i].name, commitment->strata[i].name) ||
            (int64_t)frame->groups[i].count != commitment->strata[i].cases)
            return false;
    return true;
}

bool receipt_draw(struct arena *arena, const struct frame *frame, struct receipt *receipt,
                  struct problems *problems)
{
    size_t strata = receipt->commitment.stratum_count;
    if (!is_frame_of(frame, &receipt->commitment))
        return refuse(problems, (struct text){0}, MESSAGE("this is not the frame of the commitment"));
    if (!number_tickets(arena, receipt, problems))
        return false;
    struct tickets *drawn = ARENA_ARRAY(arena, struct tickets, strata);
    size_t *next = ARENA_ARRAY(arena, size_t, strata);
    tickets_draw(arena, receipt->seed.digits, frame->ids, frame->strata, frame->count, receipt->taken, strata,
                 drawn);
    for (size_t i = 0; i < receipt->ticket_count; i++) {
        struct drawn_ticket *ticket = &receipt->tickets[i];
        const struct ticket *source = &drawn[ticket->stratum].items[next[ticket->stratum]++];
        ticket->ticket = source->text;
        ticket->id = frame->ids[source->id];
        ticket->line = source->id + 1;
    }
    return true;
}

// ---- The text -------------------------------------------------------------------------------------------

static void add_seed(struct buffer *out, const struct seed *seed)
{
    char hex[HASH_HEX_BYTES + 1];
    hash_print(hash_of(seed->digits), hex);
    buffer_print(out, "seed: %.*s\n", TEXT_PRINT(seed->digits));
    buffer_print(out, "seed-sha256: %s\n", hex);
    buffer_print(out, "seed-source: %.*s\n", TEXT_PRINT(seed->source));
    buffer_print(out, "seed-date: %.*s\n", TEXT_PRINT(seed->date));
}

static void add_round(struct buffer *out, const struct receipt *receipt, const struct draw_event *event,
                      size_t number)
{
    buffer_print(out, "round: %zu %.*s %lld", number, TEXT_PRINT(event->date), (long long)event->size);
    for (size_t i = 0; i < receipt->commitment.stratum_count; i++)
        buffer_print(out, " %.*s=%lld", TEXT_PRINT(receipt->commitment.strata[i].name),
                     (long long)event->places[i]);
    buffer_add_character(out, '\n');
}

static void add_events(struct buffer *out, const struct receipt *receipt)
{
    size_t round = 0;
    for (size_t i = 0; i < receipt->events.count; i++) {
        const struct draw_event *event = &receipt->events.items[i];
        if (!event->is_replacement) {
            add_round(out, receipt, event, ++round);
            continue;
        }
        buffer_print(out, "replaced: %zu by %zu %.*s\n", event->replaced,
                     receipt->tickets[event->replaced - 1].replaced_by, TEXT_PRINT(event->date));
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            if (event->reason.in[language].length)
                buffer_print(out, "reason-%s: %.*s\n", language_code((enum language)language),
                             TEXT_PRINT(event->reason.in[language]));
    }
}

static void add_tickets(struct buffer *out, const struct receipt *receipt)
{
    for (size_t i = 0; i < receipt->ticket_count; i++) {
        const struct drawn_ticket *ticket = &receipt->tickets[i];
        const struct draw_event *event = &receipt->events.items[ticket->event];
        buffer_print(out, "ticket: %zu", i + 1);
        if (event->is_replacement)
            buffer_print(out, " for %zu", event->replaced);
        buffer_print(out, " line %zu %.*s %.*s %.*s\n", ticket->line,
                     TEXT_PRINT(receipt->commitment.strata[ticket->stratum].name), TEXT_PRINT(ticket->ticket),
                     TEXT_PRINT(ticket->id));
    }
}

struct text receipt_text(struct arena *arena, const struct receipt *receipt)
{
    struct buffer out = {0};
    char hex[HASH_HEX_BYTES + 1];
    hash_print(hash_of(commitment_text(arena, &receipt->commitment)), hex);
    buffer_add(&out, TEXT("craffu receipt 1\n"));
    commitment_add_facts(&out, &receipt->commitment);
    buffer_print(&out, "commitment-sha256: %s\n", hex);
    add_seed(&out, &receipt->seed);
    add_events(&out, receipt);
    add_tickets(&out, receipt);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        words_add(&out, (enum language)language, words_of_receipt(arena, (enum language)language, receipt));
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}
