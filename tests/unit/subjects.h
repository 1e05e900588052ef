/** Packs of the repository made ready for use, with their siblings. */
#ifndef TESTS_UNIT_SUBJECTS_H
#define TESTS_UNIT_SUBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"

#define SUBJECTS 2

/** "ami-lecture" or "ami-current", the other one as its sibling; NULL, and a failed check, else. */
struct subject *subject_of(const char *id);
/** A subject without a sibling, of a pack given as text. */
struct subject *subject_of_text(const char *text);
/** The ids of the two packs. */
extern const char *const subject_ids[SUBJECTS];

/** Print what a failed check was about: pack, decision, every fact of the case, telling. */
void subject_print_case(const struct subject *subject, size_t decision, uint32_t whole,
                        size_t telling);

/**
 * What is wrong with a piece of text for a reader: an unreplaced brace, two spaces in a row, a space
 * at either end or before a full stop or comma, "..", a missing end; NULL: nothing.
 * @ends  characters one of which must be the last; NULL: any
 */
const char *text_fault(const char *text, const char *ends);

#endif
