// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/judgement.h"

#include "base/text_map.h"
#include "base/spelling.h"
#include "format/table_reader.h"
#include "review/review.h"

// ---- Reading -----------------------------------------------------------------------------------------------

enum column_name { PERSON, CASE, CRITERION, OUTCOME, DEPARTURE, REASON, REASON_WELSH, COMMENT, COLUMN_NAMES };

static const char *const column_names[2][COLUMN_NAMES] = {
    [ASSESSMENT_REVIEW] = {"reviewer", "case", "criterion", "outcome", "departure", "reason", "reason_cy",
                           "comment"},
    [ASSESSMENT_MODERATION] = {"moderator", "case", "criterion", "outcome", "departure", "reason",
                               "reason_cy", "comment"},
};

struct columns {
    size_t at[COLUMN_NAMES];
    bool has[COLUMN_NAMES];
};

struct header {
    const struct table_row *row;
    enum assessment_kind kind;
    struct text source;
};

static struct place header_place(const struct header *header, size_t column)
{
    return (struct place){
        .source = header->source, .line = header->row->line, .name = header->row->cells[column].text};
}

// A column that nobody reads would lose what reviewers wrote into it.
static bool take_column(const struct header *header, size_t column, struct columns *columns,
                        struct problems *problems)
{
    struct text written = header->row->cells[column].text, known[COLUMN_NAMES], nearest = {0};
    for (int name = 0; name < COLUMN_NAMES; name++) {
        known[name] = text_from(column_names[header->kind][name]);
        if (!text_equal_ignoring_case(written, known[name]))
            continue;
        if (columns->has[name])
            return problem_report(problems, header_place(header, column),
                                  MESSAGE("the file has this column twice"), NO_MESSAGE);
        columns->at[name] = column;
        columns->has[name] = true;
        return true;
    }
    struct message hint = MESSAGE("take the column out, or give it one of the names in docs/reviews.md");
    if (spelling_nearest(written, known, COLUMN_NAMES, &nearest))
        hint = MESSAGE("did you mean {nearest}?", VALUE("nearest", nearest));
    return problem_report(problems, header_place(header, column), MESSAGE("this is no column of judgements"),
                          hint);
}

static bool find_columns(const struct header *header, struct columns *columns, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < header->row->count; i++)
        good &= take_column(header, i, columns, problems);
    bool answers = header->kind == ASSESSMENT_MODERATION;
    for (int name = OUTCOME; name < COMMENT; name++)
        answers |= columns->has[name];
    for (int name = PERSON; name <= (answers ? CRITERION : CASE); name++)
        if (!columns->has[name])
            good = problem_report(problems,
                                  (struct place){.source = header->source, .line = header->row->line},
                                  MESSAGE("the file has no column {name}",
                                          VALUE("name", text_from(column_names[header->kind][name]))),
                                  NO_MESSAGE);
    return good;
}

static struct judgement read_row(struct arena *arena, struct table_reader *table, const struct table_row *row,
                                 const struct columns *columns)
{
    struct text cell[COLUMN_NAMES] = {0};
    for (int name = 0; name < COLUMN_NAMES; name++)
        if (columns->has[name])
            cell[name] = text_copy(arena, text_trim(row->cells[columns->at[name]].text));
    struct place place = table_place(table, columns->at[columns->has[CRITERION] ? CRITERION : CASE]);
    place.source = text_copy(arena, place.source);
    place.name = text_copy(arena, place.name);
    return (struct judgement){
        .place = place,
        .person = cell[PERSON],
        .reference = cell[CASE],
        .criterion = cell[CRITERION],
        .outcome = cell[OUTCOME],
        .departure = cell[DEPARTURE],
        .reason = {{cell[REASON], cell[REASON_WELSH]}},
        .comment = cell[COMMENT],
    };
}

bool judgements_read(struct arena *arena, const char *path, enum assessment_kind kind,
                     struct judgements *judgements, struct problems *problems)
{
    struct table_reader *table;
    struct columns columns = {0};
    struct judgements read = {0};
    if (!table_open(path, (struct table_choice){0}, &table, problems))
        return false;
    struct header header = {table_header(table), kind, table_facts(table)->source};
    bool good = find_columns(&header, &columns, problems);
    const struct table_row *row;
    enum table_step step = TABLE_END;
    while (good && ((step = table_next(table, &row, problems)) == TABLE_ROW || step == TABLE_DAMAGED))
        if (read.list.count == LIMIT_JUDGEMENTS)
            good = problem_report(
                problems, table_place(table, columns.at[CRITERION]),
                MESSAGE("the file has more than {limit} judgements", NUMBER("limit", LIMIT_JUDGEMENTS)),
                MESSAGE("enter them in several files, all answers on a case in the same one"));
        else if (step == TABLE_ROW)
            *ARRAY_APPEND(arena, &read.list) = read_row(arena, table, row, &columns);
        else
            read.damaged++;
    good = good && step == TABLE_END;
    table_close(table);
    if (good)
        *judgements = read;
    return good;
}

// ---- Checking ----------------------------------------------------------------------------------------------

#define SEVERAL_ROWS SIZE_MAX

struct entry {
    struct write *write;
    struct text review;
    enum assessment_kind kind;
    const struct instrument *instrument;
    struct evaluation evaluation;
    struct text_map rows; // of the evaluation, by reference; SEVERAL_ROWS where extracts share a reference
    struct problems *problems;
};

// Cases come by reference: those that share one stand together.
static void index_rows(struct entry *entry)
{
    const struct evaluated_case *cases = entry->evaluation.cases;
    text_map_init(&entry->rows, entry->write->arena);
    for (size_t i = 0, next; i < entry->evaluation.count; i = next) {
        struct text reference = cases[i].entry->record.reference;
        for (next = i + 1; next < entry->evaluation.count; next++)
            if (!text_equal(cases[next].entry->record.reference, reference))
                break;
        text_map_put(&entry->rows, reference, next - i == 1 ? i : SEVERAL_ROWS, NULL);
    }
}

static bool find_standing(struct text words, enum standing *standing)
{
    for (int i = 0; i < STANDING_COUNT; i++)
        if (text_equal_ignoring_case(words, text_from(standing_words((enum standing)i)))) {
            *standing = (enum standing)i;
            return true;
        }
    return false;
}

static bool refuse(const struct entry *entry, const struct judgement *judgement, struct text value,
                   struct message what, struct message hint)
{
    return problem_report_value(entry->problems, judgement->place, value, what, hint);
}

static bool check_judged(const struct entry *entry, const struct judgement *judgement,
                         const struct criterion *criterion, const struct case_outcome *computed)
{
    size_t outcome;
    if (computed->outcome != OUTCOME_TO_JUDGE)
        return refuse(entry, judgement, criterion->outcomes[computed->outcome].id,
                      MESSAGE("the criterion does not apply to this case, so there is nothing to judge"),
                      NO_MESSAGE);
    if (judgement->departure.length)
        return refuse(entry, judgement, judgement->departure,
                      MESSAGE("the criterion is judged, so there is no computed outcome to depart from"),
                      MESSAGE("give the outcome instead"));
    if (judgement->outcome.length == 0)
        return refuse(entry, judgement, (struct text){0}, MESSAGE("the outcome is missing"), NO_MESSAGE);
    if (!criterion_find_outcome(criterion, judgement->outcome, &outcome))
        return refuse(entry, judgement, judgement->outcome, MESSAGE("the criterion has no such outcome"),
                      MESSAGE("craffu instrument explain lists them"));
    return true;
}

static bool check_departure(const struct entry *entry, const struct judgement *judgement)
{
    enum standing standing;
    if (judgement->outcome.length)
        return refuse(
            entry, judgement, judgement->outcome,
            MESSAGE("the outcome of this criterion is computed, and a judgement does not change it"),
            MESSAGE("to judge it otherwise, give the standing as departure, with a reason"));
    if (!find_standing(judgement->departure, &standing))
        return refuse(entry, judgement, judgement->departure, MESSAGE("this is not a standing"),
                      MESSAGE("use met, not met, not applicable, not recorded or cannot conclude"));
    if (judgement->reason.in[LANGUAGE_ENGLISH].length == 0)
        return refuse(entry, judgement, (struct text){0}, MESSAGE("a departure needs its reason"),
                      NO_MESSAGE);
    return true;
}

// That the case was read and there is nothing to answer. Whether that is so the whole of the sheet shows.
static bool check_read(const struct entry *entry, const struct judgement *judgement)
{
    bool says_more = judgement->outcome.length || judgement->departure.length ||
                     judgement->reason.in[LANGUAGE_ENGLISH].length ||
                     judgement->reason.in[LANGUAGE_WELSH].length;
    if (entry->kind == ASSESSMENT_REVIEW && !says_more)
        return true;
    return refuse(entry, judgement, (struct text){0}, MESSAGE("the criterion is missing"),
                  MESSAGE("craffu instrument explain lists them"));
}

static bool check(const struct entry *entry, const struct judgement *judgement)
{
    size_t row, criterion;
    if (judgement->person.length == 0)
        return refuse(entry, judgement, (struct text){0}, MESSAGE("nobody is named who judged"), NO_MESSAGE);
    if (!text_map_find(&entry->rows, judgement->reference, &row))
        return refuse(entry, judgement, judgement->reference,
                      MESSAGE("the case is not one that the review has to judge"),
                      MESSAGE("craffu ledger shows which cases it has and what became of them"));
    if (row == SEVERAL_ROWS)
        return refuse(entry, judgement, judgement->reference,
                      MESSAGE("several extracts have a case {reference}: it is not clear which one is meant",
                              VALUE("reference", judgement->reference)),
                      NO_MESSAGE);
    if (judgement->criterion.length == 0)
        return check_read(entry, judgement);
    if (!instrument_find_criterion(entry->instrument, judgement->criterion, &criterion))
        return refuse(entry, judgement, judgement->criterion, MESSAGE("the instrument has no such criterion"),
                      MESSAGE("craffu instrument explain lists them"));
    const struct criterion *asked = &entry->instrument->criteria[criterion];
    const struct case_outcome *computed = &entry->evaluation.cases[row].outcomes[criterion];
    return asked->judged ? check_judged(entry, judgement, asked, computed)
                         : check_departure(entry, judgement);
}

// ---- Entering ----------------------------------------------------------------------------------------------

// The judgements of one person on one case: indices into the list, in its order.
struct sheet {
    size_t row;
    ARRAY_OF(size_t) judgements;
};
struct sheets {
    ARRAY_OF(struct sheet) list;
    struct text_map by_name; // of case and person
};

static struct sheet *sheet_of(struct arena *arena, struct sheets *sheets, const struct judgement *judgement,
                              size_t row)
{
    size_t index = sheets->list.count;
    struct text name = text_print(arena, "%zu %.*s", row, TEXT_PRINT(judgement->person));
    if (text_map_put(&sheets->by_name, name, index, &index))
        ARRAY_APPEND(arena, &sheets->list)->row = row;
    return &sheets->list.items[index];
}

static bool is_answered(const struct judgements *judgements, const struct sheet *sheet, struct text criterion)
{
    for (size_t i = 0; i < sheet->judgements.count; i++)
        if (text_equal(judgements->list.items[sheet->judgements.items[i]].criterion, criterion))
            return true;
    return false;
}

// Checks every judgement and sorts them into sheets.
static bool make_sheets(const struct entry *entry, const struct judgements *judgements, struct sheets *sheets)
{
    struct arena *arena = entry->write->arena;
    bool good = true;
    text_map_init(&sheets->by_name, arena);
    for (size_t i = 0; i < judgements->list.count; i++) {
        const struct judgement *judgement = &judgements->list.items[i];
        size_t row = 0;
        if (!check(entry, judgement)) {
            good = false;
            continue;
        }
        text_map_find(&entry->rows, judgement->reference, &row);
        struct sheet *sheet = sheet_of(arena, sheets, judgement, row);
        if (is_answered(judgements, sheet, judgement->criterion))
            good = refuse(entry, judgement, judgement->criterion,
                          judgement->criterion.length
                              ? MESSAGE("the same person answers this criterion of this case twice")
                              : MESSAGE("the same person has read this case twice"),
                          MESSAGE("keep one of the two"));
        *ARRAY_APPEND(arena, &sheet->judgements) = i;
    }
    return good;
}

static bool check_new(const struct entry *entry, const struct judgements *judgements,
                      const struct sheet *sheet)
{
    const struct judgement *first = &judgements->list.items[sheet->judgements.items[0]];
    struct write *write = entry->write;
    struct assessment assessment;
    bool found = false;
    if (entry->kind == ASSESSMENT_MODERATION)
        return true;
    if (!assessment_find(write->store, write->arena, entry->review,
                         entry->evaluation.cases[sheet->row].entry->record.id, entry->kind, first->person,
                         &found, &assessment, entry->problems))
        return false;
    return !found || assessment.state == ASSESSMENT_DRAFT ||
           refuse(
               entry, first, first->person,
               MESSAGE("this reviewer has submitted an assessment of the case {case} already",
                       VALUE("case", first->reference)),
               MESSAGE("a submitted assessment is frozen; enter what was agreed since with craffu moderate"));
}

// A submitted assessment is frozen, so it must be whole.
static bool check_whole(const struct entry *entry, const struct judgements *judgements,
                        const struct sheet *sheet)
{
    bool good = true;
    for (size_t c = 0; entry->kind == ASSESSMENT_REVIEW && c < entry->instrument->criterion_count; c++) {
        const struct criterion *criterion = &entry->instrument->criteria[c];
        if (entry->evaluation.cases[sheet->row].outcomes[c].outcome != OUTCOME_TO_JUDGE ||
            is_answered(judgements, sheet, criterion->id))
            continue;
        const struct judgement *first = &judgements->list.items[sheet->judgements.items[0]];
        good = problem_report_value(
            entry->problems, first->place, criterion->id,
            MESSAGE("{person} leaves a criterion of the case {case} without an answer",
                    VALUE("person", first->person), VALUE("case", first->reference)),
            MESSAGE("answer every criterion that applies: an assessment is frozen when it is submitted"));
    }
    return good;
}

static struct answer answer_of(const struct entry *entry, const struct sheet *sheet,
                               const struct judgement *judgement)
{
    size_t c = 0;
    instrument_find_criterion(entry->instrument, judgement->criterion, &c);
    const struct criterion *criterion = &entry->instrument->criteria[c];
    struct answer answer = {
        .criterion = criterion->id,
        .criterion_hash = criterion->hash,
        .judged = judgement->outcome,
        .comment = judgement->comment,
    };
    if (criterion->judged)
        return answer;
    answer.computed = criterion->outcomes[entry->evaluation.cases[sheet->row].outcomes[c].outcome].id;
    answer.departs = find_standing(judgement->departure, &answer.departure);
    answer.reason = judgement->reason.in[LANGUAGE_ENGLISH];
    return answer;
}

static bool begin(const struct entry *entry, const struct case_record *record, struct text person,
                  struct assessment *assessment)
{
    struct write *write = entry->write;
    struct text id;
    bool found = false;
    if (!assessment_find(write->store, write->arena, entry->review, record->id, entry->kind, person, &found,
                         assessment, entry->problems))
        return false;
    if (found && assessment->state == ASSESSMENT_DRAFT)
        return true;
    bool made = entry->kind == ASSESSMENT_REVIEW ? assessment_begin(write, entry->review, record->id, person,
                                                                    LANGUAGE_ENGLISH, &id, entry->problems)
                                                 : moderation_begin(write, entry->review, record->id, person,
                                                                    LANGUAGE_ENGLISH, &id, entry->problems);
    return made && assessment_get(write->store, write->arena, id, assessment, entry->problems);
}

// Each change of the draft makes another version of it.
static bool put_judgement(const struct entry *entry, const struct sheet *sheet,
                          const struct judgement *judgement, struct text assessment, int64_t *version)
{
    if (judgement->criterion.length == 0)
        return judgement->comment.length == 0 || assessment_comment(entry->write, assessment, (*version)++,
                                                                    judgement->comment, entry->problems);
    struct answer answer = answer_of(entry, sheet, judgement);
    return assessment_answer(entry->write, assessment, (*version)++, &answer, entry->problems);
}

static bool put_sheet(const struct entry *entry, const struct judgements *judgements,
                      const struct sheet *sheet)
{
    const struct case_record *record = &entry->evaluation.cases[sheet->row].entry->record;
    const struct judgement *first = &judgements->list.items[sheet->judgements.items[0]];
    struct assessment assessment;
    if (!begin(entry, record, first->person, &assessment))
        return false;
    int64_t version = assessment.version;
    for (size_t i = 0; i < sheet->judgements.count; i++)
        if (!put_judgement(entry, sheet, &judgements->list.items[sheet->judgements.items[i]], assessment.id,
                           &version))
            return false;
    if (!assessment_submit(entry->write, assessment.id, version, entry->problems))
        return false;
    for (size_t i = 0; i < sheet->judgements.count; i++) {
        const struct judgement *judgement = &judgements->list.items[sheet->judgements.items[i]];
        struct text welsh = judgement->reason.in[LANGUAGE_WELSH];
        if (judgement->departure.length && welsh.length &&
            !departure_translate(entry->write, assessment.id, judgement->criterion, LANGUAGE_WELSH, welsh,
                                 entry->problems))
            return false;
    }
    return true;
}

bool judgements_put(struct write *write, struct text review, enum assessment_kind kind,
                    const struct judgements *judgements, int64_t *assessments, struct problems *problems)
{
    struct entry entry = {.write = write, .review = review, .kind = kind, .problems = problems};
    struct review record;
    struct ledger ledger = {0};
    struct sheets sheets = {0};
    unsigned states = 1u << LEDGER_WAITING | 1u << LEDGER_REVIEWED;
    if (!review_get(write->store, write->arena, review, &record, problems) ||
        !review_instrument(write->arena, &record, &entry.instrument, problems) ||
        !ledger_read(write->store, write->arena, review, &ledger, problems) ||
        !evaluation_read(write->store, write->arena, review, entry.instrument, &ledger, states,
                         &entry.evaluation, problems))
        return false;
    index_rows(&entry);
    bool good = make_sheets(&entry, judgements, &sheets) && judgements->damaged == 0;
    for (size_t i = 0; i < sheets.list.count; i++)
        good &= check_new(&entry, judgements, &sheets.list.items[i]) &&
                check_whole(&entry, judgements, &sheets.list.items[i]);
    for (size_t i = 0; good && i < sheets.list.count; i++) {
        struct arena_mark mark = arena_mark(
            write->arena); // a problem, which would stand behind it, ends the loop
        good = put_sheet(&entry, judgements, &sheets.list.items[i]);
        if (good)
            arena_release(write->arena, mark);
    }
    if (good) {
        *assessments = (int64_t)sheets.list.count;
        write_result(write, number_text(write->arena, *assessments));
    }
    return good;
}
