/* See the header. */
#include "questions/commands/text_cursor.h"

#include <stdbool.h>
#include <string.h>

#include "engine/diag.h"

void text_cursor_go(struct text_cursor *cursor, const struct source_text *text, size_t offset)
{
    if (cursor->line == 0 || offset < cursor->offset) {
        const bool mark = text->length >= 3 && memcmp(text->bytes, "\xef\xbb\xbf", 3) == 0;
        *cursor = (struct text_cursor){mark ? 3 : 0, text->first_line, 1};
    }
    for (; cursor->offset < offset && cursor->offset < text->length; cursor->offset++) {
        const unsigned char byte = (unsigned char)text->bytes[cursor->offset];
        if (byte == '\n') {
            cursor->line++;
            cursor->column = 1;
        } else if ((byte & 0xc0) != 0x80) { /* a later byte of a character counts with its first */
            cursor->column++;
        }
    }
}
