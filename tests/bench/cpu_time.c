/*
 * cpu_time ROUNDS COMMAND... -- COMMAND... : the processor time of whole processes.
 *
 * The commands are run in turns, so that all of them see the same noise; each with empty standard
 * input and no output.  Prints a line for each: median, lowest and highest of the rounds in
 * milliseconds (user and system time of the process, as wait4() reports them), and the ratio of its
 * median to the first command's.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMMANDS_MAX 16

static double run(char *const command[])
{
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
    if (child < 0 || wait4(child, &status, 0, &used) != child ||
        (WIFEXITED(status) && WEXITSTATUS(status) == 127)) {
        fprintf(stderr, "cpu_time: %s cannot be run\n", command[0]);
        exit(1);
    }
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char *argv[])
{
    char **commands[COMMANDS_MAX] = {argv + 2};
    int count = 1;
    const int rounds = argc > 2 ? atoi(argv[1]) : 0;
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0 && count < COMMANDS_MAX) {
            argv[i] = NULL;
            commands[count++] = argv + i + 1;
        }
    }
    double *times = calloc((size_t)(count * (rounds > 0 ? rounds : 1)), sizeof *times);
    if (rounds < 1 || times == NULL) {
        fprintf(stderr, "usage: cpu_time ROUNDS COMMAND... [-- COMMAND...]...\n");
        return 2;
    }
    for (int r = 0; r < rounds; r++) {
        for (int c = 0; c < count; c++) {
            times[c * rounds + r] = run(commands[c]);
        }
    }
    double first = 0;
    for (int c = 0; c < count; c++) {
        double *mine = times + c * rounds;
        qsort(mine, (size_t)rounds, sizeof *mine, compare);
        first = c == 0 ? mine[rounds / 2] : first;
        printf("%8.2f ms  (%.2f to %.2f)  x %.2f ", mine[rounds / 2], mine[0], mine[rounds - 1],
               first > 0 ? mine[rounds / 2] / first : 0);
        for (char **word = commands[c]; *word != NULL; word++) {
            const char *name = word == commands[c] ? strrchr(*word, '/') : NULL;
            printf(" %s", name != NULL ? name + 1 : *word);
        }
        printf("\n");
    }
    free(times);
    return 0;
}
