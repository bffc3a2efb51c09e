// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "review/draw.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct example examples[] = {
    {"ledger hate-crime-snapshot-2019", N_("See which cases still wait:")},
    {0},
};

// Where a case that left the review went: the other review, the place in words, or the other case.
static struct text destination(const struct invocation *invocation, const struct ledger_entry *entry)
{
    if (entry->replaced_by.length)
        return entry->replaced_by;
    return entry->to_review.length ? entry->to_review : localised_text(invocation, &entry->elsewhere);
}

static void print_entry(const struct invocation *invocation, const struct ledger_entry *entry)
{
    struct text state = message_word(invocation->language, ledger_state_words(entry->state));
    struct text how = message_word(invocation->language, selected_by_words(entry->how));
    PRINT_ROW(invocation, entry->record.reference, state, how, destination(invocation, entry),
              localised_text(invocation, &entry->reason));
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct ledger ledger = {0};
    struct ledger_counts counts, over_draw;
    struct problems *problems = &invocation->problems;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    problems))
        return STATUS_REFUSED;
    if (!ledger_read(invocation->store, invocation->arena, review.id, &ledger, problems) ||
        !ledger_count(invocation->store, review.id, &counts, problems) ||
        !draw_ledger(invocation->store, invocation->arena, review.id, &over_draw, problems))
        return STATUS_INPUT_OUTPUT;
    for (size_t i = 0; i < ledger.list.count; i++)
        print_entry(invocation, &ledger.list.items[i]);
    print_text(ledger_counts_text(invocation, &counts));
    if (over_draw.selected)
        print_text(text_print(invocation->arena, "%.*s: %.*s",
                              TEXT_PRINT(message_word(invocation->language,
                                                      N_("over the draw, each case in its latest state"))),
                              TEXT_PRINT(ledger_counts_text(invocation, &over_draw))));
    return STATUS_DONE;
}

const struct command command_ledger = {
    .path = "ledger",
    .summary = N_("say where each selected case stands"),
    .description = {N_(
        "Prints a line a case: its reference, its state, how it was selected, where it went, and why, separated "
        "by tabs; then how many cases stand where. Of a review whose cases were drawn, also where "
        "the drawn cases stand in the end, in whatever review.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_ON_SCREEN,
    .run = run,
};
