/**
 * One JSON object a line, both ways: how a program that sits where the learner sits is spoken to.
 *
 *     in = { "answer": ID | [ ID, ... ] } | { "command": "undo" | "skip" | "mark" | "quit" }
 *
 * and in a drill also "confidence": 0 to 100 beside "answer", and the command "hint".
 *
 * A line goes out whole or not at all, and once one did not go out no more are read: nothing is
 * recorded of which the program at the other end cannot know.
 */
#ifndef QUESTIONS_TUTOR_JSON_TALK_H
#define QUESTIONS_TUTOR_JSON_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/tutor/session.h"

/** Zeroed but for the files, it is ready; json_talk_fini() frees. */
struct json_talk {
    FILE *input, *output;
    struct buffer line;
    struct buffer heard; /* the line read */
    bool drill;          /* hints may be asked for, and answers say how sure */
    bool has_confidence; /* the answer read last did */
    int confidence;      /* 0 to 100 */
    bool failed;         /* memory ran out, or a line of input could not be read */
    int write_error;     /* errno of the line that did not go out; else 0 */
};
void json_talk_fini(struct json_talk *talk);

/** Can it go on?  Whoever reads may be gone; main() tells a reader gone from a full disk. */
bool json_talk_heard(const struct json_talk *talk);

/** Begin an object with its type; members are added to @json; end it, and out it goes. */
void json_talk_begin(struct json_talk *talk, struct json_out *json, const char *type);
void json_talk_end(struct json_talk *talk, struct json_out *json);

void json_talk_question(struct json_talk *talk, const struct question *question);
/** A verdict as far as the table's word goes; the caller adds what is believed, and ends it. */
void json_talk_verdict(struct json_talk *talk, struct json_out *json, const struct turn *turn);
/** The latest hint that was given, and the letters of all options struck out so far. */
void json_talk_hint(struct json_talk *talk, const struct turn *turn);
void json_talk_error(struct json_talk *talk, const char *message);

/** What a line asks for. */
enum json_talk_word {
    TALK_OVER,  /* input ended, or it cannot go on */
    TALK_AGAIN, /* the line said nothing, or was wrong, which was said */
    TALK_ANSWER,
    TALK_HINT, /* in a drill */
    TALK_UNDO,
    TALK_SKIP,
    TALK_MARK,
    TALK_QUIT
};
/** Read a line about a question.  @chosen  receives an answer's options */
enum json_talk_word json_talk_listen(struct json_talk *talk, const struct question *question,
                                     uint32_t *chosen);

#endif
