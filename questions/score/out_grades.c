/*
 * Points as the grade books of two platforms import them.
 *
 * Moodle (Grades > Import > CSV file) lets whoever imports map one column to the user and one to a grade
 * item, so the names of the columns only have to be telling.  Canvas (Gradebook > Import) knows its
 * columns by name, finds a student by any one of the three ids, and reads the line "Points Possible"
 * where the assignment is new.  (Moodle: grade/import/csv; Canvas Instructor Guide, "How do I import
 * grades in the Gradebook?"; read 2026-11-26.)
 */
#include "questions/score/out.h"

#include <string.h>

#include "questions/text/buffer.h"

/* What the grades are called: the bank's title, else the key's file without folder and ending. */
static void add_grade_name(struct out *out, const struct scored *scored)
{
    const char *name = scored->title;
    if (name != NULL && name[0] != '\0') {
        out_cell(out, name, strlen(name));
        return;
    }
    const char *slash = strrchr(scored->key_name, '/');
    name = slash != NULL ? slash + 1 : scored->key_name;
    const char *dot = strrchr(name, '.');
    out_cell(out, name, dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
}

static bool is_mail(const char *id, size_t length)
{
    return memchr(id, '@', length) != NULL;
}

/* Do all students go by mail address?  One column must find everybody. */
static bool all_mail(const struct sheet *sheet)
{
    bool all = sheet_students(sheet) > 0;
    for (size_t s = 0; all && s < sheet_students(sheet); s++) {
        const struct sheet_student who = sheet_student(sheet, s);
        all = is_mail(who.id, who.length);
    }
    return all;
}

bool out_moodle(struct out *out, const struct scored *scored)
{
    struct out_numbers numbers = {0};
    bool go = true;
    buffer_add_text(out->buffer,
                    all_mail(scored->results->sheet) ? "Email address," : "ID number,");
    add_grade_name(out, scored);
    buffer_add_char(out->buffer, '\n');
    for (size_t s = 0; go && s < scored->results->all.students; s++) {
        out_student(out, scored, s);
        buffer_add_char(out->buffer, ',');
        out_number(out->buffer, &numbers, scored->results->students[s].points);
        buffer_add_char(out->buffer, '\n');
        go = out->ready(out->context);
    }
    return go && out->ready(out->context);
}

static void add_student(struct out *out, const struct sheet_student *who, bool mail)
{
    const char *name = who->name != NULL ? who->name : who->id;
    out_cell(out, name, strlen(name));
    buffer_add_text(out->buffer, ",,");
    out_cell(out, who->id, mail ? 0 : who->length);
    buffer_add_char(out->buffer, ',');
    out_cell(out, who->id, mail ? who->length : 0);
    buffer_add_char(out->buffer, ',');
    if (who->section != NULL) {
        out_cell(out, who->section, strlen(who->section));
    }
    buffer_add_char(out->buffer, ',');
}

bool out_canvas(struct out *out, const struct scored *scored)
{
    struct out_numbers numbers = {0};
    bool go = true;
    buffer_add_text(out->buffer, "Student,ID,SIS User ID,SIS Login ID,Section,");
    add_grade_name(out, scored);
    buffer_add_text(out->buffer, "\n    Points Possible,,,,,");
    out_number(out->buffer, &numbers, scored->results->all.max_points);
    buffer_add_char(out->buffer, '\n');
    for (size_t s = 0; go && s < scored->results->all.students; s++) {
        const struct sheet_student who = sheet_student(scored->results->sheet, s);
        add_student(out, &who, is_mail(who.id, who.length));
        out_number(out->buffer, &numbers, scored->results->students[s].points);
        buffer_add_char(out->buffer, '\n');
        go = out->ready(out->context);
    }
    return go && out->ready(out->context);
}
