/* A code book is a list of what was entered and an open table that finds it again. */
#include "questions/score/response.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES_MAX (RESPONSE_MAX - RESPONSE_ENTERED + 1)

void code_book_fini(struct code_book *book)
{
    free(book->entries);
    free(book->slots);
    *book = (struct code_book){0};
}

struct response code_book_response(const struct code_book *book, response_code code)
{
    if (code >= RESPONSE_ENTERED) {
        assert((size_t)code - RESPONSE_ENTERED < book->count);
        return book->entries[code - RESPONSE_ENTERED];
    }
    if (code >= RESPONSE_OPTION) {
        return (struct response){.kind = RESPONSE_IS_OPTIONS,
                                 .options = UINT32_C(1) << (code - RESPONSE_OPTION)};
    }
    return (struct response){.kind = code == RESPONSE_NONE    ? RESPONSE_IS_NONE
                                     : code == RESPONSE_BLANK ? RESPONSE_IS_BLANK
                                                              : RESPONSE_IS_DOUBLE};
}

size_t code_book_codes(const struct code_book *book)
{
    return RESPONSE_ENTERED + book->count;
}

/* The code of a response that is the same in every question; false: it must be entered. */
static bool plain_code(const struct response *response, response_code *code)
{
    switch (response->kind) {
    case RESPONSE_IS_NONE:
        *code = RESPONSE_NONE;
        return true;
    case RESPONSE_IS_BLANK:
        *code = RESPONSE_BLANK;
        return true;
    case RESPONSE_IS_DOUBLE:
        *code = RESPONSE_DOUBLE;
        return true;
    case RESPONSE_IS_OPTIONS:
        assert(response->options != 0);
        *code = (response_code)(RESPONSE_OPTION + __builtin_ctz(response->options));
        return (response->options & (response->options - 1)) == 0;
    case RESPONSE_IS_OUTCOME:
    case RESPONSE_IS_MARK:
        break;
    }
    return false;
}

/* What tells two responses of one kind apart.  -0 and 0 are one mark. */
static uint64_t value_of(const struct response *response)
{
    if (response->kind == RESPONSE_IS_MARK) {
        const double mark = response->mark + 0.0;
        uint64_t bits;
        memcpy(&bits, &mark, sizeof bits);
        return bits;
    }
    return response->kind == RESPONSE_IS_OUTCOME ? response->outcome : response->options;
}

/* The slot of a response, or the free one where it would lie. */
static size_t slot_of(const struct code_book *book, const struct response *response)
{
    const uint64_t value = value_of(response);
    uint64_t hash = (value + response->kind) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
    size_t at = hash & (book->slot_count - 1);
    for (;; at = (at + 1) & (book->slot_count - 1)) {
        if (book->slots[at] == 0) {
            return at;
        }
        const struct response *other = &book->entries[book->slots[at] - 1];
        if (other->kind == response->kind && value_of(other) == value) {
            return at;
        }
    }
}

static bool grow(struct code_book *book)
{
    const size_t capacity = book->capacity == 0 ? 8 : 2 * book->capacity;
    struct response *entries = realloc(book->entries, capacity * sizeof *entries);
    if (entries == NULL) {
        return false;
    }
    book->entries = entries;
    uint32_t *slots = calloc(2 * capacity, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(book->slots);
    book->slots = slots;
    book->slot_count = 2 * capacity;
    book->capacity = capacity;
    for (size_t i = 0; i < book->count; i++) {
        slots[slot_of(book, &entries[i])] = (uint32_t)i + 1;
    }
    return true;
}

response_code code_book_find(const struct code_book *book, const struct response *response)
{
    response_code code;
    if (plain_code(response, &code)) {
        return code;
    }
    const uint32_t entry = book->slot_count == 0 ? 0 : book->slots[slot_of(book, response)];
    return entry == 0 ? RESPONSE_NONE : (response_code)(RESPONSE_ENTERED + entry - 1);
}

bool code_book_enter(struct code_book *book, const struct response *response, response_code *code)
{
    response_code known;
    if (plain_code(response, &known) || (known = code_book_find(book, response)) != RESPONSE_NONE) {
        *code = known;
        return true;
    }
    if (book->count == ENTRIES_MAX || (book->count == book->capacity && !grow(book))) {
        return false;
    }
    const size_t slot = slot_of(book, response);
    book->entries[book->count++] = *response;
    book->slots[slot] = (uint32_t)book->count;
    *code = (response_code)(RESPONSE_ENTERED + book->count - 1);
    return true;
}
