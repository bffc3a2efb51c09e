// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/speech.h"

#include "test.h"

static struct document *simple(struct arena *arena, enum language language)
{
    struct document *document = document_new(arena, language);
    document->title = TEXT("Title");
    document->organisation = TEXT("Office");
    document->identifier = TEXT("R");
    document->date = (struct civil_date){2024, 5, 1};
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    return document;
}

static struct speech speech_of(struct arena *arena, const struct document *document)
{
    const struct checked_document *checked;
    struct problems problems;
    struct speech speech;
    problems_init(&problems, arena);
    assert_true(document_check(arena, &document, 1, &checked, &problems));
    speech_build(arena, checked, &speech);
    return speech;
}

// What is said in all parts of an utterance.
static struct text said(struct arena *arena, const struct utterance *utterance)
{
    struct text all = {0};
    for (size_t i = 0; i < utterance->parts.count; i++)
        all = text_print(arena, "%.*s%.*s", TEXT_PRINT(all), TEXT_PRINT(utterance->parts.items[i].spoken));
    return all;
}

static const struct utterance *last(const struct speech *speech, size_t from_end)
{
    return &speech->utterances.items[speech->utterances.count - 1 - from_end];
}

TEST(what_a_listener_must_know_first_is_said_first)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    document->marking = TEXT("Official");
    document->draft = TEXT("This is a draft.");
    paragraph_add_text(&document->body, TEXT("Text."));
    struct speech speech = speech_of(arena, document);
    assert_text_equal(
        said(arena, &speech.utterances.items[0]),
        "This is read by a synthetic voice. If you would rather hear a person read it, ask the office that "
        "publishes it: Office.");
    assert_text_equal(said(arena, &speech.utterances.items[1]), "Official");
    assert_text_equal(said(arena, &speech.utterances.items[2]), "This is a draft.");
    assert_text_equal(said(arena, &speech.utterances.items[3]), "Office");
    assert_text_equal(said(arena, &speech.utterances.items[4]), "Title");
    arena_free(arena);
}

TEST(headings_of_the_first_level_are_chapters_in_their_order)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    heading_add(&document->body, 2, TEXT("below"), TEXT("Below"));
    paragraph_add_text(&document->body, TEXT("Text."));
    heading_add(&document->body, 1, TEXT("two"), TEXT("Two"));
    paragraph_add_text(&document->body, TEXT("More."));
    struct speech speech = speech_of(arena, document);
    assert_int_equal(speech.chapter_count, 3);
    struct text chapters = {0};
    for (size_t i = 0; i < speech.utterances.count; i++)
        if (speech.utterances.items[i].chapter)
            chapters = text_print(arena, "%.*s/%.*s", TEXT_PRINT(chapters),
                                  TEXT_PRINT(speech.utterances.items[i].block));
    assert_text_equal(chapters, "//one/two");
    arena_free(arena);
}

TEST(an_abbreviation_is_spelled_wherever_it_stands_alone)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    struct runs *runs = paragraph_add(&document->body);
    run_abbreviation(runs, TEXT("HCSO"), TEXT("Hate Crime Support Officer"));
    run_add(runs, TEXT(" and "));
    run_abbreviation(runs, TEXT("MARAC"), TEXT("Multi-Agency Risk Assessment Conference"))->speech = TEXT(
        "marrack");
    paragraph_add_text(&document->body, TEXT("The HCSO, the HCSO's MARAC."));
    struct speech speech = speech_of(arena, document);
    assert_text_equal(
        said(arena, last(&speech, 1)),
        "Hate Crime Support Officer, H. C. S. O. and Multi-Agency Risk Assessment Conference, marrack");
    assert_text_equal(said(arena, last(&speech, 0)), "The H. C. S. O., the H. C. S. O.'s marrack.");
    assert_text_equal(utterance_shown(arena, last(&speech, 0)), "The HCSO, the HCSO's MARAC.");
    arena_free(arena);
}

TEST(a_welsh_number_is_put_into_words_beside_its_noun_in_another_run)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_WELSH);
    struct runs *runs = paragraph_add(&document->body);
    run_number(runs, 2, (struct text){0}, (struct text){0});
    run_add(runs, TEXT(" awr o'r "));
    run_number(runs, 11, (struct text){0}, (struct text){0});
    run_add(runs, TEXT(" achos"));
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 0)), "dwy awr o'r un deg un achos");
    assert_text_equal(utterance_shown(arena, last(&speech, 0)), "2 awr o'r 11 achos");
    arena_free(arena);
}

TEST(a_foreign_run_is_said_in_its_own_language)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    struct runs *runs = paragraph_add(&document->body);
    run_add(runs, TEXT("In Welsh "));
    struct run *foreign = run_add(runs, TEXT("11 achos"));
    foreign->foreign = true;
    foreign->language = LANGUAGE_WELSH;
    run_add(runs, TEXT(", 11 cases."));
    struct speech speech = speech_of(arena, document);
    const struct utterance *utterance = last(&speech, 0);
    assert_int_equal(utterance->parts.count, 3);
    assert_int_equal(utterance->parts.items[1].language, LANGUAGE_WELSH);
    assert_text_equal(utterance->parts.items[1].spoken, "un deg un achos");
    assert_text_equal(utterance->parts.items[2].spoken, ", 11 cases.");
    arena_free(arena);
}

TEST(what_is_redacted_is_said_with_its_reason)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    run_add(paragraph_add(&document->body), (struct text){0})->redaction = TEXT("names a person");
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 0)), "redacted: names a person");
    assert_text_equal(utterance_shown(arena, last(&speech, 0)), "[redacted: names a person]");
    arena_free(arena);
}

// The heading of the row stands second.
static struct table *wide_table(struct document *document)
{
    struct table *table = table_add(&document->body, TEXT("t"), TEXT("Caption"));
    table_column(table, TEXT("n"), TEXT("Cases"), COLUMN_COUNT);
    table_column(table, TEXT("what"), TEXT("Outcome"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("said"), TEXT("Comments"), COLUMN_TEXT);
    struct cell *cells = table_row(table);
    cell_count(&cells[0], 3, (struct text){0});
    cell_text(&cells[1], TEXT("Within"));
    cell_empty(&cells[2], TEXT("No comment"));
    cells = table_row(table);
    cell_empty(&cells[0], TEXT("Not known"));
    cell_text(&cells[1], TEXT("Outside"));
    cell_text(&cells[2], TEXT("Late."));
    return table;
}

TEST(a_row_begins_with_its_heading_and_names_its_columns)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    wide_table(document);
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 3)), "Table 1: Caption. It has 2 rows.");
    assert_text_equal(said(arena, last(&speech, 2)), "The columns are: Cases; Outcome; Comments.");
    assert_text_equal(said(arena, last(&speech, 0)), "Outside. Cases: Not known. Comments: Late.");
    arena_free(arena);
}

TEST(that_there_is_no_comment_is_shown_and_not_said)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    wide_table(document);
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 1)), "Within. Cases: 3.");
    assert_text_equal(utterance_shown(arena, last(&speech, 1)), "Within. Cases: 3. Comments: No comment.");
    arena_free(arena);
}

TEST(points_of_a_list_are_counted_and_those_within_one_too)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    struct list *list = list_add(&document->body, LIST_BULLETS);
    run_add(list_item_line(list), TEXT("first"));
    struct blocks *item = list_item(list);
    paragraph_add_text(item, TEXT("second:"));
    run_add(list_item_line(list_add(item, LIST_BULLETS)), TEXT("within"));
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 2)), "Point 1. first");
    assert_text_equal(said(arena, last(&speech, 1)), "Point 2. second:");
    assert_text_equal(said(arena, last(&speech, 0)), "Point 2.1. within");
    arena_free(arena);
}

TEST(addresses_of_a_contact_are_spelled_out)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    struct contact *contact = contact_add(&document->body, TEXT("Office"));
    contact->telephone = TEXT("01632 960 001");
    contact->email = TEXT("office.team@example.org");
    contact->web = TEXT("https://www.example.org/");
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 2)), "Telephone: 0 1 6 3 2, 9 6 0, 0 0 1");
    assert_text_equal(said(arena, last(&speech, 1)), "Email: office dot team at example dot org");
    assert_text_equal(said(arena, last(&speech, 0)), "Website: w w w dot example dot org");
    assert_text_equal(utterance_shown(arena, last(&speech, 0)), "Website: https://www.example.org/");
    arena_free(arena);
}

TEST(nobody_has_to_listen_to_a_hash)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    document->imprint = true;
    paragraph_add_text(&document->body, TEXT("A file: SHA-256 0123456789abcdef0123456789abcdef, and abc."));
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 1)), "A file: SHA-256 it stands in the transcript, and abc.");
    assert_text_equal(said(arena, last(&speech, 0)),
                      "SHA-256 of this document's content: it stands in the transcript");
    assert_true(utterance_shown(arena, last(&speech, 0)).length > 64);
    arena_free(arena);
}

static struct text chapter_titles(struct arena *arena, const struct document *document)
{
    const struct checked_document *checked = NULL;
    struct problems problems;
    problems_init(&problems, arena);
    if (!document_check(arena, &document, 1, &checked, &problems))
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    assert_non_null(checked);
    struct speech speech;
    speech_build(arena, checked, &speech);
    struct text titles = {0};
    for (size_t i = 0; i < speech.utterances.count; i++)
        if (speech.utterances.items[i].chapter)
            titles = text_print(arena, "%.*s/%.*s", TEXT_PRINT(titles),
                                TEXT_PRINT(utterance_chapter(arena, checked, &speech.utterances.items[i])));
    return titles;
}

TEST(a_table_is_a_chapter_and_what_follows_it_goes_on_with_the_section)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    struct table *table = wide_table(document);
    run_add(&table->caption, (struct text){0})->note = TEXT("n1");
    run_add(table_note(table, TEXT("n1")), TEXT("A note."));
    paragraph_add_text(&document->body, TEXT("Text."));
    paragraph_add_text(&document->body, TEXT("More."));
    assert_text_equal(chapter_titles(arena, document), "/Title/One/Table 1: Caption/One (continued)");
    heading_add(&document->body, 2, TEXT("within"), TEXT("Within"));
    heading_add(&document->body, 1, TEXT("two"), TEXT("Two"));
    assert_text_equal(chapter_titles(arena, document), "/Title/One/Table 1: Caption/One (continued)/Two");
    arena_free(arena);
}

TEST(a_heading_of_a_lower_level_behind_a_table_is_a_chapter)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    wide_table(document);
    heading_add(&document->body, 2, TEXT("within"), TEXT("Within"));
    paragraph_add_text(&document->body, TEXT("Text."));
    assert_text_equal(chapter_titles(arena, document), "/Title/One/Table 1: Caption/Within");
    arena_free(arena);
}

TEST(a_mark_is_shown_and_what_it_means_is_said)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena, LANGUAGE_ENGLISH);
    struct table *table = wide_table(document);
    cell_withhold(&table->rows.items[1].cells[0], TEXT("withheld to protect individuals"));
    struct speech speech = speech_of(arena, document);
    assert_text_equal(said(arena, last(&speech, 0)), "Outside. Cases: withheld. Comments: Late.");
    assert_text_equal(utterance_shown(arena, last(&speech, 0)), "Outside. Cases: [c]. Comments: Late.");
    arena_free(arena);
}
