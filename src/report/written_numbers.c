// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/written_numbers.h"

#include "base/buffer.h"
#include "format/unicode.h"
#include "report/agreement.h"
#include "report/lookalikes.h"
#include "report/number_words.h"
#include "report/personal_scan.h"
#include "report/recommendations.h"
#include "report/withholding.h"

#include <string.h>

struct scan {
    struct arena *arena;
    const struct results *results;
    const struct published_counts *counts;
    struct problems *problems;
    struct number_words number_words;
    bool good;
};

// A text and what it is about.
struct about {
    const char *what; // "finding"
    struct text name;
    struct text own; // "finding.3": what its placeholders count; or empty
    bool (*is_about)(const struct scan *, const struct about *, struct text criterion); // NULL: no criterion
    const void *thing;
};

// ---- What is withheld --------------------------------------------------------------------------------------

// Where a recommendation or finding is about criteria, counts of them are those of cases reviewed, drawn and recorded.
static struct text criterion_of(struct text name)
{
    static const char *const before[] = {"drawn.", "population."};
    struct text criterion;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_starts(name, text_from(before[i])))
            name = text_slice(name, strlen(before[i]), name.length);
    text_split(&name, '.', &criterion);
    return criterion;
}

static bool is_its_own(const struct about *about, struct text name)
{
    return about->own.length && text_starts(name, about->own) &&
           (name.length == about->own.length || name.bytes[about->own.length] == '.');
}

// How many cases a text is linked to is withheld from it too, where no placeholder counts them. Of what is not solved every
// small count is withheld.
static bool is_withheld(const struct published_counts *counts, const struct about *about, size_t i)
{
    bool small = counts->counts.items[i].value < counts->threshold;
    if (small && (!counts->solved || is_its_own(about, counts->names.items[i])))
        return true;
    return counts->solved && counts->suppression.withheld[i];
}

// Whether a reader who knows the whole takes the number from it, and has the count. Words say so ("all but two", "the other
// nine"), or the whole itself, where it is one of which the count is a part ("nine of the eleven").
static bool leaves(const struct published_counts *counts, const struct said_number *said, size_t i)
{
    int64_t count = counts->counts.items[i].value;
    if (said->of == SAID_OF_THE_REST && said->whole)
        return said->whole - said->number == count;
    if (said->of == SAID_PLAINLY && said->whole - said->number != count)
        return false;
    return published_counts_make_a_whole(counts, i, said->number);
}

// What the number is to a withheld count: the count itself, or what is left of a whole without it.
static bool is_count(const struct published_counts *counts, const struct said_number *said, size_t i)
{
    if (said->is_share)
        return published_counts_make_a_share(counts, i, said->number, said->decimals, false);
    return counts->counts.items[i].value == said->number;
}

static bool is_rest(const struct published_counts *counts, const struct said_number *said, size_t i)
{
    if (said->is_share)
        return published_counts_make_a_share(counts, i, said->number, said->decimals, true);
    return leaves(counts, said, i);
}

static bool tells(const struct scan *scan, const struct about *about, const struct said_number *said)
{
    const struct published_counts *counts = scan->counts;
    for (size_t i = 0; i < counts->counts.count; i++) {
        struct text name = counts->names.items[i];
        if (name.length == 0 || !is_withheld(counts, about, i))
            continue;
        bool is_about = is_its_own(about, name) ||
                        (about->is_about && about->is_about(scan, about, criterion_of(name)));
        if (is_count(counts, said, i)
                ? is_about || said->said_of_cases
                : is_rest(counts, said, i) && (is_about || (said->said_of_cases && said->of != SAID_PLAINLY)))
            return true;
    }
    return false;
}

// ---- A text ------------------------------------------------------------------------------------------------

// A word that with none beside it is a number: "u n" would be "un".
#define PARTING " qq "

// A placeholder counts by itself, and parts what stands on its two sides. Words that agree with a number were typed.
static struct text without_placeholders(struct arena *arena, struct text pattern)
{
    struct buffer out = {0};
    size_t open, close;
    while (text_find(pattern, TEXT("{"), &open) &&
           text_find(text_slice(pattern, open, pattern.length), TEXT("}"), &close)) {
        buffer_add(&out, text_slice(pattern, 0, open));
        struct text placeholder = text_slice(pattern, open + 1, open + close), one, others, name;
        buffer_add(&out, TEXT(PARTING));
        if (text_split(&placeholder, ':', &name) && agreement_split(placeholder, &one, &others))
            buffer_print(&out, "%.*s" PARTING "%.*s" PARTING, TEXT_PRINT(one), TEXT_PRINT(others));
        pattern = text_slice(pattern, open + close + 1, pattern.length);
    }
    buffer_add(&out, pattern);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

// Whether the allowed words stand in the text around the number.
static bool is_within(struct arena *arena, const struct said_numbers *said, const struct said_number *number,
                      struct text allowed)
{
    ARRAY_OF(struct text) words = {0};
    struct text word, folded = lookalikes_fold(arena, allowed);
    for (size_t at = 0; unicode_word(folded, &at, &word);)
        *ARRAY_APPEND(arena, &words) = word;
    for (size_t first = 0; first <= number->first && first + words.count <= said->words.count; first++) {
        size_t same = 0;
        while (same < words.count && text_equal(words.items[same], said->words.items[first + same]))
            same++;
        if (same == words.count && first + same >= number->end)
            return true;
    }
    return false;
}

static bool is_allowed(struct arena *arena, const struct results *results, const struct said_numbers *said,
                       const struct said_number *number)
{
    for (size_t i = 0; i < results->disclosure.allowed_count; i++)
        if (is_within(arena, said, number, results->disclosure.allowed[i].words))
            return true;
    return false;
}

static void refuse(struct scan *scan, const struct about *about, enum language language, struct text words)
{
    struct place place = {.source = scan->results->review.id,
                          .name = text_print(scan->arena, "%s: %s %.*s", language_code(language), about->what,
                                             TEXT_PRINT(about->name))};
    struct message hint = MESSAGE(
        "let a placeholder count the cases, or reword it; if the number tells of something else, allow the words "
        "around it with the reason, under disclosure in the file of the review");
    scan->good = problem_report_value(
        scan->problems, place, text_copy(scan->arena, words),
        MESSAGE("the text says a number that the report withholds as a count"),
        scan->results->review.status == REVIEW_PUBLISHED ? personal_scan_hint_published() : hint);
}

static void scan_text(struct scan *scan, const struct about *about, const struct localised *text)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct arena *arena = arena_new();
        struct said_numbers said;
        number_words_find(&scan->number_words, arena,
                          lookalikes_fold(arena, without_placeholders(arena, text->in[language])), &said);
        for (size_t i = 0; i < said.list.count; i++)
            if (tells(scan, about, &said.list.items[i]) &&
                !is_allowed(arena, scan->results, &said, &said.list.items[i]))
                refuse(scan, about, (enum language)language, said.list.items[i].words);
        arena_free(arena);
    }
}

// ---- The texts ---------------------------------------------------------------------------------------------

static bool finding_is_about(const struct scan *scan, const struct about *about, struct text criterion)
{
    const struct finding *finding = about->thing;
    (void)scan;
    for (size_t i = 0; i < finding->criterion_count; i++)
        if (text_equal(finding->criteria[i], criterion))
            return true;
    return false;
}

static bool comment_is_about(const struct scan *scan, const struct about *about, struct text criterion)
{
    const struct outcome_comment *comment = about->thing;
    (void)scan;
    return text_equal(comment->criterion, criterion);
}

static bool recommendation_is_about(const struct scan *scan, const struct about *about, struct text criterion)
{
    return recommendation_rests_on(scan->results, about->thing, criterion);
}

static void scan_findings(struct scan *scan)
{
    for (size_t i = 0; i < scan->results->findings.list.count; i++) {
        const struct finding *finding = &scan->results->findings.list.items[i];
        struct about about = {"finding", number_text(scan->arena, (int64_t)i + 1),
                              text_print(scan->arena, "finding.%zu", i + 1), finding_is_about, finding};
        scan_text(scan, &about, &finding->text);
    }
}

// A comment on a withheld count is not printed.
static void scan_comments(struct scan *scan)
{
    for (size_t i = 0; i < scan->results->comments.list.count; i++) {
        const struct outcome_comment *comment = &scan->results->comments.list.items[i];
        struct text outcome = text_print(scan->arena, "%.*s.%.*s", TEXT_PRINT(comment->criterion),
                                         TEXT_PRINT(comment->outcome));
        struct about about = {"comment", outcome, text_print(scan->arena, "comment.%zu", i + 1),
                              comment_is_about, comment};
        if (!published_count_is_withheld(scan->counts, outcome))
            scan_text(scan, &about, &comment->text);
    }
}

static void scan_recommendations(struct scan *scan)
{
    for (size_t i = 0; i < scan->results->recommendations.list.count; i++) {
        const struct recommendation *recommendation = &scan->results->recommendations.list.items[i];
        const struct response *response = recommendation_response(recommendation);
        struct about about = {
            "recommendation", recommendation->key, {0}, recommendation_is_about, recommendation};
        scan_text(scan, &about, &recommendation->text);
        if (response)
            scan_text(scan, &about, &response->why);
    }
}

static void scan_sections(struct scan *scan)
{
    const struct results *results = scan->results;
    struct about about = {.what = "section"};
    for (size_t i = 0; i < results->sections.list.count; i++) {
        about.name = results->sections.list.items[i].key;
        scan_text(scan, &about, &results->sections.list.items[i].text);
    }
    for (size_t i = 0; results->has_office && i < results->office.section_count; i++) {
        about.name = results->office.sections[i].id;
        scan_text(scan, &about, &results->office.sections[i].heading);
        scan_text(scan, &about, &results->office.sections[i].text);
    }
    scan_text(scan, &(struct about){.what = "title"}, &results->review.title);
    scan_text(scan, &(struct about){.what = "disclosure", .name = TEXT("reason")},
              &results->disclosure.reason);
}

// Who is asked, who answers and who publishes: of no criterion, whatever number is in their names.
static void scan_names(struct scan *scan)
{
    const struct results *results = scan->results;
    for (size_t i = 0; i < results->recommendations.list.count; i++) {
        const struct recommendation *one = &results->recommendations.list.items[i];
        const struct response *response = recommendation_response(one);
        const struct about about = {.what = "recommendation", .name = one->key};
        scan_text(scan, &about, &one->owner);
        if (response)
            scan_text(scan, &about, &response->by);
    }
    scan_text(scan, &(struct about){.what = "organisation"}, &results->review.organisation);
    scan_text(scan, &(struct about){.what = "came_from"}, &results->review.origin.title);
    if (results->has_office)
        scan_text(scan, &(struct about){.what = "publisher"}, &results->office.publisher);
}

// Why cases were carried over, replaced or excluded, each reason once.
static void scan_reasons(struct scan *scan)
{
    struct about about = {.what = "reason", .name = TEXT("ledger")};
    struct text_map told;
    text_map_init(&told, scan->arena);
    for (size_t i = 0; i < scan->results->ledger.list.count; i++) {
        const struct localised *reason = &scan->results->ledger.list.items[i].reason;
        struct text both = text_print(scan->arena, "%.*s\n%.*s", TEXT_PRINT(reason->in[LANGUAGE_ENGLISH]),
                                      TEXT_PRINT(reason->in[LANGUAGE_WELSH]));
        if (text_map_put(&told, both, i, NULL))
            scan_text(scan, &about, reason);
    }
}

bool written_numbers_scan_answer(struct arena *arena, const struct results *results,
                                 struct text recommendation, const struct localised *texts, size_t count,
                                 struct problems *problems)
{
    struct published_counts counts;
    struct scan scan = {
        .arena = arena, .results = results, .counts = &counts, .problems = problems, .good = true};
    if (!withholding_is_decided(results))
        return true;
    published_counts_read(arena, results, &counts);
    number_words_init(&scan.number_words, arena);
    for (size_t i = 0; i < results->recommendations.list.count; i++) {
        const struct recommendation *one = &results->recommendations.list.items[i];
        struct about about = {"recommendation", one->key, {0}, recommendation_is_about, one};
        for (size_t k = 0; k < count && text_equal(one->key, recommendation); k++)
            scan_text(&scan, &about, &texts[k]);
    }
    return scan.good;
}

bool written_numbers_scan(struct arena *arena, const struct results *results,
                          const struct published_counts *counts, struct problems *problems)
{
    struct scan scan = {
        .arena = arena, .results = results, .counts = counts, .problems = problems, .good = true};
    number_words_init(&scan.number_words, arena);
    scan_findings(&scan);
    scan_comments(&scan);
    scan_recommendations(&scan);
    scan_sections(&scan);
    scan_names(&scan);
    scan_reasons(&scan);
    return scan.good;
}
