/** The clock of this machine, for whoever keeps sittings (questions/tutor/session.h). */
#ifndef QUESTIONS_COMMANDS_CLOCK_H
#define QUESTIONS_COMMANDS_CLOCK_H

#include "questions/tutor/session.h"

extern const struct session_clock clock_real;

#endif
