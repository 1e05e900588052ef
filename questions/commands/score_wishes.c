/* Options of scoring, from the command line or from a manifest, by the same rules. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/near.h"
#include "questions/commands/arguments.h"
#include "questions/commands/score.h"
#include "questions/commands/shares.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_in.h"
#include "questions/text/json_out.h"

#define THREADS_MOST 64

/* What is being read, and from where. */
struct reading {
    struct context *context;
    score_value *value;
    void *source;
    struct score_wishes *wishes;
    bool bad;
};

/* Keep an option for the manifest. */
static void keep(struct reading *r, const char *name, const char *value)
{
    if (r->wishes->said_count < SCORE_OPTIONS) {
        r->wishes->said[r->wishes->said_count++] =
            (struct scored_option){name, value != NULL ? value : ""};
    }
}

static const char *kept_value(struct reading *r, const char *name, const char *otherwise)
{
    const char *value = r->value(r->source, name);
    keep(r, name, value != NULL ? value : otherwise);
    return value != NULL ? value : otherwise;
}

static bool flag(struct reading *r, const char *name)
{
    const char *value = r->value(r->source, name);
    keep(r, name, value != NULL ? "yes" : "");
    return value != NULL;
}

static void refuse(struct reading *r, const char *name, const char *value, const char *wanted)
{
    (void)command_usage(r->context, NULL, "%s: \"%s\" is not %s", name, value, wanted);
    r->bad = true;
}

/* One of some words; NULL at their end. */
static size_t choice(struct reading *r, const char *name, const char *const words[])
{
    const char *value = kept_value(r, name, words[0]);
    struct near near = {.word = value};
    struct buffer hint = {0};
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            return i;
        }
        near_offer(&near, words[i]);
    }
    if (near.best != NULL) {
        buffer_addf(&hint, "did you mean \"%s\"?", near.best);
    } else {
        for (size_t i = 0; words[i] != NULL; i++) {
            buffer_addf(&hint, "%s%s", i == 0 ? "it is one of: " : ", ", words[i]);
        }
    }
    (void)command_usage(r->context, buffer_text(&hint), "%s knows no \"%s\"", name, value);
    buffer_fini(&hint);
    r->bad = true;
    return 0;
}

static void read_wrong(struct reading *r)
{
    const char *value = kept_value(r, "--wrong", "0");
    char *end = NULL;
    const double wrong = strtod(value, &end);
    if (*value == '\0' || *end != '\0' || !(wrong >= 0 && wrong <= 1)) {
        struct buffer hint = {0};
        shares_hint_number(&hint, value, 0, 1);
        (void)command_usage(r->context, shares_hint(&hint),
                            "--wrong: \"%s\" is not a share from 0 to 1, such as 0.25", value);
        buffer_fini(&hint);
        r->bad = true;
    }
    r->wishes->results.credit.wrong = wrong;
}

static void read_scale(struct reading *r)
{
    struct results_options *results = &r->wishes->results;
    const char *pass = kept_value(r, "--pass", SCALE_PASS);
    const char *scale = kept_value(r, "--scale", NULL);
    const char *wrong = scale_read_pass(pass, &results->scale);
    if (wrong != NULL) {
        struct buffer hint = {0};
        shares_hint_percent(&hint, pass);
        (void)command_usage(r->context, shares_hint(&hint), "--pass %s: %s", pass, wrong);
        buffer_fini(&hint);
        r->bad = true;
    }
    results->scaled = scale != NULL;
    wrong = scale_read(scale != NULL ? scale : SCALE_DEFAULT, &results->scale);
    if (wrong != NULL) {
        (void)command_usage(r->context, NULL, "--scale %s: %s", scale, wrong);
        r->bad = true;
    }
}

static void read_separator(struct reading *r)
{
    const char *value = kept_value(r, "--separator", NULL);
    if (value == NULL) {
        return;
    }
    if (strcmp(value, "\\t") == 0 || strcmp(value, "tab") == 0) {
        r->wishes->answers.separator = '\t';
    } else if (strlen(value) == 1 && strchr(CSV_SEPARATORS, value[0]) != NULL) {
        r->wishes->answers.separator = value[0];
    } else {
        refuse(r, "--separator", value, "one of , ; | : and tab");
    }
}

static void read_layout(struct reading *r)
{
    const char *value = kept_value(r, "--layout", NULL);
    const char *problem = NULL;
    if (value == NULL) {
        return;
    }
    if (!fixed_layout_read(value, &r->wishes->layout, &problem)) {
        (void)command_usage(r->context, "it looks so: 'student=1-8 form=9 answers=11-110'",
                            "--layout: %s", problem);
        r->bad = true;
    }
    r->wishes->answers.fixed = &r->wishes->layout;
}

/* Not kept: any number gives the same. */
static void read_threads(struct reading *r)
{
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    const char *value = r->value(r->source, "--threads");
    uint64_t threads = online < 1 ? 1 : (uint64_t)online;
    threads = threads > THREADS_MOST ? THREADS_MOST : threads;
    if (value != NULL && (!number_read(value, THREADS_MOST, &threads) || threads < 1)) {
        refuse(r, "--threads", value, "a number from 1 to 64");
        threads = 1;
    }
    r->wishes->answers.threads = r->wishes->results.threads = (unsigned)threads;
}

enum status score_wishes_read(struct context *context, score_value *value, void *source,
                              struct score_wishes *wishes)
{
    static const char *const schemes[] = {"all-or-nothing", "net-right", "coverage",
                                          "each-option",    "false2",    NULL};
    static const char *const duplicates[] = {"reject", "first", "last", "best", NULL};
    static const char *const omitted[] = {"wrong", "ignore", NULL};
    struct reading r = {.context = context, .value = value, .source = source, .wishes = wishes};
    wishes->results.credit.scheme = (enum credit_scheme)choice(&r, "--credit", schemes);
    read_wrong(&r);
    wishes->results.omitted_ignored = choice(&r, "--omitted", omitted) == 1;
    read_scale(&r);
    wishes->answers.duplicates = (enum duplicates)choice(&r, "--duplicates", duplicates);
    wishes->answers.credit = wishes->results.credit;
    wishes->drop = kept_value(&r, "--drop", "");
    wishes->format = kept_value(&r, "--from", NULL);
    wishes->answers.student_column = kept_value(&r, "--student", NULL);
    read_separator(&r);
    read_layout(&r);
    read_threads(&r);
    wishes->marks = flag(&r, "--marks");
    wishes->unverified = flag(&r, "--unverified");
    wishes->anonymous = flag(&r, "--anonymous");
    wishes->strict = flag(&r, "--strict");
    wishes->raw = flag(&r, "--csv-raw");
    return r.bad ? STATUS_USAGE : STATUS_DONE;
}
