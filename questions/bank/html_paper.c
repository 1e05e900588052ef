/* A paper to print: a sheet whose running head says the form on every page, boxes to tick, nothing
 * that tells the key.  And its twin, the sheet that marks it. */
#include "questions/bank/html_pages.h"
#include "questions/text/html_out.h"

static const char *const paper_style[] = {
    html_sheet_style,
    ".fill{display:flex;flex-wrap:wrap;gap:1.25rem 1.5rem;margin:1.75rem 0 1rem}\n"
    ".fill span{display:flex;flex:1 1 7rem;gap:.5rem;align-items:end}\n"
    ".fill .long{flex:4 1 16rem}\n"
    ".fill span::after{content:\"\";flex:1;border-bottom:1px solid var(--ink)}\n"
    ".question{display:grid;grid-template-columns:2.25rem 1fr;padding-top:1.75rem}\n"
    ".question h2{margin:0;font-size:1rem;line-height:inherit}\n"
    ".ask{margin:.5rem 0 .5rem;font-size:.875rem;color:var(--faint)}\n"
    ".options{list-style:none;padding:0}\n"
    ".options li{display:grid;grid-template-columns:auto 1.25rem 1fr;gap:.625rem;"
    "padding:.25rem 0}\n"
    ".options span{white-space:pre-wrap}\n"
    ".box{width:.875rem;height:.875rem;margin-top:.25rem;border:1.5px solid var(--ink)}\n"
    ".end{margin-top:2rem;text-align:center;font-size:.875rem}\n"
    /* The end never stands on a page of its own. */
    "tbody tr:last-child{break-before:avoid}\n",
    NULL};

/* The verdicts stand at the right edge, each beside its option. */
static const char *const key_style[] = {
    html_sheet_style, html_reasons_style,
    "header+h2{margin-top:1.5rem}\n"
    ".letters{columns:7rem;list-style:none;padding:0;margin:.5rem 0 1rem}\n"
    ".letters li{display:flex;gap:.75rem;padding:.125rem 0;break-inside:avoid}\n"
    ".letters span{min-width:1.75rem;text-align:right;color:var(--faint)}\n"
    ".question{padding-top:1.75rem}\n"
    ".reasons{margin-top:.5rem}\n"
    ".reasons li{padding:.375rem 0}\n"
    ".verdict{float:right;margin:0 0 0 1rem}\n"
    ".text{margin:0;font-weight:600}\n"
    "h3{margin-top:.5rem}\n"
    "@media print{\n"
    ".question{font-size:9.5pt}\n"
    "}\n",
    NULL};

/* "Form 031", or with before = "Key to form " the key's name; NULL where there is no form.  Owned by
 * `name`. */
static const char *form_name(const struct writing *w, const char *before, struct buffer *name)
{
    if (w->options->paper == NULL) {
        return NULL;
    }
    buffer_add_text(name, before);
    buffer_add_text(name, w->options->paper->form);
    w->out->failed = w->out->failed || name->failed;
    return buffer_text(name);
}

/* The head of the page up to its title; both pages begin so. */
static void begin_sheet(struct writing *w, const char *const *styles, const char *form)
{
    const char *title = html_title(w);
    struct buffer rules = {0};
    struct buffer name = {0}; /* of the window, or of the file that it is printed to */
    html_page_foot(&rules, form != NULL ? form : title);
    if (form != NULL) {
        buffer_add_text(&name, form);
        buffer_add_text(&name, ", ");
    }
    buffer_add_text(&name, title);
    html_page_begin(w->out, &(struct html_page){.title = buffer_text(&name),
                                                .generator = w->head->generator,
                                                .styles = styles,
                                                .rules = buffer_text(&rules)});
    html_sheet_begin(w->out, title, form);
    w->out->failed = w->out->failed || rules.failed || name.failed;
    buffer_fini(&rules);
    buffer_fini(&name);
    html_row_begin(w->out);
    buffer_add_text(w->out, "<header>\n<h1 dir=\"auto\">");
    html_lines(w->out, title);
    buffer_add_text(w->out, "</h1>\n");
}

static void add_student(struct writing *w)
{
    if (w->options->paper != NULL && w->options->paper->student != NULL) {
        buffer_add_text(w->out, "<p>Student <b dir=\"auto\">");
        html_lines(w->out, w->options->paper->student);
        buffer_add_text(w->out, "</b></p>\n");
    }
}

/* ---- The paper ----------------------------------------------------------------------------- */

static void begin_paper(struct writing *w, struct html_state *state)
{
    (void)state;
    struct buffer name = {0};
    begin_sheet(w, paper_style, form_name(w, "Form ", &name));
    buffer_fini(&name);
    add_student(w);
    buffer_add_text(w->out,
                    "<p class=\"fill\"><span class=\"long\">Name</span> <span>Date</span> "
                    "<span>Points</span></p>\n"
                    "<p>Tick one box for each question, or as many as the question asks for."
                    "</p>\n</header>\n");
    html_row_end(w->out);
}

static void paper_item(struct writing *w, struct html_state *state, const struct item *item)
{
    (void)state;
    struct buffer *out = w->out;
    html_row_begin(out);
    buffer_addf(out,
                "<section class=\"question\">\n"
                "<h2><span class=\"unseen\">Question </span>%zu</h2>\n"
                "<div><div class=\"stem\" dir=\"auto\">",
                w->number);
    html_paragraphs(out, item->stem);
    buffer_add_text(out, "</div>\n<p class=\"ask\">");
    html_choose(out, item);
    buffer_add_text(out, " (");
    html_points(out, item->points);
    buffer_add_text(out, ")</p>\n<ul class=\"options\">\n");
    for (size_t i = 0; i < item->option_count; i++) {
        buffer_addf(out, "<li><i class=\"box\"></i><b>%c</b><span dir=\"auto\">", item_letter(i));
        html_lines(out, item->options[i].text);
        buffer_add_text(out, "</span></li>\n");
    }
    buffer_add_text(out, "</ul></div>\n</section>\n");
    html_row_end(out);
}

static void end_paper(struct writing *w, struct html_state *state)
{
    struct buffer *out = w->out;
    html_row_begin(out);
    buffer_add_text(out, "<p class=\"end\">End of ");
    if (w->options->paper != NULL) {
        buffer_add_text(out, "form <bdi>");
        html_lines(out, w->options->paper->form);
        buffer_add_text(out, "</bdi>: ");
    } else {
        buffer_add_text(out, "the paper: ");
    }
    html_questions(out, w->number);
    buffer_add_text(out, ", ");
    html_points(out, state->points);
    buffer_add_text(out, "</p>\n");
    html_row_end(out);
    html_sheet_end(out);
    html_page_end(out);
}

const struct html_kind html_paper = {begin_paper, paper_item, end_paper};

/* ---- The key ------------------------------------------------------------------------------- */

static void begin_key(struct writing *w, struct html_state *state)
{
    (void)state;
    struct buffer name = {0};
    begin_sheet(w, key_style, form_name(w, "Key to form ", &name));
    buffer_fini(&name);
    add_student(w);
    buffer_add_text(w->out, "</header>\n<h2>Right answers</h2>\n<ol class=\"letters\">\n");
}

/* The letters go out at once, the reasons wait until all letters are out. */
static void key_item(struct writing *w, struct html_state *state, const struct item *item)
{
    buffer_addf(w->out, "<li><span>%zu</span> <b>", w->number);
    html_right_letters(w->out, item);
    buffer_add_text(w->out, "</b></li>\n");

    struct buffer *later = &state->later;
    html_row_begin(later);
    buffer_addf(later, "<section class=\"question\">\n<h2>Question %zu: ", w->number);
    html_right_letters(later, item);
    buffer_add_text(later, " (");
    html_points(later, item->points);
    buffer_add_text(later, ")</h2>\n");
    html_reasons(later, w, item, true);
    buffer_add_text(later, "</section>\n");
    html_row_end(later);
}

static void end_key(struct writing *w, struct html_state *state)
{
    struct buffer *out = w->out;
    buffer_add_text(out, "</ol>\n<p>");
    html_questions(out, w->number);
    buffer_add_text(out, ", ");
    html_points(out, state->points);
    buffer_add_text(out, "</p>\n");
    html_row_end(out);
    buffer_add(out, buffer_text(&state->later), state->later.length);
    html_sheet_end(out);
    html_page_end(out);
}

const struct html_kind html_key = {begin_key, key_item, end_key};
