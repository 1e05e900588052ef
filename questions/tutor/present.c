/* Laying out what questions/item/feedback.h says. */
#include "questions/tutor/present.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/item/scenario.h"
#include "questions/item/source_view.h"
#include "questions/text/buffer.h"
#include "questions/text/day.h"
#include "questions/text/screen.h"

#define ONE_LINE_WIDTH 55 /* from here on the keys have room beside the sentence before them */
#define LABEL_COLUMN   7  /* where the text beside "Why", "You", "From" begins */

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

static void add_edition(const struct subject *subject, struct buffer *text)
{
    const struct pack *pack = subject->pack;
    if (pack->edition != NULL) {
        scenario_sentence(text, pack->edition);
    }
    if (subject->sibling != NULL) {
        buffer_addf(text, "%sEach verdict also says what holds under \"%s\".",
                    text->length > 0 ? " " : "", pack->sibling_label);
    }
}

/* A misconception that all answers of late make sure; SIZE_MAX: none. */
static size_t sure_of(const struct session *session, const struct subject *subject)
{
    const size_t count = subject != NULL ? subject->pack->misconception_count : 0;
    for (size_t m = 0; m < count; m++) {
        if (session_weights(session)[m] >= BELIEF_SURE) {
            return m;
        }
    }
    return SIZE_MAX;
}

static void add_doubt(const struct session *session, const struct subject *subject,
                      struct buffer *text)
{
    const struct session_doubt doubt = session_doubt(session);
    const size_t sure = sure_of(session, subject);
    if (sure != SIZE_MAX) {
        buffer_add_text(text, "You seem to believe ");
        feedback_believes(&subject->pack->misconceptions[sure], text);
        buffer_add_char(text, '.');
    } else if (doubt.misconception != SIZE_MAX) {
        buffer_add_text(text, "In doubt: ");
        feedback_believes(&subject->pack->misconceptions[doubt.misconception], text);
        buffer_addf(text, " (%zu of %zu answers fit).", doubt.fits, doubt.chances);
    }
}

/* "23 questions, 10 of them seen, 2 to come again. " */
static void add_progress(const struct session *session, struct buffer *text)
{
    const struct session_progress p = session_progress(session);
    buffer_addf(text, "%zu question%s", p.questions, p.questions == 1 ? "" : "s");
    if (p.seen == p.questions) {
        buffer_add_text(text, p.questions == 1 ? ", seen" : ", all of them seen");
    } else if (p.seen > 0) {
        buffer_addf(text, ", %zu of them seen", p.seen);
    }
    if (p.again > 0) {
        buffer_addf(text, ", %zu to come again", p.again);
    }
    buffer_add_text(text, ". ");
}

/*
 * "Today: 4 rules due. Exam on 15 Dec, 22 days: expect 8 of 10 rules recalled then."  What is due
 * means nothing before the first answer.
 */
static void add_outlook(struct session *session, struct buffer *text)
{
    const struct session_outlook look = session_outlook(session);
    const long long left = (long long)(look.day - look.today);
    if (session_introduces(session)) {
        buffer_addf(text, "%zu of %zu rules introduced. ", look.met, look.rules);
    } else if (look.met > 0 && look.due > 0) {
        buffer_addf(text, "Today: %zu rule%s due. ", look.due, look.due == 1 ? "" : "s");
    } else if (look.met > 0) {
        buffer_add_text(text, "Today: nothing due. ");
    }
    if (look.cramming) {
        buffer_add_text(text, "Cramming: right answers do not move the schedule. ");
    }
    if (!look.exam || left < 0) {
        return;
    }
    buffer_add_text(text, "Exam on ");
    day_write_short(text, look.day, look.today);
    if (left < 2) {
        buffer_add_text(text, left == 0 ? ", today" : ", tomorrow");
    } else {
        buffer_addf(text, ", %lld days", left);
    }
    buffer_addf(text, ": expect %.0f of %zu rules recalled then.", look.expected, look.rules);
}

void present_opening(struct screen *screen, const struct subject *subject, struct session *session,
                     const char *version)
{
    const struct session_totals totals = session_totals(session);
    const struct session_bank *bank = session_bank(session);
    struct buffer text = {0};
    buffer_addf(&text, "amiquiz %s: %s", version,
                bank != NULL ? bank->title : subject->pack->title);
    wrapped(screen, STYLE_STRONG, &text);
    if (bank != NULL) {
        add_progress(session, &text);
    }
    if (totals.answered > 0) {
        buffer_addf(&text, "%zu answered, %zu right. ", totals.answered, totals.right);
        add_doubt(session, subject, &text);
    } else if (bank == NULL) {
        add_edition(subject, &text);
    }
    if (text.length > 0) {
        wrapped(screen, STYLE_PLAIN, &text);
    }
    if (bank == NULL) { /* which is asked in an order of its own */
        add_outlook(session, &text);
    }
    if (text.length > 0) {
        wrapped(screen, STYLE_PLAIN, &text);
    }
    buffer_addf(&text, "Rounds of %zu, every answer is saved.%s? help  q quit",
                session_round_size(session), screen->width < ONE_LINE_WIDTH ? "\n" : "  ");
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
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

static void present_options(struct screen *screen, const struct question *q)
{
    struct buffer line = {0};
    for (size_t i = 0; i < q->option_count; i++) {
        buffer_addf(&line, "%c  %s", feedback_letter(i), q->options[i].text);
        screen_wrap(screen, STYLE_PLAIN, 2, 5, buffer_text(&line));
        buffer_clear(&line);
    }
    buffer_fini(&line);
}

void present_case(struct screen *screen, const struct question *question)
{
    screen_gap(screen);
    if (question->story[0] != '\0') {
        screen_wrap(screen, STYLE_PLAIN, 0, 0, question->story);
        screen_gap(screen);
    }
    screen_wrap(screen, STYLE_STRONG, 0, 0, question->ask);
    screen_gap(screen);
    present_options(screen, question);
}

/* Heading, scenario, question and options; `heading` is emptied. */
static void present_asked(struct screen *screen, const struct question *q, struct buffer *heading,
                          const char *right)
{
    screen_gap(screen);
    screen_heading(screen, buffer_text(heading), right);
    buffer_clear(heading);
    present_case(screen, q);
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
    present_asked(screen, turn->question, &text, NULL);
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

/* The first option that was chosen and is wrong; of an answer that is right, the first chosen. */
static size_t chosen_option(const struct turn *turn)
{
    const uint32_t wrong = turn->chosen & ~turn->question->key;
    const uint32_t among = wrong != 0 ? wrong : turn->chosen;
    size_t option = 0;
    while (option + 1 < turn->question->option_count && (among >> option & 1) == 0) {
        option++;
    }
    return option;
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
    present_asked(screen, turn->question, &text, right);
    if (turn->answered) {
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
    if (rule != NULL) {
        buffer_addf(text, "%s(%s: %s)", text->length > 0 ? "  " : "",
                    q->decision != SIZE_MAX ? "row" : "rule", rule);
    }
    if (text->length == 0) {
        buffer_add_text(text, "The bank gives no reason.");
    }
    labelled(screen, "Why", text);
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
        feedback_option(q, option, text);
    }
    if (text->length > 0) {
        labelled(screen, letter, text);
    }
    const char label[] = {letter[0], ' ', 'i', 's', '\0'};
    if (feedback_change(q, option, text)) {
        labelled(screen, label, text);
    }
}

static void sibling_line(struct screen *screen, const struct turn *turn, struct buffer *text)
{
    const struct question *q = turn->question;
    if (!feedback_sibling(q, text)) {
        return;
    }
    if (turn->answered && !turn->correct && feedback_sibling_agrees(q, chosen_option(turn))) {
        buffer_add_text(text, " By those rules your answer is right.");
    }
    const char *label = q->subject->pack->sibling_label;
    screen_labelled(screen, label, strlen(label) < LABEL_COLUMN ? LABEL_COLUMN : strlen(label) + 2,
                    buffer_text(text));
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
    sibling_line(screen, turn, &text);
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
    sources.count = sources.count > 0;
    source_view_list(screen, question->subject != NULL ? question->subject->pack : NULL, &sources,
                     "From", LABEL_COLUMN);
    buffer_fini(&text);
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
        buffer_add_text(&text, is_right(q, i) ? " This is right. " : " ");
        feedback_option(q, i, &text);
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
    for (size_t i = 0; i < pack->fact_count; i++) {
        const bool value = (question->facts & fact_bit(i)) != 0;
        buffer_addf(&text, "%s=%s: %s", pack->facts[i].id, value ? "yes" : "no",
                    fact_clause(&pack->facts[i], value));
        screen_wrap(screen, STYLE_PLAIN, 2, 6, buffer_text(&text));
        buffer_clear(&text);
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

/* Those of this sitting; a round that goes on may have others, of which only the number is known. */
static void present_mistakes(struct screen *screen, const struct session *session)
{
    const char *heading = session_bank(session) == NULL
                              ? "To look at again, by the row that decides:"
                              : "To look at again:";
    size_t count;
    const struct turn *turns = session_turns(session, &count);
    const double *weights = session_weights(session);
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        const struct turn *turn = &turns[i];
        if (!turn->answered || turn->correct) {
            continue;
        }
        if (heading != NULL) {
            screen_wrap(screen, STYLE_PLAIN, 0, 0, heading);
            heading = NULL;
        }
        const char *rule = question_rule(turn->question);
        buffer_addf(&text, "%zu  %s", turn->position, rule != NULL ? rule : turn->question->id);
        const struct misconception *belief =
            feedback_heaviest(turn->question, chosen_option(turn), weights);
        if (belief != NULL) {
            buffer_add_text(&text, ": ");
            feedback_believes(belief, &text);
        }
        screen_wrap(screen, STYLE_PLAIN, 2, 5, buffer_text(&text));
        buffer_clear(&text);
    }
    buffer_fini(&text);
}

void present_summary(struct screen *screen, const struct subject *subject,
                     const struct session *session)
{
    const struct session_totals totals = session_totals(session);
    struct buffer text = {0};
    screen_gap(screen);
    if (totals.round_answered > 0) {
        buffer_addf(&text, "Round: %zu of %zu right", totals.round_right, totals.round_answered);
    } else {
        buffer_add_text(&text, "Round: nothing answered");
    }
    if (totals.round_skipped > 0) {
        buffer_addf(&text, ", %zu skipped", totals.round_skipped);
    }
    buffer_add_char(&text, '.');
    wrapped(screen, STYLE_STRONG, &text);
    present_mistakes(screen, session);
    if (session_bank(session) != NULL) {
        buffer_add_text(&text, "The bank: ");
        add_progress(session, &text);
    }
    add_doubt(session, subject, &text);
    if (text.length > 0) {
        wrapped(screen, STYLE_PLAIN, &text);
    }
    buffer_fini(&text);
}

void present_totals(struct screen *screen, const struct subject *subject,
                    const struct session *session)
{
    const struct session_totals totals = session_totals(session);
    struct buffer text = {0};
    buffer_addf(&text, "%zu answered, %zu right", totals.answered, totals.right);
    if (totals.answered > 0) {
        buffer_addf(&text, " (%zu %%)",
                    (100 * totals.right + totals.answered / 2) / totals.answered);
    }
    buffer_addf(&text, "; this round %zu answered, %zu right. ", totals.round_answered,
                totals.round_right);
    if (session_bank(session) != NULL) {
        buffer_add_text(&text, "The bank: ");
        add_progress(session, &text);
    }
    add_doubt(session, subject, &text);
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

void present_help(struct screen *screen)
{
    static const char *const lines[][2] = {
        {"A B C", "answer (or 1 2 3)"},
        {"Enter", "after a verdict: the next question"},
        {"y", "after a verdict: the whole reason, with all sources"},
        {"o", "after a verdict: the other options, one by one"},
        {"w", "after a verdict: what if a fact were otherwise"},
        {"t", "after a verdict: the table, the deciding row marked"},
        {"u", "undo: take the last answer back"},
        {"s", "skip this question"},
        {"m", "mark it, or take the mark away"},
        {":", "a command, such as :decide, :pack, :stats, :what-if (Tab completes)"},
        {"?", "this help"},
        {"q", "quit; every answer is saved, an open question comes back"},
    };
    screen_gap(screen);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        screen_labelled(screen, lines[i][0], LABEL_COLUMN, lines[i][1]);
    }
}
