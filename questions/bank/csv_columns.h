/** The columns of a bank as CSV: one table for the writer (format_csv.c) and the reader (csv_read.c). */
#ifndef QUESTIONS_BANK_CSV_COLUMNS_H
#define QUESTIONS_BANK_CSV_COLUMNS_H

/** Columns in the order written; behind them option_a, feedback_a, option_b, ..., chosen */
enum csv_column {
    CSV_ID,
    CSV_KIND,
    CSV_DECISION,
    CSV_GOAL,
    CSV_STEM,
    CSV_SELECT,
    CSV_ANSWER,
    CSV_POINTS,
    CSV_DIFFICULTY,
    CSV_EXPLANATION,
    CSV_TAGS,
    CSV_FACTS,
    CSV_RULE,
    CSV_SOURCE,
    CSV_COLUMNS
};

/** Their names. */
extern const char *const csv_column_names[CSV_COLUMNS];

#define CSV_OPTION   "option_"   /* and a small letter */
#define CSV_FEEDBACK "feedback_" /* and a small letter */
#define CSV_CHOSEN   "chosen" /* the last, where items say what was chosen; nothing of a bank's */

#endif
