/**
 * What every fuzzer is made of.  A fuzz_<name>.c has one function, which libFuzzer calls with inputs
 * of its making (`make fuzz`) and tests/fuzz/replay.c with those of tests/fuzz/corpus/<name>/ and
 * small harm done to them (`make test T=fuzz`).
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "questions/commands/command.h"

struct diags; /* engine/diag.h */

/** Try one input; what must hold is said with FUZZ_HOLDS.  @return 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** False: say what did not hold, and die, so that the input is kept. */
#define FUZZ_HOLDS(condition)                                                                      \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);         \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/** Messages as a person gets them: lines of visible text, however foreign the words in them. */
void fuzz_messages(const struct diags *diags);
/** Are these bytes lines of UTF-8 without control characters? */
void fuzz_visible(const char *bytes, size_t length);

/** Are they lines of UTF-8 without control characters but tabs?  What may stand there unseen may. */
void fuzz_text(const char *bytes, size_t length);

#define FUZZ_FOLDER 256 /* room for a name of it */
/** Make a folder: in memory where the machine has such a place, for a disk would be waited for. */
void fuzz_folder(char folder[FUZZ_FOLDER]);

/** Standard output becomes a file, and again what it was. */
void fuzz_output_begin(int file);
void fuzz_output_end(void);

/**
 * `decide --batch` over a file of that name, by the pack that is the default.  Every line must come
 * out, unless the file is refused at once.
 */
void fuzz_batch(const char *name, const uint8_t *data, size_t size);

/**
 * A small class, scored: a folder with manifest.json, responses.csv and key.csv, and beside them
 * scoring.db, which is the same as a database.  It goes away by itself.
 * @return its absolute path
 */
const char *fuzz_scoring(void);
/** Put bytes where a file of it was. */
void fuzz_scoring_write(const char *name, const void *bytes, size_t size);
/**
 * `report` of a folder or database of a scoring: either a message and no more, or every page and table
 * that can be made of it, and these are text, and the answers kept from it the same as those it had.
 */
enum status fuzz_report(const char *path);

/** Take this database for the sound one, of which copies are harmed from now on. */
void fuzz_database_take(const char *path);
/**
 * Put a harmed copy there: an input that begins with "s" goes on with SQL that is run on it, any other
 * with pieces that are written over its bytes.
 * @return false when no copy could be made, or the SQL changed nothing: then there is none
 */
bool fuzz_database_harm(const char *path, const uint8_t *data, size_t size);

#endif
