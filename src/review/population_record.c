// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/population_record.h"

#include "format/hash.h"
#include "review/audit.h"
#include "review/evaluation.h"
#include "review/review.h"

static const char *const source_kinds[] = {"cases", "log"};

// ---- What is refused ---------------------------------------------------------------------------------------

int64_t population_totals_count(const struct population_totals *totals, struct text criterion,
                                struct text outcome)
{
    for (size_t i = 0; i < totals->count_count; i++)
        if (text_equal(totals->counts[i].criterion, criterion) &&
            text_equal(totals->counts[i].outcome, outcome))
            return totals->counts[i].cases;
    return 0;
}

static bool named_before(const struct population_totals *totals, size_t index)
{
    const struct population_count *count = &totals->counts[index];
    for (size_t i = 0; i < index; i++)
        if (text_equal(totals->counts[i].criterion, count->criterion) &&
            text_equal(totals->counts[i].outcome, count->outcome))
            return true;
    return false;
}

static struct place place_of(const struct instrument *instrument, struct text criterion)
{
    return (struct place){.source = instrument->id, .name = criterion};
}

static bool check_count(const struct population_totals *totals, size_t index,
                        const struct instrument *instrument, struct problems *problems)
{
    const struct population_count *count = &totals->counts[index];
    struct place place = place_of(instrument, count->criterion);
    size_t c, outcome;
    if (!instrument_find_criterion(instrument, count->criterion, &c))
        return problem_report(problems, place, MESSAGE("the instrument has no such criterion"), NO_MESSAGE);
    const struct criterion *criterion = &instrument->criteria[c];
    if (!text_equal(count->criterion_hash, criterion->hash))
        return problem_report(
            problems, place,
            MESSAGE("the population was counted by a criterion that asks something else than the review's"),
            MESSAGE("count it again by the instrument that the review keeps a copy of"));
    if (criterion->judged)
        return problem_report(
            problems, place,
            MESSAGE("reviewers judge this criterion, so nothing computes its outcomes for a population"),
            NO_MESSAGE);
    if (!criterion_find_outcome(criterion, count->outcome, &outcome))
        return problem_report_value(problems, place, count->outcome,
                                    MESSAGE("the criterion has no such outcome"), NO_MESSAGE);
    if (count->cases < 0 || named_before(totals, index))
        return problem_report_value(problems, place, count->outcome,
                                    MESSAGE("the outcome is counted twice, or has less than no case"),
                                    NO_MESSAGE);
    return true;
}

static bool check_sum(const struct population_totals *totals, const struct instrument *instrument,
                      const struct criterion *criterion, struct problems *problems)
{
    int64_t sum = 0;
    bool counted = false, held = true;
    for (size_t i = 0; i < totals->count_count && held; i++)
        if (text_equal(totals->counts[i].criterion, criterion->id)) {
            counted = true;
            held = !__builtin_add_overflow(sum, totals->counts[i].cases, &sum);
        }
    struct place place = place_of(instrument, criterion->id);
    if (!counted)
        return problem_report(problems, place, MESSAGE("the population was not counted by this criterion"),
                              MESSAGE("count it again by the instrument that the review keeps a copy of"));
    if (held && sum == totals->cases)
        return true;
    return problem_report(
        problems, place,
        MESSAGE("the outcomes of the population add up to {sum}, but {cases} cases were counted",
                NUMBER("sum", held ? sum : INT64_MAX), NUMBER("cases", totals->cases)),
        NO_MESSAGE);
}

bool population_totals_check(const struct population_totals *totals, const struct instrument *instrument,
                             struct problems *problems)
{
    bool good = true, computed = false;
    for (size_t i = 0; i < totals->count_count; i++)
        good &= check_count(totals, i, instrument, problems);
    for (size_t c = 0; good && c < instrument->criterion_count; c++)
        if (!instrument->criteria[c].judged) {
            computed = true;
            good &= check_sum(totals, instrument, &instrument->criteria[c], problems);
        }
    if (good && !computed)
        return problem_report(problems, (struct place){.source = instrument->id},
                              MESSAGE("the instrument computes no outcome: there is nothing to count"),
                              NO_MESSAGE);
    return good;
}

// A name that a report cannot print would stop every later report of the review.
static bool is_printable(struct text text)
{
    if (!text_is_utf8(text, NULL))
        return false;
    for (size_t at = 0; at < text.length;) {
        uint32_t point = text_code_point(text, &at);
        if (point < 0x20 || (point >= 0x7F && point < 0xA0))
            return false;
    }
    return text_trim(text).length > 0;
}

// Where a file lay is nobody's business.
static struct text file_name(struct text path)
{
    struct text rest = path, name = path;
    while (text_split(&rest, '/', &name))
        ;
    return name;
}

static bool check_source(const struct population_source *source, struct problems *problems)
{
    struct hash hash;
    struct place place = {.source = source->name};
    if (!is_printable(file_name(source->name)))
        return problem_report(problems, (struct place){0},
                              MESSAGE("a file of the population has no name that can be printed"),
                              NO_MESSAGE);
    if (source->sha256.length && !hash_from_text(source->sha256, &hash))
        return problem_report_value(problems, place, source->sha256,
                                    MESSAGE("a hash is 64 hexadecimal digits, in small letters"), NO_MESSAGE);
    if (source->bytes < 0 || source->rejected < 0 || source->read < source->rejected)
        return problem_report(problems, place, MESSAGE("more rows were rejected than read"), NO_MESSAGE);
    return true;
}

static bool check_sources(const struct population_totals *totals, struct problems *problems)
{
    bool good = true;
    int64_t accepted = 0;
    for (size_t i = 0; i < totals->source_count; i++) {
        const struct population_source *source = &totals->sources[i];
        good &= check_source(source, problems);
        if (good && !source->is_log &&
            __builtin_add_overflow(accepted, source->read - source->rejected, &accepted))
            accepted = -1;
    }
    if (!good)
        return false;
    if (totals->cases < 1)
        return problem_report(problems, (struct place){0}, MESSAGE("no case of the population was counted"),
                              NO_MESSAGE);
    if (accepted == totals->cases)
        return true;
    return problem_report(
        problems, (struct place){0},
        MESSAGE("{accepted} rows of cases were read and not rejected, but {cases} cases were counted",
                NUMBER("accepted", accepted), NUMBER("cases", totals->cases)),
        NO_MESSAGE);
}

// ---- Keeping -----------------------------------------------------------------------------------------------

static struct text audited_detail(struct write *write, struct text id, const struct population_totals *totals)
{
    struct arena *arena = write->arena;
    struct audit_fact *facts = ARENA_ARRAY(arena, struct audit_fact, 3 + 2 * totals->source_count);
    size_t count = 0;
    facts[count++] = (struct audit_fact){"check", id};
    facts[count++] = (struct audit_fact){"instrument", totals->instrument_hash};
    facts[count++] = (struct audit_fact){"counted", text_print(arena, "%lld", (long long)totals->cases)};
    for (size_t i = 0; i < totals->source_count; i++) {
        const struct population_source *source = &totals->sources[i];
        facts[count++] = (struct audit_fact){source->is_log ? "log" : "cases", file_name(source->name)};
        facts[count++] = (struct audit_fact){source->is_log ? "log_sha256" : "cases_sha256", source->sha256};
    }
    return audit_detail(arena, facts, count);
}

static bool write_parts(struct write *write, struct text id, const struct population_totals *totals,
                        struct problems *problems)
{
    for (size_t i = 0; i < totals->source_count; i++) {
        const struct population_source *source = &totals->sources[i];
        if (!write_part(write, "population_source_insert",
                        STORE_VALUES(store_text(id), store_integer((int64_t)i + 1),
                                     store_text(text_from(source_kinds[source->is_log])),
                                     store_text(file_name(source->name)), store_optional(source->sha256),
                                     store_integer(source->bytes), store_integer(source->read),
                                     store_integer(source->rejected)),
                        NULL, problems))
            return false;
    }
    for (size_t i = 0; i < totals->count_count; i++) {
        const struct population_count *count = &totals->counts[i];
        if (!write_part(write, "population_count_insert",
                        STORE_VALUES(store_text(id), store_integer((int64_t)i + 1),
                                     store_text(count->criterion), store_text(count->criterion_hash),
                                     store_text(count->outcome), store_integer(count->cases)),
                        NULL, problems))
            return false;
    }
    return true;
}

bool population_record_put(struct write *write, struct text review, const struct population_totals *totals,
                           struct problems *problems)
{
    struct review kept;
    const struct instrument *instrument;
    if (!review_check_open(write, review, problems) ||
        !review_get(write->store, write->arena, review, &kept, problems) ||
        !review_instrument(write->arena, &kept, &instrument, problems))
        return false;
    bool good = population_totals_check(totals, instrument, problems);
    good &= check_sources(totals, problems);
    if (!good)
        return false;
    struct text id = write_identifier(write);
    struct audited audited = {"population.keep", "review", review, audited_detail(write, id, totals)};
    if (!write_row(write, audited, "population_check_insert",
                   STORE_VALUES(store_text(id), store_text(review), store_text(write->act->operation),
                                store_integer(write->act->at), store_text(totals->instrument_id),
                                store_integer(totals->instrument_version),
                                store_text(totals->instrument_hash), store_integer(totals->cases)),
                   NO_MESSAGE, problems) ||
        !write_parts(write, id, totals, problems))
        return false;
    write_result(write, id);
    return true;
}

struct saving {
    struct text review;
    const struct population_totals *totals;
};

static bool save(struct write *write, void *argument, struct problems *problems)
{
    const struct saving *saving = argument;
    return population_record_put(write, saving->review, saving->totals, problems);
}

// "population REVIEW HASH": the hash is of everything that is kept.
static struct text request_of(struct arena *arena, struct text review, const struct population_totals *totals)
{
    struct buffer all = {0};
    buffer_print(&all, "%.*s\n%lld\n", TEXT_PRINT(totals->instrument_hash), (long long)totals->cases);
    for (size_t i = 0; i < totals->source_count; i++) {
        const struct population_source *source = &totals->sources[i];
        buffer_print(&all, "%d %.*s %lld %lld %lld %.*s\n", source->is_log, TEXT_PRINT(source->sha256),
                     (long long)source->bytes, (long long)source->read, (long long)source->rejected,
                     TEXT_PRINT(source->name));
    }
    for (size_t i = 0; i < totals->count_count; i++) {
        const struct population_count *count = &totals->counts[i];
        buffer_print(&all, "%.*s %.*s %.*s %lld\n", TEXT_PRINT(count->criterion),
                     TEXT_PRINT(count->criterion_hash), TEXT_PRINT(count->outcome), (long long)count->cases);
    }
    struct text hash = hash_text(arena, hash_of(buffer_text(&all)));
    buffer_dispose(&all);
    return text_print(arena, "population %.*s %.*s", TEXT_PRINT(review), TEXT_PRINT(hash));
}

bool population_record_save(struct store *store, struct arena *arena, const struct act *act,
                            struct text review, const struct population_totals *totals,
                            struct act_answer *answer, struct problems *problems)
{
    struct saving saving = {review, totals};
    struct act asked = *act;
    asked.request = request_of(arena, review, totals);
    return act_do(store, arena, &asked, save, &saving, answer, problems);
}

// ---- Reading -----------------------------------------------------------------------------------------------

static bool read_sources(struct store *store, struct arena *arena, struct population_totals *totals,
                         struct problems *problems)
{
    ARRAY_OF(struct population_source) sources = {0};
    struct store_rows *rows = store_query(store, arena, "population_source_list",
                                          STORE_VALUES(store_text(totals->id)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &sources) = (struct population_source){
            .is_log = text_equal(store_column_text(rows, 0), TEXT("log")),
            .name = store_column_text(rows, 1),
            .sha256 = store_column_text(rows, 2),
            .bytes = store_column_integer(rows, 3),
            .read = store_column_integer(rows, 4),
            .rejected = store_column_integer(rows, 5),
        };
    totals->sources = sources.items;
    totals->source_count = sources.count;
    return store_finish(rows, problems);
}

static bool read_counts(struct store *store, struct arena *arena, struct population_totals *totals,
                        struct problems *problems)
{
    ARRAY_OF(struct population_count) counts = {0};
    struct store_rows *rows = store_query(store, arena, "population_count_list",
                                          STORE_VALUES(store_text(totals->id)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &counts) = (struct population_count){
            .criterion = store_column_text(rows, 0),
            .criterion_hash = store_column_text(rows, 1),
            .outcome = store_column_text(rows, 2),
            .cases = store_column_integer(rows, 3),
        };
    totals->counts = counts.items;
    totals->count_count = counts.count;
    return store_finish(rows, problems);
}

bool population_record_read(struct store *store, struct arena *arena, struct text review, bool *found,
                            struct population_totals *totals, struct problems *problems)
{
    struct population_totals read = {0};
    struct store_rows *rows = store_query(store, arena, "population_check_latest",
                                          STORE_VALUES(store_text(review)));
    bool there = store_next(rows);
    if (there)
        read = (struct population_totals){
            .id = store_column_text(rows, 0),
            .at = store_column_integer(rows, 1),
            .instrument_id = store_column_text(rows, 2),
            .instrument_version = store_column_integer(rows, 3),
            .instrument_hash = store_column_text(rows, 4),
            .cases = store_column_integer(rows, 5),
        };
    if (!store_finish(rows, problems) || (there && (!read_sources(store, arena, &read, problems) ||
                                                    !read_counts(store, arena, &read, problems))))
        return false;
    *found = there;
    if (there)
        *totals = read;
    return true;
}
