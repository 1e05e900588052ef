/** Packs for tests: from a file of the repository, or from a text at hand. */
#ifndef TESTS_UNIT_PACK_FILE_H
#define TESTS_UNIT_PACK_FILE_H

#include <stddef.h>

struct diags; /* engine/diag.h */
struct pack;  /* engine/pack.h */

/**
 * The bytes of a file, named from the top of the repository ("data/packs/ami-lecture.json"), with a
 * NUL behind them.  The top is $ROOT, as tests/run.sh sets it, else the current directory.
 * @return NULL, and a failed check, when it cannot be read; free() it.
 */
char *file_bytes(const char *name, size_t *length);
/** Read a pack that must be good: its messages are printed, and NULL is a failed check. */
struct pack *pack_of_file(const char *name);
struct pack *pack_of_text(const char *text);
/** Print messages as "# file:line:column: text (hint)" lines. */
void print_diags(const struct diags *diags);

#endif
