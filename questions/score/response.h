/**
 * What a student answered to one question, in two bytes: a code.  The few answers that nearly everybody
 * gives have codes that are the same in every question; all others (several options, an outcome that no
 * option names, a mark) are entered in the question's own code book when they are met first.
 *
 * The number of an entered code depends on who met it first.  So nothing that is put out may depend on
 * the number of a code, only on what it stands for.
 */
#ifndef QUESTIONS_SCORE_RESPONSE_H
#define QUESTIONS_SCORE_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RESPONSE_NONE    0  /* nothing was read: omitted, or not on the student's paper */
#define RESPONSE_BLANK   1  /* read, and empty: omitted */
#define RESPONSE_DOUBLE  2  /* a double mark: answered, and wrong */
#define RESPONSE_OPTION  3  /* + the option, 0 to 25: one option alone */
#define RESPONSE_ENTERED 29 /* this and above: what the code book says */
#define RESPONSE_MAX     UINT16_MAX

typedef uint16_t response_code;

enum response_kind {
    RESPONSE_IS_NONE,
    RESPONSE_IS_BLANK,
    RESPONSE_IS_DOUBLE,
    RESPONSE_IS_OPTIONS, /* one or several */
    RESPONSE_IS_OUTCOME, /* an outcome of the question's decision that none of its options names */
    RESPONSE_IS_MARK     /* --marks */
};

/** What a code stands for. */
struct response {
    enum response_kind kind;
    uint32_t options; /* bit i: option i of the question (not of a paper) */
    size_t outcome;   /* index into the outcomes of the question's decision */
    double mark;
};

/** The entered codes of one question.  Zero-initialise; code_book_fini() frees. */
struct code_book {
    struct response *entries; /* owned; entry 0 is code RESPONSE_ENTERED */
    size_t count, capacity;
    uint32_t *slots; /* owned; private */
    size_t slot_count;
};
void code_book_fini(struct code_book *book);

/** What a code stands for. */
struct response code_book_response(const struct code_book *book, response_code code);
/** How many codes there are: all are below it. */
size_t code_book_codes(const struct code_book *book);
/**
 * The code of a response, entered if it is new.
 * @return false when memory ran out, or the book is full (65,507 entries: marks with many digits)
 */
bool code_book_enter(struct code_book *book, const struct response *response, response_code *code);
/** The code of one that needs no entering, or was entered before; RESPONSE_NONE: it was not. */
response_code code_book_find(const struct code_book *book, const struct response *response);

#endif
