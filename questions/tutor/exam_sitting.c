/* Exams in and out of the store; see the header. */
#include "questions/tutor/exam_sitting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/bank/bank_load.h"
#include "questions/bank/formats.h"
#include "questions/item/subject.h"
#include "questions/tutor/asked.h"
#include "questions/tutor/deck.h"

/* Names of settings. */
#define MINUTES   "minutes"
#define PASS      "pass"
#define SCALE     "scale"
#define TITLE     "title"
#define HEAD      "bank"
#define PACK      "pack"
#define PACK_FILE "pack-file"

static bool no_memory(struct store_problem *problem)
{
    snprintf(problem->text, sizeof problem->text, "memory ran out");
    snprintf(problem->hint, sizeof problem->hint, "close other programs and try again");
    return false;
}

/* Somebody else wrote the database, or it is of a version to come. */
static bool unreadable(struct store_problem *problem, int64_t id, const char *what)
{
    snprintf(problem->text, sizeof problem->text, "exam %lld cannot be taken up again: %.300s",
             (long long)id, what);
    snprintf(problem->hint, sizeof problem->hint,
             "put back a copy of the database, or give this exam up: amiquiz exam --new");
    return false;
}

void exam_sitting_fini(struct exam_sitting *sitting)
{
    exam_free(sitting->exam);
    bank_fini(&sitting->bank);
    buffer_fini(&sitting->text);
    free(sitting->course);
    free(sitting->title);
    free(sitting->pack);
    free(sitting->pack_file);
    free(sitting->damaged);
    *sitting = (struct exam_sitting){0};
}

enum load { LOAD_DONE, LOAD_DAMAGED, LOAD_NO_MEMORY };

/* Read what an exam asks into a zeroed bank, or say in a problem why not.  @text must outlive it */
static enum load load(const struct source_text *text, struct bank *bank, int64_t id,
                      struct store_problem *problem)
{
    struct diags diags = {0};
    enum load loaded = LOAD_DONE;
    if (!bank_load(text, &format_ndjson, bank, &diags)) {
        const bool told = diags.count > 0 && strcmp(diags.items[0].id, "memory") != 0;
        (void)(told ? unreadable(problem, id, diags.items[0].text) : no_memory(problem));
        loaded = told ? LOAD_DAMAGED : LOAD_NO_MEMORY;
    }
    diags_fini(&diags);
    return loaded;
}

/* ---- Beginning ---- */

/* Lists for the store, a place for each question. */
struct rows {
    struct asked *asked;
    struct asked_words *words;
    struct question **questions;
    char **lines; /* the first is the head */
    size_t count;
};

static void rows_fini(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        asked_words_fini(&rows->words[i]);
        question_free(rows->questions[i]);
    }
    free(rows->asked);
    free(rows->words);
    free(rows->questions);
    free(rows->lines);
}

/* Cut a text into lines, in place.  @lines room for most + 1 */
static bool cut_lines(char *text, char *lines[], size_t most)
{
    size_t count = 0;
    for (char *end; *text != '\0' && (end = strchr(text, '\n')) != NULL; text = end + 1) {
        if (count > most) {
            return false;
        }
        *end = '\0';
        lines[count++] = text;
    }
    return count == most + 1;
}

static bool fill_rows(struct rows *rows, const struct exam_begin *begin, const struct bank *bank,
                      int64_t round, const char *digest)
{
    struct deck deck = {0};
    bool good = deck_init(&deck, bank, begin->subject);
    for (size_t i = 0; i < rows->count && good; i++) {
        rows->questions[i] = deck_question(&deck, &bank->items[i], NULL);
        rows->asked[i] = (struct asked){.at = begin->at,
                                        .round = round,
                                        .position = (int64_t)i + 1,
                                        .pack = begin->course,
                                        .digest = digest,
                                        .item = rows->lines[i + 1]};
        good = rows->questions[i] != NULL &&
               asked_describe(&rows->asked[i], &rows->words[i], rows->questions[i]);
    }
    deck_fini(&deck);
    return good;
}

static bool make_rows(struct rows *rows, const struct exam_begin *begin, const struct bank *bank,
                      char *text, int64_t round, const char *digest)
{
    const size_t count = bank->item_count;
    rows->asked = calloc(count + 1, sizeof *rows->asked);
    rows->words = calloc(count + 1, sizeof *rows->words);
    rows->questions = calloc(count + 1, sizeof(struct question *));
    rows->lines = calloc(count + 2, sizeof(char *));
    if (rows->asked == NULL || rows->words == NULL || rows->questions == NULL ||
        rows->lines == NULL) {
        return false;
    }
    rows->count = count;
    return cut_lines(text, rows->lines, count) && fill_rows(rows, begin, bank, round, digest);
}

static bool keep(struct store *store, const struct exam_begin *begin, const struct rows *rows,
                 const char *digest, int64_t *id, struct store_problem *problem)
{
    char minutes[24];
    snprintf(minutes, sizeof minutes, "%lld", (long long)begin->minutes);
    const struct setting settings[] = {
        {.name = MINUTES, .value = minutes},
        {.name = PASS, .value = begin->pass},
        {.name = SCALE, .value = begin->scale},
        {.name = TITLE, .value = begin->title},
        {.name = HEAD, .value = rows->lines[0]},
        {.name = PACK, .value = begin->subject != NULL ? begin->subject->pack->id : NULL},
        {.name = PACK_FILE, .value = begin->pack_file},
    };
    const struct sitting sitting = {.at = begin->at,
                                    .what = SITTING_EXAM,
                                    .pack = begin->course,
                                    .digest = digest,
                                    .seed = begin->seed,
                                    .settings = settings,
                                    .setting_count = sizeof settings / sizeof settings[0],
                                    .asked = rows->asked,
                                    .asked_count = rows->count};
    return store_sitting(store, &sitting, id, problem);
}

bool exam_sitting_begin(struct store *store, const struct exam_begin *begin, int64_t *id,
                        struct store_problem *problem)
{
    char of_nothing[SHA256_HEX_SIZE];
    struct bank bank = {0};
    struct rows rows = {0};
    int64_t round = 0;
    const struct source_text source = {"exam", buffer_text(begin->ndjson), begin->ndjson->length,
                                       1};
    sha256_hex("", 0, of_nothing);
    const char *digest = begin->digest != NULL ? begin->digest : of_nothing;
    char *text = strdup(buffer_text(begin->ndjson));
    bool good = text != NULL || no_memory(problem);
    good = good && store_next_round(store, &round, problem) &&
           load(&source, &bank, 0, problem) == LOAD_DONE;
    if (good && !make_rows(&rows, begin, &bank, text, round, digest)) {
        good = no_memory(problem);
    }
    good = good && keep(store, begin, &rows, digest, id, problem);
    rows_fini(&rows);
    bank_fini(&bank);
    free(text);
    return good;
}

/* ---- Finding ---- */

struct search {
    const char *course;
    int64_t id;
    struct exam_sitting *found;
    bool failed;
};

static bool look(void *context, const struct sitting_record *record)
{
    struct search *search = context;
    struct exam_sitting *found = search->found;
    const bool wanted = search->id != 0 ? record->id == search->id
                                        : record->end == END_OPEN &&
                                              (search->course == NULL ||
                                               strcmp(record->sitting.pack, search->course) == 0);
    if (!wanted) {
        return true;
    }
    char *course = strdup(record->sitting.pack);
    if (course == NULL) {
        search->failed = true;
        return false;
    }
    free(found->course);
    found->course = course;
    found->id = record->id;
    found->began = record->sitting.at;
    found->end = record->end;
    found->ended_at = record->ended_at;
    snprintf(found->digest, sizeof found->digest, "%s", record->sitting.digest);
    return true;
}

/* The settings that are words for something else. */
static bool read_words(struct store *store, struct exam_sitting *s, struct store_problem *problem)
{
    char *minutes = NULL, *pass = NULL, *scale = NULL;
    bool good = store_setting(store, NULL, s->id, MINUTES, &minutes, problem) &&
                store_setting(store, NULL, s->id, PASS, &pass, problem) &&
                store_setting(store, NULL, s->id, SCALE, &scale, problem);
    if (good) {
        s->minutes = minutes != NULL ? strtol(minutes, NULL, 10) : 0;
        const bool sound = s->minutes >= 1 && s->minutes <= EXAM_MINUTES_MAX && pass != NULL &&
                           scale != NULL && scale_read_pass(pass, &s->scale) == NULL &&
                           scale_read(scale, &s->scale) == NULL;
        good = sound || unreadable(problem, s->id, "its settings are not there");
    }
    free(minutes);
    free(pass);
    free(scale);
    return good;
}

bool exam_sitting_find(struct store *store, const char *course, int64_t id,
                       struct exam_sitting *sitting, struct store_problem *problem)
{
    struct search search = {.course = course, .id = id, .found = sitting};
    if (!store_sittings(store, SITTING_EXAM, look, &search, problem)) {
        return false;
    }
    if (search.failed) {
        return no_memory(problem);
    }
    return sitting->id == 0 ||
           (read_words(store, sitting, problem) &&
            store_setting(store, NULL, sitting->id, TITLE, &sitting->title, problem) &&
            store_setting(store, NULL, sitting->id, PACK, &sitting->pack, problem) &&
            store_setting(store, NULL, sitting->id, PACK_FILE, &sitting->pack_file, problem));
}

/* ---- Giving up ---- */

/* A setting that cannot be read stands for no time at all. */
static bool end_one(struct store *store, const struct exam_sitting *s, int64_t now,
                    struct store_problem *problem)
{
    char *words = NULL;
    if (!store_setting(store, NULL, s->id, MINUTES, &words, problem)) {
        return false;
    }
    const long said = words != NULL ? strtol(words, NULL, 10) : 0;
    const int64_t over = s->began + (said > 0 && said <= EXAM_MINUTES_MAX ? 60 * said : 0);
    free(words);
    return store_end(store, s->id, now < over ? now : over,
                     now < over ? END_HANDED_IN : END_TIMED_OUT, problem);
}

bool exam_sittings_end(struct store *store, const char *course, int64_t now, size_t *ended,
                       struct store_problem *problem)
{
    for (*ended = 0;; ++*ended) {
        struct exam_sitting found = {0};
        struct search search = {.course = course, .found = &found};
        bool good = store_sittings(store, SITTING_EXAM, look, &search, problem);
        good = good && (!search.failed || no_memory(problem));
        const bool more = good && found.id != 0;
        good = more ? end_one(store, &found, now, problem) : good;
        exam_sitting_fini(&found);
        if (!good || !more) {
            return good;
        }
    }
}

/* ---- Taking it up ---- */

static bool log_event(void *context, const struct event *event)
{
    struct exam_sitting *s = context;
    return store_event(s->store, event, s->problem);
}

static bool log_end(void *context, int64_t at, enum sitting_end end)
{
    struct exam_sitting *s = context;
    return store_end(s->store, s->id, at, end, s->problem);
}

/* What an exam asks: the head of a bank, then a line for each question. */
struct kept {
    struct buffer text;
    size_t lines; /* behind the head */
};

static bool add_line(void *context, const struct outcome_record *record)
{
    struct kept *kept = context;
    const char *item = record->asked.item;
    const bool one_line = item != NULL && strchr(item, '\n') == NULL;
    buffer_addf(&kept->text, "%s\n", one_line ? item : "");
    kept->lines++;
    return !kept->text.failed;
}

/* A question is added to the exam while the store walks through their records. */
struct adding {
    struct exam_sitting *sitting;
    const struct deck *deck;
    size_t record, next; /* the next ones of the records and of the bank, which lacks the damaged */
    bool failed;
};

static bool add_question(void *context, const struct outcome_record *record)
{
    struct adding *a = context;
    const struct bank *bank = &a->sitting->bank;
    if (a->sitting->damaged != NULL && a->sitting->damaged[a->record++]) {
        return true;
    }
    struct question *question =
        a->next < bank->item_count ? deck_question(a->deck, &bank->items[a->next++], NULL) : NULL;
    a->failed = question == NULL || !exam_add(a->sitting->exam, question, record);
    return !a->failed;
}

static bool add_questions(struct store *store, struct exam_sitting *s,
                          const struct subject *subject, struct store_problem *problem)
{
    struct deck deck = {0};
    struct adding adding = {.sitting = s, .deck = &deck};
    bool good = deck_init(&deck, &s->bank, subject) || no_memory(problem);
    good = good && store_sitting_history(store, s->id, add_question, &adding, problem);
    if (good && adding.failed) {
        good = no_memory(problem);
    }
    deck_fini(&deck);
    return good;
}

/* The next line and its line feed; its length is 0 at the end. */
static struct source_text next_line(const char **text)
{
    const char *line = *text;
    const size_t length = strcspn(line, "\n") + (strchr(line, '\n') != NULL);
    *text += length;
    return (struct source_text){"exam", line, length, 1};
}

/* Is a line a question?  It is read with the head alone. */
static enum load load_one(const struct source_text *head, const struct source_text *line)
{
    struct store_problem unsaid = {{0}, {0}};
    struct buffer text = {0};
    struct bank bank = {0};
    buffer_add(&text, head->bytes, head->length);
    buffer_add(&text, line->bytes, line->length);
    const struct source_text one = {"exam", buffer_text(&text), text.length, 1};
    enum load loaded = text.failed ? LOAD_NO_MEMORY : load(&one, &bank, 0, &unsaid);
    if (loaded == LOAD_DONE && bank.item_count != 1) {
        loaded = LOAD_DAMAGED;
    }
    bank_fini(&bank);
    buffer_fini(&text);
    return loaded;
}

/* Take the questions that are damaged out of the text, and note which they are. */
static bool leave_out(struct exam_sitting *s, size_t lines, struct store_problem *problem)
{
    struct buffer sound = {0};
    const char *rest = buffer_text(&s->text);
    const struct source_text head = next_line(&rest);
    bool good = true;
    s->damaged = calloc(lines + 1, sizeof *s->damaged);
    buffer_add(&sound, head.bytes, head.length);
    for (size_t i = 0; i < lines && good && s->damaged != NULL; i++) {
        const struct source_text line = next_line(&rest);
        const enum load loaded = load_one(&head, &line);
        s->damaged[i] = loaded == LOAD_DAMAGED;
        s->damaged_count += loaded == LOAD_DAMAGED;
        good = loaded != LOAD_NO_MEMORY;
        if (loaded == LOAD_DONE) {
            buffer_add(&sound, line.bytes, line.length);
        }
    }
    good = good && s->damaged != NULL && !sound.failed;
    buffer_fini(&s->text);
    s->text = sound;
    return good || no_memory(problem);
}

/* What it asks, as it was kept, but for what is damaged. */
static bool read_text(struct store *store, struct exam_sitting *s, struct store_problem *problem)
{
    char *head = NULL;
    struct kept kept = {{0}, 0};
    if (!store_setting(store, NULL, s->id, HEAD, &head, problem)) {
        return false;
    }
    buffer_addf(&kept.text, "%s\n", head != NULL ? head : "");
    free(head);
    const bool told = store_sitting_history(store, s->id, add_line, &kept, problem);
    s->text = kept.text;
    if (!told || s->text.failed) {
        return told && no_memory(problem);
    }
    s->source = (struct source_text){"exam", buffer_text(&s->text), s->text.length, 1};
    enum load loaded = load(&s->source, &s->bank, s->id, problem);
    if (loaded != LOAD_NO_MEMORY && (loaded == LOAD_DAMAGED || s->bank.item_count != kept.lines)) {
        bank_fini(&s->bank);
        s->bank = (struct bank){0};
        if (!leave_out(s, kept.lines, problem)) {
            return false;
        }
        s->source = (struct source_text){"exam", buffer_text(&s->text), s->text.length, 1};
        loaded = load(&s->source, &s->bank, s->id, problem);
    }
    return loaded == LOAD_DONE;
}

bool exam_sitting_open(struct store *store, struct exam_sitting *sitting,
                       const struct subject *subject, const struct session_clock *clock,
                       struct store_problem *problem)
{
    const struct exam_options options = {.began = sitting->began,
                                         .minutes = sitting->minutes,
                                         .clock = *clock,
                                         .log = {log_event, log_end, sitting}};
    sitting->store = store;
    sitting->problem = problem;
    if (!read_text(store, sitting, problem)) {
        return false;
    }
    if (sitting->bank.item_count == 0) {
        return unreadable(problem, sitting->id, "all of its questions are damaged");
    }
    sitting->exam = exam_new(&options);
    if (sitting->exam == NULL) {
        return no_memory(problem);
    }
    if (!add_questions(store, sitting, subject, problem)) {
        return false;
    }
    exam_start(sitting->exam, sitting->end);
    return true;
}
