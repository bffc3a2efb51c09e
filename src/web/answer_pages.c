// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/answer_pages.h"

#include "access/conflict.h"
#include "review/assessment.h"
#include "review/audit.h"
#include "review/case.h"
#include "review/review.h"
#include "web/case_address.h"
#include "web/routes.h"
#include "web/visit_words.h"

// What is asked of whom: found anew for each request.
struct asked {
    struct review review;
    struct case_record record;
    struct assessment draft;
    const struct criterion *criterion;
};

// The draft of this very person makes the case theirs to answer; what is not, and what a conflict of interest closes, is 403.
static bool find_draft(struct visit *visit, struct asked *asked)
{
    bool open, found;
    if (!case_find_selected(visit->store, visit->arena, visit->parts[0], visit->parts[1], (struct place){0},
                            &asked->record, &visit->problems)) {
        if (!visit->problems.input_output)
            visit_fail(visit, 403); // as a case of somebody else
        return false;
    }
    if (!case_is_open_to(visit->store, visit->arena, visit->account.id, asked->record.id, &open,
                         &visit->problems) ||
        !assessment_find(visit->store, visit->arena, visit->parts[0], asked->record.id, ASSESSMENT_REVIEW,
                         visit->account.sign_in_name, &found, &asked->draft, &visit->problems))
        return false;
    struct access_facts facts = {.own = found, .conflicted = !open};
    if (visit_allows(visit, PERMISSION_ASSESSMENT_WRITE, facts))
        return true;
    visit_fail(visit, 403);
    return false;
}

static bool find_criterion(struct visit *visit, struct asked *asked)
{
    const struct instrument *instrument;
    size_t index;
    if (!review_get_head(visit->store, visit->arena, visit->parts[0], &asked->review, &visit->problems) ||
        !kept_instrument(visit->kept, visit->store, &asked->review, &instrument, &visit->problems) ||
        !instrument_find_criterion(instrument, visit->parts[2], &index) ||
        !instrument->criteria[index].judged)
        return false;
    asked->criterion = &instrument->criteria[index];
    return true;
}

static bool find(struct visit *visit, struct asked *asked)
{
    return find_draft(visit, asked) && find_criterion(visit, asked);
}

// ---- The question --------------------------------------------------------------------------------------------------

static const struct answer *answer_kept(const struct asked *asked)
{
    for (size_t i = 0; i < asked->draft.answer_count; i++)
        if (text_equal(asked->draft.answers[i].criterion, asked->criterion->id))
            return &asked->draft.answers[i];
    return NULL;
}

static struct choices outcome_choices(const struct visit *visit, const struct criterion *criterion,
                                      struct text chosen)
{
    struct choices choices = {0};
    for (size_t i = 0; i < criterion->outcome_count; i++) {
        const struct outcome *outcome = &criterion->outcomes[criterion->order[i]];
        *ARRAY_APPEND(visit->arena, &choices) = (struct choice){
            .value = outcome->id,
            .label = localised_in(&outcome->label, visit->page.language),
            .chosen = text_equal(outcome->id, chosen)};
    }
    return choices;
}

static void show(struct visit *visit, const struct asked *asked, struct text chosen, struct text comment)
{
    const struct criterion *criterion = asked->criterion;
    enum language language = visit->page.language;
    struct text below = text_print(visit->arena, "/answers/%.*s", TEXT_PRINT(criterion->id));
    struct text review = asked->review.id, reference = asked->record.reference, none = {0};
    struct page_answer_data data = {.reference = reference,
                                    .case_address = case_address(visit->arena, review, reference, none),
                                    .address = case_address(visit->arena, review, reference, below),
                                    .title = localised_in(&criterion->title, language),
                                    .question = localised_in(&criterion->question, language),
                                    .guidance = localised_in(&criterion->guidance, language),
                                    .outcomes = outcome_choices(visit, criterion, chosen),
                                    .comment = comment,
                                    .version = asked->draft.version,
                                    .operation = visit_operation(visit)};
    page_answer(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void answer_form(struct visit *visit)
{
    struct asked asked;
    if (!find(visit, &asked))
        return;
    const struct answer *kept = answer_kept(&asked);
    show(visit, &asked, kept ? kept->judged : (struct text){0}, kept ? kept->comment : (struct text){0});
}

// ---- The answer ----------------------------------------------------------------------------------------------------

struct answering {
    struct text draft;
    int64_t version;
    struct answer answer;
};

static bool put(struct write *write, void *argument, struct problems *problems)
{
    struct answering *answering = argument;
    return assessment_answer(write, answering->draft, answering->version, &answering->answer, problems);
}

// False, and said, if the form cannot be what was shown.
static bool read_answer(struct visit *visit, const struct asked *asked, struct answering *answering)
{
    struct page *page = &visit->page;
    struct text outcome = form_value(&visit->form, "outcome");
    struct text comment = text_trim(form_value(&visit->form, "comment"));
    size_t index;
    *answering = (struct answering){.draft = asked->draft.id,
                                    .answer = {.criterion = asked->criterion->id,
                                               .criterion_hash = asked->criterion->hash,
                                               .judged = outcome,
                                               .comment = comment}};
    if (!criterion_find_outcome(asked->criterion, outcome, &index))
        visit_add_error(visit, "outcome", SAY("Choose an answer"));
    if (text_characters(comment) > LIMIT_COMMENT)
        visit_add_error(visit, "comment",
                        SAY("The comment has at most {limit} characters", NUMBER("limit", LIMIT_COMMENT)));
    struct message stale = message_changed_meanwhile();
    if (!text_to_int64(form_value(&visit->form, "version"), &answering->version))
        visit_add_error(visit, NULL, page_words(page, &stale));
    return !page->errors.count;
}

void answer_sent(struct visit *visit)
{
    struct asked asked;
    struct answering answering;
    struct act act = visit_act(visit, "save answer");
    if (!find(visit, &asked))
        return;
    bool good = read_answer(visit, &asked, &answering) &&
                act_do(visit->store, visit->arena, &act, put, &answering, NULL, &visit->problems);
    if (visit->problems.input_output)
        return;
    visit_take_problems(visit, NULL);
    if (good)
        visit_go(visit, visit->path);
    else
        show(visit, &asked, answering.answer.judged, answering.answer.comment);
}
