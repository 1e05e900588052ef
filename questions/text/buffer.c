/* One byte more than the text is kept free, so that the text is always NUL-terminated. */
#include "questions/text/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CAPACITY_MIN ((size_t)64)

void buffer_fini(struct buffer *b)
{
    free(b->bytes);
    *b = (struct buffer){0};
}

void buffer_clear(struct buffer *b)
{
    b->length = 0;
    b->failed = false;
    if (b->bytes != NULL) {
        b->bytes[0] = '\0';
    }
}

/* Make room for `more` bytes and a NUL. */
static bool reserve(struct buffer *b, size_t more)
{
    if (b->failed || more >= SIZE_MAX / 2 - b->length) {
        b->failed = true;
        return false;
    }
    const size_t wanted = b->length + more + 1;
    if (wanted <= b->capacity) {
        return true;
    }
    size_t capacity = b->capacity < CAPACITY_MIN ? CAPACITY_MIN : b->capacity * 2;
    capacity = capacity < wanted ? wanted : capacity;
    char *bytes = realloc(b->bytes, capacity);
    if (bytes == NULL) {
        b->failed = true;
        return false;
    }
    b->bytes = bytes;
    b->capacity = capacity;
    return true;
}

void buffer_add(struct buffer *b, const char *bytes, size_t length)
{
    if (length > 0 && reserve(b, length)) {
        memcpy(b->bytes + b->length, bytes, length);
        b->length += length;
        b->bytes[b->length] = '\0';
    }
}

void buffer_add_text(struct buffer *b, const char *text)
{
    buffer_add(b, text, strlen(text));
}

void buffer_add_char(struct buffer *b, char c)
{
    buffer_add(b, &c, 1);
}

void buffer_addf(struct buffer *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        b->failed = true;
        return;
    }
    if (reserve(b, (size_t)length)) {
        va_start(args, format);
        vsnprintf(b->bytes + b->length, (size_t)length + 1, format, args);
        va_end(args);
        b->length += (size_t)length;
    }
}

char *buffer_room(struct buffer *b, size_t more)
{
    return reserve(b, more) ? b->bytes + b->length : NULL;
}

void buffer_took(struct buffer *b, size_t length)
{
    assert(length < b->capacity - b->length);
    b->length += length;
    b->bytes[b->length] = '\0';
}

const char *buffer_text(const struct buffer *b)
{
    return b->bytes == NULL ? "" : b->bytes;
}

char *buffer_take(struct buffer *b)
{
    char *text = NULL;
    if (reserve(b, 0)) { /* also where nothing was added: the caller gets a string of its own */
        b->bytes[b->length] = '\0';
        text = b->bytes;
        b->bytes = NULL;
    }
    buffer_fini(b);
    return text;
}
