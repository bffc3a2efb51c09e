// SPDX-License-Identifier: GPL-3.0-or-later
// The whole instrument as text that an analyst, a panel and a force can read and argue about.
#include "instrument/instrument.h"

struct explaining {
    struct arena *arena; // scratch
    const struct instrument *instrument;
    enum language language;
    struct buffer *out;
};

static void line(struct explaining *explaining, int indent, struct text text)
{
    if (text.length)
        buffer_print(explaining->out, "%*s%.*s\n", indent, "", TEXT_PRINT(text));
}

static void say(struct explaining *explaining, int indent, struct message message)
{
    line(explaining, indent, message_text(explaining->arena, explaining->language, &message));
}

static void heading(struct explaining *explaining, const char *words)
{
    buffer_add_character(explaining->out, '\n');
    line(explaining, 0, message_word(explaining->language, words));
}

static struct text in_words(struct explaining *explaining, const struct expression *rule)
{
    return expression_words(explaining->arena, rule, explaining->language);
}

// A list joined by commas, without what has been said already.
static struct text joined(struct explaining *explaining, const struct text *texts, size_t count,
                          struct text said, struct text also_said)
{
    struct buffer out = {0};
    for (size_t i = 0; i < count; i++)
        if (!text_equal(texts[i], said) && !text_equal(texts[i], also_said))
            buffer_print(&out, "%s%.*s", out.length ? ", " : "", TEXT_PRINT(texts[i]));
    struct text text = text_copy(explaining->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static void explain_field(struct explaining *explaining, const struct field *field)
{
    struct text label = field->label.in[explaining->language];
    struct message_value name = VALUE("label", label), id = VALUE("id", field->id),
                         type = WORD("type", field_type_words(field->type));
    say(explaining, 2,
        field->required ? MESSAGE("{label} ({id}): {type}, required", name, id, type)
                        : MESSAGE("{label} ({id}): {type}", name, id, type));
    if (field->personal)
        say(explaining, 6, MESSAGE("may identify a person: never printed in a public edition"));
    say(explaining, 6,
        MESSAGE("read from columns headed: {headers}",
                VALUE("headers", joined(explaining, field->headers, field->header_count, (struct text){0},
                                        (struct text){0}))));
    for (size_t i = 0; i < field->value_count; i++) {
        const struct category_value *value = &field->values[i];
        struct text shown = value->label.in[explaining->language];
        say(explaining, 6,
            MESSAGE(
                "{label} ({id}), also written: {words}", VALUE("label", shown), VALUE("id", value->id),
                VALUE("words", joined(explaining, value->aliases, value->alias_count, value->id, shown))));
    }
}

static void explain_schema(struct explaining *explaining, const char *words, const struct schema *schema)
{
    heading(explaining, words);
    for (size_t i = 0; i < schema->count; i++)
        explain_field(explaining, &schema->fields[i]);
}

static void explain_definitions(struct explaining *explaining)
{
    const struct instrument *instrument = explaining->instrument;
    if (instrument->definition_count)
        heading(explaining, N_("Names used in the rules"));
    for (size_t i = 0; i < instrument->definition_count; i++)
        say(explaining, 2,
            MESSAGE("“{label}” means: {meaning}",
                    VALUE("label", instrument->definitions[i].label.in[explaining->language]),
                    VALUE("meaning", in_words(explaining, instrument->definitions[i].meaning))));
}

static void explain_checks(struct explaining *explaining)
{
    const struct instrument *instrument = explaining->instrument;
    if (instrument->check_count)
        heading(explaining, N_("Facts that cannot be: a row like this is rejected"));
    for (size_t i = 0; i < instrument->check_count; i++) {
        say(explaining, 2,
            MESSAGE("If {rule}:", VALUE("rule", in_words(explaining, instrument->checks[i].impossible))));
        line(explaining, 6, instrument->checks[i].says.in[explaining->language]);
    }
}

static void explain_outcome(struct explaining *explaining, const struct outcome *outcome,
                            const struct expression *rule)
{
    struct message_value label = VALUE("label", outcome->label.in[explaining->language]),
                         standing = WORD("standing", standing_words(outcome->standing));
    if (rule)
        say(explaining, 6,
            MESSAGE("{label} [{standing}]: if {rule}", label, standing,
                    VALUE("rule", in_words(explaining, rule))));
    else
        say(explaining, 6, MESSAGE("{label} [{standing}]", label, standing));
}

static void explain_days(struct explaining *explaining, const struct criterion *criterion,
                         const struct rule_set *set)
{
    const struct field *by = &explaining->instrument->cases.fields[criterion->rules_by];
    enum language language = explaining->language;
    struct message_value label = VALUE("field", by->label.in[language]);
    struct message_value from = VALUE(
        "from", civil_date_words(explaining->arena, language, civil_date_from_days(set->from)));
    struct message_value before = VALUE(
        "before", civil_date_words(explaining->arena, language, civil_date_from_days(set->before)));
    if (set->has_from && set->has_before)
        say(explaining, 4,
            MESSAGE("Where “{field}” is from {from}, but before {before}:", label, from, before));
    else if (set->has_from)
        say(explaining, 4, MESSAGE("Where “{field}” is from {from}:", label, from));
    else if (set->has_before)
        say(explaining, 4, MESSAGE("Where “{field}” is before {before}:", label, before));
    else
        say(explaining, 4, MESSAGE("Where “{field}” is recorded:", label));
    line(explaining, 6, set->source.in[language]);
}

static void explain_set(struct explaining *explaining, const struct criterion *criterion,
                        const struct rule_set *set)
{
    if (criterion->has_rules_by)
        explain_days(explaining, criterion, set);
    for (size_t i = 0; i < criterion->outcome_count; i++)
        if (i == set->otherwise)
            say(explaining, 6,
                MESSAGE("{label} [{standing}]: in every other case",
                        VALUE("label", criterion->outcomes[i].label.in[explaining->language]),
                        WORD("standing", standing_words(criterion->outcomes[i].standing))));
        else if (set->when[i])
            explain_outcome(explaining, &criterion->outcomes[i], set->when[i]);
}

static void explain_computed(struct explaining *explaining, const struct criterion *criterion)
{
    const struct outcome *not_recorded = &criterion->outcomes[criterion->not_recorded];
    say(explaining, 4, MESSAGE("Computed; the first that is true counts:"));
    for (size_t i = 0; i < criterion->set_count; i++)
        explain_set(explaining, criterion, &criterion->sets[i]);
    say(explaining, 4,
        MESSAGE(
            "{label} [{standing}]: if a rule needs what is not recorded before one is true, or if none is true",
            VALUE("label", not_recorded->label.in[explaining->language]),
            WORD("standing", standing_words(not_recorded->standing))));
}

static void explain_bases(struct explaining *explaining, const struct criterion *criterion)
{
    say(explaining, 4, MESSAGE("Compliance is printed of all cases reviewed"));
    for (size_t i = 0; i < criterion->base_count; i++) {
        struct text *labels = ARENA_ARRAY(explaining->arena, struct text, criterion->outcome_count);
        size_t count = 0;
        for (size_t j = 0; j < criterion->outcome_count; j++)
            if (criterion->bases[i].includes[j])
                labels[count++] = criterion->outcomes[j].label.in[explaining->language];
        say(explaining, 4,
            MESSAGE(
                "and of cases {base}: {outcomes}",
                VALUE("base", criterion->bases[i].label.in[explaining->language]),
                VALUE("outcomes", joined(explaining, labels, count, (struct text){0}, (struct text){0}))));
    }
}

static void explain_criterion(struct explaining *explaining, const struct criterion *criterion)
{
    enum language language = explaining->language;
    buffer_add_character(explaining->out, '\n');
    say(explaining, 2,
        MESSAGE("{title} ({id})", VALUE("title", criterion->title.in[language]), VALUE("id", criterion->id)));
    line(explaining, 4, criterion->question.in[language]);
    line(explaining, 4, criterion->guidance.in[language]);
    if (criterion->applies)
        say(explaining, 4,
            MESSAGE("Asked only if {rule}; otherwise: {label}",
                    VALUE("rule", in_words(explaining, criterion->applies)),
                    VALUE("label", criterion->outcomes[criterion->not_applicable].label.in[language])));
    if (criterion->judged) {
        say(explaining, 4, MESSAGE("Judged by the reviewer; exactly one of:"));
        for (size_t i = 0; i < criterion->outcome_count; i++)
            if (!criterion->outcomes[i].implicit)
                explain_outcome(explaining, &criterion->outcomes[i], NULL);
    } else {
        explain_computed(explaining, criterion);
    }
    if (criterion->departure.in[language].length)
        say(explaining, 4,
            MESSAGE("A reviewer may depart from it, with a reason; printed as: {words}",
                    VALUE("words", criterion->departure.in[language])));
    explain_bases(explaining, criterion);
    if (!criterion->published)
        say(explaining, 4, MESSAGE("Printed in the table of further criteria"));
}

void instrument_explain(const struct instrument *instrument, enum language language, struct buffer *out)
{
    struct explaining explaining = {arena_new(), instrument, language, out};
    say(&explaining, 0,
        MESSAGE("{title} ({id}, version {version})", VALUE("title", instrument->title.in[language]),
                VALUE("id", instrument->id), NUMBER("version", instrument->version)));
    line(&explaining, 0, instrument->about.in[language]);
    explain_schema(&explaining, N_("Facts of a case"), &instrument->cases);
    if (instrument->has_log)
        explain_schema(&explaining, N_("Entries of its log"), &instrument->log);
    explain_definitions(&explaining);
    explain_checks(&explaining);
    heading(&explaining, N_("Criteria"));
    for (size_t i = 0; i < instrument->criterion_count; i++)
        explain_criterion(&explaining, &instrument->criteria[i]);
    if (instrument->comment.in[language].length) {
        heading(&explaining, N_("Overall comment on a case"));
        line(&explaining, 2, instrument->comment.in[language]);
    }
    arena_free(explaining.arena);
}
