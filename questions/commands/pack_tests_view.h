/** What `pack tests` found, and the ways to print it: CSV with notes, or JSON. */
#ifndef QUESTIONS_COMMANDS_PACK_TESTS_VIEW_H
#define QUESTIONS_COMMANDS_PACK_TESTS_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/cover.h"
#include "questions/commands/command.h"

struct buffer; /* questions/text/buffer.h */

/** A condition that is shown, and the two lines that show it. */
struct shown_pair {
    size_t condition;      /* of the cover */
    size_t decided, other; /* positions in the choice */
};

/** A line and a condition that it has part in. */
struct shown_part {
    size_t line, condition;
};

struct pack_tests {
    struct cover_task task;
    bool pairwise; /* the goal is pairs of values, not conditions */
    struct cover cover;
    struct cover_choice choice;
    struct shown_pair *pairs; /* owned; by condition */
    size_t pair_count;
    struct shown_part *parts; /* owned; two a pair, by line */
    size_t part_count;
};

const struct decision *pack_tests_decision(const struct pack_tests *tests);

/** Fill `pairs` and `parts` from the choice; false when memory ran out.  Nothing under --pairwise. */
bool pack_tests_match(struct pack_tests *tests);

/** Is this line the first that its row decides? */
bool pack_tests_shows_row(const struct pack_tests *tests, size_t line);

/** Two values of two facts. */
struct value_pair {
    struct partial values;
    bool shown;    /* in some chosen case */
    bool possible; /* in some possible case */
};

/**
 * Under --pairwise: every two values of two facts, one pair after another (of a single fact each value).
 * @number  from 0
 * @return  false when there are no more
 */
bool pack_tests_values(const struct pack_tests *tests, size_t number, struct value_pair *pair);
/** How many there are, and how many of them are shown. */
void pack_tests_count_values(const struct pack_tests *tests, size_t *shown, size_t *all);
/** How many of them this line shows that none before it does. */
size_t pack_tests_new_values(const struct pack_tests *tests, size_t line);

/** Why a condition is not shown, in a word ("same-outcome") and in a sentence. */
const char *pack_tests_why(enum cover_why why);
void pack_tests_reason(struct buffer *out, const struct pack_tests *tests,
                       const struct cover_condition *condition);
/** The same of two values, in a sentence. */
bool pack_tests_value_reason(struct buffer *out, const struct pack_tests *tests,
                             const struct value_pair *pair);

/** Print everything; @return the command's status. */
enum status pack_tests_json(struct context *context, const struct pack_tests *tests);
enum status pack_tests_csv(struct context *context, const struct pack_tests *tests);

#endif
