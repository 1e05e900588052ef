/**
 * Scoring as its definitions say it, in plain loops over plain arrays: the slow twin of
 * questions/score/results.h.  It shares no code with it, works in doubles, and takes totals that differ
 * by less than a billionth for equal.
 */
#ifndef TESTS_UNIT_SLOW_SCORE_H
#define TESTS_UNIT_SLOW_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SLOW_QUESTIONS 37
#define SLOW_STUDENTS  60
#define SLOW_OPTIONS   6
#define SLOW_GROUPS    5

enum slow_status { SLOW_SCORED, SLOW_DROPPED, SLOW_ALL_CREDIT, SLOW_UNSCORED };
enum slow_kind { SLOW_NONE, SLOW_BLANK, SLOW_DOUBLE, SLOW_OPTIONS_CHOSEN, SLOW_MARK };
enum slow_scheme {
    SLOW_ALL_OR_NOTHING,
    SLOW_NET_RIGHT,
    SLOW_COVERAGE,
    SLOW_EACH_OPTION,
    SLOW_FALSE2
};

struct slow_answer {
    enum slow_kind kind;
    bool chosen[SLOW_OPTIONS];
    double mark;
};

struct slow_question {
    bool right[2][SLOW_OPTIONS]; /* one set or two */
    size_t sets;
    size_t choose; /* 0: all of a set */
    size_t options;
    double points;
    enum slow_status status;
};

/** A class; `paper[s]` lists the questions of a student in the order of the paper. */
struct slow_class {
    size_t students, questions;
    struct slow_question question[SLOW_QUESTIONS];
    struct slow_answer answer[SLOW_STUDENTS][SLOW_QUESTIONS];
    size_t paper[SLOW_STUDENTS][SLOW_QUESTIONS];
    size_t paper_count[SLOW_STUDENTS];
    bool marks, omitted_ignored;
    enum slow_scheme scheme;
    double wrong, pass;
};

struct slow_student {
    double points, max_points, percent;
    size_t answered, correct, omitted;
    bool passed;
};

struct slow_option {
    size_t chosen;
    double share, mean_points, option_rest, by_group[SLOW_GROUPS];
};

struct slow_item {
    size_t presented, answered, omitted, not_reached, correct;
    double facility, discrimination_27, item_total, item_rest, alpha_if_deleted;
    double efficiency, weight, sd;
    struct slow_option option[SLOW_OPTIONS], doubled, blank;
};

struct slow_results {
    struct slow_student student[SLOW_STUDENTS];
    struct slow_item item[SLOW_QUESTIONS];
    bool same_questions;
    double max_points, mean, sd, median, min, max, mean_percent, alpha, sem;
    size_t passed, histogram[20];
};

/** What an answer earns. */
double slow_points(const struct slow_class *c, size_t question, const struct slow_answer *answer);
void slow_score(const struct slow_class *c, struct slow_results *r);

#endif
