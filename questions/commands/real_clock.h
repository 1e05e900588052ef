/** The clocks of this machine, for what is given its time from outside. */
#ifndef QUESTIONS_COMMANDS_REAL_CLOCK_H
#define QUESTIONS_COMMANDS_REAL_CLOCK_H

#include "questions/tutor/session.h"

extern const struct session_clock real_clock;

#endif
