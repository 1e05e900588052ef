/* What a file is: its name and its first bytes tell. */
#include <string.h>
#include <strings.h>

#include "questions/score/answers_private.h"
#include "questions/text/csv_in.h"

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text), of_end = strlen(end);
    return length >= of_end && strcasecmp(text + length - of_end, end) == 0;
}

static bool is_ndjson(const struct answers *answers)
{
    static const char *const endings[] = {".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (ends_with(answers->file.path, endings[i])) {
            return true;
        }
    }
    size_t at = 0;
    while (at < answers->held && strchr(" \t\r\n", answers->bytes[at]) != NULL &&
           answers->bytes[at] != '\0') {
        at++;
    }
    return at < answers->held && answers->bytes[at] == '{';
}

/* ---- The separator --------------------------------------------------------------------------- */

/*
 * The one of the three that is most frequent outside quotes in a record, comma when there is none.
 * @meaning  quotes have their meaning
 * @closed   receives whether no quote is open at the end
 */
static char most_frequent(const char *at, const char *end, bool meaning, bool *closed)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false, starts = true;
    for (; at < end && (quoted || *at != '\n'); at++) {
        const char *candidate = *at == '\0' ? NULL : strchr(candidates, *at);
        if (meaning && *at == '"' && (quoted || starts)) {
            quoted = !quoted;
            starts = true;
        } else {
            starts = !quoted && candidate != NULL;
            counts[starts ? candidate - candidates : 0] += starts ? 1 : 0;
        }
    }
    *closed = !quoted;
    size_t most = 0;
    for (size_t i = 1; i < 3; i++) {
        most = counts[i] > counts[most] ? i : most;
    }
    return candidates[most];
}

static char find_separator(const struct answers *answers, const char *at)
{
    const char *end = answers->bytes + answers->held;
    bool closed;
    if (answers->options.separator != '\0') {
        return answers->options.separator;
    }
    if (answers->file.separator_said != '\0') {
        return answers->file.separator_said;
    }
    const char separator = most_frequent(at, end, true, &closed);
    return closed ? separator : most_frequent(at, end, false, &closed);
}

/* ---- The header ------------------------------------------------------------------------------ */

/* Behind a first line that names the separator. */
static const char *behind_separator(struct answers *answers)
{
    answers->file.separator_said = '\0';
    const size_t line =
        csv_separator_line(answers->bytes, answers->held, &answers->file.separator_said);
    answers->file.line += line > 0 ? 1 : 0;
    return answers->bytes + line;
}

/* Behind that and empty lines. */
static const char *first_record(struct answers *answers)
{
    const char *at = behind_separator(answers), *end = answers->bytes + answers->held;
    for (;;) {
        const size_t lone = at + 1 < end && at[0] == '\r' && at[1] == '\n' ? 1 : 0;
        if (at + lone == end || at[lone] != '\n') {
            return at;
        }
        at += lone + 1;
        answers->file.line++;
    }
}

static uint64_t lines_between(const char *at, const char *end)
{
    uint64_t lines = 0;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

static bool take_header(struct answers *answers, const char *at, const struct record_end *end,
                        size_t *taken)
{
    struct record_cutter header = {0};
    answers->file.separator = find_separator(answers, at);
    if (end->problem != NULL || memchr(at, '\0', (size_t)(end->text - at)) != NULL) {
        return answers_problem(answers, "the header: %s",
                               end->problem != NULL ? end->problem : "a NUL byte");
    }
    answers->failed = !record_cut(&header, at, end->text, answers->file.separator);
    const bool good = !answers->failed && columns_find(answers, &header);
    record_cutter_fini(&header);
    answers->file.line += lines_between(at, end->next);
    *taken = (size_t)(end->next - answers->bytes);
    return good;
}

static bool find_header(struct answers *answers, bool last, size_t *taken)
{
    const uint64_t before = answers->file.line;
    const char *at = first_record(answers);
    const struct stretch stretch = {.at = at,
                                    .end = answers->bytes + answers->held,
                                    .last = last,
                                    .separator = find_separator(answers, at)};
    struct record_end end = {0};
    if (at == stretch.end || (at + 1 == stretch.end && *at == '\r' && !last) ||
        !record_find_end(&stretch, &end)) {
        answers->file.line = before;
        return !last || answers_problem(answers, "it is empty: the first line must name the "
                                                 "columns");
    }
    return take_header(answers, at, &end, taken);
}

bool shape_find(struct answers *answers, bool last, size_t *taken)
{
    struct answer_file *file = &answers->file;
    *taken = 0;
    if (answers->options.fixed != NULL) {
        file->shape = &shape_fixed;
        fixed_note_several(answers);
    } else if (is_ndjson(answers)) {
        file->shape = &shape_ndjson;
    } else {
        return find_header(answers, last, taken);
    }
    return true;
}
