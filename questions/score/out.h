/**
 * The files of a scoring, written piece by piece: CSV tables, what is kept to report from, JSON.  Every
 * writer fills the buffer of its `struct out` and offers it after each row; so a table of any length
 * takes the memory of one piece.
 *
 * Numbers have 15 significant digits, undefined ones are empty (CSV) or null (JSON).  Line ends are LF.
 */
#ifndef QUESTIONS_SCORE_OUT_H
#define QUESTIONS_SCORE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/scored.h"

struct buffer;   /* questions/text/buffer.h */
struct json_out; /* questions/text/json_out.h */

/** Where a file goes. */
struct out {
    struct buffer *buffer;        /* rows are put here; whoever empties it looks at its `failed` */
    bool (*ready)(void *context); /* called after each row; false: stop */
    void *context;
    bool raw; /* --csv-raw: no ' before cells that a spreadsheet would run */
};

/** One file of a scoring: false: stopped. */
typedef bool out_writer(struct out *out, const struct scored *scored);

out_writer out_scores;    /* scores.csv */
out_writer out_items;     /* items.csv */
out_writer out_options;   /* options.csv */
out_writer out_beliefs;   /* beliefs.csv: only where there was a chance */
out_writer out_absent;    /* absent.csv */
out_writer out_responses; /* responses.csv: what was scored, to score it again */
out_writer out_moodle;    /* for Moodle's grade import */
out_writer out_canvas;    /* for Canvas's grade book import */

/** A row of rejects.csv; without `row` its header. */
struct reject; /* questions/score/answers.h */
void out_reject(struct out *out, const struct reject *row, bool anonymous);

/** manifest.json: what was scored by what, and what came of it. */
out_writer out_manifest;
/** The same as one value. */
void out_manifest_value(struct json_out *json, const struct scored *scored);
/** What --json prints; without a line feed. */
void out_summary_json(struct buffer *out, const struct scored *scored);

/** Ids of the beliefs that an option shows, joined by ";". */
void out_option_beliefs(struct buffer *out, const struct score_beliefs *beliefs,
                        const struct option_result *choice);

/* ---- Pieces of CSV, for the writers --------------------------------------------------------- */

/** A whole number; faster than printf. */
void out_whole(struct buffer *out, uint64_t number);
/** A cell of foreign text, guarded unless --csv-raw. */
void out_cell(struct out *out, const char *text, size_t length);
/** The id of a student as a cell. */
void out_student(struct out *out, const struct scored *scored, size_t student);

/** Numbers come again and again in a table: each is put into digits once. */
#define OUT_NUMBERS 512
struct out_numbers {
    struct {
        uint64_t bits;
        unsigned char length; /* 0: empty slot */
        char text[27];
    } slots[OUT_NUMBERS];
};
/** A number of 15 significant digits; nothing where it is not finite.  `numbers` begins zeroed. */
void out_number(struct buffer *out, struct out_numbers *numbers, double value);

#endif
