/** A lesson on a screen. */
#ifndef QUESTIONS_TUTOR_PRESENT_LESSON_H
#define QUESTIONS_TUTOR_PRESENT_LESSON_H

struct lesson; /* questions/tutor/lesson.h */
struct screen; /* questions/text/screen.h */

void present_lesson(struct screen *screen, const struct lesson *lesson);

#endif
