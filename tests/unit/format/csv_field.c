// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/csv_field.h"

#include "test.h"

static void becomes(const char *text, const char *field, const char *unchanged)
{
    struct buffer out = {0};
    csv_field_add(&out, text_from(text), ';');
    assert_text_equal(buffer_text(&out), field);
    buffer_clear(&out);
    csv_field_add_unchanged(&out, text_from(text), ';');
    assert_text_equal(buffer_text(&out), unchanged);
    buffer_dispose(&out);
}

TEST(what_a_spreadsheet_would_run_gets_an_apostrophe)
{
    becomes("=1+1", "\"'=1+1\"", "=1+1");
    becomes("+44", "\"'+44\"", "+44");
    becomes("-", "\"'-\"", "-");
    becomes("@SUM(A1)", "\"'@SUM(A1)\"", "@SUM(A1)");
    becomes("\t=1", "\"'\t=1\"", "\"\t=1\"");
    becomes("\r=1", "\"'\r=1\"", "\"\r=1\"");
    becomes("\n=1", "\"'\n=1\"", "\"\n=1\"");
    becomes("＝1", "\"'＝1\"", "＝1");
    becomes("＋1", "\"'＋1\"", "＋1");
    becomes("－1", "\"'－1\"", "－1");
    becomes("＠a", "\"'＠a\"", "＠a");
}

TEST(what_it_would_not_run_stays_as_it_is)
{
    becomes("", "", "");
    becomes("a=b", "a=b", "a=b");
    becomes("'=1", "'=1", "'=1");
    becomes("– 3", "– 3", "– 3");
    becomes("１", "１", "１");
}

TEST(quotation_marks_stand_where_a_field_needs_them)
{
    struct buffer out = {0};
    becomes("a;b", "\"a;b\"", "\"a;b\"");
    becomes("a,b", "a,b", "a,b");
    becomes("a\nb", "\"a\nb\"", "\"a\nb\"");
    becomes(" a", "\" a\"", "\" a\"");
    becomes("\"a\" b", "\"\"\"a\"\" b\"", "\"\"\"a\"\" b\"");
    becomes("=\"a\"", "\"'=\"\"a\"\"\"", "\"=\"\"a\"\"\"");
    csv_field_add_quoted(&out, TEXT("a"));
    csv_field_add_quoted(&out, TEXT("=a"));
    assert_text_equal(buffer_text(&out), "\"a\"\"'=a\"");
    buffer_dispose(&out);
}
