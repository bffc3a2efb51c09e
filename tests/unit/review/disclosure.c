// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/disclosure.h"

#include "record.h"
#include "review/audit.h"
#include "review/review.h"

static bool read_yaml(struct record *r, struct text content, struct disclosure *disclosure)
{
    struct yaml_node root;
    return yaml_read(r->arena, TEXT("review.yaml"), content, &root, &r->problems) &&
           disclosure_read(r->arena, TEXT("review.yaml"), &root, disclosure, &r->problems);
}

#define DECISION(rule, more) \
    TEXT("rule: " rule "\n" \
         "reason: {en: Asked for, cy: Gofynnwyd}\n" \
         "decided_by: The head of scrutiny\n" \
         "decided_on: 2019-09-30\n" more)

static struct disclosure now(struct record *r)
{
    struct disclosure disclosure;
    ASSERT_GOOD(disclosure_get(r->store, r->arena, TEXT("review-1"), &disclosure, &r->problems),
                &r->problems);
    return disclosure;
}

static void put(struct record *r, const struct disclosure *disclosure)
{
    ASSERT_GOOD(WRITE(r, disclosure_put(&r->write, TEXT("review-1"), disclosure, &r->problems)),
                &r->problems);
}

static size_t decisions(struct record *r)
{
    struct audit_rows rows = {0};
    size_t count = 0;
    assert_true(audit_read(r->store, r->arena, TEXT("review"), TEXT("review-1"), &rows, &r->problems));
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, TEXT("disclosure.decide"));
    return count;
}

TEST(a_decision_is_kept_with_its_reason_and_a_new_one_takes_its_place)
{
    struct record r;
    struct disclosure decided;
    record_start(&r);
    record_add_review(&r, "review-1");
    assert_int_equal(now(&r).rule, DISCLOSURE_UNDECIDED);
    assert_int_equal(now(&r).threshold, DISCLOSURE_THRESHOLD);
    assert_true(read_yaml(&r,
                          DECISION("print", "threshold: 10\n"
                                            "allowed:\n"
                                            "  - {words: Heol Dewi, reason: the name of a street}\n"),
                          &decided));
    put(&r, &decided);
    record_begin(&r);
    assert_true(disclosure_put(&r.write, TEXT("review-1"), &decided, &r.problems)); // nothing new
    assert_int_equal(r.write.audited, 0);
    record_end(&r, false);
    struct disclosure stored = now(&r);
    assert_int_equal(stored.rule, DISCLOSURE_PRINT);
    assert_int_equal(stored.threshold, 10);
    assert_text_equal(stored.reason.in[LANGUAGE_WELSH], "Gofynnwyd");
    assert_text_equal(stored.decided_by, "The head of scrutiny");
    assert_text_equal(stored.decided_on, "2019-09-30");
    assert_int_equal(stored.allowed_count, 1);
    assert_text_equal(stored.allowed[0].words, "Heol Dewi");
    assert_int_equal(decisions(&r), 1);
    struct disclosure none = {.threshold = DISCLOSURE_THRESHOLD};
    put(&r, &none);
    assert_int_equal(now(&r).rule, DISCLOSURE_UNDECIDED);
    assert_int_equal(now(&r).allowed_count, 0);
    assert_int_equal(decisions(&r), 2);
    record_stop(&r);
}

TEST(what_cannot_be_a_decision_is_refused)
{
    struct record r;
    struct disclosure decided = {0};
    record_start(&r);
    assert_false(read_yaml(&r, DECISION("hide", ""), &decided));
    assert_false(read_yaml(&r, DECISION("print", "threshold: 2\n"), &decided));
    assert_false(read_yaml(&r, DECISION("print", "threshold: 101\n"), &decided));
    assert_false(read_yaml(&r, DECISION("print", "allowed: [{words: '', reason: x}]\n"), &decided));
    assert_false(read_yaml(&r, DECISION("print", "allowed: [{words: x}]\n"), &decided));
    assert_false(read_yaml(&r, TEXT("rule: print\nreason: {en: x, cy: y}\n"), &decided));
    assert_false(read_yaml(&r, TEXT("rule: print\nreason: {en: x, cy: y}\ndecided_by: x\ndecided_on: soon\n"),
                           &decided));
    assert_int_equal(decided.threshold, 0);
    record_stop(&r);
}
