/*
 * Aiken: a stem, options, the key, and nothing else; each on one line.
 *
 *     Which way is the most direct?
 *     A. Copy the image
 *     B. Launch it and make an image of the instance
 *     ANSWER: B
 *
 * A line of one character is ignored by Moodle, and a stem that looks like an option or a key is
 * taken for one: such a stem gets a word before it.
 */
#include <string.h>

#include "questions/bank/aiken_read.h"
#include "questions/bank/formats.h"
#include "questions/bank/plain.h"
#include "questions/text/buffer.h"

#define GUARD "Question: "

static const char *impossible(const struct item *item)
{
    const size_t right = item_right_count(item);
    if (item->option_count < 2) {
        return "the question (it has fewer than two options)";
    }
    if (right == 0) {
        return "the question (no option is right)";
    }
    return right > 1 ? "the question (it has several right answers)" : NULL;
}

/* Would this stem be overlooked, or taken for something else? */
static bool needs_guard(const char *stem)
{
    const struct plain walk = plain_trimmed(stem);
    const bool label = walk.left >= 2 && walk.at[0] >= 'A' && walk.at[0] <= 'Z' &&
                       (walk.at[1] == '.' || walk.at[1] == ')');
    const bool key = walk.left >= 7 && memcmp(walk.at, "ANSWER:", 7) == 0;
    return walk.left < 2 || label || key;
}

static bool write_item(struct writing *w, const struct item *item)
{
    if (impossible(item) != NULL) {
        return true;
    }
    buffer_add_text(w->out, needs_guard(item->stem) ? GUARD : "");
    plain_add_line(w->out, item->stem);
    buffer_add_char(w->out, '\n');
    char key = 'A';
    for (size_t i = 0; i < item->option_count; i++) {
        buffer_addf(w->out, "%c. ", item_letter(i));
        plain_add_line(w->out, plain_or_dash(item->options[i].text));
        buffer_add_char(w->out, '\n');
        key = item->options[i].correct ? item_letter(i) : key;
    }
    if (!w->options->no_key) {
        buffer_addf(w->out, "ANSWER: %c\n", key);
    }
    buffer_add_char(w->out, '\n');
    return !w->out->failed;
}

static void check(const struct item *item, struct losses *losses)
{
    const char *why = impossible(item);
    if (why != NULL) {
        losses_add(losses, LOSS_DROPPED, item, why);
        return;
    }
    plain_check(item, 0, losses);
    if (needs_guard(item->stem)) {
        losses_add(losses, LOSS_SPOILED, item, "a stem that would be taken for something else");
    }
}

const struct format format_aiken = {
    .name = "aiken",
    .suffix = ".txt",
    .says = "Aiken text: one right answer, no feedback",
    .item = write_item,
    .check = check,
    .read = aiken_read,
};
