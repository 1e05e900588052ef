/*
 * score_write SHAPE STUDENTS QUESTIONS: writes a class at random, always the same one, to standard output.
 * SHAPE is key, long, scrambled (the lines of long, shuffled), wide or ndjson.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252U;

/* xorshift64 of Marsaglia. */
static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static char answer(void)
{
    return (char)('A' + (next() >> 33) % 4);
}

static void write_key(unsigned long questions)
{
    puts("question,answer");
    for (unsigned long q = 1; q <= questions; q++) {
        printf("q%lu,%c\n", q, (char)('A' + q % 4));
    }
}

static void write_long(unsigned long students, unsigned long questions)
{
    puts("student,question,answer");
    for (unsigned long s = 1; s <= students; s++) {
        for (unsigned long q = 1; q <= questions; q++) {
            printf("s%07lu,q%lu,%c\n", s, q, answer());
        }
    }
}

static int write_scrambled(unsigned long students, unsigned long questions)
{
    const size_t count = students * questions;
    uint32_t *order = malloc(count * sizeof *order);
    if (order == NULL) {
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    for (size_t i = count; i-- > 1;) {
        const size_t other = next() % (i + 1);
        const uint32_t kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
    puts("student,question,answer");
    for (size_t i = 0; i < count; i++) {
        printf("s%07lu,q%lu,%c\n", order[i] / questions + 1, order[i] % questions + 1, answer());
    }
    free(order);
    return 0;
}

static void write_wide(unsigned long students, unsigned long questions)
{
    fputs("student", stdout);
    for (unsigned long q = 1; q <= questions; q++) {
        printf(",q%lu", q);
    }
    for (unsigned long s = 1; s <= students; s++) {
        printf("\ns%07lu", s);
        for (unsigned long q = 1; q <= questions; q++) {
            putchar(',');
            putchar(answer());
        }
    }
    putchar('\n');
}

static void write_ndjson(unsigned long students, unsigned long questions)
{
    for (unsigned long s = 1; s <= students; s++) {
        for (unsigned long q = 1; q <= questions; q++) {
            printf("{\"student\":\"s%07lu\",\"question\":\"q%lu\",\"answer\":\"%c\"}\n", s, q,
                   answer());
        }
    }
}

int main(int argc, char *argv[])
{
    const unsigned long students = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    const unsigned long questions = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;
    int status = 0;
    if (students == 0 || questions == 0) {
        fprintf(stderr, "usage: score_write key|long|scrambled|wide|ndjson STUDENTS QUESTIONS\n");
        return 2;
    }
    if (strcmp(argv[1], "key") == 0) {
        write_key(questions);
    } else if (strcmp(argv[1], "long") == 0) {
        write_long(students, questions);
    } else if (strcmp(argv[1], "scrambled") == 0) {
        status = write_scrambled(students, questions);
    } else if (strcmp(argv[1], "wide") == 0) {
        write_wide(students, questions);
    } else {
        write_ndjson(students, questions);
    }
    return status != 0 || fflush(stdout) != 0;
}
