// SPDX-License-Identifier: GPL-3.0-or-later
// Styles. Those that LibreOffice knows have its names, so that it shows them in the user's language and offers them where
// they belong. Colours are those of report.css; ACCENT stands for the office's own.
#include "document/odt.h"

#define ACCENT "ACCENT"
enum { DEFAULT_ACCENT = 0x0B4F5C, PROPERTIES_MOST = 11 };

struct property {
    const char *name, *value;
};

struct style {
    const char *family, *name, *display, *parent, *next;
    const char *extra[2]; // one more attribute
    struct property paragraph[PROPERTIES_MOST], text[6];
};

#define INK "#16212b"
#define SOFT "#42505c"
#define LINE "#c3ccd3"
#define PANEL "#f3f6f7"
#define BOLD \
    { \
        "fo:font-weight", "bold" \
    }

static const struct style named[] = {
    {"paragraph", "Standard", NULL, NULL, NULL, {0}, {{0}}, {{0}}},
    {"paragraph",
     "Text_20_body",
     "Text body",
     "Standard",
     NULL,
     {0},
     {{"fo:margin-bottom", "0.3cm"}, {"fo:line-height", "130%"}},
     {{0}}},
    {"paragraph",
     "Heading",
     NULL,
     "Standard",
     "Text_20_body",
     {0},
     {{"fo:keep-with-next", "always"}, {"fo:line-height", "115%"}},
     {BOLD}},
    {"paragraph",
     "Heading_20_1",
     "Heading 1",
     "Heading",
     "Text_20_body",
     {"style:default-outline-level", "1"},
     {{"fo:margin-top", "0.9cm"},
      {"fo:margin-bottom", "0.35cm"},
      {"fo:border-top", "2.25pt solid " ACCENT},
      {"fo:border-left", "none"},
      {"fo:border-right", "none"},
      {"fo:border-bottom", "none"},
      {"fo:padding-top", "0.25cm"}},
     {{"fo:font-size", "17pt"}}},
    {"paragraph",
     "Heading_20_2",
     "Heading 2",
     "Heading",
     "Text_20_body",
     {"style:default-outline-level", "2"},
     {{"fo:margin-top", "0.65cm"}, {"fo:margin-bottom", "0.2cm"}},
     {{"fo:font-size", "13.5pt"}}},
    {"paragraph",
     "Heading_20_3",
     "Heading 3",
     "Heading",
     "Text_20_body",
     {"style:default-outline-level", "3"},
     {{"fo:margin-top", "0.5cm"}, {"fo:margin-bottom", "0.15cm"}},
     {{"fo:font-size", "11.5pt"}}},
    {"paragraph", "Logo", NULL, "Standard", NULL, {0}, {{"fo:margin-bottom", "0.3cm"}}, {{0}}},
    {"paragraph",
     "Organisation",
     NULL,
     "Standard",
     "Title",
     {0},
     {{"fo:border-bottom", "3pt solid " ACCENT},
      {"fo:border-left", "none"},
      {"fo:border-right", "none"},
      {"fo:border-top", "none"},
      {"fo:padding-bottom", "0.15cm"}},
     {BOLD, {"fo:color", ACCENT}, {"fo:font-size", "12pt"}}},
    {"paragraph",
     "Title",
     NULL,
     "Heading",
     "Subtitle",
     {0},
     {{"fo:margin-top", "1cm"}, {"fo:margin-bottom", "0.25cm"}, {"fo:line-height", "110%"}},
     {{"fo:font-size", "26pt"}}},
    {"paragraph",
     "Subtitle",
     NULL,
     "Heading",
     "Text_20_body",
     {0},
     {{"fo:margin-bottom", "0.3cm"}},
     {{"fo:font-size", "14pt"}, {"fo:font-weight", "normal"}, {"fo:color", SOFT}}},
    {"paragraph", "Facts", NULL, "Standard", NULL, {0}, {{"fo:line-height", "140%"}}, {{0}}},
    {"paragraph",
     "Caption",
     NULL,
     "Standard",
     "Text_20_body",
     {"style:class", "extra"},
     {{"fo:margin-top", "0.5cm"},
      {"fo:margin-bottom", "0.2cm"},
      {"fo:line-height", "120%"},
      {"fo:keep-with-next", "always"},
      {"fo:keep-together", "always"}},
     {BOLD}},
    {"paragraph", "Table", NULL, "Caption", NULL, {"style:class", "extra"}, {{0}}, {{0}}},
    {"paragraph", "Figure", NULL, "Caption", NULL, {"style:class", "extra"}, {{0}}, {{0}}},
    {"paragraph", "Picture", NULL, "Standard", "Text_20_body", {0}, {{"fo:margin-bottom", "0.4cm"}}, {{0}}},
    {"paragraph",
     "Table_20_Contents",
     "Table Contents",
     "Standard",
     NULL,
     {"style:class", "extra"},
     {{"fo:line-height", "115%"}, {"text:number-lines", "false"}},
     {{"fo:font-size", "10pt"}}},
    {"paragraph",
     "Table_20_Heading",
     "Table Heading",
     "Table_20_Contents",
     NULL,
     {"style:class", "extra"},
     {{"fo:keep-with-next", "always"}},
     {BOLD}},
    {"paragraph",
     "Table_20_Heading_20_Number",
     "Table Heading Number",
     "Table_20_Heading",
     NULL,
     {0},
     {{"fo:text-align", "end"}, {"fo:margin-right", "0.25cm"}},
     {{0}}},
    {"paragraph",
     "Table_20_Row_20_Heading",
     "Table Row Heading",
     "Table_20_Contents",
     NULL,
     {0},
     {{0}},
     {{0}}},
    {"paragraph",
     "Table_20_Number",
     "Table Number",
     "Table_20_Contents",
     NULL,
     {0},
     {{"fo:text-align", "end"}, {"fo:margin-right", "0.25cm"}},
     {{0}}},
    {"paragraph",
     "Table_20_Group",
     "Table Group",
     "Table_20_Contents",
     NULL,
     {0},
     {{"fo:keep-with-next", "always"}},
     {BOLD}},
    {"paragraph", "Table_20_Total", "Table Total", "Table_20_Contents", NULL, {0}, {{0}}, {BOLD}},
    {"paragraph",
     "Table_20_Total_20_Number",
     "Table Total Number",
     "Table_20_Total",
     NULL,
     {0},
     {{"fo:text-align", "end"}, {"fo:margin-right", "0.25cm"}},
     {{0}}},
    {"paragraph",
     "Note",
     NULL,
     "Standard",
     NULL,
     {0},
     {{"fo:margin-top", "0.1cm"}, {"fo:margin-bottom", "0.15cm"}, {"fo:line-height", "125%"}},
     {{"fo:font-size", "10pt"}, {"fo:color", SOFT}}},
    {"paragraph", "Source", NULL, "Note", "Text_20_body", {0}, {{"fo:margin-bottom", "0.5cm"}}, {{0}}},
    {"paragraph",
     "List_20_1",
     "List 1",
     "Text_20_body",
     NULL,
     {"style:list-style-name", "List_20_1"},
     {{"fo:margin-bottom", "0.15cm"}},
     {{0}}},
    {"paragraph",
     "Numbering_20_1",
     "Numbering 1",
     "Text_20_body",
     NULL,
     {"style:list-style-name", "Numbering_20_1"},
     {{"fo:margin-bottom", "0.15cm"}},
     {{0}}},
    {"paragraph",
     "Quotations",
     NULL,
     "Text_20_body",
     NULL,
     {0},
     {{"fo:margin-top", "0.2cm"},
      {"fo:background-color", PANEL},
      {"fo:border-left", "4.5pt solid " ACCENT},
      {"fo:border-right", "none"},
      {"fo:border-top", "none"},
      {"fo:border-bottom", "none"},
      {"fo:padding", "0.25cm"},
      {"fo:margin-bottom", "0.3cm"}},
     {{0}}},
    {"paragraph",
     "Warning",
     NULL,
     "Text_20_body",
     NULL,
     {0},
     {{"fo:background-color", "#fdf1ef"},
      {"fo:border-left", "4.5pt solid #7a1f1f"},
      {"fo:border-right", "none"},
      {"fo:border-top", "none"},
      {"fo:border-bottom", "none"},
      {"fo:padding", "0.25cm"},
      {"fo:margin-bottom", "0.3cm"}},
     {{0}}},
    {"paragraph",
     "Warning_20_Heading",
     "Warning Heading",
     "Warning",
     "Warning",
     {0},
     {{"fo:keep-with-next", "always"}, {"fo:margin-top", "0.3cm"}, {"fo:margin-bottom", "0cm"}},
     {{0}}},
    {"paragraph",
     "Contact",
     NULL,
     "Text_20_body",
     NULL,
     {0},
     {{"fo:keep-together", "always"}, {"fo:keep-with-next", "always"}, {"fo:margin-top", "0.3cm"}},
     {{0}}},
    {"paragraph",
     "Contents_20_Heading",
     "Contents Heading",
     "Standard",
     NULL,
     {"style:class", "index"},
     {{"fo:margin-top", "0.7cm"}, {"fo:margin-bottom", "0.15cm"}, {"fo:keep-with-next", "always"}},
     {BOLD, {"fo:font-size", "13.5pt"}}},
    {"paragraph",
     "Contents_20_1",
     "Contents 1",
     "Standard",
     NULL,
     {"style:class", "index"},
     {{"fo:line-height", "135%"}},
     {{0}}},
    {"paragraph",
     "Contents_20_2",
     "Contents 2",
     "Contents_20_1",
     NULL,
     {"style:class", "index"},
     {{"fo:margin-left", "0.7cm"}},
     {{0}}},
    {"paragraph",
     "Contents_20_3",
     "Contents 3",
     "Contents_20_1",
     NULL,
     {"style:class", "index"},
     {{"fo:margin-left", "1.4cm"}},
     {{0}}},
    {"paragraph",
     "Publisher",
     NULL,
     "Text_20_body",
     NULL,
     {0},
     {{"fo:margin-top", "1cm"},
      {"fo:keep-with-next", "always"},
      {"fo:border-top", "0.5pt solid " LINE},
      {"fo:border-left", "none"},
      {"fo:border-right", "none"},
      {"fo:border-bottom", "none"},
      {"fo:padding-top", "0.3cm"}},
     {{"fo:font-size", "10pt"}, {"fo:color", SOFT}}},
    {"paragraph",
     "Imprint",
     NULL,
     "Standard",
     "Imprint_20_Hash",
     {0},
     {{"fo:keep-with-next", "always"}, {"fo:margin-top", "0.2cm"}},
     {{"fo:font-size", "9pt"}, {"fo:color", SOFT}}},
    {"paragraph",
     "Imprint_20_Hash",
     "Imprint Hash",
     "Imprint",
     NULL,
     {0},
     {{"fo:keep-with-next", "auto"}, {"fo:margin-top", "0cm"}},
     {{"style:font-name", "Courier New"}, {"fo:language", "zxx"}, {"fo:country", "none"}}},
    {"paragraph",
     "Header",
     NULL,
     "Standard",
     NULL,
     {"style:class", "extra"},
     {{0}},
     {{"fo:font-size", "9pt"}}},
    {"paragraph",
     "Marking",
     NULL,
     "Header",
     NULL,
     {0},
     {{"fo:text-align", "center"},
      {"fo:background-color", INK},
      {"fo:padding", "0.1cm"},
      {"fo:border", "none"}},
     {BOLD, {"fo:color", "#ffffff"}}},
    {"paragraph",
     "Draft",
     NULL,
     "Header",
     NULL,
     {0},
     {{"fo:text-align", "center"},
      {"fo:background-color", "#fbe9b6"},
      {"fo:padding", "0.1cm"},
      {"fo:border", "none"}},
     {BOLD, {"fo:color", "#3b2a00"}}},
    {"paragraph",
     "Footer",
     NULL,
     "Standard",
     NULL,
     {"style:class", "extra"},
     {{0}},
     {{"fo:font-size", "9pt"}, {"fo:color", SOFT}}},
    {"text", "Strong_20_Emphasis", "Strong Emphasis", NULL, NULL, {0}, {{0}}, {BOLD}},
    {"text",
     "Internet_20_link",
     "Internet link",
     NULL,
     NULL,
     {0},
     {{0}},
     {{"fo:color", "#0b4a6f"},
      {"style:text-underline-style", "solid"},
      {"style:text-underline-width", "auto"},
      {"style:text-underline-color", "font-color"}}},
    {"text",
     "Redacted",
     NULL,
     NULL,
     NULL,
     {0},
     {{0}},
     {{"fo:color", "#ffffff"}, {"fo:background-color", INK}}},
    {"text", "Alarm", NULL, NULL, NULL, {0}, {{0}}, {BOLD, {"fo:color", "#7a1f1f"}}},
    {"text", "Absent", NULL, NULL, NULL, {0}, {{0}}, {{"fo:color", SOFT}}},
};

// ---- Writing them ------------------------------------------------------------------------------------------

static void property(struct odt *odt, const struct property *property)
{
    struct text value = text_from(property->value);
    const struct identity *identity = &odt->document->identity;
    uint32_t accent = identity->has_accent ? identity->accent & 0xFFFFFF : DEFAULT_ACCENT;
    if (text_ends(value, TEXT(ACCENT)))
        value = text_print(odt->arena, "%.*s#%06x", (int)(value.length - TEXT(ACCENT).length), value.bytes,
                           (unsigned)accent);
    odt_text_attribute(odt, property->name, value);
}

// None at all: no element.
static void properties(struct odt *odt, const char *element, const struct property *list, size_t most)
{
    if (!list[0].name)
        return;
    odt_open(odt, element);
    for (size_t i = 0; i < most && list[i].name; i++)
        property(odt, &list[i]);
    odt_close(odt);
}

static void begin_style(struct odt *odt, const char *family, struct text name, const char *parent)
{
    odt_line_open(odt, "style:style");
    odt_text_attribute(odt, "style:name", name);
    odt_attribute(odt, "style:family", family);
    if (parent)
        odt_attribute(odt, "style:parent-style-name", parent);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

// Facts and footers have a stop for what stands at the other side.
static const char *tab_position(const char *name)
{
    if (strcmp(name, "Footer") == 0)
        return "17cm";
    return strcmp(name, "Facts") == 0 ? "4cm" : NULL;
}

static void write_tab(struct odt *odt, const char *name)
{
    const char *position = tab_position(name);
    odt_open(odt, "style:tab-stops");
    odt_open(odt, "style:tab-stop");
    odt_attribute(odt, "style:position", position);
    odt_attribute(odt, "style:type", strcmp(name, "Footer") == 0 ? "right" : "left");
    odt_close(odt);
    odt_close(odt);
}

static void write_paragraph_properties(struct odt *odt, const struct style *style)
{
    if (!style->paragraph[0].name && !tab_position(style->name))
        return;
    odt_open(odt, "style:paragraph-properties");
    for (size_t i = 0; i < PROPERTIES_MOST && style->paragraph[i].name; i++)
        property(odt, &style->paragraph[i]);
    if (tab_position(style->name))
        write_tab(odt, style->name);
    odt_close(odt);
}

static void write_style(struct odt *odt, const struct style *style)
{
    begin_style(odt, style->family, text_from(style->name), style->parent);
    if (style->display)
        odt_attribute(odt, "style:display-name", style->display);
    if (style->next)
        odt_attribute(odt, "style:next-style-name", style->next);
    if (style->extra[0])
        odt_attribute(odt, style->extra[0], style->extra[1]);
    write_paragraph_properties(odt, style);
    properties(odt, "style:text-properties", style->text, COUNT(style->text));
    odt_close(odt);
}

static void language(struct odt *odt, enum language language)
{
    odt_attribute(odt, "fo:language", language_code(language));
    odt_attribute(odt, "fo:country", "GB");
}

static void write_default_style(struct odt *odt)
{
    static const struct property paragraph[] = {
        {"fo:orphans", "2"}, {"fo:widows", "2"}, {"style:tab-stop-distance", "1.25cm"}};
    odt_line_open(odt, "style:default-style");
    odt_attribute(odt, "style:family", "paragraph");
    properties(odt, "style:paragraph-properties", paragraph, COUNT(paragraph));
    odt_open(odt, "style:text-properties");
    odt_attribute(odt, "style:font-name", "Arial");
    odt_attribute(odt, "fo:font-size", "11pt");
    odt_attribute(odt, "fo:color", INK);
    odt_attribute(odt, "fo:hyphenate", "false");
    language(odt, odt->document->language);
    odt_close(odt);
    odt_close(odt);
}

// ---- Lists -------------------------------------------------------------------------------------------------

enum { LIST_LEVELS = 10 }; // as many as the programs have

static void write_level_position(struct odt *odt, int level)
{
    odt_open(odt, "style:list-level-properties");
    odt_attribute(odt, "text:list-level-position-and-space-mode", "label-alignment");
    odt_open(odt, "style:list-level-label-alignment");
    odt_attribute(odt, "text:label-followed-by", "listtab");
    odt_text_attribute(odt, "fo:margin-left",
                       text_print(odt->arena, "%d.%dcm", level * 7 / 10, level * 7 % 10));
    odt_attribute(odt, "fo:text-indent", "-0.7cm");
    odt_close(odt);
    odt_close(odt);
}

static void write_level(struct odt *odt, bool numbers, int level)
{
    static const char *const bullets[] = {"•", "◦", "▪"};
    static const char *const formats[] = {"1", "a", "i"};
    odt_line_open(odt, numbers ? "text:list-level-style-number" : "text:list-level-style-bullet");
    odt_text_attribute(odt, "text:level", text_print(odt->arena, "%d", level));
    if (numbers) {
        odt_attribute(odt, "style:num-format", formats[(level - 1) % 3]);
        odt_attribute(odt, "style:num-suffix", ".");
    } else {
        odt_attribute(odt, "text:bullet-char", bullets[(level - 1) % 3]);
    }
    write_level_position(odt, level);
    odt_close(odt);
}

static void write_list_style(struct odt *odt, bool numbers)
{
    odt_line_open(odt, "text:list-style");
    odt_attribute(odt, "style:name", numbers ? "Numbering_20_1" : "List_20_1");
    odt_attribute(odt, "style:display-name", numbers ? "Numbering 1" : "List 1");
    for (int level = 1; level <= LIST_LEVELS; level++)
        write_level(odt, numbers, level);
    odt_close(odt);
}

void odt_named_styles(struct odt *odt)
{
    write_default_style(odt);
    for (size_t i = 0; i < COUNT(named); i++)
        write_style(odt, &named[i]);
    write_list_style(odt, false);
    write_list_style(odt, true);
}

// ---- Pages -------------------------------------------------------------------------------------------------

static void write_head_style(struct odt *odt, const char *element, const char *margin)
{
    odt_line_open(odt, element);
    odt_open(odt, "style:header-footer-properties");
    odt_attribute(odt, "fo:min-height", "0.6cm");
    odt_attribute(odt, margin, "0.5cm");
    odt_close(odt);
    odt_close(odt);
}

void odt_page_styles(struct odt *odt)
{
    static const struct property page[] = {
        {"fo:page-width", "21cm"},  {"fo:page-height", "29.7cm"},  {"style:print-orientation", "portrait"},
        {"fo:margin-top", "1.5cm"}, {"fo:margin-bottom", "1.3cm"}, {"fo:margin-left", "2cm"},
        {"fo:margin-right", "2cm"}};
    odt_line_open(odt, "style:page-layout");
    odt_attribute(odt, "style:name", "page");
    properties(odt, "style:page-layout-properties", page, COUNT(page));
    write_head_style(odt, "style:header-style", "fo:margin-bottom");
    write_head_style(odt, "style:footer-style", "fo:margin-top");
    odt_close(odt);
}

void odt_fonts(struct odt *odt)
{
    static const char *const fonts[][3] = {{"Arial", "swiss", "variable"},
                                           {"Courier New", "modern", "fixed"}};
    odt_line_open(odt, "office:font-face-decls");
    for (size_t i = 0; i < COUNT(fonts); i++) {
        odt_open(odt, "style:font-face");
        odt_attribute(odt, "style:name", fonts[i][0]);
        odt_text_attribute(odt, "svg:font-family", text_print(odt->arena, "'%s'", fonts[i][0]));
        odt_attribute(odt, "style:font-family-generic", fonts[i][1]);
        odt_attribute(odt, "style:font-pitch", fonts[i][2]);
        odt_close(odt);
    }
    odt_close(odt);
}

// ---- What this text needs ----------------------------------------------------------------------------------

const char *odt_language_style(enum language language)
{
    static const char *const names[LANGUAGE_COUNT] = {
        [LANGUAGE_ENGLISH] = "language-en", [LANGUAGE_WELSH] = "language-cy"};
    return names[language];
}

static void write_language_styles(struct odt *odt)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        begin_style(odt, "text", text_from(odt_language_style((enum language)i)), NULL);
        odt_open(odt, "style:text-properties");
        language(odt, (enum language)i);
        odt_close(odt);
        odt_close(odt);
    }
}

static void write_derived(struct odt *odt, const struct odt_styles *styles, const char *prefix,
                          const struct property *property)
{
    for (size_t i = 0; i < styles->count; i++) {
        const char *style = styles->items[i];
        begin_style(odt, "paragraph", text_print(odt->arena, "%s-%s", prefix, style), style);
        properties(odt, "style:paragraph-properties", property, 1);
        odt_close(odt);
    }
}

struct text odt_column_style(struct odt *odt, size_t table, size_t column)
{
    return text_print(odt->arena, "table%zu.%zu", table, column + 1);
}

static void write_column_styles(struct odt *odt)
{
    for (size_t i = 0; i < odt->columns.count; i++) {
        const struct odt_column *column = &odt->columns.items[i];
        begin_style(odt, "table-column", odt_column_style(odt, column->table, column->column), NULL);
        odt_open(odt, "style:table-column-properties");
        odt_text_attribute(odt, "style:column-width",
                           text_print(odt->arena, "%d.%02dpt", column->width / 100, column->width % 100));
        odt_close(odt);
        odt_close(odt);
    }
}

static void write_one_style(struct odt *odt, const char *family, const char *name, const char *element,
                            const struct property *list, size_t count)
{
    begin_style(odt, family, text_from(name), NULL);
    properties(odt, element, list, count);
    odt_close(odt);
}

#define CELL(above, below) CELL_BELOW("0.12cm", above, below)
#define GROUP_CELL(above, below) CELL_BELOW("0.3cm", above, below)
#define CELL_BELOW(room, above, below) \
    { \
        {"fo:padding-top", room}, {"fo:padding-bottom", "0.12cm"}, {"fo:padding-left", "0cm"}, \
            {"fo:padding-right", "0.3cm"}, {"fo:border-left", "none"}, {"fo:border-right", "none"}, \
            {"fo:border-top", above}, {"fo:border-bottom", below}, {"style:vertical-align", "top"}, \
    }

static void write_table_styles(struct odt *odt)
{
    static const struct {
        const char *name;
        struct property list[9];
    } cells[] = {
        {"heading", CELL("none", "1.25pt solid " INK)},
        {"cell", CELL("none", "0.5pt solid " LINE)},
        {"group", GROUP_CELL("none", "0.5pt solid " INK)},
        {"total", CELL("1pt solid " INK, "0.5pt solid " LINE)},
    };
    static const struct property table[] = {
        {"style:width", "17cm"}, {"table:align", "left"}, {"fo:margin-bottom", "0.4cm"}};
    static const struct property row[] = {{"fo:keep-together", "always"}};
    write_one_style(odt, "table", "table", "style:table-properties", table, COUNT(table));
    write_one_style(odt, "table-row", "row", "style:table-row-properties", row, COUNT(row));
    for (size_t i = 0; i < COUNT(cells); i++)
        write_one_style(odt, "table-cell", cells[i].name, "style:table-cell-properties", cells[i].list,
                        COUNT(cells[i].list));
}

void odt_automatic_styles(struct odt *odt)
{
    static const struct property picture[] = {{"style:vertical-pos", "top"},
                                              {"style:vertical-rel", "baseline"}};
    write_language_styles(odt);
    write_derived(odt, &odt->broken, "page", &(struct property){"fo:break-before", "page"});
    write_derived(odt, &odt->kept, "keep", &(struct property){"fo:keep-with-next", "always"});
    write_table_styles(odt);
    write_column_styles(odt);
    write_one_style(odt, "graphic", "picture", "style:graphic-properties", picture, COUNT(picture));
}
