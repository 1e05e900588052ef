/**
 * A scoring as one SQLite database: STRICT tables, views that a person can query (`scores`,
 * `item_analysis`, `who_chose`, `class_beliefs`), and all that it takes to score it again.
 */
#ifndef QUESTIONS_SCORE_DB_H
#define QUESTIONS_SCORE_DB_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/score/scored.h"

struct buffer; /* questions/text/buffer.h */
struct reject; /* questions/score/answers.h */

/* ---- Writing ---------------------------------------------------------------------------------- */

struct db_out; /* private to out_db.c */

/**
 * Begin a database in an empty file of our own, which nobody else knows yet: so there is one transaction
 * and no journal, and what fails is thrown away whole.
 * @problem  receives why not, when the result is NULL
 */
struct db_out *db_out_begin(const char *path, bool anonymous, struct buffer *problem);
/** A rejected line.  False: db_out_end() says why. */
bool db_out_reject(struct db_out *db, const struct reject *reject);
/**
 * All that was scored.  False: db_out_end() says why.
 * @key  the `key_length` bytes that the key was read from, or that it can be read from again
 */
bool db_out_scored(struct db_out *db, const struct scored *scored, const char *key,
                   size_t key_length);
/**
 * Commit, and free it.
 * @problem  receives what failed first, now or before
 */
bool db_out_end(struct db_out *db, struct buffer *problem);
/** Free it without a commit. */
void db_out_drop(struct db_out *db);

/* ---- Reading ---------------------------------------------------------------------------------- */

struct db_in; /* private to in_db.c */

/** Does a file begin as a SQLite database does? */
bool db_in_looks(const char *path);
/** Does its head say that it is one of a scoring, of whatever version? */
bool db_in_ours(const char *path);
/** Open one; NULL: it is none of ours, or cannot be read: `problem`. */
struct db_in *db_in_open(const char *path, struct buffer *problem);
/**
 * Manifest and key.  Texts are malloc'd and NUL-terminated; the caller frees them.
 * @return false after a problem; nothing is to be freed then
 */
bool db_in_kept(struct db_in *db, char **manifest, size_t *manifest_length, char **key,
                size_t *key_length, struct buffer *problem);
/** Students and answers into an empty sheet. */
struct sheet;
bool db_in_answers(struct db_in *db, struct sheet *sheet, struct buffer *problem);
void db_in_close(struct db_in *db);

#endif
