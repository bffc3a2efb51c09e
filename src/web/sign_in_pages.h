// SPDX-License-Identifier: GPL-3.0-or-later
// The pages by which people come in: password, second factor, link.
#pragma once

#include "access/second_factor.h"
#include "web/page.h"

struct page_sign_in_data {
    struct text name; // as it was typed
};
void page_sign_in(struct page *page, const struct page_sign_in_data *data);

struct page_code_data {
    struct text person;
};
void page_code(struct page *page, const struct page_code_data *data);

struct page_enrolment_data {
    struct text address; // otpauth://…
    struct text secret;  // to be typed, in groups of four
};
void page_enrolment(struct page *page, const struct page_enrolment_data *data);

struct page_recovery_codes_data {
    ARRAY_OF(struct text) codes;
};
void page_recovery_codes(struct page *page, const struct page_recovery_codes_data *data);

struct page_link_data {
    struct text token, sign_in_name;
    bool given; // a token; else it is asked for
    bool found; // else it is no link, or none any more
    int least;  // characters of a password
};
void page_link(struct page *page, const struct page_link_data *data);
