// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/frame.h"

#include "base/text_map.h"
#include "selection/order.h"

// ---- What an id may be ----------------------------------------------------------------------------------

// At which Python's splitlines, with which others read a frame, would break a line, apart from line feeds.
static bool is_line_break(uint32_t c)
{
    return c == '\r' || c == 0x0B || c == 0x0C || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

// Joiners, marks of direction, soft hyphens: two ids would look alike.
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

// Printable ASCII without blanks at its ends, as nearly every id is.
static bool is_plain(struct text id)
{
    if (!id.length || id.length > LIMIT_CASE_REFERENCE_BYTES)
        return false;
    unsigned bad = 0;
    for (size_t i = 0; i < id.length; i++)
        bad |= (unsigned)((unsigned char)id.bytes[i] - 0x20u > 0x7Eu - 0x20u);
    return !bad && id.bytes[0] != ' ' && id.bytes[id.length - 1] != ' ';
}

static struct message fault_of_characters(struct text id)
{
    uint32_t first = 0, last = 0;
    for (size_t at = 0; at < id.length;) {
        last = text_code_point(id, &at);
        first = first ? first : last;
        if (is_control(last))
            return MESSAGE("the id holds a control character or a separator of lines");
        if (is_invisible(last))
            return MESSAGE("the id holds a character that nobody sees");
    }
    return is_blank(first) || is_blank(last) ? MESSAGE("the id begins or ends with a blank") : NO_MESSAGE;
}

static struct message fault_of(struct text id)
{
    if (is_plain(id))
        return NO_MESSAGE;
    if (!id.length)
        return MESSAGE("the id is empty");
    if (id.length > LIMIT_CASE_REFERENCE_BYTES)
        return MESSAGE("the id is longer than {limit} bytes", NUMBER("limit", LIMIT_CASE_REFERENCE_BYTES));
    size_t bad;
    return text_is_utf8(id, &bad) ? fault_of_characters(id) : MESSAGE("the id is not UTF-8");
}

static bool is_stratum_name(struct text name)
{
    bool good = name.length && name.length <= LIMIT_IDENTIFIER_BYTES;
    for (size_t i = 0; good && i < name.length; i++) {
        char c = name.bytes[i];
        good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    }
    return good;
}

// ---- What is being made ---------------------------------------------------------------------------------

struct making {
    struct arena *arena;
    struct text source;
    bool by_line; // places are lines of a text, not numbers of ids
    struct frame *frame;
    struct problems *problems;
};

static bool refuse(const struct making *making, size_t number, struct text value, struct message what)
{
    struct place place = {.source = making->source};
    if (making->by_line)
        place.line = number;
    else
        place.record = number;
    return problem_report_value(making->problems, place, value, what,
                                MESSAGE("a list of ids has one id a line, each once"));
}

static struct message too_many_strata(void)
{
    return MESSAGE("there are more than {limit} strata", NUMBER("limit", LIMIT_STRATA));
}

// Numbers the strata in the order in which they are met.
static bool number_strata(struct making *making, const struct text *names, struct text *met)
{
    struct frame *frame = making->frame;
    struct text_map map;
    bool good = true;
    text_map_init(&map, making->arena);
    for (size_t i = 0; i < frame->count; i++) {
        if (i && text_equal(names[i], names[i - 1])) {
            frame->strata[i] = frame->strata[i - 1];
            continue;
        }
        size_t there;
        if (!is_stratum_name(names[i])) {
            good = refuse(
                making, i + 1, names[i],
                MESSAGE("the name of a stratum is written with ASCII letters, digits, '-', '_' and '.'"));
        } else if (text_map_find(&map, names[i], &there)) {
            frame->strata[i] = (uint32_t)there;
        } else if (frame->group_count == LIMIT_STRATA) {
            return refuse(making, i + 1, names[i], too_many_strata());
        } else {
            text_map_put(&map, names[i], frame->group_count, NULL);
            frame->strata[i] = (uint32_t)frame->group_count;
            met[frame->group_count++] = names[i];
        }
    }
    return good;
}

// Puts the groups into the order of their names, and counts them.
static bool make_groups(struct making *making, const struct text *names)
{
    struct frame *frame = making->frame;
    struct arena *arena = making->arena;
    frame->strata = ARENA_ARRAY(arena, uint32_t, frame->count);
    if (!names) {
        frame->groups = ARENA_NEW(arena, struct frame_stratum);
        frame->groups[0] = (struct frame_stratum){FRAME_WHOLE, frame->count};
        frame->group_count = 1;
        return true;
    }
    struct text *met = ARENA_ARRAY(arena, struct text, LIMIT_STRATA);
    if (!number_strata(making, names, met))
        return false;
    size_t *order = order_of(arena, met, frame->group_count);
    uint32_t *place = ARENA_ARRAY(arena, uint32_t, frame->group_count);
    frame->groups = ARENA_ARRAY(arena, struct frame_stratum, frame->group_count);
    for (size_t i = 0; i < frame->group_count; i++) {
        frame->groups[i].name = met[order[i]];
        place[order[i]] = (uint32_t)i;
    }
    for (size_t i = 0; i < frame->count; i++) {
        frame->strata[i] = place[frame->strata[i]];
        frame->groups[frame->strata[i]].count++;
    }
    frame->stratified = true;
    return true;
}

static bool check_ids(const struct making *making, const struct text *ids, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct message fault = fault_of(ids[i]);
        if (fault.text)
            good = refuse(making, i + 1, ids[i], fault);
    }
    return good;
}

static struct text content_of(struct arena *arena, const struct frame *frame)
{
    size_t bytes = 0;
    for (size_t i = 0; i < frame->count; i++)
        bytes += frame->ids[i].length + 1 +
                 (frame->stratified ? 1 + frame->groups[frame->strata[i]].name.length : 0);
    char *start = arena_allocate(arena, bytes + 1, 1), *end = start;
    for (size_t i = 0; i < frame->count; i++) {
        memcpy(end, frame->ids[i].bytes, frame->ids[i].length);
        end += frame->ids[i].length;
        if (frame->stratified) {
            struct text name = frame->groups[frame->strata[i]].name;
            *end++ = '\t';
            memcpy(end, name.bytes, name.length);
            end += name.length;
        }
        *end++ = '\n';
    }
    *end = '\0';
    return (struct text){start, bytes};
}

static bool check_size(const struct making *making, size_t count)
{
    if (count == 0)
        return refuse(making, 0, (struct text){0}, MESSAGE("there is no id"));
    return count <= LIMIT_FRAME_IDS ||
           refuse(making, 0, (struct text){0},
                  MESSAGE("there are more than {limit} ids", NUMBER("limit", LIMIT_FRAME_IDS)));
}

// Takes the ids over in the order of their bytes.
static bool sort_ids(struct making *making, const struct text *ids, const struct text *strata,
                     struct text **sorted_strata)
{
    struct frame *frame = making->frame;
    size_t *order = order_of(making->arena, ids, frame->count);
    bool good = true;
    frame->ids = ARENA_ARRAY(making->arena, struct text, frame->count);
    *sorted_strata = strata ? ARENA_ARRAY(making->arena, struct text, frame->count) : NULL;
    for (size_t i = 0; i < frame->count; i++) {
        frame->ids[i] = ids[order[i]];
        if (strata)
            (*sorted_strata)[i] = strata[order[i]];
        if (i && text_equal(frame->ids[i], frame->ids[i - 1]))
            good = refuse(making, (order[i] > order[i - 1] ? order[i] : order[i - 1]) + 1, frame->ids[i],
                          MESSAGE("the id stands in the list twice"));
    }
    return good;
}

bool frame_make(struct arena *arena, struct text source, const struct text *ids, const struct text *strata,
                size_t count, struct frame *frame, struct problems *problems)
{
    struct frame made = {.count = count};
    struct making making = {.arena = arena, .source = source, .frame = &made, .problems = problems};
    struct text *sorted_strata;
    if (!check_size(&making, count))
        return false;
    bool good = check_ids(&making, ids, count);
    if (!sort_ids(&making, ids, strata, &sorted_strata) || !good || !make_groups(&making, sorted_strata))
        return false;
    made.content = content_of(arena, &made);
    made.hash = hash_of(made.content);
    *frame = made;
    return true;
}

// ---- Reading --------------------------------------------------------------------------------------------

static size_t count_lines(struct text content)
{
    size_t lines = 0;
    for (const char *at = content.bytes, *end = at + content.length;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines + (content.length && content.bytes[content.length - 1] != '\n');
}

static bool split_lines(struct making *making, struct text content, struct text *strata)
{
    struct frame *frame = making->frame;
    struct text rest = content, line;
    bool good = true;
    for (size_t i = 0; i < frame->count; i++) {
        text_split(&rest, '\n', &line);
        frame->ids[i] = line;
        if (!frame->stratified)
            continue;
        strata[i] = line;
        text_split(&strata[i], '\t', &frame->ids[i]);
        if (!strata[i].length)
            good = refuse(making, i + 1, line, MESSAGE("the line has no stratum behind a tab"));
    }
    return good;
}

static bool check_order(const struct making *making)
{
    const struct frame *frame = making->frame;
    bool good = true;
    for (size_t i = 1; i < frame->count; i++) {
        int order = text_compare(frame->ids[i - 1], frame->ids[i]);
        if (order == 0)
            good = refuse(making, i + 1, frame->ids[i], MESSAGE("the id stands in the list twice"));
        else if (order > 0)
            good = refuse(making, i + 1, frame->ids[i],
                          MESSAGE("the line is out of order: a frame is in the order of its bytes"));
    }
    return good;
}

bool frame_read(struct arena *arena, struct text source, struct text content, struct frame *frame,
                struct problems *problems)
{
    struct frame read = {.count = count_lines(content), .content = content};
    struct making making = {
        .arena = arena, .source = source, .by_line = true, .frame = &read, .problems = problems};
    if (!check_size(&making, read.count))
        return false;
    if (content.bytes[content.length - 1] != '\n')
        return refuse(&making, read.count, (struct text){0},
                      MESSAGE("the last line is not ended by a line feed"));
    read.ids = ARENA_ARRAY(arena, struct text, read.count);
    read.stratified = memchr(content.bytes, '\t', content.length) != NULL;
    struct text *strata = read.stratified ? ARENA_ARRAY(arena, struct text, read.count) : NULL;
    if (!split_lines(&making, content, strata) || !check_ids(&making, read.ids, read.count))
        return false;
    bool good = check_order(&making);
    if (!make_groups(&making, strata) || !good)
        return false;
    read.hash = hash_of(content);
    *frame = read;
    return true;
}

size_t frame_line_of(const struct frame *frame, struct text id, bool *found)
{
    size_t from = 0, to = frame->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (text_compare(frame->ids[middle], id) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    *found = from < frame->count && text_equal(frame->ids[from], id);
    return from + 1;
}

static struct message fault_of_line(struct text id)
{
    size_t bad;
    if (!id.length)
        return MESSAGE("the id is empty");
    if (!text_is_utf8(id, &bad))
        return MESSAGE("the id is not UTF-8");
    for (size_t at = 0; at < id.length;)
        if (is_line_break(text_code_point(id, &at)))
            return MESSAGE("the id holds a control character or a separator of lines");
    return NO_MESSAGE;
}

bool ids_read(struct arena *arena, struct text source, struct text content, struct text **ids, size_t *count,
              struct problems *problems)
{
    struct frame read = {.count = count_lines(content)};
    struct making making = {
        .arena = arena, .source = source, .by_line = true, .frame = &read, .problems = problems};
    struct text rest = content, line;
    struct text_map known;
    bool good = check_size(&making, read.count);
    read.ids = ARENA_ARRAY(arena, struct text, read.count);
    text_map_init(&known, arena);
    for (size_t i = 0; good && i < read.count; i++) {
        text_split(&rest, '\n', &line);
        read.ids[i] = text_ends(line, TEXT("\r")) ? text_slice(line, 0, line.length - 1) : line;
    }
    for (size_t i = 0, from = problems->count; good && i < read.count; i++) {
        struct message fault = fault_of_line(read.ids[i]);
        if (!fault.text && !text_map_put(&known, read.ids[i], i, NULL))
            fault = MESSAGE("the id stands in the list twice");
        if (fault.text)
            refuse(&making, i + 1, read.ids[i], fault);
        if (i + 1 == read.count)
            good = problems->count == from;
    }
    if (!good)
        return false;
    *ids = read.ids;
    *count = read.count;
    return true;
}
