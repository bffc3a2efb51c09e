// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/package_parts.h"

#include "document/words.h"
#include "format/markup_writer.h"
#include "format/zip.h"

#define OPC_ "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE_ "http://schemas.openxmlformats.org/officeDocument/2006/"

// ---- Relationships -----------------------------------------------------------------------------------------

static struct text add_relation(struct relations *relations, const struct relation *relation)
{
    *ARRAY_APPEND(relations->arena, &relations->list) = *relation;
    return text_print(relations->arena, "rId%zu", relations->list.count);
}

struct text relations_add(struct relations *relations, const char *type, struct text target)
{
    return add_relation(relations, &(struct relation){.type = type, .target = target});
}

// RFC 3986 allows these and no others; a "%" is taken to be an escape already.
static bool is_address_character(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') ||
           (character && strchr("-._~:/?#@!$&'()*+,;=%", character) != NULL);
}

struct text relations_add_address(struct relations *relations, const char *type, struct text address)
{
    struct buffer escaped = {0};
    for (size_t i = 0; i < address.length; i++)
        if (is_address_character(address.bytes[i]))
            buffer_add_character(&escaped, address.bytes[i]);
        else
            buffer_print(&escaped, "%%%02X", (unsigned)(unsigned char)address.bytes[i]);
    struct relation relation = {
        .type = type, .target = text_copy(relations->arena, buffer_text(&escaped)), .external = true};
    buffer_dispose(&escaped);
    return add_relation(relations, &relation);
}

// The properties of the package have a type of their own kind.
static struct text relation_type(struct arena *arena, const char *type)
{
    bool core = strcmp(type, "core-properties") == 0;
    return text_print(arena, "%srelationships/%s%s", core ? OPC_ : OFFICE_, core ? "metadata/" : "", type);
}

struct text relations_part(struct arena *arena, const struct relations *relations)
{
    struct buffer out = {0};
    struct markup_writer xml;
    markup_start(&xml, MARKUP_XML, &out);
    markup_open(&xml, "Relationships");
    markup_attribute(&xml, "xmlns", TEXT(OPC_ "relationships"));
    for (size_t i = 0; i < relations->list.count; i++) {
        const struct relation *relation = &relations->list.items[i];
        markup_line(&xml);
        markup_open(&xml, "Relationship");
        markup_attribute(&xml, "Id", text_print(arena, "rId%zu", i + 1));
        markup_attribute(&xml, "Type", relation_type(arena, relation->type));
        markup_attribute(&xml, "Target", relation->target);
        if (relation->external)
            markup_attribute(&xml, "TargetMode", TEXT("External"));
        markup_close(&xml);
    }
    markup_end(&xml);
    struct text part = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return part;
}

// ---- Properties --------------------------------------------------------------------------------------------

// One that is empty is left out.
static void property(struct markup_writer *xml, const char *name, struct text content)
{
    if (content.length == 0)
        return;
    markup_line(xml);
    markup_open_element(xml, name);
    markup_text(xml, content);
    markup_close(xml);
}

static void date_property(struct markup_writer *xml, const char *name, struct text content)
{
    markup_line(xml);
    markup_open_element(xml, name);
    markup_attribute(xml, "xsi:type", TEXT("dcterms:W3CDTF"));
    markup_text(xml, content);
    markup_close(xml);
}

static struct text core_properties(struct arena *arena, const struct document *document)
{
    struct buffer out = {0};
    struct markup_writer xml;
    struct text day = text_print(arena, "%.*sT00:00:00Z", TEXT_PRINT(civil_date_text(arena, document->date)));
    markup_start(&xml, MARKUP_XML, &out);
    markup_open(&xml, "cp:coreProperties");
    markup_attribute(&xml, "xmlns:cp", TEXT(OPC_ "metadata/core-properties"));
    markup_attribute(&xml, "xmlns:dc", TEXT("http://purl.org/dc/elements/1.1/"));
    markup_attribute(&xml, "xmlns:dcterms", TEXT("http://purl.org/dc/terms/"));
    markup_attribute(&xml, "xmlns:xsi", TEXT("http://www.w3.org/2001/XMLSchema-instance"));
    property(&xml, "dc:title", document->title);
    property(&xml, "dc:subject", document->subtitle);
    property(&xml, "dc:creator", document->organisation);
    property(&xml, "dc:description", document->description);
    property(&xml, "dc:identifier", document->identifier);
    property(&xml, "dc:language", words_language(document->language));
    property(&xml, "cp:lastModifiedBy", document->organisation);
    date_property(&xml, "dcterms:created", day);
    date_property(&xml, "dcterms:modified", day);
    property(&xml, "cp:version", document->version);
    markup_end(&xml);
    struct text part = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return part;
}

static struct text program_properties(struct arena *arena, const struct document *document)
{
    struct buffer out = {0};
    struct markup_writer xml;
    markup_start(&xml, MARKUP_XML, &out);
    markup_open(&xml, "Properties");
    markup_attribute(&xml, "xmlns", TEXT(OFFICE_ "extended-properties"));
    property(&xml, "Company", document->organisation);
    property(&xml, "Application", TEXT("Craffu"));
    markup_end(&xml);
    struct text part = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return part;
}

// ---- The package -------------------------------------------------------------------------------------------

void package_add(struct package *package, const char *name, const char *content_type, struct text content)
{
    *ARRAY_APPEND(package->arena, &package->parts) = (struct package_part){
        .name = name, .content_type = content_type, .content = content};
}

void package_add_properties(struct package *package, const struct checked_document *checked, const char *main)
{
    struct relations relations = {.arena = package->arena};
    relations_add(&relations, "officeDocument", text_from(main));
    relations_add(&relations, "core-properties", TEXT("docProps/core.xml"));
    relations_add(&relations, "extended-properties", TEXT("docProps/app.xml"));
    package_add(package, "_rels/.rels", NULL, relations_part(package->arena, &relations));
    package_add(package, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
                core_properties(package->arena, checked->document));
    package_add(package, "docProps/app.xml",
                "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                program_properties(package->arena, checked->document));
}

static void write_default(struct markup_writer *xml, const char *extension, const char *content_type)
{
    markup_line(xml);
    markup_open(xml, "Default");
    markup_attribute(xml, "Extension", text_from(extension));
    markup_attribute(xml, "ContentType", text_from(content_type));
    markup_close(xml);
}

static void write_content_types(const struct package *package, struct buffer *out)
{
    struct markup_writer xml;
    markup_start(&xml, MARKUP_XML, out);
    markup_open(&xml, "Types");
    markup_attribute(&xml, "xmlns", TEXT(OPC_ "content-types"));
    write_default(&xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
    write_default(&xml, "xml", "application/xml");
    write_default(&xml, "png", "image/png");
    write_default(&xml, "svg", "image/svg+xml");
    for (size_t i = 0; i < package->parts.count; i++) {
        const struct package_part *part = &package->parts.items[i];
        if (!part->content_type)
            continue;
        markup_line(&xml);
        markup_open(&xml, "Override");
        markup_attribute(&xml, "PartName", text_print(package->arena, "/%s", part->name));
        markup_attribute(&xml, "ContentType", text_from(part->content_type));
        markup_close(&xml);
    }
    markup_end(&xml);
}

bool package_write(const struct package *package, struct text name, struct buffer *out,
                   struct problems *problems)
{
    struct buffer types = {0};
    struct zip_writer *zip = zip_writer_new();
    write_content_types(package, &types);
    zip_writer_add(zip, "[Content_Types].xml", buffer_text(&types), ZIP_DEFLATED);
    for (size_t i = 0; i < package->parts.count; i++) {
        const struct package_part *part = &package->parts.items[i];
        bool packed = text_ends(text_from(part->name), TEXT(".png"));
        zip_writer_add(zip, part->name, part->content, packed ? ZIP_STORED : ZIP_DEFLATED);
    }
    bool written = zip_writer_finish(zip, name, out, problems);
    zip_writer_free(zip);
    buffer_dispose(&types);
    return written;
}
