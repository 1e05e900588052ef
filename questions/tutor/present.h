/**
 * A session on a screen: the question, the verdict, the summary of a round.  Every face that a
 * person reads (terminal, piped) prints through here, so that they say the same.
 */
#ifndef QUESTIONS_TUTOR_PRESENT_H
#define QUESTIONS_TUTOR_PRESENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/session.h"

struct buffer; /* questions/text/buffer.h */
struct screen; /* questions/text/screen.h */

/**
 * The head of a session: what it is about, what was done before, how to get help.
 * @subject  here and below: NULL when a bank is asked and no pack is at hand
 */
void present_opening(struct screen *screen, const struct subject *subject, struct session *session,
                     const char *version);
/** Heading, scenario, question and options.  @now Unix time, to say how long it was left open */
void present_question(struct screen *screen, const struct turn *turn, int64_t now);
/**
 * The same of an exam, with the answer that stands: nothing says whether it is right.
 * @right  what stands at the end of the heading's line, or below it: the time left; NULL: nothing, and
 *         a verdict follows, which names the answer
 */
void present_exam_question(struct screen *screen, const struct turn *turn, const char *right);
/** The latest hint that was given: in words; where nothing is read aloud the options again, too. */
void present_hint(struct screen *screen, const struct turn *turn);
/** Scenario, question and options alone. */
void present_case(struct screen *screen, const struct question *question);
/** Why the right answer to a question is right, what the sibling says, and the first source. */
void present_why(struct screen *screen, const struct question *question);
/** The verdict: short when right (unless `whole`), whole when wrong. */
void present_verdict(struct screen *screen, const struct turn *turn, const double weights[],
                     bool whole);
/** Why each option that was not chosen is right or wrong. */
void present_other_options(struct screen *screen, const struct turn *turn, const double weights[]);
/** The facts of the question's case; that it is about none, where it is. */
void present_facts(struct screen *screen, const struct question *question);
/** What another case would give: `facts` overwrite those of the question, which must be about one. */
void present_what_if(struct screen *screen, const struct question *question, struct partial facts);
/** The round so far, or at its end. */
void present_summary(struct screen *screen, const struct subject *subject, struct session *session);
/** Counts and what is in doubt, over all sessions. */
void present_totals(struct screen *screen, const struct subject *subject,
                    const struct session *session);
/** The keys, before and after an answer. */
void present_help(struct screen *screen);

/** How long ago in words: "today", "yesterday", "3 days ago". */
void present_ago(int64_t seconds, struct buffer *out);

#endif
