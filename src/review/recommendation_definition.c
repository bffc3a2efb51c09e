// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/recommendation_definition.h"

#include "format/yaml.h"
#include "review/finding.h"
#include "review/review.h"

struct reader {
    struct arena *arena;
    struct text source;
    struct problems *problems;
};

static bool read_names(const struct reader *reader, const struct yaml_node *node, struct text **names,
                       size_t *count)
{
    bool good = true;
    *count = node ? node->count : 0;
    *names = ARENA_ARRAY(reader->arena, struct text, *count);
    for (size_t i = 0; i < *count; i++) {
        (*names)[i] = node->items[i].value;
        if (node->items[i].kind != YAML_SCALAR || node->items[i].value.length == 0)
            good = problem_report(reader->problems, yaml_place(reader->source, &node->items[i]),
                                  MESSAGE("this must be an id"), NO_MESSAGE);
    }
    return good;
}

static bool read_one(const struct reader *reader, const struct yaml_node *node, struct recommendation *one)
{
    enum { ID, WORDS, OWNER, DATE, DUE, CRITERIA, FINDINGS, KEYS };
    static const struct yaml_key known[KEYS] = {
        [ID] = {"id", YAML_SCALAR, true},
        [WORDS] = {"text", YAML_MAPPING, true},
        [OWNER] = {"owner", YAML_MAPPING, true},
        [DATE] = {"date", YAML_SCALAR, true},
        [DUE] = {"due", YAML_SCALAR, false},
        [CRITERIA] = {"criteria", YAML_SEQUENCE, false},
        [FINDINGS] = {"findings", YAML_SEQUENCE, false},
    };
    const struct yaml_node *found[KEYS];
    bool good = yaml_keys(reader->source, node, known, KEYS, found, reader->problems);
    one->key = yaml_text(found[ID]);
    good = good && yaml_localised(reader->source, found[WORDS], &one->text, reader->problems);
    good = good && yaml_localised(reader->source, found[OWNER], &one->owner, reader->problems);
    good &= yaml_date(reader->arena, reader->source, found[DATE], &one->date, reader->problems);
    good &= !found[DUE] || yaml_date(reader->arena, reader->source, found[DUE], &one->due, reader->problems);
    good &= read_names(reader, found[CRITERIA], &one->criteria, &one->criterion_count);
    good &= read_names(reader, found[FINDINGS], &one->findings, &one->finding_count);
    return good;
}

static bool check_keys_differ(const struct reader *reader, const struct yaml_node *node,
                              const struct recommendations_definition *read)
{
    for (size_t i = 0; i < read->count; i++)
        for (size_t j = 0; j < i; j++)
            if (text_equal(read->items[i].key, read->items[j].key))
                return problem_report_value(
                    reader->problems, yaml_place(reader->source, &node->items[i]), read->items[i].key,
                    MESSAGE("there is a recommendation of this id already"), NO_MESSAGE);
    return true;
}

bool recommendations_definition_read(struct arena *arena, struct text source, struct text content,
                                     struct recommendations_definition *definition, struct problems *problems)
{
    enum { HEAD, REVIEW, LIST, KEYS };
    static const struct yaml_key known[KEYS] = {
        [HEAD] = {"craffu", YAML_SCALAR, true},
        [REVIEW] = {"review", YAML_SCALAR, true},
        [LIST] = {"recommendations", YAML_SEQUENCE, false},
    };
    struct reader reader = {arena, source, problems};
    struct recommendations_definition read = {.source = source};
    const struct yaml_node *found[KEYS];
    bool good = yaml_file(arena, source, content, "recommendations", known, KEYS, found, problems);
    read.review = yaml_text(found[REVIEW]);
    read.count = found[LIST] ? found[LIST]->count : 0;
    read.items = ARENA_ARRAY(arena, struct recommendation, read.count);
    for (size_t i = 0; i < read.count; i++) {
        good &= read_one(&reader, &found[LIST]->items[i], &read.items[i]);
        read.items[i].review = read.review;
        read.items[i].number = (int64_t)i + 1;
    }
    good = good && check_keys_differ(&reader, found[LIST], &read);
    if (good)
        *definition = read;
    return good;
}

// ---- The record --------------------------------------------------------------------------------------------

static const struct recommendation *find(const struct recommendation *items, size_t count, struct text key)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(items[i].key, key))
            return &items[i];
    return NULL;
}

static bool same_text(const struct localised *a, const struct localised *b)
{
    return text_equal(a->in[LANGUAGE_ENGLISH], b->in[LANGUAGE_ENGLISH]) &&
           text_equal(a->in[LANGUAGE_WELSH], b->in[LANGUAGE_WELSH]);
}

static bool has_name(const struct text *names, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(names[i], name))
            return true;
    return false;
}

// Each is a set.
static bool same_names(const struct text *a, size_t a_count, const struct text *b, size_t b_count)
{
    bool same = true;
    for (size_t i = 0; i < a_count; i++)
        same &= has_name(b, b_count, a[i]);
    for (size_t i = 0; i < b_count; i++)
        same &= has_name(a, a_count, b[i]);
    return same;
}

static bool same(const struct recommendation *a, const struct recommendation *b)
{
    return a->number == b->number && same_text(&a->text, &b->text) && same_text(&a->owner, &b->owner) &&
           text_equal(a->date, b->date) && text_equal(a->due, b->due) &&
           same_names(a->criteria, a->criterion_count, b->criteria, b->criterion_count) &&
           same_names(a->findings, a->finding_count, b->findings, b->finding_count);
}

static bool check_findings(struct write *write, const struct recommendations_definition *definition,
                           struct problems *problems)
{
    struct finding_list findings;
    bool good = true;
    if (!finding_list(write->store, write->arena, definition->review, &findings, problems))
        return false;
    for (size_t i = 0; i < definition->count; i++)
        for (size_t f = 0; f < definition->items[i].finding_count; f++) {
            size_t at = 0;
            while (at < findings.list.count &&
                   !text_equal(findings.list.items[at].key, definition->items[i].findings[f]))
                at++;
            if (at == findings.list.count)
                good = problem_report_value(
                    problems, (struct place){.source = definition->source, .name = definition->items[i].key},
                    definition->items[i].findings[f], MESSAGE("the review has no finding of this id"),
                    MESSAGE("give the finding an id in its file, and load that first"));
        }
    return good;
}

static bool remove_others(struct write *write, const struct recommendations_definition *definition,
                          const struct recommendation_list *old, struct problems *problems)
{
    for (size_t i = 0; i < old->list.count; i++)
        if (!find(definition->items, definition->count, old->list.items[i].key) &&
            !recommendation_remove(write, &old->list.items[i], problems))
            return false;
    return true;
}

bool recommendations_definition_put(struct write *write, const struct recommendations_definition *definition,
                                    struct problems *problems)
{
    struct recommendation_list old;
    if (!review_check_open(write, definition->review, problems) ||
        !recommendation_list(write->store, write->arena, definition->review, INT64_MAX, &old, problems) ||
        !check_findings(write, definition, problems) || !remove_others(write, definition, &old, problems))
        return false;
    for (size_t i = 0; i < definition->count; i++) {
        struct recommendation wanted = definition->items[i];
        const struct recommendation *there = find(old.list.items, old.list.count, wanted.key);
        if (there && same(there, &wanted))
            continue;
        if (there) {
            wanted.id = there->id;
            wanted.version = there->version;
            wanted.responses.count = there->responses.count;
            wanted.progress.count = there->progress.count;
        }
        if (!(there ? recommendation_change : recommendation_add)(write, &wanted, problems))
            return false;
    }
    return true;
}
