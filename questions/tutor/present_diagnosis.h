/**
 * A diagnosis on a screen: what it is about, a word after each answer, what was found and the case
 * that shows it, what became of it.  Every face that a person reads prints through here.
 */
#ifndef QUESTIONS_TUTOR_PRESENT_DIAGNOSIS_H
#define QUESTIONS_TUTOR_PRESENT_DIAGNOSIS_H

#include "questions/tutor/diagnosis.h"

struct screen; /* questions/text/screen.h */

void present_diagnosis_opening(struct screen *screen, const struct diagnosis *diagnosis,
                               const char *version);
/** Right or wrong, and no more: reasons would change what is to be found out. */
void present_diagnosis_word(struct screen *screen, const struct turn *turn);
/** What was found, why it is wrong, the case that shows it best. */
void present_diagnosis_finding(struct screen *screen, struct diagnosis *diagnosis);
/**
 * The verdict on a question of the drill: as present_verdict(), but who was found to answer by the
 * sibling's rules, and does so, is not told to be wrong.  @whole  the full verdict all the same
 */
void present_diagnosis_verdict(struct screen *screen, const struct diagnosis *diagnosis,
                               const struct turn *turn, bool whole);
/** The evidence has turned: what the latest answers say instead. */
void present_diagnosis_turned(struct screen *screen, const struct diagnosis *diagnosis);
/** It is left before its end: what is known so far. */
void present_diagnosis_left(struct screen *screen, const struct diagnosis *diagnosis);
void present_diagnosis_help(struct screen *screen);

#endif
