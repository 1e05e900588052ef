/** A lesson on a screen, in parts: together they may be more than a window holds, or a person takes in. */
#ifndef QUESTIONS_TUTOR_PRESENT_LESSON_H
#define QUESTIONS_TUTOR_PRESENT_LESSON_H

#include <stdint.h>

struct lesson; /* questions/tutor/lesson.h */
struct screen; /* questions/text/screen.h */

/** The number of the rule, and what it is about. */
void present_lesson_heading(struct screen *screen, const struct lesson *lesson);
/** Facts: what each is called, and both of its sides.  @facts  their bits; of a statement none */
void present_lesson_facts(struct screen *screen, const struct lesson *lesson, uint32_t facts);
/** The rule, its reason and an example. */
void present_lesson_rule(struct screen *screen, const struct lesson *lesson);

#endif
