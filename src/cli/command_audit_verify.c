// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "base/civil.h"
#include "review/audit_chain.h"

static const struct parameter options[] = {
    {.name = "head",
     .value = N_("NUMBER:LINK"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_("An end of the log that was printed or kept earlier: it must lie on the chain.")},
    {.name = "heads",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("A file with one of them on each line.")},
    {0},
};

static const struct example examples[] = {
    {"audit verify", N_("Confirm that the log is as it was written:")},
    {"audit verify --heads kept-heads.txt", N_("Confirm, too, that nothing was cut off:")},
    {0},
};

static bool add_head(struct invocation *invocation, struct text text, struct place place,
                     struct audit_heads *heads)
{
    struct audit_head head;
    if (!audit_head_from_text(text, &head))
        return problem_report_value(
            &invocation->problems, place, text,
            MESSAGE("this is not the end of a log: a number, a colon and 64 digits from 0 to f"),
            MESSAGE("craffu audit head prints one, and a published report does"));
    *ARRAY_APPEND(invocation->arena, &heads->list) = head;
    return true;
}

static bool read_heads(struct invocation *invocation, struct audit_heads *heads)
{
    struct text file = given_text(invocation, "heads"), rest = {0}, line;
    struct place place = {.source = TEXT("craffu")};
    bool good = true;
    for (size_t i = 0; i < given_count(invocation, "head"); i++)
        good &= add_head(invocation, given_at(invocation, "head", i), place, heads);
    place.source = file;
    if (file.length && !read_input(invocation, file, LIMIT_MANIFEST_BYTES, &rest))
        return false;
    while (text_split(&rest, '\n', &line)) {
        place.line++;
        line = text_trim(line);
        good &= !line.length || add_head(invocation, line, place, heads);
    }
    return good;
}

static struct text instant(struct arena *arena, int64_t at)
{
    struct civil_time time = civil_time_from_microseconds(at);
    time.microsecond = 0;
    return text_print(arena, "%.*sZ", TEXT_PRINT(civil_time_text(arena, time)));
}

// No fault of the log, but whoever reads its times must know.
static bool say_clock_steps(struct invocation *invocation)
{
    struct clock_steps steps;
    if (!audit_clock_steps(invocation->store, invocation->arena, &steps, &invocation->problems))
        return false;
    for (size_t i = 0; i < steps.list.count; i++) {
        const struct clock_step *step = &steps.list.items[i];
        say(invocation,
            MESSAGE("The clock was set back before row {number}, from {before} to {after}. The rows "
                    "stand in the order in which they were written.",
                    NUMBER("number", step->number), VALUE("before", instant(invocation->arena, step->before)),
                    VALUE("after", instant(invocation->arena, step->after))));
    }
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct audit_heads heads = {0};
    struct audit_head head;
    struct secret_key kept;
    if (!read_heads(invocation, &heads) || !record_key(invocation, &kept))
        return STATUS_REFUSED;
    struct secret_key key = audit_chain_key(&kept);
    secret_forget(&kept, sizeof kept);
    bool whole = audit_verify(invocation->store, invocation->arena, &key, &heads, &head,
                              &invocation->problems);
    secret_forget(&key, sizeof key);
    if (!whole)
        return STATUS_REFUSED;
    say(invocation, MESSAGE_COUNT("Verified: the audit log has {n} row, and it is as it was written.",
                                  "Verified: the audit log has {n} rows, and they are as they were written.",
                                  head.number));
    if (!say_clock_steps(invocation))
        return STATUS_INPUT_OUTPUT;
    print_text(text_print(invocation->arena, "%.*s\n", TEXT_PRINT(audit_head_text(invocation->arena, head))));
    return STATUS_DONE;
}

const struct command command_audit_verify = {
    .path = "audit verify",
    .summary = N_("confirm that the audit log is as it was written"),
    .description =
        {N_("Computes the chain through the log again, with the key that is kept outside the database. It finds every row that "
            "was changed, taken out or put in by who has not the key. That the end was cut off is found only against an end "
            "that was kept elsewhere: give those with --head or --heads."),
         N_("Prints the end of the log, as craffu audit head does.")},
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
