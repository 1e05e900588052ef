/* Students and their answers in lists that grow by one, and what becomes of a second answer. */
#include "tests/unit/slow_entering.h"

#include <stdlib.h>
#include <string.h>

void slow_fini(struct slow_answers *slow)
{
    for (size_t i = 0; i < slow->student_count; i++) {
        free(slow->students[i].id);
        free(slow->students[i].row);
    }
    free(slow->students);
    free(slow->rejects);
}

void slow_name_options(struct slow_answers *slow, size_t question, const struct response *response)
{
    slow->named[question] |= response->kind == RESPONSE_IS_OPTIONS ? response->options : 0;
}

size_t slow_options(const struct slow_answers *slow, size_t question)
{
    const struct key_question *q = &slow->key->questions[question];
    size_t count = q->option_count;
    for (size_t i = 0; i < 32 && !q->option_count_said; i++) {
        const bool there = i < 4 || (slow->named[question] >> i & 1) != 0;
        count = there && count <= i ? i + 1 : count;
    }
    return count;
}

void slow_reject(struct slow_answers *slow, unsigned long long line, unsigned long long responses)
{
    slow->counts.read += responses;
    slow->counts.rejected += responses;
    slow->rejects = realloc(slow->rejects, (slow->reject_count + 1) * sizeof *slow->rejects);
    slow->rejects[slow->reject_count++] = (struct slow_reject){line, responses};
}

struct slow_student *slow_student_of(struct slow_answers *slow, const char *id, size_t paper)
{
    for (size_t i = 0; i < slow->student_count; i++) {
        if (strcmp(slow->students[i].id, id) == 0) {
            return &slow->students[i];
        }
    }
    slow->students = realloc(slow->students, (slow->student_count + 1) * sizeof *slow->students);
    struct slow_student *fresh = &slow->students[slow->student_count++];
    fresh->id = malloc(strlen(id) + 1);
    memcpy(fresh->id, id, strlen(id) + 1);
    fresh->paper = paper;
    fresh->row = calloc(slow->key->question_count, sizeof *fresh->row);
    return fresh;
}

static bool same(const struct response *a, const struct response *b)
{
    return a->kind == b->kind && a->options == b->options && a->outcome == b->outcome &&
           !(a->mark < b->mark || a->mark > b->mark);
}

/* What a response earns, all or nothing; of outcomes that no option names nothing, for no pack is at hand. */
static double earned(const struct key_question *q, const struct response *response)
{
    bool right = false;
    if (response->kind == RESPONSE_IS_MARK) {
        return response->mark;
    }
    for (size_t k = 0; k < q->right_count && response->kind == RESPONSE_IS_OPTIONS; k++) {
        right = right || response->options == q->right[k];
    }
    return right ? q->points : 0;
}

/* Does a second, different response not count?  It is not rejected, that is known. */
static bool stays(const struct slow_answers *slow, size_t question, const struct response *there,
                  const struct response *second)
{
    const struct key_question *q = &slow->key->questions[question];
    return slow->duplicates == DUPLICATES_FIRST ||
           (slow->duplicates == DUPLICATES_BEST && !(earned(q, second) > earned(q, there)));
}

bool slow_enter(struct slow_answers *slow, struct slow_student *who, size_t question,
                const struct response *response, unsigned long long line, bool *superseded)
{
    struct response *there = &who->row[question];
    struct sheet_counts *c = &slow->counts;
    *superseded = false;
    if (there->kind != RESPONSE_IS_NONE && same(there, response)) {
        c->read++;
        c->superseded++;
        c->superseded_identical++;
        *superseded = true;
        return true;
    }
    if (there->kind != RESPONSE_IS_NONE && slow->duplicates == DUPLICATES_REJECT) {
        slow_reject(slow, line, 1);
        return false;
    }
    c->read++;
    if (there->kind != RESPONSE_IS_NONE) {
        c->superseded++;
        *superseded = stays(slow, question, there, response);
        if (*superseded) {
            return true;
        }
        c->scored--;
        c->blank -= there->kind == RESPONSE_IS_BLANK ? 1 : 0;
        c->doubled -= there->kind == RESPONSE_IS_DOUBLE ? 1 : 0;
    }
    *there = *response;
    c->scored++;
    c->blank += response->kind == RESPONSE_IS_BLANK ? 1 : 0;
    c->doubled += response->kind == RESPONSE_IS_DOUBLE ? 1 : 0;
    return true;
}
