// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/base64.h"

#include "test.h"

TEST(the_examples_of_the_standard_are_written_as_printed)
{
    static const char *const examples[][2] = {{"", ""},
                                              {"f", "Zg=="},
                                              {"fo", "Zm8="},
                                              {"foo", "Zm9v"},
                                              {"foob", "Zm9vYg=="},
                                              {"fooba", "Zm9vYmE="},
                                              {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct buffer out = {0};
        base64_add(&out, text_from(examples[i][0]));
        assert_text_equal(buffer_text(&out), examples[i][1]);
        buffer_dispose(&out);
    }
}

TEST(bytes_beyond_ascii_are_bytes)
{
    struct buffer out = {0};
    base64_add(&out, (struct text){"\xFF\0\xFE", 3});
    assert_text_equal(buffer_text(&out), "/wD+");
    buffer_dispose(&out);
}
