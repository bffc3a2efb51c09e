// SPDX-License-Identifier: GPL-3.0-or-later
// Every example of docs/expressions.md gives what is printed beside it.
#include "base/file.h"
#include "fixture.h"
#include "test.h"

static struct category_value channels[] = {
    {.id = TEXT("email")}, {.id = TEXT("phone")}, {.id = TEXT("letter")}};
static struct category_value kinds[] = {{.id = TEXT("update")}, {.id = TEXT("endorsement")}};
static struct field case_fields[] = {
    {.id = TEXT("reported_at"), .type = FIELD_TIME},
    {.id = TEXT("contacted_at"), .type = FIELD_TIME},
    {.id = TEXT("closed_at"), .type = FIELD_TIME},
    {.id = TEXT("agreed_on"), .type = FIELD_DATE},
    {.id = TEXT("agreed_days"), .type = FIELD_INTEGER},
    {.id = TEXT("score"), .type = FIELD_NUMBER},
    {.id = TEXT("ward"), .type = FIELD_TEXT},
    {.id = TEXT("channel"), .type = FIELD_CATEGORY, .values = channels, .value_count = 3},
    {.id = TEXT("declined"), .type = FIELD_BOOLEAN},
    {.id = TEXT("consented"), .type = FIELD_BOOLEAN},
};
static struct field log_fields[] = {
    {.id = TEXT("kind"), .type = FIELD_CATEGORY, .values = kinds, .value_count = 2},
    {.id = TEXT("at"), .type = FIELD_TIME},
    {.id = TEXT("channel"), .type = FIELD_CATEGORY, .values = channels, .value_count = 3},
};

static struct fixture *documented_case(void)
{
    static const char *const values[][2] = {
        {"reported_at", "2019-03-29 18:00"},
        {"contacted_at", "2019-03-31 18:30"},
        {"closed_at", "2019-04-23 10:00"},
        {"agreed_on", "2019-04-02"},
        {"agreed_days", "7"},
        {"score", "2.5"},
        {"ward", "Tŷ Ôl"},
        {"channel", "email"},
        {"declined", "false"},
    };
    struct fixture *f = fixture_of((struct schema){case_fields, sizeof case_fields / sizeof *case_fields},
                                   (struct schema){log_fields, sizeof log_fields / sizeof *log_fields});
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        fixture_set(f, 0, values[i][0], values[i][1]);
    fixture_log(f, 0, "update", "2019-04-03 09:00", "email");
    fixture_log(f, 0, "endorsement", "2019-04-05 12:00", NULL);
    fixture_log(f, 0, "update", "2019-04-12 09:00", "phone");
    return f;
}

// True if the line is an example that gives something else.
static bool is_wrong(struct fixture *f, struct text line)
{
    size_t arrow;
    if (!text_find(line, TEXT(" => "), &arrow))
        return true;
    struct text expected = text_slice(line, arrow + 4, line.length);
    struct text actual = fixture_value(f, 0, text_terminated(f->arena, text_slice(line, 0, arrow)));
    if (text_equal(actual, expected))
        return false;
    print_error("%.*s\n  but gives: %.*s\n", TEXT_PRINT(line), TEXT_PRINT(actual));
    return true;
}

TEST(the_documents_examples_are_true)
{
    struct fixture *f = documented_case();
    struct text content, line;
    assert_true(file_read(f->arena, TEXT(DOCUMENT), 1 << 20, &content, &f->problems));
    size_t examples = 0, wrong = 0;
    bool inside = false;
    while (text_split(&content, '\n', &line)) {
        if (text_starts(line, TEXT("```")))
            inside = text_equal(line, TEXT("```expressions"));
        else if (inside) {
            examples++;
            wrong += is_wrong(f, line);
        }
    }
    assert_true(examples > 80);
    assert_int_equal(wrong, 0);
    fixture_free(f);
}
