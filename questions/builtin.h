/** The packs that are built into the program; the table is made from data/packs/ when it is built. */
#ifndef QUESTIONS_BUILTIN_H
#define QUESTIONS_BUILTIN_H

#include <stddef.h>

struct builtin_pack {
    const char *id;             /* file name without its ending */
    const unsigned char *bytes; /* the file as it is; not NUL-terminated */
    size_t length;
};

extern const struct builtin_pack builtin_packs[]; /* sorted by id */
extern const size_t builtin_pack_count;

#endif
