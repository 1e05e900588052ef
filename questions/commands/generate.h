/**
 * What the parts of `generate` share: the user's wishes, and the pool that questions come from.
 * Private to the generate*.c files.
 */
#ifndef QUESTIONS_COMMANDS_GENERATE_H
#define QUESTIONS_COMMANDS_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/bank/format.h"
#include "questions/commands/command.h"
#include "questions/item/blueprint.h"
#include "questions/item/coverage.h"

struct generate {
    struct context *context;
    struct subject *subject;
    struct pool *pool;
    struct coverage *coverage; /* NULL: nobody wants to know what is covered */
    struct bank_head head;
    const struct format *format;
    const char *out; /* a file, "-" or, with papers, a folder */

    uint64_t count;    /* questions wanted; 0: only what covers */
    unsigned cover;    /* COVER_RULES, ... or-ed */
    uint64_t tellings; /* of misconceptions that show in one case only */
    bool repeats, no_key, csv_raw, check, strict, verbose;
    const char *category;

    bool trial; /* nothing is written, nothing noted as covered */

    size_t made;     /* questions so far */
    bool spent;      /* there were no more of them */
    bool smallest;   /* no smaller bank covers as much: proved */
    size_t covering; /* questions that were taken to cover something */
};

/** Which kinds are asked: the words of --kinds, or all that the pack supports; says what it does not. */
enum status generate_wishes(struct context *context, const struct subject *subject,
                            struct pool_wishes *wishes);

/** One bank for all, to g->out. */
enum status generate_bank(struct generate *g);
/** A paper for each student, and the bank of them all, into the folder g->out. */
enum status generate_papers(struct generate *g, const char *students);

/** Say what the format loses, where --check wants to know; STATUS_NO after a message when --strict
 * refuses it. */
enum status generate_judge_losses(const struct generate *g, const struct losses *losses);

/** The coverage as JSON, into a file or "-". */
enum status generate_coverage_file(struct generate *g, const char *path);
/** The same as a table, on standard error. */
void generate_coverage_table(struct generate *g);

#endif
