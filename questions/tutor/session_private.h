/** The inside of a session, shared by the session_*.c files and nobody else. */
#ifndef QUESTIONS_TUTOR_SESSION_PRIVATE_H
#define QUESTIONS_TUTOR_SESSION_PRIVATE_H

#include "questions/text/rng.h"
#include "questions/tutor/choose.h"
#include "questions/tutor/deck.h"
#include "questions/tutor/memory.h"
#include "questions/tutor/record_case.h"
#include "questions/tutor/session.h"

#define SESSION_SEEN 40 /* latest cases that are kept from coming again */

/** One answer that stands, in the numbers of the pack as it is now. */
struct answer {
    size_t decision;  /* SIZE_MAX: not about a table */
    size_t statement; /* SIZE_MAX: not about a sentence of the pack */
    uint32_t facts;
    size_t outcomes[QUESTION_OPTIONS_MAX];
    size_t count;  /* of outcomes */
    size_t chosen; /* index into outcomes */
    bool correct;
};

/** A mark that nobody took away. */
struct standing_mark {
    int64_t asked; /* number of the question that was marked */
    size_t unit; /* place of the item in the bank, else the item of memory; SIZE_MAX: unknown now */
};

/** What came of one place of the round in an earlier session. */
struct round_place {
    bool answered, right, skipped;
};

struct session {
    struct session_options options;
    struct rng rng;
    char digest[SHA256_HEX_SIZE]; /* of the pack's bytes; of none where there is no pack */
    size_t round_size;
    struct deck deck; /* of the bank; empty without one */
    struct targets targets;
    struct memory memory;
    struct belief *beliefs; /* owned; one for each decision */
    double *weights;        /* owned; one for each misconception */

    struct answer *past; /* owned; answers of earlier sessions and rounds, then of this round */
    size_t past_count, past_capacity;
    struct record_tally total; /* others count than those of `past`: see session_totals */

    /* Of this round; before it begins those left open.  In front of it, after an undo, one more. */
    struct turn turns[SESSION_ROUND + 1];
    size_t turn_count;
    size_t extra;         /* 1: turns[0] is the last of the round before, open again */
    struct turn previous; /* the last turn of the round before, for undo; no question: none */
    size_t open;          /* index of the open turn; turn_count: none */
    size_t before;        /* questions of this round that an earlier session asked */
    struct round_place places[SESSION_ROUND]; /* the first `before` of them count */
    size_t *order[PACK_DECISIONS_MAX];        /* owned; rank of each outcome in this round */

    struct standing_mark *marks; /* owned */
    size_t mark_count, mark_capacity;

    struct seen_case seen[SESSION_SEEN];
    size_t seen_count; /* over all; the ring is seen_count % SESSION_SEEN */
    size_t number;     /* questions asked so far, earlier sessions included */
    size_t last_decision;

    int64_t fresh_round; /* number of the round that begins when none goes on */
    int64_t logged_at;   /* Unix time of what was kept in the log last */
    int64_t shown_at;    /* milliseconds at which the open question was shown first */
    bool shown;          /* shown_at is of the open question */
    bool begun;
    bool failed;
};

/** Decisions of the pack; 0 without one. */
size_t session_decisions(const struct session *session);
/** Work out beliefs, targets and weights anew from the answers that stand. */
void session_rebuild(struct session *session);
/** Add an answer to what is known; false when memory ran out.  The same as a rebuild, but quick. */
bool session_learn(struct session *session, const struct answer *answer);
/** Take the latest answer back. */
void session_unlearn(struct session *session);
/** Let go of the turns of this round. */
void session_free_turns(struct session *session);
/** The answer to a turn, in numbers. */
struct answer session_answer_of(const struct turn *turn);
/** Keep a case from coming again soon; a statement (SIZE_MAX) is none. */
void session_note_seen(struct session *session, size_t decision, uint32_t facts);

/** Keep an event without an answer of a question that was asked; false: session_failed(). */
bool session_log_event(struct session *session, int64_t asked, enum happening what);

/** Is there a mark on the turn, or on what it is about where that counts? */
bool session_turn_marked(const struct session *session, const struct turn *turn);
/** Mark the turn; or take all marks away by which it is marked.  false: session_failed(). */
bool session_mark_turn(struct session *session, struct turn *turn);
/** Note the mark of a record, if it has one; false when memory ran out. */
bool session_recall_mark(struct session *session, const struct outcome_record *record);
/** Find out what the focus leaves out. */
void session_leave_out(struct session *session);
/** Do the questions left open fit the focus? */
bool session_turns_fit(struct session *session);
/** Settle how many questions the round has that begins, or goes on. */
void session_size_round(struct session *session);
/** The same as far as it can be told: 0 where a round ends when all mistakes are mended. */
size_t session_round_known(const struct session *session);

/** How much the plan wants each target asked now. */
void session_weigh(struct session *session);
/** The first rule or statement, in the order of the pack, that was never asked; NULL: none. */
const struct target *session_first_new(struct session *session);

/** A new question, unlike those of this round; NULL when memory ran out. */
struct question *session_make_question(struct session *session);
/** Shuffle the outcomes of each decision for a round. */
void session_shuffle_orders(struct session *session);
/**
 * What a record is about, in numbers: all of the answer but `chosen` and `correct`.
 * @return  false when the pack no longer knows the case, an option or the statement
 */
bool session_read_asked(const struct session *session, const struct asked *asked,
                        struct answer *answer);
/** The same of a decision's question, whoever asked it. */
bool session_read_case(const struct session *session, const struct asked *asked,
                       struct answer *answer);
/** The rest of the answer; false when what was chosen is none of the options. */
bool session_read_chosen(const struct session *session, const struct outcome_record *record,
                         struct answer *answer);
/** Where a question of the bank was asked, and how it went; nothing without a bank. */
void session_recall_card(struct session *session, const struct outcome_record *record);
/** The same question again, from what was kept of it; NULL when the pack no longer has it. */
struct question *session_remake_question(const struct session *session, const struct asked *asked);

#endif
