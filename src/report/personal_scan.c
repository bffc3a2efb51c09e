// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_scan.h"

#include "document/each_text.h"
#include "format/form.h"
#include "format/unicode.h"
#include "report/lookalikes.h"
#include "report/personal_line.h"

static const char *const kind_words[PERSONAL_KIND_COUNT] = {
    [PERSONAL_REFERENCE] = N_("the reference of a case"),
    [PERSONAL_VALUE] = N_("what the force sent in a personal field"),
    [PERSONAL_DATE] = N_("a date that the force sent in a personal field"),
    [PERSONAL_BIRTH] = N_("a date of birth"),
    [PERSONAL_EMAIL] = N_("an e-mail address"),
    [PERSONAL_TELEPHONE] = N_("a telephone number"),
    [PERSONAL_POSTCODE] = N_("a postcode"),
    [PERSONAL_NATIONAL_INSURANCE] = N_("a National Insurance number"),
};

struct scan {
    struct arena *arena;
    const struct results *results;
    struct problems *problems;
    const struct document *document;
    struct personal_terms terms;
    struct text paragraph; // the one before; empty: it is no paragraph
    bool good;
};

// ---- The report --------------------------------------------------------------------------------------------

struct message personal_scan_hint_published(void)
{
    return MESSAGE(
        "the review is published, so that no more words can be allowed in it: reword an answer before it is recorded; "
        "where the report is refused, the files that were published stand as they are; what must be put right is said "
        "in a new review");
}

static void refuse(struct scan *scan, struct text name, enum personal_kind kind)
{
    bool published = scan->results->review.status == REVIEW_PUBLISHED;
    struct message hint = MESSAGE(
        "reword it; or, if it tells of no person, allow the words with the reason, under disclosure in the file "
        "of the review");
    struct place place = {.source = scan->results->review.id,
                          .name = text_print(scan->arena, "%s: %.*s", language_code(scan->document->language),
                                             TEXT_PRINT(name))};
    scan->good = problem_report(
        scan->problems, place,
        MESSAGE("the text of the public report has {what} in it", WORD("what", kind_words[kind])),
        published ? personal_scan_hint_published() : hint);
}

static size_t count_words(struct arena *arena, struct text text)
{
    size_t count = 0;
    struct text word, folded = lookalikes_fold(arena, text);
    for (size_t at = 0; unicode_word(folded, &at, &word);)
        count++;
    return count;
}

// `before` stands above the text and is scanned already: what begins in it and ends in the text is looked for as well.
static void scan_text_below(struct scan *scan, struct text name, struct text before, struct text text)
{
    struct arena *arena = arena_new();
    struct personal_line line;
    bool told[PERSONAL_KIND_COUNT] = {false};
    size_t above = count_words(arena, before);
    struct text both = text_print(arena, "%.*s\n%.*s", TEXT_PRINT(before), TEXT_PRINT(text));
    personal_line_read(arena, &scan->terms, before.length ? both : text, &line);
    for (size_t i = 0; i < line.hits.count; i++) {
        struct personal_hit hit = line.hits.items[i];
        bool allowed = hit.end <= above || personal_hit_is_allowed(&line, hit);
        if (!allowed && !told[hit.kind])
            refuse(scan, name, hit.kind);
        told[hit.kind] |= !allowed;
    }
    arena_free(arena);
}

static void scan_text(struct scan *scan, struct text name, struct text text)
{
    if (text.length)
        scan_text_below(scan, name, (struct text){0}, text);
}

// The end of a paragraph, from a whole word on.
static struct text end_of(struct text paragraph)
{
    enum { END_BYTES = 100 };
    if (paragraph.length <= END_BYTES)
        return paragraph;
    size_t at, from = paragraph.length - END_BYTES;
    bool blank = text_find(text_slice(paragraph, from, paragraph.length), TEXT(" "), &at);
    return blank ? text_slice(paragraph, from + at, paragraph.length) : (struct text){0};
}

// Names are read by programs only, but they are in the files: of numbers (the parts of a sentence are named by whoever wrote
// it), of blocks, groups and columns. What was found is not repeated, so the place is not named by it.
static void scan_part(void *argument, const struct block *block, const char *what, struct text text)
{
    struct scan *scan = argument;
    struct text decoded;
    size_t at;
    if (what) { // a link writes what is not ASCII in another way: "Si%C3%A2n"
        bool encoded = text_find(text, TEXT("%"), &at) && percent_decode(scan->arena, text, &decoded);
        scan_text(scan, text_from(what), encoded ? decoded : text);
        return;
    }
    scan_text_below(scan, block->id, scan->paragraph, text);
    scan->paragraph = block->kind == BLOCK_PARAGRAPH ? text_copy(scan->arena, end_of(text))
                                                     : (struct text){0};
}

// The register names each recommendation by its key, which stands in no report.
static void scan_keys(struct scan *scan)
{
    const struct recommendation_list *recommendations = &scan->results->recommendations;
    for (size_t i = 0; i < recommendations->list.count; i++)
        scan_text(scan,
                  text_print(scan->arena, "the id of recommendation %lld",
                             (long long)recommendations->list.items[i].number),
                  recommendations->list.items[i].key);
}

// What somebody wrote, and values of a field, in a receipt that is published beside the report. Its tickets have the references of cases,
// as docs/selection.md says.
static void scan_receipt(struct scan *scan)
{
    const struct receipt *receipt = &scan->results->receipt;
    const struct commitment *commitment = &receipt->commitment;
    scan_text(scan, TEXT("the source of the seed"), receipt->seed.source);
    for (size_t i = 0; i < commitment->stratum_count; i++)
        scan_text(scan, TEXT("the name of a stratum"), commitment->strata[i].name);
    for (size_t i = 0; i < receipt->events.count; i++)
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            scan_text(scan, TEXT("the reason for which a ticket was replaced"),
                      receipt->events.items[i].reason.in[language]);
}

// The site's own pages have it, and the report may be another office's.
static void scan_office(struct scan *scan)
{
    for (int language = 0; scan->results->has_office && language < LANGUAGE_COUNT; language++)
        scan_text(scan, TEXT("the office's name"), scan->results->office.name.in[language]);
}

bool personal_scan(struct arena *arena, const struct results *results, struct document *const *documents,
                   size_t count, struct problems *problems)
{
    struct scan scan = {.arena = arena, .results = results, .problems = problems, .good = true};
    if (!personal_terms_read(arena, results, &scan.terms, problems))
        return false;
    for (size_t i = 0; i < count; i++) {
        scan.document = documents[i];
        scan.paragraph = (struct text){0};
        document_each_text(scan.document, scan_part, &scan);
    }
    if (count && documents[0]->identifier.length) { // it is a report, and not an answer alone
        scan.document = documents[0];
        scan_keys(&scan);
        scan_receipt(&scan);
        scan_office(&scan);
    }
    return scan.good;
}
