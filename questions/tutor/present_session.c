/* What is said of a session as a whole: how it begins, how a round went, counts. */
#include "questions/item/feedback.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/text/day.h"
#include "questions/text/screen.h"
#include "questions/tutor/present.h"
#include "questions/tutor/turn.h"

#define ONE_LINE_WIDTH 55 /* from here on the keys have room beside the sentence before them */

/* Print a paragraph and empty the buffer; nothing when it is empty. */
static void wrapped(struct screen *screen, enum screen_style style, struct buffer *text)
{
    if (text->length > 0) {
        screen_wrap(screen, style, 0, 0, buffer_text(text));
    }
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
 * means nothing before the first answer, and that nothing is, nothing to whom the drill is new.
 */
static void add_outlook(struct session *session, struct buffer *text)
{
    const struct session_outlook look = session_outlook(session);
    const long long left = (long long)(look.day - look.today);
    if (session_introduces(session)) {
        buffer_addf(text, "%zu of %zu rules introduced. ", look.met, look.rules);
    } else if (look.met > 0 && look.due > 0) {
        buffer_addf(text, "Today: %zu rule%s due. ", look.due, look.due == 1 ? "" : "s");
    } else if (look.met > 0 && session_totals(session).answered > 0) {
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

/* "the rules readable, own and unseen"; at most four, the rest as a number. */
static void add_words(struct buffer *text, const char *one, const char *const words[], size_t count)
{
    const size_t shown = count <= 4 ? count : 3;
    buffer_addf(text, "the %s%s ", one, count == 1 ? "" : "s");
    for (size_t i = 0; i < shown; i++) {
        buffer_addf(text, "%s%s", i == 0 ? "" : i + 1 == count ? " and " : ", ", words[i]);
    }
    if (shown < count) {
        buffer_addf(text, " and %zu more", count - shown);
    }
}

/* "Only mistakes, of the kinds launch and path: 3 rules." */
static void add_focus(struct session *session, struct buffer *text)
{
    const struct session_focus *focus = session_focus(session);
    const size_t left = session_left(session);
    const bool some = focus->only != ONLY_ANY;
    buffer_addf(text, "Only %s",
                focus->only == ONLY_MISTAKES ? "mistakes"
                : focus->only == ONLY_MARKED ? "what is marked"
                                             : "");
    if (focus->rule_count > 0) {
        buffer_add_text(text, some ? ", of " : "");
        add_words(text, "rule", focus->rules, focus->rule_count);
    }
    if (focus->kind_count > 0) {
        buffer_add_text(text, some || focus->rule_count > 0 ? ", of " : "");
        add_words(text, "kind", focus->kinds, focus->kind_count);
    }
    buffer_addf(text, ": %zu %s%s.", left, session_bank(session) != NULL ? "question" : "rule",
                left == 1 ? "" : "s");
}

/* Questions in a round; fewer where a bank has no more that are wanted. */
static size_t round_size(struct session *session)
{
    const size_t size = session_round_size(session);
    const size_t left = session_bank(session) != NULL ? session_left(session) : size;
    return left < size ? left : size;
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
    wrapped(screen, STYLE_PLAIN, &text);
    if (bank == NULL) { /* which is asked in an order of its own */
        add_outlook(session, &text);
    }
    wrapped(screen, STYLE_PLAIN, &text);
    if (session_focused(session)) {
        add_focus(session, &text);
        wrapped(screen, STYLE_PLAIN, &text);
    }
    buffer_addf(&text, "Rounds of %zu, every answer is saved.%s? help  q quit", round_size(session),
                screen->width < ONE_LINE_WIDTH ? "\n" : "  ");
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

static bool is_mistake(const struct turn *turn)
{
    return turn->answered && !turn->correct;
}

/* Digits of the last number in the list of mistakes: the others line up with it. */
static int mistake_digits(const struct turn turns[], size_t count)
{
    int digits = 1;
    for (size_t i = 0; i < count; i++) {
        digits = is_mistake(&turns[i]) && turns[i].position >= 10 ? 2 : digits;
    }
    return digits;
}

/* A mistake in words: the belief it fits, else what would have been right. */
static void add_mistake(struct buffer *text, const struct turn *turn, const double weights[])
{
    const struct question *q = turn->question;
    const char *rule = question_rule(q);
    const struct misconception *belief = feedback_heaviest(q, turn_told_option(turn), weights);
    buffer_add_text(text, rule != NULL ? rule : q->id);
    if (belief != NULL) {
        buffer_add_text(text, ": ");
        feedback_believes(belief, text);
    } else if (q->kind == QUESTION_STATEMENT) {
        buffer_add_text(text, ": ");
        feedback_why(q, text);
    } else if (q->outcomes && bits_count(q->key) == 1) {
        size_t key = 0;
        while ((q->key >> key & 1) == 0) {
            key++;
        }
        buffer_addf(text, ": right is \"%s\"", q->options[key].text);
    }
}

/* Those of this sitting; a round that goes on may have others, of which only the number is known. */
static void present_mistakes(struct screen *screen, const struct session *session)
{
    const struct session_totals totals = session_totals(session);
    size_t before = totals.round_answered - totals.round_right;
    const char *heading = session_bank(session) == NULL
                              ? "To look at again, by the row that decides:"
                              : "To look at again:";
    size_t count;
    const struct turn *turns = session_turns(session, &count);
    const double *weights = session_weights(session);
    const int digits = mistake_digits(turns, count), below = screen->accessible ? 0 : digits + 4;
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        const struct turn *turn = &turns[i];
        if (!is_mistake(turn)) {
            continue;
        }
        before -= before > 0;
        if (heading != NULL) {
            screen_wrap(screen, STYLE_PLAIN, 0, 0, heading);
            heading = NULL;
        }
        if (screen->accessible) {
            buffer_addf(&text, "Question %zu: ", turn->position);
        } else {
            buffer_addf(&text, "%*zu  ", digits, turn->position);
        }
        add_mistake(&text, turn, weights);
        screen_wrap(screen, STYLE_PLAIN, screen->accessible ? 0 : 2, (size_t)below,
                    buffer_text(&text));
        buffer_clear(&text);
    }
    if (before > 0) {
        buffer_addf(&text, "%zu %s%s wrong before the round was left and taken up again.", before,
                    heading == NULL ? "more " : "", before == 1 ? "was" : "were");
        screen_wrap(screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    }
    buffer_fini(&text);
}

/* Why there is no next round, if there is none. */
static void add_exhausted(struct session *session, struct buffer *text)
{
    if (session_exhausted(session)) {
        buffer_addf(text, "Nothing is left to ask: %s.",
                    session_focus(session)->only == ONLY_MARKED ? "nothing is marked any more"
                    : session_bank(session) != NULL
                        ? "the latest answer to each of these questions is right"
                        : "the latest answer about each of these rules is right");
    }
}

void present_summary(struct screen *screen, const struct subject *subject, struct session *session)
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
    wrapped(screen, STYLE_PLAIN, &text);
    add_exhausted(session, &text);
    wrapped(screen, STYLE_PLAIN, &text);
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
    if (totals.round_answered > 0) {
        buffer_addf(&text, "; this round %zu answered, %zu right", totals.round_answered,
                    totals.round_right);
    }
    buffer_add_text(&text, ". ");
    if (session_bank(session) != NULL) {
        buffer_add_text(&text, "The bank: ");
        add_progress(session, &text);
    }
    add_doubt(session, subject, &text);
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}
