// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "review/meeting.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"),
     .kind = VALUE_TEXT,
     .help = N_("Reckon with this review's meetings only, not with all.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "minutes",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .required = true,
     .help = N_("How long the next meeting has for cases.")},
    {0},
};

static const struct example examples[] = {
    {"plan --minutes 180", N_("See how many cases three hours can reach:")},
    {0},
};

static struct text name_of(const struct invocation *invocation, const struct meeting *meeting)
{
    int64_t reached = meeting->cases;
    struct message line = MESSAGE_COUNT("{date}, {review}: one case in {minutes} minutes",
                                        "{date}, {review}: {n} cases in {minutes} minutes", reached,
                                        VALUE("date", meeting->date), VALUE("review", meeting->review),
                                        NUMBER("minutes", meeting->minutes));
    return message_text(invocation->arena, invocation->language, &line);
}

static enum status run(struct invocation *invocation)
{
    struct meeting_list meetings;
    int64_t minutes = given_number(invocation, "minutes", 0);
    if (!meeting_list(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &meetings,
                      &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    struct pace pace = meeting_pace(&meetings);
    if (!pace.cases) {
        problem_report(&invocation->problems, (struct place){0},
                       MESSAGE("no meeting is recorded that reached a case"),
                       MESSAGE("record one with craffu meeting"));
        return STATUS_BLOCKED;
    }
    for (size_t i = 0; i < meetings.list.count; i++)
        print_text(text_print(invocation->arena, "%.*s\n",
                              TEXT_PRINT(name_of(invocation, &meetings.list.items[i]))));
    int64_t tenths = pace_tenths(&pace);
    say(invocation,
        MESSAGE("A case took {minutes} minutes on average.",
                VALUE("minutes", text_print(invocation->arena, "%lld.%lld", (long long)(tenths / 10),
                                            (long long)(tenths % 10)))));
    say(invocation, MESSAGE_COUNT("At this pace a meeting of {minutes} minutes can reach one case.",
                                  "At this pace a meeting of {minutes} minutes can reach {n} cases.",
                                  pace_cases(&pace, minutes), NUMBER("minutes", minutes)));
    return STATUS_DONE;
}

const struct command command_plan = {
    .path = "plan",
    .summary = N_("say how many cases a meeting can reach"),
    .description = {N_("Reckons with the pace measured in earlier meetings: all their minutes, and all cases "
                       "that they reached.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
