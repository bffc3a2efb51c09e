// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/editions.h"

#include "base/file.h"
#include "document/formats.h"
#include "report/manifest.h"

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

// Where the files of one document go, and what becomes of each format, by its index.
struct files {
    struct invocation *invocation;
    struct text folder, name; // of the files: report_name
    enum language language;
    const enum format_state *formats;
    struct buffer *manifest;
};

static struct text format_names(struct arena *arena)
{
    struct text names = TEXT("all");
    for (size_t i = 0; i < document_format_count(); i++)
        names = text_print(arena, "%.*s, %s", TEXT_PRINT(names), document_format_at(i)->id);
    return names;
}

static bool write_file(const struct files *files, struct text name, struct buffer *content)
{
    struct invocation *invocation = files->invocation;
    struct text path = path_join(invocation->arena, files->folder, name);
    bool written = file_write(path, buffer_text(content), &invocation->problems);
    if (written)
        manifest_add(files->manifest, name, buffer_text(content));
    if (written)
        print_text(text_print(invocation->arena, "%.*s\n", TEXT_PRINT(path)));
    buffer_dispose(content);
    return written;
}

static struct text file_name(const struct files *files, const char *extension)
{
    return report_file(files->invocation->arena, files->name, files->language, extension);
}

// What the tables' files are.
static bool write_metadata(const struct files *files, const struct checked_document *checked)
{
    struct buffer out = {0};
    document_write_csvw(checked, report_stem(files->invocation->arena, files->name, files->language), &out);
    return write_file(files, file_name(files, "csv-metadata.json"), &out);
}

static bool write_tables(const struct files *files, const struct checked_document *checked)
{
    bool written = true;
    for (size_t i = 0; i < document_table_count(checked) && written; i++) {
        struct buffer out = {0};
        struct text id = document_table_id(checked, i);
        document_write_csv(checked, i, &out);
        struct text extension = text_print(files->invocation->arena, "%.*s.csv", TEXT_PRINT(id));
        written = write_file(files, file_name(files, text_terminated(files->invocation->arena, extension)),
                             &out);
    }
    return written && (document_table_count(checked) == 0 || write_metadata(files, checked));
}

static bool write_format(const struct files *files, const struct checked_document *checked,
                         const struct document_format_kind *format)
{
    struct buffer out = {0};
    if (!format->write)
        return write_tables(files, checked);
    if (format->write(checked, format->sheet, &out, &files->invocation->problems))
        return write_file(files, file_name(files, format->suffix), &out);
    buffer_dispose(&out);
    return false;
}

static bool write_document(const struct files *files, const struct checked_document *checked)
{
    for (size_t i = 0; i < document_format_count(); i++)
        if (files->formats[i] == FORMAT_WRITTEN && !write_format(files, checked, document_format_at(i)))
            return false;
    return true;
}

// "html,csv" or "all". What needs a library that may not be there, and time, is written only where it is asked for.
static bool read_formats(struct invocation *invocation, enum format_state *formats)
{
    struct text rest = given_text(invocation, "format"), id;
    for (size_t i = 0; i < document_format_count() && !given(invocation, "format"); i++)
        formats[i] = document_format_at(i)->available ? FORMAT_LEFT_OUT : FORMAT_WRITTEN;
    while (given(invocation, "format") && text_split(&rest, ',', &id)) {
        const struct document_format_kind *format = document_format_find(id);
        for (size_t i = 0; i < document_format_count(); i++)
            if (document_format_at(i) == format || text_equal(id, TEXT("all")))
                formats[i] = FORMAT_WRITTEN;
        if (!format && !text_equal(id, TEXT("all")))
            return usage_problem(invocation, MESSAGE("there is no format “{name}”", VALUE("name", id)),
                                 MESSAGE("use {names}", VALUE("names", format_names(invocation->arena))));
    }
    return true;
}

// Formats that need the same thing are asked about once, so that it is told once.
static void leave_out_unavailable(enum format_state *formats, struct problems *missing)
{
    bool (*asked)(struct problems *) = NULL;
    bool there = true;
    for (size_t i = 0; i < document_format_count(); i++) {
        bool (*available)(struct problems *) = document_format_at(i)->available;
        if (formats[i] != FORMAT_WRITTEN || !available)
            continue;
        if (available != asked)
            there = available(missing);
        asked = available;
        formats[i] = there ? FORMAT_WRITTEN : FORMAT_UNAVAILABLE;
    }
}

// And beside them the list of their hashes.
static bool write_documents(struct files *files, const struct checked_document *const *checked)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        files->language = (enum language)language;
        if (!write_document(files, checked[language]))
            return false;
    }
    struct buffer manifest = *files->manifest;
    *files->manifest = (struct buffer){0};
    return write_file(files, text_print(files->invocation->arena, "%.*s.sha256", TEXT_PRINT(files->name)),
                      &manifest);
}

// How it ends once the files are written: what could not be made is told then, when it is true that all else is there.
static enum status finish(struct invocation *invocation, bool written, const struct problems *missing)
{
    if (!written)
        return STATUS_INPUT_OUTPUT;
    if (missing->count == 0)
        return STATUS_DONE;
    problems_add(&invocation->problems, missing);
    problem_report(&invocation->problems, (struct place){.source = given_text(invocation, "to")},
                   MESSAGE("the other files were written"), NO_MESSAGE);
    return STATUS_UNAVAILABLE;
}

static enum status run(struct invocation *invocation)
{
    struct results results;
    bool internal = text_equal(given_text(invocation, "edition"), TEXT("internal"));
    struct report_options wanted = {.allow_draft = given(invocation, "draft"),
                                    .edition = internal ? EDITION_INTERNAL : EDITION_PUBLIC};
    const struct checked_document *checked[LANGUAGE_COUNT];
    enum status status = editions_read(invocation, &results);
    if (status != STATUS_DONE)
        return status;
    enum format_state *formats = ARENA_ARRAY(invocation->arena, enum format_state, document_format_count());
    if (!editions_date(invocation, &results, &wanted.date) || !read_formats(invocation, formats))
        return STATUS_USAGE;
    if (!trend_read(invocation->store, invocation->arena, &results, &results.trend, &invocation->problems))
        return STATUS_BLOCKED;
    struct problems missing;
    problems_init(&missing, invocation->arena);
    leave_out_unavailable(formats, &missing);
    wanted.formats = formats;
    if (!report_build(invocation->arena, &results, &wanted, checked, &invocation->problems))
        return STATUS_BLOCKED;
    struct buffer manifest = {0};
    struct files files = {.invocation = invocation,
                          .folder = given_text(invocation, "to"),
                          .name = report_name(invocation->arena, results.review.id, wanted.edition),
                          .formats = formats,
                          .manifest = &manifest};
    if (!directory_make(files.folder, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    bool written = write_documents(&files, checked);
    buffer_dispose(&manifest);
    return finish(invocation, written, &missing);
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
