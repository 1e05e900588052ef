/* See the header. */
#include "questions/tutor/lines.h"

#include <stdlib.h>
#include <string.h>

#include "engine/short_text.h"
#include "questions/text/buffer.h"
#include "questions/text/push.h"
#include "questions/text/screen.h"

void lines_fini(struct lines *lines)
{
    free(lines->memory);
    *lines = (struct lines){0};
}

const char *lines_next(struct lines *lines, FILE *output)
{
    ssize_t length;
    lines->write_error = push_out(output, "", 0);
    if (lines->write_error != 0) {
        return NULL;
    }
    while ((length = getline(&lines->memory, &lines->size, lines->input)) >= 0) {
        /* A NUL must not hide what stands behind it. */
        for (char *nul; (nul = memchr(lines->memory, '\0', (size_t)length)) != NULL;) {
            *nul = '\x01';
        }
        char *line = lines->memory + strspn(lines->memory, " \t\r\n");
        char *end = lines->memory + length;
        while (end > line && strchr(" \t\r\n", end[-1]) != NULL) {
            *--end = '\0';
        }
        if (*line != '\0') {
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
