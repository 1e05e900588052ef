/**
 * Banks for the tests of formats: a small one as people know them, and a hostile one with every
 * troublesome text in every field; written with any format, and compared as far as a format carries.
 */
#ifndef TESTS_UNIT_BANK_SAMPLES_H
#define TESTS_UNIT_BANK_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/bank.h"
#include "questions/bank/format.h"
#include "questions/text/buffer.h"

/** Fill a zeroed bank; false, and a failed check, when memory ran out.  bank_fini() frees it. */
bool sample_bank(struct bank *bank);
/** The same, hostile: each of the texts below as stem, option, feedback, explanation and tag. */
bool hostile_bank(struct bank *bank);
/** Hostile texts; ends with NULL. */
extern const char *const hostile_texts[];

/** An item of one stem and some options, the `right`-th (from 0) being right; for tests of one case.
 * `texts` ends with NULL.  NULL, and a failed check, when memory ran out. */
struct item *add_question(struct bank *bank, const char *id, const char *stem,
                          const char *const texts[], size_t right);

/** Write a bank with a format; `options` NULL: as it is without any.  A failure is a failed check. */
void write_bank(struct buffer *out, const struct format *format, const struct bank *bank,
                const struct write_options *options);
/** Read one.  @return whether it was read; the messages are the caller's to look at and free. */
bool read_bank(struct bank *bank, const struct format *format, const char *text, size_t length,
               struct diags *diags);
/** All messages as "name:line:column: error: text (hint)\n", for exact comparison. */
void add_messages(struct buffer *out, const struct diags *diags);
/** All losses of a bank as "id: dropped: what\n". */
void add_losses(struct buffer *out, const struct format *format, const struct bank *bank);

/** The text as every plain format carries it: CR LF and CR as LF, control characters as U+FFFD; its
 * outer white space left out if `trim`; its line breaks and the white space around them a space if
 * `line`.  A slow twin of questions/bank/plain.h.  Free with buffer_fini(). */
struct buffer carried_text(const char *text, bool trim, bool line);

/** What a format carries, for carried_bank(). */
struct carrying {
    bool trim, line; /* of every text, as carried_text() */
    bool ids, tags, points, notes /* feedback and explanation */, pack /* kind, facts, row, ... */;
    /* What is changed on purpose beyond that, in memory of the arena; NULL: nothing.  `option` is
     * the option whose text it is, -1 for any other text, -2 for a tag. */
    const char *(*change)(struct arena *arena, const char *text, const struct item *item,
                          int option);
};
/** Fill a zeroed bank with what should be read back of `bank`. */
void carried_bank(struct bank *carried, const struct bank *bank, const struct carrying *how);
/** Compare item by item, each field a check. */
void check_items(const struct bank *got, const struct bank *want);

/** Writes the bank as NDJSON, texts as carried_text(trim): what other programs should find. */
void add_expected(struct buffer *out, const struct bank *bank);

#endif
