// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/judge.h"

struct entry {
    struct text review;
    enum assessment_kind kind;
    struct judgements judgements;
    int64_t assessments;
};

// The judgement on a criterion among those given so far, or a new one.
static struct judgement *judgement_on(struct invocation *invocation, struct entry *entry,
                                      struct text criterion)
{
    for (size_t i = 0; i < entry->judgements.list.count; i++)
        if (text_equal(entry->judgements.list.items[i].criterion, criterion))
            return &entry->judgements.list.items[i];
    struct judgement *judgement = ARRAY_APPEND(invocation->arena, &entry->judgements.list);
    *judgement = (struct judgement){.place.source = TEXT("craffu"), .criterion = criterion};
    return judgement;
}

static struct text *part_of(struct judgement *judgement, const char *option)
{
    if (strcmp(option, "answer") == 0)
        return &judgement->outcome;
    if (strcmp(option, "departure") == 0)
        return &judgement->departure;
    if (strcmp(option, "reason") == 0)
        return &judgement->reason.in[LANGUAGE_ENGLISH];
    if (strcmp(option, "reason-cy") == 0)
        return &judgement->reason.in[LANGUAGE_WELSH];
    return &judgement->comment;
}

// Takes every "CRITERION=…" of one option.
static bool take_option(struct invocation *invocation, struct entry *entry, const char *option)
{
    for (size_t i = 0; i < given_count(invocation, option); i++) {
        struct text value = given_at(invocation, option, i), criterion;
        struct text word = text_print(invocation->arena, "--%s", option);
        text_split(&value, '=', &criterion);
        if (criterion.length == 0 || value.length == 0)
            return usage_problem(
                invocation, MESSAGE("{word} takes a criterion, the sign = and a value", VALUE("word", word)),
                NO_MESSAGE);
        struct text *part = part_of(judgement_on(invocation, entry, criterion), option);
        if (part->length)
            return usage_problem(invocation,
                                 MESSAGE("{word} is given twice for {criterion}", VALUE("word", word),
                                         VALUE("criterion", criterion)),
                                 NO_MESSAGE);
        *part = value;
    }
    return true;
}

static bool take_options(struct invocation *invocation, struct entry *entry, const char *person_option)
{
    static const char *const options[] = {"answer", "departure", "reason", "reason-cy", "comment"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (!take_option(invocation, entry, options[i]))
            return false;
    // Where an instrument computes everything there is nothing to answer: the case was read.
    if (entry->kind == ASSESSMENT_REVIEW && !entry->judgements.list.count)
        judgement_on(invocation, entry, (struct text){0});
    if (!given(invocation, person_option) || !given(invocation, "CASE") || !entry->judgements.list.count)
        return usage_problem(invocation, MESSAGE("who judges which case how is not said"),
                             MESSAGE("name the case, --{person} and --answer, or a file with --from",
                                     VALUE("person", text_from(person_option))));
    for (size_t i = 0; i < entry->judgements.list.count; i++) {
        entry->judgements.list.items[i].person = given_text(invocation, person_option);
        entry->judgements.list.items[i].reference = given_text(invocation, "CASE");
    }
    return true;
}

static bool put(struct write *write, void *argument, struct problems *problems)
{
    struct entry *entry = argument;
    return judgements_put(write, entry->review, entry->kind, &entry->judgements, &entry->assessments,
                          problems);
}

enum status judge(struct invocation *invocation, enum assessment_kind kind, const char *person_option)
{
    struct entry entry = {.review = given_text(invocation, "REVIEW"), .kind = kind};
    if (!given(invocation, "from")) {
        if (!take_options(invocation, &entry, person_option))
            return STATUS_USAGE;
    } else if (given(invocation, "CASE") || given(invocation, "answer") || given(invocation, person_option)) {
        usage_problem(invocation, MESSAGE("--from takes everything from the file"), NO_MESSAGE);
        return STATUS_USAGE;
    } else if (!judgements_read(invocation->arena,
                                text_terminated(invocation->arena, given_text(invocation, "from")), kind,
                                &entry.judgements, &invocation->problems)) {
        return STATUS_REFUSED;
    }
    enum status status;
    if (!record_change(invocation, put, &entry, &status))
        return status == STATUS_BLOCKED ? STATUS_REFUSED : status;
    if (kind == ASSESSMENT_REVIEW)
        say(invocation, MESSAGE_COUNT("One assessment was submitted.", "{n} assessments were submitted.",
                                      entry.assessments));
    else
        say(invocation,
            MESSAGE_COUNT("One case was moderated.", "{n} cases were moderated.", entry.assessments));
    return STATUS_DONE;
}
