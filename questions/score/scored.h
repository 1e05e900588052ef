/**
 * Everything that is said about one scoring: its numbers, and where they came from.  The CSV files, the
 * database, the pages and the summary are all written from this, whether answers were just read or come
 * back from a folder that was kept.
 */
#ifndef QUESTIONS_SCORE_SCORED_H
#define QUESTIONS_SCORE_SCORED_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/score/results.h"

struct buffer;  /* questions/text/buffer.h */
struct subject; /* questions/item/subject.h */

/** An option as the user gave it, or its default: "--pass" and "70%".  A flag: "yes" or "". */
struct scored_option {
    const char *name;
    const char *value; /* "": not given, and no default */
};

/** Somebody of the roster who has no paper.  Texts of the roster; NULL: unsaid. */
struct absentee {
    const char *student, *section, *name;
};

/** Borrows everything.  Foreign are all texts but the digests. */
struct scored {
    const struct results *results;
    struct sheet_counts
        counts; /* of the first reading, also where answers came back from a folder */

    const char *title;        /* of the bank; NULL: it has none */
    const char *key_name;     /* file: "final.json" */
    const char *key_sha256;   /* of its bytes */
    bool key_of_bank;         /* else typed */
    const char *key_copy;     /* file that a copy is kept in: "key.json" */
    const char *pack_copy;    /* the same of its pack; NULL: it is one built in, or there is none */
    const char *answers_name; /* "scan.csv", "scan.csv and 2 more" */
    const char *answers_sha256;
    const char *shape; /* "wide, letters" */

    const char *roster_name; /* NULL: no roster */
    size_t roster_count;
    const struct absentee *absent;
    size_t absent_count;

    const struct scored_option *options;
    size_t option_count;
    bool anonymous; /* no id, name or section of a student goes out */
};

/** The key that was scored by. */
const struct score_key *scored_key(const struct scored *scored);
/** The subject that judged; NULL: none. */
const struct subject *scored_subject(const struct scored *scored);

#define SCORED_ID_SPACE 32 /* room for an invented id */
/**
 * What a student is called: the id, or under --anonymous "student-0001", by first appearance.
 * @space   for an invented one
 * @length  receives its bytes; ids are UTF-8 without NUL
 */
const char *scored_student(const struct scored *scored, size_t student, char space[SCORED_ID_SPACE],
                           size_t *length);
/** The same in quotes, as `show` writes it: looks_show() or looks_show_all() (questions/text/looks.h). */
void scored_show_student(struct buffer *out, const struct scored *scored, size_t student,
                         void (*show)(struct buffer *out, const char *bytes, size_t length));
/** A student's name, of the roster or an export; NULL: nobody said it, or nobody may. */
const char *scored_name(const struct scored *scored, size_t student);

/** "A", "A and C", "A, B and C"; "no option".  Options by letters. */
void scored_letters(struct buffer *out, uint32_t options);
/** The right answer of a question: "C", "A and C", "A, or B and C"; "nothing". */
void scored_right(struct buffer *out, const struct key_question *question);
/** Is this option in some right set? */
bool scored_is_right(const struct key_question *question, size_t option);

#endif
