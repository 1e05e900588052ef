/**
 * What is kept of a learner's work: the sittings that were begun, the questions that were asked, and
 * what happened to each.  All of it only ever grows; counts, beliefs, memory states and what is left
 * open are worked out from it.
 */
#ifndef QUESTIONS_TUTOR_RECORD_H
#define QUESTIONS_TUTOR_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a learner sat down to. */
enum sitting_kind {
    SITTING_NONE, /* unknown: asked before the store kept sittings */
    SITTING_DRILL,
    SITTING_LEARN,
    SITTING_CRAM,
    SITTING_DIAGNOSE,
    SITTING_EXAM
};

/** How a sitting came to its end; most never say, they are just left. */
enum sitting_end {
    END_OPEN,      /* it has none */
    END_HANDED_IN, /* an exam, by the learner */
    END_TIMED_OUT, /* an exam, by its clock */
    END_FINISHED   /* it found out, or showed, all that it was for */
};

/** Something that was settled under a name, for one pack, for one sitting or for good. */
struct setting {
    int64_t at;        /* Unix time, seconds */
    const char *pack;  /* NULL: for every pack */
    int64_t sitting;   /* 0: for more than one sitting; else pack is NULL */
    const char *name;  /* "exam-date" */
    const char *value; /* NULL: no longer settled */
};

/** A question as it was put: enough to put the very same again.  Texts are borrowed. */
struct asked {
    int64_t at;           /* Unix time, seconds */
    int64_t round;        /* which round of questions, from 1, over all of the learner's life */
    int64_t position;     /* its place in the round, from 1 */
    const char *question; /* id made of the content: "path-3f9a2c81" */
    const char *pack;     /* id of the pack that asked; "bank:NAME" when a bank did */
    const char *digest;   /* SHA-256 of the pack's bytes (of none where a bank has no pack at hand),
                             64 hexadecimal digits in lower case */
    const char *kind;     /* the decision's id, "statement", a bank's own word, else "question" */
    const char *decision; /* NULL: none */
    const char *facts;    /* "owned=no,shared=yes,...", every fact; NULL: none */
    const char *telling;  /* id of the way it was told; NULL: plainly, or not a case */
    uint64_t seed;        /* of the choice of words; 0 for a bank, which has its own */
    const char *options;  /* ids of the options as shown, joined by spaces */
    const char *key;      /* ids of the right ones, joined by spaces */
    const char *rule;     /* id of the row, or of the statement, that decides; NULL: none */
    int64_t sitting;      /* number of the sitting, as the store gave it; 0: none */
    const char *item;     /* the whole question as one line of a bank in NDJSON, where it could not
                             be made again from the rest; NULL: it can */
};

/** A sitting that begins, with all that must outlive it being cut off. */
struct sitting {
    int64_t at; /* Unix time, seconds */
    enum sitting_kind what;
    const char *pack;   /* as in struct asked */
    const char *digest; /* as in struct asked */
    uint64_t seed;
    const struct setting *settings; /* names and values; the rest is the sitting's own */
    size_t setting_count;
    const struct asked *asked; /* all it will ask, where that is known at once: an exam's; their
                                  number of the sitting is not looked at */
    size_t asked_count;
};

/** A sitting as it was kept. */
struct sitting_record {
    int64_t id;             /* its number in the store */
    struct sitting sitting; /* without settings and questions; texts are borrowed */
    enum sitting_end end;
    int64_t ended_at; /* Unix time, seconds; 0 where END_OPEN */
};

enum happening {
    HAPPENED_ANSWER, /* one after another takes its place: the last one stands */
    HAPPENED_SKIP,   /* likewise: nothing is answered now */
    HAPPENED_UNDO,
    HAPPENED_MARK,
    HAPPENED_UNMARK,
    HAPPENED_HINT
};

/** What happened to a question that was asked. */
struct event {
    int64_t at;    /* Unix time, seconds */
    int64_t asked; /* number of the question, as the store gave it */
    enum happening what;
    const char *chosen;   /* of an answer: ids of the options chosen, joined by spaces; else NULL */
    bool correct;         /* of an answer */
    int64_t milliseconds; /* of an answer: from seeing the question to answering it */
    bool has_confidence;  /* of an answer: whether the learner said how sure */
    int confidence;       /* 0 to 100, said before the verdict */
};

/** A question with what came of it in the end. */
struct outcome_record {
    int64_t id; /* number of the question in the store */
    struct asked asked;
    bool answered; /* false: skipped, or still open */
    bool skipped;
    const char *chosen; /* as in struct event; NULL unless answered */
    bool correct;
    int64_t answered_at; /* or skipped; Unix time, seconds */
    int64_t milliseconds;
    bool has_confidence; /* as in struct event */
    int confidence;
    bool marked;
    size_t hints;              /* how many were given */
    enum sitting_kind sitting; /* what it was asked in */
    enum sitting_end end;      /* of that sitting */
};

#endif
