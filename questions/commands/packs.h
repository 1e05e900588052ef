/** Finding packs: the ones built in by name, others by file.  Faults go to standard error. */
#ifndef QUESTIONS_COMMANDS_PACKS_H
#define QUESTIONS_COMMANDS_PACKS_H

#include "questions/commands/command.h"

struct pack;    /* engine/pack.h */
struct subject; /* questions/item/subject.h */

/** What --pack is when nobody says; `advise` takes the other. */
#define PACK_DEFAULT        "ami-lecture"
#define PACK_DEFAULT_ADVISE "ami-current"

/**
 * Read a pack: the built-in one of that name, else the file of that name ("-": standard input).  A
 * word that is neither (no "/" and no "." in it, no such file) is an unknown pack: status 2, with
 * the nearest name.
 * @name   NULL: --pack, or `otherwise` without one
 * @status receives STATUS_DONE, or why there is none
 * @return NULL when there is none; pack_free() frees it.
 */
struct pack *packs_read(struct context *context, const char *name, const char *otherwise,
                        enum status *status);
/**
 * The same, compiled, with its sibling when that stands beside the file as SIBLING.json or is built
 * in; subject_free() frees it.
 */
struct subject *packs_subject(struct context *context, const char *name, const char *otherwise,
                              enum status *status);
/** The same for commands that only decide: of packs built in nothing but the tables is read. */
struct subject *packs_tables(struct context *context, const char *name, const char *otherwise,
                             enum status *status);

/** Is a pack of that name built in? */
bool packs_builtin(const char *name);

/**
 * A whole file in memory ("-": standard input), at most `most` bytes, as a malloc'd NUL-terminated
 * text.
 */
char *packs_read_file(struct context *context, const char *path, size_t most, size_t *length,
                      enum status *status);

#endif
