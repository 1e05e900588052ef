/* Plain words for numbers: see the header. */
#include "questions/tutor/present_diagnosis.h"

#include <string.h>

#include "questions/item/feedback.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/present.h"

#define STILL_OPEN   0.05 /* what is at least as likely is named among what is still open */
#define OPEN_AT_MOST 5
#define LABEL_COLUMN 7

static void wrapped(struct screen *screen, enum screen_style style, struct buffer *text)
{
    screen_wrap(screen, style, 0, 0, buffer_text(text));
    buffer_clear(text);
}

static const struct pack *pack_of(const struct diagnosis *d)
{
    return diagnosis_settings(d)->subject->pack;
}

/* In whole per cent, and never so that what is not certain looks certain. */
static int percent(double probability)
{
    const int rounded = (int)(100 * probability + 0.5);
    return rounded > 99 ? 99 : rounded < 1 ? 1 : rounded;
}

static const struct misconception *first_of(const struct diagnosis *d, size_t hypothesis)
{
    return &pack_of(d)->misconceptions[diagnosis_belief(d)->hypotheses[hypothesis].misconception];
}

static const struct misconception *second_of(const struct diagnosis *d, size_t hypothesis)
{
    return &pack_of(d)->misconceptions[diagnosis_belief(d)->hypotheses[hypothesis].second];
}

/* A hypothesis as part of a list: what is believed, or in a few words what it is. */
static void add_hypothesis(const struct diagnosis *d, size_t hypothesis, struct buffer *text)
{
    switch (diagnosis_belief(d)->hypotheses[hypothesis].kind) {
    case HYPOTHESIS_SOUND:
        buffer_add_text(text, "the rules themselves");
        break;
    case HYPOTHESIS_MISCONCEPTION:
        feedback_believes(first_of(d, hypothesis), text);
        break;
    case HYPOTHESIS_PAIR:
        feedback_believes(first_of(d, hypothesis), text);
        buffer_add_text(text, " together with ");
        feedback_believes(second_of(d, hypothesis), text);
        break;
    case HYPOTHESIS_OTHER_EDITION:
        buffer_addf(text, "the rules of \"%s\"", pack_of(d)->sibling_label);
        break;
    case HYPOTHESIS_GUESSING:
        buffer_add_text(text, "guessing");
        break;
    }
}

/* The rules that were chosen, in the pack's words. */
static void add_chosen_rules(const struct diagnosis *d, struct buffer *text)
{
    const struct pack *pack = pack_of(d);
    buffer_add_text(text, pack->edition != NULL ? pack->edition : pack->title);
}

void present_diagnosis_opening(struct screen *screen, const struct diagnosis *diagnosis,
                               const char *version)
{
    const struct diagnosis_options *options = diagnosis_settings(diagnosis);
    const size_t answers = diagnosis_finding(diagnosis).questions;
    struct buffer text = {0};
    buffer_addf(&text, "amiquiz %s: what do you believe?", version);
    wrapped(screen, STYLE_STRONG, &text);
    scenario_sentence(&text, pack_of(diagnosis)->title);
    buffer_add_text(&text, " Questions");
    if (options->decision > 0) { /* who chose it knows what it is called */
        buffer_addf(&text, " about \"%s\"", pack_of(diagnosis)->decisions[options->decision].id);
    }
    buffer_addf(&text,
                " until it is clear what you go by, %zu at most; reasons come at the end. Every "
                "answer is saved.",
                options->most);
    wrapped(screen, STYLE_PLAIN, &text);
    if (answers > 0) {
        buffer_addf(&text, "It goes on where you left it, after %zu answer%s.", answers,
                    answers == 1 ? "" : "s");
        wrapped(screen, STYLE_PLAIN, &text);
    }
    screen_wrap(screen, STYLE_PLAIN, 0, 0, "? help  q quit");
    buffer_fini(&text);
}

void present_diagnosis_word(struct screen *screen, const struct turn *turn)
{
    screen_gap(screen);
    screen_wrap(screen, turn->correct ? STYLE_RIGHT : STYLE_WRONG, 0, 0,
                turn->correct ? "Right." : "Wrong.");
}

/* ---- What was found -------------------------------------------------------------------------- */

/* What no question can tell from it, where there is such a thing. */
static void say_alike(struct screen *screen, const struct diagnosis *d, size_t found)
{
    const struct belief *belief = diagnosis_belief(d);
    struct buffer text = {0};
    size_t count = 0;
    for (size_t h = 0; h < belief->count; h++) {
        if (h != found && diagnosis_alike(d, h, found) &&
            belief->hypotheses[h].kind != HYPOTHESIS_PAIR) {
            buffer_add_text(&text, count++ == 0 ? "No question here tells it from: " : "; ");
            add_hypothesis(d, h, &text);
        }
    }
    if (count > 0) {
        buffer_add_char(&text, '.');
        wrapped(screen, STYLE_PLAIN, &text);
    }
    buffer_fini(&text);
}

/* The story, what the belief says, what the table says, and why. */
static void show_example(struct screen *screen, struct diagnosis *d)
{
    const struct diagnosis_example e = diagnosis_example(d);
    const bool other = diagnosis_belief(d)->hypotheses[diagnosis_finding(d).hypothesis].kind ==
                       HYPOTHESIS_OTHER_EDITION;
    struct buffer text = {0};
    if (e.question == NULL) {
        return;
    }
    screen_gap(screen);
    if (e.position > 0) {
        buffer_addf(&text, "Your answer to question %zu shows it best:", e.position);
    } else {
        buffer_add_text(&text, "The case that shows it best:");
    }
    wrapped(screen, STYLE_STRONG, &text);
    present_case(screen, e.question);
    screen_gap(screen);
    const char letter = feedback_letter(e.believed);
    if (other) {
        buffer_addf(&text, "%s %c, and under \"%s\" that is right. By the rules you chose it is ",
                    e.position > 0 ? "You chose" : "You would choose", letter,
                    pack_of(d)->sibling_label);
    } else {
        buffer_addf(&text,
                    e.position > 0 ? "You chose %c, as one does who believes that. Right is "
                                   : "Who believes that chooses %c. Right is ",
                    letter);
    }
    feedback_options(e.question, e.question->key, &text);
    buffer_add_char(&text, '.');
    wrapped(screen, STYLE_STRONG, &text);
    screen_gap(screen);
    present_why(screen, e.question);
    buffer_fini(&text);
}

static void say_belief(struct screen *screen, const struct diagnosis *d, size_t found)
{
    const bool pair = diagnosis_belief(d)->hypotheses[found].kind == HYPOTHESIS_PAIR;
    struct buffer text = {0};
    buffer_add_text(&text, "You seem to believe ");
    feedback_believes(first_of(d, found), &text);
    if (pair) {
        buffer_add_text(&text, ", and also ");
        feedback_believes(second_of(d, found), &text);
    }
    buffer_add_char(&text, '.');
    wrapped(screen, STYLE_STRONG, &text);
    screen_gap(screen);
    screen_labelled(screen, "But", LABEL_COLUMN, first_of(d, found)->correct);
    if (pair) {
        screen_labelled(screen, "And", LABEL_COLUMN, second_of(d, found)->correct);
    }
    buffer_fini(&text);
}

static void say_other_edition(struct screen *screen, const struct diagnosis *d)
{
    struct buffer text = {0};
    buffer_addf(
        &text, "You answer by \"%s\". The rules you chose are others: ", pack_of(d)->sibling_label);
    add_chosen_rules(d, &text);
    buffer_add_char(&text, '.');
    wrapped(screen, STYLE_STRONG, &text);
    screen_gap(screen);
    screen_wrap(
        screen, STYLE_PLAIN, 0, 0,
        "That is no mistake in what you know. Where the two differ, each is right under its "
        "own rules; it only matters which of them is asked about.");
    buffer_fini(&text);
}

static void say_sound(struct screen *screen, const struct diagnosis *d)
{
    const struct belief *belief = diagnosis_belief(d);
    const struct diagnosis_finding f = diagnosis_finding(d);
    const size_t wrong = f.questions - f.right;
    struct buffer text = {0};
    buffer_add_text(&text, "You answer by the rules");
    if (wrong > 0) {
        buffer_addf(&text, "; %zu wrong answer%s no belief behind %s", wrong,
                    wrong == 1 ? " has" : "s have", wrong == 1 ? "it" : "them");
    }
    buffer_add_char(&text, '.');
    wrapped(screen, STYLE_STRONG, &text);
    screen_gap(screen);
    const char *heading = "You are cleared of:";
    for (size_t h = 1; h < belief->count; h++) {
        const enum hypothesis_kind kind = belief->hypotheses[h].kind;
        const bool listed = kind == HYPOTHESIS_MISCONCEPTION || kind == HYPOTHESIS_OTHER_EDITION;
        if (listed && !diagnosis_alike(d, h, 0)) {
            if (heading != NULL) {
                screen_wrap(screen, STYLE_PLAIN, 0, 0, heading);
                heading = NULL;
            }
            add_hypothesis(d, h, &text);
            screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
            buffer_clear(&text);
        }
    }
    buffer_fini(&text);
}

static void say_guessing(struct screen *screen, const struct diagnosis *d)
{
    struct buffer text = {0};
    screen_wrap(screen, STYLE_STRONG, 0, 0,
                "Your answers fit no rule and no belief better than chance does.");
    screen_gap(screen);
    buffer_addf(
        &text,
        "That is a good place to begin: there is nothing wrong to unlearn. \"amiquiz drill\" "
        "explains every answer, and \"amiquiz pack show %s\" draws the table.",
        pack_of(d)->id);
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

/* The most likely, falling; those told by another's name are 0. */
static void list_open(struct screen *screen, const struct diagnosis *d)
{
    const struct belief *belief = diagnosis_belief(d);
    const double *told = diagnosis_told(d);
    struct buffer text = {0};
    double below = 2; /* more than any */
    size_t last = 0;
    for (size_t listed = 0; listed < OPEN_AT_MOST; listed++) {
        size_t best = SIZE_MAX;
        for (size_t h = 0; h < belief->count; h++) {
            const bool fresh = told[h] < below || (told[h] == below && h > last);
            best = fresh && (best == SIZE_MAX || told[h] > told[best]) ? h : best;
        }
        if (best == SIZE_MAX || told[best] < STILL_OPEN) {
            break;
        }
        below = told[best];
        last = best;
        buffer_addf(&text, "%2d %%  ", percent(told[best]));
        add_hypothesis(d, best, &text);
        screen_wrap(screen, STYLE_PLAIN, 2, 8, buffer_text(&text));
        buffer_clear(&text);
    }
    buffer_fini(&text);
}

static void say_open(struct screen *screen, const struct diagnosis *d)
{
    screen_wrap(screen, STYLE_STRONG, 0, 0,
                "That is not enough to say what you go by. Your answers fit best:");
    list_open(screen, d);
}

static void say_finding(struct screen *screen, const struct diagnosis *d, size_t found)
{
    switch (diagnosis_belief(d)->hypotheses[found].kind) {
    case HYPOTHESIS_SOUND:
        say_sound(screen, d);
        break;
    case HYPOTHESIS_MISCONCEPTION:
    case HYPOTHESIS_PAIR:
        say_belief(screen, d, found);
        break;
    case HYPOTHESIS_OTHER_EDITION:
        say_other_edition(screen, d);
        break;
    case HYPOTHESIS_GUESSING:
        say_guessing(screen, d);
        break;
    }
}

/* "5 questions, 2 right: 97 % sure." */
static void say_how_sure(struct screen *screen, const struct diagnosis_finding *f)
{
    struct buffer text = {0};
    buffer_addf(&text, "%zu question%s, %zu right", f->questions, f->questions == 1 ? "" : "s",
                f->right);
    if (f->sure) {
        buffer_addf(&text, ": %d %% sure", percent(f->probability));
    }
    buffer_add_char(&text, '.');
    screen_gap(screen);
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

void present_diagnosis_finding(struct screen *screen, struct diagnosis *diagnosis)
{
    const struct diagnosis_finding f = diagnosis_finding(diagnosis);
    say_how_sure(screen, &f);
    if (!f.sure) {
        say_open(screen, diagnosis);
        return;
    }
    say_finding(screen, diagnosis, f.hypothesis);
    say_alike(screen, diagnosis, f.hypothesis);
    if (diagnosis_belief(diagnosis)->hypotheses[f.hypothesis].kind != HYPOTHESIS_GUESSING &&
        f.hypothesis != 0) {
        show_example(screen, diagnosis);
        screen_gap(screen);
        screen_wrap(screen, STYLE_PLAIN, 0, 0,
                    "Next come cases that turn on exactly this, and near ones that do not, until "
                    "your answers say otherwise.");
    }
}

/* The option that was chosen. */
static size_t chosen_option(const struct turn *turn)
{
    size_t option = 0;
    while (option + 1 < turn->question->option_count && (turn->chosen >> option & 1) == 0) {
        option++;
    }
    return option;
}

void present_diagnosis_verdict(struct screen *screen, const struct diagnosis *diagnosis,
                               const struct turn *turn, bool whole)
{
    const struct diagnosis_finding f = diagnosis_finding(diagnosis);
    const enum hypothesis_kind kind = diagnosis_belief(diagnosis)->hypotheses[f.hypothesis].kind;
    const size_t option = chosen_option(turn);
    struct buffer text = {0};
    if (whole || turn->correct || kind != HYPOTHESIS_OTHER_EDITION ||
        !feedback_sibling_agrees(turn->question, option)) {
        present_verdict(screen, turn, diagnosis_weights(diagnosis), whole);
        return;
    }
    buffer_addf(&text, "%c is right under \"%s\". By the rules you chose it is ",
                feedback_letter(option), pack_of(diagnosis)->sibling_label);
    feedback_options(turn->question, turn->question->key, &text);
    buffer_add_char(&text, '.');
    screen_gap(screen);
    wrapped(screen, STYLE_STRONG, &text);
    screen_gap(screen);
    present_why(screen, turn->question);
    buffer_fini(&text);
}

void present_diagnosis_turned(struct screen *screen, const struct diagnosis *diagnosis)
{
    const struct diagnosis_finding f = diagnosis_finding(diagnosis);
    const double *told = diagnosis_told(diagnosis);
    struct buffer text = {0};
    size_t leader = 0;
    for (size_t h = 1; h < diagnosis_belief(diagnosis)->count; h++) {
        leader = told[h] > told[leader] ? h : leader;
    }
    screen_gap(screen);
    buffer_add_text(&text, "The evidence has turned: your last answers speak against ");
    add_hypothesis(diagnosis, f.hypothesis, &text);
    buffer_addf(&text, ", which was %d %% likely and is %d %% now.", percent(f.probability),
                percent(told[f.hypothesis]));
    wrapped(screen, STYLE_STRONG, &text);
    buffer_addf(&text, "Now they fit best: ");
    add_hypothesis(diagnosis, leader, &text);
    buffer_addf(&text, " (%d %%). ", percent(told[leader]));
    buffer_add_text(&text, leader == 0 ? "The drill will ask about it again on another day."
                                       : "\"amiquiz diagnose\" once more looks into that.");
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

void present_diagnosis_left(struct screen *screen, const struct diagnosis *diagnosis)
{
    const struct diagnosis_finding f = diagnosis_finding(diagnosis);
    const double *told = diagnosis_told(diagnosis);
    struct buffer text = {0};
    if (f.questions == 0) {
        return;
    }
    if (!f.known) {
        say_how_sure(screen, &f);
        say_open(screen, diagnosis);
        screen_wrap(screen, STYLE_PLAIN, 0, 0,
                    "\"amiquiz diagnose\" goes on from here within a day.");
    } else if (diagnosis_stage(diagnosis) == DIAGNOSIS_DRILLING) {
        screen_gap(screen);
        buffer_add_text(&text, "Still likely: ");
        add_hypothesis(diagnosis, f.hypothesis, &text);
        buffer_addf(&text, " (%d %%).", percent(told[f.hypothesis]));
        wrapped(screen, STYLE_PLAIN, &text);
    }
    buffer_fini(&text);
}

void present_diagnosis_help(struct screen *screen)
{
    static const char *const lines[][2] = {
        {"A B C", "answer (or 1 2 3)"},
        {"s", "skip this question"},
        {"m", "mark it, or take the mark away"},
        {"u", "undo: take the last answer back"},
        {"Enter", "after a verdict or what was found: go on"},
        {"y", "after a verdict: the whole reason, with all sources"},
        {"o", "after a verdict: the other options"},
        {"t", "after a verdict: the table, the deciding row marked"},
        {"Ctrl-L", "show the question again, or the verdict"},
        {"?", "this help"},
        {"q", "quit; every answer is saved, and it goes on from there within a day"},
    };
    screen_gap(screen);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (screen->terminal || strncmp(lines[i][0], "Ctrl", 4) != 0) { /* no key in a pipe */
            screen_labelled(screen, lines[i][0], LABEL_COLUMN, lines[i][1]);
        }
    }
}
