// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/layout.h"

#include "test.h"

TEST(words_go_to_the_next_line_where_a_line_is_full)
{
    struct buffer out = {0};
    for (int i = 0; i < 30; i++)
        buffer_add(&out, i ? TEXT(" tŷŷŷ") : TEXT("tŷŷŷ"));
    struct buffer lines = {0};
    layout_wrap(&lines, buffer_text(&out), 4, 0);
    struct text rest = buffer_text(&lines), line;
    size_t count = 0, words = 0;
    while (text_split(&rest, '\n', &line) && line.length) {
        count++;
        assert_true(text_starts(line, TEXT("    tŷŷŷ")));
        assert_true(text_characters(line) <= LINE_CHARACTERS);
        words += (text_characters(line) - 4 + 1) / 5; // each word has four characters and a blank
    }
    assert_int_equal(count, 2);
    assert_int_equal(words, 30);
    buffer_dispose(&out);
    buffer_dispose(&lines);
}

TEST(a_word_that_is_longer_than_a_line_stays_whole)
{
    char word[120];
    memset(word, 'a', sizeof word);
    struct buffer out = {0};
    layout_wrap(&out, (struct text){word, sizeof word}, 2, 0);
    assert_int_equal(out.length, sizeof word + 3);
    buffer_dispose(&out);
}

TEST(a_long_term_has_its_text_on_the_next_line)
{
    struct buffer out = {0};
    layout_entry(&out, TEXT("--ab"), TEXT("text"), 8);
    layout_entry(&out, TEXT("--abc"), TEXT("text"), 8);
    assert_text_equal(buffer_text(&out), "  --ab  text\n  --abc\n        text\n");
    buffer_dispose(&out);
}
