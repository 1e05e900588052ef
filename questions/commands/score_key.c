/* A key from a bank or from CSV; which of the two a file is, its first line tells. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/near.h"
#include "questions/bank/bank_prove.h"
#include "questions/bank/format.h"
#include "questions/commands/packs.h"
#include "questions/commands/score.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_in.h"
#include "questions/text/diag_print.h"

void score_key_file_fini(struct score_key_file *file)
{
    key_fini(&file->key);
    bank_file_fini(&file->bank);
    *file = (struct score_key_file){0};
}

void score_key_copy_name(struct buffer *name, const struct score_key_file *file)
{
    buffer_addf(name, "key%s", file->of_bank ? file->bank.format->suffix : ".csv");
}

/* ---- Which of the two ------------------------------------------------------------------------ */

static bool is_name(const char *bytes, size_t length, const char *name)
{
    while (length > 0 && (*bytes == ' ' || *bytes == '"')) {
        bytes++;
        length--;
    }
    while (length > 0 && strchr(" \"\r", bytes[length - 1]) != NULL) {
        length--;
    }
    return length == strlen(name) && strncasecmp(bytes, name, length) == 0;
}

/* Has the first line that is not empty a column `question`?  A bank as CSV has a column `stem`. */
static bool looks_typed(const char *bytes)
{
    char ends[] = {'\0', '\n', '\0'}; /* of a cell, where the file names its separator */
    bytes += strncmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    bytes += csv_separator_line(bytes, strlen(bytes), ends);
    bytes += strspn(bytes, "\r\n");
    const size_t line = strcspn(bytes, "\n");
    bool found = false;
    for (size_t at = 0; !found && at < line;) {
        const size_t cell = strcspn(bytes + at, *ends != '\0' ? ends : ",;\t\n");
        found = is_name(bytes + at, cell, "question");
        at += cell + 1;
    }
    return found;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static enum status take_typed(struct context *context, const char *name, char *bytes, size_t length,
                              const struct score_wishes *wishes, struct score_key_file *file)
{
    struct diags diags = {0};
    file->bank.bytes = bytes;
    file->bank.text = (struct source_text){name, bytes, length, 1};
    const bool read = key_of_csv(&file->key, &file->bank.text, wishes->marks, &diags);
    if (!read || !context->quiet) {
        diag_print(&context->err, &diags);
    }
    diags_fini(&diags);
    return read ? STATUS_DONE : STATUS_BAD_INPUT;
}

/* Which keys did the engine derive?  Those it could, without a finding. */
static bool *proved_items(const struct bank_file *bank)
{
    bool *proved = calloc(bank->bank.item_count + 1, sizeof *proved);
    for (size_t i = 0; proved != NULL && bank->subject != NULL && i < bank->bank.item_count; i++) {
        struct posed posed;
        struct proof_finding finding;
        bool provable = false;
        proved[i] = item_posed(bank->subject, &bank->bank.items[i], &posed, &finding, &provable) &&
                    provable;
    }
    struct proof proof = {0};
    if (proved != NULL && bank->subject != NULL && bank_prove(bank->subject, &bank->bank, &proof)) {
        for (size_t i = 0; i < proof.count; i++) {
            proved[proof.findings[i].item] = false;
        }
    }
    proof_fini(&proof);
    return proved;
}

static enum status take_bank(struct context *context, const char *name, char *bytes, size_t length,
                             const struct score_wishes *wishes, struct score_key_file *file)
{
    const enum status status =
        banks_take(context, name, bytes, length, wishes->format,
                   wishes->unverified ? BANKS_TRUST : BANKS_PROVE, &file->bank);
    if (status != STATUS_DONE) {
        return status;
    }
    if (wishes->marks) { /* their points are all that is wanted */
        file->key.marks = true;
    }
    bool *proved = proved_items(&file->bank);
    const bool made =
        proved != NULL && key_of_bank(&file->key, &file->bank.bank, file->bank.subject, proved);
    file->key.marks = wishes->marks;
    free(proved);
    return made ? STATUS_DONE : command_no_memory(context);
}

/* ---- Questions that are dropped -------------------------------------------------------------- */

/* The question with this number, as columns of answers call it: "2", "Q2", "Question 2". */
static size_t question_numbered(const struct score_key *key, const char *name)
{
    char lower[32] = {0};
    for (size_t i = 0; name[i] != '\0' && i + 1 < sizeof lower; i++) {
        lower[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] - 'A' + 'a' : name[i]);
    }
    const size_t number = strlen(name) < sizeof lower ? answers_position(lower) : SIZE_MAX;
    return number < key->question_count ? number : KEY_NO_QUESTION;
}

/* Questions that a name can mean which is none's id. */
struct readings {
    size_t questions[2]; /* no two are the same; of more than two only these matter */
    size_t count;
    bool number; /* the first one has this number, too */
};

static void add_reading(struct readings *r, size_t question)
{
    const bool known = r->count > 0 && r->questions[0] == question;
    if (question != KEY_NO_QUESTION && !known && r->count < 2) {
        r->questions[r->count++] = question;
    }
}

/* An id but for zeros or, where all have the same questions in the same order, a number. */
static struct readings read_name(const struct score_key *key, const char *name)
{
    struct readings r = {0};
    size_t question = 0;
    while ((question = key_question_but_zeros(key, name, strlen(name), question)) !=
           KEY_NO_QUESTION) {
        add_reading(&r, question++);
    }
    if (key->paper_count == 0) {
        question = question_numbered(key, name);
        add_reading(&r, question);
        r.number = r.count > 0 && r.questions[0] == question;
    }
    return r;
}

/* A correction of the key reaches everybody: where a name can mean two questions, nobody guesses. */
static enum status refuse_doubtful(struct context *context, const char *name,
                                   const struct score_key *key, const struct readings *r)
{
    const char *first = key->questions[r->questions[0]].id;
    const char *second = key->questions[r->questions[1]].id;
    return command_usage(context, "write the id of the one that is meant",
                         "--drop: \"%s\" can mean question \"%s\" or question \"%s\"", name, first,
                         second);
}

static enum status refuse_unknown(struct context *context, const char *name,
                                  const struct score_key *key, const struct readings *r)
{
    struct buffer hint = {0};
    struct near near = {.word = name};
    for (size_t q = 0; q < key->question_count; q++) {
        near_offer(&near, key->questions[q].id);
    }
    const char *likely = r->count > 0 ? key->questions[r->questions[0]].id : near.best;
    if (likely != NULL) {
        buffer_addf(&hint, "did you mean \"%s\"?", likely);
    } else {
        buffer_addf(&hint, "the first one is called \"%s\"", key->questions[0].id);
    }
    (void)command_usage(context, buffer_text(&hint), "--drop: no question \"%s\" in the key", name);
    buffer_fini(&hint);
    return STATUS_USAGE;
}

/* Which question a name means; else STATUS_USAGE after a message. */
static enum status find_dropped(struct context *context, const char *name,
                                const struct score_key *key, bool again, size_t *question)
{
    *question = key_question(key, name, strlen(name));
    if (*question != KEY_NO_QUESTION) {
        return STATUS_DONE;
    }
    const struct readings r = read_name(key, name);
    if (r.count == 2) {
        return refuse_doubtful(context, name, key, &r);
    }
    if (r.count == 0 || key->paper_count > 0) {
        return refuse_unknown(context, name, key, &r);
    }
    *question = r.questions[0];
    if (!r.number && !again) {
        command_warning(context,
                        "--drop: \"%s\" is taken as question \"%s\": they differ only in zeros",
                        name, key->questions[*question].id);
    }
    return STATUS_DONE;
}

/* --drop: out of the total. */
static enum status drop(struct context *context, const struct score_wishes *wishes,
                        struct score_key *key)
{
    enum status status = STATUS_DONE;
    struct buffer name = {0};
    for (const char *at = wishes->drop; status == STATUS_DONE && *at != '\0';) {
        const size_t length = strcspn(at, ",");
        size_t question = KEY_NO_QUESTION;
        buffer_clear(&name);
        buffer_add(&name, at, length);
        if (name.failed) {
            status = command_no_memory(context);
        } else if (length > 0) {
            status = find_dropped(context, buffer_text(&name), key, wishes->again, &question);
        }
        if (question != KEY_NO_QUESTION) {
            key->questions[question].status = KEY_DROPPED;
        }
        at += length + (at[length] == ',' ? 1 : 0);
    }
    buffer_fini(&name);
    return status;
}

/* ---- All of it ------------------------------------------------------------------------------- */

enum status score_key_take(struct context *context, const char *name, char *bytes, size_t length,
                           const struct score_wishes *wishes, bool drop_too,
                           struct score_key_file *file)
{
    file->name = name;
    file->of_bank = wishes->format != NULL || !looks_typed(bytes);
    sha256_hex(bytes, length, file->sha256);
    enum status status = file->of_bank ? take_bank(context, name, bytes, length, wishes, file)
                                       : take_typed(context, name, bytes, length, wishes, file);
    if (status == STATUS_DONE && file->key.question_count == 0) {
        status =
            command_error(context, STATUS_BAD_INPUT, "\"%s\" has no question to score by", name);
    }
    return status == STATUS_DONE && drop_too ? drop(context, wishes, &file->key) : status;
}

enum status score_key_read(struct context *context, const char *path,
                           const struct score_wishes *wishes, bool drop_too,
                           struct score_key_file *file)
{
    enum status status = STATUS_DONE;
    size_t length = 0;
    char *bytes = packs_read_file(context, path, BANK_SIZE_MAX, &length, &status);
    return bytes == NULL ? status
                         : score_key_take(context, strcmp(path, "-") == 0 ? "<stdin>" : path, bytes,
                                          length, wishes, drop_too, file);
}
