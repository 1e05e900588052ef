/**
 * The bytes of an answer file: a file, a pipe or standard input, plain or gzip (also several members in
 * a row), which is found from its first bytes.
 */
#ifndef QUESTIONS_SCORE_INPUT_H
#define QUESTIONS_SCORE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sha256; /* questions/text/sha256.h */
struct input;  /* private to input.c */

/**
 * Open a file ("-": standard input).
 * @sha      every byte read is added to it, as it lay on disk; NULL: nobody wants a digest
 * @problem  receives why not, in words
 * @return   NULL on failure; input_close() frees it
 */
struct input *input_open(const char *path, struct sha256 *sha, const char **problem);
void input_close(struct input *input);

enum input_end {
    INPUT_MORE,  /* there may be more */
    INPUT_WHOLE, /* all was read */
    INPUT_BROKEN /* it cannot be read on: input_problem() */
};
/**
 * Read the next bytes.
 * @to      room for `room` (> 0) bytes
 * @got     receives how many came; with INPUT_MORE at least one; with the others, too, what came last
 */
enum input_end input_read(struct input *input, char *to, size_t room, size_t *got);
/** "the gzip data end too early: the file is not whole" */
const char *input_problem(const struct input *input);
/** Is it packed? */
bool input_is_gzip(const struct input *input);

/**
 * Of a plain file several threads may read parts of what comes next, each its own.
 * @return  how many of the next `room` bytes the file has, 0: read it in turn, with input_read()
 */
size_t input_ahead(const struct input *input, size_t room);
/** Read part of it; false: it could not be read, or the file has become shorter. */
bool input_read_part(const struct input *input, size_t from, size_t length, char *to);
/** That much of it was read. */
void input_took(struct input *input, size_t length);

/** How far reading is, of how much, in bytes as they lie on disk; `all` 0: nobody knows. */
void input_progress(const struct input *input, uint64_t *done, uint64_t *all);

#endif
