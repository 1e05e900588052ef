/** Finding banks: read from a file in any format, their keys proved.  Faults go to standard error. */
#ifndef QUESTIONS_COMMANDS_BANKS_H
#define QUESTIONS_COMMANDS_BANKS_H

#include "engine/diag.h"
#include "questions/bank/bank.h"
#include "questions/commands/command.h"

struct buffer;  /* questions/text/buffer.h */
struct format;  /* questions/bank/format.h */
struct subject; /* questions/item/subject.h */

/** A bank with all it borrows from.  Zero-initialise; bank_file_fini() frees. */
struct bank_file {
    char *bytes;
    struct source_text text;
    const struct format *format; /* it was read as */
    struct bank bank;
    struct subject *subject; /* of the pack it names, or of --pack; NULL: none */
};
void bank_file_fini(struct bank_file *file);

#define BANK_COURSE "bank:" /* before the name of a bank in the database; packs have no colon */
/**
 * What the database calls a bank, in the column where a pack's own questions have its id: by the pack
 * it was made from, so that banks can be joined or made anew, else by its title, else by the name of
 * its file.
 * @title   receives what a person calls it; borrowed from the file
 * @return  malloc'd; NULL when memory ran out
 */
char *bank_file_course(const struct bank_file *file, const char **title);

/** How the keys of a bank are taken. */
enum banks_trust {
    BANKS_PROVE,   /* refused when a key is not what the pack answers, or cannot be derived */
    BANKS_TRUST,   /* --unverified: refused only when a key is not what the pack answers */
    BANKS_UNJUDGED /* not looked at: the caller proves them itself */
};

/**
 * Read a bank ("-": standard input) and prove its keys by the pack that it names: one built in, or
 * --pack.  Every fault is printed.
 * @format  name of the format; NULL: by the ending of the file's name, else by its look
 * @return  STATUS_DONE; STATUS_USAGE for a format that is unknown, cannot be read or not be guessed,
 *          and for a pack that is another than the bank's; STATUS_BAD_INPUT for a faulty or disproved
 *          bank, and one whose pack is not at hand; STATUS_FAILED.  bank_file_fini() in any case.
 */
enum status banks_read(struct context *context, const char *path, const char *format,
                       enum banks_trust trust, struct bank_file *file);
/**
 * The same of bytes that are in memory already.
 * @name   what messages call them; must live as long as the file
 * @bytes  `length` of them and a NUL, malloc'd; the file's from now on, in any case
 */
enum status banks_take(struct context *context, const char *name, char *bytes, size_t length,
                       const char *format, enum banks_trust trust, struct bank_file *file);

/**
 * The bank that somebody is asked from, read as --from and --unverified say, options that the command
 * must have.  Standard input is refused, since answers come in there, and so is a bank without questions.
 * @path   NULL: no bank is named, and then the two options have nothing to be about
 * @usage  how one is named: "amiquiz drill BANK"
 * @return as banks_read()
 */
enum status banks_read_to_ask(struct context *context, const char *path, const char *usage,
                              struct bank_file *file);

/** A format by name, to read or to write; NULL after a message (STATUS_USAGE). */
const struct format *banks_format(struct context *context, const char *option, const char *name,
                                  bool reading);
/** "json ndjson gift ...": those that can be read, or written. */
void banks_format_names(struct buffer *out, bool reading);

#endif
