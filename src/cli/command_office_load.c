// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "base/file.h"
#include "review/office.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"), .kind = VALUE_FILE, .required = true, .help = N_("The office, a YAML file.")},
    {0},
};

static const struct example examples[] = {
    {"office load demo/office.yaml", N_("Let the reports bear the office of the demonstration:")},
    {0},
};

struct loading {
    struct text path, content, logo;
};

static bool put(struct write *write, void *argument, struct problems *problems)
{
    const struct loading *loading = argument;
    return office_put(write, loading->path, loading->content, loading->logo, problems);
}

// The picture beside the file, if it names one.
static enum status read_logo(struct invocation *invocation, struct loading *loading, struct text file)
{
    if (file.length == 0)
        return STATUS_DONE;
    struct text path = path_beside(invocation->arena, loading->path, file);
    if (!read_input(invocation, path, LIMIT_LOGO_BYTES, &loading->logo))
        return STATUS_INPUT_OUTPUT;
    if (loading->logo.length)
        return STATUS_DONE;
    problem_report(&invocation->problems, (struct place){.source = path}, MESSAGE("the file is empty"),
                   MESSAGE("look whether it is the right one, and was saved"));
    return STATUS_REFUSED;
}

static enum status run(struct invocation *invocation)
{
    struct loading loading = {.path = given_text(invocation, "FILE")};
    struct office office;
    enum status status;
    if (!read_input(invocation, loading.path, LIMIT_YAML_BYTES, &loading.content))
        return STATUS_INPUT_OUTPUT;
    if (!office_read(invocation->arena, loading.path, loading.content, &office, &invocation->problems))
        return STATUS_REFUSED;
    status = read_logo(invocation, &loading, office.logo_file);
    if (status != STATUS_DONE)
        return status;
    if (record_change(invocation, put, &loading, &status))
        say(invocation, MESSAGE("Reports that are not published yet bear this office from now on."));
    return status;
}

const struct command command_office_load = {
    .path = "office load",
    .summary = N_("say how the office's reports look and what each of them says"),
    .description = {N_(
        "Reads the office's name, logo, colour, marking, contact and the sections that stand in "
        "every report, in both languages. A review that is published already goes on as it was.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
