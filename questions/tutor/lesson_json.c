/* See the header. */
#include "questions/tutor/lesson_json.h"

#include "questions/tutor/json_talk.h"
#include "questions/tutor/lesson.h"

/* Facts that are known, by name. */
static void write_facts(struct json_out *json, const char *key, const struct pack *pack,
                        struct partial facts)
{
    json_key(json, key);
    json_object_begin(json);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts.known & fact_bit(i)) != 0) {
            json_member_bool(json, pack->facts[i].id, (facts.value & fact_bit(i)) != 0);
        }
    }
    json_object_end(json);
}

static void write_new_facts(struct json_out *json, const struct lesson *lesson)
{
    const struct pack *pack = lesson->subject->pack;
    json_key(json, "new_facts");
    json_array_begin(json);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((lesson->new_facts & fact_bit(i)) != 0) {
            json_string(json, pack->facts[i].id);
        }
    }
    json_array_end(json);
}

static void write_row(struct json_talk *talk, struct json_out *json, const struct lesson *lesson)
{
    const struct pack *pack = lesson->subject->pack;
    const struct decision *d = &pack->decisions[lesson->decision];
    const struct rule *rule = &d->rules[lesson->index];
    struct buffer text = {0};
    json_member_string(json, "rule", rule->id);
    json_member_string(json, "decision", d->id);
    write_new_facts(json, lesson);
    write_facts(json, "when", pack, rule->when);
    json_member_string(json, "outcome", d->outcomes[rule->then].id);
    lesson_row(lesson, &text);
    talk->failed = talk->failed || text.failed;
    json_member_string(json, "text", buffer_text(&text));
    buffer_fini(&text);
    json_member_string(json, "because", rule->because);
    if (lesson->example != NULL) {
        const struct partial all = {UINT32_MAX, lesson->example->facts};
        json_key(json, "example");
        json_object_begin(json);
        write_facts(json, "facts", pack, all);
        json_member_string(json, "stem", lesson->example->story);
        json_object_end(json);
    }
}

static void write_sentences(struct json_out *json, const struct statement *s)
{
    json_member_string(json, "rule", s->id);
    json_member_string(json, "true", s->is_true.count > 0 ? s->is_true.items[0] : NULL);
    json_member_string(json, "false", s->is_false.count > 0 ? s->is_false.items[0] : NULL);
    json_member_string(json, "because", s->because);
}

void lesson_json_say(struct json_talk *talk, struct session *session, const struct turn *turn)
{
    struct lesson lesson;
    struct json_out json;
    if (lesson_of(session, turn, &lesson)) {
        json_talk_begin(talk, &json, "lesson");
        json_member_int(&json, "number", (int64_t)lesson.number);
        json_member_int(&json, "of", (int64_t)lesson.of);
        if (lesson.decision != SIZE_MAX) {
            write_row(talk, &json, &lesson);
        } else {
            write_sentences(&json, &lesson.subject->pack->statements[lesson.index]);
        }
        json_talk_end(talk, &json);
    }
    lesson_fini(&lesson);
}
