/* What answers make of memory, and which answers count. */
#include "questions/tutor/memory.h"

#include <stdlib.h>

#include "questions/text/rng.h"
#include "questions/tutor/choose.h"
#include "questions/tutor/record.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/subjects.h"

#define DAY  86400
#define NOON (INT64_C(1795694400)) /* 2026-11-26 12:00 UTC */

/** A pack, what there is to ask, and nothing remembered yet. */
struct head {
    struct subject *subject;
    struct targets targets;
    struct memory memory;
};

static bool head_open(struct head *head, struct subject *subject)
{
    *head = (struct head){.subject = subject};
    return subject != NULL && targets_init(&head->targets, subject) &&
           memory_init(&head->memory, subject, &head->targets);
}

static void head_close(struct head *head)
{
    memory_fini(&head->memory);
    targets_fini(&head->targets);
    subject_free(head->subject);
}

static const struct memory_answer right = {.correct = true};
static const struct memory_answer wrong = {.correct = false};

static void test_items(void)
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct head head;
        size_t wanted = 0;
        REQUIRE(head_open(&head, subject_of(subject_ids[p])));
        for (size_t i = 0; i < head.targets.count; i++) {
            const struct target *t = &head.targets.items[i];
            if (t->kind != TARGET_MISCONCEPTION) {
                const size_t item = memory_item_of(&head.memory, t->decision, t->index);
                CHECK_INT(item, wanted++);
                CHECK_INT(head.memory.items[item].decision, t->decision);
                CHECK_INT(head.memory.items[item].index, t->index);
                CHECK_INT(head.memory.items[item].reviews, 0);
                CHECK_NEAR(memory_recall(&head.memory.items[item], 20000), 0, 0);
            }
        }
        CHECK_INT(head.memory.count, wanted);
        const struct decision *path = &head.subject->pack->decisions[0];
        for (size_t i = 0; i < path->rule_count; i++) { /* what is unsettled is never asked */
            CHECK(path->outcomes[path->rules[i].then].ask ||
                  memory_item_of(&head.memory, 0, i) == SIZE_MAX);
        }
        head_close(&head);
    }
}

static void test_ratings(void)
{
    static const struct {
        struct memory_answer answer;
        enum fsrs_rating rating;
    } cases[] = {
        {{.correct = false}, FSRS_AGAIN},
        {{.correct = false, .has_confidence = true, .confidence = 100}, FSRS_AGAIN},
        {{.correct = true, .milliseconds = 1000}, FSRS_GOOD}, /* quick, but nobody said sure */
        {{.correct = true, .milliseconds = 900000}, FSRS_GOOD},
        {{.correct = true, .hint = true}, FSRS_HARD},
        {{.correct = true, .hint = true, .has_confidence = true, .confidence = 100}, FSRS_HARD},
        {{.correct = true, .has_confidence = true, .confidence = 49}, FSRS_HARD},
        {{.correct = true, .has_confidence = true, .confidence = 50}, FSRS_GOOD},
        {{.correct = true, .has_confidence = true, .confidence = 89}, FSRS_GOOD},
        {{.correct = true, .has_confidence = true, .confidence = 90, .milliseconds = 20000},
         FSRS_EASY},
        {{.correct = true, .has_confidence = true, .confidence = 90, .milliseconds = 20001},
         FSRS_GOOD},
        {{.correct = true, .has_confidence = true, .confidence = 0}, FSRS_HARD},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_INT(memory_rating(&cases[i].answer), cases[i].rating);
    }
}

static void test_days(void)
{
    struct head head;
    REQUIRE(head_open(&head, subject_of("ami-lecture")));
    struct memory_item *item = &head.memory.items[0];
    struct fsrs_state state = fsrs_review((struct fsrs_state){0}, 0, FSRS_GOOD);
    CHECK(memory_note(&head.memory, 1, NOON, 0, &right));
    CHECK_NEAR(item->state.stability, state.stability, 0);
    CHECK_INT(memory_due(item), fsrs_day(NOON) + 2);
    /* Twice more before midnight: the short-term formula. */
    CHECK(memory_note(&head.memory, 2, NOON + 600, 0, &wrong));
    CHECK(memory_note(&head.memory, 3, NOON + 43199, 0, &right));
    state = fsrs_review(fsrs_review(state, 0, FSRS_AGAIN), 0, FSRS_GOOD);
    CHECK_NEAR(item->state.stability, state.stability, 0);
    /* A second later, on the next day. */
    CHECK(memory_note(&head.memory, 4, NOON + 43200, 0, &right));
    state = fsrs_review(state, 1, FSRS_GOOD);
    CHECK_NEAR(item->state.stability, state.stability, 0);
    /* The clock is set back a year: the same day, and the calendar goes on from there. */
    CHECK(memory_note(&head.memory, 5, NOON - 365 * DAY, 0, &right));
    state = fsrs_review(state, 0, FSRS_GOOD);
    CHECK_NEAR(item->state.stability, state.stability, 0);
    CHECK(memory_note(&head.memory, 6, NOON - 355 * DAY, 0, &right));
    state = fsrs_review(state, 10, FSRS_GOOD);
    CHECK_NEAR(item->state.stability, state.stability, 0);
    CHECK_NEAR(item->state.difficulty, state.difficulty, 0);
    CHECK_INT(item->reviews, 6);
    CHECK_INT(item->lapses, 1);
    /* Looked at from before: as if on the day itself. */
    CHECK_NEAR(memory_recall(item, 0), 1, 0);
    for (size_t i = 1; i < head.memory.count; i++) {
        CHECK_INT(head.memory.items[i].reviews, 0);
    }
    head_close(&head);
}

static bool same_items(const struct memory *a, const struct memory *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const struct memory_item *x = &a->items[i], *y = &b->items[i];
        same = x->reviews == y->reviews && x->lapses == y->lapses && x->last == y->last &&
               x->crammed == y->crammed && !(x->state.stability < y->state.stability) &&
               !(x->state.stability > y->state.stability) &&
               !(x->state.difficulty < y->state.difficulty) &&
               !(x->state.difficulty > y->state.difficulty);
    }
    return same;
}

/* In whatever order they are told, and with what is taken back. */
static void test_any_order(void)
{
    struct head a, b;
    struct rng rng;
    enum { COUNT = 400 };
    size_t order[COUNT], items[COUNT];
    int64_t at[COUNT];
    struct memory_answer answers[COUNT];
    REQUIRE(head_open(&a, subject_of("ami-lecture")) && head_open(&b, subject_of("ami-lecture")));
    rng_seed(&rng, 5);
    for (size_t i = 0; i < COUNT; i++) {
        order[i] = i;
        items[i] = rng_below(&rng, 8);
        at[i] = NOON + (int64_t)i * 30000 - (int64_t)rng_below(&rng, 3) * DAY;
        answers[i] = (struct memory_answer){.correct = rng_below(&rng, 3) > 0,
                                            .crammed = rng_below(&rng, 4) == 0};
    }
    for (size_t i = 0; i < COUNT; i++) {
        if (i % 7 != 0) {
            CHECK(memory_note(&a.memory, (int64_t)i + 1, at[i], items[i], &answers[i]));
        }
    }
    rng_shuffle(&rng, order, COUNT);
    for (size_t k = 0; k < COUNT; k++) {
        const size_t i = order[k];
        CHECK(memory_note(&b.memory, (int64_t)i + 1, at[i], items[i], &answers[i]));
    }
    memory_settle(&b.memory);
    CHECK(!same_items(&a.memory, &b.memory));
    for (size_t i = 0; i < COUNT; i += 7) {
        memory_take_back(&b.memory, (int64_t)i + 1);
    }
    memory_take_back(&b.memory, COUNT + 1); /* was never given */
    memory_settle(&b.memory);
    CHECK(same_items(&a.memory, &b.memory));
    memory_settle(&b.memory);
    CHECK(same_items(&a.memory, &b.memory));
    head_close(&a);
    head_close(&b);
}

static void test_cramming(void)
{
    struct head head;
    const struct memory_answer cram_right = {.correct = true, .crammed = true};
    const struct memory_answer cram_wrong = {.correct = false, .crammed = true};
    REQUIRE(head_open(&head, subject_of("ami-lecture")));
    struct memory_item *item = &head.memory.items[2];
    CHECK(memory_note(&head.memory, 1, NOON, 2, &right));
    const struct memory_item before = *item;
    const int64_t due = memory_due(item);
    CHECK(memory_note(&head.memory, 2, NOON + DAY, 2, &cram_right));
    CHECK(memory_note(&head.memory, 3, NOON + DAY + 60, 2, &cram_right));
    CHECK_INT(memory_due(item), due);
    CHECK_NEAR(item->state.stability, before.state.stability, 0);
    CHECK_INT(item->last, before.last);
    CHECK_INT(item->reviews, 1);
    CHECK_INT(item->crammed, 2);
    CHECK(memory_note(&head.memory, 4, NOON + 2 * DAY, 2, &cram_right));
    CHECK_INT(item->crammed, 1); /* another day */
    CHECK(memory_note(&head.memory, 5, NOON + 2 * DAY + 60, 2, &cram_wrong));
    CHECK_INT(item->reviews, 2);
    CHECK_INT(item->crammed, 0);
    CHECK(item->state.stability < before.state.stability);
    /* What was only ever crammed was never learnt. */
    CHECK(memory_note(&head.memory, 6, NOON + 2 * DAY, 3, &cram_right));
    CHECK_INT(head.memory.items[3].reviews, 0);
    head_close(&head);
}

/* ---- Which answers count --------------------------------------------------------------------- */

static struct subject *loan_with(const char *from, const char *to)
{
    size_t length;
    char *text = file_bytes("data/examples/loan.json", &length);
    char *found = text != NULL ? strstr(text, from) : NULL;
    CHECK(found != NULL);
    if (found == NULL) {
        free(text);
        return NULL;
    }
    const size_t size = length + strlen(to) + 1;
    char *changed = malloc(size);
    if (changed == NULL) {
        abort();
    }
    *found = '\0';
    (void)snprintf(changed, size, "%s%s%s", text, to, found + strlen(from));
    struct subject *subject = subject_of_text(changed);
    free(changed);
    free(text);
    return subject;
}

/* One right answer to a case of each row, as the unchanged pack asked it. */
static const struct {
    const char *facts, *key, *rule;
} log_of_loan[] = {
    {"reserved=yes,short_loan=no,overdue=yes,renewed_twice=no", "return", "reserved"},
    {"reserved=yes,short_loan=yes,overdue=no,renewed_twice=no", "return", "reserved"},
    {"reserved=no,short_loan=yes,overdue=no,renewed_twice=no", "return", "short-loan"},
    {"reserved=no,short_loan=no,overdue=yes,renewed_twice=no", "ask-desk", "overdue"},
    {"reserved=no,short_loan=no,overdue=no,renewed_twice=yes", "ask-desk", "third-time"},
    {"reserved=no,short_loan=no,overdue=no,renewed_twice=no", "renew", "open"},
};
#define LOG_OF_LOAN (sizeof log_of_loan / sizeof *log_of_loan)

static struct outcome_record loan_record(size_t i)
{
    return (struct outcome_record){.id = (int64_t)i + 1,
                                   .asked = {.decision = "renew",
                                             .facts = log_of_loan[i].facts,
                                             .key = log_of_loan[i].key,
                                             .rule = log_of_loan[i].rule},
                                   .answered = true,
                                   .correct = true,
                                   .answered_at = NOON};
}

/* How often each of the five rows was reviewed: "21111". */
static void check_counts(struct subject *subject, const char *want)
{
    struct head head;
    char got[6] = "";
    REQUIRE(head_open(&head, subject));
    for (size_t i = 0; i < LOG_OF_LOAN; i++) {
        const struct outcome_record record = loan_record(i);
        CHECK(memory_note_record(&head.memory, &record));
    }
    memory_settle(&head.memory);
    for (size_t row = 0; row < 5; row++) {
        const size_t item = memory_item_of(&head.memory, 0, row);
        got[row] = (char)(item != SIZE_MAX ? '0' + head.memory.items[item].reviews : '-');
    }
    CHECK_STR(got, want);
    head_close(&head);
}

static void test_a_changed_pack(void)
{
    /* Words, names and order of what does not matter: nothing is lost. */
    check_counts(loan_with("\"loan\"", "\"loan\""), "21111");
    check_counts(loan_with("Another reader is waiting", "Somebody is waiting"), "21111");
    check_counts(loan_with("\"id\": \"short-loan\"", "\"id\": \"from-the-shelf\""), "21111");
    check_counts(loan_with("\"label\": \"Return it\"", "\"label\": \"Bring it back\""), "21111");
    /* Another outcome: that row's answers are no longer true. */
    check_counts(loan_with("{\"overdue\": true}, \"then\": \"ask-desk\"",
                           "{\"overdue\": true}, \"then\": \"return\""),
                 "21011");
    /* A narrower condition: its own cases stay, the other is decided by a row that has its own. */
    check_counts(loan_with("\"when\": {\"reserved\": true}",
                           "\"when\": {\"reserved\": true, \"short_loan\": false}"),
                 "11111");
    /* A wider one takes a case from a later row: that case says nothing any more, of either. */
    check_counts(loan_with("\"when\": {\"reserved\": true}, \"then\": \"return\"",
                           "\"when\": {}, \"then\": \"return\""),
                 "2----");
}

static void test_other_records(void)
{
    struct head head;
    REQUIRE(head_open(&head, subject_of("ami-lecture")));
    const struct statement *s = &head.subject->pack->statements[0];
    struct outcome_record record = {
        .id = 1, .asked = {.rule = s->id, .key = "x"}, .answered_at = NOON};
    const size_t item = memory_item_of(&head.memory, SIZE_MAX, 0);
    REQUIRE(item != SIZE_MAX);
    CHECK(memory_note_record(&head.memory, &record)); /* left open */
    record.answered = record.correct = true;
    record.sitting = SITTING_EXAM; /* that goes on */
    CHECK(memory_note_record(&head.memory, &record));
    CHECK_INT(head.memory.items[item].reviews, 0);
    record.end = END_HANDED_IN;
    CHECK(memory_note_record(&head.memory, &record));
    CHECK_INT(head.memory.items[item].reviews, 1);
    record.id = 2;
    record.answered = record.correct = false;
    record.skipped = true;
    CHECK(memory_note_record(&head.memory, &record)); /* left blank in an exam */
    record.sitting = SITTING_DIAGNOSE;                /* or in a diagnosis */
    CHECK(memory_note_record(&head.memory, &record));
    CHECK_INT(head.memory.items[item].lapses, 0);
    record.sitting = SITTING_DRILL;
    CHECK(memory_note_record(&head.memory, &record));
    CHECK_INT(head.memory.items[item].lapses, 1);
    record.asked.rule = "gone";
    CHECK_INT(memory_item_asked(&head.memory, &record.asked), SIZE_MAX);
    record.asked.rule = NULL;
    CHECK_INT(memory_item_asked(&head.memory, &record.asked), SIZE_MAX);
    record.asked.decision = "gone";
    CHECK_INT(memory_item_asked(&head.memory, &record.asked), SIZE_MAX);
    record.asked.decision = "path";
    CHECK_INT(memory_item_asked(&head.memory, &record.asked), SIZE_MAX);
    record.asked.facts = "owned=maybe";
    CHECK_INT(memory_item_asked(&head.memory, &record.asked), SIZE_MAX);
    CHECK(memory_note_record(&head.memory, &record));
    CHECK_INT(head.memory.review_count, 2);
    head_close(&head);
}

/* ---- Plans ----------------------------------------------------------------------------------- */

static void test_gain(void)
{
    struct head head;
    const int64_t today = fsrs_day(NOON);
    REQUIRE(head_open(&head, subject_of("ami-lecture")));
    struct memory_item *item = &head.memory.items[0];
    const double fresh = memory_gain(item, today, today + 22);
    CHECK(fresh > 0.3 && fresh < 0.9);
    CHECK(memory_note(&head.memory, 1, NOON, 0, &right));
    /* Once more at once does little; when it has faded it does more; when it is due, much. */
    CHECK(memory_gain(item, today, today + 22) < 0.1);
    CHECK(memory_gain(item, today, today + 22) >= 0);
    CHECK(memory_gain(item, today + 5, today + 22) > memory_gain(item, today + 1, today + 22));
    CHECK(memory_gain(item, today + 5, today + 22) < fresh);
    /* Recall only ever falls until the next review. */
    for (int64_t day = today; day < today + 400; day++) {
        CHECK(memory_recall(item, day + 1) < memory_recall(item, day));
    }
    CHECK(memory_recall(item, memory_due(item)) < 0.915);
    CHECK(memory_recall(item, memory_due(item) - 1) > 0.9);
    head_close(&head);
}

int main(void)
{
    RUN(test_items);
    RUN(test_ratings);
    RUN(test_days);
    RUN(test_any_order);
    RUN(test_cramming);
    RUN(test_a_changed_pack);
    RUN(test_other_records);
    RUN(test_gain);
    return check_end();
}
