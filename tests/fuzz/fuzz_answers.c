/*
 * Answer files of every shape.  Whatever the bytes: what was read is scored, superseded or rejected, every
 * rejected response is told, and all is the same read at once by one thread and in small blocks by three.
 */
#include <string.h>

#include "questions/score/answers.h"
#include "questions/text/buffer.h"
#include "tests/fuzz/fuzz.h"

static struct item_option options[2][4] = {
    {{.id = "A", .text = "Copy the AMI", .correct = true, .outcome = "copy"},
     {.id = "B", .text = "Launch & image <it>", .outcome = "launch"},
     {.id = "C", .text = "Copy; launch"},
     {.id = "D", .text = "Launch"}},
    {{.id = "i", .text = "one"},
     {.id = "ii", .text = "one, two", .correct = true},
     {.id = "iii", .text = "two"},
     {.id = "iv", .text = "\xc3\x84rger"}}};
static struct item items[2] = {{.id = "q1",
                                .stem = "What?",
                                .select = 1,
                                .options = options[0],
                                .option_count = 4,
                                .points = 1},
                               {.id = "q2",
                                .stem = "Who?",
                                .select = 1,
                                .options = options[1],
                                .option_count = 4,
                                .points = 2}};
static struct paper_question places[2] = {{.item = 1, .order = {1, 0, 3, 2}},
                                          {.item = 0, .order = {3, 2, 1, 0}}};
static struct paper papers[2] = {{"F1", "s1", places, 2}, {"F2", NULL, places, 1}};

static const char *const headers[] = {
    "",
    "student,question,answer\n",
    "student;q1;q2\n",
    "answer\tquestion\tstudent\twhen\tform\n",
    "Last name,ID number,Email address,State,Question 1,Response 1,Response 2\n",
    "name,id,\"7: Who?\",1.0,\"8: What?\",1.0,n correct,n incorrect,score\n",
    "student,Q1,Q2,form\n",
    "{\"student\":\"s1\",\"question\":\"q1\",\"answer\":\"A\"}\n",
};
#define HEADERS (sizeof headers / sizeof *headers)

/* What a reading came to, as one text. */
struct outcome_of_reading {
    struct buffer words;
    uint64_t rejected;
};

static bool hear(void *context, const struct reject *r)
{
    struct outcome_of_reading *o = context;
    FUZZ_HOLDS(r->responses > 0 && r->reason[0] != '\0' && r->line > 0 && r->text_length <= 1024);
    o->rejected += r->responses;
    buffer_addf(&o->words, "%llu %s|", (unsigned long long)r->line, r->reason);
    buffer_add(&o->words, r->text, r->text_length);
    return true;
}

static void add_sheet(struct buffer *out, const struct sheet *sheet)
{
    for (size_t s = 0; s < sheet_students(sheet); s++) {
        buffer_addf(out, "\n%s", sheet_student(sheet, s).id);
        for (size_t q = 0; q < sheet_key(sheet)->question_count; q++) {
            const struct response r =
                code_book_response(sheet_book(sheet, q), sheet_answer(sheet, s, q));
            buffer_addf(out, " %d:%x:%zu:%g", (int)r.kind, r.options, r.outcome, r.mark);
        }
    }
}

static struct outcome_of_reading read_once(const struct score_key *key, const char *path,
                                           struct answers_options how)
{
    struct outcome_of_reading o = {0};
    const struct answers_listener listener = {.reject = hear, .context = &o};
    const char *problem = NULL;
    struct answers *answers = answers_new(key, &how, &listener);
    FUZZ_HOLDS(answers != NULL);
    const enum answers_end end = answers_read(answers, path, &problem);
    const struct sheet_counts c = sheet_counts(answers_sheet(answers));
    FUZZ_HOLDS(end == ANSWERS_READ || problem[0] != '\0');
    FUZZ_HOLDS(c.read == c.scored + c.superseded + c.rejected && c.rejected == o.rejected);
    buffer_addf(&o.words, "\n%d %llu %llu %llu %llu", (int)end, (unsigned long long)c.scored,
                (unsigned long long)c.superseded, (unsigned long long)c.papers_read,
                (unsigned long long)c.papers_rejected);
    add_sheet(&o.words, answers_sheet(answers));
    answers_free(answers);
    return o;
}

static void compare(const struct score_key *key, FILE *file, unsigned choice)
{
    static const struct fixed_layout layout = {{0, 3}, {3, 2}, {5, 3}};
    char path[32];
    struct answers_options how = {.threads = 1,
                                  .duplicates = (enum duplicates)(choice % 3),
                                  .fixed = choice / 3 % 4 == 0 ? &layout : NULL};
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    struct outcome_of_reading a = read_once(key, path, how);
    how.threads = 3;
    how.block = 1 + choice % 61;
    struct outcome_of_reading b = read_once(key, path, how);
    FUZZ_HOLDS(strcmp(buffer_text(&a.words), buffer_text(&b.words)) == 0 &&
               a.words.length == b.words.length);
    buffer_fini(&a.words);
    buffer_fini(&b.words);
}

/* The first two bytes say by which key and how it is read, and whether a header comes first. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    struct bank bank = {
        .items = items, .item_count = 2, .papers = papers, .paper_count = data[0] % 3 == 0 ? 2 : 0};
    struct score_key key = {0};
    FILE *file = tmpfile();
    FUZZ_HOLDS(file != NULL && key_of_bank(&key, &bank, NULL, NULL));
    key.marks = data[0] % 5 == 1;
    (void)fputs(headers[data[1] % HEADERS], file);
    (void)fwrite(data + 2, 1, size - 2, file);
    FUZZ_HOLDS(fflush(file) == 0);
    compare(&key, file, data[0] / 2u + data[1] / 8u);
    (void)fclose(file);
    key_fini(&key);
    return 0;
}
