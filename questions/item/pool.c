/* Spots gathered, left out where somebody does not want them, and sorted; see the header. */
#include "questions/item/pool.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/question.h"

/* How often the kinds come beside one another: exams ask most for ways and for what to grant. */
#define WEIGHT_WAYS  3 /* a decision with more than two outcomes to choose from */
#define WEIGHT_GRANT 3
#define WEIGHT_SOME  2
#define WEIGHT_PLAIN 1

#define TARGET_SPOTS_MAX ((size_t)2048)

struct pool_wishes pool_all(const struct subject *subject)
{
    struct pool_wishes all = {0, 0, false};
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        if (question_kinds[k]->missing(subject) == NULL) {
            if (question_kinds[k]->name != NULL) {
                all.kinds |= (uint32_t)1 << k;
            } else {
                all.decisions = facts_mask(subject->pack->decision_count);
            }
        }
    }
    return all;
}

const struct rule *pool_rule(const struct pool *pool, size_t spot)
{
    const struct spot *s = &pool->spots.items[spot];
    if (s->decision == SIZE_MAX) {
        return NULL;
    }
    const uint16_t row = table_row(pool->subject->truth[s->decision], s->whole);
    return row < TABLE_CLASH ? &pool->subject->pack->decisions[s->decision].rules[row] : NULL;
}

/* Is an outcome among the options of a case?  Where there are few outcomes all of them are. */
static bool is_option(const struct subject *subject, const struct spot *s, size_t outcome)
{
    const struct decision *d = &subject->pack->decisions[s->decision];
    size_t outcomes[QUESTION_OPTIONS];
    if (!d->outcomes[outcome].ask || question_offered(d) <= QUESTION_OPTIONS) {
        return d->outcomes[outcome].ask;
    }
    const size_t count = question_choose(subject, s->decision, s->whole, NULL, outcomes);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        found = found || outcomes[i] == outcome;
    }
    return found;
}

size_t pool_belief_shows(const struct pool *pool, size_t spot, size_t misconception)
{
    const struct spot *s = &pool->spots.items[spot];
    const struct subject *subject = pool->subject;
    if (s->kind->name != NULL ||
        subject->pack->misconceptions[misconception].decision != s->decision) {
        return SIZE_MAX;
    }
    const uint8_t answer = table_outcome(subject->beliefs[misconception], s->whole);
    return answer != TABLE_NO_OUTCOME &&
                   answer != table_outcome(subject->truth[s->decision], s->whole) &&
                   is_option(subject, s, answer)
               ? answer
               : SIZE_MAX;
}

/* ---- Spots ----------------------------------------------------------------------------------- */

static bool is_wanted(const struct pool *pool, size_t spot)
{
    const struct spot *s = &pool->spots.items[spot];
    const struct rule *rule = pool_rule(pool, spot);
    const bool asked =
        s->decision < PACK_DECISIONS_MAX && (pool->wishes.decisions >> s->decision & 1) != 0;
    return (s->kind->name != NULL || asked) &&
           (rule == NULL || rule->certainty != CERTAINTY_INFERRED || pool->wishes.inferred);
}

static void gather(struct pool *pool)
{
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        const struct kind *kind = question_kinds[k];
        const bool wanted =
            kind->name != NULL ? (pool->wishes.kinds >> k & 1) != 0 : pool->wishes.decisions != 0;
        if (wanted && kind->missing(pool->subject) == NULL) {
            kind->spots(pool->subject, &pool->spots);
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < pool->spots.count; i++) {
        if (is_wanted(pool, i)) {
            pool->spots.items[kept++] = pool->spots.items[i];
        }
    }
    pool->spots.count = kept;
}

/* ---- Classes and targets --------------------------------------------------------------------- */

static size_t weight_of(const struct subject *subject, const struct pool_class *c)
{
    if (c->decision != SIZE_MAX) {
        return question_offered(&subject->pack->decisions[c->decision]) > 2 ? WEIGHT_WAYS
                                                                            : WEIGHT_PLAIN;
    }
    if (strcmp(c->kind->name, "grant") == 0) {
        return WEIGHT_GRANT;
    }
    const bool some =
        strcmp(c->kind->name, "statement") == 0 || strcmp(c->kind->name, "prevent") == 0;
    return some ? WEIGHT_SOME : WEIGHT_PLAIN;
}

static bool in_class(const struct spot *spot, const struct pool_class *c)
{
    return spot->kind == c->kind && (c->decision == SIZE_MAX || spot->decision == c->decision);
}

/* A spot of a class with its group, to be sorted. */
struct member {
    size_t group, spot;
};

static int compare_members(const void *a, const void *b)
{
    const struct member *left = a, *right = b;
    if (left->group != right->group) {
        return left->group < right->group ? -1 : 1;
    }
    return (left->spot > right->spot) - (left->spot < right->spot);
}

/* The spots of a class, group by group; malloc'd. */
static struct member *members_of(const struct pool *pool, const struct pool_class *c, size_t *count)
{
    struct member *members = malloc((pool->spots.count + 1) * sizeof *members);
    *count = 0;
    for (size_t i = 0; members != NULL && i < pool->spots.count; i++) {
        if (in_class(&pool->spots.items[i], c)) {
            members[(*count)++] = (struct member){pool->spots.items[i].group, i};
        }
    }
    if (*count > 0) {
        qsort(members, *count, sizeof *members, compare_members);
    }
    return members;
}

/* A target of these spots; of very many it takes some at even distances. */
static bool add_target(struct pool *pool, struct pool_class *c, struct pool_target target,
                       const struct member members[], size_t count)
{
    target.count = count < TARGET_SPOTS_MAX ? count : TARGET_SPOTS_MAX;
    target.spots = arena_alloc(&pool->arena, target.count, sizeof *target.spots);
    if (target.spots == NULL) {
        return false;
    }
    for (size_t i = 0; i < target.count; i++) {
        target.spots[i] = members[i * count / target.count].spot;
    }
    if (target.count > 0) {
        c->targets[c->target_count++] = target;
    }
    return true;
}

static bool add_groups(struct pool *pool, struct pool_class *c, const struct member members[],
                       size_t count)
{
    size_t groups = 0;
    for (size_t i = 0; i < count; i++) {
        groups += i == 0 || members[i].group != members[i - 1].group;
    }
    const size_t beliefs = c->decision != SIZE_MAX ? pool->subject->pack->misconception_count : 0;
    c->targets = arena_alloc(&pool->arena, groups + beliefs, sizeof *c->targets);
    bool added = c->targets != NULL;
    for (size_t first = 0, end; added && first < count; first = end) {
        for (end = first + 1; end < count && members[end].group == members[first].group;) {
            end++;
        }
        const struct pool_target target = {members[first].group, SIZE_MAX, NULL, 0};
        added = add_target(pool, c, target, members + first, end - first);
    }
    return added;
}

/* `shown` has room for all members. */
static bool add_beliefs(struct pool *pool, struct pool_class *c, const struct member members[],
                        size_t count, struct member shown[])
{
    bool added = true;
    for (size_t m = 0; added && m < pool->subject->pack->misconception_count; m++) {
        size_t found = 0;
        for (size_t i = 0; i < count; i++) {
            if (pool_belief_shows(pool, members[i].spot, m) != SIZE_MAX) {
                shown[found++] = members[i];
            }
        }
        added = add_target(pool, c, (struct pool_target){SIZE_MAX, m, NULL, 0}, shown, found);
    }
    return added;
}

static bool add_targets(struct pool *pool, struct pool_class *c)
{
    size_t count;
    struct member *members = members_of(pool, c, &count);
    struct member *shown = malloc((count + 1) * sizeof *shown);
    const bool added = members != NULL && shown != NULL && add_groups(pool, c, members, count) &&
                       (c->decision == SIZE_MAX || add_beliefs(pool, c, members, count, shown));
    free(members);
    free(shown);
    return added;
}

static bool add_class(struct pool *pool, const struct kind *kind, size_t decision)
{
    struct pool_class *c = &pool->classes[pool->class_count];
    *c = (struct pool_class){.kind = kind, .decision = decision};
    if (!add_targets(pool, c)) {
        return false;
    }
    c->weight = weight_of(pool->subject, c);
    pool->class_count += c->target_count > 0;
    return true;
}

static bool sort_out(struct pool *pool)
{
    pool->classes =
        arena_alloc(&pool->arena, PACK_DECISIONS_MAX + POOL_KINDS_MAX, sizeof *pool->classes);
    bool done = pool->classes != NULL;
    for (size_t k = 0; done && question_kinds[k] != NULL; k++) {
        if (question_kinds[k]->name != NULL) {
            done = add_class(pool, question_kinds[k], SIZE_MAX);
        }
        for (size_t d = 0;
             done && question_kinds[k]->name == NULL && d < pool->subject->pack->decision_count;
             d++) {
            done = add_class(pool, question_kinds[k], d);
        }
    }
    return done;
}

/* ---- A pool ---------------------------------------------------------------------------------- */

struct pool *pool_new(const struct subject *subject, const struct pool_wishes *wishes)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL) {
        return NULL;
    }
    pool->subject = subject;
    pool->wishes = *wishes;
    gather(pool);
    pool->frames = calloc(pool->spots.count + 1, sizeof *pool->frames);
    if (pool->spots.failed || pool->frames == NULL || !sort_out(pool)) {
        pool_free(pool);
        return NULL;
    }
    return pool;
}

void pool_free(struct pool *pool)
{
    if (pool == NULL) {
        return;
    }
    for (size_t i = 0; pool->frames != NULL && i < pool->spots.count; i++) {
        frame_free(pool->frames[i]);
    }
    free((void *)pool->frames);
    spots_fini(&pool->spots);
    arena_fini(&pool->arena);
    free(pool);
}

const struct frame *pool_frame(struct pool *pool, size_t spot)
{
    if (pool->frames[spot] == NULL) {
        pool->frames[spot] = frame_new(pool->subject, &pool->spots.items[spot]);
    }
    return pool->frames[spot];
}
