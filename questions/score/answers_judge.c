/*
 * What is asked of every line.  A function that judges is called twice for a line that it refuses: first
 * to know, then with a buffer, to say why.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/utf8.h"
#include "questions/score/answers_private.h"
#include "questions/score/roster.h"
#include "questions/text/looks.h"
#include "questions/text/white.h"

/* Bytes of a space at the beginning; 0: there is none.  Of nearly all texts one look at a byte tells. */
static inline size_t space_before(struct cell_text text)
{
    const unsigned char first = text.length > 0 ? (unsigned char)*text.bytes : 'x';
    return first <= ' ' ? 1 : first < 0x80 ? 0 : white_before(text.bytes, text.length);
}

static inline size_t space_behind(struct cell_text text)
{
    const unsigned char last = text.length > 0 ? (unsigned char)text.bytes[text.length - 1] : 'x';
    return last <= ' ' ? 1 : last < 0x80 ? 0 : white_behind(text.bytes, text.length);
}

struct cell_text judge_trim(struct cell_text text)
{
    size_t space;
    while ((space = space_before(text)) > 0) {
        text.bytes += space;
        text.length -= space;
    }
    while ((space = space_behind(text)) > 0) {
        text.length -= space;
    }
    return text;
}

bool judge_text(struct cell_text text)
{
    size_t width;
    for (size_t at = 0; at < text.length; at += width) {
        uint32_t code;
        width = utf8_decode(text.bytes + at, text.length - at, &code);
        if (width == 0 || code < ' ' || (code >= 0x7f && code < 0xa0)) {
            return false;
        }
    }
    return true;
}

struct cell_text judge_cell(const struct record_cutter *cutter, size_t column)
{
    return column < cutter->count ? cutter->cells[column] : (struct cell_text){"", 0};
}

static enum cell_end refuse(struct reason *reason, enum reject_kind kind, const char *before,
                            struct cell_text shown, const char *behind)
{
    if (reason != NULL) {
        reason->kind = kind;
        buffer_add_text(&reason->words, before);
        cell_show(&reason->words, shown);
        buffer_add_text(&reason->words, behind);
    }
    return CELL_REFUSED;
}

static enum cell_end refuse_plainly(struct reason *reason, const char *why)
{
    if (reason != NULL) {
        buffer_add_text(&reason->words, why);
    }
    return CELL_REFUSED;
}

enum cell_end judge_width(const struct answers *answers, size_t cells, struct reason *reason)
{
    const size_t columns = answers->file.columns.count;
    if (cells != columns && reason != NULL) {
        reason->kind = REJECT_CELLS;
        buffer_addf(&reason->words, "%zu cell%s, where the header has %zu", cells,
                    cells == 1 ? "" : "s", columns);
    }
    return cells == columns ? CELL_READ : CELL_REFUSED;
}

/* ": did you mean \"...\"?", where one of the names is near. */
static void add_near(struct reason *reason, struct cell_text word, struct nearest *nearest,
                     const struct nearest_names *names)
{
    struct buffer text = {0};
    buffer_add(&text, word.bytes, word.length);
    const char *near = text.failed ? NULL : nearest_find(nearest, buffer_text(&text), names);
    if (near != NULL) {
        buffer_addf(&reason->words, ": did you mean \"%s\"?", near);
    }
    buffer_fini(&text);
}

static const char *question_name(const void *of, size_t number)
{
    const struct score_key *key = of;
    return key->questions[number].id;
}

static const char *roster_name(const void *of, size_t number)
{
    return score_roster_entry(of, number).id;
}

static void add_seen(struct buffer *words, const char *before, const char *id, size_t length,
                     const char *behind)
{
    buffer_add_text(words, before);
    looks_show_all(words, id, length);
    buffer_add_text(words, behind);
}

/* Not there; who was meant, where an id differs only by its look, or else is near. */
static void refuse_stranger(const struct answers *answers, struct cell_text id,
                            struct reason *reason)
{
    const struct score_roster *roster = answers->options.roster;
    const struct nearest_names names = {roster_name, roster, score_roster_count(roster)};
    const size_t alike = score_roster_alike(roster, id.bytes, id.length);
    if (alike != SIZE_MAX) {
        const char *meant = score_roster_entry(roster, alike).id;
        reason->kind = REJECT_ROSTER;
        add_seen(&reason->words, "student \"", id.bytes, id.length, "\" is not on the roster");
        add_seen(&reason->words, ": did you mean \"", meant, strlen(meant), "\"?");
    } else {
        refuse(reason, REJECT_ROSTER, "student ", id, " is not on the roster");
        add_near(reason, id, answers->near_students, &names);
    }
}

/* ---- Students -------------------------------------------------------------------------------- */

static enum cell_end find_paper(const struct answers *answers, struct cell_text student,
                                struct cell_text form, uint32_t *paper, struct reason *reason)
{
    const struct score_key *key = answers->key;
    const size_t own = key_paper_of_student(key, student.bytes, student.length);
    *paper = own == KEY_NO_PAPER ? NO_PAPER : (uint32_t)own;
    if (form.length == 0) {
        return own != KEY_NO_PAPER ? CELL_READ
                                   : refuse(reason, REJECT_OTHER, "no paper of student ", student,
                                            " is in the key, and no form is named");
    }
    const size_t named = key_paper_of_form(key, form.bytes, form.length);
    if (named == KEY_NO_PAPER) {
        return refuse(reason, REJECT_OTHER, "no form ", form, " is in the key");
    }
    if (own != named && (own != KEY_NO_PAPER || key->papers[named].student != NULL)) {
        return refuse(reason, REJECT_OTHER, "form ", form,
                      own != KEY_NO_PAPER ? " is not the form of the student"
                                          : " is another student's");
    }
    *paper = (uint32_t)named;
    return CELL_READ;
}

bool judge_is_header(const struct columns *c, struct cell_text id)
{
    if (id.length > 3 && memcmp(id.bytes, "\xef\xbb\xbf", 3) == 0) {
        id = judge_trim((struct cell_text){id.bytes + 3, id.length - 3});
    }
    return id.length > 0 && id.length == c->head_length &&
           strncasecmp(id.bytes, c->head, id.length) == 0;
}

enum cell_end judge_person(const struct answers *answers, const struct person *person,
                           uint32_t *paper, struct reason *reason)
{
    const struct cell_text id = judge_trim(person->student);
    *paper = NO_PAPER;
    if (id.length == 0) {
        return refuse_plainly(reason, "no student is named");
    }
    if (id.length > SHEET_STUDENT_MAX) {
        return refuse_plainly(reason, "the student's id is longer than 255 bytes");
    }
    if (!judge_text(id)) {
        return refuse_plainly(reason, "the student's id is not UTF-8, or has control characters");
    }
    if (judge_is_header(&answers->file.columns, id)) {
        return refuse_plainly(reason, "these are the names of the columns once more");
    }
    if (answers->options.roster != NULL &&
        score_roster_find(answers->options.roster, id.bytes, id.length) == SIZE_MAX) {
        if (reason != NULL) {
            refuse_stranger(answers, id, reason);
        }
        return CELL_REFUSED;
    }
    return answers->key->paper_count == 0
               ? CELL_READ
               : find_paper(answers, id, judge_trim(person->form), paper, reason);
}

/* A text that stays until the round ends: in the block, or copied. */
static bool keep(struct piece *piece, struct cell_text *text)
{
    const struct answers *answers = piece->answers;
    if (text->length == 0 ||
        (text->bytes >= answers->bytes && text->bytes < answers->bytes + answers->held)) {
        return true;
    }
    text->bytes = piece_keep(piece, text->bytes, text->length);
    return text->bytes != NULL;
}

/* "First name" and "last name" are one name. */
static bool keep_name(struct piece *piece, const struct person *person, struct cell_text *name)
{
    const struct cell_text last = judge_trim(person->name), first = judge_trim(person->first_name);
    *name = last;
    if (first.length == 0) {
        return keep(piece, name);
    }
    struct buffer both = {0};
    buffer_add(&both, first.bytes, first.length);
    buffer_add_text(&both, last.length > 0 ? " " : "");
    buffer_add(&both, last.bytes, last.length);
    *name = (struct cell_text){buffer_text(&both), both.length};
    const bool good = !both.failed && keep(piece, name);
    piece->failed = piece->failed || both.failed;
    buffer_fini(&both);
    return good;
}

/* One more fresh student, still to be filled in; NULL: memory ran out, and the piece has failed. */
static struct fresh *add_fresh(struct piece *piece, struct last_student *who)
{
    if (piece->fresh_count == piece->fresh_capacity) {
        const size_t capacity = 2 * piece->fresh_capacity + 64;
        struct fresh *grown = realloc(piece->fresh, capacity * sizeof *grown);
        if (grown == NULL) {
            piece->failed = true;
            return NULL;
        }
        piece->fresh = grown;
        piece->fresh_capacity = capacity;
    }
    who->student = FRESH + (uint32_t)piece->fresh_count;
    return &piece->fresh[piece->fresh_count++];
}

bool judge_fresh(struct piece *piece, const struct id_key *key, struct last_student *who)
{
    struct fresh *fresh = add_fresh(piece, who);
    if (fresh == NULL) {
        return false;
    }
    *fresh = (struct fresh){.key = *key, .paper = NO_PAPER};
    return true;
}

static enum cell_end add_person(struct piece *piece, const struct person *person,
                                struct cell_text id, const struct id_key *key,
                                struct last_student *who)
{
    struct cell_text name = {0}, section = judge_trim(person->section);
    struct fresh *fresh = add_fresh(piece, who);
    if (fresh == NULL) {
        return CELL_FAILED;
    }
    const bool kept = keep(piece, &id) && keep_name(piece, person, &name) && keep(piece, &section);
    *fresh = (struct fresh){.key = *key, .name = name, .section = section, .paper = who->paper};
    fresh->key.bytes = id.bytes;
    return kept ? CELL_READ : CELL_FAILED;
}

enum cell_end judge_student(struct piece *piece, const struct person *person,
                            struct last_student *who, struct reason *reason)
{
    const struct answers *answers = piece->answers;
    const enum cell_end end = judge_person(answers, person, &who->paper, reason);
    if (end != CELL_READ) {
        return end;
    }
    const struct cell_text id = judge_trim(person->student);
    const struct id_key key = ids_key(id.bytes, id.length);
    who->partition = partition_of(answers, key.hash);
    who->student = ids_find_fresh(answers->students, &key);
    if (who->student != IDS_NONE) {
        return CELL_READ;
    }
    /* The student of the line before, who may be as fresh. */
    if (piece->fresh_count > 0) {
        const struct fresh *last = &piece->fresh[piece->fresh_count - 1];
        if (last->key.length == key.length && last->key.hash == key.hash &&
            last->paper == who->paper && memcmp(last->key.bytes, id.bytes, id.length) == 0) {
            who->student = FRESH + (uint32_t)piece->fresh_count - 1;
            return CELL_READ;
        }
    }
    return add_person(piece, person, id, &key, who);
}

/* ---- Questions ------------------------------------------------------------------------------- */

size_t judge_find_question(const struct answers *answers, struct cell_text id)
{
    if (id.length == 0) {
        return KEY_NO_QUESTION;
    }
    const struct id_key key = ids_key(id.bytes, id.length);
    const uint32_t exact = ids_find(&answers->questions, &key);
    return exact != IDS_NONE ? exact : key_question(answers->key, id.bytes, id.length);
}

/* "7" or "Q7": a position, from 0; SIZE_MAX: it is none. */
static size_t position_of(struct cell_text text)
{
    size_t at = text.length > 0 && (*text.bytes == 'q' || *text.bytes == 'Q') ? 1 : 0;
    size_t number = 0;
    if (at == text.length || text.length > 8) {
        return SIZE_MAX;
    }
    for (; at < text.length; at++) {
        if (text.bytes[at] < '0' || text.bytes[at] > '9') {
            return SIZE_MAX;
        }
        number = number * 10 + (size_t)(text.bytes[at] - '0');
    }
    return number == 0 ? SIZE_MAX : number - 1;
}

enum cell_end judge_question(struct piece *piece, struct cell_text id, uint32_t paper,
                             struct cell_place *place, struct reason *reason)
{
    const struct answers *answers = piece->answers;
    const struct score_key *key = answers->key;
    id = judge_trim(id);
    if (id.length == 0) {
        return refuse_plainly(reason, "no question is named");
    }
    place->question = judge_find_question(answers, id);
    place->printed = NULL;
    if (key->paper_count > 0) {
        const struct paper *of = &key->papers[paper];
        const size_t at = place->question != KEY_NO_QUESTION
                              ? key_place_of(key, paper, place->question)
                              : position_of(id);
        if (at < of->question_count) {
            place->printed = &of->questions[at];
            place->question = place->printed->item;
            return CELL_READ;
        }
        if (place->question != KEY_NO_QUESTION) {
            return refuse(reason, REJECT_OTHER, "question ", id, " is not on the student's paper");
        }
    }
    if (place->question == KEY_NO_QUESTION && key->paper_count == 0) {
        place->question = zeros_question(&answers->zeros, id);
        if (place->question != KEY_NO_QUESTION && reason == NULL) {
            piece->forgave = piece->forgiven[place->question] = true;
        }
    }
    if (place->question == KEY_NO_QUESTION) {
        refuse(reason, REJECT_QUESTION, "no question ", id, " is in the key");
        if (reason != NULL) {
            const struct nearest_names names = {question_name, key, key->question_count};
            add_near(reason, id, answers->near_questions, &names);
        }
        return CELL_REFUSED;
    }
    return CELL_READ;
}

/* ---- Records --------------------------------------------------------------------------------- */

uint32_t judge_lines(const char *at, const char *next)
{
    uint32_t lines = 0;
    const char *lf = NULL;
    for (; at < next && (lf = memchr(at, '\n', (size_t)(next - at))) != NULL; at = lf + 1) {
        lines++;
    }
    return lines + (at < next ? 1 : 0);
}

void judge_record(struct piece *piece, const char *at, struct record_end *end, bool *cut)
{
    /* The block decides, not the piece, so that the words are the same wherever pieces end. */
    const struct answers *answers = piece->answers;
    const struct stretch stretch = {.at = at,
                                    .end = answers->bytes + answers->held,
                                    .last = answers->file.whole,
                                    .separator = answers->file.separator};
    *cut = false;
    if (!record_find_end(&stretch, end)) {
        /* Only where the block was cut as if there were no quotes: it will be cut again. */
        *end = (struct record_end){piece->to, piece->to, "a quote is never closed"};
    }
    if (end->problem == NULL && end->text > at &&
        memchr(at, '\0', (size_t)(end->text - at)) != NULL) {
        end->problem = "a NUL byte";
    }
    if (end->problem == NULL) {
        *cut = record_cut(&piece->cutter, at, end->text, stretch.separator);
        piece->failed = piece->failed || !*cut;
    }
}
