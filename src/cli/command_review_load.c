// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "base/file.h"
#include "review/definition.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"), .kind = VALUE_FILE, .required = true, .help = N_("The review, a YAML file.")},
    {0},
};

static const struct example examples[] = {
    {"review load demo/2019-snapshot/review.yaml", N_("Begin the review of the demonstration:")},
    {0},
};

// The instrument as it is now goes into the record, so that the review can be computed again when the file has changed.
static enum status add_instrument(struct invocation *invocation, struct text beside,
                                  struct review_definition *definition)
{
    const struct instrument *instrument;
    struct review *review = &definition->review;
    struct text path = path_beside(invocation->arena, beside, definition->instrument_file);
    if (!read_input(invocation, path, LIMIT_YAML_BYTES, &review->instrument_content))
        return STATUS_INPUT_OUTPUT;
    if (!instrument_load(invocation->arena, path, review->instrument_content, &instrument,
                         &invocation->problems))
        return STATUS_REFUSED;
    review->instrument_id = instrument->id;
    review->instrument_version = instrument->version;
    review->instrument_hash = instrument->hash;
    return STATUS_DONE;
}

static bool put(struct write *write, void *definition, struct problems *problems)
{
    return review_definition_put(write, definition, problems);
}

static enum status run(struct invocation *invocation)
{
    struct text path = given_text(invocation, "FILE"), content;
    struct review_definition definition;
    if (!read_input(invocation, path, LIMIT_YAML_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    if (!review_definition_read(invocation->arena, path, content, &definition, &invocation->problems))
        return STATUS_REFUSED;
    enum status status = add_instrument(invocation, path, &definition);
    if (status != STATUS_DONE)
        return status;
    if (record_change(invocation, put, &definition, &status))
        say(invocation,
            MESSAGE("The review {review} is in the record.", VALUE("review", definition.review.id)));
    return status;
}

const struct command command_review_load = {
    .path = "review load",
    .summary = N_("put a review into the record, or change it"),
    .description = {N_(
        "Reads what staff write of a review: its title, method, period, instrument, and the sections of its "
        "report. A review that is there already is changed to what the file says; the instrument it was "
        "begun with stays.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
