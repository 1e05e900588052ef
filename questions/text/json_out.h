/**
 * JSON written piece by piece into a buffer: commas and escapes are put in here, and nowhere else.
 * Output is one line without spaces, UTF-8; bytes that are not UTF-8 become U+FFFD, so that what we
 * write can always be read.  Characters that a terminal must not get (questions/text/safe.h) are
 * written as \uXXXX, which loses nothing.
 */
#ifndef QUESTIONS_TEXT_JSON_OUT_H
#define QUESTIONS_TEXT_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_EXACT_MAX ((uint64_t)1 << 53)

struct buffer; /* questions/text/buffer.h */

/** Zero but for `out` to begin: `struct json_out j = {.out = &buffer};`. */
struct json_out {
    struct buffer *out;
    bool comma; /* the next value or key needs a comma before it */
};

void json_object_begin(struct json_out *j);
void json_object_end(struct json_out *j);
void json_array_begin(struct json_out *j);
void json_array_end(struct json_out *j);
/** A member's name; exactly one value must follow. */
void json_key(struct json_out *j, const char *key);
/** A string, or null when text is NULL. */
void json_string(struct json_out *j, const char *text);
void json_string_n(struct json_out *j, const char *bytes, size_t length);
void json_bool(struct json_out *j, bool value);
void json_null(struct json_out *j);
void json_int(struct json_out *j, int64_t value);
/** A whole number that must not lose a digit: beyond 2^53, where many programs do, as a text. */
void json_exact(struct json_out *j, uint64_t number);
/**
 * 15 significant digits at most (printf's %.15g, so whole numbers below 1e15 have no exponent),
 * with '.' in every locale; null when not finite.
 */
void json_number(struct json_out *j, double value);

/* A member and its value in one call. */
void json_member_string(struct json_out *j, const char *key, const char *text);
void json_member_bool(struct json_out *j, const char *key, bool value);
void json_member_int(struct json_out *j, const char *key, int64_t value);
void json_member_number(struct json_out *j, const char *key, double value);

#endif
