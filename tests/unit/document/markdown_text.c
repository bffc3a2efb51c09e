// SPDX-License-Identifier: GPL-3.0-or-later
// What is escaped, and that a parser of GitHub's Markdown reads every text as it was.
#include "document/markdown_text.h"

#include "test.h"

#include "base/no_break.h"

#include <cmark-gfm-core-extensions.h>

// As a paragraph of its own.
static void check(const char *text, const char *expected)
{
    struct buffer out = {0};
    struct markdown_place place = {.next = '\n'};
    markdown_add_text(&out, text_from(text), &place);
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
}

TEST(marks_are_shown_as_they_are)
{
    check("a*b`d~i$f", "a\\*b\\`d\\~i\\$f");
    check("x [a](b) [c][d] _e_ \\*", "x [a\\](b) [c\\][d] \\_e\\_ \\\\\\*");
    check("x <b> &amp; @office !", "x &lt;b> &amp;amp; \\@office !");
}

TEST(what_is_no_markup_at_its_place_is_not_escaped)
{
    check("29.6 % of 2.5 (a)", "29.6" NO_BREAK_SPACE "% of 2.5 (a)");
    check("see [c], a_b_c, 2 * 3, a | b, 3 < 5 > 2, R & D; C:\\x",
          "see [c], a_b_c, 2 * 3, a | b, 3 < 5 > 2, R & D; C:\\x");
    check("one #2, a@b.example, end!", "one #2, a@b.example, end!");
    check("-5 and +5 = 0", "-5 and +5 = 0");
}

TEST(marks_of_blocks_count_at_the_start_only)
{
    check("12. a", "12\\. a");
    check("3) a", "3\\) a");
    check("- a", "\\- a");
    check("---", "\\---");
    check("> a", "\\> a");
    check("# a", "\\# a");
    check("[x] a", "\\[x] a");
    check("a - b > c", "a - b > c");
    check("2019", "2019");
}

TEST(a_list_is_not_made_of_two_texts)
{
    struct buffer out = {0};
    struct markdown_place place = {.next = '.'};
    markdown_add_text(&out, TEXT("12"), &place);
    place.next = '\n';
    markdown_add_text(&out, TEXT(". a"), &place);
    assert_text_equal(buffer_text(&out), "12\\. a");
    buffer_dispose(&out);
}

TEST(an_address_cannot_end_its_brackets)
{
    struct buffer out = {0};
    markdown_add_address(&out, TEXT("https://x/(a)>|<\\"));
    assert_text_equal(buffer_text(&out), "<https://x/(a)%3E%7C%3C%5C>");
    buffer_dispose(&out);
}

// ---- Read by a parser --------------------------------------------------------------------------------------

struct surroundings {
    const char *before, *behind;           // of the text, as Markdown
    const char *read_before, *read_behind; // and as it is read
    struct markdown_place place;           // the line begins behind `before` if `at_start`
    bool at_start;
};

static const struct surroundings places[] = {
    {"", "\n", "", "", {.next = '\n'}, true},
    {"- ", "\n", "", "", {.next = '\n'}, true},
    {"> ", "\n", "", "", {.next = '\n'}, true},
    {"x\\\n", "\n", "x", "", {.next = '\n'}, true},
    {"## ", "\n", "", "", {.in_heading = true, .next = '\n'}, false},
    {"| h |\n| --- |\n| ", " |\n", "h", "", {.in_cell = true, .next = ' '}, false},
    {"[", "](<#a>)\n", "", "", {.in_link = true, .next = ']'}, false},
    {"x ", "[y](<#a>)\n", "x ", "y", {.next = '['}, false},
};

static cmark_node *parse(const struct buffer *markdown)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        assert_true(cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i])));
    cmark_parser_feed(parser, markdown->bytes, markdown->length);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

// All text, and how many nodes there are that are not text. Addresses of e-mail become links by themselves.
static void read(const struct buffer *markdown, struct buffer *text, size_t *nodes)
{
    cmark_node *document = parse(markdown);
    cmark_iter *iterator = cmark_iter_new(document);
    *nodes = 0;
    for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iterator);
        const char *type = cmark_node_get_type_string(node);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (strcmp(type, "text") == 0)
            buffer_add(text, text_from(cmark_node_get_literal(node)));
        else if (strcmp(type, "link") != 0 ||
                 !text_starts(text_from(cmark_node_get_url(node)), TEXT("mailto:")))
            ++*nodes;
    }
    cmark_iter_free(iterator);
    cmark_node_free(document);
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

// `cut`: somewhere between two of its parts.
static struct text random_text(struct arena *arena, uint32_t *state, size_t *cut)
{
    static const char *const parts[] = {"*", "**", "_",  "`", "[",  "]", "(",    ")",      "!",      "#",
                                        "|", "~",  "~~", "$", "@",  "&", "amp;", "<",      ">",      "+",
                                        "-", "--", "=",  ".", ":",  "1", "12",   "a",      "bc",     " ",
                                        " ", "\\", "^",  "/", "\"", "'", "x",    "\u00E9", "\u201C", "#38;"};
    struct text text = {0};
    for (size_t count = 1 + next_random(state) % 9, half = next_random(state) % count; count > 0; count--) {
        if (count == half)
            *cut = text.length;
        text = text_print(arena, "%.*s%s", TEXT_PRINT(text),
                          parts[next_random(state) % (sizeof parts / sizeof *parts)]);
    }
    return text;
}

// In two pieces, of which the first does not know what follows.
static void write(const struct surroundings *around, struct text text, size_t cut, struct buffer *out)
{
    buffer_add(out, text_from(around->before));
    struct markdown_place place = around->place, first;
    place.line = around->at_start ? out->length : 0;
    first = place;
    first.next = '\0';
    markdown_add_text(out, text_slice(text, 0, cut), &first);
    markdown_add_text(out, text_slice(text, cut, text.length), &place);
    buffer_add(out, text_from(around->behind));
}

static void assert_read_as_it_was(const struct surroundings *around, struct text text, size_t cut)
{
    struct buffer markdown = {0}, plain = {0}, expected = {0}, found = {0};
    size_t nodes, plain_nodes;
    write(around, TEXT("a"), 0, &plain);
    read(&plain, &found, &plain_nodes);
    buffer_clear(&found);
    write(around, text, cut, &markdown);
    read(&markdown, &found, &nodes);
    buffer_print(&expected, "%s%.*s%s", around->read_before, TEXT_PRINT(text), around->read_behind);
    if (nodes != plain_nodes || !text_equal(buffer_text(&found), buffer_text(&expected)))
        fail_msg("%.*s was written as %.*s, and read as %.*s, in %zu nodes and not in %zu", TEXT_PRINT(text),
                 TEXT_PRINT(buffer_text(&markdown)), TEXT_PRINT(buffer_text(&found)), nodes, plain_nodes);
    buffer_dispose(&found);
    buffer_dispose(&expected);
    buffer_dispose(&plain);
    buffer_dispose(&markdown);
}

TEST(a_parser_reads_every_text_as_it_was)
{
    uint32_t random = 7;
    cmark_gfm_core_extensions_ensure_registered();
    for (int i = 0; i < 20000; i++) {
        struct arena *arena = arena_new();
        size_t cut = 0;
        struct text text = random_text(arena, &random, &cut), trimmed = text_trim(text);
        size_t before = (size_t)(trimmed.bytes - text.bytes);
        cut = cut > before ? cut - before : 0;
        if (trimmed.length)
            for (size_t place = 0; place < sizeof places / sizeof *places; place++)
                assert_read_as_it_was(&places[place], trimmed, cut < trimmed.length ? cut : 0);
        arena_free(arena);
    }
}
