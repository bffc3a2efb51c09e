// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbook.h"

#include "base/memory.h"

#include <zip.h>

#define XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"

static bool has_part(zip_t *archive, const char *name)
{
    return zip_name_locate(archive, name, 0) >= 0;
}

// The content must live until the archive is written.
static bool add_part(zip_t *archive, const char *name, struct text content)
{
    zip_source_t *source = zip_source_buffer(archive, content.bytes, content.length, 0);
    zip_int64_t index = source ? zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_mtime(archive, (zip_uint64_t)index, 1577836800, 0) == 0; // the same bytes every time
}

static bool add_described_part(zip_t *archive, struct text heading, struct text content)
{
    struct arena *arena = arena_new();
    struct text name = heading;
    text_split(&heading, ' ', &name);
    const char *terminated = text_terminated(arena, name);
    bool good = add_part(archive, terminated, content);
    zip_int64_t index = zip_name_locate(archive, terminated, 0);
    arena_free(arena);
    if (!good || index < 0)
        return false;
    if (text_equal(heading, TEXT("stored")))
        return zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_STORE, 0) == 0;
    if (text_equal(heading, TEXT("encrypted")))
        return zip_file_set_encryption(archive, (zip_uint64_t)index, ZIP_EM_AES_256, "password") == 0;
    return true;
}

static bool add_described(zip_t *archive, struct text description)
{
    const struct text mark = TEXT("--- "), next_mark = TEXT("\n--- ");
    if (!text_starts(description, mark))
        return false;
    while (description.length) {
        struct text rest = text_slice(description, mark.length, description.length), heading = {0};
        text_split(&rest, '\n', &heading);
        size_t end;
        // A part without content is followed at once by the next.
        if (text_starts(rest, mark))
            end = 0;
        else if (text_find(rest, next_mark, &end))
            end++;
        else
            end = rest.length;
        if (!add_described_part(archive, heading, text_slice(rest, 0, end)))
            return false;
        description = text_slice(rest, end, rest.length);
    }
    return true;
}

static struct text relation(struct arena *arena, int id, const char *kind, const char *target)
{
    return text_print(arena, "<Relationship Id=\"rId%d\" Type=\"" RELATIONS "/%s\" Target=\"%s\"/>", id, kind,
                      target);
}

static bool add_relations(struct arena *arena, zip_t *archive, const char *name, struct text a, struct text b,
                          struct text c)
{
    return add_part(archive, name,
                    text_print(arena,
                               XML_DECLARATION "<Relationships xmlns=\"" PACKAGE_RELATIONS
                                               "\">%.*s%.*s%.*s</Relationships>",
                               TEXT_PRINT(a), TEXT_PRINT(b), TEXT_PRINT(c)));
}

static bool add_defaults(struct arena *arena, zip_t *archive)
{
    const char *package = "_rels/.rels", *relations = "xl/_rels/workbook.xml.rels", *book = "xl/workbook.xml";
    struct text none = {0}, styles = none, strings = none;
    if (!has_part(archive, package) &&
        !add_relations(arena, archive, package, relation(arena, 1, "officeDocument", book), none, none))
        return false;
    if (has_part(archive, "xl/styles.xml"))
        styles = relation(arena, 2, "styles", "styles.xml");
    if (has_part(archive, "xl/sharedStrings.xml"))
        strings = relation(arena, 3, "sharedStrings", "sharedStrings.xml");
    if (!has_part(archive, relations) &&
        !add_relations(arena, archive, relations, relation(arena, 1, "worksheet", "worksheets/sheet1.xml"),
                       styles, strings))
        return false;
    return has_part(archive, book) ||
           add_part(
               archive, book,
               TEXT(XML_DECLARATION
                    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                    "xmlns:r=\"" RELATIONS
                    "\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
}

static bool read_back(zip_source_t *source, struct buffer *file)
{
    if (zip_source_open(source) != 0)
        return false;
    char chunk[4096];
    zip_int64_t got;
    while ((got = zip_source_read(source, chunk, sizeof chunk)) > 0)
        buffer_add(file, (struct text){chunk, (size_t)got});
    zip_source_close(source);
    return got == 0;
}

static bool make(struct text description, bool is_workbook, struct buffer *file)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *archive = target ? zip_open_from_source(target, ZIP_TRUNCATE, &error) : NULL;
    zip_error_fini(&error);
    if (!archive)
        memory_exhausted();
    zip_source_keep(target);
    struct arena *arena = arena_new();
    bool good = add_described(archive, description) && (!is_workbook || add_defaults(arena, archive));
    if (!good || zip_close(archive) != 0) {
        zip_discard(archive);
        good = false;
    }
    good = good && read_back(target, file);
    zip_source_free(target);
    arena_free(arena);
    return good;
}

bool workbook_make(struct text description, struct buffer *file)
{
    return make(description, true, file);
}

bool workbook_make_zip(struct text description, struct buffer *file)
{
    return make(description, false, file);
}
