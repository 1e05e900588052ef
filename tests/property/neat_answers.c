/* See the header. */
#include "tests/property/neat_answers.h"

#include <string.h>

/* What questions are called before their numbers: of a key all the same, or of all lengths. */
static const char *const before_number[] = {"q", "task-no-", "the-question-",
                                            "question-at-length-"};

void neat_key(struct buffer *out, struct rng *rng, size_t questions)
{
    const bool options = rng_below(rng, 2) == 0;
    const size_t style = rng_below(rng, 6);
    buffer_add_text(out, options ? "question,answer,options\n" : "question,answer\n");
    for (size_t q = 0; q < questions; q++) {
        const size_t count = 2 + rng_below(rng, 5);
        buffer_addf(out, "%s%zu,%c", before_number[style < 4 ? style : (q + style) % 4], q + 1,
                    (int)('A' + rng_below(rng, count)));
        if (options) {
            buffer_addf(out, ",%zu", count);
        }
        buffer_add_char(out, '\n');
    }
}

void neat_marks_key(struct buffer *out, struct rng *rng, size_t questions)
{
    buffer_add_text(out, "question,points\n");
    for (size_t q = 0; q < questions; q++) {
        buffer_addf(out, "q%zu,%llu\n", q + 1, (unsigned long long)(1 + rng_below(rng, 9)));
    }
}

void neat_sets_key(struct buffer *out, size_t questions)
{
    buffer_add_text(out, "question,answer,options\n");
    for (size_t q = 0; q < questions; q++) {
        buffer_addf(out, "q%zu,AC,%u\n", q + 1, NEAT_SETS);
    }
}

/* May a question have so many different answers that a byte cannot tell them? */
static bool has_many(const struct score_key *key)
{
    return key->marks || key->questions[0].option_count == NEAT_SETS;
}

static void add_mark_or_set(struct maker *m)
{
    if (m->key->marks) {
        buffer_addf(&m->out, "%llu", (unsigned long long)rng_below(&m->rng, NEAT_MARKS));
        return;
    }
    const unsigned long long set = 1 + rng_below(&m->rng, (1u << NEAT_SETS) - 1);
    for (unsigned i = 0; i < NEAT_SETS; i++) {
        if ((set >> i & 1) != 0) {
            buffer_add_char(&m->out, (char)('A' + i));
        }
    }
}

static void add_answer(struct maker *m)
{
    static const char *const others[] = {"AB", "A;C", "*", "z", "7", "a", " B", "\"B\"", "[", "@"};
    if (dirty_maybe(m, 20)) {
        return;
    }
    if (m->key->marks || (has_many(m->key) && !dirty_maybe(m, 3))) {
        add_mark_or_set(m);
        return;
    }
    if (!m->tame && dirty_maybe(m, 40)) {
        buffer_add_text(&m->out, others[rng_below(&m->rng, sizeof others / sizeof *others)]);
        return;
    }
    if (!m->tame && dirty_maybe(m, 400)) {
        buffer_add(&m->out, "B", 2); /* with its NUL */
        return;
    }
    const char letter = (char)('A' + rng_below(&m->rng, dirty_maybe(m, 50) ? 6 : 2));
    buffer_add_char(&m->out, dirty_maybe(m, 30) ? (char)(letter - 'A' + 'a') : letter);
}

/* Ids of all lengths, and not only of ASCII; at times one that is as long as may be, or longer, or none. */
static void add_student(struct maker *m, size_t number)
{
    static const char *const before[] = {"s", "student-of-the-long-name-", "", "\xc3\xa4",
                                         "student-"};
    if (!m->tame && dirty_maybe(m, 100)) {
        buffer_add_text(&m->out, "Student");
        return;
    }
    for (size_t i = !m->tame && dirty_maybe(m, 100) ? 253 + rng_below(&m->rng, 3) : 0; i > 0; i--) {
        buffer_add_char(&m->out, 'e');
    }
    buffer_addf(&m->out, "%s%zu", before[number % 5], number);
}

/* Questions of the header: all in order, those of a part in order, or any of them. */
static size_t choose_columns(struct maker *m, size_t columns[NEAT_QUESTIONS])
{
    const size_t all = m->key->question_count;
    const size_t from = dirty_maybe(m, 3) ? rng_below(&m->rng, all) : 0;
    size_t count = 0;
    for (size_t q = from; q < all; q++) {
        columns[count++] = q;
    }
    for (size_t swaps = dirty_maybe(m, 4) ? count : 0; swaps > 0; swaps--) {
        const size_t a = rng_below(&m->rng, count), b = rng_below(&m->rng, count);
        const size_t kept = columns[a];
        columns[a] = columns[b];
        columns[b] = kept;
    }
    return count;
}

static void add_wide(struct maker *m, size_t students)
{
    size_t columns[NEAT_QUESTIONS];
    const size_t count = choose_columns(m, columns);
    buffer_add_text(&m->out, "student");
    for (size_t i = 0; i < count; i++) {
        buffer_addf(&m->out, "%c%s", m->separator, m->key->questions[columns[i]].id);
    }
    buffer_add_text(&m->out, m->line_end);
    for (size_t s = 0; s < students; s++) {
        add_student(m, dirty_maybe(m, 8) ? rng_below(&m->rng, s + 1) : s);
        const size_t cells = m->tame || !dirty_maybe(m, 30) ? count : count - 1;
        for (size_t i = 0; i < cells; i++) {
            buffer_add_char(&m->out, m->separator);
            add_answer(m);
        }
        buffer_add_text(&m->out, m->line_end);
    }
}

/* A question of the key, or at times something near: the same and a byte more, or nothing. */
static void add_question(struct maker *m, size_t question)
{
    const bool other = !m->tame && dirty_maybe(m, 80);
    if (!other || dirty_maybe(m, 2)) {
        buffer_addf(&m->out, "%s%s", m->key->questions[question].id, other ? "x" : "");
    }
}

static void add_line(struct maker *m, size_t student, size_t question)
{
    add_student(m, student);
    buffer_add_char(&m->out, m->separator);
    add_question(m, question);
    buffer_add_char(&m->out, m->separator);
    add_answer(m);
    if (!m->tame && dirty_maybe(m, 60)) {
        buffer_add_char(&m->out, m->separator); /* a cell too many */
    }
    buffer_add_text(&m->out, m->line_end);
}

static void add_long(struct maker *m, size_t students)
{
    const bool scattered = dirty_maybe(m, 2);
    const size_t questions = m->key->question_count;
    buffer_addf(&m->out, "student%cquestion%canswer%s", m->separator, m->separator, m->line_end);
    for (size_t i = 0; i < students * questions; i++) {
        const bool anywhere = scattered || dirty_maybe(m, 30);
        const size_t student = anywhere ? rng_below(&m->rng, students) : i / questions;
        const size_t question = anywhere ? rng_below(&m->rng, questions) : i % questions;
        add_line(m, student, question);
    }
}

void neat_file(struct maker *m)
{
    static const char separators[] = ",,;\t";
    m->separator = separators[rng_below(&m->rng, 4)];
    m->line_end = dirty_maybe(m, 3) ? "\r\n" : "\n";
    m->tame = dirty_maybe(m, 2);
    buffer_clear(&m->out);
    const size_t students = has_many(m->key) ? NEAT_MARKS / 2 + rng_below(&m->rng, NEAT_MARKS)
                                             : 1 + rng_below(&m->rng, 40);
    if (m->shape == SLOW_WIDE) {
        add_wide(m, students);
    } else {
        add_long(m, students);
    }
    if (dirty_maybe(m, 4)) { /* the last line without an end */
        while (m->out.length > 0 && strchr("\r\n", m->out.bytes[m->out.length - 1]) != NULL) {
            m->out.bytes[--m->out.length] = '\0';
        }
    }
}
