/** Random answer files, tame and dirty, and the bank that they answer. */
#ifndef TESTS_PROPERTY_DIRTY_ANSWERS_H
#define TESTS_PROPERTY_DIRTY_ANSWERS_H

#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "tests/unit/slow_answers.h"

#define DIRTY_QUESTIONS 5
#define DIRTY_PAPERS    3

/** What a file is made with.  Set `key`, `shape` and seed `rng`; buffer_fini() of `out` at the end. */
struct maker {
    void (*make)(struct maker *m); /* dirty_file(), or another one */
    struct rng rng;
    struct buffer out;
    const struct score_key *key;
    enum slow_shape shape;
    char separator;
    bool tame; /* nothing odd in it */
    const char *line_end;
};

/** Make a file in `out`. */
void dirty_file(struct maker *m);
/** True once in so many times. */
bool dirty_maybe(struct maker *m, size_t in);
/** The items, and papers, of a bank; static. */
struct item *dirty_items(void);
struct paper *dirty_papers(void);

#endif
