// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdf_sample.h"

#include <stdio.h>
#include <stdlib.h>

const char pdf_sample[] =
    "1 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/MarkInfo<</Marked true/Suspects false>>/Metadata 7 0 R"
    "/Outlines 8 0 R/StructTreeRoot 5 0 R/ViewerPreferences<</DisplayDocTitle true>>>>\nendobj\n"
    "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/StructParents 0/Tabs/S"
    "/Annots[9 0 R]/Resources<</Font<</F1 11 0 R>>/XObject<</X1 16 0 R>>>>>>\nendobj\n"
    "4 0 obj\n<</Length @>>\nstream\n"
    "/Artifact BMC q 0 0 9 9 re f Q EMC\n"
    "BT /F1 12 Tf\n"
    "/H1<</MCID 0>>BDC <0001> Tj EMC\n"
    "/P<</MCID 1>>BDC /Span<</Lang(cy)>>BDC [<0001>5<0002>] TJ EMC EMC\n"
    "/Link<</MCID 2>>BDC <0002> Tj EMC\n"
    "/TH<</MCID 3>>BDC <0001> Tj EMC /TH<</MCID 4>>BDC <0001> Tj EMC\n"
    "/TH<</MCID 5>>BDC <0001> Tj EMC /TD<</MCID 6>>BDC <0001> Tj EMC\n"
    "/Lbl<</MCID 7>>BDC <0001> Tj EMC /LBody<</MCID 8>>BDC <0001> Tj EMC\n"
    "/Note<</MCID 9>>BDC <0001> Tj EMC\n"
    "ET\n"
    "/Chart<</MCID 10>>BDC /X1 Do EMC\n"
    "BT /F1 12 Tf /Reference<</MCID 11>>BDC <0001> Tj EMC\n"
    "/H2<</MCID 12>>BDC <0001> Tj EMC /Note<</MCID 13>>BDC (\\000\\001) Tj EMC ET\n"
    "endstream\nendobj\n"
    "5 0 obj\n<</Type/StructTreeRoot/K[20 0 R]/ParentTree 6 0 R/RoleMap<</Chart/Figure>>>>\nendobj\n"
    "6 0 obj\n<</Nums[0[21 0 R 22 0 R 23 0 R 27 0 R 29 0 R 31 0 R 32 0 R 35 0 R 36 0 R 37 0 R 38 0 R 41 0 R "
    "42 0 R 43 0 R] 1 23 0 R]>>\nendobj\n"
    "7 0 obj\n<</Type/Metadata/Subtype/XML/Length @>>\nstream\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"><pdfuaid:part>1</pdfuaid:part><dc:title><rdf:Alt>"
    "<rdf:li xml:lang=\"x-default\">Sample</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>\n"
    "endstream\nendobj\n"
    "8 0 obj\n<</Type/Outlines/First 10 0 R/Last 10 0 R/Count 1>>\nendobj\n"
    "9 0 obj\n<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(To the site)/StructParent 1"
    "/A<</S/URI/URI(https://example.org/)>>>>\nendobj\n"
    "10 0 obj\n<</Title(A)/Parent 8 0 R/Dest[3 0 R/Fit]>>\nendobj\n"
    "11 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Sample/Encoding/Identity-H/DescendantFonts[12 0 R]"
    "/ToUnicode 15 0 R>>\nendobj\n"
    "12 0 obj\n<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Sample/FontDescriptor 13 0 R"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity"
    "/DW 0/W[1[500 500.5]3 3 499]>>\nendobj\n"
    "13 0 obj\n<</Type/FontDescriptor/FontName/AAAAAA+Sample/Flags 32/FontFile2 14 0 R>>\nendobj\n"
    "14 0 obj\n<</Length @>>\nstream\n@FONT@\nendstream\nendobj\n"
    "15 0 obj\n<</Length @>>\nstream\n/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "1 beginbfchar <0001> <0041> endbfchar 1 beginbfrange <0002> <0003> <0042> endbfrange\n"
    "endcmap end end\nendstream\nendobj\n"
    "16 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length @>>\nstream\n0 0 9 9 re f\nendstream\nendobj\n"
    "20 0 obj\n<</Type/StructElem/S/Document/P 5 0 R/K[21 0 R 22 0 R 24 0 R 33 0 R 37 0 R 38 0 R 39 0 R 42 0 R "
    "43 0 R]>>\nendobj\n"
    "21 0 obj\n<</Type/StructElem/S/H1/P 20 0 R/Pg 3 0 R/K 0>>\nendobj\n"
    "22 0 obj\n<</Type/StructElem/S/P/P 20 0 R/Pg 3 0 R/K[1 23 0 R]>>\nendobj\n"
    "23 0 obj\n<</Type/StructElem/S/Link/P 22 0 R/Pg 3 0 R/K[2<</Type/OBJR/Obj 9 0 R/Pg 3 0 R>>]>>\nendobj\n"
    "24 0 obj\n<</Type/StructElem/S/Table/P 20 0 R/K[25 0 R 28 0 R]/A<</O/Layout/BBox[0 0 9 99]>>>>\nendobj\n"
    "25 0 obj\n<</Type/StructElem/S/THead/P 24 0 R/K[26 0 R]>>\nendobj\n"
    "26 0 obj\n<</Type/StructElem/S/TR/P 25 0 R/K[27 0 R 29 0 R]>>\nendobj\n"
    "27 0 obj\n<</Type/StructElem/S/TH/P 26 0 R/Pg 3 0 R/K 3/A<</O/Table/Scope/Column>>>>\nendobj\n"
    "28 0 obj\n<</Type/StructElem/S/TBody/P 24 0 R/K[30 0 R]>>\nendobj\n"
    "29 0 obj\n<</Type/StructElem/S/TH/P 26 0 R/K<</Type/MCR/Pg 3 0 R/MCID 4>>/A[<</O/Table/Scope/Column>>]>>\nendobj\n"
    "30 0 obj\n<</Type/StructElem/S/TR/P 28 0 R/K[31 0 R 32 0 R]>>\nendobj\n"
    "31 0 obj\n<</Type/StructElem/S/TH/P 30 0 R/Pg 3 0 R/K 5/A<</O/Table/Scope/Row>>>>\nendobj\n"
    "32 0 obj\n<</Type/StructElem/S/TD/P 30 0 R/Pg 3 0 R/K 6>>\nendobj\n"
    "33 0 obj\n<</Type/StructElem/S/L/P 20 0 R/K[34 0 R]/A<</O/List/ListNumbering/Disc>>>>\nendobj\n"
    "34 0 obj\n<</Type/StructElem/S/LI/P 33 0 R/K[35 0 R 36 0 R]>>\nendobj\n"
    "35 0 obj\n<</Type/StructElem/S/Lbl/P 34 0 R/Pg 3 0 R/K 7>>\nendobj\n"
    "36 0 obj\n<</Type/StructElem/S/LBody/P 34 0 R/Pg 3 0 R/K 8>>\nendobj\n"
    "37 0 obj\n<</Type/StructElem/S/Note/P 20 0 R/Pg 3 0 R/K 9/A<</O/Layout/Placement/Block>>/ID(note-1)/Lang(cy)>>\nendobj\n"
    "38 0 obj\n<</Type/StructElem/S/Chart/P 20 0 R/Pg 3 0 R/K 10/Alt(A square)/A<</O/Layout/Placement/Block/BBox[0 0 9 9]>>>>\nendobj\n"
    "39 0 obj\n<</Type/StructElem/S/TOC/P 20 0 R/K[40 0 R]>>\nendobj\n"
    "40 0 obj\n<</Type/StructElem/S/TOCI/P 39 0 R/K[41 0 R]>>\nendobj\n"
    "41 0 obj\n<</Type/StructElem/S/Reference/P 40 0 R/Pg 3 0 R/K 11>>\nendobj\n"
    "42 0 obj\n<</Type/StructElem/S/H2/P 20 0 R/Pg 3 0 R/K 12>>\nendobj\n"
    "43 0 obj\n<</Type/StructElem/S/Note/P 20 0 R/Pg 3 0 R/K 13/ID(note-2)/A<</O/Layout/Placement/Block>>>>\nendobj\n";

// The tables of a TrueType font without outlines: 1,028 glyphs, each as wide as half the text's size. A record is the table's
// name, a sum, where it begins and how long it is.
static const char font[] = "\0\1\0\0\0\4\0\0\0\0\0\0"
                           "head\0\0\0\0\0\0\0\114\0\0\0\24"
                           "hhea\0\0\0\0\0\0\0\140\0\0\0\44"
                           "hmtx\0\0\0\0\0\0\0\204\0\0\0\4"
                           "maxp\0\0\0\0\0\0\0\210\0\0\0\6"
                           "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\10\0" // head: 2,048 make the size
                           "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1" // hhea
                           "\4\0\0\0"      // hmtx: 1,024, which goes on
                           "\0\1\0\0\4\4"; // maxp

static void add_replaced(struct buffer *out, struct text from, struct text part, struct text to)
{
    size_t at;
    while (text_find(from, part, &at)) {
        buffer_add(out, text_slice(from, 0, at));
        buffer_add(out, to);
        from = text_slice(from, at + part.length, from.length);
    }
    buffer_add(out, from);
}

static size_t stream_length(struct text rest)
{
    size_t from, to;
    if (!text_find(rest, TEXT("stream\n"), &from))
        return 0;
    rest = text_slice(rest, from + 7, rest.length);
    return text_find(rest, TEXT("\nendstream"), &to) ? to : 0;
}

static void add_lengths(struct buffer *out, struct text objects)
{
    size_t at;
    while (text_find(objects, TEXT("/Length @"), &at)) {
        buffer_add(out, text_slice(objects, 0, at));
        objects = text_slice(objects, at + 9, objects.length);
        buffer_print(out, "/Length %zu", stream_length(objects));
    }
    buffer_add(out, objects);
}

enum { MOST_OBJECTS = 100000 };

// Where each object begins: a line of two numbers and "obj".
static size_t find_objects(struct text file, size_t *places)
{
    size_t count = 1, line = 0, at;
    struct text rest = file;
    while (text_find(rest, TEXT("\n"), &at)) {
        char *end;
        size_t number = strtoul(file.bytes + line, &end, 10);
        if (number > 0 && number < MOST_OBJECTS && strncmp(end, " 0 obj", 6) == 0) {
            places[number] = line;
            count = number >= count ? number + 1 : count;
        }
        rest = text_slice(rest, at + 1, rest.length);
        line = file.length - rest.length;
    }
    return count;
}

struct text pdf_sample_build(struct arena *arena, struct text objects, const char *entries)
{
    struct buffer with_font = {0}, out = {0};
    add_replaced(&with_font, objects, TEXT("@FONT@"), (struct text){font, sizeof font - 1});
    buffer_add(&out, TEXT("%PDF-1.7\n"));
    add_lengths(&out, buffer_text(&with_font));
    buffer_add_character(&out, '\n');
    struct text file = {text_terminated(arena, buffer_text(&out)), out.length};
    size_t *places = ARENA_ARRAY(arena, size_t, MOST_OBJECTS), count = find_objects(file, places);
    size_t table = out.length;
    buffer_print(&out, "xref\n0 %zu\n0000000000 65535 f \n", count);
    for (size_t i = 1; i < count; i++)
        buffer_print(&out, "%010zu 00000 %c \n", places[i], places[i] ? 'n' : 'f');
    buffer_print(&out, "trailer\n<</Size %zu/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n", count, entries,
                 table);
    struct text built = text_copy(arena, buffer_text(&out));
    buffer_dispose(&with_font);
    buffer_dispose(&out);
    return built;
}

struct text pdf_sample_replace(struct arena *arena, struct text objects, const char *from, const char *to)
{
    size_t at;
    struct text part = text_from(from);
    struct buffer out = {0};
    if (!text_find(objects, part, &at)) {
        fprintf(stderr, "not in the sample: %s\n", from);
        abort();
    }
    buffer_add(&out, text_slice(objects, 0, at));
    buffer_add(&out, text_from(to));
    buffer_add(&out, text_slice(objects, at + part.length, objects.length));
    struct text replaced = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return replaced;
}

struct text pdf_sample_with(struct arena *arena, const char *from, const char *to)
{
    return pdf_sample_build(arena, pdf_sample_replace(arena, text_from(pdf_sample), from, to), "");
}
