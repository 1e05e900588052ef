/* See the header. */
#include "questions/tutor/keys.h"

#include <string.h>

#include "questions/item/feedback.h"
#include "questions/tutor/terminal.h"

/* Beside those of the options. */
#define ALL_KEYS     "   h hint  s skip  m mark  ? help"
#define MOST_KEYS    "   h hint  s skip  ? help" /* on a narrow screen */
#define WITHOUT_HINT "   s skip  m mark  ? help"

bool keys_enter(int key)
{
    return key == '\n' || key == '\r';
}

bool keys_leave(int key)
{
    return key == 'q' || key == TERMINAL_END || key == TERMINAL_INTERRUPT;
}

enum step keys_leave_by(int key)
{
    return key == TERMINAL_INTERRUPT ? STEP_INTERRUPTED : STEP_LEAVE;
}

int keys_meant(int key)
{
    return key > 'I' && key <= 'Z' ? key | 0x20 : key;
}

size_t keys_number(size_t number, int key)
{
    const bool digit = key >= '0' && key <= '9';
    return digit && number < 1000 ? number * 10 + (size_t)(key - '0') : 0;
}

void keys_prompt(struct screen *screen, const char *lead, const struct prompt *prompt)
{
    const bool fits = strlen(lead) + strlen(prompt->wide) + 3 <= screen->width;
    screen_put(screen, STYLE_FAINT, lead);
    screen_put(screen, STYLE_FAINT, fits ? prompt->wide : prompt->narrow);
    screen_put(screen, STYLE_PLAIN, " ");
    (void)fflush(screen->file);
}

void keys_echo(struct screen *screen, int key)
{
    const char text[] = {(char)(key >= 0x20 && key < 0x7f ? key : ' '), '\0'};
    screen_put(screen, STYLE_PLAIN, text);
    screen_gap(screen);
}

int keys_ask(struct screen *screen, const char *wide, const char *narrow)
{
    screen_gap(screen);
    keys_prompt(screen, "", &(struct prompt){wide, narrow});
    const int key = terminal_key();
    keys_echo(screen, key);
    return keys_meant(key);
}

static bool prints(int key)
{
    return key > 0x20 && key < 0x7f;
}

void keys_say_idle(struct screen *screen, int key, const char *later)
{
    struct buffer text = {0};
    if (prints(key)) {
        buffer_addf(&text, "\"%c\" %s. ? lists the keys.", key,
                    strchr(later, key) != NULL ? "works after an answer" : "does nothing here");
        screen_wrap(screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    }
    buffer_fini(&text);
}

void keys_say_answered(struct screen *screen, int key)
{
    struct buffer text = {0};
    if (prints(key)) {
        buffer_addf(
            &text,
            "\"%c\" does nothing here: the question is answered. Enter goes on, ? lists the "
            "keys.",
            key);
        screen_wrap(screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    }
    buffer_fini(&text);
}

void keys_add_taken(struct buffer *out, const struct question *question, uint32_t chosen)
{
    buffer_add_char(out, '[');
    for (size_t i = 0; i < question->option_count; i++) {
        if ((chosen >> i & 1) != 0) {
            buffer_add_char(out, feedback_letter(i));
        }
    }
    buffer_add_char(out, ']');
}

void keys_say_how_many(struct screen *screen, const struct question *question)
{
    struct buffer text = {0};
    buffer_addf(&text, "Choose %zu options: a letter takes one, the same letter lets it go.",
                question->select);
    screen_wrap(screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    buffer_fini(&text);
}

/* Arrows and the like, and Enter where there is nothing to hand in: the prompt stays as it is. */
static bool says_nothing(const struct question *question, int key)
{
    return key == TERMINAL_LEFT || key == TERMINAL_RIGHT || key == TERMINAL_OTHER ||
           (keys_enter(key) && question->select == 1);
}

int keys_ask_answer(struct screen *screen, const struct question *question, uint32_t chosen,
                    bool hints)
{
    struct buffer text = {0}, narrow = {0};
    if (question->select > 1) {
        buffer_addf(&text, "%zu letters, then Enter  ", question->select);
        keys_add_taken(&text, question, chosen);
        buffer_addf(&narrow, "%zu, Enter ", question->select);
        keys_add_taken(&narrow, question, chosen);
    } else {
        buffer_addf(&text, "Answer A-%c", feedback_letter(question->option_count - 1));
        buffer_add_text(&narrow, "Answer, or ?");
    }
    const bool room = text.length + strlen(ALL_KEYS) + 3 <= screen->width;
    buffer_add_text(&text, !hints ? WITHOUT_HINT : room ? ALL_KEYS : MOST_KEYS);
    screen_gap(screen);
    keys_prompt(screen, "", &(struct prompt){buffer_text(&text), buffer_text(&narrow)});
    int key;
    do {
        key = terminal_key();
    } while (says_nothing(question, key));
    keys_echo(screen, key);
    buffer_fini(&text);
    buffer_fini(&narrow);
    return keys_meant(key);
}
