/** Moodle XML, read and written: what both directions agree on. */
#ifndef QUESTIONS_BANK_MOODLE_H
#define QUESTIONS_BANK_MOODLE_H

#include <stdbool.h>

#include "questions/bank/format.h"

/* Moodle has no place for what a pack says of a question, but an instructor filters by tags: these
 * go into tags, and come back from them. */
#define MOODLE_TAG_KIND       "kind:"
#define MOODLE_TAG_DECISION   "decision:"
#define MOODLE_TAG_RULE       "rule:"
#define MOODLE_TAG_SOURCE     "source:"
#define MOODLE_TAG_DIFFICULTY "difficulty:"

/** Whether a tag begins with one of these. */
bool moodle_tag_is_ours(const char *tag);

/** The reader; see struct format.  What it takes and what it leaves out: data/README.md. */
bool moodle_read(const struct source_text *text, struct bank *bank, struct diags *diags);
/** XML whose outermost element is, by all looks, <quiz>: it stands within the first 4 KiB. */
bool moodle_looks(const struct source_text *text);

#endif
