/**
 * What `score` and `report` share: the wishes, the key with all it borrows from, and the files that a
 * scoring becomes.  Private to the score*.c and report*.c files.
 */
#ifndef QUESTIONS_COMMANDS_SCORE_H
#define QUESTIONS_COMMANDS_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/commands/banks.h"
#include "questions/commands/command.h"
#include "questions/commands/sink.h"
#include "questions/score/answers.h"
#include "questions/score/out.h"
#include "questions/text/sha256.h"

struct db_out; /* questions/score/db.h */

/* ---- Wishes: score_wishes.c ------------------------------------------------------------------- */

#define SCORE_OPTIONS 24

/** How to score: of the command line, or as it was kept. */
struct score_wishes {
    struct results_options results;
    struct answers_options answers; /* all but the roster */
    struct fixed_layout layout;
    const char *drop;   /* ids joined by commas; "": none */
    const char *format; /* --from; NULL: found out */
    bool marks, unverified, anonymous, strict, raw;
    bool again; /* as it was kept: what was said about the options then is not said again */
    struct scored_option said[SCORE_OPTIONS]; /* what the manifest keeps */
    size_t said_count;
};

/** The value of an option: "" for a flag, NULL: not given. */
typedef const char *score_value(void *source, const char *name);
/** STATUS_DONE, or STATUS_USAGE after a message. */
enum status score_wishes_read(struct context *context, score_value *value, void *source,
                              struct score_wishes *wishes);

/* ---- The key: score_key.c --------------------------------------------------------------------- */

/** Zero-initialise; score_key_file_fini() frees. */
struct score_key_file {
    struct bank_file bank; /* of a typed key: its bytes and text alone */
    struct score_key key;
    bool of_bank;
    const char *name; /* borrowed */
    char sha256[SHA256_HEX_SIZE];
};
void score_key_file_fini(struct score_key_file *file);
/**
 * Read a key: a bank in any format that can be read, or CSV with the columns `question` and `answer`.
 * @path  "-": standard input
 * @drop  the same questions are dropped as `wishes` says
 */
enum status score_key_read(struct context *context, const char *path,
                           const struct score_wishes *wishes, bool drop,
                           struct score_key_file *file);
/** The same of bytes in memory, which are the file's from now on. */
enum status score_key_take(struct context *context, const char *name, char *bytes, size_t length,
                           const struct score_wishes *wishes, bool drop,
                           struct score_key_file *file);
/** "key.json": what the copy of the key in a folder is called. */
void score_key_copy_name(struct buffer *name, const struct score_key_file *file);

/* ---- Files: score_files.c --------------------------------------------------------------------- */

#define SCORE_FILES 24

/** One file being made. */
struct score_file {
    char *path;  /* owned */
    bool inside; /* the folder */
    struct sink sink;
    struct out out; /* into the sink */
};
/**
 * Files that appear together.  Zero-initialise but for `context`; score_files_end() ends them, and
 * score_files_fini() forgets them.
 */
struct score_files {
    struct context *context;
    bool raw;
    const char *folder; /* NULL: none */
    bool folder_made;   /* by us */
    bool kept_before;   /* a scoring was there already */
    const char *const
        *stale; /* names in it, ended by NULL, that go when the files come, but for those that are
                   among them; NULL: none */
    struct score_file files[SCORE_FILES];
    size_t count;
    char *database; /* owned; a database is put in place with the others; NULL: none */
    struct whole_file database_file;
    bool database_begun;
};
/** Make the folder if it is not there, and finish in it what a kill cut off (questions/text/placing.h). */
enum status score_files_folder(struct score_files *files, const char *folder);
/** Begin a file, in the folder if `inside`; STATUS_FAILED after a message. */
enum status score_files_begin(struct score_files *files, const char *name, bool inside,
                              struct score_file **file);
/** Begin a file, fill it, and leave it until all are put in place. */
enum status score_files_write(struct score_files *files, const char *name, bool inside,
                              out_writer *writer, const struct scored *scored);
/** Begin a database; `path` receives where it is to be built. */
enum status score_files_database(struct score_files *files, const char *name, const char **path);
/**
 * The end, in any case.  All of it is brought to disk first; if that works, all is put in place.
 * @status  anything but STATUS_DONE and STATUS_NO: nothing is put in place
 */
enum status score_files_end(struct score_files *files, enum status status);
void score_files_fini(struct score_files *files);
/** Do two paths name one file?  Not "-", and no device or pipe: these can be read and written at once. */
bool score_same_file(const char *a, const char *b);

/** Names of files that a scoring writes into its folder, but for the key, the pack and its sibling; NULL ends. */
extern const char *const score_names[];
/** Names that an earlier scoring may have left there and that another one does not write; NULL ends. */
extern const char *const score_stale_names[];
/** May a list of files to be placed in a folder name this one?  A placing_ours (text/placing.h). */
bool score_files_ours(int folder, const char *name, bool goes);
/** Finish what an earlier run left half done in a folder; a status other than STATUS_DONE after a message. */
enum status score_files_finish(struct context *context, const char *folder);
/** The message why it could not be; errno and `foreign` say. */
enum status score_files_unfinished(struct context *context, const char *folder,
                                   const struct buffer *foreign);
/** Is a file written to standard output? */
bool score_files_standard(const struct score_files *files);

/* ---- Rejects and progress: score_rejects.c ----------------------------------------------------- */

#define SCORE_REJECTS_SHOWN 3

/** What is heard while answers are read.  Zero-initialise but for what is said. */
struct score_listening {
    struct context *context;
    bool anonymous;
    struct score_file *files[2]; /* rejects.csv; NULL: nobody wants it */
    struct db_out *db;           /* NULL: none */
    struct buffer shown;         /* the first few, for the summary */
    uint64_t lines;              /* told as rejected: lines, and cells of rows */
    uint64_t not_utf8;           /* lines of the file at hand */
    uint64_t not_utf8_line;      /* the first of them */
    uint64_t line_seen;          /* the latest rejected one of the file at hand; 0: none */
    size_t kinds[REJECT_KINDS];  /* of the first rejects: score_none.c */
    bool line_open;              /* progress stands on the terminal */
    uint64_t next;               /* bytes at which progress is shown again */
};
/** A listener that fills `listening`. */
struct answers_listener score_listener(struct score_listening *listening);
/** A file was read: take progress from the terminal, and say what would mend lines in another encoding. */
void score_listening_file_end(struct score_listening *listening, const char *file);
/** On a terminal: what is being done, and how far (all 0: not known). */
void score_busy(const struct context *context, const char *what, size_t done, size_t all);
void score_busy_end(const struct context *context);
void score_listening_fini(struct score_listening *listening);
/** Note what a reject speaks of. */
void score_none_look(struct score_listening *listening, const struct reject *reject);

/* ---- What a person should be asked about: score_doubts.c --------------------------------------- */

/**
 * Warn of students whose ids look alike, of those none of whose answers could be scored (where others'
 * could), and of answers that must be words.
 * @anonymous  nobody is named
 * @return false when memory ran out
 */
bool score_doubts(struct context *context, const struct sheet *sheet, bool anonymous);

/* ---- What was scored comes back: report_kept.c -------------------------------------------------- */

/** Zero-initialise; score_kept_fini() frees. */
struct score_kept {
    struct score_wishes wishes;
    struct score_key_file key;
    struct sheet *sheet;
    struct results *results;
    struct scored scored;
    struct arena arena; /* of the manifest's texts */
    bool of_folder;
};
void score_kept_fini(struct score_kept *kept);
/** Read a folder of `score -o`, or a database of `score --db`, and score it again. */
enum status score_kept_read(struct context *context, const char *path, struct score_kept *kept);

#endif
