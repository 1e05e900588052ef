/* Where the totals lie close together (right or wrong, a point each) they are counted, else sorted. */
#include <stdlib.h>
#include <string.h>

#include "questions/score/results_private.h"

#define SPAN_PER_STUDENT 16 /* bytes that counting may take */

static int compare(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* All totals in order, each once.  @return how many; 0 when memory ran out */
static size_t sort_distinct(int64_t sorted[], const int64_t totals[], size_t count)
{
    memcpy(sorted, totals, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            sorted[distinct++] = sorted[i]; /* never beyond i: nothing unread is lost */
        }
    }
    return distinct;
}

static size_t find(const struct levels *levels, int64_t total)
{
    size_t from = 0, to = levels->count;
    while (to - from > 1) {
        const size_t middle = from + (to - from) / 2;
        if (levels->totals[middle] <= total) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return from;
}

static bool make_sorted(struct levels *levels, const int64_t totals[], size_t count)
{
    levels->totals = malloc(count * sizeof *levels->totals);
    if (levels->totals == NULL) {
        return false;
    }
    levels->count = sort_distinct(levels->totals, totals, count);
    for (size_t i = 0; i < count; i++) {
        levels->of[i] = (uint32_t)find(levels, totals[i]);
    }
    return true;
}

/* Totals from `least` on, fewer than `span` of them: first which there are, then their numbers. */
static bool make_counted(struct levels *levels, const int64_t totals[], size_t count, int64_t least,
                         size_t span)
{
    uint32_t *number = calloc(span, sizeof *number);
    if (number == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        number[totals[i] - least] = 1;
    }
    for (size_t i = 0; i < span; i++) {
        levels->count += number[i];
        number[i] = number[i] != 0 ? (uint32_t)levels->count - 1 : 0;
    }
    levels->totals = malloc(levels->count * sizeof *levels->totals);
    for (size_t i = 0; levels->totals != NULL && i < count; i++) {
        levels->of[i] = number[totals[i] - least];
        levels->totals[levels->of[i]] = totals[i];
    }
    free(number);
    return levels->totals != NULL;
}

bool levels_make(struct levels *levels, const int64_t totals[], size_t students)
{
    *levels = (struct levels){0};
    levels->of = malloc((students + 1) * sizeof *levels->of);
    if (levels->of == NULL || students == 0) {
        return levels->of != NULL;
    }
    int64_t least = totals[0], most = totals[0];
    for (size_t i = 1; i < students; i++) {
        least = totals[i] < least ? totals[i] : least;
        most = totals[i] > most ? totals[i] : most;
    }
    const uint64_t span = (uint64_t)(most - least) + 1;
    const bool close = span <= SPAN_PER_STUDENT / sizeof(uint32_t) * (uint64_t)students + 1024;
    if (close ? !make_counted(levels, totals, students, least, (size_t)span)
              : !make_sorted(levels, totals, students)) {
        return false;
    }
    levels->students = calloc(levels->count, sizeof *levels->students);
    for (size_t i = 0; levels->students != NULL && i < students; i++) {
        levels->students[levels->of[i]]++;
    }
    return levels->students != NULL;
}

bool levels_order(struct levels *levels, size_t students)
{
    size_t *next = malloc((levels->count + 1) * sizeof *next);
    levels->order = malloc((students + 1) * sizeof *levels->order);
    if (next == NULL || levels->order == NULL) {
        free(next);
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < levels->count; i++) {
        next[i] = at;
        at += levels->students[i];
    }
    for (size_t i = 0; i < students; i++) {
        levels->order[next[levels->of[i]]++] = (uint32_t)i;
    }
    free(next);
    return true;
}

void levels_fini(struct levels *levels)
{
    free(levels->totals);
    free(levels->students);
    free(levels->of);
    free(levels->order);
    *levels = (struct levels){0};
}
