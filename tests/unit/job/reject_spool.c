// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/reject_spool.h"

#include "job/job_import.h"
#include "record.h"
#include "review/audit.h"

static struct kept_reject row(int64_t number, const char *csv)
{
    return (struct kept_reject){.number = number,
                                .record = number,
                                .line = number + 1,
                                .reference = TEXT("C"),
                                .reason = {{TEXT("wrong"), TEXT("anghywir")}},
                                .csv = text_from(csv)};
}

static bool put(struct write *write, struct reject_spool *spool, struct text job, struct problems *problems)
{
    struct audited audited = {"thing.look", "thing", TEXT("one"), {0}};
    return audit_tell(write, audited, problems) &&
           reject_spool_put(spool, write, (struct reject_owner){job, TEXT("e")}, problems);
}

TEST(what_is_kept_for_a_while_comes_into_the_record_in_its_order_once_it_was_cleared)
{
    struct record r;
    record_start(&r);
    struct job_request request = {.kind = "import", .input = TEXT("{}")};
    struct text id;
    ASSERT_GOOD(WRITE(&r, job_ask(&r.write, &request, &id, &r.problems)), &r.problems);
    struct reject_spool *spool = reject_spool_new(&r.problems);
    assert_non_null(spool);
    struct kept_reject header = row(0, "head\r\n"), stale = row(7, "stale\r\n"), first = row(1, "one\r\n"),
                       second = row(2, "");
    assert_true(reject_spool_add(spool, &stale, &r.problems));
    reject_spool_clear(spool);
    assert_true(reject_spool_add(spool, &header, &r.problems));
    assert_true(reject_spool_add(spool, &first, &r.problems));
    assert_true(reject_spool_add(spool, &second, &r.problems));
    ASSERT_GOOD(WRITE(&r, put(&r.write, spool, id, &r.problems)), &r.problems);
    reject_spool_free(spool);
    reject_spool_free(NULL);
    struct job_rejects list;
    ASSERT_GOOD(job_reject_list(r.store, r.arena, id, (struct text){0}, 0, 10, &list, &r.problems),
                &r.problems);
    assert_int_equal(list.list.count, 2); // without the header
    assert_true(list.list.items[0].record == 1 && list.list.items[1].record == 2);
    assert_text_equal(list.list.items[1].reason.in[LANGUAGE_WELSH], "anghywir");
    record_stop(&r);
}
