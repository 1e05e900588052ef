/* A scoring that was kept becomes pages. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/commands/score.h"
#include "questions/item/subject.h"
#include "questions/score/page.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/text/path.h"

const struct option_spec report_options[] = {
    {"-o", "FILE|FOLDER",
     "Where the page goes (- is standard output). Default: report.html in DIR, or DB.html; with "
     "--students the folder students in DIR, or DB-students."},
    {"--students", NULL,
     "A page for each student, and a list of them, in place of the class's page."},
    {NULL, NULL, NULL}};

/* The name that is used where none was given; owned by the caller. */
static char *default_name(const char *from, bool folder, bool students)
{
    struct buffer name = {0};
    if (folder) {
        path_join(&name, from, students ? "students" : "report.html");
    } else {
        buffer_addf(&name, "%s%s", from, students ? "-students" : ".html");
    }
    return buffer_take(&name);
}

static enum status said(struct context *context, const char *name, size_t pages)
{
    struct buffer text = {0};
    if (context->json) {
        struct json_out j = {.out = &text};
        json_object_begin(&j);
        json_member_string(&j, "written", name);
        json_member_int(&j, "pages", (int64_t)pages);
        json_object_end(&j);
        return output_line(context, &text, STATUS_DONE);
    }
    if (!context->quiet && strcmp(name, "-") != 0) {
        buffer_add_text(&text, "Wrote ");
        if (pages > 1) {
            path_join(&text, name, "");
            buffer_addf(&text, ": %zu page%s and index.html", pages - 1, pages == 2 ? "" : "s");
        } else {
            buffer_add_text(&text, name);
        }
        screen_wrap(&context->out, STYLE_PLAIN, 0, 2, buffer_text(&text));
    }
    buffer_fini(&text);
    return STATUS_DONE;
}

/* Is `name` what was just read, and what the next report needs? */
static bool is_kept(const struct score_kept *kept, const char *from, const char *name)
{
    const struct subject *subject = kept->scored.pack_copy != NULL ? kept->key.bank.subject : NULL;
    const char *sibling =
        subject != NULL && subject->sibling != NULL ? subject->sibling->pack->id : NULL;
    const char *const inside[] = {"manifest.json", "responses.csv", kept->scored.key_copy,
                                  kept->scored.pack_copy, sibling};
    bool same = !kept->of_folder && score_same_file(from, name);
    for (size_t i = 0; kept->of_folder && !same && i < sizeof inside / sizeof inside[0]; i++) {
        struct buffer path = {0};
        if (inside[i] != NULL) {
            path_join(&path, from, inside[i]);
            buffer_add_text(&path, inside[i] == sibling ? ".json" : "");
            same = path.failed || score_same_file(buffer_text(&path), name);
        }
        buffer_fini(&path);
    }
    return same;
}

static enum status write_page(struct context *context, const struct score_kept *kept,
                              const char *name)
{
    struct score_files files = {.context = context, .raw = kept->wishes.raw};
    enum status status = score_files_write(&files, name, false, page_report, &kept->scored);
    status = score_files_end(&files, status);
    score_files_fini(&files);
    return status == STATUS_DONE ? said(context, name, 1) : status;
}

/* ---- A page for each student ------------------------------------------------------------------ */

#define INDEX     "index.html"
#define BUSY_STEP 256 /* pages between two signs of life */

static enum status write_student(struct context *context, const struct score_kept *kept,
                                 const char *folder, size_t student)
{
    struct score_files files = {.context = context, .folder = folder};
    struct score_file *file = NULL;
    struct buffer name = {0};
    page_student_file(&name, &kept->scored, student);
    enum status status = name.failed ? command_no_memory(context)
                                     : score_files_begin(&files, buffer_text(&name), true, &file);
    if (status == STATUS_DONE && file != NULL) {
        file->sink.file.hasty = true;
        status = page_student(&file->out, &kept->scored, student, INDEX) ? status : STATUS_FAILED;
    }
    status = score_files_end(&files, status);
    score_files_fini(&files);
    buffer_fini(&name);
    return status;
}

/* The student's number in a name that one of our pages could have; 0: it is no such name. */
static size_t page_number(const char *name)
{
    const size_t length = strlen(name), digits = strspn(name, "0123456789");
    const bool page = digits > 0 && (name[digits] == '-' || name[digits] == '.') &&
                      strcmp(name + length - (length < 5 ? 0 : 5), ".html") == 0;
    return page ? strtoul(name, NULL, 10) : 0;
}

/* Pages of an earlier scoring, whose students had other numbers, would be handed out beside these. */
static void warn_of_others(struct context *context, const struct score_kept *kept,
                           const char *folder)
{
    DIR *listing = opendir(folder);
    struct buffer name = {0}, first = {0}, shown = {0};
    size_t others = 0;
    for (const struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;) {
        const size_t number = page_number(entry->d_name);
        buffer_clear(&name);
        if (number > 0 && number <= kept->results->all.students) {
            page_student_file(&name, &kept->scored, number - 1);
        }
        if (number > 0 && strcmp(buffer_text(&name), entry->d_name) != 0) {
            if (others == 0 || strcmp(entry->d_name, buffer_text(&first)) < 0) {
                buffer_clear(&first);
                buffer_add_text(&first, entry->d_name);
            }
            others++;
        }
    }
    if (listing != NULL) {
        (void)closedir(listing);
    }
    if (others > 0 && !context->quiet) {
        path_join(&shown, folder, "");
        command_warning(context,
                        others == 1 ? "%s holds %zu page of another scoring, \"%s\""
                                    : "%s holds %zu pages of another scoring, \"%s\" and so on",
                        buffer_text(&shown), others, buffer_text(&first));
        command_hint(context, "remove the folder and write it again, or name another one with -o");
    }
    buffer_fini(&name);
    buffer_fini(&first);
    buffer_fini(&shown);
}

static enum status write_students(struct context *context, const struct score_kept *kept,
                                  const char *folder)
{
    struct score_files files = {.context = context};
    enum status status = score_files_folder(&files, folder);
    const size_t students = kept->results->all.students;
    for (size_t s = 0; status == STATUS_DONE && s < students; s++) {
        if (s > 0 && s % BUSY_STEP == 0) {
            score_busy(context, "pages", s, students);
        }
        status = write_student(context, kept, folder, s);
    }
    if (students > BUSY_STEP) {
        score_busy_end(context);
    }
    if (status == STATUS_DONE) {
        sync(); /* what the index names is on disk before it; page by page takes minutes on some disks */
        status = score_files_write(&files, INDEX, true, page_index, &kept->scored);
    }
    status = score_files_end(&files, status);
    score_files_fini(&files);
    if (status != STATUS_DONE) {
        return status;
    }
    warn_of_others(context, kept, folder);
    return said(context, folder, kept->results->all.students + 1);
}

enum status command_report(struct context *context)
{
    const struct arguments *args = &context->args;
    const bool students = argument(context, "--students") != NULL;
    if (args->word_count != 1) {
        return args->word_count == 0
                   ? command_usage(context, "amiquiz score ... -o DIR makes one",
                                   "a folder or a database of a scoring must be named")
                   : command_usage(context, NULL, "one word too many: \"%s\"", args->words[1]);
    }
    const char *out = argument(context, "-o");
    if (out != NULL && strcmp(out, "-") == 0 && (students || context->json)) {
        return command_usage(context, NULL,
                             students ? "many pages need a folder"
                                      : "--json and the page cannot both be printed");
    }
    struct score_kept kept = {0};
    enum status status = score_kept_read(context, args->words[0], &kept);
    if (status == STATUS_DONE) {
        char *name =
            out != NULL ? strdup(out) : default_name(args->words[0], kept.of_folder, students);
        status = name == NULL ? command_no_memory(context)
                 : students   ? write_students(context, &kept, name)
                 : is_kept(&kept, args->words[0], name)
                     ? command_usage(context, "name another file for the page",
                                     "\"%s\" is read: it cannot be written over", name)
                     : write_page(context, &kept, name);
        free(name);
    }
    score_kept_fini(&kept);
    return status;
}
