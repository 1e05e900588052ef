/* Sessions that ask a bank: what comes when, what is kept of it, what it says about beliefs. */
#include <stdlib.h>
#include <string.h>

#include "engine/diag.h"
#include "questions/bank/bank.h"
#include "questions/bank/bank_load.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/items_bank.h"
#include "tests/unit/subjects.h"

/** A learner with a bank. */
struct bench {
    struct bank bank;
    char *text; /* owned; of the bank */
    struct source_text source;
    struct session_bank course;
    struct subject *subject; /* owned; may be NULL */
    struct fake_log log;
    struct session *session;
};

static void bench_start(struct bench *b, uint64_t seed)
{
    b->course = (struct session_bank){&b->bank, "bank:test", "Test"};
    b->session = fake_bank_session(&b->log, b->subject, &b->course, seed);
}

static void bench_again(struct bench *b, uint64_t seed)
{
    session_free(b->session);
    b->session = fake_bank_session(&b->log, b->subject, &b->course, seed);
}

/* Questions given as the members of a JSON list. */
static bool bench_read(struct bench *b, const char *questions)
{
    struct buffer text = {0};
    struct diags diags = {0};
    buffer_addf(&text, "{\"format\":\"amiquiz-bank\",\"version\":1,\"questions\":[%s]}", questions);
    const size_t length = text.length;
    free(b->text);
    bank_fini(&b->bank);
    b->bank = (struct bank){0};
    b->text = buffer_take(&text);
    b->source = (struct source_text){"test.json", b->text, length, 1};
    const bool read = bank_load(&b->source, bank_format(&b->source), &b->bank, &diags);
    CHECK(read);
    diags_fini(&diags);
    return read;
}

/* `count` questions of four options, the second of which is right. */
static bool bench_numbered(struct bench *b, size_t count)
{
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_addf(&text,
                    "%s{\"id\":\"q%zu\",\"stem\":\"Story.\\n\\nNumber %zu?\",\"options\":[\"one\","
                    "\"two\",\"three\",\"four\"],\"answer\":\"B\"}",
                    i > 0 ? "," : "", i, i);
    }
    const bool read = bench_read(b, buffer_text(&text));
    buffer_fini(&text);
    return read;
}

static void bench_close(struct bench *b)
{
    session_free(b->session);
    fake_log_fini(&b->log);
    bank_fini(&b->bank);
    subject_free(b->subject);
    free(b->text);
}

static const struct turn *bench_next(struct bench *b)
{
    const struct turn *turn = session_next(b->session);
    if (turn == NULL && !session_failed(b->session)) {
        session_next_round(b->session);
        turn = session_next(b->session);
    }
    CHECK(turn != NULL);
    return turn;
}

static uint32_t some_wrong(const struct question *q)
{
    return (q->key & 1) != 0 ? 2 : 1;
}

/* ---- What comes when ------------------------------------------------------------------------- */

/* The slow twin: which item is due, worked out from the log alone, before question `asked`. */
static size_t due_by_log(const struct bench *b, size_t asked)
{
    const size_t count = b->bank.item_count;
    const size_t apart = count <= SESSION_ROUND ? count - 1 : SESSION_ROUND - 1;
    size_t best = SIZE_MAX, best_last = 0;
    int best_rank = 0;
    for (size_t i = 0; i < count; i++) {
        size_t last = 0;
        bool seen = false, right = false;
        for (size_t k = 0; k < asked; k++) {
            const struct outcome_record r = fake_outcome(&b->log, k);
            if (strcmp(r.asked.question, b->bank.items[i].id) == 0) {
                last = k + 1;
                seen = seen || r.answered || r.skipped;
                right = r.answered && r.correct;
            }
        }
        const int rank = !seen ? 0 : !right ? 1 : 2;
        if ((last == 0 || last + apart <= asked) &&
            (best == SIZE_MAX || rank < best_rank || (rank == best_rank && last < best_last))) {
            best = i;
            best_last = last;
            best_rank = rank;
        }
    }
    return best;
}

/* Right, wrong and skipped by chance, now and then undone or in a new session: always what is due. */
static void study(size_t count, uint64_t seed)
{
    struct bench b = {0};
    struct rng rng;
    REQUIRE(bench_numbered(&b, count));
    bench_start(&b, seed);
    REQUIRE(b.session != NULL);
    rng_seed(&rng, seed);
    for (size_t n = 0; n < 80; n++) {
        const size_t asked = b.log.asked_count;
        const struct turn *turn = bench_next(&b);
        REQUIRE(turn != NULL);
        CHECK_INT(turn->of, count < SESSION_ROUND ? count : SESSION_ROUND);
        if (b.log.asked_count > asked) {
            CHECK_INT((size_t)(turn->question->item - b.bank.items), due_by_log(&b, asked));
        }
        const size_t what = rng_below(&rng, 10);
        if (what == 0) {
            CHECK(session_skip(b.session));
        } else {
            CHECK(session_answer(b.session,
                                 what < 6 ? turn->question->key : some_wrong(turn->question)));
        }
        if (what == 9 && n % 2 == 0) {
            CHECK(session_undo(b.session));
        }
        if (rng_below(&rng, 7) == 0) {
            const struct session_progress was = session_progress(b.session);
            bench_again(&b, n);
            REQUIRE(b.session != NULL);
            CHECK_INT(session_progress(b.session).seen, was.seen);
            CHECK_INT(session_progress(b.session).again, was.again);
        }
    }
    CHECK_INT(session_progress(b.session).questions, count);
    CHECK_INT(session_progress(b.session).seen, count);
    bench_close(&b);
}

static void test_what_comes_when(void)
{
    static const size_t counts[] = {1, 2, 3, 9, 10, 11, 23};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        study(counts[i], i + 1);
    }
}

/* ---- What is kept ---------------------------------------------------------------------------- */

static void test_no_pack(void)
{
    struct bench b = {0};
    REQUIRE(bench_numbered(&b, 12));
    bench_start(&b, 3);
    REQUIRE(b.session != NULL);
    const struct turn *turn = bench_next(&b);
    const struct asked *asked = &b.log.asked[0].asked;
    char nothing[SHA256_HEX_SIZE];
    sha256_hex("", 0, nothing);
    CHECK_STR(turn->question->story, "Story.");
    CHECK_STR(turn->question->ask, "Number 0?");
    CHECK_STR(asked->question, "q0");
    CHECK_STR(asked->pack, "bank:test");
    CHECK_STR(asked->digest, nothing);
    CHECK_STR(asked->kind, "question");
    CHECK(asked->decision == NULL && asked->facts == NULL && asked->rule == NULL);
    CHECK_STR(asked->key, "B");
    CHECK(session_answer(b.session, turn->question->key));
    CHECK_STR(b.log.events[0].event.chosen, "B");
    CHECK_INT(session_doubt(b.session).misconception, SIZE_MAX);
    bench_close(&b);
}

/* What was left open comes back in its place, its options in the same order, whatever the seed. */
static void test_an_open_question_comes_back(void)
{
    struct bench b = {0};
    size_t shuffled = 0;
    REQUIRE(bench_numbered(&b, 15));
    bench_start(&b, 1);
    REQUIRE(b.session != NULL);
    for (uint64_t n = 0; n < 30; n++) {
        const struct turn *turn = bench_next(&b);
        REQUIRE(turn != NULL);
        char id[20], first[20];
        (void)snprintf(id, sizeof id, "%s", turn->question->id);
        (void)snprintf(first, sizeof first, "%s", turn->question->options[0].text);
        const uint32_t key = turn->question->key;
        const size_t position = turn->position, asked = b.log.asked_count;
        shuffled += key != 2;
        bench_again(&b, n + 100);
        turn = bench_next(&b);
        REQUIRE(turn != NULL);
        CHECK(turn->resumed);
        CHECK_STR(turn->question->id, id);
        CHECK_STR(turn->question->options[0].text, first);
        CHECK_INT(turn->question->key, key);
        CHECK_INT(turn->position, position);
        CHECK_INT(b.log.asked_count, asked);
        CHECK(session_answer(b.session, key));
    }
    CHECK(shuffled > 10 && shuffled < 30);
    bench_close(&b);
}

/* A question is known by its id: mended, it keeps its history; with other options it is put anew. */
static void test_a_mended_bank(void)
{
    struct bench b = {0};
    REQUIRE(bench_read(
        &b, "{\"id\":\"a\",\"stem\":\"A?\",\"options\":[\"x\",\"y\",\"z\"],\"answer\":\"A\"},"
            "{\"id\":\"b\",\"stem\":\"B?\",\"options\":[\"x\",\"y\",\"z\"],\"answer\":\"A\"}"));
    bench_start(&b, 1);
    REQUIRE(b.session != NULL);
    CHECK(session_answer(b.session, bench_next(&b)->question->key));
    CHECK_STR(bench_next(&b)->question->id, "b"); /* and is left open */
    session_free(b.session);
    REQUIRE(bench_read(
        &b, "{\"id\":\"b\",\"stem\":\"B!\",\"options\":[\"x\",\"y\"],\"answer\":\"A\"},"
            "{\"id\":\"a\",\"stem\":\"A!\",\"options\":[\"X\",\"y\",\"z\"],\"answer\":\"A\"},"
            "{\"id\":\"c\",\"stem\":\"C?\",\"options\":[\"x\",\"y\",\"z\"],\"answer\":\"A\"}"));
    bench_start(&b, 1);
    REQUIRE(b.session != NULL);
    CHECK_INT(session_progress(b.session).seen, 1);
    CHECK_INT(session_totals(b.session).answered, 1);
    const struct turn *turn = bench_next(&b);
    CHECK_STR(turn->question->id, "c"); /* never asked; b was, and cannot come as it was */
    CHECK(!turn->resumed);
    session_free(b.session);
    REQUIRE(bench_read(
        &b, "{\"id\":\"d\",\"stem\":\"D?\",\"options\":[\"x\",\"y\"],\"answer\":\"A\"}"));
    bench_start(&b, 1);
    REQUIRE(b.session != NULL);
    CHECK_INT(session_progress(b.session).seen, 0);
    CHECK_INT(session_totals(b.session).right,
              1); /* what is gone from the bank was answered all the same */
    bench_close(&b);
}

/* Every call of the log fails in turn: nothing is asked or judged that was not kept. */
static void test_a_log_that_fails(void)
{
    for (size_t n = 1; n < 12; n++) {
        struct bench b = {0};
        REQUIRE(bench_numbered(&b, 4));
        bench_start(&b, 1);
        REQUIRE(b.session != NULL);
        b.log.fail_at = n;
        size_t judged = 0;
        for (size_t i = 0; i < 6 && !session_failed(b.session); i++) {
            const struct turn *turn = session_next(b.session);
            if (turn == NULL && !session_failed(b.session)) {
                session_next_round(b.session);
            } else if (turn != NULL) {
                judged += session_answer(b.session, turn->question->key);
            }
        }
        CHECK_INT(judged, b.log.event_count);
        CHECK_INT(session_failed(b.session), b.log.calls >= n);
        CHECK_INT(session_progress(b.session).seen, judged < 4 ? judged : 4);
        bench_close(&b);
    }
}

/* ---- Options --------------------------------------------------------------------------------- */

static void test_orders_that_stay(void)
{
    static const char *const stay[] = {"\"yes\",\"no\"", "\"one\",\"two\",\"all of the above\"",
                                       "\"one\",\"two\",\"Both A and B.\"",
                                       "\"one\",\"two\",\"A, B\"",
                                       "\"none of those below\",\"one\",\"two\""};
    static const char *const move[] = {"\"one\",\"two\",\"three\"", "\"A\",\"B\",\"C\"",
                                       "\"Plan A and plan B\",\"one\",\"two\"",
                                       "\"D and E\",\"one\",\"two\""};
    struct bench b = {0};
    for (size_t i = 0; i < sizeof stay / sizeof *stay + sizeof move / sizeof *move; i++) {
        const bool stays = i < sizeof stay / sizeof *stay;
        struct buffer text = {0};
        buffer_addf(&text, "{\"stem\":\"Q?\",\"options\":[%s],\"answer\":\"B\"}",
                    stays ? stay[i] : move[i - sizeof stay / sizeof *stay]);
        REQUIRE(bench_read(&b, buffer_text(&text)));
        CHECK_INT(item_keeps_order(&b.bank.items[0]), stays);
        buffer_fini(&text);
    }
    bench_close(&b);
}

/* Two to select: both or nothing.  One of several that are right: any of them. */
static void test_several_right(void)
{
    struct bench b = {0};
    REQUIRE(bench_read(&b, "{\"id\":\"two\",\"stem\":\"Q?\",\"options\":[\"x\",\"y\",\"z\",\"w\"],"
                           "\"answer\":[\"A\",\"C\"]}"));
    bench_start(&b, 5);
    REQUIRE(b.session != NULL);
    const struct question *q = bench_next(&b)->question;
    CHECK_INT(q->select, 2);
    for (uint32_t chosen = 0; chosen < 16; chosen++) {
        CHECK_INT(question_is_right(q, chosen), chosen == q->key);
    }
    struct question any = *q;
    any.select = 1;
    CHECK(question_is_right(&any, q->key & (~q->key + 1)));
    CHECK(!question_is_right(&any, q->key) && !question_is_right(&any, ~q->key & 15));
    CHECK(session_answer(b.session, q->key));
    CHECK_INT(strlen(b.log.events[0].event.chosen), 3); /* "A C" or "C A" */
    CHECK(b.log.events[0].event.correct);
    bench_again(&b, 1);
    CHECK_INT(session_totals(b.session).right, 1);
    bench_close(&b);
}

/* ---- Beliefs --------------------------------------------------------------------------------- */

static double sound(const struct session *s, size_t decision)
{
    return session_belief(s, decision)->hypotheses[0].probability;
}

/*
 * An item that asks a decision counts as the pack's own question does, also where the pack is asked;
 * other items leave beliefs alone.
 */
static void test_beliefs(void)
{
    struct bench b = {.subject = subject_of("ami-lecture")};
    REQUIRE(b.subject != NULL);
    bank_of_pack(b.subject, 0, 37, &b.bank);
    bench_start(&b, 1);
    REQUIRE(b.session != NULL);
    const size_t decisions = b.subject->pack->decision_count;
    size_t counted = 0, others = 0, moved = 0;
    for (size_t i = 0; i < b.bank.item_count; i++) {
        const struct turn *turn = bench_next(&b);
        REQUIRE(turn != NULL);
        const struct question *q = turn->question;
        double before[PACK_DECISIONS_MAX];
        for (size_t d = 0; d < decisions; d++) {
            before[d] = sound(b.session, d);
        }
        const bool decision = pack_decision(b.subject->pack, q->item->kind) != SIZE_MAX;
        CHECK_INT(q->outcomes, decision);
        counted += decision;
        others += !decision;
        CHECK_STR(b.log.asked[i].asked.question, q->item->id);
        CHECK(session_answer(b.session, q->select == 1 ? some_wrong(q) : q->key));
        for (size_t d = 0; d < decisions; d++) {
            const bool same =
                memcmp(&before[d], &(double){sound(b.session, d)}, sizeof *before) == 0;
            CHECK(same || (decision && d == q->decision));
            moved += !same;
        }
    }
    CHECK(counted > 5 && others > 20 && moved > 3);
    /* The pack's own drill, told of it, believes the same and counts every answer about the pack. */
    struct fake_log none = {0};
    struct session *pack = fake_session(&none, b.subject, 1);
    REQUIRE(pack != NULL);
    for (size_t i = 0; i < b.log.asked_count; i++) {
        const struct outcome_record record = fake_outcome(&b.log, i);
        CHECK(session_recall_elsewhere(pack, &record));
    }
    CHECK_INT(session_totals(pack).answered, session_totals(b.session).answered);
    CHECK_INT(session_totals(pack).right, session_totals(b.session).right);
    CHECK(session_next(pack) != NULL); /* which works out the beliefs */
    for (size_t d = 0; d < decisions; d++) {
        CHECK_NEAR(sound(pack, d), sound(b.session, d), 1e-12);
    }
    session_free(pack);
    fake_log_fini(&none);
    bench_close(&b);
}

static void test_an_empty_bank(void)
{
    struct bench b = {0};
    REQUIRE(bench_read(&b, ""));
    b.course = (struct session_bank){&b.bank, "bank:test", "Test"};
    const struct session_options options = {.bank = &b.course,
                                            .round = 1,
                                            .clock = fake_clock(&b.log),
                                            .log = fake_session_log(&b.log)};
    bool empty = false;
    CHECK(session_start(&options, &empty) == NULL);
    CHECK(empty);
    bench_close(&b);
}

int main(void)
{
    RUN(test_what_comes_when);
    RUN(test_no_pack);
    RUN(test_an_open_question_comes_back);
    RUN(test_a_mended_bank);
    RUN(test_a_log_that_fails);
    RUN(test_orders_that_stay);
    RUN(test_several_right);
    RUN(test_beliefs);
    RUN(test_an_empty_bank);
    return check_end();
}
