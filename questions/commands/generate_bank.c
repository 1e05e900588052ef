/* One bank for all: questions are made, written and forgotten one by one. */
#include <string.h>

#include "questions/commands/generate.h"
#include "questions/commands/losses_print.h"
#include "questions/commands/sink.h"

/* ---- Which questions ------------------------------------------------------------------------- */

static enum status make(struct generate *g, struct blueprint *blueprint, const struct pick *pick,
                        generate_taker *take, void *taker, struct arena *arena)
{
    struct item item;
    arena_clear(arena);
    if (!blueprint_item(blueprint, pick, arena, &item) ||
        (g->coverage != NULL && !g->trial && !coverage_note(g->coverage, pick->spot, &item))) {
        return command_no_memory(g->context);
    }
    g->made++;
    return take(taker, pick, &item) ? STATUS_DONE : STATUS_FAILED;
}

/* Ask about a spot, unless all its tellings are used up: the coverage says what is missing then. */
static enum status take_spot(struct generate *g, struct blueprint *blueprint, size_t spot,
                             generate_taker *take, void *taker, struct arena *arena)
{
    struct pick pick;
    if (!blueprint_take(blueprint, spot, &pick)) {
        return blueprint_failed(blueprint) ? command_no_memory(g->context) : STATUS_DONE;
    }
    g->covering++;
    return make(g, blueprint, &pick, take, taker, arena);
}

/* Misconceptions that show in one case only are asked as often as somebody wants. */
static enum status take_one_case(struct generate *g, struct blueprint *blueprint,
                                 generate_taker *take, void *taker, struct arena *arena)
{
    size_t spots[PACK_MISCONCEPTIONS_MAX];
    const size_t count = coverage_one_case(g->coverage, spots, PACK_MISCONCEPTIONS_MAX);
    enum status status = STATUS_DONE;
    for (size_t i = 0; i < count; i++) {
        for (uint64_t n = 1; status == STATUS_DONE && n < g->tellings; n++) {
            status = take_spot(g, blueprint, spots[i], take, taker, arena);
        }
    }
    return status;
}

static enum status take_covering(struct generate *g, struct blueprint *blueprint,
                                 generate_taker *take, void *taker, struct arena *arena)
{
    struct coverage_plan plan = {0};
    enum status status =
        coverage_choose(g->coverage, g->cover, &plan) ? STATUS_DONE : command_no_memory(g->context);
    for (size_t i = 0; status == STATUS_DONE && i < plan.count; i++) {
        status = take_spot(g, blueprint, plan.spots[i], take, taker, arena);
    }
    g->smallest = plan.smallest;
    coverage_plan_fini(&plan);
    if (status == STATUS_DONE && (g->cover & COVER_BELIEFS) != 0) {
        status = take_one_case(g, blueprint, take, taker, arena);
    }
    return status;
}

enum status generate_questions(struct generate *g, struct blueprint *blueprint,
                               generate_taker *take, void *taker)
{
    struct arena arena = {0};
    struct pick pick;
    enum status status = STATUS_DONE;
    if (g->cover != 0) {
        status = take_covering(g, blueprint, take, taker, &arena);
    }
    while (status == STATUS_DONE && g->made < g->count && !g->spent) {
        if (blueprint_next(blueprint, &pick)) {
            status = make(g, blueprint, &pick, take, taker, &arena);
        } else if (blueprint_failed(blueprint)) {
            status = command_no_memory(g->context);
        } else {
            g->spent = true;
        }
    }
    arena_fini(&arena);
    return status;
}

/* ---- What would be lost ---------------------------------------------------------------------- */

/* Where the ids of a trial run live. */
struct trial {
    struct generate *g;
    struct losses losses;
    struct arena ids;
};

static bool check_item(void *context, const struct pick *pick, const struct item *item)
{
    struct trial *trial = context;
    struct item named = *item;
    (void)pick;
    named.id = arena_copy(&trial->ids, item->id, strlen(item->id));
    if (named.id == NULL) {
        trial->losses.failed = true;
        return false;
    }
    trial->g->format->check(&named, &trial->losses);
    return !trial->losses.failed;
}

enum status generate_judge_losses(struct generate *g, const struct losses *losses)
{
    if (losses->failed) {
        return command_no_memory(g->context);
    }
    if (g->check || losses->count > 0) {
        losses_print(g->context, g->format, losses);
    }
    if (g->strict && losses->count > 0) {
        return command_error(g->context, STATUS_NO,
                             "nothing was written: %s does not carry all of this bank",
                             g->format->name);
    }
    return STATUS_DONE;
}

/* All questions are made once without being written: a file must not begin that --strict refuses. */
static enum status look_for_losses(struct generate *g, const struct blueprint_options *options)
{
    if (!g->check && !g->strict) {
        return STATUS_DONE;
    }
    struct trial trial = {.g = g};
    struct blueprint *blueprint = blueprint_new(g->pool, options);
    enum status status = blueprint != NULL ? STATUS_DONE : command_no_memory(g->context);
    if (status == STATUS_DONE && g->format->check != NULL) {
        struct generate quiet = *g;
        trial.g = &quiet;
        quiet.trial = true;
        status = generate_questions(&quiet, blueprint, check_item, &trial);
        status = trial.losses.failed ? STATUS_DONE : status;
    }
    status = status == STATUS_DONE ? generate_judge_losses(g, &trial.losses) : status;
    losses_fini(&trial.losses);
    arena_fini(&trial.ids);
    blueprint_free(blueprint);
    return status;
}

/* ---- The file -------------------------------------------------------------------------------- */

/* Where questions go as they are made. */
struct target {
    struct generate *g;
    struct sink sink;
    struct writing writing;
    bool no_memory;
};

static bool write_item(void *context, const struct pick *pick, const struct item *item)
{
    struct target *t = context;
    (void)pick;
    t->writing.number++;
    t->no_memory = !t->g->format->item(&t->writing, item);
    return !t->no_memory && sink_flush(&t->sink);
}

static enum status write_bank(struct target *t, struct blueprint *blueprint)
{
    const struct format *format = t->g->format;
    enum status status = STATUS_DONE;
    t->no_memory = format->begin != NULL && !format->begin(&t->writing);
    if (!t->no_memory) {
        status = generate_questions(t->g, blueprint, write_item, t);
    }
    if (format->end != NULL && !format->end(&t->writing)) {
        t->no_memory = true; /* it is called in any case: it frees what the format keeps */
    }
    if (t->no_memory) {
        return command_no_memory(t->g->context);
    }
    /* Of a write that failed sink_end() speaks. */
    return sink_failed(&t->sink) ? STATUS_DONE : status;
}

enum status generate_bank(struct generate *g)
{
    const struct write_options options = {
        .no_key = g->no_key, .csv_raw = g->csv_raw, .category = g->category};
    const struct blueprint_options plan = {.seed = g->head.seed, .repeats = g->repeats};
    struct target t = {.g = g};
    enum status status = look_for_losses(g, &plan);
    struct blueprint *blueprint = status == STATUS_DONE ? blueprint_new(g->pool, &plan) : NULL;
    if (blueprint == NULL) {
        return status == STATUS_DONE ? command_no_memory(g->context) : status;
    }
    status = sink_begin(&t.sink, g->context, g->out);
    if (status == STATUS_DONE) {
        t.writing = (struct writing){.out = &t.sink.pending, .head = &g->head, .options = &options};
        status = sink_end(&t.sink, write_bank(&t, blueprint));
    }
    blueprint_free(blueprint);
    return status;
}
