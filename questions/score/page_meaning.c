/* The figures of a question in words, for somebody who never heard of item analysis. */
#include "questions/score/page_private.h"

#include <math.h>

#include "questions/item/subject.h"

/* The places of option rows of a question, by option; NULL where there is none. */
static const struct option_result *choice_of(const struct results *results, size_t question,
                                             size_t option)
{
    for (size_t c = results->choice_first[question]; c < results->choice_first[question + 1]; c++) {
        if (results->choices[c].of_options && results->choices[c].option == option) {
            return &results->choices[c];
        }
    }
    return NULL;
}

/* What a guesser gets right: one right set of the options' size; 0 where nothing can be said. */
static double guess_share(const struct scored *scored, size_t question)
{
    const struct key_question *key = &scored_key(scored)->questions[question];
    const size_t options = sheet_options(scored->results->sheet, question);
    const bool single = key->right_count > 0 && (key->right[0] & (key->right[0] - 1)) == 0;
    return single && options > 0 ? (double)key->right_count / (double)options : 0;
}

/* Each of several right options is drawn as right, but alone none of them earns anything. */
static void say_together(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct key_question *key = &scored_key(scored)->questions[question];
    const uint32_t set = key->right_count == 1 ? key->right[0] : 0;
    const size_t size = (size_t)__builtin_popcount(set);
    if (size > 1 && (key->choose == 0 || key->choose == size) &&
        scored->results->options.credit.scheme == CREDIT_ALL_OR_NOTHING) {
        buffer_add_text(out, "<p><b>It takes</b> ");
        scored_letters(out, set);
        buffer_add_text(out, " together to earn the points: ");
        summary_count(out, scored->results->items[question].correct);
        buffer_add_text(out, " of ");
        summary_count(out, scored->results->items[question].presented);
        buffer_add_text(out, " did.</p>\n");
    }
}

static void say_facility(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct item_result *r = &scored->results->items[question];
    const double guess = guess_share(scored, question);
    if (!isfinite(r->facility)) {
        return;
    }
    buffer_add_text(out, "<p><b>How hard it was.</b> ");
    summary_share(out, r->facility, 1);
    buffer_add_text(out, " of its points were earned. ");
    if (r->correct == 0 && r->facility <= 0) {
        buffer_add_text(out, "Nobody has it right.");
    } else if (r->facility > 0.95) {
        buffer_add_text(out, "Nearly everybody has it right, so it tells nobody apart.");
    } else if (results_at_most(fmax(0, r->facility), r->presented) < guess) {
        buffer_add_text(out, "That is less than guessing would give (");
        summary_share(out, guess, 1);
        buffer_add_text(out, "): the class is not just unsure, it believes something else.");
    } else if (r->facility < guess) {
        buffer_add_text(out, "That is no more than guessing would give (");
        summary_share(out, guess, 1);
        buffer_add_text(out, ").");
    } else if (r->facility < 0.3) {
        buffer_add_text(out, "It was very hard.");
    } else if (r->facility < 0.8) {
        buffer_add_text(out, "That is a good middle: such questions tell most about who knows.");
    } else {
        buffer_add_text(out, "It was easy.");
    }
    buffer_add_text(out, "</p>\n");
}

/* Steps as in Ebel and Frisbie, Essentials of Educational Measurement (5th ed. 1991), chapter 13. */
static const char *rest_words(double rest, double noise)
{
    return rest < -noise
               ? "Students who do badly in the rest of the test have it right more often than "
                 "those who do well. That is the wrong way round: something is the matter with "
                 "the question, its key, or what was taught."
           : rest < 0 ? "Students who do badly in the rest of the test have it right no less often "
                        "than those who do well; in a class of this size that may be chance."
           : rest < 0.1 ? "Whether somebody has it right says next to nothing about how they do in "
                          "the rest of the test."
           : rest < 0.2 ? "It has a little to do with the rest of the test."
           : rest < 0.4
               ? "Students who do well in the rest of the test have it right more often, as "
                 "it should be."
               : "It tells clearly who does well in the rest of the test and who does not.";
}

static void say_rest(struct buffer *out, const struct item_result *r)
{
    buffer_add_text(out, "<p><b>Does it go with the rest?</b> ");
    if (!isfinite(r->item_rest)) {
        buffer_add_text(out, "That cannot be said: it takes students who differ, here and in the "
                             "rest.</p>\n");
        return;
    }
    buffer_add_text(out, rest_words(r->item_rest, results_noise(r->presented)));
    buffer_add_text(out, " The correlation is ");
    summary_number(out, r->item_rest, 2);
    buffer_add_text(out, ".</p>\n");
}

/* Better students chose another option than the key. */
static void say_other(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct results *results = scored->results;
    const struct item_result *r = &results->items[question];
    const struct key_question *key = &scored_key(scored)->questions[question];
    const struct option_result *other = choice_of(results, question, r->flag_option);
    if ((r->flags & (unsigned)FLAG_BEST_CHOSE_OTHER) == 0 || other == NULL) {
        return;
    }
    buffer_addf(out,
                "<p class=\"look\"><b>Look at this.</b> %c counts as wrong, and yet it drew "
                "better students than the key: those who chose it have ",
                item_letter(r->flag_option));
    summary_number(out, other->mean_points, 1);
    buffer_add_text(out, " points in all, on average. ");
    if ((r->flags & (unsigned)FLAG_TODAY) != 0) {
        const struct subject *subject = scored_subject(scored);
        buffer_add_text(out, "It is what holds by another edition of the rules");
        if (subject != NULL && subject->pack->sibling_label != NULL) {
            buffer_add_text(out, ", <q dir=\"auto\">");
            html_text(out, subject->pack->sibling_label);
            buffer_add_text(out, "</q>");
        }
        buffer_add_text(out, ": say in class which one the test goes by.");
    } else if (key->proved) {
        buffer_add_text(out,
                        "The key follows from the rules and is not in doubt. Read the wording: "
                        "what makes good students choose it?");
    } else {
        buffer_add_text(out, "The key was typed by somebody: check it first, then the wording.");
    }
    buffer_add_text(out, "</p>\n");
}

static void say_unused(struct buffer *out, const struct item_result *r)
{
    if ((r->flags & (unsigned)FLAG_UNUSED_OPTION) != 0) {
        buffer_add_text(out, "<p><b>Nobody chose</b> ");
        scored_letters(out, r->flag_unused);
        buffer_add_text(out, ": it could be left out, or replaced by something that somebody might "
                             "believe.</p>\n");
    }
}

static void say_blank(struct buffer *out, const struct item_result *r)
{
    if (r->presented == 0 || (double)r->omitted < 0.05 * (double)r->presented) {
        return;
    }
    buffer_add_text(out, "<p><b>Left out</b> by ");
    summary_count(out, r->omitted);
    buffer_add_text(out, " of ");
    summary_count(out, r->presented);
    if (r->not_reached > 0) {
        buffer_add_text(out, "; ");
        summary_count(out, r->not_reached);
        buffer_add_text(out, " of them answered nothing after it, and may have run out of time");
    }
    buffer_add_text(out, ".</p>\n");
}

/* The wrong option chosen most, and the belief behind it. */
static void say_belief(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct results *results = scored->results;
    const struct option_result *most = NULL;
    for (size_t c = results->choice_first[question]; c < results->choice_first[question + 1]; c++) {
        const struct option_result *choice = &results->choices[c];
        if (choice->of_options && !choice->correct && choice->chosen > 0 &&
            (most == NULL || choice->chosen > most->chosen)) {
            most = choice;
        }
    }
    for (size_t b = 0; most != NULL && b < score_belief_count(results->beliefs); b++) {
        const struct score_belief *belief = score_belief(results->beliefs, b);
        if (!belief->other_edition && belief->believes != NULL &&
            (score_belief_options(results->beliefs, b, question) >> most->option & 1) != 0) {
            buffer_addf(out,
                        "<p><b>Why %c?</b> It is what one answers who believes <q dir=\"auto\">",
                        item_letter(most->option));
            page_belief(out, belief);
            buffer_add_text(out, "</q>.");
            if (belief->correct != NULL) {
                buffer_add_text(out, " What holds: <span dir=\"auto\">");
                page_cut(out, belief->correct, 1000);
                buffer_add_text(out, "</span>");
            }
            buffer_add_text(out, "</p>\n");
            return;
        }
    }
}

void page_meaning(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct item_result *r = &scored->results->items[question];
    buffer_add_text(out, "<div class=\"meaning\">\n");
    say_other(out, scored, question);
    say_together(out, scored, question);
    say_facility(out, scored, question);
    say_rest(out, r);
    say_belief(out, scored, question);
    say_unused(out, r);
    say_blank(out, r);
    buffer_add_text(out, "</div>\n");
}
