/** The options that say which of all questions a drill asks: --only, --rule and --kind. */
#ifndef QUESTIONS_COMMANDS_DRILL_FOCUS_H
#define QUESTIONS_COMMANDS_DRILL_FOCUS_H

#include "questions/commands/command.h"
#include "questions/tutor/session.h"

struct bank; /* questions/bank/bank.h */

/** For the option list of a command. */
#define DRILL_FOCUS_OPTIONS                                                                        \
    {"--only", "WHICH",                                                                            \
     "mistakes: what was answered wrong the last time. marked: what is marked. Of the pack its "   \
     "rules, of BANK its questions."},                                                             \
        {"--rule", "ID[,ID...]",                                                                   \
         "Ask only about these rows and statements (pack show lists them)."},                      \
    {                                                                                              \
        "--kind", "ID[,ID...]",                                                                    \
            "Ask only these decisions, or statement; of BANK, only questions of these kinds."      \
    }

/** What the options say.  Zeroed, nothing; drill_focus_fini() frees. */
struct drill_focus {
    struct session_focus focus;
    char *texts[2];        /* owned; backing of the words */
    const char **words[2]; /* owned */
};
void drill_focus_fini(struct drill_focus *focus);

/**
 * Read the options, and look every word up.
 * @subject  what is asked about; NULL: a bank's pack is not at hand
 * @bank     what is asked; NULL: the pack
 * @return   STATUS_DONE; STATUS_USAGE after a message
 */
enum status drill_focus_read(struct context *context, const struct subject *subject,
                             const struct bank *bank, struct drill_focus *focus);
/** Nothing is left to ask: say why.  Returns STATUS_NO. */
enum status drill_focus_nothing(struct context *context, const struct session_focus *focus);

#endif
