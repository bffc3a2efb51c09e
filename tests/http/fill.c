// SPDX-License-Identifier: GPL-3.0-or-later
// fill FOLDER [REVIEW]   For each review of a data folder, or for this one, whose cases are selected and not moderated yet: a person who manages it and reviews its cases, a
// session of that person, and a draft on each case. Prints a line a review: the review, the person, the session's token, a token for
// forms, and the references of its cases, between tabs. For tests of answers, and for bench/web/run.
#include "access/access.h"
#include "access/conflict.h"
#include "access/password.h"
#include "access/session.h"
#include "base/civil.h"
#include "format/secret_file.h"
#include "review/assessment.h"
#include "review/audit_chain.h"
#include "review/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct filling {
    struct access_settings settings;
    const struct review *review;
    struct text token;
};

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    return at.tv_sec * MICROSECONDS_PER_SECOND + at.tv_nsec / 1000;
}

static bool add_person(struct write *write, struct filling *filling, struct account *account,
                       struct problems *problems)
{
    *account = (struct account){
        .sign_in_name = text_print(write->arena, "%.*s@office.example", TEXT_PRINT(filling->review->id)),
        .display_name = TEXT("A person of the office"),
        .roles = ROLE_BIT(ROLE_SCRUTINY_MANAGER) | ROLE_BIT(ROLE_REVIEWER)};
    struct text id;
    // Nobody signs in by this hash: the sessions are made here.
    return account_add(write, account, &id, problems) &&
           password_put(write, id, TEXT("$none"), (struct text){0}, problems) &&
           account_get(write->store, write->arena, id, account, problems) &&
           account_set_status(write, account, ACCOUNT_ACTIVE, (struct text){0}, problems) &&
           account_get(write->store, write->arena, id, account, problems);
}

static bool fill(struct write *write, void *argument, struct problems *problems)
{
    struct filling *filling = argument;
    struct session_start start = {.stage = SESSION_WHOLE, .origin = {TEXT("10.0.0.1"), TEXT("Browser")}};
    struct account account;
    struct open_cases cases;
    if (!add_person(write, filling, &account, problems) ||
        !session_begin(write, &filling->settings, &account, &start, &filling->token, problems) ||
        !case_list_open_to(write->store, write->arena, filling->review->id, account.id, &cases, problems))
        return false;
    printf("%.*s\t%.*s\t%.*s\t%.*s", TEXT_PRINT(filling->review->id), TEXT_PRINT(account.sign_in_name),
           TEXT_PRINT(filling->token), TEXT_PRINT(csrf_new(write->arena, filling->token)));
    for (size_t i = 0; i < cases.list.count; i++) {
        struct text draft;
        if (!assessment_begin(write, filling->review->id, cases.list.items[i].id, account.sign_in_name,
                              LANGUAGE_ENGLISH, &draft, problems))
            return false;
        printf("\t%.*s", TEXT_PRINT(cases.list.items[i].reference));
    }
    printf("\n");
    return true;
}

static bool fill_all(const char *folder, struct text only, struct arena *arena, struct problems *problems)
{
    struct secret_key key, audit_key;
    struct store *store;
    struct review_list reviews;
    if (!secret_file_read(text_print(arena, "%s/craffu.key", folder), &key, problems) ||
        !store_open(text_print(arena, "%s/craffu.db", folder), STORE_WRITE, &store, problems))
        return false;
    audit_key = audit_chain_key(&key);
    bool good = review_list(store, arena, &reviews, problems);
    for (size_t i = 0; good && i < reviews.list.count; i++) {
        struct filling filling = {.settings = access_settings_default(), .review = &reviews.list.items[i]};
        struct act act = act_new(arena, TEXT("clerk"));
        if (only.length && !text_equal(only, filling.review->id))
            continue;
        act.at = now();
        act.audit_key = &audit_key;
        good = act_do(store, arena, &act, fill, &filling, NULL, problems);
    }
    store_close(store);
    return good;
}

int main(int count, char **words)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    bool good = (count == 2 || count == 3) && fill_all(words[1], text_from(words[2]), arena, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    arena_free(arena);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
