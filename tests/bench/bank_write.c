/*
 * bank_write ROUNDS: processor time of writing 100,000 questions of about 2.5 KB as NDJSON into a
 * buffer that is emptied every 256 KiB, beside copying the same bytes and beside the write() of them
 * to /dev/null.  Prints median, lowest and highest of the rounds in milliseconds.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "questions/bank/formats.h"
#include "questions/text/buffer.h"

#define QUESTIONS 100000
#define ENOUGH    ((size_t)256 * 1024)

static const char story[] =
    "Another team, account 121212121212, has an AMI built on FreeBSD (no billing code). The owner "
    "entered your account number, and no other, in the sharing dialog. The box \"create volume "
    "permissions\" was left empty. The snapshots are not encrypted.\n\nYou need an AMI like this "
    "one, owned by your account. Which is the most direct way that works?";
static const char feedback[] =
    "The storage of the AMI may not be read. This answer fits the belief \"A shared AMI can be "
    "copied as it is\". What counts here: the storage of the AMI may not be read. Sharing gives the "
    "right to launch, and nothing else. A copy also needs read access to the storage.";

static struct item_fact facts[11] = {
    {"owned", false},          {"shared", true},        {"public", false},
    {"encrypted", false},      {"customer_key", false}, {"key_access", false},
    {"product_code", true},    {"marketplace", false},  {"snapshot_access", false},
    {"instance_store", false}, {"other_region", false}};
static const char *beliefs[] = {"snapshot-opens-all"};
static const char *sources[] = {"R23"};
static const char *tags[] = {"ami-lecture", "path", "billing-code"};
static struct item_option options[4];
static char id[32];

static struct item make_item(void)
{
    static const char letters[4][2] = {"A", "B", "C", "D"};
    for (size_t i = 0; i < 4; i++) {
        options[i] = (struct item_option){
            .id = letters[i],
            .text = "Launch an instance from it, then create an AMI from the instance",
            .correct = i == 2,
            .outcome = "launch-create",
            .misconceptions = {beliefs, i != 2},
            .feedback = feedback};
    }
    return (struct item){.id = id,
                         .kind = "path",
                         .decision = "path",
                         .facts = facts,
                         .fact_count = 11,
                         .stem = story,
                         .select = 1,
                         .options = options,
                         .option_count = 4,
                         .explanation = feedback,
                         .rule = "billing-code",
                         .source = {sources, 1},
                         .points = 1,
                         .difficulty = 0.43,
                         .tags = {tags, 3}};
}

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Write all questions; the bytes of one block go to `copy` or `fd` when that is asked for. */
static size_t write_all(const struct format *format)
{
    struct buffer out = {0};
    const struct item item = make_item();
    const struct bank_head head = {.title = "bench"};
    const struct write_options write_options = {0};
    struct writing w = {.out = &out, .head = &head, .options = &write_options};
    size_t bytes = 0;
    for (size_t i = 0; i < QUESTIONS; i++) {
        (void)snprintf(id, sizeof id, "path-%08zx", i);
        w.number = i + 1;
        if (!format->item(&w, &item)) {
            exit(1);
        }
        if (out.length >= ENOUGH) {
            bytes += out.length;
            buffer_clear(&out);
        }
    }
    bytes += out.length;
    buffer_fini(&out);
    return bytes;
}

static void copy_all(size_t bytes, char *from, char *to)
{
    for (size_t at = 0; at < bytes; at += ENOUGH) {
        from[at % ENOUGH] = (char)at; /* so that no copy can be left out */
        memcpy(to, from, ENOUGH);
        __asm__ volatile("" : : "r"(to) : "memory");
    }
}

static void send_all(size_t bytes, const char *from, int fd)
{
    for (size_t at = 0; at < bytes; at += ENOUGH) {
        if (write(fd, from, ENOUGH) < 0) {
            exit(1);
        }
    }
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void report(const char *what, double *times, size_t rounds)
{
    qsort(times, rounds, sizeof *times, compare);
    printf("%8.1f ms  (%.1f to %.1f)  %s\n", times[rounds / 2], times[0], times[rounds - 1], what);
}

int main(int argc, char *argv[])
{
    const size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    double *times = calloc(3 * (rounds + 1), sizeof *times);
    char *from = calloc(2, ENOUGH), *to = calloc(2, ENOUGH);
    const int fd = open("/dev/null", O_WRONLY);
    size_t bytes = 0;
    if (rounds == 0 || times == NULL || from == NULL || to == NULL || fd < 0) {
        fprintf(stderr, "usage: bank_write ROUNDS\n");
        return 2;
    }
    for (size_t r = 0; r < rounds; r++) {
        const double start = now();
        bytes = write_all(&format_ndjson);
        const double written = now();
        copy_all(bytes, from, to);
        const double copied = now();
        send_all(bytes, from, fd);
        times[r] = written - start;
        times[rounds + r] = copied - written;
        times[2 * rounds + r] = now() - copied;
    }
    printf("%d questions, %.1f MB\n", QUESTIONS, (double)bytes / 1e6);
    report("written as NDJSON", times, rounds);
    report("the same bytes copied in memory", times + rounds, rounds);
    report("the same bytes sent to /dev/null", times + 2 * rounds, rounds);
    free(times);
    free(from);
    free(to);
    return 0;
}
