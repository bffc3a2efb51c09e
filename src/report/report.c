// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include "document/formats.h"
#include "report/abbreviations.h"
#include "report/complete.h"
#include "report/estimates.h"
#include "report/figures.h"
#include "report/internal_tables.h"
#include "report/office_parts.h"
#include "report/personal_scan.h"
#include "report/phrase.h"
#include "report/population.h"
#include "report/recommendations.h"
#include "report/reviewers.h"
#include "report/tables.h"
#include "report/withholding.h"
#include "report/wording.h"

// What the parts of a report are built from and into.
struct builder {
    struct arena *arena;
    enum language language;
    const struct results *results;
    const struct report_options *options;
    struct document *document;
    struct blocks *body;
    struct problems *problems;
};

struct text report_name(struct arena *arena, struct text review, enum edition edition)
{
    return edition == EDITION_INTERNAL ? text_print(arena, "%.*s.internal", TEXT_PRINT(review)) : review;
}

struct text report_stem(struct arena *arena, struct text name, enum language language)
{
    return text_print(arena, "%.*s.%s", TEXT_PRINT(name), language_code(language));
}

struct text report_file(struct arena *arena, struct text name, enum language language, const char *extension)
{
    return text_print(arena, "%.*s.%s", TEXT_PRINT(report_stem(arena, name, language)), extension);
}

// ---- Sections that the office writes -----------------------------------------------------------------------

static const struct {
    const char *key;
    const char *heading;
} section_headings[] = {
    {"overview", N_("Overview")},
    {"background", N_("Background")},
    {"purpose", N_("Purpose")},
    {"methodology", N_("Methodology")},
    {"limitations", N_("Limitations")},
    {"next_steps", N_("Next steps")},
    {"acknowledgements", N_("Acknowledgements")},
};

static const char *section_heading(struct text key)
{
    for (size_t i = 0; i < sizeof section_headings / sizeof *section_headings; i++)
        if (text_equal(text_from(section_headings[i].key), key))
            return section_headings[i].heading;
    return NULL;
}

static const struct section *section_of(const struct results *results, const char *key)
{
    for (size_t i = 0; i < results->sections.list.count; i++)
        if (text_equal(results->sections.list.items[i].key, text_from(key)))
            return &results->sections.list.items[i];
    return NULL;
}

// The numbers that a section may speak of: {n} is the cases reviewed, and every state of the ledger has its name.
static struct phrase_counts section_counts(const struct builder *builder)
{
    const struct ledger_counts *ledger = &builder->results->ledger_counts;
    struct phrase_group *groups = ARENA_ARRAY(builder->arena, struct phrase_group, LEDGER_STATE_COUNT + 1);
    for (int state = 0; state < LEDGER_STATE_COUNT; state++)
        groups[state] = (struct phrase_group){text_from(ledger_state_id((enum ledger_state)state)),
                                              ledger->in[state]};
    groups[LEDGER_STATE_COUNT] = (struct phrase_group){TEXT("selected"), ledger->selected};
    return (struct phrase_counts){
        .groups = groups,
        .count = LEDGER_STATE_COUNT + 1,
        .linked = (int64_t)builder->results->case_count,
        .in_outcome = -1,
    };
}

static bool add_section_text(const struct builder *builder, const struct section *section)
{
    struct phrase_counts counts = section_counts(builder);
    struct place place = {.source = builder->results->review.id,
                          .name = text_print(builder->arena, "section %.*s", TEXT_PRINT(section->key))};
    struct text rest = report_label(builder->document, &section->text), paragraph;
    bool good = true;
    while (phrase_paragraph(builder->arena, &rest, &paragraph))
        good &= phrase_add(paragraph_add(builder->body), builder->language, paragraph, &counts,
                           TEXT("ledger"), place, builder->problems);
    return good;
}

static bool add_section(const struct builder *builder, const char *key, int level)
{
    const struct section *section = section_of(builder->results, key);
    office_add_sections(builder->body, builder->results, text_from(key));
    if (!section)
        return true;
    heading_add(builder->body, level, text_from(key),
                report_word(builder->document, section_heading(section->key)));
    return add_section_text(builder, section);
}

static bool check_sections_are_known(const struct results *results, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < results->sections.list.count; i++)
        if (!section_heading(results->sections.list.items[i].key))
            good = problem_report_value(
                problems, (struct place){.source = results->review.id}, results->sections.list.items[i].key,
                MESSAGE("the report has no place for a section of this name"),
                MESSAGE("use {names}",
                        VALUE("names", TEXT("overview, background, purpose, methodology, limitations, "
                                            "next_steps, acknowledgements"))));
    return good;
}

// Names and links the review from which the cases came.
static void add_origin(const struct builder *builder)
{
    const struct review_origin *origin = &builder->results->review.origin;
    struct text title = report_label(builder->document, &origin->title);
    if (title.length == 0)
        return;
    struct runs *runs = paragraph_add(builder->body);
    run_add(runs, report_word(builder->document, N_("The cases came from this earlier review:")));
    run_add(runs, TEXT(" "));
    if (origin->link.length)
        run_link(runs, title, origin->link);
    else
        run_add(runs, title);
    run_add(runs, TEXT("."));
}

static bool add_background(const struct builder *builder)
{
    heading_add(builder->body, 1, TEXT("background-purpose-methodology"),
                report_word(builder->document, N_("Background, purpose and methodology")));
    bool good = add_section(builder, "background", 2);
    add_origin(builder);
    good &= add_section(builder, "purpose", 2);
    good &= add_section(builder, "methodology", 2);
    const struct review *review = &builder->results->review;
    struct text method = report_words(
        builder->document, MESSAGE("Method: {method}.", WORD("method", review_method_words(review->method))));
    paragraph_add_text(builder->body, method);
    good &= add_section(builder, "limitations", 2);
    abbreviations_add(builder->body, builder->results->instrument);
    return good;
}

// ---- Findings ----------------------------------------------------------------------------------------------

static bool add_findings(const struct builder *builder, enum finding_kind kind, const char *id,
                         const char *heading, const char *none)
{
    heading_add(builder->body, 1, text_from(id), report_word(builder->document, heading));
    struct list *list = NULL;
    bool good = true;
    for (size_t i = 0; i < builder->results->findings.list.count; i++) {
        const struct finding *finding = &builder->results->findings.list.items[i];
        if (finding->kind != kind)
            continue;
        if (!list)
            list = list_add(builder->body, LIST_BULLETS);
        struct phrase_counts counts = phrase_counts_of(builder->arena, finding->cases, finding->case_count,
                                                       -1);
        counts.threshold = builder->results->disclosure.threshold;
        struct text name = text_print(builder->arena, "finding.%zu", i + 1);
        good &= phrase_add(
            list_item_line(list), builder->language, report_label(builder->document, &finding->text), &counts,
            name, (struct place){.source = builder->results->review.id, .name = name}, builder->problems);
    }
    if (!list)
        paragraph_add_text(builder->body, report_word(builder->document, none));
    return good;
}

static bool has_findings(const struct results *results, enum finding_kind kind)
{
    for (size_t i = 0; i < results->findings.list.count; i++)
        if (results->findings.list.items[i].kind == kind)
            return true;
    return false;
}

static bool add_all_findings(const struct builder *builder)
{
    bool good = add_findings(builder, FINDING_BEST_PRACTICE, "best-practice", N_("Best practice"),
                             N_("No best practice was recorded."));
    good &= add_findings(builder, FINDING_AREA_FOR_LEARNING, "areas-of-learning", N_("Areas of learning"),
                         N_("No area of learning was recorded."));
    if (has_findings(builder->results, FINDING_IMMEDIATE_RISK))
        good &= add_findings(builder, FINDING_IMMEDIATE_RISK, "immediate-risks", N_("Immediate risks"),
                             N_("None."));
    return good;
}

// ---- Tables ------------------------------------------------------------------------------------------------

static bool wanted(const struct builder *builder, const char *table)
{
    const char *only = builder->options->only_table;
    return !only || strcmp(only, table) == 0;
}

// Whether counts are withheld from this document.
static bool withholds(const struct builder *builder)
{
    return builder->options->edition == EDITION_PUBLIC && !builder->options->tables_only &&
           withholding_is_decided(builder->results);
}

// Figures stand in reports, not where tables alone are asked for.
static bool pictured(const struct builder *builder)
{
    return !builder->options->tables_only;
}

static void picture_outcomes(const struct builder *builder, bool further)
{
    const struct instrument *instrument = builder->results->instrument;
    struct text *criteria = ARENA_ARRAY(builder->arena, struct text, instrument->criterion_count);
    size_t count = 0;
    for (size_t c = 0; c < instrument->criterion_count; c++)
        if (instrument->criteria[c].published != further)
            criteria[count++] = report_label(builder->document, &instrument->criteria[c].title);
    if (pictured(builder) && figure_outcomes_fit(count))
        figure_outcomes(builder->body, (int64_t)builder->results->case_count, criteria,
                        further ? N_("The outcomes of each further criterion, in cases")
                                : N_("The outcomes of each criterion, in cases"));
}

// Where the criteria are too many to picture each one's outcomes. A criterion with further bases would have bars of one
// name.
static void picture_compliance(const struct builder *builder)
{
    const struct instrument *instrument = builder->results->instrument;
    bool bases = false;
    for (size_t c = 0; c < instrument->criterion_count; c++)
        bases = bases || instrument->criteria[c].base_count > 0;
    if (pictured(builder) && !bases && !figure_outcomes_fit(instrument->criterion_count))
        figure_compliance(builder->body);
}

static void add_pictured_estimates(const struct builder *builder)
{
    int64_t cases;
    if (pictured(builder) && !withholds(builder) &&
        table_estimated_cases(builder->body, builder->results, &cases))
        figure_estimates(builder->body, cases);
}

static void add_trend(const struct builder *builder)
{
    bool internal = builder->options->edition == EDITION_INTERNAL;
    struct trend trend = internal ? builder->results->trend
                                  : trend_public(builder->arena, &builder->results->trend);
    if (withholds(builder) || trend.reviews.count < 2)
        return; // a small count could be worked out from those of other reviews
    table_trend(builder->body, &trend);
    if (trend_is_in_time(&trend))
        figure_trend(builder->body);
}

// Each row is one case with its circumstances, and the rows can be counted.
static bool add_departures(const struct builder *builder)
{
    if (!withholds(builder))
        return table_departures(builder->body, builder->results,
                                builder->options->edition == EDITION_INTERNAL, builder->problems);
    paragraph_add_text(
        builder->body,
        report_word(builder->document,
                    N_("Reviewers judged some cases otherwise than the rule says. They are not "
                       "listed here one by one, to protect individuals; the tables count what "
                       "the rule says.")));
    return true;
}

static bool add_details(const struct builder *builder)
{
    const struct results *results = builder->results;
    bool good = true;
    if (wanted(builder, TABLE_DETAILED)) {
        good &= table_detailed(builder->body, results, false, builder->problems);
        picture_outcomes(builder, false);
    }
    if (results_has_departures(results) && wanted(builder, TABLE_DEPARTURES))
        good &= add_departures(builder);
    if (wanted(builder, TABLE_COMPLIANCE)) {
        good &= table_compliance(builder->body, results, !withholds(builder), builder->problems);
        picture_compliance(builder);
    }
    if (wanted(builder, TABLE_ESTIMATES))
        good &= table_estimates(builder->body, results, builder->problems);
    add_pictured_estimates(builder);
    add_trend(builder);
    bool asked_for = builder->options->only_table != NULL;
    if ((results->has_population || asked_for) && wanted(builder, TABLE_POPULATION))
        good &= table_population(builder->body, results, builder->problems);
    if (results_has_further(results) && wanted(builder, TABLE_FURTHER)) {
        good &= table_detailed(builder->body, results, true, builder->problems);
        picture_outcomes(builder, true);
    }
    if (wanted(builder, TABLE_AGREEMENT))
        good &= table_agreement(builder->body, results, builder->problems);
    return good;
}

static bool add_summary(const struct builder *builder)
{
    if (!builder->results->instrument->has_group || !wanted(builder, TABLE_SUMMARY))
        return true;
    bool good = table_summary(builder->body, builder->results, builder->problems);
    if (pictured(builder))
        figure_summary(builder->body, (int64_t)builder->results->case_count);
    return good;
}

static bool add_tables_alone(const struct builder *builder)
{
    heading_add(builder->body, 1, TEXT("tables"), report_word(builder->document, N_("Tables")));
    abbreviations_add(builder->body, builder->results->instrument);
    bool good = add_summary(builder) & add_details(builder);
    if (wanted(builder, TABLE_LEDGER))
        good &= table_ledger(builder->body, builder->results, builder->problems);
    return good;
}

// ---- About the figures -------------------------------------------------------------------------------------

static bool add_ledger(const struct builder *builder)
{
    heading_add(builder->body, 1, TEXT("what-became-of-each-case"),
                report_word(builder->document, N_("What became of each selected case")));
    paragraph_add_text(
        builder->body,
        report_word(builder->document,
                    N_("Every case that was selected is accounted for: it waits, was reviewed, was carried "
                       "over, was replaced or was excluded, and the last three have their reason.")));
    return table_ledger(builder->body, builder->results, builder->problems);
}

// What the office decided on small counts, and why.
static void add_disclosure(const struct builder *builder)
{
    const struct disclosure *disclosure = &builder->results->disclosure;
    int64_t most = disclosure->threshold - 1;
    struct message words = MESSAGE("Counts of cases from 1 to {most} are printed in this report.",
                                   NUMBER("most", most));
    if (builder->options->edition == EDITION_INTERNAL || disclosure->rule == DISCLOSURE_UNDECIDED)
        return;
    if (disclosure->rule == DISCLOSURE_SUPPRESS)
        words = MESSAGE(
            "Counts of cases from 1 to {most} are withheld to protect individuals, and so are as many "
            "others as keep anybody from working them out.",
            NUMBER("most", most));
    if (disclosure->rule == DISCLOSURE_MERGE)
        words = MESSAGE("Counts of cases from 1 to {most} are merged with others, or withheld, to protect "
                        "individuals, so that nobody can work them out.",
                        NUMBER("most", most));
    struct runs *runs = paragraph_add(builder->body);
    run_add(runs, report_words(builder->document, words));
    if (disclosure->rule != DISCLOSURE_PRINT) {
        run_add(runs, TEXT(" "));
        run_add(runs, withholding_mark_words(builder->document));
    }
    run_add(runs, TEXT(" "));
    run_add(runs, report_label(builder->document, &disclosure->reason))->verbatim = true;
}

static void add_about(const struct builder *builder)
{
    const struct instrument *instrument = builder->results->instrument;
    heading_add(builder->body, 1, TEXT("about-the-figures"),
                report_word(builder->document, N_("About the figures")));
    paragraph_add_text(
        builder->body,
        report_word(
            builder->document,
            N_("The counts of cases reviewed in the tables and pictures were made by a program, from the record of the "
               "cases, when the report was made. Findings, comments, reasons and answers may hold numbers that "
               "people wrote. The outcomes of each criterion exclude each other and sum to the cases "
               "reviewed.")));
    if (builder->results->has_population)
        paragraph_add_text(builder->body,
                           report_word(builder->document,
                                       N_("The figures of all cases recorded were counted earlier: the date "
                                          "stands below their table.")));
    paragraph_add_text(
        builder->body,
        report_word(
            builder->document,
            N_("Where an outcome follows from recorded facts by a rule, the tables count what the rule "
               "says. Where reviewers judged otherwise, their judgement and its reason are printed "
               "beside it. Other outcomes are what the reviewers agreed.")));
    add_disclosure(builder);
    struct runs *runs = paragraph_add(builder->body);
    run_add(runs, report_words(builder->document,
                               MESSAGE("Criteria: {title}, version {version}, SHA-256",
                                       VALUE("title", report_label(builder->document, &instrument->title)),
                                       NUMBER("version", instrument->version))));
    run_add(runs, TEXT(" "));
    run_add(runs, instrument->hash);
}

// ---- The document ------------------------------------------------------------------------------------------

static struct text draft_reason(const struct builder *builder)
{
    const struct results *results = builder->results;
    if (results->ledger_counts.in[LEDGER_WAITING])
        return report_words(builder->document,
                            MESSAGE_COUNT("Draft: one selected case has not been reviewed yet.",
                                          "Draft: {n} selected cases have not been reviewed yet.",
                                          results->ledger_counts.in[LEDGER_WAITING]));
    if (builder->language != LANGUAGE_WELSH || results->welsh.holds)
        return (struct text){0};
    if (results->welsh.given)
        return report_word(builder->document,
                           N_("Draft: the Welsh text has changed since a translator approved it."));
    return report_word(builder->document,
                       N_("Draft: the Welsh text has not been approved by a translator yet."));
}

static enum format_state format_state(const struct builder *builder, size_t format)
{
    if (builder->options->formats)
        return builder->options->formats[format];
    return document_format_at(format)->on_request ? FORMAT_LEFT_OUT : FORMAT_WRITTEN;
}

// The file of a format in a language; empty if this run does not write it.
static struct text file_of(const struct builder *builder, const char *format, enum language language)
{
    struct text name = report_name(builder->arena, builder->results->review.id, builder->options->edition);
    for (size_t i = 0; i < document_format_count(); i++) {
        const struct document_format_kind *kind = document_format_at(i);
        if (strcmp(kind->id, format) == 0 && format_state(builder, i) == FORMAT_WRITTEN)
            return report_file(builder->arena, name, language, kind->suffix);
    }
    return (struct text){0};
}

static void name_edition(const struct builder *builder, enum language language)
{
    struct text name = report_name(builder->arena, builder->results->review.id, builder->options->edition);
    struct document_edition *edition = document_edition(builder->document, language,
                                                        report_file(builder->arena, name, language, "html"));
    edition->large_print = file_of(builder, "html-large", language);
    edition->audio = file_of(builder, "audio", language);
}

// The other formats, as the web page links them: by the files that this run writes.
static void name_formats(const struct builder *builder)
{
    struct document *document = builder->document;
    struct text name = report_name(builder->arena, builder->results->review.id, builder->options->edition);
    for (size_t i = 1; i < document_format_count(); i++) { // the first is the page that the links stand in
        const struct document_format_kind *format = document_format_at(i);
        enum format_state state = format_state(builder, i);
        struct text words = report_word(document, format->name);
        if (!format->write)
            continue;
        if (state == FORMAT_WRITTEN)
            document_format(document, words,
                            report_file(builder->arena, name, builder->language, format->suffix));
        if (state == FORMAT_UNAVAILABLE)
            document_format(
                document, report_words(document, MESSAGE("{format} (not available)", VALUE("format", words))),
                (struct text){0});
    }
}

// Of the tables alone as well, where the decision is that a public report must not have such counts.
static void mark(const struct builder *builder)
{
    struct document *document = builder->document;
    bool internal = builder->options->edition == EDITION_INTERNAL ||
                    (builder->options->tables_only && withholding_is_decided(builder->results));
    struct text words = report_word(document, N_("Internal: not for publication"));
    if (internal)
        document->marking = document->marking.length
                                ? text_print(document->arena, "%.*s. %.*s", TEXT_PRINT(words),
                                             TEXT_PRINT(document->marking))
                                : words;
}

struct text report_description(struct arena *arena, enum language language, const struct results *results)
{
    struct message message = MESSAGE_COUNT(
        "Findings of the review of one case: {title}", "Findings of the review of {n} cases: {title}",
        results_reviewed(results), VALUE("title", results->review.title.in[language]));
    return message_text(arena, language, &message);
}

static void fill_head(const struct builder *builder)
{
    const struct results *results = builder->results;
    const struct review *review = &results->review;
    struct document *document = builder->document;
    document->title = report_label(builder->document, &review->title);
    document->organisation = report_label(builder->document, &review->organisation);
    document->date = builder->options->date;
    document->identifier = review->id;
    document->imprint = !builder->options->tables_only;
    document->commitment = results->commitment;
    document->audit_log = results->audit_log;
    office_fill_head(document, results);
    mark(builder);
    document->description = report_description(builder->arena, builder->language, results);
    document->draft = draft_reason(builder);
    for (int other = 0; other < LANGUAGE_COUNT; other++)
        if (other != (int)builder->language)
            name_edition(builder, (enum language)other);
    name_formats(builder);
}

static bool build_body(const struct builder *builder)
{
    if (builder->options->tables_only)
        return add_tables_alone(builder);
    contents_add(builder->body, 1);
    bool good = add_section(builder, "overview", 1);
    good &= add_background(builder);
    if (builder->results->instrument->has_group)
        heading_add(builder->body, 1, TEXT("summary"),
                    report_word(builder->document, N_("Summary of cases reviewed")));
    good &= add_summary(builder);
    good &= add_all_findings(builder);
    heading_add(builder->body, 1, TEXT("details"), report_word(builder->document, N_("Detailed findings")));
    good &= add_details(builder);
    recommendations_add_section(builder->body, builder->results);
    if (builder->options->edition == EDITION_INTERNAL)
        internal_tables(builder->body, builder->results);
    good &= add_section(builder, "next_steps", 1);
    good &= add_ledger(builder);
    add_about(builder);
    good &= add_section(builder, "acknowledgements", 1);
    office_add_sections(builder->body, builder->results, (struct text){0});
    office_add_contact(builder->body, builder->results);
    return good;
}

static bool check_nothing_waits(const struct results *results, const struct report_options *options,
                                struct problems *problems)
{
    int64_t waiting = results->ledger_counts.in[LEDGER_WAITING];
    if (waiting == 0 || options->allow_draft)
        return true;
    return problem_report(
        problems, (struct place){.source = results->review.id},
        MESSAGE_COUNT("one selected case has not been reviewed yet",
                      "{n} selected cases have not been reviewed yet", waiting),
        options->offers_draft
            ? MESSAGE("review it, carry it over, replace or exclude it; or make a draft with --draft")
            : MESSAGE("review it, carry it over, replace or exclude it: craffu ledger shows which"));
}

static bool check_something_was_reviewed(const struct results *results, struct problems *problems)
{
    if (results->case_count)
        return true;
    return problem_report(problems, (struct place){.source = results->review.id},
                          MESSAGE("no case has been reviewed"),
                          MESSAGE("select cases with craffu select and assess them with craffu assess"));
}

static bool check(struct arena *arena, struct document *const *documents,
                  const struct checked_document *checked[static LANGUAGE_COUNT], struct problems *problems)
{
    const struct document *built[LANGUAGE_COUNT];
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        built[language] = documents[language];
    return document_check(arena, built, LANGUAGE_COUNT, checked, problems);
}

static bool is_public(const struct report_options *options)
{
    return options->edition == EDITION_PUBLIC && !options->tables_only;
}

// All that stands against publication is told together.
static bool make_public(struct arena *arena, const struct results *results, struct document *const *documents,
                        struct problems *problems)
{
    bool good = withholding_apply(arena, results, documents, LANGUAGE_COUNT, problems);
    return personal_scan(arena, results, documents, LANGUAGE_COUNT, problems) && good;
}

bool report_build(struct arena *arena, const struct results *results, const struct report_options *options,
                  const struct checked_document *checked[static LANGUAGE_COUNT], struct problems *problems)
{
    if (!results_check_present(results, problems))
        return false;
    bool good = check_something_was_reviewed(results, problems);
    good &= check_nothing_waits(results, options, problems);
    good &= check_sections_are_known(results, problems);
    good &= results_complete(results, problems);
    if (!good)
        return false;
    struct document *documents[LANGUAGE_COUNT];
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct document *document = document_new(arena, (enum language)language);
        struct builder builder = {arena,    (enum language)language, results, options,
                                  document, &document->body,         problems};
        documents[language] = document;
        fill_head(&builder);
        good &= build_body(&builder);
    }
    abbreviations_keep_used(documents, LANGUAGE_COUNT);
    return good && check(arena, documents, checked, problems) &&
           (!is_public(options) ||
            (make_public(arena, results, documents, problems) && check(arena, documents, checked, problems)));
}
