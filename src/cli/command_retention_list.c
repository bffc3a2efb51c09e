// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "base/zone.h"
#include "review/retention.h"

static const struct parameter options[] = {
    {.name = "extract",
     .value = N_("ID"),
     .kind = VALUE_TEXT,
     .help = N_("Only this extract, with the holds that it has or had.")},
    {.name = "due", .help = N_("Only what is due: its day has come, or nobody has said one.")},
    {.name = "date",
     .value = N_("DATE"),
     .kind = VALUE_TEXT,
     .help = N_("The day, as 2027-03-31. Otherwise today.")},
    {0},
};

static const struct example examples[] = {
    {"retention list --due", N_("See what somebody has to look at:")},
    {0},
};

static const char *state_words(const struct retained *retained, struct text today)
{
    if (retained->removed_at)
        return retained->wiped_at ? N_("removed") : N_("removed, its bytes not written over yet");
    if (retained->holds)
        return N_("held");
    return retention_is_due(retained, today) ? N_("due") : N_("kept");
}

static void print_extract(const struct invocation *invocation, const struct retained *retained,
                          struct text today)
{
    enum language language = invocation->language;
    PRINT_ROW(invocation, retained->extract, message_word(language, state_words(retained, today)),
              retained->review_on.length ? retained->review_on : message_word(language, N_("no day")),
              number_text(invocation->arena, retained->cases),
              number_text(invocation->arena, retained->holds));
}

static struct text day_of(const struct invocation *invocation, int64_t at)
{
    struct civil_time time = zone_to_civil(zone_named(TEXT("Europe/London")), at);
    return civil_date_text(invocation->arena, time.date);
}

static bool print_holds(struct invocation *invocation, struct text extract)
{
    struct hold_list holds;
    if (!hold_list(invocation->store, invocation->arena, extract, &holds, &invocation->problems))
        return false;
    for (size_t i = 0; i < holds.list.count; i++) {
        const struct hold *hold = &holds.list.items[i];
        bool lifted = hold->lifted_at != 0;
        PRINT_ROW(invocation, hold->id, hold->placed_by, day_of(invocation, hold->placed_at), hold->reason,
                  hold->lifted_by, lifted ? day_of(invocation, hold->lifted_at) : (struct text){0},
                  hold->lifted_reason);
    }
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct retained_list list = {0};
    struct retained one;
    struct civil_date date;
    struct text extract = given_text(invocation, "extract");
    if (!given_date(invocation, zone_named(TEXT("Europe/London")), &date))
        return STATUS_USAGE;
    struct text today = civil_date_text(invocation->arena, date);
    if (extract.length) {
        if (!retention_get(invocation->store, invocation->arena, extract, &one, &invocation->problems))
            return STATUS_REFUSED;
        print_extract(invocation, &one, today);
        return print_holds(invocation, extract) ? STATUS_DONE : STATUS_INPUT_OUTPUT;
    }
    if (!retention_list(invocation->store, invocation->arena, &list, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    for (size_t i = 0; i < list.list.count; i++)
        if (!given(invocation, "due") || retention_is_due(&list.list.items[i], today))
            print_extract(invocation, &list.list.items[i], today);
    return STATUS_DONE;
}

const struct command command_retention_list = {
    .path = "retention list",
    .summary = N_("list how long each extract is kept"),
    .description = {N_(
        "Prints a line an extract, separated by tabs: its id, its state, the day on which somebody looks at it "
        "again, its cases, and the holds that stand. Those without a day come first. With --extract also "
        "a line for each hold: its id, who placed it when and why, who lifted it when and why.")},
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
