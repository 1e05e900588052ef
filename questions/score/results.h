/**
 * Everything that scoring found, as numbers: students, questions, options, beliefs, the class.  Worked
 * out once from an answer sheet; the files, the summary, the page and the database only print it.
 *
 * Every figure is the same whatever the order of lines and the number of threads: all sums are of whole
 * numbers (questions/score/units.h).  Variances divide by n - 1.  What is undefined (a correlation with a
 * constant, anything of too few students) is NAN.
 */
#ifndef QUESTIONS_SCORE_RESULTS_H
#define QUESTIONS_SCORE_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/scale.h"
#include "questions/score/beliefs.h"
#include "questions/score/credit.h"
#include "questions/score/sheet.h"

#define RESULTS_GROUPS 5 /* score groups of option curves: fifths of the students by total */

struct results_options {
    struct credit credit;
    bool omitted_ignored; /* --omitted ignore: facility over those who answered */
    bool scaled;          /* --scale was given */
    struct scale scale;   /* the pass mark, too */
    unsigned threads;     /* at least 1 */
    size_t room; /* bytes for figures of several questions at once; 0: the usual.  For tests */
};

/**
 * One student; the one of the same number in the sheet.  All of it is about the questions of his paper
 * that count in the total: those scored, and those with all credit, which give everybody their points.
 */
struct student_result {
    double points, max_points;
    double percent; /* 0 to 100, below 0 with negative marking; NAN: no points to have */
    double scaled;  /* a whole number; NAN: no scale, or no points to have */
    uint32_t answered, correct, omitted; /* correct: fully right, also where it was given */
    bool passed;
};

/**
 * What a flag says about a question; several may hold.  None is raised by what may be the noise of a
 * small class: results_flags.c says how that is judged.
 */
enum item_flag {
    FLAG_NEGATIVE = 1 << 0, /* the best students do worse: item_rest below 0 */
    FLAG_BEST_CHOSE_OTHER =
        1 << 1, /* a wrong option drew better students than the key: `flag_option` */
    FLAG_TELLS_NOBODY_APART = 1 << 2, /* nearly all, or nearly none, have it right */
    FLAG_UNUSED_OPTION = 1 << 3,      /* an option that nobody took: `flag_unused` */
    FLAG_WEAK = 1 << 4,               /* item_rest below .10 */
    FLAG_TODAY = 1 << 5 /* the wrong option of FLAG_BEST_CHOSE_OTHER is what holds by the sibling */
};

/**
 * One question.  Statistics are over the students whose paper has it, by what its answers earn: also of
 * one with all credit, or on trial, whose answers do not count.  Of a dropped one there are counts only.
 */
struct item_result {
    double points; /* the most possible */
    uint64_t presented, answered, omitted, not_reached,
        correct; /* not_reached is part of omitted */
    double facility, discrimination_27, item_total, item_rest, alpha_if_deleted;
    /* As Moodle's quiz statistics define them (percent): */
    double moodle_discrimination_index; /* 100 r(item, rest) */
    double
        moodle_discriminative_efficiency; /* 100 cov(item, rest) / the most it could be, both sorted */
    double moodle_effective_weight;       /* 100 sqrt(cov(item, total)) / sum of these */
    double moodle_sd;                     /* 100 sd(item) / points */
    unsigned flags;                       /* enum item_flag, joined */
    size_t flag_option;                   /* of FLAG_BEST_CHOSE_OTHER */
    uint32_t flag_unused;                 /* of FLAG_UNUSED_OPTION: bit i, option i */
};

/** What so many students answered to one question alike: an option alone, blank, or anything else. */
struct option_result {
    size_t question;
    bool blank; /* no answer: response is RESPONSE_IS_BLANK, not-there included */
    bool
        of_options; /* an option of the question; `option` says which.  A student who chose several counts in each */
    size_t option;
    struct response
        response; /* of a row that is neither: a double mark, an outcome no option names */
    bool correct; /* the option is in the key (of a CSV key: in any right set) */
    uint64_t chosen;
    double share;       /* of all papers that have the question */
    double mean_points; /* mean total of those who chose it */
    double option_rest; /* r of chosen (1 or 0) and the total less the question */
    double by_group
        [RESULTS_GROUPS]; /* share of each fifth, worst first, that chose it; NAN: nobody there */
};

/** A belief over the class. */
struct belief_result {
    double chances_mean;                  /* over the students with any; NAN: nobody had */
    uint64_t chances_least, chances_most; /* over the same; 0: nobody had */
    uint64_t too_few, held, some, none;   /* students; they add up to all */
    uint64_t
        outdone; /* of `held`: they hold a misconception, too, that more of their answers fit */
    double
        guesser; /* mean over those with enough, each by his own chances; NAN: nobody had enough */
    size_t question; /* where most gave its answer; KEY_NO_QUESTION: nobody gave it anywhere */
};

/** The class. */
struct class_result {
    size_t students, questions;        /* questions whose points count */
    bool same_questions;               /* every paper has the same scored questions */
    double max_points;                 /* NAN unless the same for all */
    double mean, sd, median, min, max; /* of points */
    double mean_percent;
    double alpha, sem; /* of the scored questions; NAN unless same_questions */
    size_t passed;
    uint64_t histogram
        [20]; /* students by percent: 0 to below 5, ..., 95 to 100; below 0 counts in the first */
    uint64_t belief_none, belief_one,
        belief_more; /* students by how many misconceptions they hold; other-edition is none */
};

/** The students of one section of the roster. */
struct section_result {
    const char *section; /* borrowed from the sheet; NULL: those who have none */
    size_t students, passed;
    double mean, sd; /* of points */
};

struct results {
    const struct sheet *sheet; /* borrowed */
    struct results_options options;
    struct score_beliefs *beliefs;   /* owned; never NULL */
    struct student_result *students; /* owned */
    struct item_result *items;       /* owned; one for each question of the key */
    struct option_result *choices;   /* owned; by question, then option, then others, then blank */
    size_t choice_count;
    size_t *choice_first; /* owned; index of each question's first; one more at the end */
    struct belief_result *belief_results; /* owned */
    struct section_result
        *sections; /* owned; by name, those without one last; none: nobody has one */
    size_t section_count;
    struct class_result all;
};

/** Work out everything; NULL when memory ran out. */
struct results *results_new(const struct sheet *sheet, const struct results_options *options);
void results_free(struct results *results);

/**
 * What may be chance in a class of so many: twice the standard error of a correlation where there is none
 * (INFINITY for fewer than two), and the ends of the interval of Wilson that belongs to a share, two
 * standard errors wide to either side.  Sources: results_flags.c.
 */
double results_noise(uint64_t students);
double results_at_least(double share, uint64_t students);
double results_at_most(double share, uint64_t students);

/**
 * A flag in words, as the summary and items.csv say it: "read the wording: B drew the best students" (a
 * derived key is not doubted), "check the key: B drew the best students" (a typed one), "nobody took D",
 * "tells nobody apart".  Several are joined by "; ".  Adds nothing where there are none.
 */
struct buffer;
void results_flag_words(struct buffer *out, const struct results *results, size_t question);

/** How an option or another answer is called in files: "C", "A;C", "(double)", an outcome's id. */
void results_response_words(struct buffer *out, const struct sheet *sheet, size_t question,
                            const struct response *response);

#endif
