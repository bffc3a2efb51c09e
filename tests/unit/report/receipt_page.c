// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/receipt_page.h"

#include "temporary.h"
#include "test.h"

#include "document/writers.h"

static struct text as_html(struct arena *arena, const struct checked_document *checked)
{
    struct buffer out = {0};
    document_write_html(checked, SHEET_NORMAL, &out);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static void assert_says(struct text page, const char *words)
{
    size_t at;
    if (!text_find(page, text_from(words), &at))
        fail_msg("not on the page: %s", words);
}

static void assert_is_draft(struct text page, bool expected)
{
    size_t at;
    struct text words = message_word(
        LANGUAGE_WELSH, N_("Draft: a translator has not approved all Welsh text on this page yet."));
    assert_int_equal(text_find(page, words, &at), expected);
}

TEST(the_page_says_in_both_languages_what_the_receipt_says)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct frame frame;
    struct receipt receipt = {.seed = {TEXT("90164382710559236471"), TEXT("dice"), TEXT("2019-08-12")}};
    const struct text ids[] = {TEXT("A-1"), TEXT("A-2"), TEXT("A-3"), TEXT("B-1"), TEXT("B-2")};
    const struct review review = {.id = TEXT("panel"),
                                  .title = {{TEXT("Panel"), TEXT("Y panel")}},
                                  .organisation = {{TEXT("The office"), TEXT("Y swyddfa")}}};
    const struct checked_document *pages[LANGUAGE_COUNT];
    problems_init(&problems, arena);
    ASSERT_GOOD(frame_make(arena, TEXT("e"), ids, NULL, 5, &frame, &problems), &problems);
    ASSERT_GOOD(commitment_make(arena, &frame, review.id, TEXT("2019-08-05T09:30:00Z"),
                                &(struct draw_plan){.size = 2}, &receipt.commitment, &problems),
                &problems);
    *ARRAY_APPEND(arena, &receipt.events) = (struct draw_event){
        .date = TEXT("2019-08-12"), .size = 2, .places = receipt.commitment.places};
    *ARRAY_APPEND(arena, &receipt.events) = (struct draw_event){
        .is_replacement = true,
        .date = TEXT("2019-08-14"),
        .replaced = 1,
        .reason = {{TEXT("Restricted"), TEXT("Cyfyngedig")}}};
    ASSERT_GOOD(receipt_draw(arena, &frame, &receipt, &problems), &problems);
    ASSERT_GOOD(receipt_page_build(arena, &review, &receipt, true, pages, &problems), &problems);
    struct text english = as_html(arena, pages[LANGUAGE_ENGLISH]),
                welsh = as_html(arena, pages[LANGUAGE_WELSH]);
    assert_says(english, "Receipt of a draw");
    assert_says(english, "2 cases were drawn by lot from a list of 5");
    assert_says(english, "The reason: Restricted");
    assert_says(english, "replaced by ticket 3");
    assert_says(english, "in place of ticket 1");
    assert_says(english, "<pre translate=\"no\"><code>sha256sum frame.txt</code></pre>");
    assert_says(welsh, "Tynnwyd 2 achos ar hap o restr o 5");
    assert_says(welsh, "Y rheswm: Cyfyngedig");
    assert_says(welsh, "<span lang=\"en\">dice</span>");
    assert_says(welsh, "Y rhestr gyfan: 2 o 5");
    assert_says(welsh, "<td>Y rhestr gyfan</td>");
    assert_says(english, "The whole list: 2 of 5");
    for (size_t i = 0; i < receipt.ticket_count; i++) {
        assert_says(english, text_terminated(arena, ticket_trim(arena, receipt.tickets[i].ticket, 9)));
        assert_says(welsh, text_terminated(arena, receipt.tickets[i].id));
    }
    assert_is_draft(english, false);
    assert_is_draft(welsh, false);
    ASSERT_GOOD(receipt_page_build(arena, &review, &receipt, false, pages, &problems), &problems);
    assert_is_draft(as_html(arena, pages[LANGUAGE_ENGLISH]), false);
    assert_is_draft(as_html(arena, pages[LANGUAGE_WELSH]), true);
    arena_free(arena);
}
