/* One member of one object at a time; see the header. */
#include "engine/fields.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "engine/short_text.h"

struct diag *field_error(struct fields *r, const cJSON *value, const char *id, const char *format,
                         ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const struct place place = json_in_place(r->json, value);
    return diags_add(r->diags, DIAG_ERROR, id, &place, "%s", text);
}

void *field_alloc(struct fields *r, size_t count, size_t size)
{
    void *memory = arena_alloc(r->arena, count, size);
    if (memory == NULL) {
        diags_add(r->diags, DIAG_ERROR, "memory", NULL, "memory ran out");
    }
    return memory;
}

const char *field_copy(struct fields *r, const char *text)
{
    const char *copy = arena_copy(r->arena, text, strlen(text));
    if (copy == NULL) {
        diags_add(r->diags, DIAG_ERROR, "memory", NULL, "memory ran out");
    }
    return copy != NULL ? copy : "";
}

const char *field_type_name(const cJSON *value)
{
    if (cJSON_IsObject(value)) {
        return "an object";
    }
    if (cJSON_IsArray(value)) {
        return "a list";
    }
    if (cJSON_IsString(value)) {
        return "a text";
    }
    if (cJSON_IsNumber(value)) {
        return "a number";
    }
    return cJSON_IsNull(value) ? "null" : "true or false";
}

void field_wrong_type(struct fields *r, const cJSON *value, const char *name, const char *wanted)
{
    struct diag *diag = field_error(r, value, "wrong-type", "\"%s\" must be %s, this is %s",
                                    short_text(name).text, wanted, field_type_name(value));
    if (cJSON_IsString(value) && strcmp(wanted, "true or false") == 0) {
        diag_hint(diag, "without quotes");
    } else if (cJSON_IsString(value) && strcmp(wanted, "a list") == 0) {
        diag_hint(diag, "put it between [ and ]");
    }
}

void field_entry_type(struct fields *r, const cJSON *value, const char *key)
{
    field_error(r, value, "wrong-type", "an entry of \"%s\" must be a text, this is %s",
                short_text(key).text, field_type_name(value));
}

void field_suggest(struct diag *diag, const struct near *near, const char *otherwise)
{
    if (near->best != NULL) {
        diag_hint(diag, "did you mean \"%s\"?", near->best);
    } else {
        diag_hint(diag, "%s", otherwise);
    }
}

static void unknown_member(struct fields *r, const cJSON *member, const char *what,
                           const char *const known[])
{
    const struct place place = json_in_key_place(r->json, member);
    struct diag *diag = diags_add(r->diags, DIAG_ERROR, "unknown-member", &place,
                                  "%s has no member \"%s\"", what, short_text(member->string).text);
    if (diag == NULL) {
        return; /* there may be a million more: look for near names only where they are shown */
    }
    struct near near = {.word = member->string};
    for (size_t i = 0; known[i] != NULL; i++) {
        near_offer(&near, known[i]);
    }
    field_suggest(diag, &near, "take it out, or begin its name with x-");
}

bool field_object(struct fields *r, const cJSON *value, const char *what, const char *const known[])
{
    if (!cJSON_IsObject(value)) {
        field_error(r, value, "wrong-type", "%s must be an object, this is %s", what,
                    field_type_name(value));
        return false;
    }
    const cJSON *member;
    cJSON_ArrayForEach(member, value)
    {
        size_t i = 0;
        while (known[i] != NULL && strcmp(known[i], member->string) != 0) {
            i++;
        }
        if (known[i] == NULL && strncmp(member->string, "x-", 2) != 0) {
            unknown_member(r, member, what, known);
        }
    }
    return true;
}

const cJSON *field_member(struct fields *r, const cJSON *object, const char *key, bool required)
{
    const cJSON *member = json_in_member(object, key);
    if (member == NULL && required) {
        struct place place = json_in_place(r->json, object);
        place.length = 1; /* mark where the object opens, not all of it */
        diag_hint(
            diags_add(r->diags, DIAG_ERROR, "missing-member", &place, "\"%s\" is missing", key),
            "the object that begins here needs it");
    }
    return member;
}

static const char *text_of(struct fields *r, const cJSON *value, const char *name)
{
    if (!cJSON_IsString(value)) {
        field_wrong_type(r, value, name, "a text");
        return NULL;
    }
    if (value->valuestring[0] == '\0') {
        field_error(r, value, "empty-text", "\"%s\" must not be empty", name);
        return NULL;
    }
    return field_copy(r, value->valuestring);
}

const char *field_text(struct fields *r, const cJSON *object, const char *key, bool required)
{
    const cJSON *member = field_member(r, object, key, required);
    return member != NULL ? text_of(r, member, key) : NULL;
}

const cJSON *field_list(struct fields *r, const cJSON *object, const char *key, bool required,
                        size_t most, size_t *count)
{
    *count = 0;
    const cJSON *list = field_member(r, object, key, required);
    if (list == NULL) {
        return NULL;
    }
    if (!cJSON_IsArray(list)) {
        field_wrong_type(r, list, key, "a list");
        return NULL;
    }
    const size_t length = (size_t)cJSON_GetArraySize(list);
    if (length > most) {
        const struct place place = json_in_key_place(r->json, list);
        diags_add(r->diags, DIAG_ERROR, "too-many", &place,
                  "\"%s\" holds %zu entries, at most %zu are allowed", key, length, most);
        return NULL;
    }
    *count = length;
    return list;
}

struct texts field_texts(struct fields *r, const cJSON *object, const char *key, bool required,
                         bool may_be_empty)
{
    struct texts texts = {0};
    size_t count;
    const cJSON *list = field_list(r, object, key, required, FIELD_LIST_MAX, &count);
    if (list == NULL || (texts.items = field_alloc(r, count, sizeof *texts.items)) == NULL) {
        return (struct texts){0};
    }
    if (count == 0 && required) {
        field_error(r, list, "empty-list", "\"%s\" must hold at least one text",
                    short_text(key).text);
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (!cJSON_IsString(value)) {
            field_entry_type(r, value, key);
        } else if (value->valuestring[0] == '\0' && !may_be_empty) {
            field_error(r, value, "empty-text", "an entry of \"%s\" must not be empty",
                        short_text(key).text);
        } else {
            texts.items[texts.count++] = field_copy(r, value->valuestring);
        }
    }
    return texts;
}

bool field_bool(struct fields *r, const cJSON *object, const char *key, bool otherwise)
{
    const cJSON *member = json_in_member(object, key);
    if (member == NULL) {
        return otherwise;
    }
    if (!cJSON_IsBool(member)) {
        field_wrong_type(r, member, key, "true or false");
        return otherwise;
    }
    return cJSON_IsTrue(member);
}

/* Is it a number from `least` to `most` (`whole`: without a fraction)?  If not, say so. */
static bool number_fits(struct fields *r, const cJSON *value, const char *key, double least,
                        double most, bool whole)
{
    if (!cJSON_IsNumber(value)) {
        field_wrong_type(r, value, key, "a number");
        return false;
    }
    const double number = value->valuedouble;
    if (number >= least && number <= most && (!whole || floor(number) >= number)) {
        return true;
    }
    field_error(r, value, "number-range", "\"%s\" must be a %snumber from %.15g to %.15g", key,
                whole ? "whole " : "", least, most);
    return false;
}

double field_number(struct fields *r, const cJSON *object, const char *key, double least,
                    double most, double otherwise)
{
    const cJSON *member = json_in_member(object, key);
    const bool fits = member != NULL && number_fits(r, member, key, least, most, false);
    return fits ? member->valuedouble : otherwise;
}

size_t field_count(struct fields *r, const cJSON *object, const char *key, size_t least,
                   size_t most, size_t otherwise)
{
    const cJSON *member = json_in_member(object, key);
    const bool fits =
        member != NULL && number_fits(r, member, key, (double)least, (double)most, true);
    return fits ? (size_t)member->valuedouble : otherwise;
}

size_t field_choice(struct fields *r, const cJSON *object, const char *key,
                    const char *const names[], bool required, size_t otherwise)
{
    const cJSON *member = field_member(r, object, key, required);
    const char *text = member != NULL ? text_of(r, member, key) : NULL;
    if (text == NULL) {
        return otherwise;
    }
    struct near near = {.word = text};
    char list[256] = "one of: ";
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], text) == 0) {
            return i;
        }
        near_offer(&near, names[i]);
        const size_t used = strlen(list);
        (void)snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    struct diag *diag = field_error(r, member, "unknown-word", "\"%s\" cannot be \"%s\"", key,
                                    short_text(text).text);
    field_suggest(diag, &near, list);
    return otherwise;
}

static bool id_is_good(const char *id, char joint)
{
    bool part = false; /* are we inside a part, so that a joint may follow? */
    if (!(id[0] >= 'a' && id[0] <= 'z')) {
        return false;
    }
    for (; *id != '\0'; id++) {
        const bool letter = (*id >= 'a' && *id <= 'z') || (*id >= '0' && *id <= '9');
        const bool good = letter || (*id == joint && part);
        if (!good) {
            return false;
        }
        part = letter;
    }
    return part;
}

const char *field_id(struct fields *r, const cJSON *object, char joint, struct place *place)
{
    const cJSON *member = field_member(r, object, "id", true);
    const char *id = member != NULL ? text_of(r, member, "id") : NULL;
    *place = json_in_place(r->json, member != NULL ? member : object);
    if (id != NULL && !id_is_good(id, joint)) {
        diag_hint(field_error(r, member, "bad-id", "\"%s\" cannot be an id", short_text(id).text),
                  "lower-case letters and digits beginning with a letter, parts joined by %c",
                  joint);
    }
    return id != NULL ? id : "";
}

static int compare_uses(const void *a, const void *b)
{
    const struct id_use *left = a, *right = b;
    const int order = strcmp(left->id, right->id);
    if (order != 0) {
        return order;
    }
    return (left->place.offset > right->place.offset) - (left->place.offset < right->place.offset);
}

static size_t line_of(const struct place *place)
{
    size_t line = place->text->first_line;
    for (size_t i = 0; i < place->offset; i++) {
        line += place->text->bytes[i] == '\n';
    }
    return line;
}

void field_unique_ids(struct diags *diags, struct id_use uses[], size_t count, const char *what)
{
    if (count < 2) {
        return;
    }
    qsort(uses, count, sizeof *uses, compare_uses);
    /* Finding a line reads the text from its start: no more often than messages are kept. */
    for (size_t i = 1; i < count && diags->count < DIAG_MAX; i++) {
        if (uses[i].id[0] != '\0' && strcmp(uses[i - 1].id, uses[i].id) == 0) {
            diag_hint(diags_add(diags, DIAG_ERROR, "repeated-id", &uses[i].place,
                                "the %s id \"%s\" is used twice, first in line %zu", what,
                                short_text(uses[i].id).text, line_of(&uses[i - 1].place)),
                      "give one of them another id");
        }
    }
}
