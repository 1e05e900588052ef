/**
 * Exams in the store: beginning one, finding the one that was cut off, and taking it up with the same
 * questions, options, answers, marks and clock.  What is asked is kept with it, word for word, so
 * neither a changed pack nor a missing bank can stop an exam.
 */
#ifndef QUESTIONS_TUTOR_EXAM_SITTING_H
#define QUESTIONS_TUTOR_EXAM_SITTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/diag.h"
#include "questions/bank/bank.h"
#include "questions/item/scale.h"
#include "questions/text/buffer.h"
#include "questions/text/sha256.h"
#include "questions/tutor/exam.h"
#include "questions/tutor/store.h"

/** An exam about to begin. */
struct exam_begin {
    int64_t at;                    /* Unix time, seconds */
    const char *course;            /* id of the pack; "bank:NAME" of a bank */
    const char *digest;            /* SHA-256 of the pack's bytes; NULL: no pack is at hand */
    const struct subject *subject; /* NULL: likewise */
    uint64_t seed;
    const char *title;
    const char *pack_file; /* where the pack can be read again; NULL: built in, or nowhere */
    int64_t minutes;
    const char *pass, *scale;    /* words that scale_read_pass() and scale_read() take */
    const struct buffer *ndjson; /* what exam_plan.h made */
};

/** An exam of the store.  Zero-initialise; exam_sitting_fini() frees what it holds. */
struct exam_sitting {
    int64_t id; /* 0: there is none */
    int64_t began, ended_at;
    enum sitting_end end;
    char digest[SHA256_HEX_SIZE];
    char *course, *title;   /* owned */
    char *pack, *pack_file; /* owned; its id and where it can be read again; NULL: see exam_begin */
    int64_t minutes;
    struct scale scale;
    /* Once it is open: */
    struct exam *exam; /* owned */
    /* Owned; what cannot be read any more, of the questions in their order; they are left out. */
    bool *damaged;
    size_t damaged_count;
    struct buffer text;
    struct source_text source;
    struct bank bank;
    struct store *store;
    struct store_problem *problem;
};
void exam_sitting_fini(struct exam_sitting *sitting);

/* What follows returns false, and a problem, on failure. */

/** Keep an exam that begins, with all its questions.  @id receives its number. */
bool exam_sitting_begin(struct store *store, const struct exam_begin *begin, int64_t *id,
                        struct store_problem *problem);
/**
 * The exam that was begun last and has no end, with its settings; its id is 0 where there is none.
 * @course  only exams of that; NULL: of any
 * @id      only this one, ended or not; 0: any that is open
 */
bool exam_sitting_find(struct store *store, const char *course, int64_t id,
                       struct exam_sitting *sitting, struct store_problem *problem);
/**
 * End the exams that have no end, unread: handed in now, or timed out when their time was over.
 * @course  as in exam_sitting_find()
 * @ended   receives how many
 */
bool exam_sittings_end(struct store *store, const char *course, int64_t now, size_t *ended,
                       struct store_problem *problem);
/**
 * Make it an exam again.  Questions that are damaged are left out, as long as one is not.
 * @subject  of the pack it was made from, byte for byte; NULL: it is not at hand any more.  It must
 *           outlive the exam, and so must store and problem, which its steps are kept with.
 */
bool exam_sitting_open(struct store *store, struct exam_sitting *sitting,
                       const struct subject *subject, const struct session_clock *clock,
                       struct store_problem *problem);

#endif
