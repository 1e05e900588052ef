/* What a cell says, found by trying every way to say anything. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tests/unit/slow_answers.h"

#define LONGEST 4096

size_t slow_space(const char *bytes, size_t length, bool behind)
{
    static const char *const spaces[] = {
        "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
        "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87",
        "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9",
        "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        const size_t width = strlen(spaces[i]);
        if (width <= length &&
            memcmp(behind ? bytes + length - width : bytes, spaces[i], width) == 0) {
            return width;
        }
    }
    return 0;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A trimmed, NUL-terminated copy. */
static void trim(char out[LONGEST], const char *bytes, size_t length)
{
    size_t space;
    while (length > 0 && (space = is_space(*bytes) ? 1 : slow_space(bytes, length, false)) > 0) {
        bytes += space;
        length -= space;
    }
    while (length > 0 &&
           (space = is_space(bytes[length - 1]) ? 1 : slow_space(bytes, length, true)) > 0) {
        length -= space;
    }
    length = length < LONGEST - 1 ? length : LONGEST - 1;
    memcpy(out, bytes, length);
    out[length] = '\0';
}

static void replace(char text[LONGEST], const char *what, char with)
{
    char *at;
    while ((at = strstr(text, what)) != NULL) {
        *at = with;
        memmove(at + 1, at + strlen(what), strlen(at + strlen(what)) + 1);
    }
}

/* Small letters, single spaces, references undone; of ASCII, and the one other that the tests use. */
static void fold(char out[LONGEST], const char *text)
{
    static const char *const names[] = {"&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;"};
    static const char codes[] = "<>\"' ";
    char copy[LONGEST];
    size_t n = 0;
    trim(copy, text, strlen(text));
    for (char *at; (at = strstr(copy, "\xc3\x84")) != NULL;) {
        at[1] = (char)0xa4;
    }
    replace(copy, "&amp;", '&');
    for (size_t i = 0; i < 5; i++) {
        replace(copy, names[i], codes[i]);
    }
    for (size_t i = 0; copy[i] != '\0'; i++) {
        if (!is_space(copy[i])) {
            out[n++] = (char)tolower((unsigned char)copy[i]);
        } else if (n > 0 && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
    }
    n -= n > 0 && out[n - 1] == ' ' ? 1 : 0;
    out[n] = '\0';
}

static bool one(struct response *response, size_t option)
{
    *response = (struct response){.kind = RESPONSE_IS_OPTIONS, .options = UINT32_C(1) << option};
    return true;
}

static size_t option_count(const struct score_key *key, size_t question)
{
    const struct key_question *q = &key->questions[question];
    return q->item == NULL && !q->option_count_said ? 26 : q->option_count;
}

static bool letters(const struct score_key *key, const struct cell_place *place, const char *text,
                    struct response *response)
{
    uint32_t options = 0;
    size_t in_part = 0;
    for (; *text != '\0'; text++) {
        if (is_space(*text)) {
            continue;
        }
        if (*text == ';' || *text == ',') {
            if (in_part == 0) {
                return false;
            }
            in_part = 0;
            continue;
        }
        if (!isalpha((unsigned char)*text)) {
            return false;
        }
        size_t letter = (size_t)(toupper((unsigned char)*text) - 'A');
        if (letter >= option_count(key, place->question)) {
            return false;
        }
        letter = place->printed != NULL ? place->printed->order[letter] : letter;
        if ((options >> letter & 1) != 0) {
            return false;
        }
        options |= UINT32_C(1) << letter;
        in_part++;
    }
    if (in_part == 0) {
        return false;
    }
    *response = (struct response){.kind = RESPONSE_IS_OPTIONS, .options = options};
    return true;
}

static bool outcome(const struct item *item, const char *folded, struct response *response)
{
    for (size_t o = 0; o < item->option_count; o++) {
        if (item->options[o].outcome != NULL && strcasecmp(item->options[o].outcome, folded) == 0) {
            return one(response, o);
        }
    }
    return false;
}

/* The option that is tried after `n` others: the longest texts first. */
static size_t nth_longest(const struct item *item, size_t n)
{
    for (size_t o = 0; o < item->option_count; o++) {
        size_t before = 0;
        for (size_t i = 0; i < item->option_count; i++) {
            const size_t a = strlen(item->options[i].text), b = strlen(item->options[o].text);
            before += a > b || (a == b && i < o) ? 1 : 0;
        }
        if (before == n) {
            return o;
        }
    }
    return 0;
}

/* Every row of different options, joined, compared: as deep as there are options. */
static bool joined(const struct item *item, const char *folded, enum cell_form form, char *so_far,
                   uint32_t options, uint32_t *found)
{
    const size_t length = strlen(so_far);
    for (size_t n = 0; n < item->option_count; n++) {
        const size_t o = nth_longest(item, n);
        char text[LONGEST];
        if ((options >> o & 1) != 0) {
            continue;
        }
        fold(text, item->options[o].text);
        static const char *const joints[] = {"; ", ";", ", ", ","};
        for (size_t j = form == CELL_CANVAS ? 2 : 0; j < (form == CELL_CANVAS ? 4 : 2); j++) {
            snprintf(so_far + length, LONGEST - length, "%s%s", length > 0 ? joints[j] : "", text);
            const uint32_t with = options | UINT32_C(1) << o;
            if (strcmp(so_far, folded) == 0) {
                *found = with;
                return true;
            }
            if (strncmp(so_far, folded, strlen(so_far)) == 0 &&
                joined(item, folded, form, so_far, with, found)) {
                return true;
            }
            so_far[length] = '\0';
        }
    }
    return false;
}

static bool texts(const struct item *item, const char *folded, enum cell_form form,
                  struct response *response)
{
    char so_far[2 * LONGEST] = "";
    uint32_t found = 0;
    if (!joined(item, folded, form, so_far, 0, &found)) {
        return false;
    }
    *response = (struct response){.kind = RESPONSE_IS_OPTIONS, .options = found};
    return true;
}

static bool mark(const struct score_key *key, const struct cell_place *place, char *text,
                 struct response *response)
{
    char *end;
    for (char *c = text; *c != '\0' && place->comma; c++) {
        *c = *c == ',' ? '.' : *c;
    }
    if (strspn(text, "0123456789.+-") != strlen(text) || strlen(text) > 31) {
        return false;
    }
    const double value = strtod(text, &end);
    const double most = key->questions[place->question].points;
    if (end == text || *end != '\0' || value > most || value < -most) {
        return false;
    }
    *response = (struct response){.kind = RESPONSE_IS_MARK, .mark = value + 0.0};
    return true;
}

/* A part of a list: a letter, or else one outcome or text. */
static bool list_part(const struct score_key *key, const struct cell_place *place, const char *text,
                      struct response *response)
{
    const struct item *item = key->questions[place->question].item;
    char folded[LONGEST];
    if (strlen(text) == 1 && letters(key, place, text, response)) {
        return true;
    }
    fold(folded, text);
    return item != NULL && *folded != '\0' &&
           (outcome(item, folded, response) || texts(item, folded, place->form, response)) &&
           (response->options & (response->options - 1)) == 0;
}

/* ["A","C"], as the tests write lists: no escapes. */
static bool list(const struct score_key *key, const struct cell_place *place, const char *text,
                 struct response *response)
{
    uint32_t options = 0;
    size_t parts = 0;
    const char *at = text + 1;
    while (*at == '"') {
        const char *end = strchr(at + 1, '"');
        struct response part;
        char copy[LONGEST];
        if (end == NULL) {
            return false;
        }
        trim(copy, at + 1, (size_t)(end - at - 1));
        if (!list_part(key, place, copy, &part) || (part.options & options) != 0) {
            return false;
        }
        options |= part.options;
        parts++;
        at = end + 1;
        if (*at == ',' && at[1] == '"') {
            at++;
        } else if (*at != ']') {
            return false;
        }
    }
    if (strcmp(at, "]") != 0) {
        return false;
    }
    *response = parts == 0 ? (struct response){.kind = RESPONSE_IS_BLANK}
                           : (struct response){.kind = RESPONSE_IS_OPTIONS, .options = options};
    return true;
}

bool slow_cell(const struct score_key *key, const struct cell_place *place, const char *bytes,
               size_t length, struct response *response)
{
    char text[LONGEST], folded[LONGEST];
    const struct item *item = key->questions[place->question].item;
    trim(text, bytes, length);
    if (*text == '\0' || (place->form == CELL_MOODLE && strcmp(text, "-") == 0)) {
        *response = (struct response){.kind = RESPONSE_IS_BLANK};
        return true;
    }
    if (strcmp(text, "*") == 0) {
        *response = (struct response){.kind = RESPONSE_IS_DOUBLE};
        return true;
    }
    if (key->marks) {
        return mark(key, place, text, response);
    }
    if (place->form == CELL_DIGITS && *text >= '1' && *text <= '9') {
        *text = (char)('A' + *text - '1');
    }
    if (*text == '[') {
        return list(key, place, text, response);
    }
    if (letters(key, place, text, response)) {
        return true;
    }
    if (item == NULL) {
        return false;
    }
    if (place->form == CELL_CANVAS) {
        replace(text, "\\,", ',');
    }
    fold(folded, text);
    return outcome(item, folded, response) || texts(item, folded, place->form, response);
}
