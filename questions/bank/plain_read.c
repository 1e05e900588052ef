/* See the header. */
#include "questions/bank/plain_read.h"

#include <stdlib.h>
#include <string.h>

#include "engine/short_text.h"
#include "engine/utf8.h"
#include "questions/bank/bank_ids.h"
#include "questions/text/file_kind.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct place plain_place(const struct source_text *text, size_t offset, size_t length)
{
    return (struct place){text, offset, length};
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Take digits into `sum`; *places counts those, and 15 in all are too many. */
static size_t take_digits(const char *bytes, size_t length, double *sum, int *places)
{
    size_t at = 0;
    for (; at < length && is_digit(bytes[at]); at++) {
        *sum = *sum * 10 + (bytes[at] - '0');
        *places += *sum > 0 ? 1 : 0;
    }
    return at;
}

/* "e" [sign] digits; false when there is something else. */
static bool take_power(const char *bytes, size_t length, int *power)
{
    if (length == 0) {
        return true;
    }
    const bool sign = length > 1 && (bytes[1] == '-' || bytes[1] == '+');
    const size_t start = sign ? 2 : 1;
    double sum = 0;
    int places = 0;
    if ((bytes[0] != 'e' && bytes[0] != 'E') || start == length ||
        start + take_digits(bytes + start, length - start, &sum, &places) < length || places > 3) {
        return false;
    }
    *power += sign && bytes[1] == '-' ? -(int)sum : (int)sum;
    return true;
}

bool plain_read_number(const char *bytes, size_t length, double *number)
{
    const size_t sign = length > 0 && bytes[0] == '-' ? 1 : 0;
    double sum = 0;
    int places = 0;
    int power = 0;
    size_t at = sign;
    const size_t whole = take_digits(bytes + at, length - at, &sum, &places);
    at += whole;
    if (whole > 0 && at < length && bytes[at] == '.') {
        const size_t part = take_digits(bytes + at + 1, length - at - 1, &sum, &places);
        power = part < 100 ? -(int)part : -100;
        at += part > 0 ? 1 + part : 0;
    }
    if (whole == 0 || places > 15 || !take_power(bytes + at, length - at, &power) || power > 22 ||
        power < -22) {
        return false;
    }
    /* Both are exact (below 2^53, at most 10^22), so the one rounding is the right one. */
    double scale = 1;
    for (int i = power < 0 ? -power : power; i > 0; i--) {
        scale *= 10;
    }
    sum = power < 0 ? sum / scale : sum * scale;
    *number = sign ? -sum : sum;
    return true;
}

/* ---- Before ---------------------------------------------------------------------------------- */

/* Where a text ceases to be UTF-8 without NUL; its length when it never does. */
static size_t find_bad_byte(const struct source_text *text)
{
    size_t at = 0;
    while (at < text->length) {
        uint32_t code = 0;
        const size_t size = utf8_decode(text->bytes + at, text->length - at, &code);
        if (size == 0 || code == 0) {
            break;
        }
        at += size;
    }
    return at;
}

bool plain_read_begin(const struct source_text *text, size_t *start, struct diags *diags)
{
    const struct place file = {text, 0, 0};
    if (text->length > BANK_SIZE_MAX) {
        diags_add(diags, DIAG_ERROR, "bank-too-long", &file,
                  "the file has %zu bytes; at most %zu are read", text->length, BANK_SIZE_MAX);
        return false;
    }
    const struct file_kind *kind = file_kind_foreign(text->bytes, text->length);
    if (kind != NULL) {
        diag_hint(diags_add(diags, DIAG_ERROR, "no-text", &file, "it is %s", kind->what), "%s",
                  kind->advice);
        return false;
    }
    const size_t bad = find_bad_byte(text);
    if (bad < text->length) {
        const struct place place = {text, bad, 1};
        const unsigned byte = (unsigned char)text->bytes[bad];
        struct diag *diag = diags_add(diags, DIAG_ERROR, "not-utf8", &place,
                                      "byte 0x%02x is no text in UTF-8", byte);
        diag_hint(diag, byte == 0 ? "save the file as UTF-8" : FILE_KIND_TO_UTF8);
        return false;
    }
    const bool marked = text->length >= 3 && memcmp(text->bytes, BYTE_ORDER_MARK, 3) == 0;
    *start = marked ? 3 : 0;
    return true;
}

/* ---- After: ids ------------------------------------------------------------------------------ */

static int compare_ids(const void *a, const void *b)
{
    const struct item *x = *(const struct item *const *)a;
    const struct item *y = *(const struct item *const *)b;
    const int order = strcmp(x->id, y->id);
    return order != 0 ? order : (x > y) - (x < y); /* equal ones stay in the bank's order */
}

static void refuse_twice(const struct item *first, const struct item *second, struct diags *diags)
{
    struct diag *diag = diags_add(diags, DIAG_ERROR, "id-twice", &second->place,
                                  "two questions have the id \"%s\"", short_text(second->id).text);
    diag_hint(diag, "give each its own");
    if (first->place.text != NULL) {
        diags_add(diags, DIAG_NOTE, NULL, &first->place, "the first one is here");
    }
}

/* Sorted, equal ids are neighbours; each repeat is told with the first.  False when memory ran out. */
static bool refuse_repeats(const struct bank *bank, struct diags *diags)
{
    const struct item **given = calloc(bank->item_count + 1, sizeof *given);
    size_t count = 0, first = 0;
    for (size_t i = 0; given != NULL && i < bank->item_count; i++) {
        if (bank->items[i].id != NULL) {
            given[count++] = &bank->items[i];
        }
    }
    if (count > 0) {
        qsort((void *)given, count, sizeof *given, compare_ids);
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(given[i]->id, given[first]->id) == 0) {
            refuse_twice(given[first], given[i], diags);
        } else {
            first = i;
        }
    }
    free((void *)given);
    return given != NULL;
}

bool plain_read_end(struct bank *bank, const struct source_text *text, bool failed, size_t errors,
                    struct diags *diags)
{
    const struct place file = {text, 0, 0};
    if (!failed && diags->errors == errors && bank->item_count == 0) {
        diags_add(diags, DIAG_ERROR, "no-question", &file, "there is no question in it");
    }
    if (!failed && diags->errors == errors) {
        failed = !refuse_repeats(bank, diags) || !bank_ids_make(bank);
    }
    if (failed) {
        diags_add(diags, DIAG_ERROR, NULL, NULL, "memory ran out");
    }
    return diags->errors == errors;
}
