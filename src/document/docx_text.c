// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/docx.h"

void docx_number(struct docx *docx, const char *attribute, int64_t number)
{
    markup_add_attribute(&docx->xml, attribute, text_print(docx->arena, "%lld", (long long)number));
}

void docx_number_element(struct docx *docx, const char *name, int64_t number)
{
    markup_open_element(&docx->xml, name);
    docx_number(docx, "w:val", number);
    markup_close(&docx->xml);
}

void docx_part_start(struct docx *docx, struct buffer *out, const char *root)
{
    markup_start(&docx->xml, MARKUP_XML, out);
    docx->xml.prose = true;
    markup_open_element(&docx->xml, root);
    markup_attribute(&docx->xml, "xmlns:w",
                     TEXT("http://schemas.openxmlformats.org/wordprocessingml/2006/main"));
    markup_attribute(&docx->xml, "xmlns:r",
                     TEXT("http://schemas.openxmlformats.org/officeDocument/2006/relationships"));
}

struct text docx_part_end(struct docx *docx, struct buffer *out)
{
    markup_end(&docx->xml);
    struct text part = text_copy(docx->arena, buffer_text(out));
    buffer_dispose(out);
    return part;
}

struct text docx_word(const struct docx *docx, const char *english)
{
    return message_word(docx->document->language, english);
}

// ---- Bookmarks ---------------------------------------------------------------------------------------------

// Word names the bookmarks of headings _Toc, and hides what begins with "_"; 40 characters at most, so ids cannot be names.
static void add_target(struct docx *docx, struct text id, bool heading)
{
    struct text bookmark = text_print(docx->arena, "%s%08zu", heading ? "_Toc" : "_Ref",
                                      docx->targets.count + 1);
    *ARRAY_APPEND(docx->arena, &docx->targets) = (struct docx_target){.id = id, .bookmark = bookmark};
}

static void collect(struct docx *docx, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = blocks->items[i];
        if (block->named || block->kind == BLOCK_HEADING || block->kind == BLOCK_TABLE ||
            block->kind == BLOCK_CHART || block->kind == BLOCK_NOTE)
            add_target(docx, block->id, block->kind == BLOCK_HEADING);
        if (block->kind == BLOCK_LIST)
            for (size_t j = 0; j < block->list.count; j++)
                collect(docx, block->list.items[j]);
        if (block->kind == BLOCK_INSET || block->kind == BLOCK_WARNING)
            collect(docx, &block->blocks);
        if (block->kind == BLOCK_TABLE)
            for (size_t j = 0; j < block->table.notes.count; j++)
                add_target(docx, block->table.notes.items[j]->id, false);
    }
}

void docx_collect_targets(struct docx *docx)
{
    collect(docx, &docx->document->body);
}

static bool find_target(const struct docx *docx, struct text id, size_t *index)
{
    for (size_t i = 0; i < docx->targets.count; i++)
        if (text_equal(docx->targets.items[i].id, id)) {
            *index = i;
            return true;
        }
    return false;
}

struct text docx_bookmark(const struct docx *docx, struct text id)
{
    size_t index;
    return find_target(docx, id, &index) ? docx->targets.items[index].bookmark : (struct text){0};
}

void docx_mark(struct docx *docx, struct text id)
{
    *ARRAY_APPEND(docx->arena, &docx->waiting) = id;
}

static void open_bookmarks(struct docx *docx)
{
    for (size_t i = 0; i < docx->waiting.count; i++) {
        size_t index;
        if (!find_target(docx, docx->waiting.items[i], &index))
            continue;
        markup_open(&docx->xml, "w:bookmarkStart");
        docx_number(docx, "w:id", (int64_t)index);
        markup_attribute(&docx->xml, "w:name", docx->targets.items[index].bookmark);
        markup_close(&docx->xml);
        *ARRAY_APPEND(docx->arena, &docx->open) = index;
    }
    docx->waiting.count = 0;
}

static void close_bookmarks(struct docx *docx)
{
    for (size_t i = 0; i < docx->open.count; i++) {
        markup_open(&docx->xml, "w:bookmarkEnd");
        docx_number(docx, "w:id", (int64_t)docx->open.items[i]);
        markup_close(&docx->xml);
    }
    docx->open.count = 0;
}

// ---- Paragraphs --------------------------------------------------------------------------------------------

static void write_list_place(struct docx *docx, const struct docx_paragraph *paragraph)
{
    int deepest = DOCX_LIST_LEVELS - 1;
    markup_open(&docx->xml, "w:numPr");
    docx_number_element(docx, "w:ilvl", paragraph->list_level < deepest ? paragraph->list_level : deepest);
    // 1 is bullets, 2 the style's own numbers
    docx_number_element(docx, "w:numId", paragraph->list_number ? (int64_t)paragraph->list_number + 2 : 1);
    markup_close(&docx->xml);
}

// The order of these elements is the format's.
void docx_paragraph_open(struct docx *docx, struct docx_paragraph paragraph)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:p");
    markup_open(&docx->xml, "w:pPr");
    docx_value(docx, "w:pStyle", text_from(paragraph.style));
    if (paragraph.keep_next)
        docx_flag(docx, "w:keepNext");
    if (docx->page_break)
        docx_flag(docx, "w:pageBreakBefore");
    docx->page_break = false;
    if (paragraph.in_list)
        write_list_place(docx, &paragraph);
    if (paragraph.frame)
        docx_frame(docx, paragraph.frame);
    if (paragraph.after) {
        markup_open(&docx->xml, "w:spacing");
        docx_number(docx, "w:after", paragraph.after);
        markup_close(&docx->xml);
    }
    if (paragraph.left) {
        markup_open(&docx->xml, "w:ind");
        docx_number(docx, "w:left", paragraph.left);
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
    open_bookmarks(docx);
    docx->table_ended = false;
}

void docx_paragraph_close(struct docx *docx)
{
    close_bookmarks(docx);
    markup_close(&docx->xml);
}

void docx_paragraph(struct docx *docx, const char *style, struct text text)
{
    docx_paragraph_open(docx, (struct docx_paragraph){.style = style});
    docx_plain(docx, text);
    docx_paragraph_close(docx);
}

// ---- Runs --------------------------------------------------------------------------------------------------

void docx_run_open(struct docx *docx, struct docx_look look)
{
    markup_open(&docx->xml, "w:r");
    markup_open(&docx->xml, "w:rPr");
    if (look.style)
        docx_value(docx, "w:rStyle", text_from(look.style));
    if (look.strong)
        docx_flag(docx, "w:b");
    docx_value(docx, "w:lang", words_language(look.foreign ? look.language : docx->document->language));
    markup_close(&docx->xml);
}

void docx_run_close(struct docx *docx)
{
    markup_close(&docx->xml);
}

// Without xml:space blanks at the ends are dropped, and words run together.
static bool keeps_blanks(struct text text)
{
    return text_trim(text).length != text.length;
}

void docx_text(struct docx *docx, struct docx_look look, struct text text)
{
    if (text.length == 0)
        return;
    docx_run_open(docx, look);
    markup_open(&docx->xml, "w:t");
    if (keeps_blanks(text))
        markup_attribute(&docx->xml, "xml:space", TEXT("preserve"));
    markup_text(&docx->xml, text);
    markup_close(&docx->xml);
    docx_run_close(docx);
}

void docx_plain(struct docx *docx, struct text text)
{
    docx_text(docx, (struct docx_look){0}, text);
}

void docx_break(struct docx *docx)
{
    docx_run_open(docx, (struct docx_look){0});
    docx_flag(docx, "w:br");
    docx_run_close(docx);
}

void docx_tab(struct docx *docx)
{
    docx_run_open(docx, (struct docx_look){0});
    docx_flag(docx, "w:tab");
    docx_run_close(docx);
}

// A link into the document goes to a bookmark; every other is a relationship.
static void open_link(struct docx *docx, struct text link)
{
    markup_open(&docx->xml, "w:hyperlink");
    if (text_starts(link, TEXT("#")))
        markup_attribute(&docx->xml, "w:anchor", docx_bookmark(docx, text_slice(link, 1, link.length)));
    else
        markup_attribute(&docx->xml, "r:id", relations_add_address(&docx->relations, "hyperlink", link));
    markup_attribute(&docx->xml, "w:history", TEXT("1"));
}

void docx_link(struct docx *docx, struct text link, struct text words)
{
    open_link(docx, link);
    docx_text(docx, (struct docx_look){.style = "Hyperlink"}, words);
    markup_close(&docx->xml);
}

static void write_note_link(struct docx *docx, struct text id)
{
    struct text words = words_note(docx->arena, docx->checked, id);
    docx_plain(docx, TEXT(" "));
    docx_link(docx, text_print(docx->arena, "#%.*s", TEXT_PRINT(id)),
              text_print(docx->arena, "[%.*s]", TEXT_PRINT(words)));
}

static void write_run(struct docx *docx, const struct run *run)
{
    struct run shown = *run;
    struct docx_look look = {.strong = run->strong, .foreign = run->foreign, .language = run->language};
    shown.note = (struct text){0};
    if (run->redaction.length)
        look.style = "Redacted";
    if (run->link.length) {
        look.style = "Hyperlink";
        open_link(docx, run->link);
    }
    docx_text(docx, look, words_run(docx->arena, docx->checked, &shown));
    if (run->link.length)
        markup_close(&docx->xml);
    if (run->note.length)
        write_note_link(docx, run->note);
}

void docx_runs(struct docx *docx, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0)
            docx_break(docx);
        write_run(docx, &runs->items[i]);
    }
}

// ---- Fields ------------------------------------------------------------------------------------------------

void docx_field(struct docx *docx, struct text words, struct text instruction, struct text shown)
{
    size_t at = words.length;
    struct text place = TEXT("{number}");
    bool found = text_find(words, place, &at);
    docx_plain(docx, text_slice(words, 0, at));
    if (!found)
        return;
    markup_open(&docx->xml, "w:fldSimple");
    markup_attribute(&docx->xml, "w:instr", instruction);
    docx_plain(docx, shown);
    markup_close(&docx->xml);
    docx_plain(docx, text_slice(words, at + place.length, words.length));
}

// The words before the number name Word's sequence, so that a list of tables finds it: "Table", "Tabl".
void docx_label(struct docx *docx, struct text label, size_t number)
{
    struct text digits = number_text(docx->arena, (int64_t)number);
    size_t at = 0;
    if (!text_find(label, digits, &at)) {
        docx_plain(docx, text_print(docx->arena, "%.*s: ", TEXT_PRINT(label)));
        return;
    }
    struct text before = text_slice(label, 0, at);
    struct text after = text_slice(label, at + digits.length, label.length);
    struct text name = text_trim(before);
    docx_field(docx, text_print(docx->arena, "%.*s{number}%.*s: ", TEXT_PRINT(before), TEXT_PRINT(after)),
               text_print(docx->arena, " SEQ %.*s \\* ARABIC ", TEXT_PRINT(name)), digits);
}
