// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/editions.h"
#include "cli/interruption.h"

#include "base/file.h"
#include "base/folder.h"
#include "base/text_map.h"
#include "document/formats.h"
#include "report/edition_files.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const char *const edition_names[] = {"public", "internal", NULL};

static const struct parameter options[] = {
    {.name = "to",
     .value = N_("FOLDER"),
     .kind = VALUE_FOLDER,
     .required = true,
     .help = N_("Where the files go; made if it is not there.")},
    {.name = "edition",
     .value = N_("EDITION"),
     .kind = VALUE_CHOICE,
     .choices = edition_names,
     .help = N_(
         "public, or internal: with every count and the references of cases, marked on every page. Otherwise public.")},
    {.name = "date",
     .value = N_("DATE"),
     .kind = VALUE_TEXT,
     .help = N_("The date of the report, as 2019-10-01. Otherwise today.")},
    {.name = "format",
     .value = N_("FORMATS"),
     .kind = VALUE_TEXT,
     .help = N_("Which formats, separated by commas, or “all”. Otherwise all but audio.")},
    {.name = "draft", .help = N_("Also while cases wait: the report then says that it is a draft.")},
    {0},
};

static const struct example examples[] = {
    {"report hate-crime-snapshot-2019 --to report",
     N_("Write the report in both languages and every format but audio:")},
    {"report hate-crime-snapshot-2019 --to report --format html,csv",
     N_("Write the web pages and the tables only:")},
    {"report hate-crime-snapshot-2019 --to report --format all", N_("Write every format, with audio:")},
    {0},
};

static struct text format_names(struct arena *arena)
{
    struct text names = TEXT("all");
    for (size_t i = 0; i < document_format_count(); i++)
        names = text_print(arena, "%.*s, %s", TEXT_PRINT(names), document_format_at(i)->id);
    return names;
}

struct made_file {
    struct text name, content;
};

struct printing {
    struct invocation *invocation;
    struct text folder;
    const atomic_bool *stop;
    ARRAY_OF(struct made_file) files; // the manifest is the last
    struct text_map written;
    const struct results *results;
    struct report_options wanted;
    enum format_state *formats; // to be written
    const struct checked_document *checked[LANGUAGE_COUNT];
};

// Kept until all are made: what is stopped or fails before leaves the folder as it was.
static bool keep_file(void *context, struct text name, struct text content, struct problems *problems)
{
    struct printing *printing = context;
    struct arena *arena = printing->invocation->arena;
    (void)problems;
    if (atomic_load(printing->stop))
        return false;
    *ARRAY_APPEND(arena, &printing->files) = (struct made_file){text_copy(arena, name),
                                                                text_copy(arena, content)};
    return true;
}

static bool write_file(struct printing *printing, const struct made_file *file)
{
    struct invocation *invocation = printing->invocation;
    struct text path = path_join(invocation->arena, printing->folder, file->name);
    if (!file_write(path, file->content, &invocation->problems))
        return problem_report(
            &invocation->problems, (struct place){.source = printing->folder},
            MESSAGE("files of this report and of an earlier one may stand side by side there, "
                    "without a manifest"),
            MESSAGE("make the report again before anything of the folder is published"));
    text_map_put(&printing->written, file->name, 1, NULL);
    print_text(text_print(invocation->arena, "%.*s\n", TEXT_PRINT(path)));
    return true;
}

// The earlier manifest goes first and the new one comes last, so that at no moment one stands over files of two runs.
static bool write_files(struct printing *printing)
{
    struct invocation *invocation = printing->invocation;
    size_t count = printing->files.count;
    if (count && !folder_remove(invocation->arena, printing->folder, printing->files.items[count - 1].name,
                                &invocation->problems))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!write_file(printing, &printing->files.items[i]))
            return false;
    return true;
}

// These may say what this report withholds, and would be published with the folder.
static void tell_leftovers(const struct printing *printing, const struct folder_files *others)
{
    struct invocation *invocation = printing->invocation;
    struct text left = {0};
    size_t at;
    for (size_t i = 0; i < others->list.count; i++)
        if (!text_map_find(&printing->written, others->list.items[i], &at))
            left = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(left), left.length ? ", " : "",
                              TEXT_PRINT(others->list.items[i]));
    if (left.length)
        problem_report_value(
            &invocation->problems, (struct place){.source = printing->folder}, left,
            MESSAGE("files of an earlier report are left, and the manifest does not list them"),
            MESSAGE("remove them before the folder is published, since they may say what this report "
                    "withholds; or write all formats in one run"));
}

// "html,csv" or "all". What needs a library that may not be there, and time, is written only where it is asked for.
static bool read_formats(struct invocation *invocation, enum format_state *formats)
{
    struct text rest = given_text(invocation, "format"), id;
    if (!given(invocation, "format"))
        formats_choose(formats, false);
    while (given(invocation, "format") && text_split(&rest, ',', &id)) {
        id = text_trim(id);
        const struct document_format_kind *format = document_format_find(id);
        if (text_equal(id, TEXT("all")))
            formats_choose(formats, true);
        else if (format)
            formats[format - document_format_at(0)] = FORMAT_WRITTEN;
        else
            return usage_problem(invocation, MESSAGE("there is no format “{name}”", VALUE("name", id)),
                                 MESSAGE("use {names}", VALUE("names", format_names(invocation->arena))));
    }
    return true;
}

// How it ends once the files are written: what could not be made is told then, when it is true that all else is there.
static enum status finish(struct invocation *invocation, bool some, const struct problems *missing)
{
    if (missing->count == 0)
        return STATUS_DONE;
    problems_add(&invocation->problems, missing);
    if (some)
        problem_report(&invocation->problems, (struct place){.source = given_text(invocation, "to")},
                       MESSAGE("the other files were written"), NO_MESSAGE);
    return STATUS_UNAVAILABLE;
}

static bool any_is_written(const enum format_state *formats)
{
    for (size_t i = 0; i < document_format_count(); i++)
        if (formats[i] == FORMAT_WRITTEN)
            return true;
    return false;
}

// Whatever of the same report lies in the folder already is linked, too, and what links is written again.
static bool link_earlier(struct printing *printing, struct text name, const struct earlier_files *earlier)
{
    struct arena *arena = printing->invocation->arena;
    size_t count = document_format_count();
    enum format_state *linked = ARENA_ARRAY(arena, enum format_state, count);
    for (size_t i = 0; i < count; i++)
        linked[i] = printing->formats[i];
    if (!formats_add_earlier(linked, arena, name, earlier))
        return true;
    formats_add_linking(printing->formats, linked);
    printing->wanted.formats = linked;
    return report_build(arena, printing->results, &printing->wanted, printing->checked,
                        &printing->invocation->problems);
}

static bool write_edition(struct printing *printing, struct edition_files *edition)
{
    struct invocation *invocation = printing->invocation;
    struct problems *problems = &invocation->problems;
    struct earlier_files earlier = {0};
    const struct file_sink sink = {.write = keep_file, .context = printing};
    if (!directory_make(printing->folder, problems) ||
        !earlier_files_read(invocation->arena, printing->folder, edition->name, edition->checked, &earlier,
                            problems) ||
        !link_earlier(printing, edition->name, &earlier))
        return false;
    edition->earlier = &earlier;
    if (!edition_write(invocation->arena, edition, &sink, problems) || !write_files(printing))
        return false;
    tell_leftovers(printing, &earlier.others);
    return true;
}

static enum status stopped(struct invocation *invocation)
{
    problem_report(&invocation->problems, (struct place){.source = TEXT("craffu")},
                   MESSAGE("stopped before the end: no file was written"), NO_MESSAGE);
    return STATUS_INTERRUPTED;
}

// Ctrl-C ends the making of files, but not the writing of those that are made, which is done at once.
static enum status write_unless_stopped(struct printing *printing)
{
    struct invocation *invocation = printing->invocation;
    struct interruption *interruption = interruption_begin();
    struct edition_files edition = {
        report_name(invocation->arena, printing->results->review.id, printing->wanted.edition),
        printing->checked, printing->formats, NULL};
    text_map_init(&printing->written, invocation->arena);
    printing->stop = interruption_flag(interruption);
    bool written = write_edition(printing, &edition);
    bool was_stopped = atomic_load(printing->stop);
    interruption_end(interruption);
    if (written)
        return STATUS_DONE;
    return was_stopped && invocation->problems.count == 0 ? stopped(invocation) : STATUS_INPUT_OUTPUT;
}

static enum status run(struct invocation *invocation)
{
    struct results results;
    bool internal = text_equal(given_text(invocation, "edition"), TEXT("internal"));
    struct printing printing = {.invocation = invocation,
                                .folder = given_text(invocation, "to"),
                                .results = &results,
                                .wanted = {.offers_draft = true,
                                           .allow_draft = given(invocation, "draft"),
                                           .edition = internal ? EDITION_INTERNAL : EDITION_PUBLIC}};
    enum status status = editions_read(invocation, &results);
    if (status != STATUS_DONE)
        return status;
    printing.formats = ARENA_ARRAY(invocation->arena, enum format_state, document_format_count());
    if (!given_date(invocation, results.instrument->zone, &printing.wanted.date) ||
        !read_formats(invocation, printing.formats))
        return STATUS_USAGE;
    if (!trend_read(invocation->store, invocation->arena, &results, &results.trend, &invocation->problems))
        return STATUS_BLOCKED;
    struct problems missing;
    problems_init(&missing, invocation->arena);
    formats_leave_out_unavailable(printing.formats, &missing);
    printing.wanted.formats = printing.formats;
    if (!report_build(invocation->arena, &results, &printing.wanted, printing.checked, &invocation->problems))
        return STATUS_BLOCKED;
    bool some = any_is_written(printing.formats);
    status = some ? write_unless_stopped(&printing) : STATUS_DONE;
    return status == STATUS_DONE ? finish(invocation, some, &missing) : status;
}

const struct command command_report = {
    .path = "report",
    .summary = N_("write the report of a review"),
    .description =
        {N_("Computes the report from the cases and writes it in English and Welsh, in every format or in those that are "
            "asked for. The names of the files are printed."),
         N_("Audio is read by a synthetic voice. It needs libespeak-ng1 and libmp3lame0; without them the other formats are "
            "written, and the command ends with its own exit status."),
         N_("The report is refused, with every place named, where it would not be true or complete: assessments differ "
            "without moderation, outcomes do not sum to their cases, a text is missing in a language, a case waits.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .run = run,
};
