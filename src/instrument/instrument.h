// SPDX-License-Identifier: GPL-3.0-or-later
// The instrument: what is asked of each case. A YAML file (docs/instruments.md) that declares the facts of a case
// and of its log, and criteria: ordered lists of exclusive outcomes, computed by rules or judged by reviewers.
// Loaded once, checked wholly, then read-only and shared freely. Pure: no database, no clock, no files.
#pragma once

#include "base/buffer.h"
#include "instrument/expression.h"

enum { OUTCOME_NONE = 255, OUTCOME_TO_JUDGE = 254 };

// What an outcome means for compliance.
enum standing {
    STANDING_MET,
    STANDING_NOT_MET,
    STANDING_NOT_APPLICABLE,
    STANDING_NOT_RECORDED,
    STANDING_CANNOT_CONCLUDE,
    STANDING_COUNT,
};

struct outcome {
    struct text id;
    struct localised label;
    enum standing standing;
    bool
        implicit; // not written in the file: not_recorded, or not_applicable of a criterion that `applies` conditionally
};

// Rules in force over a span of days; a criterion without dated rules has one that is always in force.
struct rule_set {
    bool has_from, has_before;
    int64_t from, before;                 // civil days since 1970-01-01: from <= day < before
    int64_t from_instant, before_instant; // the midnights at which these days begin in the instrument's zone
    struct localised source;              // where the rules come from ("Victims' Code 2015"), or empty
    const struct expression **when; // by index of the outcome; NULL: this outcome cannot result from a rule
    size_t otherwise;               // the outcome whose rule is always true; OUTCOME_NONE if there is none
};

// A denominator for compliance, beside the one that always exists: all cases reviewed.
struct compliance_base {
    struct text id;
    struct localised label; // "where an officer was appropriate"
    bool *includes;         // by index of the outcome
};

struct criterion {
    struct text id;
    struct text
        hash; // 64 hexadecimal digits: identity of what is asked; docs/instruments.md says what goes in
    struct localised title, question;
    struct localised guidance; // for reviewers; may be empty
    struct localised
        departure; // how a departure from the computed outcome is printed; empty if none is offered
    bool judged; // no rules: a reviewer answers. `applies` may still compute that there is nothing to answer
    bool published;  // in the table of detailed findings; otherwise in the table of further criteria
    bool hide_empty; // outcomes without cases are counted, but not printed

    const struct expression *applies;    // NULL: always
    struct outcome *outcomes;            // in the order in which their rules are tried
    size_t outcome_count;                // at most LIMIT_OUTCOMES, which is below OUTCOME_TO_JUDGE
    size_t *order;                       // all outcomes, in the order in which they are printed
    size_t not_recorded, not_applicable; // index of that outcome; OUTCOME_NONE if the criterion has none

    bool has_rules_by;
    size_t rules_by;       // case field (date or time) that chooses the rule set
    struct rule_set *sets; // in order of time, without gap or overlap; none if judged
    size_t set_count;
    struct compliance_base *bases;
    size_t base_count;
};

// A combination of facts that cannot be: the row is rejected on import, with these words.
struct fact_check {
    struct text id;
    const struct expression *impossible;
    struct text rule; // its text
    size_t field;     // of the case: where the problem is shown
    struct localised says;
};

// What labels and questions abbreviate; reports say it once before they use it.
struct abbreviation {
    struct localised brief, full;
};

struct instrument {
    struct text id;
    int64_t version;
    struct text hash;   // 64 hexadecimal digits: SHA-256 of the file
    struct text source; // the file's name as it was given
    struct localised title, about;
    struct localised comment; // what the reviewer's overall comment on a case is called; empty: none is asked
    struct abbreviation *abbreviations;
    size_t abbreviation_count;
    const struct zone *zone;
    struct bank_holidays bank_holidays;

    struct schema cases;
    size_t case_reference; // index of the field that identifies a case: text, required
    bool has_group;
    size_t group; // index of the category by which cases are summarised

    bool has_log;
    struct schema log;
    size_t log_reference, log_time, log_kind; // indices into log

    struct expression_definition *definitions; // in an order in which each uses only earlier ones
    size_t definition_count;
    struct fact_check *checks;
    size_t check_count;
    struct criterion *criteria;
    size_t criterion_count;
};

// Reads and checks an instrument. `source` names it in problems; `content` must live as long as the arena. False, with
// every problem that was found reported with its line and column, if it cannot be used; *instrument is then untouched.
bool instrument_load(struct arena *arena, struct text source, struct text content,
                     const struct instrument **instrument, struct problems *problems);

bool instrument_find_criterion(const struct instrument *instrument, struct text id, size_t *index);
bool criterion_find_outcome(const struct criterion *criterion, struct text id, size_t *index);
// What the outcome's rule compares, to sort its cases by: the time to a contact, the longest gap. Of dated rules, the newest.
// NULL if the outcome has no rule, or its rule compares nothing by order.
const struct expression *outcome_measure(struct arena *arena, const struct criterion *criterion,
                                         size_t outcome);
const char *standing_words(enum standing standing); // marked for translation: "not met"

// Why a case has its computed outcome.
enum outcome_reason {
    REASON_RULE,           // a rule was true
    REASON_DOES_NOT_APPLY, // `applies` was false
    REASON_TO_JUDGE,       // judged: a reviewer answers
    // All below give not_recorded.
    REASON_MISSING, // an input that decides is missing; `detail` is the case field, or DETAIL_LOG or DETAIL_NONE
    REASON_NO_RULE,        // every rule was false
    REASON_NO_RULE_SET,    // the case's day lies outside the days for which rules are declared
    REASON_AMBIGUOUS_TIME, // a civil time that occurred twice decides
    REASON_IMPOSSIBLE,     // the facts cannot be; `detail` is the index of the check
    REASON_DIVISION_BY_ZERO,
    REASON_OUT_OF_RANGE,
    REASON_NO_CALENDAR, // working days in years without bank holidays
    REASON_COUNT,
};
enum { DETAIL_NONE = 65535, DETAIL_LOG = 65534 };

// One criterion over `count` cases, an entry a case.
struct criterion_results {
    uint8_t *outcomes; // index of the outcome, or OUTCOME_TO_JUDGE
    uint8_t *reasons;  // enum outcome_reason
    uint16_t *details; // see outcome_reason; DETAIL_NONE where it says nothing
};

// Computes every criterion of the cases [from, from + count). results[i] belongs to criteria[i]; all of it lives in the
// arena. Ambiguous civil times are evaluated in every combination: where the outcome depends on it, it is not_recorded.
struct criterion_results *instrument_evaluate(struct arena *arena, const struct instrument *instrument,
                                              const struct case_rows *rows, size_t from, size_t count);

// The first check that says a case cannot be, for each of [from, from + count); DETAIL_NONE if none does. A case with
// ambiguous times is impossible only where it is so in every combination.
uint16_t *instrument_impossible(struct arena *arena, const struct instrument *instrument,
                                const struct case_rows *rows, size_t from, size_t count);

// "not recorded, because the field Case closed is missing": the reason alone, as a whole sentence. Empty for REASON_RULE
// and REASON_TO_JUDGE.
struct text outcome_reason_words(struct arena *arena, const struct instrument *instrument,
                                 enum outcome_reason reason, uint16_t detail, enum language language);

// How one case came to its outcome of one criterion, in words.
struct trace_step {
    size_t outcome;   // whose rule was tried; OUTCOME_NONE: the condition `applies`
    struct text rule; // in plain words
    enum { TRACE_FALSE, TRACE_TRUE, TRACE_UNKNOWN } answer;
};
struct trace_input {
    size_t field; // of the case
    struct text label;
    bool known;
    struct text value; // in words; empty if not known
};
struct trace {
    uint8_t outcome;
    enum outcome_reason reason;
    uint16_t detail;
    struct text because;      // outcome_reason_words
    struct text rules;        // which dated rules were in force ("Victims' Code 2015"), or empty
    struct trace_step *steps; // in the order tried, up to the one that decided
    size_t step_count;
    struct trace_input *inputs; // every case field that a tried rule reads
    size_t input_count;
    bool reads_log;     // a tried rule reads the log
    bool has_log;       // a log was sent for this case set
    size_t log_entries; // of this case
};
void instrument_trace(struct arena *arena, const struct instrument *instrument, size_t criterion,
                      const struct case_rows *rows, size_t row, enum language language, struct trace *trace);

// A value of a column as people read it: labels of categories, dates in words; empty if it is not known.
struct text column_words(struct arena *arena, const struct instrument *instrument, const struct rows *rows,
                         size_t field, size_t row, enum language language);

// Every rule of the instrument in plain words, as plain text.
void instrument_explain(const struct instrument *instrument, enum language language, struct buffer *out);
