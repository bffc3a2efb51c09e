// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/schema.h"

#include "test.h"

TEST(every_type_has_a_name_that_reads_back_and_words_in_welsh)
{
    for (int i = 0; i < FIELD_TYPE_COUNT; i++) {
        enum field_type type = FIELD_TYPE_COUNT;
        assert_true(field_type_from_name(text_from(field_type_name((enum field_type)i)), &type));
        assert_int_equal(type, i);
        assert_true(message_is_translated(LANGUAGE_WELSH, field_type_words((enum field_type)i)));
    }
    enum field_type type = FIELD_TEXT;
    assert_false(field_type_from_name(TEXT("Time"), &type));
    assert_int_equal(type, FIELD_TEXT);
}

TEST(fields_and_values_are_found_by_their_ids)
{
    struct category_value values[] = {{.id = TEXT("email")}, {.id = TEXT("phone")}};
    struct field fields[] = {
        {.id = TEXT("ward"), .type = FIELD_TEXT},
        {.id = TEXT("channel"), .type = FIELD_CATEGORY, .values = values, .value_count = 2},
    };
    struct schema schema = {fields, 2};
    size_t index = 9;
    assert_true(schema_find(&schema, TEXT("channel"), &index));
    assert_int_equal(index, 1);
    assert_true(category_find(&fields[1], TEXT("phone"), &index));
    assert_int_equal(index, 1);
    assert_false(category_find(&fields[1], TEXT("letter"), &index));
    assert_false(category_find(&fields[0], TEXT("email"), &index));
    assert_false(schema_find(&schema, TEXT("chanel"), &index));
    assert_false(schema_find(NULL, TEXT("channel"), &index));
}
