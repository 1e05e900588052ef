/* Frames filled in around what a kind made, and items made of them; see the header. */
#include "questions/item/frame.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"

#define ID_DIGITS 8 /* hexadecimal digits of the digest in an id */

/* ---- The case -------------------------------------------------------------------------------- */

static bool set_facts(struct frame *f)
{
    const struct pack *pack = f->subject->pack;
    struct item *item = &f->item;
    if (f->spot.decision == SIZE_MAX) {
        return true;
    }
    item->decision = pack->decisions[f->spot.decision].id;
    item->facts = arena_alloc(&f->arena, pack->fact_count, sizeof *item->facts);
    if (item->facts == NULL) {
        return false;
    }
    item->fact_count = pack->fact_count;
    for (size_t i = 0; i < pack->fact_count; i++) {
        const bool value = (f->spot.whole & fact_bit(i)) != 0;
        item->facts[i] = (struct item_fact){pack->facts[i].id, value};
    }
    return true;
}

/* What all ids of a frame are made of: changed wording leaves it alone, another case or goal does not. */
static void add_content(const struct frame *f, struct buffer *content)
{
    buffer_addf(content, "%s %s ", f->subject->pack->id, f->item.kind);
    if (f->spot.kind->name != NULL && f->item.decision != NULL) {
        buffer_addf(content, "%s ", f->item.decision);
    }
    if (f->item.decision != NULL) {
        question_write_facts(content, f->subject->pack, f->spot.whole);
        buffer_add_char(content, ' ');
    }
    if (f->item.goal != NULL) {
        buffer_addf(content, "%s ", f->item.goal);
    }
}

/* The first digits of the SHA-256 of the content and the telling's id, as a number. */
static bool set_digests(struct frame *f)
{
    const struct pack *pack = f->subject->pack;
    struct buffer text = {0};
    add_content(f, &text);
    const size_t content = text.length;
    f->digests = arena_alloc(&f->arena, f->telling_count, sizeof *f->digests);
    for (size_t i = 0; f->digests != NULL && !text.failed && i < f->telling_count; i++) {
        char hex[SHA256_HEX_SIZE];
        text.length = content;
        buffer_add_text(
            &text, f->tellings[i] < pack->telling_count ? pack->tellings[f->tellings[i]].id : "");
        sha256_hex(buffer_text(&text), text.length, hex);
        hex[ID_DIGITS] = '\0';
        f->digests[i] = (uint32_t)strtoul(hex, NULL, 16);
    }
    const bool fine = f->digests != NULL && !text.failed;
    buffer_fini(&text);
    return fine;
}

/* ---- The key, proved ------------------------------------------------------------------------- */

static enum judgement judge(const struct frame *f, size_t option, uint32_t whole)
{
    const struct item_option *o = &f->item.options[option];
    const struct claim claim = {f->spot.decision, f->item.goal, o->outcome, o->means};
    return f->spot.kind->judge(f->subject, &claim, whole);
}

/* Would the key be the same in another case? */
static bool same_key(const struct frame *f, uint32_t whole)
{
    bool same = true;
    for (size_t i = 0; same && i < f->item.option_count; i++) {
        same = judge(f, i, whole) == (f->item.options[i].correct ? JUDGED_RIGHT : JUDGED_WRONG);
    }
    return same;
}

/* ---- Tellings -------------------------------------------------------------------------------- */

/* Does what a telling says settle the key, whatever it leaves unsaid? */
static bool settles(const struct frame *f, size_t telling)
{
    const struct pack *pack = f->subject->pack;
    struct case_walk walk =
        case_walk_begin(&pack->possible, scenario_told(pack, telling, f->spot.whole));
    for (uint32_t other; case_walk_next(&walk, &other);) {
        if (!same_key(f, other)) {
            return false;
        }
    }
    return true;
}

/* Does a telling say how the facts are that the options speak of? */
static bool tells_enough(const struct frame *f, size_t telling)
{
    return (f->spoken_of & ~frame_told(f, telling)) == 0;
}

static bool set_tellings(struct frame *f)
{
    const size_t most = f->subject->pack->telling_count + 1;
    f->tellings = arena_alloc(&f->arena, most, sizeof *f->tellings);
    if (f->tellings == NULL) {
        return false;
    }
    if (!f->story) {
        f->tellings[f->telling_count++] = FRAME_NO_STORY;
        return true;
    }
    const size_t usable =
        scenario_tellings(f->subject, f->spot.decision, f->spot.whole, f->tellings);
    for (size_t i = 0; i < usable; i++) {
        if (f->tellings[i] != SCENARIO_PLAIN && tells_enough(f, f->tellings[i]) &&
            (f->spot.kind->name == NULL || settles(f, f->tellings[i]))) {
            f->tellings[f->telling_count++] = f->tellings[i];
        }
    }
    if (f->telling_count == 0) {
        f->tellings[f->telling_count++] = SCENARIO_PLAIN;
    }
    return true;
}

/* ---- Figures and tags ------------------------------------------------------------------------ */

/*
 * How hard it is thought to be: Laplace's rule of succession, (w + 1) / (n + 2), where n beliefs of
 * the decision are known and w of them answer this case wrongly.  0.5 where nothing is known.
 */
static double difficulty(const struct frame *f)
{
    size_t wrong = 0, known = 0;
    const size_t decision = f->spot.decision;
    for (size_t m = 0; decision != SIZE_MAX && m < f->subject->pack->misconception_count; m++) {
        if (f->subject->pack->misconceptions[m].decision == decision) {
            known++;
            wrong += table_outcome(f->subject->beliefs[m], f->spot.whole) !=
                     table_outcome(f->subject->truth[decision], f->spot.whole);
        }
    }
    const double exact = (double)(wrong + 1) / (double)(known + 2);
    return (double)(int)(exact * 100 + 0.5) / 100;
}

static bool set_tags(struct frame *f)
{
    const char **tags = arena_alloc(&f->arena, 3, sizeof *tags);
    if (tags == NULL) {
        return false;
    }
    tags[0] = f->subject->pack->id;
    tags[1] = f->item.kind;
    tags[2] = f->item.rule;
    f->item.tags = (struct texts){tags, f->item.rule != NULL ? 3 : 2};
    return true;
}

/* ---- A frame --------------------------------------------------------------------------------- */

/*
 * Do two options read alike?  A pack may call two outcomes by one label; nobody could choose between
 * them, so such a case is not told at all.
 */
static bool options_alike(const struct item *item)
{
    bool alike = false;
    for (size_t i = 0; i < item->option_count; i++) {
        for (size_t other = 0; other < i; other++) {
            alike = alike || strcmp(item->options[i].text, item->options[other].text) == 0;
        }
    }
    return alike;
}

struct frame *frame_new(const struct subject *subject, const struct spot *spot)
{
    struct frame *f = calloc(1, sizeof *f);
    if (f == NULL) {
        return NULL;
    }
    f->subject = subject;
    f->spot = *spot;
    f->item.kind = kind_name(subject, spot);
    f->item.points = 1;
    if (!set_facts(f) || !spot->kind->frame(subject, f) || !set_tellings(f) || !set_digests(f) ||
        !set_tags(f)) {
        frame_free(f);
        return NULL;
    }
    f->telling_count = options_alike(&f->item) ? 0 : f->telling_count;
    f->item.select = item_right_count(&f->item);
    f->item.difficulty = difficulty(f);
    assert(f->item.select >= 1 && same_key(f, spot->whole));
    return f;
}

void frame_free(struct frame *frame)
{
    if (frame != NULL) {
        arena_fini(&frame->arena);
        free(frame);
    }
}

/* ---- Items ----------------------------------------------------------------------------------- */

void frame_stem(const struct frame *frame, size_t telling, uint64_t seed, struct buffer *stem)
{
    struct buffer ask = {0};
    if (frame->story) {
        scenario_tell(frame->subject, frame->spot.decision, frame->spot.whole,
                      frame->tellings[telling], seed, stem, &ask);
        buffer_add_text(stem, "\n\n");
    }
    if (frame->asks.count > 0) {
        struct rng rng;
        rng_seed(&rng, seed);
        rng = rng_fork(&rng, 0);
        stem->failed = stem->failed || ask.failed; /* buffer_clear() forgets it */
        buffer_clear(&ask);
        const char *text = frame->asks.items[rng_below(&rng, frame->asks.count)];
        if (frame->story) {
            scenario_fill(frame->subject->pack, frame->tellings[telling], seed, text, &ask);
        } else {
            buffer_add_text(&ask, text);
        }
    }
    buffer_add_text(stem, buffer_text(&ask));
    /* A less direct way among the options is wrong only because the most direct one is wanted. */
    if (frame->most_direct && strstr(buffer_text(&ask), "most direct") == NULL) {
        buffer_add_text(stem, " Choose the most direct way.");
    }
    if (frame->item.select == 2) {
        buffer_add_text(stem, " Choose two.");
    }
    stem->failed = stem->failed || ask.failed;
    buffer_fini(&ask);
}

static const char *make_id(const struct frame *f, const struct frame_wording *w,
                           struct arena *arena)
{
    const size_t size = strlen(f->item.kind) + ID_DIGITS + 24;
    char *id = arena_alloc(arena, size, 1);
    if (id != NULL) {
        const int length =
            snprintf(id, size, "%s-%08" PRIx32, f->item.kind, f->digests[w->telling]);
        if (w->repeat > 1) {
            (void)snprintf(id + length, size - (size_t)length, "-%zu", w->repeat);
        }
    }
    return id;
}

bool frame_item(const struct frame *frame, const struct frame_wording *wording, struct arena *arena,
                struct item *item)
{
    struct buffer stem = {0};
    if (!item_arrange(item, &frame->item, wording->order, arena)) {
        return false;
    }
    item->id = make_id(frame, wording, arena);
    frame_stem(frame, wording->telling, wording->seed, &stem);
    item->stem = stem.failed ? NULL : arena_copy(arena, buffer_text(&stem), stem.length);
    buffer_fini(&stem);
    return item->id != NULL && item->stem != NULL;
}
