// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/kept_edition.h"

#include "format/hash.h"
#include "record.h"

static struct edition_file_list two_files(struct record *r)
{
    struct edition_file_list files = {0};
    *ARRAY_APPEND(r->arena, &files.list) = (struct edition_file){.name = TEXT("r.en.html"),
                                                                 .content = TEXT("<p>")};
    *ARRAY_APPEND(r->arena, &files.list) = (struct edition_file){.name = TEXT("r.en.pdf"),
                                                                 .content = {"%PDF\0x", 6}};
    return files;
}

static int64_t add(struct record *r, const char *review, bool internal, enum edition_state state)
{
    struct kept_edition edition = {
        .review = text_from(review), .internal = internal, .state = state, .date = TEXT("2019-10-01")};
    struct edition_file_list files = two_files(r);
    int64_t number = 0;
    ASSERT_GOOD(WRITE(r, kept_edition_add(&r->write, &edition, &files, &number, &r->problems)), &r->problems);
    return number;
}

static struct kept_edition get(struct record *r, const char *review, int64_t number)
{
    struct kept_edition edition = {0};
    bool found = false;
    ASSERT_GOOD(
        kept_edition_get(r->store, r->arena, text_from(review), number, &found, &edition, &r->problems),
        &r->problems);
    assert_true(found);
    return edition;
}

TEST(editions_of_each_review_are_numbered_and_listed_with_the_latest_first)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "one");
    record_add_review(&r, "two");
    assert_int_equal(add(&r, "one", false, EDITION_PROVISIONAL), 1);
    assert_int_equal(add(&r, "two", true, EDITION_APPROVED), 1);
    assert_int_equal(add(&r, "one", true, EDITION_PUBLISHED), 2);
    struct kept_edition_list list;
    ASSERT_GOOD(kept_edition_list(r.store, r.arena, TEXT("one"), &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 2);
    assert_int_equal(list.list.items[0].number, 2);
    assert_true(list.list.items[0].internal);
    assert_int_equal(list.list.items[0].state, EDITION_PUBLISHED);
    assert_text_equal(list.list.items[1].actor, "clerk");
    assert_text_equal(list.list.items[1].date, "2019-10-01");
    record_stop(&r);
}

TEST(a_file_comes_back_as_it_was_kept)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "one");
    struct kept_edition edition = get(&r, "one", add(&r, "one", false, EDITION_APPROVED));
    struct edition_file_list files;
    struct edition_file file = {0};
    bool found = false;
    ASSERT_GOOD(kept_edition_files(r.store, r.arena, edition.id, &files, &r.problems), &r.problems);
    assert_int_equal(files.list.count, 2);
    assert_int_equal(files.list.items[1].bytes, 6);
    assert_int_equal(files.list.items[1].content.length, 0);
    ASSERT_GOOD(kept_edition_file(r.store, r.arena, edition.id, TEXT("r.en.pdf"), &found, &file, &r.problems),
                &r.problems);
    assert_true(found && text_equal(file.content, (struct text){"%PDF\0x", 6}));
    assert_true(text_equal(file.sha256, hash_text(r.arena, hash_of(file.content))));
    ASSERT_GOOD(kept_edition_file(r.store, r.arena, edition.id, TEXT("none"), &found, &file, &r.problems),
                &r.problems);
    assert_false(found);
    ASSERT_GOOD(kept_edition_get(r.store, r.arena, TEXT("one"), 7, &found, &edition, &r.problems),
                &r.problems);
    assert_false(found);
    record_stop(&r);
}
