/* What became of standard output is known only once everything was pushed out of our buffers. */
#include "questions/commands/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "questions/text/buffer.h"

void output_begin(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes: the write fails, and says so */
    /*
     * A stream that was closed must not become the number of a file we open, or messages would be
     * written into it.  Opened the wrong way round, its use fails as that of a closed one does.
     */
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
            (void)open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
        }
    }
    if (isatty(STDERR_FILENO) == 0) {
        (void)setvbuf(stderr, NULL, _IOLBF, BUFSIZ); /* a line of a log is one write */
    }
}

/* Has the reader of a pipe gone?  Asked when an earlier write failed and nobody kept the reason. */
static bool reader_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

enum status output_end(struct context *context, enum status status)
{
    errno = 0;
    const bool failed_before = ferror(stdout) != 0;
    const bool failed_now = fflush(stdout) != 0;
    int why = context->write_error != 0 ? context->write_error : failed_now ? errno : 0;
    if (!failed_before && !failed_now && close(STDOUT_FILENO) != 0) {
        why = errno; /* some file systems tell only now */
    } else if (!failed_before && !failed_now) {
        return status;
    }
    if (why == EPIPE || (why == 0 && reader_gone())) {
        return status;
    }
    return command_error(context, STATUS_FAILED, "standard output could not be written: %s",
                         why == 0 ? "an earlier write failed" : strerror(why));
}

bool output_write(struct context *context, const char *bytes, size_t length)
{
    errno = 0;
    if (length > 0 && fwrite(bytes, 1, length, stdout) < length && context->write_error == 0) {
        context->write_error = errno;
    }
    return ferror(stdout) == 0;
}

enum status output_line(struct context *context, struct buffer *buffer, enum status status)
{
    buffer_add_char(buffer, '\n');
    const bool failed = buffer->failed;
    if (!failed) {
        (void)output_write(context, buffer->bytes, buffer->length); /* output_end() looks */
    }
    buffer_fini(buffer);
    return failed ? command_no_memory(context) : status;
}
