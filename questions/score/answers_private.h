/**
 * How answer files are read, for the files answers*.c.
 *
 * A file is read in rounds.  A round takes a block, cut into pieces at record ends, and has two phases.
 * In the first, pieces are taken apart, each by one thread: what a line says becomes an event, put into
 * the bucket of its student's partition.  Then, by one thread and in the order of the input, students not
 * met before are numbered and answers not met before get codes.  In the second phase each partition is
 * entered by one thread, its buckets in the order of the pieces.  So every student's answers are entered
 * in the order of the input, whatever the number of threads; what must be refused is told afterwards,
 * sorted by its place.
 *
 * What decides about a line looks only at the line, the key and the roster, never at what was read
 * before, but for two things that are seen when it is entered: that there is an answer already, and that
 * the student has another paper.
 */
#ifndef QUESTIONS_SCORE_ANSWERS_PRIVATE_H
#define QUESTIONS_SCORE_ANSWERS_PRIVATE_H

#include <stdatomic.h>

#include "questions/score/answers.h"
#include "questions/score/answers_found.h"
#include "questions/score/cell.h"
#include "questions/score/crew.h"
#include "questions/score/guess.h"
#include "questions/score/ids.h"
#include "questions/score/input.h"
#include "questions/score/nearest.h"
#include "questions/score/records.h"
#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "questions/text/sha256.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define FIRST_LOOK    ((size_t)64 * 1024) /* bytes that tell how lines end */
#define ANSWERS_SLACK 320 /* bytes behind a block that may be read; the first is a line feed */
#define FRESH         UINT32_C(0x80000000) /* of a student's number: index of a fresh one */
#define PENDING       UINT32_C(0x10000)    /* of a code: + index of a pending one */
#define CODE_REFUSED  UINT32_MAX
#define CODE_FAILED   (UINT32_MAX - 1)
#define CODE_ABSENT   (UINT32_MAX - 2) /* nothing stands there, and nothing should */
#define NO_PAPER      UINT32_MAX
#define NO_COLUMN     SIZE_MAX
#define MEMO_SLOTS    1024
_Static_assert(ANSWERS_SLACK >= SHEET_STUDENT_MAX + 2 * 32, "an id, and a look behind it");

/* ---- What a file is -------------------------------------------------------------------------- */

/** A column that holds answers. */
struct answer_column {
    size_t cell;     /* its place in the record */
    size_t question; /* KEY_NO_QUESTION: it is a position, or a text says which */
    size_t position; /* on the paper, from 0; SIZE_MAX: it is a question */
    size_t text;     /* the cell that holds the question's text; NO_COLUMN: none does */
};

#define HEAD_MOST 64 /* bytes */

struct columns {
    size_t count;                 /* cells of the header */
    size_t student, student_else; /* the second one where the first is empty (Moodle) */
    size_t question, answer;      /* of long files */
    size_t form, name, first_name, section, state; /* NO_COLUMN: there is none */
    struct answer_column *answers;                 /* owned; of wide files */
    size_t answer_count;
    bool extra; /* there are cells that nobody looks at */
    /* What the students' column is called: files put together have it again. */
    char head[HEAD_MOST];
    size_t head_length;   /* 0: unknown, or too long to keep */
    bool head_is_student; /* an earlier file has a student who is called so */
};

/** What is told of a refused record. */
struct refused {
    struct reason reason;
    uint64_t responses;
};

/** A shape of files; the list is in answers_shapes.c. */
struct shape {
    const char *words; /* "long CSV" */
    bool rows;         /* a record holds several responses */
    bool lines;        /* records are lines, whatever quotes there are */
    enum cell_form form;
    /* Responses that a record takes with it when it is refused; NULL: 1. */
    size_t (*responses)(const struct answers *answers);
    /* Phase one: take a piece apart. */
    void (*take)(struct piece *piece);
    /* Say why a record was refused, or the cell of a row that `order` tells; false: memory ran out. */
    bool (*tell)(struct piece *piece, const char *record, const char *end,
                 const struct refusal *refusal, struct refused *refused);
};

/**
 * The usual form of a line of NDJSON: what stands before the student, then before the answer for each
 * question, and behind it.  Lines that are so, with values that hold no backslash, need not be parsed.
 */
struct line_form {
    struct buffer before, between, behind_question, behind;
    struct cell_text *middles; /* owned; for each question: between, its id, behind_question */
    struct arena arena;        /* of these */
    bool known;
};

/** Questions by their ids but for zeros ("Q01", "Q1"): answers_zeros.c. */
struct zeros {
    struct ids ids;    /* in small letters, without zeros that begin a number */
    size_t *questions; /* owned; one for each of them; KEY_NO_QUESTION: several have it */
    bool *forgiven;    /* owned; for each question of the key: a line of this file named it so */
};

/** The file that is read now. */
struct answer_file {
    const char *path, *shown; /* as it was given, and as it is shown */
    struct input *input;
    const struct shape *shape;
    struct columns columns;
    char separator;
    char separator_said; /* by its first line, "sep=;"; NUL: by none */
    bool careful;        /* cut with an eye on quotes */
    bool lone_crs;       /* its lines end with CR alone */
    bool whole;          /* all was read */
    bool broken;         /* it cannot be read on */
    bool skipping;       /* within a line that is too long */
    uint64_t line;       /* lines taken */
    size_t mended;       /* students whose names or sections were no UTF-8 */
    struct line_form form;
};

/* ---- Everything ------------------------------------------------------------------------------ */

struct answers {
    const struct score_key *key;
    struct answers_options options;
    struct answers_listener listener;
    struct sheet *sheet;
    struct cells *cells;
    const struct ids *students; /* the sheet's */
    struct ids questions;       /* ids as they stand */
    struct guess guess;         /* of these */
    struct zeros zeros;
    unsigned char *fast_limit; /* owned; letters of a question that need no second look */
    struct pattern *patterns;  /* owned; one for each question */
    bool *letter_ids; /* owned; whether its options are called by their letters; of marks: no */
    unsigned char letters[256];                     /* 'A' and 'a': 0; 255: no letter */
    struct nearest *near_students, *near_questions; /* owned; when refused lines are told */
    struct crew *crew;
    struct piece *pieces; /* owned */
    size_t piece_count;   /* most in a round */
    size_t used;          /* of this round */
    size_t partitions;
    size_t block;         /* bytes read at once */
    char *bytes;          /* owned: the block with what was left of the one before */
    size_t held;          /* bytes in it */
    size_t room;          /* most */
    size_t take;          /* bytes of it that the next round takes */
    size_t refusals_most; /* that a piece of this round may note */
    size_t parted, part; /* what several threads read together: where in the block, bytes of each */
    atomic_bool part_failed; /* one could not be read */
    size_t undigested;       /* bytes at the block's end that sha has not seen yet */
    struct sha256 sha;
    struct answer_file file;
    struct refusals *entering;   /* owned; of each partition */
    struct sheet_counts *counts; /* owned; of each partition */
    bool *entering_failed;       /* owned; of each partition */
    bool stopped, failed;
    struct buffer problem, shape_words;
};

/* ---- answers_block.c: the bytes that are held ------------------------------------------------- */

/** Is there more to read? */
static inline bool block_has_more(const struct answers *answers)
{
    return !answers->file.whole && !answers->file.broken;
}
/** Read the first bytes and look how lines end; false: it is no text (answers->problem). */
bool block_begin(struct answers *answers);
/** Read on behind what is held. */
void block_fill(struct answers *answers);
/** Throw away the first bytes. */
void block_drop(struct answers *answers, size_t length);

/* ---- answers_piece.c: what a piece gathers ---------------------------------------------------- */

bool piece_init(struct piece *piece, struct answers *answers, uint32_t number);
void piece_fini(struct piece *piece);
/** Forget what the last round found. */
void piece_begin(struct piece *piece, const char *from, const char *to, bool last);
/** Note that what stands at `record` yields `responses` fewer than it should. */
void piece_refuse(struct piece *piece, const char *record, uint64_t responses);
/** Room for the codes of a row; false: memory ran out, and the piece has failed. */
bool piece_room_for_row(struct piece *piece, size_t cells);
/**
 * Take a row whose codes stand in piece->codes: CODE_REFUSED, CODE_ABSENT, or a response to
 * piece->row[i].question.
 */
void piece_take_row(struct piece *piece, const struct last_student *who, const char *record,
                    size_t cells);
/** Room for more runs, events, `more` loners or codes; false: memory ran out, and the piece has failed. */
bool bucket_grow_runs(struct piece *piece, struct bucket *bucket);
bool bucket_grow_loners(struct piece *piece, struct bucket *bucket, size_t more);
bool bucket_grow_events(struct piece *piece, struct bucket *bucket);
bool bucket_grow_codes(struct piece *piece, struct bucket *bucket, size_t more);
static inline bool bucket_room_for_run(struct piece *piece, struct bucket *bucket)
{
    return (bucket->runs != NULL && bucket->run_count < bucket->run_capacity) ||
           bucket_grow_runs(piece, bucket);
}
static inline bool bucket_room_for_event(struct piece *piece, struct bucket *bucket)
{
    return bucket->event_count < bucket->event_capacity || bucket_grow_events(piece, bucket);
}
static inline bool bucket_room_for_loners(struct piece *piece, struct bucket *bucket, size_t more)
{
    return bucket->loner_capacity - bucket->loner_count >= more ||
           bucket_grow_loners(piece, bucket, more);
}
/** Does the student's line at hand go on with this run? */
static inline bool run_goes_on(const struct run *run, const struct last_student *who, uint32_t line)
{
    return run->student == who->student && run->paper == who->paper &&
           run->line + run->count == line;
}
/** A new run of the bucket, in which there is room for it, and which begins with the record. */
static inline struct run *bucket_add_run(struct bucket *bucket, const struct piece *piece,
                                         const char *record, enum run_kind kind, uint32_t student,
                                         uint32_t paper)
{
    struct run *run = &bucket->runs[bucket->run_count++];
    *run = (struct run){.student = student,
                        .paper = paper,
                        .offset = (uint32_t)(record - piece->block),
                        .line = piece->line,
                        .kind = kind};
    return run;
}
/** Make sure that the bucket's last run is one of events that a line goes on with; false: memory ran out. */
static inline bool piece_run(struct piece *piece, const struct last_student *who,
                             const char *record)
{
    struct bucket *b = &piece->buckets[who->partition];
    const struct run *last = b->run_count > 0 ? &b->runs[b->run_count - 1] : NULL;
    if (last != NULL && last->kind == RUN_EVENTS && run_goes_on(last, who, piece->line)) {
        return true;
    }
    if (!bucket_room_for_run(piece, b)) {
        return false;
    }
    (void)bucket_add_run(b, piece, record, RUN_EVENTS, who->student, who->paper);
    return true;
}
/** Make sure that the bucket's last run is one of loners; false: memory ran out. */
static inline bool piece_run_of_loners(struct piece *piece, struct bucket *b, const char *record)
{
    if (b->run_count > 0 && b->runs[b->run_count - 1].kind == RUN_LONERS) {
        return true;
    }
    if (!bucket_room_for_run(piece, b)) {
        return false;
    }
    (void)bucket_add_run(b, piece, record, RUN_LONERS, 0, NO_PAPER);
    return true;
}
/**
 * The streak that a line goes on with by answering `question`, or a new one; the bucket has room for
 * codes of all further questions; NULL: memory ran out.
 */
struct run *piece_streak(struct piece *piece, const struct last_student *who, const char *record,
                         uint32_t question);
/** Add an event to the bucket's last run; false: memory ran out. */
static inline bool piece_add(struct piece *piece, size_t partition, uint32_t question,
                             uint32_t code)
{
    struct bucket *b = &piece->buckets[partition];
    if (!bucket_room_for_event(piece, b)) {
        return false;
    }
    b->events[b->event_count++] = (struct event){question, code};
    b->runs[b->run_count - 1].count++;
    return true;
}
/** Code of a cell: CODE_REFUSED, CODE_FAILED, a code or PENDING + index. */
uint32_t piece_code(struct piece *piece, const struct cell_place *place, const char *bytes,
                    size_t length);
/** The code of a response that was read, in the same way. */
uint32_t piece_code_of(struct piece *piece, uint32_t question, const struct response *response);
/** Forget the latest code, of a line that is not taken: letters are options once an answer names them. */
static inline void piece_forget_code(struct piece *piece, uint32_t code)
{
    if (code >= PENDING && code < CODE_ABSENT) {
        piece->pending_count = code - PENDING;
    }
}
/** A copy in the piece's arena; NULL: memory ran out. */
const char *piece_keep(struct piece *piece, const char *bytes, size_t length);
/** Which partition's a student is. */
static inline size_t partition_of(const struct answers *answers, uint64_t hash)
{
    return (size_t)((hash >> 32) * answers->partitions >> 32);
}

/* ---- answers_rows.c: rows of simple letters ---------------------------------------------------- */

/** How rows may be walked through. */
struct row_walk {
    bool usual;    /* the student first, then questions of the key, one a cell, no more */
    bool in_order; /* and they are in the key's order */
};
struct row_walk rows_walk(struct piece *piece);
/** Take a row in one walk, where it is usual; NULL: it needs a closer look. */
const char *rows_take(struct piece *piece, const struct row_walk *walk, const char *at);

/* ---- answers_judge.c: who, and which question -------------------------------------------------- */

/** What a record says about its student; `length` 0: not there. */
struct person {
    struct cell_text student, form, name, first_name, section;
};
/**
 * Who it is: looked up, or put among the fresh ones.
 * @reason  receives why not, when the end is CELL_REFUSED; NULL: nobody asks
 */
enum cell_end judge_student(struct piece *piece, const struct person *person,
                            struct last_student *who, struct reason *reason);
/** Put a new student with a plain id among the fresh ones; false: memory ran out. */
bool judge_fresh(struct piece *piece, const struct id_key *key, struct last_student *who);
/** The same without putting anybody anywhere: only whether, and on which paper. */
enum cell_end judge_person(const struct answers *answers, const struct person *person,
                           uint32_t *paper, struct reason *reason);
/**
 * Which question a text names: exactly, in another case, as a position on the paper, or without papers but
 * for zeros, which is noted when nobody asks for a reason.
 * @place  receives it, and the paper's order of options
 */
enum cell_end judge_question(struct piece *piece, struct cell_text id, uint32_t paper,
                             struct cell_place *place, struct reason *reason);
/** Has a record as many cells as the header? */
enum cell_end judge_width(const struct answers *answers, size_t cells, struct reason *reason);
/** Is a student called as the students' column is?  Then files were put together with their headers. */
bool judge_is_header(const struct columns *columns, struct cell_text id);
/** The text without the space around it. */
struct cell_text judge_trim(struct cell_text text);
/** Is it UTF-8 without control characters? */
bool judge_text(struct cell_text text);
/** Find an id: exactly, else without regard to case. */
size_t judge_find_question(const struct answers *answers, struct cell_text id);
/** A cell of a record, an empty one where there is no such column. */
struct cell_text judge_cell(const struct record_cutter *cutter, size_t column);
/** Lines between two places of a block; the last one may lack its end. */
uint32_t judge_lines(const char *at, const char *next);
/**
 * Find the end of the record at `at` of a piece, and cut it.
 * @cut    receives whether it could be cut: else `problem` says why, or it is NULL and memory ran out
 */
void judge_record(struct piece *piece, const char *at, struct record_end *end, bool *cut);

/* ---- answers_zeros.c: questions named with other zeros ----------------------------------------- */

/** False: memory ran out. */
bool zeros_init(struct zeros *zeros, const struct score_key *key);
void zeros_fini(struct zeros *zeros);
/** The one question whose id is a text but for zeros; KEY_NO_QUESTION: none, or several. */
size_t zeros_question(const struct zeros *zeros, struct cell_text id);
/** A file begins: no line of it was forgiven anything. */
void zeros_forget(struct answers *answers);
/** Keep what lines of a piece that is taken were forgiven. */
void zeros_gather(struct answers *answers, const struct piece *piece);
/** Say which questions lines of the file named so. */
void zeros_note(struct answers *answers);

/* ---- answers_shapes.c, answers_columns.c: what a file is --------------------------------------- */

extern const struct shape shape_long, shape_wide, shape_moodle, shape_canvas, shape_ndjson,
    shape_fixed;
/** Say which questions fixed columns cannot carry: those with several options that are right together. */
void fixed_note_several(struct answers *answers);
/**
 * Find out what the file is from its first bytes, and take its header.
 * @last   there are no more bytes
 * @taken  receives the bytes of the header
 * @return false: the file is no answer file (answers->problem), or memory ran out (failed)
 */
bool shape_find(struct answers *answers, bool last, size_t *taken);
/** Read the header's cells; the same result. */
bool columns_find(struct answers *answers, const struct record_cutter *header);
void columns_fini(struct columns *columns);
/** Say a sentence of what is wrong with the file: "FILE: ..."; returns false. */
__attribute__((format(printf, 2, 3))) bool answers_problem(struct answers *answers,
                                                           const char *format, ...);
__attribute__((format(printf, 2, 3))) void answers_note(struct answers *answers, const char *format,
                                                        ...);

/** Learn the form of the lines of an NDJSON file from its first ones; false: memory ran out. */
bool line_form_learn(struct answers *answers);
void line_form_fini(struct line_form *form);

/* ---- answers_enter.c: phase two ---------------------------------------------------------------- */

/** Number, enter, count and tell what the pieces of a round found. */
void enter_round(struct answers *answers);

/* ---- answers_tell.c: what was refused ---------------------------------------------------------- */

/** Tell what was refused in a round that was entered, until the listener wants no more. */
void tell_refused(struct answers *answers);
/** Tell of a record that was refused outside of a round, and count it. */
void enter_refused(struct answers *answers, const char *reason, const char *text, size_t length);
/** Responses that a refused record takes with it. */
static inline size_t record_responses(const struct answers *answers)
{
    const struct shape *shape = answers->file.shape;
    return shape->responses == NULL ? 1 : shape->responses(answers);
}

/* ---- answers_expect.c: the line that is expected ---------------------------------------------- */

/** Remember whose line it was: the bytes of his id as they stand in the block, 16 of which may be read. */
void student_remember(struct last_student *last, const char *bytes, size_t length);
/** The pattern of `length` bytes; of more than 16 none. */
struct pattern pattern_of(const char *bytes, size_t length);

/* ---- Small things that must be fast ------------------------------------------------------------ */

/**
 * Are the bytes at `at` the expected ones?  16 may be read.  What is expected behind an id is looked at
 * before the id is known to be there: of the last line of a block, so far behind it (ANSWERS_SLACK).
 */
static inline bool fits(const char *at, const struct pattern *p)
{
#if defined(__SSE2__)
    const __m128i text = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i want = _mm_loadu_si128((const __m128i *)(const void *)p->bytes);
    return ((uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, want)) & p->bits) == p->bits;
#else
    return p->length > 0 && memcmp(at, p->bytes, p->length) == 0;
#endif
}

/** Is it the student of the line before? */
static inline bool student_is_last(const struct last_student *last, const char *at)
{
    return fits(at, &last->start) &&
           (last->length <= 16 || memcmp(at, last->bytes, last->length) == 0);
}

/** A text that stands for itself: not quoted, no space around it. */
static inline bool is_plain(const char *at, const char *end)
{
    return at < end && (unsigned char)*at > ' ' && (unsigned char)end[-1] > ' ' && *at != '"';
}

/** Is it ASCII without control characters? */
static inline bool is_simple_text(const char *at, size_t length)
{
    unsigned odd = 0;
    for (size_t i = 0; i < length; i++) {
        odd |= (unsigned)((unsigned char)at[i] < ' ' || (unsigned char)at[i] > '~');
    }
    return odd == 0;
}

#endif
