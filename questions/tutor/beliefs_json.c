/* See the header. */
#include "questions/tutor/beliefs_json.h"

#include <stdlib.h>

#define PAIR_SHOWN 1e-3 /* of hundreds of pairs those are listed that are at least so likely */

/** A hypothesis and how likely it is told to be. */
struct ranked {
    double probability;
    size_t index;
};

/* The most probable first; equals, and there are many, as the pack has them, whatever qsort() is. */
static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->probability != right->probability) {
        return left->probability < right->probability ? 1 : -1;
    }
    return (left->index > right->index) - (left->index < right->index);
}

/* All hypotheses that are told, but sound knowledge, which is the first.  @return how many */
static size_t rank(const struct belief *belief, const double told[], struct ranked ranked[])
{
    size_t count = 0;
    for (size_t h = 1; h < belief->count; h++) {
        const bool pair = belief->hypotheses[h].kind == HYPOTHESIS_PAIR;
        const double probability = told != NULL ? told[h] : belief->hypotheses[h].probability;
        if (told == NULL || probability > (pair ? PAIR_SHOWN : 0)) {
            ranked[count++] = (struct ranked){probability, h};
        }
    }
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    return count;
}

/* "snapshot-lock"; of a pair "snapshot-lock+key-not-needed": no id has a plus sign. */
static void write_name(struct json_talk *talk, struct json_out *json, const struct belief *belief,
                       size_t hypothesis)
{
    const struct hypothesis *h = &belief->hypotheses[hypothesis];
    struct buffer name = {0};
    buffer_add_text(&name, belief_name(belief, hypothesis));
    if (h->kind == HYPOTHESIS_PAIR) {
        buffer_addf(&name, "+%s", belief->subject->pack->misconceptions[h->second].id);
    }
    talk->failed = talk->failed || name.failed;
    json_member_string(json, "belief", buffer_text(&name));
    buffer_fini(&name);
}

static void write_list(struct json_talk *talk, struct json_out *json, const struct belief *belief,
                       const double told[])
{
    struct ranked *ranked = malloc(belief->count * sizeof *ranked);
    if (ranked == NULL) {
        talk->failed = true;
        return;
    }
    const size_t count = rank(belief, told, ranked);
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json);
        write_name(talk, json, belief, ranked[i].index);
        json_member_number(json, "probability", ranked[i].probability);
        json_object_end(json);
    }
    free(ranked);
}

void beliefs_json(struct json_talk *talk, struct json_out *json, const struct belief *belief,
                  const double told[])
{
    json_key(json, "beliefs");
    json_array_begin(json);
    if (belief != NULL) {
        write_list(talk, json, belief, told);
    }
    json_array_end(json);
    json_key(json, "sound");
    if (belief == NULL) {
        json_null(json);
    } else {
        json_number(json, told != NULL ? told[0] : belief->hypotheses[0].probability);
    }
}
