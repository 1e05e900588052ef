/**
 * Names looked up by hash: ids of questions, forms, students.  A name is found exactly; else but for
 * the case of ASCII letters, and where they may be lost but for leading zeros, if only one is meant.
 */
#ifndef QUESTIONS_SCORE_NAMES_H
#define QUESTIONS_SCORE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NAMES_NONE SIZE_MAX

struct name {
    const char *bytes; /* borrowed */
    size_t length;
};

/** Zero-initialise; names_fini() frees. */
struct names {
    struct name *items; /* owned; in the order in which they were added */
    size_t count, capacity;
    uint32_t *slots; /* owned; private */
    size_t slot_count;
};
void names_fini(struct names *names);
/** Add a name, known or not; its number is `count` before.  False when memory ran out. */
bool names_add(struct names *names, const char *bytes, size_t length);
/** The number of the first name that is exactly so; NAMES_NONE: there is none. */
size_t names_exactly(const struct names *names, const char *bytes, size_t length);
/**
 * The number of the name that is meant.
 * @zeros  leading zeros of a name of digits do not matter
 */
size_t names_find(const struct names *names, const char *bytes, size_t length, bool zeros);

#define NAMES_ZEROS_MAX 255 /* bytes; longer names are never forgiven anything */
/**
 * A name in small letters without zeros that a person does not see the use of: those at the beginning of a
 * number that begins the name or stands behind a letter.  "Q01" is "q1"; of "1.05" and "s1-05" none goes.
 * @length  at most NAMES_ZEROS_MAX
 * @return  the length of `out`, which is not NUL-terminated
 */
size_t names_without_zeros(char out[NAMES_ZEROS_MAX], const char *bytes, size_t length);

#endif
