/**
 * A cell of an answer file: what it says about one question.  It is read as, in this order: empty; a
 * double mark (`*`); option ids, one or several (`C`, `AC`, `A;C`, `["A","C"]`); an outcome's id or
 * alias; an option's full text, or several joined by ";" (of texts that begin alike the longest is tried
 * first); with --marks a mark.  Letter case and outer space (of Unicode, too: text/white.h) do not matter.
 * Reading changes nothing, so any number of threads may read.
 */
#ifndef QUESTIONS_SCORE_CELL_H
#define QUESTIONS_SCORE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/score/key.h"
#include "questions/score/reason.h"
#include "questions/score/response.h"

/** What a cell is made of. */
enum cell_form {
    CELL_PLAIN,
    CELL_MOODLE, /* several texts joined by "; "; "-": nothing answered */
    CELL_CANVAS, /* several texts joined by ",", commas in them as "\,", or not */
    CELL_DIGITS  /* one character; digits 1 to 9 are letters A to I */
};

/** Where a cell stands. */
struct cell_place {
    size_t question;
    const struct paper_question *printed; /* the paper's order of options; NULL: that of the key */
    enum cell_form form;
    bool comma; /* a comma may be a mark's decimal point: it is no separator of the file */
};

struct cells; /* private to cell.c */

/** What is needed to read cells by a key, which must outlive it; NULL when memory ran out. */
struct cells *cells_new(const struct score_key *key);
void cells_free(struct cells *cells);

/** What reading a cell came to. */
enum cell_end {
    CELL_READ,
    CELL_REFUSED,
    CELL_FAILED /* memory ran out */
};
/**
 * Read a cell.
 * @response  receives what it says; RESPONSE_IS_BLANK of an empty one
 * @reason    where it is refused receives why: `question "q7": "E" is no option (A to D)`; may be NULL
 */
enum cell_end cell_read(const struct cells *cells, const struct cell_place *place,
                        const char *bytes, size_t length, struct response *response,
                        struct reason *reason);

/** A piece of text, not NUL-terminated. */
struct cell_text {
    const char *bytes;
    size_t length;
};
/** The same of a list whose parts stand apart already, each an option's id, outcome or text. */
enum cell_end cell_read_list(const struct cells *cells, const struct cell_place *place,
                             const struct cell_text parts[], size_t count,
                             struct response *response, struct reason *reason);

/** Was it memory that made reading JSON fail (engine/json_in.h)? */
struct diags;
bool cell_no_memory(const struct diags *diags);

/** How many options a cell may name: as the key says, or 26 where any letter is one. */
size_t cells_limit(const struct cells *cells, size_t question);
/** Are the ids of its options the letters, from A on? */
bool cells_are_letters(const struct cells *cells, size_t question);
/**
 * Which question has a text: its stem, or (as Moodle sums a question up) its stem, a colon and its
 * options; also behind a number and a colon (as Canvas heads a column).  KEY_NO_QUESTION: none; the
 * first of several.
 */
enum cell_end cells_question(const struct cells *cells, const char *bytes, size_t length,
                             size_t *question);

/** Show foreign text in a message: `"..."`, at most 80 bytes of it, cut between characters. */
void cell_show(struct buffer *out, struct cell_text text);

#endif
