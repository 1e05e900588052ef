/** Names of files, put together from a folder and what is in it. */
#ifndef QUESTIONS_TEXT_PATH_H
#define QUESTIONS_TEXT_PATH_H

struct buffer; /* questions/text/buffer.h */

/**
 * Add "folder/name", with one slash between them however many `folder` ends in; a `folder` of slashes alone
 * is the root, and an empty one adds none.
 * @name  "": the folder itself, as it is shown: "results/"
 */
void path_join(struct buffer *out, const char *folder, const char *name);

#endif
