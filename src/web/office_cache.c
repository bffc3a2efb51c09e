// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/office_cache.h"

#include "format/hash.h"

void office_cache_dispose(struct office_cache *cache)
{
    if (cache->arena)
        arena_free(cache->arena);
    *cache = (struct office_cache){0};
}

static bool fill(struct office_cache *cache, struct store *store, struct problems *problems)
{
    struct arena *arena = cache->arena;
    if (!office_get(store, arena, (struct text){0}, &cache->found, &cache->office, problems))
        return false;
    if (cache->office.logo.length)
        cache->logo_address = text_print(arena, "/office/logo/%.*s.png",
                                         TEXT_PRINT(hash_text(arena, hash_of(cache->office.logo))));
    if (cache->office.has_accent) {
        cache->style_address = text_print(arena, "/office/style/%06x.css", cache->office.accent);
        cache->style = text_print(arena, ":root{--craffu-office:#%06x}\n", cache->office.accent);
    }
    return true;
}

bool office_cache_renew(struct office_cache *cache, struct store *store, struct arena *scratch, int64_t shown,
                        struct problems *problems)
{
    struct text hash;
    if (cache->arena && shown && cache->shown == shown)
        return true;
    if (!office_hash(store, scratch, &hash, problems))
        return false;
    if (cache->arena && text_equal(hash, cache->office.hash)) {
        cache->shown = shown;
        return true;
    }
    struct office_cache renewed = {.arena = arena_new(), .shown = shown};
    if (!fill(&renewed, store, problems)) {
        office_cache_dispose(&renewed);
        return false;
    }
    office_cache_dispose(cache);
    *cache = renewed;
    return true;
}

bool office_cache_answer(const struct office_cache *cache, struct text path, struct text *content_type,
                         struct text *content)
{
    if (cache->logo_address.length && text_equal(path, cache->logo_address)) {
        *content_type = TEXT("image/png");
        *content = cache->office.logo;
        return true;
    }
    if (!cache->style_address.length || !text_equal(path, cache->style_address))
        return false;
    *content_type = TEXT("text/css; charset=utf-8");
    *content = cache->style;
    return true;
}
