// SPDX-License-Identifier: GPL-3.0-or-later
// Receipts are compared with golden files, tests/golden/selection, in which both languages stand.
#include "selection/receipt.h"

#include "temporary.h"
#include "test.h"

#include "base/file.h"

struct work {
    struct arena *arena;
    struct problems problems;
    struct frame frame;
    struct receipt receipt;
};

static struct text golden(struct work *work, const char *name)
{
    struct text path = text_print(work->arena, "%s/tests/golden/selection/%s", SOURCE_FOLDER, name),
                content = {0};
    ASSERT_GOOD(file_read(work->arena, path, 1 << 20, &content, &work->problems), &work->problems);
    return content;
}

static void frame_of(struct work *work, const char *name)
{
    struct text content = golden(work, name);
    ASSERT_GOOD(frame_read(work->arena, TEXT("frame.txt"), content, &work->frame, &work->problems),
                &work->problems);
}

static struct draw_event *add_event(struct work *work)
{
    struct draw_event *event = ARRAY_APPEND(work->arena, &work->receipt.events);
    event->places = ARENA_ARRAY(work->arena, int64_t, work->frame.group_count);
    return event;
}

static void commit(struct work *work, const struct draw_plan *plan)
{
    struct receipt *receipt = &work->receipt;
    ASSERT_GOOD(commitment_make(work->arena, &work->frame, TEXT("panel-2019-08"),
                                TEXT("2019-08-05T09:30:00Z"), plan, &receipt->commitment, &work->problems),
                &work->problems);
    receipt->seed = (struct seed){TEXT("90164382710559236471"),
                                  TEXT("twenty throws of a ten-sided die at the public meeting"),
                                  TEXT("2019-08-12")};
    struct draw_event *first = add_event(work);
    first->date = TEXT("2019-08-12");
    first->size = receipt->commitment.size;
    first->places = receipt->commitment.places;
}

static void draw(struct work *work)
{
    ASSERT_GOOD(receipt_draw(work->arena, &work->frame, &work->receipt, &work->problems), &work->problems);
}

static void more(struct work *work, int64_t size, const char *date)
{
    struct draw_event *event = add_event(work);
    work->receipt.events.count--;
    ASSERT_GOOD(receipt_extend(work->arena, &work->receipt, size, event->places, &work->problems),
                &work->problems);
    work->receipt.events.count++;
    event->size = size;
    event->date = text_from(date);
}

static void replace(struct work *work, size_t ticket, const char *date)
{
    struct draw_event *event = add_event(work);
    *event = (struct draw_event){
        .is_replacement = true,
        .date = text_from(date),
        .replaced = ticket,
        .reason = {{TEXT("The file is under restriction."), TEXT("Mae'r ffeil dan gyfyngiad.")}}};
}

// 21 cases, 11 drawn: vector c01 of the reference.
static struct work plain(void)
{
    struct work work = {.arena = arena_new()};
    problems_init(&work.problems, work.arena);
    frame_of(&work, "plain.frame.txt");
    commit(&work, &(struct draw_plan){.size = 11});
    draw(&work);
    return work;
}

// The same 21 in their strata, with a replacement and two rounds.
static struct work strata(void)
{
    struct work work = {.arena = arena_new()};
    problems_init(&work.problems, work.arena);
    frame_of(&work, "strata.frame.txt");
    commit(&work, &(struct draw_plan){.size = 8});
    replace(&work, 2, "2019-08-14");
    more(&work, 3, "2019-08-20");
    draw(&work);
    return work;
}

TEST(receipts_are_the_golden_ones)
{
    struct work p = plain(), s = strata();
    assert_text_equal(receipt_text(p.arena, &p.receipt), golden(&p, "plain.receipt.txt").bytes);
    assert_text_equal(receipt_text(s.arena, &s.receipt), golden(&s, "strata.receipt.txt").bytes);
    assert_text_equal(commitment_text(s.arena, &s.receipt.commitment),
                      golden(&s, "strata.commitment.txt").bytes);
    arena_free(p.arena);
    arena_free(s.arena);
}

TEST(an_extension_is_a_prefix_of_the_larger_draw)
{
    struct work s = strata();
    struct text order[4][21];
    size_t count[4] = {0}, before[4];
    for (size_t i = 0; i < s.receipt.ticket_count; i++)
        order[s.receipt.tickets[i].stratum][count[s.receipt.tickets[i].stratum]++] = s.receipt.tickets[i].id;
    memcpy(before, count, sizeof before);
    more(&s, 4, "2019-09-01");
    draw(&s);
    memset(count, 0, sizeof count);
    for (size_t i = 0; i < s.receipt.ticket_count; i++) {
        size_t stratum = s.receipt.tickets[i].stratum, place = count[stratum]++;
        if (place < before[stratum])
            assert_true(text_equal(order[stratum][place], s.receipt.tickets[i].id));
    }
    assert_int_equal(s.receipt.ticket_count, 8 + 1 + 3 + 4);
    arena_free(s.arena);
}

TEST(a_replacement_is_the_next_ticket_of_its_stratum)
{
    struct work s = strata();
    const struct drawn_ticket *gone = &s.receipt.tickets[1], *by = &s.receipt.tickets[gone->replaced_by - 1];
    assert_int_equal(gone->replaced_by, 9);
    assert_int_equal(by->stratum, gone->stratum);
    for (size_t i = 0; i < 8; i++)
        if (s.receipt.tickets[i].stratum == gone->stratum)
            assert_true(text_compare(s.receipt.tickets[i].ticket, by->ticket) < 0);
    for (size_t i = 9; i < s.receipt.ticket_count; i++)
        if (s.receipt.tickets[i].stratum == gone->stratum)
            assert_true(text_compare(s.receipt.tickets[i].ticket, by->ticket) > 0);
    arena_free(s.arena);
}

static bool verify(struct work *work, struct text receipt, struct text frame)
{
    struct receipt verified;
    return receipt_verify(work->arena, TEXT("receipt.txt"), receipt, TEXT("frame.txt"), frame, &verified,
                          &work->problems);
}

TEST(a_receipt_of_its_frame_is_verified)
{
    struct work p = plain(), s = strata();
    ASSERT_GOOD(verify(&p, receipt_text(p.arena, &p.receipt), p.frame.content), &p.problems);
    ASSERT_GOOD(verify(&s, receipt_text(s.arena, &s.receipt), s.frame.content), &s.problems);
    arena_free(p.arena);
    arena_free(s.arena);
}

// The receipt with one line altered: a character of it, its end, or the whole line gone.
static struct text altered(struct arena *arena, struct text text, size_t line, int how)
{
    struct buffer out = {0};
    struct text rest = text, part;
    for (size_t i = 1; rest.length; i++) {
        text_split(&rest, '\n', &part);
        if (i == line && how == 0)
            continue;
        char *copy = (char *)text_terminated(arena, part);
        if (i == line && how == 1 && part.length)
            copy[part.length - 1] = copy[part.length - 1] == '7' ? '8' : '7';
        buffer_print(&out, "%s%s\n", copy, i == line && how == 2 ? " " : "");
    }
    struct text changed = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return changed;
}

TEST(every_line_that_is_altered_is_found)
{
    struct work s = strata();
    struct text receipt = receipt_text(s.arena, &s.receipt);
    size_t lines = 0;
    for (size_t i = 0; i < receipt.length; i++)
        lines += receipt.bytes[i] == '\n';
    for (size_t line = 1; line <= lines; line++)
        for (int how = 0; how < 3; how++) {
            struct text changed = altered(s.arena, receipt, line, how);
            if (text_equal(changed, receipt))
                continue;
            assert_false(verify(&s, changed, s.frame.content));
            assert_true(s.problems.count > 0);
            problems_init(&s.problems, s.arena);
        }
    arena_free(s.arena);
}

static void assert_first_problem(struct work *work, const char *source, uint64_t line, const char *what)
{
    const struct problem *first = &work->problems.list.items[0];
    assert_text_equal(text_from(first->what.text), what);
    assert_text_equal(first->place.source, source);
    assert_int_equal(first->place.line, line);
    problems_init(&work->problems, work->arena);
}

static uint64_t line_of(struct text text, const char *part)
{
    size_t at;
    uint64_t line = 1;
    assert_true(text_find(text, text_from(part), &at));
    for (size_t i = 0; i < at; i++)
        line += text.bytes[i] == '\n';
    return line;
}

TEST(the_first_line_that_differs_is_named)
{
    struct work s = strata();
    struct text receipt = receipt_text(s.arena, &s.receipt);
    uint64_t seed = line_of(receipt, "\nseed: ") + 1, ticket = line_of(receipt, "\nticket: 5 ") + 1;
    assert_false(verify(&s, altered(s.arena, receipt, seed, 1), s.frame.content));
    assert_first_problem(&s, "receipt.txt", seed,
                         "the seed is not the one whose SHA-256 stands on the next line");
    assert_false(verify(&s, altered(s.arena, receipt, ticket, 1), s.frame.content));
    assert_first_problem(&s, "receipt.txt", ticket, "this line is not what the frame and the seed give");
    // Another id in the frame: the hash tells.
    struct text frame = text_copy(s.arena, s.frame.content);
    ((char *)frame.bytes)[9] = '0';
    assert_false(verify(&s, receipt, frame));
    assert_first_problem(&s, "receipt.txt", line_of(receipt, "frame-sha256"),
                         "the receipt is not about this frame: the SHA-256 of {frame} is {hash}");
    // A frame in another order is told by its line.
    struct text lines = s.frame.content, first;
    text_split(&lines, '\n', &first);
    frame = text_print(s.arena, "%.*s%.*s\n", TEXT_PRINT(lines), TEXT_PRINT(first));
    assert_false(verify(&s, receipt, frame));
    assert_first_problem(&s, "frame.txt", 21,
                         "the line is out of order: a frame is in the order of its bytes");
    arena_free(s.arena);
}

// The receipt with the first `from` made `to`: the line on which it stands is named.
static void assert_named(struct work *work, const char *from, const char *to, uint64_t after)
{
    struct text receipt = receipt_text(work->arena, &work->receipt), changed;
    size_t at;
    assert_true(text_find(receipt, text_from(from), &at));
    changed = text_print(work->arena, "%.*s%s%.*s", TEXT_PRINT(text_slice(receipt, 0, at)), to,
                         TEXT_PRINT(text_slice(receipt, at + text_from(from).length, receipt.length)));
    assert_false(verify(work, changed, work->frame.content));
    assert_text_equal(work->problems.list.items[0].place.source, "receipt.txt");
    assert_int_equal(work->problems.list.items[0].place.line, line_of(receipt, from) + after);
    problems_init(&work->problems, work->arena);
}

TEST(what_was_fixed_and_when_is_named_by_its_line)
{
    struct work s = strata();
    assert_named(&s, "sealed: 2", "sealed: 3x", 0);
    assert_named(&s, "size: 8", "size: 9", 2); // which would give the second stratum another place
    assert_named(&s, "size: 8", "size: 1", 0);
    assert_named(&s, "seed-date: 2", "seed-date: x", 0);
    // No such day, and a day before the seed's.
    assert_named(&s, "round: 1 2019-08-12", "round: 1 2019-08-32", 0);
    assert_named(&s, "round: 1 2019-08-12", "round: 1 2019-08-11", 0);
    assert_named(&s, "round: 2 2019-", "round: 2 2018-", 0);
    arena_free(s.arena);
}

TEST(another_seed_with_its_own_hash_is_told_by_the_first_ticket)
{
    struct work p = plain(), other = plain();
    other.receipt.seed.digits = TEXT("90164382710559236472");
    draw(&other);
    struct text receipt = receipt_text(other.arena, &other.receipt),
                right = receipt_text(p.arena, &p.receipt), line = {0};
    size_t at, from;
    assert_true(text_find(receipt, TEXT("seed: "), &at));
    assert_true(text_find(right, TEXT("\nround: "), &from));
    line = text_print(p.arena, "%.*s%.*s", TEXT_PRINT(text_slice(receipt, 0, from)),
                      TEXT_PRINT(text_slice(right, from, right.length)));
    assert_false(verify(&p, line, p.frame.content));
    assert_first_problem(&p, "receipt.txt", line_of(right, "\nticket: 1 ") + 1,
                         "this line is not what the frame and the seed give");
    arena_free(p.arena);
    arena_free(other.arena);
}

TEST(a_receipt_that_does_not_follow_its_rule_is_refused)
{
    struct work s = strata();
    struct draw_event *second = &s.receipt.events.items[2];
    second->places[0]--; // to the largest instead
    second->places[1]++;
    draw(&s);
    struct text receipt = receipt_text(s.arena, &s.receipt);
    assert_false(verify(&s, receipt, s.frame.content));
    assert_first_problem(&s, "receipt.txt", line_of(receipt, "\nround: 2 ") + 1,
                         "the round of {date} does not follow the rule that was fixed");
    arena_free(s.arena);
}

TEST(a_stratum_without_tickets_is_told)
{
    struct work s = strata();
    for (size_t ticket = 1; ticket <= 2; ticket++)
        replace(&s, s.receipt.ticket_count - ticket + 1, "2019-09-01");
    assert_true(receipt_draw(s.arena, &s.frame, &s.receipt, &s.problems));
    struct work p = plain();
    ASSERT_REFUSED(receipt_extend(p.arena, &p.receipt, 11, ARENA_ARRAY(p.arena, int64_t, 1), &p.problems),
                   &p.problems, "{size} cases cannot be drawn from {cases}");
    for (int i = 0; i < 10; i++)
        replace(&p, 1 + (size_t)i, "2019-09-01");
    draw(&p);
    replace(&p, 12, "2019-09-02");
    ASSERT_REFUSED(receipt_draw(p.arena, &p.frame, &p.receipt, &p.problems), &p.problems,
                   "{size} cases cannot be drawn from {cases}");
    p.receipt.events.count--;
    replace(&p, 1, "2019-09-02");
    p.receipt.events.items[2].replaced = 1;
    ASSERT_REFUSED(receipt_draw(p.arena, &p.frame, &p.receipt, &p.problems), &p.problems,
                   "{size} cases cannot be drawn from {cases}");
    p.receipt.events.count--;
    ASSERT_REFUSED(receipt_draw(p.arena, &p.frame, &p.receipt, &p.problems), &p.problems,
                   "the ticket {number} was not drawn, or is replaced already");
    arena_free(p.arena);
    arena_free(s.arena);
}

TEST(the_number_of_events_is_limited)
{
    struct work s = strata();
    struct receipt_reading reading;
    struct text receipt = receipt_text(s.arena, &s.receipt);
    struct buffer out = {0};
    size_t at;
    assert_true(text_find(receipt, TEXT("round: 2 "), &at));
    buffer_add(&out, text_slice(receipt, 0, at));
    for (size_t i = s.receipt.events.count - 1; i < LIMIT_DRAW_EVENTS; i++)
        buffer_print(&out, "replaced: 1 by 2 2019-08-14\n");
    ASSERT_GOOD(receipt_read(s.arena, TEXT("r"), buffer_text(&out), &reading, &s.problems), &s.problems);
    assert_int_equal(reading.receipt.events.count, LIMIT_DRAW_EVENTS);
    buffer_print(&out, "replaced: 1 by 2 2019-08-14\n");
    ASSERT_REFUSED(receipt_read(s.arena, TEXT("r"), buffer_text(&out), &reading, &s.problems), &s.problems,
                   "there are more than {limit} rounds and replacements");
    buffer_dispose(&out);
    arena_free(s.arena);
}

TEST(a_plan_that_does_not_fit_the_frame_is_refused)
{
    struct work s = strata();
    struct commitment commitment;
    struct named_stratum named[2] = {{TEXT("racial"), 2}, {TEXT("racial"), 3}};
    struct draw_plan plan = {.size = 8, .named = named, .named_count = 2};
    ASSERT_REFUSED(commitment_make(s.arena, &s.frame, TEXT("r"), TEXT("t"), &plan, &commitment, &s.problems),
                   &s.problems, "the stratum is named twice");
    named[1].stratum = TEXT("Racial");
    ASSERT_REFUSED(commitment_make(s.arena, &s.frame, TEXT("r"), TEXT("t"), &plan, &commitment, &s.problems),
                   &s.problems, "the frame has no such stratum");
    plan = (struct draw_plan){.rule = ALLOCATION_QUOTA, .named = named, .named_count = 1};
    assert_false(commitment_make(s.arena, &s.frame, TEXT("r"), TEXT("t"), &plan, &commitment, &s.problems));
    assert_int_equal(s.problems.count, 3);
    assert_first_problem(&s, "", 0, "the quota of this stratum is not given; it may be 0");
    arena_free(s.arena);
}
