/* One line each, in the order in which they are tried. */
#include "tests/unit/ami_equivalents.h"

#include <string.h>

static const struct {
    const char *mutant;
    enum equivalence reason;
} listed[] = {
    {"ami-lecture: path: swap snapshot-only and snapshot-only-key", NEVER_MEET},
    {"ami-lecture: path: snapshot-only-key without instance_store", ALWAYS_SO},
    {"ami-lecture: path: swap encrypted-closed and billing-code", TAKEN_BEFORE},
    {"ami-lecture: run-there: swap there-snapshot-only and there-snapshot-only-key", NEVER_MEET},
    {"ami-lecture: run-there: there-snapshot-only-key without instance_store", ALWAYS_SO},
    {"ami-lecture: run-there: swap there-encrypted-closed and there-here", TAKEN_BEFORE},
    {"ami-lecture: impossible 11 without owned", FORBIDDEN},
    {"ami-lecture: impossible 13 without encrypted", FORBIDDEN},
    {"ami-lecture: misconception always-launch: swap its rows", SAME_ANSWER},
    {"ami-lecture: misconception s3-never-copied: swap its rows", SAME_ANSWER},
    {"ami-lecture: misconception snapshot-and-key-copy-image: row 1 without owned", SAME_ANSWER},
    {"ami-lecture: misconception share-brings-key: row 1 without encrypted", SAME_ANSWER},
    {"ami-lecture: misconception there-snapshot-lock: row 1 without shared", SAME_ANSWER},
    {"ami-lecture: misconception share-aws-key: row 1 without encrypted", SAME_ANSWER},
    {"ami-current: path: swap snapshot-only and snapshot-only-key", NEVER_MEET},
    {"ami-current: path: snapshot-only-key without instance_store", ALWAYS_SO},
    {"ami-current: run-there: swap there-snapshot-only and there-snapshot-only-key", NEVER_MEET},
    {"ami-current: run-there: there-snapshot-only-key without instance_store", ALWAYS_SO},
    {"ami-current: impossible 11 without owned", FORBIDDEN},
    {"ami-current: impossible 13 without encrypted", FORBIDDEN},
    {"ami-current: misconception always-launch: swap its rows", SAME_ANSWER},
    {"ami-current: misconception s3-never-copied: swap its rows", SAME_ANSWER},
    {"ami-current: misconception windows-not-copied: swap its rows", SAME_ANSWER},
    {"ami-current: misconception key-is-enough: row 1 without owned", SAME_ANSWER},
    {"ami-current: misconception share-brings-key: row 1 without encrypted", SAME_ANSWER},
    {"ami-current: misconception there-snapshot-lock: row 1 without shared", SAME_ANSWER},
    {"ami-current: misconception share-aws-key: row 1 without encrypted", SAME_ANSWER},
};

enum equivalence equivalence_of(const char *mutant)
{
    for (unsigned i = 0; i < equivalence_count(); i++) {
        if (strcmp(listed[i].mutant, mutant) == 0) {
            return listed[i].reason;
        }
    }
    return NOT_EQUIVALENT;
}

const char *equivalence_name(enum equivalence reason)
{
    static const char *const names[] = {"NOT_EQUIVALENT", "NEVER_MEET",  "TAKEN_BEFORE",
                                        "ALWAYS_SO",      "SAME_ANSWER", "FORBIDDEN"};
    return names[reason];
}

unsigned equivalence_count(void)
{
    return sizeof listed / sizeof *listed;
}
