/* Banks spread over what there is to know: even, without repeats, the same from the same seed. */
#include <stdlib.h>
#include <string.h>

#include "questions/item/blueprint.h"
#include "tests/unit/check.h"
#include "tests/unit/subjects.h"

#define MOST 12000

/* What was made, kept apart from the blueprint. */
struct made {
    struct pick picks[MOST];
    char *ids[MOST], *stems[MOST];
    size_t places[6][6]; /* [options][place of the key], of questions with one right answer */
    size_t count;
};

static struct made made;

static char *copy(const char *text)
{
    char *memory = malloc(strlen(text) + 1);
    if (memory != NULL) {
        memcpy(memory, text, strlen(text) + 1);
    }
    return memory;
}

static void clear(struct made *m)
{
    for (size_t i = 0; i < m->count; i++) {
        free(m->ids[i]);
        free(m->stems[i]);
    }
    memset(m, 0, sizeof *m);
}

static void note(struct made *m, const struct pick *pick, const struct item *item, bool shuffled)
{
    m->picks[m->count] = *pick;
    m->ids[m->count] = copy(item->id);
    m->stems[m->count] = copy(item->stem);
    for (size_t i = 0; shuffled && item->select == 1 && i < item->option_count; i++) {
        m->places[item->option_count][i] += item->options[i].correct;
    }
    m->count++;
}

/* Make up to `most` questions. */
static void make(struct pool *pool, struct blueprint_options options, size_t most, struct made *m)
{
    struct blueprint *b = blueprint_new(pool, &options);
    struct arena arena = {0};
    struct pick pick;
    struct item item;
    REQUIRE(b != NULL);
    while (m->count < most && blueprint_next(b, &pick)) {
        arena_clear(&arena);
        REQUIRE(blueprint_item(b, &pick, &arena, &item));
        note(m, &pick, &item, !pool_frame(pool, pick.spot)->keep_order);
    }
    CHECK(!blueprint_failed(b));
    arena_fini(&arena);
    blueprint_free(b);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t twice(char *texts[], size_t count)
{
    char **sorted = malloc((count + 1) * sizeof *sorted);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = texts[i];
    }
    qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 1; i < count; i++) {
        found += strcmp(sorted[i - 1], sorted[i]) == 0;
    }
    free(sorted);
    return found;
}

static struct pool *pool_of(struct subject *s)
{
    const struct pool_wishes wishes = pool_all(s);
    return pool_new(s, &wishes);
}

/* Until the pack has no more: no id and no stem twice, keys in all places alike. */
static void test_no_repeats(void)
{
    for (size_t n = 0; n < SUBJECTS; n++) {
        struct subject *s = subject_of(subject_ids[n]);
        struct pool *pool = pool_of(s);
        make(pool, (struct blueprint_options){.seed = 11 + n}, MOST, &made);
        CHECK(made.count > 6000 && made.count < MOST);
        CHECK_INT(twice(made.ids, made.count), 0);
        CHECK_INT(twice(made.stems, made.count), 0);
        for (size_t options = 2; options < 6; options++) {
            size_t least = SIZE_MAX, most = 0;
            for (size_t i = 0; i < options; i++) {
                least = made.places[options][i] < least ? made.places[options][i] : least;
                most = made.places[options][i] > most ? made.places[options][i] : most;
            }
            CHECK(most - least <= 1);
        }
        clear(&made);
        pool_free(pool);
        subject_free(s);
    }
}

/* Repeats are told by their number, and are made of every pack without end. */
static void test_repeats(void)
{
    struct subject *s = subject_of_text(
        "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"bare\",\"title\":\"t\",\"facts\":["
        "{\"id\":\"a\",\"label\":\"a\",\"yes\":[\"it is a\"],\"no\":[\"it is not a\"]}],"
        "\"decisions\":[{\"id\":\"d\",\"ask\":\"What?\",\"hit\":\"first\",\"outcomes\":["
        "{\"id\":\"x\",\"label\":\"X\"},{\"id\":\"y\",\"label\":\"Y\"}],\"rules\":["
        "{\"id\":\"r\",\"when\":{\"a\":true},\"then\":\"x\",\"because\":\"A.\"},"
        "{\"id\":\"q\",\"when\":{},\"then\":\"y\",\"because\":\"B.\"}]}]}");
    struct pool *pool = pool_of(s);
    make(pool, (struct blueprint_options){.seed = 1}, MOST, &made);
    CHECK_INT(made.count, 2);
    clear(&made);
    make(pool, (struct blueprint_options){.seed = 1, .repeats = true}, 7, &made);
    CHECK_INT(made.count, 7);
    CHECK_INT(twice(made.ids, made.count), 0);
    size_t highest = 0;
    for (size_t i = 0; i < made.count; i++) {
        const char *dash = strrchr(made.ids[i], '-');
        char number[32];
        (void)snprintf(number, sizeof number, "-%zu", made.picks[i].repeat);
        CHECK(made.picks[i].repeat == 1 || strcmp(dash, number) == 0);
        highest = made.picks[i].repeat > highest ? made.picks[i].repeat : highest;
    }
    CHECK_INT(highest, 4);
    clear(&made);
    pool_free(pool);
    subject_free(s);
}

static size_t used(const struct pool *pool, const struct pool_target *target, size_t count)
{
    size_t uses = 0;
    for (size_t i = 0; i < count; i++) {
        const struct spot *spot = &pool->spots.items[made.picks[i].spot];
        for (size_t t = 0; t < target->count; t++) {
            uses += &pool->spots.items[target->spots[t]] == spot;
        }
    }
    return uses;
}

/* A decision alone: rows come as often as one another, and every misconception shows. */
static void test_even_rows(void)
{
    struct subject *s = subject_of("ami-lecture");
    const struct pool_wishes wishes = {1, 0, false};
    struct pool *pool = pool_new(s, &wishes);
    REQUIRE(pool != NULL && pool->class_count == 1);
    for (uint64_t seed = 0; seed < 20; seed++) {
        make(pool, (struct blueprint_options){.seed = seed}, 27, &made);
        for (size_t t = 0; t < pool->classes[0].target_count; t++) {
            const struct pool_target *target = &pool->classes[0].targets[t];
            const size_t uses = used(pool, target, 27);
            CHECK(uses >= 1);
            CHECK(target->belief != SIZE_MAX || uses <= 5);
            CHECK(target->belief != SIZE_MAX || used(pool, target, 9) == 1);
        }
        clear(&made);
    }
    pool_free(pool);
    subject_free(s);
}

/* Kinds come by their weight. */
static void test_weights(void)
{
    struct subject *s = subject_of("ami-current");
    struct pool *pool = pool_of(s);
    size_t weights = 0;
    make(pool, (struct blueprint_options){.seed = 5}, 180, &made);
    for (size_t c = 0; c < pool->class_count; c++) {
        weights += pool->classes[c].weight;
    }
    for (size_t c = 0; c < pool->class_count; c++) {
        size_t uses = 0;
        for (size_t i = 0; i < made.count; i++) {
            const struct spot *spot = &pool->spots.items[made.picks[i].spot];
            uses += spot->kind == pool->classes[c].kind &&
                    (pool->classes[c].decision == SIZE_MAX ||
                     pool->classes[c].decision == spot->decision);
        }
        const size_t due = 180 * pool->classes[c].weight / weights;
        CHECK(uses + 1 >= due && uses <= due + 1);
    }
    clear(&made);
    pool_free(pool);
    subject_free(s);
}

/* The same seed, the same questions; papers have the same targets and cases of their own. */
static void test_seeds(void)
{
    static struct made other;
    struct subject *s = subject_of("ami-lecture");
    struct pool *pool = pool_of(s), *again = pool_of(s);
    make(pool, (struct blueprint_options){.seed = 3}, 60, &made);
    make(again, (struct blueprint_options){.seed = 3}, 60, &other);
    for (size_t i = 0; i < 60; i++) {
        CHECK_STR(made.ids[i], other.ids[i]);
        CHECK_STR(made.stems[i], other.stems[i]);
    }
    clear(&other);
    make(pool, (struct blueprint_options){.seed = 3, .paper = 1}, 20, &other);
    clear(&made);
    make(pool, (struct blueprint_options){.seed = 3, .paper = 2}, 20, &made);
    size_t same = 0;
    for (size_t i = 0; i < 20; i++) {
        const struct spot *a = &pool->spots.items[made.picks[i].spot];
        const struct spot *b = &pool->spots.items[other.picks[i].spot];
        CHECK(a->kind == b->kind && (a->kind->name != NULL || a->decision == b->decision));
        same += strcmp(made.ids[i], other.ids[i]) == 0;
    }
    CHECK(same < 10);
    /* A question that two papers share reads the same on both. */
    for (size_t i = 0; i < 20; i++) {
        for (size_t k = 0; k < 20; k++) {
            CHECK(strcmp(made.ids[i], other.ids[k]) != 0 ||
                  strcmp(made.stems[i], other.stems[k]) == 0);
        }
    }
    clear(&made);
    clear(&other);
    pool_free(pool);
    pool_free(again);
    subject_free(s);
}

int main(void)
{
    RUN(test_no_repeats);
    RUN(test_repeats);
    RUN(test_even_rows);
    RUN(test_weights);
    RUN(test_seeds);
    return check_end();
}
