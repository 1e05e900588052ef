/** Questions and answers in the protocol for programs: what all commands that have one share. */
#ifndef QUESTIONS_TUTOR_QUESTION_JSON_H
#define QUESTIONS_TUTOR_QUESTION_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/question.h"

struct cJSON;    /* cjson/cJSON.h */
struct json_out; /* questions/text/json_out.h */

/** The members of a question, from "id" to "options"; false when memory ran out. */
bool question_json_members(struct json_out *json, const struct question *question);
/** The letter of an option, as a string. */
void question_json_letter(struct json_out *json, size_t option);
/**
 * Read "B" or ["A","C"].
 * @chosen  receives the options, bit i: option i
 * @return  NULL, or what is wrong with it, in words for the program
 */
const char *question_json_answer(const struct question *question, const struct cJSON *answer,
                                 uint32_t *chosen);

#endif
