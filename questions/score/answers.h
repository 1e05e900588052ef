/**
 * Answer files of every shape, read into an answer sheet.  Shapes are one list (answers_shapes.c): long
 * CSV, wide CSV, NDJSON, fixed columns, exports of Moodle and of Canvas.  Which one a file is, its
 * separator, its line ends (LF, CR LF, CR alone), a BOM and gzip are found by themselves.
 *
 * A file is read block by block, each block cut at record ends and taken apart by several threads; what
 * they found is entered by student, each student's in the order of the lines.  So the sheet, and the
 * order and text of rejects, are the same with any number of threads, and memory does not grow with the
 * number of lines.
 *
 * A first line "sep=;" (any of CSV_SEPARATORS, any case) names the separator, as for Excel, and is
 * passed over; an option that names one goes first.
 *
 * **What a line is.**  A response of a long file, a row of a wide one; an empty line is none (in NDJSON and
 * fixed columns one of spaces, too).  A line that is refused counts as one rejected response, a row as all
 * its cells, and a row is refused when it has more or fewer cells than the header: nobody can tell which
 * one is missing.  A record over 1 MiB, with a NUL byte, or with quotes that do not close is refused, too.
 *
 * **Students** are told apart by their ids exactly, but for outer space (of Unicode, too: text/white.h).
 * An id is UTF-8 without control characters, 1 to 255 bytes, for it goes out again: all else is refused.
 * Somebody becomes a student by a row that is not refused whole, or a long line that is scored or
 * superseded; names and sections come from the roster, or the file, where those that are not UTF-8 are taken
 * as Windows-1252 and noted.
 *
 * **Papers.**  Where the key has papers, the file's `form` or the student's own paper says whose letters
 * and positions are meant; without either a line is refused.  A form that is another student's is refused,
 * as is a second form of one student.  In a long file, too, letters are those of the paper, and `question`
 * is an id or, if it is none, a position ("7", "Q7").  Wide columns called "Q1", "1", "Question 1",
 * "Response 1" or "Item 1" are positions: on the paper, or without papers in the key, if no column is
 * called after a question.  Places beyond the paper must be empty.
 *
 * **Zeros.**  Without papers a question that no id names may be named with more or fewer zeros at the
 * beginning of a number that begins the id or stands behind a letter ("Q1" for "Q01"), if it is one
 * question alone and, of columns, one column alone; that is noted.  Numbered columns of which only some
 * are questions so are positions.
 *
 * **Moodle's responses** (there is a column "Response 1"): the student is the ID number, or where it is
 * empty the mail address; a "Question 1" column says by its text which question a response is to, else the
 * order of the key does; "-" is nothing answered; attempts that are not finished are refused; the row of
 * averages is passed over.  With --marks columns "Q. 1 /1.00" are read.  **Canvas's student analysis**
 * (columns "n correct" and "n incorrect"): the student is the `id`; "12345: text" columns are questions by
 * their text, or all of them in the key's order where no text is known.
 *
 * **Marks** may have a decimal comma where the separator is none, and lie between minus and plus the
 * question's points.  **NDJSON** may have numbers for student and question; members of other names, as
 * columns of other names, are passed over.  **Fixed columns** are bytes; a line that ends early has blanks.
 */
#ifndef QUESTIONS_SCORE_ANSWERS_H
#define QUESTIONS_SCORE_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/credit.h"
#include "questions/score/reason.h"
#include "questions/score/sheet.h"

/** One response, or one row, that was refused.  Texts are valid during the call. */
struct reject {
    const char *file;
    uint64_t line;      /* 1-based, of the record's first byte */
    const char *reason; /* "no question \"q91\" in the key: did you mean \"q19\"?" */
    enum reject_kind kind;
    const char *text; /* the line as it stood (its first 1024 bytes); foreign */
    size_t text_length;
    uint64_t responses; /* how many responses it takes with it, at least 1 */
};

/** What somebody outside wants to hear while a file is read; members may be NULL. */
struct answers_listener {
    bool (*reject)(void *context, const struct reject *reject); /* in order of lines; false: stop */
    void (*note)(void *context, const char *file,
                 const char *text); /* "columns not used: \"name\"" */
    void (*progress)(void *context, uint64_t bytes_done, uint64_t bytes_all); /* all 0: not known */
    void *context;
};

/** Which characters of a line hold what; 0-based, `length` 0: not there. */
struct fixed_field {
    size_t start, length;
};
struct fixed_layout {
    struct fixed_field student, form, answers;
};
/**
 * "student=1-8 form=9 answers=11-110".
 * @problem  receives what is wrong, in words, when the result is false
 */
bool fixed_layout_read(const char *text, struct fixed_layout *layout, const char **problem);

struct answers_options {
    char separator;                   /* 0: find it */
    const char *student_column;       /* --student; NULL: find it */
    const struct fixed_layout *fixed; /* NULL: not fixed columns */
    enum duplicates duplicates;
    struct credit credit;              /* for DUPLICATES_BEST */
    unsigned threads;                  /* 1 to 1000 */
    const struct score_roster *roster; /* NULL: everybody is welcome; else others are rejected */
    bool digest;                       /* answers_digest() will be asked: it takes its time */
    size_t block;                      /* bytes read at once; 0: the usual.  For tests */
};

/** Who takes part, from --roster: `student[,section][,name]`. */
struct score_roster; /* questions/score/roster.h */

enum answers_end {
    ANSWERS_READ,
    ANSWERS_STOPPED, /* the listener wanted no more */
    ANSWERS_BAD,     /* the file cannot be taken for answers at all: `problem` */
    ANSWERS_FAILED   /* it could not be read to its end, or memory ran out: `problem` */
};

/** Reads files into a sheet, one after another.  NULL when memory ran out. */
struct answers; /* private to answers.c */
struct answers *answers_new(const struct score_key *key, const struct answers_options *options,
                            const struct answers_listener *listener);
void answers_free(struct answers *answers);
/**
 * Read one file ("-": standard input).
 * What was whole before a file breaks off (ANSWERS_FAILED) stays in the sheet.
 * @problem  receives a sentence that begins with the file and, where there is one, the line; valid until
 *           the next call
 */
enum answers_end answers_read(struct answers *answers, const char *path, const char **problem);
/** What was read so far; valid until answers_free(). */
const struct sheet *answers_sheet(const struct answers *answers);
/** SHA-256 of the bytes of all files so far, in order, as they lay on disk. */
void answers_digest(const struct answers *answers, char hex[65]);
/** What the files were, for the summary: "long CSV", "wide CSV, Moodle responses". */
const char *answers_shape(const struct answers *answers);
/**
 * A position, from 0, as the header of a wide file may call it: "7", "q7", "question 7", "q. 7 /1.00".
 * @name    in lower case
 * @return  SIZE_MAX: it is none
 */
size_t answers_position(const char *name);

#endif
