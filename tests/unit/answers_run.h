/** One reading of answer files: what was said, and what stands in the sheet then, compared as a text. */
#ifndef TESTS_UNIT_ANSWERS_RUN_H
#define TESTS_UNIT_ANSWERS_RUN_H

#include "questions/score/answers.h"
#include "questions/text/buffer.h"

/** The usual typed key. */
#define KEY "question,answer\nq1,A\nq2,B\nq3,C\n"

struct answers_run {
    struct buffer text; /* rejects and notes, a line each; then what became of it */
    struct score_key key;
    struct answers_options how;
    size_t stop_after; /* rejects; 0: never */
    size_t rejects;
    uint64_t done;
};
extern struct answers_run run;

/** Begin with a typed key, or with that of a bank of two questions; end() frees. */
void begin_typed(const char *text);
void begin_bank(void);
void end(void);

void put(const char *path, const char *bytes, size_t length);
/** Read files, and compare all that was said and what stands in the sheet (`want` NULL: do not). */
void check_files(const char *const paths[], size_t count, const char *want);
/** The same of a file of this text. */
void check(const char *text, const char *want);

#endif
