// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/yaml.h"

#include "base/buffer.h"
#include "base/civil.h"
#include "base/direction.h"
#include "base/memory.h"
#include "base/spelling.h"

#include <yaml.h>

// One reading: libyaml's events, and what is kept of them.
struct reading {
    struct arena *arena;
    struct text source, content;
    struct problems *problems;
    yaml_parser_t parser;
    size_t nodes;
    size_t index,
        offset; // a character of the content and the byte at which it begins, moved forward by offset_of
};

// libyaml's words that people meet, marked for translation; others come in English.
static const char *const library_words[] __attribute__((unused)) = {
    N_("mapping values are not allowed in this context"),
    N_("did not find expected key"),
    N_("did not find expected '-' indicator"),
    N_("could not find expected ':'"),
    N_("found character that cannot start any token"),
    N_("found unexpected end of stream"),
    N_("found unexpected document indicator"),
    N_("did not find expected ',' or ']'"),
    N_("did not find expected ',' or '}'"),
    N_("block sequence entries are not allowed in this context"),
    N_("did not find expected <document start>"),
    N_("found unknown escape character"),
    N_("found a tab character that violates indentation"),
    N_("control characters are not allowed"),
};

static struct place place_at(const struct reading *reading, const yaml_mark_t *mark)
{
    return (struct place){.source = reading->source, .line = mark->line + 1, .column = mark->column + 1};
}

static bool refuse(struct reading *reading, const yaml_event_t *event, struct message what,
                   struct message hint)
{
    return problem_report(reading->problems, place_at(reading, &event->start_mark), what, hint);
}

static struct message hint_for(const char *problem)
{
    if (strcmp(problem, "mapping values are not allowed in this context") == 0)
        return MESSAGE("put text that holds a colon and a blank into quotes, and check the indentation");
    if (strstr(problem, "cannot start any token") || strstr(problem, "tab character"))
        return MESSAGE(
            "indent with blanks, not with tabs, and put text that begins with @, ` or % into quotes");
    if (strstr(problem, "did not find expected") || strstr(problem, "could not find expected"))
        return MESSAGE(
            "check the indentation here and in the lines before: parts of one list or mapping begin in one column");
    return NO_MESSAGE;
}

static bool report_syntax(struct reading *reading)
{
    const yaml_parser_t *parser = &reading->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        memory_exhausted();
    const char *problem = parser->problem ? parser->problem : N_("found unexpected end of stream");
    struct place place = place_at(reading,
                                  parser->error == YAML_READER_ERROR ? &parser->mark : &parser->problem_mark);
    return problem_report(reading->problems, place,
                          MESSAGE("this is not well-formed YAML: {problem}", WORD("problem", problem)),
                          hint_for(problem));
}

static bool next_event(struct reading *reading, yaml_event_t *event)
{
    return yaml_parser_parse(&reading->parser, event) || report_syntax(reading);
}

// libyaml counts characters; the content is valid UTF-8. Marks only go forward.
static size_t offset_of(struct reading *reading, size_t index)
{
    while (reading->index < index && reading->offset < reading->content.length) {
        do
            reading->offset++;
        while (reading->offset < reading->content.length &&
               (reading->content.bytes[reading->offset] & 0xC0) == 0x80);
        reading->index++;
    }
    return reading->offset;
}

static bool read_node(struct reading *reading, const yaml_event_t *event, int depth, struct yaml_node *node);

// Texts of these files are published.
static bool read_scalar(struct reading *reading, const yaml_event_t *event, struct yaml_node *node)
{
    const unsigned char *bytes = event->data.scalar.value;
    size_t from = offset_of(reading, event->start_mark.index);
    size_t to = offset_of(reading, event->end_mark.index);
    node->value = text_copy(reading->arena, (struct text){(const char *)bytes, event->data.scalar.length});
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->raw = text_slice(reading->content, from, to);
    size_t at = 0;
    const char *mark = direction_mark(node->value, &at);
    return !mark ||
           refuse(reading, event,
                  MESSAGE("the text holds the character {character}, which turns the direction of writing",
                          VALUE("character", text_from(mark))),
                  MESSAGE("remove it: with it a reader does not see what was written and searched"));
}

static bool read_sequence(struct reading *reading, int depth, struct yaml_node *node)
{
    ARRAY_OF(struct yaml_node) items = {0};
    bool good = true, more = true;
    while (good && more) {
        yaml_event_t event;
        if (!next_event(reading, &event))
            return false;
        more = event.type != YAML_SEQUENCE_END_EVENT;
        if (more)
            good = read_node(reading, &event, depth + 1, ARRAY_APPEND(reading->arena, &items));
        yaml_event_delete(&event);
    }
    node->items = items.items;
    node->count = items.count;
    return good;
}

// Linear search: LIMIT_YAML_KEYS keeps it harmless.
static const struct yaml_entry *find_entry(const struct yaml_entry *entries, size_t count, struct text key)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(entries[i].key, key))
            return &entries[i];
    return NULL;
}

static bool read_key(struct reading *reading, const yaml_event_t *event, const struct yaml_entry *entries,
                     size_t count, struct yaml_entry *entry)
{
    if (event->type != YAML_SCALAR_EVENT)
        return refuse(reading, event, MESSAGE("a key must be a word"), NO_MESSAGE);
    if (count >= LIMIT_YAML_KEYS)
        return refuse(reading, event,
                      MESSAGE("one mapping has more than {limit} keys", NUMBER("limit", LIMIT_YAML_KEYS)),
                      NO_MESSAGE);
    struct yaml_node node = {0};
    if (!read_node(reading, event, 0, &node))
        return false;
    const struct yaml_entry *first = find_entry(entries, count, node.value);
    if (first)
        return refuse(reading, event, MESSAGE("the key {key} is there twice", VALUE("key", node.value)),
                      MESSAGE("it is first in line {line}: keep one of them", NUMBER("line", first->line)));
    *entry = (struct yaml_entry){.key = node.value, .line = node.line, .column = node.column};
    return true;
}

static bool read_mapping(struct reading *reading, int depth, struct yaml_node *node)
{
    ARRAY_OF(struct yaml_entry) entries = {0};
    bool good = true;
    for (;;) {
        yaml_event_t event;
        struct yaml_entry entry = {0};
        if (!next_event(reading, &event))
            return false;
        bool end = event.type == YAML_MAPPING_END_EVENT;
        good = end || read_key(reading, &event, entries.items, entries.count, &entry);
        yaml_event_delete(&event);
        if (end || !good || !next_event(reading, &event))
            break;
        good = read_node(reading, &event, depth + 1, &entry.value);
        yaml_event_delete(&event);
        if (!good)
            break;
        *ARRAY_APPEND(reading->arena, &entries) = entry;
    }
    node->entries = entries.items;
    node->count = entries.count;
    return good && reading->parser.error == YAML_NO_ERROR;
}

static bool has_tag_or_anchor(const yaml_event_t *event)
{
    switch ((int)event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.tag || event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.tag || event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT: return event->data.mapping_start.tag || event->data.mapping_start.anchor;
    default: return true; // an alias
    }
}

static bool read_node(struct reading *reading, const yaml_event_t *event, int depth, struct yaml_node *node)
{
    if (has_tag_or_anchor(event))
        return refuse(
            reading, event, MESSAGE("anchors (&), aliases (*) and tags (!) are not read"),
            MESSAGE("write the value out, or put text that begins with one of these signs into quotes"));
    if (depth > LIMIT_YAML_DEPTH)
        return refuse(
            reading, event,
            MESSAGE("this is nested more than {limit} levels deep", NUMBER("limit", LIMIT_YAML_DEPTH)),
            NO_MESSAGE);
    if (++reading->nodes > LIMIT_YAML_NODES)
        return refuse(reading, event,
                      MESSAGE("the file has more than {limit} values", NUMBER("limit", LIMIT_YAML_NODES)),
                      NO_MESSAGE);
    node->line = (uint32_t)event->start_mark.line + 1;
    node->column = (uint32_t)event->start_mark.column + 1;
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        node->kind = YAML_SEQUENCE;
        return read_sequence(reading, depth, node);
    }
    if (event->type == YAML_MAPPING_START_EVENT) {
        node->kind = YAML_MAPPING;
        return read_mapping(reading, depth, node);
    }
    node->kind = YAML_SCALAR;
    return read_scalar(reading, event, node);
}

// The events of a stream: stream start, document start, the root's, document end, stream end.
static bool read_stream(struct reading *reading, struct yaml_node *root)
{
    bool good = true, seen = false;
    for (bool end = false; good && !end;) {
        yaml_event_t event;
        if (!next_event(reading, &event))
            return false;
        if (event.type == YAML_DOCUMENT_START_EVENT && seen)
            good = refuse(reading, &event, MESSAGE("the file holds more than one YAML document"),
                          MESSAGE("keep one document a file: remove the line --- and what follows it"));
        else if (event.type == YAML_STREAM_END_EVENT)
            end = true;
        else if (event.type != YAML_STREAM_START_EVENT && event.type != YAML_DOCUMENT_START_EVENT &&
                 event.type != YAML_DOCUMENT_END_EVENT) {
            seen = true;
            good = read_node(reading, &event, 0, root);
        }
        yaml_event_delete(&event);
    }
    if (good && !seen)
        return problem_report(reading->problems, (struct place){.source = reading->source},
                              MESSAGE("the file is empty"),
                              MESSAGE("look whether it is the right one, and was saved"));
    return good;
}

static struct place place_of_byte(struct text source, struct text content, size_t at)
{
    struct place place = {.source = source, .line = 1};
    size_t line_start = 0;
    for (size_t i = 0; i < at; i++)
        if (content.bytes[i] == '\n') {
            place.line++;
            line_start = i + 1;
        }
    place.column = text_characters(text_slice(content, line_start, at)) + 1;
    return place;
}

static bool check_bytes(struct text source, struct text content, struct problems *problems)
{
    if (content.length > LIMIT_YAML_BYTES)
        return problem_report(
            problems, (struct place){.source = source},
            MESSAGE("the file has more than {limit} bytes", NUMBER("limit", LIMIT_YAML_BYTES)), NO_MESSAGE);
    const char *nul = content.length ? memchr(content.bytes, 0, content.length) : NULL;
    size_t bad;
    if (nul)
        return problem_report(problems, place_of_byte(source, content, (size_t)(nul - content.bytes)),
                              MESSAGE("there is a NUL byte in the text"), NO_MESSAGE);
    if (!text_is_utf8(content, &bad))
        return problem_report(problems, place_of_byte(source, content, bad),
                              MESSAGE("this is not valid UTF-8"), MESSAGE("save the file as UTF-8"));
    return true;
}

bool yaml_read(struct arena *arena, struct text source, struct text content, struct yaml_node *root,
               struct problems *problems)
{
    if (text_starts(content, TEXT("\xEF\xBB\xBF")))
        content = text_slice(content, 3, content.length);
    if (!check_bytes(source, content, problems))
        return false;
    struct reading reading = {.arena = arena, .source = source, .content = content, .problems = problems};
    if (!yaml_parser_initialize(&reading.parser))
        memory_exhausted();
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)(content.bytes ? content.bytes : ""),
                                 content.length);
    struct yaml_node node = {0};
    bool good = read_stream(&reading, &node);
    yaml_parser_delete(&reading.parser);
    if (good)
        *root = node;
    return good;
}

struct place yaml_place(struct text source, const struct yaml_node *node)
{
    return (struct place){.source = source, .line = node->line, .column = node->column};
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

// A position in a text, moved a character at a time.
struct cursor {
    struct text rest;
    uint64_t line, column;
};

static void advance(struct cursor *cursor)
{
    bool newline = cursor->rest.bytes[0] == '\n';
    do
        cursor->rest = text_slice(cursor->rest, 1, cursor->rest.length);
    while (cursor->rest.length && (cursor->rest.bytes[0] & 0xC0) == 0x80);
    cursor->column = newline ? 1 : cursor->column + 1;
    cursor->line += newline;
}

static void skip_blanks(struct cursor *cursor)
{
    while (cursor->rest.length && is_blank(cursor->rest.bytes[0]))
        advance(cursor);
}

// Folding and indentation change only blanks, so the same number of other characters stands before a place in the value
// and in the file.
struct place yaml_place_within(struct text source, const struct yaml_node *scalar, uint64_t line,
                               uint64_t column)
{
    struct cursor value = {.rest = scalar->value, .line = 1, .column = 1};
    size_t solid = 0;
    while (value.rest.length && (value.line < line || (value.line == line && value.column < column))) {
        solid += !is_blank(value.rest.bytes[0]);
        advance(&value);
    }
    bool on_solid = value.rest.length && !is_blank(value.rest.bytes[0]);
    struct cursor file = {.rest = scalar->raw, .line = scalar->line, .column = scalar->column};
    char style = scalar->plain || !file.rest.length ? 0 : file.rest.bytes[0];
    if (style == '|' || style == '>')
        while (file.rest.length && file.line == scalar->line)
            advance(&file);
    else if (style)
        advance(&file);
    for (skip_blanks(&file); solid && file.rest.length; solid--) {
        skip_blanks(&file);
        bool escaped = (style == '\'' && text_starts(file.rest, TEXT("''"))) ||
                       (style == '"' && file.rest.bytes[0] == '\\');
        if (escaped && file.rest.length > 1)
            advance(&file);
        if (file.rest.length)
            advance(&file);
    }
    if (on_solid)
        skip_blanks(&file);
    return (struct place){.source = source, .line = file.line, .column = file.column};
}

static const char *const kind_words[] = {
    [YAML_SCALAR] = N_("a text"),
    [YAML_SEQUENCE] = N_("a list"),
    [YAML_MAPPING] = N_("a mapping of keys to values"),
};

static bool report_kind(struct text source, const struct yaml_node *node, const char *name,
                        enum yaml_kind wanted, struct problems *problems)
{
    struct message hint = wanted == YAML_SEQUENCE
                              ? MESSAGE("write a list as lines that begin with a dash, or as [one, two]")
                          : wanted == YAML_MAPPING
                              ? MESSAGE(
                                    "write a mapping as lines of key: value, or as {open}key: value{close}",
                                    VALUE("open", TEXT("{")), VALUE("close", TEXT("}")))
                              : NO_MESSAGE;
    return problem_report(problems, yaml_place(source, node),
                          MESSAGE("{key} must be {wanted}, not {found}", VALUE("key", text_from(name)),
                                  WORD("wanted", kind_words[wanted]), WORD("found", kind_words[node->kind])),
                          hint);
}

static bool is_empty(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR ? node->value.length == 0 : node->count == 0;
}

static bool report_unknown_key(struct text source, const struct yaml_entry *entry,
                               const struct yaml_key *keys, size_t count, struct problems *problems)
{
    struct text *names = ARENA_ARRAY(problems->arena, struct text, count), nearest;
    for (size_t i = 0; i < count; i++)
        names[i] = text_from(keys[i].name);
    struct place place = {.source = source, .line = entry->line, .column = entry->column};
    struct message hint = NO_MESSAGE;
    if (spelling_nearest(entry->key, names, count, &nearest))
        hint = MESSAGE("did you mean {nearest}?", VALUE("nearest", nearest));
    return problem_report(problems, place,
                          MESSAGE("the key {key} is not known here", VALUE("key", entry->key)), hint);
}

static bool check_key(struct text source, const struct yaml_node *mapping, const struct yaml_key *key,
                      const struct yaml_node **found, struct problems *problems)
{
    const struct yaml_entry *entry = find_entry(mapping->entries, mapping->count, text_from(key->name));
    *found = NULL;
    if (!entry && !key->required)
        return true;
    if (!entry)
        return problem_report(problems, yaml_place(source, mapping),
                              MESSAGE("the key {key} is missing", VALUE("key", text_from(key->name))),
                              NO_MESSAGE);
    if (is_empty(&entry->value) && (entry->value.plain || key->required)) {
        struct place place = {.source = source, .line = entry->line, .column = entry->column};
        return !key->required ||
               problem_report(problems, place,
                              MESSAGE("the key {key} has no value", VALUE("key", text_from(key->name))),
                              NO_MESSAGE);
    }
    if (key->kind != YAML_ANY && entry->value.kind != key->kind)
        return report_kind(source, &entry->value, key->name, key->kind, problems);
    *found = &entry->value;
    return true;
}

bool yaml_keys(struct text source, const struct yaml_node *mapping, const struct yaml_key *keys, size_t count,
               const struct yaml_node **found, struct problems *problems)
{
    bool good = true;
    if (mapping->kind != YAML_MAPPING) {
        for (size_t i = 0; i < count; i++)
            found[i] = NULL;
        return problem_report(problems, yaml_place(source, mapping),
                              MESSAGE("{wanted} is needed here, not {found}",
                                      WORD("wanted", kind_words[YAML_MAPPING]),
                                      WORD("found", kind_words[mapping->kind])),
                              NO_MESSAGE);
    }
    for (size_t i = 0; i < mapping->count; i++) {
        size_t at = 0;
        while (at < count && !text_equal(mapping->entries[i].key, text_from(keys[at].name)))
            at++;
        if (at == count)
            good = report_unknown_key(source, &mapping->entries[i], keys, count, problems);
    }
    for (size_t i = 0; i < count; i++)
        good &= check_key(source, mapping, &keys[i], &found[i], problems);
    return good;
}

bool yaml_file(struct arena *arena, struct text source, struct text content, const char *holds,
               const struct yaml_key *keys, size_t count, const struct yaml_node **found,
               struct problems *problems)
{
    struct yaml_node root;
    struct text wanted = text_from(holds);
    for (size_t i = 0; i < count; i++)
        found[i] = NULL;
    if (!yaml_read(arena, source, content, &root, problems))
        return false;
    bool good = yaml_keys(source, &root, keys, count, found, problems);
    if (!found[0] || text_equal(found[0]->value, wanted))
        return good;
    return problem_report_value(
        problems, yaml_place(source, found[0]), found[0]->value,
        MESSAGE("this file holds something else: {kind} was expected", VALUE("kind", wanted)),
        MESSAGE("begin the file with: craffu: {kind}", VALUE("kind", wanted)));
}

struct text yaml_text(const struct yaml_node *scalar)
{
    return scalar ? scalar->value : (struct text){0};
}

bool yaml_date(struct arena *arena, struct text source, const struct yaml_node *node, struct text *date,
               struct problems *problems)
{
    struct civil_read read;
    if (!node)
        return false;
    if (civil_read(node->value, CIVIL_ORDER_NONE, &read) != CIVIL_READ || read.has_time)
        return problem_report_value(problems, yaml_place(source, node), node->value,
                                    MESSAGE("this is not a date"), MESSAGE("write it as 2019-02-28"));
    *date = civil_date_text(arena, read.time.date);
    return true;
}

bool yaml_localised(struct text source, const struct yaml_node *node, struct localised *text,
                    struct problems *problems)
{
    struct yaml_key known[LANGUAGE_COUNT];
    const struct yaml_node *found[LANGUAGE_COUNT];
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        known[language] = (struct yaml_key){language_code((enum language)language), YAML_SCALAR, true};
    if (!yaml_keys(source, node, known, LANGUAGE_COUNT, found, problems))
        return false;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        text->in[language] = text_trim(found[language]->value);
    return true;
}

bool yaml_boolean(struct text source, const struct yaml_node *node, bool *value, struct problems *problems)
{
    if (!node)
        return false;
    if (node->kind == YAML_SCALAR && text_equal(node->value, TEXT("true")))
        return *value = true;
    if (node->kind == YAML_SCALAR && text_equal(node->value, TEXT("false"))) {
        *value = false;
        return true;
    }
    return problem_report_value(problems, yaml_place(source, node), node->value,
                                MESSAGE("this must be true or false"), NO_MESSAGE);
}

bool yaml_integer(struct text source, const struct yaml_node *node, int64_t *value, struct problems *problems)
{
    if (!node)
        return false;
    return (node->kind == YAML_SCALAR && text_to_int64(node->value, value)) ||
           problem_report_value(problems, yaml_place(source, node), node->value,
                                MESSAGE("this must be a whole number, such as 3"), NO_MESSAGE);
}

bool yaml_unknown(struct text source, const struct yaml_node *node, const struct text *known, size_t count,
                  struct message what, struct problems *problems)
{
    struct text nearest;
    struct message hint = NO_MESSAGE;
    for (struct message_value *value = what.values; value->name; value++)
        if (strcmp(value->name, "word") == 0)
            value->text = node->value;
    if (spelling_nearest(node->value, known, count, &nearest))
        hint = MESSAGE("did you mean {nearest}?", VALUE("nearest", nearest));
    return problem_report(problems, yaml_place(source, node), what, hint);
}

bool yaml_choice(struct text source, const struct yaml_node *node, const char *const *words, size_t count,
                 size_t *value, struct problems *problems)
{
    struct text *known = ARENA_ARRAY(problems->arena, struct text, count);
    struct buffer list = {0};
    if (!node)
        return false;
    for (size_t i = 0; i < count; i++) {
        known[i] = text_from(words[i]);
        buffer_print(&list, "%s%s", i ? ", " : "", words[i]);
        if (node->kind == YAML_SCALAR && text_equal(node->value, known[i])) {
            buffer_dispose(&list);
            *value = i;
            return true;
        }
    }
    problem_report_value(problems, yaml_place(source, node), node->value,
                         MESSAGE("this must be one of: {words}", VALUE("words", buffer_text(&list))),
                         NO_MESSAGE);
    buffer_dispose(&list);
    return false;
}
