/** Answers taken over to another key: the same students, the same answers to questions of the same id. */
#ifndef QUESTIONS_SCORE_REKEY_H
#define QUESTIONS_SCORE_REKEY_H

#include <stddef.h>

#include "questions/score/sheet.h"

/**
 * A sheet for `key` with what stands in another sheet.  An option is the one of the same text, where
 * both keys come of banks; else the one printed in the same place, where both know the student's form;
 * else the one of the same letter.  An answer that the other key's question cannot have (an option that
 * is not there, an outcome it does not know) is a double mark: answered, and wrong.
 * @key      must outlive the sheet; papers are found again by their forms
 * @unknown  receives how many questions of `key` the other sheet's does not have
 * @return   NULL when memory ran out; sheet_free() frees it
 */
struct sheet *rekey_sheet(const struct sheet *sheet, const struct score_key *key, size_t *unknown);

#endif
