/*
 * The face for programs: a question goes out as one JSON object on a line, an answer comes in as
 * one, a verdict goes out once the answer is on disk.
 */
#include "questions/tutor/beliefs_json.h"
#include "questions/tutor/json_talk.h"
#include "questions/tutor/lesson_json.h"
#include "questions/tutor/shell.h"

static void write_verdict(const struct shell *shell, struct json_talk *talk,
                          const struct turn *turn)
{
    const struct question *q = turn->question;
    struct json_out json;
    json_talk_verdict(talk, &json, turn);
    beliefs_json(talk, &json, q->outcomes ? session_belief(shell->session, q->decision) : NULL,
                 NULL);
    json_talk_end(talk, &json);
}

static void write_end(const struct shell *shell, struct json_talk *talk, size_t right_before)
{
    const struct session_totals totals = session_totals(shell->session);
    struct json_out json;
    json_talk_begin(talk, &json, "end");
    json_member_int(&json, "questions", (int64_t)(totals.answered - shell->before));
    json_member_int(&json, "right", (int64_t)(totals.right - right_before));
    json_talk_end(talk, &json);
}

enum json_step { JSON_STAY, JSON_NEXT, JSON_LEAVE };

static enum json_step undo(struct session *session, struct json_talk *talk)
{
    if (session_undo(session)) {
        return JSON_NEXT;
    }
    if (session_failed(session)) {
        return JSON_LEAVE;
    }
    json_talk_error(talk, "there is nothing to take back");
    return JSON_STAY;
}

static enum json_step hint(struct session *session, struct json_talk *talk, const struct turn *turn)
{
    if (session_hint(session)) {
        json_talk_hint(talk, turn);
        return JSON_STAY;
    }
    if (session_failed(session)) {
        return JSON_LEAVE;
    }
    json_talk_error(talk, "no further hint: it would give the answer away");
    return JSON_STAY;
}

/* A line about the open question. */
static enum json_step one_line(struct shell *shell, struct json_talk *talk, const struct turn *turn)
{
    struct session *session = shell->session;
    uint32_t chosen = 0;
    switch (json_talk_listen(talk, turn->question, &chosen)) {
    case TALK_ANSWER:
        if (!shell_answer(shell, chosen, talk->has_confidence ? talk->confidence : -1)) {
            return JSON_LEAVE;
        }
        write_verdict(shell, talk, turn);
        return JSON_NEXT;
    case TALK_HINT:
        return hint(session, talk, turn);
    case TALK_UNDO:
        return undo(session, talk);
    case TALK_SKIP:
        return session_skip(session) ? JSON_NEXT : JSON_LEAVE;
    case TALK_MARK:
        /* The question is shown again, so that the program knows that the mark is kept. */
        return session_mark(session) ? JSON_NEXT : JSON_LEAVE;
    case TALK_AGAIN:
        return JSON_STAY;
    case TALK_QUIT:
    case TALK_OVER:
        break;
    }
    return JSON_LEAVE;
}

static const struct turn *next_turn(struct session *session)
{
    const struct turn *turn = session_next(session);
    if (turn == NULL && !session_failed(session) && !session_exhausted(session)) {
        session_next_round(session);
        turn = session_next(session);
    }
    return turn;
}

static void converse(struct shell *shell, struct json_talk *talk)
{
    enum json_step step = JSON_NEXT;
    const struct turn *turn = NULL;
    while (step != JSON_LEAVE && !shell_enough(shell)) {
        if (step == JSON_NEXT) {
            turn = next_turn(shell->session);
            if (turn == NULL) {
                return;
            }
            lesson_json_say(talk, shell->session, turn);
            json_talk_question(talk, turn->question);
        }
        step = one_line(shell, talk, turn);
    }
}

enum shell_end shell_json(struct shell *shell, FILE *input, FILE *output)
{
    const struct session_totals totals = session_totals(shell->session);
    struct json_talk talk = {.input = input, .output = output, .drill = true};
    shell->before = totals.answered;
    converse(shell, &talk);
    if (!session_failed(shell->session)) {
        write_end(shell, &talk, totals.right);
    }
    shell->write_error = talk.write_error;
    json_talk_fini(&talk);
    return session_failed(shell->session) || talk.failed ? SHELL_FAILED : SHELL_DONE;
}
