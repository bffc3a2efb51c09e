// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/pdf_reader.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "format/gzip.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>

struct pdf_reader {
    struct arena *arena;
    struct text source;
    qpdf_data qpdf;
    ARRAY_OF(struct pdf_value *) objects; // by number
    ARRAY_OF(struct pdf_value *) waiting; // named by a reference, not yet read
    struct pdf_value *trailer;
    size_t values;   // read so far
    size_t unpacked; // bytes of streams so far
    bool too_many, too_deep;
};

static bool refuse(const struct pdf_reader *reader, struct message what, struct message hint,
                   struct problems *problems)
{
    return problem_report(problems, (struct place){.source = reader->source}, what, hint);
}

// ---- Values ------------------------------------------------------------------------------------------------------

static const struct pdf_value *read_value(struct pdf_reader *reader, qpdf_oh handle, size_t depth);

static void read_array(struct pdf_reader *reader, qpdf_oh handle, size_t depth, struct pdf_value *value)
{
    int count = qpdf_oh_get_array_n_items(reader->qpdf, handle);
    if (count <= 0 || (size_t)count > LIMIT_PDF_VALUES - reader->values) {
        reader->too_many |= count > 0;
        return;
    }
    value->items = ARENA_ARRAY(reader->arena, const struct pdf_value *, (size_t)count);
    value->count = (size_t)count;
    for (int i = 0; i < count; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(reader->qpdf, handle, i);
        value->items[i] = read_value(reader, item, depth + 1);
        qpdf_oh_release(reader->qpdf, item);
    }
}

// libqpdf goes through the keys of one dictionary at a time: all of them first.
static void read_entries(struct pdf_reader *reader, qpdf_oh handle, size_t depth, struct pdf_value *value)
{
    ARRAY_OF(struct pdf_entry) entries = {0};
    qpdf_oh_begin_dict_key_iter(reader->qpdf, handle);
    while (qpdf_oh_dict_more_keys(reader->qpdf)) {
        const char *key = qpdf_oh_dict_next_key(reader->qpdf);
        ARRAY_APPEND(reader->arena, &entries)->key = text_from(
            text_terminated(reader->arena, text_from(key)));
    }
    for (size_t i = 0; i < entries.count; i++) {
        struct pdf_entry *entry = &entries.items[i];
        qpdf_oh item = qpdf_oh_get_key(reader->qpdf, handle, entry->key.bytes);
        entry->value = read_value(reader, item, depth + 1);
        entry->key = text_slice(entry->key, 1, entry->key.length);
        qpdf_oh_release(reader->qpdf, item);
    }
    value->entries = entries.items;
    value->count = entries.count;
}

static void read_string(struct pdf_reader *reader, qpdf_oh handle, struct pdf_value *value)
{
    size_t length = 0;
    const char *bytes = qpdf_oh_get_binary_string_value(reader->qpdf, handle, &length);
    value->bytes = text_copy(reader->arena, (struct text){bytes, length});
    bytes = qpdf_oh_get_binary_utf8_value(reader->qpdf, handle, &length);
    value->text = text_copy(reader->arena, (struct text){bytes, length});
}

static void read_name(struct pdf_reader *reader, qpdf_oh handle, struct pdf_value *value)
{
    struct text name = text_from(qpdf_oh_get_name(reader->qpdf, handle));
    value->bytes = text_copy(reader->arena, text_slice(name, 1, name.length));
}

static void read_stream(struct pdf_reader *reader, qpdf_oh handle, size_t depth, struct pdf_value *value)
{
    qpdf_oh dictionary = qpdf_oh_get_dict(reader->qpdf, handle);
    read_entries(reader, dictionary, depth, value);
    qpdf_oh_release(reader->qpdf, dictionary);
}

static void read_into(struct pdf_reader *reader, qpdf_oh handle, size_t depth, struct pdf_value *value)
{
    qpdf_data qpdf = reader->qpdf;
    if (++reader->values > LIMIT_PDF_VALUES || depth > LIMIT_PDF_DEPTH) {
        reader->too_many |= reader->values > LIMIT_PDF_VALUES;
        reader->too_deep |= depth > LIMIT_PDF_DEPTH;
        return;
    }
    if (qpdf_oh_is_bool(qpdf, handle)) {
        value->kind = PDF_BOOLEAN;
        value->boolean = qpdf_oh_get_bool_value(qpdf, handle);
    } else if (qpdf_oh_is_integer(qpdf, handle)) {
        value->kind = PDF_INTEGER;
        value->integer = qpdf_oh_get_int_value(qpdf, handle);
        value->real = (double)value->integer;
    } else if (qpdf_oh_is_real(qpdf, handle)) {
        value->kind = PDF_REAL;
        value->real = qpdf_oh_get_numeric_value(qpdf, handle);
        value->integer = value->real > -1e15 && value->real < 1e15 ? (int64_t)value->real : 0;
    } else if (qpdf_oh_is_string(qpdf, handle)) {
        value->kind = PDF_STRING;
        read_string(reader, handle, value);
    } else if (qpdf_oh_is_name(qpdf, handle)) {
        value->kind = PDF_NAME;
        read_name(reader, handle, value);
    } else if (qpdf_oh_is_array(qpdf, handle)) {
        value->kind = PDF_ARRAY;
        read_array(reader, handle, depth, value);
    } else if (qpdf_oh_is_stream(qpdf, handle)) {
        value->kind = PDF_STREAM;
        read_stream(reader, handle, depth, value);
    } else if (qpdf_oh_is_dictionary(qpdf, handle)) {
        value->kind = PDF_DICTIONARY;
        read_entries(reader, handle, depth, value);
    }
}

// The indirect object of that number; when it is named for the first time, it waits to be read.
static const struct pdf_value *refer(struct pdf_reader *reader, int number, int generation)
{
    if (number >= LIMIT_PDF_OBJECTS) {
        reader->too_many = true;
        return ARENA_NEW(reader->arena, struct pdf_value);
    }
    while (reader->objects.count <= (size_t)number)
        ARRAY_APPEND(reader->arena, &reader->objects);
    struct pdf_value **object = &reader->objects.items[number];
    if (!*object) {
        *object = ARENA_NEW(reader->arena, struct pdf_value);
        (*object)->number = (uint32_t)number;
        (*object)->generation = (uint32_t)generation;
        *ARRAY_APPEND(reader->arena, &reader->waiting) = *object;
    }
    return *object;
}

static const struct pdf_value *read_value(struct pdf_reader *reader, qpdf_oh handle, size_t depth)
{
    int number = qpdf_oh_get_object_id(reader->qpdf, handle);
    if (number > 0)
        return refer(reader, number, qpdf_oh_get_generation(reader->qpdf, handle));
    struct pdf_value *value = ARENA_NEW(reader->arena, struct pdf_value);
    read_into(reader, handle, depth, value);
    return value;
}

static void read_waiting(struct pdf_reader *reader)
{
    while (reader->waiting.count > 0 && !reader->too_many && !reader->too_deep) {
        struct pdf_value *value = reader->waiting.items[--reader->waiting.count];
        qpdf_oh handle = qpdf_get_object_by_id(reader->qpdf, (int)value->number, (int)value->generation);
        read_into(reader, handle, 0, value);
        qpdf_oh_release(reader->qpdf, handle);
    }
}

// ---- The file ----------------------------------------------------------------------------------------------------

static bool is_zlib(struct text bytes)
{
    return bytes.length >= 2 && (bytes.bytes[0] & 0x0F) == 8 &&
           ((unsigned char)bytes.bytes[0] << 8 | (unsigned char)bytes.bytes[1]) % 31 == 0;
}

// libqpdf unpacks streams of objects and tables whole, whatever they come to: every packed stream of the file is measured
// before it sees them.
static bool unpacks_within_limits(const struct pdf_reader *reader, struct text content,
                                  struct problems *problems)
{
    size_t at, total = 0, streams = 0;
    struct text rest = content;
    while (text_find(rest, TEXT("stream"), &at)) {
        rest = text_slice(rest, at + 6, rest.length);
        struct text packed = rest;
        while (packed.length > 0 && (packed.bytes[0] == '\r' || packed.bytes[0] == '\n'))
            packed = text_slice(packed, 1, packed.length);
        if (packed.length == rest.length || !is_zlib(packed))
            continue;
        total += zlib_unpacked_bytes(packed, LIMIT_PDF_UNPACKED_BYTES - total + 1);
        if (total > LIMIT_PDF_UNPACKED_BYTES || ++streams > LIMIT_PDF_OBJECTS)
            return refuse(reader, MESSAGE("The streams of this PDF unpack to more than is read."),
                          MESSAGE("Check where the file comes from. Craffu writes no such PDF."), problems);
    }
    return true;
}

static bool refuse_damaged(const struct pdf_reader *reader, struct problems *problems)
{
    struct text detail = {0};
    if (qpdf_has_error(reader->qpdf)) {
        qpdf_error error = qpdf_get_error(reader->qpdf);
        if (qpdf_get_error_code(reader->qpdf, error) == qpdf_e_password)
            return refuse(reader, MESSAGE("The PDF cannot be opened without a password."),
                          MESSAGE("Remove its encryption: assistive technology must be able to read it."),
                          problems);
        detail = text_from(qpdf_get_error_message_detail(reader->qpdf, error));
    }
    return problem_report_value(problems, (struct place){.source = reader->source}, detail,
                                MESSAGE("The file is not a PDF, or it is damaged."),
                                MESSAGE("Write the report again."));
}

static bool read_all(struct pdf_reader *reader, struct problems *problems)
{
    qpdf_oh trailer = qpdf_get_trailer(reader->qpdf);
    reader->trailer = ARENA_NEW(reader->arena, struct pdf_value);
    read_into(reader, trailer, 0, reader->trailer);
    read_waiting(reader);
    qpdf_oh_release_all(reader->qpdf);
    if (reader->too_many)
        return refuse(reader, MESSAGE("The PDF has more objects than are read."),
                      MESSAGE("Check where the file comes from. Craffu writes no such PDF."), problems);
    if (reader->too_deep)
        return refuse(reader,
                      MESSAGE("Objects of this PDF stand inside each other more deeply than is read."),
                      MESSAGE("Check where the file comes from. Craffu writes no such PDF."), problems);
    return true;
}

static bool open_file(struct pdf_reader *reader, struct text content, struct problems *problems)
{
    if (!unpacks_within_limits(reader, content, problems))
        return false;
    reader->qpdf = qpdf_init();
    qpdf_silence_errors(reader->qpdf);
    qpdf_set_suppress_warnings(reader->qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(reader->qpdf, QPDF_FALSE);
    QPDF_ERROR_CODE code = qpdf_read_memory(reader->qpdf, "PDF", content.length ? content.bytes : "",
                                            content.length, NULL);
    if (code & QPDF_ERRORS)
        return refuse_damaged(reader, problems);
    // What is inside an encrypted file is not looked at: that it is encrypted is found wrong.
    return qpdf_is_encrypted(reader->qpdf) || read_all(reader, problems);
}

bool pdf_reader_open(struct arena *arena, struct text source, struct text content, struct pdf_reader **reader,
                     struct problems *problems)
{
    struct pdf_reader *opened = ARENA_NEW(arena, struct pdf_reader);
    opened->arena = arena;
    opened->source = source;
    if (!open_file(opened, content, problems)) {
        pdf_reader_close(opened);
        return false;
    }
    *reader = opened;
    return true;
}

void pdf_reader_close(struct pdf_reader *reader)
{
    if (reader && reader->qpdf)
        qpdf_cleanup(&reader->qpdf);
}

bool pdf_reader_encrypted(const struct pdf_reader *reader)
{
    return qpdf_is_encrypted(reader->qpdf);
}

bool pdf_reader_accessible(const struct pdf_reader *reader)
{
    return qpdf_allow_accessibility(reader->qpdf);
}

const struct pdf_value *pdf_reader_trailer(const struct pdf_reader *reader)
{
    return reader->trailer;
}

size_t pdf_reader_numbers(const struct pdf_reader *reader)
{
    return reader->objects.count;
}

const struct pdf_value *pdf_reader_object(const struct pdf_reader *reader, size_t number)
{
    return number < reader->objects.count ? reader->objects.items[number] : NULL;
}

// ---- Streams -----------------------------------------------------------------------------------------------------

enum filter { FILTER_NONE, FILTER_FLATE, FILTER_OTHER };

static enum filter filter_of(const struct pdf_value *stream)
{
    const struct pdf_value *filter = pdf_get(stream, "Filter"), *given = pdf_get(stream, "DecodeParms");
    if (filter && filter->kind == PDF_ARRAY && filter->count <= 1)
        filter = pdf_item(filter, 0);
    if (given && given->kind == PDF_ARRAY)
        given = pdf_item(given, 0);
    const struct pdf_value *predictor = pdf_get(given, "Predictor");
    if (!filter)
        return FILTER_NONE;
    bool plain = pdf_is_name(filter, "FlateDecode") && (!predictor || predictor->integer == 1);
    return plain ? FILTER_FLATE : FILTER_OTHER;
}

static bool unpack(struct pdf_reader *reader, enum filter filter, struct text raw, struct buffer *out)
{
    size_t left = LIMIT_PDF_UNPACKED_BYTES - reader->unpacked;
    if (filter == FILTER_FLATE)
        return zlib_unpack(raw, left, out);
    if (raw.length <= left)
        buffer_add(out, raw);
    return filter == FILTER_NONE && raw.length <= left;
}

bool pdf_reader_stream(struct pdf_reader *reader, struct arena *arena, const struct pdf_value *stream,
                       struct text *bytes, struct problems *problems)
{
    struct place place = {.source = reader->source,
                          .name = text_print(arena, "%u %u R", stream->number, stream->generation)};
    enum filter filter = filter_of(stream);
    if (filter == FILTER_OTHER)
        return problem_report(problems, place, MESSAGE("A stream is packed in a way that is not read here."),
                              MESSAGE("Craffu packs with FlateDecode alone."));
    qpdf_oh handle = qpdf_get_object_by_id(reader->qpdf, (int)stream->number, (int)stream->generation);
    QPDF_BOOL filtered;
    unsigned char *raw = NULL;
    size_t length = 0;
    QPDF_ERROR_CODE code = qpdf_oh_get_stream_data(reader->qpdf, handle, qpdf_dl_none, &filtered, &raw,
                                                   &length);
    qpdf_oh_release(reader->qpdf, handle);
    struct buffer out = {0};
    bool good = !(code & QPDF_ERRORS) &&
                unpack(reader, filter, (struct text){(const char *)raw, length}, &out);
    free(raw); // libqpdf's
    if (good) {
        reader->unpacked += out.length;
        *bytes = text_copy(arena, buffer_text(&out));
    }
    buffer_dispose(&out);
    return good ||
           problem_report(problems, place, MESSAGE("A stream is damaged, or unpacks to more than is read."),
                          MESSAGE("Write the report again."));
}

// ---- Looking into values -----------------------------------------------------------------------------------------

bool pdf_is_dictionary(const struct pdf_value *value)
{
    return value && (value->kind == PDF_DICTIONARY || value->kind == PDF_STREAM);
}

const struct pdf_value *pdf_get_text(const struct pdf_value *value, struct text key)
{
    if (!pdf_is_dictionary(value))
        return NULL;
    size_t from = 0, to = value->count; // libqpdf gives the keys in their order
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = text_compare(value->entries[middle].key, key);
        if (order == 0)
            return value->entries[middle].value->kind == PDF_NULL ? NULL : value->entries[middle].value;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const struct pdf_value *pdf_get(const struct pdf_value *value, const char *key)
{
    return pdf_get_text(value, text_from(key));
}

const struct pdf_value *pdf_get_kind(const struct pdf_value *value, const char *key, enum pdf_kind kind)
{
    const struct pdf_value *found = pdf_get(value, key);
    return found && found->kind == kind ? found : NULL;
}

const struct pdf_value *pdf_item(const struct pdf_value *array, size_t index)
{
    return array && array->kind == PDF_ARRAY && index < array->count ? array->items[index] : NULL;
}

struct text pdf_name(const struct pdf_value *value)
{
    return value && value->kind == PDF_NAME ? value->bytes : (struct text){0};
}

bool pdf_is_name(const struct pdf_value *value, const char *name)
{
    return value && value->kind == PDF_NAME && text_equal(value->bytes, text_from(name));
}
