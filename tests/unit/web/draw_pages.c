// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/draw_pages.h"

#include "door.h"
#include "review/audit.h"
#include "review/review.h"
#include "small.h"

#define DRAW TEXT("/reviews/small/draw")
#define SEED "seed=90164382710559236471&source=Dice+thrown+in+public&date=2026-01-01"

static struct text start(struct door *door)
{
    struct record *r = &door->people.record;
    door_start(door);
    struct review review = small_review(small_instrument(r->arena));
    review.organisation = (struct localised){{TEXT("Office"), TEXT("Swyddfa")}};
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 12);
    struct account manager = people_add(&door->people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    return door_session(door, &manager);
}

static struct http_response post(struct door *door, struct text session, const char *step, const char *form)
{
    struct text address = text_print(door->people.record.arena, "/reviews/small/draw/%s", step);
    return door_post(door, session, address, text_from(form));
}

static size_t rows_of(struct door *door, const char *action)
{
    struct record *r = &door->people.record;
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("review"), TEXT("small"), &rows, &r->problems),
                &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, text_from(action));
    return count;
}

TEST(a_frame_is_sealed_cases_are_drawn_and_then_more)
{
    struct door door;
    struct text session = start(&door);
    struct http_response response = door_get(&door, session, DRAW);
    assert_true(door_shows(&response, "No frame is sealed for this review."));
    response = post(&door, session, "seal", "extract=e&rule=proportional&size=4");
    assert_int_equal(response.status, 303);
    assert_text_equal(door_header(&response, "Location"), "/reviews/small/draw?notice=frame-sealed");
    response = door_get(&door, session, TEXT("/reviews/small/draw?notice=frame-sealed"));
    assert_true(door_shows(&response, "Publish the commitment before the seed exists"));
    assert_true(door_shows(&response, "small.commitment.txt"));
    assert_false(door_shows(&response, "small.receipt.txt"));
    response = post(&door, session, "first", SEED);
    assert_int_equal(response.status, 303);
    response = door_get(&door, session, DRAW);
    assert_true(door_shows(&response, "the first round"));
    assert_true(door_shows(&response, "small.receipt.txt"));
    assert_int_equal(post(&door, session, "more", "size=3").status, 303);
    response = door_get(&door, session, DRAW);
    assert_true(door_shows(&response, "a further round"));
    response = door_get(&door, session, TEXT("/cy/reviews/small/draw/receipt"));
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "90164382710559236471"));
    assert_int_equal(rows_of(&door, "draw.round"), 2);
    door_stop(&door);
}

TEST(what_is_wrong_with_a_draw_is_said_and_what_was_typed_stays)
{
    struct door door;
    struct text session = start(&door);
    struct http_response response = post(&door, session, "seal", "extract=e&rule=proportional&size=many");
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "Write the number of cases in digits"));
    assert_true(door_shows(&response, "value=\"many\""));
    response = post(&door, session, "seal", "extract=none&rule=proportional&size=4");
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "there is no extract none"));
    response = post(&door, session, "seal", "extract=e&rule=quota&named=youth");
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "this is not of the form STRATUM=NUMBER"));
    assert_int_equal(post(&door, session, "seal", "extract=e&rule=proportional&size=4").status, 303);
    response = post(&door, session, "first", "seed=123&source=dice&date=2026-01-01");
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "value=\"123\""));
    response = post(&door, session, "first",
                    "seed=90164382710559236471&source=dice&date=2025-12-31"); // before the commitment
    assert_int_equal(response.status, 422);
    assert_int_equal(rows_of(&door, "draw.seed"), 0);
    door_stop(&door);
}

TEST(a_file_of_the_draw_is_in_the_log_before_it_is_handed_out)
{
    struct door door;
    struct text session = start(&door);
    const struct text frame = TEXT("/reviews/small/draw/files/small.frame.txt");
    assert_int_equal(door_get(&door, session, frame).status, 404); // nothing is sealed
    assert_int_equal(post(&door, session, "seal", "extract=e&rule=proportional&size=4").status, 303);
    struct http_response response = door_get(&door, session, frame);
    assert_int_equal(response.status, 200);
    assert_true(text_starts(response.body, TEXT("C-01\nC-02\n")));
    assert_text_equal(door_header(&response, "Content-Disposition"),
                      "attachment; filename=\"small.frame.txt\"");
    assert_int_equal(rows_of(&door, "draw.disclose"), 1);
    assert_int_equal(door_get(&door, session, TEXT("/reviews/small/draw/files/small.receipt.txt")).status,
                     404);
    assert_int_equal(post(&door, session, "first", SEED).status, 303);
    response = door_get(&door, session, TEXT("/reviews/small/draw/files/small.receipt.cy.html"));
    assert_text_equal(response.content_type, "text/html");
    assert_int_equal(rows_of(&door, "draw.disclose"), 2);
    door_stop(&door);
}

TEST(a_reader_reads_the_receipt_and_draws_nothing)
{
    struct door door;
    struct text session = start(&door);
    struct account reader = people_add(&door.people, "reader", ROLE_BIT(ROLE_READER));
    struct text theirs = door_session(&door, &reader);
    assert_int_equal(post(&door, theirs, "seal", "extract=e&rule=proportional&size=4").status, 403);
    assert_int_equal(post(&door, session, "seal", "extract=e&rule=proportional&size=4").status, 303);
    struct http_response response = door_get(&door, theirs, DRAW);
    assert_int_equal(response.status, 200);
    assert_false(door_shows(&response, "Draw the cases"));
    assert_int_equal(door_get(&door, theirs, TEXT("/reviews/small/draw/receipt")).status, 404);
    door_stop(&door);
}

TEST(a_notice_is_one_of_the_list_and_not_from_elsewhere)
{
    struct door door;
    struct text session = start(&door);
    struct http_response response = door_get(&door, session, TEXT("/reviews/small/draw?notice=hello"));
    assert_false(door_shows(&response, "notification-banner"));
    response = door_get_from(&door, session, TEXT("/reviews/small/draw?notice=cases-drawn"),
                             TEXT("cross-site"));
    assert_false(door_shows(&response, "notification-banner"));
    response = door_get_from(&door, session, TEXT("/reviews/small/draw?notice=cases-drawn"),
                             TEXT("same-origin"));
    assert_true(door_shows(&response, "The cases are drawn."));
    door_stop(&door);
}
