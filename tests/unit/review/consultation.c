// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/consultation.h"

#include "record.h"
#include "review/audit.h"

static size_t consultations(struct record *r, struct text case_id)
{
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("case"), case_id, &rows, &r->problems), &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, TEXT("case.consult"));
    return count;
}

static void consult(struct record *r, const char *actor, struct text case_id, int64_t at)
{
    struct act act = act_new(r->arena, text_from(actor));
    act.at = at;
    ASSERT_GOOD(consultation_tell(r->store, r->arena, NULL, &act,
                                  case_look(r->arena, case_id, TEXT("hate-2019")), NULL, &r->problems),
                &r->problems);
}

TEST(a_look_at_a_case_is_logged_once_for_a_person_and_a_quarter_of_an_hour)
{
    enum { LOOKED = 1000000 };
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 2);
    struct text one = record_case(&r, "e", "C-01"), two = record_case(&r, "e", "C-02");
    consult(&r, "ann", one, LOOKED);
    consult(&r, "ann", one, LOOKED + CONSULTATION_EVERY - 1);
    assert_int_equal(consultations(&r, one), 1);
    consult(&r, "ann", one, LOOKED + CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, one), 2);
    consult(&r, "bob", one, LOOKED + CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, one), 3);
    consult(&r, "ann", two, LOOKED + CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, two), 1);
    record_stop(&r);
}

TEST(a_look_under_the_operation_of_an_earlier_look_is_logged)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct text one = record_case(&r, "e", "C-01");
    struct act act = act_new(r.arena, TEXT("ann"));
    for (int look = 0; look < 2; look++, act.at += CONSULTATION_EVERY)
        ASSERT_GOOD(consultation_tell(r.store, r.arena, NULL, &act,
                                      case_look(r.arena, one, TEXT("hate-2019")), NULL, &r.problems),
                    &r.problems);
    assert_int_equal(consultations(&r, one), 2);
    record_stop(&r);
}

TEST(a_clock_that_was_set_back_does_not_hide_a_look)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct text one = record_case(&r, "e", "C-01");
    consult(&r, "ann", one, 2 * CONSULTATION_EVERY);
    consult(&r, "ann", one, CONSULTATION_EVERY);
    assert_int_equal(consultations(&r, one), 2);
    record_stop(&r);
}

TEST(a_look_at_the_log_stands_in_it_once_for_a_person_and_a_quarter_of_an_hour)
{
    struct record r;
    struct audit_rows rows;
    record_start(&r);
    for (int64_t at = 1; at <= CONSULTATION_EVERY + 1; at += CONSULTATION_EVERY / 2) {
        struct act act = act_new(r.arena, TEXT("ann"));
        act.at = at;
        ASSERT_GOOD(audit_consult(r.store, r.arena, NULL, &act, &r.problems), &r.problems);
    }
    ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("audit"), TEXT("log"), &rows, &r.problems), &r.problems);
    assert_int_equal(rows.list.count, 2);
    record_stop(&r);
}

// ---- What a process remembers --------------------------------------------------------------------------------------

static bool consult_remembering(struct record *r, struct consultations *told, const struct secret_key *key,
                                int64_t at, int64_t *due_again)
{
    struct act act = act_new(r->arena, TEXT("ann"));
    act.at = at;
    act.audit_key = key;
    return consultation_tell(r->store, r->arena, told, &act,
                             case_look(r->arena, record_case(r, "e", "C-01"), TEXT("hate-2019")), due_again,
                             &r->problems);
}

TEST(what_is_remembered_is_due_again_as_what_is_asked_of_the_log)
{
    enum { LOOKED = 1000000 };
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct consultations *told = consultations_new();
    struct text one = record_case(&r, "e", "C-01");
    // By turns with and without: each knows what the other has written.
    static const struct {
        int64_t at;
        bool remembers;
        size_t rows;
        int64_t due_again;
    } looks[] = {
        {LOOKED, true, 1, LOOKED + CONSULTATION_EVERY},
        {LOOKED + CONSULTATION_EVERY - 1, true, 1, LOOKED + CONSULTATION_EVERY},
        {LOOKED + CONSULTATION_EVERY - 1, false, 1, LOOKED + CONSULTATION_EVERY},
        {LOOKED + CONSULTATION_EVERY, false, 2, LOOKED + 2 * CONSULTATION_EVERY},
        {LOOKED + CONSULTATION_EVERY + 1, true, 2, LOOKED + 2 * CONSULTATION_EVERY},
        {LOOKED - 1, true, 3, LOOKED - 1 + CONSULTATION_EVERY},
    };
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        int64_t due_again = 0;
        ASSERT_GOOD(consult_remembering(&r, looks[i].remembers ? told : NULL, NULL, looks[i].at, &due_again),
                    &r.problems);
        assert_int_equal(consultations(&r, one), looks[i].rows);
        assert_int_equal(due_again, looks[i].due_again);
    }
    consultations_free(told);
    record_stop(&r);
}

TEST(a_look_that_could_not_be_logged_is_not_remembered)
{
    struct record r;
    record_start(&r);
    record_add_cases(&r, "e", 1);
    struct consultations *told = consultations_new();
    struct text one = record_case(&r, "e", "C-01");
    struct secret_key other = {{1}};
    assert_false(consult_remembering(&r, told, &other, 1, NULL));
    problems_init(&r.problems, r.arena);
    assert_int_equal(consultations(&r, one), 0);
    ASSERT_GOOD(consult_remembering(&r, told, NULL, 2, NULL), &r.problems);
    assert_int_equal(consultations(&r, one), 1);
    consultations_free(told);
    record_stop(&r);
}

TEST(a_look_of_another_person_or_at_another_thing_is_not_taken_for_this_one)
{
    struct record r;
    record_start(&r);
    struct consultations *told = consultations_new();
    // Written one behind the other, the object and the person are the same letters.
    static const struct {
        const char *object, *actor;
    } looks[] = {{"one", "twothree"}, {"onetwo", "three"}, {"one", "two"}};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        struct act act = act_new(r.arena, text_from(looks[i].actor));
        act.at = 1;
        struct audited look = {"job.consult", "job", text_from(looks[i].object), {0}};
        struct audit_rows rows;
        ASSERT_GOOD(consultation_tell(r.store, r.arena, told, &act, look, NULL, &r.problems), &r.problems);
        ASSERT_GOOD(audit_read(r.store, r.arena, TEXT("job"), look.object, &rows, &r.problems), &r.problems);
        assert_text_equal(rows.list.items[rows.list.count - 1].actor, looks[i].actor);
    }
    consultations_free(told);
    record_stop(&r);
}
