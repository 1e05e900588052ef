/* See the header. */
#include "questions/tutor/lines.h"

#include <string.h>

#include "engine/short_text.h"
#include "questions/text/live_line.h"
#include "questions/text/push.h"
#include "questions/text/screen.h"

#define SPACE " \t\r\n"

void lines_fini(struct lines *lines)
{
    buffer_fini(&lines->line);
    *lines = (struct lines){0};
}

/* Read a line; false when there are no more, or it cannot go on. */
static bool read_line(struct lines *lines, FILE *output)
{
    lines->write_error = push_out(output, "", 0);
    if (lines->write_error != 0) {
        return false;
    }
    /* One byte more than a line may have: so it is seen to be too long. */
    const bool any = live_line_read(lines->input, LINES_MOST + 1, &lines->line);
    lines->failed = lines->line.failed;
    return any && !lines->failed && ferror(lines->input) == 0;
}

/* The line without outer space, in place. */
static const char *trimmed(struct buffer *line)
{
    if (line->length == 0) {
        return "";
    }
    /* A NUL must not hide what stands behind it. */
    for (char *nul; (nul = memchr(line->bytes, '\0', line->length)) != NULL;) {
        *nul = '\x01';
    }
    char *begin = line->bytes + strspn(line->bytes, SPACE);
    char *end = line->bytes + line->length;
    while (end > begin && strchr(SPACE, end[-1]) != NULL) {
        *--end = '\0';
    }
    return begin;
}

const char *lines_next(struct lines *lines, struct screen *screen)
{
    while (read_line(lines, screen->file)) {
        const char *line = trimmed(&lines->line);
        if (lines->line.length > LINES_MOST) {
            struct buffer text = {0};
            buffer_addf(&text,
                        "A line of more than %d bytes is no answer here: it was passed over.",
                        LINES_MOST);
            screen_wrap(screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
            buffer_fini(&text);
        } else if (*line != '\0') {
            return line;
        }
    }
    return NULL;
}

void lines_not_understood(struct screen *screen, const char *line, size_t select,
                          const char *others)
{
    struct buffer text = {0};
    buffer_addf(&text, "\"%s\" is no answer here. Write ", short_text(line).text);
    if (select > 1) {
        buffer_addf(&text, "the letters of %zu options", select);
    } else {
        buffer_add_text(&text, "the letter of an option");
    }
    buffer_addf(&text, "%s, or ? for help.", others);
    screen_wrap(screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    buffer_fini(&text);
}
