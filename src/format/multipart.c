// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/multipart.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"

enum { BOUNDARY_MOST = 70 }; // RFC 2046, 5.1.1

// What the next bytes must be.
enum multipart_state {
    AT_DELIMITER, // behind a delimiter: the end of its line, or "--"
    AT_HEAD,
    AT_BYTES,
    AT_END, // behind the last delimiter
    AT_FAULT,
};

struct multipart {
    struct multipart_sink sink;
    struct arena *arena;   // of one part's head
    struct text delimiter; // CR LF "--" and the boundary
    char delimiter_bytes[4 + BOUNDARY_MOST];
    struct buffer pending; // what has come and is not used up yet
    enum multipart_state state;
    bool begun; // the first delimiter has come
    size_t parts;
};

static bool refuse(struct multipart *multipart, struct message what, struct problems *problems)
{
    if (multipart)
        multipart->state = AT_FAULT;
    return problem_report(problems, (struct place){.source = TEXT("form")}, what,
                          MESSAGE("go back, and send the form again"));
}

static bool refuse_foreign(struct multipart *multipart, struct problems *problems)
{
    return refuse(multipart, MESSAGE("the form was not sent as a browser sends it"), problems);
}

static bool is_boundary(struct text boundary)
{
    for (size_t i = 0; i < boundary.length; i++) {
        char byte = boundary.bytes[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                      (byte >= '0' && byte <= '9');
        if (!letter && (!byte || !strchr("'()+_,-./:=?", byte)))
            return false;
    }
    return boundary.length > 0 && boundary.length <= BOUNDARY_MOST;
}

// The next `; name=value` of a header, a value's quotes taken off. Browsers write quotes inside a value as %22.
static bool next_parameter(struct text *rest, struct text *name, struct text *value)
{
    *rest = text_trim(*rest);
    if (!rest->length || rest->bytes[0] != ';')
        return false;
    struct text after = text_trim(text_slice(*rest, 1, rest->length));
    size_t equals, close;
    if (!text_find(after, TEXT("="), &equals))
        return false;
    *name = text_trim(text_slice(after, 0, equals));
    after = text_slice(after, equals + 1, after.length);
    if (text_starts(after, TEXT("\""))) {
        after = text_slice(after, 1, after.length);
        if (!text_find(after, TEXT("\""), &close))
            return false;
        *value = text_slice(after, 0, close);
        *rest = text_slice(after, close + 1, after.length);
        return true;
    }
    if (!text_find(after, TEXT(";"), &close))
        close = after.length;
    *value = text_trim(text_slice(after, 0, close));
    *rest = text_slice(after, close, after.length);
    return true;
}

static bool boundary_of(struct text content_type, struct text *boundary)
{
    static const char kind[] = "multipart/form-data";
    struct text name, value, found = {0};
    if (!text_equal_ignoring_case(text_slice(content_type, 0, sizeof kind - 1), TEXT("multipart/form-data")))
        return false;
    struct text rest = text_slice(content_type, sizeof kind - 1, content_type.length);
    while (next_parameter(&rest, &name, &value))
        if (text_equal_ignoring_case(name, TEXT("boundary"))) {
            if (found.length)
                return false;
            found = value;
        }
    if (rest.length || !is_boundary(found))
        return false;
    *boundary = found;
    return true;
}

struct multipart *multipart_new(struct text content_type, struct multipart_sink sink,
                                struct problems *problems)
{
    struct text boundary;
    if (!boundary_of(content_type, &boundary)) {
        refuse_foreign(NULL, problems);
        return NULL;
    }
    struct multipart *multipart = memory_allocate_zeroed(1, sizeof *multipart);
    multipart->sink = sink;
    multipart->arena = arena_new();
    memcpy(multipart->delimiter_bytes, "\r\n--", 4);
    memcpy(multipart->delimiter_bytes + 4, boundary.bytes, boundary.length);
    multipart->delimiter = (struct text){multipart->delimiter_bytes, 4 + boundary.length};
    // The first delimiter stands at the very beginning, without a line before it.
    buffer_add(&multipart->pending, TEXT("\r\n"));
    multipart->state = AT_BYTES;
    return multipart;
}

void multipart_free(struct multipart *multipart)
{
    if (!multipart)
        return;
    buffer_dispose(&multipart->pending);
    arena_free(multipart->arena);
    memory_free(multipart);
}

// In names, browsers write quote, CR and LF as %22, %0D, %0A, and nothing else (WHATWG HTML, 4.10.21.8).
static bool name_from(struct arena *arena, struct text written, struct text *name)
{
    char *bytes = arena_allocate(arena, written.length + 1, 1);
    size_t length = 0, bad_at;
    for (size_t i = 0; i < written.length; i++) {
        struct text three = text_slice(written, i, i + 3);
        bool quote = text_equal(three, TEXT("%22"));
        bytes[length++] = quote ? '"' : written.bytes[i];
        i += quote ? 2 : 0;
        if ((unsigned char)bytes[length - 1] < ' ' || bytes[length - 1] == 0x7F)
            return false;
    }
    *name = (struct text){bytes, length};
    return text_is_utf8(*name, &bad_at);
}

// Some programs send the whole path.
static struct text last_component(struct text path)
{
    size_t from = path.length;
    while (from > 0 && !strchr("/\\", path.bytes[from - 1]))
        from--;
    return text_slice(path, from, path.length);
}

static bool read_disposition(struct arena *arena, struct text rest, struct multipart_part *part)
{
    static const char kind[] = "form-data";
    struct text name, value;
    bool named = false;
    if (!text_equal_ignoring_case(text_slice(rest, 0, sizeof kind - 1), TEXT("form-data")))
        return false;
    rest = text_slice(rest, sizeof kind - 1, rest.length);
    while (next_parameter(&rest, &name, &value)) {
        bool is_name = text_equal_ignoring_case(name, TEXT("name"));
        bool is_file = text_equal_ignoring_case(name, TEXT("filename"));
        // filename* must not be used here (RFC 7578, 4.2), and a second of either makes it unclear which counts.
        if ((!is_name && !is_file) || (is_name && named) || (is_file && part->is_file))
            return false;
        named |= is_name;
        part->is_file |= is_file;
        if (!name_from(arena, value, is_name ? &part->name : &part->file_name))
            return false;
    }
    part->file_name = last_component(part->file_name);
    return named && part->name.length && !text_trim(rest).length;
}

// The head of a part, without the empty line that ends it.
static bool read_head(struct arena *arena, struct text head, struct multipart_part *part)
{
    bool disposed = false;
    while (head.length) {
        size_t end;
        if (!text_find(head, TEXT("\r\n"), &end))
            end = head.length;
        struct text line = text_slice(head, 0, end), name;
        head = text_slice(head, end + 2, head.length);
        if (!memchr(line.bytes, ':', line.length))
            return false;
        text_split(&line, ':', &name);
        if (!text_equal_ignoring_case(name, TEXT("content-disposition")))
            continue; // Content-Type of a file is the sender's opinion, which nothing here follows
        if (disposed || !read_disposition(arena, text_trim(line), part))
            return false;
        disposed = true;
    }
    return disposed;
}

static void use_up(struct multipart *multipart, size_t bytes)
{
    struct buffer *pending = &multipart->pending;
    pending->length -= bytes;
    memmove(pending->bytes, pending->bytes + bytes, pending->length);
}

// Each of the steps below uses up bytes and says so by true, or needs more of them, or has refused.

static bool step_delimiter(struct multipart *multipart, struct problems *problems)
{
    struct text pending = buffer_text(&multipart->pending);
    if (pending.length < 2)
        return false;
    if (text_starts(pending, TEXT("--")))
        multipart->state = AT_END;
    else if (text_starts(pending, TEXT("\r\n")))
        multipart->state = AT_HEAD;
    else
        return refuse_foreign(multipart, problems);
    use_up(multipart, 2);
    return true;
}

static bool step_head(struct multipart *multipart, struct problems *problems)
{
    struct text pending = buffer_text(&multipart->pending);
    size_t end;
    bool found = text_find(text_slice(pending, 0, LIMIT_MULTIPART_HEAD_BYTES), TEXT("\r\n\r\n"), &end);
    if (!found && pending.length >= LIMIT_MULTIPART_HEAD_BYTES)
        return refuse(multipart, MESSAGE("a name in the form is too long"), problems);
    if (!found)
        return false;
    struct multipart_part part = {0};
    arena_reset(multipart->arena);
    if (++multipart->parts > LIMIT_FORM_FIELDS)
        return refuse(multipart,
                      MESSAGE("the form has more than {limit} fields", NUMBER("limit", LIMIT_FORM_FIELDS)),
                      problems);
    if (!read_head(multipart->arena, text_slice(pending, 0, end), &part))
        return refuse_foreign(multipart, problems);
    multipart->state = AT_BYTES;
    if (!multipart->sink.begin(multipart->sink.context, &part, problems)) {
        multipart->state = AT_FAULT;
        return false;
    }
    use_up(multipart, end + 4);
    return true;
}

// Gives on what certainly is no part of a delimiter.
static bool step_bytes(struct multipart *multipart, struct problems *problems)
{
    struct text pending = buffer_text(&multipart->pending), delimiter = multipart->delimiter;
    size_t end = 0;
    bool found = text_find(pending, delimiter, &end);
    if (!found)
        end = pending.length < delimiter.length ? 0 : pending.length - delimiter.length + 1;
    if (end && !multipart->begun)
        return refuse_foreign(multipart, problems);
    struct multipart_sink *sink = &multipart->sink;
    bool good = !end || sink->bytes(sink->context, text_slice(pending, 0, end), problems);
    if (good && found && multipart->begun)
        good = sink->end(sink->context, problems);
    if (!good) {
        multipart->state = AT_FAULT;
        return false;
    }
    if (found) {
        multipart->begun = true;
        multipart->state = AT_DELIMITER;
        end += delimiter.length;
    }
    use_up(multipart, end);
    return found;
}

// Behind the last delimiter stands a line end, or nothing.
static bool step_end(struct multipart *multipart, struct problems *problems)
{
    struct text pending = buffer_text(&multipart->pending);
    if (pending.length > 2 || !text_starts(TEXT("\r\n"), pending))
        return refuse_foreign(multipart, problems);
    return false;
}

static bool step(struct multipart *multipart, struct problems *problems)
{
    switch (multipart->state) {
    case AT_DELIMITER: return step_delimiter(multipart, problems);
    case AT_HEAD: return step_head(multipart, problems);
    case AT_BYTES: return step_bytes(multipart, problems);
    case AT_END: return step_end(multipart, problems);
    case AT_FAULT: return false;
    }
    return false;
}

bool multipart_feed(struct multipart *multipart, struct text bytes, struct problems *problems)
{
    if (multipart->state == AT_FAULT)
        return refuse_foreign(multipart, problems);
    buffer_add(&multipart->pending, bytes);
    while (step(multipart, problems))
        ;
    return multipart->state != AT_FAULT;
}

bool multipart_finish(struct multipart *multipart, struct problems *problems)
{
    if (multipart->state == AT_FAULT)
        return refuse_foreign(multipart, problems);
    if (multipart->state != AT_END)
        return refuse(multipart, MESSAGE("the form broke off before its end"), problems);
    return true;
}
