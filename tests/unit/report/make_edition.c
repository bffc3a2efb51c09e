// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/make_edition.h"

#include "test.h"

#include "report/manifest.h"
#include "review/approval.h"
#include "review/review.h"
#include "snapshot.h"
#include "temporary.h"

#define NOON_OF_1_OCTOBER_2019 INT64_C(1569931200000000)

static struct edition_order order_of(struct snapshot *snapshot, bool internal)
{
    struct edition_order order = {.review = snapshot->review,
                                  .internal = internal,
                                  .formats = ARENA_ARRAY(snapshot->arena, bool, edition_format_count()),
                                  .at = NOON_OF_1_OCTOBER_2019};
    for (size_t i = 0; i < edition_format_count(); i++) {
        const char *id = edition_format_at(i).id;
        order.formats[i] = !strcmp(id, "html") || !strcmp(id, "json");
    }
    return order;
}

static struct kept_edition make(struct snapshot *snapshot, struct edition_order order,
                                struct edition_file_list *files)
{
    struct kept_edition edition = {0};
    ASSERT_GOOD(edition_make(snapshot->store, snapshot->arena, &order, &edition, files, &snapshot->problems),
                &snapshot->problems);
    return edition;
}

static bool approve(struct write *write, void *argument, struct problems *problems)
{
    struct snapshot *snapshot = argument;
    return approval_give(write, snapshot->review, LANGUAGE_WELSH, TEXT("Cyfieithydd"), problems);
}

static bool publish(struct write *write, void *argument, struct problems *problems)
{
    struct snapshot *snapshot = argument;
    struct review review;
    return review_get(write->store, write->arena, snapshot->review, &review, problems) &&
           review_publish(write, review.id, review.version, problems);
}

TEST(an_edition_has_its_files_in_both_languages_and_their_manifest)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct edition_file_list files;
    struct manifest manifest;
    struct kept_edition edition = make(&snapshot, order_of(&snapshot, true), &files);
    assert_true(edition.internal);
    assert_text_equal(edition.date, "2019-10-01");
    assert_int_equal(files.list.count, 5);
    const struct edition_file *last = &files.list.items[4];
    assert_true(text_ends(last->name, TEXT(".internal.sha256")));
    ASSERT_GOOD(manifest_read(snapshot.arena, last->name, last->content, &manifest, &snapshot.problems),
                &snapshot.problems);
    for (size_t i = 0; i < 4; i++)
        assert_true(hash_equal(manifest.files.items[i].hash, hash_of(files.list.items[i].content)));
    snapshot_close(&snapshot);
}

TEST(an_edition_tells_how_far_the_review_was)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct edition_file_list files;
    assert_int_equal(make(&snapshot, order_of(&snapshot, false), &files).state, EDITION_PROVISIONAL);
    ASSERT_GOOD(snapshot_do(&snapshot, approve, &snapshot), &snapshot.problems);
    assert_int_equal(make(&snapshot, order_of(&snapshot, false), &files).state, EDITION_APPROVED);
    ASSERT_GOOD(publication_check(snapshot.store, snapshot.arena, snapshot.review, NOON_OF_1_OCTOBER_2019,
                                  &snapshot.problems),
                &snapshot.problems);
    ASSERT_GOOD(snapshot_do(&snapshot, publish, &snapshot), &snapshot.problems);
    struct kept_edition published = make(&snapshot, order_of(&snapshot, false), &files);
    assert_int_equal(published.state, EDITION_PUBLISHED);
    assert_false(text_equal(published.date, TEXT("2019-10-01"))); // but the day on which it was published
    snapshot_close(&snapshot);
}

TEST(an_edition_that_would_not_be_complete_is_refused_and_so_is_one_without_formats)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_SELECTED);
    struct kept_edition edition = {0};
    struct edition_file_list files;
    struct edition_order order = order_of(&snapshot, false);
    size_t at;
    assert_false(edition_make(snapshot.store, snapshot.arena, &order, &edition, &files, &snapshot.problems));
    assert_true(
        text_find(snapshot_problems(&snapshot), TEXT("11 selected cases have not been reviewed yet"), &at));
    order.formats = ARENA_ARRAY(snapshot.arena, bool, edition_format_count());
    assert_false(edition_make(snapshot.store, snapshot.arena, &order, &edition, &files, &snapshot.problems));
    assert_true(text_find(snapshot_problems(&snapshot), TEXT("no format is chosen"), &at));
    assert_false(publication_check(snapshot.store, snapshot.arena, snapshot.review, NOON_OF_1_OCTOBER_2019,
                                   &snapshot.problems));
    snapshot_close(&snapshot);
}
