/* Bytes with masks: what a line is expected to begin with, compared as two words. */
#include <string.h>

#include "questions/score/answers_private.h"

struct pattern pattern_of(const char *bytes, size_t length)
{
    unsigned char of[16] = {0};
    char text[16] = {0};
    if (length > sizeof text) {
        return (struct pattern){0};
    }
    memset(of, 0xff, length);
    memcpy(text, bytes, length);
    return (struct pattern){.low = load_8(text),
                            .high = load_8(text + 8),
                            .low_of = load_8((const char *)of),
                            .high_of = load_8((const char *)of + 8),
                            .length = (uint32_t)length};
}

void student_remember(struct last_student *last, const char *bytes, size_t length)
{
    const struct pattern p = pattern_of(bytes, length < 16 ? length : 16);
    last->bytes = bytes;
    last->length = (uint32_t)length;
    last->low = p.low;
    last->high = p.high;
    last->low_of = p.low_of;
    last->high_of = p.high_of;
}
