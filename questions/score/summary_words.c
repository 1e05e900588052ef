/* Words and choices that the summary and the page share. */
#include "questions/score/summary.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/text/buffer.h"

#define GUESSER_MORE 1.2 /* so many times a guesser's rate is not worth a word in class */

void summary_count(struct buffer *out, uint64_t number)
{
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            buffer_add_char(out, ',');
        }
        buffer_add_char(out, digits[i]);
    }
}

/* printf's %.*f without its locale, and without zeros at the end. */
void summary_number(struct buffer *out, double value, int decimals)
{
    if (!isfinite(value)) {
        buffer_add_char(out, '-');
        return;
    }
    double scale = 1;
    for (int i = 0; i < decimals; i++) {
        scale *= 10;
    }
    const double rounded = floor(fabs(value) * scale + 0.5);
    if (rounded > 9e15) {
        buffer_addf(out, "%.0f", value);
        return;
    }
    const uint64_t all = (uint64_t)rounded, unit = (uint64_t)scale;
    if (value < 0 && all > 0) {
        buffer_add_char(out, '-');
    }
    summary_count(out, all / unit);
    uint64_t rest = all % unit;
    int places = decimals;
    for (; places > 0 && rest % 10 == 0; places--) {
        rest /= 10;
    }
    if (places > 0) {
        buffer_addf(out, ".%0*" PRIu64, places, rest);
    }
}

void summary_share(struct buffer *out, double part, double whole)
{
    if (!(whole > 0)) {
        buffer_add_char(out, '-');
        return;
    }
    const double percent = 100 * part / whole;
    if (percent > 0 && percent < 0.5) {
        buffer_add_text(out, "under 1 %");
    } else if (percent < 100 && percent >= 99.5) {
        buffer_add_text(out, "over 99 %");
    } else {
        summary_number(out, percent, 0);
        buffer_add_text(out, " %");
    }
}

/* Alpha in the usual steps: Nunnally and Bernstein, Psychometric Theory (1994), section 7: .70 does for
 * early work, .80 for groups, .90 and more where something hangs on it for one person. */
static const char *alpha_words(double exact)
{
    const double alpha = floor(exact * 100 + 0.5) / 100; /* as it is printed */
    return alpha >= 0.9   ? "high enough for decisions about one person"
           : alpha >= 0.8 ? "good"
           : alpha >= 0.7 ? "good enough for a course test"
           : alpha >= 0.5 ? "low: read single scores with care"
                          : "very low: single scores say little";
}

void summary_alpha(struct buffer *out, double alpha)
{
    buffer_add_text(out, "alpha ");
    summary_number(out, alpha, 2);
    buffer_addf(out, ", %s", alpha_words(alpha));
}

void summary_trust(struct buffer *out, const struct class_result *all)
{
    if (!isfinite(all->alpha)) {
        buffer_add_text(out, !all->same_questions
                                 ? "not said: papers have different questions, so there is no alpha"
                                 : "not said: it takes two students who differ and two questions");
        return;
    }
    summary_alpha(out, all->alpha);
    if (isfinite(all->sem)) {
        buffer_add_text(out, "; a score is good to about ");
        summary_number(out, all->sem, 1);
        buffer_add_text(out, " points either way (SEM)");
    }
}

/* ---- Beliefs --------------------------------------------------------------------------------- */

const char *summary_belief_name(const struct score_belief *belief)
{
    return belief->believes != NULL ? belief->believes : belief->id;
}

size_t summary_clause(const char *text)
{
    const size_t length = strlen(text);
    const bool stop = length > 1 && text[length - 1] == '.' && text[length - 2] != '.';
    return stop ? length - 1 : length;
}

bool summary_belief_known(const struct belief_result *r)
{
    return r->held + r->some + r->none > 0;
}

/* Share of those with enough chances that hold it; below all shares where it is not known. */
static double held_share(const struct results *results, size_t belief)
{
    const struct belief_result *r = &results->belief_results[belief];
    if (!summary_belief_known(r)) {
        return -2;
    }
    return score_belief(results->beliefs, belief)->other_edition
               ? -1
               : (double)r->held / (double)(r->held + r->some + r->none);
}

size_t summary_order_beliefs(const struct results *results, size_t order[])
{
    const size_t count = score_belief_count(results->beliefs);
    size_t known = 0;
    for (size_t i = 0; i < count; i++) { /* by insertion: there are few */
        const double share = held_share(results, i);
        size_t place = i;
        for (; place > 0 && held_share(results, order[place - 1]) < share; place--) {
            order[place] = order[place - 1];
        }
        order[place] = i;
        known += summary_belief_known(&results->belief_results[i]) ? 1 : 0;
    }
    return known;
}

size_t summary_best_question(const struct results *results, size_t belief, double *share)
{
    const size_t question = results->belief_results[belief].question;
    *share = 0;
    if (question == KEY_NO_QUESTION) {
        return SIZE_MAX;
    }
    const uint32_t options = score_belief_options(results->beliefs, belief, question);
    for (size_t c = results->choice_first[question]; c < results->choice_first[question + 1]; c++) {
        const struct option_result *choice = &results->choices[c];
        if (choice->of_options && (options >> choice->option & 1) != 0 && choice->share > 0) {
            *share += choice->share;
        }
    }
    return question;
}

/* By how much the share of so many who hold it exceeds a guesser's rate; 0 where that may be chance. */
static double above_guessing(const struct belief_result *r, uint64_t holders)
{
    const uint64_t asked = r->held + r->some + r->none;
    const double share = asked > 0 ? (double)holders / (double)asked : 0;
    return asked > 0 && share > GUESSER_MORE * r->guesser &&
                   results_at_least(share, asked) > r->guesser
               ? share - r->guesser
               : 0;
}

bool summary_belief_clear(const struct belief_result *r)
{
    return above_guessing(r, r->held) > 0;
}

size_t summary_first_belief(const struct results *results)
{
    size_t first = SIZE_MAX;
    double most = 0;
    for (size_t i = 0; i < score_belief_count(results->beliefs); i++) {
        /* Whose answers fit another belief better need to hear about that one. */
        const struct belief_result *r = &results->belief_results[i];
        const double above = above_guessing(r, r->held - r->outdone);
        if (!score_belief(results->beliefs, i)->other_edition && above > most) {
            first = i;
            most = above;
        }
    }
    return first;
}

/* ---- Questions ------------------------------------------------------------------------------- */

#define ID_SHORT 8 /* bytes of an id that a person can keep in mind: "q14" */

void summary_question(struct buffer *out, const struct score_key *key, size_t question)
{
    const char *id = key->questions[question].id;
    if (key->paper_count > 0 || strlen(id) <= ID_SHORT) {
        buffer_add_text(out, id);
    } else {
        buffer_addf(out, "%zu (%s)", question + 1, id);
    }
}

/* ---- Order of questions ---------------------------------------------------------------------- */

/* How urgently a question wants to be looked at: a doubtful key or wording, then what measures little,
 * then what is easily mended. */
static int urgency(unsigned flags)
{
    return (flags & (unsigned)FLAG_BEST_CHOSE_OTHER) != 0     ? 5
           : (flags & (unsigned)FLAG_NEGATIVE) != 0           ? 4
           : (flags & (unsigned)FLAG_WEAK) != 0               ? 3
           : (flags & (unsigned)FLAG_TELLS_NOBODY_APART) != 0 ? 2
           : (flags & (unsigned)FLAG_UNUSED_OPTION) != 0      ? 1
                                                              : 0;
}

/* A number that sorts undefined ones last. */
static double or_last(double value)
{
    return isfinite(value) ? value : 2;
}

static bool before(const struct item_result *items, size_t a, size_t b)
{
    const int more = urgency(items[a].flags) - urgency(items[b].flags);
    const double rest = or_last(items[a].item_rest) - or_last(items[b].item_rest);
    return more != 0 ? more > 0 : rest < 0 || (!(rest > 0) && a < b);
}

/* Merge sort: qsort() takes no context. */
static void sort_items(const struct item_result *items, size_t order[], size_t space[],
                       size_t count)
{
    if (count < 2) {
        return;
    }
    const size_t half = count / 2;
    sort_items(items, order, space, half);
    sort_items(items, order + half, space, count - half);
    memcpy(space, order, count * sizeof *order);
    size_t a = 0, b = half;
    for (size_t i = 0; i < count; i++) {
        const bool left = b == count || (a < half && !before(items, space[b], space[a]));
        order[i] = left ? space[a++] : space[b++];
    }
}

bool summary_order_items(const struct results *results, size_t order[])
{
    const size_t count = sheet_key(results->sheet)->question_count;
    size_t *space = malloc((count + 1) * sizeof *space);
    for (size_t q = 0; q < count; q++) {
        order[q] = q;
    }
    if (space != NULL) {
        sort_items(results->items, order, space, count);
    }
    free(space);
    return space != NULL;
}
