/*
 * A plain file is read with pread(), so that threads may share the work of copying it; all else with
 * read().  zlib takes gzip apart; what it gave before it failed has been handed out by then.
 */
#include "questions/score/input.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "questions/text/sha256.h"

#define PACKED ((size_t)64 * 1024) /* bytes of gzip read at once */

struct input {
    int descriptor;
    bool standard; /* standard input: not ours to close */
    bool regular;
    uint64_t size, done; /* of a regular file; bytes read */
    struct sha256 *sha;
    const char *problem;

    bool gzip;
    bool unpacking; /* stream is to be ended */
    bool between;   /* at the end of a member: there may be none after it */
    bool drained;   /* the file has no more */
    z_stream stream;
    unsigned char *packed; /* owned; PACKED bytes */
    size_t begun, held;    /* first bytes, read to find out about gzip: packed[begun..held) */
};

/* ---- Bytes of the file ------------------------------------------------------------------------ */

/* Up to `room` bytes; false: it failed.  0 at the end. */
static bool read_some(struct input *input, void *to, size_t room, size_t *got)
{
    ssize_t n;
    room = room < INT_MAX ? room : INT_MAX;
    do {
        n = input->regular ? pread(input->descriptor, to, room, (off_t)input->done)
                           : read(input->descriptor, to, room);
    } while (n < 0 && errno == EINTR);
    *got = n < 0 ? 0 : (size_t)n;
    input->done += *got;
    if (n < 0) {
        input->problem = strerror(errno);
        return false;
    }
    if (input->sha != NULL) {
        sha256_add(input->sha, to, *got);
    }
    return true;
}

/* The first two bytes tell; they may come one by one. */
static bool look(struct input *input)
{
    size_t got = 1;
    while (input->held < 2 && got > 0) {
        if (!read_some(input, input->packed + input->held, PACKED - input->held, &got)) {
            return false;
        }
        input->held += got;
    }
    input->drained = got == 0;
    input->gzip = input->held >= 2 && input->packed[0] == 0x1f && input->packed[1] == 0x8b;
    if (input->gzip) {
        input->stream.next_in = input->packed;
        input->stream.avail_in = (unsigned)input->held;
        if (inflateInit2(&input->stream, 15 + 16) != Z_OK) {
            input->problem = "memory ran out";
            return false;
        }
        input->unpacking = true;
    }
    return true;
}

/* ---- Opening and closing --------------------------------------------------------------------- */

struct input *input_open(const char *path, struct sha256 *sha, const char **problem)
{
    struct input *input = calloc(1, sizeof *input);
    *problem = "memory ran out";
    if (input == NULL) {
        return NULL;
    }
    *input = (struct input){.descriptor = -1, .standard = strcmp(path, "-") == 0, .sha = sha};
    input->packed = malloc(PACKED);
    if (input->packed == NULL) {
        input_close(input);
        return NULL;
    }
    input->descriptor = input->standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (input->descriptor < 0 || fstat(input->descriptor, &about) != 0) {
        *problem = strerror(errno);
        input_close(input);
        return NULL;
    }
    /* Standard input may have been read in part by whoever had it before. */
    input->regular = S_ISREG(about.st_mode) && !input->standard;
    input->size = input->regular ? (uint64_t)about.st_size : 0;
    if (S_ISDIR(about.st_mode) || !look(input)) {
        *problem = S_ISDIR(about.st_mode) ? "it is a directory" : input->problem;
        input_close(input);
        return NULL;
    }
    return input;
}

void input_close(struct input *input)
{
    if (input == NULL) {
        return;
    }
    if (input->unpacking) {
        (void)inflateEnd(&input->stream);
    }
    if (!input->standard && input->descriptor >= 0) {
        (void)close(input->descriptor);
    }
    free(input->packed);
    free(input);
}

/* ---- Plain ----------------------------------------------------------------------------------- */

static enum input_end read_plain(struct input *input, char *to, size_t room, size_t *got)
{
    const size_t held = input->held - input->begun;
    if (held > 0) {
        *got = held < room ? held : room;
        memcpy(to, input->packed + input->begun, *got);
        input->begun += *got;
        return INPUT_MORE;
    }
    if (input->drained) {
        return INPUT_WHOLE;
    }
    if (!read_some(input, to, room, got)) {
        return INPUT_BROKEN;
    }
    input->drained = *got == 0;
    return input->drained ? INPUT_WHOLE : INPUT_MORE;
}

size_t input_ahead(const struct input *input, size_t room)
{
    if (!input->regular || input->gzip || input->begun < input->held || input->drained ||
        input->done >= input->size) {
        return 0;
    }
    const uint64_t left = input->size - input->done;
    return left < room ? (size_t)left : room;
}

bool input_read_part(const struct input *input, size_t from, size_t length, char *to)
{
    while (length > 0) {
        const ssize_t n = pread(input->descriptor, to, length, (off_t)(input->done + from));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        to += n;
        from += (size_t)n;
        length -= (size_t)n;
    }
    return true;
}

void input_took(struct input *input, size_t length)
{
    input->done += length;
}

/* ---- gzip ------------------------------------------------------------------------------------ */

static enum input_end broken(struct input *input, const char *problem)
{
    input->problem = problem;
    return INPUT_BROKEN;
}

/* More bytes for zlib; false when there are none, or they cannot be read (then with a problem). */
static bool refill(struct input *input)
{
    size_t got = 0;
    if (input->drained || !read_some(input, input->packed, PACKED, &got)) {
        return false;
    }
    input->drained = got == 0;
    input->stream.next_in = input->packed;
    input->stream.avail_in = (unsigned)got;
    return got > 0;
}

/* Zeros behind the last member are padding, as tapes and some programs leave them. */
static bool begin_member(struct input *input)
{
    z_stream *s = &input->stream;
    while (s->avail_in > 0 && *s->next_in == 0) {
        s->next_in++;
        s->avail_in--;
    }
    if (s->avail_in > 0) {
        input->between = false;
        return inflateReset(s) == Z_OK;
    }
    return true;
}

static enum input_end unpack(struct input *input, char *to, size_t room, size_t *got)
{
    z_stream *s = &input->stream;
    s->next_out = (unsigned char *)to;
    s->avail_out = (unsigned)(room < INT_MAX ? room : INT_MAX);
    const size_t asked = s->avail_out;
    for (;;) {
        const bool fed = s->avail_in > 0 || refill(input);
        *got = asked - s->avail_out;
        if (!fed && input->between) {
            return input->problem != NULL ? INPUT_BROKEN : INPUT_WHOLE;
        }
        if (input->between && (!begin_member(input) || input->between)) {
            continue;
        }
        /* Also without anything new: it may still hold what there was no room for. */
        const int result = inflate(s, Z_NO_FLUSH);
        *got = asked - s->avail_out;
        input->between = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
            return broken(input,
                          result == Z_MEM_ERROR ? "memory ran out" : "the gzip data are damaged");
        }
        if (*got > 0) {
            return INPUT_MORE;
        }
        if (!fed) {
            return input->problem != NULL
                       ? INPUT_BROKEN
                       : broken(input, "the gzip data end too early: the file is not whole");
        }
    }
}

enum input_end input_read(struct input *input, char *to, size_t room, size_t *got)
{
    *got = 0;
    return input->gzip ? unpack(input, to, room, got) : read_plain(input, to, room, got);
}

const char *input_problem(const struct input *input)
{
    return input->problem;
}

bool input_is_gzip(const struct input *input)
{
    return input->gzip;
}

void input_progress(const struct input *input, uint64_t *done, uint64_t *all)
{
    *done = input->done;
    *all = input->size;
}
