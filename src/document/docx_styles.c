// SPDX-License-Identifier: GPL-3.0-or-later
// How the document looks: everything is a style, so that an editor can change it in one place. Colours are those of
// report.css: text is at least 7 to 1 on its ground.
#include "document/docx.h"

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
    short before, after, left, hanging; // at the normal sheet; they grow with the text
    bool keep_next;
    enum tab tab;
    short outline; // level, from 1
    bool right;    // aligned, on the normal sheet
    const char *face;
};

enum { BODY = 22, BODY_LARGE = 36 };

// In large print nothing is smaller than the text.
// clang-format off
static const struct style styles[] = {
    {"Normal", "Normal", NULL, NULL, .size = {BODY, BODY_LARGE}, .ink = INK, .before = 140},
    {"Logo", "Logo", "Normal", "Organisation", .custom = true, .after = 160},
    {"Organisation", "Organisation", "Normal", "Title", .custom = true, .size = {24, 40}, .bold = true, .ink = WHITE,
        .ground = ACCENT, .bar = ACCENT, .frame = FRAME_BAND, .left = 160},
    {"Title", "Title", "Normal", "Subtitle", .size = {56, 68}, .bold = true, .ink = INK, .before = 480, .after = 160},
    {"Subtitle", "Subtitle", "Normal", "Normal", .size = {30, 44}, .ink = SOFT, .after = 160},
    {"Facts", "Facts", "Normal", NULL, .custom = true, .bar = LINE, .frame = FRAME_RULES, .before = 80, .left = 2100,
        .hanging = 2100, .tab = TAB_FACT},
    {"Heading1", "heading 1", "Normal", "Normal", .size = {36, 56}, .bold = true, .ink = INK, .bar = ACCENT,
        .frame = FRAME_ABOVE, .before = 560, .keep_next = true, .outline = 1},
    {"Heading2", "heading 2", "Normal", "Normal", .size = {28, 46}, .bold = true, .ink = INK, .before = 400,
        .keep_next = true, .outline = 2},
    {"Heading3", "heading 3", "Normal", "Normal", .size = {24, 40}, .bold = true, .ink = INK, .before = 320,
        .keep_next = true, .outline = 3},
    {"TOCHeading", "TOC Heading", "Normal", "Normal", .size = {28, 46}, .bold = true, .ink = INK, .before = 480,
        .keep_next = true},
    {"TOC1", "toc 1", "Normal", "Normal", .ink = LINK, .before = 80},
    {"TOC2", "toc 2", "TOC1", "Normal", .before = 80, .left = 360},
    {"TOC3", "toc 3", "TOC1", "Normal", .before = 80, .left = 720},
    {"Quote", "Quote", "Normal", NULL, .ground = PANEL, .bar = ACCENT, .frame = FRAME_BAR, .before = 140, .left = 280},
    {"Warning", "Warning", "Normal", NULL, .custom = true, .ground = ALARM_GROUND, .bar = ALARM, .frame = FRAME_BAR,
        .before = 140, .left = 280},
    {"Caption", "caption", "Normal", "Normal", .size = {22, 36}, .bold = true, .ink = INK, .before = 360, .after = 80,
        .keep_next = true},
    {"Figure", "Figure", "Normal", "Normal", .custom = true},
    {"TableText", "Table Text", "Normal", NULL, .custom = true, .size = {20, 36}, .before = 60, .after = 60},
    {"TableNumber", "Table Number", "TableText", NULL, .custom = true, .before = 60, .after = 60, .right = true},
    {"TableHeading", "Table Heading", "TableText", NULL, .custom = true, .bold = true, .before = 60, .after = 60,
        .keep_next = true},
    {"TableNumberHeading", "Table Number Heading", "TableHeading", NULL, .custom = true, .bold = true, .before = 60,
        .after = 60, .keep_next = true, .right = true},
    {"TableGroup", "Table Group", "TableText", NULL, .custom = true, .bold = true, .before = 200, .after = 60,
        .keep_next = true},
    {"TableTotal", "Table Total", "TableText", NULL, .custom = true, .bold = true, .before = 60, .after = 60},
    {"TableNumberTotal", "Table Number Total", "TableTotal", NULL, .custom = true, .bold = true, .before = 60, .after = 60,
        .right = true},
    {"Note", "Note", "Normal", NULL, .custom = true, .size = {19, 36}, .ink = SOFT, .before = 100},
    {"Source", "Source", "Normal", "Normal", .custom = true, .size = {19, 36}, .ink = SOFT, .before = 100},
    {"Contact", "Contact", "Normal", "Normal", .custom = true, .before = 200, .keep_next = true},
    {"Publisher", "Publisher", "Normal", NULL, .custom = true, .size = {19, 36}, .ink = SOFT, .bar = LINE,
        .frame = FRAME_ABOVE, .before = 560, .keep_next = true},
    {"Imprint", "Imprint", "Normal", "ImprintHash", .custom = true, .size = {18, 36}, .ink = SOFT, .before = 160,
        .keep_next = true},
    {"ImprintHash", "Imprint Hash", "Imprint", "Imprint", .custom = true, .before = 20, .face = FACE_OF_HASHES},
    {"End", "End", "Normal", NULL, .custom = true, .size = {2, 2}},
    {"Header", "header", "Normal", NULL, .size = {18, 36}, .before = 20},
    {"Marking", "Marking", "Header", NULL, .custom = true, .bold = true, .ink = WHITE, .ground = INK, .bar = INK,
        .frame = FRAME_BAND, .before = 60, .left = 160},
    {"Draft", "Draft", "Header", NULL, .custom = true, .bold = true, .ink = DRAFT_INK, .ground = DRAFT, .bar = DRAFT,
        .frame = FRAME_BAND, .before = 60, .left = 160},
    {"Footer", "footer", "Normal", NULL, .size = {18, 36}, .ink = SOFT, .before = 60, .tab = TAB_RIGHT},
};
// clang-format on

int docx_grown(const struct docx *docx, int length)
{
    return docx->sheet == SHEET_LARGE ? length * 3 / 2 : length;
}

// ---- Pieces of a style -------------------------------------------------------------------------------------

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
    docx_number(docx, "w:pos", style->tab == TAB_RIGHT ? DOCX_TEXT_WIDTH : docx_grown(docx, style->left));
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_spacing(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:spacing");
    docx_number(docx, "w:before", docx_grown(docx, style->before));
    docx_number(docx, "w:after", docx_grown(docx, style->after));
    docx_number(docx, "w:line", style->size[0] > BODY + 4 ? 252 : 288);
    markup_attribute(&docx->xml, "w:lineRule", TEXT("auto"));
    markup_close(&docx->xml);
}

static void write_indent(struct docx *docx, const struct style *style)
{
    markup_open(&docx->xml, "w:ind");
    docx_number(docx, "w:left", docx_grown(docx, style->left));
    if (style->right)
        docx_number(docx, "w:right", docx->sheet == SHEET_LARGE ? 0 : DOCX_NUMBER_INDENT);
    if (style->frame == FRAME_BAND || style->frame == FRAME_BAR)
        docx_number(docx, "w:right", docx_grown(docx, 160));
    if (style->hanging)
        docx_number(docx, "w:hanging", docx_grown(docx, style->hanging));
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
    if (style->left || style->right)
        write_indent(docx, style);
    docx_value(docx, "w:jc", style->right && docx->sheet != SHEET_LARGE ? TEXT("right") : TEXT("left"));
    if (style->outline)
        docx_number_element(docx, "w:outlineLvl", style->outline - 1);
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
    docx_number_element(docx, "w:sz", half_points);
    docx_number_element(docx, "w:szCs", half_points);
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
    docx_value(docx, "w:lang", words_language(docx->document->language));
    markup_close(&docx->xml);
    markup_close(&docx->xml);
    markup_open(&docx->xml, "w:pPrDefault");
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

struct text docx_styles(struct docx *docx)
{
    struct buffer out = {0};
    docx_part_start(docx, &out, "w:styles");
    write_defaults(docx);
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        write_style(docx, &styles[i]);
    docx_list_styles(docx);
    write_default_style(docx, "character", "DefaultParagraphFont", "Default Paragraph Font");
    markup_close(&docx->xml);
    write_character_style(docx, "Strong", INHERITED, INHERITED, true);
    write_character_style(docx, "Redacted", WHITE, INK, false);
    write_character_style(docx, "Absent", SOFT, INHERITED, false);
    write_character_style(docx, "Alarm", ALARM, INHERITED, true);
    write_link_style(docx);
    write_table_styles(docx);
    write_default_style(docx, "numbering", "NoList", "No List");
    return docx_part_end(docx, &out);
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

struct text docx_settings(struct docx *docx)
{
    struct buffer out = {0};
    docx_part_start(docx, &out, "w:settings");
    docx_number_element(docx, "w:defaultTabStop", 720);
    docx_value(docx, "w:characterSpacingControl", TEXT("doNotCompress"));
    write_compatibility(docx);
    docx_value(docx, "w:themeFontLang", words_language(docx->document->language));
    docx_value(docx, "w:decimalSymbol", TEXT("."));
    docx_value(docx, "w:listSeparator", TEXT(","));
    return docx_part_end(docx, &out);
}
