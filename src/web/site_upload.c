// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site_upload.h"

#include "access/session.h"
#include "base/memory.h"
#include "format/multipart.h"

enum { FILES_MOST = 4, FRONT_BYTES = 8 };

struct site_upload {
    struct arena *arena;
    struct site_upload_settings settings;
    struct multipart *multipart;
    struct problems problems;
    enum site_upload_state state;
    struct form form;
    int64_t field_bytes, file_bytes;
    bool trusted; // the token has come
    // The part that is being read.
    bool in_file;
    struct text name;
    struct buffer value;
    char front[FRONT_BYTES]; // of the file
    size_t front_bytes;
    struct upload *files[FILES_MOST];
    struct job_upload sent[FILES_MOST];
    size_t count;
};

// What is wrong first counts.
static bool refuse(struct site_upload *upload, enum site_upload_state state)
{
    if (upload->state == SITE_UPLOAD_GOOD)
        upload->state = state;
    return false;
}

// ---- Files ---------------------------------------------------------------------------------------------------------

static bool is_expected(const struct site_upload *upload, struct text part)
{
    for (const char *const *name = upload->settings.kind->parts; *name; name++)
        if (text_equal(part, text_from(*name)))
            return !site_upload_has(upload, *name);
    return false;
}

static bool begin_file(struct site_upload *upload, const struct multipart_part *part,
                       struct problems *problems)
{
    if (!upload->trusted)
        return refuse(upload, SITE_UPLOAD_FORGED);
    if (!part->file_name.length) // none was chosen
        return true;
    if (!is_expected(upload, part->name) || upload->count == FILES_MOST)
        return refuse(upload, SITE_UPLOAD_FORGED);
    if (part->file_name.length > LIMIT_UPLOAD_NAME_BYTES) {
        problem_report(
            problems, (struct place){0},
            MESSAGE("the file's name is longer than {limit} bytes", NUMBER("limit", LIMIT_UPLOAD_NAME_BYTES)),
            MESSAGE("rename it, and send it again"));
        return refuse(upload, SITE_UPLOAD_REFUSED);
    }
    struct upload *file = upload_new(upload->settings.folder, upload->settings.length, problems);
    if (!file)
        return refuse(upload, SITE_UPLOAD_NO_ROOM);
    upload->files[upload->count] = file;
    upload->sent[upload->count++] = (struct job_upload){.part = text_copy(upload->arena, part->name),
                                                        .file = upload_file(file),
                                                        .name = text_copy(upload->arena, part->file_name)};
    upload->in_file = true;
    upload->front_bytes = 0;
    return true;
}

// What is plainly no table is refused before the rest of it is kept. Tables that cannot be read are told of by who reads them.
static bool check_front(struct site_upload *upload, struct problems *problems)
{
    static const struct text pictures[] = {{"%PDF", 4}, {"\x89PNG", 4}, {"\xFF\xD8\xFF", 3},
                                           {"GIF8", 4}, {"{\\rtf", 5},  {"MZ", 2}};
    struct text front = {upload->front, upload->front_bytes};
    struct place place = {.source = upload->sent[upload->count - 1].name};
    bool good = upload->settings.kind->packed || !text_starts(front, TEXT("\x1F\x8B"));
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        good = good && !text_starts(front, pictures[i]);
    if (text_starts(front, TEXT("\xD0\xCF\x11\xE0"))) {
        problem_report(problems, place, MESSAGE("the file is of an older spreadsheet format, such as XLS"),
                       MESSAGE("open it in a spreadsheet program and save it as XLSX or CSV"));
        return refuse(upload, SITE_UPLOAD_REFUSED);
    }
    if (good)
        return true;
    problem_report(problems, place, MESSAGE("this file is no table"), MESSAGE("send a CSV or an XLSX file"));
    return refuse(upload, SITE_UPLOAD_REFUSED);
}

static bool look_at_front(struct site_upload *upload, struct text bytes, struct problems *problems)
{
    if (upload->front_bytes == FRONT_BYTES)
        return true;
    struct text some = text_slice(bytes, 0, FRONT_BYTES - upload->front_bytes);
    memcpy(upload->front + upload->front_bytes, some.bytes, some.length);
    upload->front_bytes += some.length;
    return check_front(upload, problems);
}

static bool refuse_large(struct site_upload *upload, struct problems *problems)
{
    problem_report(
        problems, (struct place){0},
        MESSAGE("more than {limit} megabytes were sent", NUMBER("limit", upload->settings.most >> 20)),
        MESSAGE("send less at once, or let the office import the file on the server"));
    return refuse(upload, SITE_UPLOAD_TOO_LARGE);
}

static bool add_to_file(struct site_upload *upload, struct text bytes, struct problems *problems)
{
    upload->file_bytes += (int64_t)bytes.length;
    if (upload->file_bytes > upload->settings.most)
        return refuse_large(upload, problems);
    return look_at_front(upload, bytes, problems) &&
           (upload_add(upload->files[upload->count - 1], bytes, problems) ||
            refuse(upload, SITE_UPLOAD_NO_ROOM));
}

// ---- Parts ---------------------------------------------------------------------------------------------------------

static bool begin_part(void *context, const struct multipart_part *part, struct problems *problems)
{
    struct site_upload *upload = context;
    upload->in_file = false;
    upload->name = text_copy(upload->arena, part->name);
    buffer_clear(&upload->value);
    if (part->is_file)
        return begin_file(upload, part, problems);
    return upload->trusted || text_equal(part->name, TEXT("form_token")) ||
           refuse(upload, SITE_UPLOAD_FORGED);
}

static bool take_bytes(void *context, struct text bytes, struct problems *problems)
{
    struct site_upload *upload = context;
    if (upload->in_file)
        return add_to_file(upload, bytes, problems);
    upload->field_bytes += (int64_t)bytes.length;
    if (upload->field_bytes > LIMIT_SITE_FORM_BYTES)
        return refuse(upload, SITE_UPLOAD_FORGED);
    buffer_add(&upload->value, bytes);
    return true;
}

static bool end_part(void *context, struct problems *problems)
{
    struct site_upload *upload = context;
    struct text value = buffer_text(&upload->value);
    if (upload->in_file) {
        size_t last = upload->count - 1;
        upload->sent[last].bytes = upload_bytes(upload->files[last]);
        return upload_finish(upload->files[last], problems) || refuse(upload, SITE_UPLOAD_NO_ROOM);
    }
    if (!upload->trusted)
        upload->trusted = csrf_check(upload->settings.token, value);
    if (!upload->trusted)
        return refuse(upload, SITE_UPLOAD_FORGED);
    return form_add(upload->arena, &upload->form, upload->name, value, problems) ||
           refuse(upload, SITE_UPLOAD_FORGED);
}

// ---- The whole -----------------------------------------------------------------------------------------------------

struct site_upload *site_upload_new(struct arena *arena, const struct site_upload_settings *settings,
                                    struct problems *problems)
{
    struct site_upload *upload = memory_allocate_zeroed(1, sizeof *upload);
    struct multipart_sink sink = {upload, begin_part, take_bytes, end_part};
    upload->arena = arena;
    upload->settings = *settings;
    problems_init(&upload->problems, arena);
    upload->multipart = multipart_new(settings->content_type, sink, problems);
    if (upload->multipart) {
        if (settings->length > settings->most + LIMIT_SITE_FORM_BYTES)
            refuse_large(upload, &upload->problems);
        return upload;
    }
    memory_free(upload);
    return NULL;
}

void site_upload_free(struct site_upload *upload)
{
    if (!upload)
        return;
    for (size_t i = 0; i < upload->count; i++)
        upload_cancel(upload->files[i]);
    multipart_free(upload->multipart);
    buffer_dispose(&upload->value);
    memory_free(upload);
}

bool site_upload_is_too_large(const struct site_upload *upload)
{
    return upload->state == SITE_UPLOAD_TOO_LARGE;
}

bool site_upload_take(void *context, struct text bytes)
{
    struct site_upload *upload = context;
    return multipart_feed(upload->multipart, bytes, &upload->problems) ||
           refuse(upload, SITE_UPLOAD_FORGED); // unless it is known why
}

void site_upload_drop(void *context)
{
    site_upload_free(context);
}

enum site_upload_state site_upload_finish(struct site_upload *upload, struct form *form,
                                          struct problems *problems)
{
    if (upload->state == SITE_UPLOAD_GOOD && !multipart_finish(upload->multipart, &upload->problems))
        refuse(upload, SITE_UPLOAD_FORGED);
    if (upload->state == SITE_UPLOAD_GOOD && !upload->trusted)
        refuse(upload, SITE_UPLOAD_FORGED);
    problems_add(problems, &upload->problems);
    *form = upload->form;
    return upload->state;
}

const struct job_upload *site_upload_files(const struct site_upload *upload, size_t *count)
{
    *count = upload->count;
    return upload->sent;
}

bool site_upload_has(const struct site_upload *upload, const char *part)
{
    for (size_t i = 0; i < upload->count; i++)
        if (text_equal(upload->sent[i].part, text_from(part)))
            return true;
    return false;
}

void site_upload_keep(struct site_upload *upload)
{
    for (size_t i = 0; i < upload->count; i++)
        upload_keep(upload->files[i]);
    upload->count = 0;
}
