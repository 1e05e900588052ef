/* Laying out what questions/item/feedback.h says of a question; of a session: present_session.c. */
#include "questions/tutor/present.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/item/scenario.h"
#include "questions/item/source_view.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/hint.h"
#include "questions/tutor/turn.h"

#define LABEL_COLUMN 7  /* where the text beside "Why", "You", "From" begins */
#define LABEL_BESIDE 14 /* columns of a sibling's label that may have the text all beside it */

/* Print a labelled paragraph and empty the buffer. */
static void labelled(struct screen *screen, const char *label, struct buffer *text)
{
    screen_labelled(screen, label, LABEL_COLUMN, buffer_text(text));
    buffer_clear(text);
}

static void wrapped(struct screen *screen, enum screen_style style, struct buffer *text)
{
    screen_wrap(screen, style, 0, 0, buffer_text(text));
    buffer_clear(text);
}

void present_ago(int64_t seconds, struct buffer *out)
{
    const int64_t days = seconds / 86400;
    if (days <= 0) {
        buffer_add_text(out, seconds < 7200 ? "a moment ago" : "some hours ago");
    } else if (days == 1) {
        buffer_add_text(out, "yesterday");
    } else {
        buffer_addf(out, "%lld days ago", (long long)days);
    }
}

/* For ears: each says what it is. */
static void say_options(struct screen *screen, const struct question *q)
{
    struct buffer line = {0};
    for (size_t i = 0; i < q->option_count; i++) {
        buffer_addf(&line, "Option %c: %s", feedback_letter(i), q->options[i].text);
        wrapped(screen, STYLE_PLAIN, &line);
    }
    buffer_fini(&line);
}

/* @struck  options that a hint struck out: their letters are gone */
static void present_options(struct screen *screen, const struct question *q, uint32_t struck)
{
    struct buffer line = {0};
    if (screen->accessible) {
        say_options(screen, q); /* there a hint is said, not shown */
        return;
    }
    for (size_t i = 0; i < q->option_count; i++) {
        const bool out = (struck >> i & 1) != 0;
        buffer_addf(&line, "%c  %s", out ? '-' : feedback_letter(i), q->options[i].text);
        screen_wrap(screen, out ? STYLE_FAINT : STYLE_PLAIN, 2, 5, buffer_text(&line));
        buffer_clear(&line);
    }
    buffer_fini(&line);
}

static void present_struck_case(struct screen *screen, const struct question *question,
                                uint32_t struck)
{
    screen_gap(screen);
    if (question->story[0] != '\0') {
        screen_wrap(screen, STYLE_PLAIN, 0, 0, question->story);
        screen_gap(screen);
    }
    screen_wrap(screen, STYLE_STRONG, 0, 0, question->ask);
    screen_gap(screen);
    present_options(screen, question, struck);
}

void present_case(struct screen *screen, const struct question *question)
{
    present_struck_case(screen, question, 0);
}

/* Hint `number` of those given, from 0. */
static void say_hint(struct screen *screen, const struct question *q, size_t number)
{
    struct buffer text = {0};
    hint_write(q, number, &text);
    labelled(screen, "Hint", &text);
    buffer_fini(&text);
}

void present_hint(struct screen *screen, const struct turn *turn)
{
    const uint32_t struck = hint_struck(turn->question, turn->hints);
    screen_gap(screen);
    say_hint(screen, turn->question, turn->hints - 1);
    if (struck != hint_struck(turn->question, turn->hints - 1) && screen->terminal &&
        !screen->accessible) {
        screen_gap(screen);
        present_options(screen, turn->question, struck);
    }
}

/* Those of a question that is shown again. */
static void present_hints(struct screen *screen, const struct turn *turn)
{
    const size_t most = hint_count(turn->question);
    const size_t count = turn->hints < most ? turn->hints : most; /* a pack may have changed */
    for (size_t i = 0; i < count; i++) {
        if (i == 0) {
            screen_gap(screen);
        }
        say_hint(screen, turn->question, i);
    }
}

/* Heading, scenario, question and options; `heading` is emptied. */
static void present_asked(struct screen *screen, const struct turn *turn, struct buffer *heading,
                          const char *right)
{
    screen_gap(screen);
    screen_heading(screen, buffer_text(heading), right);
    buffer_clear(heading);
    present_struck_case(screen, turn->question, hint_struck(turn->question, turn->hints));
}

void present_question(struct screen *screen, const struct turn *turn, int64_t now)
{
    struct buffer text = {0};
    buffer_addf(&text, "Question %zu", turn->position);
    if (turn->of > 0) {
        buffer_addf(&text, " of %zu", turn->of);
    }
    if (turn->resumed && !turn->answered) {
        buffer_add_text(&text, " (you left it open ");
        present_ago(now - turn->left_at, &text);
        buffer_add_char(&text, ')');
    }
    if (turn->marked) {
        buffer_add_text(&text, " (marked)");
    }
    present_asked(screen, turn, &text, NULL);
    present_hints(screen, turn);
    buffer_fini(&text);
}

static bool is_chosen(const struct turn *turn, size_t option)
{
    return (turn->chosen >> option & 1) != 0;
}

static bool is_right(const struct question *q, size_t option)
{
    return (q->key >> option & 1) != 0;
}

/* "A", "A and C", "A, B and C". */
static void add_letters(const struct turn *turn, struct buffer *text)
{
    size_t left = bits_count(turn->chosen);
    for (size_t i = 0; i < turn->question->option_count; i++) {
        if (is_chosen(turn, i)) {
            left--;
            buffer_addf(text, "%c%s", feedback_letter(i),
                        left > 1    ? ", "
                        : left == 1 ? " and "
                                    : "");
        }
    }
}

void present_exam_question(struct screen *screen, const struct turn *turn, const char *right)
{
    struct buffer text = {0};
    buffer_addf(&text, "Question %zu of %zu%s", turn->position, turn->of,
                turn->marked ? " (marked)" : "");
    present_asked(screen, turn, &text, right);
    if (turn->answered && right != NULL) {
        screen_gap(screen);
        buffer_add_text(&text, "Your answer: ");
        add_letters(turn, &text);
        wrapped(screen, STYLE_PLAIN, &text);
    }
    buffer_fini(&text);
}

static void verdict_line(struct screen *screen, const struct turn *turn)
{
    struct buffer text = {0};
    if (turn->correct) {
        buffer_add_text(&text, "Right. ");
    } else {
        buffer_add_text(&text, turn->answered ? "Wrong: you chose " : "Not answered");
        add_letters(turn, &text);
        buffer_addf(&text, ". Right %s ", turn->question->select > 1 ? "are" : "is");
    }
    feedback_options(turn->question, turn->question->key, &text);
    buffer_add_char(&text, '.');
    wrapped(screen, turn->correct ? STYLE_RIGHT : STYLE_WRONG, &text);
    buffer_fini(&text);
}

static void why_line(struct screen *screen, const struct question *q, struct buffer *text)
{
    const char *rule = q->kind != QUESTION_STATEMENT ? question_rule(q) : NULL;
    feedback_why(q, text);
    const bool apart = screen->accessible && text->length > 0; /* a line for each idea */
    if (rule != NULL && !apart) {
        buffer_addf(text, "%s(%s: %s)", text->length > 0 ? "  " : "",
                    q->decision != SIZE_MAX ? "row" : "rule", rule);
    }
    if (text->length == 0) {
        buffer_add_text(text, "The bank gives no reason.");
    }
    labelled(screen, "Why", text);
    if (rule != NULL && apart) {
        buffer_add_text(text, rule);
        labelled(screen, q->decision != SIZE_MAX ? "Row" : "Rule", text);
    }
}

/* What is said of an option, unless it is what the verdict gives as its reason anyway. */
static void add_news(const struct question *q, size_t option, struct buffer *text)
{
    struct buffer why = {0}, reason = {0};
    feedback_why(q, &why);
    feedback_option(q, option, &reason);
    if (strcmp(buffer_text(&why), buffer_text(&reason)) != 0) {
        buffer_add_text(text, buffer_text(&reason));
    }
    text->failed = text->failed || why.failed || reason.failed;
    buffer_fini(&why);
    buffer_fini(&reason);
}

/* What speaks against a wrong option that was chosen: the belief it fits, what the item says of it. */
static void wrong_choice(struct screen *screen, const struct question *q, size_t option,
                         const double weights[], struct buffer *text)
{
    const char letter[] = {feedback_letter(option), '\0'};
    const struct misconception *belief = feedback_heaviest(q, option, weights);
    const bool told = belief != NULL && feedback_tells(q, option, belief);
    const bool fits = !told && feedback_belief(q, option, letter, weights, text);
    const bool own = q->item != NULL && q->options[option].own->feedback != NULL;
    if (fits) {
        labelled(screen, "You", text);
    }
    if (!fits || own) {
        add_news(q, option, text);
    }
    if (text->length > 0) {
        labelled(screen, letter, text);
    }
    const char label[] = {letter[0], ' ', 'i', 's', '\0'};
    if (feedback_change(q, option, text)) {
        labelled(screen, label, text);
    }
}

/* @agrees  with the answer that was given, which is wrong here */
static void sibling_line(struct screen *screen, const struct question *q, bool agrees,
                         struct buffer *text)
{
    if (!feedback_sibling(q, text)) {
        return;
    }
    if (agrees) {
        buffer_add_text(text, " By those rules your answer is right.");
    }
    const char *label = q->subject->pack->sibling_label;
    const size_t wide = screen_columns(label, strlen(label));
    if (wide <= LABEL_BESIDE) {
        screen_labelled(screen, label, wide < LABEL_COLUMN ? LABEL_COLUMN : wide + 2,
                        buffer_text(text));
    } else { /* the text begins beside it, and goes on below it */
        struct buffer with_colon = {0};
        buffer_addf(&with_colon, "%s:", label);
        screen_labelled(screen, buffer_text(&with_colon), LABEL_COLUMN, buffer_text(text));
        text->failed = text->failed || with_colon.failed;
        buffer_fini(&with_colon);
    }
    buffer_clear(text);
}

void present_verdict(struct screen *screen, const struct turn *turn, const double weights[],
                     bool whole)
{
    const struct question *q = turn->question;
    struct buffer text = {0};
    screen_gap(screen);
    verdict_line(screen, turn);
    screen_gap(screen);
    why_line(screen, q, &text);
    for (size_t i = 0; !turn->correct && i < q->option_count; i++) {
        if (is_chosen(turn, i) && !is_right(q, i)) {
            wrong_choice(screen, q, i, weights, &text);
        }
    }
    sibling_line(screen, q,
                 turn->answered && !turn->correct &&
                     feedback_sibling_agrees(q, turn_told_option(turn)),
                 &text);
    if (whole || !turn->correct) {
        struct texts sources = *feedback_sources(q);
        sources.count = whole || sources.count == 0 ? sources.count : 1; /* the first says most */
        source_view_list(screen, q->subject != NULL ? q->subject->pack : NULL, &sources, "From",
                         LABEL_COLUMN);
    }
    buffer_fini(&text);
}

void present_why(struct screen *screen, const struct question *question)
{
    struct buffer text = {0};
    struct texts sources = *feedback_sources(question);
    why_line(screen, question, &text);
    sibling_line(screen, question, false, &text);
    sources.count = sources.count > 0;
    source_view_list(screen, question->subject != NULL ? question->subject->pack : NULL, &sources,
                     "From", LABEL_COLUMN);
    buffer_fini(&text);
}

static void other_option(const struct question *q, size_t option, struct buffer *text)
{
    struct buffer news = {0};
    add_news(q, option, &news);
    if (is_right(q, option) && q->kind != QUESTION_STATEMENT) {
        buffer_add_text(text, " This is right.");
    }
    if (news.length > 0) {
        buffer_addf(text, " %s", buffer_text(&news));
    }
    text->failed = text->failed || news.failed;
    buffer_fini(&news);
}

void present_other_options(struct screen *screen, const struct turn *turn, const double weights[])
{
    const struct question *q = turn->question;
    struct buffer text = {0};
    screen_gap(screen);
    for (size_t i = 0; i < q->option_count; i++) {
        if (is_chosen(turn, i)) {
            continue;
        }
        char label[] = "A";
        label[0] = feedback_letter(i);
        scenario_sentence(&text, q->options[i].text);
        other_option(q, i, &text);
        const struct misconception *belief = feedback_heaviest(q, i, weights);
        if (belief != NULL && !feedback_tells(q, i, belief)) {
            buffer_add_text(&text, " Belief: ");
            feedback_believes(belief, &text);
            buffer_add_char(&text, '.');
        }
        screen_labelled(screen, label, 3, buffer_text(&text));
        buffer_clear(&text);
    }
    buffer_fini(&text);
}

void present_facts(struct screen *screen, const struct question *question)
{
    struct buffer text = {0};
    if (question->decision == SIZE_MAX) {
        screen_wrap(screen, STYLE_PLAIN, 0, 0,
                    question->kind == QUESTION_STATEMENT
                        ? "This question is about a sentence, not a case."
                        : "This question has no case whose facts could be otherwise.");
        return;
    }
    const struct pack *pack = question->subject->pack;
    screen_gap(screen);
    screen_heading(screen, "The facts of this case", NULL);
    const uint32_t told =
        feedback_worth_naming(pack, facts_mask(pack->fact_count), question->facts);
    for (size_t i = 0; i < pack->fact_count; i++) {
        const bool value = (question->facts & fact_bit(i)) != 0;
        if ((told & fact_bit(i)) == 0) {
            continue;
        }
        buffer_addf(&text, "%s=%s: %s", pack->facts[i].id, value ? "yes" : "no",
                    fact_clause(&pack->facts[i], value));
        screen_wrap(screen, STYLE_PLAIN, 2, 6, buffer_text(&text));
        buffer_clear(&text);
    }
    if (told != facts_mask(pack->fact_count)) {
        screen_wrap(screen, STYLE_FAINT, 0, 0, "What follows from these is left out.");
    }
    buffer_fini(&text);
}

/* The facts that were changed cannot hold together: say which, and why. */
static void present_contradiction(struct screen *screen, const struct pack *pack,
                                  struct partial facts, struct buffer *text)
{
    size_t *which = calloc(pack->impossible_count + 1, sizeof *which);
    const size_t count = which != NULL ? pack_impossible(pack, facts, which) : 0;
    buffer_add_text(text, "These facts cannot hold together:");
    for (size_t i = 0; i < count; i++) {
        const struct impossible *impossible = &pack->impossibles[which[i]];
        bool first = true;
        for (size_t f = 0; f < pack->fact_count; f++) {
            if ((impossible->when.known & fact_bit(f)) != 0) {
                buffer_addf(text, "%s%s=%s", first ? " " : " with ", pack->facts[f].id,
                            (impossible->when.value & fact_bit(f)) != 0 ? "yes" : "no");
                first = false;
            }
        }
        buffer_addf(text, ". %s", impossible->because != NULL ? impossible->because : "");
    }
    free(which);
    wrapped(screen, STYLE_PLAIN, text);
}

/* Facts that only fit if others change with them: take the nearest possible case. */
static bool nearest_case(const struct question *q, struct partial facts, uint32_t *nearest)
{
    size_t fewest = SIZE_MAX;
    const uint32_t wanted = partial_apply(facts, q->facts);
    struct case_walk walk = case_walk_begin(&q->subject->pack->possible, facts);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (bits_count(whole ^ wanted) < fewest) {
            fewest = bits_count(whole ^ wanted);
            *nearest = whole;
        }
    }
    return fewest != SIZE_MAX;
}

static void add_consequences(const struct pack *pack, uint32_t changed, uint32_t whole,
                             struct buffer *text)
{
    bool first = true;
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((changed & fact_bit(i)) != 0) {
            buffer_addf(text, "%s%s", first ? "This also means that " : ", and that ",
                        fact_clause(&pack->facts[i], (whole & fact_bit(i)) != 0));
            first = false;
        }
    }
    buffer_add_text(text, first ? "" : ". ");
}

void present_what_if(struct screen *screen, const struct question *question, struct partial facts)
{
    const struct pack *pack = question->subject->pack;
    const struct decision *d = &pack->decisions[question->decision];
    struct buffer text = {0};
    uint32_t whole;
    if (!nearest_case(question, facts, &whole)) {
        present_contradiction(screen, pack, facts, &text);
        buffer_fini(&text);
        return;
    }
    const uint16_t row = table_row(question->subject->truth[question->decision], whole);
    add_consequences(pack, whole ^ partial_apply(facts, question->facts), whole, &text);
    if (row >= TABLE_CLASH) {
        buffer_add_text(&text, "The table has no answer to that case.");
    } else {
        const bool same =
            d->rules[row].then ==
            table_outcome(question->subject->truth[question->decision], question->facts);
        const char *same_words = question->outcomes ? "Still the same answer" : "As before";
        const char *other_words = question->outcomes ? "The answer changes" : "Not as before";
        buffer_addf(&text, "%s: ", same ? same_words : other_words);
        buffer_addf(&text, "%s. %s  (row: %s)", d->outcomes[d->rules[row].then].label,
                    d->rules[row].because, d->rules[row].id);
    }
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

void present_help(struct screen *screen)
{
    static const char *const lines[][2] = {
        {"A B C", "answer (or 1 2 3); where several are wanted all of them, then Enter"},
        {"h", "before an answer: a hint, and with each more one wrong option less"},
        {"Enter", "after a verdict: the next question"},
        {"y", "after a verdict: the whole reason, with all sources"},
        {"o", "after a verdict: the other options"},
        {"w", "after a verdict: what if a fact were otherwise"},
        {"t", "after a verdict: the table, the deciding row marked"},
        {"u", "undo: take the last answer back"},
        {"s", "skip this question"},
        {"m", "mark it, or take the mark away"},
        {":", "a command, such as :decide, :pack, :stats, :what-if (Tab completes)"},
        {"Ctrl-L", "show the question again, or the verdict"},
        {"?", "this help"},
        {"q", "quit; every answer is saved, an open question comes back"},
    };
    screen_gap(screen);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (screen->terminal || strncmp(lines[i][0], "Ctrl", 4) != 0) { /* no key in a pipe */
            screen_labelled(screen, lines[i][0], LABEL_COLUMN, lines[i][1]);
        }
    }
}
