// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xml.h"

#include "base/memory.h"

#include <expat.h>

enum { CHUNK_BYTES = 32 << 10 };

// Stands between a namespace and a name; no namespace can contain it.
static const char SEPARATOR = ' ';

struct xml_reader {
    XML_Parser parser;
    struct xml_source source;
    const struct xml_handler *handler;
    void *context;
    unsigned depth;
    uint64_t fed, heard_at; // bytes given to the parser, then and at its last call
    bool document_type, too_deep;
};

static struct xml_name split_name(const char *name)
{
    const char *separator = strchr(name, SEPARATOR);
    if (!separator)
        return (struct xml_name){.local = text_from(name)};
    return (struct xml_name){{name, (size_t)(separator - name)}, text_from(separator + 1)};
}

// ---- what expat calls

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
    return xml;
}

void xml_free(struct xml_reader *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    memory_free(xml);
}

void xml_pause(struct xml_reader *xml)
{
    XML_StopParser(xml->parser, XML_TRUE);
}

static bool report(const struct xml_reader *xml, struct problems *problems, struct message what)
{
    return problem_report(problems, xml->source.place, what,
                          MESSAGE("open it in a spreadsheet program and save it anew"));
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
        report(xml, problems,
               MESSAGE("the XML is not well-formed in line {line}, column {column}",
                       NUMBER("line", XML_GetCurrentLineNumber(xml->parser)),
                       NUMBER("column", XML_GetCurrentColumnNumber(xml->parser) + 1)));
    return XML_STEP_FAILED;
}

// Reads a piece and has it parsed.
static bool feed(struct xml_reader *xml, enum XML_Status *status, struct problems *problems)
{
    void *chunk = XML_GetBuffer(xml->parser, CHUNK_BYTES);
    if (!chunk)
        memory_exhausted();
    size_t got;
    if (!xml->source.read(xml->source.context, chunk, CHUNK_BYTES, &got, problems))
        return false;
    xml->fed += got;
    *status = XML_ParseBuffer(xml->parser, (int)got, got == 0);
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
        if (xml->fed - xml->heard_at > LIMIT_XML_TAG_BYTES) {
            report(xml, problems,
                   MESSAGE("the XML has a tag or comment of more than {limit} bytes",
                           NUMBER("limit", LIMIT_XML_TAG_BYTES)));
            return XML_STEP_FAILED;
        }
        XML_GetParsingStatus(xml->parser, &state);
        if (state.parsing == XML_FINISHED)
            return XML_STEP_ENDED;
        if (!feed(xml, &status, problems))
            return XML_STEP_FAILED;
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
