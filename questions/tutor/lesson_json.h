/**
 * A lesson for a program: {"type":"lesson","number":2,"of":51,"rule":"snapshot-only",...}, before the
 * question about it.
 */
#ifndef QUESTIONS_TUTOR_LESSON_JSON_H
#define QUESTIONS_TUTOR_LESSON_JSON_H

struct json_talk; /* questions/tutor/json_talk.h */
struct session;   /* questions/tutor/session.h */
struct turn;      /* questions/tutor/session.h */

/** Say what is to be told before the open question; nothing where nothing is. */
void lesson_json_say(struct json_talk *talk, struct session *session, const struct turn *turn);

#endif
