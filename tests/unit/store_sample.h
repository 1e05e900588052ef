/** What the store's tests share: a folder to work in, a record, and a look at what was kept. */
#ifndef TESTS_UNIT_STORE_SAMPLE_H
#define TESTS_UNIT_STORE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/store.h"

/** Make a fresh folder and change into it.  @return its absolute path without links, never NULL. */
const char *sample_folder(void);
/** Leave the folder and remove it with all that is in it. */
void sample_folder_remove(void);

/** A question of the pack "ami-lecture", every field filled in; `question` is its id. */
struct asked sample_asked(const char *question);
/** An answer "B" to question number `asked`. */
struct event sample_answer(int64_t asked);
/** Something else that happened to it. */
struct event sample_event(int64_t asked, enum happening what);

/** What store_history() says of one pack, with the texts that matter copied. */
struct sample_row {
    struct outcome_record record; /* its texts are no longer valid */
    char question[64];
    char chosen[64];
};
struct sample_rows {
    struct sample_row *rows; /* owned */
    size_t count;
};
/** Read all of "ami-lecture"; false when that failed.  Free with sample_rows_fini(). */
bool sample_read(struct store *store, struct sample_rows *rows, struct store_problem *problem);
void sample_rows_fini(struct sample_rows *rows);

/** Run SQL on a database behind the store's back, all safety off.  False, and said, on failure. */
bool sample_sql(const char *path, const char *sql);
/** The first number that SQL answers; -1 on failure. */
int64_t sample_number(const char *path, const char *sql);

#endif
