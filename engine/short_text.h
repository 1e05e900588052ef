/** A foreign text as a message can show it: whole when short, else its beginning and "...". */
#ifndef ENGINE_SHORT_TEXT_H
#define ENGINE_SHORT_TEXT_H

#define SHORT_TEXT_MAX 100 /* bytes shown; ids and words are far shorter */

/** A value, so that it needs no freeing: short_text(id).text lives to the end of the statement. */
struct short_text {
    char text[SHORT_TEXT_MAX + 4];
};

/** @text  UTF-8; it is cut between two characters. */
struct short_text short_text(const char *text);

#endif
