// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_objects.h"

#include "format/gzip.h"

#include <math.h>

enum {
    PACKED_TOGETHER = 200, // objects in one object stream
    THOUSAND = 1000,
    SUPPLEMENT = 0x10000, // code points beyond UTF-16's single units
};
enum { ENTRY_PLAIN = 1, ENTRY_PACKED = 2 }; // kinds in the table of references

void pdf_objects_init(struct pdf_objects *objects, struct arena *arena)
{
    *objects = (struct pdf_objects){.arena = arena};
}

void pdf_objects_dispose(struct pdf_objects *objects)
{
    buffer_dispose(&objects->plain);
    buffer_dispose(&objects->streams);
}

size_t pdf_object_number(struct pdf_objects *objects)
{
    (void)ARRAY_APPEND(objects->arena, &objects->slots);
    return objects->slots.count;
}

struct buffer *pdf_object_begin(struct pdf_objects *objects, size_t number)
{
    objects->open = number;
    objects->slots.items[number - 1].at = objects->plain.length;
    return &objects->plain;
}

void pdf_object_end(struct pdf_objects *objects)
{
    struct pdf_slot *slot = &objects->slots.items[objects->open - 1];
    slot->length = objects->plain.length - slot->at;
    objects->open = 0;
}

void pdf_stream(struct pdf_objects *objects, size_t number, struct text entries, struct text bytes,
                bool packed)
{
    struct buffer made = {0}, *out = &objects->streams;
    if (!packed)
        zlib_pack(bytes, &made);
    struct text content = packed ? bytes : buffer_text(&made);
    struct pdf_slot *slot = &objects->slots.items[number - 1];
    slot->stream = true;
    slot->at = out->length;
    buffer_print(out, "%zu 0 obj\n<<%.*s%s/Length %zu>>\nstream\n", number, TEXT_PRINT(entries),
                 packed ? "" : "/Filter/FlateDecode", content.length);
    buffer_add(out, content);
    buffer_add(out, TEXT("\nendstream\nendobj\n"));
    slot->length = out->length - slot->at;
    buffer_dispose(&made);
}

// ---- Pieces ------------------------------------------------------------------------------------------------

static void add_decimal(struct buffer *out, uint64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    buffer_add(out, (struct text){digits + at, sizeof digits - at});
}

void pdf_add_number(struct buffer *out, double number)
{
    int64_t thousandths = llround(number * THOUSAND);
    if (thousandths < 0)
        buffer_add_character(out, '-');
    uint64_t size = thousandths < 0 ? -(uint64_t)thousandths : (uint64_t)thousandths;
    add_decimal(out, size / THOUSAND);
    size %= THOUSAND;
    if (size == 0)
        return;
    buffer_add_character(out, '.');
    for (uint64_t unit = THOUSAND / 10; size; unit /= 10) {
        buffer_add_character(out, (char)('0' + size / unit));
        size %= unit;
    }
}

void pdf_add_reference(struct buffer *out, size_t number)
{
    add_decimal(out, number);
    buffer_add(out, TEXT(" 0 R"));
}

void pdf_add_bytes(struct buffer *out, struct text bytes)
{
    buffer_add_character(out, '(');
    for (size_t i = 0; i < bytes.length; i++) {
        if (strchr("()\\", bytes.bytes[i]))
            buffer_add_character(out, '\\');
        buffer_add_character(out, bytes.bytes[i]);
    }
    buffer_add_character(out, ')');
}

static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < ' ' || text.bytes[i] > '~')
            return false;
    return true;
}

void pdf_add_string(struct buffer *out, struct text text)
{
    if (is_plain(text)) {
        pdf_add_bytes(out, text);
        return;
    }
    buffer_add(out, TEXT("<FEFF"));
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = text_code_point(text, &at);
        if (code_point >= SUPPLEMENT)
            buffer_print(out, "%04X%04X", 0xD800 + (code_point - SUPPLEMENT) / 0x400,
                         0xDC00 + (code_point - SUPPLEMENT) % 0x400);
        else
            buffer_print(out, "%04X", code_point);
    }
    buffer_add_character(out, '>');
}

// ---- The file ----------------------------------------------------------------------------------------------

struct reference {
    int kind;     // ENTRY_PLAIN, ENTRY_PACKED
    size_t where; // offset in the file, or number of the object stream
    size_t index; // in the object stream
};

static size_t count_plain(const struct pdf_objects *objects)
{
    size_t count = 0;
    for (size_t i = 0; i < objects->slots.count; i++)
        count += !objects->slots.items[i].stream;
    return count;
}

// One object stream of the next plain objects from *from on.
static void pack_objects(struct pdf_objects *objects, struct reference *references, size_t *from,
                         size_t original, size_t number)
{
    struct buffer head = {0}, body = {0};
    size_t count = 0;
    for (; *from < original && count < PACKED_TOGETHER; (*from)++) {
        const struct pdf_slot *slot = &objects->slots.items[*from];
        if (slot->stream)
            continue;
        buffer_print(&head, "%zu %zu ", *from + 1, body.length);
        buffer_add(&body, (struct text){objects->plain.bytes + slot->at, slot->length});
        buffer_add_character(&body, '\n');
        references[*from] = (struct reference){ENTRY_PACKED, number, count++};
    }
    size_t first = head.length;
    buffer_add(&head, buffer_text(&body));
    pdf_stream(objects, number, text_print(objects->arena, "/Type/ObjStm/N %zu/First %zu", count, first),
               buffer_text(&head), false);
    buffer_dispose(&head);
    buffer_dispose(&body);
}

static void pack_all(struct pdf_objects *objects, struct reference *references)
{
    size_t original = objects->slots.count, from = 0;
    size_t count = (count_plain(objects) + PACKED_TOGETHER - 1) / PACKED_TOGETHER;
    for (size_t i = 0; i < count; i++)
        pack_objects(objects, references, &from, original, pdf_object_number(objects));
}

static void add_big_endian(struct buffer *out, size_t number, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buffer_add_character(out, (char)(number >> (CHAR_BIT * i) & UCHAR_MAX));
}

static struct text reference_table(const struct reference *references, size_t count, struct buffer *out)
{
    enum { OFFSET_BYTES = 4, INDEX_BYTES = 2 };
    add_big_endian(out, 0, 1 + OFFSET_BYTES);
    add_big_endian(out, UINT16_MAX, INDEX_BYTES);
    for (size_t i = 0; i < count; i++) {
        add_big_endian(out, (size_t)references[i].kind, 1);
        add_big_endian(out, references[i].where, OFFSET_BYTES);
        add_big_endian(out, references[i].index, INDEX_BYTES);
    }
    return buffer_text(out);
}

void pdf_file(struct pdf_objects *objects, size_t catalog, size_t information, struct text identity,
              struct buffer *out)
{
    static const char head[] = "%PDF-1.7\n%\xC7\xF1\xE0\xE6\n"; // bytes beyond ASCII: this is no text file
    size_t packs = (count_plain(objects) + PACKED_TOGETHER - 1) / PACKED_TOGETHER;
    struct reference *references = ARENA_ARRAY(objects->arena, struct reference,
                                               objects->slots.count + packs + 1);
    pack_all(objects, references);
    size_t table = pdf_object_number(objects), table_at = sizeof head - 1 + objects->streams.length;
    for (size_t i = 0; i < objects->slots.count; i++)
        if (objects->slots.items[i].stream)
            references[i] = (struct reference){ENTRY_PLAIN, sizeof head - 1 + objects->slots.items[i].at, 0};
    references[table - 1] = (struct reference){ENTRY_PLAIN, table_at, 0};
    struct buffer entries = {0}, rows = {0};
    buffer_print(&entries, "/Type/XRef/Size %zu/W[1 4 2]/Root %zu 0 R/Info %zu 0 R/ID[<%.*s><%.*s>]",
                 table + 1, catalog, information, TEXT_PRINT(identity), TEXT_PRINT(identity));
    pdf_stream(objects, table, buffer_text(&entries), reference_table(references, table, &rows), false);
    buffer_add(out, text_from(head));
    buffer_add(out, buffer_text(&objects->streams));
    buffer_print(out, "startxref\n%zu\n%%%%EOF\n", table_at);
    buffer_dispose(&entries);
    buffer_dispose(&rows);
}
