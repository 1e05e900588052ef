/** What a learner seems to believe, in the protocol for programs. */
#ifndef QUESTIONS_TUTOR_BELIEFS_JSON_H
#define QUESTIONS_TUTOR_BELIEFS_JSON_H

#include "questions/tutor/belief.h"
#include "questions/tutor/json_talk.h"

/**
 * The members "beliefs", a list of names with their probability, the most probable first, and "sound".
 * @belief  NULL: no table of a decision was asked; [] and null
 * @told    how likely each hypothesis is told to be, where hypotheses that nothing tells apart go by one
 *          name: those at 0, and pairs below a thousandth, are left out.  NULL: as the belief has them, all
 */
void beliefs_json(struct json_talk *talk, struct json_out *json, const struct belief *belief,
                  const double told[]);

#endif
