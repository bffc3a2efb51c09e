// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/answer_pages.h"

#include "access/conflict.h"
#include "review/assessment.h"
#include "review/audit.h"
#include "web/case_address.h"
#include "web/known_case.h"
#include "web/routes.h"
#include "web/visit_words.h"

// What is asked of whom.
struct asked {
    const struct known_case *found;
    struct assessment draft;
    const struct criterion *criterion;
};

// Whether the person may answer on this case, as `store` has it: the draft of this very person makes it theirs, and a conflict of interest
// closes it. The draft comes without its answers.
static bool find_draft(const struct visit *visit, struct store *store, struct arena *arena,
                       struct asked *asked, bool *may, struct problems *problems)
{
    const struct account *account = &visit->account;
    struct text case_id = asked->found->record.id;
    bool open, own;
    if (!case_is_open_to(store, arena, account->id, case_id, &open, problems) ||
        !assessment_find(store, arena, asked->found->review.id, case_id, ASSESSMENT_REVIEW,
                         account->sign_in_name, &own, &asked->draft, problems))
        return false;
    *may = visit_allows(visit, PERMISSION_ASSESSMENT_WRITE,
                        (struct access_facts){.own = own, .conflicted = !open});
    return true;
}

// What is nobody's or somebody else's, and a case that there is not, is 403 alike.
static bool check_draft(struct visit *visit, struct asked *asked)
{
    bool may = false;
    if (asked->found && !find_draft(visit, visit->store, visit->arena, asked, &may, &visit->problems))
        return false;
    if (!may && !visit->problems.input_output)
        visit_fail(visit, 403);
    return may;
}

static bool find_criterion(struct visit *visit, struct asked *asked)
{
    const struct instrument *instrument;
    size_t index;
    if (!kept_instrument(visit->kept, visit->store, &asked->found->review, &instrument, &visit->problems) ||
        !instrument_find_criterion(instrument, visit->parts[2], &index) ||
        !instrument->criteria[index].judged)
        return false;
    asked->criterion = &instrument->criteria[index];
    return true;
}

// ---- The question --------------------------------------------------------------------------------------------------

// Zeroed: there is none yet.
static bool read_kept(struct store *store, struct arena *arena, const struct asked *asked,
                      struct text criterion, struct answer *kept, struct problems *problems)
{
    struct assessment draft;
    if (!assessment_get(store, arena, asked->draft.id, &draft, problems))
        return false;
    *kept = (struct answer){0};
    for (size_t i = 0; i < draft.answer_count; i++)
        if (text_equal(draft.answers[i].criterion, criterion))
            *kept = draft.answers[i];
    return true;
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
    struct text review = asked->found->review.id, reference = asked->found->record.reference, none = {0};
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
    struct asked asked = {.found = known_case_find(visit)};
    struct answer kept;
    if (check_draft(visit, &asked) && find_criterion(visit, &asked) &&
        read_kept(visit->store, visit->arena, &asked, asked.criterion->id, &kept, &visit->problems))
        show(visit, &asked, kept.judged, kept.comment);
}

// ---- The answer ----------------------------------------------------------------------------------------------------

struct answering {
    const struct visit *visit;
    struct act act;
    struct asked *asked;
    int64_t version;
    struct answer answer;
};

// Whether the person may is asked where it is written, so that it cannot change in between. False without a problem: not.
static bool put(struct write *write, void *argument, struct problems *problems)
{
    struct answering *answering = argument;
    bool may;
    return find_draft(answering->visit, write->store, write->arena, answering->asked, &may, problems) &&
           may &&
           assessment_answer_draft(write, &answering->asked->draft, answering->version, &answering->answer,
                                   problems);
}

// A form that was sent before may hold another answer by now, as when somebody goes back to it: that one was never saved, and is not to be
// taken for it. False without a problem: the person may not any more.
static bool is_kept(struct store *store, struct answering *answering, struct problems *problems)
{
    struct arena *arena = answering->visit->arena;
    const struct answer *sent = &answering->answer;
    struct answer kept;
    bool may;
    if (!find_draft(answering->visit, store, arena, answering->asked, &may, problems) || !may ||
        !read_kept(store, arena, answering->asked, sent->criterion, &kept, problems))
        return false;
    if (text_equal(kept.judged, sent->judged) && text_equal(kept.comment, sent->comment))
        return true;
    return problem_report(problems, (struct place){0}, message_changed_meanwhile(), NO_MESSAGE);
}

static bool save(struct store *store, void *argument, struct problems *problems)
{
    struct answering *answering = argument;
    struct act_answer answer;
    return act_do(store, answering->visit->arena, &answering->act, put, answering, &answer, problems) &&
           (!answer.repeated || is_kept(store, answering, problems));
}

// False, and said, if the form cannot be what was shown. It is written when the worker, whose the instrument is, does something else or has
// ended.
static bool read_answer(struct visit *visit, struct asked *asked, struct answering *answering)
{
    struct page *page = &visit->page;
    struct text outcome = form_value(&visit->form, "outcome");
    struct text comment = text_trim(form_value(&visit->form, "comment"));
    size_t index;
    *answering = (struct answering){
        .visit = visit,
        .act = visit_act(visit, "save answer"),
        .asked = asked,
        .answer = {.criterion = text_copy(visit->arena, asked->criterion->id),
                   .criterion_hash = text_copy(visit->arena, asked->criterion->hash),
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
    struct asked *asked = ARENA_NEW(visit->arena, struct asked);
    asked->found = known_case_find(visit);
    struct answering *answering = ARENA_NEW(visit->arena, struct answering);
    bool is_asked = asked->found && find_criterion(visit, asked);
    if (is_asked && read_answer(visit, asked, answering)) {
        if (visit_write_first(visit, save, answering, NULL)) {
            visit_go(visit, visit->path);
            return;
        }
        if (!visit->problems.input_output)
            visit_take_problems(visit, NULL);
    }
    if (!visit->problems.input_output && check_draft(visit, asked) && is_asked)
        show(visit, asked, answering->answer.judged, answering->answer.comment);
}
