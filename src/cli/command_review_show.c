// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "review/disclosure.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct example examples[] = {
    {"review show hate-crime-snapshot-2019", N_("See how far a review is:")},
    {0},
};

static void print_line(const struct invocation *invocation, const char *label, struct text text)
{
    struct text word = message_word(invocation->language, label);
    if (text.length)
        PRINT_ROW(invocation,
                  text_print(invocation->arena, "%.*s: %.*s", TEXT_PRINT(word), TEXT_PRINT(text)));
}

static void print_review(struct invocation *invocation, const struct review *review)
{
    struct arena *arena = invocation->arena;
    print_line(invocation, N_("Review"), review->id);
    print_line(invocation, N_("Title"), localised_text(invocation, &review->title));
    print_line(invocation, N_("Method"),
               message_word(invocation->language, review_method_words(review->method)));
    print_line(invocation, N_("State"), review_status_text(invocation, review));
    if (review->period_from.length)
        print_line(
            invocation, N_("Period"),
            text_print(arena, "%.*s/%.*s", TEXT_PRINT(review->period_from), TEXT_PRINT(review->period_to)));
    print_line(invocation, N_("Organisation"), localised_text(invocation, &review->organisation));
    print_line(invocation, N_("Police force"), localised_text(invocation, &review->force));
    print_line(invocation, N_("Instrument"),
               text_print(arena, "%.*s %lld, SHA-256 %.*s", TEXT_PRINT(review->instrument_id),
                          (long long)review->instrument_version, TEXT_PRINT(review->instrument_hash)));
}

// What was decided on small counts: "print, 5 (Head of scrutiny, 2019-09-30)".
static void print_disclosure(struct invocation *invocation, const struct disclosure *disclosure)
{
    static const char *const words[] = {[DISCLOSURE_UNDECIDED] = N_("nobody has decided"),
                                        [DISCLOSURE_SUPPRESS] = N_("withheld"),
                                        [DISCLOSURE_MERGE] = N_("merged"),
                                        [DISCLOSURE_PRINT] = N_("printed")};
    struct text word = message_word(invocation->language, words[disclosure->rule]);
    if (disclosure->rule != DISCLOSURE_UNDECIDED)
        word = text_print(invocation->arena, "%.*s, < %lld (%.*s, %.*s)", TEXT_PRINT(word),
                          (long long)disclosure->threshold, TEXT_PRINT(disclosure->decided_by),
                          TEXT_PRINT(disclosure->decided_on));
    print_line(invocation, N_("Small counts"), word);
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct ledger_counts counts;
    struct disclosure disclosure;
    struct problems *problems = &invocation->problems;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    problems))
        return STATUS_REFUSED;
    if (!ledger_count(invocation->store, review.id, &counts, problems) ||
        !disclosure_get(invocation->store, invocation->arena, review.id, &disclosure, problems))
        return STATUS_INPUT_OUTPUT;
    print_review(invocation, &review);
    print_disclosure(invocation, &disclosure);
    print_text(ledger_counts_text(invocation, &counts));
    return STATUS_DONE;
}

const struct command command_review_show = {
    .path = "review show",
    .summary = N_("show a review and how far it is"),
    .description = {N_(
        "Prints what the record says of a review, and how many of its cases stand where in the ledger.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
