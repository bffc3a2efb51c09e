// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes behind the token of a form with files: the same comes of them whole and in pieces, nothing is kept of what was refused,
// and without the token nothing is kept at all. The first byte is the length of the pieces.
#include "web/site_upload.h"

#include "access/session.h"
#include "base/folder.h"

#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SESSION TEXT("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")

static size_t files_in(struct arena *arena, struct text folder)
{
    struct folder_files files;
    struct problems problems;
    problems_init(&problems, arena);
    if (!folder_list(arena, folder, &files, &problems))
        abort();
    return files.list.count;
}

struct outcome {
    enum site_upload_state state;
    size_t fields, files;
    int64_t bytes;
};

static struct outcome send(struct text folder, struct text body, size_t piece)
{
    static const char *const parts[] = {"cases", "log", NULL};
    static const struct site_upload_kind kind = {.parts = parts};
    struct arena *arena = arena_new();
    struct problems problems;
    struct form form;
    struct site_upload_settings settings = {.content_type = TEXT("multipart/form-data; boundary=B"),
                                            .token = SESSION,
                                            .folder = folder,
                                            .most = 200,
                                            .length = -1,
                                            .kind = &kind};
    problems_init(&problems, arena);
    struct site_upload *upload = site_upload_new(arena, &settings, &problems);
    bool wants = true;
    for (size_t at = 0; wants && at < body.length; at += piece)
        wants = site_upload_take(upload, text_slice(body, at, at + piece));
    struct outcome outcome = {.state = site_upload_finish(upload, &form, &problems),
                              .fields = form.fields.count};
    const struct job_upload *sent = site_upload_files(upload, &outcome.files);
    for (size_t i = 0; i < outcome.files; i++)
        outcome.bytes += sent[i].bytes;
    if (outcome.state == SITE_UPLOAD_GOOD && files_in(arena, folder) != outcome.files)
        abort();
    site_upload_free(upload);
    if (files_in(arena, folder))
        abort();
    arena_free(arena);
    return outcome;
}

static struct text with_token(struct arena *arena, struct text rest)
{
    struct text token = csrf_new(arena, SESSION);
    return text_print(arena, "--B\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n%.*s\r\n%.*s",
                      TEXT_PRINT(token), TEXT_PRINT(rest));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct arena *arena = arena_new();
    char folder[] = "/tmp/craffu-fuzz-XXXXXX";
    if (!mkdtemp(folder))
        abort();
    struct text rest = {(const char *)data + 1, size - 1}, body = with_token(arena, rest);
    struct outcome whole = send(text_from(folder), body, body.length);
    struct outcome pieces = send(text_from(folder), body, (size_t)data[0] + 1);
    if (whole.state != pieces.state)
        abort();
    if (whole.state == SITE_UPLOAD_GOOD &&
        (whole.fields != pieces.fields || whole.files != pieces.files || whole.bytes != pieces.bytes))
        abort();
    if (send(text_from(folder), rest, rest.length + 1).state == SITE_UPLOAD_GOOD) // nobody guesses the token
        abort();
    rmdir(folder);
    arena_free(arena);
    return 0;
}
