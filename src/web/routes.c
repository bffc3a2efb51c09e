// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/routes.h"

#include "web/case_address.h"

#define OPEN ROUTE_OPEN, 0
#define MAY(permission_) ROUTE_PERMISSION, PERMISSION_##permission_

static const char *const cases_and_log[] = {"cases", "log", NULL};
static const struct site_upload_kind tables_alone = {.parts = cases_and_log},
                                     tables_packed = {.parts = cases_and_log, .packed = true};

const struct route routes[] = {
    {HTTP_GET, "/", MAY(PROGRAMME_READ), programme_page},
    {HTTP_GET, "/reviews/*", MAY(REVIEW_READ), review_page},
    {HTTP_GET, "/reviews/*/cases/*", MAY(CASE_READ), case_page},
    {HTTP_GET, "/reviews/*/draw", MAY(RECEIPT_READ), draw_page},
    {HTTP_POST, "/reviews/*/draw/seal", MAY(DRAW), draw_seal_sent},
    {HTTP_POST, "/reviews/*/draw/first", MAY(DRAW), draw_first_sent},
    {HTTP_POST, "/reviews/*/draw/more", MAY(DRAW), draw_more_sent},
    {HTTP_GET, "/reviews/*/draw/receipt", MAY(RECEIPT_READ), receipt_page},
    {HTTP_GET, "/reviews/*/draw/files/*", MAY(RECEIPT_READ), draw_file},
    {HTTP_GET, "/reviews/*/reports", MAY(REPORT_READ_PUBLISHED), reports_page},
    {HTTP_POST, "/reviews/*/reports", MAY(REPORT_BUILD), edition_make_sent},
    {HTTP_GET, "/reviews/*/reports/*", MAY(REPORT_READ_PUBLISHED), edition_page},
    {HTTP_GET, "/reviews/*/reports/*/files/*", MAY(REPORT_READ_PUBLISHED), edition_file_sent},
    {HTTP_POST, "/reviews/*/approval", MAY(REPORT_APPROVE), approval_sent},
    {HTTP_POST, "/reviews/*/publication", MAY(REPORT_PUBLISH), publication_sent},
    {HTTP_GET, "/reviews/*/allocation", MAY(REVIEW_MANAGE), allocation_page},
    {HTTP_POST, "/reviews/*/allocation", MAY(REVIEW_MANAGE), allocation_sent},
    {HTTP_POST, "/reviews/*/allocation/case", MAY(REVIEW_MANAGE), allocation_case_sent},
    {HTTP_POST, "/reviews/*/allocation/give", MAY(REVIEW_MANAGE), allocation_give_sent},
    {HTTP_POST, "/reviews/*/allocation/take", MAY(REVIEW_MANAGE), allocation_take_sent},
    {HTTP_GET, "/reviews/*/cases/*/answers/*", MAY(ASSESSMENT_WRITE), answer_form},
    {HTTP_POST, "/reviews/*/cases/*/answers/*", MAY(ASSESSMENT_WRITE), answer_sent},
    {HTTP_GET, "/sign-in", OPEN, sign_in_form},
    {HTTP_POST, "/sign-in", OPEN, sign_in_sent, sign_in_outdated},
    {HTTP_POST, "/sign-out", OPEN, sign_out_sent, sign_out_outdated},
    {HTTP_GET, "/sign-in/code", ROUTE_CODE, 0, code_form},
    {HTTP_POST, "/sign-in/code", ROUTE_CODE, 0, code_sent, code_outdated},
    {HTTP_GET, "/second-factor", ROUTE_ENROLMENT, 0, enrolment_form},
    {HTTP_POST, "/second-factor", ROUTE_ENROLMENT, 0, enrolment_sent},
    {HTTP_GET, "/link", OPEN, link_form},
    {HTTP_POST, "/link", OPEN, link_sent, link_outdated},
    {HTTP_GET, "/account", MAY(OWN_ACCOUNT), account_page},
    {HTTP_GET, "/account/again", MAY(OWN_ACCOUNT), again_form},
    {HTTP_POST, "/account/again", MAY(OWN_ACCOUNT), again_sent},
    {HTTP_POST, "/account/password", MAY(OWN_ACCOUNT), password_sent},
    {HTTP_POST, "/account/sessions/*", MAY(SESSION_END), session_end_sent},
    {HTTP_GET, "/reviews/*/imports", MAY(IMPORT), imports_page},
    {HTTP_GET, "/reviews/*/imports/new", MAY(IMPORT), import_form},
    {HTTP_POST, "/reviews/*/imports/new", MAY(IMPORT), import_sent, NULL, &tables_alone, import_admits},
    {HTTP_GET, "/jobs/*", MAY(JOB_READ), job_page},
    {HTTP_GET, "/jobs/*/progress", MAY(JOB_READ), job_progress_sent},
    {HTTP_POST, "/jobs/*/stop", MAY(JOB_STOP), job_stop_sent},
    {HTTP_POST, "/jobs/*/forget", MAY(ERASE), job_forget_sent},
    {HTTP_GET, "/jobs/*/rejects", MAY(REJECTS_READ), job_rejects_page},
    {HTTP_GET, "/jobs/*/rejects/*", MAY(REJECTS_READ), job_rejects_file},
    {HTTP_GET, "/jobs/*/tables", MAY(POPULATION_CHECK), population_tables_page},
    {HTTP_GET, "/jobs/*/tables/*", MAY(POPULATION_CHECK), population_tables_file},
    {HTTP_GET, "/jobs/*/cases", MAY(POPULATION_CHECK), population_cases_page},
    {HTTP_GET, "/jobs/*/cases/csv", MAY(CASE_EXPORT), population_cases_file},
    {HTTP_GET, "/population", MAY(POPULATION_CHECK), population_list_page},
    {HTTP_GET, "/population/*", MAY(POPULATION_CHECK), population_form},
    {HTTP_POST, "/population/*", MAY(POPULATION_CHECK), population_sent, NULL, &tables_packed,
     population_admits},
    {HTTP_GET, "/people", MAY(ACCOUNT_READ), people_page},
    {HTTP_GET, "/people/new", MAY(ACCOUNT_MANAGE), person_new_form},
    {HTTP_POST, "/people/new", MAY(ACCOUNT_MANAGE), person_new_sent},
    {HTTP_GET, "/people/*", MAY(ACCOUNT_READ), person_page},
    {HTTP_POST, "/people/*/roles", MAY(ACCOUNT_MANAGE), person_roles_sent},
    {HTTP_POST, "/people/*/status", MAY(ACCOUNT_MANAGE), person_status_sent},
    {HTTP_POST, "/people/*/link", MAY(ACCOUNT_MANAGE), person_link_sent},
    {HTTP_GET, "/office", MAY(OFFICE_READ), office_page},
    {HTTP_POST, "/office", MAY(OFFICE_CHANGE), office_sent},
    {HTTP_GET, "/instruments", MAY(INSTRUMENT_READ), instruments_page},
    {HTTP_POST, "/instruments", MAY(INSTRUMENT_MANAGE), instrument_sent},
    {HTTP_GET, "/instruments/*", MAY(INSTRUMENT_READ), instrument_page},
    {HTTP_GET, "/backups", MAY(BACKUP), backups_page},
    {HTTP_POST, "/backups", MAY(BACKUP), backup_sent},
    {HTTP_GET, "/permissions", MAY(OWN_ACCOUNT), permissions_page},
    {HTTP_GET, "/retention", MAY(RETENTION_MANAGE), retention_page},
    {HTTP_GET, "/retention/*", MAY(RETENTION_MANAGE), extract_page},
    {HTTP_POST, "/retention/*/date", MAY(RETENTION_MANAGE), extract_date_sent},
    {HTTP_POST, "/retention/*/hold", MAY(RETENTION_MANAGE), extract_hold_sent},
    {HTTP_POST, "/retention/*/release", MAY(RETENTION_MANAGE), extract_release_sent},
    {HTTP_GET, "/retention/*/remove", MAY(ERASE), removal_form},
    {HTTP_POST, "/retention/*/remove", MAY(ERASE), removal_sent},
    {HTTP_GET, "/retention/*/certificate", MAY(RETENTION_MANAGE), certificate_page},
    {HTTP_GET, "/audit", MAY(AUDIT_READ), audit_page},
    {HTTP_POST, "/audit/verify", MAY(AUDIT_READ), audit_verify_sent},
    {HTTP_GET, "/accessibility", OPEN, accessibility_page},
};
const size_t route_count = sizeof routes / sizeof *routes;

// What stands for a "*", by the step before it.
static bool read_part(struct arena *arena, struct text before, struct text given, struct text *part)
{
    return given.length && (text_equal(before, TEXT("cases")) ? case_address_read(arena, given, part)
                                                              : percent_decode(arena, given, part));
}

// Whether the path is of the pattern; what stands for "*" goes into the visit.
static bool matches(const char *pattern, struct visit *visit)
{
    struct text wanted = text_from(pattern), path = visit->path, step = {0}, given, before;
    size_t count = 0;
    for (;;) {
        before = step;
        bool more = text_split(&wanted, '/', &step);
        if (text_split(&path, '/', &given) != more)
            return false;
        if (!more)
            return true;
        if (!text_equal(step, TEXT("*"))) {
            if (!text_equal(step, given))
                return false;
        } else if (!read_part(visit->arena, before, given, &visit->parts[count++])) {
            return false;
        }
    }
}

const struct route *route_find(enum http_method method, struct visit *visit, bool *wrong_method)
{
    enum http_method wanted = method == HTTP_HEAD ? HTTP_GET : method;
    *wrong_method = false;
    for (size_t i = 0; i < route_count; i++) {
        if (!matches(routes[i].path, visit))
            continue;
        if (routes[i].method == wanted)
            return &routes[i];
        *wrong_method = true;
    }
    return NULL;
}
