/*
 * wall_time ROUNDS COMMAND... -- COMMAND... : wall and processor time of whole processes.
 *
 * The commands are run in turns, so that all of them see the same noise; each with empty standard input
 * and no output.  Prints a line for each, medians of the rounds: wall time and processor time (user and
 * system, as wait4() reports them) in milliseconds, the ratio of the wall time to the first command's,
 * that of the processor time to the second one's, and the command.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 16

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double run(char *const command[], double *cpu)
{
    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        const int null = open("/dev/null", O_RDWR);
        (void)dup2(null, 0);
        (void)dup2(null, 1);
        (void)dup2(null, 2);
        (void)execvp(command[0], command);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0) {
        fprintf(stderr, "wall_time: %s failed\n", command[0]);
        exit(1);
    }
    *cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
    return now() - start;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double times[], size_t count)
{
    qsort(times, count, sizeof *times, compare);
    return times[count / 2];
}

int main(int argc, char *argv[])
{
    char **commands[COMMANDS_MAX] = {argv + 2};
    size_t count = 1;
    const int asked = argc > 2 ? atoi(argv[1]) : 0;
    const size_t rounds = asked > 0 ? (size_t)asked : 0;
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0 && count < COMMANDS_MAX) {
            argv[i] = NULL;
            commands[count++] = argv + i + 1;
        }
    }
    double *walls = calloc(count * rounds + 1, sizeof *walls);
    double *cpus = calloc(count * rounds + 1, sizeof *cpus);
    if (rounds == 0 || walls == NULL || cpus == NULL) {
        fprintf(stderr, "usage: wall_time ROUNDS COMMAND... [-- COMMAND...]...\n");
        return 2;
    }
    for (size_t r = 0; r < rounds; r++) {
        for (size_t c = 0; c < count; c++) {
            walls[c * rounds + r] = run(commands[c], &cpus[c * rounds + r]);
        }
    }
    const double first = median(walls, rounds);
    const double second = count > 1 ? median(cpus + rounds, rounds) : 0;
    for (size_t c = 0; c < count; c++) {
        const double wall = median(walls + c * rounds, rounds);
        const double cpu = median(cpus + c * rounds, rounds);
        printf("%10.1f %10.1f   x %6.2f   x %6.2f ", wall, cpu, wall / first,
               second > 0 ? cpu / second : 0);
        for (char **word = commands[c]; *word != NULL; word++) {
            const char *name = word == commands[c] ? strrchr(*word, '/') : NULL;
            printf(" %.40s", name != NULL ? name + 1 : *word);
        }
        printf("\n");
    }
    free(walls);
    free(cpus);
    return 0;
}
