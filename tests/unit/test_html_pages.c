/* Whole pages.  With a directory as its argument the program writes all sample pages there, in the
 * locale of its environment, each beside the texts that a reader must find in it (in the order of the
 * page, a NUL after each), for tests/shell/html-inert.sh and tests/foreign/html-browser.sh. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/items_html.h"
#include "tests/unit/subjects.h"

/* ---- What a page must say ------------------------------------------------------------------ */

static void expect(struct buffer *texts, const char *text)
{
    if (text != NULL) {
        buffer_add(texts, text, strlen(text) + 1);
    }
}

static void expect_source(struct buffer *texts, const struct bank_head *head, const char *id)
{
    for (size_t i = 0; i < head->source_count; i++) {
        const struct source *s = &head->sources[i];
        if (strcmp(s->id, id) == 0) {
            buffer_add_text(texts, s->title);
            if (s->from != NULL && s->until != NULL) {
                buffer_addf(texts, ", %s to %s", s->from, s->until);
            } else if (s->from != NULL) {
                buffer_addf(texts, ", since %s", s->from);
            }
            buffer_add_char(texts, '\0');
            return;
        }
    }
    expect(texts, id);
}

/* Explanation, reasons, sources, id: the explanation only where no right option says the same. */
static void expect_reasons(struct buffer *texts, const struct bank *bank, const struct item *item,
                           bool options)
{
    bool twice = false;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct item_option *o = &item->options[i];
        twice = twice || (o->correct && o->feedback != NULL && item->explanation != NULL &&
                          strcmp(o->feedback, item->explanation) == 0);
    }
    expect(texts, twice ? NULL : item->explanation);
    for (size_t i = 0; i < item->option_count; i++) {
        expect(texts, options ? item->options[i].text : NULL);
        const char *feedback = item->options[i].feedback;
        expect(texts, feedback != NULL && feedback[0] != '\0' ? feedback : NULL);
    }
    for (size_t i = 0; i < item->source.count; i++) {
        expect_source(texts, &bank->head, item->source.items[i]);
    }
    expect(texts, item->id);
    expect(texts, item->rule);
}

static void expect_question(struct buffer *texts, const struct item *item)
{
    expect(texts, item->stem);
    for (size_t i = 0; i < item->option_count; i++) {
        expect(texts, item->options[i].text);
    }
}

static void bank_texts(const struct bank *bank, struct buffer *texts)
{
    char digest[13] = {0};
    memcpy(digest, bank->head.pack_sha256, strnlen(bank->head.pack_sha256, sizeof digest - 1));
    expect(texts, bank->head.title);
    expect(texts, bank->head.pack_id);
    expect(texts, digest);
    expect(texts, bank->head.generator);
    for (size_t i = 0; i < bank->item_count; i++) {
        expect_question(texts, &bank->items[i]);
        expect_reasons(texts, bank, &bank->items[i], false);
    }
}

static void sheet_texts(const struct bank *bank, bool key, const struct paper *paper,
                        struct buffer *texts)
{
    expect(texts, bank->head.title);
    if (paper != NULL) {
        buffer_add_text(texts, key ? "Key to form " : "Form ");
        expect(texts, paper->form);
    }
    expect(texts, bank->head.title);
    expect(texts, paper != NULL ? paper->student : NULL);
    for (size_t i = 0; i < bank->item_count; i++) {
        if (key) {
            expect_reasons(texts, bank, &bank->items[i], true);
        } else {
            expect_question(texts, &bank->items[i]);
        }
    }
    expect(texts, !key && paper != NULL ? paper->form : NULL);
}

/* ---- Writing them -------------------------------------------------------------------------- */

static bool write_file(const char *folder, const char *name, const char *ending,
                       const struct buffer *content)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
    FILE *file = fopen(path, "wb");
    bool fine = file != NULL && !content->failed;
    fine = fine && fwrite(content->bytes, 1, content->length, file) == content->length;
    fine = file != NULL && fclose(file) == 0 && fine;
    if (!fine) {
        perror(path);
    }
    return fine;
}

static bool write_page(const char *folder, const char *bank_name, const char *page,
                       const struct bank *bank, bool no_key, const struct paper *paper)
{
    struct buffer html = {0};
    struct buffer texts = {0};
    char name[100];
    (void)snprintf(name, sizeof name, "%s-%s", bank_name, page);
    if (no_key || paper != NULL) {
        sheet_texts(bank, !no_key, paper, &texts);
    } else {
        bank_texts(bank, &texts);
    }
    const bool fine = items_page(bank, no_key, paper, &html) &&
                      write_file(folder, name, ".html", &html) &&
                      write_file(folder, name, ".texts", &texts);
    buffer_fini(&html);
    buffer_fini(&texts);
    return fine;
}

static bool write_pages(const char *folder, const char *name, struct bank *bank)
{
    const bool fine = bank->paper_count == 1 &&
                      write_page(folder, name, "bank", bank, false, NULL) &&
                      write_page(folder, name, "paper", bank, true, &bank->papers[0]) &&
                      write_page(folder, name, "blank", bank, true, NULL) &&
                      write_page(folder, name, "key", bank, false, &bank->papers[0]);
    bank_fini(bank);
    return fine;
}

static int write_all(const char *folder)
{
    struct bank bank = {0};
    items_small(&bank);
    bool fine = write_pages(folder, "small", &bank);
    items_hostile(&bank);
    fine = write_pages(folder, "hostile", &bank) && fine;
    struct subject *subject = subject_of("ami-lecture");
    if (subject != NULL) {
        items_real(&bank, subject);
        fine = write_pages(folder, "real", &bank) && fine;
    }
    subject_free(subject);
    return fine && subject != NULL && !check_state.bad ? 0 : 1;
}

/* ---- By itself ----------------------------------------------------------------------------- */

/* Real questions, of both packs: all texts are there, and no page depends on what came before. */
static void test_real_pages(void)
{
    for (size_t i = 0; i < SUBJECTS; i++) {
        struct subject *subject = subject_of(subject_ids[i]);
        REQUIRE(subject != NULL);
        struct bank bank = {0};
        items_real(&bank, subject);
        struct buffer once = {0};
        struct buffer again = {0};
        CHECK_INT(bank.item_count, 12);
        for (size_t q = 0; q < bank.item_count; q++) {
            CHECK(bank.items[q].stem != NULL && item_right_count(&bank.items[q]) > 0);
        }
        CHECK(items_page(&bank, false, NULL, &once));
        CHECK(items_page(&bank, false, NULL, &again));
        CHECK_STR(buffer_text(&again), buffer_text(&once));
        CHECK(strstr(buffer_text(&once), subject_ids[i]) != NULL);
        CHECK(strstr(buffer_text(&once), "<h2>Question 12 ") != NULL);
        CHECK(strstr(buffer_text(&once), "<a href=\"https://") != NULL);
        buffer_fini(&once);
        buffer_fini(&again);
        bank_fini(&bank);
        subject_free(subject);
    }
}

int main(int argc, char **argv)
{
    (void)setlocale(LC_ALL, "");
    if (argc == 2 && strcmp(argv[1], "--decimal-point") == 0) {
        puts(localeconv()->decimal_point);
        return 0;
    }
    if (argc == 2) {
        return write_all(argv[1]);
    }
    RUN(test_real_pages);
    return check_end();
}
