/**
 * The pages of the html format, and the pieces that they share; private to questions/bank/.  A bank
 * with its key is a page to learn from, without its key a paper to print, and a paper with its key
 * the sheet to mark it by.
 */
#ifndef QUESTIONS_BANK_HTML_PAGES_H
#define QUESTIONS_BANK_HTML_PAGES_H

#include "questions/bank/format.h"
#include "questions/text/buffer.h"

/** What a page remembers between its questions. */
struct html_state {
    struct buffer later; /* what must stand behind all questions */
    double points;       /* of all questions so far */
};

/** One kind of page, written as `struct format` writes.  A failure is in w->out, or in `later`. */
struct html_kind {
    void (*begin)(struct writing *w, struct html_state *state);
    void (*item)(struct writing *w, struct html_state *state, const struct item *item);
    void (*end)(struct writing *w, struct html_state *state);
};

extern const struct html_kind html_bank;  /* questions, each with its answer folded away */
extern const struct html_kind html_paper; /* to print: names, boxes, no answers */
extern const struct html_kind html_key;   /* of a paper: letters first, then the reasons */

/** The bank's title, or words that stand for it. */
const char *html_title(const struct writing *w);
/** "1 point", "2.5 points" */
void html_points(struct buffer *out, double points);
/** "12 questions" */
void html_questions(struct buffer *out, size_t count);
/** "Choose one answer", "Choose two answers" */
void html_choose(struct buffer *out, const struct item *item);
/** Letters of the right options: "C", "A and D", "A, B and D"; "none". */
void html_right_letters(struct buffer *out, const struct item *item);
/**
 * Why: the explanation, a verdict and a reason for every option, the sources, the question's id.  An
 * explanation that is, word for word, a right option's own reason is not said twice.
 * @texts  repeat the options' texts, where they do not stand just above
 */
void html_reasons(struct buffer *out, const struct writing *w, const struct item *item, bool texts);
/** The style of html_reasons(). */
extern const char html_reasons_style[];

/** CSS that prints `left` and the page's number at the foot of every page. */
void html_page_foot(struct buffer *rules, const char *left);
/**
 * A table that is no table: browsers print the head of one again on every page, and this is the only
 * way of which that is true in all of them.  The body of the page stands in rows, which they can be
 * asked to keep whole.
 * @left, @right  foreign texts of the running head; right may be NULL
 */
void html_sheet_begin(struct buffer *out, const char *left, const char *right);
void html_row_begin(struct buffer *out);
void html_row_end(struct buffer *out);
void html_sheet_end(struct buffer *out);
/** The style of the sheet. */
extern const char html_sheet_style[];

#endif
