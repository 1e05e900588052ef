/*
 * A reading tries one way after another.  A way that finds nothing of its kind leaves the cell to the
 * next one; what is said of a cell that nobody understood is worked out again from the start, because
 * that is rare and the reading is not.
 */
#include "questions/score/cell_private.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/json_in.h"
#include "engine/near.h"
#include "questions/score/fold.h"
#include "questions/text/buffer.h"
#include "questions/text/looks.h"
#include "questions/text/white.h"

#define SHOWN      80   /* bytes of a cell that a reason shows */
#define TRIES_MAX  2000 /* of texts at places, where one may be the beginning of another */
#define PARTS_MAX  KEY_OPTIONS_MAX
#define MARK_BYTES 32

/* A reading under way. */
struct reading {
    const struct cells *cells;
    const struct cell_place *place;
    const struct cell_question *question;
    struct response *response;
    struct buffer folded; /* the cell; NUL-terminated */
    unsigned tries;
    bool failed;
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct cell_text trimmed(const char *bytes, size_t length)
{
    white_trim(&bytes, &length);
    return (struct cell_text){bytes, length};
}

static void set_options(struct reading *r, uint32_t options)
{
    *r->response = (struct response){.kind = RESPONSE_IS_OPTIONS, .options = options};
}

/* ---- Option ids ------------------------------------------------------------------------------ */

/* Are options called by their letters?  On paper always, whatever their ids. */
static bool by_letter(const struct reading *r)
{
    return r->question->letters || r->place->printed != NULL || r->place->form == CELL_DIGITS;
}

/* The option printed with a letter; SIZE_MAX: there is none. */
static size_t option_of_letter(const struct reading *r, char c)
{
    const size_t letter = c >= 'a' && c <= 'z'   ? (size_t)(c - 'a')
                          : c >= 'A' && c <= 'Z' ? (size_t)(c - 'A')
                                                 : SIZE_MAX;
    if (letter >= r->question->limit || !by_letter(r)) {
        return SIZE_MAX;
    }
    return r->place->printed != NULL ? r->place->printed->order[letter] : letter;
}

/* The option with an id; SIZE_MAX: there is none. */
static size_t option_of_id(const struct reading *r, struct cell_text id)
{
    if (id.length == 1) {
        const size_t option = option_of_letter(r, *id.bytes);
        if (option != SIZE_MAX) {
            return option;
        }
    }
    const struct item *item = r->question->item;
    for (size_t o = 0; item != NULL && !by_letter(r) && o < item->option_count; o++) {
        if (strlen(item->options[o].id) == id.length &&
            strncasecmp(item->options[o].id, id.bytes, id.length) == 0) {
            return o;
        }
    }
    return SIZE_MAX;
}

static bool add_option(uint32_t *options, size_t option)
{
    const uint32_t bit = option < 32 ? UINT32_C(1) << option : 0;
    const bool fresh = bit != 0 && (*options & bit) == 0;
    *options |= bit;
    return fresh;
}

static bool is_joint(char c)
{
    return c == ';' || c == ',' || is_space(c);
}

/* letters = letter *([joint] letter), no letter twice. */
static bool read_letters(struct reading *r, struct cell_text cell)
{
    uint32_t options = 0;
    bool joint = true; /* the last one was: none at the ends, nor two of ; and , */
    for (size_t i = 0; i < cell.length; i++) {
        if (is_joint(cell.bytes[i])) {
            if (joint && !is_space(cell.bytes[i])) {
                return false;
            }
            joint = joint || !is_space(cell.bytes[i]);
        } else if (add_option(&options, option_of_letter(r, cell.bytes[i]))) {
            joint = false;
        } else {
            return false;
        }
    }
    if (joint) {
        return false;
    }
    set_options(r, options);
    return true;
}

/* ids = id *((";" / ",") id): of options whose ids are no letters. */
static bool read_ids(struct reading *r, struct cell_text cell)
{
    uint32_t options = 0;
    if (add_option(&options, option_of_id(r, cell))) {
        set_options(r, options);
        return true;
    }
    for (size_t at = 0; at <= cell.length;) {
        size_t end = at;
        while (end < cell.length && cell.bytes[end] != ';' && cell.bytes[end] != ',') {
            end++;
        }
        if (!add_option(&options, option_of_id(r, trimmed(cell.bytes + at, end - at)))) {
            return false;
        }
        at = end + 1;
    }
    set_options(r, options);
    return true;
}

/* ---- Outcomes and texts ---------------------------------------------------------------------- */

static const struct cell_name *find_name(const struct reading *r, const char *text, size_t length)
{
    for (size_t i = 0; i < r->question->name_count; i++) {
        const struct cell_name *name = &r->question->names[i];
        if (name->text.length == length && memcmp(name->text.bytes, text, length) == 0) {
            return name;
        }
    }
    return NULL;
}

/* The option that has an outcome; SIZE_MAX: none. */
static size_t option_of_outcome(const struct reading *r, const char *id)
{
    const struct item *item = r->question->item;
    for (size_t o = 0; o < item->option_count; o++) {
        if (item->options[o].outcome != NULL && strcmp(item->options[o].outcome, id) == 0) {
            return o;
        }
    }
    return SIZE_MAX;
}

static bool read_outcome(struct reading *r)
{
    const struct cell_name *name = find_name(r, buffer_text(&r->folded), r->folded.length);
    if (name == NULL) {
        return false;
    }
    const size_t option = option_of_outcome(r, name->id);
    if (option != SIZE_MAX) {
        set_options(r, UINT32_C(1) << option);
    } else {
        *r->response = (struct response){.kind = RESPONSE_IS_OUTCOME, .outcome = name->outcome};
    }
    return true;
}

/* Where a text that stands at `at` ends; 0: it does not stand there.  Canvas writes "\," for ",". */
static size_t text_ends(const struct reading *r, size_t at, const struct cell_text *text)
{
    const char *cell = buffer_text(&r->folded);
    for (size_t i = 0; i < text->length; i++, at++) {
        if (r->place->form == CELL_CANVAS && cell[at] == '\\' && cell[at + 1] == ',' &&
            text->bytes[i] == ',') {
            at++;
        }
        if (at >= r->folded.length || cell[at] != text->bytes[i]) {
            return 0;
        }
    }
    return at;
}

/* Behind the joint at `at`; 0: there is none. */
static size_t behind_joint(const struct reading *r, size_t at)
{
    const char *cell = buffer_text(&r->folded);
    if (cell[at] != (r->place->form == CELL_CANVAS ? ',' : ';')) {
        return 0;
    }
    return cell[at + 1] == ' ' ? at + 2 : at + 1;
}

/* texts = text *(joint text), no text twice; the longest text first. */
static bool read_texts(struct reading *r, size_t at, uint32_t options)
{
    const struct cell_question *q = r->question;
    uint32_t tried = options;
    for (size_t n = 0; n < q->item->option_count; n++) {
        size_t best = SIZE_MAX, end = 0;
        for (size_t o = 0; o < q->item->option_count; o++) {
            const size_t ends = (tried >> o & 1) == 0 ? text_ends(r, at, &q->texts[o]) : 0;
            best = ends > end ? o : best;
            end = ends > end ? ends : end;
        }
        if (best == SIZE_MAX || ++r->tries > TRIES_MAX) {
            return false;
        }
        tried |= UINT32_C(1) << best;
        if (end == r->folded.length) {
            set_options(r, options | UINT32_C(1) << best);
            return true;
        }
        const size_t next = behind_joint(r, end);
        if (next != 0 && read_texts(r, next, options | UINT32_C(1) << best)) {
            return true;
        }
    }
    return false;
}

/* Outcomes and texts: what only a bank's questions have. */
static bool read_words(struct reading *r, struct cell_text cell)
{
    if (r->question->item == NULL) {
        return false;
    }
    buffer_clear(&r->folded);
    fold_text(&r->folded, cell.bytes, cell.length);
    if (r->folded.failed) {
        r->failed = true;
        return false;
    }
    return r->folded.length > 0 && (read_outcome(r) || read_texts(r, 0, 0));
}

/* ---- Lists ----------------------------------------------------------------------------------- */

/* The one option that a part names, by its id or in words; SIZE_MAX: none, or several. */
static size_t option_of_part(struct reading *r, struct cell_text part)
{
    const size_t option = option_of_id(r, part);
    if (option != SIZE_MAX) {
        return option;
    }
    struct response one = {.kind = RESPONSE_IS_BLANK};
    struct response *whole = r->response;
    r->response = &one;
    const bool found = read_words(r, part);
    r->response = whole;
    const bool single = found && one.kind == RESPONSE_IS_OPTIONS && one.options != 0 &&
                        (one.options & (one.options - 1)) == 0;
    return single ? (size_t)__builtin_ctz(one.options) : SIZE_MAX;
}

static bool read_parts(struct reading *r, const struct cell_text parts[], size_t count)
{
    uint32_t options = 0;
    for (size_t i = 0; i < count; i++) {
        const struct cell_text part = trimmed(parts[i].bytes, parts[i].length);
        if (!add_option(&options, option_of_part(r, part))) {
            return false;
        }
    }
    if (count == 0) {
        *r->response = (struct response){.kind = RESPONSE_IS_BLANK};
    } else {
        set_options(r, options);
    }
    return true;
}

bool cell_no_memory(const struct diags *diags)
{
    return diags->count == 0 || diags->truncated ||
           (diags->items[0].id != NULL && strcmp(diags->items[0].id, "memory") == 0);
}

/* `["A","C"]`: a list of JSON, of texts only. */
static bool read_json(struct reading *r, struct cell_text cell)
{
    const struct source_text text = {"", cell.bytes, cell.length, 1};
    struct diags diags = {0};
    struct json_in *json = json_in_read(&text, &diags);
    r->failed = r->failed || (json == NULL && cell_no_memory(&diags));
    diags_fini(&diags);
    struct cell_text parts[PARTS_MAX];
    size_t count = 0;
    const cJSON *item = NULL;
    bool good = json != NULL && cJSON_IsArray(json_in_root(json));
    if (good) {
        cJSON_ArrayForEach(item, json_in_root(json))
        {
            good = good && count < PARTS_MAX && cJSON_IsString(item);
            if (good) {
                parts[count++] = (struct cell_text){item->valuestring, strlen(item->valuestring)};
            }
        }
    }
    good = good && read_parts(r, parts, count);
    json_in_free(json);
    return good;
}

/* ---- Marks ----------------------------------------------------------------------------------- */

/* mark = ["+" / "-"] digits ["." digits], and a comma for the point where the file allows it. */
static bool read_number(const struct reading *r, struct cell_text cell, double *number)
{
    char text[MARK_BYTES];
    size_t digits = 0, points = 0;
    if (cell.length == 0 || cell.length >= sizeof text) {
        return false;
    }
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.bytes[i];
        c = c == ',' && r->place->comma ? '.' : c;
        const bool digit = c >= '0' && c <= '9';
        digits += digit ? 1 : 0;
        points += c == '.' ? 1 : 0;
        if (!digit && c != '.' && !(i == 0 && (c == '-' || c == '+'))) {
            return false;
        }
        text[i] = c;
    }
    text[cell.length] = '\0';
    *number = strtod(text, NULL); /* the program never leaves the "C" locale's numbers */
    return digits > 0 && points <= 1;
}

static double points_of(const struct reading *r)
{
    return r->cells->key->questions[r->place->question].points;
}

static bool read_mark(struct reading *r, struct cell_text cell)
{
    double mark = 0;
    if (!read_number(r, cell, &mark) || mark > points_of(r) || mark < -points_of(r)) {
        return false;
    }
    *r->response = (struct response){.kind = RESPONSE_IS_MARK, .mark = mark + 0.0};
    return true;
}

/* ---- Refusals -------------------------------------------------------------------------------- */

void cell_show(struct buffer *out, struct cell_text text)
{
    size_t length = text.length <= SHOWN ? text.length : SHOWN;
    while (length < text.length && length > 0 &&
           ((unsigned char)text.bytes[length] & 0xc0) == 0x80) {
        length--;
    }
    buffer_add_char(out, '"');
    looks_show(out, text.bytes, length);
    buffer_add_text(out, length < text.length ? "...\"" : "\"");
}

static void offer_names(const struct reading *r, struct near *near)
{
    for (size_t i = 0; i < r->question->name_count; i++) {
        near_offer(near, r->question->names[i].text.bytes);
    }
    for (size_t o = 0; r->question->item != NULL && o < r->question->item->option_count; o++) {
        near_offer(near, r->question->texts[o].bytes);
    }
}

static void refuse_mark(const struct reading *r, struct cell_text cell, struct reason *reason)
{
    double mark = 0;
    if (read_number(r, cell, &mark)) {
        reason->kind = mark > 0 ? REJECT_POINTS : REJECT_OTHER;
        buffer_addf(&reason->words, " is %s than its %.15g point%s",
                    mark > 0 ? "more" : "less by more", points_of(r), points_of(r) == 1 ? "" : "s");
    } else {
        reason->kind = REJECT_NO_MARK;
        buffer_add_text(&reason->words, " is no mark");
    }
}

static bool read_answer(struct reading *r, struct cell_text cell);

/* What it looks like, where that is an answer: the eye sees no fault in it.  False: it is none. */
static bool tell_likeness(struct reading *r, struct cell_text cell, struct reason *reason)
{
    struct buffer plain = {0};
    struct response response;
    struct reading again = {
        .cells = r->cells, .place = r->place, .question = r->question, .response = &response};
    const uint32_t odd = cell.length <= SHOWN ? looks_odd(cell.bytes, cell.length) : 0;
    if (odd != 0) {
        looks_plain(&plain, cell.bytes, cell.length);
    }
    const struct cell_text seen = {buffer_text(&plain), plain.length};
    const bool good = odd != 0 && !plain.failed && read_answer(&again, seen);
    if (good) {
        buffer_addf(&reason->words,
                    seen.length > 0 ? ": it looks like \"%s\" but has "
                                    : ": it looks empty but has ",
                    seen.bytes);
        looks_name(&reason->words, odd);
    }
    r->failed = r->failed || plain.failed || again.failed;
    buffer_fini(&plain);
    buffer_fini(&again.folded);
    return good;
}

/* Is it written as numbers are, and nothing else? */
static bool is_number(struct cell_text cell)
{
    size_t digits = 0;
    for (size_t at = 0; at < cell.length; at++) {
        const char c = cell.bytes[at];
        const bool digit = c >= '0' && c <= '9';
        if (!digit && c != '.' && c != ',' && c != '+' && c != '-') {
            return false;
        }
        digits += digit ? 1 : 0;
    }
    return digits > 0;
}

/* " is no option (A to D)" */
static void refuse_answer(struct reading *r, struct cell_text cell, struct reason *reason)
{
    const struct cell_question *q = r->question;
    reason->kind = is_number(cell) ? REJECT_NUMBER : REJECT_OTHER;
    buffer_add_text(&reason->words, q->name_count > 0 ? " is no option, outcome or option's text"
                                    : q->item != NULL ? " is no option or option's text"
                                                      : " is no option");
    if (by_letter(r)) {
        buffer_addf(&reason->words, " (A to %c)", (char)('A' + q->limit - 1));
    }
}

static void tell_near(struct reading *r, struct cell_text cell, struct reason *reason)
{
    buffer_clear(&r->folded);
    fold_text(&r->folded, cell.bytes, cell.length);
    struct near near = {.word = buffer_text(&r->folded)};
    if (r->folded.length > 2) {
        offer_names(r, &near);
    }
    if (near.best != NULL) {
        buffer_addf(&reason->words, ": did you mean \"%s\"?", near.best);
    }
}

/* `question "q7": "E" is no option (A to D)`. */
static void refuse(struct reading *r, struct cell_text cell, struct reason *reason)
{
    const bool marks = r->cells->key->marks;
    buffer_addf(&reason->words,
                "question \"%s\": ", r->cells->key->questions[r->place->question].id);
    cell_show(&reason->words, cell);
    if (marks) {
        refuse_mark(r, cell, reason);
    } else {
        refuse_answer(r, cell, reason);
    }
    if (!tell_likeness(r, cell, reason) && !marks) {
        tell_near(r, cell, reason);
    }
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static bool is_empty(const struct reading *r, struct cell_text cell)
{
    return cell.length == 0 ||
           (r->place->form == CELL_MOODLE && cell.length == 1 && *cell.bytes == '-');
}

static bool read_answer(struct reading *r, struct cell_text cell)
{
    char letter;
    if (is_empty(r, cell)) {
        *r->response = (struct response){.kind = RESPONSE_IS_BLANK};
        return true;
    }
    if (cell.length == 1 && *cell.bytes == '*') {
        *r->response = (struct response){.kind = RESPONSE_IS_DOUBLE};
        return true;
    }
    if (r->cells->key->marks) {
        return read_mark(r, cell);
    }
    if (r->place->form == CELL_DIGITS && *cell.bytes >= '1' && *cell.bytes <= '9') {
        letter = (char)('A' + *cell.bytes - '1');
        cell.bytes = &letter;
    }
    if (*cell.bytes == '[' && (read_json(r, cell) || r->failed)) {
        return !r->failed;
    }
    return (by_letter(r) ? read_letters(r, cell) : read_ids(r, cell)) || read_words(r, cell);
}

static enum cell_end finish(struct reading *r, bool good, struct cell_text cell,
                            struct reason *reason)
{
    if (!good && !r->failed && reason != NULL) {
        refuse(r, cell, reason);
    }
    r->failed = r->failed || r->folded.failed;
    buffer_fini(&r->folded);
    return r->failed ? CELL_FAILED : good ? CELL_READ : CELL_REFUSED;
}

enum cell_end cell_read(const struct cells *cells, const struct cell_place *place,
                        const char *bytes, size_t length, struct response *response,
                        struct reason *reason)
{
    struct reading r = {.cells = cells,
                        .place = place,
                        .question = &cells->questions[place->question],
                        .response = response};
    const struct cell_text cell = trimmed(bytes, length);
    return finish(&r, read_answer(&r, cell), cell, reason);
}

enum cell_end cell_read_list(const struct cells *cells, const struct cell_place *place,
                             const struct cell_text parts[], size_t count,
                             struct response *response, struct reason *reason)
{
    struct reading r = {.cells = cells,
                        .place = place,
                        .question = &cells->questions[place->question],
                        .response = response};
    const bool good = !cells->key->marks && read_parts(&r, parts, count);
    struct buffer shown = {0};
    for (size_t i = 0; i < count && !good; i++) {
        buffer_add_text(&shown, i == 0 ? "" : ", ");
        buffer_add(&shown, parts[i].bytes, parts[i].length);
    }
    r.failed = r.failed || shown.failed;
    const enum cell_end end =
        finish(&r, good, (struct cell_text){buffer_text(&shown), shown.length}, reason);
    buffer_fini(&shown);
    return end;
}
