/* Record by record, with the plain readers; see the header. */
#include "tests/unit/slow_answers.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/json_in.h"
#include "engine/utf8.h"
#include "questions/text/csv_in.h"
#include "tests/unit/slow_entering.h"

#define COLUMNS_MAX 64

/* A record, as texts. */
struct slow_record {
    const char *cells[COLUMNS_MAX];
    size_t lengths[COLUMNS_MAX];
    size_t count;
    unsigned long long line;
};

/* What the columns of a header are. */
struct slow_columns {
    size_t count, student, email, question, answer, form, state;
    size_t questions[COLUMNS_MAX]; /* of a wide file: the question, or the place */
    size_t texts[COLUMNS_MAX];     /* the cell with the question's text; SIZE_MAX: none */
    bool is_answer[COLUMNS_MAX], by_place;
    size_t answers;
    const char *head; /* what the student's column is called */
};

/* ---- Students and questions ------------------------------------------------------------------ */

/* Trimmed of all up to the space; false: no id of a student. */
static bool clean_id(char out[300], const char *bytes, size_t length)
{
    size_t space;
    while (length > 0 &&
           (space = (unsigned char)*bytes <= ' ' ? 1 : slow_space(bytes, length, false)) > 0) {
        bytes += space;
        length -= space;
    }
    while (length > 0 &&
           (space = (unsigned char)bytes[length - 1] <= ' ' ? 1 : slow_space(bytes, length, true)) >
               0) {
        length -= space;
    }
    if (length == 0 || length > 255) {
        return false;
    }
    memcpy(out, bytes, length);
    out[length] = '\0';
    size_t width;
    for (size_t at = 0; at < length; at += width) {
        uint32_t code;
        width = utf8_decode(out + at, length - at, &code);
        if (width == 0 || code < 32 || (code >= 127 && code < 160)) {
            return false;
        }
    }
    return true;
}

/* The name of the column in place of a student, with a byte order mark or without: a header once more. */
static bool is_head(const struct slow_columns *c, const char *id)
{
    return c->head != NULL &&
           strcasecmp(strncmp(id, "\xef\xbb\xbf", 3) == 0 ? id + 3 : id, c->head) == 0;
}

/* Are two ids the same, whatever zeros begin their numbers?  Step by step, one letter or number at a time. */
static bool same_but_zeros(const char *a, const char *b)
{
    char before = 'a';
    for (; *a != '\0' && *b != '\0'; before = *a, a++, b++) {
        const bool number = isalpha((unsigned char)before) || (unsigned char)before >= 128;
        while (number && *a == '0' && isdigit((unsigned char)a[1])) {
            a++;
        }
        while (number && *b == '0' && isdigit((unsigned char)b[1])) {
            b++;
        }
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) {
            return false;
        }
    }
    return *a == *b;
}

/* The one question that is so; none where there are two. */
static size_t question_but_zeros(const struct score_key *key, const char *id)
{
    size_t found = KEY_NO_QUESTION, count = 0;
    for (size_t q = 0; q < key->question_count; q++) {
        if (same_but_zeros(key->questions[q].id, id)) {
            found = q;
            count++;
        }
    }
    return count == 1 ? found : KEY_NO_QUESTION;
}

/* The paper of a student; false: there is none, or it is not his. */
static bool paper_of(const struct score_key *key, const char *id, const char *form, size_t *paper)
{
    size_t own = SIZE_MAX, named = SIZE_MAX;
    *paper = KEY_NO_PAPER;
    for (size_t p = key->paper_count; p-- > 0;) {
        const struct paper *of = &key->papers[p];
        own = of->student != NULL && strcmp(of->student, id) == 0 ? p : own;
        named = of->form != NULL && strcmp(of->form, form) == 0 ? p : named;
    }
    if (key->paper_count == 0) {
        return true;
    }
    *paper = *form == '\0' ? own : named;
    return *paper != SIZE_MAX &&
           (*paper == own || (own == SIZE_MAX && key->papers[*paper].student == NULL));
}

static size_t question_of(const struct score_key *key, const char *id)
{
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t q = 0; q < key->question_count; q++) {
            if ((pass == 0 ? strcmp : strcasecmp)(key->questions[q].id, id) == 0) {
                return q;
            }
        }
    }
    return KEY_NO_QUESTION;
}

/* The place of a question, by id or number, on a paper; false: it is not there. */
static bool place_of(const struct score_key *key, size_t paper, size_t question, size_t number,
                     struct cell_place *place)
{
    place->printed = NULL;
    if (paper == KEY_NO_PAPER) {
        place->question = question != KEY_NO_QUESTION ? question : number;
        return place->question < key->question_count;
    }
    const struct paper *of = &key->papers[paper];
    for (size_t i = 0; i < of->question_count; i++) {
        if (question != KEY_NO_QUESTION ? of->questions[i].item == question : i == number) {
            place->printed = &of->questions[i];
            place->question = of->questions[i].item;
            return true;
        }
    }
    return false;
}

/* ---- Long ------------------------------------------------------------------------------------ */

/* One response of a long file, its answer a text. */
static void take_response(struct slow_answers *slow, const struct slow_record *r,
                          const struct slow_columns *c, bool comma)
{
    char id[300], question[300] = "", form[300] = "";
    size_t paper = KEY_NO_PAPER;
    struct cell_place place = {.comma = comma};
    struct response response;
    bool superseded;
    if (c->form != SIZE_MAX) {
        (void)clean_id(form, r->cells[c->form], r->lengths[c->form]);
    }
    const bool named = clean_id(question, r->cells[c->question], r->lengths[c->question]);
    if (!clean_id(id, r->cells[c->student], r->lengths[c->student]) || is_head(c, id) ||
        !paper_of(slow->key, id, form, &paper) || !named) {
        slow_reject(slow, r->line, 1);
        return;
    }
    size_t q = question_of(slow->key, question);
    if (q == KEY_NO_QUESTION && slow->key->paper_count == 0) {
        q = question_but_zeros(slow->key, question);
    }
    size_t number = SIZE_MAX;
    const char *digits = *question == 'q' || *question == 'Q' ? question + 1 : question;
    if (*digits != '\0' && strspn(digits, "0123456789") == strlen(digits) &&
        paper != KEY_NO_PAPER) {
        number = (size_t)strtoul(digits, NULL, 10) - 1;
    }
    if ((q == KEY_NO_QUESTION && number == SIZE_MAX) ||
        !place_of(slow->key, paper, q, number, &place) ||
        !slow_cell(slow->key, &place, r->cells[c->answer], r->lengths[c->answer], &response)) {
        slow_reject(slow, r->line, 1);
        return;
    }
    slow_name_options(slow, place.question, &response);
    const size_t before = slow->student_count;
    struct slow_student *who = slow_student_of(slow, id, paper);
    slow->counts.papers_read += slow->student_count - before;
    if (who->paper != paper) {
        slow_reject(slow, r->line, 1);
        return;
    }
    (void)slow_enter(slow, who, place.question, &response, r->line, &superseded);
}

/* ---- Wide ------------------------------------------------------------------------------------ */

/* What a column of a row answers; false: nothing that can be. */
static bool wide_place(const struct slow_answers *slow, const struct slow_record *r,
                       const struct slow_columns *c, size_t column, size_t paper,
                       struct cell_place *place)
{
    const size_t text = c->texts[column];
    if (text != SIZE_MAX && slow->key->bank != NULL && r->lengths[text] > 0 &&
        strcmp(r->cells[text], "-") != 0) {
        for (size_t q = 0; q < slow->key->question_count; q++) {
            const char *stem = slow->key->questions[q].item->stem;
            const size_t length = strlen(stem);
            if (strncmp(r->cells[text], stem, length) == 0 &&
                (r->cells[text][length] == '\0' || r->cells[text][length] == ':')) {
                place->question = q;
                place->printed = NULL;
                return true;
            }
        }
        return false;
    }
    return place_of(slow->key, paper, c->by_place ? KEY_NO_QUESTION : c->questions[column],
                    c->questions[column], place);
}

static bool is_blank(const char *text, size_t length)
{
    size_t space;
    for (size_t i = 0; i < length; i += space) {
        space = (unsigned char)text[i] <= ' ' ? 1 : slow_space(text + i, length - i, false);
        if (space == 0) {
            return false;
        }
    }
    return true;
}

static void take_cells(struct slow_answers *slow, const struct slow_record *r,
                       const struct slow_columns *c, const char *id, size_t paper, bool comma)
{
    struct slow_student *who = slow_student_of(slow, id, paper);
    const bool other = who->paper != paper;
    size_t entered = 0, superseded = 0, refused = 0, others = 0;
    slow->counts.papers_read++;
    for (size_t i = 0; i < c->count; i++) {
        struct cell_place place = {.form = slow->shape == SLOW_MOODLE   ? CELL_MOODLE
                                           : slow->shape == SLOW_CANVAS ? CELL_CANVAS
                                           : slow->shape == SLOW_FIXED  ? CELL_DIGITS
                                                                        : CELL_PLAIN,
                                   .comma = comma};
        struct response response;
        bool was;
        if (!c->is_answer[i]) {
            continue;
        }
        if (!wide_place(slow, r, c, i, paper, &place)) {
            if (!is_blank(r->cells[i], r->lengths[i])) {
                slow_reject(slow, r->line, 1);
            }
        } else if (!slow_cell(slow->key, &place, r->cells[i], r->lengths[i], &response)) {
            slow_reject(slow, r->line, 1);
        } else if (other) {
            slow_name_options(slow, place.question, &response);
            others++;
        } else {
            slow_name_options(slow, place.question, &response);
            entered += 1;
            if (!slow_enter(slow, who, place.question, &response, r->line, &was)) {
                refused++;
            } else if (was) {
                superseded++;
            }
        }
    }
    if (entered > 0 && entered == superseded + refused) {
        slow->counts.papers_superseded += superseded > 0 ? 1 : 0;
        slow->counts.papers_rejected += superseded > 0 ? 0 : 1;
    }
    if (other) {
        slow->counts.papers_rejected++;
        if (others > 0) {
            slow_reject(slow, r->line, others);
        }
    }
}

static void take_row(struct slow_answers *slow, const struct slow_record *r,
                     const struct slow_columns *c, bool comma)
{
    char id[300], form[300] = "";
    size_t paper = KEY_NO_PAPER;
    bool good = r->count == c->count;
    if (good && c->form != SIZE_MAX) {
        (void)clean_id(form, r->cells[c->form], r->lengths[c->form]);
    }
    const bool no_student =
        c->student >= r->count || is_blank(r->cells[c->student], r->lengths[c->student]);
    if (slow->shape == SLOW_MOODLE && no_student &&
        (c->email >= r->count || is_blank(r->cells[c->email], r->lengths[c->email])) &&
        r->count > 0 && strcmp(r->cells[0], "Overall average") == 0) {
        return;
    }
    if (good && c->state != SIZE_MAX) {
        good = strcasecmp(r->cells[c->state], "finished") == 0;
    }
    if (good) {
        const size_t at =
            c->email != SIZE_MAX && (no_student || strcmp(r->cells[c->student], "-") == 0)
                ? c->email
                : c->student;
        good = clean_id(id, r->cells[at], r->lengths[at]) && !is_head(c, id) &&
               paper_of(slow->key, id, form, &paper);
    }
    if (!good) {
        slow->counts.papers_read++;
        slow->counts.papers_rejected++;
        slow_reject(slow, r->line, c->answers);
        return;
    }
    take_cells(slow, r, c, id, paper, comma);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static size_t find(const struct slow_record *r, const char *name)
{
    for (size_t i = 0; i < r->count; i++) {
        if (strcasecmp(r->cells[i], name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Columns that are no question's, but one's but for zeros, where no other column is. */
static void forgive_zeros(const struct slow_answers *slow, const struct slow_record *r,
                          struct slow_columns *c)
{
    bool taken[COLUMNS_MAX] = {false};
    for (size_t i = 0; i < r->count; i++) {
        const size_t q = question_but_zeros(slow->key, r->cells[i]);
        size_t alike = 0;
        for (size_t j = 0; j < r->count; j++) {
            alike +=
                q != KEY_NO_QUESTION && same_but_zeros(r->cells[j], slow->key->questions[q].id);
        }
        taken[i] = q != KEY_NO_QUESTION && alike == 1 && !c->is_answer[i];
        c->questions[i] = taken[i] ? q : c->questions[i];
    }
    for (size_t i = 0; i < r->count; i++) {
        c->is_answer[i] = c->is_answer[i] || taken[i];
        c->answers += taken[i] ? 1 : 0;
    }
}

static bool read_header(struct slow_answers *slow, const struct slow_record *r,
                        struct slow_columns *c)
{
    *c = (struct slow_columns){.count = r->count, .email = SIZE_MAX, .state = SIZE_MAX};
    c->head = slow->shape == SLOW_MOODLE   ? "ID number"
              : slow->shape == SLOW_CANVAS ? "id"
                                           : "student";
    c->student = find(r, c->head);
    if (slow->shape == SLOW_MOODLE) {
        c->email = find(r, "Email address");
        c->state = find(r, "State");
    }
    c->form = slow->key->paper_count > 0 ? find(r, "form") : SIZE_MAX;
    c->question = find(r, "question");
    c->answer = find(r, "answer");
    c->by_place = slow->key->paper_count > 0;
    for (size_t i = 0; i < r->count; i++) {
        const char *name = r->cells[i];
        unsigned number = 0;
        char rest;
        c->texts[i] = SIZE_MAX;
        if (slow->shape == SLOW_MOODLE) {
            c->is_answer[i] = sscanf(name, "Response %u%c", &number, &rest) == 1;
            c->questions[i] = number - 1;
            char text[32];
            snprintf(text, sizeof text, "Question %u", number);
            c->texts[i] = c->is_answer[i] ? find(r, text) : SIZE_MAX;
        } else if (slow->shape == SLOW_CANVAS) {
            const char *text = strchr(name, ':');
            for (size_t q = 0; q < slow->key->question_count && text != NULL; q++) {
                if (strcmp(slow->key->questions[q].item->stem, text + 2) == 0) {
                    c->is_answer[i] = true;
                    c->questions[i] = q;
                }
            }
        } else if (c->by_place) {
            c->is_answer[i] = sscanf(name, "Q%u%c", &number, &rest) == 1;
            c->questions[i] = number - 1;
        } else {
            c->questions[i] = question_of(slow->key, name);
            c->is_answer[i] = c->questions[i] != KEY_NO_QUESTION;
        }
        c->answers += c->is_answer[i] ? 1 : 0;
    }
    if (slow->shape == SLOW_WIDE && !c->by_place) {
        forgive_zeros(slow, r, c);
    }
    return c->student != SIZE_MAX;
}

static void take_record(struct slow_answers *slow, const struct slow_record *r,
                        const struct slow_columns *c, bool comma)
{
    if (slow->shape != SLOW_LONG) {
        take_row(slow, r, c, comma);
    } else if (r->count != c->count) {
        slow_reject(slow, r->line, 1);
    } else {
        take_response(slow, r, c, comma);
    }
}

/* @before  lines that stand before the file's first one here */
static bool read_csv(struct slow_answers *slow, FILE *file, char separator,
                     unsigned long long before)
{
    struct csv_in *csv = csv_open(file, separator);
    struct csv_record record;
    struct slow_columns columns;
    enum csv_status status;
    bool header = false, good = true;
    while (good && (status = csv_next(csv, &record)) != CSV_END) {
        struct slow_record r = {.line = record.line + before, .count = record.count};
        for (size_t i = 0; i < record.count && i < COLUMNS_MAX; i++) {
            r.cells[i] = record.cells[i].bytes;
            r.lengths[i] = record.cells[i].length;
        }
        if (status == CSV_RECORD && record.raw_length == 0) {
            continue;
        }
        if (!header) {
            good = header = status == CSV_RECORD && read_header(slow, &r, &columns);
        } else if (status == CSV_BAD) {
            slow->counts.papers_read += slow->shape == SLOW_LONG ? 0 : 1;
            slow->counts.papers_rejected += slow->shape == SLOW_LONG ? 0 : 1;
            slow_reject(slow, r.line, slow->shape == SLOW_LONG ? 1 : columns.answers);
        } else {
            take_record(slow, &r, &columns, csv_separator(csv) != ',');
        }
    }
    csv_close(csv);
    return good && header;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void take_fixed(struct slow_answers *slow, const char *line, size_t length,
                       unsigned long long number)
{
    const struct fixed_layout *l = slow->layout;
    static char cells[COLUMNS_MAX][2];
    struct slow_record r = {.line = number, .count = 2};
    struct slow_columns c = {
        .form = SIZE_MAX, .state = SIZE_MAX, .email = SIZE_MAX, .by_place = true};
    const struct fixed_field fields[2] = {l->student, l->form};
    for (size_t i = 0; i < 2; i++) {
        const size_t left = length > fields[i].start ? length - fields[i].start : 0;
        r.cells[i] = left > 0 ? line + fields[i].start : "";
        r.lengths[i] = left < fields[i].length ? left : fields[i].length;
    }
    c.form = l->form.length > 0 ? 1 : SIZE_MAX;
    for (size_t i = 0; i < l->answers.length; i++) {
        const size_t at = l->answers.start + i;
        cells[i][0] = at < length ? line[at] : ' ';
        r.cells[2 + i] = cells[i];
        r.lengths[2 + i] = 1;
        c.is_answer[2 + i] = true;
        c.questions[2 + i] = i;
        c.texts[2 + i] = SIZE_MAX;
    }
    r.count = c.count = 2 + l->answers.length;
    const size_t questions =
        slow->key->paper_count > 0 ? l->answers.length : slow->key->question_count;
    c.answers = questions < l->answers.length ? questions : l->answers.length;
    if (memchr(line, '\0', length) != NULL) {
        slow->counts.papers_read++;
        slow->counts.papers_rejected++;
        slow_reject(slow, number, c.answers);
    } else {
        take_row(slow, &r, &c, false);
    }
}

static bool is_text(const cJSON *value)
{
    return cJSON_IsString(value) || cJSON_IsNumber(value);
}

/* A text, or a number as it stands. */
static void put_text(struct slow_record *r, size_t at, const struct json_in *json,
                     const cJSON *value)
{
    const struct place place = json_in_place(json, value);
    r->cells[at] = cJSON_IsString(value) ? value->valuestring : place.text->bytes + place.offset;
    r->lengths[at] = cJSON_IsString(value) ? strlen(value->valuestring) : place.length;
}

static void take_json(struct slow_answers *slow, const char *line, size_t length,
                      unsigned long long number)
{
    const struct source_text text = {"", line, length, 1};
    struct diags diags = {0};
    struct json_in *json = json_in_read(&text, &diags);
    diags_fini(&diags);
    const cJSON *root = json == NULL ? NULL : json_in_root(json);
    const bool object = cJSON_IsObject(root);
    const cJSON *who = object ? json_in_member(root, "student") : NULL;
    const cJSON *what = object ? json_in_member(root, "question") : NULL;
    const cJSON *answer = object ? json_in_member(root, "answer") : NULL;
    const cJSON *form = object ? json_in_member(root, "form") : NULL;
    struct slow_record r = {.line = number, .count = 4, .cells = {"", "", "", ""}};
    const struct slow_columns c = {.question = 1, .answer = 2, .form = 3};
    char shown[512] = "";
    bool good = is_text(who) && is_text(what) && answer != NULL;
    if (good && cJSON_IsArray(answer)) {
        const cJSON *part = NULL;
        snprintf(shown, sizeof shown, "[");
        cJSON_ArrayForEach(part, answer)
        {
            good = good && cJSON_IsString(part);
            const size_t at = strlen(shown);
            snprintf(shown + at, sizeof shown - at, "%s\"%s\"", at > 1 ? "," : "",
                     good ? part->valuestring : "");
        }
        snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "]");
    }
    good = good && (is_text(answer) || cJSON_IsNull(answer) || *shown != '\0');
    if (!good) {
        slow_reject(slow, number, 1);
    } else {
        put_text(&r, 0, json, who);
        put_text(&r, 1, json, what);
        if (is_text(answer)) {
            put_text(&r, 2, json, answer);
        } else {
            r.cells[2] = shown;
            r.lengths[2] = strlen(shown);
        }
        if (is_text(form)) {
            put_text(&r, 3, json, form);
        }
        take_response(slow, &r, &c, false);
    }
    json_in_free(json);
}

static bool read_lines(struct slow_answers *slow, const char *bytes, size_t length)
{
    unsigned long long number = 1;
    for (size_t at = 0; at < length; number++) {
        const char *lf = memchr(bytes + at, '\n', length - at);
        const size_t next = lf != NULL ? (size_t)(lf - bytes) + 1 : length;
        size_t end = lf != NULL ? next - 1 : length;
        end -= end > at && bytes[end - 1] == '\r' ? 1 : 0;
        if (!is_blank(bytes + at, end - at) || memchr(bytes + at, '\0', end - at) != NULL) {
            (slow->shape == SLOW_FIXED ? take_fixed : take_json)(slow, bytes + at, end - at,
                                                                 number);
        }
        at = next;
    }
    return true;
}

bool slow_read(struct slow_answers *slow, const char *bytes, size_t length)
{
    if (slow->shape == SLOW_NDJSON || slow->shape == SLOW_FIXED) {
        return read_lines(slow, bytes, length);
    }
    /* "sep=;": between its line end and the file's begin there is one character. */
    const size_t mark = length > 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    const char *lf = memchr(bytes, '\n', length);
    const size_t line = lf == NULL ? 0 : (size_t)(lf - bytes) - mark - (lf[-1] == '\r' ? 1 : 0);
    char separator = slow->separator;
    unsigned long long before = 0;
    if (line == 5 && strncasecmp(bytes + mark, "sep=", 4) == 0) {
        separator = separator == '\0' ? bytes[mark + 4] : separator;
        length -= (size_t)(lf + 1 - bytes);
        bytes = lf + 1;
        before = 1;
    }
    FILE *file = fmemopen((void *)(size_t)bytes, length, "rb");
    const bool good = file != NULL && read_csv(slow, file, separator, before);
    if (file != NULL) {
        (void)fclose(file);
    }
    return good;
}
