// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of pages: one template each in src/web/components, used by {{include NAME …}}. All words are given in the page's
// language (SAY). Each works without scripts.
#pragma once

#include "web/page.h"

// What all controls of forms have. The error that page->errors has for the id is shown beside it.
struct control {
    struct text id; // also the name under which the value is sent
    struct text label;
    struct text hint;
    struct text value; // as it was sent, so that nobody types twice
};
bool field_is_described(const struct page *page, const struct control *field); // by a hint or an error

struct choice {
    struct text value, label, hint;
    bool chosen;
};
struct choices {
    struct choice *items;
    size_t count, capacity;
};

struct component_form_token {
    char none;
};
struct component_error_summary {
    char none;
};

struct component_field_hint {
    struct control field;
};
struct component_text_input {
    struct control field;
    const char *type;         // "email"; NULL: text
    const char *autocomplete; // "username", …: WCAG 1.3.5 wants it of what is the user's own
    const char *keyboard;     // "numeric"
    int width;                // characters: 2, 3, 4, 5, 10, 20 or 30; 0: all there is
    bool spelling;            // is checked
};
struct component_password_input {
    struct control field; // its value is never shown again
    bool is_new;
};
struct component_radios {
    struct control field;
    struct choices choices;
};
struct component_checkboxes {
    struct control field;
    struct choices choices;
};
struct component_select {
    struct control field;
    struct choices choices;
};
struct component_textarea {
    struct control field;
    int rows; // 0: five
};
struct component_file_upload {
    struct control field;
    const char *accept; // ".csv,.xlsx"
    bool several;
};

enum button_kind { BUTTON_PRIMARY, BUTTON_SECONDARY, BUTTON_WARNING };
struct component_button {
    struct text label;
    enum button_kind kind;
    const char *name; // of the value that is sent; NULL: none
    struct text value;
    struct text address; // of ours: makes it a link
};

// What stands in cells and facts may come from a force's file, in any script and with characters that turn the direction of
// writing: each stands by itself (<bdi>), so that nothing around it is read in another order.
struct component_cell {
    struct text text;
    struct text address; // of ours; empty: no link
};
struct table_column {
    struct text label;
    bool numeric;
};
struct table_row {
    struct component_cell *items; // the first names the row
    size_t count, capacity;
};
struct component_table {
    struct text caption;
    ARRAY_OF(struct table_column) columns;
    ARRAY_OF(struct table_row) rows;
};

struct summary_row {
    struct text key, value;
    struct text address; // of ours, where it is changed; empty: it is not
};
struct component_summary_list {
    ARRAY_OF(struct summary_row) rows;
};

struct component_tag {
    struct text label;
    const char *colour; // "grey", "green", "teal", "purple", "magenta", "red", "orange", "yellow"; NULL: blue
};

// From 1. "?page=N" follows the address.
struct component_pagination {
    struct text address;
    int64_t current, last;
};
struct pagination_step {
    int64_t number;
    bool gap; // numbers are left out here
};
struct pagination_steps {
    struct pagination_step *items;
    size_t count, capacity;
};
struct pagination_steps pagination_steps(struct page *page, int64_t current, int64_t last);

struct component_warning_text {
    struct text words;
};
struct component_details {
    struct text summary, words;
};
struct component_notification_banner {
    struct text words;
    bool success; // something was done; otherwise something is to be known
};

// What the record has of a case.
struct component_case_evidence {
    struct component_summary_list fields;
    struct component_table log; // no rows: it has no entry
};

// What a component wrote before, to be written again as it is, in the same language. Only component_keep makes one.
struct component_kept {
    struct text markup;
};
typedef void component_writer(struct page *page, const void *data);
struct component_kept component_keep(struct page *page, component_writer *write, const void *data);

void component_button(struct page *page, const struct component_button *data);
void component_cell(struct page *page, const struct component_cell *data);
void component_case_evidence(struct page *page, const struct component_case_evidence *data);
void component_checkboxes(struct page *page, const struct component_checkboxes *data);
void component_details(struct page *page, const struct component_details *data);
void component_error_summary(struct page *page, const struct component_error_summary *data);
void component_field_hint(struct page *page, const struct component_field_hint *data);
void component_file_upload(struct page *page, const struct component_file_upload *data);
void component_form_token(struct page *page, const struct component_form_token *data);
void component_kept(struct page *page, const struct component_kept *data);
void component_notification_banner(struct page *page, const struct component_notification_banner *data);
void component_pagination(struct page *page, const struct component_pagination *data);
void component_password_input(struct page *page, const struct component_password_input *data);
void component_radios(struct page *page, const struct component_radios *data);
void component_select(struct page *page, const struct component_select *data);
void component_summary_list(struct page *page, const struct component_summary_list *data);
void component_table(struct page *page, const struct component_table *data);
void component_tag(struct page *page, const struct component_tag *data);
void component_text_input(struct page *page, const struct component_text_input *data);
void component_textarea(struct page *page, const struct component_textarea *data);
void component_warning_text(struct page *page, const struct component_warning_text *data);
