/** A lesson on a screen, in two halves: together they may be more than a window holds. */
#ifndef QUESTIONS_TUTOR_PRESENT_LESSON_H
#define QUESTIONS_TUTOR_PRESENT_LESSON_H

struct lesson; /* questions/tutor/lesson.h */
struct screen; /* questions/text/screen.h */

/** The number of the rule, and the facts in it that are new. */
void present_lesson_facts(struct screen *screen, const struct lesson *lesson);
/** The rule, its reason and an example. */
void present_lesson_rule(struct screen *screen, const struct lesson *lesson);

#endif
