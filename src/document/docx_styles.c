// SPDX-License-Identifier: GPL-3.0-or-later
// How the document looks: everything is a style, so that an editor can change it in one place. Colours are those of
// report.css: text is at least 7 to 1 on its ground.
#include "document/docx.h"

#define WORD_ "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define FACE "Arial"
#define FACE_OF_HASHES "Courier New"

enum colour {
    INHERITED,
    INK,
    SOFT,
    WHITE,
    PANEL,
    LINE,
    LINK,
    ALARM,
    ALARM_GROUND,
    DRAFT,
    DRAFT_INK,
    ACCENT, // the office's
    COLOURS,
};

enum { DEFAULT_ACCENT = 0x0B4F5C };

static struct text colour_value(const struct docx *docx, enum colour colour)
{
    static const char *const values[COLOURS] = {
        [INHERITED] = "auto", [INK] = "16212B",       [SOFT] = "42505C",         [WHITE] = "FFFFFF",
        [PANEL] = "F3F6F7",   [LINE] = "C3CCD3",      [LINK] = "0B4A6F",         [ALARM] = "7A1F1F",
        [DRAFT] = "FBE9B6",   [DRAFT_INK] = "3B2A00", [ALARM_GROUND] = "FDF1EF",
    };
    const struct identity *identity = &docx->document->identity;
    if (colour != ACCENT)
        return text_from(values[colour]);
    return text_print(docx->arena, "%06X",
                      (unsigned)(identity->has_accent ? identity->accent & 0xFFFFFF : DEFAULT_ACCENT));
}

// What stands around a paragraph. Neighbours of the same style share it.
enum frame {
    FRAME_NONE,
    FRAME_BAR,   // at the left, on the ground
    FRAME_BAND,  // the ground, with some room
    FRAME_ABOVE, // a rule
    FRAME_RULES, // above and below
};

enum tab { TAB_NONE, TAB_FACT, TAB_RIGHT };

struct style {
    const char *id, *name, *based_on, *next;
    bool custom;
    short size[2]; // in half-points, on each sheet; 0: as what it is based on
    bool bold;
    enum colour ink, ground, bar;
    enum frame frame;
    short before, left, hanging; // at the normal sheet; they grow with the text
    bool keep_next;
    enum tab tab;
    short outline; // level, from 1
    bool right;    // aligned, on the normal sheet
    const char *face;
};

enum { BODY = 22, BODY_LARGE = 36 };

// In large print nothing is smaller than the text.
static const struct style styles[] = {
    {"Normal", "Normal", .size = {BODY, BODY_LARGE}, .ink = INK, .before = 140},
    {"Organisation",
     "Organisation",
     "Normal",
     "Title",
     true,
     {24, 40},
     true,
     WHITE,
     ACCENT,
     ACCENT,
     FRAME_BAND,
     0,
     160},
    {"Logo", "Logo", "Normal", "Organisation", true},
    {"Title", "Title", "Normal", "Subtitle", false, {56, 68}, true, INK, .before = 480},
    {"Subtitle", "Subtitle", "Normal", "Normal", false, {30, 44}, false, SOFT, .before = 120},
    {"Facts",
     "Facts",
     "Normal",
     "Normal",
     true,
     {0, 0},
     false,
     INK,
     INHERITED,
     LINE,
     FRAME_RULES,
     80,
     2100,
     2100,
     .tab = TAB_FACT},
    {"Heading1",
     "heading 1",
     "Normal",
     "Normal",
     false,
     {36, 56},
     true,
     INK,
     INHERITED,
     ACCENT,
     FRAME_ABOVE,
     560,
     .keep_next = true,
     .outline = 1},
    {"Heading2",
     "heading 2",
     "Normal",
     "Normal",
     false,
     {28, 46},
     true,
     INK,
     .before = 400,
     .keep_next = true,
     .outline = 2},
    {"Heading3",
     "heading 3",
     "Normal",
     "Normal",
     false,
     {24, 40},
     true,
     INK,
     .before = 320,
     .keep_next = true,
     .outline = 3},
    {"TOCHeading",
     "TOC Heading",
     "Normal",
     "Normal",
     false,
     {28, 46},
     true,
     INK,
     .before = 480,
     .keep_next = true},
    {"TOC1", "toc 1", "Normal", "Normal", false, {0, 0}, false, LINK, .before = 80},
    {"TOC2", "toc 2", "TOC1", "Normal", false, .left = 360},
    {"TOC3", "toc 3", "TOC1", "Normal", false, .left = 720},
    {"Quote", "Quote", "Normal", "Normal", false, {0, 0}, false, INK, PANEL, ACCENT, FRAME_BAR, 160, 280},
    {"Warning",
     "Warning",
     "Normal",
     "Normal",
     true,
     {0, 0},
     false,
     INK,
     ALARM_GROUND,
     ALARM,
     FRAME_BAR,
     160,
     280},
    {"Caption", "caption", "Normal", "Normal", false, {22, 36}, true, INK, .before = 320, .keep_next = true},
    {"Figure", "Figure", "Normal", "Normal", true, .before = 120, .keep_next = true},
    {"TableText", "Table Text", "Normal", NULL, true, {20, 36}, .before = 60},
    {"TableNumber", "Table Number", "TableText", NULL, true, .before = 60, .right = true},
    {"TableHeading", "Table Heading", "TableText", NULL, true, .bold = true, .before = 60, .keep_next = true},
    {"TableNumberHeading", "Table Number Heading", "TableHeading", NULL, true, .before = 60, .right = true},
    {"TableGroup", "Table Group", "TableText", NULL, true, .bold = true, .before = 200, .keep_next = true},
    {"TableTotal", "Table Total", "TableText", NULL, true, .bold = true, .before = 60},
    {"TableNumberTotal", "Table Number Total", "TableTotal", NULL, true, .before = 60, .right = true},
    {"Note", "Note", "Normal", NULL, true, {19, 36}, false, SOFT, .before = 100},
    {"Source", "Source", "Normal", "Normal", true, {19, 36}, false, SOFT, .before = 100},
    {"Contact", "Contact", "Normal", "Normal", true, .before = 200},
    {"Publisher",
     "Publisher",
     "Normal",
     "Normal",
     true,
     {19, 36},
     false,
     SOFT,
     INHERITED,
     LINE,
     FRAME_ABOVE,
     560},
    {"Imprint",
     "Imprint",
     "Normal",
     "ImprintHash",
     true,
     {18, 36},
     false,
     SOFT,
     .before = 160,
     .keep_next = true},
    {"ImprintHash", "Imprint Hash", "Imprint", "Imprint", true, .before = 20, .face = FACE_OF_HASHES},
    {"Header", "header", "Normal", NULL, false, {18, 36}, .before = 20},
    {"Marking", "Marking", "Header", NULL, true, {0, 0}, true, WHITE, INK, INK, FRAME_BAND, 60, 160},
    {"Draft", "Draft", "Header", NULL, true, {0, 0}, true, DRAFT_INK, DRAFT, DRAFT, FRAME_BAND, 60, 160},
    {"Footer", "footer", "Normal", NULL, false, {18, 36}, false, SOFT, .before = 60, .tab = TAB_RIGHT},
};

static int grown(const struct docx *docx, int length)
{
    return docx->sheet == SHEET_LARGE ? length * 3 / 2 : length;
}

// ---- Pieces of a style -------------------------------------------------------------------------------------

static void value_number(struct docx *docx, const char *name, int64_t number)
{
    markup_open_element(&docx->xml, name);
    docx_number(docx, "w:val", number);
    markup_close(&docx->xml);
}

static void write_side(struct docx *docx, const char *side, int eighths, int space, enum colour colour)
{
    markup_open_element(&docx->xml, side);
    markup_attribute(&docx->xml, "w:val", TEXT("single"));
    docx_number(docx, "w:sz", eighths);
    docx_number(docx, "w:space", space);
    markup_attribute(&docx->xml, "w:color", colour_value(docx, colour));
    markup_close(&docx->xml);
}

// Sides in the ground's own colour keep its text off its edge.
static void write_frame(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:pBdr");
    switch (style->frame) {
    case FRAME_NONE: break;
    case FRAME_ABOVE: write_side(docx, "w:top", 12, 10, style->bar); break;
    case FRAME_RULES:
        write_side(docx, "w:top", 4, 8, style->bar);
        write_side(docx, "w:bottom", 4, 8, style->bar);
        break;
    case FRAME_BAR:
    case FRAME_BAND:
        write_side(docx, "w:top", 4, 6, style->ground);
        write_side(docx, "w:left", style->frame == FRAME_BAR ? 48 : 4, 8, style->bar);
        write_side(docx, "w:bottom", 4, 6, style->ground);
        write_side(docx, "w:right", 4, 8, style->ground);
        break;
    }
    markup_close(&docx->xml);
}

static void write_ground(struct docx *docx, enum colour ground)
{
    markup_open(&docx->xml, "w:shd");
    markup_attribute(&docx->xml, "w:val", TEXT("clear"));
    markup_attribute(&docx->xml, "w:color", TEXT("auto"));
    markup_attribute(&docx->xml, "w:fill", colour_value(docx, ground));
    markup_close(&docx->xml);
}

void docx_frame(struct docx *docx, const char *name)
{
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (strcmp(styles[i].id, name) == 0) {
            write_frame(docx, &styles[i]);
            write_ground(docx, styles[i].ground);
        }
}

static void write_tab(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:tabs");
    markup_open(&docx->xml, "w:tab");
    markup_attribute(&docx->xml, "w:val", style->tab == TAB_RIGHT ? TEXT("right") : TEXT("left"));
    docx_number(docx, "w:pos", style->tab == TAB_RIGHT ? DOCX_TEXT_WIDTH : grown(docx, style->left));
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_spacing(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:spacing");
    docx_number(docx, "w:before", grown(docx, style->before));
    docx_number(docx, "w:after", strncmp(style->id, "Table", 5) == 0 ? grown(docx, 60) : 0);
    docx_number(docx, "w:line", style->size[0] > BODY + 4 ? 252 : 288);
    markup_attribute(&docx->xml, "w:lineRule", TEXT("auto"));
    markup_close(&docx->xml);
}

static void write_indent(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:ind");
    docx_number(docx, "w:left", grown(docx, style->left));
    if (style->frame == FRAME_BAND || style->frame == FRAME_BAR)
        docx_number(docx, "w:right", grown(docx, 160));
    if (style->hanging)
        docx_number(docx, "w:hanging", grown(docx, style->hanging));
    markup_close(&docx->xml);
}

// The order of these elements, and of those of runs, is the format's.
static void write_paragraph_properties(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:pPr");
    if (style->keep_next)
        docx_flag(docx, "w:keepNext");
    if (style->keep_next || style->frame)
        docx_flag(docx, "w:keepLines");
    if (style->frame)
        write_frame(docx, style);
    if (style->ground)
        write_ground(docx, style->ground);
    if (style->tab)
        write_tab(docx, style);
    write_spacing(docx, style);
    if (style->left)
        write_indent(docx, style);
    docx_value(docx, "w:jc", style->right && docx->sheet != SHEET_LARGE ? TEXT("right") : TEXT("left"));
    if (style->outline)
        value_number(docx, "w:outlineLvl", style->outline - 1);
    markup_close(&docx->xml);
}

static void write_face(struct docx *docx, const char *face)
{
    static const char *const scripts[] = {"w:ascii", "w:eastAsia", "w:hAnsi", "w:cs"};
    markup_open(&docx->xml, "w:rFonts");
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        markup_add_attribute(&docx->xml, scripts[i], text_from(face));
    markup_close(&docx->xml);
}

static void write_size(struct docx *docx, int half_points)
{
    value_number(docx, "w:sz", half_points);
    value_number(docx, "w:szCs", half_points);
}

static void write_run_properties(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:rPr");
    if (style->face)
        write_face(docx, style->face);
    if (style->bold) {
        docx_flag(docx, "w:b");
        docx_flag(docx, "w:bCs");
    }
    if (style->ink)
        docx_value(docx, "w:color", colour_value(docx, style->ink));
    if (style->size[docx->sheet])
        write_size(docx, style->size[docx->sheet]);
    markup_close(&docx->xml);
}

static void open_style(struct docx *docx, const char *type, const char *id, const char *name, bool custom)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:style");
    markup_attribute(&docx->xml, "w:type", text_from(type));
    if (custom)
        markup_attribute(&docx->xml, "w:customStyle", TEXT("1"));
    markup_attribute(&docx->xml, "w:styleId", text_from(id));
    docx_value(docx, "w:name", text_from(name));
}

static void write_style(struct docx *docx, const struct style *style)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:style");
    markup_attribute(&docx->xml, "w:type", TEXT("paragraph"));
    if (!style->based_on)
        markup_attribute(&docx->xml, "w:default", TEXT("1"));
    if (style->custom)
        markup_attribute(&docx->xml, "w:customStyle", TEXT("1"));
    markup_attribute(&docx->xml, "w:styleId", text_from(style->id));
    docx_value(docx, "w:name", text_from(style->name));
    if (style->based_on)
        docx_value(docx, "w:basedOn", text_from(style->based_on));
    if (style->next)
        docx_value(docx, "w:next", text_from(style->next));
    docx_flag(docx, "w:qFormat");
    write_paragraph_properties(docx, style);
    write_run_properties(docx, style);
    markup_close(&docx->xml);
}

// ---- Lists -------------------------------------------------------------------------------------------------

enum { LIST_STYLE_LEVELS = 5 }; // that Word has styles for

static int list_indent(const struct docx *docx, int level)
{
    return grown(docx, 400 * (level + 1));
}

// "ListBullet", "ListBullet2" and so on; the names are Word's own.
static void write_list_style(struct docx *docx, const char *id, const char *name, int level, int number)
{
    struct text suffix = level ? text_print(docx->arena, "%d", level + 1) : (struct text){0};
    struct text whole = text_print(docx->arena, "%s%.*s", id, TEXT_PRINT(suffix));
    struct text words = text_print(docx->arena, level ? "%s %.*s" : "%s%.*s", name, TEXT_PRINT(suffix));
    open_style(docx, "paragraph", text_terminated(docx->arena, whole), text_terminated(docx->arena, words),
               false);
    docx_value(docx, "w:basedOn", TEXT("Normal"));
    docx_flag(docx, "w:qFormat");
    markup_open(&docx->xml, "w:pPr");
    if (number) {
        markup_open(&docx->xml, "w:numPr");
        value_number(docx, "w:ilvl", level);
        value_number(docx, "w:numId", number);
        markup_close(&docx->xml);
    }
    markup_open(&docx->xml, "w:spacing");
    docx_number(docx, "w:before", grown(docx, 80));
    markup_close(&docx->xml);
    if (!number) {
        markup_open(&docx->xml, "w:ind");
        docx_number(docx, "w:left", list_indent(docx, level));
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_list_styles(struct docx *docx)
{
    for (int level = 0; level < LIST_STYLE_LEVELS; level++) {
        write_list_style(docx, "ListBullet", "List Bullet", level, 1);
        write_list_style(docx, "ListNumber", "List Number", level, 2);
        write_list_style(docx, "ListContinue", "List Continue", level, 0);
    }
}

static void write_level(struct docx *docx, int level, bool numbers)
{
    static const char *const bullets[] = {"•", "–", "◦"};
    markup_open(&docx->xml, "w:lvl");
    docx_number(docx, "w:ilvl", level);
    value_number(docx, "w:start", 1);
    docx_value(docx, "w:numFmt", numbers ? TEXT("decimal") : TEXT("bullet"));
    if (level < LIST_STYLE_LEVELS) {
        struct text suffix = level ? text_print(docx->arena, "%d", level + 1) : (struct text){0};
        docx_value(
            docx, "w:pStyle",
            text_print(docx->arena, "%s%.*s", numbers ? "ListNumber" : "ListBullet", TEXT_PRINT(suffix)));
    }
    docx_value(docx, "w:lvlText",
               numbers ? text_print(docx->arena, "%%%d.", level + 1) : text_from(bullets[level % 3]));
    docx_value(docx, "w:lvlJc", TEXT("left"));
    markup_open(&docx->xml, "w:pPr");
    markup_open(&docx->xml, "w:ind");
    docx_number(docx, "w:left", list_indent(docx, level));
    docx_number(docx, "w:hanging", grown(docx, 400));
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    markup_open(&docx->xml, "w:rPr");
    write_face(docx, FACE);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_abstract_number(struct docx *docx, int id, bool numbers)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:abstractNum");
    docx_number(docx, "w:abstractNumId", id);
    docx_value(docx, "w:multiLevelType", TEXT("multilevel"));
    for (int level = 0; level < DOCX_LIST_LEVELS; level++)
        write_level(docx, level, numbers);
    markup_close(&docx->xml);
}

// Of a list that begins to count anew at its own level; 0 or less: of a style.
static void write_number(struct docx *docx, int id, int of, int restarted)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:num");
    docx_number(docx, "w:numId", id);
    value_number(docx, "w:abstractNumId", of);
    if (restarted >= 0) {
        markup_open(&docx->xml, "w:lvlOverride");
        docx_number(docx, "w:ilvl", restarted < DOCX_LIST_LEVELS ? restarted : DOCX_LIST_LEVELS - 1);
        value_number(docx, "w:startOverride", 1);
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
}

// ---- Styles of characters and tables -----------------------------------------------------------------------

// In print links of large type are bold, not underlined: a line under a word hides the shapes of its letters.
static void write_link_style(struct docx *docx)
{
    open_style(docx, "character", "Hyperlink", "Hyperlink", false);
    docx_value(docx, "w:basedOn", TEXT("DefaultParagraphFont"));
    markup_open(&docx->xml, "w:rPr");
    if (docx->sheet == SHEET_LARGE)
        docx_flag(docx, "w:b");
    docx_value(docx, "w:color", colour_value(docx, LINK));
    if (docx->sheet != SHEET_LARGE)
        docx_value(docx, "w:u", TEXT("single"));
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_character_style(struct docx *docx, const char *id, enum colour ink, enum colour ground,
                                  bool bold)
{
    open_style(docx, "character", id, id, !bold || ink || ground);
    docx_value(docx, "w:basedOn", TEXT("DefaultParagraphFont"));
    docx_flag(docx, "w:qFormat");
    markup_open(&docx->xml, "w:rPr");
    if (bold)
        docx_flag(docx, "w:b");
    if (ink)
        docx_value(docx, "w:color", colour_value(docx, ink));
    if (ground)
        write_ground(docx, ground);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_default_style(struct docx *docx, const char *type, const char *id, const char *name)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:style");
    markup_attribute(&docx->xml, "w:type", text_from(type));
    markup_attribute(&docx->xml, "w:default", TEXT("1"));
    markup_attribute(&docx->xml, "w:styleId", text_from(id));
    docx_value(docx, "w:name", text_from(name));
    docx_flag(docx, "w:semiHidden");
}

static void write_cell_margins(struct docx *docx, int sides)
{
    static const char *const names[] = {"w:top", "w:left", "w:bottom", "w:right"};
    markup_open(&docx->xml, "w:tblCellMar");
    for (size_t i = 0; i < 4; i++) {
        markup_open_element(&docx->xml, names[i]);
        docx_number(docx, "w:w", i % 2 ? sides : 0);
        markup_attribute(&docx->xml, "w:type", TEXT("dxa"));
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
}

static void write_conditional(struct docx *docx, const char *part, bool header)
{
    markup_open(&docx->xml, "w:tblStylePr");
    markup_attribute(&docx->xml, "w:type", text_from(part));
    markup_open(&docx->xml, "w:rPr");
    if (header)
        docx_flag(docx, "w:b");
    docx_value(docx, "w:color", colour_value(docx, INK));
    markup_close(&docx->xml);
    if (header) {
        markup_open(&docx->xml, "w:tcPr");
        markup_open(&docx->xml, "w:tcBorders");
        write_side(docx, "w:bottom", 12, 0, ACCENT);
        markup_close(&docx->xml);
        write_ground(docx, PANEL);
        docx_value(docx, "w:vAlign", TEXT("bottom"));
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
}

static void write_table_styles(struct docx *docx)
{
    write_default_style(docx, "table", "TableNormal", "Normal Table");
    markup_open(&docx->xml, "w:tblPr");
    write_cell_margins(docx, 108);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    open_style(docx, "table", "ReportTable", "Report Table", true);
    docx_value(docx, "w:basedOn", TEXT("TableNormal"));
    markup_open(&docx->xml, "w:tblPr");
    markup_open(&docx->xml, "w:tblBorders");
    write_side(docx, "w:bottom", 4, 0, LINE);
    write_side(docx, "w:insideH", 4, 0, LINE);
    markup_close(&docx->xml);
    write_cell_margins(docx, 110);
    markup_close(&docx->xml);
    write_conditional(docx, "firstRow", true);
    write_conditional(docx, "firstCol", false);
    markup_close(&docx->xml);
}

// ---- The parts ---------------------------------------------------------------------------------------------

static void write_defaults(struct docx *docx)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:docDefaults");
    markup_open(&docx->xml, "w:rPrDefault");
    markup_open(&docx->xml, "w:rPr");
    write_face(docx, FACE);
    write_size(docx, docx->sheet == SHEET_LARGE ? BODY_LARGE : BODY);
    docx_value(docx, "w:lang", package_language(docx->document->language));
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    markup_open(&docx->xml, "w:pPrDefault");
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

// A part is written with a writer of its own, by a copy of what the document's has.
static struct docx part_start(const struct docx *docx, struct buffer *out, const char *root)
{
    struct docx part = *docx;
    markup_start(&part.xml, MARKUP_XML, out);
    markup_open_element(&part.xml, root);
    markup_attribute(&part.xml, "xmlns:w", TEXT(WORD_));
    return part;
}

static struct text part_end(struct docx *part, struct buffer *out)
{
    markup_end(&part->xml);
    struct text text = text_copy(part->arena, buffer_text(out));
    buffer_dispose(out);
    return text;
}

struct text docx_styles(const struct docx *docx)
{
    struct buffer out = {0};
    struct docx part = part_start(docx, &out, "w:styles");
    write_defaults(&part);
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        write_style(&part, &styles[i]);
    write_list_styles(&part);
    write_default_style(&part, "character", "DefaultParagraphFont", "Default Paragraph Font");
    markup_close(&part.xml);
    write_character_style(&part, "Strong", INHERITED, INHERITED, true);
    write_character_style(&part, "Redacted", WHITE, INK, false);
    write_character_style(&part, "Absent", SOFT, INHERITED, false);
    write_character_style(&part, "Alarm", ALARM, INHERITED, true);
    write_link_style(&part);
    write_table_styles(&part);
    write_default_style(&part, "numbering", "NoList", "No List");
    return part_end(&part, &out);
}

// Definitions come before the lists that use them.
struct text docx_numbering(const struct docx *docx)
{
    struct buffer out = {0};
    struct docx part = part_start(docx, &out, "w:numbering");
    write_abstract_number(&part, 1, false);
    write_abstract_number(&part, 2, true);
    write_number(&part, 1, 1, -1);
    write_number(&part, 2, 2, -1);
    for (size_t i = 0; i < docx->number_levels.count; i++)
        write_number(&part, (int)i + 3, 2, docx->number_levels.items[i]);
    return part_end(&part, &out);
}

// Without the mode Word opens the document as one of 2007, and says so in its title.
static void write_compatibility(struct docx *docx)
{
    static const struct {
        const char *name, *value;
    } settings[] = {
        {"compatibilityMode", "15"},
        {"overrideTableStyleFontSizeAndJustification", "1"},
        {"enableOpenTypeFeatures", "1"},
        {"doNotFlipMirrorIndents", "1"},
        {"differentiateMultirowTableHeaders", "1"},
    };
    markup_open(&docx->xml, "w:compat");
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        markup_open(&docx->xml, "w:compatSetting");
        markup_attribute(&docx->xml, "w:name", text_from(settings[i].name));
        markup_attribute(&docx->xml, "w:uri", TEXT("http://schemas.microsoft.com/office/word"));
        markup_attribute(&docx->xml, "w:val", text_from(settings[i].value));
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
}

struct text docx_settings(const struct docx *docx)
{
    struct buffer out = {0};
    struct docx part = part_start(docx, &out, "w:settings");
    value_number(&part, "w:defaultTabStop", 720);
    docx_value(&part, "w:characterSpacingControl", TEXT("doNotCompress"));
    write_compatibility(&part);
    docx_value(&part, "w:themeFontLang", package_language(docx->document->language));
    docx_value(&part, "w:decimalSymbol", TEXT("."));
    docx_value(&part, "w:listSeparator", TEXT(","));
    return part_end(&part, &out);
}
