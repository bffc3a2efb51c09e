// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_scan.h"

#include "document/each_text.h"
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
    bool good;
};

// ---- The report --------------------------------------------------------------------------------------------

struct message personal_scan_hint_published(void)
{
    return MESSAGE(
        "the review is published, so that no more words can be allowed in it: reword an answer before it is recorded; "
        "where the report is refused, the files that were published stand as they are, and craffu verify-report tells "
        "them; what must be put right is said in a new review");
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

static void scan_text(struct scan *scan, struct text name, struct text text)
{
    if (text.length == 0)
        return;
    struct arena *arena = arena_new();
    struct personal_line line;
    bool told[PERSONAL_KIND_COUNT] = {false};
    personal_line_read(arena, &scan->terms, text, &line);
    for (size_t i = 0; i < line.hits.count; i++) {
        struct personal_hit hit = line.hits.items[i];
        bool allowed = personal_hit_is_allowed(&line, hit);
        if (!allowed && !told[hit.kind])
            refuse(scan, name, hit.kind);
        told[hit.kind] |= !allowed;
    }
    arena_free(arena);
}

// Names are read by programs only, but they are in the files: of numbers (the parts of a sentence are named by whoever wrote
// it), of blocks, groups and columns. What was found is not repeated, so the place is not named by it.
static void scan_part(void *argument, const struct block *block, const char *what, struct text text)
{
    scan_text(argument, what ? text_from(what) : block->id, text);
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

bool personal_scan(struct arena *arena, const struct results *results, struct document *const *documents,
                   size_t count, struct problems *problems)
{
    struct scan scan = {.arena = arena, .results = results, .problems = problems, .good = true};
    if (!personal_terms_read(arena, results, &scan.terms, problems))
        return false;
    for (size_t i = 0; i < count; i++) {
        scan.document = documents[i];
        document_each_text(scan.document, scan_part, &scan);
    }
    if (count && documents[0]->identifier.length) { // it is a report, and not an answer alone
        scan.document = documents[0];
        scan_keys(&scan);
        scan_receipt(&scan);
    }
    return scan.good;
}
