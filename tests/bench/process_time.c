/*
 * process_time ROUNDS COMMAND... -- COMMAND... : what whole processes take.
 *
 * The commands are run in turns, so that all of them see the same noise; each with empty standard
 * input and no output.  A status above 1 is a failure: 1 is an answer, too.  Prints a line for each:
 *
 *     12.34 ms  (12.30 to 12.98)  x 1.00   wall 12.50 ms  x 1.00  command and its words
 *
 * the processor time (user and system time of the process, as wait4() reports them): median, lowest
 * and highest of the rounds, and its ratio to the first command's; the wall time: median and ratio.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 16

/* One command, and what it took in each round, in milliseconds. */
struct measured {
    char **words;
    double *cpu, *wall; /* owned */
};

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void run(const struct measured *command, size_t round)
{
    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        const int null = open("/dev/null", O_RDWR);
        (void)dup2(null, 0);
        (void)dup2(null, 1);
        (void)dup2(null, 2);
        (void)execvp(command->words[0], command->words);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) > 1) {
        fprintf(stderr, "process_time: %s failed\n", command->words[0]);
        exit(1);
    }
    command->wall[round] = now() - start;
    command->cpu[round] = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
                          (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void print(const struct measured *command, const struct measured *first, size_t rounds)
{
    const double *cpu = command->cpu;
    const double median = cpu[rounds / 2], wall = command->wall[rounds / 2];
    const double to_cpu = first->cpu[rounds / 2], to_wall = first->wall[rounds / 2];
    printf("%9.2f ms  (%.2f to %.2f)  x %.2f   wall %9.2f ms  x %.2f ", median, cpu[0],
           cpu[rounds - 1], to_cpu > 0 ? median / to_cpu : 0, wall, wall / to_wall);
    for (char **word = command->words; *word != NULL; word++) {
        const char *name = word == command->words ? strrchr(*word, '/') : NULL;
        printf(" %.40s", name != NULL ? name + 1 : *word);
    }
    printf("\n");
}

int main(int argc, char *argv[])
{
    struct measured commands[COMMANDS_MAX] = {{argv + 2, NULL, NULL}};
    size_t count = 1;
    const int asked = argc > 2 ? atoi(argv[1]) : 0;
    const size_t rounds = asked > 0 ? (size_t)asked : 0;
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0 && count < COMMANDS_MAX) {
            argv[i] = NULL;
            commands[count++].words = argv + i + 1;
        }
    }
    bool good = rounds > 0;
    for (size_t c = 0; c < count; c++) {
        commands[c].cpu = calloc(rounds + 1, sizeof(double));
        commands[c].wall = calloc(rounds + 1, sizeof(double));
        good = good && commands[c].cpu != NULL && commands[c].wall != NULL;
    }
    if (!good) {
        fprintf(stderr, "usage: process_time ROUNDS COMMAND... [-- COMMAND...]...\n");
        return 2;
    }
    for (size_t r = 0; r < rounds; r++) {
        for (size_t c = 0; c < count; c++) {
            run(&commands[c], r);
        }
    }
    for (size_t c = 0; c < count; c++) {
        qsort(commands[c].cpu, rounds, sizeof(double), compare);
        qsort(commands[c].wall, rounds, sizeof(double), compare);
        print(&commands[c], &commands[0], rounds);
    }
    for (size_t c = 0; c < count; c++) {
        free(commands[c].cpu);
        free(commands[c].wall);
    }
    return 0;
}
