/*
 * A diagnosis for programs.  Its end says more than that of a drill:
 *
 *     { "type": "end", "questions": N, "right": N, "belief": [ID, ...], "probability": P,
 *       "sure": true | false, "alike": [[ID, ...], ...] }
 *
 * "belief" is [] for sound knowledge, two names for a pair, "other-edition" or "guessing"; when it was
 * not sure, what leads.  "alike" has what no question tells from it.
 */
#include <stdlib.h>

#include "questions/tutor/json_talk.h"
#include "questions/tutor/shell_diagnosis.h"

#define PAIR_SHOWN 1e-3 /* of hundreds of pairs a verdict lists those that are at least so likely */

/** A hypothesis and how likely it is told to be. */
struct ranked {
    double probability;
    size_t index;
};

/* The most probable first; equals as the pack has them, whatever qsort() is. */
static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->probability != right->probability) {
        return left->probability < right->probability ? 1 : -1;
    }
    return (left->index > right->index) - (left->index < right->index);
}

static const char *id_of(const struct belief *belief, size_t misconception)
{
    return belief->subject->pack->misconceptions[misconception].id;
}

/* "snapshot-lock"; of a pair "snapshot-lock+key-not-needed": no id has a plus sign. */
static void write_name(struct json_talk *talk, struct json_out *json, const struct belief *belief,
                       size_t hypothesis)
{
    const struct hypothesis *h = &belief->hypotheses[hypothesis];
    struct buffer name = {0};
    buffer_add_text(&name, belief_name(belief, hypothesis));
    if (h->kind == HYPOTHESIS_PAIR) {
        buffer_addf(&name, "+%s", id_of(belief, h->second));
    }
    talk->failed = talk->failed || name.failed;
    json_member_string(json, "belief", buffer_text(&name));
    buffer_fini(&name);
}

/* All that are told by a name of their own, but sound knowledge; of pairs the likely ones. */
static void write_beliefs(struct json_talk *talk, struct json_out *json, const struct diagnosis *d)
{
    const struct belief *belief = diagnosis_belief(d);
    const double *told = diagnosis_told(d);
    struct ranked *ranked = malloc(belief->count * sizeof *ranked);
    size_t count = 0;
    if (ranked == NULL) {
        talk->failed = true;
        return;
    }
    for (size_t h = 1; h < belief->count; h++) {
        const bool pair = belief->hypotheses[h].kind == HYPOTHESIS_PAIR;
        if (told[h] > (pair ? PAIR_SHOWN : 0)) {
            ranked[count++] = (struct ranked){told[h], h};
        }
    }
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json);
        write_name(talk, json, belief, ranked[i].index);
        json_member_number(json, "probability", ranked[i].probability);
        json_object_end(json);
    }
    free(ranked);
}

static void write_verdict(const struct shell_diagnosis *shell, struct json_talk *talk,
                          const struct turn *turn)
{
    struct json_out json;
    json_talk_verdict(talk, &json, turn);
    json_key(&json, "beliefs");
    json_array_begin(&json);
    write_beliefs(talk, &json, shell->diagnosis);
    json_array_end(&json);
    json_member_number(&json, "sound", diagnosis_told(shell->diagnosis)[0]);
    json_talk_end(talk, &json);
}

/* The names of a hypothesis; [] for sound knowledge. */
static void write_names(struct json_out *json, const struct belief *belief, size_t hypothesis)
{
    const struct hypothesis *h = &belief->hypotheses[hypothesis];
    json_array_begin(json);
    if (h->kind != HYPOTHESIS_SOUND) {
        json_string(json, belief_name(belief, hypothesis));
    }
    if (h->kind == HYPOTHESIS_PAIR) {
        json_string(json, id_of(belief, h->second));
    }
    json_array_end(json);
}

/* The other order of a pair has the same names and is no news. */
static bool same_names(const struct hypothesis *a, const struct hypothesis *b)
{
    return a->kind == HYPOTHESIS_PAIR && b->kind == HYPOTHESIS_PAIR &&
           a->misconception == b->second && a->second == b->misconception;
}

static void write_alike(struct json_out *json, const struct diagnosis *d, size_t found)
{
    const struct belief *belief = diagnosis_belief(d);
    json_key(json, "alike");
    json_array_begin(json);
    for (size_t h = 0; h < belief->count; h++) {
        /* Of the two orders of a pair the first in the list. */
        const bool twin = h > 0 && same_names(&belief->hypotheses[h], &belief->hypotheses[h - 1]) &&
                          diagnosis_alike(d, h, h - 1);
        if (h != found && diagnosis_alike(d, h, found) && !twin &&
            !same_names(&belief->hypotheses[h], &belief->hypotheses[found])) {
            write_names(json, belief, h);
        }
    }
    json_array_end(json);
}

static void write_end(const struct shell_diagnosis *shell, struct json_talk *talk)
{
    const struct diagnosis_finding f = diagnosis_finding(shell->diagnosis);
    struct json_out json;
    json_talk_begin(talk, &json, "end");
    json_member_int(&json, "questions", (int64_t)f.questions);
    json_member_int(&json, "right", (int64_t)f.right);
    json_key(&json, "belief");
    write_names(&json, diagnosis_belief(shell->diagnosis), f.hypothesis);
    json_member_number(&json, "probability", f.probability);
    json_member_bool(&json, "sure", f.sure);
    write_alike(&json, shell->diagnosis, f.hypothesis);
    json_talk_end(talk, &json);
}

enum json_step { JSON_STAY, JSON_NEXT, JSON_LEAVE };

static enum json_step undo(struct diagnosis *d, struct json_talk *talk)
{
    if (diagnosis_undo(d)) {
        return JSON_NEXT;
    }
    if (diagnosis_failed(d)) {
        return JSON_LEAVE;
    }
    json_talk_error(talk, "there is nothing to take back");
    return JSON_STAY;
}

/* A line about the open question. */
static enum json_step one_line(struct shell_diagnosis *shell, struct json_talk *talk,
                               const struct turn *turn)
{
    struct diagnosis *d = shell->diagnosis;
    uint32_t chosen = 0;
    switch (json_talk_listen(talk, turn->question, &chosen)) {
    case TALK_ANSWER:
        if (!diagnosis_answer(d, chosen)) {
            return JSON_LEAVE;
        }
        write_verdict(shell, talk, diagnosis_judged(d));
        return JSON_NEXT;
    case TALK_UNDO:
        return undo(d, talk);
    case TALK_SKIP:
        return diagnosis_skip(d) ? JSON_NEXT : JSON_LEAVE;
    case TALK_MARK:
        return diagnosis_mark(d) ? JSON_NEXT : JSON_LEAVE;
    case TALK_HINT: /* there is none */
    case TALK_AGAIN:
        return JSON_STAY;
    case TALK_QUIT:
    case TALK_OVER:
        break;
    }
    return JSON_LEAVE;
}

static void converse(struct shell_diagnosis *shell, struct json_talk *talk)
{
    enum json_step step = JSON_NEXT;
    const struct turn *turn = NULL;
    while (step != JSON_LEAVE && !diagnosis_finding(shell->diagnosis).known) {
        if (step == JSON_NEXT) {
            turn = diagnosis_next(shell->diagnosis);
            if (turn == NULL) {
                return;
            }
            json_talk_question(talk, turn->question);
        }
        step = one_line(shell, talk, turn);
    }
}

enum shell_end shell_diagnosis_json(struct shell_diagnosis *shell, FILE *input, FILE *output)
{
    struct json_talk talk = {.input = input, .output = output};
    converse(shell, &talk);
    if (!diagnosis_failed(shell->diagnosis)) {
        write_end(shell, &talk);
    }
    json_talk_fini(&talk);
    return diagnosis_failed(shell->diagnosis) || talk.failed ? SHELL_FAILED : SHELL_DONE;
}
