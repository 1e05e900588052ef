/** SHA-256 (FIPS 180-4): the digest that ties banks and answers to a pack. */
#ifndef QUESTIONS_TEXT_SHA256_H
#define QUESTIONS_TEXT_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_HEX_SIZE 65 /* 64 hexadecimal digits and a NUL */

/** Write the digest of `length` bytes as lower-case hexadecimal to `hex`. */
void sha256_hex(const void *bytes, size_t length, char hex[SHA256_HEX_SIZE]);

/** A digest of bytes that come piece by piece; sha256_init() begins it, all in it is private. */
struct sha256 {
    uint32_t hash[8];
    unsigned char rest[64]; /* bytes that make no whole block yet */
    uint64_t length;        /* bytes so far */
    bool plain;             /* without the processor's own instructions */
};
void sha256_init(struct sha256 *sha);
/** The same without instructions that only some processors have; for tests. */
void sha256_init_plain(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *bytes, size_t length);
/** The digest of all so far; more may be added afterwards. */
void sha256_end(const struct sha256 *sha, char hex[SHA256_HEX_SIZE]);

#endif
