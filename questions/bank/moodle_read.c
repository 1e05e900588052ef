/*
 * Moodle XML, read, question by question:
 *
 *     quiz     := question*
 *     question := type="category"     category/text
 *               | type="multichoice"  name questiontext single answer+ ...
 *               | type="truefalse"    name questiontext answer answer ...
 *     answer   := fraction="..." text feedback?
 *
 * A text stands in <text>, its format in an attribute of what is around it; answers and feedback take
 * the question's where they have none (as Moodle does; html where nothing is said).  Faults are all
 * reported; what is left out is a warning at its place.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/short_text.h"
#include "questions/bank/moodle.h"
#include "questions/text/buffer.h"
#include "questions/text/html_in.h"
#include "questions/text/xml_in.h"

#define LOOKED_AT 4096 /* bytes in which the outermost element is looked for */

struct moodle {
    struct bank *bank;
    struct diags *diags;
    bool said_comments; /* that general comments are left out */
    bool said_category; /* that there are more categories than one */
};

/* ---- Texts --------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A copy without white space at its ends; NULL when memory ran out. */
static const char *copy_trimmed(struct moodle *m, const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && is_space(text[length - 1])) {
        length--;
    }
    while (length > 0 && is_space(*text)) {
        text++;
        length--;
    }
    return arena_copy(&m->bank->arena, text, length);
}

static bool same_word(const char *text, const char *word)
{
    const size_t before = strspn(text, " \t\r\n");
    const size_t length = strlen(word);
    return strncmp(text + before, word, length) == 0 &&
           text[before + length + strspn(text + before + length, " \t\r\n")] == '\0';
}

/* Say which files and other things of a text stay behind. */
static void warn_lost(struct moodle *m, const struct xml_node *node, const char *lost)
{
    const struct xml_node *file = xml_child(node, "file");
    for (; file != NULL; file = xml_again(file)) {
        const char *name = xml_attribute(file, "name");
        diags_add(m->diags, DIAG_WARNING, "left-out", &file->place, "the file \"%s\" is left out",
                  short_text(name != NULL ? name : "").text);
    }
    if (lost != NULL) {
        diags_add(m->diags, DIAG_WARNING, "left-out", &node->place, "%s in this text is left out",
                  lost);
    }
}

/*
 * The text in an element, as plain text.
 * @format  used when the element says none
 * @text    receives it; NULL when there is none, or nothing but space
 * @return  false when memory ran out
 */
static bool read_text(struct moodle *m, const struct xml_node *node, const char *format,
                      const char **text)
{
    const struct xml_node *inner = xml_child(node, "text");
    const char *own = xml_attribute(node, "format");
    const char *what = own != NULL ? own : format;
    const char *lost = NULL;
    struct buffer plain = {0};
    *text = NULL;
    if (inner == NULL) {
        return true;
    }
    if (same_word(what, "plain_text") || same_word(what, "markdown")) {
        buffer_add_text(&plain, inner->text);
    } else {
        lost =
            html_plain(&plain, inner->text,
                       same_word(what, "moodle_auto_format") ? HTML_LINES_BREAK : HTML_LINES_SPACE);
    }
    warn_lost(m, node, lost);
    const char *copy = plain.failed ? NULL : copy_trimmed(m, buffer_text(&plain));
    buffer_fini(&plain);
    *text = copy != NULL && *copy != '\0' ? copy : NULL;
    return copy != NULL;
}

/* A number that fills the whole text but for space around it. */
static bool read_number(const char *text, double *number)
{
    char *end;
    const char *start = text + strspn(text, " \t\r\n");
    if (strspn(start, "0123456789.+-eE") == 0) {
        return false; /* nor names of infinity, nor hexadecimal */
    }
    *number = strtod(start, &end);
    return end != start && end[strspn(end, " \t\r\n")] == '\0' && isfinite(*number) &&
           strpbrk(text, "xX") == NULL;
}

/* ---- Answers ------------------------------------------------------------------------------- */

static const double nearly = 0.001; /* per cent: Moodle writes 33.3333333 or 33.33333 */

/* What the weights of a question's answers amount to. */
struct weights {
    size_t right; /* answers that count as right */
    double first; /* weight of the first right one */
    bool uneven;  /* another right one weighs otherwise */
};

/* Is this answer right, and what is lost by saying just right or wrong? */
static bool judge(struct moodle *m, const struct xml_node *answer, double fraction, bool single,
                  struct weights *weights)
{
    const bool right = single ? fraction > 100 - nearly : fraction > nearly;
    if (single && !right && fabs(fraction) > nearly) {
        diags_add(m->diags, DIAG_WARNING, "left-out", &answer->place,
                  "%s of %g %% for this answer is left out: it counts as wrong",
                  fraction > 0 ? "part credit" : "a penalty", fabs(fraction));
    }
    if (right) {
        weights->first = weights->right == 0 ? fraction : weights->first;
        weights->uneven = weights->uneven || fabs(fraction - weights->first) > nearly;
        weights->right++;
    }
    return right;
}

/* Moodle writes "true" and "false", whatever its language. */
static const char *true_false_text(const char *text)
{
    return text != NULL && same_word(text, "true")    ? "True"
           : text != NULL && same_word(text, "false") ? "False"
                                                      : text;
}

static bool read_fraction(struct moodle *m, const struct xml_node *answer, double *fraction)
{
    const char *text = xml_attribute(answer, "fraction");
    if (text == NULL || !read_number(text, fraction)) {
        struct diag *diag = diags_add(m->diags, DIAG_ERROR, "bad-fraction", &answer->place,
                                      text == NULL ? "an answer without a fraction"
                                                   : "the fraction \"%s\" is no number",
                                      text == NULL ? "" : short_text(text).text);
        diag_hint(diag, "100 for a right answer, 0 for a wrong one");
        *fraction = 0;
        return false;
    }
    return true;
}

/* Fill one option; false when memory ran out.  An answer without text does not count in Moodle. */
static bool read_answer(struct moodle *m, const struct xml_node *answer, const char *format,
                        struct item_option *option)
{
    if (!read_text(m, answer, format, &option->text) ||
        !read_text(m, xml_child(answer, "feedback"), format, &option->feedback)) {
        return false;
    }
    if (option->text == NULL) {
        diags_add(m->diags, DIAG_WARNING, "left-out", &answer->place,
                  "an answer without text is left out");
    }
    return true;
}

static size_t count_children(const struct xml_node *node, const char *name)
{
    size_t count = 0;
    for (const struct xml_node *n = xml_child(node, name); n != NULL; n = xml_again(n)) {
        count++;
    }
    return count;
}

/* The key as a whole: something right, and as many as may be chosen. */
static void check_key(struct moodle *m, const struct xml_node *question, bool single,
                      const struct weights *weights)
{
    if (weights->right == 0) {
        struct diag *diag = diags_add(m->diags, DIAG_ERROR, "no-key", &question->place,
                                      "no answer of this question is right");
        diag_hint(diag, "give the right one fraction=\"100\"");
    } else if (single && weights->right > 1) {
        struct diag *diag =
            diags_add(m->diags, DIAG_ERROR, "two-keys", &question->place,
                      "%zu answers are right, but only one may be chosen", weights->right);
        diag_hint(diag, "say <single>false</single>, or leave one with fraction=\"100\"");
    } else if (weights->uneven && weights->right <= 10) {
        diags_add(m->diags, DIAG_WARNING, "left-out", &question->place,
                  "the right answers weigh differently; here all of them count alike");
    }
}

static bool read_answers(struct moodle *m, const struct xml_node *question, struct item *item,
                         const char *format, bool single)
{
    const bool true_false = same_word(xml_attribute(question, "type"), "truefalse");
    const size_t count = count_children(question, "answer");
    struct weights weights = {0};
    bool sound = true;
    if (count == 0 || count > ITEM_OPTIONS_MAX) {
        diags_add(m->diags, DIAG_ERROR, "bad-question", &question->place,
                  "a question has 1 to %d answers, this one %zu", ITEM_OPTIONS_MAX, count);
        return true;
    }
    if (!item_options(item, &m->bank->arena, count)) {
        return false;
    }
    size_t kept = 0;
    for (const struct xml_node *a = xml_child(question, "answer"); a != NULL; a = xml_again(a)) {
        struct item_option *option = &item->options[kept];
        double fraction;
        if (!read_answer(m, a, format, option)) {
            return false;
        }
        sound = read_fraction(m, a, &fraction) && sound;
        option->text = true_false ? true_false_text(option->text) : option->text;
        if (option->text != NULL) {
            option->correct = judge(m, a, fraction, single, &weights);
            kept++;
        }
    }
    item->option_count = kept;
    item->select = weights.right > 1 ? weights.right : 1;
    if (sound) {
        check_key(m, question, single, &weights);
    }
    return true;
}

/* ---- Tags ---------------------------------------------------------------------------------- */

/* The rest of a tag behind a prefix; NULL: it has another, or nothing behind it. */
static const char *behind(const char *tag, const char *prefix)
{
    const size_t length = strlen(prefix);
    return strncmp(tag, prefix, length) == 0 && tag[length] != '\0' ? tag + length : NULL;
}

static bool take_tag(struct moodle *m, struct item *item, const char *tag)
{
    const char *rest;
    double number;
    if ((rest = behind(tag, MOODLE_TAG_KIND)) != NULL && item->kind == NULL) {
        item->kind = rest;
    } else if ((rest = behind(tag, MOODLE_TAG_DECISION)) != NULL && item->decision == NULL) {
        item->decision = rest;
    } else if ((rest = behind(tag, MOODLE_TAG_RULE)) != NULL && item->rule == NULL) {
        item->rule = rest;
    } else if ((rest = behind(tag, MOODLE_TAG_SOURCE)) != NULL) {
        return item_add_text(&item->source, &m->bank->arena, rest);
    } else if ((rest = behind(tag, MOODLE_TAG_DIFFICULTY)) != NULL && item->difficulty < 0 &&
               read_number(rest, &number) && number >= 0 && number <= 1) {
        item->difficulty = number;
    } else {
        return item_add_text(&item->tags, &m->bank->arena, tag);
    }
    return true;
}

static bool read_tags(struct moodle *m, const struct xml_node *question, struct item *item)
{
    const struct xml_node *tag = xml_child(xml_child(question, "tags"), "tag");
    for (; tag != NULL; tag = xml_again(tag)) {
        const char *text;
        if (!read_text(m, tag, "plain_text", &text) || (text != NULL && !take_tag(m, item, text))) {
            return false;
        }
    }
    return true;
}

/* ---- Questions ----------------------------------------------------------------------------- */

static bool read_id(struct moodle *m, const struct xml_node *question, struct item *item)
{
    const struct xml_node *node = xml_child(question, "idnumber");
    const char *id = node != NULL ? copy_trimmed(m, node->text) : NULL;
    item->id = id != NULL && *id != '\0' ? id : NULL;
    return node == NULL || id != NULL;
}

static void read_points(struct moodle *m, const struct xml_node *question, struct item *item)
{
    const struct xml_node *grade = xml_child(question, "defaultgrade");
    if (grade != NULL && (!read_number(grade->text, &item->points) || item->points < 0)) {
        diags_add(m->diags, DIAG_ERROR, "bad-grade", &grade->place,
                  "the grade \"%s\" is no number of points", short_text(grade->text).text);
    }
}

/* What Moodle has besides, and a bank has not. */
static void warn_rest(struct moodle *m, const struct xml_node *question)
{
    static const char *const comments[] = {"correctfeedback", "partiallycorrectfeedback",
                                           "incorrectfeedback"};
    const struct xml_node *hint = xml_child(question, "hint");
    if (hint != NULL) {
        diags_add(m->diags, DIAG_WARNING, "left-out", &hint->place,
                  "the hints of this question are left out");
    }
    for (size_t i = 0; i < 3 && !m->said_comments; i++) {
        const struct xml_node *node = xml_child(question, comments[i]);
        const struct xml_node *text = xml_child(node, "text");
        if (text != NULL && text->text[strspn(text->text, " \t\r\n")] != '\0') {
            m->said_comments = true;
            diags_add(m->diags, DIAG_WARNING, "left-out", &node->place,
                      "comments on right, half right and wrong answers as such are left out, "
                      "here and below");
        }
    }
}

static bool read_question(struct moodle *m, const struct xml_node *question)
{
    struct item *item = bank_add(m->bank);
    const struct xml_node *stem = xml_child(question, "questiontext");
    const struct xml_node *single = xml_child(question, "single");
    const char *own = xml_attribute(stem, "format");
    const char *format = own != NULL ? own : "html";
    if (item == NULL) {
        return false;
    }
    item->place = question->place;
    read_points(m, question, item);
    warn_rest(m, question);
    if (!read_id(m, question, item) || !read_text(m, stem, format, &item->stem) ||
        !read_text(m, xml_child(question, "generalfeedback"), format, &item->explanation) ||
        !read_answers(m, question, item, format,
                      single == NULL ||
                          !(same_word(single->text, "false") || same_word(single->text, "0") ||
                            same_word(single->text, ""))) ||
        !read_tags(m, question, item)) {
        return false;
    }
    if (item->stem == NULL) {
        diags_add(m->diags, DIAG_ERROR, "bad-question", &question->place,
                  "the question has no text");
        item->stem = "";
    }
    return true;
}

/* The last part of the first category is the bank's title: "$course$/top/Unit 3" is "Unit 3". */
static bool read_category(struct moodle *m, const struct xml_node *question)
{
    const struct xml_node *node = xml_child(question, "category");
    const char *path;
    if (!read_text(m, node, "plain_text", &path)) {
        return false;
    }
    if (path == NULL) {
        return true;
    }
    if (m->bank->head.title != NULL) {
        if (!m->said_category) {
            diags_add(m->diags, DIAG_WARNING, "left-out", &node->place,
                      "the file has several categories; they become one bank");
        }
        m->said_category = true;
        return true;
    }
    struct buffer title = {0};
    const char *last = path;
    for (const char *at = path; *at != '\0'; at++) {
        if (at[0] == '/' && at[1] == '/') {
            at++;
        } else if (*at == '/') {
            last = at + 1;
        }
    }
    for (; *last != '\0'; last++) {
        buffer_add_char(&title, *last);
        last += last[0] == '/' && last[1] == '/' ? 1 : 0;
    }
    m->bank->head.title = title.failed ? NULL : copy_trimmed(m, buffer_text(&title));
    buffer_fini(&title);
    return m->bank->head.title != NULL;
}

static bool read_record(void *context, const struct xml_node *node)
{
    struct moodle *m = context;
    const char *type = xml_attribute(node, "type");
    if (strcmp(node->name, "question") != 0) {
        diags_add(m->diags, DIAG_ERROR, "bad-question", &node->place,
                  "\"%s\" stands where a question should", short_text(node->name).text);
        return true;
    }
    if (type != NULL && same_word(type, "category")) {
        return read_category(m, node);
    }
    if (type != NULL && (same_word(type, "multichoice") || same_word(type, "truefalse"))) {
        return read_question(m, node);
    }
    struct diag *diag = diags_add(m->diags, DIAG_ERROR, "question-type", &node->place,
                                  "a question of type \"%s\" cannot be read",
                                  short_text(type != NULL ? type : "").text);
    diag_hint(diag, "multichoice and truefalse can; take the others out");
    return true;
}

/* ---- The whole ----------------------------------------------------------------------------- */

static int compare_ids(const void *a, const void *b)
{
    const struct item *const *x = a;
    const struct item *const *y = b;
    const int order = strcmp((*x)->id, (*y)->id);
    return order != 0 ? order : ((*x)->place.offset > (*y)->place.offset) * 2 - 1;
}

/* Name every id that another question has before; sorted, equal ones are neighbours. */
static bool check_ids(struct moodle *m)
{
    const struct item **sorted = malloc((m->bank->item_count + 1) * sizeof *sorted);
    size_t count = 0;
    if (sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < m->bank->item_count; i++) {
        if (m->bank->items[i].id != NULL) {
            sorted[count++] = &m->bank->items[i];
        }
    }
    qsort(sorted, count, sizeof(const struct item *), compare_ids);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(sorted[i]->id, sorted[i - 1]->id) == 0) {
            diags_add(m->diags, DIAG_ERROR, "id-twice", &sorted[i]->place,
                      "the idnumber \"%s\" belongs to an earlier question, too",
                      short_text(sorted[i]->id).text);
        }
    }
    free(sorted);
    return true;
}

bool moodle_read(const struct source_text *text, struct bank *bank, struct diags *diags)
{
    struct moodle m = {.bank = bank, .diags = diags};
    const size_t before = diags->errors;
    const struct xml_reader reader = {.text = text,
                                      .root = "quiz",
                                      .size_max = BANK_SIZE_MAX,
                                      .hint = "Moodle's question export as \"Moodle XML\" has it",
                                      .record = read_record,
                                      .context = &m,
                                      .diags = diags};
    if (xml_read(&reader) && !check_ids(&m)) {
        diags_add(diags, DIAG_ERROR, NULL, &(struct place){text, 0, 0},
                  "memory ran out while reading");
    }
    return diags->errors == before;
}

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

bool moodle_looks(const struct source_text *text)
{
    static const char element[] = "<quiz";
    const size_t length = sizeof element - 1;
    const size_t end = text->length < LOOKED_AT ? text->length : LOOKED_AT;
    size_t at = end >= 3 && memcmp(text->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < end && is_white(text->bytes[at])) {
        at++;
    }
    bool found = false;
    for (bool xml = at < end && text->bytes[at] == '<'; xml && !found && at + length < end; at++) {
        const char behind = text->bytes[at + length];
        found =
            memcmp(text->bytes + at, element, length) == 0 && (is_white(behind) || behind == '>');
    }
    return found;
}
