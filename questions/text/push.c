/* See the header. */
#include "questions/text/push.h"

#include <errno.h>
#include <stdbool.h>

int push_out(FILE *file, const char *bytes, size_t length)
{
    errno = 0;
    const bool whole = length == 0 || fwrite(bytes, 1, length, file) == length;
    if (whole && fflush(file) == 0 && ferror(file) == 0) {
        return 0;
    }
    return errno != 0 ? errno : EIO;
}
