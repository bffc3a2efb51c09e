// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xlsx_workbook.h"

#include "base/buffer.h"
#include "base/memory.h"

// ---- names

bool xlsx_is(struct xml_name name, const char *local)
{
    return text_equal(name.local, text_from(local)) &&
           (text_equal(name.space, TEXT("http://schemas.openxmlformats.org/spreadsheetml/2006/main")) ||
            text_equal(name.space, TEXT("http://purl.oclc.org/ooxml/spreadsheetml/main")));
}

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT_RELATIONS "http://purl.oclc.org/ooxml/officeDocument/relationships"

// "…/relationships/worksheet" of either namespace to "worksheet"; empty for anything else.
static struct text relation_kind(struct text type)
{
    const struct text prefixes[] = {TEXT(RELATIONS "/"), TEXT(STRICT_RELATIONS "/")};
    for (size_t i = 0; i < 2; i++)
        if (text_starts(type, prefixes[i]))
            return text_slice(type, prefixes[i].length, type.length);
    return (struct text){0};
}

static bool is_true(struct text text)
{
    return text_equal(text, TEXT("1")) || text_equal(text, TEXT("true"));
}

// ---- reading one part

static struct place place_of(const struct xlsx_workbook *workbook, struct text part)
{
    return (struct place){.source = workbook->source, .name = part};
}

static bool refuse(const struct xlsx_workbook *workbook, struct text part, struct problems *problems,
                   struct message what)
{
    return problem_report(problems, place_of(workbook, part), what,
                          MESSAGE("open it in a spreadsheet program and save it anew"));
}

struct limited_part {
    const struct xlsx_workbook *workbook;
    struct text name;
    struct zip_entry *entry;
    uint64_t left; // bytes that may still be read
};

static bool read_limited(void *context, char *to, size_t room, size_t *got, struct problems *problems)
{
    struct limited_part *part = context;
    size_t some;
    if (!zip_entry_read(part->entry, to, room, &some, problems))
        return false;
    if (some > part->left)
        return refuse(part->workbook, part->name, problems, MESSAGE("the part is too large for what it is"));
    part->left -= some;
    *got = some;
    return true;
}

static bool read_part(struct xlsx_workbook *workbook, struct text name, uint64_t limit,
                      const struct xml_handler *handler, void *context, struct problems *problems)
{
    struct limited_part part = {workbook, name, NULL, limit};
    if (!zip_entry_open(workbook->zip, name, &part.entry, problems))
        return false;
    struct xml_reader *xml = xml_new(
        (struct xml_source){read_limited, &part, place_of(workbook, name), XLSX_SAVE_ANEW}, handler, context);
    bool good = xml_run(xml, problems) == XML_STEP_ENDED;
    xml_free(xml);
    zip_entry_close(part.entry);
    return good;
}

static void ignore_end(void *context, struct xml_name name)
{
    (void)context, (void)name;
}

static void ignore_text(void *context, struct text text)
{
    (void)context, (void)text;
}

// ---- relations between parts

struct relation {
    struct text id, kind, part;
};

struct relations {
    struct arena *arena;
    struct text from; // the part that has them; empty for the package
    ARRAY_OF(struct relation) list;
    bool too_many;
};

static struct text folder_of(struct text part)
{
    size_t end = part.length;
    while (end > 0 && part.bytes[end - 1] != '/')
        end--;
    return text_slice(part, 0, end ? end - 1 : 0);
}

// A target, absolute or relative to the folder of the part that names it, as the name of a part.
static struct text resolve(struct arena *arena, struct text from, struct text target)
{
    struct buffer path = {0};
    if (!text_starts(target, TEXT("/")))
        buffer_add(&path, folder_of(from));
    struct text step;
    while (text_split(&target, '/', &step)) {
        if (text_equal(step, TEXT(".."))) {
            path.length = folder_of(buffer_text(&path)).length;
        } else if (step.length && !text_equal(step, TEXT("."))) {
            buffer_add(&path, path.length ? TEXT("/") : TEXT(""));
            buffer_add(&path, step);
        }
    }
    struct text part = text_copy(arena, buffer_text(&path));
    buffer_dispose(&path);
    return part;
}

static void relation_start(void *context, struct xml_name name, const char *const *attributes)
{
    struct relations *relations = context;
    if (!text_equal(name.local, TEXT("Relationship")) ||
        text_equal(xml_attribute(attributes, "", "TargetMode"), TEXT("External")))
        return;
    if (relations->list.count >= LIMIT_XLSX_RELATIONS) {
        relations->too_many = true;
        return;
    }
    struct arena *arena = relations->arena;
    *ARRAY_APPEND(arena, &relations->list) = (struct relation){
        text_copy(arena, xml_attribute(attributes, "", "Id")),
        text_copy(arena, relation_kind(xml_attribute(attributes, "", "Type"))),
        resolve(arena, relations->from, xml_attribute(attributes, "", "Target")),
    };
}

static bool read_relations(struct xlsx_workbook *workbook, struct text from, struct relations *relations,
                           struct problems *problems)
{
    static const struct xml_handler handler = {relation_start, ignore_end, ignore_text};
    *relations = (struct relations){.arena = workbook->arena, .from = from};
    struct text folder = folder_of(from),
                name = text_slice(from, folder.length ? folder.length + 1 : 0, from.length);
    struct text part = text_print(workbook->arena, "%.*s%s_rels/%.*s.rels", TEXT_PRINT(folder),
                                  folder.length ? "/" : "", TEXT_PRINT(name));
    if (!read_part(workbook, part, LIMIT_XLSX_PART_BYTES, &handler, relations, problems))
        return false;
    return relations->too_many ? refuse(workbook, part, problems,
                                        MESSAGE("the workbook has more than {limit} parts",
                                                NUMBER("limit", LIMIT_XLSX_RELATIONS)))
                               : true;
}

static const struct relation *find_kind(const struct relations *relations, const char *kind)
{
    for (size_t i = 0; i < relations->list.count; i++)
        if (text_equal(relations->list.items[i].kind, text_from(kind)))
            return &relations->list.items[i];
    return NULL;
}

// ---- the list of sheets

struct sheet {
    struct text name, relation;
    bool visible;
};

struct sheets {
    struct xlsx_workbook *workbook;
    ARRAY_OF(struct sheet) list;
    bool is_workbook, too_many;
};

static void workbook_start(void *context, struct xml_name name, const char *const *attributes)
{
    struct sheets *sheets = context;
    if (xlsx_is(name, "workbook"))
        sheets->is_workbook = true;
    if (xlsx_is(name, "workbookPr"))
        sheets->workbook->from_1904 = is_true(xml_attribute(attributes, "", "date1904"));
    if (!xlsx_is(name, "sheet"))
        return;
    if (sheets->list.count >= LIMIT_XLSX_SHEETS) {
        sheets->too_many = true;
        return;
    }
    struct arena *arena = sheets->workbook->arena;
    struct text relation = xml_attribute(attributes, RELATIONS, "id");
    if (!relation.bytes)
        relation = xml_attribute(attributes, STRICT_RELATIONS, "id");
    struct text state = xml_attribute(attributes, "", "state");
    *ARRAY_APPEND(arena, &sheets->list) = (struct sheet){
        text_copy(arena, xml_attribute(attributes, "", "name")),
        text_copy(arena, relation),
        !state.length || text_equal(state, TEXT("visible")),
    };
}

// The part of a sheet, if it is one of cells, not a chart or a dialogue.
static const struct relation *worksheet_of(const struct relations *relations, const struct sheet *sheet)
{
    for (size_t i = 0; i < relations->list.count; i++) {
        const struct relation *relation = &relations->list.items[i];
        if (text_equal(relation->id, sheet->relation))
            return text_equal(relation->kind, TEXT("worksheet")) ? relation : NULL;
    }
    return NULL;
}

static bool choose(struct xlsx_workbook *workbook, const struct sheets *sheets,
                   const struct relations *relations, struct text wanted)
{
    for (size_t i = 0; i < sheets->list.count; i++) {
        const struct sheet *sheet = &sheets->list.items[i];
        const struct relation *relation = worksheet_of(relations, sheet);
        if (relation && (wanted.length ? text_equal_ignoring_case(sheet->name, wanted) : sheet->visible)) {
            workbook->sheet_name = sheet->name;
            workbook->sheet_part = relation->part;
            return true;
        }
    }
    return false;
}

static struct text names_of(struct arena *arena, const struct sheets *sheets)
{
    struct buffer names = {.limit = LIMIT_FIELD_BYTES};
    for (size_t i = 0; i < sheets->list.count; i++) {
        buffer_add(&names, i ? TEXT(", ") : TEXT(""));
        buffer_add(&names, sheets->list.items[i].name);
    }
    struct text text = text_copy(arena, buffer_text(&names));
    buffer_dispose(&names);
    return text;
}

static bool choose_sheet(struct xlsx_workbook *workbook, struct text part, const struct relations *relations,
                         struct text wanted, struct problems *problems)
{
    static const struct xml_handler handler = {workbook_start, ignore_end, ignore_text};
    struct sheets sheets = {.workbook = workbook};
    if (!read_part(workbook, part, LIMIT_XLSX_PART_BYTES, &handler, &sheets, problems))
        return false;
    if (!sheets.is_workbook)
        return refuse(workbook, part, problems, MESSAGE("the file is not an XLSX workbook"));
    if (sheets.too_many)
        return refuse(
            workbook, part, problems,
            MESSAGE("the workbook has more than {limit} sheets", NUMBER("limit", LIMIT_XLSX_SHEETS)));
    if (choose(workbook, &sheets, relations, wanted))
        return true;
    struct message hint = sheets.list.count ? MESSAGE("its sheets are: {names}",
                                                      VALUE("names", names_of(workbook->arena, &sheets)))
                                            : NO_MESSAGE;
    return problem_report(problems, (struct place){.source = workbook->source},
                          wanted.length ? MESSAGE("the workbook has no sheet {name}", VALUE("name", wanted))
                                        : MESSAGE("the workbook has no visible sheet of cells"),
                          hint);
}

// ---- styles: which of them show dates

struct styles {
    struct xlsx_workbook *workbook;
    ARRAY_OF(struct numbered_format {
        int64_t id;
        struct xlsx_format format;
    })
    formats;
    bool in_cell_formats, too_many;
};

static struct xlsx_format format_numbered(const struct styles *styles, int64_t id)
{
    for (size_t i = 0; i < styles->formats.count; i++)
        if (styles->formats.items[i].id == id)
            return styles->formats.items[i].format;
    return xlsx_format_built_in(id);
}

static void styles_start(void *context, struct xml_name name, const char *const *attributes)
{
    struct styles *styles = context;
    struct xlsx_workbook *workbook = styles->workbook;
    int64_t id = 0;
    text_to_int64(xml_attribute(attributes, "", "numFmtId"), &id);
    if (xlsx_is(name, "cellXfs"))
        styles->in_cell_formats = true;
    bool format = xlsx_is(name, "numFmt"), style = styles->in_cell_formats && xlsx_is(name, "xf");
    if ((format && styles->formats.count >= LIMIT_XLSX_FORMATS) ||
        (style && workbook->styles.count >= LIMIT_XLSX_STYLES)) {
        styles->too_many = true;
    } else if (format) {
        struct numbered_format *added = ARRAY_APPEND(workbook->arena, &styles->formats);
        added->id = id;
        added->format = xlsx_format_of_code(xml_attribute(attributes, "", "formatCode"));
    } else if (style) {
        *ARRAY_APPEND(workbook->arena, &workbook->styles) = format_numbered(styles, id);
    }
}

static void styles_end(void *context, struct xml_name name)
{
    struct styles *styles = context;
    if (xlsx_is(name, "cellXfs"))
        styles->in_cell_formats = false;
}

static bool read_styles(struct xlsx_workbook *workbook, struct text part, struct problems *problems)
{
    static const struct xml_handler handler = {styles_start, styles_end, ignore_text};
    struct styles styles = {.workbook = workbook};
    if (!read_part(workbook, part, LIMIT_XLSX_PART_BYTES, &handler, &styles, problems))
        return false;
    return styles.too_many ? refuse(workbook, part, problems,
                                    MESSAGE("the workbook has more than {limit} styles",
                                            NUMBER("limit", LIMIT_XLSX_STYLES)))
                           : true;
}

// ---- shared strings

struct strings {
    struct buffer bytes;
    uint32_t *ends;
    size_t count, capacity, start;
    bool in_text, in_phonetic, too_many;
};

static void strings_start(void *context, struct xml_name name, const char *const *attributes)
{
    (void)attributes;
    struct strings *strings = context;
    if (xlsx_is(name, "si"))
        strings->start = strings->bytes.length;
    else if (xlsx_is(name, "rPh"))
        strings->in_phonetic = true;
    else if (xlsx_is(name, "t"))
        strings->in_text = !strings->in_phonetic;
}

static void add_string(struct strings *strings)
{
    struct buffer *bytes = &strings->bytes;
    if (strings->count >= LIMIT_XLSX_SHARED_STRINGS || bytes->overflowed) {
        strings->too_many = true;
        return;
    }
    if (bytes->length > strings->start)
        bytes->length = strings->start +
                        xlsx_unescape(bytes->bytes + strings->start, bytes->length - strings->start);
    if (strings->count == strings->capacity) {
        strings->capacity = strings->capacity ? strings->capacity * 2 : 1024;
        strings->ends = memory_resize(strings->ends, strings->capacity * sizeof *strings->ends);
    }
    strings->ends[strings->count++] = (uint32_t)bytes->length;
}

static void strings_end(void *context, struct xml_name name)
{
    struct strings *strings = context;
    if (xlsx_is(name, "si"))
        add_string(strings);
    else if (xlsx_is(name, "rPh"))
        strings->in_phonetic = false;
    else if (xlsx_is(name, "t"))
        strings->in_text = false;
}

static void strings_text(void *context, struct text text)
{
    struct strings *strings = context;
    if (strings->in_text && !strings->too_many)
        buffer_add(&strings->bytes, text);
}

static bool read_strings(struct xlsx_workbook *workbook, struct text part, struct problems *problems)
{
    static const struct xml_handler handler = {strings_start, strings_end, strings_text};
    struct strings strings = {.bytes.limit = LIMIT_SHARED_STRING_BYTES};
    bool good = read_part(workbook, part, LIMIT_ZIP_INFLATED_BYTES, &handler, &strings, problems);
    if (good && strings.too_many)
        good = refuse(workbook, part, problems, MESSAGE("the workbook has too much text"));
    workbook->string_bytes = strings.bytes.bytes;
    workbook->string_ends = strings.ends;
    workbook->string_count = strings.count;
    return good;
}

bool xlsx_shared_string(const struct xlsx_workbook *workbook, int64_t index, struct text *string)
{
    if (index < 0 || (uint64_t)index >= workbook->string_count)
        return false;
    uint32_t from = index ? workbook->string_ends[index - 1] : 0;
    uint32_t to = workbook->string_ends[index];
    *string = from == to ? (struct text){0} : (struct text){workbook->string_bytes + from, to - from};
    return true;
}

// ---- text

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit = (char)(digit | 0x20);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

// The code of "_xHHHH_" at the front; 0 if it is none, or one that a text cannot hold.
static uint32_t escaped_code(const char *bytes, size_t length)
{
    if (length < 7 || bytes[0] != '_' || bytes[1] != 'x' || bytes[6] != '_')
        return 0;
    uint32_t code = 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(bytes[i]);
        if (digit < 0)
            return 0;
        code = code << 4 | (uint32_t)digit;
    }
    return code >= 0xD800 && code <= 0xDFFF ? 0 : code;
}

size_t xlsx_unescape(char *bytes, size_t length)
{
    size_t to = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code = bytes[at] == '_' ? escaped_code(bytes + at, length - at) : 0;
        if (code == 0) {
            bytes[to++] = bytes[at++];
            continue;
        }
        struct buffer character = {0};
        buffer_add_code_point(&character, code);
        memcpy(bytes + to, character.bytes, character.length);
        to += character.length;
        at += 7;
        buffer_dispose(&character);
    }
    return to;
}

// ---- all of it

static bool open_parts(struct xlsx_workbook *workbook, struct text sheet, struct problems *problems)
{
    struct relations package, relations;
    struct text none = {0};
    if (!zip_reader_has(workbook->zip, TEXT("_rels/.rels")))
        return problem_report(problems, (struct place){.source = workbook->source},
                              MESSAGE("the file is a ZIP file, but not an XLSX workbook"),
                              MESSAGE("open it in a spreadsheet program and save it as XLSX or CSV"));
    if (!read_relations(workbook, none, &package, problems))
        return false;
    const struct relation *main = find_kind(&package, "officeDocument");
    if (!main || text_ends(main->part, TEXT(".bin")))
        return problem_report(problems, (struct place){.source = workbook->source},
                              MESSAGE("the file is not an XLSX workbook"),
                              MESSAGE("open it in a spreadsheet program and save it as XLSX or CSV"));
    if (!read_relations(workbook, main->part, &relations, problems) ||
        !choose_sheet(workbook, main->part, &relations, sheet, problems))
        return false;
    const struct relation *styles = find_kind(&relations, "styles");
    const struct relation *strings = find_kind(&relations, "sharedStrings");
    return (!styles || read_styles(workbook, styles->part, problems)) &&
           (!strings || read_strings(workbook, strings->part, problems));
}

bool xlsx_workbook_open(const struct input *input, struct text sheet, struct xlsx_workbook *workbook,
                        struct problems *problems)
{
    struct xlsx_workbook opened = {.arena = arena_new(), .source = input->source};
    if (!zip_reader_open(input, &opened.zip, problems) || !open_parts(&opened, sheet, problems)) {
        xlsx_workbook_close(&opened);
        return false;
    }
    *workbook = opened;
    return true;
}

void xlsx_workbook_close(struct xlsx_workbook *workbook)
{
    zip_reader_close(workbook->zip);
    memory_free(workbook->string_bytes);
    memory_free(workbook->string_ends);
    arena_free(workbook->arena);
    *workbook = (struct xlsx_workbook){0};
}
