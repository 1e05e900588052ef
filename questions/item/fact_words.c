/* Values and words to bits. */
#include "questions/item/fact_words.h"

#include <string.h>

#include "engine/pack.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Is `bytes`, in any letter case, the lower-case word of the same length? */
static bool is_word(const char *bytes, const char *word)
{
    while (*word != '\0' && (*bytes | 0x20) == *word) { /* ASCII letters only */
        bytes++;
        word++;
    }
    return *word == '\0';
}

bool fact_value_read(const char *bytes, size_t length, enum fact_value *value)
{
    while (length > 0 && is_blank(bytes[0])) {
        bytes++;
        length--;
    }
    while (length > 0 && is_blank(bytes[length - 1])) {
        length--;
    }
    /* By length first: a batch asks this ten times for each of its lines. */
    if (length == 0 || (length == 7 && is_word(bytes, "unknown"))) {
        *value = FACT_UNKNOWN;
    } else if ((length == 3 && is_word(bytes, "yes")) || (length == 1 && *bytes == '1') ||
               (length == 4 && is_word(bytes, "true"))) {
        *value = FACT_YES;
    } else if ((length == 2 && is_word(bytes, "no")) || (length == 1 && *bytes == '0') ||
               (length == 5 && is_word(bytes, "false"))) {
        *value = FACT_NO;
    } else {
        return false;
    }
    return true;
}

size_t fact_by_name(const struct pack *pack, const char *name, size_t length)
{
    for (size_t i = 0; i < pack->fact_count; i++) {
        if (strlen(pack->facts[i].id) == length && memcmp(pack->facts[i].id, name, length) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

enum fact_word_fault fact_words_add(struct fact_words *words, const struct pack *pack,
                                    const char *word, size_t length)
{
    const char *equals = memchr(word, '=', length);
    const size_t name = equals != NULL ? (size_t)(equals - word) : length;
    enum fact_value value = FACT_UNKNOWN;
    words->fact = fact_by_name(pack, word, name);
    if (words->fact == SIZE_MAX) {
        return FACT_WORD_NO_FACT;
    }
    if (equals == NULL || name + 1 >= length) {
        return FACT_WORD_NO_VALUE;
    }
    if (!fact_value_read(equals + 1, length - name - 1, &value)) {
        return FACT_WORD_NOT_VALUE;
    }
    if ((words->given & fact_bit(words->fact)) != 0) {
        return FACT_WORD_TWICE;
    }
    words->given |= fact_bit(words->fact);
    if (value != FACT_UNKNOWN) {
        words->facts = partial_with(words->facts, words->fact, value == FACT_YES);
    }
    return FACT_WORD_GOOD;
}
