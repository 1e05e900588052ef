/*
 * Every allocation of making a bank fails in turn, every piece of an arena among them: the pool, frames
 * of every kind, the blueprint with its picks, items and orders, and what covers.  No crash, nothing
 * lost, and a failure that is said.
 */
#include "questions/item/blueprint.h"
#include "questions/item/coverage.h"
#include "tests/fault/arena_pieces.h"
#include "tests/fault/fail_each.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/subjects.h"

#include <stdint.h>

#define QUESTIONS_MADE 12 /* of a bank: enough that some come from each class */

/* A small pack with its sibling: its decisions, editions, steps and changes can be asked. */
static struct subject *parcel(void)
{
    struct pack *pack = pack_of_file("tests/data/parcel.json");
    struct pack *later = pack_of_file("tests/data/parcel-new.json");
    struct subject *sibling = later != NULL ? subject_new(later, NULL) : NULL;
    struct subject *subject = pack != NULL ? subject_new(pack, sibling) : NULL;
    CHECK(subject != NULL && subject->sibling != NULL);
    return subject;
}

static struct pool *pool_of_all(const struct subject *subject)
{
    const struct pool_wishes all = pool_all(subject);
    return pool_new(subject, &all);
}

/* ---- The pool -------------------------------------------------------------------------------- */

static bool make_pool(const void *context)
{
    struct pool *pool = pool_of_all(context);
    const bool fine = pool != NULL;
    pool_free(pool);
    return fine;
}

static void test_pool(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *subject = parcel();
    REQUIRE(subject != NULL);
    fail_each(make_pool, subject, false);
    subject_free(subject);
}

/* ---- Frames ---------------------------------------------------------------------------------- */

struct asked {
    const struct subject *subject;
    const struct spot *spot;
};

static bool make_frame(const void *context)
{
    const struct asked *asked = context;
    struct frame *frame = frame_new(asked->subject, asked->spot);
    struct arena arena = {0};
    struct item item;
    bool fine = frame != NULL;
    if (fine) {
        struct frame_wording wording = {.telling = 0, .seed = 1, .repeat = 2};
        for (size_t i = 0; i < frame->item.option_count; i++) {
            wording.order[i] = (unsigned char)(frame->item.option_count - 1 - i);
        }
        fine = frame_item(frame, &wording, &arena, &item);
    }
    arena_fini(&arena);
    frame_free(frame);
    return fine;
}

/* The first and the last spot of every kind, and the first of each way to ask. */
static void frames_of_kind(const struct subject *subject, const struct kind *kind)
{
    struct spots spots = {0};
    size_t variants = 0;
    kind->spots(subject, &spots);
    REQUIRE(!spots.failed && spots.count > 0);
    for (size_t i = 0; i < spots.count; i++) {
        const bool new_way = spots.items[i].variant == variants && variants < 2;
        if (i == 0 || i == spots.count - 1 || new_way) {
            const struct asked asked = {subject, &spots.items[i]};
            variants += new_way;
            fail_each(make_frame, &asked, false);
        }
    }
    spots_fini(&spots);
}

static void test_frames(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *subject = subject_of("ami-lecture");
    REQUIRE(subject != NULL);
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        frames_of_kind(subject, question_kinds[k]);
    }
    subject_free(subject);
}

/* ---- The blueprint --------------------------------------------------------------------------- */

/* Pick and make some questions; false: one of the steps said that memory ran out. */
static bool make_questions(struct blueprint *blueprint)
{
    struct arena arena = {0};
    unsigned char order[ITEM_OPTIONS_MAX];
    struct item item;
    struct pick pick;
    bool fine = true;
    for (size_t i = 0; fine && i < QUESTIONS_MADE; i++) {
        arena_clear(&arena);
        fine = blueprint_next(blueprint, &pick);
        CHECK(fine || blueprint_failed(blueprint)); /* there are more questions than that */
        CHECK(!fine || !blueprint_failed(blueprint));
        fine = fine && blueprint_item(blueprint, &pick, &arena, &item) &&
               blueprint_common_item(blueprint, &pick, &arena, &item, order);
    }
    arena_fini(&arena);
    return fine;
}

static bool make_bank(const void *context)
{
    const struct blueprint_options options = {.seed = 5};
    struct pool *pool = pool_of_all(context);
    struct blueprint *blueprint = pool != NULL ? blueprint_new(pool, &options) : NULL;
    const bool fine = blueprint != NULL && make_questions(blueprint);
    blueprint_free(blueprint);
    pool_free(pool);
    return fine;
}

static void test_blueprint(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *subject = parcel();
    REQUIRE(subject != NULL);
    fail_each(make_bank, subject, false);
    subject_free(subject);
}

/* ---- What covers ----------------------------------------------------------------------------- */

/* Ask about a spot and note it, as a bank that covers something does. */
static bool note(struct coverage *coverage, struct blueprint *blueprint, size_t spot)
{
    struct arena arena = {0};
    struct item item;
    struct pick pick;
    const bool taken = blueprint_take(blueprint, spot, &pick);
    CHECK(taken || blueprint_failed(blueprint)); /* each spot can be told once */
    const bool noted = taken && blueprint_item(blueprint, &pick, &arena, &item) &&
                       coverage_note(coverage, pick.spot, &item);
    arena_fini(&arena);
    return noted;
}

static bool choose_and_note(struct coverage *coverage, struct blueprint *blueprint)
{
    struct coverage_plan plan;
    bool fine = coverage_choose(coverage, COVER_ALL, &plan);
    CHECK(!fine || plan.count > 0);
    for (size_t i = 0; fine && i < plan.count; i++) {
        fine = note(coverage, blueprint, plan.spots[i]);
    }
    coverage_plan_fini(&plan);
    return fine;
}

static bool cover(const void *context)
{
    const struct blueprint_options options = {.seed = 5};
    struct pool *pool = pool_of_all(context);
    struct blueprint *blueprint = pool != NULL ? blueprint_new(pool, &options) : NULL;
    struct coverage *coverage = blueprint != NULL ? coverage_new(pool) : NULL;
    const bool fine = coverage != NULL && choose_and_note(coverage, blueprint);
    coverage_free(coverage);
    blueprint_free(blueprint);
    pool_free(pool);
    return fine;
}

static void test_coverage(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *subject = parcel();
    REQUIRE(subject != NULL);
    fail_each(cover, subject, false);
    subject_free(subject);
}

int main(void)
{
    RUN(test_pool);
    RUN(test_frames);
    RUN(test_blueprint);
    RUN(test_coverage);
    return check_end();
}
