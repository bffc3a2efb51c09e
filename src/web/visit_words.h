// SPDX-License-Identifier: GPL-3.0-or-later
// What handlers write into tables and lists, in the language of the visit's page.
#pragma once

#include "web/components.h"
#include "web/visit.h"

struct text visit_word(const struct visit *visit, const char *english); // marked N_()
struct text visit_heading(const struct visit *visit,
                          const char *english);                // the same with a capital letter: "Reviewed"
struct text visit_time(const struct visit *visit, int64_t at); // on the clocks of London
struct text visit_roles(const struct visit *visit, unsigned roles);        // "reviewer, moderator"
struct text visit_ledger_state(const struct visit *visit, struct text id); // "waiting", as the record says it
void visit_add_column(const struct visit *visit, struct component_table *table, struct text label);
// An address of ours, or empty: no link.
void visit_add_cell(const struct visit *visit, struct table_row *row, struct text text, struct text address);
void visit_add_fact(const struct visit *visit, struct component_summary_list *facts, struct text key,
                    struct text value);
// For a form that is shown now: its operation, so that sending it twice does it once.
struct text visit_operation(const struct visit *visit);
