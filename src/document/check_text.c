// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/checker.h"

#include "base/direction.h"

#include <stdlib.h>

static bool has_control(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        bool c1 = byte == 0xC2 && i + 1 < text.length && (unsigned char)text.bytes[i + 1] < 0xA0;
        if (byte < 0x20 || byte == 0x7F || c1)
            return true;
    }
    return false;
}

void check_text(struct checker *checker, struct text name, struct text text, bool required)
{
    struct place place = checker_place(checker, name);
    size_t at = 0;
    const char *mark = direction_mark(text, &at);
    if (!text_is_utf8(text, NULL))
        problem_report_value(checker->problems, place, text, MESSAGE("the text is not valid UTF-8"),
                             NO_MESSAGE);
    else if (has_control(text))
        problem_report_value(checker->problems, place, text,
                             MESSAGE("the text has a control character in it"),
                             MESSAGE("begin a new line or a new block instead"));
    else if (mark)
        problem_report_value(
            checker->problems, place, text,
            MESSAGE("the text holds the character {character}, which turns the direction of writing",
                    VALUE("character", text_from(mark))),
            MESSAGE("remove it: with it a reader does not see what was written and searched"));
    else if (required && text_trim(text).length == 0)
        problem_report(checker->problems, place, MESSAGE("the text is empty"), NO_MESSAGE);
}

static bool is_blank_run(const struct run *run)
{
    return text_trim(run->text).length == 0 && run->note.length == 0 && run->redaction.length == 0;
}

bool runs_are_empty(const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        if (!is_blank_run(&runs->items[i]))
            return false;
    return true;
}

// ---- Links -------------------------------------------------------------------------------------------------

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static bool is_external(struct text link)
{
    return text_starts(link, TEXT("https://")) || text_starts(link, TEXT("http://")) ||
           text_starts(link, TEXT("mailto:")) || text_starts(link, TEXT("tel:"));
}

// A file beside the document: no scheme, no blanks, nothing that another program would read as an address elsewhere.
static bool is_relative(struct text link)
{
    for (size_t i = 0; i < link.length; i++)
        if (link.bytes[i] == ':' || link.bytes[i] == '\\')
            return false;
    return link.length && !text_starts(link, TEXT("//"));
}

// URL Standard, "URL code points", as far as ASCII goes.
static bool has_foreign_character(struct text link)
{
    for (size_t i = 0; i < link.length; i++)
        if (strchr(" \"<>`\\^{}|[]", link.bytes[i]))
            return true;
    return false;
}

void check_link(struct checker *checker, struct text name, struct text link)
{
    check_text(checker, name, link, true);
    struct place place = checker_place(checker, name);
    if (text_starts(link, TEXT("#"))) {
        struct text id = text_slice(link, 1, link.length);
        if (!checker->ids.count ||
            !bsearch(&id, checker->ids.items, checker->ids.count, sizeof id, compare_texts))
            problem_report_value(checker->problems, place, link,
                                 MESSAGE("the link leads to no block of the document"), NO_MESSAGE);
    } else if ((!is_external(link) && !is_relative(link)) || has_foreign_character(link)) {
        problem_report_value(
            checker->problems, place, link, MESSAGE("the link is not an address that a reader can trust"),
            MESSAGE("use https:, http:, mailto:, tel:, a file beside the report, or # and a block's id"));
    }
}

// Words that say nothing to those who hear the links of a page read out in a list (WCAG 2.4.4).
static bool says_nothing(struct text words)
{
    static const char *const nothing[] = {
        "click here", "click",        "here",      "link",         "this link",  "more",
        "read more",  "see more",     "this page", "cliciwch yma", "clicio yma", "yma",
        "dolen",      "y ddolen hon", "mwy",       "darllen mwy",  "gweld mwy",  "y dudalen hon"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (text_equal_ignoring_case(words, text_from(nothing[i])))
            return true;
    return false;
}

static void check_link_words(struct checker *checker, struct text name, struct text words)
{
    words = text_trim(words);
    while (words.length && strchr(".:…!>", words.bytes[words.length - 1]))
        words.length--;
    if (words.length == 0)
        checker_report(checker, name, MESSAGE("the link has no text"), NO_MESSAGE);
    else if (says_nothing(words))
        problem_report_value(checker->problems, checker_place(checker, name), words,
                             MESSAGE("the link's text does not say where it leads"),
                             MESSAGE("name the page or the document"));
}

// ---- Abbreviations -----------------------------------------------------------------------------------------

enum { ABBREVIATION_LETTERS_MOST = 6 }; // what is longer is shouted, not shortened

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           byte == '-' || byte == '_' || (byte & 0x80);
}

// Capitals only. A case's reference has digits, so it is none.
static bool looks_abbreviated(struct text word)
{
    if (word.length < 2 || word.length > ABBREVIATION_LETTERS_MOST)
        return false;
    for (size_t i = 0; i < word.length; i++)
        if (word.bytes[i] < 'A' || word.bytes[i] > 'Z')
            return false;
    return !text_equal(word, TEXT("UK")) &&
           !text_equal(word, TEXT("DU")); // known to everybody, in both languages
}

static bool is_among(const struct text *items, size_t count, struct text text)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(items[i], text))
            return true;
    return false;
}

static void meet_word(struct checker *checker, struct text name, struct text word, bool in_brackets)
{
    bool known = is_among(checker->expandable.items, checker->expandable.count, word);
    if ((!known && !looks_abbreviated(word)) ||
        is_among(checker->expanded.items, checker->expanded.count, word))
        return;
    *ARRAY_APPEND(checker->arena, &checker->expanded) = word;
    if (!in_brackets) // "no further action (NFA)" expands it in the text
        problem_report_value(
            checker->problems, checker_place(checker, name), word,
            MESSAGE("the abbreviation is not expanded where it is first used"),
            MESSAGE("give its expansion, or write it in full with the abbreviation in brackets behind"));
}

void check_abbreviations(struct checker *checker, struct text name, struct text text)
{
    for (size_t from = 0, to; from < text.length; from = to + 1) {
        for (to = from; to < text.length && is_word_byte(text.bytes[to]);)
            to++;
        bool in_brackets = from && text.bytes[from - 1] == '(' && to < text.length && text.bytes[to] == ')';
        if (to > from)
            meet_word(checker, name, text_slice(text, from, to), in_brackets);
    }
}

// ---- Lines -------------------------------------------------------------------------------------------------

static void check_run(struct checker *checker, struct text name, const struct run *run)
{
    struct text parts[] = {run->text, run->expansion, run->redaction, run->speech, run->trace};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_text(checker, name, parts[i], false);
    if (run->link.length) {
        check_link(checker, name, run->link);
        check_link_words(checker, name, run->text);
    }
    if (run->note.length && !is_among(checker->note_ids.items, checker->note_ids.count, run->note))
        problem_report_value(checker->problems, checker_place(checker, name), run->note,
                             MESSAGE("the document has no note of that id"), NO_MESSAGE);
    if (run->redaction.length && run->text.length)
        checker_report(checker, name, MESSAGE("what is redacted is still in the text"), NO_MESSAGE);
    if (run->expansion.length)
        *ARRAY_APPEND(checker->arena, &checker->expanded) = run->text;
    else if (!run->foreign && !run->verbatim)
        check_abbreviations(checker, name, run->text);
}

void check_runs(struct checker *checker, struct text name, const struct runs *runs)
{
    if (runs_are_empty(runs))
        checker_report(checker, name, MESSAGE("the text is empty"), NO_MESSAGE);
    for (size_t i = 0; i < runs->count; i++)
        check_run(checker, name, &runs->items[i]);
}
