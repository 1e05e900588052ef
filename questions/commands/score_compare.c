/* The same answers by two keys: who gains, who loses, who changes between pass and fail. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/commands/output.h"
#include "questions/commands/score_run.h"
#include "questions/score/rekey.h"
#include "questions/score/sheet_private.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

#define SHOWN 50 /* students listed on a screen */

/* Both scorings of the same students, in the same order. */
struct comparison {
    struct score_run *run;
    struct score_key_file old_key;
    struct sheet *old_sheet;
    struct results *before;
    const struct results *after;
    size_t gain, lose, now_pass, now_fail;
    bool by_share; /* some students' totals are others than before */
};

/* Is there another number of points to be had? */
static bool other_total(const struct comparison *c, size_t student)
{
    return fabs(c->before->students[student].max_points - c->after->students[student].max_points) >
           1e-9;
}

/*
 * By points; where a question is dropped or weighs otherwise, by the share of the points, or everybody
 * who had it right would seem to lose.  Sums of fractions may differ in their last digits only.
 */
static int change_of(const struct comparison *c, size_t student)
{
    const struct student_result *before = &c->before->students[student];
    const struct student_result *after = &c->after->students[student];
    const double change =
        other_total(c, student) ? after->percent - before->percent : after->points - before->points;
    return change > 1e-9 ? 1 : change < -1e-9 ? -1 : 0;
}

static int pass_change_of(const struct comparison *c, size_t student)
{
    return (int)c->after->students[student].passed - (int)c->before->students[student].passed;
}

static bool differs(const struct comparison *c, size_t student)
{
    return change_of(c, student) != 0 || pass_change_of(c, student) != 0;
}

static void count_changes(struct comparison *c)
{
    assert(c->before != NULL && c->after != NULL); /* score_again() saw to it */
    for (size_t s = 0; s < c->after->all.students; s++) {
        c->by_share = c->by_share || other_total(c, s);
        c->gain += change_of(c, s) > 0 ? 1 : 0;
        c->lose += change_of(c, s) < 0 ? 1 : 0;
        c->now_pass += pass_change_of(c, s) > 0 ? 1 : 0;
        c->now_fail += pass_change_of(c, s) < 0 ? 1 : 0;
    }
}

/* ---- As text --------------------------------------------------------------------------------- */

static void print_count(struct screen *screen, const char *label, size_t count, const char *what)
{
    struct buffer text = {0};
    summary_count(&text, count);
    buffer_addf(&text, " %s", what);
    screen_labelled(screen, label, 11, buffer_text(&text));
    buffer_fini(&text);
}

static void add_points(struct buffer *out, const struct student_result *r, bool total)
{
    summary_number(out, r->points, 2);
    if (total) {
        buffer_add_text(out, " of ");
        summary_number(out, r->max_points, 2);
    }
}

static void print_student(struct screen *screen, const struct comparison *c, size_t student)
{
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(&c->run->scored, student, space, &length);
    struct buffer text = {0};
    buffer_add(&text, id, length);
    buffer_add_text(&text, "  ");
    add_points(&text, &c->before->students[student], other_total(c, student));
    buffer_add_text(&text, " -> ");
    add_points(&text, &c->after->students[student], other_total(c, student));
    buffer_add_text(&text, pass_change_of(c, student) > 0   ? ", passes now"
                           : pass_change_of(c, student) < 0 ? ", fails now"
                                                            : "");
    screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
    buffer_fini(&text);
}

static void print_text(struct context *context, const struct comparison *c)
{
    struct screen *screen = &context->out;
    const size_t students = c->after->all.students;
    struct buffer text = {0};
    size_t shown = 0, all = 0;
    const char *dropped = argument(context, "--drop");
    buffer_addf(&text, "%s%s%s in place of %s, ", c->run->key.name,
                dropped != NULL ? " without " : "", dropped != NULL ? dropped : "",
                c->old_key.name);
    summary_count(&text, students);
    buffer_add_text(&text, students == 1 ? " student" : " students");
    screen_wrap(screen, STYLE_STRONG, 0, 2, buffer_text(&text));
    screen_gap(screen);
    print_count(screen, "Gain", c->gain,
                c->by_share ? "get a larger share of the points" : "get more points");
    print_count(screen, "Lose", c->lose, c->by_share ? "get a smaller share" : "get fewer points");
    print_count(screen, "Same", students - c->gain - c->lose, "keep theirs");
    print_count(screen, "Now pass", c->now_pass, "failed before");
    print_count(screen, "Now fail", c->now_fail, "passed before");
    for (size_t s = 0; s < students; s++) {
        if (differs(c, s) && all++ < SHOWN) {
            if (shown++ == 0) {
                screen_gap(screen);
                screen_wrap(screen, STYLE_STRONG, 0, 0, "Points before and after");
            }
            print_student(screen, c, s);
        }
    }
    if (all > shown) {
        buffer_clear(&text);
        buffer_addf(&text, "and %zu more: --json lists all", all - shown);
        screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
    }
    screen_gap(screen);
    screen_wrap(screen, STYLE_PLAIN, 0, 0, "Nothing was written.");
    buffer_fini(&text);
}

/* ---- As JSON --------------------------------------------------------------------------------- */

static void json_student(struct json_out *j, const struct comparison *c, size_t student)
{
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(&c->run->scored, student, space, &length);
    json_object_begin(j);
    json_key(j, "student");
    json_string_n(j, id, length);
    json_member_number(j, "before", c->before->students[student].points);
    json_member_number(j, "after", c->after->students[student].points);
    json_member_bool(j, "passed_before", c->before->students[student].passed);
    json_member_bool(j, "passed_after", c->after->students[student].passed);
    json_member_number(j, "percent_before", c->before->students[student].percent);
    json_member_number(j, "percent_after", c->after->students[student].percent);
    json_object_end(j);
}

static enum status print_json(struct context *context, const struct comparison *c)
{
    struct buffer text = {0};
    struct json_out j = {.out = &text};
    json_object_begin(&j);
    json_member_string(&j, "key", c->run->key.name);
    json_member_string(&j, "old_key", c->old_key.name);
    json_member_int(&j, "students", (int64_t)c->after->all.students);
    json_member_int(&j, "gain", (int64_t)c->gain);
    json_member_int(&j, "lose", (int64_t)c->lose);
    json_member_int(&j, "now_pass", (int64_t)c->now_pass);
    json_member_int(&j, "now_fail", (int64_t)c->now_fail);
    json_key(&j, "changes");
    json_array_begin(&j);
    for (size_t s = 0; s < c->after->all.students; s++) {
        if (differs(c, s)) {
            json_student(&j, c, s);
        }
    }
    json_array_end(&j);
    json_object_end(&j);
    return output_line(context, &text, STATUS_DONE);
}

/* ---- Both scorings --------------------------------------------------------------------------- */

static enum status score_again(struct comparison *c)
{
    struct context *context = c->run->context;
    enum status status = score_key_read(context, argument(context, "--compare-key"),
                                        &c->run->wishes, false, &c->old_key);
    if (status != STATUS_DONE) {
        return status;
    }
    size_t unknown = 0;
    c->old_sheet = rekey_sheet(answers_sheet(c->run->answers), &c->old_key.key, &unknown);
    c->before = c->old_sheet != NULL ? results_new(c->old_sheet, &c->run->wishes.results) : NULL;
    if (c->before == NULL) {
        return command_no_memory(context);
    }
    if (unknown > 0) {
        command_warning(context, "%zu question%s of \"%s\" %s not in \"%s\" and nobody's answers",
                        unknown, unknown == 1 ? "" : "s", c->old_key.name,
                        unknown == 1 ? "is" : "are", c->run->key.name);
    }
    return STATUS_DONE;
}

enum status score_compare_words(struct context *context)
{
    static const char *const options[] = {
        "-o",        "--scores", "--items", "--options",       "--beliefs",
        "--rejects", "--report", "--db",    "--moodle-grades", "--canvas-grades"};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (argument(context, options[i]) != NULL) {
            return command_usage(context, "look first, then score without it",
                                 "--compare-key writes nothing, so %s cannot be", options[i]);
        }
    }
    return STATUS_DONE;
}

enum status score_compare(struct score_run *run)
{
    struct comparison c = {.run = run};
    enum status status = score_run_begin(run);
    if (status == STATUS_DONE) {
        status = score_run_read(run);
    }
    if (status == STATUS_DONE) {
        status = score_run_describe(run);
    }
    if (status == STATUS_DONE) {
        c.after = run->results;
        status = score_again(&c);
    }
    if (status == STATUS_DONE) {
        score_none_warn(run);
        score_most_warn(run);
        count_changes(&c);
        if (run->context->json) {
            status = print_json(run->context, &c);
        } else {
            print_text(run->context, &c);
        }
    }
    results_free(c.before);
    sheet_free(c.old_sheet);
    score_key_file_fini(&c.old_key);
    return status;
}
