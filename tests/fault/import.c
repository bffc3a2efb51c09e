// SPDX-License-Identifier: GPL-3.0-or-later
#include "import.h"

#include "review/audit.h"
#include "review/case.h"
#include "review/intake.h"

#include <stdio.h>

static bool take(struct write *write, void *argument, struct problems *problems)
{
    bool is_new = *(const bool *)argument;
    struct intake_file file = {INTAKE_CASES, TEXT("cases.csv"), TEXT("aa")};
    struct intake intake;
    enum extract_effect effect;
    int count = is_new ? 2 * FAULT_CASES : FAULT_CASES;
    if (!intake_begin(write, TEXT("e"), TEXT("0123"), &file, 1, &intake, problems))
        return false;
    for (int i = 0; i < count; i++) {
        char reference[20], content[600];
        snprintf(reference, sizeof reference, "C-%04d", i);
        snprintf(content, sizeof content, "{\"state\":\"%s\",\"words\":\"%0500d\"}", is_new ? "new" : "old", i);
        struct extract_row row = {text_from(reference), text_from(content), TEXT("cases.csv"), (uint64_t)i + 2};
        if (!intake_case(&intake, &row, &effect, problems) || !intake_log(&intake, &row, &effect, problems))
            return false;
    }
    return intake_finish(&intake, 0, 0, problems);
}

bool fault_import(struct store *store, struct arena *arena, bool is_new, struct problems *problems)
{
    struct act act = act_new(arena, TEXT("clerk"));
    return act_do(store, arena, &act, take, &is_new, NULL, problems);
}

int fault_state(struct store *store, struct arena *arena, struct problems *problems)
{
    struct case_list cases;
    struct log_list log;
    struct audit_rows audit;
    struct intake_list imports;
    bool has_log;
    if (!store_check(store, problems) || !case_list_extract(store, arena, TEXT("e"), &cases, problems) ||
        !log_list_extract(store, arena, TEXT("e"), &log, &has_log, problems) ||
        !intake_list(store, arena, TEXT("e"), &imports, problems) ||
        !audit_read(store, arena, (struct text){0}, (struct text){0}, &audit, problems)) {
        problems_print(problems, LANGUAGE_ENGLISH, stderr);
        return 0;
    }
    size_t new_ones = 0, at;
    for (size_t i = 0; i < cases.list.count; i++)
        new_ones += text_find(cases.list.items[i].received, TEXT("\"new\""), &at);
    size_t c = cases.list.count, l = log.list.count, n = imports.list.count, a = audit.list.count;
    if (new_ones == 0 && c == FAULT_CASES && l == FAULT_CASES && n == 1 && a == 1)
        return 1;
    if (new_ones == c && c == 2 * FAULT_CASES && l == 3 * FAULT_CASES && n == 2 && a == 2 + FAULT_CASES)
        return 2;
    fprintf(stderr, "%zu cases (%zu new), %zu entries, %zu imports, %zu rows of audit\n", c, new_ones, l, n, a);
    return 0;
}
