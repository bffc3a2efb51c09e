// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/yaml.h"

#include "base/buffer.h"
#include "test.h"

struct fixture {
    struct arena *arena;
    struct problems problems;
    struct yaml_node root;
};

static bool load(struct fixture *fixture, struct text content)
{
    *fixture = (struct fixture){.arena = arena_new()};
    problems_init(&fixture->problems, fixture->arena);
    return yaml_read(fixture->arena, TEXT("x.yaml"), content, &fixture->root, &fixture->problems);
}

static struct text all_problems(struct fixture *fixture)
{
    struct buffer out = {0};
    for (size_t i = 0; i < fixture->problems.list.count; i++) {
        buffer_add(&out, problem_text(fixture->arena, LANGUAGE_ENGLISH, &fixture->problems.list.items[i]));
        buffer_add_character(&out, '\n');
    }
    struct text text = text_copy(fixture->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static void assert_refused(struct text content, const char *expected)
{
    struct fixture fixture;
    assert_false(load(&fixture, content));
    assert_text_equal(all_problems(&fixture), expected);
    arena_free(fixture.arena);
}

TEST(every_node_knows_its_line_and_column)
{
    struct fixture fixture;
    assert_true(load(&fixture, TEXT("\xEF\xBB\xBF"
                                    "tŷ: mawr\nlist:\n  - one\n  - {a: b}\n")));
    assert_int_equal(fixture.root.kind, YAML_MAPPING);
    assert_int_equal(fixture.root.count, 2);
    assert_text_equal(fixture.root.entries[0].key, "tŷ");
    assert_int_equal(fixture.root.entries[0].value.column, 5);
    const struct yaml_node *list = &fixture.root.entries[1].value;
    assert_int_equal(list->kind, YAML_SEQUENCE);
    assert_int_equal(list->items[1].line, 4);
    assert_int_equal(list->items[1].entries[0].column, 6);
    assert_text_equal(list->items[1].entries[0].value.value, "b");
    arena_free(fixture.arena);
}

TEST(a_scalar_is_text_whatever_it_looks_like)
{
    struct fixture fixture;
    assert_true(load(&fixture, TEXT("[no, 0x10, ~, '1', \"a\\tb\", 2019-02-30]")));
    assert_text_equal(fixture.root.items[0].value, "no");
    assert_text_equal(fixture.root.items[1].value, "0x10");
    assert_text_equal(fixture.root.items[2].value, "~");
    assert_true(fixture.root.items[2].plain);
    assert_false(fixture.root.items[3].plain);
    assert_text_equal(fixture.root.items[4].value, "a\tb");
    arena_free(fixture.arena);
}

#define EMPTY "x.yaml: the file is empty\n    look whether it is the right one, and was saved\n"

TEST(what_cannot_be_read_is_refused_with_its_place)
{
    assert_refused(TEXT(""), EMPTY);
    assert_refused(TEXT("# nothing\n"), EMPTY);
    assert_refused(TEXT("a: 1\nb: 2\na: 3\n"), "x.yaml:3:1: the key a is there twice\n"
                                               "    it is first in line 1: keep one of them\n");
    assert_refused(TEXT("a: &x 1\n"),
                   "x.yaml:1:4: anchors (&), aliases (*) and tags (!) are not read\n"
                   "    write the value out, or put text that begins with one of these signs into quotes\n");
    assert_refused(TEXT("a: !!int 1\n"),
                   "x.yaml:1:4: anchors (&), aliases (*) and tags (!) are not read\n"
                   "    write the value out, or put text that begins with one of these signs into quotes\n");
    assert_refused(TEXT("a: 1\n---\nb: 2\n"),
                   "x.yaml:2:1: the file holds more than one YAML document\n"
                   "    keep one document a file: remove the line --- and what follows it\n");
    assert_refused(
        TEXT("a: b: c\n"),
        "x.yaml:1:5: this is not well-formed YAML: mapping values are not allowed in this context\n"
        "    put text that holds a colon and a blank into quotes, and check the indentation\n");
    assert_refused(TEXT("? [a]\n: b\n"), "x.yaml:1:3: a key must be a word\n");
    assert_refused(
        TEXT("a: [1, 2\n"),
        "x.yaml:2:1: this is not well-formed YAML: did not find expected ',' or ']'\n"
        "    check the indentation here and in the lines before: parts of one list or mapping begin in one column\n");
}

TEST(bytes_that_are_not_text_are_refused_with_their_place)
{
    assert_refused(TEXT("a: 1\nb: \0\n"), "x.yaml:2:4: there is a NUL byte in the text\n");
    assert_refused(TEXT("ŵ: \xC3("), "x.yaml:1:4: this is not valid UTF-8\n    save the file as UTF-8\n");
    struct fixture fixture;
    assert_false(load(&fixture, TEXT("a: \x07\n")));
    assert_int_equal(fixture.problems.count, 1);
    arena_free(fixture.arena);
}

TEST(depth_is_limited)
{
    struct buffer deep = {0};
    for (int i = 0; i < 10000; i++)
        buffer_add_character(&deep, '[');
    assert_refused(buffer_text(&deep), "x.yaml:1:34: this is nested more than 32 levels deep\n");
    buffer_dispose(&deep);
}

TEST(size_is_limited)
{
    struct buffer wide = {0};
    for (int i = 0; i < LIMIT_YAML_NODES; i++)
        buffer_add(&wide, TEXT("- a\n"));
    assert_refused(buffer_text(&wide), "x.yaml:200000:3: the file has more than 200,000 values\n");
    while (wide.length <= LIMIT_YAML_BYTES)
        buffer_add(&wide, TEXT("# a comment is counted as well, so that nobody waits for it\n"));
    assert_refused(buffer_text(&wide), "x.yaml: the file has more than 8,388,608 bytes\n");
    buffer_dispose(&wide);
}

TEST(all_that_is_wrong_with_the_keys_is_told_in_one_run)
{
    static const struct yaml_key keys[] = {
        {"id", YAML_SCALAR, true},
        {"label", YAML_MAPPING, true},
        {"headers", YAML_SEQUENCE, false},
        {"type", YAML_SCALAR, true},
    };
    const struct yaml_node *found[4];
    struct fixture fixture;
    assert_true(load(&fixture, TEXT("id:\nlable: {en: x}\nheaders: y\n")));
    assert_false(yaml_keys(TEXT("x.yaml"), &fixture.root, keys, 4, found, &fixture.problems));
    assert_text_equal(all_problems(&fixture),
                      "x.yaml:2:1: the key lable is not known here\n    did you mean label?\n"
                      "x.yaml:1:1: the key id has no value\n"
                      "x.yaml:1:1: the key label is missing\n"
                      "x.yaml:3:10: headers must be a list, not a text\n"
                      "    write a list as lines that begin with a dash, or as [one, two]\n"
                      "x.yaml:1:1: the key type is missing\n");
    for (int i = 0; i < 4; i++)
        assert_null(found[i]);
    arena_free(fixture.arena);
}

TEST(only_true_and_false_are_booleans)
{
    struct fixture fixture;
    bool value;
    int64_t number;
    size_t choice;
    assert_true(load(&fixture, TEXT("[true, false, yes, 12, 1.5, blue]")));
    struct yaml_node *items = fixture.root.items;
    assert_true(yaml_boolean(TEXT("x.yaml"), &items[0], &value, &fixture.problems) && value);
    assert_true(yaml_boolean(TEXT("x.yaml"), &items[1], &value, &fixture.problems) && !value);
    assert_false(yaml_boolean(TEXT("x.yaml"), &items[2], &value, &fixture.problems));
    assert_true(yaml_integer(TEXT("x.yaml"), &items[3], &number, &fixture.problems) && number == 12);
    assert_false(yaml_integer(TEXT("x.yaml"), &items[4], &number, &fixture.problems));
    const char *words[] = {"red", "blue"};
    assert_true(yaml_choice(TEXT("x.yaml"), &items[5], words, 2, &choice, &fixture.problems) && choice == 1);
    assert_false(yaml_choice(TEXT("x.yaml"), &items[0], words, 2, &choice, &fixture.problems));
    assert_text_equal(all_problems(&fixture), "x.yaml:1:15: this must be true or false (yes)\n"
                                              "x.yaml:1:24: this must be a whole number, such as 3 (1.5)\n"
                                              "x.yaml:1:2: this must be one of: red, blue (true)\n");
    arena_free(fixture.arena);
}

// The place of the word "here" in the file's only scalar.
static void assert_found_at(struct text content, uint64_t line, uint64_t column)
{
    struct fixture fixture;
    assert_true(load(&fixture, content));
    const struct yaml_node *node = &fixture.root.entries[0].value;
    struct cursor_in_value {
        uint64_t line, column;
    } in = {1, 1};
    size_t at;
    assert_true(text_find(node->value, TEXT("here"), &at));
    for (size_t i = 0; i < at; i++) {
        in.column = node->value.bytes[i] == '\n' ? 1 : in.column + ((node->value.bytes[i] & 0xC0) != 0x80);
        in.line += node->value.bytes[i] == '\n';
    }
    struct place place = yaml_place_within(TEXT("x.yaml"), node, in.line, in.column);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    arena_free(fixture.arena);
}

TEST(a_place_inside_a_value_is_found_in_the_file_however_it_is_written)
{
    assert_found_at(TEXT("a: one here\n"), 1, 8);
    assert_found_at(TEXT("a: ŵŷ one\n   two  here three\n"), 2, 9);
    assert_found_at(TEXT("a: 'it''s  here'\n"), 1, 12);
    assert_found_at(TEXT("a: \"\\\" x here\"\n"), 1, 10);
    assert_found_at(TEXT("a: |\n    one\n      two here\n"), 3, 11);
    assert_found_at(TEXT("a: >- # folded\n    one\n    here\n"), 3, 5);
    assert_found_at(TEXT("a:\r\n  one\r\n  here\r\n"), 3, 3);
}

TEST(characters_that_turn_the_direction_of_writing_are_refused_however_they_are_written)
{
    const char *expected =
        "x.yaml:1:4: the text holds the character U+202E, which turns the direction of writing\n"
        "    remove it: with it a reader does not see what was written and searched\n";
    assert_refused(TEXT("a: \u202E9100-9102-PD\u202C\n"), expected);
    assert_refused(TEXT("a: \"\\u202e9100\"\n"), expected);
    assert_refused(TEXT("\u2067a: b\n"),
                   "x.yaml:1:1: the text holds the character U+2067, which turns the direction of writing\n"
                   "    remove it: with it a reader does not see what was written and searched\n");
}
