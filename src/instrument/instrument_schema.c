// SPDX-License-Identifier: GPL-3.0-or-later
// The facts of a case and of its log, and the names given to expressions over them.
#include "instrument/instrument_loader.h"

static struct text *with_names(struct arena *arena, struct text id, const struct localised *label,
                               struct text *others, size_t *count)
{
    struct text *all = ARENA_ARRAY(arena, struct text, *count + 1 + LANGUAGE_COUNT);
    size_t used = 0;
    all[used++] = id;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (label->in[i].length)
            all[used++] = label->in[i];
    for (size_t i = 0; i < *count; i++)
        all[used++] = others[i];
    *count = used;
    return all;
}

static bool shares_name(const struct text *a, size_t a_count, const struct text *b, size_t b_count,
                        struct text *name)
{
    for (size_t i = 0; i < a_count; i++)
        for (size_t j = 0; j < b_count; j++)
            if (text_equal_ignoring_case(a[i], b[j])) {
                *name = a[i];
                return true;
            }
    return false;
}

static void load_value(struct loader *loader, const struct yaml_node *node, struct field *field)
{
    enum { ID, LABEL, ALSO, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [ID] = {"id", YAML_SCALAR, true},
        [LABEL] = {"label", YAML_MAPPING, true},
        [ALSO] = {"also", YAML_SEQUENCE, false},
    };
    const struct yaml_node *found[COUNT];
    struct category_value value = {0};
    struct text name;
    LOAD_KEYS(loader, node, found, keys);
    load_localised(loader, found[LABEL], &value.label);
    load_texts(loader, found[ALSO], &value.aliases, &value.alias_count);
    if (!load_id(loader, found[ID], false, &value.id))
        return;
    value.aliases = with_names(loader->arena, value.id, &value.label, value.aliases, &value.alias_count);
    for (size_t i = 0; i < field->value_count; i++)
        if (shares_name(value.aliases, value.alias_count, field->values[i].aliases,
                        field->values[i].alias_count, &name)) {
            load_problem(loader, node,
                         MESSAGE("{name} stands for two values of {field}", VALUE("name", name),
                                 VALUE("field", field->id)),
                         MESSAGE("ids, labels and the words under `also` must tell the values apart"));
            break;
        }
    field->values[field->value_count++] = value;
}

static bool load_values(struct loader *loader, const struct yaml_node *node, const struct yaml_node *values,
                        struct field *field)
{
    if (field->type != FIELD_CATEGORY)
        return !values || load_problem(loader, values, MESSAGE("only a category has values"),
                                       MESSAGE("write type: category, or remove the values"));
    if (!values)
        return load_problem(loader, node,
                            MESSAGE("the category {field} has no values", VALUE("field", field->id)),
                            MESSAGE("list them under the key values, each with id and label"));
    size_t count = load_count(loader, values, LIMIT_CATEGORY_VALUES);
    field->values = ARENA_ARRAY(loader->arena, struct category_value, count);
    for (size_t i = 0; i < count; i++)
        load_value(loader, &values->items[i], field);
    return field->value_count == count;
}

static bool load_type(struct loader *loader, const struct yaml_node *node, enum field_type *type)
{
    const char *names[FIELD_TYPE_COUNT];
    size_t choice;
    for (int i = 0; i < FIELD_TYPE_COUNT; i++)
        names[i] = field_type_name((enum field_type)i);
    _Static_assert(FIELD_DURATION == FIELD_TYPE_COUNT - 1, "only results of expressions are durations");
    if (!node || !yaml_choice(loader->source, node, names, FIELD_DURATION, &choice, loader->problems))
        return false;
    *type = (enum field_type)choice;
    return true;
}

// False if the field cannot be used in rules; its id, if it has one, is then among the broken ones.
static bool load_field(struct loader *loader, const struct yaml_node *node, struct schema *schema,
                       enum civil_order order)
{
    enum { ID, TYPE, REQUIRED, PERSONAL, LABEL, HEADERS, VALUES, DATE_ORDER, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [ID] = {"id", YAML_SCALAR, true},
        [TYPE] = {"type", YAML_SCALAR, true},
        [REQUIRED] = {"required", YAML_SCALAR, false},
        [PERSONAL] = {"personal", YAML_SCALAR, false},
        [LABEL] = {"label", YAML_MAPPING, true},
        [HEADERS] = {"headers", YAML_SEQUENCE, false},
        [VALUES] = {"values", YAML_SEQUENCE, false},
        [DATE_ORDER] = {"date_order", YAML_SCALAR, false},
    };
    const struct yaml_node *found[COUNT];
    struct field field = {.date_order = order};
    LOAD_KEYS(loader, node, found, keys);
    yaml_boolean(loader->source, found[REQUIRED], &field.required, loader->problems);
    yaml_boolean(loader->source, found[PERSONAL], &field.personal, loader->problems);
    load_localised(loader, found[LABEL], &field.label);
    load_texts(loader, found[HEADERS], &field.headers, &field.header_count);
    load_date_order(loader, found[DATE_ORDER], &field.date_order);
    if (!load_id(loader, found[ID], false, &field.id) ||
        !load_unique(loader, found[ID], schema->fields, schema->count, sizeof field, field.id))
        return false;
    field.headers = with_names(loader->arena, field.id, &field.label, field.headers, &field.header_count);
    if (load_type(loader, found[TYPE], &field.type) && load_values(loader, node, found[VALUES], &field)) {
        schema->fields[schema->count++] = field;
        return true;
    }
    *ARRAY_APPEND(loader->arena, &loader->broken) = field.id;
    return false;
}

static void check_headers(struct loader *loader, const struct yaml_node *list, const struct schema *schema)
{
    struct text name;
    for (size_t i = 0; i < schema->count; i++)
        for (size_t j = 0; j < i; j++)
            if (shares_name(schema->fields[i].headers, schema->fields[i].header_count,
                            schema->fields[j].headers, schema->fields[j].header_count, &name))
                load_problem(loader, list,
                             MESSAGE("the header {name} stands for {first} and for {second}",
                                     VALUE("name", name), VALUE("first", schema->fields[j].id),
                                     VALUE("second", schema->fields[i].id)),
                             MESSAGE("ids, labels and headers must tell the fields apart"));
}

static void load_fields(struct loader *loader, const struct yaml_node *list, struct schema *schema,
                        enum civil_order order)
{
    size_t count = load_count(loader, list, LIMIT_FIELDS);
    schema->fields = ARENA_ARRAY(loader->arena, struct field, count);
    for (size_t i = 0; i < count; i++)
        load_field(loader, &list->items[i], schema, order);
    if (list)
        check_headers(loader, list, schema);
}

// A key that names a field of one type; required fields only, if asked.
static bool load_role(struct loader *loader, const struct yaml_node *node, const struct schema *schema,
                      enum field_type type, bool required, size_t *field)
{
    if (!load_field_name(loader, node, schema, field))
        return false;
    const struct field *named = &schema->fields[*field];
    if (named->type != type)
        return load_problem(loader, node,
                            MESSAGE("the field {field} is {found}; {wanted} is needed here",
                                    VALUE("field", named->id), WORD("found", field_type_words(named->type)),
                                    WORD("wanted", field_type_words(type))),
                            NO_MESSAGE);
    if (required && !named->required)
        return load_problem(loader, node,
                            MESSAGE("the field {field} must be required", VALUE("field", named->id)),
                            MESSAGE("add required: true to the field"));
    return true;
}

void load_case(struct loader *loader, const struct yaml_node *node, enum civil_order date_order)
{
    enum { REFERENCE, GROUP, FIELDS, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [REFERENCE] = {"reference", YAML_SCALAR, true},
        [GROUP] = {"group", YAML_SCALAR, false},
        [FIELDS] = {"fields", YAML_SEQUENCE, true},
    };
    const struct yaml_node *found[COUNT];
    struct instrument *instrument = loader->instrument;
    LOAD_KEYS(loader, node, found, keys);
    load_fields(loader, found[FIELDS], &instrument->cases, date_order);
    if (instrument->cases.count == 0)
        return;
    load_role(loader, found[REFERENCE], &instrument->cases, FIELD_TEXT, true, &instrument->case_reference);
    instrument->has_group = load_role(loader, found[GROUP], &instrument->cases, FIELD_CATEGORY, false,
                                      &instrument->group);
}

void load_log(struct loader *loader, const struct yaml_node *node, enum civil_order date_order)
{
    enum { REFERENCE, TIME, KIND, FIELDS, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [REFERENCE] = {"reference", YAML_SCALAR, true},
        [TIME] = {"time", YAML_SCALAR, true},
        [KIND] = {"kind", YAML_SCALAR, true},
        [FIELDS] = {"fields", YAML_SEQUENCE, true},
    };
    const struct yaml_node *found[COUNT];
    struct instrument *instrument = loader->instrument;
    LOAD_KEYS(loader, node, found, keys);
    load_fields(loader, found[FIELDS], &instrument->log, date_order);
    if (instrument->log.count == 0)
        return;
    load_role(loader, found[REFERENCE], &instrument->log, FIELD_TEXT, true, &instrument->log_reference);
    instrument->has_log = load_role(loader, found[TIME], &instrument->log, FIELD_TIME, true,
                                    &instrument->log_time) &
                          load_role(loader, found[KIND], &instrument->log, FIELD_CATEGORY, true,
                                    &instrument->log_kind);
    if (!instrument->has_log)
        return;
    loader->scope.log = &instrument->log;
    loader->scope.log_time = instrument->log.fields[instrument->log_time].id;
    loader->scope.log_kind = instrument->log.fields[instrument->log_kind].id;
}

// A definition while the order in which they depend on each other is found.
struct defined {
    struct expression_definition definition;
    const struct yaml_node *node; // of its expression
    enum { UNTOUCHED, UNDERWAY, DONE } state;
};

static void load_definition(struct loader *loader, const struct yaml_node *node, struct defined *all,
                            size_t at)
{
    enum { ID, LABEL, IS, COUNT };
    static const struct yaml_key keys[COUNT] = {
        [ID] = {"id", YAML_SCALAR, true},
        [LABEL] = {"label", YAML_MAPPING, true},
        [IS] = {"is", YAML_SCALAR, true},
    };
    const struct yaml_node *found[COUNT];
    struct text id;
    size_t field;
    LOAD_KEYS(loader, node, found, keys);
    all[at].node = found[IS];
    if (found[IS])
        all[at].definition.source = found[IS]->value;
    load_localised(loader, found[LABEL], &all[at].definition.label);
    if (!load_id(loader, found[ID], false, &id) || !load_unique(loader, found[ID], all, at, sizeof *all, id))
        return;
    if (schema_find(&loader->instrument->cases, id, &field))
        load_problem(loader, found[ID], MESSAGE("{id} is already a field of the case", VALUE("id", id)),
                     MESSAGE("give the definition another id"));
    else
        all[at].definition.id = id;
}

static struct text cycle_path(struct arena *arena, const struct defined *all, const size_t *path,
                              size_t length, size_t back)
{
    struct buffer out = {0};
    size_t from = 0;
    while (path[from] != back)
        from++;
    for (; from < length; from++)
        buffer_print(&out, "%.*s → ", TEXT_PRINT(all[path[from]].definition.id));
    buffer_add(&out, all[back].definition.id);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

struct ordering {
    struct loader *loader;
    struct defined *all;
    size_t count;
    size_t *path; // definitions underway, outermost first
    size_t length;
};

static void add_in_order(struct ordering *ordering, size_t at);

// Every definition that this one uses is compiled first.
static void add_used(struct ordering *ordering, size_t at)
{
    struct text rest = ordering->all[at].definition.source, name;
    while (expression_next_name(&rest, &name))
        for (size_t i = 0; i < ordering->count; i++)
            if (text_equal(name, ordering->all[i].definition.id))
                add_in_order(ordering, i);
}

static void add_in_order(struct ordering *ordering, size_t at)
{
    struct loader *loader = ordering->loader;
    struct defined *defined = &ordering->all[at];
    struct instrument *instrument = loader->instrument;
    if (defined->state == DONE || !defined->definition.id.length)
        return;
    if (defined->state == UNDERWAY || ordering->length >= LIMIT_DEFINITION_DEPTH) {
        if (defined->state == UNDERWAY)
            load_problem(loader, defined->node,
                         MESSAGE("the definition {id} uses itself: {path}",
                                 VALUE("id", defined->definition.id),
                                 VALUE("path", cycle_path(loader->arena, ordering->all, ordering->path,
                                                          ordering->length, at))),
                         MESSAGE("break the circle: one of them must be written with fields of the case"));
        else
            load_problem(loader, defined->node,
                         MESSAGE("definitions use each other more than {limit} levels deep",
                                 NUMBER("limit", LIMIT_DEFINITION_DEPTH)),
                         NO_MESSAGE);
        *ARRAY_APPEND(loader->arena, &loader->broken) = defined->definition.id;
        return;
    }
    defined->state = UNDERWAY;
    ordering->path[ordering->length++] = at;
    add_used(ordering, at);
    ordering->length--;
    defined->state = DONE;
    defined->definition.meaning = load_expression(loader, defined->node, FIELD_TYPE_COUNT);
    if (defined->definition.meaning)
        instrument->definitions[instrument->definition_count++] = defined->definition;
    else
        *ARRAY_APPEND(loader->arena, &loader->broken) = defined->definition.id;
    loader->scope.definition_count = instrument->definition_count;
}

void load_definitions(struct loader *loader, const struct yaml_node *node)
{
    size_t count = load_count(loader, node, LIMIT_CRITERIA);
    struct defined *all = ARENA_ARRAY(loader->arena, struct defined, count);
    for (size_t i = 0; i < count; i++)
        load_definition(loader, &node->items[i], all, i);
    loader->instrument->definitions = ARENA_ARRAY(loader->arena, struct expression_definition, count);
    loader->scope.definitions = loader->instrument->definitions;
    struct ordering ordering = {.loader = loader, .all = all, .count = count};
    ordering.path = ARENA_ARRAY(loader->arena, size_t, LIMIT_DEFINITION_DEPTH);
    for (size_t i = 0; i < count; i++)
        add_in_order(&ordering, i);
}
