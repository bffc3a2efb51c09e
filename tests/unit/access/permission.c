// SPDX-License-Identifier: GPL-3.0-or-later
// The whole table, written down a second time as it was decided: a change of permission.c that nobody meant shows here.
#include "access/permission.h"

#include "test.h"

// A letter a role, in the order of enum role. a: any; o: own; s: assigned; b: own and assigned; -: not at all.
static const struct {
    enum permission permission;
    const char *roles;
    bool of_case;
} decided[] = {
    {PERMISSION_OWN_ACCOUNT, "oooooooo", false},
    {PERMISSION_ACCOUNT_READ, "aaooooao", false},
    {PERMISSION_ACCOUNT_MANAGE, "a-------", false},
    {PERMISSION_SESSION_END, "aooooooo", false},
    {PERMISSION_OFFICE_READ, "aa----a-", false},
    {PERMISSION_OFFICE_CHANGE, "a-------", false},
    {PERMISSION_INSTRUMENT_READ, "aaaaaaaa", false},
    {PERMISSION_INSTRUMENT_MANAGE, "aa------", false},
    {PERMISSION_PROGRAMME_READ, "aaaaaaaa", false},
    {PERMISSION_REVIEW_READ, "aassssa-", false},
    {PERMISSION_REVIEW_MANAGE, "-a------", false},
    {PERMISSION_IMPORT, "aa---s--", false},
    {PERMISSION_REJECTS_READ, "oa---o--", false},
    {PERMISSION_DRAW, "-a------", false},
    {PERMISSION_RECEIPT_READ, "aaaaaaaa", false},
    {PERMISSION_POPULATION_CHECK, "-a------", false},
    {PERMISSION_CASE_LIST, "-asss---", true},
    {PERMISSION_CASE_READ, "-asss---", true},
    {PERMISSION_CASE_EXPORT, "-a------", true},
    {PERMISSION_CASE_CORRECT, "-a-s----", true},
    {PERMISSION_LEDGER_CHANGE, "-a------", true},
    {PERMISSION_MEETING_MANAGE, "-a--s---", false},
    {PERMISSION_ASSESSMENT_READ, "-aoss---", true},
    {PERMISSION_ASSESSMENT_WRITE, "--o-----", true},
    {PERMISSION_MODERATION_WRITE, "---ss---", true},
    {PERMISSION_FINDING_WRITE, "-a-ss---", false},
    {PERMISSION_RECOMMENDATION_READ, "aassssa-", false},
    {PERMISSION_RECOMMENDATION_WRITE, "-a------", false},
    {PERMISSION_RECOMMENDATION_RESPOND, "-a---s--", false},
    {PERMISSION_REPORT_BUILD, "-a------", false},
    {PERMISSION_REPORT_READ_INTERNAL, "-a--s-a-", false},
    {PERMISSION_REPORT_READ_PUBLISHED, "aaaaaaaa", false},
    {PERMISSION_REPORT_APPROVE, "-a------", false},
    {PERMISSION_REPORT_PUBLISH, "-a------", false},
    {PERMISSION_CONFLICT_READ, "oaooooao", false},
    {PERMISSION_CONFLICT_DECLARE, "oaoooooo", false},
    {PERMISSION_CONFLICT_WITHDRAW, "-a------", false},
    {PERMISSION_AUDIT_READ, "a-----a-", false},
    {PERMISSION_AUDIT_EXPORT, "------a-", false},
    {PERMISSION_RETENTION_MANAGE, "-a------", false},
    {PERMISSION_ERASE, "-a------", false},
    {PERMISSION_BACKUP, "a-------", false},
    {PERMISSION_JOB_READ, "aaoooooo", false},
    {PERMISSION_JOB_STOP, "aaoooooo", false},
};

static bool expected(char letter, bool of_case, struct access_facts facts)
{
    if (facts.conflicted && of_case)
        return false;
    return letter == 'a' || (facts.own && (letter == 'o' || letter == 'b')) ||
           (facts.assigned && (letter == 's' || letter == 'b'));
}

TEST(every_permission_is_decided)
{
    assert_int_equal(sizeof decided / sizeof *decided, PERMISSION_COUNT);
    for (int i = 0; i < PERMISSION_COUNT; i++)
        assert_int_equal(decided[i].permission, i);
}

TEST(every_role_may_do_what_was_decided_with_its_own_and_others_objects_and_nothing_else)
{
    for (int i = 0; i < PERMISSION_COUNT; i++)
        for (int role = 0; role < ROLE_COUNT; role++)
            for (int bits = 0; bits < 8; bits++) {
                struct account account = {.status = ACCOUNT_ACTIVE, .roles = ROLE_BIT(role)};
                struct access_facts facts = {bits & 1, bits & 2, bits & 4};
                bool allowed = access_allows(&account, (enum permission)i, facts);
                if (allowed != expected(decided[i].roles[role], decided[i].of_case, facts)) {
                    print_error("%s, %s, facts %d\n", permission_name((enum permission)i),
                                role_id((enum role)role), bits);
                    fail();
                }
            }
}

TEST(nobody_may_do_anything_without_a_role_or_while_not_active)
{
    for (int i = 0; i < PERMISSION_COUNT; i++)
        for (int status = 0; status < ACCOUNT_STATUS_COUNT; status++) {
            struct account none = {.status = (enum account_status)status},
                           all = {.status = (enum account_status)status, .roles = ROLE_BIT(ROLE_COUNT) - 1};
            assert_false(access_may_allow(&none, (enum permission)i));
            assert_int_equal(access_may_allow(&all, (enum permission)i), status == ACCOUNT_ACTIVE);
        }
}

TEST(several_roles_may_do_what_each_of_them_may)
{
    struct account both = {.status = ACCOUNT_ACTIVE,
                           .roles = ROLE_BIT(ROLE_ADMINISTRATOR) | ROLE_BIT(ROLE_REVIEWER)};
    assert_true(access_allows(&both, PERMISSION_BACKUP, (struct access_facts){0}));
    assert_true(access_allows(&both, PERMISSION_CASE_READ, (struct access_facts){.assigned = true}));
    assert_false(access_allows(&both, PERMISSION_CASE_READ, (struct access_facts){0}));
}

TEST(what_is_no_permission_is_denied)
{
    struct account all = {.status = ACCOUNT_ACTIVE, .roles = ROLE_BIT(ROLE_COUNT) - 1};
    assert_false(access_may_allow(&all, PERMISSION_COUNT));
    assert_false(access_may_allow(&all, (enum permission) - 1));
}

TEST(names_of_permissions_are_unique_and_roles_are_found_by_theirs)
{
    for (int i = 0; i < PERMISSION_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(permission_name((enum permission)i), permission_name((enum permission)j));
    for (int i = 0; i < ROLE_COUNT; i++) {
        enum role role = ROLE_COUNT;
        assert_true(role_from_id(text_from(role_id((enum role)i)), &role));
        assert_int_equal(role, i);
    }
    enum role role = ROLE_READER;
    assert_false(role_from_id(TEXT("root"), &role));
    assert_int_equal(role, ROLE_READER);
}
