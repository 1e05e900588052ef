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

/**
 * `decide --batch` over a file of that name, by the pack that is the default.  Every line must come
 * out, unless the file is refused at once.
 */
void fuzz_batch(const char *name, const uint8_t *data, size_t size);

#endif
