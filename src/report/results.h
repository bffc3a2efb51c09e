// SPDX-License-Identifier: GPL-3.0-or-later
// What a review found: its reviewed cases, each with the outcome that counts for every criterion. Read from the record,
// computed afresh; nothing is stored as a total. Tables, documents and traces are all made from this.
#pragma once

#include "base/text_map.h"
#include "report/trend.h"
#include "review/agreed.h"
#include "review/approval.h"
#include "review/disclosure.h"
#include "review/draw.h"
#include "review/outcome_comment.h"
#include "review/ledger.h"
#include "review/office.h"
#include "review/population_record.h"
#include "review/recommendation.h"
#include "review/review.h"
#include "review/section.h"

// One criterion of one reviewed case. The outcome that counts is the computed one where there is a rule, else the agreed
// judgement. A departure changes the judged standing, never the count.
struct case_answer {
    uint8_t
        outcome; // index of the criterion's outcome; OUTCOME_NONE: a judgement is missing, which blocks the report
    enum outcome_reason reason;
    uint16_t detail;
    bool departs;
    enum standing judged_standing;
    struct localised departure_reason;
    bool moderated;
    bool disputed; // the reviewers differ and nobody has moderated it
};

struct reviewed_case {
    const struct ledger_entry *entry;
    size_t group;                // index of the value of the group field; GROUP_UNKNOWN where it is not known
    struct case_answer *answers; // by index of the criterion
};
enum { GROUP_UNKNOWN = LIMIT_OUTCOMES * 1000 };

struct kept_review; // report/kept_review.h

struct results {
    struct review review;
    const struct instrument *instrument;
    struct ledger ledger;
    struct case_list
        beside;          // the cases of the same extracts that are not selected: their people are known too
    struct log_list log; // of all of these cases, if the instrument calls anything in it personal; else empty
    struct ledger_counts ledger_counts;
    struct reviewed_case *cases; // by reference
    size_t case_count;
    struct text_map by_id;              // the index of a case by its id
    struct case_rows rows;              // row i is cases[i]
    struct random_sample sample;        // whether anything may be estimated from these cases
    struct assessment_list assessments; // of all selected cases, drafts and moderations as well
    struct agreed agreed;
    struct finding_list findings;
    struct outcome_comment_list comments;
    struct section_list sections;
    struct approval welsh;
    struct text
        commitment; // under which the cases were drawn, here or in the review that they came from; or empty
    struct receipt receipt; // of its own draw, whose words are published beside the report; or empty
    struct text
        audit_log; // the end of the audit log when the review was published; empty: it is not published
    struct disclosure disclosure;
    bool has_office;
    struct office office;                       // as it counts for this review, if has_office
    struct recommendation_list recommendations; // as they stood when the review was published, or stand now
    bool has_population;
    struct population_totals population; // of every case recorded, if has_population
    struct trend trend;                  // empty unless trend_read has filled it
    int64_t
        removed_at; // when its cases were removed, some or all: nothing is computed any more. 0: they are there
    struct text removed_extract;
    struct kept_review *kept; // what stays, if they were
};

// Reads and computes a review, from one consistent picture of the record. False if it cannot be read at all. What stands
// in the way of publishing is asked apart, with results_complete, since staff want the tables before.
bool results_read(struct store *store, struct arena *arena, struct text review, struct results *results,
                  struct problems *problems);

// A problem, which says when, if its cases were removed.
bool results_check_present(const struct results *results, struct problems *problems);
// How many were reviewed, as it was published if they were removed.
int64_t results_reviewed(const struct results *results);

// How many of the cases have an outcome.
int64_t results_count(const struct results *results, size_t criterion, size_t outcome);
// Compliance: how many met the criterion, of how many in a base (NULL: all reviewed cases). `as_judged` takes the
// reviewers' departures in place of the computed standing; the base is always by the counted outcomes.
bool results_in_base(const struct results *results, size_t row, size_t criterion,
                     const struct compliance_base *base);
bool results_is_met(const struct results *results, size_t row, size_t criterion, bool as_judged);
int64_t results_count_base(const struct results *results, size_t criterion,
                           const struct compliance_base *base);
int64_t results_count_met(const struct results *results, size_t criterion, const struct compliance_base *base,
                          bool as_judged);
int64_t results_count_group(const struct results *results, size_t value);
// The reviewed case of this id; false if it is not among them.
bool results_find_case(const struct results *results, struct text case_id, size_t *index);
