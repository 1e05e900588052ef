/* The distance is filled in row by row; three rows are enough, for a swap looks two rows back. */
#include "engine/near.h"

#include <stdbool.h>
#include <string.h>

#define LENGTH_MAX 64 /* bytes; ids are far shorter, and nobody mistypes a name that long */
#define BEGINNING  3  /* letters from which a beginning says what was meant */

/* The form in which two letters are compared.  ASCII only: ids are ASCII. */
static char fold(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c == '_' ? '-' : c;
}

static bool same(char a, char b)
{
    return fold(a) == fold(b);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * Optimal string alignment (Damerau and Levenshtein's four edits, no stretch edited twice): row i,
 * column j is the distance of the first i letters of a from the first j of b.
 */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LENGTH_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++) {
        above[j] = j;
        before[j] = 0; /* never read: there is no swap in the first row */
    }
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            const size_t change = above[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1])) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b_length];
}

static bool begins(const char *name, const char *word, size_t length)
{
    size_t i = 0;
    while (i < length && name[i] != '\0' && same(name[i], word[i])) {
        i++;
    }
    return i == length;
}

void near_offer(struct near *near, const char *name)
{
    const size_t word_length = strlen(near->word);
    const size_t name_length = strlen(name);
    const size_t longer = word_length > name_length ? word_length : name_length;
    if (longer == 0 || longer > LENGTH_MAX) {
        return;
    }
    const size_t cut_off = longer < 6 ? 1 : longer / 3;
    size_t found = distance(near->word, word_length, name, name_length);
    if (word_length >= BEGINNING && begins(name, near->word, word_length)) {
        found = least(found, 1);
    }
    /* Where every letter would have to change nothing is alike, however short the words. */
    const bool near_enough = found <= cut_off && found < longer;
    if (near_enough && (near->best == NULL || found < near->distance)) {
        near->best = name;
        near->distance = found;
    }
}
