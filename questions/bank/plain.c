/* Mending is the same in all plain formats, so that a bank reads the same in each; see the header. */
#include "questions/bank/plain.h"

#include <string.h>
#include <strings.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

#define REPLACEMENT 0xfffdu

static bool is_outer(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct plain plain_whole(const char *text)
{
    return (struct plain){text, text == NULL ? 0 : strlen(text)};
}

struct plain plain_trimmed(const char *text)
{
    struct plain walk = plain_whole(text);
    while (walk.left > 0 && is_outer(walk.at[0])) {
        walk.at++;
        walk.left--;
    }
    while (walk.left > 0 && is_outer(walk.at[walk.left - 1])) {
        walk.left--;
    }
    return walk;
}

static bool is_forbidden(uint32_t code)
{
    const bool c0 = code < 0x20 && code != '\t' && code != '\n';
    return c0 || (code >= 0x7f && code <= 0x9f) || code == 0xfffe || code == 0xffff;
}

bool plain_next(struct plain *walk, uint32_t *code)
{
    if (walk->left == 0) {
        return false;
    }
    size_t size = utf8_decode(walk->at, walk->left, code);
    if (size == 0) {
        *code = REPLACEMENT;
        size = 1;
    } else if (*code == '\r') {
        *code = '\n';
        size += walk->left > 1 && walk->at[1] == '\n' ? 1 : 0;
    } else if (is_forbidden(*code)) {
        *code = REPLACEMENT;
    }
    walk->at += size;
    walk->left -= size;
    return true;
}

void plain_add(struct buffer *out, uint32_t code)
{
    char bytes[4];
    const size_t size = utf8_encode(code, bytes);
    buffer_add(out, bytes, size);
}

static bool is_white(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n';
}

/* Go behind the white space at the walk's place; true when a line break was in it. */
static bool skip_white(struct plain *walk)
{
    bool broken = false;
    uint32_t code;
    for (struct plain ahead = *walk; plain_next(&ahead, &code) && is_white(code); *walk = ahead) {
        broken = broken || code == '\n';
    }
    return broken;
}

void plain_add_line(struct buffer *out, const char *text)
{
    struct plain walk = plain_trimmed(text);
    uint32_t code;
    for (struct plain here = walk; plain_next(&walk, &code); here = walk) {
        if (!is_white(code)) {
            plain_add(out, code);
            continue;
        }
        walk = here;
        if (skip_white(&walk)) {
            buffer_add_char(out, ' ');
        } else {
            buffer_add(out, here.at, (size_t)(walk.at - here.at));
        }
    }
}

void plain_add_number(struct buffer *out, double number)
{
    struct json_out json = {.out = out};
    json_number(&json, number);
}

const char *plain_or_dash(const char *text)
{
    return plain_trimmed(text).left > 0 ? text : "-";
}

/* ---- What would be lost ---------------------------------------------------------------------- */

/* What is the matter with a text; several of a question are or-ed. */
enum flaw { FLAW_MENDED = 1, FLAW_OUTER = 2, FLAW_LINES = 4, FLAW_EMPTY = 8 };

static unsigned flaws(const char *text)
{
    struct plain walk = plain_whole(text);
    unsigned found = plain_trimmed(text).left < walk.left ? FLAW_OUTER : 0;
    found |= plain_trimmed(text).left == 0 ? FLAW_EMPTY : 0;
    uint32_t code;
    for (const char *at = walk.at; plain_next(&walk, &code); at = walk.at) {
        uint32_t before = 0;
        const size_t size = utf8_decode(at, (size_t)(walk.at - at), &before);
        found |= size == 0 || before != code ? FLAW_MENDED : 0;
        found |= code == '\n' ? FLAW_LINES : 0;
    }
    return found;
}

/* Flaws of the texts beside stem and options; that they are missing is none. */
static unsigned flaws_if_any(const char *text)
{
    return text == NULL ? 0 : flaws(text) & ~(unsigned)FLAW_EMPTY;
}

bool plain_is_mended(const char *text)
{
    return (flaws_if_any(text) & FLAW_MENDED) != 0;
}

bool plain_has_feedback(const struct item *item)
{
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].feedback != NULL) {
            return true;
        }
    }
    return false;
}

bool plain_must_say_how_many(const struct item *item)
{
    bool said = false;
    for (const char *c = item->stem; *c != '\0' && !said; c++) {
        said = strncasecmp(c, "choose", 6) == 0 || strncasecmp(c, "select", 6) == 0;
    }
    return item->select > 1 && !said;
}

bool plain_id(const char *id)
{
    static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return id != NULL && id[0] != '\0' && strspn(id, good) == strlen(id);
}

static void drop(const struct item *item, bool lost, const char *what, struct losses *losses)
{
    if (lost) {
        losses_add(losses, LOSS_DROPPED, item, what);
    }
}

static void spoil(const struct item *item, bool lost, const char *what, struct losses *losses)
{
    if (lost) {
        losses_add(losses, LOSS_SPOILED, item, what);
    }
}

void plain_check(const struct item *item, unsigned carried, struct losses *losses)
{
    const bool points = item->points < 1 || item->points > 1;
    const unsigned stem = flaws(item->stem);
    unsigned options = 0;
    unsigned others = (carried & CARRIES_EXPLANATION) != 0 ? flaws_if_any(item->explanation) : 0;
    for (size_t i = 0; i < item->option_count; i++) {
        options |= flaws(item->options[i].text);
        others |= (carried & CARRIES_FEEDBACK) != 0 ? flaws_if_any(item->options[i].feedback) : 0;
    }
    bool mended = (carried & CARRIES_ID) != 0 && plain_is_mended(item->id);
    for (size_t i = 0; i < item->tags.count && (carried & CARRIES_TAGS) != 0; i++) {
        mended = mended || plain_is_mended(item->tags.items[i]);
    }
    const unsigned all = stem | options | others;
    mended = mended || (all & FLAW_MENDED) != 0;
    drop(item, item->id != NULL && (carried & CARRIES_ID) == 0, "id", losses);
    drop(item, item->tags.count > 0 && (carried & CARRIES_TAGS) == 0, "tags", losses);
    drop(item, points && (carried & CARRIES_POINTS) == 0, "points", losses);
    drop(item, item->select != item_right_count(item) && (carried & CARRIES_SELECT) == 0,
         "how many to choose", losses);
    drop(item, plain_has_feedback(item) && (carried & CARRIES_FEEDBACK) == 0, "feedback", losses);
    drop(item, item->explanation != NULL && (carried & CARRIES_EXPLANATION) == 0, "explanation",
         losses);
    spoil(item, (stem & FLAW_LINES) != 0 && (carried & CARRIES_STEM_LINES) == 0,
          "line breaks of the stem", losses);
    spoil(item, ((options | others) & FLAW_LINES) != 0 && (carried & CARRIES_OPTION_LINES) == 0,
          "line breaks of an option or of what is said about it", losses);
    spoil(item, (all & FLAW_OUTER) != 0 && (carried & CARRIES_OUTER_SPACE) == 0,
          "white space around a text", losses);
    spoil(item, mended, "control characters", losses);
    spoil(item, ((stem | options) & FLAW_EMPTY) != 0, "an empty text", losses);
}
