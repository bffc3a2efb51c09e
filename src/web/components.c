// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/components.h"

bool field_is_described(const struct page *page, const struct control *field)
{
    return field->hint.length || page_error_of(page, field->id).length;
}

// The first, the last, and those around this one; a gap of one number is that number.
struct pagination_steps pagination_steps(struct page *page, int64_t current, int64_t last)
{
    struct pagination_steps steps = {0};
    int64_t before = 0;
    current = current < 1 ? 1 : current > last ? last : current; // a client may ask for any page
    for (int64_t number = 1; number <= last; number++) {
        if (number > 1 && number < current - 1)
            number = current - 1;
        else if (number > current + 1 && number < last)
            number = last;
        if (number - before == 2)
            *ARRAY_APPEND(page->arena, &steps) = (struct pagination_step){.number = number - 1};
        else if (number - before > 2)
            *ARRAY_APPEND(page->arena, &steps) = (struct pagination_step){.gap = true};
        *ARRAY_APPEND(page->arena, &steps) = (struct pagination_step){.number = number};
        before = number;
    }
    return steps;
}

struct component_kept component_keep(struct page *page, component_writer *write, const void *data)
{
    size_t begin = page->out->length;
    write(page, data);
    struct text written = buffer_text(page->out);
    struct component_kept kept = {text_copy(page->arena, text_slice(written, begin, written.length))};
    page->out->length = begin;
    return kept;
}

void component_kept(struct page *page, const struct component_kept *data)
{
    page_markup(page, data->markup);
}
