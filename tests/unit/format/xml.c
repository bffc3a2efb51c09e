// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xml.h"

#include "base/buffer.h"
#include "test.h"

// Gives a text in pieces of so many bytes.
struct pieces {
    struct text rest;
    size_t size;
};

static bool read_piece(void *context, char *to, size_t room, size_t *got, struct problems *problems)
{
    (void)problems;
    struct pieces *pieces = context;
    struct text piece = text_slice(pieces->rest, 0, pieces->size < room ? pieces->size : room);
    if (piece.length)
        memcpy(to, piece.bytes, piece.length);
    pieces->rest = text_slice(pieces->rest, piece.length, pieces->rest.length);
    *got = piece.length;
    return true;
}

static struct buffer told;
static struct xml_reader *xml;

static void on_start(void *context, struct xml_name name, const char *const *attributes)
{
    (void)context;
    buffer_print(&told, "<%.*s|%.*s", TEXT_PRINT(name.space), TEXT_PRINT(name.local));
    struct text plain = xml_attribute(attributes, "", "a"), spaced = xml_attribute(attributes, "urn:x", "a");
    if (plain.bytes)
        buffer_print(&told, " %.*s", TEXT_PRINT(plain));
    if (spaced.bytes)
        buffer_print(&told, " x:%.*s", TEXT_PRINT(spaced));
    buffer_add(&told, TEXT(">"));
}

static void on_end(void *context, struct xml_name name)
{
    (void)context;
    buffer_print(&told, "</%.*s>", TEXT_PRINT(name.local));
    if (text_equal(name.local, TEXT("stop")))
        xml_pause(xml);
}

static void on_text(void *context, struct text text)
{
    (void)context;
    buffer_add(&told, text);
}

static const struct xml_handler handler = {on_start, on_end, on_text};

// Runs to the end or to a failure, counting pauses.
static enum xml_step run(const char *content, size_t size, int *pauses, struct problems *problems)
{
    struct pieces pieces = {text_from(content), size};
    buffer_dispose(&told);
    xml = xml_new((struct xml_source){read_piece, &pieces, {.source = TEXT("test")}}, &handler, NULL);
    enum xml_step step;
    *pauses = 0;
    while ((step = xml_run(xml, problems)) == XML_STEP_PAUSED)
        ++*pauses;
    xml_free(xml);
    return step;
}

TEST(elements_attributes_and_text_come_in_order_whatever_the_pieces)
{
    const char *content =
        "<?xml version='1.0'?><r xmlns='urn:d' xmlns:x='urn:x' a='1' x:a='2'><!-- c --><x:e>t\xC5\xB7"
        "&amp;<![CDATA[<]]></x:e><e a='&lt;'/></r>\n";
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    for (size_t size = 1; size < 200; size += 7) {
        int pauses;
        assert_int_equal(run(content, size, &pauses, &problems), XML_STEP_ENDED);
        assert_text_equal(buffer_text(&told), "<urn:d|r 1 x:2><urn:x|e>t\xC5\xB7&<</e><urn:d|e <></e></r>");
    }
    assert_int_equal(problems.count, 0);
    buffer_dispose(&told);
    arena_free(arena);
}

TEST(a_pause_comes_after_each_tag_that_asked_for_it)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    int pauses;
    assert_int_equal(run("<r><stop/>a<stop>b</stop><e/><stop/></r>", 100, &pauses, &problems),
                     XML_STEP_ENDED);
    assert_int_equal(pauses, 3);
    assert_text_equal(buffer_text(&told), "<|r><|stop></stop>a<|stop>b</stop><|e></e><|stop></stop></r>");
    assert_int_equal(run("<stop/>", 100, &pauses, &problems), XML_STEP_ENDED);
    assert_int_equal(pauses, 1);
    buffer_dispose(&told);
    arena_free(arena);
}

TEST(what_is_no_xml_or_could_do_harm_fails)
{
    struct {
        const char *content, *problem;
    } const cases[] = {
        {"", "test: the XML is not well-formed in line 1, column 1"},
        {"<a>\n<b></a>", "test: the XML is not well-formed in line 2, column 6"},
        {"<a>", "test: the XML is not well-formed in line 1, column 4"},
        {"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
         "test: the XML has a document type, which can be made to do harm"},
        {"<a>&e;</a>", "test: the XML is not well-formed in line 1, column 4"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct problems problems;
        problems_init(&problems, arena);
        int pauses;
        assert_int_equal(run(cases[i].content, 100, &pauses, &problems), XML_STEP_FAILED);
        assert_int_equal(problems.count, 1);
        problems.list.items[0].hint = NO_MESSAGE;
        assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]), cases[i].problem);
        arena_free(arena);
    }
    buffer_dispose(&told);
}
