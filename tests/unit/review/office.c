// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/office.h"

#include "record.h"
#include "review/approval.h"
#include "review/review.h"

#define OFFICE(more) \
    TEXT("craffu: office\n" \
         "name: {en: The office, cy: Y swyddfa}\n" more)
// Two pixels.
#define PICTURE \
    TEXT("\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\002\000\000\000\001" \
         "\010\000\000\000\000\321\111\040\126\000\000\000\013\111\104\101\124\170\332\143\370\317\000\000" \
         "\002\001\001\000\241\036\134\165\000\000\000\000\111\105\116\104\256\102\140\202")

// The same, whose pixels break off inside whole chunks.
#define CUT_PICTURE \
    TEXT("\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\002\000\000" \
         "\000\001\010\000\000\000\000\321\111\040\126\000\000\000\005\111\104\101\124\170\234\143" \
         "\370\377\311\116\135\232\000\000\000\000\111\105\116\104\256\102\140\202")

// A picture with its gamma, and with it an author, a time, a comment, a title, a place, a chunk of nobody's, and more behind
// its end; and the same without.
#define PICTURE_WITH_METADATA \
    TEXT("\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\002\000\000" \
         "\000\001\010\000\000\000\000\321\111\040\126\000\000\000\017\164\105\130\164\101\165\164" \
         "\150\157\162\000\123\157\155\145\142\157\144\171\163\305\206\211\000\000\000\004\147\101" \
         "\115\101\000\000\261\217\013\374\141\005\000\000\000\007\164\111\115\105\007\343\001\002" \
         "\003\004\005\335\055\255\145\000\000\000\020\151\124\130\164\103\157\155\155\145\156\164" \
         "\000\000\000\000\000\150\145\162\145\105\332\155\010\000\000\000\013\111\104\101\124\170" \
         "\332\143\370\317\000\000\002\001\001\000\241\036\134\165\000\000\000\020\172\124\130\164" \
         "\124\151\164\154\145\000\000\170\234\253\000\000\000\171\000\171\117\275\236\257\000\000" \
         "\000\015\145\130\111\146\115\115\000\052\163\157\155\145\167\150\145\162\145\230\172\373" \
         "\333\000\000\000\003\160\162\126\164\157\144\144\154\045\051\300\000\000\000\000\111\105" \
         "\116\104\256\102\140\202\141\156\144\040\155\157\162\145\040\142\145\150\151\156\144")
#define PICTURE_WITHOUT_METADATA \
    TEXT("\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\002\000\000" \
         "\000\001\010\000\000\000\000\321\111\040\126\000\000\000\004\147\101\115\101\000\000\261" \
         "\217\013\374\141\005\000\000\000\013\111\104\101\124\170\332\143\370\317\000\000\002\001" \
         "\001\000\241\036\134\165\000\000\000\000\111\105\116\104\256\102\140\202")

static struct office office_now(struct record *r, struct text review, bool *found)
{
    struct office office = {0};
    ASSERT_GOOD(office_get(r->store, r->arena, review, found, &office, &r->problems), &r->problems);
    return office;
}

static void put(struct record *r, struct text content, struct text logo)
{
    ASSERT_GOOD(WRITE(r, office_put(&r->write, TEXT("office.yaml"), content, logo, &r->problems)),
                &r->problems);
}

TEST(the_latest_office_counts_and_comes_back_as_it_was_written)
{
    struct record r;
    bool found = true;
    record_start(&r);
    office_now(&r, (struct text){0}, &found);
    assert_false(found);
    put(&r, OFFICE(""), (struct text){0});
    put(&r,
        OFFICE(
            "logo: {file: logo.png, alternative: {en: A lens, cy: Lens}}\n"
            "accent: \"#0B4f5c\"\n"
            "contact: {name: {en: Us, cy: Ni}, address: [1 Example Street], email: a@example.org}\n"
            "sections:\n"
            "  - {id: notes, heading: {en: Notes, cy: Nodiadau}, text: {en: One, cy: Un}, before: overview}\n"),
        PICTURE);
    struct office office = office_now(&r, (struct text){0}, &found);
    assert_true(found);
    assert_text_equal(office.name.in[LANGUAGE_WELSH], "Y swyddfa");
    assert_true(text_equal(office.logo, PICTURE));
    assert_int_equal(office.logo_width, 2);
    assert_int_equal(office.accent, 0x0B4F5C);
    assert_true(office.has_accent && office.has_contact);
    assert_int_equal(office.contact.address_count, 1);
    assert_int_equal(office.section_count, 1);
    assert_text_equal(office.sections[0].before, "overview");
    record_stop(&r);
}

TEST(a_logo_is_kept_without_what_it_says_of_its_making)
{
    struct record r;
    bool found = true;
    record_start(&r);
    put(&r, OFFICE("logo: {file: logo.png, alternative: {en: A lens, cy: Lens}}\n"), PICTURE_WITH_METADATA);
    struct office office = office_now(&r, (struct text){0}, &found);
    assert_true(text_equal(office.logo, PICTURE_WITHOUT_METADATA));
    assert_int_equal(office.logo_width, 2);
    record_stop(&r);
}

#define THIRTY "abcdefghijklmnopqrstuvwxyz ab "
#define LONG_MARKING THIRTY THIRTY THIRTY THIRTY THIRTY "i"

TEST(what_cannot_be_an_office_is_refused_with_its_place)
{
    static const struct {
        struct text content;
        const char *what;
    } wrong[] = {
        {TEXT("craffu: review\nname: {en: a, cy: b}\n"),
         "this file holds something else: {kind} was expected"},
        {OFFICE("accent: blue\n"), "this is not a colour"},
        {OFFICE("accent: \"#0b4f5\"\n"), "this is not a colour"},
        {OFFICE("accent: \"#777777\"\n"),
         "white text on this colour cannot be read by everyone: its contrast is below 7 to 1"},
        {OFFICE("marking: {en: Official, cy: \"" LONG_MARKING "\"}\n"),
         "the marking is longer than {limit} characters"},
        {OFFICE("contact: {name: {en: a, cy: b}, web: {en: example.org, cy: example.org}}\n"),
         "this is not a web address"},
        {OFFICE("sections: [{id: A b, heading: {en: a, cy: b}, text: {en: a, cy: b}}]\n"),
         "this cannot be the id of a section"},
        {OFFICE(
             "sections: [{id: a, heading: {en: a, cy: b}, text: {en: a, cy: b}}, {id: a, heading: {en: a, cy: "
             "b}, text: {en: a, cy: b}}]\n"),
         "there is a section of this name already"},
    };
    struct record r;
    record_start(&r);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct office office;
        ASSERT_REFUSED(office_read(r.arena, TEXT("office.yaml"), wrong[i].content, &office, &r.problems),
                       &r.problems, wrong[i].what);
    }
    ASSERT_REFUSED(
        WRITE(&r, office_put(&r.write, TEXT("office.yaml"), OFFICE(""), TEXT("GIF89a"), &r.problems)),
        &r.problems, "the logo is no PNG picture");
    ASSERT_REFUSED(WRITE(&r, office_put(&r.write, TEXT("office.yaml"), OFFICE(""), CUT_PICTURE, &r.problems)),
                   &r.problems, "the logo's pixels cannot be read");
    record_stop(&r);
}

TEST(a_new_office_ends_an_approval_but_changes_no_published_review)
{
    struct record r;
    bool found;
    struct approval approval;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    put(&r, OFFICE(""), (struct text){0});
    ASSERT_GOOD(WRITE(&r, approval_give(&r.write, TEXT("hate-2019"), LANGUAGE_WELSH, TEXT("A. Translator"),
                                        &r.problems)),
                &r.problems);
    put(&r, OFFICE("publisher: {en: One, cy: Un}\n"), (struct text){0});
    ASSERT_GOOD(approval_read(r.store, r.arena, TEXT("hate-2019"), LANGUAGE_WELSH, &approval, &r.problems),
                &r.problems);
    assert_false(approval.holds);
    ASSERT_GOOD(WRITE(&r, review_publish(&r.write, TEXT("hate-2019"), 1, &r.problems)), &r.problems);
    r.act.at++;
    put(&r, OFFICE("publisher: {en: Two, cy: Dau}\n"), (struct text){0});
    assert_text_equal(office_now(&r, TEXT("hate-2019"), &found).publisher.in[LANGUAGE_ENGLISH], "One");
    assert_text_equal(office_now(&r, (struct text){0}, &found).publisher.in[LANGUAGE_ENGLISH], "Two");
    record_stop(&r);
}
