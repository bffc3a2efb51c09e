// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/definition.h"

#include "base/text_map.h"
#include "format/yaml.h"
#include "review/case.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct reader {
    struct arena *arena;
    struct text source;
    struct problems *problems;
};

// Where a text is optional.
static bool read_localised(const struct reader *reader, const struct yaml_node *node, struct localised *text)
{
    return !node || yaml_localised(reader->source, node, text, reader->problems);
}

// ---- A review ----------------------------------------------------------------------------------------------

static bool read_period(const struct reader *reader, const struct yaml_node *node, struct review *review)
{
    enum { FROM, TO, KEYS };
    static const struct yaml_key known[KEYS] = {
        [FROM] = {"from", YAML_SCALAR, true}, [TO] = {"to", YAML_SCALAR, true}};
    const struct yaml_node *found[KEYS];
    if (!node)
        return true;
    bool good = yaml_keys(reader->source, node, known, KEYS, found, reader->problems);
    good &= yaml_date(reader->arena, reader->source, found[FROM], &review->period_from, reader->problems);
    good &= yaml_date(reader->arena, reader->source, found[TO], &review->period_to, reader->problems);
    if (good && text_compare(review->period_from, review->period_to) > 0)
        good = problem_report(reader->problems, yaml_place(reader->source, found[TO]),
                              MESSAGE("the period ends before it begins"), NO_MESSAGE);
    return good;
}

static bool read_origin(const struct reader *reader, const struct yaml_node *node,
                        struct review_origin *origin)
{
    enum { REVIEW, TITLE, LINK, KEYS };
    static const struct yaml_key known[KEYS] = {
        [REVIEW] = {"review", YAML_SCALAR, false},
        [TITLE] = {"title", YAML_MAPPING, true},
        [LINK] = {"link", YAML_SCALAR, false},
    };
    const struct yaml_node *found[KEYS];
    if (!node)
        return true;
    bool good = yaml_keys(reader->source, node, known, KEYS, found, reader->problems) &&
                read_localised(reader, found[TITLE], &origin->title);
    origin->review = yaml_text(found[REVIEW]);
    origin->link = yaml_text(found[LINK]);
    bool is_address = text_starts(origin->link, TEXT("https://")) ||
                      text_starts(origin->link, TEXT("http://"));
    if (origin->link.length && !is_address)
        good = problem_report_value(reader->problems, yaml_place(reader->source, found[LINK]), origin->link,
                                    MESSAGE("this is not a web address"), MESSAGE("begin it with https://"));
    return good;
}

static bool read_sections(const struct reader *reader, const struct yaml_node *node,
                          struct review_definition *definition)
{
    enum { ID, WORDS, KEYS };
    static const struct yaml_key known[KEYS] = {
        [ID] = {"id", YAML_SCALAR, true}, [WORDS] = {"text", YAML_MAPPING, true}};
    const struct yaml_node *found[KEYS];
    struct text_map names;
    bool good = true;
    text_map_init(&names, reader->arena);
    definition->section_count = node ? node->count : 0;
    definition->sections = ARENA_ARRAY(reader->arena, struct section, definition->section_count);
    for (size_t i = 0; i < definition->section_count; i++) {
        struct section *section = &definition->sections[i];
        good &= yaml_keys(reader->source, &node->items[i], known, KEYS, found, reader->problems);
        good &= read_localised(reader, found[WORDS], &section->text);
        section->key = yaml_text(found[ID]);
        if (found[ID] && !text_map_put(&names, section->key, i, NULL))
            good = problem_report_value(reader->problems, yaml_place(reader->source, found[ID]), section->key,
                                        MESSAGE("there is a section of this name already"), NO_MESSAGE);
    }
    return good;
}

static bool read_method(const struct reader *reader, const struct yaml_node *node, enum review_method *method)
{
    const char *words[METHOD_COUNT];
    size_t chosen;
    for (int i = 0; i < METHOD_COUNT; i++)
        words[i] = review_method_id((enum review_method)i);
    if (!yaml_choice(reader->source, node, words, METHOD_COUNT, &chosen, reader->problems))
        return false;
    *method = (enum review_method)chosen;
    return true;
}

bool review_definition_read(struct arena *arena, struct text source, struct text content,
                            struct review_definition *definition, struct problems *problems)
{
    enum {
        HEAD,
        ID,
        METHOD,
        INSTRUMENT,
        TITLE,
        ORGANISATION,
        FORCE,
        PERIOD,
        ORIGIN,
        SECTIONS,
        DISCLOSURE,
        KEYS
    };
    static const struct yaml_key known[KEYS] = {
        [HEAD] = {"craffu", YAML_SCALAR, true},
        [ID] = {"id", YAML_SCALAR, true},
        [METHOD] = {"method", YAML_SCALAR, true},
        [INSTRUMENT] = {"instrument", YAML_SCALAR, true},
        [TITLE] = {"title", YAML_MAPPING, true},
        [ORGANISATION] = {"organisation", YAML_MAPPING, true},
        [FORCE] = {"force", YAML_MAPPING, false},
        [PERIOD] = {"period", YAML_MAPPING, false},
        [ORIGIN] = {"came_from", YAML_MAPPING, false},
        [SECTIONS] = {"sections", YAML_SEQUENCE, false},
        [DISCLOSURE] = {"disclosure", YAML_MAPPING, false},
    };
    struct reader reader = {arena, source, problems};
    struct review_definition read = {0};
    const struct yaml_node *found[KEYS];
    bool good = yaml_file(arena, source, content, "review", known, KEYS, found, problems);
    good &= read_method(&reader, found[METHOD], &read.review.method);
    good &= read_localised(&reader, found[TITLE], &read.review.title);
    good &= read_localised(&reader, found[ORGANISATION], &read.review.organisation);
    good &= read_localised(&reader, found[FORCE], &read.review.force);
    good &= read_period(&reader, found[PERIOD], &read.review);
    good &= read_origin(&reader, found[ORIGIN], &read.review.origin);
    good &= read_sections(&reader, found[SECTIONS], &read);
    good &= disclosure_read(arena, source, found[DISCLOSURE], &read.disclosure, problems);
    read.review.id = yaml_text(found[ID]);
    read.instrument_file = yaml_text(found[INSTRUMENT]);
    if (found[ID] && !review_id_is_valid(read.review.id))
        good = problem_report_value(problems, yaml_place(source, found[ID]), read.review.id,
                                    MESSAGE("this cannot be the id of a review"),
                                    MESSAGE("use lower-case letters, digits and '-', a letter first"));
    if (good)
        *definition = read;
    return good;
}

static bool find_review(struct write *write, struct text id, bool *found, struct review *review,
                        struct problems *problems)
{
    struct review_list reviews = {0};
    if (!review_list(write->store, write->arena, &reviews, problems))
        return false;
    *found = false;
    for (size_t i = 0; i < reviews.list.count; i++)
        if (text_equal(reviews.list.items[i].id, id)) {
            *review = reviews.list.items[i];
            *found = true;
        }
    return true;
}

static bool put_review(struct write *write, const struct review *wanted, struct problems *problems)
{
    struct review stored;
    bool found;
    if (!find_review(write, wanted->id, &found, &stored, problems))
        return false;
    if (!found)
        return review_add(write, wanted, problems);
    if (!text_equal(stored.instrument_hash, wanted->instrument_hash))
        return problem_report(
            problems, (struct place){.source = wanted->id},
            MESSAGE("the review exists with another instrument"),
            MESSAGE("a review keeps the instrument it began with; give the new one an id of its own"));
    struct review changed = *wanted;
    changed.version = stored.version;
    return review_change(write, &changed, problems);
}

static const struct section *stored_section(const struct section_list *sections, struct text key)
{
    for (size_t i = 0; i < sections->list.count; i++)
        if (text_equal(sections->list.items[i].key, key))
            return &sections->list.items[i];
    return NULL;
}

static bool put_sections(struct write *write, const struct review_definition *definition,
                         struct problems *problems)
{
    struct section_list stored = {0};
    if (!section_list(write->store, write->arena, definition->review.id, &stored, problems))
        return false;
    for (size_t i = 0; i < definition->section_count; i++) {
        struct section section = definition->sections[i];
        const struct section *old = stored_section(&stored, section.key);
        section.version = old ? old->version : 0;
        if (!section_put(write, definition->review.id, &section, problems))
            return false;
    }
    struct section_list wanted = {
        .list = {definition->sections, definition->section_count, definition->section_count}};
    for (size_t i = 0; i < stored.list.count; i++)
        if (!stored_section(&wanted, stored.list.items[i].key) &&
            !section_remove(write, definition->review.id, stored.list.items[i].key,
                            stored.list.items[i].version, problems))
            return false;
    return true;
}

bool review_definition_put(struct write *write, const struct review_definition *definition,
                           struct problems *problems)
{
    if (!put_review(write, &definition->review, problems) || !put_sections(write, definition, problems) ||
        !disclosure_put(write, definition->review.id, &definition->disclosure, problems))
        return false;
    write_result(write, definition->review.id);
    return true;
}

// ---- Findings and comments ---------------------------------------------------------------------------------

static bool read_references(const struct reader *reader, const struct yaml_node *node, struct text part,
                            struct linked_case **cases, size_t *count)
{
    ARRAY_OF(struct linked_case) list = {*cases, *count, *count};
    struct text_map references; // of this part
    bool good = true;
    text_map_init(&references, reader->arena);
    for (size_t i = 0; node && i < node->count; i++) {
        const struct yaml_node *item = &node->items[i];
        if (item->kind != YAML_SCALAR || item->value.length == 0) {
            good = problem_report(reader->problems, yaml_place(reader->source, item),
                                  MESSAGE("this must be the reference of a case"), NO_MESSAGE);
            continue;
        }
        if (!text_map_put(&references, item->value, i, NULL))
            good = problem_report_value(reader->problems, yaml_place(reader->source, item), item->value,
                                        MESSAGE("the case is named twice"), NO_MESSAGE);
        *ARRAY_APPEND(reader->arena, &list) = (struct linked_case){.reference = item->value, .part = part};
    }
    *cases = list.items;
    *count = list.count;
    return good;
}

// "cases: [A, B]", or in named parts "cases: {closed: [A], other: [B]}".
static bool read_cases(const struct reader *reader, const struct yaml_node *node, struct linked_case **cases,
                       size_t *count)
{
    if (!node || node->kind == YAML_SEQUENCE)
        return read_references(reader, node, (struct text){0}, cases, count);
    bool good = true;
    for (size_t i = 0; node->kind == YAML_MAPPING && i < node->count; i++) {
        const struct yaml_entry *entry = &node->entries[i];
        if (entry->value.kind == YAML_SEQUENCE)
            good &= read_references(reader, &entry->value, entry->key, cases, count);
        else
            good = problem_report(reader->problems, yaml_place(reader->source, &entry->value),
                                  MESSAGE("this must be a list of case references"), NO_MESSAGE);
    }
    if (node->kind == YAML_SCALAR)
        good = problem_report(reader->problems, yaml_place(reader->source, node),
                              MESSAGE("this must be a list of case references"),
                              MESSAGE("write it as [A, B]"));
    return good;
}

static bool read_kind(const struct reader *reader, const struct yaml_node *node, enum finding_kind *kind)
{
    const char *words[FINDING_KIND_COUNT];
    size_t chosen;
    for (int i = 0; i < FINDING_KIND_COUNT; i++)
        words[i] = finding_kind_id((enum finding_kind)i);
    if (!yaml_choice(reader->source, node, words, FINDING_KIND_COUNT, &chosen, reader->problems))
        return false;
    *kind = (enum finding_kind)chosen;
    return true;
}

static bool read_finding(const struct reader *reader, const struct yaml_node *node, struct finding *finding)
{
    enum { ID, KIND, WORDS, CASES, CRITERIA, KEYS };
    static const struct yaml_key known[KEYS] = {
        [ID] = {"id", YAML_SCALAR, false},
        [KIND] = {"kind", YAML_SCALAR, true},
        [WORDS] = {"text", YAML_MAPPING, true},
        [CASES] = {"cases", YAML_ANY, true},
        [CRITERIA] = {"criteria", YAML_SEQUENCE, false},
    };
    const struct yaml_node *found[KEYS];
    bool good = yaml_keys(reader->source, node, known, KEYS, found, reader->problems);
    finding->key = yaml_text(found[ID]);
    if (found[ID] && !review_id_is_valid(finding->key))
        good = problem_report_value(reader->problems, yaml_place(reader->source, found[ID]), finding->key,
                                    MESSAGE("this cannot be the id of a finding"),
                                    MESSAGE("use lower-case letters, digits and '-', a letter first"));
    good &= read_kind(reader, found[KIND], &finding->kind);
    good &= read_localised(reader, found[WORDS], &finding->text);
    good &= read_cases(reader, found[CASES], &finding->cases, &finding->case_count);
    finding->criterion_count = found[CRITERIA] ? found[CRITERIA]->count : 0;
    finding->criteria = ARENA_ARRAY(reader->arena, struct text, finding->criterion_count);
    for (size_t i = 0; i < finding->criterion_count; i++) {
        const struct yaml_node *item = &found[CRITERIA]->items[i];
        finding->criteria[i] = item->value;
        if (item->kind != YAML_SCALAR || item->value.length == 0)
            good = problem_report(reader->problems, yaml_place(reader->source, item),
                                  MESSAGE("this must be the id of a criterion"), NO_MESSAGE);
    }
    return good;
}

static bool read_comment(const struct reader *reader, const struct yaml_node *node,
                         struct outcome_comment *comment)
{
    enum { CRITERION, OUTCOME, WORDS, CASES, KEYS };
    static const struct yaml_key known[KEYS] = {
        [CRITERION] = {"criterion", YAML_SCALAR, true},
        [OUTCOME] = {"outcome", YAML_SCALAR, true},
        [WORDS] = {"text", YAML_MAPPING, true},
        [CASES] = {"cases", YAML_ANY, true},
    };
    const struct yaml_node *found[KEYS];
    bool good = yaml_keys(reader->source, node, known, KEYS, found, reader->problems);
    good &= read_localised(reader, found[WORDS], &comment->text);
    good &= read_cases(reader, found[CASES], &comment->cases, &comment->case_count);
    comment->criterion = yaml_text(found[CRITERION]);
    comment->outcome = yaml_text(found[OUTCOME]);
    return good;
}

bool findings_definition_read(struct arena *arena, struct text source, struct text content,
                              struct findings_definition *definition, struct problems *problems)
{
    enum { HEAD, REVIEW, FINDINGS, COMMENTS, KEYS };
    static const struct yaml_key known[KEYS] = {
        [HEAD] = {"craffu", YAML_SCALAR, true},
        [REVIEW] = {"review", YAML_SCALAR, true},
        [FINDINGS] = {"findings", YAML_SEQUENCE, false},
        [COMMENTS] = {"comments", YAML_SEQUENCE, false},
    };
    struct reader reader = {arena, source, problems};
    struct findings_definition read = {.source = source};
    const struct yaml_node *found[KEYS];
    bool good = yaml_file(arena, source, content, "findings", known, KEYS, found, problems);
    read.review = yaml_text(found[REVIEW]);
    read.finding_count = found[FINDINGS] ? found[FINDINGS]->count : 0;
    read.findings = ARENA_ARRAY(arena, struct finding, read.finding_count);
    read.finding_places = ARENA_ARRAY(arena, struct place, read.finding_count);
    for (size_t i = 0; i < read.finding_count; i++) {
        read.finding_places[i] = yaml_place(source, &found[FINDINGS]->items[i]);
        good &= read_finding(&reader, &found[FINDINGS]->items[i], &read.findings[i]);
    }
    read.comment_count = found[COMMENTS] ? found[COMMENTS]->count : 0;
    read.comments = ARENA_ARRAY(arena, struct outcome_comment, read.comment_count);
    read.comment_places = ARENA_ARRAY(arena, struct place, read.comment_count);
    for (size_t i = 0; i < read.comment_count; i++) {
        read.comment_places[i] = yaml_place(source, &found[COMMENTS]->items[i]);
        good &= read_comment(&reader, &found[COMMENTS]->items[i], &read.comments[i]);
    }
    if (good)
        *definition = read;
    return good;
}

// Fills the ids of cases that are known by their references.
static bool find_cases(struct write *write, struct text review, struct linked_case *cases, size_t count,
                       struct place place, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct case_record record;
        if (case_find_selected(write->store, write->arena, review, cases[i].reference, place, &record,
                               problems))
            cases[i].id = record.id;
        else
            good = false;
    }
    return good;
}

static bool remove_old(struct write *write, struct text review, struct problems *problems)
{
    struct finding_list findings = {0};
    struct outcome_comment_list comments = {0};
    if (!finding_list(write->store, write->arena, review, &findings, problems) ||
        !outcome_comment_list(write->store, write->arena, review, &comments, problems))
        return false;
    for (size_t i = 0; i < findings.list.count; i++)
        if (!finding_remove(write, findings.list.items[i].id, findings.list.items[i].version, problems))
            return false;
    for (size_t i = 0; i < comments.list.count; i++)
        if (!outcome_comment_remove(write, comments.list.items[i].id, comments.list.items[i].version,
                                    problems))
            return false;
    return true;
}

bool findings_definition_put(struct write *write, const struct findings_definition *definition,
                             struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < definition->finding_count; i++)
        good &= find_cases(write, definition->review, definition->findings[i].cases,
                           definition->findings[i].case_count, definition->finding_places[i], problems);
    for (size_t i = 0; i < definition->comment_count; i++)
        good &= find_cases(write, definition->review, definition->comments[i].cases,
                           definition->comments[i].case_count, definition->comment_places[i], problems);
    if (!good || !remove_old(write, definition->review, problems))
        return false;
    for (size_t i = 0; i < definition->finding_count; i++)
        if (!finding_add(write, definition->review, &definition->findings[i], NULL, problems))
            return false;
    for (size_t i = 0; i < definition->comment_count; i++)
        if (!outcome_comment_add(write, definition->review, &definition->comments[i], NULL, problems))
            return false;
    return true;
}
