/*
 * Records out.  A question and its events are read by two statements side by side: the events of one
 * question are few, and are walked backwards, once, for all there is to know of it.
 */
#include "questions/tutor/store_private.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A text; NULL where the column is NULL, and then, with `lost`, where memory ran out. */
static const char *text_at(struct sqlite3_stmt *s, int column, bool *lost)
{
    const bool is_null = sqlite3_column_type(s, column) == SQLITE_NULL;
    const char *text = (const char *)sqlite3_column_text(s, column);
    *lost = *lost || (text == NULL && !is_null);
    return text;
}

/*
 * Nothing that we keep is larger: times up to the end of the year 9999, counts up to 10^15.  What another
 * hand wrote is read as that, so that whoever adds and subtracts need not ask.
 */
#define TIME_MOST  INT64_C(253402300799)
#define COUNT_MOST INT64_C(1000000000000000)

static int64_t number_at(struct sqlite3_stmt *s, int column, int64_t most)
{
    const int64_t number = sqlite3_column_int64(s, column);
    return number < 0 ? 0 : number < most ? number : most;
}

/* The place of a word in a list that may begin with NULL; 0 where it is none of them. */
static size_t place_of(const char *const words[], size_t count, const char *word)
{
    for (size_t i = 0; word != NULL && i < count; i++) {
        if (words[i] != NULL && strcmp(words[i], word) == 0) {
            return i;
        }
    }
    return 0;
}

static enum sitting_kind kind_of(const char *word)
{
    return (enum sitting_kind)place_of(store_kinds, SITTING_EXAM + 1, word);
}

static enum sitting_end end_of(const char *word)
{
    return (enum sitting_end)place_of(store_ends, END_FINISHED + 1, word);
}

/* The row of STATEMENT_HISTORY as a record; the texts live until the next step. */
static int read_asked(struct sqlite3_stmt *s, struct outcome_record *record)
{
    bool lost = false;
    *record = (struct outcome_record){.id = sqlite3_column_int64(s, 0)};
    struct asked *asked = &record->asked;
    asked->at = number_at(s, 1, TIME_MOST);
    asked->round = number_at(s, 2, COUNT_MOST);
    asked->position = number_at(s, 3, COUNT_MOST);
    asked->question = text_at(s, 4, &lost);
    asked->pack = text_at(s, 5, &lost);
    asked->digest = text_at(s, 6, &lost);
    asked->kind = text_at(s, 7, &lost);
    asked->decision = text_at(s, 8, &lost);
    asked->facts = text_at(s, 9, &lost);
    asked->telling = text_at(s, 10, &lost);
    asked->seed = (uint64_t)sqlite3_column_int64(s, 11);
    asked->options = text_at(s, 12, &lost);
    asked->key = text_at(s, 13, &lost);
    asked->rule = text_at(s, 14, &lost);
    asked->sitting = sqlite3_column_int64(s, 15);
    record->sitting = kind_of(text_at(s, 16, &lost));
    record->end = end_of(text_at(s, 17, &lost));
    asked->item = text_at(s, 18, &lost);
    return lost ? SQLITE_NOMEM : SQLITE_OK;
}

/* What is known of a question while its events are walked backwards. */
struct walk {
    int64_t taken_back; /* undos whose answer or skip has not come yet */
    bool settled;       /* which answer or skip stands is known */
    bool mark_known;
};

/* The answer of the row; its text is kept beyond the next step. */
static int read_answer(struct store *store, struct sqlite3_stmt *s, struct outcome_record *record)
{
    bool lost = false;
    const char *chosen = text_at(s, 2, &lost);
    buffer_clear(&store->chosen);
    buffer_add_text(&store->chosen, chosen != NULL ? chosen : "");
    record->answered = true;
    record->chosen = buffer_text(&store->chosen);
    record->correct = sqlite3_column_int(s, 3) != 0;
    record->milliseconds = number_at(s, 4, COUNT_MOST);
    record->has_confidence = sqlite3_column_type(s, 5) != SQLITE_NULL;
    record->confidence = sqlite3_column_int(s, 5);
    return lost || store->chosen.failed ? SQLITE_NOMEM : SQLITE_OK;
}

/* One event, the next older one. */
static int read_event(struct store *store, struct sqlite3_stmt *s, struct walk *walk,
                      struct outcome_record *record)
{
    bool lost = false;
    const char *word = text_at(s, 0, &lost);
    if (lost) {
        return SQLITE_NOMEM;
    }
    const size_t what = place_of(store_happenings, HAPPENED_HINT + 1, word);
    switch ((enum happening)what) {
    case HAPPENED_MARK:
    case HAPPENED_UNMARK:
        record->marked = walk->mark_known ? record->marked : what == HAPPENED_MARK;
        walk->mark_known = true;
        return SQLITE_OK;
    case HAPPENED_HINT:
        record->hints++;
        return SQLITE_OK;
    case HAPPENED_UNDO:
        walk->taken_back++;
        return SQLITE_OK;
    case HAPPENED_ANSWER:
    case HAPPENED_SKIP:
        break;
    }
    if (walk->settled || walk->taken_back > 0) {
        walk->taken_back -= walk->settled ? 0 : 1;
        return SQLITE_OK;
    }
    walk->settled = true;
    record->skipped = what == HAPPENED_SKIP;
    record->answered_at = number_at(s, 1, TIME_MOST);
    return record->skipped ? SQLITE_OK : read_answer(store, s, record);
}

static int read_events(struct store *store, struct outcome_record *record)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_EVENTS];
    struct walk walk = {0};
    int code = sqlite3_bind_int64(s, 1, record->id);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        code = read_event(store, s, &walk, record);
    }
    (void)sqlite3_reset(s);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* The end of a walk through a statement's rows: whether all that was wanted was seen. */
static bool end_walk(struct store *store, struct sqlite3_stmt *s, int code,
                     struct store_problem *problem)
{
    const bool whole = code == SQLITE_OK || code == SQLITE_DONE;
    if (!whole) {
        (void)store_step_failed(store, code, problem);
    }
    (void)sqlite3_reset(s);
    (void)sqlite3_clear_bindings(s);
    return whole;
}

/* Visit the rows of a statement of questions whose values were bound with this result. */
static bool visit_questions(struct store *store, struct sqlite3_stmt *s, int code,
                            bool (*visit)(void *context, const struct outcome_record *record),
                            void *context, struct store_problem *problem)
{
    bool on = true;
    while (on && code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        struct outcome_record record;
        code = read_asked(s, &record);
        code = code == SQLITE_OK ? read_events(store, &record) : code;
        on = code == SQLITE_OK && visit(context, &record);
    }
    return end_walk(store, s, code, problem);
}

bool store_courses(struct store *store, bool (*visit)(void *context, const char *pack),
                   void *context, struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_COURSES];
    bool on = true, lost = false;
    int code = SQLITE_OK;
    while (on && code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *pack = text_at(s, 0, &lost);
        code = lost ? SQLITE_NOMEM : SQLITE_OK;
        on = code == SQLITE_OK && visit(context, pack);
    }
    return end_walk(store, s, code, problem);
}

bool store_history(struct store *store, const char *pack,
                   bool (*visit)(void *context, const struct outcome_record *record), void *context,
                   struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_HISTORY];
    return visit_questions(store, s, sqlite3_bind_text(s, 1, pack, -1, SQLITE_STATIC), visit,
                           context, problem);
}

bool store_sitting_history(struct store *store, int64_t sitting,
                           bool (*visit)(void *context, const struct outcome_record *record),
                           void *context, struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_SITTING];
    return visit_questions(store, s, sqlite3_bind_int64(s, 1, sitting), visit, context, problem);
}

/* The row of STATEMENT_SITTINGS as a record; the texts live until the next step. */
static int read_sitting(struct sqlite3_stmt *s, struct sitting_record *record)
{
    bool lost = false;
    *record = (struct sitting_record){.id = sqlite3_column_int64(s, 0)};
    record->sitting.at = number_at(s, 1, TIME_MOST);
    record->sitting.what = kind_of(text_at(s, 2, &lost));
    record->sitting.pack = text_at(s, 3, &lost);
    record->sitting.digest = text_at(s, 4, &lost);
    record->sitting.seed = (uint64_t)sqlite3_column_int64(s, 5);
    record->end = end_of(text_at(s, 6, &lost));
    record->ended_at = number_at(s, 7, TIME_MOST);
    return lost ? SQLITE_NOMEM : SQLITE_OK;
}

bool store_sittings(struct store *store, enum sitting_kind what,
                    bool (*visit)(void *context, const struct sitting_record *record),
                    void *context, struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_SITTINGS];
    bool on = true;
    int code = sqlite3_bind_text(s, 1, store_kinds[what], -1, SQLITE_STATIC);
    while (on && code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        struct sitting_record record;
        code = read_sitting(s, &record);
        on = code == SQLITE_OK && visit(context, &record);
    }
    return end_walk(store, s, code, problem);
}

bool store_setting(struct store *store, const char *pack, int64_t sitting, const char *name,
                   char **value, struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_SETTING];
    bool lost = false;
    *value = NULL;
    int code = sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
    code = code == SQLITE_OK ? sqlite3_bind_text(s, 2, pack, -1, SQLITE_STATIC) : code;
    if (code == SQLITE_OK && sitting != 0) {
        code = sqlite3_bind_int64(s, 3, sitting);
    }
    if (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *text = text_at(s, 0, &lost);
        *value = text != NULL ? strdup(text) : NULL;
        code = lost || (text != NULL && *value == NULL) ? SQLITE_NOMEM : SQLITE_OK;
    }
    return end_walk(store, s, code, problem);
}

bool store_next_round(struct store *store, int64_t *round, struct store_problem *problem)
{
    struct sqlite3_stmt *s = store->statements[STATEMENT_NEXT_ROUND];
    const int code = sqlite3_step(s);
    if (code == SQLITE_ROW) {
        *round = number_at(s, 0, COUNT_MOST);
    }
    return end_walk(store, s, code == SQLITE_ROW ? SQLITE_OK : code, problem);
}
