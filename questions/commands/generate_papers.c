/*
 * A paper for each student, and the bank of them all.  A paper hangs on the seed and its form number
 * alone, so one can be made again without the others; a question reads the same on every paper that
 * has it, so that the bank holds it once.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "questions/commands/arguments.h"
#include "questions/commands/bank_out.h"
#include "questions/commands/generate.h"
#include "questions/commands/roster.h"
#include "questions/text/buffer.h"
#include "questions/text/path.h"
#include "questions/text/rng.h"

#define FORM_DIGITS 3 /* at least: 001 */

/* A question that the bank has, and where. */
struct known {
    struct pick pick;
    size_t item;
    struct known *next; /* of the same spot; in the bank's memory */
};

/* One question of a paper, as it will be printed. */
struct printed {
    struct pick pick;
    size_t item;                           /* in the bank */
    unsigned char order[ITEM_OPTIONS_MAX]; /* option of the bank's item at each place */
};

/* Everything that papers are made of. */
struct papers {
    struct generate *g;
    struct students students;
    int digits;              /* of form numbers */
    bool same;               /* all have the same questions */
    size_t only;             /* this paper alone, from 1; 0: all */
    bool key_sheets;         /* with each one a sheet with its key */
    struct bank bank;        /* what all of them hold together */
    struct known **known;    /* owned; for each spot the questions of the bank that ask it */
    struct printed *printed; /* owned; the questions of the paper at hand */
    size_t capacity;         /* of it */
    struct arena scratch;
};

/* ---- The bank -------------------------------------------------------------------------------- */

/* Where an option of the frame stands in the bank's item. */
static size_t place_of(const unsigned char common[], size_t count, unsigned char option)
{
    size_t place = 0;
    while (place < count && common[place] != option) {
        place++;
    }
    return place;
}

static size_t find_known(const struct papers *p, const struct pick *pick)
{
    const struct known *k = p->known[pick->spot];
    while (k != NULL && (k->pick.telling != pick->telling || k->pick.repeat != pick->repeat)) {
        k = k->next;
    }
    return k != NULL ? k->item : SIZE_MAX;
}

static bool add_item(struct papers *p, const struct pick *pick, const struct item *item)
{
    struct item *added = bank_add(&p->bank);
    struct known *known = arena_alloc(&p->bank.arena, 1, sizeof *known);
    if (added == NULL || known == NULL) {
        return false;
    }
    *added = *item;
    *known = (struct known){*pick, p->bank.item_count - 1, p->known[pick->spot]};
    p->known[pick->spot] = known;
    return p->g->coverage == NULL || coverage_note(p->g->coverage, pick->spot, added);
}

/* Put a question into the bank, unless it is there already. */
static bool add_question(struct papers *p, struct blueprint *blueprint, struct printed *printed)
{
    unsigned char common[ITEM_OPTIONS_MAX], own[ITEM_OPTIONS_MAX];
    struct item item;
    printed->item = find_known(p, &printed->pick);
    struct arena *arena = printed->item == SIZE_MAX ? &p->bank.arena : &p->scratch;
    arena_clear(&p->scratch);
    if (!blueprint_common_item(blueprint, &printed->pick, arena, &item, common)) {
        return false;
    }
    blueprint_order(blueprint, &printed->pick, own);
    for (size_t i = 0; i < item.option_count; i++) {
        printed->order[i] = (unsigned char)place_of(common, item.option_count, own[i]);
    }
    if (printed->item == SIZE_MAX) {
        printed->item = p->bank.item_count;
        return add_item(p, &printed->pick, &item);
    }
    return true;
}

/* ---- The questions of one paper -------------------------------------------------------------- */

static struct blueprint *blueprint_of(struct papers *p, size_t paper)
{
    const struct blueprint_options options = {
        .seed = p->g->head.seed, .paper = p->same ? 1 : paper, .repeats = p->g->repeats};
    return blueprint_new(p->g->pool, &options);
}

static void shuffle_questions(const struct papers *p, size_t paper, struct printed printed[],
                              size_t count)
{
    struct rng rng;
    rng_seed(&rng, p->g->head.seed);
    rng = rng_fork(&rng, paper);
    rng = rng_fork(&rng, 1);
    for (size_t i = count; i > 1; i--) {
        const size_t other = rng_below(&rng, i);
        const struct printed moving = printed[i - 1];
        printed[i - 1] = printed[other];
        printed[other] = moving;
    }
}

/* Papers with the same questions have their options in orders of their own, too. */
static void shuffle_options(const struct papers *p, size_t paper, struct printed printed[],
                            size_t count)
{
    struct rng rng;
    rng_seed(&rng, p->g->head.seed);
    rng = rng_fork(&rng, paper);
    rng = rng_fork(&rng, 2);
    for (size_t i = 0; i < count; i++) {
        const size_t options = p->bank.items[printed[i].item].option_count;
        size_t places[ITEM_OPTIONS_MAX];
        for (size_t o = 0; o < options; o++) {
            places[o] = o;
        }
        if (!pool_frame(p->g->pool, printed[i].pick.spot)->keep_order) {
            rng_shuffle(&rng, places, options);
        }
        for (size_t o = 0; o < options; o++) {
            printed[i].order[o] = (unsigned char)places[o];
        }
    }
}

/* Room for one question more: --count may be far more than there is to ask. */
static bool make_room(struct papers *p, size_t count)
{
    if (count == p->capacity) {
        const size_t capacity = p->capacity == 0 ? 64 : 2 * p->capacity;
        struct printed *printed = realloc(p->printed, capacity * sizeof *printed);
        if (printed == NULL) {
            return false;
        }
        p->printed = printed;
        p->capacity = capacity;
    }
    return true;
}

/* Choose the questions of a paper; `count` receives how many there were. */
static enum status choose(struct papers *p, size_t paper, size_t *count)
{
    struct blueprint *blueprint = blueprint_of(p, paper);
    bool good = blueprint != NULL;
    for (*count = 0; good && *count < p->g->count; ++*count) {
        good = make_room(p, *count);
        if (good && !blueprint_next(blueprint, &p->printed[*count].pick)) {
            break;
        }
        good = good && add_question(p, blueprint, &p->printed[*count]);
    }
    good = good && !blueprint_failed(blueprint);
    blueprint_free(blueprint);
    if (!good) {
        return command_no_memory(p->g->context);
    }
    p->g->spent = p->g->spent || *count < p->g->count;
    if (p->same) {
        shuffle_options(p, paper, p->printed, *count);
    }
    shuffle_questions(p, paper, p->printed, *count);
    return STATUS_DONE;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static enum status write_paper(struct papers *p, const struct paper *paper, const char *path,
                               bool key)
{
    const struct generate *g = p->g;
    const struct write_options options = {
        .no_key = !key, .csv_raw = g->csv_raw, .category = g->category, .paper = paper};
    struct bank_head head = g->head;
    struct bank_out file;
    head.item_count = paper->question_count;
    enum status status = bank_out_begin(&file, g->context, path, g->format, &head, &options);
    if (status != STATUS_DONE) {
        return status;
    }
    bool good = true;
    for (size_t i = 0; good && status == STATUS_DONE && i < paper->question_count; i++) {
        struct item item;
        arena_clear(&p->scratch);
        const struct paper_question *question = &paper->questions[i];
        if (item_arrange(&item, &p->bank.items[question->item], question->order, &p->scratch)) {
            good = bank_out_item(&file, &item);
        } else {
            status = command_no_memory(g->context);
        }
    }
    return bank_out_end(&file, status);
}

/* A paper handed out must not tell its key; what a platform reads needs it. */
static bool tells_key(const struct generate *g)
{
    return !g->no_key && !g->format->printed;
}

/* "DIR/paper-031.html" */
static enum status write_named(struct papers *p, const struct paper *paper, const char *what,
                               bool key)
{
    struct buffer path = {0};
    path_join(&path, p->g->out, what);
    buffer_addf(&path, "-%s%s", paper->form, p->g->format->suffix);
    const enum status status = path.failed ? command_no_memory(p->g->context)
                                           : write_paper(p, paper, buffer_text(&path), key);
    buffer_fini(&path);
    return status;
}

static enum status write_files(struct papers *p, const struct paper *paper)
{
    if (p->only != 0) {
        return write_paper(p, paper, p->g->out, tells_key(p->g));
    }
    enum status status = write_named(p, paper, "paper", tells_key(p->g));
    if (status == STATUS_DONE && p->key_sheets && p->g->format->printed) {
        status = write_named(p, paper, "key", true);
    }
    return status;
}

/* ---- One paper after the other --------------------------------------------------------------- */

/* What was chosen, in the bank's own memory. */
static bool note_paper(struct papers *p, size_t number, const struct printed printed[],
                       size_t count)
{
    struct paper *paper = bank_add_paper(&p->bank);
    char form[32];
    const int length = snprintf(form, sizeof form, "%0*zu", p->digits, number);
    if (paper == NULL) {
        return false;
    }
    paper->form = arena_copy(&p->bank.arena, form, (size_t)length);
    paper->student =
        p->students.roster != NULL ? score_roster_entry(p->students.roster, number - 1).id : NULL;
    paper->questions = arena_alloc(&p->bank.arena, count, sizeof *paper->questions);
    for (size_t i = 0; paper->questions != NULL && i < count; i++) {
        paper->questions[i].item = printed[i].item;
        memcpy(paper->questions[i].order, printed[i].order, sizeof printed[i].order);
        paper->question_count++;
    }
    return paper->form != NULL && paper->questions != NULL;
}

static enum status make_paper(struct papers *p, size_t number)
{
    size_t count;
    const enum status status = choose(p, number, &count);
    if (status != STATUS_DONE) {
        return status;
    }
    return note_paper(p, number, p->printed, count) ? STATUS_DONE
                                                    : command_no_memory(p->g->context);
}

static enum status make_all(struct papers *p)
{
    enum status status = STATUS_DONE;
    const size_t first = p->only != 0 ? p->only : 1;
    const size_t last = p->only != 0 ? p->only : p->students.count;
    for (size_t n = first; status == STATUS_DONE && n <= last; n++) {
        status = make_paper(p, n);
    }
    p->g->made = p->bank.item_count;
    return status;
}

static enum status look_for_losses(const struct papers *p)
{
    const struct generate *g = p->g;
    struct losses losses = {0};
    if (!g->check && !g->strict) {
        return STATUS_DONE;
    }
    for (size_t i = 0; g->format->check != NULL && i < p->bank.item_count; i++) {
        g->format->check(&p->bank.items[i], &losses);
    }
    const enum status status = generate_judge_losses(g, &losses);
    losses_fini(&losses);
    return status;
}

static enum status write_bank(const struct papers *p)
{
    const struct generate *g = p->g;
    const struct write_options options = {.bank = &p->bank};
    struct bank_out file;
    struct buffer path = {0};
    path_join(&path, g->out, "bank.json");
    enum status status = path.failed ? command_no_memory(g->context)
                                     : bank_out_begin(&file, g->context, buffer_text(&path),
                                                      format_find("json"), &g->head, &options);
    if (status == STATUS_DONE) {
        for (size_t i = 0; i < p->bank.item_count && bank_out_item(&file, &p->bank.items[i]); i++) {
        }
        status = bank_out_end(&file, STATUS_DONE);
    }
    buffer_fini(&path);
    return status;
}

static enum status make_folder(struct generate *g)
{
    struct stat about;
    if (mkdir(g->out, 0777) == 0 ||
        (errno == EEXIST && stat(g->out, &about) == 0 && S_ISDIR(about.st_mode))) {
        return STATUS_DONE;
    }
    return command_error(g->context, STATUS_FAILED, "the folder \"%s\" cannot be made: %s", g->out,
                         strerror(errno));
}

/* Only when all is chosen: --strict must leave nothing behind. */
static enum status write_all(struct papers *p)
{
    enum status status = p->only == 0 ? make_folder(p->g) : STATUS_DONE;
    for (size_t i = 0; status == STATUS_DONE && i < p->bank.paper_count; i++) {
        status = write_files(p, &p->bank.papers[i]);
    }
    return status == STATUS_DONE && p->only == 0 ? write_bank(p) : status;
}

/* ---- Words ----------------------------------------------------------------------------------- */

static enum status read_form(struct papers *p)
{
    const char *word = argument(p->g->context, "--form");
    uint64_t form = 0;
    if (word == NULL) {
        return STATUS_DONE;
    }
    if (!number_read(word, p->students.count, &form) || form == 0) {
        return command_usage(p->g->context, NULL,
                             "--form must be a number from 1 to %zu, not \"%s\"", p->students.count,
                             word);
    }
    p->only = (size_t)form;
    return STATUS_DONE;
}

enum status generate_papers(struct generate *g, const char *students)
{
    struct papers p = {.g = g,
                       .digits = FORM_DIGITS,
                       .same = argument(g->context, "--same-questions") != NULL,
                       .key_sheets = argument(g->context, "--key-sheets") != NULL};
    enum status status = roster_students(g->context, students, &p.students);
    status = status == STATUS_DONE ? read_form(&p) : status;
    for (size_t most = 1000; most <= p.students.count; most *= 10) {
        p.digits++;
    }
    p.known = calloc(g->pool->spots.count + 1, sizeof *p.known);
    if (status == STATUS_DONE && p.known == NULL) {
        status = command_no_memory(g->context);
    }
    status = status == STATUS_DONE ? make_all(&p) : status;
    status = status == STATUS_DONE ? look_for_losses(&p) : status;
    status = status == STATUS_DONE ? write_all(&p) : status;
    free((void *)p.known);
    free(p.printed);
    bank_fini(&p.bank);
    arena_fini(&p.scratch);
    score_roster_free(p.students.roster);
    return status;
}
