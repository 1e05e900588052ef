/* One slash, wherever a folder and a name meet. */
#include "questions/text/path.h"

#include <string.h>

#include "questions/text/buffer.h"

void path_join(struct buffer *out, const char *folder, const char *name)
{
    size_t length = strlen(folder);
    const bool somewhere = length > 0;
    while (length > 0 && folder[length - 1] == '/') {
        length--;
    }
    buffer_add(out, folder, length);
    buffer_add_text(out, somewhere ? "/" : "");
    buffer_add_text(out, name);
}
