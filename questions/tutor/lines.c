/* See the header. */
#include "questions/tutor/lines.h"

#include <stdlib.h>
#include <string.h>

void lines_fini(struct lines *lines)
{
    free(lines->memory);
    *lines = (struct lines){0};
}

const char *lines_next(struct lines *lines, FILE *output)
{
    ssize_t length;
    if (fflush(output) != 0 || ferror(output) != 0) {
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
