/*
 * Line by line; empty lines mean nothing.
 *
 *     file     = *question
 *     question = 1*stem-line 2*26option key
 *     option   = letter ("." | ")") 1*space text      (letters from A on, in order)
 *     key      = "ANSWER:" letter
 */
#include "questions/bank/aiken_read.h"

#include <string.h>
#include <strings.h>

#include "questions/bank/plain_read.h"
#include "questions/text/buffer.h"

#define KEY "ANSWER:"

/* One reading.  A question is put together here until its key comes. */
struct aiken {
    const struct source_text *text;
    struct bank *bank;
    struct diags *diags;
    struct buffer stem;
    const char *options[ITEM_OPTIONS_MAX];
    size_t count;
    size_t start;  /* of the question */
    bool skipping; /* after an error: to the next key */
    bool failed;   /* memory ran out */
};

/* One line without the white space around it. */
struct line {
    const char *bytes;
    size_t length;
    size_t offset;
};

static struct diag *refuse(struct aiken *a, const char *id, const struct line *line, size_t length,
                           const char *words)
{
    const struct place place = plain_place(a->text, line->offset, length);
    a->skipping = true;
    return diags_add(a->diags, DIAG_ERROR, id, &place, "%s", words);
}

/* Forget the question that was put together. */
static void forget(struct aiken *a)
{
    a->failed = a->failed || a->stem.failed;
    buffer_clear(&a->stem);
    a->count = 0;
    a->skipping = false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct line trimmed(const struct aiken *a, size_t start, size_t end)
{
    const char *bytes = a->text->bytes;
    while (start < end && is_space(bytes[start])) {
        start++;
    }
    while (end > start && is_space(bytes[end - 1])) {
        end--;
    }
    return (struct line){bytes + start, end - start, start};
}

/* "A. text": Moodle wants white space behind the dot, so that "U.S. law" is no option. */
static bool is_option(const struct line *line)
{
    return line->length >= 3 && line->bytes[0] >= 'A' && line->bytes[0] <= 'Z' &&
           (line->bytes[1] == '.' || line->bytes[1] == ')') && is_space(line->bytes[2]);
}

static bool is_key(const struct aiken *a, const struct line *line)
{
    if (line->length < strlen(KEY)) {
        return false;
    }
    /* Small letters only where a key is due: a stem may begin "Answer:". */
    return a->count > 0 ? strncasecmp(line->bytes, KEY, strlen(KEY)) == 0
                        : memcmp(line->bytes, KEY, strlen(KEY)) == 0;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void read_option(struct aiken *a, const struct line *line)
{
    if (a->stem.length == 0) {
        refuse(a, "no-stem", line, 2, "an option before any question");
        return;
    }
    if ((size_t)(line->bytes[0] - 'A') != a->count) {
        struct diag *diag =
            refuse(a, "option-order", line, 2, "options go from A on without a gap");
        diag_hint(diag, "%c is due here",
                  a->count < ITEM_OPTIONS_MAX ? item_letter(a->count) : '?');
        return;
    }
    const struct line text = trimmed(a, line->offset + 2, line->offset + line->length);
    a->options[a->count] = arena_copy(&a->bank->arena, text.bytes, text.length);
    a->failed = a->failed || a->options[a->count] == NULL;
    a->count++;
}

static void add_item(struct aiken *a, size_t key)
{
    struct item *item = bank_add(a->bank);
    if (item == NULL || a->stem.failed || !item_options(item, &a->bank->arena, a->count)) {
        a->failed = true;
        return;
    }
    item->stem = arena_copy(&a->bank->arena, buffer_text(&a->stem), a->stem.length);
    item->place = plain_place(a->text, a->start, 1);
    for (size_t i = 0; i < a->count; i++) {
        item->options[i].text = a->options[i];
        item->options[i].correct = i == key;
    }
    a->failed = item->stem == NULL;
}

static void read_key(struct aiken *a, const struct line *line)
{
    const size_t at = line->offset + strlen(KEY);
    const struct line letter = trimmed(a, at, line->offset + line->length);
    const char c = letter.length == 1 ? letter.bytes[0] : '\0';
    const size_t key = c >= 'a' && c <= 'z' ? (size_t)(c - 'a') : (size_t)(c - 'A');
    if (a->skipping) {
        /* What is wrong with this question was said. */
    } else if (a->count == 0) {
        refuse(a, "no-option", line, strlen(KEY), "a key without options before it");
    } else if (a->count == 1) {
        refuse(a, "one-option", line, strlen(KEY), "a question with a single option");
    } else if (key >= a->count) {
        struct diag *diag = refuse(a, "no-right-option", letter.length > 0 ? &letter : line,
                                   letter.length > 0 ? letter.length : strlen(KEY),
                                   "the key names no option of this question");
        diag_hint(diag, "it is one letter from A to %c", item_letter(a->count - 1));
    } else {
        add_item(a, key);
    }
    forget(a);
}

static void read_stem(struct aiken *a, const struct line *line)
{
    if (a->count > 0) {
        struct diag *diag = refuse(a, "no-key", line, 1, "a line with \"ANSWER:\" is due here");
        diag_hint(diag, "each option stands on one line and begins like \"A. \"");
        return;
    }
    if (a->stem.length == 0) {
        a->start = line->offset;
    } else {
        buffer_add_char(&a->stem, '\n');
    }
    buffer_add(&a->stem, line->bytes, line->length);
    a->failed = a->stem.failed;
}

static void read_line(struct aiken *a, const struct line *line)
{
    if (is_key(a, line)) {
        read_key(a, line);
    } else if (a->skipping || line->length == 0) {
        /* Nothing until the next key. */
    } else if (is_option(line)) {
        read_option(a, line);
    } else {
        read_stem(a, line);
    }
}

bool aiken_read(const struct source_text *text, struct bank *bank, struct diags *diags)
{
    size_t start;
    const size_t errors = diags->errors;
    if (!plain_read_begin(text, &start, diags)) {
        return false;
    }
    struct aiken a = {.text = text, .bank = bank, .diags = diags};
    for (size_t at = start; at < text->length && !a.failed;) {
        const char *lf = memchr(text->bytes + at, '\n', text->length - at);
        const size_t end = lf != NULL ? (size_t)(lf - text->bytes) : text->length;
        const struct line line = trimmed(&a, at, end);
        read_line(&a, &line);
        at = end + 1;
    }
    if (!a.failed && !a.skipping && a.stem.length > 0) {
        const struct line last = {text->bytes, 0, a.start};
        refuse(&a, "no-key", &last, 1, "the last question has no \"ANSWER:\"");
    }
    const bool failed = a.failed || a.stem.failed;
    buffer_fini(&a.stem);
    return plain_read_end(bank, text, failed, errors, diags);
}
