/* What is asked of all that there is to ask, and the marks that stand. */
#include <stdlib.h>
#include <string.h>

#include "questions/bank/bank.h"
#include "questions/tutor/session_private.h"

static const struct session_focus *focus_of(const struct session *s)
{
    return &s->options.focus;
}

bool session_focused(const struct session *session)
{
    const struct session_focus *f = focus_of(session);
    return f->only != ONLY_ANY || f->rule_count > 0 || f->kind_count > 0;
}

/* Is it one of these?  None at all: any is. */
static bool among(const char *const words[], size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (word != NULL && strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return count == 0;
}

/* ---- Marks ----------------------------------------------------------------------------------- */

/* What a mark is on: a question of the bank; of a pack the rule, for no question comes twice. */
static size_t unit_of(const struct session *s, const struct turn *turn)
{
    return s->options.bank != NULL ? deck_place(&s->deck, turn->question->item) : turn->remembered;
}

static bool add_mark(struct session *session, int64_t asked, size_t unit)
{
    if (session->mark_count == session->mark_capacity) {
        const size_t capacity = session->mark_capacity == 0 ? 16 : session->mark_capacity * 2;
        struct standing_mark *grown = realloc(session->marks, capacity * sizeof *grown);
        if (grown == NULL) {
            session->failed = true;
            return false;
        }
        session->marks = grown;
        session->mark_capacity = capacity;
    }
    session->marks[session->mark_count++] = (struct standing_mark){asked, unit};
    return true;
}

static bool unit_marked(const struct session *s, size_t unit)
{
    for (size_t i = 0; unit != SIZE_MAX && i < s->mark_count; i++) {
        if (s->marks[i].unit == unit) {
            return true;
        }
    }
    return false;
}

/* Are marks of earlier questions those of this one, too? */
static bool marks_shared(const struct session *s)
{
    return s->options.bank != NULL || focus_of(s)->only == ONLY_MARKED;
}

bool session_turn_marked(const struct session *session, const struct turn *turn)
{
    if (marks_shared(session) && unit_marked(session, unit_of(session, turn))) {
        return true;
    }
    for (size_t i = 0; i < session->mark_count; i++) {
        if (session->marks[i].asked == turn->id) {
            return true;
        }
    }
    return false;
}

bool session_mark_turn(struct session *session, struct turn *turn)
{
    const size_t unit = unit_of(session, turn);
    if (!session_turn_marked(session, turn)) {
        return session_log_event(session, turn->id, HAPPENED_MARK) &&
               add_mark(session, turn->id, unit);
    }
    for (size_t i = session->mark_count; i > 0; i--) {
        const struct standing_mark mark = session->marks[i - 1];
        if (mark.asked != turn->id && !(marks_shared(session) && mark.unit == unit)) {
            continue;
        }
        if (!session_log_event(session, mark.asked, HAPPENED_UNMARK)) {
            return false;
        }
        session->marks[i - 1] = session->marks[--session->mark_count];
    }
    return true;
}

bool session_recall_mark(struct session *session, const struct outcome_record *record)
{
    const struct item *item =
        session->options.bank != NULL ? deck_find(&session->deck, record->asked.question) : NULL;
    size_t unit = SIZE_MAX;
    if (!record->marked) {
        return true;
    }
    if (item != NULL) {
        unit = deck_place(&session->deck, item);
    } else if (session->options.bank == NULL) {
        unit = memory_item_asked(&session->memory, &record->asked);
    }
    return add_mark(session, record->id, unit);
}

/* ---- What is left out ------------------------------------------------------------------------ */

static bool item_fits(const struct session *s, size_t item)
{
    switch (focus_of(s)->only) {
    case ONLY_MISTAKES:
        return item != SIZE_MAX && s->memory.items[item].wrong;
    case ONLY_MARKED:
        return unit_marked(s, item);
    case ONLY_ANY:
        break;
    }
    return true;
}

/* A misconception is no rule: it shows in cases of several, and is asked about where no rule is chosen. */
static bool target_fits(const struct session *s, const struct target *t)
{
    const struct session_focus *f = focus_of(s);
    const struct pack *pack = s->options.subject->pack;
    const char *kind =
        t->kind == TARGET_STATEMENT ? SESSION_STATEMENT : pack->decisions[t->decision].id;
    if (!among(f->kinds, f->kind_count, kind)) {
        return false;
    }
    if (t->kind == TARGET_MISCONCEPTION) {
        return f->rule_count == 0 && f->only == ONLY_ANY;
    }
    const char *rule = t->kind == TARGET_STATEMENT
                           ? pack->statements[t->index].id
                           : pack->decisions[t->decision].rules[t->index].id;
    return among(f->rules, f->rule_count, rule) &&
           item_fits(s, memory_item_of(&s->memory, t->decision, t->index));
}

const char *session_item_kind(const struct item *item)
{
    return item->kind != NULL       ? item->kind
           : item->decision != NULL ? item->decision
                                    : SESSION_QUESTION;
}

static bool card_fits(const struct session *s, size_t place)
{
    const struct session_focus *f = focus_of(s);
    const struct item *item = &s->options.bank->bank->items[place];
    return among(f->kinds, f->kind_count, session_item_kind(item)) &&
           among(f->rules, f->rule_count, item->rule) &&
           (f->only != ONLY_MISTAKES || s->deck.cards[place].wrong) &&
           (f->only != ONLY_MARKED || unit_marked(s, place));
}

void session_leave_out(struct session *session)
{
    if (!session_focused(session)) {
        return;
    }
    if (session->options.bank != NULL) {
        for (size_t i = 0; i < session->deck.bank->item_count; i++) {
            session->deck.cards[i].left_out = !card_fits(session, i);
        }
        return;
    }
    memory_settle(&session->memory);
    for (size_t i = 0; i < session->targets.count; i++) {
        session->targets.items[i].left_out = !target_fits(session, &session->targets.items[i]);
    }
}

size_t session_left(struct session *session)
{
    size_t left = 0;
    session_leave_out(session);
    if (session->options.bank != NULL) {
        return deck_left(&session->deck);
    }
    for (size_t i = 0; i < session->targets.count; i++) {
        const struct target *t = &session->targets.items[i];
        left += t->kind != TARGET_MISCONCEPTION && !t->left_out;
    }
    return left;
}

bool session_exhausted(struct session *session)
{
    return session_focused(session) && session_left(session) == 0;
}

const struct session_focus *session_focus(const struct session *session)
{
    return focus_of(session);
}

/* ---- Rounds ---------------------------------------------------------------------------------- */

static bool turn_fits(const struct session *s, const struct turn *turn)
{
    if (s->options.bank != NULL) {
        return card_fits(s, unit_of(s, turn));
    }
    for (size_t i = 0; i < s->targets.count; i++) {
        const struct target *t = &s->targets.items[i];
        if (t->kind != TARGET_MISCONCEPTION && !t->left_out &&
            memory_item_of(&s->memory, t->decision, t->index) == turn->remembered) {
            return true;
        }
    }
    return false;
}

bool session_turns_fit(struct session *session)
{
    session_leave_out(session);
    for (size_t i = 0; i < session->turn_count; i++) {
        if (!turn_fits(session, &session->turns[i])) {
            return false;
        }
    }
    return true;
}

/* A round has no more questions than a bank has left; a pack never runs out of cases. */
void session_size_round(struct session *session)
{
    if (session->options.bank != NULL && session_focused(session)) {
        const size_t left = session_left(session);
        session->round_size = left < SESSION_ROUND ? left : SESSION_ROUND;
        for (size_t i = 0; i < session->turn_count; i++) { /* that were left open */
            const size_t position = session->turns[i].position;
            session->round_size = position > session->round_size ? position : session->round_size;
        }
    }
    for (size_t i = 0; i < session->turn_count; i++) {
        session->turns[i].of = session_round_known(session);
    }
}

size_t session_round_known(const struct session *session)
{
    const bool open = focus_of(session)->only == ONLY_MISTAKES && session->options.bank == NULL;
    return open ? 0 : session->round_size;
}
