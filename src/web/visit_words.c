// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/visit_words.h"

#include "base/zone.h"
#include "review/ledger.h"
#include "store/identifier.h"

struct text visit_word(const struct visit *visit, const char *english)
{
    return message_word(visit->page.language, english);
}

// The words of states begin with letters that every alphabet here shares.
struct text visit_heading(const struct visit *visit, const char *english)
{
    struct text words = visit_word(visit, english);
    if (!words.length || words.bytes[0] < 'a' || words.bytes[0] > 'z')
        return words;
    return text_print(visit->arena, "%c%.*s", words.bytes[0] - 'a' + 'A',
                      TEXT_PRINT(text_slice(words, 1, words.length)));
}

struct text visit_time(const struct visit *visit, int64_t at)
{
    struct civil_time time = zone_to_civil(zone_named(TEXT("Europe/London")), at);
    time.microsecond = 0;
    return civil_time_words(visit->arena, visit->page.language, time);
}

struct text visit_roles(const struct visit *visit, unsigned roles)
{
    struct text text = {0};
    for (int i = 0; i < ROLE_COUNT; i++)
        if (roles & ROLE_BIT(i))
            text = text_print(visit->arena, "%.*s%s%.*s", TEXT_PRINT(text), text.length ? ", " : "",
                              TEXT_PRINT(visit_word(visit, role_words((enum role)i))));
    return text;
}

struct text visit_ledger_state(const struct visit *visit, struct text id)
{
    for (int state = 0; state < LEDGER_STATE_COUNT; state++)
        if (text_equal(id, text_from(ledger_state_id((enum ledger_state)state))))
            return visit_word(visit, ledger_state_words((enum ledger_state)state));
    return (struct text){0};
}

void visit_add_column(const struct visit *visit, struct component_table *table, struct text label)
{
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){label};
}

void visit_add_cell(const struct visit *visit, struct table_row *row, struct text text, struct text address)
{
    *ARRAY_APPEND(visit->arena, row) = (struct component_cell){text, address};
}

void visit_add_fact(const struct visit *visit, struct component_summary_list *facts, struct text key,
                    struct text value)
{
    *ARRAY_APPEND(visit->arena, &facts->rows) = (struct summary_row){.key = key, .value = value};
}

struct text visit_operation(const struct visit *visit)
{
    return identifier_new(visit->arena, visit->request->at, 0);
}
