// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/office_cache.h"

#include "record.h"

static void put(struct record *r, const char *content)
{
    ASSERT_GOOD(WRITE(r, office_put(&r->write, TEXT("office.yaml"), text_from(content), (struct text){0},
                                    &r->problems)),
                &r->problems);
}

static void renew(struct record *r, struct office_cache *cache)
{
    ASSERT_GOOD(office_cache_renew(cache, r->store, r->arena, 0, &r->problems), &r->problems);
}

TEST(the_office_is_read_again_only_when_it_is_another)
{
    struct record r;
    struct office_cache cache = {0};
    record_start(&r);
    renew(&r, &cache);
    assert_false(cache.found);
    const struct arena *before = cache.arena;
    renew(&r, &cache);
    assert_ptr_equal(cache.arena, before);
    put(&r, "craffu: office\nname: {en: One, cy: Un}\n");
    renew(&r, &cache);
    assert_text_equal(cache.office.name.in[LANGUAGE_ENGLISH], "One");
    before = cache.arena;
    renew(&r, &cache);
    assert_ptr_equal(cache.arena, before);
    put(&r, "craffu: office\nname: {en: Two, cy: Dau}\naccent: \"#0b4f5c\"\n");
    renew(&r, &cache);
    assert_text_equal(cache.office.name.in[LANGUAGE_WELSH], "Dau");
    office_cache_dispose(&cache);
    record_stop(&r);
}

TEST(only_its_own_colour_and_logo_are_answered)
{
    struct record r;
    struct office_cache cache = {0};
    struct text type, content;
    record_start(&r);
    put(&r, "craffu: office\nname: {en: One, cy: Un}\naccent: \"#0b4f5c\"\n");
    renew(&r, &cache);
    assert_true(office_cache_answer(&cache, TEXT("/office/style/0b4f5c.css"), &type, &content));
    assert_text_equal(content, ":root{--craffu-office:#0b4f5c}\n");
    assert_false(office_cache_answer(&cache, TEXT("/office/style/000000.css"), &type, &content));
    assert_false(office_cache_answer(&cache, TEXT("/office/logo/.png"), &type, &content));
    assert_false(office_cache_answer(&cache, (struct text){0}, &type, &content));
    office_cache_dispose(&cache);
    record_stop(&r);
}
