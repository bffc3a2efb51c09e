// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xml.h"

#include "base/memory.h"

#include <expat.h>
#include <stdio.h>

enum {
    CHUNK_BYTES = 32 << 10,
    SCANNED_BYTES = 256 << 10, // of one child; what is longer is left to the parser
    SPACES = 32,
};

// Stands between a namespace and a name; no namespace can contain it.
static const char SEPARATOR = ' ';

// Where the next byte stands, as the parser counts: lines end in LF, CR or both, columns are characters.
struct position {
    uint64_t line, column;
    bool after_return;
};

struct xml_reader {
    XML_Parser parser;
    struct xml_source source;
    const struct xml_handler *handler;
    void *context;
    unsigned depth;
    uint64_t fed, heard_at; // bytes given to the parser, then and at its last call
    bool document_type, too_deep;

    // What was read, and neither given to the parser nor scanned.
    char *window;
    size_t from, to, capacity;
    bool source_ended;

    // Scanning: while all that was given to the parser ends where a child ends, it may be left out of the next.
    bool other_encoding, scan_over;
    unsigned scan_depth; // of the element whose children are scanned; 0: none yet
    uint64_t child_end;  // bytes given to the parser up to where a child, or the start of the element, ended
    struct text usual_end;
    struct xml_space spaces[SPACES];
    size_t space_count;
    struct position read,
        given; // behind all that was taken from the window, and what of it the parser was given
    struct position read_then, given_then; // the same when the parser was last given something after a scan
    bool left_out;                         // something was scanned since
    bool last_was_piece;                   // the parser was given less than was there
};

static struct xml_name split_name(const char *name)
{
    const char *separator = strchr(name, SEPARATOR);
    if (!separator)
        return (struct xml_name){.local = text_from(name)};
    return (struct xml_name){{name, (size_t)(separator - name)}, text_from(separator + 1)};
}

// ---- where we are

static size_t count_characters(const char *bytes, size_t length)
{
    const uint64_t ones = 0x0101010101010101;
    size_t continuing = 0, at = 0;
    for (uint64_t word; at + sizeof word <= length; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        uint64_t found = word >> 7 & ~word >> 6 & ones; // 10xxxxxx
        continuing += (size_t)(found * ones >> 56);
    }
    for (; at < length; at++)
        continuing += (bytes[at] & 0xC0) == 0x80;
    return length - continuing;
}

// A line feed after a carriage return belongs to the same line end.
static size_t count_line_ends(struct text bytes, char end, bool after_return, size_t *behind_last)
{
    size_t count = 0, at = 0;
    const char *found;
    while (at < bytes.length && (found = memchr(bytes.bytes + at, end, bytes.length - at))) {
        at = (size_t)(found - bytes.bytes) + 1;
        bool second = end == '\n' && (at > 1 ? found[-1] == '\r' : after_return);
        count += !second;
        if (at > *behind_last)
            *behind_last = at;
    }
    return count;
}

static void advance(struct position *position, struct text bytes)
{
    if (bytes.length == 0)
        return;
    size_t behind_last = 0;
    position->line += count_line_ends(bytes, '\n', position->after_return, &behind_last);
    position->line += count_line_ends(bytes, '\r', false, &behind_last);
    size_t characters = count_characters(bytes.bytes + behind_last, bytes.length - behind_last);
    position->column = behind_last ? characters : position->column + characters;
    position->after_return = bytes.bytes[bytes.length - 1] == '\r';
}

// The parser's own count, and what it was not given.
static struct position place_of_error(const struct xml_reader *xml)
{
    struct position at = {XML_GetCurrentLineNumber(xml->parser), XML_GetCurrentColumnNumber(xml->parser),
                          false};
    bool same_line = at.line == xml->given_then.line + 1;
    at.line += xml->read_then.line - xml->given_then.line;
    if (same_line)
        at.column += xml->read_then.column - xml->given_then.column;
    return at;
}

// ---- what expat calls

// The parser has read a tag whose depth is that of the scanned element: its start, or the end of a child.
static void mark_child_end(struct xml_reader *xml)
{
    xml->child_end = (uint64_t)XML_GetCurrentByteIndex(xml->parser) +
                     (uint64_t)XML_GetCurrentByteCount(xml->parser);
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
    struct xml_reader *xml = data;
    xml->heard_at = xml->fed;
    if (++xml->depth > LIMIT_XML_DEPTH) {
        xml->too_deep = true;
        XML_StopParser(xml->parser, XML_FALSE);
        return;
    }
    xml->handler->start(xml->context, split_name(name), (const char *const *)attributes);
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct xml_reader *xml = data;
    xml->heard_at = xml->fed;
    xml->depth--;
    if (!xml->too_deep)
        xml->handler->end(xml->context, split_name(name));
    if (xml->scan_depth && xml->depth == xml->scan_depth)
        mark_child_end(xml);
    if (xml->depth < xml->scan_depth)
        xml->scan_over = true;
}

static void XMLCALL on_text(void *data, const char *bytes, int length)
{
    struct xml_reader *xml = data;
    xml->heard_at = xml->fed;
    xml->handler->text(xml->context, (struct text){bytes, (size_t)length});
}

static void XMLCALL on_anything_else(void *data, const char *bytes, int length)
{
    (void)bytes, (void)length;
    struct xml_reader *xml = data;
    xml->heard_at = xml->fed;
}

static void XMLCALL on_document_type(void *data, const char *name, const char *system, const char *public_,
                                     int internal)
{
    (void)name, (void)system, (void)public_, (void)internal;
    struct xml_reader *xml = data;
    xml->document_type = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL on_declaration(void *data, const char *version, const char *encoding, int standalone)
{
    (void)version, (void)standalone;
    struct xml_reader *xml = data;
    xml->heard_at = xml->fed;
    xml->other_encoding |= encoding && !text_equal_ignoring_case(text_from(encoding), TEXT("UTF-8"));
}

static void XMLCALL on_space(void *data, const char *prefix, const char *space)
{
    struct xml_reader *xml = data;
    xml->heard_at = xml->fed;
    if (xml->space_count < SPACES) {
        struct xml_space *added = &xml->spaces[xml->space_count];
        bool fits = !prefix || strlen(prefix) < sizeof added->prefix;
        snprintf(added->prefix, sizeof added->prefix, "%s", !prefix ? "" : fits ? prefix : "?");
        snprintf(added->space, sizeof added->space, "%s", space ? space : "");
    }
    xml->space_count++;
}

static void XMLCALL on_space_end(void *data, const char *prefix)
{
    (void)prefix;
    struct xml_reader *xml = data;
    xml->space_count--;
}

// ---- running

struct xml_reader *xml_new(struct xml_source source, const struct xml_handler *handler, void *context)
{
    struct xml_reader *xml = memory_allocate_zeroed(1, sizeof *xml);
    *xml = (struct xml_reader){.source = source, .handler = handler, .context = context};
    xml->parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (!xml->parser)
        memory_exhausted();
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetDefaultHandler(xml->parser, on_anything_else);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_document_type);
    xml->scan_over = !handler->scan;
    if (handler->scan) {
        XML_SetXmlDeclHandler(xml->parser, on_declaration);
        XML_SetNamespaceDeclHandler(xml->parser, on_space, on_space_end);
    }
    return xml;
}

void xml_free(struct xml_reader *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    memory_free(xml->window);
    memory_free(xml);
}

void xml_pause(struct xml_reader *xml)
{
    XML_StopParser(xml->parser, XML_TRUE);
}

static bool report(const struct xml_reader *xml, struct problems *problems, struct message what)
{
    return problem_report(problems, xml->source.place, what, xml->source.hint);
}

static void report_place(const struct xml_reader *xml, struct problems *problems)
{
    struct position at = place_of_error(xml);
    report(xml, problems,
           MESSAGE("the XML is not well-formed in line {line}, column {column}", NUMBER("line", at.line),
                   NUMBER("column", at.column + 1)));
}

static enum xml_step failed(const struct xml_reader *xml, struct problems *problems)
{
    if (XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY)
        memory_exhausted();
    if (xml->document_type)
        report(xml, problems, MESSAGE("the XML has a document type, which can be made to do harm"));
    else if (xml->too_deep)
        report(xml, problems,
               MESSAGE("the XML is nested deeper than {limit} levels", NUMBER("limit", LIMIT_XML_DEPTH)));
    else
        report_place(xml, problems);
    return XML_STEP_FAILED;
}

// ---- the window

static size_t waiting(const struct xml_reader *xml)
{
    return xml->to - xml->from;
}

// Text that is scanned has one byte or more for each character, and ASCII is itself.
static void look_at_front(struct xml_reader *xml)
{
    for (size_t i = 0; i < 2 && i < xml->to; i++) {
        unsigned char byte = (unsigned char)xml->window[i];
        xml->other_encoding |= byte == 0 || byte >= 0xFE;
    }
}

// Reads a piece behind what waits.
static bool read_more(struct xml_reader *xml, struct problems *problems)
{
    size_t length = waiting(xml), got;
    if (length)
        memmove(xml->window, xml->window + xml->from, length);
    xml->from = 0;
    xml->to = length;
    if (xml->capacity < length + CHUNK_BYTES + XML_PADDING) {
        xml->capacity = 2 * length + CHUNK_BYTES + XML_PADDING;
        xml->window = memory_resize(xml->window, xml->capacity);
    }
    if (!xml->source.read(xml->source.context, xml->window + length, CHUNK_BYTES, &got, problems))
        return false;
    bool first = xml->fed == 0 && length == 0;
    xml->to += got;
    memset(xml->window + xml->to, 0, XML_PADDING);
    xml->source_ended = got == 0;
    if (first)
        look_at_front(xml);
    return true;
}

// ---- giving it to the parser

static size_t through(struct text bytes, struct text mark)
{
    size_t at;
    return text_find(bytes, mark, &at) ? at + mark.length : bytes.length;
}

// The parser has seen all it was given, and stands before a child of the scanned element.
static bool stands_before_child(const struct xml_reader *xml)
{
    return xml->scan_depth && !xml->scan_over && xml->depth == xml->scan_depth && xml->child_end == xml->fed;
}

// How much the parser is given at once. Where it may be left out soon, no more than what ends there; but where that did
// not help, all: the parser begins an unfinished tag anew each time, and who made the file to do harm knows that.
static size_t next_piece(const struct xml_reader *xml)
{
    struct text bytes = {xml->window + xml->from, waiting(xml)};
    if (xml->scan_over || xml->other_encoding)
        return bytes.length;
    if (xml->scan_depth)
        return xml->last_was_piece && !stands_before_child(xml) ? bytes.length
                                                                : through(bytes, xml->usual_end);
    bool helped = xml->heard_at == xml->fed && xml->fed < SCANNED_BYTES;
    return helped ? through(bytes, TEXT(">")) : bytes.length;
}

static enum XML_Status feed(struct xml_reader *xml)
{
    struct text piece = {xml->window + xml->from, next_piece(xml)};
    xml->last_was_piece = piece.length < waiting(xml);
    if (xml->left_out) {
        xml->read_then = xml->read;
        xml->given_then = xml->given;
        xml->left_out = false;
    }
    if (!xml->scan_over) {
        advance(&xml->read, piece);
        advance(&xml->given, piece);
    }
    xml->fed += piece.length;
    xml->from += piece.length;
    return XML_Parse(xml->parser, piece.length ? piece.bytes : "", (int)piece.length, piece.length == 0);
}

// ---- leaving the parser out

static enum xml_scanned scan(struct xml_reader *xml)
{
    struct text bytes = {xml->window + xml->from, waiting(xml)};
    size_t taken = 0;
    enum xml_scanned scanned = xml->handler->scan(xml->context, bytes, &taken);
    if (scanned == XML_SCAN_MORE && (xml->source_ended || bytes.length > SCANNED_BYTES))
        return XML_SCAN_DECLINED;
    if (scanned == XML_SCANNED) {
        advance(&xml->read, text_slice(bytes, 0, taken));
        xml->from += taken;
        xml->left_out = true;
    }
    return scanned;
}

bool xml_spaces(const struct xml_reader *xml, const struct xml_space **spaces, size_t *count)
{
    if (xml->space_count > SPACES)
        return false;
    *spaces = xml->spaces;
    *count = xml->space_count;
    return true;
}

void xml_scan_children(struct xml_reader *xml, struct text end)
{
    if (xml->scan_depth || xml->other_encoding)
        return;
    xml->scan_depth = xml->depth;
    xml->usual_end = end;
    mark_child_end(xml);
}

// ---- running

static bool tag_too_long(const struct xml_reader *xml, struct problems *problems)
{
    if (xml->fed - xml->heard_at <= LIMIT_XML_TAG_BYTES)
        return false;
    report(xml, problems,
           MESSAGE("the XML has a tag or comment of more than {limit} bytes",
                   NUMBER("limit", LIMIT_XML_TAG_BYTES)));
    return true;
}

enum xml_step xml_run(struct xml_reader *xml, struct problems *problems)
{
    XML_ParsingStatus state;
    XML_GetParsingStatus(xml->parser, &state);
    enum XML_Status status = XML_STATUS_OK;
    if (state.parsing == XML_SUSPENDED)
        status = XML_ResumeParser(xml->parser);
    for (;;) {
        if (status == XML_STATUS_SUSPENDED)
            return XML_STEP_PAUSED;
        if (status == XML_STATUS_ERROR)
            return failed(xml, problems);
        if (tag_too_long(xml, problems))
            return XML_STEP_FAILED;
        enum xml_scanned scanned = waiting(xml) ? XML_SCAN_DECLINED : XML_SCAN_MORE;
        if (waiting(xml) && stands_before_child(xml))
            scanned = scan(xml);
        if (scanned == XML_SCANNED)
            return XML_STEP_PAUSED;
        if (scanned == XML_SCAN_MORE && !xml->source_ended) {
            if (!read_more(xml, problems))
                return XML_STEP_FAILED;
            continue;
        }
        XML_GetParsingStatus(xml->parser, &state);
        if (state.parsing == XML_FINISHED)
            return XML_STEP_ENDED;
        status = feed(xml);
    }
}

struct text xml_attribute(const char *const *attributes, const char *space, const char *name)
{
    for (; *attributes; attributes += 2) {
        struct xml_name found = split_name(attributes[0]);
        if (text_equal(found.local, text_from(name)) && text_equal(found.space, text_from(space)))
            return text_from(attributes[1]);
    }
    return (struct text){0};
}
