// SPDX-License-Identifier: GPL-3.0-or-later
// Who may do what: one table, in permission.c, from which the checks, docs/permissions.md and the tests of every route
// are made. What it does not grant is denied.
#pragma once

#include "access/account.h"

enum permission {
    PERMISSION_OWN_ACCOUNT,
    PERMISSION_ACCOUNT_READ,
    PERMISSION_ACCOUNT_MANAGE,
    PERMISSION_SESSION_END,
    PERMISSION_OFFICE_READ,
    PERMISSION_OFFICE_CHANGE,
    PERMISSION_INSTRUMENT_READ,
    PERMISSION_INSTRUMENT_MANAGE,
    PERMISSION_PROGRAMME_READ,
    PERMISSION_REVIEW_READ,
    PERMISSION_REVIEW_MANAGE,
    PERMISSION_IMPORT,
    PERMISSION_REJECTS_READ,
    PERMISSION_DRAW,
    PERMISSION_RECEIPT_READ,
    PERMISSION_POPULATION_CHECK,
    PERMISSION_CASE_LIST,
    PERMISSION_CASE_READ,
    PERMISSION_CASE_EXPORT,
    PERMISSION_CASE_CORRECT,
    PERMISSION_LEDGER_CHANGE,
    PERMISSION_MEETING_MANAGE,
    PERMISSION_ASSESSMENT_READ,
    PERMISSION_ASSESSMENT_WRITE,
    PERMISSION_MODERATION_WRITE,
    PERMISSION_FINDING_WRITE,
    PERMISSION_RECOMMENDATION_READ,
    PERMISSION_RECOMMENDATION_WRITE,
    PERMISSION_RECOMMENDATION_RESPOND,
    PERMISSION_REPORT_BUILD,
    PERMISSION_REPORT_READ_INTERNAL,
    PERMISSION_REPORT_READ_PUBLISHED,
    PERMISSION_REPORT_APPROVE,
    PERMISSION_REPORT_PUBLISH,
    PERMISSION_CONFLICT_READ,
    PERMISSION_CONFLICT_DECLARE,
    PERMISSION_CONFLICT_WITHDRAW,
    PERMISSION_AUDIT_READ,
    PERMISSION_AUDIT_EXPORT,
    PERMISSION_RETENTION_MANAGE,
    PERMISSION_ERASE,
    PERMISSION_BACKUP,
    PERMISSION_JOB_READ,
    PERMISSION_JOB_STOP,
    PERMISSION_COUNT
};

// Of what: everything there is; what the person made or is (their account, their assessment); what they were given to work
// on (their cases, their reviews).
enum permission_scope { SCOPE_ANY, SCOPE_OWN, SCOPE_ASSIGNED, SCOPE_COUNT };

// What the caller knows about the object that is asked for. Zeroed: none of this.
struct access_facts {
    bool own, assigned;
    bool conflicted; // the person has a conflict of interest with the case: case_is_open_to
};

bool access_allows(const struct account *account, enum permission permission, struct access_facts facts);
// Whether there is any object for which it would be allowed: for menus, never instead of access_allows.
bool access_may_allow(const struct account *account, enum permission permission);

const char *permission_name(enum permission permission);  // "case.read": in the audit and in docs
const char *permission_words(enum permission permission); // for people
bool permission_is_of_case(enum permission permission);   // refused to those with a conflict of interest
bool permission_grants(enum permission permission, enum role role, enum permission_scope scope);
const char *permission_scope_words(enum permission_scope scope);
