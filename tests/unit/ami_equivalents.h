/**
 * The mutants of the AMI packs that change nothing in any possible case: neither an outcome nor the row
 * that gives it.  tests/unit/test_ami_mutants.c works out each reason anew.
 */
#ifndef TESTS_UNIT_AMI_EQUIVALENTS_H
#define TESTS_UNIT_AMI_EQUIVALENTS_H

/** Why a mutant is no other table. */
enum equivalence {
    NOT_EQUIVALENT,
    NEVER_MEET,   /* swapped rows: no possible case matches both */
    TAKEN_BEFORE, /* the cases that would be decided otherwise are taken by earlier rows */
    ALWAYS_SO,    /* a condition that every possible case fulfils which matches the others */
    SAME_ANSWER,  /* a misconception: the rows that answer instead answer the same */
    FORBIDDEN     /* an impossible combination: others forbid these cases, too */
};

/** As listed, NOT_EQUIVALENT when the mutant of that name is not. */
enum equivalence equivalence_of(const char *mutant);
const char *equivalence_name(enum equivalence reason);
/** How many are listed. */
unsigned equivalence_count(void);

#endif
