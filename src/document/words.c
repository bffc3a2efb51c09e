// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/words.h"

#include "base/buffer.h"
#include "format/form.h"

static struct text say(struct arena *arena, enum language language, struct message message)
{
    return message_text(arena, language, &message);
}

struct text words_table(struct arena *arena, const struct checked_document *checked,
                        const struct block *block)
{
    return say(arena, checked->document->language,
               MESSAGE("Table {number}", NUMBER("number", checked_table_number(checked, block))));
}

struct text words_chart(struct arena *arena, const struct checked_document *checked,
                        const struct block *block)
{
    return say(arena, checked->document->language,
               MESSAGE("Figure {number}", NUMBER("number", checked_chart_number(checked, block))));
}

struct text words_note(struct arena *arena, const struct checked_document *checked, struct text id)
{
    return say(arena, checked->document->language,
               MESSAGE("note {number}", NUMBER("number", checked_note_number(checked, id))));
}

struct text words_proportion(struct arena *arena, enum language language, int64_t part, int64_t base)
{
    return say(arena, language, MESSAGE("{part} of {base}", NUMBER("part", part), NUMBER("base", base)));
}

struct text words_column(struct arena *arena, const struct table_column *column)
{
    if (column->unit.length == 0)
        return column->heading;
    return text_print(arena, "%.*s (%.*s)", TEXT_PRINT(column->heading), TEXT_PRINT(column->unit));
}

struct text words_groups(enum language language, const struct table *table)
{
    return table->groups_heading.length ? table->groups_heading : message_word(language, N_("Group"));
}

struct text words_run(struct arena *arena, const struct checked_document *checked, const struct run *run)
{
    struct text words = run->text;
    if (run->redaction.length)
        words = say(arena, checked->document->language,
                    MESSAGE("[redacted: {reason}]", VALUE("reason", run->redaction)));
    else if (run->expansion.length)
        words = text_print(arena, "%.*s (%.*s)", TEXT_PRINT(run->expansion), TEXT_PRINT(run->text));
    if (run->note.length == 0)
        return words;
    return text_print(arena, "%.*s [%.*s]", TEXT_PRINT(words),
                      TEXT_PRINT(words_note(arena, checked, run->note)));
}

struct text words_runs(struct arena *arena, const struct checked_document *checked, const struct runs *runs,
                       struct text line_break)
{
    struct buffer out = {0};
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0)
            buffer_add(&out, line_break);
        buffer_add(&out, words_run(arena, checked, &runs->items[i]));
    }
    struct text words = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return words;
}

struct text words_title(struct arena *arena, const struct checked_document *checked, const struct runs *runs)
{
    struct runs plain = {.arena = arena};
    for (size_t i = 0; i < runs->count; i++)
        if (runs->items[i].text.length || runs->items[i].redaction.length) {
            struct run *run = run_add(&plain, (struct text){0});
            *run = runs->items[i];
            run->note = (struct text){0};
        }
    return words_runs(arena, checked, &plain, TEXT(" "));
}

struct text words_cell(struct arena *arena, const struct checked_document *checked, const struct cell *cell,
                       struct text line_break)
{
    enum language language = checked->document->language;
    switch (cell->kind) {
    case CONTENT_RUNS: return words_runs(arena, checked, &cell->runs, line_break);
    case CONTENT_COUNT: return number_text(arena, cell->count);
    case CONTENT_PROPORTION: return words_proportion(arena, language, cell->count, cell->base);
    case CONTENT_DATE: return civil_date_words(arena, language, cell->date);
    case CONTENT_DECIMAL: return decimal_words(arena, cell->decimal, cell->measure);
    case CONTENT_EMPTY: return cell->mark.length ? cell->mark : cell->reason;
    case CONTENT_UNSET: break; // document_check refuses it
    }
    return (struct text){0};
}

size_t words_facts(struct arena *arena, const struct document *document, struct fact facts[FACTS_MOST])
{
    size_t count = 0;
    facts[count++] = (struct fact){N_("Published"),
                                   civil_date_words(arena, document->language, document->date)};
    if (!document->is_page)
        facts[count++] = (struct fact){N_("Reference"), document->identifier, .is_key = true};
    if (document->version.length)
        facts[count++] = (struct fact){N_("Version"), document->version};
    return count;
}

size_t words_imprint(const struct checked_document *checked, struct fact facts[IMPRINT_MOST])
{
    size_t count = 0;
    if (!checked->document->imprint)
        return 0;
    if (checked->document->commitment.length)
        facts[count++] = (struct fact){N_("Commitment of the frame"), checked->document->commitment};
    if (checked->document->audit_log.length)
        facts[count++] = (struct fact){N_("End of the audit log at publication"),
                                       checked->document->audit_log};
    facts[count++] = (struct fact){N_("SHA-256 of this document's content"), checked->hash};
    return count;
}

struct text words_dialled(struct arena *arena, struct text telephone)
{
    struct buffer address = {0};
    buffer_add(&address, TEXT("tel:"));
    for (size_t i = 0; i < telephone.length; i++)
        if (strchr("+0123456789", telephone.bytes[i]))
            buffer_add_character(&address, telephone.bytes[i]);
    struct text copy = text_copy(arena, buffer_text(&address));
    buffer_dispose(&address);
    return copy;
}

struct text words_language(enum language language)
{
    static const char *const names[LANGUAGE_COUNT] = {
        [LANGUAGE_ENGLISH] = "en-GB", [LANGUAGE_WELSH] = "cy-GB"};
    return text_from(names[language]);
}

struct text words_file_link(struct arena *arena, struct text name)
{
    struct buffer link = {0};
    percent_encode(&link, name);
    struct text copy = text_copy(arena, buffer_text(&link));
    buffer_dispose(&link);
    return copy;
}
