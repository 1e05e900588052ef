/* What a line is expected to begin with. */
#include <string.h>

#include "questions/score/answers_private.h"

struct pattern pattern_of(const char *bytes, size_t length)
{
    struct pattern p = {.bits = 0xffff};
    if (length > sizeof p.bytes) {
        memset(p.bytes, 0xff, sizeof p.bytes); /* no UTF-8 */
        return p;
    }
    memcpy(p.bytes, bytes, length);
    p.bits = (UINT32_C(1) << length) - 1;
    p.length = (uint32_t)length;
    return p;
}

void student_remember(struct last_student *last, const char *bytes, size_t length)
{
    struct pattern *const start = &last->start;
    last->bytes = bytes;
    last->length = (uint32_t)length;
    memcpy(start->bytes, bytes, sizeof start->bytes); /* what is behind the id does not matter */
    start->length = length < sizeof start->bytes ? (uint32_t)length : sizeof start->bytes;
    start->bits = (UINT32_C(1) << start->length) - 1;
}
