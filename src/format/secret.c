// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/secret.h"

#include "format/libsodium.h"

#include <assert.h>

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    PROOF_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES
};
static_assert(NONCE_BYTES + PROOF_BYTES == SECRET_SEALED_MORE, "what sealing adds");
static_assert(SECRET_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "length of a key");
static_assert((size_t)SECRET_KEY_BYTES <= (size_t)HASH_BLOCK_BYTES, "a longer key would be hashed first");

static const unsigned char *octets(struct text text)
{
    return (const unsigned char *)(text.bytes ? text.bytes : "");
}

void secret_random(void *bytes, size_t count)
{
    randombytes_buf(bytes, count);
}

struct secret_key secret_key_new(void)
{
    struct secret_key key;
    secret_random(key.bytes, sizeof key.bytes);
    return key;
}

// HMAC (FIPS 198-1, RFC 2104): the hash of the key, changed in two ways, before the text and before the hash of that. By
// hash.h and not by the library, whose own takes several times as long where the processor can do it.
static struct hash hash_behind_key(const struct secret_key *key, unsigned char change, struct text text)
{
    unsigned char block[HASH_BLOCK_BYTES];
    struct hash_stream stream;
    memset(block, change, sizeof block);
    for (size_t i = 0; i < SECRET_KEY_BYTES; i++)
        block[i] ^= key->bytes[i];
    hash_begin(&stream);
    hash_add(&stream, (struct text){(const char *)block, sizeof block});
    hash_add(&stream, text);
    struct hash hash = hash_end(&stream);
    secret_forget(block, sizeof block);
    secret_forget(&stream, sizeof stream);
    return hash;
}

struct hash secret_sign(const struct secret_key *key, struct text text)
{
    struct hash inner = hash_behind_key(key, 0x36, text);
    struct hash signature = hash_behind_key(key, 0x5c, (struct text){(const char *)inner.bytes, HASH_BYTES});
    secret_forget(&inner, sizeof inner);
    return signature;
}

struct secret_key secret_key_for(const struct secret_key *key, const char *purpose)
{
    struct hash signature = secret_sign(key, text_from(purpose));
    struct secret_key derived;
    memcpy(derived.bytes, signature.bytes, sizeof derived.bytes);
    secret_forget(&signature, sizeof signature);
    return derived;
}

bool secret_same(struct text a, struct text b)
{
    return a.length == b.length && sodium_memcmp(octets(a), octets(b), a.length) == 0;
}

bool secret_same_hash(struct hash a, struct hash b)
{
    return sodium_memcmp(a.bytes, b.bytes, HASH_BYTES) == 0;
}

void secret_forget(void *bytes, size_t count)
{
    sodium_memzero(bytes, count);
}

struct text secret_seal(struct arena *arena, const struct secret_key *key, struct text plain,
                        struct text context)
{
    unsigned char *sealed = arena_allocate(arena, plain.length + SECRET_SEALED_MORE, 1);
    unsigned long long length = 0;
    secret_random(sealed, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_BYTES, &length, octets(plain), plain.length,
                                               octets(context), context.length, NULL, sealed, key->bytes);
    return (struct text){(const char *)sealed, NONCE_BYTES + (size_t)length};
}

bool secret_open(struct arena *arena, const struct secret_key *key, struct text sealed, struct text context,
                 struct text *plain)
{
    if (sealed.length < SECRET_SEALED_MORE)
        return false;
    unsigned char *opened = arena_allocate(arena, sealed.length - SECRET_SEALED_MORE + 1, 1);
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(opened, &length, NULL, octets(sealed) + NONCE_BYTES,
                                                   sealed.length - NONCE_BYTES, octets(context),
                                                   context.length, octets(sealed), key->bytes) != 0)
        return false;
    *plain = (struct text){(const char *)opened, (size_t)length};
    return true;
}
