/* The page of one student: the score, which wrong ideas the answers fit, what to read, and every question
 * as it stood on the student's own paper. */
#include "questions/score/page_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/subject.h"
#include "questions/score/credit.h"

/* The page being written, and who it is about. */
struct student_page {
    struct buffer *out;
    const struct scored *scored;
    size_t student;
    const struct paper *paper; /* NULL: all questions in key order */
    size_t places;             /* questions on it */
};

/* A question at its place, and what became of it. */
struct answered {
    size_t question;
    const struct key_question *key;
    const unsigned char *order; /* NULL: options as they stand */
    size_t options;
    struct response response;
    bool right;
    double points; /* NAN: counts for nobody */
};

static struct student_page student_page(struct buffer *out, const struct scored *scored,
                                        size_t student)
{
    const struct score_key *key = scored_key(scored);
    const size_t paper = sheet_student(scored->results->sheet, student).paper;
    struct student_page page = {.out = out, .scored = scored, .student = student};
    page.paper = paper != KEY_NO_PAPER ? &key->papers[paper] : NULL;
    page.places = page.paper != NULL ? page.paper->question_count : key->question_count;
    return page;
}

static struct answered answered_at(const struct student_page *page, size_t place)
{
    const struct sheet *sheet = page->scored->results->sheet;
    const struct score_key *key = scored_key(page->scored);
    struct answered a = {.question = place};
    if (page->paper != NULL) {
        a.question = page->paper->questions[place].item;
        a.order = page->paper->questions[place].order;
    }
    a.key = &key->questions[a.question];
    a.options = sheet_options(sheet, a.question);
    a.response = code_book_response(sheet_book(sheet, a.question),
                                    sheet_answer(sheet, page->student, a.question));
    a.right = credit_is_right(key, a.question, &a.response);
    a.points = a.key->status == KEY_ALL_CREDIT ? a.key->points
               : a.key->status == KEY_SCORED
                   ? credit_points(&page->scored->results->options.credit, key, a.question,
                                   a.options, &a.response)
                   : (double)NAN;
    return a;
}

static bool is_missed(const struct answered *a)
{
    return a->key->status != KEY_DROPPED && !a->right;
}

/* Options as the paper's letters. */
static uint32_t as_printed(const struct answered *a, uint32_t options)
{
    uint32_t printed = 0;
    for (size_t i = 0; i < a->options && i < KEY_OPTIONS_MAX; i++) {
        const size_t option = a->order != NULL ? a->order[i] : i;
        printed |= (options >> option & 1) << i;
    }
    return printed;
}

static void add_answer(struct buffer *out, const struct student_page *page,
                       const struct answered *a)
{
    switch (a->response.kind) {
    case RESPONSE_IS_NONE:
    case RESPONSE_IS_BLANK:
        buffer_add_text(out, "none");
        break;
    case RESPONSE_IS_DOUBLE:
        buffer_add_text(out, "a double mark");
        break;
    case RESPONSE_IS_OPTIONS:
        scored_letters(out, as_printed(a, a->response.options));
        break;
    case RESPONSE_IS_MARK:
        summary_number(out, a->response.mark, 2);
        break;
    case RESPONSE_IS_OUTCOME: {
        struct buffer words = {0};
        results_response_words(&words, page->scored->results->sheet, a->question, &a->response);
        html_text(out, buffer_text(&words));
        page_piece_end(out, &words);
        break;
    }
    }
}

static void add_right(struct buffer *out, const struct answered *a)
{
    for (size_t i = 0; i < a->key->right_count; i++) {
        buffer_add_text(out, i > 0 ? ", or " : "");
        scored_letters(out, as_printed(a, a->key->right[i]));
    }
    if (a->key->right_count == 0) {
        buffer_add_text(out, "-");
    }
}

/* "1 of 1 point"; what counts for nobody says so. */
static void add_points(struct buffer *out, const struct answered *a)
{
    if (!isfinite(a->points)) {
        buffer_add_text(out, "not counted");
        return;
    }
    summary_number(out, a->points, 2);
    buffer_add_text(out, " of ");
    summary_number(out, a->key->points, 2);
    buffer_add_text(out, a->key->points > 1 || a->key->points < 1 ? " points" : " point");
}

/* ---- Beliefs --------------------------------------------------------------------------------- */

static void add_belief(struct buffer *out, const struct score_belief *belief,
                       struct belief_count count, bool held)
{
    buffer_add_text(out, "<li>");
    if (belief->other_edition) {
        buffer_add_text(out, "<b>Your answers fit <q dir=\"auto\">");
        page_belief(out, belief);
        buffer_addf(
            out,
            "</q></b> (%u of %u answers). That is no mistake in substance, but this test goes "
            "by another edition of the rules.</li>\n",
            (unsigned)count.shown, (unsigned)count.chances);
        return;
    }
    buffer_add_text(out, "<b><q dir=\"auto\">");
    page_belief(out, belief);
    buffer_addf(out, "</q></b> (%u of %u answer%s%s).", (unsigned)count.shown,
                (unsigned)count.chances, count.chances == 1 ? "" : "s",
                held ? "" : ", too few to say that you hold it");
    if (belief->correct != NULL) {
        buffer_add_text(out, " What holds: <span dir=\"auto\">");
        page_cut(out, belief->correct, 1000);
        buffer_add_text(out, "</span>");
    }
    buffer_add_text(out, "</li>\n");
}

/*
 * What most answers fit comes first: who holds a broad belief gives the answers of narrower ones, too.
 * The other edition, which is no mistake, stays last.
 */
static void sort_beliefs(const struct score_beliefs *beliefs, const struct belief_count counts[],
                         size_t order[])
{
    for (size_t i = 0; i < score_belief_count(beliefs); i++) {
        size_t at = i;
        for (; at > 0 && !score_belief(beliefs, i)->other_edition &&
               counts[order[at - 1]].shown < counts[i].shown;
             at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

static size_t add_standing(struct buffer *out, const struct score_beliefs *beliefs,
                           const struct belief_count counts[], const size_t order[], bool held)
{
    size_t said = 0;
    for (size_t at = 0; at < score_belief_count(beliefs); at++) {
        const size_t i = order[at];
        const enum belief_standing standing = belief_standing(counts[i]);
        const bool other = score_belief(beliefs, i)->other_edition;
        if (held ? standing == BELIEF_HELD
                 : standing != BELIEF_HELD && counts[i].shown > 0 && !other) {
            add_belief(out, score_belief(beliefs, i), counts[i], held);
            said++;
        }
    }
    return said;
}

static void add_beliefs(const struct student_page *page)
{
    const struct results *results = page->scored->results;
    const size_t count = score_belief_count(results->beliefs);
    struct belief_count *counts = calloc(count + 1, sizeof *counts);
    size_t *order = calloc(count + 1, sizeof *order);
    struct buffer held = {0}, some = {0};
    if (counts == NULL || order == NULL || count == 0) {
        page->out->failed = page->out->failed || counts == NULL || order == NULL;
        free(counts);
        free(order);
        return;
    }
    score_belief_counts(results->beliefs, results->sheet, page->student, counts);
    sort_beliefs(results->beliefs, counts, order);
    const size_t holds = add_standing(&held, results->beliefs, counts, order, true);
    const size_t others = add_standing(&some, results->beliefs, counts, order, false);
    page_heading(page->out, 2, "beliefs", "What your answers say");
    if (holds > 0) {
        buffer_addf(
            page->out,
            "<p>Your answers fit %s again and again:</p>\n<ul class=\"beliefs\">\n%s</ul>\n",
            holds == 1 ? "this idea" : "these ideas", buffer_text(&held));
    } else {
        buffer_add_text(page->out, "<p>No wrong idea shows through your answers again and "
                                   "again.</p>\n");
    }
    if (others > 0) {
        buffer_addf(page->out, "<p>Now and then they fit:</p>\n<ul class=\"beliefs\">\n%s</ul>\n",
                    buffer_text(&some));
    }
    page_piece_end(page->out, &held);
    page_piece_end(page->out, &some);
    free(counts);
    free(order);
}

/* ---- What to read ---------------------------------------------------------------------------- */

/* Sources that stand in the list already; borrowed. */
struct seen {
    const char **items; /* owned */
    size_t count, capacity;
    bool failed;
};

/* Is it new?  Then it is kept. */
static bool is_new(struct seen *seen, const char *source)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (strcmp(seen->items[i], source) == 0) {
            return false;
        }
    }
    if (seen->count == seen->capacity) {
        const size_t capacity = seen->capacity == 0 ? 16 : 2 * seen->capacity;
        const char **items = realloc(seen->items, capacity * sizeof *items);
        if (items == NULL) {
            seen->failed = true;
            return false;
        }
        seen->items = items;
        seen->capacity = capacity;
    }
    seen->items[seen->count++] = source;
    return true;
}

static void add_reading(const struct student_page *page)
{
    struct buffer list = {0};
    struct seen seen = {0};
    for (size_t p = 0; p < page->places; p++) {
        const struct answered a = answered_at(page, p);
        const size_t count = a.key->item != NULL && is_missed(&a) ? a.key->item->source.count : 0;
        for (size_t i = 0; i < count; i++) {
            const char *source = a.key->item->source.items[i];
            if (is_new(&seen, source)) {
                buffer_add_text(&list, "<li dir=\"auto\">");
                page_source(&list, scored_subject(page->scored), source);
                buffer_add_text(&list, "</li>\n");
            }
        }
    }
    if (list.length > 0) {
        page_heading(page->out, 2, "read", "What to read");
        buffer_addf(page->out,
                    "<p>What the questions that you missed rest on:</p>\n<ul class=\"read\">\n"
                    "%s</ul>\n",
                    buffer_text(&list));
    }
    page->out->failed = page->out->failed || seen.failed;
    free(seen.items);
    page_piece_end(page->out, &list);
}

/* ---- Questions ------------------------------------------------------------------------------- */

static void add_option(struct buffer *out, const struct answered *a, size_t place)
{
    const size_t option = a->order != NULL ? a->order[place] : place;
    const bool chosen =
        a->response.kind == RESPONSE_IS_OPTIONS && (a->response.options >> option & 1) != 0;
    const bool right = scored_is_right(a->key, option);
    buffer_addf(out, "<li%s><b>%c</b><div><p dir=\"auto\">", chosen ? " class=\"chosen\"" : "",
                item_letter(place));
    html_lines(out, a->key->item->options[option].text);
    buffer_add_text(out, "</p>");
    if (chosen || right) {
        buffer_addf(out, "<p class=\"mark %s\">%s</p>", right ? "right" : "wrong",
                    chosen && right ? "Your answer, right"
                    : chosen        ? "Your answer, wrong"
                                    : "Right answer");
    }
    buffer_add_text(out, "</div></li>\n");
}

/* Why: what is said to who chose so, else the explanation. */
static void add_why(struct buffer *out, const struct answered *a)
{
    const struct item *item = a->key->item;
    buffer_add_text(out, "<div class=\"why\">\n");
    for (size_t i = 0; is_missed(a) && i < item->option_count; i++) {
        const bool chosen =
            a->response.kind == RESPONSE_IS_OPTIONS && (a->response.options >> i & 1) != 0;
        if (chosen && !item->options[i].correct && item->options[i].feedback != NULL) {
            buffer_add_text(out, "<div dir=\"auto\">");
            html_paragraphs(out, item->options[i].feedback);
            buffer_add_text(out, "</div>\n");
        }
    }
    if (item->explanation != NULL) {
        buffer_add_text(out, "<div dir=\"auto\">");
        html_paragraphs(out, item->explanation);
        buffer_add_text(out, "</div>\n");
    }
    buffer_add_text(out, "</div>\n");
}

static bool has_why(const struct answered *a)
{
    const struct item *item = a->key->item;
    bool any = item->explanation != NULL && item->explanation[0] != '\0';
    for (size_t i = 0; !any && is_missed(a) && i < item->option_count; i++) {
        any = a->response.kind == RESPONSE_IS_OPTIONS && (a->response.options >> i & 1) != 0 &&
              !item->options[i].correct && item->options[i].feedback != NULL;
    }
    return any;
}

static void add_question(const struct student_page *page, size_t place)
{
    struct buffer *out = page->out;
    const struct answered a = answered_at(page, place);
    if (a.key->item == NULL) {
        return; /* of a typed key the table has said it all */
    }
    buffer_addf(out, "<article class=\"item\" id=\"q%zu\">\n<h3><span>Question %zu</span> <span>",
                place + 1, place + 1);
    add_points(out, &a);
    buffer_add_text(out, "</span></h3>\n<div class=\"stem\" dir=\"auto\">");
    html_paragraphs(out, a.key->item->stem);
    buffer_add_text(out, "</div>\n<ol class=\"options\">\n");
    for (size_t i = 0; i < a.key->item->option_count; i++) {
        add_option(out, &a, i);
    }
    buffer_add_text(out, "</ol>\n");
    if (a.response.kind != RESPONSE_IS_OPTIONS) {
        buffer_add_text(out, "<p>Your answer: ");
        add_answer(out, page, &a);
        buffer_add_text(out, ".</p>\n");
    }
    if (has_why(&a)) {
        add_why(out, &a);
    }
    buffer_add_text(out, "</article>\n");
}

static void add_verdict(struct buffer *out, const struct answered *a)
{
    const bool none = a->response.kind == RESPONSE_IS_NONE || a->response.kind == RESPONSE_IS_BLANK;
    if (a->key->status == KEY_DROPPED) {
        buffer_add_text(out, "dropped");
    } else if (a->right) {
        buffer_add_text(out, "right");
    } else {
        buffer_addf(out, "<b class=\"wrong\">%s</b>", none ? "left out" : "wrong");
    }
}

static void add_overview_row(const struct student_page *page, size_t place)
{
    struct buffer *out = page->out;
    const struct answered a = answered_at(page, place);
    if (a.key->item != NULL) {
        buffer_addf(out, "<tr><th scope=\"row\"><a href=\"#q%zu\">%zu</a></th><td>", place + 1,
                    place + 1);
    } else {
        buffer_add_text(out, "<tr><th scope=\"row\" dir=\"auto\">");
        html_text(out, a.key->id);
        buffer_add_text(out, "</th><td>");
    }
    add_answer(out, page, &a);
    buffer_add_text(out, "</td><td>");
    add_right(out, &a);
    buffer_add_text(out, "</td><td>");
    add_verdict(out, &a);
    buffer_add_text(out, "</td><td class=\"n\">");
    add_points(out, &a);
    buffer_add_text(out, "</td></tr>\n");
}

static void add_overview(const struct student_page *page)
{
    page_heading(page->out, 2, "answers", "Your answers");
    buffer_add_text(page->out,
                    "<table>\n<thead><tr><th scope=\"col\">Question</th><th scope=\"col\">"
                    "Yours</th><th scope=\"col\">Right</th><th scope=\"col\">Verdict</th>"
                    "<th scope=\"col\" class=\"n\">Points</th></tr></thead>\n<tbody>\n");
    for (size_t p = 0; p < page->places; p++) {
        add_overview_row(page, p);
    }
    buffer_add_text(page->out, "</tbody>\n</table>\n");
}

/* ---- The page -------------------------------------------------------------------------------- */

static void add_head(const struct student_page *page, const char *index)
{
    struct buffer *out = page->out;
    const struct student_result *r = &page->scored->results->students[page->student];
    const struct results_options *options = &page->scored->results->options;
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(page->scored, page->student, space, &length);
    const char *name = scored_name(page->scored, page->student);
    if (index != NULL) {
        buffer_add_text(out, "<nav><a");
        html_attribute(out, "href", index);
        buffer_add_text(out, ">All students</a></nav>\n");
    }
    buffer_add_text(out, "<header>\n<h1 dir=\"auto\">");
    page_cut(out, page->scored->title != NULL ? page->scored->title : "Your result", 300);
    buffer_add_text(out, "</h1>\n<dl class=\"about\">\n<div><dt>Student</dt><dd dir=\"auto\">");
    html_text_n(out, id, length);
    if (name != NULL) {
        buffer_add_text(out, "</dd></div>\n<div><dt>Name</dt><dd dir=\"auto\">");
        page_cut(out, name, PAGE_NAME_MOST);
    }
    buffer_add_text(out, "</dd></div>\n<div><dt>Points</dt><dd>");
    summary_number(out, r->points, 2);
    buffer_add_text(out, " of ");
    summary_number(out, r->max_points, 2);
    buffer_add_text(out, "</dd></div>\n<div><dt>Percent</dt><dd>");
    summary_number(out, r->percent, 1);
    buffer_addf(out, "</dd></div>\n<div><dt>Result</dt><dd>%s</dd></div>\n",
                r->passed ? "passed" : "not passed");
    if (options->scaled && isfinite(r->scaled)) {
        buffer_add_text(out, "<div><dt>Scaled (estimated)</dt><dd>");
        summary_number(out, r->scaled, 0);
        buffer_add_text(out, "</dd></div>\n");
    }
    buffer_addf(out, "</dl>\n<p>%u right, %u answered, %u left out. The pass mark is ",
                (unsigned)r->correct, (unsigned)r->answered, (unsigned)r->omitted);
    summary_number(out, 100 * options->scale.pass, 2);
    buffer_add_text(out, " % of the points.</p>\n</header>\n<main>\n");
}

bool page_student(struct out *out, const struct scored *scored, size_t student, const char *index)
{
    const struct student_page page = student_page(out->buffer, scored, student);
    html_page_begin(out->buffer,
                    &(struct html_page){.title = scored->title != NULL ? scored->title : "Result",
                                        .generator = "amiquiz " AMIQUIZ_VERSION,
                                        .styles = page_student_style,
                                        .dark = true});
    add_head(&page, index);
    add_beliefs(&page);
    add_reading(&page);
    add_overview(&page);
    for (size_t p = 0; p < page.places; p++) {
        add_question(&page, p);
    }
    buffer_add_text(out->buffer, "</main>\n");
    html_page_end(out->buffer);
    return out->ready(out->context);
}
