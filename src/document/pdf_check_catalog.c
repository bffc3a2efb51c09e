// SPDX-License-Identifier: GPL-3.0-or-later
// What the file says of itself as a whole: metadata, language, title, forms, layers, actions; and its pages.
#include "document/pdf_checker.h"
#include "format/xml.h"

#define SPACE_DC "http://purl.org/dc/elements/1.1/"
#define SPACE_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define SPACE_XML "http://www.w3.org/XML/1998/namespace"
#define SPACE_PDFUA "http://www.aiim.org/pdfua/ns/id/"

// ---- Metadata ----------------------------------------------------------------------------------------------------

struct metadata {
    struct text rest;
    size_t in_title, in_part; // elements open inside it, itself included
    size_t in_words;          // inside one of the title's alternatives, which says its language
    bool title, part;
};

static bool metadata_read(void *context, char *to, size_t room, size_t *got, struct problems *problems)
{
    (void)problems;
    struct metadata *metadata = context;
    *got = metadata->rest.length < room ? metadata->rest.length : room;
    if (*got)
        memcpy(to, metadata->rest.bytes, *got);
    metadata->rest = text_slice(metadata->rest, *got, metadata->rest.length);
    return true;
}

static bool is_name(struct xml_name name, const char *space, const char *local)
{
    return text_equal(name.space, text_from(space)) && text_equal(name.local, text_from(local));
}

static void metadata_start(void *context, struct xml_name name, const char *const *attributes)
{
    struct metadata *metadata = context;
    if (metadata->in_title || is_name(name, SPACE_DC, "title"))
        metadata->in_title++;
    if (metadata->in_words || (metadata->in_title > 1 && is_name(name, SPACE_RDF, "li") &&
                               xml_attribute(attributes, SPACE_XML, "lang").length > 0))
        metadata->in_words++;
    if (metadata->in_part || is_name(name, SPACE_PDFUA, "part"))
        metadata->in_part++;
    metadata->part |= text_equal(xml_attribute(attributes, SPACE_PDFUA, "part"), TEXT("1"));
}

static void metadata_end(void *context, struct xml_name name)
{
    (void)name;
    struct metadata *metadata = context;
    metadata->in_title -= metadata->in_title > 0;
    metadata->in_part -= metadata->in_part > 0;
    metadata->in_words -= metadata->in_words > 0;
}

static void metadata_text(void *context, struct text text)
{
    struct metadata *metadata = context;
    metadata->title |= metadata->in_words && text_trim(text).length > 0;
    metadata->part |= metadata->in_part && text_equal(text_trim(text), TEXT("1"));
}

static const struct xml_handler metadata_handler = {
    .start = metadata_start,
    .end = metadata_end,
    .text = metadata_text,
};

static void check_metadata(struct pdf_checker *checker)
{
    const struct pdf_value *stream = pdf_get_kind(checker->catalog, "Metadata", PDF_STREAM);
    struct pdf_spot spot = {.object = stream ? stream : checker->catalog};
    struct metadata metadata = {0};
    if (!pdf_expect(checker, PDF_RULE_XMP, stream != NULL, spot) ||
        !pdf_reader_stream(checker->reader, checker->arena, stream, &metadata.rest, checker->problems))
        return;
    size_t at;
    bool named = text_find(metadata.rest, TEXT("pdfuaid:part"), &at);
    struct xml_source source = {metadata_read,
                                &metadata,
                                {.source = checker->source, .name = TEXT("XMP")},
                                MESSAGE("Write the report again.")};
    struct xml_reader *xml = xml_new(source, &metadata_handler, &metadata);
    enum xml_step step = xml_run(xml, checker->problems);
    xml_free(xml);
    if (step == XML_STEP_FAILED)
        return;
    if (pdf_expect(checker, PDF_RULE_XMP_PART, metadata.part, spot))
        pdf_expect(checker, PDF_RULE_XMP_PREFIX, named, spot);
    pdf_expect(checker, PDF_RULE_XMP_TITLE, metadata.title, spot);
}

// ---- The catalogue -----------------------------------------------------------------------------------------------

static bool is_true(const struct pdf_value *value)
{
    return value && value->kind == PDF_BOOLEAN && value->boolean;
}

static void check_marking(struct pdf_checker *checker)
{
    const struct pdf_value *information = pdf_get(checker->catalog, "MarkInfo");
    const struct pdf_value *preferences = pdf_get(checker->catalog, "ViewerPreferences");
    const struct pdf_value *shown = pdf_get_kind(preferences, "DisplayDocTitle", PDF_BOOLEAN);
    struct pdf_spot spot = {.object = checker->catalog};
    pdf_expect(checker, PDF_RULE_MARKED, is_true(pdf_get(information, "Marked")), spot);
    pdf_expect(checker, PDF_RULE_SUSPECTS, !is_true(pdf_get(information, "Suspects")), spot);
    if (pdf_expect(checker, PDF_RULE_TITLE_UNSET, shown != NULL, spot))
        pdf_expect(checker, PDF_RULE_TITLE_HIDDEN, is_true(shown), spot);
}

static void check_language(struct pdf_checker *checker)
{
    const struct pdf_value *language = pdf_get_kind(checker->catalog, "Lang", PDF_STRING);
    struct text tag = language ? language->text : (struct text){0};
    struct pdf_spot spot = {.object = checker->catalog, .value = tag};
    pdf_expect(checker, PDF_RULE_LANGUAGE, pdf_is_language(tag), spot);
}

static void check_configuration(struct pdf_checker *checker, const struct pdf_value *configuration,
                                enum pdf_rule name)
{
    struct pdf_spot spot = {.object = configuration};
    pdf_expect(checker, name, pdf_has_text(configuration, "Name"), spot);
    pdf_expect(checker, PDF_RULE_LAYER_STATE, !pdf_get(configuration, "AS"), spot);
}

static void check_layers(struct pdf_checker *checker)
{
    const struct pdf_value *layers = pdf_get(checker->catalog, "OCProperties");
    const struct pdf_value *others = pdf_get(layers, "Configs");
    if (!layers)
        return;
    check_configuration(checker, pdf_get(layers, "D"), PDF_RULE_LAYER_NAME_FIRST);
    for (size_t i = 0; others && others->kind == PDF_ARRAY && i < others->count; i++)
        check_configuration(checker, pdf_item(others, i), PDF_RULE_LAYER_NAME);
}

void pdf_check_catalog(struct pdf_checker *checker)
{
    const struct pdf_value *catalog = checker->catalog;
    struct pdf_spot spot = {.object = catalog};
    const struct pdf_value *opening = pdf_get_kind(catalog, "OpenAction", PDF_DICTIONARY);
    check_metadata(checker);
    check_marking(checker);
    check_language(checker);
    check_layers(checker);
    pdf_expect(checker, PDF_RULE_XFA, !pdf_get(pdf_get(catalog, "AcroForm"), "XFA"), spot);
    pdf_expect(checker, PDF_RULE_ACTION,
               !pdf_get(catalog, "AA") && !pdf_get(pdf_get(catalog, "Names"), "JavaScript") &&
                   (!opening || pdf_is_name(pdf_get(opening, "S"), "GoTo")),
               spot);
}

// ---- Pages -------------------------------------------------------------------------------------------------------

struct page_walk {
    struct pdf_checker *checker;
    bool *seen; // by object number
    bool sound;
};

static void read_pages(struct page_walk *walk, const struct pdf_value *node, size_t depth)
{
    struct pdf_checker *checker = walk->checker;
    if (!pdf_is_dictionary(node) || !node->number || walk->seen[node->number] || depth > LIMIT_PDF_DEPTH) {
        walk->sound = false;
        return;
    }
    walk->seen[node->number] = true;
    const struct pdf_value *kids = pdf_get_kind(node, "Kids", PDF_ARRAY);
    if (pdf_is_name(pdf_get(node, "Type"), "Page"))
        *ARRAY_APPEND(checker->arena, &checker->pages) = node;
    else if (!kids)
        walk->sound = false;
    for (size_t i = 0; kids && i < kids->count; i++)
        read_pages(walk, pdf_item(kids, i), depth + 1);
}

void pdf_read_pages(struct pdf_checker *checker)
{
    struct page_walk walk = {.checker = checker, .sound = true};
    walk.seen = ARENA_ARRAY(checker->arena, bool, pdf_reader_numbers(checker->reader) + 1);
    read_pages(&walk, pdf_get(checker->catalog, "Pages"), 0);
    checker->page_of = ARENA_ARRAY(checker->arena, size_t, pdf_reader_numbers(checker->reader) + 1);
    for (size_t i = 0; i < checker->pages.count; i++)
        checker->page_of[checker->pages.items[i]->number] = i + 1;
    pdf_expect(checker, PDF_RULE_PAGES, walk.sound && checker->pages.count > 0,
               (struct pdf_spot){.object = checker->catalog});
}

size_t pdf_page_of(const struct pdf_checker *checker, const struct pdf_value *page)
{
    return page && checker->page_of ? checker->page_of[page->number] : 0;
}
