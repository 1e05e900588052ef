/* Nothing could be scored at all: that is one mistake, mostly, and what kind of rejects there are tells which. */
#include <ctype.h>

#include "questions/commands/score_run.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"

#define LOOKED_AT   1000 /* rejects; more say nothing new */
#define HINT_COLUMN 11   /* as in the summary */

void score_none_look(struct score_listening *l, const struct reject *reject)
{
    if (l->lines <= LOOKED_AT) {
        l->kinds[reject->kind]++;
    }
}

/* What more than half of the rejects have in common, and what to do about it; NULL: nothing. */
static const char *advice(const struct score_listening *l)
{
    static const char *const advices[REJECT_KINDS] = {
        [REJECT_NO_MARK] =
            "--marks says that cells are numbers, and these are none: leave it out if "
            "they are answers",
        [REJECT_POINTS] =
            "the marks are more than the questions' points: the key's column points says "
            "how many each has",
        [REJECT_NUMBER] = "the cells are numbers: say --marks if they are points; if they number "
                          "options, write letters, A for 1",
        [REJECT_ROSTER] =
            "these students are not on the roster: are ids written alike in both, leading "
            "zeros, too? --student COLUMN names another column",
        [REJECT_QUESTION] = "the key has none of these questions: is it the key of this exam?",
        [REJECT_CELLS] =
            "rows have more or fewer cells than the header: --separator CHAR says what "
            "stands between them",
    };
    const uint64_t looked = l->lines < LOOKED_AT ? l->lines : LOOKED_AT;
    const char *found = NULL;
    for (size_t i = 0; i < REJECT_KINDS; i++) {
        found = 2 * l->kinds[i] > looked ? advices[i] : found;
    }
    return found;
}

static const char *advice_or_rejects(const struct score_listening *l)
{
    const char *found = advice(l);
    return found != NULL                                ? found
           : l->files[0] != NULL || l->files[1] != NULL ? "rejects.csv says why"
                                                        : "--rejects FILE says why, line by line";
}

bool score_none(const struct score_run *run)
{
    return summary_none(&run->scored);
}

/* Nobody has a point; questions with all credit give some. */
static void add_students(struct buffer *out, const struct class_result *all)
{
    if (all->students == 0 || all->min != 0 || all->max != 0) {
        return;
    }
    if (all->students <= 2) {
        buffer_add_text(out, all->students == 1 ? ": the student stands" : ": both students stand");
    } else {
        buffer_add_text(out, ": all ");
        summary_count(out, all->students);
        buffer_add_text(out, " students stand");
    }
    buffer_add_text(out, " at 0 points");
}

/* "none of the 9 answers given could be scored: all 3 students stand at 0 points" */
static void add_words(struct buffer *out, const struct score_run *run)
{
    const uint64_t given = run->scored.counts.rejected;
    if (given == 1) {
        buffer_add_text(out, "the only answer given could not be scored");
    } else {
        buffer_add_text(out, "none of the ");
        summary_count(out, given);
        buffer_add_text(out, " answers given could be scored");
    }
    add_students(out, &run->results->all);
}

void score_none_print(struct screen *screen, const struct score_run *run)
{
    struct buffer what = {0};
    add_words(&what, run);
    if (!what.failed) {
        what.bytes[0] = (char)toupper((unsigned char)what.bytes[0]);
        screen_wrap(screen, STYLE_WRONG, 0, 2, what.bytes);
        screen_labelled(screen, "Hint", HINT_COLUMN, advice_or_rejects(&run->listening));
        screen_gap(screen);
    }
    buffer_fini(&what);
}

void score_none_warn(struct score_run *run)
{
    struct buffer what = {0};
    if (score_none(run) && !run->context->quiet) {
        add_words(&what, run);
        command_warning(run->context, "%s", buffer_text(&what));
        command_hint(run->context, "%s", advice_or_rejects(&run->listening));
    }
    buffer_fini(&what);
}

void score_most_warn(struct score_run *run)
{
    const struct sheet_counts *c = &run->scored.counts;
    const char *what_to_do = advice(&run->listening);
    if (what_to_do == NULL || score_none(run) || c->rejected <= c->scored - c->blank) {
        return;
    }
    struct buffer what = {0};
    summary_count(&what, c->rejected);
    buffer_add_text(&what, " of ");
    summary_count(&what, c->rejected + c->superseded + c->scored - c->blank);
    if (!run->context->quiet) {
        command_warning(run->context, "%s answers given were rejected", buffer_text(&what));
        command_hint(run->context, "%s", what_to_do);
    }
    buffer_fini(&what);
}
