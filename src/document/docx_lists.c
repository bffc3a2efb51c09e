// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/docx.h"

enum { STYLE_LEVELS = 5 }; // that Word has styles for

// Word's own names: "List Bullet", "List Bullet 2"; the ids have no blanks. Deeper lists look like the deepest.
static struct text numbered(struct arena *arena, const char *name, const char *between, int level)
{
    int shown = level < STYLE_LEVELS ? level + 1 : STYLE_LEVELS;
    return level == 0 ? text_from(name) : text_print(arena, "%s%s%d", name, between, shown);
}

const char *docx_list_style(struct docx *docx, const char *name, int level)
{
    return text_terminated(docx->arena, numbered(docx->arena, name, "", level));
}

static int list_indent(const struct docx *docx, int level)
{
    return docx_grown(docx, 400 * (level + 1));
}

static void write_list_style(struct docx *docx, const char *id, const char *name, int level, int number)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:style");
    markup_attribute(&docx->xml, "w:type", TEXT("paragraph"));
    markup_attribute(&docx->xml, "w:styleId", numbered(docx->arena, id, "", level));
    docx_value(docx, "w:name", numbered(docx->arena, name, " ", level));
    docx_value(docx, "w:basedOn", TEXT("Normal"));
    docx_flag(docx, "w:qFormat");
    markup_open(&docx->xml, "w:pPr");
    if (number) {
        markup_open(&docx->xml, "w:numPr");
        docx_number_element(docx, "w:ilvl", level);
        docx_number_element(docx, "w:numId", number);
        markup_close(&docx->xml);
    }
    markup_open(&docx->xml, "w:spacing");
    docx_number(docx, "w:before", docx_grown(docx, 80));
    markup_close(&docx->xml);
    if (!number) {
        markup_open(&docx->xml, "w:ind");
        docx_number(docx, "w:left", list_indent(docx, level));
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

void docx_list_styles(struct docx *docx)
{
    for (int level = 0; level < STYLE_LEVELS; level++) {
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
    docx_number_element(docx, "w:start", 1);
    docx_value(docx, "w:numFmt", numbers ? TEXT("decimal") : TEXT("bullet"));
    if (level < STYLE_LEVELS)
        docx_value(docx, "w:pStyle", numbered(docx->arena, numbers ? "ListNumber" : "ListBullet", "", level));
    docx_value(docx, "w:lvlText",
               numbers ? text_print(docx->arena, "%%%d.", level + 1) : text_from(bullets[level % 3]));
    docx_value(docx, "w:lvlJc", TEXT("left"));
    markup_open(&docx->xml, "w:pPr");
    markup_open(&docx->xml, "w:ind");
    docx_number(docx, "w:left", list_indent(docx, level));
    docx_number(docx, "w:hanging", docx_grown(docx, 400));
    markup_close(&docx->xml);
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
    docx_number_element(docx, "w:abstractNumId", of);
    if (restarted >= 0) {
        markup_open(&docx->xml, "w:lvlOverride");
        docx_number(docx, "w:ilvl", restarted < DOCX_LIST_LEVELS ? restarted : DOCX_LIST_LEVELS - 1);
        docx_number_element(docx, "w:startOverride", 1);
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
}

// Definitions come before the lists that use them.
struct text docx_numbering(struct docx *docx)
{
    struct buffer out = {0};
    docx_part_start(docx, &out, "w:numbering");
    write_abstract_number(docx, 1, false);
    write_abstract_number(docx, 2, true);
    write_number(docx, 1, 1, -1);
    write_number(docx, 2, 2, -1);
    for (size_t i = 0; i < docx->number_levels.count; i++)
        write_number(docx, (int)i + 3, 2, docx->number_levels.items[i]);
    return docx_part_end(docx, &out);
}
