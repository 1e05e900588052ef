/**
 * What a person sees: a stream with its width and its colour, and the few ways we lay text out on
 * it: wrapped paragraphs, labelled paragraphs and headings.  Every text given to these functions is
 * taken for foreign and made safe (questions/text/safe.h); measuring is by terminal columns (wide
 * and combining characters), never by bytes.  No line that we wrap ends with a space.  A failed
 * write shows in ferror(file), which is the caller's to look at.
 */
#ifndef QUESTIONS_TEXT_SCREEN_H
#define QUESTIONS_TEXT_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum screen_colour { SCREEN_COLOUR_AUTO, SCREEN_COLOUR_ALWAYS, SCREEN_COLOUR_NEVER };

/** What the person asked for on the command line. */
struct screen_options {
    enum screen_colour colour;
    int width;       /* columns; 0 = ask the terminal */
    bool ascii;      /* only ASCII of our own making */
    bool accessible; /* one idea a line, no columns, role words */
};

/** Kinds of emphasis.  Every one is also said in words: colour and weight never carry meaning. */
enum screen_style { STYLE_PLAIN, STYLE_STRONG, STYLE_RIGHT, STYLE_WRONG, STYLE_FAINT, STYLE_COUNT };

/**
 * Open, so that tests and special streams may fill it themselves.  In ascii mode typographic
 * quotes, dashes, the ellipsis and no-break spaces of foreign texts become ASCII, too; other
 * characters stay.
 */
struct screen {
    FILE *file;
    size_t width; /* columns to wrap at: 10 to 100 */
    bool colour;  /* escape sequences may be written */
    bool ascii;
    bool accessible;
    bool terminal; /* file is a terminal */
};

/**
 * Settle width and colour for a stream.  Colour: --color, then NO_COLOR (set, not empty), then
 * CLICOLOR_FORCE (set, neither empty nor "0"), then TERM=dumb, then whether it is a terminal.
 * Width: --width, then the terminal's, then COLUMNS, then 80; 10 at least, 100 at most.  ACCESSIBLE
 * (set, not empty) acts as --accessible.
 */
void screen_init(struct screen *s, FILE *file, const struct screen_options *options);
/** Ask the terminal for its width again (after a resize).  Keeps a --width given. */
void screen_measure(struct screen *s, const struct screen_options *options);

/** Rows of the terminal's window; 0 where it has none, or says nothing. */
size_t screen_rows(const struct screen *s);

/** Columns that `length` bytes of UTF-8 take on a terminal, after safe_line(). */
size_t screen_columns(const char *bytes, size_t length);
/** The same as printed on this screen: in ascii mode an ellipsis takes three columns. */
size_t screen_text_columns(const struct screen *s, const char *bytes, size_t length);

/** An empty line. */
void screen_gap(struct screen *s);
/**
 * Words of `text` wrapped to the width; line feeds in it begin a new line (one at its very end does
 * not); ends with a line feed.  Several spaces between two words stay, a tab counts as one; a
 * no-break space is no place to break, nor is what follows a lead such as "(row:".  Indents shrink on narrow screens (never more than a third of
 * the width); a word longer than a line is cut.
 * @indent  columns before the first line
 * @hang    columns before the lines that follow
 */
void screen_wrap(struct screen *s, enum screen_style style, size_t indent, size_t hang,
                 const char *text);
/**
 * A label in STYLE_STRONG, then `text` beside it, wrapped and aligned at column `column` (0-based;
 * at most half the width): "Why    A Windows AMI carries ...".  Below 40 columns, in accessible
 * mode, and where a label of that column takes half the width itself, the label and a colon on the text's own line without alignment, spaces before the label
 * left out.  Spaces behind a label are dropped.
 */
void screen_labelled(struct screen *s, const char *label, size_t column, const char *text);
/** As screen_labelled, the label in the style given. */
void screen_labelled_in(struct screen *s, enum screen_style style, const char *label, size_t column,
                        const char *text);
/**
 * One heading line in STYLE_STRONG; `right` (may be NULL), plain, flush right when there is room
 * for it and two spaces, else (and in accessible mode) on a line of its own.
 */
void screen_heading(struct screen *s, const char *left, const char *right);
/** A piece of one line, made safe, in a style; no line feed, no wrapping. */
void screen_put(struct screen *s, enum screen_style style, const char *text);

#endif
