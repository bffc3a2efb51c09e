// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/print_document.h"
#include "cli/record.h"

#include "base/zone.h"
#include "report/recommendations.h"
#include "review/office.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .help = N_("The review's id. Without one, of all reviews.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "date",
     .value = N_("DATE"),
     .kind = VALUE_TEXT,
     .help = N_("The day on which to ask what is overdue, as 2019-10-01. Otherwise today.")},
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = document_formats,
     .help = N_("terminal, csv (a blank line between tables), markdown, json or html. Otherwise terminal.")},
    {0},
};

static const struct example examples[] = {
    {"recommendations --format csv", N_("See what is open and since when, as a table for a spreadsheet:")},
    {0},
};

// The office, or where nothing was said of it who made the first review.
static bool read_organisation(struct invocation *invocation,
                              const struct recommendation_register *recommendations,
                              struct localised *organisation)
{
    struct office office;
    bool found;
    if (!office_get(invocation->store, invocation->arena, (struct text){0}, &found, &office,
                    &invocation->problems))
        return false;
    *organisation = found ? office.name : recommendations->list.items[0].review->organisation;
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct recommendation_register recommendations;
    struct text format = given_text(invocation, "format");
    struct register_look look = {.brief = format.length == 0 || text_equal(format, TEXT("terminal"))};
    struct localised organisation;
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct problems *problems = &invocation->problems;
    struct civil_date today;
    if (!given_date(invocation, zone_named(TEXT("Europe/London")), &today))
        return STATUS_USAGE;
    look.today = civil_date_text(invocation->arena, today);
    if (!register_read(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), false,
                       &recommendations, problems))
        return STATUS_REFUSED;
    if (recommendations.list.count == 0) {
        say(invocation, MESSAGE("There are no recommendations yet. craffu recommend load enters them."));
        return STATUS_DONE;
    }
    register_sort(&recommendations, look.today);
    if (!read_organisation(invocation, &recommendations, &organisation) ||
        !register_build(invocation->arena, &recommendations, &organisation, look.today, &look, checked,
                        problems))
        return STATUS_BLOCKED;
    print_document(checked[invocation->language], format);
    return STATUS_DONE;
}

const struct command command_recommendations = {
    .path = "recommendations",
    .summary = N_("list recommendations, overdue ones first"),
    .description = {N_(
        "Prints what the force was asked to do, its age in days, its state and the latest answer; below it all "
        "answers and what was done since.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
