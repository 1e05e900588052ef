/* What cells are compared with, folded once. */
#include "questions/score/cell_private.h"

#include <stdlib.h>
#include <string.h>

#include "engine/pack.h"
#include "questions/item/subject.h"
#include "questions/score/fold.h"
#include "questions/text/buffer.h"

/* A folded copy in the arena; false when memory ran out. */
static bool keep_folded(struct cells *cells, const char *text, struct cell_text *kept)
{
    struct buffer folded = {0};
    fold_text(&folded, text, strlen(text));
    const char *bytes =
        folded.failed ? NULL : arena_copy(&cells->arena, buffer_text(&folded), folded.length);
    *kept = (struct cell_text){bytes, folded.length};
    buffer_fini(&folded);
    return bytes != NULL;
}

static bool add_name(struct cells *cells, struct cell_question *q, struct cell_name *name,
                     const char *text, const char *id, size_t outcome)
{
    *name = (struct cell_name){.id = id, .outcome = outcome};
    q->name_count++;
    return keep_folded(cells, text, &name->text);
}

/* Names of the outcomes of a decision of the pack. */
static bool names_of_decision(struct cells *cells, struct cell_question *q,
                              const struct decision *decision)
{
    size_t count = decision->outcome_count;
    for (size_t o = 0; o < decision->outcome_count; o++) {
        count += decision->outcomes[o].alias.count;
    }
    struct cell_name *names = arena_alloc(&cells->arena, count + 1, sizeof *names);
    if (names == NULL) {
        return false;
    }
    q->names = names;
    for (size_t o = 0; o < decision->outcome_count; o++) {
        const struct outcome *outcome = &decision->outcomes[o];
        if (!add_name(cells, q, &names[q->name_count], outcome->id, outcome->id, o)) {
            return false;
        }
        for (size_t a = 0; a < outcome->alias.count; a++) {
            if (!add_name(cells, q, &names[q->name_count], outcome->alias.items[a], outcome->id,
                          o)) {
                return false;
            }
        }
    }
    return true;
}

/* Without the pack: the outcomes that the options name. */
static bool names_of_options(struct cells *cells, struct cell_question *q)
{
    struct cell_name *names = arena_alloc(&cells->arena, q->item->option_count + 1, sizeof *names);
    if (names == NULL) {
        return false;
    }
    q->names = names;
    for (size_t o = 0; o < q->item->option_count; o++) {
        const char *id = q->item->options[o].outcome;
        if (id != NULL && !add_name(cells, q, &names[q->name_count], id, id, SIZE_MAX)) {
            return false;
        }
    }
    return true;
}

/* Questions of one decision share its names: the last one that had them is asked first. */
static bool make_names(struct cells *cells, struct cell_question *q)
{
    bool any = false;
    for (size_t o = 0; o < q->item->option_count; o++) {
        any = any || q->item->options[o].outcome != NULL;
    }
    if (!any) {
        return true;
    }
    const struct subject *subject = cells->key->subject;
    const size_t decision = subject == NULL || q->item->decision == NULL
                                ? SIZE_MAX
                                : pack_decision(subject->pack, q->item->decision);
    if (decision == SIZE_MAX) {
        return names_of_options(cells, q);
    }
    for (const struct cell_question *p = q; p-- > cells->questions;) {
        if (p->name_count > 0 && p->item->decision != NULL &&
            strcmp(p->item->decision, q->item->decision) == 0) {
            q->names = p->names;
            q->name_count = p->name_count;
            return true;
        }
    }
    return names_of_decision(cells, q, &subject->pack->decisions[decision]);
}

static bool make_question(struct cells *cells, size_t index)
{
    const struct key_question *from = &cells->key->questions[index];
    struct cell_question *q = &cells->questions[index];
    const bool open = from->item == NULL && !from->option_count_said;
    *q = (struct cell_question){
        .item = from->item, .letters = true, .limit = open ? KEY_OPTIONS_MAX : from->option_count};
    if (from->item == NULL) {
        return true;
    }
    q->texts = arena_alloc(&cells->arena, from->item->option_count + 1, sizeof *q->texts);
    if (q->texts == NULL) {
        return false;
    }
    for (size_t o = 0; o < from->item->option_count; o++) {
        const struct item_option *option = &from->item->options[o];
        q->letters = q->letters && strcmp(option->id, item_letter_id(o)) == 0;
        if (!keep_folded(cells, option->text, &q->texts[o])) {
            return false;
        }
    }
    return make_names(cells, q) &&
           (from->item->stem == NULL || keep_folded(cells, from->item->stem, &q->stem));
}

struct cells *cells_new(const struct score_key *key)
{
    struct cells *cells = calloc(1, sizeof *cells);
    if (cells == NULL) {
        return NULL;
    }
    cells->key = key;
    cells->questions = calloc(key->question_count + 1, sizeof *cells->questions);
    bool good = cells->questions != NULL;
    for (size_t q = 0; good && q < key->question_count; q++) {
        good = make_question(cells, q);
    }
    if (!good) {
        cells_free(cells);
        return NULL;
    }
    return cells;
}

void cells_free(struct cells *cells)
{
    if (cells != NULL) {
        arena_fini(&cells->arena);
        free(cells->questions);
        free(cells);
    }
}

size_t cells_limit(const struct cells *cells, size_t question)
{
    return cells->questions[question].limit;
}

bool cells_are_letters(const struct cells *cells, size_t question)
{
    return cells->questions[question].letters;
}

/* Does a folded text begin with a stem, and end there or go on with a colon? */
static bool begins_with_stem(const struct cell_text *stem, const char *text, size_t length)
{
    return stem->length > 0 && stem->length <= length &&
           memcmp(stem->bytes, text, stem->length) == 0 &&
           (stem->length == length || text[stem->length] == ':');
}

/* Behind the number and the colon with which Canvas begins; 0: there are none. */
static size_t behind_number(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && text[at] >= '0' && text[at] <= '9') {
        at++;
    }
    if (at == 0 || at == length || text[at] != ':') {
        return 0;
    }
    at++;
    return at < length && text[at] == ' ' ? at + 1 : at;
}

enum cell_end cells_question(const struct cells *cells, const char *bytes, size_t length,
                             size_t *question)
{
    struct buffer folded = {0};
    fold_text(&folded, bytes, length);
    if (folded.failed) {
        buffer_fini(&folded);
        return CELL_FAILED;
    }
    const char *text = buffer_text(&folded);
    const size_t behind = behind_number(text, folded.length);
    *question = KEY_NO_QUESTION;
    for (size_t q = 0; q < cells->key->question_count && *question == KEY_NO_QUESTION; q++) {
        const struct cell_text *stem = &cells->questions[q].stem;
        if (begins_with_stem(stem, text, folded.length) ||
            (behind > 0 && begins_with_stem(stem, text + behind, folded.length - behind))) {
            *question = q;
        }
    }
    buffer_fini(&folded);
    return *question == KEY_NO_QUESTION ? CELL_REFUSED : CELL_READ;
}
