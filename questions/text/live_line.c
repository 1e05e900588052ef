/* One byte after the other: stdio has them at hand; see the header. */
#include "questions/text/live_line.h"

bool live_line_read(FILE *input, size_t most, struct buffer *line)
{
    bool any = false;
    buffer_clear(line);
    for (int c; (c = getc(input)) != EOF;) {
        any = true;
        if (c == '\n') {
            break;
        }
        if (line->length < most && !line->failed) {
            buffer_add_char(line, (char)c);
        }
    }
    return any;
}
