/**
 * What the first phase of a round finds in a piece of a block (questions/score/answers_private.h), until the
 * second one has entered it.
 */
#ifndef QUESTIONS_SCORE_ANSWERS_FOUND_H
#define QUESTIONS_SCORE_ANSWERS_FOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/arena.h"
#include "questions/score/ids.h"
#include "questions/score/records.h"
#include "questions/score/response.h"
#include "questions/score/sheet_private.h"

struct answers; /* questions/score/answers_private.h */

/** One response. */
struct event {
    uint32_t question;
    uint32_t code; /* a response_code, or PENDING + index */
};

/** What the responses of a run are. */
enum run_kind {
    RUN_EVENTS, /* events */
    RUN_STREAK, /* to one question after another, with codes of one byte: of these there is no more */
    RUN_LONERS /* not of one student, but each of its own: loners */
};

/**
 * Responses that stand together: of one student the cells of a row, or lines one behind the other, each a
 * record of one line (but perhaps the last).  Or, of loners, lines of
 * several students, between which lines of other runs may stand.
 */
struct run {
    uint32_t student; /* or FRESH + index; of loners 0 */
    uint32_t paper;   /* that the line said, or NO_PAPER */
    uint32_t count;   /* of its responses */
    uint32_t offset;  /* of the first line, in the block */
    uint32_t line;    /* of the first line, in the piece, from 0 */
    uint32_t first;   /* of a streak: its first question */
    uint32_t blank;   /* of a streak: how many of its codes are RESPONSE_BLANK; none is doubled */
    enum run_kind kind;
};

/** A response by itself: its line stands among those of other students. */
struct loner {
    uint32_t student; /* not a fresh one */
    uint32_t offset;  /* of the line, in the block */
    uint16_t question;
    response_code code;
};

/** What was found of the students of one partition; all owned. */
struct bucket {
    struct run *runs;
    size_t run_count, run_capacity;
    struct loner *loners; /* of runs of loners, in their order */
    size_t loner_count, loner_capacity;
    size_t opened; /* loners before this batch: those behind are not in their run's count yet */
    struct event *events; /* of runs of events, in their order */
    size_t event_count, event_capacity;
    unsigned char *codes; /* of streaks, in their order */
    size_t code_count, code_capacity;
};

/** A student whom the sheet does not know; texts lie in the block, or in the piece's arena. */
struct fresh {
    struct id_key key;
    struct cell_text name, section;
    uint32_t paper;
    uint32_t number; /* in the sheet, once it has one */
};

/** A response that may have no code yet. */
struct pending {
    uint32_t question;
    struct response response;
    response_code code; /* once it has one; RESPONSE_NONE: the book is full */
};

enum refusal_kind {
    REFUSED_RECORD,    /* a whole line or row; why is worked out again when it is told */
    REFUSED_CELL,      /* one cell of a row; the same */
    REFUSED_DUPLICATE, /* the student has another answer to the question */
    REFUSED_PAPER,     /* the student has another paper */
    REFUSED_FULL       /* too many different answers to the question */
};

/** There may be many of them at a time: 24 bytes. */
struct refusal {
    uint32_t offset;   /* of the record, in the block */
    uint32_t line;     /* of the record, in the piece, from 0 */
    uint32_t order;    /* in a row: how many of its responses stand before */
    uint32_t question; /* of the kinds with a question; of REFUSED_CELL which column, of
                          REFUSED_PAPER which paper the line said */
    uint32_t student;  /* of the last three kinds */
    uint16_t piece;
    uint16_t kind; /* a refusal_kind */
};

/** In the order of the file. */
struct refusals {
    struct refusal *items; /* owned */
    size_t count, capacity;
    size_t told; /* how many were told */
};
/** False when memory ran out. */
bool refusals_add(struct refusals *refusals, const struct refusal *refusal);

/** A cell read before; of at most 16 bytes. */
struct memo {
    uint64_t low, high;
    uint32_t question, length; /* 0: free */
    uint32_t code;
};

/** Up to 16 bytes that are expected. */
struct pattern {
    char bytes[16];
    uint32_t bits;   /* bit i: byte i is meant */
    uint32_t length; /* 0: more than 16, or none; nothing is ever so */
};

/** Whose line the last one was. */
struct last_student {
    const char *bytes;    /* as it stands in the block; NULL: nobody */
    struct pattern start; /* its first 16 bytes, or fewer */
    uint32_t length;
    uint32_t student;
    uint32_t paper;
    size_t partition;
};

/** A piece of a block, and what was found in it.  Kept from round to round for its memory. */
struct piece {
    struct answers *answers;
    uint32_t number;
    const char *block; /* offsets are from here */
    const char *from, *to;
    bool last;     /* the file ends with it */
    uint32_t line; /* lines taken so far */
    bool quotes;   /* a quoted cell was met, though the block was cut as if there were none */
    bool failed;   /* memory ran out */
    bool crowded;  /* more was refused than may be noted: what was found is of no use */
    struct last_student student;
    const char *began;      /* his first line, if lines stand in order */
    struct bucket *buckets; /* owned; one for each partition */
    struct fresh *fresh;    /* owned */
    size_t fresh_count, fresh_capacity;
    struct pending *pending; /* owned */
    size_t pending_count, pending_capacity;
    struct refusals refusals;
    struct sheet_counts counts; /* of what was refused in phase one */
    struct record_cutter cutter;
    uint32_t *codes; /* owned; of the cells of a row */
    size_t code_capacity;
    struct event *row;        /* owned; of the same capacity: its responses */
    unsigned char *row_codes; /* owned; of the same capacity: of a row that may be a streak */
    struct arena arena; /* texts of fresh students that do not stand in the block as they are */
    struct memo *memos; /* owned; MEMO_SLOTS */
    bool *forgiven;     /* owned; for each question: a line named it but for zeros */
    bool forgave;       /* there is such a question */
};

#endif
