// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/text_layout.h"

#include "base/file.h"
#include "base/memory.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#define FAMILY "Liberation Sans"
enum { FONT_FILE_BYTES = 8 << 20, POINTS_PER_INCH = 72, SIZES_KEPT = 16 };
enum { LINE_SEPARATOR = 0x2028 };

struct described {
    double size;
    PangoFontDescription *description;
};

struct typesetter {
    struct arena *arena;
    struct font *fonts[FACE_COUNT];
    FcConfig *config; // these faces and nothing else
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout;
    struct described sizes[SIZES_KEPT];
    size_t size_count;
};

// ---- Finding the faces -------------------------------------------------------------------------------------

static const char *find_file(struct arena *arena, FcConfig *config, enum face face)
{
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)FAMILY);
    FcPatternAddInteger(wanted, FC_WEIGHT, face == FACE_BOLD ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
    FcDefaultSubstitute(wanted); // and not the machine's rules, which may name another face
    FcResult result;
    FcPattern *found = FcFontMatch(config, wanted, &result);
    FcChar8 *family = NULL, *path = NULL;
    const char *copy = NULL;
    if (found && FcPatternGetString(found, FC_FAMILY, 0, &family) == FcResultMatch &&
        FcPatternGetString(found, FC_FILE, 0, &path) == FcResultMatch &&
        strcmp((const char *)family, FAMILY) == 0)
        copy = text_terminated(arena, text_from((const char *)path));
    if (found)
        FcPatternDestroy(found);
    FcPatternDestroy(wanted);
    return copy;
}

static bool not_found(struct problems *problems)
{
    return problem_report(
        problems, (struct place){.source = TEXT(FAMILY)},
        MESSAGE("the font is not installed, and the layout of the pages depends on it"),
        MESSAGE("install it: apt-get install {package}", VALUE("package", TEXT("fonts-liberation"))));
}

static bool open_face(struct typesetter *typesetter, FcConfig *installed, enum face face,
                      struct problems *problems)
{
    const char *path = find_file(typesetter->arena, installed, face);
    if (!path)
        return not_found(problems);
    struct text bytes;
    if (!file_read(typesetter->arena, text_from(path), FONT_FILE_BYTES, &bytes, problems))
        return false;
    typesetter->fonts[face] = font_new(bytes);
    if (!typesetter->fonts[face] || font_measures(typesetter->fonts[face]).bold != (face == FACE_BOLD))
        return not_found(problems);
    return FcConfigAppFontAddFile(typesetter->config, (const FcChar8 *)path) || not_found(problems);
}

static bool open_faces(struct typesetter *typesetter, struct problems *problems)
{
    FcConfig *installed = FcConfigReference(NULL); // read once a process, by the library itself
    if (!installed)
        return not_found(problems);
    bool good = true;
    for (int face = 0; face < FACE_COUNT && good; face++)
        good = open_face(typesetter, installed, face, problems);
    FcConfigDestroy(installed);
    return good;
}

// ---- The typesetter ----------------------------------------------------------------------------------------

// Nothing of the machine's settings: no hints, no rounding, no other font for what is missing.
static void plain_pattern(FcPattern *pattern, gpointer nothing)
{
    (void)nothing;
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_ANTIALIAS);
    FcPatternAddBool(pattern, FC_ANTIALIAS, FcFalse);
}

static void start_pango(struct typesetter *typesetter)
{
    typesetter->map = pango_ft2_font_map_new();
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(typesetter->map), typesetter->config);
    PangoFT2FontMap *map = PANGO_FT2_FONT_MAP(typesetter->map);
    pango_ft2_font_map_set_resolution(map, POINTS_PER_INCH, POINTS_PER_INCH);
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map), plain_pattern, NULL, NULL);
    typesetter->context = pango_font_map_create_context(typesetter->map);
    pango_context_set_round_glyph_positions(typesetter->context, FALSE);
    pango_context_set_base_dir(typesetter->context, PANGO_DIRECTION_LTR);
    pango_context_set_language(typesetter->context, pango_language_from_string("en"));
    typesetter->layout = pango_layout_new(typesetter->context);
    pango_layout_set_auto_dir(typesetter->layout, FALSE);
    pango_layout_set_wrap(typesetter->layout, PANGO_WRAP_WORD_CHAR);
}

bool typesetter_open(struct typesetter **typesetter, struct problems *problems)
{
    struct typesetter *opened = memory_allocate_zeroed(1, sizeof *opened);
    opened->arena = arena_new();
    opened->config = FcConfigCreate();
    if (!open_faces(opened, problems)) {
        typesetter_close(opened);
        return false;
    }
    start_pango(opened);
    *typesetter = opened;
    return true;
}

void typesetter_close(struct typesetter *typesetter)
{
    if (!typesetter)
        return;
    for (size_t i = 0; i < typesetter->size_count; i++)
        pango_font_description_free(typesetter->sizes[i].description);
    if (typesetter->layout)
        g_object_unref(typesetter->layout);
    if (typesetter->context)
        g_object_unref(typesetter->context);
    if (typesetter->map) {
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(typesetter->map),
                                     NULL); // else it keeps the list for ever
        g_object_unref(typesetter->map);
    }
    FcConfigDestroy(typesetter->config);
    for (int face = 0; face < FACE_COUNT; face++)
        font_free(typesetter->fonts[face]);
    arena_free(typesetter->arena);
    memory_free(typesetter);
}

const struct font *typesetter_font(const struct typesetter *typesetter, enum face face)
{
    return typesetter->fonts[face];
}

// Unicode's Default_Ignorable_Code_Point, as far as it has no width of its own.
bool character_is_invisible(uint32_t code_point)
{
    static const struct range {
        uint32_t first, last;
    } ranges[] = {{0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},   {0x180B, 0x180F}, {0x200B, 0x200F},
                  {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE0FFF}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    return false;
}

bool typesetter_can_show(const struct typesetter *typesetter, uint32_t code_point)
{
    if (code_point < 0x7F && code_point >= ' ')
        return true;
    if (character_is_invisible(code_point))
        return true;
    for (int face = 0; face < FACE_COUNT; face++)
        if (font_glyph(typesetter->fonts[face], code_point) == 0)
            return false;
    return true;
}

// ---- Setting a paragraph -----------------------------------------------------------------------------------

static const PangoFontDescription *describe(struct typesetter *typesetter, double size)
{
    for (size_t i = 0; i < typesetter->size_count; i++)
        if (typesetter->sizes[i].size == size)
            return typesetter->sizes[i].description;
    if (typesetter->size_count == SIZES_KEPT)
        pango_font_description_free(typesetter->sizes[--typesetter->size_count].description);
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, FAMILY);
    pango_font_description_set_size(description, (int)(size * PANGO_SCALE));
    typesetter->sizes[typesetter->size_count++] = (struct described){size, description};
    return description;
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t from, size_t to)
{
    attribute->start_index = (unsigned)from;
    attribute->end_index = (unsigned)to;
    pango_attr_list_insert(list, attribute);
}

// A glyph for each character, as the reader of a PDF finds them again: no ligatures.
static PangoAttrList *attributes(const struct text_span *spans, size_t count)
{
    PangoAttrList *list = pango_attr_list_new();
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t end = at + spans[i].text.length;
        if (spans[i].face == FACE_BOLD)
            add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), at, end);
        if (spans[i].language != LANGUAGE_ENGLISH)
            add_attribute(
                list, pango_attr_language_new(pango_language_from_string(language_code(spans[i].language))),
                at, end);
        at = end;
    }
    pango_attr_list_insert(list, pango_attr_fallback_new(FALSE));
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0, dlig=0"));
    return list;
}

struct setting {
    struct arena *arena;
    struct typesetter *typesetter;
    struct text_layout *made;
    const char *text;
    size_t *starts; // of each span in the text; one more than there are spans
    size_t count;
    uint32_t space; // its glyph
};

static size_t span_at(const struct setting *setting, size_t byte)
{
    size_t span = 0;
    while (span + 1 < setting->count && setting->starts[span + 1] <= byte)
        span++;
    return span;
}

static size_t byte_of(const PangoGlyphItem *run, int i)
{
    return (size_t)run->item->offset + (size_t)run->glyphs->log_clusters[i];
}

// The bytes behind the cluster that begins at glyph i, in the order of the text.
static size_t cluster_end(const PangoGlyphItem *run, int i)
{
    const PangoGlyphString *glyphs = run->glyphs;
    int start = glyphs->log_clusters[i], end = run->item->length;
    bool backwards = run->item->analysis.level & 1;
    for (int j = backwards ? i - 1 : i + 1; j >= 0 && j < glyphs->num_glyphs; j += backwards ? -1 : 1)
        if (glyphs->log_clusters[j] != start)
            return (size_t)run->item->offset + (size_t)glyphs->log_clusters[j];
    return (size_t)run->item->offset + (size_t)end;
}

static bool is_blank(const char *text, size_t from, size_t to)
{
    struct text part = {text + from, to - from};
    return text_equal(part, TEXT(" ")) || text_equal(part, TEXT("\xC2\xA0"));
}

static void add_glyph(struct setting *setting, const PangoGlyphItem *run, int i, double *pen,
                      struct text_piece *piece)
{
    const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
    size_t from = byte_of(run, i);
    size_t to = cluster_end(run, i), start = setting->starts[piece->span];
    double width = pango_units_to_double(info->geometry.width);
    uint32_t id = info->glyph;
    if (info->glyph == PANGO_GLYPH_EMPTY || info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
        if (!is_blank(setting->text, from, to)) { // not shown, as a joiner
            *pen += width;
            return;
        }
        id = setting->space;
    }
    piece->glyphs[piece->count++] = (struct text_glyph){
        .id = id,
        .byte = (uint32_t)(from - start),
        .bytes = info->attr.is_cluster_start ? (uint32_t)(to - from) : 0,
        .x = *pen + pango_units_to_double(info->geometry.x_offset),
        .y = -pango_units_to_double(info->geometry.y_offset),
    };
    *pen += width;
}

// Pango's runs know nothing of spans that look the same: they are divided here.
static void add_run(struct setting *setting, const PangoGlyphItem *run, double *pen, struct text_line *line)
{
    const PangoGlyphString *glyphs = run->glyphs;
    struct text_piece *piece = NULL;
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        size_t span = span_at(setting, byte_of(run, i));
        if (!piece || piece->span != span) {
            piece = &line->pieces[line->count++];
            *piece = (struct text_piece){.span = span, .x = *pen};
            piece->glyphs = ARENA_ARRAY(setting->arena, struct text_glyph, (size_t)(glyphs->num_glyphs - i));
        }
        add_glyph(setting, run, i, pen, piece);
        piece->width = *pen - piece->x;
    }
}

// Blanks at the end of a line hang over it.
static double ink_width(const struct setting *setting, const struct text_line *line, double pen)
{
    for (size_t i = line->count; i-- > 0;) {
        const struct text_piece *piece = &line->pieces[i];
        for (size_t j = piece->count; j-- > 0; pen = piece->glyphs[j].x)
            if (piece->glyphs[j].id != setting->space)
                return pen;
        pen = piece->x;
    }
    return 0;
}

static void add_line(struct setting *setting, const PangoLayoutLine *from)
{
    struct text_line line = {0};
    double pen = 0;
    // A span divides a run at most twice, at its ends.
    line.pieces = ARENA_ARRAY(setting->arena, struct text_piece,
                              g_slist_length(from->runs) + 2 * setting->count);
    for (const GSList *node = from->runs; node; node = node->next)
        add_run(setting, node->data, &pen, &line);
    line.width = ink_width(setting, &line, pen);
    if (line.width > setting->made->width)
        setting->made->width = line.width;
    *ARRAY_APPEND(setting->arena, &setting->made->lines) = line;
}

static struct text join(struct setting *setting, const struct text_span *spans, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += spans[i].text.length;
    char *text = arena_allocate(setting->arena, length + 1, 1);
    setting->starts = ARENA_ARRAY(setting->arena, size_t, count + 1);
    setting->count = count;
    length = 0;
    for (size_t i = 0; i < count; i++) {
        setting->starts[i] = length;
        if (spans[i].text.length)
            memcpy(text + length, spans[i].text.bytes, spans[i].text.length);
        length += spans[i].text.length;
    }
    setting->starts[count] = length;
    setting->text = text;
    return (struct text){text, length};
}

struct text_layout *text_layout_new(struct arena *arena, struct typesetter *typesetter,
                                    const struct text_span *spans, size_t count, double size, double width)
{
    struct setting setting = {.arena = arena, .typesetter = typesetter};
    struct text text = join(&setting, spans, count);
    setting.space = font_glyph(typesetter->fonts[FACE_REGULAR], ' ');
    setting.made = ARENA_NEW(arena, struct text_layout);
    setting.made->size = size;
    setting.made->spans = spans;
    setting.made->span_count = count;
    PangoLayout *layout = typesetter->layout;
    pango_layout_set_font_description(layout, describe(typesetter, size));
    pango_layout_set_width(layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    PangoAttrList *list = attributes(spans, count);
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
    pango_layout_set_text(layout, text.bytes, text.length < INT_MAX ? (int)text.length : INT_MAX);
    for (const GSList *node = pango_layout_get_lines_readonly(layout); node; node = node->next)
        add_line(&setting, node->data);
    return setting.made;
}
