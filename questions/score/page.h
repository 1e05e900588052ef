/**
 * Pages about a scoring: one for the class, and one for each student.  They need no network and no other
 * file, say in words whatever they draw, and print.  The page for the class names no student, so that it
 * can be shown to the class.
 */
#ifndef QUESTIONS_SCORE_PAGE_H
#define QUESTIONS_SCORE_PAGE_H

#include "questions/score/out.h"

/** report.html. */
out_writer page_report;

#define PAGE_ITEMS_MAX 500  /* questions shown with text and curves, those to look at first */
#define PAGE_ROWS_MAX  2000 /* questions in the table */

/**
 * The page of one student.
 * @index  file name of the page with all of them; NULL: none to go back to
 */
bool page_student(struct out *out, const struct scored *scored, size_t student, const char *index);
/** The page that lists them, for the instructor. */
out_writer page_index;
/** File name of a student's page: unique, safe on any disk, of the id what can be: "0007-ann.html". */
void page_student_file(struct buffer *name, const struct scored *scored, size_t student);

#endif
