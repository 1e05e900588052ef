/* Stories from the pieces of a telling, or plainly from the wordings of the facts. */
#include "questions/item/scenario.h"

#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/rng.h"

static const struct telling_choice *choice_of(const struct telling_part *part, uint32_t whole)
{
    for (size_t i = 0; i < part->choice_count; i++) {
        if (partial_matches(part->choices[i].when, whole)) {
            return &part->choices[i];
        }
    }
    return NULL;
}

struct partial scenario_told(const struct pack *pack, size_t telling, uint32_t whole)
{
    const struct telling *t = &pack->tellings[telling];
    struct partial told = {0, 0};
    for (size_t i = 0; i < t->part_count; i++) {
        const struct telling_choice *choice = choice_of(&t->parts[i], whole);
        if (choice != NULL) {
            told.known |= choice->when.known;
            told.value |= choice->when.value;
        }
    }
    return told;
}

/* Does everything that hangs on a case come out alike for two cases? */
static bool alike(const struct subject *s, size_t decision, uint32_t a, uint32_t b)
{
    if (table_outcome(s->truth[decision], a) != table_outcome(s->truth[decision], b) ||
        subject_sibling_outcome(s, decision, a) != subject_sibling_outcome(s, decision, b)) {
        return false;
    }
    for (size_t m = 0; m < s->pack->misconception_count; m++) {
        if (s->pack->misconceptions[m].decision == decision &&
            table_outcome(s->beliefs[m], a) != table_outcome(s->beliefs[m], b)) {
            return false;
        }
    }
    return true;
}

bool scenario_usable(const struct subject *subject, size_t decision, uint32_t whole, size_t telling)
{
    const struct telling *t = &subject->pack->tellings[telling];
    if ((t->decisions >> decision & 1) == 0 || !partial_matches(t->when, whole)) {
        return false;
    }
    struct case_walk walk =
        case_walk_begin(&subject->pack->possible, scenario_told(subject->pack, telling, whole));
    for (uint32_t other; case_walk_next(&walk, &other);) {
        if (!alike(subject, decision, whole, other)) {
            return false;
        }
    }
    return true;
}

size_t scenario_tellings(const struct subject *subject, size_t decision, uint32_t whole,
                         size_t usable[])
{
    size_t count = 0;
    for (size_t i = 0; i < subject->pack->telling_count; i++) {
        if (scenario_usable(subject, decision, whole, i)) {
            usable[count++] = i;
        }
    }
    if (count == 0) {
        usable[count++] = SCENARIO_PLAIN;
    }
    return count;
}

void scenario_sentence(struct buffer *out, const char *clause)
{
    const char first = clause[0];
    buffer_add_char(out, first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first);
    buffer_add_text(out, first != '\0' ? clause + 1 : "");
    const size_t length = strlen(clause);
    if (length > 0 && strchr(".!?", clause[length - 1]) == NULL) {
        buffer_add_char(out, '.');
    }
}

/*
 * The name chosen from a pool is the same throughout one story: it hangs on the pool and the seed.
 * NULL: there is no such pool.
 */
static const char *name_from(const struct name_pool *pools, size_t count, const char *id,
                             size_t length, uint64_t seed)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(pools[i].id) == length && memcmp(pools[i].id, id, length) == 0) {
            struct rng names;
            rng_seed(&names, seed);
            names = rng_fork(&names, i);
            return pools[i].names.items[rng_below(&names, pools[i].names.count)];
        }
    }
    return NULL;
}

/* The first {name} of a text that is one: what to say for it; NULL: there is none. */
static const char *next_name(const struct name_pool *pools, size_t count, const char *text,
                             uint64_t seed, const char **open, const char **close)
{
    const char *name = NULL;
    for (*open = strchr(text, '{'); *open != NULL && name == NULL;) {
        const size_t length = strcspn(*open + 1, "{}");
        *close = *open + 1 + length;
        if (**close == '}') {
            name = name_from(pools, count, *open + 1, length, seed);
        }
        *open = name == NULL ? strchr(*open + 1, '{') : *open;
    }
    return name;
}

/* Add a text with the {names} filled in that these pools have. */
static void fill_from(struct buffer *out, const struct name_pool *pools, size_t count,
                      const char *text, uint64_t seed)
{
    const char *open, *close;
    for (const char *name; (name = next_name(pools, count, text, seed, &open, &close)) != NULL;) {
        buffer_add(out, text, (size_t)(open - text));
        buffer_add_text(out, name);
        text = close + 1;
    }
    buffer_add_text(out, text);
}

/* Add a text with its {names} filled in: first those that the telling calls in its own way. */
static void add_filled(struct buffer *out, const struct pack *pack, const struct telling *telling,
                       const char *text, uint64_t seed)
{
    struct buffer called = {0};
    if (telling == NULL || telling->name_count == 0) {
        fill_from(out, pack->pools, pack->pool_count, text, seed);
        return;
    }
    fill_from(&called, telling->names, telling->name_count, text, seed);
    fill_from(out, pack->pools, pack->pool_count, buffer_text(&called), seed);
    out->failed = out->failed || called.failed;
    buffer_fini(&called);
}

void scenario_fill(const struct pack *pack, size_t telling, uint64_t seed, const char *text,
                   struct buffer *out)
{
    add_filled(out, pack, telling < pack->telling_count ? &pack->tellings[telling] : NULL, text,
               seed);
}

static const char *pick(const struct texts *texts, struct rng *words)
{
    return texts->items[rng_below(words, texts->count)];
}

static void tell_parts(const struct pack *pack, const struct telling *t, uint32_t whole,
                       uint64_t seed, struct rng *words, struct buffer *story)
{
    for (size_t i = 0; i < t->part_count; i++) {
        const struct telling_choice *choice = choice_of(&t->parts[i], whole);
        const char *text = choice != NULL ? pick(&choice->text, words) : "";
        if (text[0] != '\0') {
            buffer_add_text(story, story->length > 0 ? " " : "");
            add_filled(story, pack, t, text, seed);
        }
    }
}

/* One sentence for each fact that does not follow from those told before it. */
static void tell_plainly(const struct pack *pack, uint32_t whole, struct rng *words,
                         struct buffer *story)
{
    struct partial told = {0, 0};
    for (size_t fact = 0; fact < pack->fact_count; fact++) {
        struct partial certain = told;
        (void)partial_close(&pack->possible, told, &certain);
        if ((certain.known & fact_bit(fact)) != 0) {
            continue;
        }
        const bool value = (whole & fact_bit(fact)) != 0;
        buffer_add_text(story, story->length > 0 ? " " : "");
        scenario_sentence(story,
                          pick(value ? &pack->facts[fact].yes : &pack->facts[fact].no, words));
        told = partial_with(told, fact, value);
    }
}

void scenario_tell(const struct subject *subject, size_t decision, uint32_t whole, size_t telling,
                   uint64_t seed, struct buffer *story, struct buffer *ask)
{
    const struct pack *pack = subject->pack;
    struct rng words;
    rng_seed(&words, seed);
    if (telling == SCENARIO_PLAIN) {
        tell_plainly(pack, whole, &words, story);
        buffer_add_text(ask, pack->decisions[decision].ask);
        return;
    }
    const struct telling *t = &pack->tellings[telling];
    tell_parts(pack, t, whole, seed, &words, story);
    if (t->ask[decision].count > 0) {
        add_filled(ask, pack, t, pick(&t->ask[decision], &words), seed);
    } else {
        buffer_add_text(ask, pack->decisions[decision].ask);
    }
}
