// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "base/file.h"
#include "base/folder.h"
#include "base/text_map.h"
#include "report/manifest.h"
#include "report/site.h"

// The list of the site's files with their hashes; by it a folder is known as a site of ours.
#define MARK TEXT("craffu-site.sha256")

static const struct parameter arguments[] = {
    {.name = N_("FOLDER"),
     .kind = VALUE_FOLDER,
     .required = true,
     .help = N_("Where the site goes: empty, not there yet, or a site that this command made.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "address",
     .value = N_("ADDRESS"),
     .kind = VALUE_TEXT,
     .help = N_("Where the site will be, as https://example.org/reviews/. With it there is a sitemap.")},
    {.name = "audio", .help = N_("Recordings too, which take long.")},
    {.name = "welsh-approved",
     .help = N_(
         "A translator has approved the Welsh of the site's own pages. Otherwise they say that they are a draft.")},
    {.name = "prune", .help = N_("Remove files of an earlier site that are no longer part of it.")},
    {0},
};

static const struct example examples[] = {
    {"publish site --address https://example.org/reviews/", N_("Write the site, to be copied to a host:")},
    {0},
};

// What the folder holds before.
struct before {
    struct folder_files files;
    struct manifest mark; // of an earlier run
    struct text_map ours; // the files that it wrote: the index in the mark
    bool is_site;
};

struct publishing {
    const struct before *before;
    struct invocation *invocation;
    struct text folder;
    struct text_map written; // paths
    struct buffer manifest;
    int64_t files;
};

static bool write_mark(struct publishing *publishing)
{
    struct invocation *invocation = publishing->invocation;
    return file_write(path_join(invocation->arena, publishing->folder, MARK),
                      buffer_text(&publishing->manifest), &invocation->problems);
}

// The mark comes first, so that a run that is interrupted leaves a folder that the next one knows; and again at the end.
static bool begin(struct publishing *publishing)
{
    return publishing->files || publishing->before->is_site ||
           (directory_make(publishing->folder, &publishing->invocation->problems) && write_mark(publishing));
}

static bool write_one(void *context, struct text path, struct text content, struct problems *problems)
{
    struct publishing *publishing = context;
    struct arena *arena = publishing->invocation->arena;
    if (!begin(publishing) || !folder_make_for(arena, publishing->folder, path, problems) ||
        !file_write(path_join(arena, publishing->folder, path), content, problems))
        return false;
    manifest_add(&publishing->manifest, path, content);
    text_map_put(&publishing->written, text_copy(arena, path), 1, NULL);
    publishing->files++;
    return true;
}

static void keep_one(void *context, const struct manifest_entry *file)
{
    struct publishing *publishing = context;
    manifest_add_entry(&publishing->manifest, file);
    text_map_put(&publishing->written, file->name, 1, NULL);
    publishing->files++;
}

// ---- What is there already ---------------------------------------------------------------------------------

// A mark that cannot be understood lists nothing: then nothing is removed.
static void read_mark(struct arena *arena, struct text content, struct before *before)
{
    struct problems not_understood;
    problems_init(&not_understood, arena);
    text_map_init(&before->ours, arena);
    manifest_read(arena, MARK, content, &before->mark, &not_understood);
    for (size_t i = 0; i < before->mark.files.count; i++)
        text_map_put(&before->ours, before->mark.files.items[i].name, i, NULL);
}

static bool look(struct publishing *publishing, struct before *before)
{
    struct invocation *invocation = publishing->invocation;
    struct text content = {0};
    if (!folder_list(invocation->arena, publishing->folder, &before->files, &invocation->problems))
        return false;
    for (size_t i = 0; i < before->files.list.count; i++)
        before->is_site |= text_equal(before->files.list.items[i], MARK);
    if (before->is_site && !read_input(invocation, path_join(invocation->arena, publishing->folder, MARK),
                                       LIMIT_MANIFEST_BYTES, &content))
        return false;
    read_mark(invocation->arena, content, before);
    return true;
}

static bool check_folder(const struct publishing *publishing, const struct before *before)
{
    if (before->is_site || before->files.list.count == 0)
        return true;
    return problem_report_value(&publishing->invocation->problems,
                                (struct place){.source = publishing->folder}, before->files.list.items[0],
                                MESSAGE("the folder has files that are no site of this program"),
                                MESSAGE("name an empty folder, or one that is not there yet"));
}

// "a/review.internal.en.html": what report_name calls the internal edition.
static bool is_internal(struct text path)
{
    size_t at;
    struct text name = path;
    for (size_t i = path.length; i > 0 && name.length == path.length; i--)
        if (path.bytes[i - 1] == '/')
            name = text_slice(path, i, path.length);
    return text_find(name, TEXT(".internal."), &at);
}

// They would go to the host with the site.
static bool check_editions(const struct publishing *publishing, const struct before *before)
{
    struct problems *problems = &publishing->invocation->problems;
    bool good = true;
    for (size_t i = 0; i < before->files.list.count; i++)
        if (is_internal(before->files.list.items[i]))
            good = problem_report_value(
                problems, (struct place){.source = publishing->folder}, before->files.list.items[i],
                MESSAGE("a file of an internal edition lies in the site's folder"),
                MESSAGE("move it elsewhere, and look whether it was copied to the host with the site"));
    return good;
}

// The line of an earlier mark stays while its file does, so that a later run may still remove it.
static void keep_line(struct publishing *publishing, struct text file)
{
    size_t at = 0;
    text_map_find(&publishing->before->ours, file, &at);
    manifest_add_entry(&publishing->manifest, &publishing->before->mark.files.items[at]);
}

// A file that an earlier run wrote and this one did not.
static bool clear_one(struct publishing *publishing, struct text file)
{
    struct invocation *invocation = publishing->invocation;
    if (!given(invocation, "prune")) {
        say(invocation,
            MESSAGE("No longer part of the site: {file} (--prune removes it)", VALUE("file", file)));
        keep_line(publishing, file);
        return true;
    }
    say(invocation, MESSAGE("Removed: {file}", VALUE("file", file)));
    return folder_remove(invocation->arena, publishing->folder, file, &invocation->problems);
}

// What no longer belongs to the site. What this command never wrote it never removes.
static bool clear(struct publishing *publishing)
{
    const struct before *before = publishing->before;
    bool good = true;
    size_t at;
    for (size_t i = 0; good && i < before->files.list.count; i++) {
        struct text file = before->files.list.items[i];
        if (text_equal(file, MARK) || text_map_find(&publishing->written, file, &at))
            continue;
        if (text_map_find(&before->ours, file, &at))
            good = clear_one(publishing, file);
        else // told even with --quiet: it goes to the host with the site
            problem_report_value(
                &publishing->invocation->problems, (struct place){.source = publishing->folder}, file,
                MESSAGE("a file that is not of this site lies in its folder"),
                MESSAGE("remove it before the folder is copied to the host, unless it belongs there"));
    }
    return good;
}

// ---- The command -------------------------------------------------------------------------------------------

// A scheme and a host, and nothing that a URI must escape (RFC 3986, 2), or that stands behind its path.
static bool is_address(struct text text)
{
    struct text host = text;
    if (text_starts(text, TEXT("https://")))
        host = text_slice(text, 8, text.length);
    else if (text_starts(text, TEXT("http://")))
        host = text_slice(text, 7, text.length);
    if (host.length == text.length || host.length == 0 || host.bytes[0] == '/')
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte <= ' ' || byte == 0x7F || strchr("\"'<>\\^`{|}?#", byte))
            return false;
    }
    return true;
}

static bool read_address(struct invocation *invocation, struct text *address)
{
    struct text text = given_text(invocation, "address");
    if (text.length == 0)
        return true;
    if (!is_address(text))
        return usage_problem(invocation, MESSAGE("“{value}” is not a web address", VALUE("value", text)),
                             MESSAGE("begin it with https://"));
    *address = text_ends(text, TEXT("/")) ? text : text_print(invocation->arena, "%.*s/", TEXT_PRINT(text));
    return true;
}

static enum status write_site(struct publishing *publishing, const struct site_options *wanted)
{
    struct invocation *invocation = publishing->invocation;
    struct problems *problems = &invocation->problems;
    const struct file_sink sink = {.write = write_one, .keep = keep_one, .context = publishing};
    if (!site_write(invocation->store, invocation->arena, wanted, &sink, problems))
        return problems->input_output ? STATUS_INPUT_OUTPUT : STATUS_BLOCKED;
    return clear(publishing) && write_mark(publishing) ? STATUS_DONE : STATUS_INPUT_OUTPUT;
}

static enum status run(struct invocation *invocation)
{
    struct before before = {0};
    struct publishing publishing = {
        .before = &before, .invocation = invocation, .folder = given_text(invocation, "FOLDER")};
    struct site_options wanted = {.audio = given(invocation, "audio"),
                                  .welsh_approved = given(invocation, "welsh-approved"),
                                  .folder = publishing.folder};
    if (!read_address(invocation, &wanted.address))
        return STATUS_USAGE;
    text_map_init(&publishing.written, invocation->arena);
    if (!look(&publishing, &before))
        return STATUS_INPUT_OUTPUT;
    if (!check_folder(&publishing, &before) || !check_editions(&publishing, &before))
        return STATUS_BLOCKED;
    enum status status = write_site(&publishing, &wanted);
    buffer_dispose(&publishing.manifest);
    if (status == STATUS_DONE)
        say(invocation,
            MESSAGE_COUNT("The site in {folder} has one file.", "The site in {folder} has {n} files.",
                          publishing.files, VALUE("folder", publishing.folder)));
    return status;
}

const struct command command_publish = {
    .path = "publish",
    .summary = N_("write the site that the office publishes"),
    .description =
        {N_("Writes pages in English and Welsh that any web host serves, with relative links and without scripts: the "
            "published reviews with every format of their reports, the receipts of their draws, the register of "
            "recommendations, an accessibility statement and a feed. Nothing of a review that is not published is in it."),
         N_("The same record gives the same files. Files of an earlier run that are no longer part of the site are listed, "
            "or removed with --prune; files that the command did not write are never removed, but told on standard error. With a file of an internal "
            "edition in the folder nothing is written.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .run = run,
};
