/*
 * A line goes out as the bytes it was, with four members more before the last brace of each review:
 * whatever else a log says of a card or a review passes through.
 *
 * line = { "card": any, "reviews": [ { "delta": days, "rating": 1-4 } ] }
 */
#include "questions/commands/schedule_replay.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "engine/fields.h"
#include "engine/short_text.h"
#include "questions/commands/output.h"
#include "questions/text/diag_print.h"
#include "questions/text/json_out.h"
#include "questions/text/line_in.h"
#include "questions/tutor/fsrs.h"

#define DELTA_MAX   1000000 /* days between two reviews; far beyond any life */
#define REVIEWS_MAX 1000000 /* of one card */
#define FLUSH_AT    ((size_t)1 << 16)

struct replay {
    struct context *context;
    const char *name; /* of the file, for messages */
    double modifier;
    struct line_in lines;
    struct buffer out;
    bool bad;    /* a line was */
    bool closed; /* standard output takes no more */
};

/* What we add must not stand there already, or the line would say two things. */
static void refuse_ours(struct fields *r, const cJSON *review)
{
    static const char *const ours[] = {"stability", "difficulty", "r", "interval"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        const cJSON *member = json_in_member(review, ours[i]);
        if (member != NULL) {
            const struct place place = json_in_key_place(r->json, member);
            diag_hint(diags_add(r->diags, DIAG_ERROR, "member-in-the-way", &place,
                                "a member \"%s\" is there already", ours[i]),
                      "it is what is worked out here: take it out");
        }
    }
}

static size_t read_count(struct fields *r, const cJSON *review, const char *key, size_t least,
                         size_t most)
{
    (void)field_member(r, review, key, true);
    return field_count(r, review, key, least, most, least);
}

static void add_results(struct buffer *out, struct fsrs_state state, double recall, double modifier)
{
    struct json_out j = {.out = out, .comma = true};
    json_member_number(&j, "stability", state.stability);
    json_member_number(&j, "difficulty", state.difficulty);
    json_member_number(&j, "r", recall); /* NAN, before the first: null */
    json_member_int(&j, "interval", fsrs_interval(state, modifier));
}

/* The bytes of the line from `*from` to the brace that closes a review. */
static void copy_to_brace(struct buffer *out, const struct fields *r, const cJSON *review,
                          size_t *from)
{
    const struct place place = json_in_place(r->json, review);
    const size_t brace = place.offset + place.length - 1;
    buffer_add(out, place.text->bytes + *from, brace - *from);
    *from = brace;
}

static void replay_reviews(struct replay *replay, struct fields *r, const cJSON *reviews,
                           size_t length)
{
    struct fsrs_state state = {0};
    size_t from = 0;
    const cJSON *review;
    cJSON_ArrayForEach(review, reviews)
    {
        if (!cJSON_IsObject(review)) {
            field_error(r, review, "wrong-type", "a review must be an object, this is %s",
                        field_type_name(review));
            continue;
        }
        const int64_t delta = (int64_t)read_count(r, review, "delta", 0, DELTA_MAX);
        const size_t rating = read_count(r, review, "rating", FSRS_AGAIN, FSRS_EASY);
        refuse_ours(r, review);
        const double recall = fsrs_known(state) ? fsrs_recall(state, delta) : NAN;
        state = fsrs_review(state, delta, (enum fsrs_rating)rating);
        copy_to_brace(&replay->out, r, review, &from);
        add_results(&replay->out, state, recall, replay->modifier);
    }
    buffer_add(&replay->out, buffer_text(&replay->lines.line) + from, length - from);
}

/* One card.  A bad one is named and leaves nothing behind; the others go on. */
static void replay_line(struct replay *replay)
{
    const struct line_in *in = &replay->lines;
    const struct source_text text = {replay->name, buffer_text(&in->line), in->line.length,
                                     in->number};
    struct diags diags = {0};
    const size_t before = replay->out.length;
    struct json_in *json = json_in_read(&text, &diags);
    struct fields r = {json, NULL, &diags};
    if (json != NULL && !cJSON_IsObject(json_in_root(json))) {
        field_error(&r, json_in_root(json), "wrong-type", "a line must be an object, this is %s",
                    field_type_name(json_in_root(json)));
    } else if (json != NULL) {
        size_t count;
        const cJSON *reviews =
            field_list(&r, json_in_root(json), "reviews", true, REVIEWS_MAX, &count);
        replay_reviews(replay, &r, reviews, in->line.length);
    }
    if (diags.errors > 0) {
        diag_print(&replay->context->err, &diags);
        replay->out.length = before;
        replay->bad = true;
    } else {
        buffer_add_char(&replay->out, '\n');
    }
    json_in_free(json);
    diags_fini(&diags);
}

static void too_long(struct replay *replay)
{
    struct diags diags = {0};
    const struct source_text text = {replay->name, "", 0, replay->lines.number};
    const struct place place = {&text, 0, 1};
    diag_hint(diags_add(&diags, DIAG_ERROR, "json-size", &place, "the line is larger than 16 MiB"),
              "is it the right file?");
    diag_print(&replay->context->err, &diags);
    diags_fini(&diags);
    replay->bad = true;
}

static void flush(struct replay *replay, size_t least)
{
    if (!replay->closed && replay->out.length >= least && replay->out.length > 0) {
        replay->closed =
            !output_write(replay->context, buffer_text(&replay->out), replay->out.length);
        buffer_clear(&replay->out);
    }
}

static enum status replay_file(struct replay *replay)
{
    while (!replay->closed && line_in_next(&replay->lines)) {
        if (replay->lines.too_long) {
            too_long(replay);
        } else if (!line_in_blank(&replay->lines)) {
            replay_line(replay);
        }
        if (replay->lines.line.failed || replay->out.failed) {
            return command_no_memory(replay->context);
        }
        flush(replay, FLUSH_AT);
    }
    flush(replay, 0);
    const int error = replay->lines.error;
    if (error != 0) {
        return command_error(replay->context, STATUS_FAILED, "\"%s\" cannot be read: %s",
                             replay->name, error < 0 ? "reading failed" : strerror(error));
    }
    return replay->bad ? STATUS_BAD_INPUT : STATUS_DONE;
}

enum status schedule_replay(struct context *context, double retention)
{
    const char *path = argument(context, "--replay");
    const bool is_input = strcmp(path, "-") == 0;
    struct replay replay = {.context = context,
                            .name = is_input ? "<stdin>" : path,
                            .modifier = fsrs_modifier(retention)};
    replay.lines.most = JSON_SIZE_MAX;
    replay.lines.file = is_input ? stdin : fopen(path, "rb");
    if (replay.lines.file == NULL) {
        return command_error(context, STATUS_FAILED, "\"%s\" cannot be read: %s", path,
                             strerror(errno));
    }
    const enum status status = replay_file(&replay);
    if (!is_input) {
        (void)fclose(replay.lines.file);
    }
    line_in_fini(&replay.lines);
    buffer_fini(&replay.out);
    return status;
}
