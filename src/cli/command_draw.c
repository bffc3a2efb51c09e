// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/strata_given.h"
#include "review/draw.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "seed",
     .value = N_("DIGITS"),
     .kind = VALUE_TEXT,
     .help = N_("The public seed: at least 20 decimal digits.")},
    {.name = "seed-source",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .help = N_("Where the seed comes from: dice thrown in public, or a public source, by its name.")},
    {.name = "seed-date",
     .value = N_("DATE"),
     .kind = VALUE_TEXT,
     .help = N_("The day on which the seed came about, like 2019-08-12; not before the commitment.")},
    {.name = "more",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .help = N_("A further round: so many of the next tickets.")},
    {.name = "more-of",
     .value = N_("STRATUM=NUMBER"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_("A further round of a quota: so many of the next tickets of a stratum.")},
    {0},
};

static const struct example examples[] = {
    {"draw panel-2019-08 --seed 90164382710559236471 --seed-source 'dice' --seed-date 2019-08-12",
     N_("Draw, with digits thrown in public:")},
    {"draw panel-2019-08 --more 6", N_("Draw six more:")},
    {0},
};

struct drawing {
    struct text review;
    struct seed seed;
    int64_t more;
    struct draw_plan named;
    bool first;
};

static bool draw(struct write *write, void *argument, struct problems *problems)
{
    struct drawing *drawing = argument;
    return drawing->first ? draw_first(write, drawing->review, &drawing->seed, problems)
                          : draw_more(write, drawing->review, drawing->more, &drawing->named, problems);
}

// The tickets of the last round.
static enum status print_round(struct invocation *invocation, struct text review)
{
    struct draw drawn;
    struct ledger_counts counts;
    if (!draw_get(invocation->store, invocation->arena, review, &drawn, &invocation->problems) ||
        !ledger_count(invocation->store, review, &counts, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    const struct receipt *receipt = &drawn.receipt;
    for (size_t i = 0; i < receipt->ticket_count && !invocation->quiet; i++)
        if (receipt->tickets[i].event + 1 == receipt->events.count)
            print_text(text_print(invocation->arena, "%zu\t%.*s\t%.*s\t%.*s\n", i + 1,
                                  TEXT_PRINT(receipt->tickets[i].id),
                                  TEXT_PRINT(receipt->commitment.strata[receipt->tickets[i].stratum].name),
                                  TEXT_PRINT(ticket_trim(invocation->arena, receipt->tickets[i].ticket, 9))));
    if (!invocation->quiet)
        print_text(ledger_counts_text(invocation, &counts));
    return STATUS_DONE;
}

static enum status run(struct invocation *invocation)
{
    struct drawing drawing = {
        .review = given_text(invocation, "REVIEW"),
        .seed = {given_text(invocation, "seed"), given_text(invocation, "seed-source"),
                 given_text(invocation, "seed-date")},
        .more = given_number(invocation, "more", 0),
    };
    bool seed = given(invocation, "seed") && given(invocation, "seed-source") &&
                given(invocation, "seed-date");
    bool any = given(invocation, "seed") || given(invocation, "seed-source") ||
               given(invocation, "seed-date");
    bool more = given(invocation, "more") || given(invocation, "more-of");
    if (any ? !seed || more : given(invocation, "more") == given(invocation, "more-of")) {
        usage_problem(
            invocation,
            MESSAGE(
                "give --seed, --seed-source and --seed-date; or, for a further round, --more or --more-of"),
            NO_MESSAGE);
        return STATUS_USAGE;
    }
    drawing.first = seed;
    if (!strata_given(invocation, "more-of", &drawing.named))
        return STATUS_USAGE;
    enum status status;
    return record_change(invocation, draw, &drawing, &status) ? print_round(invocation, drawing.review)
                                                              : status;
}

const struct command command_draw = {
    .path = "draw",
    .summary = N_("draw cases by lot, so that anyone can check it"),
    .description = {N_("The seed and the id of a case give its ticket; the lowest tickets of each stratum "
                       "are drawn, as many as were fixed "
                       "when the frame was sealed. The tickets are those of consistent_sampler, Ronald "
                       "Rivest's public program."),
                    N_("Prints a line a case: the number of its ticket, its reference, its stratum and the "
                       "beginning of its ticket, separated "
                       "by tabs; then how many cases stand where. Read the cases in this order: if time runs "
                       "out, those read are still a "
                       "random sample.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
