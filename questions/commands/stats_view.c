/*
 * Progress on a screen.  A bar stands only beside its number, so that nothing is lost where there is
 * no room for it: below WIDE columns, and for screen readers.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/commands/stats.h"
#include "questions/item/feedback.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/day.h"

#define WIDE        60
#define BAR         13  /* columns of a whole bar */
#define NAME        25  /* columns of a name */
#define DAYS_MOST   14  /* days that are shown */
#define TELLING     0.2 /* a belief is named from here on; after few answers many fit a little */
#define WIDTH_WHOLE 40  /* columns from which a belief and its share stand on one line */

/* What is needed to draw. */
struct drawing {
    const struct study *study;
    struct screen *screen;
    struct buffer line;
    bool failed;
};

static bool has_bars(const struct drawing *d)
{
    return d->screen->width >= WIDE && !d->screen->accessible;
}

static void end_line(struct drawing *d, size_t hang)
{
    screen_wrap(d->screen, STYLE_PLAIN, 0, hang, buffer_text(&d->line));
    d->failed = d->failed || d->line.failed;
    buffer_clear(&d->line);
}

static void heading(struct drawing *d, const char *text)
{
    screen_gap(d->screen);
    screen_heading(d->screen, text, NULL);
}

static int percent(double share)
{
    return (int)(100 * share + 0.5);
}

/* "########------------  "; nothing on a narrow screen. */
static void add_bar(struct drawing *d, double share)
{
    const int full = (int)(share * BAR + 0.5);
    for (int i = 0; has_bars(d) && i < BAR; i++) {
        buffer_add_char(&d->line, i < full ? '#' : '-');
    }
    buffer_add_text(&d->line, has_bars(d) ? "  " : "");
}

/* A name, padded where columns stand below one another, and cut where it is too long for its own. */
static void add_name(struct drawing *d, const char *name)
{
    if (has_bars(d)) {
        buffer_addf(&d->line, "  %-*.*s  ", NAME, NAME, name);
    } else {
        buffer_addf(&d->line, "%s: ", name);
    }
}

static void add_days_left(struct drawing *d, int64_t days)
{
    if (days == 0 || days == 1) {
        buffer_add_text(&d->line, days == 0 ? " (today)" : " (tomorrow)");
    } else {
        buffer_addf(&d->line, " (in %lld days)", (long long)days);
    }
}

/* ---- The head -------------------------------------------------------------------------------- */

static void draw_head(struct drawing *d)
{
    const struct study *study = d->study;
    const struct figures *f = &study->figures;
    size_t met = 0, due = 0, wrong = 0;
    for (size_t i = 0; i < f->memory.count; i++) {
        const struct memory_item *item = &f->memory.items[i];
        met += item->reviews > 0;
        due += item->reviews > 0 && memory_due(item) <= study->today;
        wrong += item->wrong;
    }
    screen_heading(d->screen, study->subject->pack->title, study->subject->pack->id);
    buffer_addf(&d->line, "%zu answered, %zu right", f->total.answered, f->total.right);
    if (f->total.answered > 0) {
        buffer_addf(&d->line, " (%d %%)",
                    percent((double)f->total.right / (double)f->total.answered));
    }
    buffer_addf(&d->line, ". %zu of %zu rules asked", met, f->memory.count);
    if (wrong > 0) {
        buffer_addf(&d->line, ", %zu wrong last", wrong);
    }
    buffer_addf(&d->line, ", %zu due today.", due);
    end_line(d, 0);
    buffer_addf(&d->line, "Expect %.0f of %zu rules recalled today",
                study_expected(study, study->today), f->memory.count);
    if (study->plan.exam) {
        buffer_addf(&d->line, ", %.0f in the exam on ",
                    study_expected(study, study->plan.exam_day));
        day_write_short(&d->line, study->plan.exam_day, study->today);
        add_days_left(d, study->plan.exam_day - study->today);
    }
    buffer_add_char(&d->line, '.');
    end_line(d, 0);
}

/* ---- Rules ----------------------------------------------------------------------------------- */

static void add_due(struct drawing *d, const struct memory_item *item)
{
    const int64_t due = memory_due(item);
    if (due <= d->study->today) {
        buffer_add_text(&d->line, "due today");
    } else {
        buffer_add_text(&d->line, "due ");
        day_write_short(&d->line, due, d->study->today);
    }
}

static void draw_rule(struct drawing *d, const struct memory_item *item)
{
    const double recall = memory_recall(item, d->study->today);
    add_name(d, study_item_id(d->study, item));
    add_bar(d, recall);
    buffer_addf(&d->line, has_bars(d) ? "%3d %%" : "%d %%", percent(recall));
    if (d->study->plan.exam) {
        buffer_addf(&d->line, has_bars(d) ? "  exam %3d %%" : ", exam %d %%",
                    percent(memory_recall(item, d->study->plan.exam_day)));
    }
    buffer_add_text(&d->line, has_bars(d) ? "  " : ", ");
    add_due(d, item);
    /* What was just seen is recalled now, be it right or wrong: the figure alone would flatter. */
    buffer_add_text(&d->line, item->wrong ? ", wrong" : "");
    end_line(d, 4);
}

/* The rules of a decision, `count` of them: those that were asked one by one, the others in one line. */
static void draw_group(struct drawing *d, const struct memory_item items[], size_t count)
{
    const struct pack *pack = d->study->subject->pack;
    const char *joint = "not asked yet: ";
    buffer_addf(&d->line, "%s: recall now",
                items->decision != SIZE_MAX ? pack->decisions[items->decision].id : "statements");
    heading(d, buffer_text(&d->line));
    buffer_clear(&d->line);
    for (size_t i = 0; i < count; i++) {
        if (items[i].reviews > 0) {
            draw_rule(d, &items[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (items[i].reviews == 0) {
            buffer_addf(&d->line, "%s%s", joint, study_item_id(d->study, &items[i]));
            joint = ", ";
        }
    }
    if (d->line.length > 0) {
        screen_wrap(d->screen, STYLE_PLAIN, has_bars(d) ? 2 : 0, 4, buffer_text(&d->line));
        buffer_clear(&d->line);
    }
}

static void draw_rules(struct drawing *d)
{
    const struct memory *memory = &d->study->figures.memory;
    for (size_t i = 0, next; i < memory->count; i = next) {
        for (next = i + 1;
             next < memory->count && memory->items[next].decision == memory->items[i].decision;
             next++) {
        }
        draw_group(d, &memory->items[i], next - i);
    }
}

/* ---- Days ------------------------------------------------------------------------------------ */

static void draw_days(struct drawing *d)
{
    const struct figures *f = &d->study->figures;
    const size_t first = f->day_count > DAYS_MOST ? f->day_count - DAYS_MOST : 0;
    size_t most = 1;
    for (size_t i = first; i < f->day_count; i++) {
        most = f->days[i].answered > most ? f->days[i].answered : most;
    }
    heading(d, first > 0 ? "Answers a day, the latest two weeks of study" : "Answers a day");
    for (size_t i = first; i < f->day_count; i++) {
        const struct figure_day *day = &f->days[i];
        struct buffer name = {0};
        buffer_addf(&name, "%s ", day_of_week(day->day));
        day_write_short(&name, day->day, d->study->today);
        add_name(d, buffer_text(&name));
        d->failed = d->failed || name.failed;
        buffer_fini(&name);
        add_bar(d, (double)day->answered / (double)most);
        buffer_addf(&d->line, "%zu answered, %zu right", day->answered, day->right);
        end_line(d, 4);
    }
}

/* ---- Beliefs --------------------------------------------------------------------------------- */

/* "sound 12 %", which no line's end parts where lines are long enough. */
static void add_share(struct drawing *d, const struct belief *belief, size_t hypothesis)
{
    const char *space = d->screen->width < WIDTH_WHOLE ? " " : "\u00a0";
    buffer_addf(&d->line, "%s%s%d%s%%", belief_name(belief, hypothesis), space,
                percent(belief->hypotheses[hypothesis].probability), space);
}

/*
 * "after 20 answers: sound 12 %, snapshot-lock 61 %": sound, and what else the answers tell.
 * @named  receives which hypotheses were
 */
static void draw_belief(struct drawing *d, const struct belief *belief, size_t answers,
                        bool named[])
{
    size_t best = SIZE_MAX, second = SIZE_MAX;
    for (size_t i = 1; i < belief->count; i++) {
        const double p = belief->hypotheses[i].probability;
        if (best == SIZE_MAX || p > belief->hypotheses[best].probability) {
            second = best;
            best = i;
        } else if (second == SIZE_MAX || p > belief->hypotheses[second].probability) {
            second = i;
        }
    }
    struct buffer name = {0};
    buffer_addf(&name, "after %zu answer%s", answers, answers == 1 ? "" : "s");
    add_name(d, buffer_text(&name));
    d->failed = d->failed || name.failed;
    buffer_fini(&name);
    add_bar(d, belief->hypotheses[0].probability);
    add_share(d, belief, 0);
    const size_t others[] = {best, second};
    for (size_t i = 0; i < 2; i++) {
        if (others[i] != SIZE_MAX && belief->hypotheses[others[i]].probability >= TELLING) {
            buffer_add_text(&d->line, ", ");
            add_share(d, belief, others[i]);
            named[others[i]] = true;
        }
    }
    end_line(d, has_bars(d) ? NAME + 4 + BAR + 2 : 4);
}

/* What the misconceptions say that were named. */
static void draw_words(struct drawing *d, const struct belief *belief, const bool named[])
{
    for (size_t i = 0; i < belief->count; i++) {
        if (named[i] && belief->hypotheses[i].kind == HYPOTHESIS_MISCONCEPTION) {
            buffer_addf(&d->line, "%s%s: ", has_bars(d) ? "  " : "", belief_name(belief, i));
            feedback_believes(
                &belief->subject->pack->misconceptions[belief->hypotheses[i].misconception],
                &d->line);
            end_line(d, 4);
        }
    }
}

/* Two beliefs held at once, where they explain the answers better than one. */
static void draw_pair(struct drawing *d, const struct belief *belief, size_t answers)
{
    const struct pack *pack = belief->subject->pack;
    struct figure_pair pair;
    if (!figures_pair(&d->study->figures, belief, answers, &pair)) {
        d->failed = true;
    }
    if (!pair.told) {
        return;
    }
    buffer_addf(&d->line, "%sTwo beliefs at once fit better (%d %% where pairs are weighed, too): ",
                has_bars(d) ? "  " : "", percent(pair.probability));
    for (size_t i = 0; i < 2; i++) {
        feedback_believes(&pack->misconceptions[pair.misconceptions[i]], &d->line);
        buffer_add_text(&d->line, i == 0 ? " and " : ".");
    }
    buffer_addf(&d->line, " To be sure, run diagnose --pairs --decision %s.",
                pack->decisions[belief->decision].id);
    end_line(d, 4);
}

static void draw_course(struct drawing *d, size_t decision)
{
    struct belief belief;
    const size_t count = figures_about(&d->study->figures, decision);
    if (count == 0) {
        return;
    }
    if (!belief_init(&belief, d->study->subject, decision, NULL)) {
        d->failed = true;
        return;
    }
    bool *named = calloc(belief.count, sizeof *named);
    if (named == NULL) {
        d->failed = true;
        belief_fini(&belief);
        return;
    }
    buffer_addf(&d->line, "%s: what your answers fit",
                d->study->subject->pack->decisions[decision].id);
    heading(d, buffer_text(&d->line));
    buffer_clear(&d->line);
    for (size_t n = FIGURES_STEP; n < count; n += FIGURES_STEP) {
        figures_believed(&d->study->figures, &belief, n);
        draw_belief(d, &belief, n, named);
    }
    figures_believed(&d->study->figures, &belief, count);
    draw_belief(d, &belief, count, named);
    draw_words(d, &belief, named);
    draw_pair(d, &belief, count);
    free(named);
    belief_fini(&belief);
}

/* ---- How sure -------------------------------------------------------------------------------- */

static void draw_sure(struct drawing *d)
{
    bool any = false;
    for (size_t i = 0; i < FIGURES_SURE; i++) {
        const struct figure_sure *sure = &d->study->figures.sure[i];
        if (sure->answered == 0) {
            continue;
        }
        if (!any) {
            heading(d, "How sure you were, and how often right");
            any = true;
        }
        const double count = (double)sure->answered;
        struct buffer name = {0};
        buffer_addf(&name, "%.0f %% sure", (double)sure->confidence / count);
        add_name(d, buffer_text(&name));
        d->failed = d->failed || name.failed;
        buffer_fini(&name);
        add_bar(d, (double)sure->right / count);
        buffer_addf(&d->line, "%d %% right, %zu answered", percent((double)sure->right / count),
                    sure->answered);
        end_line(d, 4);
    }
}

bool stats_view(const struct study *study, struct screen *screen)
{
    struct drawing d = {.study = study, .screen = screen};
    draw_head(&d);
    if (study->figures.total.answered > 0) {
        draw_rules(&d);
        draw_days(&d);
        for (size_t i = 0; i < study->subject->pack->decision_count; i++) {
            draw_course(&d, i);
        }
        draw_sure(&d);
    }
    buffer_fini(&d.line);
    return !d.failed;
}
