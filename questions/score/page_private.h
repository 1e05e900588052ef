/** The parts of the pages, and what they share; private to the page_*.c files. */
#ifndef QUESTIONS_SCORE_PAGE_PRIVATE_H
#define QUESTIONS_SCORE_PAGE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/score/page.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "questions/text/html_out.h"

/** The styles of the pages, end with NULL. */
extern const char *const page_report_style[];
extern const char *const page_student_style[];
/** Sorts tables that have `data-sorts`, by the cells' `data-v`, else by their text. */
extern const char page_script[];

#define PAGE_NAME_MOST   200 /* bytes of a student's name that are shown */
#define PAGE_CURVE_LEAST 15  /* students below which a curve by fifths would be noise */

/* ---- Sections of the page for the class, in their order --------------------------------------- */

void page_scores(struct buffer *out, const struct scored *scored);
void page_beliefs(struct buffer *out, const struct scored *scored);
/** @order  questions, those to look at first */
void page_map(struct buffer *out, const struct scored *scored, const size_t order[]);
/** Is there a question that page_map() can show?  Without one it adds nothing. */
bool page_has_map(const struct scored *scored);
void page_table(struct buffer *out, const struct scored *scored, const size_t order[]);
void page_legend(struct buffer *out);
void page_origin(struct buffer *out, const struct scored *scored);

/** One question with its text, who chose what, and what that means. */
void page_item(struct buffer *out, const struct scored *scored, size_t question);
/** Its option curves. */
void page_curves(struct buffer *out, const struct scored *scored, size_t question);
/** What the figures of a question mean, as paragraphs. */
void page_meaning(struct buffer *out, const struct scored *scored, size_t question);

/* ---- Pieces ----------------------------------------------------------------------------------- */

/** The end of a text that was put together for `out`: what failed there has failed here. */
void page_piece_end(struct buffer *out, struct buffer *piece);
/** Foreign text, cut to `most` bytes with an ellipsis. */
void page_cut(struct buffer *out, const char *text, size_t most);
/** The same as paragraphs. */
void page_cut_paragraphs(struct buffer *out, const char *text, size_t most);
/** The words of a belief, to stand in quotes: without a full stop. */
void page_belief(struct buffer *out, const struct score_belief *belief);
/** A heading with the id that a contents list links to. */
void page_heading(struct buffer *out, int level, const char *id, const char *text);
/** "<a href="#q3">path-1</a>" */
void page_question_link(struct buffer *out, const struct scored *scored, size_t question);
/** Where a source is known by the pack its title as a link to its address, else the source itself. */
void page_source(struct buffer *out, const struct subject *subject, const char *id);

/* ---- SVG: numbers are in units of the view box, 340 wide -------------------------------------- */

#define SVG_WIDTH 340
/** @title, @says  what it shows, for whoever does not see it; ours or foreign */
void svg_begin(struct buffer *out, const char *name, int height, const char *title,
               const char *says);
void svg_end(struct buffer *out);
void svg_line(struct buffer *out, const char *class_name, double x1, double y1, double x2,
              double y2);
void svg_rect(struct buffer *out, const char *class_name, double x, double y, double width,
              double height);
/** @anchor  "start", "middle" or "end" */
void svg_text(struct buffer *out, const char *class_name, double x, double y, const char *anchor,
              const char *text);
/** A number of at most one decimal. */
void svg_number(struct buffer *out, double value);

#endif
