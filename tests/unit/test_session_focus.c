/* Sessions that ask a part of what there is: mistakes, marks, rules, kinds. */
#include <stdlib.h>
#include <string.h>

#include "questions/bank/bank.h"
#include "questions/bank/bank_load.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "questions/tutor/memory.h"
#include "tests/unit/check.h"
#include "tests/unit/desk.h"

static const char *const two_rules[] = {"billing-code", "launch-only"};
static const char *const two_kinds[] = {"launch", "statement"};

/* The slow twin: is the latest answer about this item of memory wrong?  From the log alone. */
static bool wrong_by_log(struct desk *desk, size_t item)
{
    const struct memory *memory = session_memory(desk->session);
    bool wrong = false;
    for (size_t i = 0; i < desk->log.asked_count; i++) {
        const struct outcome_record r = fake_outcome(&desk->log, i);
        if (r.answered && memory_item_asked(memory, &r.asked) == item) {
            wrong = !r.correct;
        }
    }
    return wrong;
}

static size_t mistakes_by_log(struct desk *desk)
{
    size_t count = 0;
    for (size_t i = 0; i < session_memory(desk->session)->count; i++) {
        count += wrong_by_log(desk, i);
    }
    return count;
}

static void begin_with(struct desk *desk, struct session_focus focus, uint64_t seed)
{
    desk->log.focus = focus;
    desk_again(desk, seed);
}

/* The next question of a session that may have come to its end. */
static const struct turn *next_or_end(struct session *session)
{
    const struct turn *turn = session_next(session);
    if (turn == NULL && !session_exhausted(session)) {
        session_next_round(session);
        turn = session_next(session);
    }
    CHECK(!session_failed(session));
    return turn;
}

/* Answered, skipped, taken back: a random past, as a learner's is. */
static void some_past(struct desk *desk, size_t steps, uint64_t seed)
{
    struct rng rng;
    rng_seed(&rng, seed);
    for (size_t i = 0; i < steps; i++) {
        const struct turn *turn = desk_next(desk);
        REQUIRE(turn != NULL);
        const size_t what = (size_t)rng_below(&rng, 10);
        if (what == 0) {
            CHECK(session_skip(desk->session));
        } else {
            CHECK(session_answer(desk->session,
                                 what < 4 ? turn->question->key : wrong_option(turn->question)));
        }
        if (what == 9) {
            CHECK(session_undo(desk->session));
        }
    }
}

static void test_mistakes(void)
{
    struct rng rng;
    size_t mistakes = 0;
    rng_seed(&rng, 5);
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct desk desk;
        desk_open(&desk, seed);
        REQUIRE(desk.session != NULL);
        some_past(&desk, 30, seed);
        begin_with(&desk, (struct session_focus){.only = ONLY_MISTAKES}, seed + 100);
        REQUIRE(desk.session != NULL);
        CHECK(mistakes_by_log(&desk) > 0);
        mistakes += mistakes_by_log(&desk);
        const struct turn *turn;
        size_t asked = 0;
        for (; (turn = next_or_end(desk.session)) != NULL && asked < 300; asked++) {
            CHECK(turn->remembered != SIZE_MAX && wrong_by_log(&desk, turn->remembered));
            CHECK(turn->of == 0);
            CHECK_INT(session_left(desk.session), mistakes_by_log(&desk));
            CHECK(rng_below(&rng, 10) == 0
                      ? session_skip(desk.session)
                      : session_answer(desk.session, rng_below(&rng, 2) == 0
                                                         ? turn->question->key
                                                         : wrong_option(turn->question)));
        }
        CHECK(asked < 300); /* it ended because nothing is left */
        CHECK(session_exhausted(desk.session));
        CHECK_INT(mistakes_by_log(&desk), 0);
        /* The last answer can be taken back from there; it is a mistake again. */
        CHECK(session_undo(desk.session));
        CHECK_INT(session_left(desk.session), 1);
        CHECK_INT(mistakes_by_log(&desk), 1);
        turn = session_next(desk.session);
        REQUIRE(turn != NULL);
        CHECK(session_answer(desk.session, turn->question->key));
        CHECK(next_or_end(desk.session) == NULL);
        /* Who comes back finds nothing, and without a focus everything. */
        desk_again(&desk, 1);
        REQUIRE(desk.session != NULL);
        CHECK(session_exhausted(desk.session));
        CHECK(session_next(desk.session) == NULL && !session_failed(desk.session));
        begin_with(&desk, (struct session_focus){0}, 1);
        REQUIRE(desk.session != NULL);
        CHECK(!session_exhausted(desk.session) && session_next(desk.session) != NULL);
        desk_close(&desk);
    }
    CHECK(mistakes > 30);
}

/* Rules and kinds, alone and together; misconceptions do not lead elsewhere. */
static void test_rules_and_kinds(void)
{
    const struct session_focus rules = {.rules = two_rules, .rule_count = 2};
    const struct session_focus kinds = {.kinds = two_kinds, .kind_count = 2};
    struct desk desk;
    size_t met[2] = {0, 0};
    desk_open(&desk, 3);
    REQUIRE(desk.session != NULL);
    begin_with(&desk, rules, 4);
    REQUIRE(desk.session != NULL);
    CHECK_INT(session_left(desk.session), 2);
    for (int i = 0; i < 40; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        const char *rule = question_rule(turn->question);
        const size_t which = strcmp(rule, two_rules[0]) == 0 ? 0 : 1;
        CHECK_STR(rule, two_rules[which]);
        CHECK_INT(turn->of, SESSION_ROUND);
        met[which]++;
        CHECK(session_answer(desk.session,
                             i % 3 == 0 ? wrong_option(turn->question) : turn->question->key));
    }
    CHECK(met[0] > 8 && met[1] > 8);
    begin_with(&desk, kinds, 5);
    REQUIRE(desk.session != NULL);
    met[0] = met[1] = 0;
    for (int i = 0; i < 40; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        const char *kind = question_kind_name(turn->question);
        const size_t which = strcmp(kind, two_kinds[0]) == 0 ? 0 : 1;
        CHECK_STR(kind, two_kinds[which]);
        met[which]++;
        CHECK(session_answer(desk.session, turn->question->key));
    }
    CHECK(met[0] > 8 && met[1] > 2);
    /* No row of these names belongs to these kinds. */
    begin_with(&desk,
               (struct session_focus){
                   .rules = two_rules, .rule_count = 2, .kinds = two_kinds, .kind_count = 2},
               6);
    REQUIRE(desk.session != NULL);
    CHECK_INT(session_left(desk.session), 0);
    CHECK(session_exhausted(desk.session));
    desk_close(&desk);
}

/* What was left open waits for nobody whom it does not concern, and a round is not gone on with. */
static void test_left_open(void)
{
    struct desk desk;
    desk_open(&desk, 7);
    REQUIRE(desk.session != NULL);
    CHECK(desk_answer(&desk, true));
    begin_with(&desk, (struct session_focus){.kinds = two_kinds, .kind_count = 1}, 8);
    REQUIRE(desk.session != NULL);
    const struct turn *turn = session_next(desk.session);
    REQUIRE(turn != NULL);
    CHECK_INT(turn->position, 1);
    CHECK(!turn->resumed);
    char id[QUESTION_ID_SIZE];
    (void)snprintf(id, sizeof id, "%s", turn->question->id);
    /* With the same focus it comes back as it was. */
    desk_again(&desk, 9);
    REQUIRE(desk.session != NULL);
    turn = session_next(desk.session);
    REQUIRE(turn != NULL);
    CHECK(turn->resumed);
    CHECK_STR(turn->question->id, id);
    CHECK_INT(turn->position, 1);
    /* With another it does not. */
    begin_with(&desk, (struct session_focus){.kinds = two_kinds + 1, .kind_count = 1}, 10);
    REQUIRE(desk.session != NULL);
    turn = session_next(desk.session);
    REQUIRE(turn != NULL);
    CHECK(!turn->resumed);
    CHECK_STR(question_kind_name(turn->question), "statement");
    desk_close(&desk);
}

static size_t marks_by_log(const struct fake_log *log)
{
    size_t count = 0;
    for (size_t i = 0; i < log->asked_count; i++) {
        count += fake_outcome(log, i).marked;
    }
    return count;
}

static void test_marks(void)
{
    struct desk desk;
    size_t items[2];
    desk_open(&desk, 11);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < 12; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        if (i % 6 == 3) {
            items[i / 6] = turn->remembered;
            CHECK(session_mark(desk.session) && turn->marked);
        }
        CHECK(session_answer(desk.session, turn->question->key));
    }
    REQUIRE(items[0] != items[1]);
    begin_with(&desk, (struct session_focus){.only = ONLY_MARKED}, 12);
    REQUIRE(desk.session != NULL);
    CHECK_INT(session_left(desk.session), 2);
    for (int i = 0; i < 12; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        CHECK(turn->marked); /* right answers leave it */
        CHECK(turn->remembered == items[0] || turn->remembered == items[1]);
        CHECK(session_answer(desk.session, turn->question->key));
    }
    CHECK_INT(marks_by_log(&desk.log), 2); /* those that were made */
    for (size_t left = 2; left > 0; left--) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        CHECK(session_mark(desk.session) && !turn->marked); /* the mark of its rule is taken away */
        CHECK_INT(marks_by_log(&desk.log), left - 1);
        CHECK(session_mark(desk.session) && turn->marked);
        CHECK(session_mark(desk.session) && !turn->marked);
        CHECK(session_answer(desk.session, turn->question->key));
        CHECK_INT(session_left(desk.session), left - 1);
    }
    CHECK(next_or_end(desk.session) == NULL);
    desk_close(&desk);
}

/* In a drill of everything another question about a marked rule is not marked. */
static void test_marks_of_a_drill(void)
{
    struct desk desk;
    desk_open(&desk, 13);
    REQUIRE(desk.session != NULL);
    for (int i = 0; i < 60; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        CHECK(!turn->marked);
        CHECK(session_mark(desk.session) && turn->marked);
        CHECK(session_answer(desk.session, turn->question->key));
    }
    CHECK_INT(marks_by_log(&desk.log), 60);
    desk_close(&desk);
}

/* ---- Banks ----------------------------------------------------------------------------------- */

/** A learner with a bank of `count` questions; q1, q3, ... are of the kind "odd" and the rule "r1", ... */
struct shelf {
    struct bank bank;
    char *text; /* owned */
    struct source_text source;
    struct session_bank course;
    struct fake_log log;
    struct session *session;
};

static void shelf_again(struct shelf *s, struct session_focus focus)
{
    session_free(s->session);
    s->log.focus = focus;
    s->session = fake_bank_session(&s->log, NULL, &s->course, 3);
}

static void shelf_open(struct shelf *s, size_t count)
{
    struct buffer text = {0};
    struct diags diags = {0};
    *s = (struct shelf){0};
    buffer_add_text(&text, "{\"format\":\"amiquiz-bank\",\"version\":1,\"questions\":[");
    for (size_t i = 0; i < count; i++) {
        buffer_addf(&text,
                    "%s{\"id\":\"q%zu\",%s\"rule\":\"r%zu\",\"stem\":\"Number %zu?\",\"options\":["
                    "\"one\",\"two\",\"three\",\"four\"],\"answer\":\"B\"}",
                    i > 0 ? "," : "", i, i % 2 == 1 ? "\"kind\":\"odd\"," : "", i / 2, i);
    }
    buffer_add_text(&text, "]}");
    const size_t length = text.length;
    s->text = buffer_take(&text);
    s->source = (struct source_text){"shelf.json", s->text, length, 1};
    CHECK(bank_load(&s->source, bank_format(&s->source), &s->bank, &diags));
    diags_fini(&diags);
    s->course = (struct session_bank){&s->bank, "bank:shelf", "Shelf"};
    shelf_again(s, (struct session_focus){0});
}

static void shelf_close(struct shelf *s)
{
    session_free(s->session);
    fake_log_fini(&s->log);
    bank_fini(&s->bank);
    free(s->text);
}

/* Ask until the focus lets nothing through or `most` were asked; the ids, joined by spaces. */
static void ask(struct shelf *s, size_t most, bool right, struct buffer *ids)
{
    const struct turn *turn;
    for (size_t i = 0; i < most && (turn = next_or_end(s->session)) != NULL; i++) {
        buffer_addf(ids, "%s%s", ids->length > 0 ? " " : "", turn->question->id);
        CHECK(
            session_answer(s->session, right ? turn->question->key : wrong_option(turn->question)));
    }
}

static void check_asked(struct shelf *s, size_t most, bool right, const char *want)
{
    struct buffer ids = {0};
    ask(s, most, right, &ids);
    CHECK_STR(buffer_text(&ids), want);
    buffer_fini(&ids);
}

static void test_bank_mistakes(void)
{
    struct shelf s;
    shelf_open(&s, 8);
    REQUIRE(s.session != NULL);
    check_asked(&s, 2, false, "q0 q1");
    check_asked(&s, 2, true, "q2 q3");
    check_asked(&s, 1, false, "q4");
    CHECK(next_or_end(s.session) != NULL && session_skip(s.session)); /* no answer, no mistake */
    shelf_again(&s, (struct session_focus){.only = ONLY_MISTAKES});
    REQUIRE(s.session != NULL);
    CHECK_INT(session_left(s.session), 3);
    check_asked(&s, 3, false, "q0 q1 q4");
    CHECK_INT(session_round_size(s.session), 3);
    check_asked(&s, 9, true, "q0 q1 q4");
    CHECK(session_exhausted(s.session));
    CHECK(session_undo(s.session));
    CHECK_INT(session_left(s.session), 1);
    check_asked(&s, 9, true, "q4");
    shelf_close(&s);
}

static void test_bank_rules_and_kinds(void)
{
    static const char *const odd[] = {"odd"}, *const plain[] = {"question"}, *const r2[] = {"r2"};
    struct shelf s;
    shelf_open(&s, 30);
    REQUIRE(s.session != NULL);
    shelf_again(&s, (struct session_focus){.rules = r2, .rule_count = 1});
    REQUIRE(s.session != NULL);
    check_asked(&s, 5, true, "q4 q5 q4 q5 q4"); /* two in a row are two */
    shelf_again(&s, (struct session_focus){.kinds = odd, .kind_count = 1});
    REQUIRE(s.session != NULL);
    check_asked(&s, 4, true, "q1 q3 q7 q9"); /* those not seen come first */
    shelf_again(
        &s, (struct session_focus){.rules = r2, .rule_count = 1, .kinds = plain, .kind_count = 1});
    REQUIRE(s.session != NULL);
    check_asked(&s, 3, false, "q4 q4 q4");
    shelf_close(&s);
}

/* A mark on a question of a bank is there when it comes again, and one key takes it away. */
static void test_bank_marks(void)
{
    struct shelf s;
    shelf_open(&s, 4);
    REQUIRE(s.session != NULL);
    const struct turn *turn = next_or_end(s.session);
    REQUIRE(turn != NULL);
    CHECK(session_mark(s.session));
    check_asked(&s, 4, true, "q0 q1 q2 q3");
    turn = next_or_end(s.session);
    REQUIRE(turn != NULL);
    CHECK_STR(turn->question->id, "q0");
    CHECK(turn->marked);
    shelf_again(&s, (struct session_focus){.only = ONLY_MARKED});
    REQUIRE(s.session != NULL);
    check_asked(&s, 3, true, "q0 q0 q0");
    turn = next_or_end(s.session);
    REQUIRE(turn != NULL);
    CHECK(session_mark(s.session) && !turn->marked);
    CHECK_INT(marks_by_log(&s.log), 0);
    check_asked(&s, 3, true, "q0"); /* the open one still waits */
    CHECK(session_exhausted(s.session));
    shelf_close(&s);
}

int main(void)
{
    RUN(test_mistakes);
    RUN(test_rules_and_kinds);
    RUN(test_left_open);
    RUN(test_marks);
    RUN(test_marks_of_a_drill);
    RUN(test_bank_mistakes);
    RUN(test_bank_rules_and_kinds);
    RUN(test_bank_marks);
    return check_end();
}
