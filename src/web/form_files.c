// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/form_files.h"

#include "format/multipart.h"

struct taking {
    struct arena *arena;
    struct form form;
    struct form_files files;
    struct multipart_part part; // whose bytes come now
    struct buffer bytes;
};

static bool begin(void *context, const struct multipart_part *part, struct problems *problems)
{
    struct taking *taking = context;
    (void)problems;
    taking->part = (struct multipart_part){text_copy(taking->arena, part->name), part->is_file,
                                           text_copy(taking->arena, part->file_name)};
    buffer_clear(&taking->bytes);
    return true;
}

static bool bytes(void *context, struct text piece, struct problems *problems)
{
    struct taking *taking = context;
    (void)problems;
    buffer_add(&taking->bytes, piece);
    return true;
}

static bool end(void *context, struct problems *problems)
{
    struct taking *taking = context;
    const struct multipart_part *part = &taking->part;
    struct text content = text_copy(taking->arena, buffer_text(&taking->bytes));
    if (!part->is_file)
        return form_add(taking->arena, &taking->form, part->name, content, problems);
    if (part->file_name.length)
        *ARRAY_APPEND(taking->arena, &taking->files.list) = (struct form_file){part->name, part->file_name,
                                                                               content};
    return true;
}

bool form_files_parse(struct arena *arena, struct text content_type, struct text body, struct form *form,
                      struct form_files *files, struct problems *problems)
{
    struct taking taking = {.arena = arena};
    const struct multipart_sink sink = {&taking, begin, bytes, end};
    struct multipart *multipart = multipart_new(content_type, sink, problems);
    bool good = multipart && multipart_feed(multipart, body, problems) &&
                multipart_finish(multipart, problems);
    multipart_free(multipart);
    buffer_dispose(&taking.bytes);
    if (!good)
        return false;
    *form = taking.form;
    *files = taking.files;
    return true;
}

const struct form_file *form_files_find(const struct form_files *files, const char *name)
{
    const struct form_file *found = NULL;
    for (size_t i = 0; i < files->list.count; i++)
        if (text_equal(files->list.items[i].name, text_from(name))) {
            if (found)
                return NULL;
            found = &files->list.items[i];
        }
    return found;
}
