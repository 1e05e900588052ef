/*
 * A diagnosis for programs.  Its end says more than that of a drill:
 *
 *     { "type": "end", "questions": N, "right": N, "belief": [ID, ...], "probability": P,
 *       "sure": true | false, "alike": [[ID, ...], ...] }
 *
 * "belief" is [] for sound knowledge, two names for a pair, "other-edition" or "guessing"; when it was
 * not sure, what leads.  "alike" has what no question tells from it.
 */
#include "questions/tutor/beliefs_json.h"
#include "questions/tutor/json_talk.h"
#include "questions/tutor/shell_diagnosis.h"

static void write_verdict(const struct shell_diagnosis *shell, struct json_talk *talk,
                          const struct turn *turn)
{
    struct json_out json;
    json_talk_verdict(talk, &json, turn);
    beliefs_json(talk, &json, diagnosis_belief(shell->diagnosis), diagnosis_told(shell->diagnosis));
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
        json_string(json, belief->subject->pack->misconceptions[h->second].id);
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
    shell->write_error = talk.write_error;
    json_talk_fini(&talk);
    return diagnosis_failed(shell->diagnosis) || talk.failed ? SHELL_FAILED : SHELL_DONE;
}
