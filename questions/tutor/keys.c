/* See the header. */
#include "questions/tutor/keys.h"

#include <string.h>

#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/tutor/terminal.h"

/* Beside those of the options. */
#define ALL_KEYS     "   h hint  s skip  m mark  ? help"
#define MOST_KEYS    "   h hint  s skip  ? help" /* on a narrow screen */
#define WITHOUT_HINT "   s skip  m mark  ? help"

void keys_prompt(struct screen *screen, const char *text, const char *narrow)
{
    const bool fits = strlen(text) + 3 <= screen->width;
    screen_gap(screen);
    screen_put(screen, STYLE_FAINT, fits ? text : narrow);
    screen_put(screen, STYLE_PLAIN, " ");
    (void)fflush(screen->file);
}

void keys_echo(struct screen *screen, int key)
{
    const char text[] = {(char)(key >= 0x20 && key < 0x7f ? key : ' '), '\0'};
    screen_put(screen, STYLE_PLAIN, text);
    screen_gap(screen);
}

/* The letters taken so far, between brackets. */
static void add_taken(const struct question *q, uint32_t chosen, struct buffer *text)
{
    buffer_add_char(text, '[');
    for (size_t i = 0; i < q->option_count; i++) {
        if ((chosen >> i & 1) != 0) {
            buffer_add_char(text, feedback_letter(i));
        }
    }
    buffer_add_char(text, ']');
}

void keys_question(struct screen *screen, const struct question *question, uint32_t chosen,
                   bool hints)
{
    struct buffer text = {0}, narrow = {0};
    if (question->select > 1) {
        buffer_addf(&text, "%zu letters, then Enter  ", question->select);
        add_taken(question, chosen, &text);
        buffer_addf(&narrow, "%zu, Enter ", question->select);
        add_taken(question, chosen, &narrow);
    } else {
        buffer_addf(&text, "Answer A-%c", feedback_letter(question->option_count - 1));
        buffer_add_text(&narrow, "Answer, or ?");
    }
    const bool room = text.length + strlen(ALL_KEYS) + 3 <= screen->width;
    buffer_add_text(&text, !hints ? WITHOUT_HINT : room ? ALL_KEYS : MOST_KEYS);
    keys_prompt(screen, buffer_text(&text), buffer_text(&narrow));
    buffer_fini(&text);
    buffer_fini(&narrow);
}

bool keys_enter(int key)
{
    return key == '\n' || key == '\r';
}

bool keys_leave(int key)
{
    return key == 'q' || key == TERMINAL_END || key == TERMINAL_INTERRUPT;
}
