// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of addresses: what is asked of whoever comes, before a handler is called. A route without a permission cannot
// be written down.
#pragma once

#include "web/visit.h"

enum route_access {
    ROUTE_OPEN,      // to anybody: the sign-in, links, the accessibility statement
    ROUTE_CODE,      // after the password, before the second factor
    ROUTE_ENROLMENT, // to set up the second factor, when it must be or may be
    ROUTE_PERMISSION // signed in, with the permission for some object at least; the handler asks for the very object
};

struct route {
    enum http_method method; // HTTP_GET answers HEAD as well
    const char *path;        // "/reviews/*/cases/*"; what is behind "cases" is read by web/case_address.h
    enum route_access access;
    enum permission permission; // of ROUTE_PERMISSION
    void (*answer)(struct visit *visit);
    // Of a form of ours whose token is not, or no longer, this browser's, such as after another window began a sign-in: does nothing
    // of what was asked, and shows it again, saying so. NULL: the page of a form that could not be taken.
    void (*outdated)(struct visit *visit);
    // Of a form with files; NULL: it can have none. `admits` is asked before the form is read: false, and it was answered, if this
    // person may not send it here.
    const struct site_upload_kind *upload;
    bool (*admits)(struct visit *visit);
};

extern const struct route routes[];
extern const size_t route_count;

// NULL: no route has this path. *wrong_method: some has, for another method.
const struct route *route_find(enum http_method method, struct visit *visit, bool *wrong_method);

// What the routes lead to, one file each.
void sign_in_form(struct visit *visit);
void sign_in_sent(struct visit *visit);
void sign_in_outdated(struct visit *visit);
void sign_out_sent(struct visit *visit);
void sign_out_outdated(struct visit *visit);
void code_form(struct visit *visit);
void code_sent(struct visit *visit);
void code_outdated(struct visit *visit);
void enrolment_form(struct visit *visit);
void enrolment_sent(struct visit *visit);
void link_form(struct visit *visit);
void link_sent(struct visit *visit);
void link_outdated(struct visit *visit);
void programme_page(struct visit *visit);
void review_page(struct visit *visit);
void case_page(struct visit *visit);
void draw_page(struct visit *visit);
void draw_seal_sent(struct visit *visit);
void draw_first_sent(struct visit *visit);
void draw_more_sent(struct visit *visit);
void receipt_page(struct visit *visit);
void draw_file(struct visit *visit);
void reports_page(struct visit *visit);
void edition_make_sent(struct visit *visit);
void edition_page(struct visit *visit);
void edition_file_sent(struct visit *visit);
void approval_sent(struct visit *visit);
void publication_sent(struct visit *visit);
void allocation_page(struct visit *visit);
void allocation_sent(struct visit *visit);
void allocation_case_sent(struct visit *visit);
void allocation_give_sent(struct visit *visit);
void allocation_take_sent(struct visit *visit);
void answer_form(struct visit *visit);
void answer_sent(struct visit *visit);
void account_page(struct visit *visit);
void again_form(struct visit *visit);
void again_sent(struct visit *visit);
void password_sent(struct visit *visit);
void session_end_sent(struct visit *visit);
void people_page(struct visit *visit);
void person_new_form(struct visit *visit);
void person_new_sent(struct visit *visit);
void person_page(struct visit *visit);
void person_roles_sent(struct visit *visit);
void person_status_sent(struct visit *visit);
void person_link_sent(struct visit *visit);
void office_page(struct visit *visit);
void office_sent(struct visit *visit);
void instruments_page(struct visit *visit);
void instrument_sent(struct visit *visit);
void instrument_page(struct visit *visit);
void backups_page(struct visit *visit);
void backup_sent(struct visit *visit);
void permissions_page(struct visit *visit);
void retention_page(struct visit *visit);
void extract_page(struct visit *visit);
void extract_date_sent(struct visit *visit);
void extract_hold_sent(struct visit *visit);
void extract_release_sent(struct visit *visit);
void removal_form(struct visit *visit);
void removal_sent(struct visit *visit);
void certificate_page(struct visit *visit);
void audit_page(struct visit *visit);
void audit_verify_sent(struct visit *visit);
void accessibility_page(struct visit *visit);
void imports_page(struct visit *visit);
void import_form(struct visit *visit);
void import_sent(struct visit *visit);
bool import_admits(struct visit *visit);
void job_page(struct visit *visit);
void job_progress_sent(struct visit *visit);
void job_stop_sent(struct visit *visit);
void job_forget_sent(struct visit *visit);
void job_rejects_page(struct visit *visit);
void job_rejects_file(struct visit *visit);
void population_list_page(struct visit *visit);
void population_form(struct visit *visit);
void population_sent(struct visit *visit);
bool population_admits(struct visit *visit);
void population_tables_page(struct visit *visit);
void population_tables_file(struct visit *visit);
void population_cases_page(struct visit *visit);
void population_cases_file(struct visit *visit);
