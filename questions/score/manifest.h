/** The manifest of a scoring, read back: what out_manifest() wrote. */
#ifndef QUESTIONS_SCORE_MANIFEST_H
#define QUESTIONS_SCORE_MANIFEST_H

#include <stdbool.h>

#include "engine/arena.h"
#include "engine/diag.h"
#include "questions/score/scored.h"

#define MANIFEST_FORMAT  "amiquiz-results"
#define MANIFEST_VERSION 1

/**
 * Fill everything but `results` and `absent`; texts live in the arena.
 * @diags   receives every fault that one run can find
 * @return  false after at least one error
 */
bool manifest_read(const struct source_text *text, struct arena *arena, struct scored *scored,
                   struct diags *diags);

#endif
