/*
 * Signals are turned into bytes in a pipe, so that one poll() waits for keys and for signals alike.
 * The handlers do only what POSIX allows in them (tcsetattr, tcgetpgrp, write, dup2, raise,
 * sigaction).  They give the terminal back, but never take it: whether it is ours again is looked at
 * in the main flow when SIGCONT's byte arrives, however we were stopped.
 */
#include "questions/tutor/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define ESCAPE_WAIT                                                                                \
    250 /* milliseconds for the rest of a key's escape sequence, on a slow line, too */

#define SIGNALS 11

static struct {
    struct termios saved; /* as we found it */
    struct termios raw;   /* as we use it */
    struct sigaction before[SIGNALS];
    volatile sig_atomic_t open;   /* saved and tty are valid */
    volatile sig_atomic_t wanted; /* raw is to be in force; a stop may have undone it */
    volatile sig_atomic_t lent;   /* 1: somebody else reads standard input; 2: and was ended */
    volatile sig_atomic_t leaving;
    int tty;     /* the terminal, also while standard input is something else */
    int nothing; /* a file that is at its end */
    int pipe[2];
} terminal = {.tty = -1, .nothing = -1, .pipe = {-1, -1}};

/* Or has the shell that started us given it to another job?  A terminal of no session is ours. */
static bool in_front(void)
{
    const pid_t group = tcgetpgrp(terminal.tty);
    return group == -1 || group == getpgrp();
}

/* At once, not after all output is out: that may wait for ever for a terminal held by Ctrl-S. */
static void set_modes(const struct termios *modes)
{
    if (terminal.open && in_front()) {
        (void)tcsetattr(terminal.tty, TCSANOW, modes);
    }
}

/* In the background we stop, as anybody does who wants to read there: the group, as the kernel does. */
static void come_to_front(void)
{
    if (!in_front()) {
        (void)kill(0, SIGTTIN);
    }
}

/* In the main flow only. */
static void take_over(void)
{
    if (terminal.open && terminal.wanted) {
        come_to_front();
        set_modes(&terminal.raw);
    }
}

/* ---- Signals --------------------------------------------------------------------------------- */

/* End by this signal (or stop) as if we had never caught it. */
static void act_plainly(int number, struct sigaction *ours)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    sigset_t set;
    (void)sigemptyset(&plain.sa_mask);
    (void)sigaction(number, &plain, ours);
    (void)raise(number);
    (void)sigemptyset(&set);
    (void)sigaddset(&set, number);
    (void)sigprocmask(SIG_UNBLOCK, &set, NULL); /* it happens here */
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
}

static void note(int number)
{
    const char byte = (char)number;
    (void)!write(terminal.pipe[1], &byte, 1);
}

static void on_stop(int number)
{
    const int kept = errno;
    struct sigaction ours;
    set_modes(&terminal.saved); /* whoever's modes are in force: readline's, too */
    act_plainly(number, &ours);
    (void)sigaction(number, &ours, NULL);
    note(SIGCONT); /* where nobody could continue us, we were not stopped, and none would come */
    errno = kept;
}

static void on_death(int number)
{
    struct sigaction ours;
    set_modes(&terminal.saved);
    act_plainly(number, &ours);
}

/*
 * Ctrl-C while a command runs that reads standard input.  Its read() starts again after the handler
 * and finds the end of another file, so it ends in its own orderly way.
 */
static void end_input(int number)
{
    if (number != SIGINT || terminal.lent > 1) {
        on_death(number);
    }
    terminal.lent = 2;
    (void)dup2(terminal.nothing, STDIN_FILENO);
}

static void on_signal(int number)
{
    const int kept = errno;
    const bool tells = number == SIGWINCH || number == SIGCONT;
    if (terminal.lent && !tells) {
        end_input(number);
    } else {
        if (!tells && number != SIGINT) {
            terminal.leaving = number;
        }
        note(number);
    }
    errno = kept;
}

/*
 * What was ignored when we were started (nohup) stays so, and a sanitizer that listens for crashes
 * goes on doing so.
 */
static bool is_ours(int number, const struct sigaction *before)
{
    if (number == SIGWINCH || number == SIGCONT) {
        return true;
    }
    return (before->sa_flags & SA_SIGINFO) == 0 && before->sa_handler == SIG_DFL;
}

static const struct {
    int number;
    void (*handler)(int number);
} caught[SIGNALS] = {{SIGINT, on_signal},   {SIGTERM, on_signal}, {SIGHUP, on_signal},
                     {SIGQUIT, on_signal},  {SIGTSTP, on_stop},   {SIGCONT, on_signal},
                     {SIGWINCH, on_signal}, {SIGABRT, on_death},  {SIGSEGV, on_death},
                     {SIGBUS, on_death},    {SIGFPE, on_death}};

static void catch_signals(void)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        struct sigaction action = {.sa_handler = caught[i].handler, .sa_flags = SA_RESTART};
        (void)sigfillset(&action.sa_mask);
        (void)sigaction(caught[i].number, NULL, &terminal.before[i]);
        if (is_ours(caught[i].number, &terminal.before[i])) {
            (void)sigaction(caught[i].number, &action, NULL);
        }
    }
}

/* ---- Open and close -------------------------------------------------------------------------- */

static void close_files(void)
{
    int *const files[] = {&terminal.tty, &terminal.nothing, &terminal.pipe[0], &terminal.pipe[1]};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (*files[i] >= 0) {
            (void)close(*files[i]);
            *files[i] = -1;
        }
    }
}

static bool open_files(void)
{
    terminal.tty = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    terminal.nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (terminal.tty < 0 || terminal.nothing < 0 || pipe(terminal.pipe) != 0) {
        close_files();
        return false;
    }
    for (int i = 0; i < 2; i++) {
        (void)fcntl(terminal.pipe[i], F_SETFL, O_NONBLOCK);
        (void)fcntl(terminal.pipe[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

bool terminal_is_here(void)
{
    return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
}

bool terminal_open(void)
{
    if (terminal.open || !isatty(STDIN_FILENO) || !open_files()) {
        return false;
    }
    come_to_front(); /* until then its modes are another's */
    if (tcgetattr(terminal.tty, &terminal.saved) != 0) {
        close_files();
        return false;
    }
    terminal.raw = terminal.saved;
    terminal.raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    terminal.raw.c_cc[VMIN] = 1;
    terminal.raw.c_cc[VTIME] = 0;
    terminal.open = 1;
    terminal.lent = terminal.leaving = 0;
    catch_signals();
    terminal_resume();
    return true;
}

void terminal_close(void)
{
    if (!terminal.open) {
        return;
    }
    terminal_suspend();
    terminal.open = 0;
    for (size_t i = 0; i < SIGNALS; i++) {
        (void)sigaction(caught[i].number, &terminal.before[i], NULL);
    }
    close_files();
}

void terminal_suspend(void)
{
    terminal.wanted = 0;
    set_modes(&terminal.saved);
}

void terminal_resume(void)
{
    terminal.wanted = 1;
    take_over();
}

void terminal_lend(void)
{
    terminal_suspend();
    terminal.lent = terminal.open;
}

/* Forget what came of one signal. */
static void forget(int number)
{
    char bytes[256];
    const ssize_t count = read(terminal.pipe[0], bytes, sizeof bytes);
    for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] != number) {
            (void)!write(terminal.pipe[1], &bytes[i], 1);
        }
    }
}

void terminal_take_back(void)
{
    if (terminal.open) {
        terminal.lent = 0;
        (void)dup2(terminal.tty, STDIN_FILENO);
        forget(SIGINT); /* it came too late for the command, and was not meant for us */
        terminal_resume();
    }
}

/* ---- Keys and events ------------------------------------------------------------------------- */

int terminal_signal_fd(void)
{
    return terminal.pipe[0];
}

int terminal_leaving(void)
{
    return terminal.leaving;
}

int terminal_signal(void)
{
    char byte;
    if (read(terminal.pipe[0], &byte, 1) != 1) {
        return 0;
    }
    if (byte == SIGWINCH) {
        return TERMINAL_RESIZED;
    }
    if (byte == SIGCONT) {
        take_over();
        forget(SIGCONT); /* there may be several for one stop, and the modes are in force */
        return TERMINAL_CONTINUED;
    }
    return TERMINAL_INTERRUPT;
}

/* Is there more input within some milliseconds? */
static bool more_input(int milliseconds)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&input, 1, milliseconds) > 0 && (input.revents & POLLIN) != 0;
}

/* The next byte of a key that sends several; 0: no more came in time. */
static unsigned char next_byte(void)
{
    unsigned char byte = 0;
    return more_input(ESCAPE_WAIT) && read(STDIN_FILENO, &byte, 1) == 1 ? byte : 0;
}

/*
 * The rest of a key that began with ESC, and no byte of the key after it:
 *
 *     rest = "[" (0x20 to 0x3f)* final | "O" final | any byte (with Alt)
 */
static int escape_key(void)
{
    const unsigned char kind = next_byte();
    unsigned char byte = kind == '[' || kind == 'O' ? next_byte() : 0;
    while (kind == '[' && byte >= 0x20 && byte < 0x40) {
        byte = next_byte();
    }
    return byte == 'C' ? TERMINAL_RIGHT : byte == 'D' ? TERMINAL_LEFT : TERMINAL_OTHER;
}

/* Read past the rest of a character beyond ASCII. */
static int swallow_character(void)
{
    char rest[64];
    if (more_input(ESCAPE_WAIT)) {
        (void)!read(STDIN_FILENO, rest, sizeof rest);
    }
    return TERMINAL_OTHER;
}

static int read_key(void)
{
    unsigned char byte;
    ssize_t got;
    do {
        got = read(STDIN_FILENO, &byte, 1);
    } while (got < 0 && errno == EINTR);
    if (got != 1 || byte == terminal.saved.c_cc[VEOF]) {
        return TERMINAL_END;
    }
    return byte == 0x1b ? escape_key() : byte >= 0x80 ? swallow_character() : byte;
}

int terminal_key(void)
{
    return terminal_key_within(-1);
}

int terminal_key_within(int milliseconds)
{
    for (;;) {
        struct pollfd waits[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                  {.fd = terminal.pipe[0], .events = POLLIN}};
        const int ready = poll(waits, 2, milliseconds);
        if (ready < 0 && errno != EINTR) {
            return TERMINAL_END;
        }
        const int event = terminal_signal();
        if (event != 0) {
            return event;
        }
        if (ready == 0) {
            return TERMINAL_QUIET;
        }
        if ((waits[0].revents & POLLIN) != 0) {
            return read_key();
        }
        if (waits[0].revents != 0) {
            return TERMINAL_END; /* hung up */
        }
    }
}
