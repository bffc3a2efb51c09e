// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "report/manifest.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"), .kind = VALUE_FILE, .required = true, .help = N_("An edition of a report.")},
    {.name = N_("MANIFEST"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("The list of hashes that was published beside it.")},
    {0},
};

static const struct example examples[] = {
    {"verify-report report/hate-crime-snapshot-2019.en.html report/hate-crime-snapshot-2019.sha256",
     N_("Confirm that a file is the one that was published:")},
    {0},
};

static struct text last_part(struct text path)
{
    struct text rest = path, part = path;
    while (text_split(&rest, '/', &part))
        ;
    return part;
}

static enum status run(struct invocation *invocation)
{
    struct text file = given_text(invocation, "FILE"), manifest_file = given_text(invocation, "MANIFEST");
    struct text content, manifest;
    bool both = read_input(invocation, file, LIMIT_EDITION_BYTES, &content);
    both &= read_input(invocation, manifest_file, LIMIT_MANIFEST_BYTES, &manifest);
    if (!both)
        return STATUS_INPUT_OUTPUT;
    if (!manifest_verify(invocation->arena, manifest_file, manifest, last_part(file), content,
                         &invocation->problems))
        return STATUS_REFUSED;
    say(invocation,
        MESSAGE("Verified: {file} is the file that the manifest lists.", VALUE("file", last_part(file))));
    return STATUS_DONE;
}

const struct command command_verify_report = {
    .path = "verify-report",
    .summary = N_("confirm that a file is the one that was published"),
    .description = {N_(
        "Compares the SHA-256 of an edition with the one that the manifest lists for its name. The "
        "manifest must come from where you trust it: the office's own site, its minutes. "
        "sha256sum --check reads it as well.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
