/* A table of hashes of what ids look like; where two are equal, both ids are looked at again. */
#include "questions/score/alike.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/looks.h"

/* ---- Can any two look alike? ------------------------------------------------------------------ */

/* What a character is. */
enum {
    DIGIT = 1,
    SMALL = 2,
    CAPITAL = 4,
    SPACE = 8,
    OTHER = 16, /* not ASCII */
    SIGN = 32
};

static unsigned kind_of(unsigned c)
{
    return c >= '0' && c <= '9'   ? DIGIT
           : c >= 'a' && c <= 'z' ? SMALL
           : c >= 'A' && c <= 'Z' ? CAPITAL
           : c == ' '             ? SPACE
           : c >= 0x80            ? OTHER
                                  : SIGN;
}

/* What was seen in the ids so far. */
struct seen {
    unsigned char kinds[256];            /* of each byte */
    unsigned char at[SHEET_STUDENT_MAX]; /* kinds that there were at each place */
    unsigned all;                        /* and anywhere */
    bool zeros;                          /* a number that begins with 0 */
    size_t digits;                       /* of a number; 0: none was seen */
    bool lengths;                        /* numbers of several lengths */
};

static void look(struct seen *seen, const char *bytes, size_t length)
{
    unsigned here = 0;
    for (size_t i = 0; i < length; i++) {
        const unsigned char kind = seen->kinds[(unsigned char)bytes[i]];
        here |= kind;
        seen->at[i] |= kind;
    }
    seen->all |= here;
    if (here == DIGIT) {
        seen->zeros = seen->zeros || bytes[0] == '0';
        seen->lengths = seen->lengths || (seen->digits != 0 && seen->digits != length);
        seen->digits = length;
    }
}

static bool can_look_alike(const struct sheet *sheet)
{
    struct seen seen = {0};
    for (unsigned c = 0; c < 256; c++) {
        seen.kinds[c] = (unsigned char)kind_of(c);
    }
    for (size_t s = 0; s < sheet_students(sheet) && (seen.all & OTHER) == 0; s++) {
        const struct sheet_student who = sheet_student(sheet, s);
        look(&seen, who.id, who.length);
    }
    bool cases = false; /* ids that differ in case alone have both at one place */
    for (size_t i = 0; i < sizeof seen.at; i++) {
        cases = cases || (seen.at[i] & (SMALL | CAPITAL)) == (SMALL | CAPITAL);
    }
    return (seen.all & (OTHER | SPACE)) != 0 || cases || (seen.zeros && seen.lengths);
}

/* ---- Which do --------------------------------------------------------------------------------- */

struct alikes {
    const struct sheet *sheet;
    uint32_t *slots;  /* owned; a student's number + 1, or 0 */
    uint64_t *hashes; /* owned; one for each student */
    size_t mask;
    struct buffer one, other;
};

static void fold_student(const struct alikes *a, struct buffer *out, size_t student)
{
    const struct sheet_student who = sheet_student(a->sheet, student);
    buffer_clear(out);
    looks_fold(out, who.id, who.length);
}

/* FNV-1a (Fowler, Noll, Vo), its high bits folded in. */
static uint64_t hash(const struct buffer *text)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < text->length; i++) {
        sum = (sum ^ (unsigned char)text->bytes[i]) * UINT64_C(1099511628211);
    }
    return sum ^ sum >> 32;
}

/* Enter the student whose folded id is in `one`, unless an earlier one looks so, who is returned; else SIZE_MAX. */
static size_t enter(struct alikes *a, size_t student)
{
    a->hashes[student] = hash(&a->one);
    for (size_t at = a->hashes[student] & a->mask;; at = (at + 1) & a->mask) {
        if (a->slots[at] == 0) {
            a->slots[at] = (uint32_t)(student + 1);
            return SIZE_MAX;
        }
        const size_t earlier = a->slots[at] - 1;
        if (a->hashes[earlier] == a->hashes[student]) {
            fold_student(a, &a->other, earlier);
            if (strcmp(buffer_text(&a->one), buffer_text(&a->other)) == 0) {
                return earlier;
            }
        }
    }
}

static bool find(struct alikes *a, struct alike_pair pairs[], size_t most, size_t *count)
{
    const size_t students = sheet_students(a->sheet);
    bool good = true;
    for (size_t s = 0; good && s < students; s++) {
        fold_student(a, &a->one, s);
        const size_t earlier = a->one.failed || a->one.length == 0 ? SIZE_MAX : enter(a, s);
        good = !a->one.failed && !a->other.failed;
        if (earlier != SIZE_MAX) {
            if (*count < most) {
                pairs[*count] = (struct alike_pair){earlier, s};
            }
            ++*count;
        }
    }
    return good;
}

bool alike_students(const struct sheet *sheet, struct alike_pair pairs[], size_t most,
                    size_t *count)
{
    const size_t students = sheet_students(sheet);
    struct alikes a = {.sheet = sheet, .mask = 1};
    *count = 0;
    if (!can_look_alike(sheet)) {
        return true;
    }
    while (a.mask + 1 < 2 * students) {
        a.mask = 2 * a.mask + 1;
    }
    a.slots = calloc(a.mask + 1, sizeof *a.slots);
    a.hashes = malloc((students + 1) * sizeof *a.hashes);
    const bool good = a.slots != NULL && a.hashes != NULL && find(&a, pairs, most, count);
    free(a.slots);
    free(a.hashes);
    buffer_fini(&a.one);
    buffer_fini(&a.other);
    return good;
}

/* ---- In words --------------------------------------------------------------------------------- */

void alike_words(struct buffer *out, const struct scored *scored, const struct alike_pair *pair)
{
    const struct sheet_student a = sheet_student(scored->results->sheet, pair->first);
    const struct sheet_student b = sheet_student(scored->results->sheet, pair->second);
    scored_show_student(out, scored, pair->first, looks_show_all);
    buffer_add_text(out, " and ");
    scored_show_student(out, scored, pair->second, looks_show_all);
    buffer_add_char(out, ' ');
    looks_difference(out, a.id, a.length, b.id, b.length);
}
