/* Laying an exam out; see the header. */
#include "questions/tutor/exam_view.h"

#include <string.h>

#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/present.h"

#define OVERVIEW_COLUMN 10
#define RESULT_COLUMN   8

static void wrapped(struct screen *screen, enum screen_style style, struct buffer *text)
{
    screen_wrap(screen, style, 0, 0, buffer_text(text));
    buffer_clear(text);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- Time ---- */

void exam_view_clock(struct buffer *out, int64_t seconds, int64_t minutes)
{
    buffer_addf(out, "%*lld:%02lld", minutes >= 100 ? 3 : 2, (long long)(seconds / 60),
                (long long)(seconds % 60));
}

void exam_view_left(struct buffer *out, int64_t seconds)
{
    const int64_t minutes = (seconds + 59) / 60;
    if (seconds < 60) {
        buffer_add_text(out, "less than a minute left");
    } else {
        buffer_addf(out, "%lld minute%s left", (long long)minutes, plural((size_t)minutes));
    }
}

/* ---- While it goes on ---- */

void exam_view_opening(struct screen *screen, const struct exam *exam,
                       const struct exam_words *words, int64_t minutes)
{
    struct buffer text = {0};
    size_t count;
    (void)exam_turns(exam, &count);
    buffer_addf(&text, "amiquiz %s exam: %s", words->version, words->title);
    wrapped(screen, STYLE_STRONG, &text);
    buffer_addf(&text, "%zu question%s, %lld minute%s. ", count, plural(count), (long long)minutes,
                plural((size_t)minutes));
    if (words->resumed) {
        buffer_addf(&text, "It goes on where it was left: %zu answered, ",
                    count - exam_unanswered(exam));
        exam_view_left(&text, exam_left(exam));
        buffer_add_text(&text, "; the clock did not stop. `amiquiz exam --new` gives it up and "
                               "begins another.");
    } else {
        buffer_add_text(&text, "No answer is judged before the end. Until then every answer can be "
                               "changed, and each is saved at once.");
    }
    wrapped(screen, STYLE_PLAIN, &text);
    screen_wrap(screen, STYLE_PLAIN, 0, 0, "? help  o overview  x hand in  q leave it for now");
    buffer_fini(&text);
}

void exam_view_unfinished(struct screen *screen, const struct exam *exam,
                          const struct exam_words *words, int64_t minutes, const char *option)
{
    struct buffer text = {0};
    size_t count;
    (void)exam_turns(exam, &count);
    buffer_addf(&text, "An exam is unfinished: %s", words->title);
    wrapped(screen, STYLE_STRONG, &text);
    buffer_addf(&text, "It has %zu question%s and %lld minute%s: %zu answered, ", count,
                plural(count), (long long)minutes, plural((size_t)minutes),
                count - exam_unanswered(exam));
    exam_view_left(&text, exam_left(exam));
    buffer_addf(&text, ". %s is for another one.", option);
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

/* Which turns a list names. */
enum listed { LIST_ANSWERED, LIST_OPEN, LIST_MARKED };

static bool is_listed(const struct turn *turn, enum listed which)
{
    switch (which) {
    case LIST_ANSWERED:
        return turn->answered;
    case LIST_OPEN:
        return !turn->answered;
    case LIST_MARKED:
        return turn->marked;
    }
    return false;
}

/* "1-4 6 8-10".  @return how many */
static size_t add_list(struct buffer *out, const struct exam *exam, enum listed which)
{
    size_t count, listed = 0;
    const struct turn *turns = exam_turns(exam, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_listed(&turns[i], which)) {
            continue;
        }
        size_t last = i;
        while (last + 1 < count && is_listed(&turns[last + 1], which)) {
            last++;
        }
        buffer_addf(out, "%s%zu", listed > 0 ? " " : "", i + 1);
        if (last > i) {
            buffer_addf(out, "%s%zu", last > i + 1 ? "-" : " ", last + 1);
        }
        listed += last - i + 1;
        i = last;
    }
    return listed;
}

void exam_view_overview(struct screen *screen, const struct exam *exam)
{
    static const struct {
        enum listed which;
        const char *label;
    } lists[] = {{LIST_ANSWERED, "Answered"}, {LIST_OPEN, "Open"}, {LIST_MARKED, "Marked"}};
    struct buffer text = {0}, right = {0};
    exam_view_left(&right, exam_left(exam));
    screen_gap(screen);
    screen_heading(screen, "Overview", buffer_text(&right));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (add_list(&text, exam, lists[i].which) == 0) {
            buffer_add_text(&text, "none");
        }
        screen_labelled(screen, lists[i].label, OVERVIEW_COLUMN, buffer_text(&text));
        buffer_clear(&text);
    }
    buffer_fini(&text);
    buffer_fini(&right);
}

void exam_view_open(struct buffer *out, const struct exam *exam)
{
    const size_t open = exam_unanswered(exam);
    if (open == 0) {
        buffer_add_text(out, "Every question is answered.");
        return;
    }
    buffer_addf(out, "%zu question%s open: ", open, open == 1 ? " is" : "s are");
    (void)add_list(out, exam, LIST_OPEN);
    buffer_add_char(out, '.');
}

/* Rows of a help: the key, what it does; ends with a NULL key. */
static void help(struct screen *screen, const char *const lines[][2])
{
    for (size_t i = 0; lines[i][0] != NULL; i++) {
        screen_labelled(screen, lines[i][0], 7, lines[i][1]);
    }
}

void exam_view_help(struct screen *screen, bool keys)
{
    static const char *const by_key[][2] = {
        {"A, 1", "answer, or answer otherwise; with several to choose, each letter, then Enter"},
        {"n", "next question, or the arrow to the right; Enter alone passes none over"},
        {"p", "the one before, or the arrow to the left"},
        {"Ctrl-L", "show the question again"},
        {NULL, NULL}};
    static const char *const by_line[][2] = {
        {"A, 1", "answer, or answer otherwise; with several to choose all letters: AC"},
        {"n", "next question; a number after #, as in #7, goes to that one"},
        {"p", "the one before"},
        {NULL, NULL}};
    static const char *const others[][2] = {
        {"s", "leave it open, and take its answer away"},
        {"m", "mark it, to look at it again; or take the mark away"},
        {"u", "take the latest answer back"},
        {"o", "overview: what is answered, open, marked"},
        {"x", "hand in; you are asked again before"},
        {"?", "this help"},
        {"q", "leave; the clock goes on, and so does the exam when you come back in time"},
        {NULL, NULL}};
    screen_gap(screen);
    help(screen, keys ? by_key : by_line);
    help(screen, others);
}

void exam_view_review_help(struct screen *screen)
{
    static const char *const lines[][2] = {
        {"Enter", "the next one: first those that were not right, then the others"},
        {"p", "the one before; before the first of them the result"},
        {"1-9", "a number, then Enter: the question of that number"},
        {"y", "why: the whole verdict"},
        {"o", "the other options, each with its reason"},
        {"?", "this help"},
        {"q", "end"},
        {NULL, NULL}};
    screen_gap(screen);
    help(screen, lines);
}

/* ---- At the end ---- */

void exam_view_end(struct screen *screen, enum sitting_end end)
{
    screen_gap(screen);
    screen_wrap(screen, STYLE_STRONG, 0, 0,
                end == END_TIMED_OUT ? "The time is up. The exam was handed in as it was."
                                     : "The exam is handed in.");
}

static void add_points(struct buffer *text, const struct exam_result *r)
{
    buffer_addf(text, "%zu of %zu right", r->right, r->questions);
    if (r->answered < r->questions) {
        buffer_addf(text, ", %zu not answered", r->questions - r->answered);
    }
    if (r->most > 0 && r->most != (double)r->questions) {
        buffer_addf(text, ", %.6g of %.6g points", r->points, r->most);
    }
}

static void view_score(struct screen *screen, const struct exam_result *r,
                       const struct scale *scale)
{
    struct buffer text = {0};
    screen_gap(screen);
    buffer_add_text(&text, r->passed ? "Passed: " : "Not passed: ");
    add_points(&text, r);
    buffer_add_char(&text, '.');
    wrapped(screen, r->passed ? STYLE_RIGHT : STYLE_WRONG, &text);
    buffer_addf(&text,
                "Estimated score %lld, on a scale from %.6g to %.6g with the pass mark %.6g at "
                "%.6g %% of the points. It is estimated: how real exams scale is not published.",
                (long long)r->scaled, scale->low, scale->high, scale->mark, scale->pass * 100);
    wrapped(screen, STYLE_PLAIN, &text);
    buffer_fini(&text);
}

static void view_rules(struct screen *screen, const struct exam_result *r)
{
    struct buffer text = {0}, label = {0};
    screen_gap(screen);
    screen_heading(screen, "By the row that decides", NULL);
    for (size_t i = 0; i < r->rule_count; i++) {
        const struct exam_rule *rule = &r->rules[i];
        buffer_addf(&label, "  %zu of %zu", rule->right, rule->questions);
        buffer_add_text(&text, rule->rule != NULL ? rule->rule : "(the bank names none)");
        screen_labelled(screen, buffer_text(&label), RESULT_COLUMN + 3, buffer_text(&text));
        buffer_clear(&label);
        buffer_clear(&text);
    }
    buffer_fini(&text);
    buffer_fini(&label);
}

static void add_belief(struct buffer *text, const struct exam_belief *found,
                       const struct subject *subject)
{
    const struct pack *pack = subject->pack;
    const char *how = found->probability >= 0.95 ? "You seem to believe" : "Your answers fit";
    if (found->misconception == SIZE_MAX) {
        buffer_addf(text,
                    "You seem to answer by \"%s\" where this asks for \"%s\": not a mistake in "
                    "substance. (%.0f %% likely)",
                    pack->sibling_label, pack->title, 100 * found->probability);
        return;
    }
    const struct misconception *m = &pack->misconceptions[found->misconception];
    buffer_addf(text, "%s: ", how);
    feedback_believes(m, text);
    buffer_addf(text, " (%zu of %zu chance%s, %.0f %% likely). %s", found->fits, found->chances,
                found->chances == 1 ? "" : "s", 100 * found->probability,
                m->correct != NULL ? m->correct : "");
}

static void view_beliefs(struct screen *screen, const struct exam_result *r,
                         const struct subject *subject)
{
    struct buffer text = {0};
    screen_gap(screen);
    screen_heading(screen, "Beliefs", NULL);
    if (r->belief_count == 0) {
        screen_wrap(screen, STYLE_PLAIN, 2, 2, "No wrong belief explains your answers.");
    }
    for (size_t i = 0; i < r->belief_count; i++) {
        add_belief(&text, &r->beliefs[i], subject);
        screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
        buffer_clear(&text);
    }
    buffer_fini(&text);
}

void exam_view_result(struct screen *screen, const struct exam_result *result,
                      const struct exam_words *words, const struct subject *subject)
{
    view_score(screen, result, words->scale);
    view_rules(screen, result);
    if (subject != NULL && subject->pack->misconception_count > 0) {
        view_beliefs(screen, result, subject);
    }
}

void exam_view_item(struct screen *screen, const struct turn *turn,
                    const struct exam_result *result)
{
    present_exam_question(screen, turn, NULL);
    present_verdict(screen, turn, result->weights, false);
}
