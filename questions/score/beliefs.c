/*
 * A list of chances, belief by belief: a question, the options of it that are the belief's own answer,
 * and how likely chance would hit one.
 */
#include "questions/score/beliefs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/table.h"
#include "questions/bank/bank_prove.h"
#include "questions/item/kinds.h"
#include "questions/item/subject.h"

/* One question in which a belief has an answer of its own. */
struct chance {
    size_t question;
    uint32_t options; /* bit i: option i shows it */
    size_t outcome;   /* of its table, for those who name outcomes; SIZE_MAX: none */
    double guessed;   /* how likely a random choice shows it */
};

struct score_beliefs {
    struct score_belief *beliefs; /* owned */
    size_t *first; /* owned; where each belief's chances begin; one more at the end */
    size_t count;
    struct chance *chances; /* owned */
    size_t chance_count, chance_capacity;
};

/* ---- Which there are ------------------------------------------------------------------------- */

static bool add_belief(struct score_beliefs *b, const struct score_belief *belief)
{
    if ((b->count & (b->count - 1)) == 0) { /* full: 0, 1, 2, 4, ... */
        const size_t capacity = b->count == 0 ? 1 : 2 * b->count;
        struct score_belief *beliefs = realloc(b->beliefs, capacity * sizeof *beliefs);
        if (beliefs == NULL) {
            return false;
        }
        b->beliefs = beliefs;
    }
    b->beliefs[b->count++] = *belief;
    return true;
}

static bool is_known(const struct score_beliefs *b, const char *id)
{
    size_t i = 0;
    while (i < b->count && strcmp(b->beliefs[i].id, id) != 0) {
        i++;
    }
    return i < b->count;
}

/* Those of the pack, in its order. */
static bool add_pack(struct score_beliefs *b, const struct subject *subject)
{
    bool fine = true;
    for (size_t i = 0; fine && subject != NULL && i < subject->pack->misconception_count; i++) {
        const struct misconception *m = &subject->pack->misconceptions[i];
        const struct score_belief belief = {
            .id = m->id, .believes = m->believes, .correct = m->correct};
        fine = add_belief(b, &belief);
    }
    return fine;
}

/* Those that options name and no pack at hand knows. */
static bool add_named(struct score_beliefs *b, const struct bank *bank)
{
    bool fine = true;
    for (size_t i = 0; fine && i < bank->item_count; i++) {
        for (size_t o = 0; fine && o < bank->items[i].option_count; o++) {
            const struct texts *ids = &bank->items[i].options[o].misconceptions;
            for (size_t k = 0; fine && k < ids->count; k++) {
                const struct score_belief belief = {.id = ids->items[k]};
                fine = is_known(b, belief.id) || add_belief(b, &belief);
            }
        }
    }
    return fine;
}

/* ---- What shows them ------------------------------------------------------------------------- */

/* Options that are in no right set. */
static uint32_t wrong_options(const struct key_question *question)
{
    uint32_t wrong = (uint32_t)(((uint64_t)1 << question->option_count) - 1);
    for (size_t k = 0; k < question->right_count; k++) {
        wrong &= ~question->right[k];
    }
    return wrong;
}

static uint32_t options_of_misconception(const struct item *item, const char *id)
{
    uint32_t options = 0;
    for (size_t o = 0; o < item->option_count; o++) {
        const struct texts *ids = &item->options[o].misconceptions;
        for (size_t k = 0; k < ids->count; k++) {
            options |= strcmp(ids->items[k], id) == 0 ? (uint32_t)1 << o : 0;
        }
    }
    return options;
}

/* What the sibling's tables say of an option of a question. */
static enum judgement sibling_judges(const struct subject *subject, const struct item *item,
                                     const struct posed *posed, size_t option)
{
    const struct item_option *o = &item->options[option];
    const size_t decision =
        posed->decision != SIZE_MAX ? subject_sibling_decision(subject, posed->decision) : SIZE_MAX;
    if (o->outcome == NULL && o->means == NULL) {
        return JUDGED_WRONG;
    }
    if (posed->decision != SIZE_MAX && decision == SIZE_MAX) {
        return JUDGED_NOTHING;
    }
    const uint32_t whole =
        posed->decision != SIZE_MAX ? subject_sibling_case(subject, posed->whole) : 0;
    const struct claim claim = {decision, item->goal, o->outcome, o->means};
    return posed->kind->judge(subject->sibling, &claim, whole);
}

/* Options that are right there and wrong here, of a question whose key is wrong there. */
static uint32_t options_of_sibling(const struct subject *subject, const struct item *item,
                                   uint32_t wrong_here)
{
    struct posed posed;
    struct proof_finding finding;
    bool provable;
    uint32_t right = 0;
    bool key_is_wrong = false;
    if (subject == NULL || subject->sibling == NULL ||
        !item_posed(subject, item, &posed, &finding, &provable) || posed.kind == &kind_edition) {
        return 0; /* the last one asks about the sibling: its answer there is the key */
    }
    for (size_t o = 0; o < item->option_count; o++) {
        const enum judgement judgement = sibling_judges(subject, item, &posed, o);
        const bool wrong = (wrong_here >> o & 1) != 0;
        if (judgement == JUDGED_NOTHING) {
            return 0;
        }
        right |= judgement == JUDGED_RIGHT && wrong ? (uint32_t)1 << o : 0;
        key_is_wrong = key_is_wrong || (judgement == JUDGED_WRONG && !wrong);
    }
    return key_is_wrong ? right : 0;
}

/* What a misconception's table answers in the case of a question that asks its decision. */
static size_t outcome_of(const struct subject *subject, const struct item *item, const char *id)
{
    struct posed posed;
    struct proof_finding finding;
    bool provable;
    if (subject == NULL || !item_posed(subject, item, &posed, &finding, &provable) ||
        posed.kind != &kind_decision) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < subject->pack->misconception_count; i++) {
        const struct misconception *m = &subject->pack->misconceptions[i];
        if (strcmp(m->id, id) == 0 && m->decision == posed.decision) {
            const uint8_t outcome = table_outcome(subject->beliefs[i], posed.whole);
            return outcome != TABLE_NO_OUTCOME ? outcome : SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

/* What the sibling answers there, if it is no option; SIZE_MAX: nothing else. */
static size_t outcome_of_sibling(const struct subject *subject, const struct item *item)
{
    struct posed posed;
    struct proof_finding finding;
    bool provable;
    return item_posed(subject, item, &posed, &finding, &provable) && posed.kind == &kind_decision
               ? subject_sibling_outcome(subject, posed.decision, posed.whole)
               : SIZE_MAX;
}

/* One less the chance that `choose` of `options` options drawn at random miss all `own`. */
static double guessed(size_t options, size_t own, size_t choose)
{
    double missed = 1;
    for (size_t i = 0; i < choose && i < options; i++) {
        missed *= own + i < options ? (double)(options - own - i) / (double)(options - i) : 0;
    }
    return 1 - missed;
}

static bool add_chance(struct score_beliefs *b, const struct chance *chance)
{
    if (b->chance_count == b->chance_capacity) {
        const size_t capacity = b->chance_capacity == 0 ? 64 : 2 * b->chance_capacity;
        struct chance *chances = realloc(b->chances, capacity * sizeof *chances);
        if (chances == NULL) {
            return false;
        }
        b->chances = chances;
        b->chance_capacity = capacity;
    }
    b->chances[b->chance_count++] = *chance;
    return true;
}

static bool add_chances(struct score_beliefs *b, const struct score_key *key,
                        const struct score_belief *belief)
{
    bool fine = true;
    for (size_t q = 0; fine && q < key->question_count; q++) {
        const struct key_question *question = &key->questions[q];
        const uint32_t wrong = wrong_options(question);
        if (question->status == KEY_DROPPED) {
            continue;
        }
        const uint32_t options = belief->other_edition
                                     ? options_of_sibling(key->subject, question->item, wrong)
                                     : options_of_misconception(question->item, belief->id) & wrong;
        if (options != 0) {
            const struct chance chance = {
                q, options,
                belief->other_edition ? outcome_of_sibling(key->subject, question->item)
                                      : outcome_of(key->subject, question->item, belief->id),
                guessed(question->option_count, (size_t)__builtin_popcount(options),
                        question->item->select)};
            fine = add_chance(b, &chance);
        }
    }
    return fine;
}

/* Beliefs that nothing shows are left out. */
static bool add_all_chances(struct score_beliefs *b, const struct score_key *key)
{
    size_t kept = 0;
    b->first = calloc(b->count + 1, sizeof *b->first);
    bool fine = b->first != NULL;
    for (size_t i = 0; fine && i < b->count; i++) {
        b->first[kept] = b->chance_count;
        fine = add_chances(b, key, &b->beliefs[i]);
        if (b->chance_count > b->first[kept]) {
            b->beliefs[kept] = b->beliefs[i];
            b->beliefs[kept].questions = b->chance_count - b->first[kept];
            kept++;
        }
    }
    b->count = kept;
    if (fine) {
        b->first[kept] = b->chance_count;
    }
    return fine;
}

struct score_beliefs *score_beliefs_new(const struct score_key *key)
{
    struct score_beliefs *b = calloc(1, sizeof *b);
    if (b == NULL) {
        return NULL;
    }
    bool fine = true;
    if (key->bank != NULL) {
        const struct subject *subject = key->subject;
        const struct score_belief other = {
            .id = BELIEF_OTHER_EDITION,
            .believes = subject != NULL ? subject->pack->sibling_label : NULL,
            .other_edition = true};
        fine = add_pack(b, subject) && add_named(b, key->bank) && add_belief(b, &other);
    }
    if (!fine || !add_all_chances(b, key)) {
        score_beliefs_free(b);
        return NULL;
    }
    return b;
}

void score_beliefs_free(struct score_beliefs *beliefs)
{
    if (beliefs != NULL) {
        free(beliefs->beliefs);
        free(beliefs->first);
        free(beliefs->chances);
        free(beliefs);
    }
}

size_t score_belief_count(const struct score_beliefs *beliefs)
{
    return beliefs->count;
}

const struct score_belief *score_belief(const struct score_beliefs *beliefs, size_t belief)
{
    return &beliefs->beliefs[belief];
}

uint32_t score_belief_options(const struct score_beliefs *beliefs, size_t belief, size_t question)
{
    size_t from = beliefs->first[belief], to = beliefs->first[belief + 1];
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (beliefs->chances[middle].question == question) {
            return beliefs->chances[middle].options;
        }
        if (beliefs->chances[middle].question < question) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return 0;
}

/* ---- Students -------------------------------------------------------------------------------- */

static bool is_answer(response_code code)
{
    return code != RESPONSE_NONE && code != RESPONSE_BLANK;
}

static bool shows(const struct chance *chance, const struct sheet *sheet, response_code code)
{
    if (code >= RESPONSE_OPTION && code < RESPONSE_ENTERED) {
        return (chance->options >> (code - RESPONSE_OPTION) & 1) != 0;
    }
    const struct response response = code_book_response(sheet_book(sheet, chance->question), code);
    return (response.kind == RESPONSE_IS_OPTIONS && (response.options & chance->options) != 0) ||
           (response.kind == RESPONSE_IS_OUTCOME && response.outcome == chance->outcome);
}

void score_belief_counts(const struct score_beliefs *beliefs, const struct sheet *sheet,
                         size_t student, struct belief_count counts[])
{
    const struct sheet_row row = sheet_row(sheet, student);
    for (size_t b = 0; b < beliefs->count; b++) {
        counts[b] = (struct belief_count){0, 0};
        for (size_t i = beliefs->first[b]; i < beliefs->first[b + 1]; i++) {
            const struct chance *chance = &beliefs->chances[i];
            const response_code code = sheet_row_code(row, chance->question);
            if (is_answer(code)) {
                counts[b].chances++;
                counts[b].shown += shows(chance, sheet, code);
            }
        }
    }
}

size_t score_belief_chances(const struct score_beliefs *beliefs, const struct sheet *sheet,
                            size_t student, size_t belief, double chance[], size_t most)
{
    const struct sheet_row row = sheet_row(sheet, student);
    size_t count = 0;
    for (size_t i = beliefs->first[belief]; i < beliefs->first[belief + 1]; i++) {
        if (is_answer(sheet_row_code(row, beliefs->chances[i].question))) {
            if (count < most) {
                chance[count] = beliefs->chances[i].guessed;
            }
            count++;
        }
    }
    return count;
}

enum belief_standing belief_standing(struct belief_count count)
{
    if (count.chances < BELIEF_CHANCES_LEAST) {
        return BELIEF_TOO_FEW;
    }
    if (count.shown == 0) {
        return BELIEF_NOT;
    }
    return 3 * (uint64_t)count.shown >= 2 * (uint64_t)count.chances ? BELIEF_HELD : BELIEF_SOME;
}

double belief_guesser(const double chance[], size_t count)
{
    double with[BELIEF_CHANCES_MOST + 1]; /* how likely so many successes are */
    if (count < BELIEF_CHANCES_LEAST || count > BELIEF_CHANCES_MOST) {
        return NAN;
    }
    with[0] = 1;
    for (size_t i = 0; i < count; i++) {
        with[i + 1] = 0;
        for (size_t k = i + 1; k > 0; k--) {
            with[k] = with[k] * (1 - chance[i]) + with[k - 1] * chance[i];
        }
        with[0] *= 1 - chance[i];
    }
    double held = 0;
    for (size_t k = (2 * count + 2) / 3; k <= count; k++) {
        held += with[k];
    }
    return held;
}
