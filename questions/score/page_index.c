/* The list of all students' pages, for the instructor. */
#include "questions/score/page_private.h"

#include <math.h>
#include <string.h>

#define NAME_MOST 40 /* bytes of an id in a file's name */

/* Letters, digits, _ and - stay, capitals become small (disks differ in whether they tell them apart),
 * runs of all else become one "-".  The number makes it unique. */
void page_student_file(struct buffer *name, const struct scored *scored, size_t student)
{
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(scored, student, space, &length);
    buffer_addf(name, "%04zu", student + 1);
    bool joint = true;
    size_t most = NAME_MOST;
    for (size_t i = 0; i < length && most > 0; i++) {
        const char c = id[i];
        const bool capital = c >= 'A' && c <= 'Z';
        if (capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
            buffer_add_text(name, joint ? "-" : "");
            buffer_add_char(name, capital ? (char)(c - 'A' + 'a') : c);
            joint = false;
            most--;
        } else {
            joint = true;
        }
    }
    buffer_add_text(name, ".html");
}

/* Is anybody's name known? */
static bool has_names(const struct scored *scored)
{
    bool names = false;
    for (size_t s = 0; !names && s < scored->results->all.students; s++) {
        names = scored_name(scored, s) != NULL;
    }
    return names;
}

static void add_row(struct buffer *out, const struct scored *scored, size_t student, bool names)
{
    const struct student_result *r = &scored->results->students[student];
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(scored, student, space, &length);
    struct buffer file = {0};
    page_student_file(&file, scored, student);
    buffer_add_text(out, "<tr><th scope=\"row\"><a");
    html_attribute(out, "href", buffer_text(&file));
    buffer_add_text(out, " dir=\"auto\">");
    html_text_n(out, id, length);
    buffer_add_text(out, "</a></th>");
    if (names) {
        const char *name = scored_name(scored, student);
        buffer_add_text(out, "<td dir=\"auto\">");
        page_cut(out, name != NULL ? name : "", PAGE_NAME_MOST);
        buffer_add_text(out, "</td>");
    }
    buffer_add_text(out, "<td class=\"n\" data-v=\"");
    html_number(out, r->points);
    buffer_add_text(out, "\">");
    summary_number(out, r->points, 2);
    buffer_add_text(out, " of ");
    summary_number(out, r->max_points, 2);
    buffer_add_text(out, "</td><td class=\"n\" data-v=\"");
    if (isfinite(r->percent)) {
        html_number(out, r->percent);
    }
    buffer_add_text(out, "\">");
    summary_number(out, r->percent, 1);
    buffer_addf(out, " %%</td><td>%s</td></tr>\n", r->passed ? "passed" : "not passed");
    page_piece_end(out, &file);
}

bool page_index(struct out *out, const struct scored *scored)
{
    struct buffer *b = out->buffer;
    const bool names = has_names(scored);
    bool go = true;
    html_page_begin(b, &(struct html_page){.title = "All students",
                                           .generator = "amiquiz " AMIQUIZ_VERSION,
                                           .styles = page_student_style,
                                           .script = page_script,
                                           .dark = true});
    buffer_add_text(b, "<header>\n<h1 dir=\"auto\">");
    page_cut(b, scored->title != NULL ? scored->title : "Results", 300);
    buffer_add_text(
        b,
        "</h1>\n<p>A page for each student. Each names nobody but its own "
        "student.</p>\n</header>\n<main>\n<table class=\"list\" data-sorts>\n<caption>All students, in "
        "the order of their papers</caption>\n<thead><tr><th scope=\"col\">Student</th>");
    buffer_add_text(b, names ? "<th scope=\"col\">Name</th>" : "");
    buffer_add_text(b,
                    "<th scope=\"col\" class=\"n\">Points</th><th scope=\"col\" class=\"n\">Percent"
                    "</th><th scope=\"col\">Result</th></tr></thead>\n<tbody>\n");
    for (size_t s = 0; go && s < scored->results->all.students; s++) {
        add_row(b, scored, s, names);
        go = out->ready(out->context);
    }
    buffer_add_text(b, "</tbody>\n</table>\n</main>\n");
    html_page_end_script(b, page_script);
    return go && out->ready(out->context);
}
