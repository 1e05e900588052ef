/* See the header; what is odd, and how often, stands in the lists and in the calls of dirty_maybe(). */
#include "tests/property/dirty_answers.h"

#include <stdio.h>
#include <string.h>

#define QUESTIONS DIRTY_QUESTIONS
#define OPTIONS   4

/* ---- Keys ------------------------------------------------------------------------------------ */

static struct item_option options[QUESTIONS][OPTIONS];
static struct item items[QUESTIONS];
static struct paper_question places[DIRTY_PAPERS][QUESTIONS];
static struct paper papers[DIRTY_PAPERS];
static const char *const ids[QUESTIONS] = {"q1", "q2", "a-much-longer-id-of-a-question", "Q,4",
                                           "fifth"};
static const char *const stems[QUESTIONS] = {"What is shared?", "Who owns it?", "Who owns it, then",
                                             "Fourth: what?", "Fifth"};
static const char *const texts[QUESTIONS][OPTIONS] = {
    {"Copy the AMI", "Copy, then register", "Launch & image <it>", "None; the owner grants"},
    {"Bad", "a", "a; b", "b"},
    {"yes", "no", "It's \"quoted\"", "1,5"},
    {"Ärger", "one two", "one", "two"},
    {"Copy the AMI", "Launch", "Copy the AMI, Launch", "x"},
};
static const char *const outcomes[QUESTIONS][OPTIONS] = {
    {"copy-image", "copy-register", "launch", "not-possible"},
    {NULL},
    {"yes", "no"},
    {NULL},
    {NULL}};

struct item *dirty_items(void)
{
    static const unsigned char orders[3][OPTIONS] = {{2, 0, 3, 1}, {1, 0, 2, 3}, {3, 2, 1, 0}};
    static const size_t order[3][QUESTIONS] = {{4, 1, 0, 2, 3}, {0, 1, 2}, {3, 2, 1, 0, 4}};
    for (size_t q = 0; q < QUESTIONS; q++) {
        for (size_t o = 0; o < OPTIONS; o++) {
            options[q][o] = (struct item_option){.id = item_letter_id(o),
                                                 .text = texts[q][o],
                                                 .correct = o == q % OPTIONS,
                                                 .outcome = outcomes[q][o]};
        }
        items[q] = (struct item){.id = ids[q],
                                 .stem = stems[q],
                                 .select = 1,
                                 .options = options[q],
                                 .option_count = OPTIONS,
                                 .points = 1,
                                 .difficulty = -1};
        for (size_t p = 0; p < 3; p++) {
            places[p][q].item = order[p][q];
            memcpy(places[p][q].order, orders[p], OPTIONS);
        }
    }
    return items;
}

struct paper *dirty_papers(void)
{
    papers[0] = (struct paper){"F1", "p1", places[0], 5};
    papers[1] = (struct paper){"F2", NULL, places[1], 3};
    papers[2] = (struct paper){"F3", "p3", places[2], 5};
    return papers;
}

/* ---- Files ----------------------------------------------------------------------------------- */

bool dirty_maybe(struct maker *m, size_t in)
{
    return rng_below(&m->rng, in) == 0;
}

static const char *pick(struct maker *m, const char *const list[], size_t count)
{
    return list[rng_below(&m->rng, count)];
}
#define PICK(m, list) pick(m, list, sizeof(list) / sizeof *(list))

static const char *any_student(struct maker *m)
{
    static const char *const good[] = {"s1",
                                       "s2",
                                       "s3",
                                       "s12345678",
                                       "sixteen-bytes-id",
                                       "more-than-sixteen-bytes",
                                       "p1",
                                       "p3",
                                       "s 7",
                                       "\xc3\xa4\xc3\xb6",
                                       "p1",
                                       "s9"};
    static const char *const odd[] = {"",
                                      " ",
                                      "s\xff",
                                      "s\x01",
                                      "\"s\"",
                                      "=1+1",
                                      "-",
                                      " s1 ",
                                      "student",
                                      "\xc2\x85",
                                      "\xc2\xa0",
                                      "\xc2\xa0s1\xe3\x80\x80",
                                      "s2\xe2\x80\x83 "};
    static char numbered[16];
    static char endless[400];
    if (m->tame || !dirty_maybe(m, 12)) {
        snprintf(numbered, sizeof numbered, "t%u", (unsigned)rng_below(&m->rng, 40));
        return dirty_maybe(m, 2) ? numbered : PICK(m, good);
    }
    if (dirty_maybe(m, 8)) {
        memset(endless, 'e', 254 + rng_below(&m->rng, 4));
        return endless;
    }
    return PICK(m, odd);
}

static const char *any_question(struct maker *m)
{
    static const char *const odd[] = {
        "",      "q9",   "Q1", "3",   "q5",   "0",   " q2 ",
        "FIFTH", "q1\"", "99", "q01", "Q002", "0q1", "\xc2\xa0q2\xe2\x80\xaf"};
    return !m->tame && dirty_maybe(m, 8) ? PICK(m, odd) : ids[rng_below(&m->rng, QUESTIONS)];
}

static const char *any_answer(struct maker *m)
{
    static const char *const letters[] = {"A", "B", "C", "D", "A", "B", "C", "", "a"};
    static const char *const odd[] = {"AC",
                                      "A;C",
                                      "A, B",
                                      " B ",
                                      "E",
                                      "Z",
                                      "*",
                                      "[\"A\",\"C\"]",
                                      "[]",
                                      "[1]",
                                      "[\"B\"]",
                                      "junk",
                                      "-",
                                      "3",
                                      "AA",
                                      ";A",
                                      "A;;B",
                                      "copy-image",
                                      "Not-Possible",
                                      "launch",
                                      "no",
                                      "YES",
                                      "copy the  ami",
                                      "Launch &amp; image &lt;it&gt;",
                                      "a; b",
                                      "a; b; Bad",
                                      "a;b",
                                      "b; a",
                                      "one two; two",
                                      "It&#39;s &quot;quoted&quot;",
                                      "Copy\\, then register,Copy the AMI",
                                      "Copy the AMI,Launch",
                                      "Copy the AMI, Launch",
                                      "None; the owner grants; Copy the AMI",
                                      "\xc3\xa4rger",
                                      "1,5",
                                      "[\"Bad\",\"a\"]",
                                      "[\"A\"",
                                      "\"",
                                      "A\"",
                                      "ABCD",
                                      "ABCDE",
                                      "'",
                                      "A\tB",
                                      "\xc2\xa0",
                                      "B\xe2\x80\x89",
                                      " \xe3\x80\x80 one two",
                                      "[\"A\xc2\xa0\"]",
                                      "0.5\xc2\xa0",
                                      "\xa0"};
    static const char *const marks[] = {
        "1", "0.5", "0,5",  "-0.25", "3",    "x", "",          "1e3",          "+1", "1.", ".",
        "0", "-1",  "-1.5", "1.0",   "  1 ", "*", "1\xc2\xa0", "\xe3\x80\x80", "A",  "b"};
    if (m->key->marks) {
        return m->tame ? "0.5" : PICK(m, marks);
    }
    return m->tame || !dirty_maybe(m, 5) ? PICK(m, letters) : PICK(m, odd);
}

/* A cell, quoted where it must be, now and then where it need not, and rarely wrongly. */
static void add_cell(struct maker *m, const char *text)
{
    const char must[] = {m->separator, '"', '\n', '\r', '\0'};
    const bool quote = strpbrk(text, must) != NULL ? m->tame || !dirty_maybe(m, 10)
                                                   : !m->tame && dirty_maybe(m, 12);
    if (!quote) {
        buffer_add_text(&m->out, text);
        return;
    }
    buffer_add_char(&m->out, '"');
    for (; *text != '\0'; text++) {
        buffer_add_text(&m->out, *text == '"' ? "\"" : "");
        buffer_add_char(&m->out, *text);
    }
    if (m->tame || !dirty_maybe(m, 40)) {
        buffer_add_char(&m->out, '"');
    }
    if (!m->tame && dirty_maybe(m, 60)) {
        buffer_add_char(&m->out, 'x');
    }
}

static void add_separator(struct maker *m)
{
    buffer_add_char(&m->out, m->separator);
}

static void end_line(struct maker *m)
{
    static const char nul = '\0';
    if (!m->tame && dirty_maybe(m, 25)) {
        add_separator(m);
    }
    if (!m->tame && dirty_maybe(m, 60)) {
        buffer_add(&m->out, &nul, 1);
    }
    buffer_add_text(&m->out, m->line_end);
    while (!m->tame && dirty_maybe(m, 15)) {
        buffer_add_text(&m->out, dirty_maybe(m, 2) ? "\n" : "\r\n");
    }
}

/* One more column of a header, if it is wanted. */
static void add_name(struct maker *m, bool wanted, const char *name)
{
    if (wanted) {
        add_separator(m);
        buffer_add_text(&m->out, name);
    }
}

static const char *any_form(struct maker *m)
{
    static const char *const forms[] = {"F1", "F2", "F2", "F3", "", "F9"};
    return PICK(m, forms);
}

static void add_long(struct maker *m, size_t lines)
{
    const bool form = m->key->paper_count > 0 && dirty_maybe(m, 2), extra = dirty_maybe(m, 3);
    const bool turned = dirty_maybe(m, 3);
    buffer_addf(&m->out, turned ? "answer%cquestion%cstudent" : "student%cquestion%canswer",
                m->separator, m->separator);
    add_name(m, form, "form");
    add_name(m, extra, "when");
    buffer_add_text(&m->out, m->line_end);
    char student[400] = "";
    for (size_t i = 0, q = 0; i < lines; i++) {
        if (*student == '\0' || dirty_maybe(m, 6)) {
            snprintf(student, sizeof student, "%s", any_student(m));
            q = 0;
        }
        const char *question = dirty_maybe(m, 4) ? any_question(m) : ids[q++ % QUESTIONS];
        add_cell(m, turned ? any_answer(m) : student);
        add_separator(m);
        add_cell(m, question);
        add_separator(m);
        add_cell(m, turned ? student : any_answer(m));
        if (form) {
            add_separator(m);
            add_cell(m, any_form(m));
        }
        if (extra) {
            add_separator(m);
            add_cell(m, dirty_maybe(m, 5) ? "two\nlines" : "12:00");
        }
        end_line(m);
    }
}

static void add_wide(struct maker *m, size_t lines)
{
    const bool by_place = m->key->paper_count > 0, form = by_place && dirty_maybe(m, 2);
    const size_t columns = by_place ? 3 + rng_below(&m->rng, 4) : QUESTIONS;
    const bool extra = dirty_maybe(m, 4);
    buffer_add_text(&m->out, "student");
    for (size_t i = 0; i < columns; i++) {
        add_separator(m);
        char name[32];
        snprintf(name, sizeof name, "Q%zu", i + 1);
        const bool zeros = !by_place && i < 2 && dirty_maybe(m, 4);
        if (zeros) {
            snprintf(name, sizeof name, "Q0%zu", i + 1);
        }
        const bool tame = m->tame;
        m->tame = true;
        add_cell(m, by_place || zeros ? name : ids[i]);
        m->tame = tame;
    }
    add_name(m, form, "form");
    add_name(m, extra, "remark");
    buffer_add_text(&m->out, m->line_end);
    for (size_t i = 0; i < lines / 3; i++) {
        add_cell(m, any_student(m));
        for (size_t c = 0; c < columns; c++) {
            if (m->tame || !dirty_maybe(m, 60)) {
                add_separator(m);
            }
            add_cell(m, any_answer(m));
        }
        if (form) {
            add_separator(m);
            add_cell(m, any_form(m));
        }
        if (extra) {
            add_separator(m);
            add_cell(m, "hm, \"yes\"");
        }
        end_line(m);
    }
}

static void add_moodle(struct maker *m, size_t lines)
{
    static const char *const states[] = {"Finished", "Finished",    "Finished",
                                         "finished", "In progress", "Never submitted"};
    const bool stem_columns = m->key->bank != NULL && dirty_maybe(m, 2);
    const bool tame = m->tame;
    buffer_addf(&m->out, "Last name%cFirst name%cID number%cEmail address%cState", m->separator,
                m->separator, m->separator, m->separator);
    for (unsigned i = 1; i <= QUESTIONS; i++) {
        if (stem_columns) {
            buffer_addf(&m->out, "%cQuestion %u", m->separator, i);
        }
        buffer_addf(&m->out, "%cResponse %u%cRight answer %u", m->separator, i, m->separator, i);
    }
    buffer_add_text(&m->out, m->line_end);
    for (size_t i = 0; i < lines / 3; i++) {
        const char *student = any_student(m);
        const char *const cells[] = {"Smith", "Zo\xc3\xab", student};
        for (size_t c = 0; c < 3; c++) {
            add_cell(m, cells[c]);
            add_separator(m);
        }
        char mail[32];
        snprintf(mail, sizeof mail, "m%u@example.org", (unsigned)rng_below(&m->rng, 9));
        add_cell(m, dirty_maybe(m, 20) ? "" : mail);
        add_separator(m);
        add_cell(m, PICK(m, states));
        const size_t turn = dirty_maybe(m, 3) ? rng_below(&m->rng, QUESTIONS) : 0;
        for (size_t q = 0; q < QUESTIONS; q++) {
            if (stem_columns) {
                char stem[100];
                snprintf(stem, sizeof stem, "%s%s", stems[(q + turn) % QUESTIONS],
                         dirty_maybe(m, 2) ? ": a; b" : "");
                add_separator(m);
                m->tame = true;
                add_cell(m, !tame && dirty_maybe(m, 15)   ? "Who?"
                            : !tame && dirty_maybe(m, 15) ? "-"
                                                          : stem);
                m->tame = tame;
            }
            add_separator(m);
            add_cell(m, any_answer(m));
            add_separator(m);
            add_cell(m, "x");
        }
        end_line(m);
    }
    buffer_addf(&m->out, "Overall average%c%c%c%c", m->separator, m->separator, m->separator,
                m->separator);
    for (size_t q = 0; q < (stem_columns ? 3 : 2) * QUESTIONS; q++) {
        add_separator(m);
    }
    buffer_add_text(&m->out, m->line_end);
}

static void add_canvas(struct maker *m, size_t lines)
{
    const bool tame = m->tame;
    buffer_addf(&m->out, "name%cid%csis_id%csubmitted", m->separator, m->separator, m->separator);
    for (size_t q = 0; q < QUESTIONS; q++) {
        char name[100];
        snprintf(name, sizeof name, "%zu: %s", 1000 + q, stems[(q + 2) % QUESTIONS]);
        add_separator(m);
        m->tame = true;
        add_cell(m, name);
        m->tame = tame;
        buffer_addf(&m->out, "%c1.0", m->separator);
    }
    buffer_addf(&m->out, "%cn correct%cn incorrect%cscore%s", m->separator, m->separator,
                m->separator, m->line_end);
    for (size_t i = 0; i < lines / 3; i++) {
        add_cell(m, "Ann");
        add_separator(m);
        add_cell(m, any_student(m));
        buffer_addf(&m->out, "%cx%c2024", m->separator, m->separator);
        for (size_t q = 0; q < QUESTIONS; q++) {
            add_separator(m);
            add_cell(m, any_answer(m));
            add_separator(m);
            buffer_add_text(&m->out, "0.0");
        }
        buffer_addf(&m->out, "%c1%c4%c1", m->separator, m->separator, m->separator);
        end_line(m);
    }
}

static void add_json_text(struct maker *m, const char *text)
{
    buffer_add_char(&m->out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            buffer_addf(&m->out, "\\%c", *text);
        } else if ((unsigned char)*text < ' ') {
            buffer_addf(&m->out, "\\u%04x", (unsigned)(unsigned char)*text);
        } else if (!m->tame && dirty_maybe(m, 200)) {
            buffer_addf(&m->out, "\\u%04x", (unsigned)(unsigned char)*text % 128);
        } else {
            buffer_add_char(&m->out, *text);
        }
    }
    buffer_add_char(&m->out, '"');
}

static void add_ndjson(struct maker *m, size_t lines)
{
    static const char *const odd[] = {"null", "[\"A\",\"C\"]", "[]", "true", "{}",
                                      "1",    "[1]",           "\"A"};
    static const char *const junk[] = {"{}",
                                       "[]",
                                       "{\"student\":\"s1\"}",
                                       "x",
                                       "{\"student\":\"s1\",",
                                       "   ",
                                       "{\"student\":\"s1\",\"student\":\"s2\"}",
                                       "{\"student\":7,\"question\":\"q1\",\"answer\":\"A\"}"};
    const bool spaces = dirty_maybe(m, 3), more = dirty_maybe(m, 4),
               form = m->key->paper_count > 0 && dirty_maybe(m, 2);
    char student[400] = "";
    for (size_t i = 0, q = 0; i < lines; i++) {
        if (!m->tame && dirty_maybe(m, 15)) {
            buffer_add_text(&m->out, PICK(m, junk));
            end_line(m);
            continue;
        }
        if (*student == '\0' || dirty_maybe(m, 6)) {
            snprintf(student, sizeof student, "%s", any_student(m));
            q = 0;
        }
        buffer_add_text(&m->out, more ? "{\"n\":1," : "{");
        buffer_add_text(&m->out, spaces ? "\"student\": " : "\"student\":");
        add_json_text(m, student);
        buffer_add_text(&m->out, spaces ? ", \"question\": " : ",\"question\":");
        add_json_text(m, dirty_maybe(m, 4) ? any_question(m) : ids[q++ % QUESTIONS]);
        buffer_add_text(&m->out, spaces ? ", \"answer\": " : ",\"answer\":");
        if (!m->tame && dirty_maybe(m, 10)) {
            buffer_add_text(&m->out, PICK(m, odd));
        } else {
            add_json_text(m, any_answer(m));
        }
        if (form) {
            buffer_add_text(&m->out, ",\"form\":");
            add_json_text(m, any_form(m));
        }
        buffer_add_text(&m->out, "}");
        end_line(m);
    }
}

static void add_fixed(struct maker *m, size_t lines)
{
    static const char marks[] = "1234ABCD 1234abcd 12*59EZx";
    for (size_t i = 0; i < lines / 2; i++) {
        buffer_addf(&m->out, "%-9.9s", any_student(m));
        buffer_addf(&m->out, "%-2.2s", m->key->paper_count > 0 ? any_form(m) : "");
        const size_t width = m->tame || !dirty_maybe(m, 10) ? QUESTIONS : rng_below(&m->rng, 10);
        for (size_t q = 0; q < width; q++) {
            buffer_add_char(&m->out, marks[rng_below(&m->rng, m->tame ? 9 : sizeof marks - 1)]);
        }
        end_line(m);
    }
}

void dirty_file(struct maker *m)
{
    static void (*const shapes[])(struct maker *, size_t) = {add_long,   add_wide,   add_moodle,
                                                             add_canvas, add_ndjson, add_fixed};
    static const char separators[] = ",,,;\t";
    m->separator = separators[rng_below(&m->rng, 5)];
    m->line_end = dirty_maybe(m, 3) ? "\r\n" : "\n";
    m->tame = dirty_maybe(m, 3);
    buffer_clear(&m->out);
    if (dirty_maybe(m, 6)) {
        buffer_add_text(&m->out, "\xef\xbb\xbf");
    }
    if (m->shape < SLOW_NDJSON && dirty_maybe(m, 6)) {
        buffer_addf(&m->out, "%s%c%s", dirty_maybe(m, 2) ? "sep=" : "Sep=", m->separator,
                    m->line_end);
    }
    shapes[m->shape](m, 1 + rng_below(&m->rng, 120));
    if (dirty_maybe(m, 4)) { /* the last line without an end */
        while (m->out.length > 0 && strchr("\r\n", m->out.bytes[m->out.length - 1]) != NULL) {
            m->out.bytes[--m->out.length] = '\0';
        }
    }
}
