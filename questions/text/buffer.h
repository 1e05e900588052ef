/**
 * A growing piece of text: everything that is put together before it goes out is put together here.
 * A failed allocation is remembered in `failed` and later additions do nothing, so that a caller
 * may add a hundred pieces and look once.
 */
#ifndef QUESTIONS_TEXT_BUFFER_H
#define QUESTIONS_TEXT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

/** Zero-initialise (`struct buffer b = {0};`) to begin.  bytes is NUL-terminated when not NULL. */
struct buffer {
    char *bytes;     /* owned; NULL while nothing was added */
    size_t length;   /* without the final NUL */
    size_t capacity; /* bytes allocated */
    bool failed;     /* memory ran out; the content is not whole */
};

/** Free the memory; the buffer is empty then and may be used again. */
void buffer_fini(struct buffer *b);
/** Forget the content and a failure, keep the memory. */
void buffer_clear(struct buffer *b);
/** Add bytes (which must not lie in the buffer itself; a NUL may be among them). */
void buffer_add(struct buffer *b, const char *bytes, size_t length);
void buffer_add_text(struct buffer *b, const char *text);
void buffer_add_char(struct buffer *b, char c);
__attribute__((format(printf, 2, 3))) void buffer_addf(struct buffer *b, const char *format, ...);
/**
 * Room for `more` bytes behind the text, for a caller that writes them itself; NULL when memory ran
 * out.  Valid until the next change; buffer_took() makes text of it.
 */
char *buffer_room(struct buffer *b, size_t more);
/** The first `length` bytes of the room asked for last are text now. */
void buffer_took(struct buffer *b, size_t length);
/** The text so far, "" when there is none; valid until the next change. */
const char *buffer_text(const struct buffer *b);
/**
 * The text as a malloc'd string that the caller frees ("" when nothing was added), or NULL when the
 * buffer failed.  Either way it is empty and usable afterwards.
 */
char *buffer_take(struct buffer *b);

#endif
