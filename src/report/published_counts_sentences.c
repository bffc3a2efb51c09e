// SPDX-License-Identifier: GPL-3.0-or-later
// Of the cases that findings and comments are linked to.
#include "report/published_counts_parts.h"
#include "report/same_cases.h"

// The distinct cases that a sentence is linked to, all or in one part.
static size_t rows_of(const struct results *results, const struct linked_case *cases, size_t count,
                      const struct text *part, bool *rows)
{
    size_t distinct = 0, row;
    for (size_t i = 0; i < count; i++)
        if ((!part || text_equal(*part, cases[i].part)) && results_find_case(results, cases[i].id, &row) &&
            !rows[row]) {
            rows[row] = true;
            distinct++;
        }
    return distinct;
}

// `said`: the sentence is said to be about the criterion. If not, a reader sees at most that it is about exactly the cases
// of an outcome. True: its cases are some of an outcome's, or all, as far as a reader sees.
static bool add_to_outcome(struct published_counts *counts, const struct results *results, size_t words,
                           const bool *rows, size_t c, bool said)
{
    const struct criterion *criterion = &results->instrument->criteria[c];
    uint8_t outcome = OUTCOME_NONE;
    for (size_t row = 0; row < results->case_count; row++) {
        if (!rows[row])
            continue;
        if (outcome != OUTCOME_NONE && outcome != results->cases[row].answers[c].outcome)
            return false;
        outcome = results->cases[row].answers[c].outcome;
    }
    if (outcome >= OUTCOME_TO_JUDGE)
        return false;
    size_t whole = counts_find(counts,
                               counts_name(counts, criterion->id, "", criterion->outcomes[outcome].id));
    bool same = counts->counts.items[whole].value == counts->counts.items[words].value;
    if (same)
        counts_add_same(counts, words, whole);
    else if (said)
        counts_add_part(counts, words, whole);
    return same || said;
}

static bool names(const struct text *criteria, size_t count, struct text id)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(criteria[i], id))
            return true;
    return false;
}

// The parts of a sentence have more cases than all together: so many times a case is in a further part.
static void add_surplus(struct published_counts *counts, struct suppression_equation *equation, size_t at,
                        size_t all, int64_t surplus)
{
    size_t further = counts_add(counts, (struct text){0}, surplus);
    equation_add_term(equation, further, -1);
    *ARRAY_APPEND(counts->arena, &counts->rests) = (struct published_rest){all, all, further, at, SIZE_MAX};
}

// Where each case is in one part, a reader takes the parts for all of `whole`. They follow `all`, one after the other.
static void add_whole(struct published_counts *counts, size_t all, size_t whole, size_t first_rest)
{
    struct suppression_equation equation = *counts_add_equation(counts, counts->counts.count - all + 1);
    size_t at = counts->equations.count - 1;
    int64_t rest = counts->counts.items[whole].value;
    equation_add_term(&equation, whole, -1);
    for (size_t i = all + 1; i < counts->counts.count; i++)
        if (counts->names.items[i].length) {
            equation_add_term(&equation, i, 1);
            rest -= counts->counts.items[i].value;
        }
    if (rest < 0 && whole == all)
        add_surplus(counts, &equation, at, all, -rest);
    else if (rest)
        equation.term_count = 0;
    counts->equations.items[at] = equation;
    for (size_t i = first_rest; i < counts->rests.count; i++)
        if (counts->rests.items[i].whole == whole && counts->rests.items[i].part != all)
            counts->rests.items[i].sum = at;
}

// `outcome`: the count of the outcome that a comment stands beside.
static void read_sentence(struct published_counts *counts, const struct results *results, struct text name,
                          const struct linked_case *cases, size_t count, const struct text *criteria,
                          size_t criterion_count, size_t outcome)
{
    size_t all = SIZE_MAX, first_rest = counts->rests.count;
    for (size_t i = 0; i <= count; i++) { // all together, then each part where it is first named
        const struct text *part = i ? &cases[i - 1].part : NULL;
        struct text own = part ? counts_name(counts, name, "", *part) : name;
        if ((part && part->length == 0) || counts_find(counts, own) != SIZE_MAX)
            continue;
        bool *rows = ARENA_ARRAY(counts->arena, bool, results->case_count);
        size_t words = counts_add(counts, own, (int64_t)rows_of(results, cases, count, part, rows));
        if (part)
            counts_add_part(counts, words, all);
        else
            all = words;
        bool of_outcome = false;
        for (size_t c = 0; c < results->instrument->criterion_count; c++)
            of_outcome |= add_to_outcome(
                counts, results, words, rows, c,
                names(criteria, criterion_count, results->instrument->criteria[c].id));
        if (!of_outcome)
            counts_add_part(counts, words, counts->reviewed);
        same_cases_link(counts->same, words, rows);
    }
    add_whole(counts, all, all, first_rest);
    if (outcome != SIZE_MAX)
        add_whole(counts, all, outcome, first_rest);
}

void counts_read_sentences(struct published_counts *counts, const struct results *results)
{
    for (size_t i = 0; i < results->findings.list.count; i++) {
        const struct finding *finding = &results->findings.list.items[i];
        read_sentence(counts, results, text_print(counts->arena, "finding.%zu", i + 1), finding->cases,
                      finding->case_count, finding->criteria, finding->criterion_count, SIZE_MAX);
    }
    for (size_t i = 0; i < results->comments.list.count; i++) {
        const struct outcome_comment *comment = &results->comments.list.items[i];
        read_sentence(counts, results, text_print(counts->arena, "comment.%zu", i + 1), comment->cases,
                      comment->case_count, &comment->criterion, 1,
                      counts_find(counts, counts_name(counts, comment->criterion, "", comment->outcome)));
    }
}
