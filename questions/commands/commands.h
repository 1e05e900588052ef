/** The functions and option lists that the table of commands (table.c) is made of. */
#ifndef QUESTIONS_COMMANDS_COMMANDS_H
#define QUESTIONS_COMMANDS_COMMANDS_H

#include "questions/commands/command.h"

enum status command_drill(struct context *context);
enum status command_diagnose(struct context *context);
enum status command_exam(struct context *context);
enum status command_decide(struct context *context);
enum status command_explain(struct context *context);
enum status command_advise(struct context *context);
enum status command_pack(struct context *context);
enum status command_generate(struct context *context);
enum status command_convert(struct context *context);
enum status command_verify(struct context *context);
enum status command_score(struct context *context);
enum status command_report(struct context *context);
enum status command_mistakes(struct context *context);
enum status command_backup(struct context *context);
enum status command_forget(struct context *context);
enum status command_stats(struct context *context);
enum status command_schedule(struct context *context);
enum status command_doctor(struct context *context);
enum status command_help(struct context *context);

extern const struct option_spec drill_options[];
extern const struct option_spec diagnose_options[];
extern const struct option_spec exam_options[];
extern const struct option_spec decide_options[];
extern const struct option_spec explain_options[];
extern const struct option_spec advise_options[];
extern const struct option_spec pack_options[];
extern const struct option_spec generate_options[];
extern const struct option_spec convert_options[];
extern const struct option_spec verify_options[];
extern const struct option_spec score_options[];
extern const struct option_spec report_options[];
extern const struct option_spec mistakes_options[];
extern const struct option_spec backup_options[];
extern const struct option_spec forget_options[];
extern const struct option_spec stats_options[];
extern const struct option_spec schedule_options[];
extern const struct option_spec doctor_options[];

/* Parts of `pack`, each in a file of its own. */
enum status pack_check_command(struct context *context);
enum status pack_diff_command(struct context *context);
enum status pack_tests_command(struct context *context);

/** A command by its name; NULL when there is none. */
const struct command *command_find(const char *name);

#endif
