// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/assessment.h"

#include "review/audit.h"
#include "review/ledger.h"
#include "review/review.h"

static const char *const kind_ids[] = {
    [ASSESSMENT_REVIEW] = "review", [ASSESSMENT_MODERATION] = "moderation"};
static const char *const standing_ids[STANDING_COUNT] = {
    [STANDING_MET] = "met",
    [STANDING_NOT_MET] = "not_met",
    [STANDING_NOT_APPLICABLE] = "not_applicable",
    [STANDING_NOT_RECORDED] = "not_recorded",
    [STANDING_CANNOT_CONCLUDE] = "cannot_conclude",
};

static enum standing standing_from_id(struct text id)
{
    unsigned standing = 0;
    while (standing < STANDING_COUNT - 1 && !text_equal(id, text_from(standing_ids[standing])))
        standing++;
    return (enum standing)standing;
}

static const char *const finds[] = {
    [ASSESSMENT_REVIEW] = "assessment_find", [ASSESSMENT_MODERATION] = "moderation_find"};

static bool refuse(struct problems *problems, struct message what)
{
    return problem_report(problems, (struct place){0}, what, NO_MESSAGE);
}

static bool count_of(struct write *write, const char *query, struct text review, struct text case_id,
                     size_t column, int64_t *count, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, query,
                                          STORE_VALUES(store_text(review), store_text(case_id)));
    *count = store_next(rows) ? store_column_integer(rows, column) : 0;
    return store_finish(rows, problems);
}

static bool check_assessable(struct write *write, struct text review, struct text case_id,
                             struct problems *problems)
{
    enum ledger_state state;
    struct text reference;
    if (!review_check_open(write, review, problems) ||
        !ledger_state_of(write, review, case_id, &state, &reference, problems))
        return false;
    if (state == LEDGER_WAITING || state == LEDGER_REVIEWED)
        return true;
    return refuse(problems, MESSAGE("the case {reference} cannot be assessed: it is {state}",
                                    VALUE("reference", reference), WORD("state", ledger_state_words(state))));
}

// A case with moderation: assessments that come after it would not have been moderated.
static bool check_unmoderated(struct write *write, struct text review, struct text case_id,
                              struct problems *problems)
{
    int64_t moderations = 0;
    if (!count_of(write, "moderation_exists", review, case_id, 0, &moderations, problems))
        return false;
    return !moderations || refuse(problems, MESSAGE("the case has a moderation already"));
}

static bool check_no_draft_moderation(struct write *write, struct text review, struct text case_id,
                                      struct problems *problems)
{
    int64_t drafts = 0;
    if (!count_of(write, "moderation_exists", review, case_id, 1, &drafts, problems))
        return false;
    return !drafts || refuse(problems, MESSAGE("the case is being moderated already"));
}

// Asked before it is tried: the database refuses even to try where the other one is submitted.
static bool check_new(struct write *write, struct text review, struct text case_id, enum assessment_kind kind,
                      struct text reviewer, struct problems *problems)
{
    struct store_rows *rows = store_query(
        write->store, write->arena, finds[kind],
        STORE_VALUES(store_text(review), store_text(case_id), store_text(reviewer)));
    bool found = store_next(rows) && kind == ASSESSMENT_REVIEW;
    if (!store_finish(rows, problems))
        return false;
    return !found || refuse(problems, MESSAGE("{reviewer} has an assessment of this case already",
                                              VALUE("reviewer", reviewer)));
}

static bool begin(struct write *write, struct text review, struct text case_id, enum assessment_kind kind,
                  struct text reviewer, enum language language, struct text *id, struct problems *problems)
{
    if (!text_trim(reviewer).length)
        return refuse(problems, MESSAGE("an assessment names its reviewer"));
    if (!check_new(write, review, case_id, kind, reviewer, problems))
        return false;
    struct text made = write_identifier(write), kind_id = text_from(kind_ids[kind]);
    struct audited audited = {
        kind == ASSESSMENT_REVIEW ? "assessment.begin" : "moderation.begin", "assessment", made,
        AUDIT_DETAIL(write->arena, {"review", review}, {"case", case_id}, {"reviewer", reviewer})};
    if (!write_row(write, audited, "assessment_insert",
                   STORE_VALUES(store_text(made), store_text(review), store_text(case_id),
                                store_text(kind_id), store_text(reviewer),
                                store_text(text_from(language_code(language)))),
                   NO_MESSAGE, problems))
        return false;
    *id = made;
    return true;
}

bool assessment_begin(struct write *write, struct text review, struct text case_id, struct text reviewer,
                      enum language language, struct text *id, struct problems *problems)
{
    return check_assessable(write, review, case_id, problems) &&
           check_unmoderated(write, review, case_id, problems) &&
           begin(write, review, case_id, ASSESSMENT_REVIEW, reviewer, language, id, problems) &&
           ledger_settle(write, review, case_id, problems);
}

bool moderation_begin(struct write *write, struct text review, struct text case_id, struct text moderator,
                      enum language language, struct text *id, struct problems *problems)
{
    int64_t drafts = 0, submitted = 0;
    if (!check_assessable(write, review, case_id, problems) ||
        !check_no_draft_moderation(write, review, case_id, problems) ||
        !count_of(write, "selection_progress", review, case_id, 0, &drafts, problems) ||
        !count_of(write, "selection_progress", review, case_id, 1, &submitted, problems))
        return false;
    if (!submitted)
        return refuse(
            problems,
            MESSAGE("there is nothing to moderate: nobody has submitted an assessment of the case"));
    if (drafts)
        return refuse(problems,
                      MESSAGE("the case cannot be moderated yet: an assessment of it is not submitted"));
    return begin(write, review, case_id, ASSESSMENT_MODERATION, moderator, language, id, problems);
}

static struct assessment read_assessment(const struct store_rows *rows)
{
    struct assessment assessment = {
        .id = store_column_text(rows, 0),
        .review = store_column_text(rows, 1),
        .case_id = store_column_text(rows, 2),
        .reference = store_column_text(rows, 3),
        .kind = text_equal(store_column_text(rows, 4), TEXT("review")) ? ASSESSMENT_REVIEW
                                                                       : ASSESSMENT_MODERATION,
        .state = text_equal(store_column_text(rows, 5), TEXT("draft")) ? ASSESSMENT_DRAFT
                                                                       : ASSESSMENT_SUBMITTED,
        .reviewer = store_column_text(rows, 6),
        .comment = store_column_text(rows, 8),
        .submitted_at = store_column_integer(rows, 9),
        .version = store_column_integer(rows, 10),
    };
    language_from_code(store_column_text(rows, 7), &assessment.language);
    return assessment;
}

// Without its answers.
static bool get_head(struct store *store, struct arena *arena, struct text id, struct assessment *assessment,
                     struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "assessment_get", STORE_VALUES(store_text(id)));
    struct assessment read = {0};
    bool found = store_next(rows);
    if (found)
        read = read_assessment(rows);
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return refuse(problems, MESSAGE("there is no such assessment"));
    *assessment = read;
    return true;
}

// A problem if it is frozen, or its review is published.
static bool check_draft(struct write *write, const struct assessment *draft, struct problems *problems)
{
    if (draft->state == ASSESSMENT_SUBMITTED)
        return refuse(problems,
                      MESSAGE("the assessment of {reference} by {reviewer} is submitted: it is frozen",
                              VALUE("reference", draft->reference), VALUE("reviewer", draft->reviewer)));
    return review_check_open(write, draft->review, problems);
}

// The draft that is to be changed, without its answers.
static bool get_draft(struct write *write, struct text id, struct assessment *draft,
                      struct problems *problems)
{
    return get_head(write->store, write->arena, id, draft, problems) && check_draft(write, draft, problems);
}

static bool check_answer(const struct answer *answer, struct problems *problems)
{
    struct place place = {.name = answer->criterion};
    if (!answer->criterion.length || answer->criterion.length > LIMIT_IDENTIFIER_BYTES)
        return refuse(problems, MESSAGE("an answer names its criterion"));
    if (answer->computed.length && answer->judged.length)
        return problem_report(
            problems, place,
            MESSAGE("a computed outcome is not judged: a reviewer who sees it differently departs "
                    "from it, with a reason"),
            NO_MESSAGE);
    if (answer->departs && !answer->computed.length)
        return problem_report(problems, place, MESSAGE("there is no computed outcome to depart from"),
                              NO_MESSAGE);
    if (answer->departs && !text_trim(answer->reason).length)
        return problem_report(problems, place,
                              MESSAGE("a departure from the computed outcome needs a reason"), NO_MESSAGE);
    if (!answer->departs && answer->reason.length)
        return problem_report(problems, place, MESSAGE("a reason is given, but no departure"),
                              MESSAGE("what else is to be said goes into the comment"));
    return true;
}

static bool put_answer(struct write *write, struct text draft, const struct answer *answer,
                       struct problems *problems)
{
    struct text departure = answer->departs ? text_from(standing_ids[answer->departure]) : (struct text){0};
    struct store_values values = STORE_VALUES(
        store_text(draft), store_text(answer->criterion), store_text(answer->criterion_hash),
        store_optional(answer->computed), store_optional(answer->judged), store_optional(departure),
        store_optional(answer->reason), store_text(answer->comment));
    int64_t changed = 0;
    return write_part(write, "answer_change", values, &changed, problems) &&
           (changed || write_part(write, "answer_insert", values, NULL, problems));
}

bool assessment_answer_draft(struct write *write, const struct assessment *draft, int64_t version,
                             const struct answer *answer, struct problems *problems)
{
    if (!check_answer(answer, problems) || !check_draft(write, draft, problems))
        return false;
    struct audited audited = {"assessment.answer", "assessment", draft->id,
                              AUDIT_DETAIL(write->arena, {"criterion", answer->criterion})};
    return write_row(write, audited, "assessment_touch",
                     STORE_VALUES(store_text(draft->id), store_integer(version)), message_changed_meanwhile(),
                     problems) &&
           put_answer(write, draft->id, answer, problems);
}

bool assessment_answer(struct write *write, struct text id, int64_t version, const struct answer *answer,
                       struct problems *problems)
{
    struct assessment draft;
    return get_head(write->store, write->arena, id, &draft, problems) &&
           assessment_answer_draft(write, &draft, version, answer, problems);
}

bool assessment_comment(struct write *write, struct text id, int64_t version, struct text comment,
                        struct problems *problems)
{
    struct assessment draft;
    if (!get_draft(write, id, &draft, problems))
        return false;
    struct audited audited = {"assessment.comment", "assessment", id, {0}};
    return write_row(write, audited, "assessment_comment",
                     STORE_VALUES(store_text(id), store_integer(version), store_text(comment)),
                     message_changed_meanwhile(), problems);
}

bool assessment_submit(struct write *write, struct text id, int64_t version, struct problems *problems)
{
    struct assessment draft;
    if (!get_draft(write, id, &draft, problems) ||
        !check_assessable(write, draft.review, draft.case_id, problems))
        return false;
    struct audited audited = {draft.kind == ASSESSMENT_REVIEW ? "assessment.submit" : "moderation.submit",
                              "assessment", id,
                              AUDIT_DETAIL(write->arena, {"review", draft.review}, {"case", draft.case_id},
                                           {"reviewer", draft.reviewer})};
    return write_row(write, audited, "assessment_submit",
                     STORE_VALUES(store_text(id), store_integer(version), store_integer(write->act->at)),
                     message_changed_meanwhile(), problems) &&
           ledger_settle(write, draft.review, draft.case_id, problems);
}

bool assessment_withdraw(struct write *write, struct text id, int64_t version, struct problems *problems)
{
    struct assessment draft;
    if (!get_draft(write, id, &draft, problems))
        return false;
    struct audited audited = {"assessment.withdraw", "assessment", id,
                              AUDIT_DETAIL(write->arena, {"review", draft.review}, {"case", draft.case_id},
                                           {"reviewer", draft.reviewer})};
    // Marked first, so that the answers go only if the draft is the one that was seen.
    return write_row(write, audited, "assessment_touch", STORE_VALUES(store_text(id), store_integer(version)),
                     message_changed_meanwhile(), problems) &&
           write_part(write, "answer_delete_all", STORE_VALUES(store_text(id)), NULL, problems) &&
           write_part(write, "assessment_delete", STORE_VALUES(store_text(id), store_integer(version + 1)),
                      NULL, problems) &&
           ledger_settle(write, draft.review, draft.case_id, problems);
}

static struct answer read_answer(const struct store_rows *rows)
{
    return (struct answer){
        .criterion = store_column_text(rows, 1),
        .criterion_hash = store_column_text(rows, 2),
        .computed = store_column_text(rows, 3),
        .judged = store_column_text(rows, 4),
        .departs = !store_column_is_null(rows, 5),
        .departure = standing_from_id(store_column_text(rows, 5)),
        .reason = store_column_text(rows, 6),
        .comment = store_column_text(rows, 7),
    };
}

// Answers come in the order of their assessments: one walk.
static bool add_answers(struct store *store, struct arena *arena, const char *query, struct text of,
                        struct assessment *assessments, size_t count, struct problems *problems)
{
    ARRAY_OF(struct answer) answers = {0};
    ARRAY_OF(struct text) owners = {0};
    struct store_rows *rows = store_query(store, arena, query, STORE_VALUES(store_text(of)));
    while (store_next(rows)) {
        *ARRAY_APPEND(arena, &owners) = store_column_text(rows, 0);
        *ARRAY_APPEND(arena, &answers) = read_answer(rows);
    }
    if (!store_finish(rows, problems))
        return false;
    for (size_t i = 0, next = 0; i < count; i++) {
        size_t first = next;
        while (next < answers.count && text_equal(owners.items[next], assessments[i].id))
            next++;
        assessments[i].answers = next > first ? &answers.items[first] : NULL;
        assessments[i].answer_count = next - first;
    }
    return true;
}

bool assessment_get(struct store *store, struct arena *arena, struct text id, struct assessment *assessment,
                    struct problems *problems)
{
    struct assessment read;
    if (!get_head(store, arena, id, &read, problems) ||
        !add_answers(store, arena, "answer_list", id, &read, 1, problems))
        return false;
    *assessment = read;
    return true;
}

bool assessment_find(struct store *store, struct arena *arena, struct text review, struct text case_id,
                     enum assessment_kind kind, struct text reviewer, bool *found,
                     struct assessment *assessment, struct problems *problems)
{
    struct store_rows *rows = store_query(
        store, arena, finds[kind],
        STORE_VALUES(store_text(review), store_text(case_id), store_text(reviewer)));
    struct assessment read = {0};
    bool there = store_next(rows);
    if (there)
        read = read_assessment(rows);
    if (!store_finish(rows, problems))
        return false;
    *found = there;
    if (there)
        *assessment = read;
    return true;
}

bool assessment_list(struct store *store, struct arena *arena, struct text review,
                     struct assessment_list *list, struct problems *problems)
{
    struct assessment_list read = {0};
    struct store_rows *rows = store_query(store, arena, "assessment_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = read_assessment(rows);
    if (!store_finish(rows, problems) ||
        !add_answers(store, arena, "answer_list_review", review, read.list.items, read.list.count, problems))
        return false;
    *list = read;
    return true;
}

// Whose departure it is: its language, its review. A problem if there is no submitted departure.
static bool find_departure(struct write *write, struct text assessment, struct text criterion,
                           enum language *language, struct text *review, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "departure_language",
                                          STORE_VALUES(store_text(assessment), store_text(criterion)));
    bool found = store_next(rows) && text_equal(store_column_text(rows, 2), TEXT("submitted")) &&
                 language_from_code(store_column_text(rows, 0), language);
    if (found)
        *review = store_column_text(rows, 1);
    if (!store_finish(rows, problems))
        return false;
    return found || refuse(problems, MESSAGE("there is no submitted departure from {criterion} to translate",
                                             VALUE("criterion", criterion)));
}

bool departure_translate(struct write *write, struct text assessment, struct text criterion,
                         enum language language, struct text reason, struct problems *problems)
{
    enum language original;
    struct text review;
    if (!find_departure(write, assessment, criterion, &original, &review, problems) ||
        !review_check_open(write, review, problems))
        return false;
    if (language == original)
        return refuse(problems, MESSAGE("the departure is written in this language: it is frozen"));
    if (!text_trim(reason).length)
        return refuse(problems, MESSAGE("the translation is empty"));
    struct text code = text_from(language_code(language));
    struct audited audited = {"departure.translate", "assessment", assessment,
                              AUDIT_DETAIL(write->arena, {"criterion", criterion}, {"language", code})};
    return write_row(
        write, audited, "departure_translate",
        STORE_VALUES(store_text(assessment), store_text(criterion), store_text(code), store_text(reason)),
        NO_MESSAGE, problems);
}
