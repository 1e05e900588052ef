/** The faces of a diagnosis: terminal, piped lines, JSON.  As those of the drill, see shell.h. */
#ifndef QUESTIONS_TUTOR_SHELL_DIAGNOSIS_H
#define QUESTIONS_TUTOR_SHELL_DIAGNOSIS_H

#include <stdio.h>

#include "questions/tutor/diagnosis.h"
#include "questions/tutor/shell.h"

/** What a face works with; everything is borrowed. */
struct shell_diagnosis {
    struct diagnosis *diagnosis;
    struct screen *screen;
    const struct screen_options *screen_options;
    const char *version;
    struct session_clock clock;
    int write_error; /* errno of what could not be written; else 0.  The faces set it */
};

/** Single keys on a terminal (standard input). */
enum shell_end shell_diagnosis_terminal(struct shell_diagnosis *shell);
/** One line of `input` after the other, no prompts. */
enum shell_end shell_diagnosis_lines(struct shell_diagnosis *shell, FILE *input);
/**
 * One JSON object a line, both ways, as the interface promises; it ends with what was found and does
 * not drill.
 */
enum shell_end shell_diagnosis_json(struct shell_diagnosis *shell, FILE *input, FILE *output);

#endif
