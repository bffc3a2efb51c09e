// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "selection/receipt.h"

static const struct parameter arguments[] = {
    {.name = N_("RECEIPT"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("The receipt of a draw, as text.")},
    {.name = N_("FRAME"), .kind = VALUE_FILE, .required = true, .help = N_("The list from which was drawn.")},
    {0},
};

static const struct example examples[] = {
    {"verify panel-2019-08.receipt.txt panel-2019-08.frame.txt", N_("Draw again, and compare:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct text receipt_file = given_text(invocation, "RECEIPT"),
                frame_file = given_text(invocation, "FRAME");
    struct text receipt, frame;
    struct receipt verified;
    bool both = read_input(invocation, receipt_file, LIMIT_FRAME_BYTES, &receipt);
    both &= read_input(invocation, frame_file, LIMIT_FRAME_BYTES, &frame);
    if (!both)
        return STATUS_INPUT_OUTPUT;
    if (!receipt_verify(invocation->arena, receipt_file, receipt, frame_file, frame, &verified,
                        &invocation->problems))
        return STATUS_REFUSED;
    say(invocation,
        MESSAGE_COUNT("Verified: one ticket, drawn again from {cases} cases, is as the receipt says.",
                      "Verified: {n} tickets, drawn again from {cases} cases, are as the receipt says.",
                      verified.ticket_count, NUMBER("cases", verified.commitment.cases)));
    say(invocation,
        MESSAGE("Its commitment has the SHA-256 {hash}: compare it with what was published before the seed "
                "of {date}.",
                VALUE("hash", hash_text(invocation->arena,
                                        hash_of(commitment_text(invocation->arena, &verified.commitment)))),
                VALUE("date", verified.seed.date)));
    return STATUS_DONE;
}

const struct command command_verify = {
    .path = "verify",
    .summary = N_("check the receipt of a draw"),
    .description = {N_("Draws again from the frame with the receipt's seed, writes the receipt again, and "
                       "names the first line that "
                       "differs. It needs no data folder, and nothing but the two files.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
