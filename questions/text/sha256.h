/** SHA-256 (FIPS 180-4) of bytes in memory: the digest that ties banks and answers to a pack. */
#ifndef QUESTIONS_TEXT_SHA256_H
#define QUESTIONS_TEXT_SHA256_H

#include <stddef.h>

#define SHA256_HEX_SIZE 65 /* 64 hexadecimal digits and a NUL */

/** Write the digest of `length` bytes as lower-case hexadecimal to `hex`. */
void sha256_hex(const void *bytes, size_t length, char hex[SHA256_HEX_SIZE]);

#endif
