// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/manifest.h"

#include "temporary.h"
#include "test.h"

struct verifying {
    struct arena *arena;
    struct problems problems;
    struct buffer manifest;
};

static struct verifying begin(void)
{
    struct verifying v = {.arena = arena_new()};
    problems_init(&v.problems, v.arena);
    manifest_add(&v.manifest, TEXT("a b.en.html"), TEXT("abc"));
    manifest_add(&v.manifest, TEXT("r.cy.pdf"), TEXT("def"));
    return v;
}

static void end(struct verifying *v)
{
    buffer_dispose(&v->manifest);
    arena_free(v->arena);
}

static bool verify(struct verifying *v, struct text manifest, const char *name, const char *content)
{
    return manifest_verify(v->arena, TEXT("r.sha256"), manifest, text_from(name), text_from(content),
                           &v->problems);
}

TEST(a_manifest_is_what_sha256sum_writes)
{
    struct verifying v = begin();
    assert_true(text_starts(
        buffer_text(&v.manifest),
        TEXT(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a b.en.html\n"))); // FIPS 180-4: "abc"
    assert_true(verify(&v, buffer_text(&v.manifest), "a b.en.html", "abc"));
    assert_true(verify(&v, buffer_text(&v.manifest), "r.cy.pdf", "def"));
    assert_true(verify(&v, TEXT("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad *x\r\n"),
                       "x", "abc"));
    end(&v);
}

TEST(another_content_another_name_and_what_is_no_manifest_are_told_apart)
{
    static const struct {
        const char *name, *content, *what;
    } wrong[] = {
        {"r.cy.pdf", "abc", "this is not the file that was published: its SHA-256 is {hash}"},
        {"x.html", "abc", "the manifest lists this very content, but under another name: {name}"},
        {"x.html", "xyz", "the manifest lists no file of this name"},
    };
    struct verifying v = begin();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ASSERT_REFUSED(verify(&v, buffer_text(&v.manifest), wrong[i].name, wrong[i].content), &v.problems,
                       wrong[i].what);
    ASSERT_REFUSED(verify(&v, TEXT("<html>"), "x", "abc"), &v.problems, "this is no line of a manifest");
    ASSERT_REFUSED(verify(&v, TEXT(""), "x", "abc"), &v.problems, "the manifest lists no file of this name");
    end(&v);
}

TEST(a_manifest_that_is_read_says_its_files_and_of_which_document_they_are)
{
    struct verifying v = begin();
    struct manifest read = {0};
    struct text hash = hash_text(v.arena, hash_of(TEXT("abc")));
    manifest_add_content(&v.manifest, LANGUAGE_WELSH, hash);
    buffer_add(&v.manifest, TEXT("# another comment\n# content cy no hash\n# content\n#\n"));
    assert_true(manifest_read(v.arena, TEXT("m"), buffer_text(&v.manifest), &read, &v.problems));
    assert_int_equal(read.files.count, 2);
    assert_text_equal(read.files.items[1].name, "r.cy.pdf");
    assert_true(hash_equal(read.files.items[0].hash, hash_of(TEXT("abc"))));
    assert_true(text_equal(read.content[LANGUAGE_WELSH], hash));
    assert_true(read.content[LANGUAGE_ENGLISH].length == 0);
    assert_true(verify(&v, buffer_text(&v.manifest), "r.cy.pdf", "def"));
    end(&v);
}
