/* HTML: which of the three pages it is, and what a page cannot show.  A page carries all that a person
 * reads; what only programs read (facts, outcomes, names of beliefs) is in no page, and none is read back. */
#include <stdlib.h>

#include "questions/bank/formats.h"
#include "questions/bank/html_pages.h"
#include "questions/text/html_out.h"

static const struct html_kind *kind_of(const struct writing *w)
{
    if (w->options->no_key) {
        return &html_paper;
    }
    return w->options->paper != NULL ? &html_key : &html_bank;
}

static bool begin(struct writing *w)
{
    struct html_state *state = calloc(1, sizeof *state);
    w->state = state;
    if (state != NULL) {
        kind_of(w)->begin(w, state);
    }
    return state != NULL && !w->out->failed && !state->later.failed;
}

static bool item(struct writing *w, const struct item *item)
{
    struct html_state *state = w->state;
    kind_of(w)->item(w, state, item);
    state->points += item->points;
    return !w->out->failed && !state->later.failed;
}

static bool end(struct writing *w)
{
    struct html_state *state = w->state;
    if (state == NULL) {
        return false;
    }
    kind_of(w)->end(w, state);
    const bool whole = !w->out->failed && !state->later.failed;
    buffer_fini(&state->later);
    free(state);
    w->state = NULL;
    return whole;
}

/* ---- What would be lost -------------------------------------------------------------------- */

static bool holds(const char *text)
{
    return text == NULL || html_holds(text);
}

static bool all_hold(const struct texts *texts)
{
    bool hold = true;
    for (size_t i = 0; hold && i < texts->count; i++) {
        hold = html_holds(texts->items[i]);
    }
    return hold;
}

static void check(const struct item *item, struct losses *losses)
{
    bool hold = holds(item->id) && holds(item->stem) && holds(item->explanation) &&
                holds(item->rule) && all_hold(&item->source);
    for (size_t i = 0; hold && i < item->option_count; i++) {
        hold = holds(item->options[i].text) && holds(item->options[i].feedback);
    }
    if (!hold) {
        losses_add(losses, LOSS_SPOILED, item, "control characters");
    }
}

const struct format format_html = {
    .name = "html",
    .ending = ".html",
    .suffix = ".html",
    .says = "one page to learn from; with --no-key a paper to print",
    .printed = true,
    .begin = begin,
    .item = item,
    .end = end,
    .check = check,
};
