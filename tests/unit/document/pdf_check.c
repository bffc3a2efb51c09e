// SPDX-License-Identifier: GPL-3.0-or-later
// One thing of the sample broken at a time: the rule that it breaks must be named.
#include "document/pdf_check.h"
#include "format/gzip.h"
#include "pdf_sample.h"
#include "test.h"

#include <string.h>

struct outcome {
    struct arena *arena;
    bool passes;
    struct pdf_verdict verdict;
    struct problems problems;
};

static struct outcome check(struct arena *arena, struct text file)
{
    struct outcome outcome = {.arena = arena};
    problems_init(&outcome.problems, arena);
    outcome.passes = pdf_check(arena, TEXT("sample.pdf"), file, &outcome.verdict, &outcome.problems);
    return outcome;
}

static bool names_rule(const struct outcome *outcome, const char *rule)
{
    for (size_t i = 0; i < outcome->problems.list.count; i++) {
        const struct message *hint = &outcome->problems.list.items[i].hint;
        if (hint->text && hint->values[0].name && strcmp(hint->values[0].name, "rule") == 0 &&
            text_equal(hint->values[0].text, text_from(rule)))
            return true;
    }
    return false;
}

static bool says(const struct outcome *outcome, const char *what)
{
    for (size_t i = 0; i < outcome->problems.list.count; i++)
        if (strcmp(outcome->problems.list.items[i].what.text, what) == 0)
            return true;
    return false;
}

static void print_problems(const struct outcome *outcome, const char *rule, const char *to)
{
    printf("# rule %s, broken by: %s\n", rule, to);
    for (size_t i = 0; i < outcome->problems.list.count; i++) {
        struct text text = problem_text(outcome->arena, LANGUAGE_ENGLISH, &outcome->problems.list.items[i]);
        printf("# %.*s\n", TEXT_PRINT(text));
    }
}

// The sample with one text replaced breaks the rule.
static void expect_broken(const char *rule, const char *from, const char *to)
{
    struct arena *arena = arena_new();
    struct outcome outcome = check(arena, pdf_sample_with(arena, from, to));
    if (outcome.passes || !names_rule(&outcome, rule))
        print_problems(&outcome, rule, to);
    assert_false(outcome.passes);
    assert_true(names_rule(&outcome, rule));
    arena_free(arena);
}

static void expect_sound(const char *from, const char *to)
{
    struct arena *arena = arena_new();
    struct outcome outcome = check(arena, pdf_sample_with(arena, from, to));
    if (!outcome.passes)
        print_problems(&outcome, "none", to);
    assert_true(outcome.passes);
    arena_free(arena);
}

TEST(a_file_that_keeps_the_rules_passes)
{
    struct arena *arena = arena_new();
    struct outcome outcome = check(arena, pdf_sample_build(arena, text_from(pdf_sample), ""));
    if (!outcome.passes)
        print_problems(&outcome, "none", "nothing");
    assert_true(outcome.passes);
    assert_true(outcome.verdict.rules >= 40);
    assert_true(outcome.verdict.checks >= 200);
    arena_free(arena);
}

TEST(a_problem_names_the_element_the_page_and_the_object)
{
    struct arena *arena = arena_new();
    struct outcome outcome = check(arena, pdf_sample_with(arena, "/Alt(A square)", ""));
    assert_int_equal(outcome.problems.count, 1);
    assert_text_equal(
        problem_text(arena, LANGUAGE_ENGLISH, &outcome.problems.list.items[0]),
        "sample.pdf: /Document/Chart: A figure has neither an alternative nor a replacement text.\n"
        "    Rule 13-004; page 1, object 38.");
    arena_free(arena);
}

// ---- 01: tagged or an artifact -------------------------------------------------------------------------------------

TEST(rule_01_003_an_artifact_inside_tagged_content)
{
    expect_broken("01-003", "/H1<</MCID 0>>BDC <0001> Tj EMC",
                  "/H1<</MCID 0>>BDC /Artifact BMC <0001> Tj EMC EMC");
}

TEST(rule_01_004_tagged_content_inside_an_artifact)
{
    expect_broken("01-004", "/H1<</MCID 0>>BDC <0001> Tj EMC",
                  "/Artifact BMC /H1<</MCID 0>>BDC <0001> Tj EMC EMC");
}

TEST(rule_01_005_content_without_a_mark)
{
    expect_broken("01-005", "/H1<</MCID 0>>BDC <0001> Tj EMC", "/H1<</MCID 0>>BDC <0001> Tj EMC <0001> Tj");
    expect_broken("01-005", "/Artifact BMC q 0 0 9 9 re f Q EMC", "q 0 0 9 9 re f Q");
    expect_broken("01-005", "/Chart<</MCID 10>>BDC /X1 Do EMC", "/Chart<</MCID 10>>BDC EMC /X1 Do");
    expect_broken("01-005", "/Artifact BMC q", "BI /W 1 /H 1 ID x EI /Artifact BMC q");
}

// Twenty texts without a mark: five are named, and the others counted.
TEST(a_rule_that_is_broken_often_is_told_a_few_times_and_counted)
{
    struct arena *arena = arena_new();
    struct buffer content = {0};
    buffer_add(&content, TEXT("/H1<</MCID 0>>BDC <0001> Tj EMC"));
    for (size_t i = 0; i < 20; i++)
        buffer_add(&content, TEXT(" <0001> Tj"));
    struct text broken = text_copy(arena, buffer_text(&content));
    buffer_dispose(&content);
    struct outcome outcome = check(
        arena, pdf_sample_with(arena, "/H1<</MCID 0>>BDC <0001> Tj EMC", text_terminated(arena, broken)));
    assert_false(outcome.passes);
    assert_true(outcome.problems.count < 10);
    bool counted = false;
    for (size_t i = 0; i < outcome.problems.list.count; i++) {
        struct text text = problem_text(arena, LANGUAGE_ENGLISH, &outcome.problems.list.items[i]);
        size_t at;
        counted |= text_find(text, TEXT("the same rule is broken in 15 more places"), &at);
    }
    assert_true(counted);
    assert_true(names_rule(&outcome, "01-005"));
    arena_free(arena);
}

TEST(rule_01_005_a_mark_that_no_element_claims)
{
    expect_broken("01-005", "/K[1 23 0 R]", "/K[23 0 R]");
}

TEST(a_row_with_fewer_cells)
{
    expect_broken("ISO 32000-1, 14.8.4.3.4", "/K[31 0 R 32 0 R]", "/K[31 0 R]");
    expect_broken("ISO 32000-1, 14.8.4.3.4", "/K 6>>", "/K 6/A<</O/Table/ColSpan 2>>>>");
    expect_broken("ISO 32000-1, 14.8.4.3.4", "/K 6>>", "/K 6/A<</O/Table/RowSpan 2>>>>");
}

TEST(rule_01_007_suspect_tags)
{
    expect_broken("01-007", "/Suspects false", "/Suspects true");
}

TEST(the_file_must_say_that_it_is_tagged)
{
    expect_broken("ISO 14289-1, 6.2", "/Marked true", "/Marked false");
    expect_broken("ISO 14289-1, 6.2", "/MarkInfo<</Marked true/Suspects false>>", "");
}

// ---- 02: roles -----------------------------------------------------------------------------------------------------

TEST(rule_02_001_a_type_that_is_not_mapped)
{
    expect_broken("02-001", "/RoleMap<</Chart/Figure>>", "");
    expect_broken("02-001", "/RoleMap<</Chart/Figure>>", "/RoleMap<</Chart/Picture>>");
}

TEST(rule_02_003_a_mapping_in_a_circle)
{
    expect_broken("02-003", "/RoleMap<</Chart/Figure>>", "/RoleMap<</Chart/Graph/Graph/Chart>>");
}

TEST(rule_02_004_a_standard_type_that_is_mapped)
{
    expect_broken("02-004", "/RoleMap<</Chart/Figure>>", "/RoleMap<</Chart/Figure/P/Span>>");
}

TEST(a_mapping_may_lead_over_another)
{
    expect_sound("/RoleMap<</Chart/Figure>>", "/RoleMap<</Chart/Graph/Graph/Figure>>");
}

// ---- 06 and 07: metadata -------------------------------------------------------------------------------------------

TEST(rule_06_001_no_metadata)
{
    expect_broken("06-001", "/Metadata 7 0 R", "");
}

TEST(rule_06_002_metadata_of_another_part)
{
    expect_broken("06-002", "<pdfuaid:part>1<", "<pdfuaid:part>2<");
    expect_broken("06-002", "<pdfuaid:part>1</pdfuaid:part>", "");
    expect_broken("06-002", "http://www.aiim.org/pdfua/ns/id/", "http://example.org/");
}

TEST(damaged_metadata_give_advice_for_a_pdf_and_not_for_a_spreadsheet)
{
    struct arena *arena = arena_new();
    struct outcome outcome = check(
        arena, pdf_sample_with(arena, "<pdfuaid:part>1</pdfuaid:part>", "<pdfuaid:part>1<"));
    assert_false(outcome.passes);
    assert_true(outcome.problems.count > 0);
    assert_string_equal(outcome.problems.list.items[0].hint.text, "Write the report again.");
    arena_free(arena);
}

TEST(the_part_may_be_an_attribute)
{
    expect_sound("id/\"><pdfuaid:part>1</pdfuaid:part>", "id/\" pdfuaid:part=\"1\">");
}

TEST(the_part_is_named_as_the_standard_names_it)
{
    expect_broken("ISO 14289-1, 5",
                  "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"><pdfuaid:part>1</pdfuaid:part>",
                  "xmlns:ua=\"http://www.aiim.org/pdfua/ns/id/\"><ua:part>1</ua:part>");
}

TEST(the_file_begins_with_its_version)
{
    const char *const headers[] = {"%PDF-1.8\n", "%PDF-2.0\n", "%PDF-1.7 \n"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct arena *arena = arena_new();
        struct text file = pdf_sample_build(arena, text_from(pdf_sample), "");
        char *bytes = arena_allocate_zeroed(arena, file.length + 1, 1, 1);
        memcpy(bytes, file.bytes, file.length);
        memcpy(bytes, headers[i], strlen(headers[i]));
        struct outcome outcome = check(arena, (struct text){bytes, file.length});
        assert_true(names_rule(&outcome, "ISO 14289-1, 6.1"));
        arena_free(arena);
    }
}

TEST(rule_06_003_no_title)
{
    expect_broken("06-003", ">Sample<", "> <");
    expect_broken("06-003", "<rdf:li xml:lang=\"x-default\">",
                  "<rdf:li>"); // no alternative without its language
    expect_broken("06-003", "http://purl.org/dc/elements/1.1/", "http://example.org/");
}

TEST(rule_07_001_nothing_about_the_title)
{
    expect_broken("07-001", "<</DisplayDocTitle true>>", "<<>>");
}

TEST(rule_07_002_the_title_is_not_shown)
{
    expect_broken("07-002", "/DisplayDocTitle true", "/DisplayDocTitle false");
}

// ---- 09: nesting ---------------------------------------------------------------------------------------------------

TEST(rule_09_004_parts_of_tables_astray)
{
    expect_broken("09-004", "/S/TBody/P 24", "/S/P/P 24");
    expect_broken("09-004", "/S/TD/P 30", "/S/P/P 30");
    expect_broken("09-004", "/S/Table/P", "/S/Div/P");
    expect_broken("09-004", "/S/TBody/P 24", "/S/THead/P 24");
    expect_broken("09-004", "/S/H2/P", "/S/TH/P");
    expect_broken("09-004", "/K[25 0 R 28 0 R]", "/K[25 0 R]"); // a head without a body
}

// A list whose caption stands behind its item.
#define CAPTION_LAST \
    "33 0 obj\n<</Type/StructElem/S/L/P 20 0 R/K[34 0 R]", \
        "44 0 obj\n<</Type/StructElem/S/Caption/P 33 0 R>>\nendobj\n" \
        "33 0 obj\n<</Type/StructElem/S/L/P 20 0 R/K[34 0 R 44 0 R]"

TEST(rule_09_005_parts_of_lists_astray)
{
    expect_broken("09-005", "/S/LI/P", "/S/P/P");
    expect_broken("09-005", "/S/LBody/P", "/S/P/P");
    expect_broken("09-005", "/S/L/P", "/S/Div/P");
    expect_broken("09-005", CAPTION_LAST);
}

TEST(rule_09_006_parts_of_contents_astray)
{
    expect_broken("09-006", "/S/TOCI/P", "/S/P/P");
    expect_broken("09-006", "/S/TOC/P", "/S/Div/P");
}

TEST(rule_09_007_and_008_parts_of_ruby_and_warichu_astray)
{
    expect_broken("09-007", "/S/Reference/P", "/S/RB/P");
    expect_broken("09-008", "/S/Reference/P", "/S/WT/P");
}

// ---- 10 and 31: fonts ----------------------------------------------------------------------------------------------

TEST(rule_10_001_a_character_without_unicode)
{
    expect_broken("10-001", "1 beginbfchar <0001> <0041> endbfchar", "");
    expect_broken("10-001", "<0001> <0041>", "<0001> <>");
}

TEST(a_font_without_a_character_collection)
{
    expect_broken("ISO 32000-1, 9.7.4", "/Registry(Adobe)", "");
}

// A list of the font's glyphs, each byte of which stands for eight: of '`' the second and third are there, of '@' the second.
#define LIST(bytes) \
    "/FontFile2 14 0 R/CIDSet 17 0 R>>\nendobj\n17 0 obj\n<</Length @>>\nstream\n" bytes \
    "\nendstream\nendobj\n"
#define MANY "````````````````````````````````" // 256 glyphs

TEST(rule_31_004_and_005_no_map_to_glyphs)
{
    expect_broken("31-004", "/CIDToGIDMap/Identity", "/CIDToGIDMap/Identical");
    expect_broken("31-005", "/CIDToGIDMap/Identity", "");
}

TEST(rule_31_014_a_glyph_that_the_list_of_glyphs_has_not)
{
    expect_broken("31-014", "/FontFile2 14 0 R>>\nendobj\n", LIST("@"));
    expect_sound("/FontFile2 14 0 R>>\nendobj\n", LIST("`"));
}

TEST(rule_31_015_a_glyph_in_the_list_that_the_font_has_not)
{
    expect_broken("31-015", "/FontFile2 14 0 R>>\nendobj\n", LIST(MANY MANY MANY MANY "``"));
    expect_sound("/FontFile2 14 0 R>>\nendobj\n", LIST(MANY MANY MANY MANY));
}

TEST(rule_31_016_a_width_that_is_not_the_glyph_s)
{
    expect_broken("31-016", "[500 500.5]", "[500 501.5]");
    expect_broken("31-016", "[500 500.5]", "[498.9 500]");
    expect_broken("31-016", "1[500 500.5]", "1[500]");
    expect_broken("31-016", "1[500 500.5]", "1 2 510 ");
    expect_broken("31-016", "/DW 0/W[1[500 500.5]3 3 499]", "");
    expect_broken("31-016", "1[500 500.5]", "1 /A ");
}

TEST(a_width_may_be_the_font_s_or_a_range_s)
{
    expect_sound("/DW 0/W[1[500 500.5]3 3 499]", "/DW 500");
    expect_sound("1[500 500.5]", "1 2 500.9 ");
}

TEST(an_encoding_that_is_not_read)
{
    expect_broken("ISO 14289-1, 7.21.3.3", "/Encoding/Identity-H", "/Encoding/UniGB-UCS2-H");
}

TEST(rule_31_009_a_font_that_is_not_embedded)
{
    expect_broken("31-009", "/FontFile2 14 0 R", "");
    expect_broken("31-009", "/Subtype/Type0/BaseFont", "/Subtype/Type1/BaseFont");
}

TEST(rule_31_011_a_glyph_that_the_font_does_not_have)
{
    expect_broken("31-011", "[<0001>5<0002>]", "[<0001>5<7F00>]");
}

TEST(rule_31_027_no_map_to_unicode)
{
    expect_broken("31-027", "/ToUnicode 15 0 R", "");
}

TEST(rule_31_028_unicode_zero)
{
    expect_broken("31-028", "<0001> <0041>", "<0001> <0000>");
    expect_broken("31-028", "<0001> <0041>", "<0001> <00410000>");
}

TEST(rule_31_029_a_byte_order_mark)
{
    expect_broken("31-029", "<0001> <0041>", "<0001> <FEFF>");
    expect_broken("31-029", "<0002> <0003> <0042>", "<0002> <0003> <FFFE>");
}

TEST(rule_31_030_the_glyph_for_nothing)
{
    expect_broken("31-030", "[<0001>5<0002>]", "[<0001>5<0000>]");
}

TEST(a_map_to_glyphs_may_be_a_stream)
{
    expect_sound("/CIDToGIDMap/Identity/DW 0/W[1[500 500.5]3 3 499]>>\nendobj\n",
                 "/CIDToGIDMap 17 0 R/DW 500>>\nendobj\n"
                 "17 0 obj\n<</Length @>>\nstream\n\4\3\1\1\1\2\nendstream\nendobj\n");
}

// ---- 11: languages -------------------------------------------------------------------------------------------------

TEST(rule_11_001_no_language)
{
    expect_broken("11-001", "/Lang(en-GB)", "");
    expect_broken("11-001", "/Lang(en-GB)", "/Lang(English, British)");
    expect_broken("11-001", "/Lang(en-GB)", "/Lang(en-)");
}

TEST(a_part_in_no_language)
{
    expect_broken("ISO 14289-1, 7.2", "/Lang(cy)>>\nendobj", "/Lang(c)>>\nendobj");
    expect_broken("ISO 14289-1, 7.2", "/Span<</Lang(cy)>>", "/Span<</Lang(c-y-)>>");
}

// ---- 13 to 19: elements --------------------------------------------------------------------------------------------

TEST(rule_13_004_a_figure_without_words)
{
    expect_broken("13-004", "/Alt(A square)", "/Alt( )");
    expect_sound("/Alt(A square)", "/ActualText(A square)");
}

TEST(a_figure_or_table_that_does_not_say_where_it_stands)
{
    const char *rule = "ISO 32000-1, 14.8.5.4.3";
    expect_broken(rule, "/BBox[0 0 9 9]>>", ">>");
    expect_broken(rule, "/A<</O/Layout/BBox[0 0 9 99]>>", "");
    expect_broken(rule, "/BBox[0 0 9 9]>>", "/BBox[0 0 9]>>");
    expect_broken(rule, "/BBox[0 0 9 9]>>", "/BBox[9 0 9 9]>>");
}

TEST(a_figure_or_note_between_blocks_that_is_not_placed_as_one)
{
    const char *rule = "ISO 32000-1, 14.8.4.4";
    expect_broken(rule, "/Placement/Block/BBox[0 0 9 9]", "/BBox[0 0 9 9]");
    expect_broken(rule, "/A<</O/Layout/Placement/Block>>/ID(note-1)", "/ID(note-1)");
    expect_broken(rule, "/Placement/Block>>/ID(note-1)", "/Placement/Inline>>/ID(note-1)");
}

TEST(rule_14_002_the_first_heading_is_not_of_level_one)
{
    expect_broken("14-002", "/S/H1/P", "/S/H2/P");
}

TEST(rule_14_003_a_level_is_skipped)
{
    expect_broken("14-003", "/S/H2/P", "/S/H3/P");
}

TEST(rule_14_006_two_headings_without_a_level)
{
    expect_broken("14-006", "/S/H1/P 20 0 R/Pg 3 0 R/K 0>>\nendobj\n22 0 obj\n<</Type/StructElem/S/P/P",
                  "/S/H/P 20 0 R/Pg 3 0 R/K 0>>\nendobj\n22 0 obj\n<</Type/StructElem/S/H/P");
}

TEST(rule_14_007_headings_with_and_without_a_level)
{
    expect_broken("14-007", "/S/H2/P", "/S/H/P");
}

TEST(rule_15_003_a_header_cell_without_scope)
{
    expect_broken("15-003", "/Scope/Row", "");
    expect_broken("15-003", "/Scope/Row", "/Scope/Rows");
    expect_broken("15-003", "/K 6>>", "/K 6/A<</O/Table/Headers[(none)]>>>>");
    expect_broken("15-003", "/K 5/A<</O/Table/Scope/Row>>",
                  "/K 5/A<</O/Table/Headers[(r)]>>/ID(r)"); // the other cell names none
}

TEST(header_cells_may_be_named_by_id)
{
    expect_sound(
        "/K 5/A<</O/Table/Scope/Row>>>>\nendobj\n32 0 obj\n<</Type/StructElem/S/TD/P 30 0 R/Pg 3 0 R/K 6>>",
        "/K 5/ID(r)>>\nendobj\n32 0 obj\n"
        "<</Type/StructElem/S/TD/P 30 0 R/Pg 3 0 R/K 6/A<</O/Table/Headers[(r)]>>>>");
}

TEST(a_numbering_that_there_is_not)
{
    expect_broken("ISO 32000-1, 14.8.5.5", "/ListNumbering/Disc", "/ListNumbering/Bullets");
}

TEST(rule_17_002_a_formula_without_words)
{
    expect_broken("17-002", "/S/H2/P", "/S/Formula/P");
}

TEST(rule_19_003_a_note_without_an_id)
{
    expect_broken("19-003", "/ID(note-1)", "");
}

TEST(rule_19_004_two_notes_with_the_same_id)
{
    expect_broken("19-004", "/ID(note-1)", "/ID(note-2)");
}

// ---- 20 to 30 ------------------------------------------------------------------------------------------------------

TEST(rule_20_001_and_002_a_layer_without_a_name)
{
    expect_broken("20-001", "/Type/Catalog", "/Type/Catalog/OCProperties<</D<</Name(a)>>/Configs[<<>>]>>");
    expect_broken("20-002", "/Type/Catalog", "/Type/Catalog/OCProperties<</D<<>>>>");
}

TEST(rule_20_003_a_layer_that_shows_itself)
{
    expect_broken("20-003", "/Type/Catalog", "/Type/Catalog/OCProperties<</D<</Name(a)/AS[]>>>>");
}

TEST(rule_21_001_an_attached_file_without_its_names)
{
    expect_broken("21-001", "10 0 obj\n<<",
                  "17 0 obj\n<</Type/Filespec/F(a)/EF<<>>>>\nendobj\n10 0 obj\n<</X 17 0 R");
}

TEST(rule_25_001_an_xfa_form)
{
    expect_broken("25-001", "/Type/Catalog", "/Type/Catalog/AcroForm<</XFA[]>>");
}

TEST(headings_without_an_outline)
{
    expect_broken("ISO 14289-1, 7.17", "/Outlines 8 0 R", "");
}

TEST(rule_28_002_an_annotation_outside_the_structure)
{
    expect_broken("28-002", "/Subtype/Link", "/Subtype/Text");
}

TEST(rule_28_004_an_annotation_without_words)
{
    expect_broken("28-004", "/Subtype/Link/Rect[0 0 9 9]/Contents(To the site)",
                  "/Subtype/Text/Rect[0 0 9 9]");
}

TEST(rule_28_005_and_010_a_form_field)
{
    expect_broken("28-005", "/Subtype/Link", "/Subtype/Widget");
    expect_broken("28-010", "/Subtype/Link", "/Subtype/Widget");
}

TEST(rule_28_007_an_annotation_for_trapping)
{
    expect_broken("28-007", "/Subtype/Link", "/Subtype/TrapNet");
}

TEST(rule_28_008_and_009_the_order_of_tab)
{
    expect_broken("28-008", "/Tabs/S", "");
    expect_broken("28-009", "/Tabs/S", "/Tabs/R");
}

TEST(rule_28_011_a_link_outside_a_link_element)
{
    expect_broken("28-011", "/S/Link/P", "/S/Span/P");
    expect_broken("28-011",
                  "/S/P/P 20 0 R/Pg 3 0 R/K[1 23 0 R]>>\nendobj\n23 0 obj\n<</Type/StructElem/S/Link/P",
                  "/S/Link/P 20 0 R/Pg 3 0 R/K[1 23 0 R]>>\nendobj\n23 0 obj\n<</Type/StructElem/S/Span/P");
    expect_broken("28-011", "/StructParent 1", "");
    expect_broken("28-011", "/StructParent 1", "/StructParent 7");
    expect_broken("28-011", "<</Type/OBJR/Obj 9 0 R/Pg 3 0 R>>", "");
}

TEST(rule_28_012_a_link_without_words)
{
    expect_broken("28-012", "/Contents(To the site)", "");
}

TEST(rule_28_017_a_mark_for_the_printer_in_the_structure)
{
    expect_broken("28-017", "/Subtype/Link", "/Subtype/PrinterMark");
}

TEST(scripts_and_other_actions)
{
    expect_broken("ISO 14289-1, 7.19", "/S/URI/URI", "/S/Launch/URI");
    expect_broken("ISO 14289-1, 7.19", "/Type/Catalog", "/Type/Catalog/AA<<>>");
    expect_broken("ISO 14289-1, 7.19", "/Type/Catalog", "/Type/Catalog/OpenAction<</S/JavaScript/JS(1)>>");
}

TEST(a_form_without_tags_may_be_shown_twice)
{
    expect_sound("/X1 Do EMC\n", "/X1 Do /X1 Do EMC\n");
}

TEST(rule_30_001_part_of_another_file)
{
    expect_broken("30-001", "/Subtype/Form", "/Subtype/Form/Ref<<>>");
}

TEST(rule_30_002_tagged_content_of_a_form_shown_twice)
{
    struct arena *arena = arena_new();
    struct text objects = pdf_sample_replace(arena, text_from(pdf_sample), "stream\n0 0 9 9 re f",
                                             "stream\n/P<</MCID 0>>BDC 0 0 9 9 re f EMC");
    objects = pdf_sample_replace(arena, objects, "/X1 Do", "/X1 Do /X1 Do");
    struct outcome outcome = check(arena, pdf_sample_build(arena, objects, ""));
    assert_true(names_rule(&outcome, "30-002"));
    arena_free(arena);
}

// ---- The trees -----------------------------------------------------------------------------------------------------

TEST(the_pages_are_a_tree)
{
    expect_broken("ISO 32000-1, 7.7.3", "/Kids[3 0 R]", "/Kids[3 0 R 2 0 R]");
    expect_broken("ISO 32000-1, 7.7.3", "/Kids[3 0 R]", "/Kids[3 0 R 3 0 R]");
    expect_broken("ISO 32000-1, 7.7.3", "/Kids[3 0 R]", "/Kids[]");
}

TEST(the_structure_is_a_tree)
{
    expect_broken("ISO 32000-1, 14.7.2", "/K[34 0 R]", "/K[33 0 R]");
    expect_broken("ISO 32000-1, 14.7.2", "/K[34 0 R]", "/K[34 0 R 34 0 R]");
    expect_broken("ISO 32000-1, 14.7.2", "/S/LI/P 33 0 R", "/S/LI/P 20 0 R");
    expect_broken("ISO 32000-1, 14.7.2", "/StructTreeRoot 5 0 R", "");
}

TEST(the_parent_tree_leads_to_each_element_and_back)
{
    const char *rule = "ISO 32000-1, 14.7.4.4";
    expect_broken(rule, "0[21 0 R 22 0 R", "0[22 0 R 21 0 R");
    expect_broken(rule, "42 0 R 43 0 R]", "42 0 R 43 0 R 43 0 R]");
    expect_broken(rule, "42 0 R 43 0 R]", "42 0 R]");
    expect_broken(rule, "/StructParents 0", "/StructParents 3");
    expect_broken(rule, "<</Nums[", "<</Kids[6 0 R]/Nums[");
}

TEST(each_mark_belongs_to_one_element_and_is_shown_once)
{
    const char *rule = "ISO 32000-1, 14.7.4";
    expect_broken(rule, "/K 6>>", "/K[6 5]>>");
    expect_broken(rule, "/K 6>>", "/K[6 99]>>");
    expect_broken(rule, "/TD<</MCID 6>>BDC", "/TD<</MCID 5>>BDC");
}

TEST(content_that_is_not_well_formed)
{
    const char *rule = "ISO 32000-1, 14.6";
    expect_broken(rule, "/Artifact BMC q", "EMC /Artifact BMC q");
    expect_broken(rule, "f Q EMC", "f Q");
    expect_broken(rule, "f Q EMC", "f EMC");
    expect_broken(rule, "f Q EMC", "f Q EMC (");
    expect_broken(rule, "/F1 12 Tf", "/F2 12 Tf");
    expect_broken(rule, "/Contents 4 0 R", "/Contents 3 0 R");
}

// ---- Files that are not read ---------------------------------------------------------------------------------------

// It opens with the empty password, whose hash stands in /U.
#define LOCK(permissions, hash) \
    "/ID[(0123456789abcdef)(0123456789abcdef)]/Encrypt<</Filter/Standard/V 1/R 2/P " permissions \
    "/O(00000000000000000000000000000000)/U<" hash ">>>"

TEST(an_encrypted_file)
{
    struct arena *arena = arena_new();
    const char *lock = LOCK("-4", "4401185E71A5232F250C3BD1B148905DE5B90C736CB7C4233F9AA469AF073EB3");
    struct outcome outcome = check(arena, pdf_sample_build(arena, text_from(pdf_sample), lock));
    assert_false(outcome.passes);
    assert_true(names_rule(&outcome, "ISO 14289-1, 7.16"));
    assert_int_equal(outcome.problems.count, 1);
    arena_free(arena);
}

TEST(rule_26_002_a_file_that_keeps_its_text_from_assistive_technology)
{
    struct arena *arena = arena_new();
    const char *lock = LOCK(
        "-20",
        "F7536269C6E0086E5A18055C2EEDE1664042E3D84EFF8A6CE915A907140C0AB3"); // nothing may be taken out
    struct outcome outcome = check(arena, pdf_sample_build(arena, text_from(pdf_sample), lock));
    assert_false(outcome.passes);
    assert_true(names_rule(&outcome, "26-002"));
    arena_free(arena);
}

TEST(a_file_that_opens_with_a_password_alone_is_refused)
{
    struct arena *arena = arena_new();
    // The hashes are of no password that there is; the file does not open.
    const char *entries = "/ID[(0123456789abcdef)(0123456789abcdef)]/Encrypt<</Filter/Standard/V 1/R 2/P -4"
                          "/O(00000000000000000000000000000000)/U(00000000000000000000000000000000)>>";
    struct outcome outcome = check(arena, pdf_sample_build(arena, text_from(pdf_sample), entries));
    assert_false(outcome.passes);
    assert_true(says(&outcome, "The PDF cannot be opened without a password."));
    arena_free(arena);
}

TEST(a_file_that_is_no_pdf_or_damaged_is_refused)
{
    struct arena *arena = arena_new();
    struct text whole = pdf_sample_build(arena, text_from(pdf_sample), "");
    const struct text files[] = {TEXT(""), TEXT("%PDF-1.7\n"), TEXT("<html>"),
                                 text_slice(whole, 0, whole.length - 60)};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct outcome outcome = check(arena, files[i]);
        assert_false(outcome.passes);
        assert_int_equal(outcome.problems.count, 1);
        assert_true(says(&outcome, "The file is not a PDF, or it is damaged."));
    }
    arena_free(arena);
}

// A chain of elements, each in the one before, that begins with object 43.
static struct text chain(struct arena *arena, size_t count)
{
    struct buffer objects = {0};
    size_t at;
    struct text sample = text_from(pdf_sample);
    assert_true(text_find(sample, TEXT("43 0 obj"), &at));
    buffer_add(&objects, text_slice(sample, 0, at));
    for (size_t i = 43; i < 43 + count; i++)
        buffer_print(&objects, "%zu 0 obj\n<</S/Div/P %zu 0 R/K %zu 0 R>>\nendobj\n", i, i == 43 ? 20 : i - 1,
                     i + 1);
    struct text built = pdf_sample_build(arena, buffer_text(&objects), "");
    buffer_dispose(&objects);
    return built;
}

TEST(a_structure_of_many_thousand_levels_is_refused_at_the_limit)
{
    struct arena *arena = arena_new();
    struct outcome outcome = check(arena, chain(arena, 90000));
    assert_false(outcome.passes);
    assert_true(names_rule(&outcome, "ISO 32000-1, 14.7.2"));
    arena_free(arena);
}

TEST(values_inside_values_are_refused_at_the_limit)
{
    struct arena *arena = arena_new();
    struct buffer nested = {0};
    buffer_add(&nested, TEXT("/Type/Catalog/Deep"));
    for (size_t i = 0; i < 1000000; i++)
        buffer_add_character(&nested, '[');
    struct outcome outcome = check(
        arena, pdf_sample_with(arena, "/Type/Catalog", text_terminated(arena, buffer_text(&nested))));
    assert_false(outcome.passes);
    buffer_clear(&nested);
    buffer_add(&nested, TEXT("/Type/Catalog/Deep"));
    for (size_t i = 0; i < 400; i++)
        buffer_add_character(&nested, i < 200 ? '[' : ']');
    outcome = check(arena,
                    pdf_sample_with(arena, "/Type/Catalog", text_terminated(arena, buffer_text(&nested))));
    assert_true(says(&outcome, "Objects of this PDF stand inside each other more deeply than is read."));
    buffer_dispose(&nested);
    arena_free(arena);
}

TEST(streams_that_unpack_to_too_much_are_refused_before_they_are_unpacked)
{
    enum { ONE = 4 << 20, COPIES = 9 };
    struct arena *arena = arena_new();
    struct buffer packed = {0}, objects = {0};
    zlib_pack((struct text){arena_allocate_zeroed(arena, ONE, 1, 1), ONE}, &packed);
    buffer_add(&objects, text_from(pdf_sample));
    for (size_t i = 50; i < 50 + COPIES; i++) {
        buffer_print(&objects, "%zu 0 obj\n<</Filter/FlateDecode/Length %zu>>\nstream\n", i, packed.length);
        buffer_add(&objects, buffer_text(&packed));
        buffer_add(&objects, TEXT("\nendstream\nendobj\n"));
    }
    struct outcome outcome = check(arena, pdf_sample_build(arena, buffer_text(&objects), ""));
    assert_int_equal(outcome.problems.count, 1);
    assert_true(says(&outcome, "The streams of this PDF unpack to more than is read."));
    buffer_dispose(&packed);
    buffer_dispose(&objects);
    arena_free(arena);
}

TEST(forms_that_show_each_other_end)
{
    struct arena *arena = arena_new();
    struct outcome outcome = check(
        arena,
        pdf_sample_with(arena, "/BBox[0 0 9 9]/Length @>>\nstream\n0 0 9 9 re f",
                        "/BBox[0 0 9 9]/Resources<</XObject<</X1 16 0 R>>>>/Length @>>\nstream\n/X1 Do"));
    assert_false(outcome.passes);
    assert_true(names_rule(&outcome, "ISO 32000-1, 14.6"));
    arena_free(arena);
}
