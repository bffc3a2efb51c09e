// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/permission.h"

enum {
    ADMINISTRATOR = ROLE_BIT(ROLE_ADMINISTRATOR),
    MANAGER = ROLE_BIT(ROLE_SCRUTINY_MANAGER),
    REVIEWER = ROLE_BIT(ROLE_REVIEWER),
    MODERATOR = ROLE_BIT(ROLE_MODERATOR),
    CHAIR = ROLE_BIT(ROLE_PANEL_CHAIR),
    LIAISON = ROLE_BIT(ROLE_FORCE_LIAISON),
    AUDITOR = ROLE_BIT(ROLE_AUDITOR),
    READER = ROLE_BIT(ROLE_READER),
    PANEL = REVIEWER | MODERATOR | CHAIR,
    ALL = ROLE_BIT(ROLE_COUNT) - 1,
};

// An administrator keeps the program going and manages people, but does not thereby read cases; whoever does both has two
// roles. An auditor reads what was done, and changes nothing.
static const struct {
    const char *name, *words;
    unsigned in[SCOPE_COUNT]; // the roles that have it
    bool of_case;
} permissions[PERMISSION_COUNT] = {
    [PERMISSION_OWN_ACCOUNT] = {"account.own",
                                N_("change one's password, second factor and language"),
                                {[SCOPE_OWN] = ALL}},
    [PERMISSION_ACCOUNT_READ] = {"account.read",
                                 N_("see accounts and their roles"),
                                 {[SCOPE_ANY] = ADMINISTRATOR | MANAGER | AUDITOR, [SCOPE_OWN] = ALL}},
    [PERMISSION_ACCOUNT_MANAGE] = {"account.manage",
                                   N_("add, invite, reset and suspend people, give roles"),
                                   {[SCOPE_ANY] = ADMINISTRATOR}},
    [PERMISSION_SESSION_END] = {"session.end",
                                N_("see sessions and end them"),
                                {[SCOPE_ANY] = ADMINISTRATOR, [SCOPE_OWN] = ALL}},
    [PERMISSION_OFFICE_READ] = {"office.read",
                                N_("see how the office presents itself"),
                                {[SCOPE_ANY] = ADMINISTRATOR | MANAGER | AUDITOR}},
    [PERMISSION_OFFICE_CHANGE] = {"office.change",
                                  N_("change the office's name, logo, marking and sections"),
                                  {[SCOPE_ANY] = ADMINISTRATOR}},
    [PERMISSION_INSTRUMENT_READ] = {"instrument.read", N_("read instruments"), {[SCOPE_ANY] = ALL}},
    [PERMISSION_INSTRUMENT_MANAGE] = {"instrument.manage",
                                      N_("add instruments"),
                                      {[SCOPE_ANY] = ADMINISTRATOR | MANAGER}},
    [PERMISSION_PROGRAMME_READ] = {"programme.read", N_("see the programme of reviews"), {[SCOPE_ANY] = ALL}},
    [PERMISSION_REVIEW_READ] =
        {"review.read",
         N_("see a review and how far it is"),
         {[SCOPE_ANY] = ADMINISTRATOR | MANAGER | AUDITOR, [SCOPE_ASSIGNED] = PANEL | LIAISON}},
    [PERMISSION_REVIEW_MANAGE] = {"review.manage", N_("begin and change reviews"), {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_IMPORT] = {"import",
                           N_("import a force's extract"),
                           {[SCOPE_ANY] = ADMINISTRATOR | MANAGER, [SCOPE_ASSIGNED] = LIAISON}},
    [PERMISSION_REJECTS_READ] = {"rejects.read",
                                 N_("read the rows that an import rejected"),
                                 {[SCOPE_ANY] = MANAGER, [SCOPE_OWN] = ADMINISTRATOR | LIAISON}},
    [PERMISSION_DRAW] = {"draw", N_("seal a frame and draw cases"), {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_RECEIPT_READ] = {"receipt.read", N_("read the receipt of a draw"), {[SCOPE_ANY] = ALL}},
    [PERMISSION_POPULATION_CHECK] = {"population.check",
                                     N_("check every case of an extract"),
                                     {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_CASE_LIST] = {"case.list",
                              N_("see which cases a review has"),
                              {[SCOPE_ANY] = MANAGER, [SCOPE_ASSIGNED] = PANEL},
                              .of_case = true},
    [PERMISSION_CASE_READ] = {"case.read",
                              N_("read a case"),
                              {[SCOPE_ANY] = MANAGER, [SCOPE_ASSIGNED] = PANEL},
                              .of_case = true},
    [PERMISSION_CASE_EXPORT] = {"case.export",
                                N_("take a case out of the program"),
                                {[SCOPE_ANY] = MANAGER},
                                .of_case = true},
    [PERMISSION_CASE_CORRECT] = {"case.correct",
                                 N_("correct a fact of a case, with its source"),
                                 {[SCOPE_ANY] = MANAGER, [SCOPE_ASSIGNED] = MODERATOR},
                                 .of_case = true},
    [PERMISSION_LEDGER_CHANGE] = {"ledger.change",
                                  N_("exclude, replace and carry over cases"),
                                  {[SCOPE_ANY] = MANAGER},
                                  .of_case = true},
    [PERMISSION_MEETING_MANAGE] = {"meeting.manage",
                                   N_("plan and record meetings"),
                                   {[SCOPE_ANY] = MANAGER, [SCOPE_ASSIGNED] = CHAIR}},
    [PERMISSION_ASSESSMENT_READ] =
        {"assessment.read",
         N_("read assessments of a case"),
         {[SCOPE_ANY] = MANAGER, [SCOPE_OWN] = REVIEWER, [SCOPE_ASSIGNED] = MODERATOR | CHAIR},
         .of_case = true},
    [PERMISSION_ASSESSMENT_WRITE] = {"assessment.write",
                                     N_("write and submit one's assessment"),
                                     {[SCOPE_OWN] = REVIEWER},
                                     .of_case = true},
    [PERMISSION_MODERATION_WRITE] = {"moderation.write",
                                     N_("moderate assessments that differ"),
                                     {[SCOPE_ASSIGNED] = MODERATOR | CHAIR},
                                     .of_case = true},
    [PERMISSION_FINDING_WRITE] = {"finding.write",
                                  N_("write findings"),
                                  {[SCOPE_ANY] = MANAGER, [SCOPE_ASSIGNED] = MODERATOR | CHAIR}},
    [PERMISSION_RECOMMENDATION_READ] =
        {"recommendation.read",
         N_("read recommendations and what came of them"),
         {[SCOPE_ANY] = ADMINISTRATOR | MANAGER | AUDITOR, [SCOPE_ASSIGNED] = PANEL | LIAISON}},
    [PERMISSION_RECOMMENDATION_WRITE] = {"recommendation.write",
                                         N_("write recommendations"),
                                         {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_RECOMMENDATION_RESPOND] = {"recommendation.respond",
                                           N_("answer a recommendation and tell its progress"),
                                           {[SCOPE_ANY] = MANAGER, [SCOPE_ASSIGNED] = LIAISON}},
    [PERMISSION_REPORT_BUILD] = {"report.build", N_("build reports"), {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_REPORT_READ_INTERNAL] = {"report.read_internal",
                                         N_("read a report before it is published, and its internal edition"),
                                         {[SCOPE_ANY] = MANAGER | AUDITOR, [SCOPE_ASSIGNED] = CHAIR}},
    [PERMISSION_REPORT_READ_PUBLISHED] = {"report.read_published",
                                          N_("read published reports"),
                                          {[SCOPE_ANY] = ALL}},
    [PERMISSION_REPORT_APPROVE] = {"report.approve",
                                   N_("approve the texts of a report"),
                                   {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_REPORT_PUBLISH] = {"report.publish", N_("publish a review"), {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_CONFLICT_READ] = {"conflict.read",
                                  N_("see declared conflicts of interest"),
                                  {[SCOPE_ANY] = MANAGER | AUDITOR, [SCOPE_OWN] = ALL}},
    [PERMISSION_CONFLICT_DECLARE] = {"conflict.declare",
                                     N_("declare a conflict of interest"),
                                     {[SCOPE_ANY] = MANAGER, [SCOPE_OWN] = ALL}},
    [PERMISSION_CONFLICT_WITHDRAW] = {"conflict.withdraw",
                                      N_("withdraw somebody else's conflict of interest"),
                                      {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_AUDIT_READ] = {"audit.read",
                               N_("read the audit log"),
                               {[SCOPE_ANY] = ADMINISTRATOR | AUDITOR}},
    [PERMISSION_AUDIT_EXPORT] = {"audit.export",
                                 N_("take the audit log out of the program"),
                                 {[SCOPE_ANY] = AUDITOR}},
    [PERMISSION_RETENTION_MANAGE] = {"retention.manage",
                                     N_("set review dates and holds of extracts"),
                                     {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_ERASE] = {"erase", N_("remove the cases of an extract"), {[SCOPE_ANY] = MANAGER}},
    [PERMISSION_BACKUP] = {"backup", N_("make backups"), {[SCOPE_ANY] = ADMINISTRATOR}},
    [PERMISSION_JOB_READ] = {"job.read",
                             N_("see the progress of work in the background"),
                             {[SCOPE_ANY] = ADMINISTRATOR | MANAGER, [SCOPE_OWN] = ALL}},
    [PERMISSION_JOB_STOP] = {"job.stop",
                             N_("stop work in the background"),
                             {[SCOPE_ANY] = ADMINISTRATOR | MANAGER, [SCOPE_OWN] = ALL}},
};

bool permission_grants(enum permission permission, enum role role, enum permission_scope scope)
{
    return permissions[permission].in[scope] & ROLE_BIT(role);
}

bool access_allows(const struct account *account, enum permission permission, struct access_facts facts)
{
    if (account->status != ACCOUNT_ACTIVE || (unsigned)permission >= PERMISSION_COUNT)
        return false;
    if (facts.conflicted && permissions[permission].of_case)
        return false;
    const unsigned *in = permissions[permission].in;
    unsigned granted = in[SCOPE_ANY] | (facts.own ? in[SCOPE_OWN] : 0) |
                       (facts.assigned ? in[SCOPE_ASSIGNED] : 0);
    return granted & account->roles;
}

bool access_may_allow(const struct account *account, enum permission permission)
{
    return access_allows(account, permission, (struct access_facts){.own = true, .assigned = true});
}

const char *permission_name(enum permission permission)
{
    return permissions[permission].name;
}

const char *permission_words(enum permission permission)
{
    return permissions[permission].words;
}

bool permission_is_of_case(enum permission permission)
{
    return permissions[permission].of_case;
}

const char *permission_scope_words(enum permission_scope scope)
{
    static const char *const words[SCOPE_COUNT] = {
        [SCOPE_ANY] = N_("any"), [SCOPE_OWN] = N_("own"), [SCOPE_ASSIGNED] = N_("assigned")};
    return words[scope];
}
