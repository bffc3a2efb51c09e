// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/page_shelf.h"

#include "base/memory.h"
#include "base/text_map.h"

#include <pthread.h>

// One piece of memory, so that to copy it is one step: the headers, and the texts to which they and the rest point.
struct shelf_page {
    struct shelf_time time;
    struct http_response response; // its texts are in the piece
    size_t bytes;
};

struct page_shelf {
    pthread_mutex_t mutex; // over all that follows
    size_t bytes_most;
    int64_t version; // of all pages
    struct arena *arena;
    struct text_map pages; // to indices, by token and path
    ARRAY_OF(struct shelf_page) list;
};

static void clear(struct page_shelf *shelf, int64_t version)
{
    arena_free(shelf->arena); // not reset: what people read does not stay in memory that waits
    shelf->arena = arena_new();
    text_map_init(&shelf->pages, shelf->arena);
    shelf->list.items = NULL;
    shelf->list.count = shelf->list.capacity = 0;
    shelf->version = version;
}

struct page_shelf *page_shelf_new(size_t bytes_most)
{
    struct page_shelf *shelf = memory_allocate_zeroed(1, sizeof *shelf);
    pthread_mutex_init(&shelf->mutex, NULL);
    shelf->bytes_most = bytes_most;
    clear(shelf, 0);
    return shelf;
}

void page_shelf_free(struct page_shelf *shelf)
{
    if (!shelf)
        return;
    arena_free(shelf->arena);
    pthread_mutex_destroy(&shelf->mutex);
    memory_free(shelf);
}

static char *add(char **end, struct text text)
{
    char *begin = *end;
    if (text.length)
        memcpy(begin, text.bytes, text.length);
    *end += text.length;
    return begin;
}

// No token, and no path, has a blank.
static struct text key_text(struct arena *arena, struct shelf_key key)
{
    char *bytes = arena_allocate(arena, key.token.length + 1 + key.path.length, 1), *end = bytes;
    add(&end, key.token);
    add(&end, TEXT(" "));
    add(&end, key.path);
    return (struct text){bytes, (size_t)(end - bytes)};
}

static size_t bytes_of(const struct http_response *response)
{
    size_t bytes = response->headers.count * sizeof(struct http_header) + response->content_type.length +
                   response->body.length;
    for (size_t i = 0; i < response->headers.count; i++)
        bytes += response->headers.items[i].name.length + response->headers.items[i].value.length;
    return bytes;
}

static struct shelf_page pack(struct arena *arena, struct shelf_time time,
                              const struct http_response *response)
{
    struct shelf_page page = {time, {.status = response->status}, bytes_of(response)};
    size_t count = response->headers.count;
    struct http_header *headers = arena_allocate(arena, page.bytes, alignof(struct http_header));
    char *end = (char *)(headers + count);
    for (size_t i = 0; i < count; i++) {
        struct http_header header = response->headers.items[i];
        headers[i].name = (struct text){add(&end, header.name), header.name.length};
        headers[i].value = (struct text){add(&end, header.value), header.value.length};
    }
    page.response.headers.items = headers;
    page.response.headers.count = page.response.headers.capacity = count;
    page.response.content_type = (struct text){add(&end, response->content_type),
                                               response->content_type.length};
    page.response.body = (struct text){add(&end, response->body), response->body.length};
    return page;
}

static struct text moved(struct text text, const void *from, const void *to)
{
    return (struct text){(const char *)to + (text.bytes - (const char *)from), text.length};
}

static struct http_response unpack(struct arena *arena, const struct shelf_page *page)
{
    struct http_response response = page->response;
    const void *from = response.headers.items;
    struct http_header *headers = arena_allocate(arena, page->bytes, alignof(struct http_header));
    memcpy(headers, from, page->bytes);
    for (size_t i = 0; i < response.headers.count; i++) {
        headers[i].name = moved(headers[i].name, from, headers);
        headers[i].value = moved(headers[i].value, from, headers);
    }
    response.headers.items = headers;
    response.content_type = moved(response.content_type, from, headers);
    response.body = moved(response.body, from, headers);
    return response;
}

static bool find(const struct page_shelf *shelf, struct text key, int64_t version, int64_t at,
                 struct arena *arena, struct http_response *response)
{
    size_t index;
    if (version != shelf->version || !text_map_find(&shelf->pages, key, &index))
        return false;
    const struct shelf_page *page = &shelf->list.items[index];
    if (at < page->time.from || at >= page->time.until)
        return false;
    *response = unpack(arena, page);
    return true;
}

bool page_shelf_find(struct page_shelf *shelf, struct shelf_key key, int64_t version, int64_t at,
                     struct arena *arena, struct http_response *response)
{
    struct text words = key_text(arena, key);
    pthread_mutex_lock(&shelf->mutex);
    bool found = find(shelf, words, version, at, arena, response);
    pthread_mutex_unlock(&shelf->mutex);
    return found;
}

static void put(struct page_shelf *shelf, struct shelf_key key, struct shelf_time time,
                const struct http_response *response)
{
    size_t index = shelf->list.count, there;
    struct shelf_page page = pack(shelf->arena, time, response);
    if (text_map_put(&shelf->pages, key_text(shelf->arena, key), index, &there))
        *ARRAY_APPEND(shelf->arena, &shelf->list) = page;
    else
        shelf->list.items[there] = page;
}

void page_shelf_put(struct page_shelf *shelf, struct shelf_key key, int64_t version, struct shelf_time time,
                    const struct http_response *response)
{
    size_t bytes = bytes_of(response);
    pthread_mutex_lock(&shelf->mutex);
    if (version > shelf->version || arena_bytes(shelf->arena) + bytes > shelf->bytes_most)
        clear(shelf, version > shelf->version ? version : shelf->version);
    if (version == shelf->version && bytes < shelf->bytes_most)
        put(shelf, key, time, response);
    pthread_mutex_unlock(&shelf->mutex);
}
