// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_scan.h"

#include "test.h"
#include "text_members.h"

struct setting {
    struct arena *arena;
    struct problems problems;
    struct results results;
    struct instrument instrument;
    struct field fields[4];
    struct ledger_entry entries[2];
    struct allowed_words allowed[1];
};

static void start(struct setting *s)
{
    *s = (struct setting){.arena = arena_new()};
    problems_init(&s->problems, s->arena);
    s->fields[0] = (struct field){.id = TEXT("ref"), .type = FIELD_TEXT, .personal = true};
    s->fields[1] = (struct field){.id = TEXT("victim"), .type = FIELD_TEXT, .personal = true};
    s->fields[2] = (struct field){.id = TEXT("born"), .type = FIELD_DATE, .personal = true};
    s->fields[3] = (struct field){.id = TEXT("lives"), .type = FIELD_TEXT, .personal = true};
    s->instrument.cases = (struct schema){s->fields, 4};
    s->results.instrument = &s->instrument;
    s->results.review.id = TEXT("review");
    s->entries[0].record = (struct case_record){
        .reference = TEXT("DP-2019-0019"),
        .received = TEXT("{\"ref\":\"DP-2019-0019\",\"victim\":\"Siân O'Rees\",\"born\":\"1985-03-07\","
                         "\"lives\":\"12 Heol y Bryn, Brynderi, SY23 1AA\"}")};
    s->entries[1].record = (struct case_record){.reference = TEXT("C/1"),
                                                .received = TEXT("{\"ref\":\"C/1\",\"victim\":\"May\"}")};
    s->results.ledger.list.items = s->entries;
    s->results.ledger.list.count = 2;
}

// Whether the text passes; one alone in a paragraph.
static bool passes(struct setting *s, struct text text)
{
    struct document *document = document_new(s->arena, LANGUAGE_ENGLISH);
    paragraph_add_text(&document->body, text);
    return personal_scan(s->arena, &s->results, (struct document *[]){document}, 1, &s->problems);
}

static void assert_each(const char *const *texts, size_t count, bool expected)
{
    for (size_t i = 0; i < count; i++) {
        struct setting s;
        start(&s);
        if (passes(&s, text_from(texts[i])) != expected)
            fail_msg("%s: %s", expected ? "refused" : "passed", texts[i]);
        arena_free(s.arena);
    }
}
#define ASSERT_EACH(expected, ...) \
    assert_each((const char *const[]){__VA_ARGS__}, \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), expected)

TEST(what_the_force_sent_is_found_in_any_writing)
{
    ASSERT_EACH(false, "In DP-2019-0019 the victim was told.", "dp20190019", "(DP 2019/0019)", "DP2019-0019",
                "ＤＰ－２０１９－００１９", "DP\u20112019\u20110019", "DP-2019-\u200B0019",
                "case C/1 was late", "c/1");
    ASSERT_EACH(false, "Siân O'Rees was told", "SIAN O’REES", "Sia\u0302n O Rees", "O'Rees, Siân",
                "Mrs O'Rees", "ms. Rees", "Si\u00ADân O'Rees", "Roedd Siân O'Rees's yma", "May was told");
    ASSERT_EACH(false, "7 March 1985", "born 07/03/1985", "7.3.1985", "1985-03-07", "7th March 1985",
                "the 7th of March, 1985", "March 7, 1985", "7 Mawrth 1985", "7fed o Fawrth 1985", "07/03/85",
                "7 Mar 1985");
    ASSERT_EACH(false, "at 12 Heol y Bryn", "12, HEOL Y BRYN, Brynderi");
}

struct naming {
    const char *sent;
    const char *named[6], *others[5];
};

static bool passes_where_sent(const char *field, const char *sent, const char *text)
{
    struct setting s;
    start(&s);
    s.entries[1].record.received = text_print(s.arena, "{\"%s\":\"%s\"}", field, sent);
    bool passed = passes(&s, text_from(text));
    arena_free(s.arena);
    return passed;
}

static void assert_naming(const char *field, const struct naming *naming, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct naming *one = &naming[i];
        for (size_t k = 0; k < 6 && one->named[k]; k++)
            if (passes_where_sent(field, one->sent, one->named[k]))
                fail_msg("%s: passed: %s", one->sent, one->named[k]);
        for (size_t k = 0; k < 5 && one->others[k]; k++)
            if (!passes_where_sent(field, one->sent, one->others[k]))
                fail_msg("%s: refused: %s", one->sent, one->others[k]);
    }
}

TEST(a_person_is_found_however_the_force_and_the_office_name_her)
{
    static const struct naming naming[] = {
        {"Mr Dafydd Pugh",
         {"Dafydd Pugh", "Pugh, Dafydd", "D. Pugh", "Mrs Pugh", "Dafydd W. Pugh"},
         {"Dafydd came", "the Pugh case", "David Pugh"}},
        {"Dr. Alis Prys", {"Alis Prys", "A. Prys", "Dr Prys"}, {"a Prys case", "Prys's a case"}},
        {"Miss Cadi Fflur", {"Cadi Fflur", "fflur cadi"}, {"Cadi"}},
        {"John Paul Smith",
         {"John Smith", "John P. Smith", "Smith, John", "J. P. Smith", "Smith, J.", "J Smith"},
         {"Smith's J", "John told Smith", "John and Mary Smith"}},
        {"REES, Mari Ann", {"Mari Rees", "M. A. Rees", "Mari Ann Rees", "Rees Mari"}, {"Mari's Rees"}},
        {"Owen Glyn (Owie)", {"Owen Glyn", "Owie Glyn", "O. Glyn"}, {"Owie", "o Glyn"}},
        {"Nia Morgan and Tom Morgan", {"Nia Morgan", "Tom Morgan", "Morgan, Tom"}, {"Nia", "Tom"}},
        {"Nia a Tom Morgan", {"Nia Morgan", "Tom Morgan"}, {"Nia", "Tom"}},
        {"Elin Wyn; Sara Haf / Ifan Ben", {"Elin Wyn", "Haf, Sara", "I. Ben"}, {"Wyn Sara"}},
        {"Jones, Mr Huw", {"Huw Jones", "Mr Jones", "H. Jones", "Jones, H."}, {"Jones"}},
        {"Bnr Huw Lewis", {"Huw Lewis", "Mr Lewis"}, {"Huw"}},
        {"Siân Rees", {"S. Rees", "Siân M. Rees", "sian m rees"}, {"Rees's", "Mari Rees", "Siân"}},
        {"Siân Angharad Rees-Wynford",
         {"Sian Wynford", "Rees-Wynford, Siân", "Mrs Wynford", "Ms Rees-Wynford", "S. A. Rees-Wynford"},
         {"Wynford's S", "the Wynford family"}},
        {"Siân O'Neill-Rees",
         {"Siân O\u02BCNeill", "Siân ONeill\u2014Rees", "S. O\u2019Neill", "Mrs O'Neill",
          "O\u2019NEILL\u2011REES", "Siân\u00A0\u201CShan\u201D O'Neill"},
         {"O'Neill", "Rees", "Siân told Rees"}},
        {"Mari O\u02BBNeill",
         {"Mari O'Neill", "M. ONeill", "Mx O\u2019Neill", "Mari\nO\uFF07Neill"},
         {"O\u2019Neill"}},
        {"S\u00F8ren \u0141ucki", {"Soren Lucki", "S. LUCKI"}, {"Lucki"}},
        {"Dafydd O'Connor",
         {"D. O'Connor", "Mr OConnor", "O\u2019Connor, D.", "Dafydd OConnor"},
         {"O'Connor"}},
        {"Will Grant", {"Will Grant", "W. Grant"}, {"it will a grant", "will we grant it"}},
        {"large print letters", {"large print letters"}, {"large letters", "l. letters"}},
    };
    assert_naming("victim", naming, sizeof naming / sizeof *naming);
}

TEST(an_address_is_found_from_the_number_of_the_house_on)
{
    static const struct naming naming[] = {
        {"Flat 3, Ty Gwyn, 4 Stryd Fawr", {"at 4 Stryd Fawr", "Flat 3, Ty Gwyn"}, {"in Stryd Fawr", "at 4"}},
        {"Flat 3 Ty Gwyn, 14A Castle Street Brynderi SY23 1AA",
         {"14a Castle Street", "14A, Castle Street, Brynderi"},
         {"Castle Street"}},
    };
    assert_naming("lives", naming, sizeof naming / sizeof *naming);
}

TEST(what_has_the_form_of_personal_data_is_found)
{
    ASSERT_EACH(false, "write to a.b-c@example.org.uk now", "A@EXAMPLE.ORG", "ring 01632 960001",
                "(01632) 960 001", "+44 1632 960001", "+44 (0)1632 960001", "07700-900-123", "07700900123",
                "SY23 1AA", "sy231aa", "W1A 0AX", "QQ 12 34 56 C", "qq123456c", "QQ-12-34-56-C", "DOB 3/4/99",
                "date of birth: 3 April", "dyddiad geni 3 Ebrill");
}

TEST(telephones_and_addresses_are_found_in_other_writings)
{
    ASSERT_EACH(false, "ring 0044 7700 900123", "00447700900123", "0044 (0)7700 900123", "07700/900123",
                "01632/960001", "07700.900.123", "07700\u2011900\u2011123", "SY23\u20131AA",
                "jane.doe @ example.com", "jane.doe@ example.com", "jane.doe @example.com");
    ASSERT_EACH(true, "between 07/03/2019 and 11/10/2019", "in 2018/19", "0044 of them", "07/03/1984 12 30",
                "she was @ home");
}

TEST(a_known_date_is_found_in_any_writing)
{
    ASSERT_EACH(false, "1985/3/7", "1985.03.07", "the seventh of March 1985", "Mar 7 '85", "7/3/85",
                "7 March in 1985", "7fed o fis Mawrth 1985", "y seithfed o Fawrth 1985",
                "March the 7th, 1985", "7Mar1985", "07031985", "19850307", "070385", "1985-03-07T10:30",
                "1985 March 7", "7.3.85", "\u0667/\u0663/\u0661\u0669\u0668\u0665");
    ASSERT_EACH(true, "1985/7/3", "7 March", "the seventh of June 1985", "March 1985",
                "7 and 3 of 1985 cases", "7 3 85", "in 1985, 3 of 7", "the seventh of March 1986",
                "7. It was in March. 1985");
}

TEST(a_date_of_birth_is_found_behind_the_words_that_tell_of_birth)
{
    ASSERT_EACH(false, "She was born 9 June 1971.", "born on the 9th of June", "born June 9, 1971",
                "born 9/6/71", "ganwyd 9 Mehefin 1971", "ganed 9 Mehefin", "a anwyd ar 9 Mehefin",
                "ei eni ar y 9fed o Fehefin", "DOB 9/6/71", "date of birth: 9 June");
    ASSERT_EACH(false, "her birthday is 9 June 1971", "9 June 1971 was her birth date", "b. 9 June 1971",
                "Ganed hi ar 9 Mehefin 1971", "born in Cardiff on 9 June", "her birthday, 9 June",
                "9 Mehefin 1971 oedd ei dyddiad geni", "on 9 June 1971 she was born", "(b. 1971-06-09)",
                "pen-blwydd y dioddefwr yw 9 Mehefin", "the ninth of June is his birthday");
    ASSERT_EACH(true, "On 9 June 2019 officers came. Her birthday was over.", "b. 9 cases", "table b, 9 June",
                "called on 9 June 2019 about a birthday party", "born abroad; she came on 9 June 2019");
    ASSERT_EACH(true, "born in 1971", "born 2 weeks later", "born abroad", "ganwyd yn 1971",
                "The idea was born of 3 meetings");
}

TEST(a_reference_is_found_shortened_or_with_words_among_its_parts)
{
    ASSERT_EACH(false, "DP-2019- case 0019", "DP number 2019, case 0019", "DP-19-0019", "DP-2019-19",
                "DP 0019", "case 2019-0019");
    ASSERT_EACH(true, "the case of 2019", "2019 and 19", "DP-2018-0018", "on 2019-11-19", "2019/0019x",
                "In case 0019");
}

TEST(letters_of_other_alphabets_that_look_alike_are_found)
{
    ASSERT_EACH(false, "D\u0420-2019-0019", "d\u0440-2019-0019", "D\u03A1-2019-0019",
                "Mrs O'R\u0435\u0435\u0455", "j\u0430ne@example.com", "\u0415mail j@ex\u0430mple.com");
    ASSERT_EACH(true, "\u0420\u0443\u0441\u0441\u043A\u0438\u0439");
}

TEST(a_name_is_found_across_two_paragraphs)
{
    struct setting s;
    start(&s);
    static const struct {
        const char *first, *second;
        bool passes;
    } pairs[] = {{"They told Siân", "O'Rees of it.", false},
                 {"The case is DP-2019", "0019.", false},
                 {"They told Siân.", "They told Rees.", true}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t apart = 0; apart < 2; apart++) {
            struct document *document = document_new(s.arena, LANGUAGE_ENGLISH);
            paragraph_add_text(&document->body, text_from(pairs[i].first));
            if (apart)
                heading_add(&document->body, 1, TEXT("between"), TEXT("Between"));
            paragraph_add_text(&document->body, text_from(pairs[i].second));
            assert_int_equal(personal_scan(s.arena, &s.results, &document, 1, &s.problems),
                             apart || pairs[i].passes);
        }
    arena_free(s.arena);
}

TEST(ordinary_text_passes)
{
    ASSERT_EACH(true, "", "In two cases of 2019 the victim was told after 48 hours.", "DP-2019-0018",
                "Sianed O'Reesing", "O'Rees spoke", "7 March 1986", "17 March 1985 was a Sunday",
                "From 2019-02-28 10:30 to 2019-03-01 11:00", "ring 101, or 0808 168 9111, or 0300 303 0554",
                "e-mail @ the office", "HC21 and AB12CDE", "11 of 11", "c1 and c 1", "mayor, maybe, Mai",
                "81d435b6a5cefdf51680f5dd301ad21de30620b897e335e761b4abc9e3b387a2",
                "her date of birth was not asked");
}

TEST(what_is_allowed_passes_only_as_it_is_allowed)
{
    struct setting s;
    start(&s);
    s.allowed[0] = (struct allowed_words){TEXT("Heol May"), TEXT("the name of a street")};
    s.results.disclosure.allowed = s.allowed;
    s.results.disclosure.allowed_count = 1;
    assert_true(passes(&s, TEXT("in HEOL MAY.")));
    assert_false(passes(&s, TEXT("in Heol May; May was there")));
    arena_free(s.arena);
}

TEST(the_offices_own_contact_passes)
{
    struct setting s;
    start(&s);
    s.results.has_office = s.results.office.has_contact = true;
    s.results.office.contact.telephone = TEXT("01632 960 001");
    s.results.office.contact.email = TEXT("office@example.org");
    s.results.office.contact.address = (struct text[]){TEXT("1 Example Street"), TEXT("Brynderi SY24 5BB")};
    s.results.office.contact.address_count = 2;
    assert_true(passes(&s, TEXT("Ring 01632960001, write to office@example.org or Brynderi, SY24 5BB.")));
    assert_false(passes(&s, TEXT("Ring 01632 960 002.")));
    arena_free(s.arena);
}

TEST(a_problem_names_the_place_and_the_kind_and_repeats_nothing)
{
    struct setting s;
    start(&s);
    assert_false(passes(&s, TEXT("Siân O'Rees, DP-2019-0019, DP-2019-0019")));
    assert_int_equal(s.problems.count, 2);
    for (size_t i = 0; i < 2; i++) {
        struct text told = problem_text(s.arena, LANGUAGE_ENGLISH, &s.problems.list.items[i]);
        size_t at;
        assert_false(text_find(told, TEXT("Rees"), &at) || text_find(told, TEXT("0019"), &at));
        assert_true(text_starts(told, TEXT("review: en: ")));
    }
    arena_free(s.arena);
}

// What programs read stands in the files as well: data-trace of a number, ids of tables and columns.
TEST(names_in_the_files_are_searched_and_not_repeated)
{
    static const char *const what[] = {
        "the name of a number", "the name of a number",        "the name of a column",
        "the name of a part",   "the name of a group of rows", "a link",
        "the review's id"};
    for (size_t i = 0; i < sizeof what / sizeof *what; i++) {
        struct setting s;
        start(&s);
        struct document *document = document_new(s.arena, LANGUAGE_ENGLISH);
        struct text name = TEXT("sian-o-rees"), trace = TEXT("finding.3.sian-o-rees"), none = {0};
        struct table *table = table_add(&document->body, i == 3 ? name : TEXT("table"), TEXT("Table"));
        table_column(table, i == 2 ? name : TEXT("column"), TEXT("Column"), COLUMN_COUNT);
        table_group(table, i == 4 ? name : TEXT("group"), none);
        cell_count(table_row(table), 2, i == 0 ? trace : none);
        run_number(paragraph_add(&document->body), 2, none, i == 1 ? trace : none);
        run_add(paragraph_add(&document->body), TEXT("Here"))->link = i == 5 ? TEXT("sian_o_rees.html")
                                                                             : none;
        document->identifier = i == 6 ? name : TEXT("review");
        assert_false(personal_scan(s.arena, &s.results, &document, 1, &s.problems));
        struct text told = problem_text(s.arena, LANGUAGE_ENGLISH, &s.problems.list.items[0]);
        size_t at;
        assert_true(text_find(told, text_from(what[i]), &at));
        assert_false(text_find(told, TEXT("rees"), &at));
        arena_free(s.arena);
    }
}

TEST(a_link_is_searched_as_it_is_read)
{
    static const char *const links[] = {"https://example.org/Si%C3%A2n%20O%27Rees",
                                        "mailto:x?subject=SIAN%20O%e2%80%99REES", "https://example.org/100%",
                                        "https://example.org/%zz-sian-o-rees"};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        struct setting s;
        start(&s);
        struct document *document = document_new(s.arena, LANGUAGE_ENGLISH);
        run_link(paragraph_add(&document->body), TEXT("The page"), text_from(links[i]));
        assert_int_equal(personal_scan(s.arena, &s.results, &document, 1, &s.problems), i == 2);
        arena_free(s.arena);
    }
}

TEST(the_offices_name_is_searched_since_the_site_has_it)
{
    struct setting s;
    start(&s);
    s.results.has_office = true;
    s.results.office.name.in[LANGUAGE_WELSH] = TEXT("Swyddfa Siân O'Rees");
    struct document *document = document_new(s.arena, LANGUAGE_ENGLISH);
    document->identifier = TEXT("review");
    assert_false(personal_scan(s.arena, &s.results, &document, 1, &s.problems));
    arena_free(s.arena);
}

TEST(headings_of_tables_and_reasons_of_empty_cells_are_searched)
{
    for (size_t i = 0; i <= 6; i++) {
        struct setting s;
        start(&s);
        struct document *document = document_new(s.arena, LANGUAGE_ENGLISH);
        struct text name = TEXT("Sian O'Rees"), other = TEXT("Other");
        struct table *table = table_add(&document->body, TEXT("table"), other);
        struct table_column *column = table_column(table, TEXT("column"), i == 1 ? name : other,
                                                   COLUMN_COUNT);
        column->unit = i == 2 ? name : other;
        table_group(table, TEXT("group"), i == 3 ? name : other);
        table->groups_heading = i == 4 ? name : other;
        cell_empty(table_row(table), i == 5 ? name : other);
        document->organisation = i == 6 ? name : other;
        assert_int_equal(personal_scan(s.arena, &s.results, &document, 1, &s.problems), i == 0);
        arena_free(s.arena);
    }
}

TEST(a_name_is_found_wherever_a_document_can_hold_a_text)
{
    struct setting s;
    struct text_members members;
    start(&s);
    text_members_build(s.arena, &members);
    assert_true(personal_scan(s.arena, &s.results, &members.document, 1, &s.problems));
    for (size_t i = 0; i < members.places.count; i++) {
        const struct text_place *place = &members.places.items[i];
        *place->text = TEXT("sian-o-rees");
        if (personal_scan(s.arena, &s.results, &members.document, 1, &s.problems))
            fail_msg("passed in %s", place->name);
        *place->text = (struct text){0};
    }
    arena_free(s.arena);
}

TEST(the_id_of_a_recommendation_is_searched_with_the_report_and_not_with_an_answer)
{
    struct setting s;
    start(&s);
    *ARRAY_APPEND(s.arena, &s.results.recommendations.list) = (struct recommendation){
        .key = TEXT("call-sian-o-rees"), .number = 7};
    struct document *document = document_new(s.arena, LANGUAGE_ENGLISH);
    assert_true(personal_scan(s.arena, &s.results, &document, 1, &s.problems));
    document->identifier = TEXT("review");
    assert_false(personal_scan(s.arena, &s.results, &document, 1, &s.problems));
    struct text told = problem_text(s.arena, LANGUAGE_ENGLISH, &s.problems.list.items[0]);
    size_t at;
    assert_true(text_find(told, TEXT("the id of recommendation 7"), &at));
    arena_free(s.arena);
}

TEST(what_people_wrote_into_a_receipt_is_searched_with_the_report)
{
    for (size_t i = 0; i <= 4; i++) {
        struct setting s;
        start(&s);
        struct text name = TEXT("Siân O'Rees was there"), other = TEXT("dice");
        struct receipt *receipt = &s.results.receipt;
        struct allocation_stratum stratum = {.name = i == 1 ? name : other};
        receipt->commitment.strata = &stratum;
        receipt->commitment.stratum_count = 1;
        receipt->seed.source = i == 2 ? name : other;
        *ARRAY_APPEND(s.arena, &receipt->events) = (struct draw_event){
            .is_replacement = true, .reason = {{i == 3 ? name : other, i == 4 ? name : other}}};
        struct document *document = document_new(s.arena, LANGUAGE_ENGLISH);
        assert_true(personal_scan(s.arena, &s.results, &document, 1, &s.problems)); // an answer alone
        document->identifier = TEXT("review");
        assert_int_equal(personal_scan(s.arena, &s.results, &document, 1, &s.problems), i == 0);
        arena_free(s.arena);
    }
}

TEST(after_publication_the_hint_does_not_ask_for_what_is_no_longer_possible)
{
    for (size_t published = 0; published < 2; published++) {
        struct setting s;
        start(&s);
        s.results.review.status = published ? REVIEW_PUBLISHED : REVIEW_OPEN;
        assert_false(passes(&s, TEXT("DP-2019-0019")));
        struct message hint = s.problems.list.items[0].hint;
        struct text told = message_text(s.arena, LANGUAGE_ENGLISH, &hint);
        size_t at;
        assert_int_equal(text_find(told, TEXT("allow the words"), &at), !published);
        assert_int_equal(text_find(told, TEXT("reword an answer before it is recorded"), &at), published);
        arena_free(s.arena);
    }
}

// Cases that are not selected, and notes of the log.
static bool passes_beside_selection(const char *text)
{
    struct setting s;
    start(&s);
    struct case_record beside = {
        .reference = TEXT("ZZ-2019-0001"),
        .received = TEXT("{\"victim\":\"Mr Emrys Tudur\",\"born\":\"1971-06-09\",\"lives\":\"5 Lôn Wen, "
                         "Brynderi\"}"),
        .content = TEXT("{\"victim\":\"Mr Emrys Tudwr\"}")};
    struct field log[] = {{.id = TEXT("ref"), .type = FIELD_TEXT, .personal = true},
                          {.id = TEXT("note"), .type = FIELD_TEXT, .personal = true},
                          {.id = TEXT("public"), .type = FIELD_TEXT}};
    static const char *const notes[] = {"{\"note\":\"Letter sent\"}",
                                        "{\"note\":\"Rang Mrs Gwen Alaw at home. Left word\"}",
                                        "{\"note\":\"Victim Contacted\"}",
                                        "{\"note\":\"Llythyr Anfonwyd\"}",
                                        "{\"note\":\"LEFT VOICEMAIL\"}",
                                        "{\"note\":\"Mediation Offered\"}",
                                        "{\"note\":\"Rang Mabli Wyn\\nNo Reply\"}",
                                        "{\"note\":\"Spoke to Mr Parri, Letter to be sent\"}",
                                        "{\"note\":\"Mrs Puw\\nVictim happy\"}",
                                        "{\"note\":\"Guto Ffowc\"}",
                                        "{\"note\":\"Knocked at 4 Castle Street\"}",
                                        "{\"public\":\"Ned Puw\"}"};
    *ARRAY_APPEND(s.arena, &s.results.beside.list) = beside;
    s.results.review.instrument_content = TEXT("label: {en: Whether mediation was offered}");
    s.instrument.log = (struct schema){log, 3};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        *ARRAY_APPEND(s.arena, &s.results.log.list) = (struct log_record){.content = text_from(notes[i])};
    bool passed = passes(&s, text_from(text));
    arena_free(s.arena);
    return passed;
}

TEST(the_whole_extract_and_its_log_are_searched_for)
{
    static const char *const found[] = {"ZZ-2019-0001",    "Emrys Tudur",   "E. Tudwr",  "9 June 1971",
                                        "5 Lôn Wen",       "Mrs Gwen Alaw", "Gwen Alaw", "Guto Ffowc",
                                        "4 Castle Street", "Mabli Wyn",     "M. Wyn",    "Mr Parri",
                                        "Mrs Puw"},
                             *const others[] = {"a letter sent late",
                                                "Rang at home",
                                                "Ned Puw",
                                                "Castle Street",
                                                "the victim contacted the force",
                                                "anfonwyd llythyr",
                                                "they left a voicemail: left voicemail",
                                                "no reply came; mediation offered",
                                                "a letter to Parri",
                                                "Puw's victim"};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (passes_beside_selection(found[i]))
            fail_msg("passed: %s", found[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!passes_beside_selection(others[i]))
            fail_msg("refused: %s", others[i]);
}

TEST(thousands_of_cases_are_searched_for_at_once)
{
    struct setting s;
    enum { MANY = 20000 };
    start(&s);
    struct ledger_entry *entries = ARENA_ARRAY(s.arena, struct ledger_entry, MANY);
    for (size_t i = 0; i < MANY; i++)
        entries[i].record.reference = text_print(s.arena, "REF-%zu-X", i);
    s.results.ledger.list.items = entries;
    s.results.ledger.list.count = MANY;
    assert_true(passes(&s, TEXT("REF-20000-X")));
    assert_false(passes(&s, TEXT("REF 19999 X")));
    arena_free(s.arena);
}
