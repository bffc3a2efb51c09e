// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/speech.h"

#include "base/spoken.h"
#include "document/words.h"

enum { HASH_DIGITS_LEAST = 32 };
enum { PAUSE_SHORT = 150, PAUSE_PARAGRAPH = 350, PAUSE_HEADING = 600, PAUSE_CHAPTER = 1000 }; // milliseconds

struct abbreviation {
    struct text text, spoken;
};

struct reader {
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    struct speech *speech;
    ARRAY_OF(struct abbreviation) abbreviations; // those met so far
    struct utterance utterance;                  // the one that is being made
    struct buffer shown, spoken;                 // its part that is being made
    enum language language;                      // of that part
    struct text block;
    struct text section; // the latest heading of the first level
    bool behind_table;   // and its figure: what comes next goes on with the section
};

// ---- Parts -------------------------------------------------------------------------------------------------

static void end_part(struct reader *reader)
{
    if (reader->shown.length + reader->spoken.length == 0)
        return;
    struct utterance_part *part = ARRAY_APPEND(reader->arena, &reader->utterance.parts);
    part->language = reader->language;
    part->shown = text_copy(reader->arena, buffer_text(&reader->shown));
    // Only now, that a number is seen beside its noun, which may be in another run.
    part->spoken = text_copy(reader->arena,
                             spoken_text(reader->arena, reader->language, buffer_text(&reader->spoken)));
    buffer_clear(&reader->shown);
    buffer_clear(&reader->spoken);
}

static void end_utterance(struct reader *reader, unsigned pause)
{
    end_part(reader);
    if (reader->utterance.parts.count) {
        reader->utterance.pause = pause;
        reader->utterance.block = reader->block;
        *ARRAY_APPEND(reader->arena, &reader->speech->utterances) = reader->utterance;
        reader->speech->chapter_count += reader->utterance.chapter;
    }
    reader->utterance = (struct utterance){0};
}

static void use_language(struct reader *reader, enum language language)
{
    if (language != reader->language)
        end_part(reader);
    reader->language = language;
}

static void add_both(struct reader *reader, struct text shown, struct text spoken)
{
    buffer_add(&reader->shown, shown);
    buffer_add(&reader->spoken, spoken);
}

static void add(struct reader *reader, struct text text)
{
    use_language(reader, reader->document->language);
    add_both(reader, text, text);
}

// A whole utterance of our own words.
static void say(struct reader *reader, struct text text, unsigned pause)
{
    add(reader, text);
    end_utterance(reader, pause);
}

static struct text words(struct reader *reader, struct message message)
{
    return message_text(reader->arena, reader->document->language, &message);
}

static struct text word(const struct reader *reader, const char *english)
{
    return message_word(reader->document->language, english);
}

// A full stop, unless there is one.
static void stop(struct reader *reader)
{
    struct text shown = buffer_text(&reader->shown);
    if (shown.length && !strchr(".!?:;", shown.bytes[shown.length - 1]))
        add(reader, TEXT("."));
}

// ---- Lines of text -----------------------------------------------------------------------------------------

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

// "HCSO" is spelled "H. C. S. O.": as a word nobody would understand it. Letters behind a capital stay with it: "Th."
static struct text spelled(struct arena *arena, struct text abbreviation)
{
    struct buffer out = {0};
    for (size_t i = 0; i < abbreviation.length; i++) {
        char c = abbreviation.bytes[i];
        bool begins = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (begins && out.length)
            buffer_add(&out, TEXT(". "));
        buffer_add_character(&out, c);
    }
    buffer_add_character(&out, '.');
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

static const struct abbreviation *abbreviation_at(const struct reader *reader, struct text text, size_t at)
{
    struct text rest = text_slice(text, at, text.length);
    if (at > 0 && is_word_byte(text.bytes[at - 1]))
        return NULL;
    for (size_t i = 0; i < reader->abbreviations.count; i++) {
        const struct abbreviation *known = &reader->abbreviations.items[i];
        size_t end = known->text.length;
        if (text_starts(rest, known->text) && (end == rest.length || !is_word_byte(rest.bytes[end])))
            return known;
    }
    return NULL;
}

// The end of a hash that begins here, in hexadecimal digits; where it begins, if none does.
static size_t hash_end(struct text text, size_t at)
{
    size_t end = at;
    if (at > 0 && is_word_byte(text.bytes[at - 1]))
        return at;
    while (end < text.length && is_word_byte(text.bytes[end]) &&
           strchr("0123456789abcdefABCDEF", text.bytes[end]))
        end++;
    bool whole = end == text.length || !is_word_byte(text.bytes[end]);
    return whole && end - at >= HASH_DIGITS_LEAST ? end : at;
}

// A text with the abbreviations that were met before. Nobody can follow a hash: the transcript has it.
static void add_plain(struct reader *reader, struct text text)
{
    buffer_add(&reader->shown, text);
    for (size_t at = 0; at < text.length;) {
        size_t end = hash_end(text, at);
        if (end > at) {
            buffer_add(&reader->spoken, word(reader, N_("it stands in the transcript")));
            at = end;
            continue;
        }
        const struct abbreviation *known = abbreviation_at(reader, text, at);
        if (known)
            buffer_add(&reader->spoken, known->spoken);
        else
            buffer_add_character(&reader->spoken, text.bytes[at]);
        at += known ? known->text.length : 1;
    }
}

static void add_abbreviation(struct reader *reader, const struct run *run)
{
    struct text spoken = run->speech.length ? run->speech : spelled(reader->arena, run->text);
    *ARRAY_APPEND(reader->arena, &reader->abbreviations) = (struct abbreviation){run->text, spoken};
    add_both(reader,
             text_print(reader->arena, "%.*s (%.*s)", TEXT_PRINT(run->expansion), TEXT_PRINT(run->text)),
             text_print(reader->arena, "%.*s, %.*s", TEXT_PRINT(run->expansion), TEXT_PRINT(spoken)));
}

static void add_note_reference(struct reader *reader, struct text note)
{
    struct text name = words_note(reader->arena, reader->checked, note);
    use_language(reader, reader->document->language);
    add_both(reader, text_print(reader->arena, " [%.*s]", TEXT_PRINT(name)),
             text_print(reader->arena, ", %.*s", TEXT_PRINT(name)));
}

static void add_run(struct reader *reader, const struct run *run)
{
    use_language(reader, run->foreign ? run->language : reader->document->language);
    if (run->redaction.length) {
        use_language(reader, reader->document->language);
        add_both(reader,
                 words_run(reader->arena, reader->checked, &(struct run){.redaction = run->redaction}),
                 words(reader, MESSAGE("redacted: {reason}", VALUE("reason", run->redaction))));
    } else if (run->expansion.length) {
        add_abbreviation(reader, run);
    } else if (run->speech.length) {
        add_both(reader, run->text, run->speech);
    } else {
        add_plain(reader, run->text);
    }
    if (run->note.length)
        add_note_reference(reader, run->note);
}

static void add_runs(struct reader *reader, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].new_line && i > 0)
            add(reader, TEXT(" "));
        add_run(reader, &runs->items[i]);
    }
}

// ---- Tables ------------------------------------------------------------------------------------------------

// That there is nothing to say is written, and not said again in every row. A missing figure is said.
static bool is_silent(const struct reader *reader, const struct cell *cell)
{
    static const char *const silent[] = {N_("No comment"), N_("No remark"), N_("No reason is needed")};
    for (size_t i = 0; i < sizeof silent / sizeof *silent && cell->kind == CONTENT_EMPTY; i++)
        if (text_equal(cell->reason, word(reader, silent[i])))
            return true;
    return false;
}

static void add_cell(struct reader *reader, const struct cell *cell)
{
    use_language(reader, reader->document->language);
    if (cell->kind == CONTENT_RUNS)
        add_runs(reader, &cell->runs);
    else if (cell->kind == CONTENT_EMPTY && cell->mark.length) // a mark is for the eye
        add_both(reader, cell->mark,
                 cell->absence == ABSENCE_SUPPRESSED ? word(reader, N_("withheld")) : cell->reason);
    else
        add(reader, words_cell(reader->arena, reader->checked, cell, TEXT(" ")));
}

// "Cases: 2.", or of a table of two columns "2."
static void add_named_cell(struct reader *reader, const struct table *table, size_t column,
                           const struct cell *cell)
{
    struct text name = words_column(reader->arena, &table->columns.items[column]);
    if (is_silent(reader, cell)) {
        use_language(reader, reader->document->language);
        add_both(reader,
                 text_print(reader->arena, " %.*s: %.*s.", TEXT_PRINT(name), TEXT_PRINT(cell->reason)),
                 (struct text){0});
        return;
    }
    add(reader, TEXT(" "));
    if (table->columns.count > 2)
        add(reader, text_print(reader->arena, "%.*s: ", TEXT_PRINT(name)));
    add_cell(reader, cell);
    stop(reader);
}

static size_t row_header(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].row_header)
            return i;
    return 0; // document_check refuses such a table
}

static void say_row(struct reader *reader, const struct table *table, const struct body_row *row)
{
    size_t header = row_header(table);
    reader->utterance.kind = UTTERANCE_ROW;
    add_cell(reader, &row->cells[header]);
    add(reader, table->columns.count == 2 ? TEXT(":") : TEXT("."));
    for (size_t i = 0; i < table->columns.count; i++)
        if (i != header)
            add_named_cell(reader, table, i, &row->cells[i]);
    end_utterance(reader, PAUSE_SHORT);
}

static const struct row_group *group_at(const struct table *table, size_t row)
{
    for (size_t i = 0; i < table->groups.count; i++)
        if (table->groups.items[i]->first == row && table->groups.items[i]->count)
            return table->groups.items[i];
    return NULL;
}

static void say_note(struct reader *reader, struct text id, const struct runs *runs)
{
    struct text name = words_note(reader->arena, reader->checked, id);
    use_language(reader, reader->document->language);
    add_both(reader, text_print(reader->arena, "[%.*s] ", TEXT_PRINT(name)),
             text_print(reader->arena, "%.*s: ", TEXT_PRINT(name)));
    add_runs(reader, runs);
    stop(reader);
    end_utterance(reader, PAUSE_PARAGRAPH);
}

static void say_table_head(struct reader *reader, const struct block *block)
{
    const struct table *table = &block->table;
    reader->utterance.chapter = true; // a listener can go past it
    reader->utterance.title = text_print(
        reader->arena, "%.*s: %.*s", TEXT_PRINT(words_table(reader->arena, reader->checked, block)),
        TEXT_PRINT(words_title(reader->arena, reader->checked, &table->caption)));
    add(reader, words_table(reader->arena, reader->checked, block));
    add(reader, TEXT(": "));
    add_runs(reader, &table->caption);
    stop(reader);
    add(reader, TEXT(" "));
    add(reader, words(reader, MESSAGE_COUNT("It has one row.", "It has {n} rows.", table->rows.count)));
    end_utterance(reader, PAUSE_SHORT);
    add(reader, word(reader, N_("The columns are:")));
    for (size_t i = 0; i < table->columns.count; i++)
        add(reader, text_print(reader->arena, "%s%.*s", i ? "; " : " ",
                               TEXT_PRINT(words_column(reader->arena, &table->columns.items[i]))));
    stop(reader);
    end_utterance(reader, PAUSE_PARAGRAPH);
}

static void say_table(struct reader *reader, const struct block *block)
{
    const struct table *table = &block->table;
    say_table_head(reader, block);
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct row_group *group = group_at(table, i);
        if (group && group->heading.length) {
            add_plain(reader, group->heading);
            stop(reader);
            end_utterance(reader, PAUSE_PARAGRAPH);
        }
        say_row(reader, table, &table->rows.items[i]);
    }
    for (size_t i = 0; i < table->notes.count; i++)
        say_note(reader, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count) {
        add(reader, word(reader, N_("Source:")));
        add(reader, TEXT(" "));
        add_runs(reader, &table->source);
        stop(reader);
    }
    end_utterance(reader, PAUSE_PARAGRAPH);
}

// ---- Other blocks ------------------------------------------------------------------------------------------

static void say_blocks(struct reader *reader, const struct blocks *blocks, struct text point);

static void say_heading(struct reader *reader, const struct heading *heading)
{
    reader->utterance.kind = UTTERANCE_HEADING;
    reader->utterance.level = heading->level;
    if (heading->level == 1) {
        reader->utterance.chapter = true;
        reader->section = words_title(reader->arena, reader->checked, &heading->runs);
    }
    add_runs(reader, &heading->runs);
    end_utterance(reader, PAUSE_HEADING);
    struct speech *speech = reader->speech;
    if (heading->level == 1 && speech->utterances.count > 1) // what came before ends with a longer pause
        speech->utterances.items[speech->utterances.count - 2].pause = PAUSE_CHAPTER;
}

// Points of a list in a list are "Point 2.1."
static void say_list(struct reader *reader, const struct list *list, struct text outer)
{
    for (size_t i = 0; i < list->count; i++) {
        struct text number = text_print(reader->arena, "%.*s%s%zu", TEXT_PRINT(outer),
                                        outer.length ? "." : "", i + 1);
        add(reader, words(reader, MESSAGE("Point {number}.", VALUE("number", number))));
        add(reader, TEXT(" "));
        say_blocks(reader, list->items[i], number);
    }
}

static void say_chart(struct reader *reader, const struct block *block)
{
    add(reader, words_chart(reader->arena, reader->checked, block));
    add(reader, TEXT(": "));
    add_runs(reader, &block->chart.caption);
    stop(reader);
    add(reader, TEXT(" "));
    add_plain(reader, block->chart.alternative);
    end_utterance(reader, PAUSE_PARAGRAPH);
}

// "office at example dot org".
static struct text address_words(struct reader *reader, struct text address)
{
    static const struct {
        char mark;
        const char *name;
    } marks[] = {
        {'@', N_("at")}, {'.', N_("dot")}, {'/', N_("slash")}, {'-', N_("hyphen")}, {'_', N_("underscore")}};
    struct buffer out = {0};
    for (size_t i = 0; i < address.length; i++) {
        const char *name = NULL;
        for (size_t j = 0; j < sizeof marks / sizeof *marks; j++)
            if (address.bytes[i] == marks[j].mark)
                name = marks[j].name;
        if (name)
            buffer_print(&out, " %.*s ", TEXT_PRINT(word(reader, name)));
        else
            buffer_add_character(&out, address.bytes[i]);
    }
    struct text copy = text_trim(text_copy(reader->arena, buffer_text(&out)));
    buffer_dispose(&out);
    return copy;
}

// How the site is called, without what every address begins and many end with.
static struct text site_words(struct reader *reader, struct text web)
{
    size_t at;
    struct text site = text_find(web, TEXT("://"), &at) ? text_slice(web, at + 3, web.length) : web;
    while (text_ends(site, TEXT("/")))
        site.length--;
    if (!text_starts(site, TEXT("www.")))
        return address_words(reader, site);
    struct text rest = address_words(reader, text_slice(site, 3, site.length));
    return text_print(reader->arena, "w w w %.*s", TEXT_PRINT(rest));
}

static void say_contact_line(struct reader *reader, const char *label, struct text shown, struct text spoken)
{
    if (shown.length == 0)
        return;
    add(reader, word(reader, label));
    add(reader, TEXT(" "));
    add_both(reader, shown, spoken);
    end_utterance(reader, PAUSE_PARAGRAPH);
}

static void say_contact(struct reader *reader, const struct contact *contact)
{
    add_plain(reader, contact->name);
    end_utterance(reader, PAUSE_SHORT);
    for (size_t i = 0; i < contact->address.count; i++) {
        add_plain(reader, contact->address.items[i]);
        end_utterance(reader, PAUSE_SHORT);
    }
    enum language language = reader->document->language;
    say_contact_line(reader, N_("Telephone:"), contact->telephone,
                     spoken_digits(reader->arena, language, contact->telephone));
    say_contact_line(reader, N_("Email:"), contact->email, address_words(reader, contact->email));
    say_contact_line(reader, N_("Website:"), contact->web, site_words(reader, contact->web));
}

static void say_block(struct reader *reader, const struct block *block, struct text point)
{
    switch (block->kind) {
    case BLOCK_HEADING: say_heading(reader, &block->heading); break;
    case BLOCK_PARAGRAPH:
        add_runs(reader, &block->runs);
        end_utterance(reader, PAUSE_PARAGRAPH);
        break;
    case BLOCK_LIST: say_list(reader, &block->list, point); break;
    case BLOCK_TABLE: say_table(reader, block); break;
    case BLOCK_CHART: say_chart(reader, block); break;
    case BLOCK_WARNING:
        say(reader, word(reader, N_("Important")), PAUSE_SHORT);
        say_blocks(reader, &block->blocks, point);
        break;
    case BLOCK_INSET: say_blocks(reader, &block->blocks, point); break;
    case BLOCK_NOTE: say_note(reader, block->id, &block->runs); break;
    case BLOCK_CONTACT: say_contact(reader, &block->contact); break;
    case BLOCK_CONTENTS:
    case BLOCK_PAGE_BREAK: break;
    }
}

static void say_blocks(struct reader *reader, const struct blocks *blocks, struct text point)
{
    for (size_t i = 0; i < blocks->count; i++)
        say_block(reader, blocks->items[i], point);
}

// ---- The document ------------------------------------------------------------------------------------------

static void say_head(struct reader *reader)
{
    const struct document *document = reader->document;
    reader->utterance.chapter = true;
    say(reader,
        words(
            reader,
            MESSAGE(
                "This is read by a synthetic voice. If you would rather hear a person read it, ask the office that "
                "publishes it: {organisation}.",
                VALUE("organisation", document->organisation))),
        PAUSE_HEADING);
    say(reader, document->marking, PAUSE_PARAGRAPH);
    say(reader, document->draft, PAUSE_PARAGRAPH);
    say(reader, document->organisation, PAUSE_PARAGRAPH);
    reader->utterance.kind = UTTERANCE_TITLE;
    say(reader, document->title, PAUSE_HEADING);
    say(reader, document->subtitle, PAUSE_PARAGRAPH);
    struct fact facts[FACTS_MOST];
    size_t count = words_facts(reader->arena, document, facts);
    for (size_t i = 0; i < count; i++)
        say(reader,
            text_print(reader->arena, "%.*s: %.*s.", TEXT_PRINT(word(reader, facts[i].label)),
                       TEXT_PRINT(facts[i].text)),
            PAUSE_PARAGRAPH);
}

static void say_foot(struct reader *reader)
{
    struct fact facts[IMPRINT_MOST];
    size_t count = words_imprint(reader->checked, facts);
    say(reader, reader->document->publisher, PAUSE_PARAGRAPH);
    for (size_t i = 0; i < count; i++) {
        add(reader, word(reader, facts[i].label));
        add(reader, TEXT(": "));
        add_plain(reader, facts[i].text);
        end_utterance(reader, PAUSE_PARAGRAPH);
    }
}

// Behind a table a chapter of its own begins, else everything up to the next heading would be of the table's.
static void go_on(struct reader *reader, const struct block *block)
{
    bool with_table = block->kind == BLOCK_TABLE || block->kind == BLOCK_CHART || block->kind == BLOCK_NOTE;
    bool silent = block->kind == BLOCK_CONTENTS || block->kind == BLOCK_PAGE_BREAK;
    if (reader->behind_table && !with_table && !silent) {
        reader->utterance.chapter = true;
        if (block->kind != BLOCK_HEADING)
            reader->utterance.title = words(
                reader, MESSAGE("{heading} (continued)", VALUE("heading", reader->section)));
    }
    if (!silent)
        reader->behind_table = with_table && (reader->behind_table || block->kind == BLOCK_TABLE);
}

void speech_build(struct arena *arena, const struct checked_document *checked, struct speech *speech)
{
    struct speech built = {.arena = arena};
    struct reader reader = {.arena = arena,
                            .checked = checked,
                            .document = checked->document,
                            .speech = &built,
                            .language = checked->document->language,
                            .section = checked->document->title};
    say_head(&reader);
    for (size_t i = 0; i < reader.document->body.count; i++) {
        reader.block = reader.document->body.items[i]->id;
        go_on(&reader, reader.document->body.items[i]);
        say_block(&reader, reader.document->body.items[i], (struct text){0});
    }
    reader.block = (struct text){0};
    say_foot(&reader);
    buffer_dispose(&reader.shown);
    buffer_dispose(&reader.spoken);
    *speech = built;
}

struct text utterance_shown(struct arena *arena, const struct utterance *utterance)
{
    struct buffer out = {0};
    for (size_t i = 0; i < utterance->parts.count; i++)
        buffer_add(&out, utterance->parts.items[i].shown);
    struct text shown = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return shown;
}

struct text utterance_chapter(struct arena *arena, const struct checked_document *checked,
                              const struct utterance *utterance)
{
    if (utterance->title.length)
        return utterance->title;
    return utterance->kind == UTTERANCE_HEADING ? utterance_shown(arena, utterance)
                                                : checked->document->title;
}

void document_write_transcript(const struct checked_document *checked, struct buffer *out)
{
    struct arena *arena = arena_new();
    struct speech speech;
    speech_build(arena, checked, &speech);
    for (size_t i = 0; i < speech.utterances.count; i++) {
        if (speech.utterances.items[i].chapter && i > 0)
            buffer_add_character(out, '\n');
        buffer_add(out, utterance_shown(arena, &speech.utterances.items[i]));
        buffer_add_character(out, '\n');
    }
    arena_free(arena);
}
