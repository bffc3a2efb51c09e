// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/complete.h"

#include "report/recommendations.h"

static struct place place_of(const struct results *results, struct problems *problems, const char *what,
                             struct text name)
{
    return (struct place){
        .source = results->review.id,
        .name = text_print(problems->arena, "%s %.*s", what, TEXT_PRINT(name)),
    };
}

static struct place place_of_answer(const struct results *results, struct problems *problems,
                                    struct text reference, struct text criterion)
{
    return (struct place){
        .source = results->review.id,
        .name = text_print(problems->arena, "%.*s, %.*s", TEXT_PRINT(reference), TEXT_PRINT(criterion)),
    };
}

static bool check_disagreements(const struct results *results, struct problems *problems)
{
    for (size_t i = 0; i < results->agreed.disagreements.count; i++) {
        const struct disagreement *differs = &results->agreed.disagreements.items[i];
        problem_report(problems, place_of_answer(results, problems, differs->reference, differs->criterion),
                       MESSAGE_COUNT("one reviewer's answers differ and nobody has moderated them",
                                     "the answers of {n} reviewers differ and nobody has moderated them",
                                     differs->reviewer_count),
                       MESSAGE("agree what holds and record it with: craffu moderate"));
    }
    return results->agreed.disagreements.count == 0;
}

static bool check_every_criterion_is_answered(const struct results *results, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < results->case_count; i++)
        for (size_t c = 0; c < results->instrument->criterion_count; c++) {
            const struct case_record *record = &results->cases[i].entry->record;
            const struct criterion *criterion = &results->instrument->criteria[c];
            if (results->cases[i].answers[c].outcome != OUTCOME_NONE || results->cases[i].answers[c].disputed)
                continue;
            good = problem_report(
                problems, place_of_answer(results, problems, record->reference, criterion->id),
                MESSAGE("no reviewer has answered this criterion, so its outcomes do not sum to the cases"),
                MESSAGE("answer it with craffu assess, or with craffu moderate where the case is assessed"));
        }
    return good;
}

// Whether the answer still speaks of the question and the computed outcome that it spoke of when it was given.
static bool check_answer(const struct results *results, const struct agreed_answer *agreed,
                         struct problems *problems)
{
    struct place place = place_of_answer(results, problems, agreed->reference, agreed->criterion);
    size_t c, row, outcome;
    if (!instrument_find_criterion(results->instrument, agreed->criterion, &c))
        return problem_report(problems, place, MESSAGE("the instrument has no such criterion"), NO_MESSAGE);
    const struct criterion *criterion = &results->instrument->criteria[c];
    if (!text_equal(agreed->criterion_hash, criterion->hash))
        return problem_report(
            problems, place, MESSAGE("the criterion asked something else when it was answered"),
            MESSAGE("assess the case again: an answer is never carried to another question"));
    if (agreed->judged.length && !criterion_find_outcome(criterion, agreed->judged, &outcome))
        return problem_report_value(problems, place, agreed->judged,
                                    MESSAGE("the criterion has no such outcome"), NO_MESSAGE);
    if (!agreed->departs || !results_find_case(results, agreed->case_id, &row))
        return true;
    uint8_t now = results->cases[row].answers[c].outcome;
    struct text computed = now < OUTCOME_TO_JUDGE ? criterion->outcomes[now].id : (struct text){0};
    if (text_equal(computed, agreed->computed))
        return true;
    return problem_report(
        problems, place,
        MESSAGE("the computed outcome was {old} when the reviewer departed from it, and is now {new}",
                VALUE("old", agreed->computed), VALUE("new", computed)),
        MESSAGE("moderate the case: say what holds of it now"));
}

static bool check_answers(const struct results *results, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < results->agreed.answers.count; i++)
        good &= check_answer(results, &results->agreed.answers.items[i], problems);
    return good;
}

static bool check_texts(const struct localised *text, struct place place, struct message hint,
                        struct problems *problems)
{
    bool good = true;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        if (text->in[language].length == 0)
            good = problem_report(problems, place,
                                  MESSAGE("the text is missing in {language}",
                                          VALUE("language", language_name((enum language)language))),
                                  hint);
    return good;
}

static struct message missing_reason(void)
{
    return MESSAGE("give it with: craffu translate");
}

static bool check_departure_reasons(const struct results *results, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < results->case_count; i++)
        for (size_t c = 0; c < results->instrument->criterion_count; c++) {
            const struct case_answer *answer = &results->cases[i].answers[c];
            if (answer->departs)
                good &= check_texts(&answer->departure_reason,
                                    place_of_answer(results, problems,
                                                    results->cases[i].entry->record.reference,
                                                    results->instrument->criteria[c].id),
                                    missing_reason(), problems);
        }
    return good;
}

static bool check_comment(const struct results *results, const struct outcome_comment *comment,
                          struct problems *problems)
{
    struct place place = place_of(results, problems, "comment", comment->criterion);
    size_t c, outcome, row;
    if (!instrument_find_criterion(results->instrument, comment->criterion, &c) ||
        !criterion_find_outcome(&results->instrument->criteria[c], comment->outcome, &outcome))
        return problem_report_value(
            problems, place, comment->outcome,
            MESSAGE("the comment stands beside an outcome that the instrument does not have"), NO_MESSAGE);
    bool good = check_texts(&comment->text, place, NO_MESSAGE, problems);
    for (size_t i = 0; i < comment->case_count; i++) {
        const struct linked_case *linked = &comment->cases[i];
        if (results_find_case(results, linked->id, &row) && results->cases[row].answers[c].outcome == outcome)
            continue;
        good = problem_report_value(
            problems, place, linked->reference,
            MESSAGE("the comment speaks of a case that does not have the outcome {outcome}",
                    VALUE("outcome", comment->outcome)),
            MESSAGE("link only cases that have it; craffu trace lists them"));
    }
    return good;
}

static bool check_finding(const struct results *results, const struct finding *finding,
                          struct problems *problems)
{
    struct place place = place_of(results, problems, "finding", finding->id);
    size_t row, criterion;
    bool good = check_texts(&finding->text, place, NO_MESSAGE, problems);
    for (size_t i = 0; i < finding->case_count; i++)
        if (!results_find_case(results, finding->cases[i].id, &row))
            good = problem_report_value(problems, place, finding->cases[i].reference,
                                        MESSAGE("the finding speaks of a case that was not reviewed"),
                                        NO_MESSAGE);
    for (size_t i = 0; i < finding->criterion_count; i++)
        if (!instrument_find_criterion(results->instrument, finding->criteria[i], &criterion))
            good = problem_report_value(problems, place, finding->criteria[i],
                                        MESSAGE("the instrument has no such criterion"), NO_MESSAGE);
    return good;
}

// Why each case left the review, and where it went: the report prints both.
static bool check_ledger(const struct results *results, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < results->ledger.list.count; i++) {
        const struct ledger_entry *entry = &results->ledger.list.items[i];
        struct place place = {.source = results->review.id, .name = entry->record.reference};
        bool left = entry->state != LEDGER_WAITING && entry->state != LEDGER_REVIEWED;
        bool elsewhere = entry->elsewhere.in[LANGUAGE_ENGLISH].length ||
                         entry->elsewhere.in[LANGUAGE_WELSH].length;
        if (left)
            good &= check_texts(&entry->reason, place, missing_reason(), problems);
        if (elsewhere)
            good &= check_texts(&entry->elsewhere, place, missing_reason(), problems);
    }
    return good;
}

bool results_complete(const struct results *results, struct problems *problems)
{
    bool good = check_disagreements(results, problems);
    good &= check_every_criterion_is_answered(results, problems);
    good &= check_answers(results, problems);
    good &= check_departure_reasons(results, problems);
    good &= check_ledger(results, problems);
    good &= check_texts(&results->review.title, place_of(results, problems, "title", (struct text){0}),
                        NO_MESSAGE, problems);
    for (size_t i = 0; i < results->sections.list.count; i++)
        good &= check_texts(&results->sections.list.items[i].text,
                            place_of(results, problems, "section", results->sections.list.items[i].key),
                            NO_MESSAGE, problems);
    for (size_t i = 0; i < results->findings.list.count; i++)
        good &= check_finding(results, &results->findings.list.items[i], problems);
    good &= recommendations_complete(results, problems);
    for (size_t i = 0; i < results->comments.list.count; i++)
        good &= check_comment(results, &results->comments.list.items[i], problems);
    return good;
}
