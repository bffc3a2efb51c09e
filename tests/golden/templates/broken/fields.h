// SPDX-License-Identifier: GPL-3.0-or-later
// What the C compiler is given with wrong_field.html and wrong_type.html.
#include "web/page.h"

struct page_wrong_field_data {
    struct text name;
};
struct page_wrong_type_data {
    struct text name;
};
struct page_wrong_component_data {
    struct text name;
};
