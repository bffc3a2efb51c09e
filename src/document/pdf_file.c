// SPDX-License-Identifier: GPL-3.0-or-later
// What was laid out becomes a file: fonts, pages, links, outline, metadata and structure.
#include "document/pdf_writer.h"

#include "document/words.h"
#include "format/hash.h"
#include "format/markup_writer.h"

#include <math.h>

#define PRODUCER "Craffu"
enum { GLYPHS_MOST = 0x10000, SUPPLEMENT = 0x10000 };

struct file {
    struct pdf *pdf;
    struct pdf_objects *objects;
    struct arena *arena;
    size_t fonts[FACE_COUNT]; // 0: not used
    size_t page_tree, outline;
};

// ---- Fonts -------------------------------------------------------------------------------------------------

static size_t used_glyphs(const struct file *file, enum face face, uint32_t *glyphs)
{
    size_t count = 0;
    for (uint32_t i = 0; i < GLYPHS_MOST; i++)
        if (file->pdf->pages.glyphs[face][i].length)
            glyphs[count++] = i;
    return count;
}

// Six capitals that stand for the subset.
static const char *subset_tag(struct file *file, const uint32_t *glyphs, size_t count)
{
    struct hash hash = hash_of((struct text){(const char *)glyphs, count * sizeof *glyphs});
    char tag[7] = "";
    for (size_t i = 0; i < 6; i++)
        tag[i] = (char)('A' + hash.bytes[i] % 26);
    return text_terminated(file->arena, text_from(tag));
}

static size_t write_program(struct file *file, const struct font *font, const uint32_t *glyphs, size_t count,
                            struct problems *problems)
{
    struct buffer program = {0};
    size_t number = 0;
    if (font_subset(font, glyphs, count, &program)) {
        number = pdf_object_number(file->objects);
        pdf_stream(file->objects, number, text_print(file->arena, "/Length1 %zu", program.length),
                   buffer_text(&program), false);
    } else
        problem_report(problems, (struct place){.source = TEXT(PRODUCER)},
                       MESSAGE("the font could not be put into the file"), NO_MESSAGE);
    buffer_dispose(&program);
    return number;
}

static size_t write_descriptor(struct file *file, const char *name, const struct font *font, size_t program)
{
    struct font_measures measures = font_measures(font);
    size_t number = pdf_object_number(file->objects);
    struct buffer *out = pdf_object_begin(file->objects, number);
    buffer_print(out, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[", name);
    for (size_t i = 0; i < 4; i++)
        buffer_print(out, "%s%d", i ? " " : "", (int)lround(measures.box[i]));
    buffer_print(out, "]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %zu 0 R>>",
                 (int)lround(measures.ascent), (int)lround(measures.descent),
                 (int)lround(measures.cap_height), measures.bold ? 140 : 80, program);
    pdf_object_end(file->objects);
    return number;
}

static size_t write_descendant(struct file *file, const char *name, const struct font *font,
                               const uint32_t *glyphs, size_t count, size_t descriptor)
{
    size_t number = pdf_object_number(file->objects);
    struct buffer *out = pdf_object_begin(file->objects, number);
    buffer_print(
        out,
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor %zu 0 R/DW 0/W[",
        name, descriptor);
    for (size_t i = 0; i < count; i++) {
        buffer_print(out, "%u[", glyphs[i]);
        pdf_add_number(out, font_advance(font, glyphs[i]));
        buffer_add_character(out, ']');
    }
    buffer_add(out, TEXT("]>>"));
    pdf_object_end(file->objects);
    return number;
}

static void add_characters(struct buffer *out, uint32_t glyph, struct text characters)
{
    buffer_print(out, "<%04X> <", glyph);
    for (size_t at = 0; at < characters.length;) {
        uint32_t code_point = text_code_point(characters, &at);
        if (code_point >= SUPPLEMENT)
            buffer_print(out, "%04X%04X", 0xD800 + (code_point - SUPPLEMENT) / 0x400,
                         0xDC00 + (code_point - SUPPLEMENT) % 0x400);
        else
            buffer_print(out, "%04X", code_point);
    }
    buffer_add(out, TEXT(">\n"));
}

static size_t write_characters(struct file *file, enum face face, const uint32_t *glyphs, size_t count)
{
    enum { BLOCK = 100 }; // the most that one block of the map may have
    struct buffer out = {0};
    buffer_add(&out,
               TEXT("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo "
                    "<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS "
                    "def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"));
    for (size_t i = 0; i < count; i++) {
        size_t left = count - i;
        if (i % BLOCK == 0)
            buffer_print(&out, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "", left < BLOCK ? left : BLOCK);
        add_characters(&out, glyphs[i], file->pdf->pages.glyphs[face][glyphs[i]]);
    }
    buffer_add(&out, TEXT("endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"));
    size_t number = pdf_object_number(file->objects);
    pdf_stream(file->objects, number, (struct text){0}, buffer_text(&out), false);
    buffer_dispose(&out);
    return number;
}

static bool write_font(struct file *file, enum face face, struct problems *problems)
{
    uint32_t *glyphs = ARENA_ARRAY(file->arena, uint32_t, GLYPHS_MOST);
    size_t count = used_glyphs(file, face, glyphs);
    const struct font *font = typesetter_font(file->pdf->typesetter, face);
    if (count == 0)
        return true;
    const char *name = text_print(file->arena, "%s+LiberationSans%s", subset_tag(file, glyphs, count),
                                  face == FACE_BOLD ? "-Bold" : "")
                           .bytes;
    size_t program = write_program(file, font, glyphs, count, problems);
    if (program == 0)
        return false;
    size_t descendant = write_descendant(file, name, font, glyphs, count,
                                         write_descriptor(file, name, font, program));
    size_t characters = write_characters(file, face, glyphs, count);
    file->fonts[face] = pdf_object_number(file->objects);
    struct buffer *out = pdf_object_begin(file->objects, file->fonts[face]);
    buffer_print(
        out,
        "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%zu 0 R]/ToUnicode %zu 0 R>>",
        name, descendant, characters);
    pdf_object_end(file->objects);
    return true;
}

// ---- Pages and links ---------------------------------------------------------------------------------------

static void write_content(struct file *file, size_t number, const struct pdf_page *page)
{
    struct buffer content = {0};
    size_t from = 0;
    for (size_t i = 0; i < page->insertions.count; i++) {
        const struct pdf_insertion *insertion = &page->insertions.items[i];
        buffer_add(&content, (struct text){page->content.bytes + from, insertion->at - from});
        buffer_add(&content, insertion->content);
        from = insertion->at;
    }
    if (page->content.length > from)
        buffer_add(&content, (struct text){page->content.bytes + from, page->content.length - from});
    pdf_stream(file->objects, number, (struct text){0}, buffer_text(&content), false);
    buffer_dispose(&content);
}

static void add_destination(struct file *file, struct buffer *out, const struct pdf_destination *destination)
{
    buffer_print(out, "[%zu 0 R/XYZ 0 ", file->pdf->pages.pages.items[destination->page].object);
    pdf_add_number(out, file->pdf->pages.height - destination->y + file->pdf->style->body.leading / 2);
    buffer_add(out, TEXT(" null]"));
}

static void add_target(struct file *file, struct buffer *out, struct text address)
{
    const struct pdf_destination *destination = NULL;
    if (text_starts(address, TEXT("#")))
        destination = pdf_destination_find(file->pdf, text_slice(address, 1, address.length));
    if (destination) {
        buffer_add(out, TEXT("/Dest"));
        add_destination(file, out, destination);
        return;
    }
    buffer_add(out, TEXT("/A<</S/URI/URI"));
    pdf_add_bytes(out, address);
    buffer_add(out, TEXT(">>"));
}

static void add_box(struct buffer *out, const struct pdf_annotation *annotation, double height)
{
    double box[4] = {INFINITY, INFINITY, 0, 0};
    for (size_t i = 0; i < annotation->boxes.count; i += 4) {
        const double *one = annotation->boxes.items + i;
        box[0] = fmin(box[0], one[0]);
        box[1] = fmin(box[1], height - one[3]);
        box[2] = fmax(box[2], one[2]);
        box[3] = fmax(box[3], height - one[1]);
    }
    for (size_t i = 0; i < 4; i++) {
        buffer_add_character(out, i ? ' ' : '[');
        pdf_add_number(out, box[i]);
    }
    buffer_add_character(out, ']');
}

// Where a link goes over several lines: upper left, upper right, lower left, lower right of each.
static void add_quadrilaterals(struct buffer *out, const struct pdf_annotation *annotation, double height)
{
    buffer_add(out, TEXT("/QuadPoints["));
    for (size_t i = 0; i < annotation->boxes.count; i += 4) {
        const double *one = annotation->boxes.items + i;
        double top = height - one[1], bottom = height - one[3];
        const double points[8] = {one[0], top, one[2], top, one[0], bottom, one[2], bottom};
        for (size_t j = 0; j < 8; j++) {
            if (i + j)
                buffer_add_character(out, ' ');
            pdf_add_number(out, points[j]);
        }
    }
    buffer_add_character(out, ']');
}

static void write_annotation(struct file *file, const struct pdf_annotation *annotation, size_t page,
                             size_t parent)
{
    struct buffer *out = pdf_object_begin(file->objects, annotation->object);
    buffer_print(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/P %zu 0 R/StructParent %zu/Rect", page,
                 parent);
    add_box(out, annotation, file->pdf->pages.height);
    if (annotation->boxes.count > 4)
        add_quadrilaterals(out, annotation, file->pdf->pages.height);
    buffer_add(out, TEXT("/Contents"));
    pdf_add_string(out, annotation->contents);
    add_target(file, out, annotation->address);
    buffer_add(out, TEXT(">>"));
    pdf_object_end(file->objects);
}

static void add_resources(struct file *file, struct buffer *out)
{
    buffer_add(out, TEXT("/Resources<</Font<<"));
    for (int face = 0; face < FACE_COUNT; face++)
        if (file->fonts[face])
            buffer_print(out, "/F%d %zu 0 R", face + 1, file->fonts[face]);
    buffer_add(out, TEXT(">>"));
    if (file->pdf->pages.image)
        buffer_print(out, "/XObject<</I1 %zu 0 R>>", file->pdf->pages.image);
    buffer_add(out, TEXT(">>"));
}

static void write_page(struct file *file, size_t index)
{
    const struct pdf_page *page = &file->pdf->pages.pages.items[index];
    size_t content = pdf_object_number(file->objects);
    write_content(file, content, page);
    struct buffer *out = pdf_object_begin(file->objects, page->object);
    buffer_print(out, "<</Type/Page/Parent %zu 0 R/MediaBox[0 0 ", file->page_tree);
    pdf_add_number(out, file->pdf->pages.width);
    buffer_add_character(out, ' ');
    pdf_add_number(out, file->pdf->pages.height);
    buffer_print(out, "]/Tabs/S/StructParents %zu/Contents %zu 0 R", index, content);
    add_resources(file, out);
    if (page->annotations.count) {
        buffer_add(out, TEXT("/Annots["));
        for (size_t i = 0; i < page->annotations.count; i++)
            buffer_print(out, "%s%zu 0 R", i ? " " : "", page->annotations.items[i].object);
        buffer_add_character(out, ']');
    }
    buffer_add(out, TEXT(">>"));
    pdf_object_end(file->objects);
}

static void write_pages(struct file *file)
{
    size_t count = pdf_page_count(&file->pdf->pages);
    for (size_t i = 0; i < count; i++)
        write_page(file, i);
    struct buffer *out = pdf_object_begin(file->objects, file->page_tree);
    buffer_print(out, "<</Type/Pages/Count %zu/Kids[", count);
    for (size_t i = 0; i < count; i++)
        buffer_print(out, "%s%zu 0 R", i ? " " : "", file->pdf->pages.pages.items[i].object);
    buffer_add(out, TEXT("]>>"));
    pdf_object_end(file->objects);
}

// First what the pages' numbers in the parent tree lead to, then the annotations'.
static size_t write_structure(struct file *file)
{
    struct pdf_pages *pages = &file->pdf->pages;
    size_t count = pdf_page_count(pages), annotations = 0;
    for (size_t i = 0; i < count; i++)
        annotations += pages->pages.items[i].annotations.count;
    struct pdf_parent *parents = ARENA_ARRAY(file->arena, struct pdf_parent, count + annotations);
    size_t *objects = ARENA_ARRAY(file->arena, size_t, count), next = count;
    for (size_t i = 0; i < count; i++) {
        const struct pdf_page *page = &pages->pages.items[i];
        objects[i] = page->object;
        parents[i] = (struct pdf_parent){.marked = page->marks.items, .count = page->marks.count};
        for (size_t j = 0; j < page->annotations.count; j++) {
            parents[next].annotated = page->annotations.items[j].element;
            write_annotation(file, &page->annotations.items[j], page->object, next++);
        }
    }
    return pdf_structure_write(&file->pdf->structure, file->objects, objects, parents, next);
}

// ---- Outline -----------------------------------------------------------------------------------------------

struct outline {
    size_t number, parent, first, last, previous, next, count;
    int level;
};

static void link_outline(const struct file *file, struct outline *items)
{
    size_t open[PDF_HEADINGS + 1] = {0}; // 0 is the root; levels are not skipped
    for (size_t i = 1; i <= file->pdf->headings.count; i++) {
        int level = file->pdf->headings.items[i - 1]->heading.level;
        size_t parent = open[level - 1];
        items[i].parent = parent;
        items[i].previous = items[parent].last;
        if (items[parent].last)
            items[items[parent].last].next = i;
        else
            items[parent].first = i;
        items[parent].last = i;
        open[level] = i;
        items[parent].count++;
    }
}

static void add_neighbour(struct buffer *out, const char *key, const struct outline *items, size_t index)
{
    if (index)
        buffer_print(out, "/%s %zu 0 R", key, items[index].number);
}

static void write_outline_item(struct file *file, const struct outline *items, size_t index)
{
    const struct pdf *pdf = file->pdf;
    const struct outline *item = &items[index];
    struct buffer *out = pdf_object_begin(file->objects, item->number);
    buffer_add(out, TEXT("<<"));
    if (index > 0) {
        const struct block *block = pdf->headings.items[index - 1];
        buffer_add(out, TEXT("/Title"));
        pdf_add_string(out, words_runs(file->arena, pdf->checked, &block->heading.runs, TEXT(" ")));
        buffer_print(out, "/Parent %zu 0 R", items[item->parent].number);
        const struct pdf_destination *destination = pdf_destination_find(pdf, block->id);
        if (destination) {
            buffer_add(out, TEXT("/Dest"));
            add_destination(file, out, destination);
        }
    } else
        buffer_add(out, TEXT("/Type/Outlines"));
    add_neighbour(out, "First", items, item->first);
    add_neighbour(out, "Last", items, item->last);
    add_neighbour(out, "Prev", items, item->previous);
    add_neighbour(out, "Next", items, item->next);
    if (item->count) // what is below a heading is folded
        buffer_print(out, "/Count %s%zu", index ? "-" : "", item->count);
    buffer_add(out, TEXT(">>"));
    pdf_object_end(file->objects);
}

// A document without headings has its title to go to.
static void write_outline_of_title(struct file *file)
{
    size_t title = pdf_object_number(file->objects);
    file->outline = pdf_object_number(file->objects);
    struct buffer *out = pdf_object_begin(file->objects, file->outline);
    buffer_print(out, "<</Type/Outlines/First %zu 0 R/Last %zu 0 R/Count 1>>", title, title);
    pdf_object_end(file->objects);
    out = pdf_object_begin(file->objects, title);
    buffer_add(out, TEXT("<</Title"));
    pdf_add_string(out, file->pdf->checked->document->title);
    buffer_print(out, "/Parent %zu 0 R/Dest[%zu 0 R/Fit]>>", file->outline,
                 file->pdf->pages.pages.items[0].object);
    pdf_object_end(file->objects);
}

static void write_outline(struct file *file)
{
    size_t count = file->pdf->headings.count;
    if (count == 0) {
        write_outline_of_title(file);
        return;
    }
    struct outline *items = ARENA_ARRAY(file->arena, struct outline, count + 1);
    for (size_t i = 0; i <= count; i++)
        items[i].number = pdf_object_number(file->objects);
    link_outline(file, items);
    for (size_t i = 0; i <= count; i++)
        write_outline_item(file, items, i);
    file->outline = items[0].number;
}

// ---- What the file says of itself --------------------------------------------------------------------------

#define property(xmp, name, text) (markup_open((xmp), name), markup_text((xmp), (text)), markup_close(xmp))

static void listed(struct markup_writer *xmp, const char *name, bool ordered, struct text text)
{
    markup_open_element(xmp, name);
    markup_open_element(xmp, ordered ? "rdf:Seq" : "rdf:Bag");
    property(xmp, "rdf:li", text);
    markup_close(xmp);
    markup_close(xmp);
}

static void titled(struct markup_writer *xmp, const char *name, struct text text)
{
    markup_open_element(xmp, name);
    markup_open(xmp, "rdf:Alt");
    markup_open(xmp, "rdf:li");
    markup_attribute(xmp, "xml:lang", TEXT("x-default"));
    markup_text(xmp, text);
    markup_close(xmp);
    markup_close(xmp);
    markup_close(xmp);
}

static void write_description(struct file *file, struct markup_writer *xmp)
{
    const struct document *document = file->pdf->document;
    struct text day = text_print(file->arena, "%.*sT00:00:00Z",
                                 TEXT_PRINT(civil_date_text(file->arena, document->date)));
    markup_open(xmp, "rdf:Description");
    markup_attribute(xmp, "rdf:about", TEXT(""));
    markup_attribute(xmp, "xmlns:dc", TEXT("http://purl.org/dc/elements/1.1/"));
    markup_attribute(xmp, "xmlns:xmp", TEXT("http://ns.adobe.com/xap/1.0/"));
    markup_attribute(xmp, "xmlns:pdf", TEXT("http://ns.adobe.com/pdf/1.3/"));
    markup_attribute(xmp, "xmlns:pdfuaid", TEXT("http://www.aiim.org/pdfua/ns/id/"));
    property(xmp, "pdfuaid:part", TEXT("1"));
    property(xmp, "dc:format", TEXT("application/pdf"));
    titled(xmp, "dc:title", document->title);
    listed(xmp, "dc:creator", true, document->organisation);
    if (document->description.length)
        titled(xmp, "dc:description", document->description);
    listed(xmp, "dc:language", false, text_from(language_code(document->language)));
    property(xmp, "dc:identifier", document->identifier);
    property(xmp, "xmp:CreateDate", day);
    property(xmp, "xmp:ModifyDate", day);
    property(xmp, "xmp:CreatorTool", TEXT(PRODUCER));
    property(xmp, "pdf:Producer", TEXT(PRODUCER));
    markup_close(xmp);
}

static size_t write_metadata(struct file *file)
{
    struct buffer out = {0};
    struct markup_writer xmp = {0};
    buffer_add(&out, TEXT("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"));
    markup_start(&xmp, MARKUP_FRAGMENT, &out);
    markup_open(&xmp, "x:xmpmeta");
    markup_attribute(&xmp, "xmlns:x", TEXT("adobe:ns:meta/"));
    markup_open(&xmp, "rdf:RDF");
    markup_attribute(&xmp, "xmlns:rdf", TEXT("http://www.w3.org/1999/02/22-rdf-syntax-ns#"));
    write_description(file, &xmp);
    markup_end(&xmp);
    buffer_add(&out, TEXT("\n<?xpacket end=\"r\"?>\n"));
    size_t number = pdf_object_number(file->objects);
    // Not packed, so that programs that know no PDF find it: `packed` with no filter named.
    pdf_stream(file->objects, number, TEXT("/Type/Metadata/Subtype/XML"), buffer_text(&out), true);
    buffer_dispose(&out);
    return number;
}

static void add_information(struct buffer *out, const char *key, struct text text)
{
    if (text.length == 0)
        return;
    buffer_print(out, "/%s", key);
    pdf_add_string(out, text);
}

static size_t write_information(struct file *file)
{
    const struct document *document = file->pdf->document;
    struct text day = text_print(file->arena, "D:%04d%02d%02d000000Z", document->date.year,
                                 document->date.month, document->date.day);
    size_t number = pdf_object_number(file->objects);
    struct buffer *out = pdf_object_begin(file->objects, number);
    buffer_add(out, TEXT("<<"));
    add_information(out, "Title", document->title);
    add_information(out, "Author", document->organisation);
    add_information(out, "Subject", document->description);
    add_information(out, "Creator", TEXT(PRODUCER));
    add_information(out, "Producer", TEXT(PRODUCER));
    add_information(out, "CreationDate", day);
    add_information(out, "ModDate", day);
    buffer_add(out, TEXT(">>"));
    pdf_object_end(file->objects);
    return number;
}

static size_t write_catalog(struct file *file, size_t structure, size_t metadata)
{
    size_t number = pdf_object_number(file->objects);
    struct buffer *out = pdf_object_begin(file->objects, number);
    buffer_print(
        out,
        "<</Type/Catalog/Pages %zu 0 R/Lang(%s)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
        "/StructTreeRoot %zu 0 R/Metadata %zu 0 R",
        file->page_tree, language_code(file->pdf->document->language), structure, metadata);
    if (file->outline)
        buffer_print(out, "/Outlines %zu 0 R/PageMode/UseOutlines", file->outline);
    buffer_add(out, TEXT(">>"));
    pdf_object_end(file->objects);
    return number;
}

bool pdf_write_file(struct pdf *pdf, struct buffer *out, struct problems *problems)
{
    enum { IDENTITY_DIGITS = 32 };
    struct file file = {.pdf = pdf, .objects = &pdf->objects, .arena = pdf->arena};
    file.page_tree = pdf_object_number(file.objects);
    for (int face = 0; face < FACE_COUNT; face++)
        if (!write_font(&file, face, problems))
            return false;
    write_pages(&file);
    size_t structure = write_structure(&file), metadata = write_metadata(&file);
    write_outline(&file);
    size_t information = write_information(&file), catalog = write_catalog(&file, structure, metadata);
    // The same document in another sheet is another file.
    struct text name = text_print(pdf->arena, "%.*s %s", TEXT_PRINT(pdf->checked->hash),
                                  pdf->style->large ? "large" : "normal");
    struct text identity = text_slice(hash_text(pdf->arena, hash_of(name)), 0, IDENTITY_DIGITS);
    pdf_file(file.objects, catalog, information, identity, out);
    return true;
}
