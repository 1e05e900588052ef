/* The stated distance and cut-offs, and the rows against a plain recursive distance. */
#include "engine/near.h"

#include <stdlib.h>

#include "tests/unit/check.h"

/* What one name gives for a word: its distance, or -1 when it is not near. */
static int offer(const char *word, const char *name)
{
    struct near near = {.word = word};
    near_offer(&near, name);
    return near.best == NULL ? -1 : (int)near.distance;
}

static void test_edits(void)
{
    CHECK_INT(offer("encrypted", "encrypted"), 0);
    CHECK_INT(offer("encypted", "encrypted"), 1);   /* insert */
    CHECK_INT(offer("encrrypted", "encrypted"), 1); /* delete */
    CHECK_INT(offer("encrupted", "encrypted"), 1);  /* change */
    CHECK_INT(offer("encrpyted", "encrypted"), 1);  /* swap */
    CHECK_INT(offer("ENCRYPTED", "encrypted"), 0);
    CHECK_INT(offer("Key-Access", "key_access"), 0);
    CHECK_INT(offer("key access", "key_access"), 1);
}

static void test_a_stretch_is_not_edited_twice(void)
{
    /* "ca" to "abc" is 3 by optimal string alignment, 2 by the unrestricted distance. */
    CHECK_INT(offer("xxxxxxca", "xxxxxxabc"), 3);
}

static void test_cut_off(void)
{
    CHECK_INT(offer("abcdef", "abcdxx"), 2);
    CHECK_INT(offer("abcdef", "abcxxx"), -1);
    CHECK_INT(offer("abcde", "abcdx"), 1); /* a third of five is one */
    CHECK_INT(offer("abcde", "abcxx"), -1);
    CHECK_INT(offer("abcdefghi", "abcdefxxx"), 3);
    CHECK_INT(offer("abcdefghi", "abcdexxxx"), -1);
    CHECK_INT(offer("abcdefgh", "abcdexyz"), -1); /* rounded down */
    CHECK_INT(offer("ab", "ax"), 1);              /* at least 1 */
    CHECK_INT(offer("a", "ab"), 1);
}

static void test_nothing_alike(void)
{
    CHECK_INT(offer("x", "y"), -1);
    CHECK_INT(offer("", "y"), -1);
    CHECK_INT(offer("y", ""), -1);
    CHECK_INT(offer("", ""), -1);
    CHECK_INT(offer("X", "x"), 0);
}

static void test_beginnings(void)
{
    CHECK_INT(offer("gen", "generate"), 1);
    CHECK_INT(offer("GEN", "generate"), 1);
    CHECK_INT(offer("ge", "generate"), -1);
    CHECK_INT(offer("nerate", "generate"), 2);
    CHECK_INT(offer("snapshot", "snapshot_access"), 1);
    CHECK_INT(offer("generate", "generate"), 0);
    CHECK_INT(offer("generate", "gen"), -1); /* the name is a beginning of the word */
}

static void test_the_nearest_wins_and_the_first_of_equals(void)
{
    struct near near = {.word = "shred"};
    near_offer(&near, "marketplace");
    CHECK(near.best == NULL);
    near_offer(&near, "shed");
    CHECK_STR(near.best, "shed");
    near_offer(&near, "shared");
    CHECK_STR(near.best, "shed");
    near_offer(&near, "Shred");
    CHECK_STR(near.best, "Shred");
    CHECK_INT(near.distance, 0);
    near_offer(&near, "shred");
    CHECK_STR(near.best, "Shred");
}

static void test_long_words(void)
{
    char a[66];
    char b[66];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    a[64] = b[63] = '\0';
    CHECK_INT(offer(a, b), 1);
    a[64] = 'a';
    a[65] = '\0';
    CHECK_INT(offer(a, b), -1);
    CHECK_INT(offer(b, a), -1);
}

/* The definition, written down: best of the edits at the end of both words. */
static size_t slow(const char *a, size_t n, const char *b, size_t m)
{
    if (n == 0 || m == 0) {
        return n + m;
    }
    size_t best = slow(a, n - 1, b, m - 1) + (a[n - 1] == b[m - 1] ? 0 : 1);
    const size_t without_a = slow(a, n - 1, b, m) + 1;
    const size_t without_b = slow(a, n, b, m - 1) + 1;
    best = without_a < best ? without_a : best;
    best = without_b < best ? without_b : best;
    if (n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1]) {
        const size_t swapped = slow(a, n - 2, b, m - 2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

static void make_word(char word[7], unsigned number)
{
    size_t length = 0;
    for (; number > 0; number /= 4) {
        word[length++] = "?xyz"[number % 4];
    }
    word[length] = '\0';
}

static void test_against_the_definition(void)
{
    size_t wrong = 0;
    for (unsigned i = 1; i < 4096; i += 29) {
        for (unsigned j = 1; j < 4096; j += 23) {
            char a[7];
            char b[7];
            make_word(a, i);
            make_word(b, j);
            const size_t n = strlen(a);
            const size_t m = strlen(b);
            const size_t longer = n > m ? n : m;
            size_t want = slow(a, n, b, m);
            if (n >= 3 && strncmp(a, b, n) == 0 && want > 1) {
                want = 1;
            }
            const bool near = want <= (longer < 6 ? 1 : longer / 3) && want < longer;
            wrong += offer(a, b) != (near ? (int)want : -1);
        }
    }
    CHECK_INT(wrong, 0);
}

int main(void)
{
    RUN(test_edits);
    RUN(test_a_stretch_is_not_edited_twice);
    RUN(test_cut_off);
    RUN(test_nothing_alike);
    RUN(test_beginnings);
    RUN(test_the_nearest_wins_and_the_first_of_equals);
    RUN(test_long_words);
    RUN(test_against_the_definition);
    return check_end();
}
