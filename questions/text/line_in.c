/* Blocks cut at line feeds; see the header. */
#include "questions/text/line_in.h"

#include <errno.h>
#include <string.h>

/* What can be taken of the line from the block: at most up to its line feed. */
static void take_piece(struct line_in *in)
{
    const char *piece = in->block + in->at;
    const char *lf = memchr(piece, '\n', in->end - in->at);
    const size_t length = lf == NULL ? in->end - in->at : (size_t)(lf - piece);
    const size_t room = in->most - in->line.length;
    buffer_add(&in->line, piece, length < room ? length : room);
    in->too_long = in->too_long || length > room;
    in->at += length + (lf == NULL ? 0 : 1);
    in->ended = lf != NULL;
}

bool line_in_next(struct line_in *in)
{
    bool any = false;
    buffer_clear(&in->line);
    in->too_long = in->ended = false;
    in->number++;
    while (!in->ended) {
        if (in->at == in->end) {
            errno = 0;
            in->at = 0;
            in->end = feof(in->file) != 0 ? 0 : fread(in->block, 1, sizeof in->block, in->file);
            if (in->end == 0) {
                break;
            }
        }
        any = true;
        take_piece(in);
    }
    if (ferror(in->file)) {
        in->error = errno == 0 ? -1 : errno;
        return false;
    }
    return any;
}

bool line_in_blank(const struct line_in *in)
{
    const char *text = buffer_text(&in->line);
    return strspn(text, " \t\r") == in->line.length;
}

void line_in_fini(struct line_in *in)
{
    buffer_fini(&in->line);
}
