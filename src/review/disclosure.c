// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/disclosure.h"

#include "base/limits.h"
#include "review/audit.h"
#include "review/review.h"

static const char *const rules[] = {[DISCLOSURE_UNDECIDED] = "undecided",
                                    [DISCLOSURE_SUPPRESS] = "suppress",
                                    [DISCLOSURE_MERGE] = "merge",
                                    [DISCLOSURE_PRINT] = "print"};
enum { RULES = sizeof rules / sizeof *rules };

// ---- As staff write it -------------------------------------------------------------------------------------

static bool read_threshold(struct text source, const struct yaml_node *node, int64_t *threshold,
                           struct problems *problems)
{
    if (!node)
        return true;
    if (!yaml_integer(source, node, threshold, problems))
        return false;
    if (*threshold >= DISCLOSURE_LEAST_THRESHOLD && *threshold <= LIMIT_DISCLOSURE_THRESHOLD)
        return true;
    return problem_report_value(problems, yaml_place(source, node), node->value,
                                MESSAGE("a threshold lies between {least} and {limit}",
                                        NUMBER("least", DISCLOSURE_LEAST_THRESHOLD),
                                        NUMBER("limit", LIMIT_DISCLOSURE_THRESHOLD)),
                                MESSAGE("counts from 1 up to one less than the threshold are small"));
}

static bool read_filled(struct text source, const struct yaml_node *node, struct text *text,
                        struct problems *problems)
{
    if (!node)
        return false;
    *text = text_trim(node->value);
    return text->length ||
           problem_report(problems, yaml_place(source, node), MESSAGE("this must not be empty"), NO_MESSAGE);
}

static bool read_allowed(struct arena *arena, struct text source, const struct yaml_node *node,
                         struct disclosure *disclosure, struct problems *problems)
{
    enum { WORDS, REASON, KEYS };
    static const struct yaml_key known[KEYS] = {
        [WORDS] = {"words", YAML_SCALAR, true}, [REASON] = {"reason", YAML_SCALAR, true}};
    const struct yaml_node *found[KEYS];
    bool good = true;
    if (!node)
        return true;
    if (node->count > LIMIT_ALLOWED_WORDS)
        return problem_report(
            problems, yaml_place(source, node),
            MESSAGE("more than {limit} words are allowed", NUMBER("limit", LIMIT_ALLOWED_WORDS)), NO_MESSAGE);
    disclosure->allowed = ARENA_ARRAY(arena, struct allowed_words, node->count);
    for (size_t i = 0; i < node->count; i++) {
        struct allowed_words *allowed = &disclosure->allowed[i];
        good &= yaml_keys(source, &node->items[i], known, KEYS, found, problems);
        good &= read_filled(source, found[WORDS], &allowed->words, problems);
        good &= read_filled(source, found[REASON], &allowed->reason, problems);
    }
    disclosure->allowed_count = node->count;
    return good;
}

bool disclosure_read(struct arena *arena, struct text source, const struct yaml_node *node,
                     struct disclosure *disclosure, struct problems *problems)
{
    enum { RULE, THRESHOLD, REASON, BY, ON, ALLOWED, KEYS };
    static const struct yaml_key known[KEYS] = {
        [RULE] = {"rule", YAML_SCALAR, true},      [THRESHOLD] = {"threshold", YAML_SCALAR, false},
        [REASON] = {"reason", YAML_MAPPING, true}, [BY] = {"decided_by", YAML_SCALAR, true},
        [ON] = {"decided_on", YAML_SCALAR, true},  [ALLOWED] = {"allowed", YAML_SEQUENCE, false},
    };
    struct disclosure read = {.threshold = DISCLOSURE_THRESHOLD};
    const struct yaml_node *found[KEYS];
    size_t rule = 0;
    if (!node) {
        *disclosure = read;
        return true;
    }
    if (!yaml_keys(source, node, known, KEYS, found, problems))
        return false;
    bool good = yaml_choice(source, found[RULE], rules + 1, RULES - 1, &rule, problems);
    good &= read_threshold(source, found[THRESHOLD], &read.threshold, problems);
    good &= yaml_localised(source, found[REASON], &read.reason, problems);
    good &= read_filled(source, found[BY], &read.decided_by, problems);
    good &= yaml_date(arena, source, found[ON], &read.decided_on, problems);
    good &= read_allowed(arena, source, found[ALLOWED], &read, problems);
    read.rule = (enum disclosure_rule)(rule + 1);
    if (good)
        *disclosure = read;
    return good;
}

// ---- The record --------------------------------------------------------------------------------------------

static bool is_same(const struct disclosure *a, const struct disclosure *b)
{
    bool same = a->rule == b->rule && a->threshold == b->threshold && a->allowed_count == b->allowed_count &&
                text_equal(a->decided_by, b->decided_by) && text_equal(a->decided_on, b->decided_on);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        same &= text_equal(a->reason.in[language], b->reason.in[language]);
    for (size_t i = 0; same && i < a->allowed_count; i++)
        same = text_equal(a->allowed[i].words, b->allowed[i].words) &&
               text_equal(a->allowed[i].reason, b->allowed[i].reason);
    return same;
}

static bool put_words(struct write *write, struct text id, const struct disclosure *disclosure,
                      struct problems *problems)
{
    for (size_t i = 0; i < disclosure->allowed_count; i++)
        if (!write_part(write, "disclosure_words_insert",
                        STORE_VALUES(store_text(id), store_integer((int64_t)i + 1),
                                     store_text(disclosure->allowed[i].words),
                                     store_text(disclosure->allowed[i].reason)),
                        NULL, problems))
            return false;
    return true;
}

bool disclosure_put(struct write *write, struct text review, const struct disclosure *disclosure,
                    struct problems *problems)
{
    struct disclosure stored;
    if (!disclosure_get(write->store, write->arena, review, &stored, problems))
        return false;
    if (is_same(&stored, disclosure))
        return true;
    if (!review_check_open(write, review, problems))
        return false;
    struct text id = write_identifier(write), rule = text_from(rules[disclosure->rule]);
    struct audited audited = {"disclosure.decide", "review", review,
                              AUDIT_DETAIL(write->arena, {"rule", rule},
                                           {"threshold", number_text(write->arena, disclosure->threshold)},
                                           {"reason", disclosure->reason.in[LANGUAGE_ENGLISH]},
                                           {"decided_by", disclosure->decided_by},
                                           {"decided_on", disclosure->decided_on})};
    return write_row(write, audited, "disclosure_insert",
                     STORE_VALUES(store_text(id), store_text(review), store_text(write->act->operation),
                                  store_integer(write->act->at), store_text(rule),
                                  store_integer(disclosure->threshold), STORE_LOCALISED(disclosure->reason),
                                  store_text(disclosure->decided_by), store_text(disclosure->decided_on)),
                     NO_MESSAGE, problems) &&
           put_words(write, id, disclosure, problems);
}

static enum disclosure_rule rule_of(struct text id)
{
    for (size_t i = 0; i < RULES; i++)
        if (text_equal(text_from(rules[i]), id))
            return (enum disclosure_rule)i;
    return DISCLOSURE_UNDECIDED; // the table's own check lets nothing else in
}

static bool get_words(struct store *store, struct arena *arena, struct text id, struct disclosure *disclosure,
                      struct problems *problems)
{
    ARRAY_OF(struct allowed_words) list = {0};
    struct store_rows *rows = store_query(store, arena, "disclosure_words_list",
                                          STORE_VALUES(store_text(id)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &list) = (struct allowed_words){store_column_text(rows, 0),
                                                             store_column_text(rows, 1)};
    disclosure->allowed = list.items;
    disclosure->allowed_count = list.count;
    return store_finish(rows, problems);
}

bool disclosure_get(struct store *store, struct arena *arena, struct text review,
                    struct disclosure *disclosure, struct problems *problems)
{
    struct disclosure read = {.threshold = DISCLOSURE_THRESHOLD};
    struct text id = {0};
    struct store_rows *rows = store_query(store, arena, "disclosure_latest",
                                          STORE_VALUES(store_text(review)));
    if (store_next(rows)) {
        id = store_column_text(rows, 0);
        read = (struct disclosure){
            .rule = rule_of(store_column_text(rows, 1)),
            .threshold = store_column_integer(rows, 2),
            .reason = store_column_localised(rows, 3),
            .decided_by = store_column_text(rows, 5),
            .decided_on = store_column_text(rows, 6),
        };
    }
    if (!store_finish(rows, problems) || (id.length && !get_words(store, arena, id, &read, problems)))
        return false;
    *disclosure = read;
    return true;
}
