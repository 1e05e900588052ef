/**
 * What the plain text formats share: a text walked through character by character and mended on the
 * way, so that no format emits what a text file must not hold; and what such a format would lose.
 */
#ifndef QUESTIONS_BANK_PLAIN_H
#define QUESTIONS_BANK_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/bank/format.h"
#include "questions/item/item.h"

struct buffer; /* questions/text/buffer.h */

/** A walk through a text.  Borrows it. */
struct plain {
    const char *at;
    size_t left; /* bytes */
};

/** Begin a walk through all of a text (NULL: an empty one). */
struct plain plain_whole(const char *text);
/** Begin a walk that leaves out spaces, tabs and line breaks at both ends. */
struct plain plain_trimmed(const char *text);
/**
 * The next character, false at the end.  CR LF and CR are given as LF; control characters but tab
 * and LF, U+FFFE, U+FFFF and bytes that are not UTF-8 as U+FFFD.
 */
bool plain_next(struct plain *walk, uint32_t *code);
/** Add a character as UTF-8. */
void plain_add(struct buffer *out, uint32_t code);
/** Add a text on one line: trimmed; a run of white space with a line break in it becomes a space. */
void plain_add_line(struct buffer *out, const char *text);
/** Add a number with '.' in every locale, 15 digits at most. */
void plain_add_number(struct buffer *out, double number);

/** Of an empty text no format can make anything: `text`, or a dash when nothing is in it. */
const char *plain_or_dash(const char *text);

/** What a format carries.  Each bit that is not given to plain_check() is reported as a loss. */
enum carried {
    CARRIES_ID = 1 << 0,
    CARRIES_TAGS = 1 << 1,
    CARRIES_POINTS = 1 << 2,
    CARRIES_SELECT = 1 << 3, /* how many to choose, where it is not how many are right */
    CARRIES_FEEDBACK = 1 << 4,
    CARRIES_EXPLANATION = 1 << 5,
    CARRIES_STEM_LINES = 1 << 6,   /* line breaks */
    CARRIES_OPTION_LINES = 1 << 7, /* in options, feedback and the explanation */
    CARRIES_OUTER_SPACE = 1 << 8
};

/**
 * Report what is lost of an item by a format that carries only `carried`, and which of its texts
 * would be mended.  What a pack knows of an item (decision, case, row, beliefs, difficulty) is not
 * reported: JSON alone carries all of it, as data/README.md says.
 */
void plain_check(const struct item *item, unsigned carried, struct losses *losses);
/**
 * Should a page say how many options to choose?  Where there are several, and the stem has neither
 * "choose" nor "select" in it, which are the words for it in questions.
 */
bool plain_must_say_how_many(const struct item *item);
/** Is an id made of letters, digits, '.', '_' and '-' only (and not empty)? */
bool plain_id(const char *id);
/** Does a text (NULL: none) hold what plain_next() mends: control characters, CR, broken bytes? */
bool plain_is_mended(const char *text);
/** Has the item feedback for any option? */
bool plain_has_feedback(const struct item *item);

#endif
