/* expat calls back for each tag; the open elements stand on a stack with the text so far of each. */
#include "questions/text/xml_in.h"

#include <expat.h>
#include <string.h>
#include <strings.h>

#include "engine/arena.h"
#include "engine/short_text.h"
#include "questions/text/buffer.h"

#define CHUNK ((size_t)1 << 20) /* bytes given to expat at once: it counts in int */

/* An element whose end tag is still to come. */
struct level {
    struct xml_node *node;  /* NULL: the root */
    struct xml_node **tail; /* where its next child is hung up */
    struct buffer text;
};

struct parsing {
    const struct xml_reader *reader;
    XML_Parser parser;
    struct arena arena; /* of the current record */
    struct level levels[XML_DEPTH_MAX];
    size_t depth;
    bool stopped; /* the reason was said */
};

/* ---- Messages ------------------------------------------------------------------------------ */

static struct place here(const struct parsing *p, size_t length)
{
    const XML_Index at = XML_GetCurrentByteIndex(p->parser);
    return (struct place){p->reader->text, at < 0 ? 0 : (size_t)at, length};
}

/* Note that reading ends here for a reason that was said. */
static void stop(struct parsing *p)
{
    p->stopped = true;
    (void)XML_StopParser(p->parser, XML_FALSE);
}

static void out_of_memory(struct parsing *p)
{
    diags_add(p->reader->diags, DIAG_ERROR, NULL, &(struct place){p->reader->text, 0, 0},
              "memory ran out while reading");
    stop(p);
}

/* ---- What expat calls ---------------------------------------------------------------------- */

static bool copy_attributes(struct parsing *p, struct xml_node *node, const XML_Char **pairs)
{
    size_t count = 0;
    while (pairs[2 * count] != NULL) {
        count++;
    }
    node->attributes = arena_alloc(&p->arena, count, sizeof *node->attributes);
    if (node->attributes == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = arena_copy(&p->arena, pairs[2 * i], strlen(pairs[2 * i]));
        const char *value = arena_copy(&p->arena, pairs[2 * i + 1], strlen(pairs[2 * i + 1]));
        if (name == NULL || value == NULL) {
            return false;
        }
        node->attributes[node->attribute_count++] = (struct xml_attribute){name, value};
    }
    return true;
}

static struct xml_node *new_node(struct parsing *p, const XML_Char *name, const XML_Char **pairs)
{
    struct xml_node *node = arena_alloc(&p->arena, 1, sizeof *node);
    if (node == NULL) {
        return NULL;
    }
    node->name = arena_copy(&p->arena, name, strlen(name));
    node->text = "";
    node->place = here(p, 1 + strlen(name));
    return node->name != NULL && copy_attributes(p, node, pairs) ? node : NULL;
}

static void check_root(struct parsing *p, const XML_Char *name)
{
    if (strcmp(name, p->reader->root) != 0) {
        const struct place where = here(p, 1 + strlen(name));
        struct diag *diag = diags_add(p->reader->diags, DIAG_ERROR, "bad-xml", &where,
                                      "the outermost element is \"%s\", not \"%s\"",
                                      short_text(name).text, p->reader->root);
        if (p->reader->hint != NULL) {
            diag_hint(diag, "%s", p->reader->hint);
        }
        stop(p);
    }
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **pairs)
{
    struct parsing *p = context;
    if (p->stopped) {
        return; /* expat may report once more after it was told to stop */
    }
    if (p->depth == XML_DEPTH_MAX) {
        const struct place where = here(p, 1 + strlen(name));
        diags_add(p->reader->diags, DIAG_ERROR, "bad-xml", &where,
                  "elements stand more than %d deep inside each other", XML_DEPTH_MAX);
        stop(p);
        return;
    }
    struct level *level = &p->levels[p->depth];
    level->node = NULL;
    buffer_clear(&level->text);
    if (p->depth == 0) {
        check_root(p, name);
    } else {
        level->node = new_node(p, name, pairs);
        if (level->node == NULL) {
            out_of_memory(p);
            return;
        }
        level->tail = &level->node->child;
        if (p->depth > 1) {
            struct level *parent = level - 1;
            *parent->tail = level->node;
            parent->tail = &level->node->next;
        }
    }
    p->depth++;
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    (void)name; /* expat has compared it */
    struct parsing *p = context;
    if (p->stopped) {
        return;
    }
    p->depth--;
    struct level *level = &p->levels[p->depth];
    if (level->node == NULL) {
        return;
    }
    if (level->text.length > 0) {
        level->node->text = arena_copy(&p->arena, level->text.bytes, level->text.length);
    }
    if (level->text.failed || level->node->text == NULL) {
        out_of_memory(p);
        return;
    }
    if (p->depth == 1) {
        if (!p->reader->record(p->reader->context, level->node)) {
            out_of_memory(p);
        }
        arena_fini(&p->arena);
    }
}

static void XMLCALL on_text(void *context, const XML_Char *bytes, int length)
{
    struct parsing *p = context;
    if (!p->stopped && p->depth > 1) {
        buffer_add(&p->levels[p->depth - 1].text, bytes, (size_t)length);
    }
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    struct parsing *p = context;
    struct place where = here(p, strlen("<!DOCTYPE"));
    while (where.offset > 0 && p->reader->text->bytes[where.offset] != '<') {
        where.offset--; /* expat is further: it has read the name, or up to what is declared */
    }
    struct diag *diag = diags_add(p->reader->diags, DIAG_ERROR, "bad-xml", &where,
                                  "a DOCTYPE is not read: it could declare entities");
    diag_hint(diag, "take the DOCTYPE out");
    stop(p);
}

static void XMLCALL on_declaration(void *context, const XML_Char *version, const XML_Char *encoding,
                                   int standalone)
{
    (void)version;
    (void)standalone;
    struct parsing *p = context;
    if (encoding != NULL && strcasecmp(encoding, "UTF-8") != 0 &&
        strcasecmp(encoding, "US-ASCII") != 0) {
        const struct place where = here(p, strlen("<?xml"));
        struct diag *diag =
            diags_add(p->reader->diags, DIAG_ERROR, "bad-xml", &where,
                      "the encoding is \"%s\"; only UTF-8 is read", short_text(encoding).text);
        diag_hint(diag, "save the file as UTF-8");
        stop(p);
    }
}

/* ---- The whole ----------------------------------------------------------------------------- */

static void say_parse_error(struct parsing *p)
{
    const enum XML_Error code = XML_GetErrorCode(p->parser);
    if (p->stopped) {
        return;
    }
    if (code == XML_ERROR_NO_MEMORY) {
        out_of_memory(p);
        return;
    }
    const struct place where = here(p, 1);
    struct diag *diag = diags_add(p->reader->diags, DIAG_ERROR, "bad-xml", &where, "not XML: %s",
                                  XML_ErrorString(code));
    if (code == XML_ERROR_UNDEFINED_ENTITY) {
        diag_hint(diag, "XML knows &amp; &lt; &gt; &quot; &apos; and numbers such as &#160;");
    }
    p->stopped = true;
}

static bool fits(const struct xml_reader *reader)
{
    const struct source_text *text = reader->text;
    struct source_text name_only = {text->name, NULL, 0, 1};
    if (text->length > reader->size_max) {
        diags_add(reader->diags, DIAG_ERROR, "bad-xml", &(struct place){&name_only, 0, 0},
                  "the file has more than %zu bytes", reader->size_max);
        return false;
    }
    if (text->length >= 2 &&
        (memcmp(text->bytes, "\xfe\xff", 2) == 0 || memcmp(text->bytes, "\xff\xfe", 2) == 0)) {
        struct diag *diag =
            diags_add(reader->diags, DIAG_ERROR, "bad-xml", &(struct place){&name_only, 0, 0},
                      "the encoding is UTF-16; only UTF-8 is read");
        diag_hint(diag, "save the file as UTF-8");
        return false;
    }
    return true;
}

static void parse(struct parsing *p)
{
    const struct source_text *text = p->reader->text;
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    XML_SetXmlDeclHandler(p->parser, on_declaration);
    size_t at = 0;
    do {
        const size_t left = text->length - at;
        const size_t size = left < CHUNK ? left : CHUNK;
        /* With no byte left there is nothing to point at, and expat wants a pointer. */
        if (XML_Parse(p->parser, size > 0 ? text->bytes + at : "", (int)size, size == left) !=
            XML_STATUS_OK) {
            say_parse_error(p);
            return;
        }
        at += size;
    } while (at < text->length);
}

bool xml_read(const struct xml_reader *reader)
{
    if (!fits(reader)) {
        return false;
    }
    struct parsing p = {.reader = reader, .parser = XML_ParserCreate("UTF-8")};
    if (p.parser == NULL) {
        diags_add(reader->diags, DIAG_ERROR, NULL, &(struct place){reader->text, 0, 0},
                  "memory ran out while reading");
        return false;
    }
    parse(&p);
    XML_ParserFree(p.parser);
    for (size_t i = 0; i < XML_DEPTH_MAX; i++) {
        buffer_fini(&p.levels[i].text);
    }
    arena_fini(&p.arena);
    return !p.stopped;
}

/* ---- Looking into a tree ------------------------------------------------------------------- */

static const struct xml_node *named(const struct xml_node *node, const char *name)
{
    while (node != NULL && strcmp(node->name, name) != 0) {
        node = node->next;
    }
    return node;
}

const struct xml_node *xml_child(const struct xml_node *node, const char *name)
{
    return node != NULL ? named(node->child, name) : NULL;
}

const struct xml_node *xml_again(const struct xml_node *node)
{
    return named(node->next, node->name);
}

const char *xml_attribute(const struct xml_node *node, const char *name)
{
    for (size_t i = 0; node != NULL && i < node->attribute_count; i++) {
        if (strcmp(node->attributes[i].name, name) == 0) {
            return node->attributes[i].value;
        }
    }
    return NULL;
}

const char *xml_library_version(void)
{
    const char *version = XML_ExpatVersion(); /* "expat_2.5.0" */
    const char *behind_name = strchr(version, '_');
    return behind_name != NULL ? behind_name + 1 : version;
}
