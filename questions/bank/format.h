/**
 * The formats of banks, one table: adding a format is one file and one line in format.c.  A writer
 * gets the head, then item after item, and never sees the whole bank (unless it keeps it itself: a
 * package must); a reader gets the whole text and fills a bank, with a message for every fault.
 */
#ifndef QUESTIONS_BANK_FORMAT_H
#define QUESTIONS_BANK_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/bank.h"

struct buffer; /* questions/text/buffer.h */

/** What the user asked for. */
struct write_options {
    bool no_key;          /* leave out all that tells the key: answers, feedback, explanations */
    bool csv_raw;         /* no ' before cells that a spreadsheet would run */
    const char *category; /* of the questions in the platform; NULL: the bank's title */
    const struct paper *paper; /* items come as this paper has them; NULL: no paper */
    const struct bank *bank;   /* whose papers are written behind the items; NULL: none */
};

/** One file being written.  The caller empties `out` after each call. */
struct writing {
    struct buffer *out;
    const struct bank_head *head;
    const struct write_options *options;
    size_t number; /* items so far; the first is number 1 while it is written */
    void *state;   /* the format's own; it frees it in end(), which is called in any case */
};

/** What a format cannot carry, or would spoil. */
enum loss_kind {
    LOSS_DROPPED, /* left out: feedback in Aiken */
    LOSS_SPOILED  /* changed: a line break that becomes a space */
};
struct loss {
    enum loss_kind kind;
    const char *item; /* id; borrowed from the item */
    const char *what; /* static: "feedback", "several right answers" */
};
struct losses {
    struct loss *items; /* owned */
    size_t count, capacity;
    bool failed; /* memory ran out */
};
void losses_add(struct losses *losses, enum loss_kind kind, const struct item *item,
                const char *what);
void losses_fini(struct losses *losses);

struct format {
    const char *name;   /* "moodle-xml" */
    const char *ending; /* ".gift": chooses the format by a file's name; NULL: it must be named */
    const char *suffix; /* of the files it makes where a name is wanted: ".xml" */
    const char *says;   /* one line for --help */
    bool printed;       /* people read it as it stands: a paper for a student leaves the key out */
    /* All NULL: it cannot be written.  begin and end may be NULL.  False: memory ran out. */
    bool (*begin)(struct writing *w);
    bool (*item)(struct writing *w, const struct item *item);
    bool (*end)(struct writing *w);
    /* What would be lost of an item; NULL: nothing ever is. */
    void (*check)(const struct item *item, struct losses *losses);
    /* Fill a zeroed bank; false after at least one error in `diags`.  NULL: it cannot be read. */
    bool (*read)(const struct source_text *text, struct bank *bank, struct diags *diags);
    /* Does a text without a telling name look like this format?  NULL: never guessed. */
    bool (*looks)(const struct source_text *text);
};

/** All formats in the order of the help; ends with NULL. */
extern const struct format *const formats[];
/** By name; NULL: none. */
const struct format *format_find(const char *name);
/** By the ending of a file's name; NULL: none. */
const struct format *format_of_file(const char *path);
/** The first that can be read and that a text looks like; NULL: none. */
const struct format *format_of_text(const struct source_text *text);

#endif
