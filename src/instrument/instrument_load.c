// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/instrument_loader.h"

#include "base/spelling.h"
#include "format/hash.h"

bool load_problem(struct loader *loader, const struct yaml_node *node, struct message what,
                  struct message hint)
{
    return problem_report(loader->problems, yaml_place(loader->source, node), what, hint);
}

void load_localised(struct loader *loader, const struct yaml_node *node, struct localised *out)
{
    struct yaml_key keys[LANGUAGE_COUNT];
    const struct yaml_node *found[LANGUAGE_COUNT];
    if (!node)
        return;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        keys[i] = (struct yaml_key){language_code((enum language)i), YAML_SCALAR, false};
    if (!LOAD_KEYS(loader, node, found, keys))
        return;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (!found[i] || text_trim(found[i]->value).length == 0)
            load_problem(loader, node,
                         MESSAGE("the text in {language} is missing",
                                 VALUE("language", language_name((enum language)i))),
                         MESSAGE("add the key {key}", VALUE("key", text_from(keys[i].name))));
        else
            out->in[i] = text_trim(found[i]->value);
    }
}

bool load_id(struct loader *loader, const struct yaml_node *node, bool hyphens, struct text *id)
{
    if (!node)
        return false;
    struct text text = node->value;
    bool good = node->kind == YAML_SCALAR && text.length > 0 && text.length <= LIMIT_IDENTIFIER_BYTES;
    for (size_t i = 0; good && i < text.length; i++) {
        char c = text.bytes[i];
        bool letter = (c >= 'a' && c <= 'z') || c == '_';
        good = letter || (i > 0 && ((c >= '0' && c <= '9') || (hyphens && c == '-')));
    }
    if (!good)
        return problem_report_value(
            loader->problems, yaml_place(loader->source, node), text, MESSAGE("this is not an id"),
            MESSAGE("an id is at most {limit} small letters a to z, digits and _, and begins "
                    "with a letter",
                    NUMBER("limit", LIMIT_IDENTIFIER_BYTES)));
    *id = text;
    return true;
}

bool load_unique(struct loader *loader, const struct yaml_node *node, const void *things, size_t count,
                 size_t stride, struct text id)
{
    for (size_t i = 0; i < count; i++) {
        struct text other;
        memcpy(&other, (const char *)things + i * stride, sizeof other);
        if (id.length && text_equal(other, id))
            return load_problem(loader, node, MESSAGE("the id {id} is used twice", VALUE("id", id)),
                                MESSAGE("give each its own id"));
    }
    return true;
}

void load_texts(struct loader *loader, const struct yaml_node *node, struct text **texts, size_t *count)
{
    if (!node)
        return;
    size_t listed = load_count(loader, node, LIMIT_OTHER_NAMES);
    *texts = ARENA_ARRAY(loader->arena, struct text, listed);
    for (size_t i = 0; i < listed; i++) {
        struct text text = text_trim(node->items[i].value);
        if (node->items[i].kind != YAML_SCALAR || text.length == 0)
            load_problem(loader, &node->items[i], MESSAGE("a text is needed here"), NO_MESSAGE);
        else
            (*texts)[(*count)++] = text;
    }
}

size_t load_count(struct loader *loader, const struct yaml_node *list, size_t limit)
{
    if (!list)
        return 0;
    if (list->count > limit) {
        load_problem(loader, &list->items[limit],
                     MESSAGE("the list has more than {limit} items", NUMBER("limit", limit)), NO_MESSAGE);
        return limit;
    }
    return list->count;
}

bool load_names_broken(const struct loader *loader, const struct yaml_node *node)
{
    struct text rest = node->value, name;
    while (expression_next_name(&rest, &name))
        for (size_t i = 0; i < loader->broken.count; i++)
            if (text_equal_ignoring_case(name, loader->broken.items[i]))
                return true;
    return false;
}

const struct expression *load_expression(struct loader *loader, const struct yaml_node *node,
                                         enum field_type wanted)
{
    if (!node || loader->instrument->cases.count == 0 || load_names_broken(loader, node))
        return NULL;
    struct problems inside;
    problems_init(&inside, loader->arena);
    struct place start = {.source = loader->source, .line = 1, .column = 1};
    const struct expression *expression = expression_compile(loader->arena, node->value, start,
                                                             &loader->scope, wanted, &inside);
    for (size_t i = 0; i < inside.list.count; i++) {
        const struct problem *problem = &inside.list.items[i];
        problem_report_value(
            loader->problems,
            yaml_place_within(loader->source, node, problem->place.line, problem->place.column),
            problem->value, problem->what, problem->hint);
    }
    return expression;
}

bool load_field_name(struct loader *loader, const struct yaml_node *node, const struct schema *schema,
                     size_t *field)
{
    if (!node || schema_find(schema, node->value, field))
        return node != NULL;
    if (load_names_broken(loader, node))
        return false;
    struct text *known = ARENA_ARRAY(loader->arena, struct text, schema->count);
    for (size_t i = 0; i < schema->count; i++)
        known[i] = schema->fields[i].id;
    return yaml_unknown(loader->source, node, known, schema->count,
                        MESSAGE("there is no field {word}", VALUE("word", node->value)), loader->problems);
}

static void load_zone(struct loader *loader, const struct yaml_node *node)
{
    if (node && !(loader->instrument->zone = zone_named(node->value)))
        problem_report_value(loader->problems, yaml_place(loader->source, node), node->value,
                             MESSAGE("this time zone is not known"),
                             MESSAGE("known are Europe/London and UTC"));
    if (!loader->instrument->zone) // so that the rules can be checked all the same
        loader->instrument->zone = zone_named(TEXT("UTC"));
}

bool load_date_order(struct loader *loader, const struct yaml_node *node, enum civil_order *order)
{
    static const char *const words[] = {
        [CIVIL_ORDER_NONE] = "none",
        [CIVIL_ORDER_DAY_FIRST] = "day first",
        [CIVIL_ORDER_MONTH_FIRST] = "month first",
    };
    size_t choice;
    if (!node)
        return true;
    if (!yaml_choice(loader->source, node, words, sizeof words / sizeof words[0], &choice, loader->problems))
        return false;
    *order = (enum civil_order)choice;
    return true;
}

static void load_check(struct loader *loader, const struct yaml_node *node, struct fact_check *check)
{
    enum { ID, IMPOSSIBLE, FIELD, SAYS, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [ID] = {"id", YAML_SCALAR, true},
        [IMPOSSIBLE] = {"impossible", YAML_SCALAR, true},
        [FIELD] = {"field", YAML_SCALAR, true},
        [SAYS] = {"says", YAML_MAPPING, true},
    };
    const struct yaml_node *found[COUNT];
    struct instrument *instrument = loader->instrument;
    struct text id;
    LOAD_KEYS(loader, node, found, keys);
    if (load_id(loader, found[ID], false, &id) &&
        load_unique(loader, found[ID], instrument->checks, instrument->check_count, sizeof *check, id))
        check->id = id;
    check->impossible = load_expression(loader, found[IMPOSSIBLE], FIELD_BOOLEAN);
    if (found[IMPOSSIBLE])
        check->rule = found[IMPOSSIBLE]->value;
    load_field_name(loader, found[FIELD], &instrument->cases, &check->field);
    load_localised(loader, found[SAYS], &check->says);
}

static void load_checks(struct loader *loader, const struct yaml_node *node)
{
    size_t count = load_count(loader, node, LIMIT_CRITERIA);
    struct instrument *instrument = loader->instrument;
    instrument->checks = ARENA_ARRAY(loader->arena, struct fact_check, count);
    for (size_t i = 0; i < count; i++) {
        load_check(loader, &node->items[i], &instrument->checks[i]);
        instrument->check_count++;
    }
}

enum top_key {
    CRAFFU,
    ID,
    VERSION,
    ZONE,
    DATE_ORDER,
    TITLE,
    ABOUT,
    COMMENT,
    ABBREVIATIONS,
    BANK_HOLIDAYS,
    CASE,
    LOG,
    DEFINITIONS,
    CHECKS,
    CRITERIA,
    TOP_COUNT
};

static const struct yaml_key top_keys[TOP_COUNT] = {
    [CRAFFU] = {"craffu", YAML_SCALAR, true},
    [ID] = {"id", YAML_SCALAR, true},
    [VERSION] = {"version", YAML_SCALAR, true},
    [ZONE] = {"zone", YAML_SCALAR, true},
    [DATE_ORDER] = {"date_order", YAML_SCALAR, false},
    [TITLE] = {"title", YAML_MAPPING, true},
    [ABOUT] = {"about", YAML_MAPPING, false},
    [COMMENT] = {"comment", YAML_MAPPING, false},
    [ABBREVIATIONS] = {"abbreviations", YAML_SEQUENCE, false},
    [BANK_HOLIDAYS] = {"bank_holidays", YAML_SEQUENCE, false},
    [CASE] = {"case", YAML_MAPPING, true},
    [LOG] = {"log", YAML_MAPPING, false},
    [DEFINITIONS] = {"definitions", YAML_SEQUENCE, false},
    [CHECKS] = {"checks", YAML_SEQUENCE, false},
    [CRITERIA] = {"criteria", YAML_SEQUENCE, true},
};

static void load_heading(struct loader *loader, const struct yaml_node **found)
{
    struct instrument *instrument = loader->instrument;
    if (found[CRAFFU] && !text_equal(found[CRAFFU]->value, TEXT("instrument")))
        problem_report_value(loader->problems, yaml_place(loader->source, found[CRAFFU]),
                             found[CRAFFU]->value, MESSAGE("this file does not say that it is an instrument"),
                             MESSAGE("write: craffu: instrument"));
    load_id(loader, found[ID], true, &instrument->id);
    if (yaml_integer(loader->source, found[VERSION], &instrument->version, loader->problems) &&
        instrument->version < 1)
        load_problem(loader, found[VERSION], MESSAGE("versions count from 1"), NO_MESSAGE);
    load_zone(loader, found[ZONE]);
    load_localised(loader, found[TITLE], &instrument->title);
    load_localised(loader, found[ABOUT], &instrument->about);
    load_localised(loader, found[COMMENT], &instrument->comment);
}

static void load_abbreviations(struct loader *loader, const struct yaml_node *list)
{
    enum { SHORT, FULL, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [SHORT] = {"short", YAML_MAPPING, true}, [FULL] = {"full", YAML_MAPPING, true}};
    const struct yaml_node *found[COUNT];
    struct instrument *instrument = loader->instrument;
    instrument->abbreviation_count = load_count(loader, list, LIMIT_ABBREVIATIONS);
    instrument->abbreviations = ARENA_ARRAY(loader->arena, struct abbreviation,
                                            instrument->abbreviation_count);
    for (size_t i = 0; i < instrument->abbreviation_count; i++) {
        LOAD_KEYS(loader, &list->items[i], found, keys);
        load_localised(loader, found[SHORT], &instrument->abbreviations[i].brief);
        load_localised(loader, found[FULL], &instrument->abbreviations[i].full);
    }
}

// The days of whole years, in place of those that the program carries: proclaimed days, and years to come.
static bool load_bank_holiday(struct loader *loader, const struct yaml_node *node, const int64_t *before,
                              int64_t *day)
{
    struct civil_read read;
    if (node->kind != YAML_SCALAR || civil_read(node->value, CIVIL_ORDER_NONE, &read) != CIVIL_READ ||
        read.has_time)
        return load_problem(loader, node, MESSAGE("this is not a date"),
                            MESSAGE("Write it as year-month-day, for example {example}.",
                                    VALUE("example", TEXT("2028-01-03"))));
    *day = civil_date_to_days(read.time.date);
    if (civil_weekday(*day) >= 5)
        return load_problem(loader, node, MESSAGE("this date is a Saturday or a Sunday"),
                            MESSAGE("Write the substitute day, which is a working day otherwise."));
    if (before && *before >= *day)
        return load_problem(loader, node, MESSAGE("this date does not come after the one before it"),
                            MESSAGE("Put the dates in ascending order, each once."));
    return true;
}

static void load_bank_holidays(struct loader *loader, const struct yaml_node *list)
{
    size_t count = load_count(loader, list, LIMIT_BANK_HOLIDAYS);
    int64_t *days = ARENA_ARRAY(loader->arena, int64_t, count);
    int32_t missing;
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good &= load_bank_holiday(loader, &list->items[i], i && good ? &days[i - 1] : NULL, &days[i]);
    struct bank_holidays *known = &loader->instrument->bank_holidays;
    if (good && count && !bank_holidays_amend(loader->arena, *known, days, count, known, &missing))
        load_problem(loader, list,
                     MESSAGE("the bank holidays of {year} are missing",
                             VALUE("year", text_print(loader->arena, "%d", missing))),
                     MESSAGE("Write those of every year up to the ones that the program knows."));
}

static void load_top(struct loader *loader, const struct yaml_node *root)
{
    const struct yaml_node *found[TOP_COUNT];
    struct instrument *instrument = loader->instrument;
    enum civil_order order = CIVIL_ORDER_NONE;
    LOAD_KEYS(loader, root, found, top_keys);
    load_heading(loader, found);
    load_abbreviations(loader, found[ABBREVIATIONS]);
    load_bank_holidays(loader, found[BANK_HOLIDAYS]);
    load_date_order(loader, found[DATE_ORDER], &order);
    loader->scope = (struct expression_scope){
        .cases = &instrument->cases,
        .zone = instrument->zone,
        .bank_holidays = &instrument->bank_holidays,
    };
    if (found[CASE])
        load_case(loader, found[CASE], order);
    if (found[LOG])
        load_log(loader, found[LOG], order);
    load_definitions(loader, found[DEFINITIONS]);
    load_checks(loader, found[CHECKS]);
    load_criteria(loader, found[CRITERIA]);
}

static bool stands_before(const struct problem *a, const struct problem *b)
{
    return a->place.line < b->place.line ||
           (a->place.line == b->place.line && a->place.column < b->place.column);
}

// In the order of the file, as people mend it; what stands at one place keeps its order.
static void sort_problems(struct problems *problems, size_t from)
{
    struct problem *list = problems->list.items;
    for (size_t i = from + 1; i < problems->list.count; i++) {
        struct problem moved = list[i];
        size_t to = i;
        for (; to > from && stands_before(&moved, &list[to - 1]); to--)
            list[to] = list[to - 1];
        list[to] = moved;
    }
}

bool instrument_load(struct arena *arena, struct text source, struct text content,
                     const struct instrument **instrument, struct problems *problems)
{
    struct yaml_node root;
    size_t before = problems->count, listed = problems->list.count;
    if (!yaml_read(arena, source, content, &root, problems))
        return false;
    struct instrument *loaded = ARENA_NEW(arena, struct instrument);
    loaded->source = text_copy(arena, source);
    loaded->hash = hash_text(arena, hash_of(content));
    loaded->bank_holidays = bank_holidays_shipped(arena);
    struct loader loader = {
        .arena = arena, .source = loaded->source, .problems = problems, .instrument = loaded};
    load_top(&loader, &root);
    sort_problems(problems, listed);
    if (problems->count > before)
        return false;
    *instrument = loaded;
    return true;
}
