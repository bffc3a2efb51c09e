// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/figures.h"

#include "statistics/lint.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("A table as CSV or XLSX, or a report of this program as JSON.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = figure_formats,
     .help = N_("terminal, or json with every figure in full. Otherwise terminal.")},
    {0},
};

static const struct example examples[] = {
    {"lint-table published.csv", N_("Check a table that somebody published:")},
    {0},
};

static void print_json(const struct invocation *invocation, const struct lint_findings *findings)
{
    struct buffer out = {0};
    struct json_writer writer = {.out = &out, .on_lines = true};
    json_writer_open_object(&writer, NULL);
    json_writer_integer(&writer, "tables", (int64_t)findings->tables);
    json_writer_integer(&writer, "rows", (int64_t)findings->rows);
    json_writer_open_array(&writer, "findings");
    for (size_t i = 0; i < findings->list.count; i++) {
        const struct lint_finding *finding = &findings->list.items[i];
        json_writer_open_object(&writer, NULL);
        json_writer_text(&writer, "kind", text_from(lint_code(finding->kind)));
        json_writer_text(&writer, "source", finding->problem.place.source);
        if (finding->problem.place.line)
            json_writer_integer(&writer, "line", (int64_t)finding->problem.place.line);
        if (finding->problem.place.record)
            json_writer_integer(&writer, "row", (int64_t)finding->problem.place.record);
        json_writer_text(&writer, "column", finding->problem.place.name);
        json_writer_optional_text(&writer, "value", finding->problem.value);
        json_writer_text(&writer, "says",
                         message_text(invocation->arena, invocation->language, &finding->problem.what));
        json_writer_optional_text(
            &writer, "hint", message_text(invocation->arena, invocation->language, &finding->problem.hint));
        json_writer_close(&writer);
    }
    json_writer_close(&writer);
    json_writer_close(&writer);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
}

static void print_findings(struct invocation *invocation, const struct lint_findings *findings)
{
    for (size_t i = 0; i < findings->list.count; i++) {
        print_text(problem_text_for_commands(invocation->arena, invocation->language,
                                             &findings->list.items[i].problem));
        print_text(TEXT("\n"));
    }
    if (!findings->list.count)
        say(invocation, MESSAGE_COUNT("Nothing in one row contradicts itself.",
                                      "Nothing in {n} rows contradicts itself.", findings->rows));
}

static enum status run(struct invocation *invocation)
{
    struct lint_findings findings = {0};
    const char *path = text_terminated(invocation->arena, given_text(invocation, "FILE"));
    if (!lint_file(invocation->arena, path, &findings, &invocation->problems))
        return STATUS_REFUSED;
    if (wants_json(invocation))
        print_json(invocation, &findings);
    else
        print_findings(invocation, &findings);
    return findings.list.count ? STATUS_REFUSED : STATUS_DONE;
}

const struct command command_lint_table = {
    .path = "lint-table",
    .summary = N_("name what cannot be right in a finished table"),
    .description =
        {N_("Reads a table that somebody made and names percentages that no number of cases gives, "
            "percentages that are not "
            "those of the numbers beside them, parts that do not add up to their total, percentages without "
            "any base, and "
            "mixed rounding: each with its row and column. It ends with status 1 if it found something."),
         N_("The first row must hold the headings. A row or column that calls itself a total is taken for "
            "one.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
