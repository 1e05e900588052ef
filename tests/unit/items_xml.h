/** Banks for the tests of the XML formats, and a whole bank written or read in one call. */
#ifndef TESTS_UNIT_ITEMS_XML_H
#define TESTS_UNIT_ITEMS_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/format.h"
#include "questions/text/buffer.h"

/** Three questions: one right answer, several, true or false. */
void items_xml_sample(struct bank *bank);
/** Questions with every hostile text in every field; with 1, 2 and 26 options; with nothing said. */
void items_xml_hostile(struct bank *bank);
/** The hostile texts; the last is NULL. */
extern const char *const items_xml_texts[];

/** Write a bank as a file; the output is emptied after each call, as callers do.  The caller frees. */
struct buffer items_xml_write(const struct format *format, const struct bank *bank,
                              const struct write_options *options);
/** Read a text with a format's reader; the messages as lines "line:column: severity: text; hint". */
struct buffer items_xml_read(const struct format *format, const char *bytes, size_t length,
                             struct bank *bank);
/** What check() says of an item, one line each: "dropped: what" or "spoiled: what". */
struct buffer items_xml_losses(const struct format *format, const struct item *item);

#endif
