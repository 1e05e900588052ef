/* See the header. */
#include "questions/tutor/pages.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "questions/tutor/keys.h"
#include "questions/tutor/terminal.h"

#define ROWS_MIN 6 /* of a window; a smaller one scrolls */

/* Rows that a line takes: an address may be longer than one.  Colours (ESC [ ... m) take no room. */
static size_t rows_of(const char *line, size_t width)
{
    size_t columns = 0;
    for (; *line != '\0' && *line != '\n'; line++) {
        if (*line == '\x1b') {
            line += strcspn(line, "m\n");
            line -= *line != 'm';
        } else {
            columns += ((unsigned char)*line & 0xc0) != 0x80;
        }
    }
    assert(width > 0);
    return columns <= width ? 1 : (columns + width - 1) / width;
}

/* Behind the lines that fit into so many rows, one at least; or the end. */
static const char *skip_rows(const char *text, size_t rows, size_t width)
{
    size_t used = 0;
    while (*text != '\0' && (used == 0 || used + rows_of(text, width) <= rows)) {
        const size_t length = strcspn(text, "\n");
        used += rows_of(text, width);
        text += length + (text[length] == '\n');
    }
    return text;
}

/* Wait at the end of a page; false: enough was read. */
static bool turn(struct screen *screen, bool last)
{
    const struct prompt more = {"Enter more   q skip the rest", "Enter more, q"};
    const struct prompt back = {"Enter back to the question", "Enter back"};
    for (;;) {
        keys_prompt(screen, "", last ? &back : &more);
        const int key = terminal_key();
        keys_echo(screen, key);
        if (keys_leave(key)) {
            return false;
        }
        if (keys_enter(key) || key == ' ') {
            return true;
        }
    }
}

/* The end of a page: where a gap stands in its last third, there, so that a heading keeps its lines. */
static const char *end_of_page(const char *text, size_t rows, size_t width)
{
    const char *end = skip_rows(text, rows, width);
    const char *least = skip_rows(text, rows - rows / 3, width);
    for (const char *at = end; *end != '\0' && at > least; at--) {
        if (at[-1] == '\n' && at[-2] == '\n') {
            return at;
        }
    }
    return end;
}

static void show(struct screen *screen, const char *text, size_t after)
{
    size_t rows = screen_rows(screen);
    const size_t room = rows > after ? rows - after : 1;
    if (!screen->terminal || rows == 0 || *skip_rows(text, room, screen->width) == '\0') {
        (void)fputs(text, screen->file);
        return;
    }
    bool goes_on = true;
    while (goes_on && *text != '\0') {
        const char *end =
            end_of_page(text, (rows > ROWS_MIN ? rows : ROWS_MIN) - PAGES_PROMPT, screen->width);
        const bool last = *end == '\0';
        (void)fwrite(text, 1, (size_t)(end - text), screen->file);
        text = end;
        goes_on = (last && after <= PAGES_PROMPT) || turn(screen, last);
        rows = screen_rows(screen); /* the window may have changed */
    }
}

void pages_begin(struct pages *pages, struct screen *screen)
{
    *pages = (struct pages){.screen = *screen, .real = screen};
    pages->memory = open_memstream(&pages->text, &pages->length);
    pages->screen.file = pages->memory != NULL ? pages->memory : screen->file;
}

bool pages_end(struct pages *pages, size_t after)
{
    const bool whole = pages->memory == NULL || fclose(pages->memory) == 0;
    if (pages->memory != NULL && whole) {
        show(pages->real, pages->text, after);
    }
    free(pages->text);
    return whole;
}
