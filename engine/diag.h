/**
 * Messages as data: what is wrong, where, and what to do.  The engine never prints; whoever called
 * it decides how a message is shown (questions/text/diag_print.h).
 */
#ifndef ENGINE_DIAG_H
#define ENGINE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

enum diag_severity { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };

/** Bytes that were read, and the name that a person knows them by. */
struct source_text {
    const char *name;  /* file name, or "<stdin>" */
    const char *bytes; /* NULL: only the file can be named ("cannot be opened") */
    size_t length;
    size_t first_line; /* number of its first line, 1 unless it is a piece of something larger */
};

/** A stretch of a source text; text NULL when the message has no place. */
struct place {
    const struct source_text *text;
    size_t offset; /* bytes from the start; beyond the end counts as the end */
    size_t length; /* bytes to underline; 0 and 1 both mark one character */
};

/**
 * A way through a source text, to turn many places into lines and columns: places that come in the
 * order of the text cost one reading of it.  Zero-initialise to begin; one text a walk.
 */
struct place_walk {
    size_t offset;
    size_t line, column; /* of the offset, as in struct diag; the text must be UTF-8 */
};
void place_walk_to(struct place_walk *walk, const struct place *place);

/**
 * One message.  All strings but `id` are owned by the list it stands in.  Characters are code
 * points; a byte that is not UTF-8 counts as one.
 */
struct diag {
    enum diag_severity severity;
    const char *id; /* stable name of the kind of message, static: "unknown-fact"; NULL: none */
    char *file;     /* NULL: no place */
    size_t line;    /* 1-based; 0: no place, or no more of it than the file */
    size_t column;  /* 1-based, in characters, not bytes; 0 as line is */
    size_t span;    /* characters to underline, at least 1, not beyond the line */
    char *excerpt;  /* the source line, without its end; NULL: none */
    size_t excerpt_column; /* 1; more where the line is long and its start was left out */
    char *text;            /* one sentence, lower case, no full stop */
    char *hint;            /* what to do; NULL: nothing to add */
};

/** Zero-initialise to begin. */
struct diags {
    struct diag *items; /* owned */
    size_t count;
    size_t capacity;
    size_t errors;  /* errors added, kept or not: what has errors never looks clean */
    bool truncated; /* memory ran out, or DIAG_MAX was reached: there is more than stands here */
};

#define DIAG_MAX 100 /* messages kept; a broken file of 16 MiB must not flood the reader */

void diags_fini(struct diags *diags);
/**
 * Append a message.  Text is made with printf's rules.  When the list is full an error takes the
 * place of the last message that is none.
 * @where  may be NULL: no place.  Everything of it is copied.
 * @return the message, so that a hint can be added at once (the next diags_add() may move it), or
 *         NULL when it was not kept.
 */
__attribute__((format(printf, 5, 6))) struct diag *
diags_add(struct diags *diags, enum diag_severity severity, const char *id,
          const struct place *where, const char *format, ...);
/** Give a message (NULL is ignored) a hint.  When memory runs out it goes without. */
__attribute__((format(printf, 2, 3))) void diag_hint(struct diag *diag, const char *format, ...);
/**
 * Order by file (those without one first), line and column; messages at one place keep their order.
 * A note stays behind the message it explains, which is the one before it.
 */
void diags_sort(struct diags *diags);

#endif
