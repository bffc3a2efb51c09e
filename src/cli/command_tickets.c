// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "format/json_writer.h"
#include "selection/frame.h"
#include "selection/sampler.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("Ids, one a line, in UTF-8; - is standard input.")},
    {0},
};

static const char *const formats[] = {"terminal", "json", NULL};

static const struct parameter options[] = {
    {.name = "seed",
     .value = N_("TEXT"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The seed, as it is: blanks count.")},
    {.name = "take",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .required = true,
     .help = N_("How many tickets to draw.")},
    {.name = "drop",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .help = N_("Leave out so many first: what was drawn before.")},
    {.name = "with-replacement", .help = N_("Put what was drawn back, with its next ticket.")},
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = formats,
     .help = N_("terminal, with 9 digits of each ticket, or json with all of them. Otherwise terminal.")},
    {0},
};

static const struct example examples[] = {
    {"tickets --seed 90164382710559236471 --take 11 ids.txt", N_("Draw 11 of a list:")},
    {"tickets --seed 90164382710559236471 --drop 11 --take 6 ids.txt", N_("And six more:")},
    {0},
};

static void add_text(const struct invocation *invocation, struct buffer *out, const struct tickets *drawn,
                     const struct text *ids, bool generations)
{
    for (size_t i = 0; i < drawn->count; i++) {
        const struct ticket *ticket = &drawn->items[i];
        buffer_add(out, ticket_trim(invocation->arena, ticket->text, 9));
        buffer_add_character(out, '\t');
        buffer_add(out, ids[ticket->id]); // which may hold a NUL
        if (generations)
            buffer_print(out, "\t%llu", (unsigned long long)ticket->generation);
        buffer_add_character(out, '\n');
    }
}

static void add_json(struct buffer *out, const struct sampling *sampling, const struct tickets *drawn,
                     const struct text *ids, size_t count)
{
    struct json_writer writer = {.out = out, .on_lines = true};
    json_writer_open_object(&writer, NULL);
    json_writer_text(&writer, "method", TEXT("consistent_sampler 1.0.10"));
    json_writer_text(&writer, "seed", sampling->seed);
    json_writer_boolean(&writer, "with_replacement", sampling->with_replacement);
    json_writer_integer(&writer, "ids", (int64_t)count);
    json_writer_integer(&writer, "drop", (int64_t)sampling->drop);
    json_writer_integer(&writer, "take", (int64_t)sampling->take);
    json_writer_open_array(&writer, "tickets");
    for (size_t i = 0; i < drawn->count; i++) {
        json_writer_open_object(&writer, NULL);
        json_writer_text(&writer, "ticket", drawn->items[i].text);
        json_writer_text(&writer, "id", ids[drawn->items[i].id]);
        json_writer_integer(&writer, "generation", (int64_t)drawn->items[i].generation);
        json_writer_close(&writer);
    }
    json_writer_close(&writer);
    json_writer_close(&writer);
}

static bool read_sampling(struct invocation *invocation, struct sampling *sampling)
{
    int64_t drop = given_number(invocation, "drop", 0), take = given_number(invocation, "take", 0);
    size_t bad;
    *sampling = (struct sampling){.seed = given_text(invocation, "seed"),
                                  .with_replacement = given(invocation, "with-replacement"),
                                  .drop = (size_t)drop,
                                  .take = (size_t)take};
    if (!text_is_utf8(sampling->seed, &bad))
        return usage_problem(invocation, MESSAGE("the seed is not UTF-8"), NO_MESSAGE);
    return (drop <= LIMIT_TICKETS && take <= LIMIT_TICKETS) ||
           usage_problem(invocation,
                         MESSAGE("at most {limit} tickets are drawn at once", NUMBER("limit", LIMIT_TICKETS)),
                         NO_MESSAGE);
}

static enum status run(struct invocation *invocation)
{
    struct sampling sampling;
    struct text content, *ids, file = given_text(invocation, "FILE");
    size_t count;
    struct buffer out = {0};
    if (!read_sampling(invocation, &sampling))
        return STATUS_USAGE;
    if (!read_input(invocation, file, LIMIT_FRAME_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    if (!ids_read(invocation->arena, file, content, &ids, &count, &invocation->problems))
        return STATUS_REFUSED;
    struct tickets drawn = tickets_sample(invocation->arena, &sampling, ids, count);
    if (text_equal(given_text(invocation, "format"), TEXT("json")))
        add_json(&out, &sampling, &drawn, ids, count);
    else
        add_text(invocation, &out, &drawn, ids, sampling.with_replacement);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
    return STATUS_DONE;
}

const struct command command_tickets = {
    .path = "tickets",
    .summary = N_("draw from a list of ids, without any record"),
    .description = {N_("Draws as consistent_sampler does, Ronald Rivest's public program, ticket for ticket: "
                       "the order of the list does not "
                       "matter, and what is drawn next continues what was drawn. Prints a line a ticket: its "
                       "first digits and the id, "
                       "separated by a tab; with replacement also how often the id was drawn so far.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
