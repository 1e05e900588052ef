/*
 * score_read KEY.csv THREADS FILE... : reads answer files and prints what became of them; for measuring
 * the reading alone, and for scripts that look at it from outside.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/answers.h"
#include "questions/text/buffer.h"

static bool print_reject(void *context, const struct reject *r)
{
    (void)context;
    printf("%s:%llu: %s [%llu] %.*s\n", r->file, (unsigned long long)r->line, r->reason,
           (unsigned long long)r->responses, (int)r->text_length, r->text);
    return true;
}

static void print_note(void *context, const char *file, const char *text)
{
    (void)context;
    printf("%s: note: %s\n", file, text);
}

static bool read_whole(const char *path, struct buffer *out)
{
    FILE *file = fopen(path, "rb");
    char bytes[4096];
    size_t got;
    if (file == NULL) {
        return false;
    }
    while ((got = fread(bytes, 1, sizeof bytes, file)) > 0) {
        buffer_add(out, bytes, got);
    }
    return fclose(file) == 0 && !out->failed;
}

/* The sheet as one number: the same answers of the same students in the same order give the same. */
static unsigned long long sum_of(const struct sheet *sheet)
{
    unsigned long long sum = 14695981039346656037ULL;
    const size_t questions = sheet_key(sheet)->question_count;
    for (size_t s = 0; s < sheet_students(sheet); s++) {
        for (const char *id = sheet_student(sheet, s).id; *id != '\0'; id++) {
            sum = (sum ^ (unsigned char)*id) * 1099511628211ULL;
        }
        for (size_t q = 0; q < questions; q++) {
            sum = (sum ^ sheet_row(sheet, s)[q]) * 1099511628211ULL;
        }
    }
    return sum;
}

static int read_files(const struct score_key *key, unsigned threads, char *paths[], bool quiet)
{
    const struct answers_options options = {.threads = threads};
    const struct answers_listener listener = {.reject = print_reject, .note = print_note};
    struct answers *answers = answers_new(key, &options, &listener);
    int status = answers == NULL;
    for (size_t i = 0; answers != NULL && paths[i] != NULL; i++) {
        const char *problem = "";
        if (answers_read(answers, paths[i], &problem) != ANSWERS_READ) {
            printf("%s\n", problem);
            status = 1;
        }
    }
    if (answers != NULL) {
        const struct sheet *sheet = answers_sheet(answers);
        const struct sheet_counts c = sheet_counts(sheet);
        printf("%s: %zu students, read %llu, scored %llu, superseded %llu, rejected %llu\n",
               answers_shape(answers), sheet_students(sheet), (unsigned long long)c.read,
               (unsigned long long)c.scored, (unsigned long long)c.superseded,
               (unsigned long long)c.rejected);
        if (!quiet) {
            printf("sum %llx\n", sum_of(sheet));
        }
    }
    answers_free(answers);
    return status;
}

int main(int argc, char *argv[])
{
    struct buffer bytes = {0};
    struct score_key key = {0};
    struct diags diags = {0};
    if (argc < 4 || !read_whole(argv[1], &bytes)) {
        fprintf(stderr, "usage: score_read KEY.csv THREADS FILE...\n");
        return 2;
    }
    const struct source_text text = {argv[1], buffer_text(&bytes), bytes.length, 1};
    int status = 1;
    if (key_of_csv(&key, &text, false, &diags)) {
        status = read_files(&key, (unsigned)atoi(argv[2]), argv + 3, getenv("QUIET") != NULL);
    }
    key_fini(&key);
    diags_fini(&diags);
    buffer_fini(&bytes);
    return status;
}
