/* See the header. */
#include "tests/unit/items_bank.h"

#include <stdlib.h>

#include "questions/bank/format.h"
#include "questions/item/frame.h"
#include "questions/item/pool.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"

static const char *const hostile[] = {
    "a \"quote\", a \\ backslash, {braces} and [brackets]",
    "policy is {\"Statement\":[{\"Effect\":\"Allow\"}]}? %50% -> ]]> ]]]]><![CDATA[",
    "\ttab, line\nfeed\r\nand CR, bell \x07, escape \x1b[31m, DEL \x7f, C1 \xc2\x9b",
    "right to left \xe2\x80\xae mark, \xd7\xa9\xd7\x9c, emoji \xf0\x9f\x98\x80",
    "line \xe2\x80\xa8 separator, byte order mark \xef\xbb\xbf",
    "=1+1",
    "  outer space  ",
    "<script>alert(1)</script> &amp; &lt;b&gt; $x$ `code` # head",
    "\xf4\x8f\xbf\xbf \xef\xbf\xbd \xc2\xa0",
    "null",
    "-",
};
#define HOSTILE (sizeof hostile / sizeof *hostile)

static const char *text(size_t *turn)
{
    return hostile[(*turn)++ % HOSTILE];
}

static struct texts some_texts(struct arena *arena, size_t count, size_t *turn)
{
    struct texts texts = {0};
    for (size_t i = 0; i < count; i++) {
        (void)item_add_text(&texts, arena, text(turn));
    }
    return texts;
}

/* An id that is hostile and differs from all others. */
static const char *hostile_id(struct arena *arena, size_t number, size_t *turn)
{
    struct buffer id = {0};
    buffer_addf(&id, "%zu %s", number, text(turn));
    const char *copy = arena_copy(arena, buffer_text(&id), id.length);
    buffer_fini(&id);
    return copy;
}

/* A very long text: what is copied in blocks must not end at one. */
static const char *long_text(struct arena *arena)
{
    struct buffer all = {0};
    for (size_t i = 0; i < 5000; i++) {
        buffer_add_text(&all, hostile[i % HOSTILE]);
    }
    const char *copy = arena_copy(arena, buffer_text(&all), all.length);
    buffer_fini(&all);
    return copy;
}

static void hostile_options(struct bank *bank, struct item *item, size_t number, size_t *turn)
{
    struct arena *arena = &bank->arena;
    (void)item_options(item, arena, 1 + number % ITEM_OPTIONS_MAX);
    for (size_t i = 0; i < item->option_count; i++) {
        struct item_option *o = &item->options[i];
        o->text = text(turn);
        o->correct = i == 0 || (i + number) % 3 == 0;
        if (number % 2 == 0) {
            o->id = hostile_id(arena, i, turn);
            o->outcome = text(turn);
            o->means = text(turn);
            o->misconceptions = some_texts(arena, i % 3, turn);
            o->feedback = text(turn);
        }
    }
    item->select = item_right_count(item);
}

static void hostile_item(struct bank *bank, size_t number, size_t *turn)
{
    struct item *item = bank_add(bank);
    struct arena *arena = &bank->arena;
    item->id = hostile_id(arena, number, turn);
    item->stem = number == 3 ? long_text(arena) : text(turn);
    hostile_options(bank, item, number, turn);
    if (number % 2 == 0) {
        static struct item_fact facts[] = {{"a \"fact\"", true}, {"", false}, {"\x1b", true}};
        item->kind = text(turn);
        item->decision = text(turn);
        item->goal = text(turn);
        item->facts = facts;
        item->fact_count = 1 + number % 3;
        item->explanation = text(turn);
        item->rule = text(turn);
        item->source = some_texts(arena, number % 4, turn);
        item->points = 0.25 * (double)number;
        item->difficulty = 0.01 * (double)number;
        item->tags = some_texts(arena, number % 5, turn);
    }
}

static void hostile_paper(struct bank *bank, size_t number, size_t *turn)
{
    struct paper *paper = bank_add_paper(bank);
    paper->form = hostile_id(&bank->arena, number, turn);
    paper->student = number % 2 == 0 ? text(turn) : NULL;
    paper->question_count = number % bank->item_count;
    paper->questions = arena_alloc(&bank->arena, bank->item_count, sizeof *paper->questions);
    for (size_t i = 0; i < paper->question_count; i++) {
        struct paper_question *question = &paper->questions[i];
        question->item = (i * 7 + number) % bank->item_count;
        const size_t options = bank->items[question->item].option_count;
        for (size_t k = 0; k < options; k++) {
            question->order[k] = (unsigned char)((k + number) % options);
        }
    }
}

void fill_hostile_bank(struct bank *bank)
{
    size_t turn = 0;
    bank->head = (struct bank_head){
        .title = hostile[0],
        .pack_id = hostile[1],
        .pack_sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .generator = hostile[2],
        .seeded = true,
        .seed = UINT64_MAX};
    for (size_t i = 0; i < 53; i++) { /* 53 is no multiple of 7: papers name no question twice */
        hostile_item(bank, i, &turn);
    }
    for (size_t i = 0; i < 20; i++) {
        hostile_paper(bank, i, &turn);
    }
}

/* A copy that lives in the bank: the frame goes. */
static void copy_item(struct bank *bank, const struct frame *frame)
{
    struct frame_wording wording = {.telling = 0, .seed = 1, .repeat = 1};
    for (size_t i = 0; i < ITEM_OPTIONS_MAX; i++) {
        wording.order[i] = (unsigned char)i;
    }
    struct item *item = bank_add(bank);
    CHECK(item != NULL && frame_item(frame, &wording, &bank->arena, item));
}

void bank_of_pack(const struct subject *subject, size_t from, size_t step, struct bank *bank)
{
    static char digest[SHA256_HEX_SIZE];
    const struct pool_wishes wishes = pool_all(subject);
    struct pool *pool = pool_new(subject, &wishes);
    REQUIRE(pool != NULL);
    struct bank made = {0};
    subject_digest(subject, digest);
    made.head = (struct bank_head){.title = subject->pack->title,
                                   .pack_id = subject->pack->id,
                                   .pack_sha256 = digest,
                                   .generator = "test",
                                   .seeded = true,
                                   .seed = 1};
    for (size_t i = from; i < pool->spots.count; i += step) {
        const struct frame *frame = pool_frame(pool, i);
        REQUIRE(frame != NULL);
        copy_item(&made, frame);
    }
    /* Written and read, so that nothing in it borrows from the frames. */
    struct buffer text = {0};
    struct diags diags = {0};
    write_whole_bank(&made, format_find("ndjson"), false, &text);
    struct source_text *source = arena_alloc(&bank->arena, 1, sizeof *source);
    REQUIRE(source != NULL);
    *source = (struct source_text){
        "made", arena_copy(&bank->arena, buffer_text(&text), text.length), text.length, 1};
    CHECK(format_find("ndjson")->read(source, bank, &diags));
    print_diags(&diags);
    check_same_bank(bank, &made);
    diags_fini(&diags);
    buffer_fini(&text);
    bank_fini(&made);
    pool_free(pool);
}

void write_whole_bank(const struct bank *bank, const struct format *format, bool no_key,
                      struct buffer *out)
{
    const struct write_options options = {.no_key = no_key, .bank = bank};
    struct writing w = {.out = out, .head = &bank->head, .options = &options};
    CHECK(format->begin(&w));
    for (size_t i = 0; i < bank->item_count; i++) {
        w.number = i + 1;
        CHECK(format->item(&w, &bank->items[i]));
    }
    CHECK(format->end(&w));
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_paper(const struct bank *bank, const struct paper *a, const struct paper *b)
{
    bool same = same_text(a->form, b->form) && same_text(a->student, b->student) &&
                a->question_count == b->question_count;
    for (size_t i = 0; same && i < a->question_count; i++) {
        const size_t item = a->questions[i].item;
        same = item == b->questions[i].item && memcmp(a->questions[i].order, b->questions[i].order,
                                                      bank->items[item].option_count) == 0;
    }
    return same;
}

void check_same_bank(const struct bank *got, const struct bank *want)
{
    CHECK_STR(got->head.title, want->head.title);
    CHECK_STR(got->head.pack_id, want->head.pack_id);
    CHECK_STR(got->head.pack_sha256, want->head.pack_sha256);
    CHECK_STR(got->head.generator, want->head.generator);
    CHECK(got->head.seeded == want->head.seeded);
    CHECK(got->head.seed == want->head.seed);
    REQUIRE(got->item_count == want->item_count);
    for (size_t i = 0; i < got->item_count; i++) {
        if (!item_equal(&got->items[i], &want->items[i])) {
            printf("# item %zu (%s) differs\n", i, got->items[i].id);
            check_state.bad = true;
        }
    }
    REQUIRE(got->paper_count == want->paper_count);
    for (size_t i = 0; i < got->paper_count; i++) {
        CHECK(same_paper(got, &got->papers[i], &want->papers[i]));
    }
}
