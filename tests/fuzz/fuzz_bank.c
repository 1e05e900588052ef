/*
 * A bank of our own format, as one object or as lines.  What is accepted is proved by the pack, drilled,
 * goes out in every format, and comes back equal in both of ours, which say the same bytes of it again.
 */
#include <string.h>

#include "questions/bank/bank_load.h"
#include "questions/bank/bank_prove.h"
#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "questions/tutor/shell.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/subjects.h"

/* ---- What holds of every bank ------------------------------------------------------------------ */

static void check_item(const struct item *item)
{
    FUZZ_HOLDS(item->id != NULL && item->id[0] != '\0' && item->stem[0] != '\0');
    FUZZ_HOLDS(item->option_count > 0 && item->option_count <= ITEM_OPTIONS_MAX);
    FUZZ_HOLDS(item_right_count(item) == item->select && item->select > 0);
    for (size_t i = 0; i < item->option_count; i++) {
        FUZZ_HOLDS(item->options[i].text[0] != '\0' && item->options[i].id[0] != '\0');
        for (size_t k = 0; k < i; k++) {
            FUZZ_HOLDS(strcmp(item->options[i].id, item->options[k].id) != 0);
        }
    }
}

static void check_paper(const struct bank *bank, const struct paper *paper)
{
    FUZZ_HOLDS(paper->question_count <= bank->item_count);
    for (size_t i = 0; i < paper->question_count; i++) {
        const struct paper_question *place = &paper->questions[i];
        uint32_t seen = 0;
        FUZZ_HOLDS(place->item < bank->item_count);
        const size_t options = bank->items[place->item].option_count;
        for (size_t o = 0; o < options; o++) {
            FUZZ_HOLDS(place->order[o] < options);
            seen |= UINT32_C(1) << place->order[o];
        }
        FUZZ_HOLDS(seen == (UINT32_C(1) << options) - 1); /* each option once */
    }
}

static void check_bank(const struct bank *bank)
{
    for (size_t i = 0; i < bank->item_count; i++) {
        check_item(&bank->items[i]);
    }
    for (size_t i = 0; i < bank->paper_count; i++) {
        check_paper(bank, &bank->papers[i]);
    }
}

/* The pack, read once. */
static const struct subject *lecture(void)
{
    static struct subject *subject;
    if (subject == NULL) {
        subject = subject_of("ami-lecture");
        FUZZ_HOLDS(subject != NULL);
    }
    return subject;
}

/* Everything is judged once: proved, found fault with, or written by hand.  Is no key wrong? */
static bool prove(const struct subject *subject, const struct bank *bank)
{
    struct proof proof = {0};
    FUZZ_HOLDS(bank_prove(subject, bank, &proof));
    FUZZ_HOLDS(proof.count + proof.proved + proof.unproved == bank->item_count);
    for (size_t i = 0; i < proof.count; i++) {
        const struct proof_finding *f = &proof.findings[i];
        FUZZ_HOLDS(f->item < bank->item_count);
        const struct item *item = &bank->items[f->item];
        FUZZ_HOLDS(f->option == SIZE_MAX || f->option < item->option_count);
        FUZZ_HOLDS(f->right >> item->option_count == 0);
    }
    const bool right = proof.wrong == 0;
    proof_fini(&proof);
    return right;
}

/* ---- Asked ------------------------------------------------------------------------------------- */

static void run(void *context, const char *line)
{
    (void)context, (void)line;
}

/* Somebody drills it, line by line; whatever it says, a terminal can show. */
static void ask(const struct subject *subject, const struct bank *bank, uint64_t seed)
{
    static char lines[] = "A\ny\no\nt\nBC\nh\nw\nu\ns\nD\n:table\nm\nAB\nq\n";
    const struct session_bank asked = {bank, "bank:b", bank->head.title};
    struct fake_log log = {0};
    struct screen screen;
    struct screen_options options = {.width = seed % 2 == 0 ? 80 : 24};
    char *said = NULL;
    size_t length = 0;
    FILE *output = open_memstream(&said, &length);
    FILE *input = fmemopen(lines, sizeof lines - 1, "r");
    FUZZ_HOLDS(output != NULL && input != NULL);
    screen_init(&screen, output, &options);
    struct shell shell = {.session = fake_bank_session(&log, subject, &asked, seed),
                          .subject = subject,
                          .screen = &screen,
                          .screen_options = &options,
                          .version = "0",
                          .clock = fake_clock(&log),
                          .most = SIZE_MAX,
                          .run = run};
    FUZZ_HOLDS(shell.session != NULL && shell_lines(&shell, input) == SHELL_DONE);
    session_free(shell.session);
    fake_log_fini(&log);
    (void)fclose(input);
    (void)fclose(output);
    fuzz_visible(said, length);
    free(said);
}

/* ---- Written --------------------------------------------------------------------------------- */

static void write_bank(const struct format *format, const struct bank *bank, bool no_key,
                       struct buffer *out)
{
    const struct write_options options = {.no_key = no_key, .bank = bank};
    struct writing w = {.out = out, .head = &bank->head, .options = &options};
    bool good = format->begin == NULL || format->begin(&w);
    for (size_t i = 0; good && i < bank->item_count; i++) {
        struct losses losses = {0};
        if (format->check != NULL) {
            format->check(&bank->items[i], &losses);
        }
        FUZZ_HOLDS(!losses.failed);
        losses_fini(&losses);
        w.number = i + 1;
        good = format->item(&w, &bank->items[i]);
    }
    good = (format->end == NULL || format->end(&w)) && good;
    FUZZ_HOLDS(good && !out->failed);
}

static void write_all(const struct bank *bank, bool no_key)
{
    for (size_t i = 0; formats[i] != NULL; i++) {
        struct buffer out = {0};
        if (formats[i]->item != NULL) {
            write_bank(formats[i], bank, no_key, &out);
        }
        buffer_fini(&out);
    }
}

/* ---- And read again ----------------------------------------------------------------------------- */

static void compare_papers(const struct bank *a, const struct bank *b)
{
    FUZZ_HOLDS(a->paper_count == b->paper_count);
    for (size_t i = 0; i < a->paper_count; i++) {
        const struct paper *p = &a->papers[i], *q = &b->papers[i];
        FUZZ_HOLDS(strcmp(p->form, q->form) == 0 && p->question_count == q->question_count);
        FUZZ_HOLDS((p->student == NULL) == (q->student == NULL));
        for (size_t k = 0; k < p->question_count; k++) {
            FUZZ_HOLDS(p->questions[k].item == q->questions[k].item);
            FUZZ_HOLDS(memcmp(p->questions[k].order, q->questions[k].order,
                              a->items[p->questions[k].item].option_count) == 0);
        }
    }
}

static void read_again(const struct format *format, const struct bank *bank)
{
    struct buffer out = {0}, twice = {0};
    struct bank again = {0};
    struct diags diags = {0};
    write_bank(format, bank, false, &out);
    const struct source_text text = {"again", buffer_text(&out), out.length, 1};
    FUZZ_HOLDS(bank_load(&text, format, &again, &diags) && diags.count == 0);
    FUZZ_HOLDS(again.item_count == bank->item_count);
    for (size_t i = 0; i < bank->item_count; i++) {
        FUZZ_HOLDS(item_equal(&bank->items[i], &again.items[i]));
    }
    compare_papers(bank, &again);
    FUZZ_HOLDS(again.head.seeded == bank->head.seeded && again.head.seed == bank->head.seed);
    write_bank(format, &again, false, &twice);
    FUZZ_HOLDS(twice.length == out.length &&
               memcmp(buffer_text(&twice), buffer_text(&out), out.length) == 0);
    diags_fini(&diags);
    bank_fini(&again);
    buffer_fini(&out);
    buffer_fini(&twice);
}

/* The first byte says which of the two the name promised, whether (it takes its time) the bank goes out in
 * all formats, with the key or without, and whether its pack is at hand when it is drilled. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const struct source_text text = {"bank", (const char *)data + 1, size - 1, 1};
    struct bank bank = {0};
    struct diags diags = {0};
    const bool good =
        bank_load(&text, data[0] % 2 == 0 ? &format_json : &format_ndjson, &bank, &diags);
    FUZZ_HOLDS(good == (diags.errors == 0));
    if (good) {
        check_bank(&bank);
        const bool right = prove(lecture(), &bank); /* else it is only asked without its pack */
        if (bank.item_count > 0) {
            ask(right && data[0] / 8 % 2 == 0 ? lecture() : NULL, &bank, data[0] / 2);
        }
        if (data[0] / 4 % 2 == 0) {
            write_all(&bank, data[0] / 2 % 2 == 1);
        }
        read_again(&format_json, &bank);
        read_again(&format_ndjson, &bank);
    }
    fuzz_messages(&diags);
    diags_fini(&diags);
    bank_fini(&bank);
    return 0;
}
