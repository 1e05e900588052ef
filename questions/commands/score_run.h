/** One run of `score`; private to score.c, score_compare.c, score_run.c and score_targets.c. */
#ifndef QUESTIONS_COMMANDS_SCORE_RUN_H
#define QUESTIONS_COMMANDS_SCORE_RUN_H

#include "questions/commands/score.h"

/** Zero-initialise but for `context`; score_run_fini() frees. */
struct score_run {
    struct context *context;
    struct score_wishes wishes;
    struct score_key_file key;
    struct score_roster *roster; /* NULL: none */
    struct absentee *absent;     /* owned */
    struct score_listening listening;
    struct answers *answers;
    struct results *results;
    struct scored scored;
    struct score_files files;
    struct buffer answers_name, key_copy;
    char answers_sha256[SHA256_HEX_SIZE];
};
void score_run_fini(struct score_run *run);

/**
 * Nothing that is read may be written over, and no two results go to one file; STATUS_USAGE after a
 * message.  A link counts as what it names; the copy of the key may stand where the key does.
 */
enum status score_targets_check(struct context *context);
/** --roster; STATUS_DONE without one. */
enum status score_run_roster(struct score_run *run);
/** Begin what is written while answers are read: the folder, rejects, the database. */
enum status score_run_begin(struct score_run *run);
/** Read all files of answers, and work out the results. */
enum status score_run_read(struct score_run *run);
/** Say where everything came from, for all that is written. */
enum status score_run_describe(struct score_run *run);
/** Fill all files that are wanted. */
enum status score_run_write(struct score_run *run);
/** Put them in place, or give them up. */
enum status score_run_end(struct score_run *run, enum status status);
/** The first rejected lines, for the summary. */
void score_run_rejects(struct buffer *out, const struct score_run *run);

/** Was all that was answered rejected?  Once everything is described. */
bool score_none(const struct score_run *run);
/** If so: that and what to do about it, as the beginning of a summary, or as a warning. */
void score_none_print(struct screen *screen, const struct score_run *run);
void score_none_warn(struct score_run *run);
/** If most of it was, and the reasons have one cause: a warning that says so. */
void score_most_warn(struct score_run *run);

/** Under --compare-key no file may be asked for; STATUS_USAGE after a message. */
enum status score_compare_words(struct context *context);
/** --compare-key: who gains and who loses. */
enum status score_compare(struct score_run *run);

#endif
