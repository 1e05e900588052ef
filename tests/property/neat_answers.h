/**
 * Answer files as most classes yield them: many questions, a letter in nearly every cell, here and there a
 * blank, several letters, or something that is none; in the key's order or not, each student's lines
 * together or scattered.  What is read eight cells and some dozens of lines at once is met here.
 */
#ifndef TESTS_PROPERTY_NEAT_ANSWERS_H
#define TESTS_PROPERTY_NEAT_ANSWERS_H

#include "tests/property/dirty_answers.h"

#define NEAT_QUESTIONS 45
#define NEAT_MARKS     900 /* different ones: more than a byte can tell */
#define NEAT_SETS      12

/** A key as CSV of so many questions, of 2 to 6 options each where it says how many. */
void neat_key(struct buffer *out, struct rng *rng, size_t questions);
/** A key of marks, of so many questions. */
void neat_marks_key(struct buffer *out, struct rng *rng, size_t questions);
/** A key of questions that have NEAT_SETS options, any number of which may be chosen. */
void neat_sets_key(struct buffer *out, size_t questions);
/** Make a file in `m->out`: wide or long. */
void neat_file(struct maker *m);

#endif
