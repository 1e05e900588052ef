/**
 * XML read as a row of small trees: each child of the root is a record, given to the caller whole and
 * forgotten, so that a file of any number of records needs the memory of its largest.  expat parses.
 *
 * Refused with a message: what is not well-formed; a DOCTYPE (so there are no entities but XML's own
 * five, nothing is fetched, and no text can unfold into gigabytes); an encoding other than UTF-8;
 * nesting over XML_DEPTH_MAX; a file over its size limit; another root.
 */
#ifndef QUESTIONS_TEXT_XML_IN_H
#define QUESTIONS_TEXT_XML_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/diag.h"

#define XML_DEPTH_MAX 32 /* elements inside each other, the root included */

struct xml_attribute {
    const char *name, *value;
};

/** One element.  All of it lives until the record's callback returns. */
struct xml_node {
    const char *name;
    const char *text; /* all characters directly in it, joined; "" when there are none */
    struct xml_attribute *attributes;
    size_t attribute_count;
    struct xml_node *child; /* the first; NULL: none */
    struct xml_node *next;  /* the next child of the same parent; NULL: none */
    struct place place;     /* its start tag */
};

/** What to read and whom to tell. */
struct xml_reader {
    const struct source_text *text;
    const char *root; /* the name that the root must have */
    size_t size_max;  /* bytes */
    const char *hint; /* what to do when the root is another; NULL: nothing to add */
    /* Called for each record in file order; false: memory ran out, stop. */
    bool (*record)(void *context, const struct xml_node *node);
    void *context;
    struct diags *diags;
};

/** False after an error in `diags` that is ours: the callback's own errors do not count. */
bool xml_read(const struct xml_reader *reader);

/** The first child of that name; NULL: none, or no node. */
const struct xml_node *xml_child(const struct xml_node *node, const char *name);
/** The next sibling of the same name; NULL: none. */
const struct xml_node *xml_again(const struct xml_node *node);
/** An attribute's value; NULL: none, or no node. */
const char *xml_attribute(const struct xml_node *node, const char *name);
/** Version of the expat that runs, "2.5.0". */
const char *xml_library_version(void);

#endif
