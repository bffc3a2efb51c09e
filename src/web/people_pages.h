// SPDX-License-Identifier: GPL-3.0-or-later
// The people of the office: who there is, a new one, one of them, and the links that are handed over.
#pragma once

#include "web/components.h"

struct page_people_data {
    struct component_table people;
    bool may_add;
};
void page_people(struct page *page, const struct page_people_data *data);

struct page_person_new_data {
    struct text sign_in_name, display_name; // as they were typed
    struct choices languages, roles;
    struct text operation;
};
void page_person_new(struct page *page, const struct page_person_new_data *data);

struct page_person_data {
    struct text id, display_name;
    struct component_summary_list facts;
    bool may_manage;
    bool proved;                             // recently enough to change anything here
    struct text address;                     // of this page
    bool invited, active, suspended, closed; // which one its status is
    int64_t version;
    struct choices roles;
    struct text reason; // as it was typed
    struct choices removal;
    struct text operation_roles, operation_status, operation_link;
};
void page_person(struct page *page, const struct page_person_data *data);

struct page_person_link_data {
    struct text id, display_name;
    struct text address; // whole, with scheme and host
    int64_t hours;       // that it is good for
    bool invitation, removes_second_factor;
};
void page_person_link(struct page *page, const struct page_person_link_data *data);
