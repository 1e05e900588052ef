/**
 * Messages of the engine as a person reads them: place, words, the guilty line with a mark under
 * it, what to do.
 */
#ifndef QUESTIONS_TEXT_DIAG_PRINT_H
#define QUESTIONS_TEXT_DIAG_PRINT_H

struct diags;  /* engine/diag.h */
struct screen; /* questions/text/screen.h */

/**
 * Print every message, in order of place (diags_sort()), to the screen's stream:
 *
 *     file:line:column: error: unknown fact "is_encrpyted" [unknown-fact]
 *        14 |     "when": { "is_encrpyted": true },
 *           |               ^~~~~~~~~~~~~~ did you mean "encrypted"?
 *
 * Without a line the message begins `file: error:`, without a file `amiquiz: error:`.
 *
 * File names, words and quoted source are made safe; tabs of the source line count as one column
 * and are printed as one space; lines are cut (never wrapped) so that the mark stays under its
 * word: of a long source line a window around the place is shown, with "..." where it was cut.  The
 * hint, when there is no source line, follows on a line of its own, indented, "  hint: ...".  Below
 * 24 columns no source line is shown.
 */
void diag_print(struct screen *screen, const struct diags *diags);

#endif
