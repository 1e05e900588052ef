/*
 * bank   = { head members, "questions": [ question { "," question } ],
 *            ["papers": [ paper { "," paper } ]] }
 * NDJSON = head LF { question LF } { {"paper": paper} LF } ; empty lines are passed over
 * head   = { "format", "version", ["title"], ["pack": {"id", ["sha256"]}], ["generator"], ["seed"] }
 * paper  = { "form", ["student"], "questions": [ { "id", ["options"] } ] }
 *
 * Every question and paper is read by itself, so that the tree of one is in memory at a time; what
 * stands around them is only scanned.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/short_text.h"
#include "questions/bank/bank_json.h"
#include "questions/text/json_out.h"

static void no_memory(struct bank_reader *r)
{
    diags_add(r->in.diags, DIAG_ERROR, "memory", NULL, "memory ran out");
}

/* ---- The head -------------------------------------------------------------------------------- */

/* What another kind of file is would be called a hundred unknown members: one error is enough. */
static bool is_bank(struct bank_reader *r, const cJSON *head)
{
    const cJSON *format = json_in_member(head, "format");
    if (!cJSON_IsString(format) || strcmp(format->valuestring, BANK_FORMAT) == 0) {
        return true;
    }
    diag_hint(field_error(&r->in, format, "not-a-bank", "this is no bank: its format is \"%s\"",
                          short_text(format->valuestring).text),
              "a bank says \"format\": \"" BANK_FORMAT "\"");
    return false;
}

static void read_version(struct bank_reader *r, const cJSON *head)
{
    const cJSON *version = field_member(&r->in, head, "version", true);
    if (version != NULL && !cJSON_IsNumber(version)) {
        field_wrong_type(&r->in, version, "version", "a number");
    } else if (version != NULL &&
               (version->valuedouble < BANK_VERSION || version->valuedouble > BANK_VERSION)) {
        diag_hint(field_error(&r->in, version, "unknown-version",
                              "this version of the bank format is not known"),
                  "this program reads version 1");
    }
}

static bool is_digest(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static void read_pack(struct bank_reader *r, const cJSON *head)
{
    static const char *const known[] = {"id", "sha256", NULL};
    const cJSON *pack = json_in_member(head, "pack");
    if (pack == NULL || !field_object(&r->in, pack, "\"pack\"", known)) {
        return;
    }
    r->bank->head.pack_id = field_text(&r->in, pack, "id", true);
    r->bank->head.pack_sha256 = field_text(&r->in, pack, "sha256", false);
    if (r->bank->head.pack_sha256 != NULL && !is_digest(r->bank->head.pack_sha256)) {
        diag_hint(field_error(&r->in, json_in_member(pack, "sha256"), "bad-digest",
                              "\"sha256\" must be 64 lower-case hexadecimal digits"),
                  "leave it out if it is not known");
    }
}

/* A number, or for those that many programs would round a text of digits. */
static void read_seed(struct bank_reader *r, const cJSON *head)
{
    const cJSON *seed = json_in_member(head, "seed");
    if (seed == NULL) {
        return;
    }
    uint64_t number = 0;
    bool good = cJSON_IsNumber(seed) && seed->valuedouble >= 0 &&
                seed->valuedouble <= (double)JSON_EXACT_MAX;
    if (good) {
        number = (uint64_t)seed->valuedouble;
        good = (double)number >= seed->valuedouble;
    } else if (cJSON_IsString(seed) && seed->valuestring[0] != '\0') {
        good = true;
        for (const char *c = seed->valuestring; *c != '\0' && good; c++) {
            const uint64_t digit = (uint64_t)(*c - '0');
            good = *c >= '0' && *c <= '9' && number <= (UINT64_MAX - digit) / 10;
            number = number * 10 + digit;
        }
    }
    if (!good) {
        diag_hint(field_error(&r->in, seed, "bad-seed",
                              "\"seed\" must be a whole number from 0 to 18446744073709551615"),
                  "from 9007199254740993 on it stands in quotes");
    }
    r->bank->head.seeded = good;
    r->bank->head.seed = number;
}

bool bank_read_head(struct bank_reader *r, const cJSON *head, bool lists)
{
    static const char *const with_lists[] = {"format", "version", "title",     "pack", "generator",
                                             "seed",   "papers",  "questions", NULL};
    static const char *const alone[] = {"format",    "version", "title", "pack",
                                        "generator", "seed",    NULL};
    if (!is_bank(r, head) || !field_object(&r->in, head, "a bank", lists ? with_lists : alone)) {
        return false;
    }
    (void)field_text(&r->in, head, "format", true);
    read_version(r, head);
    r->bank->head.title = field_text(&r->in, head, "title", false);
    read_pack(r, head);
    r->bank->head.generator = field_text(&r->in, head, "generator", false);
    read_seed(r, head);
    return true;
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* How many bytes of space there are from `at` on, but not beyond `end`. */
static size_t count_space(const char *bytes, size_t at, size_t end)
{
    size_t count = 0;
    while (at + count < end && is_space(bytes[at + count])) {
        count++;
    }
    return count;
}

typedef void piece_reader(struct bank_reader *r, const cJSON *piece);

/* Read one value by itself. */
static void read_piece(struct bank_reader *r, size_t from, size_t length, piece_reader *reader)
{
    struct json_in *json = json_in_read_part(r->text, from, length, r->in.diags);
    if (json != NULL) {
        r->in.json = json;
        reader(r, json_in_root(json));
        r->in.json = NULL;
        json_in_free(json);
    }
}

/* Where the value that begins at `at` ends; what stands here was scanned, so its brackets match. */
static size_t value_end(const char *bytes, size_t at, size_t end)
{
    size_t depth = 0;
    for (; at < end; at++) {
        const char c = bytes[at];
        if (c == '"') {
            for (at++; bytes[at] != '"'; at++) {
                at += bytes[at] == '\\';
            }
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
            break;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return at;
}

/* Read every element of a list that was scanned. */
static void read_list(struct bank_reader *r, const struct place *list, piece_reader *reader)
{
    const char *bytes = r->text->bytes;
    const size_t end = list->offset + list->length - 1; /* its bracket */
    size_t at = list->offset + 1;
    while (at < end) {
        const size_t next = value_end(bytes, at, end);
        const size_t space = count_space(bytes, at, end);
        if (at + space < end) {
            read_piece(r, at + space, next - at - space, reader);
        }
        at = next + 1;
    }
}

/* ---- Papers ---------------------------------------------------------------------------------- */

/* After the last question: ids that were left out are made, so that papers can find all. */
static bool settle_questions(struct bank_reader *r)
{
    if (!bank_ids_settle(r->bank, r->in.diags)) {
        return false;
    }
    r->last_paper = calloc(r->bank->item_count + 1, sizeof *r->last_paper);
    if (r->last_paper == NULL || !bank_index_init(&r->index, r->bank)) {
        no_memory(r);
        return false;
    }
    return true;
}

/* The order of the options on a paper: each of them once. */
static void read_order(struct bank_reader *r, const cJSON *value, struct paper_question *question)
{
    const struct item *item = &r->bank->items[question->item];
    uint32_t seen = 0;
    size_t count = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        question->order[i] = (unsigned char)i;
    }
    if (json_in_member(value, "options") == NULL) {
        return;
    }
    const struct texts ids = field_texts(&r->in, value, "options", false, false);
    for (size_t i = 0; i < ids.count && i < item->option_count; i++) {
        for (size_t k = 0; k < item->option_count; k++) {
            if (strcmp(item->options[k].id, ids.items[i]) == 0 && (seen >> k & 1) == 0) {
                seen |= (uint32_t)1 << k;
                question->order[i] = (unsigned char)k;
                count++;
            }
        }
    }
    if (count != item->option_count || ids.count != count) {
        diag_hint(field_error(&r->in, json_in_member(value, "options"), "paper-options",
                              "these are not the options of question \"%s\", each of them once",
                              short_text(item->id).text),
                  "list the ids of its options in the order printed, or leave the list out");
    }
}

static void read_paper_question(struct bank_reader *r, const cJSON *value, struct paper *paper)
{
    static const char *const known[] = {"id", "options", NULL};
    if (!field_object(&r->in, value, "a question of a paper", known)) {
        return;
    }
    const char *id = field_text(&r->in, value, "id", true);
    if (id == NULL) {
        return;
    }
    const size_t item = bank_index_find(&r->index, id);
    if (item == SIZE_MAX) {
        diag_hint(field_error(&r->in, json_in_member(value, "id"), "unknown-question",
                              "the bank has no question \"%s\"", short_text(id).text),
                  "a paper names questions of its bank by their ids");
        return;
    }
    if (r->last_paper[item] == r->bank->paper_count) {
        diag_hint(field_error(&r->in, json_in_member(value, "id"), "repeated-question",
                              "the paper has question \"%s\" twice", short_text(id).text),
                  "take one of the two out");
        return;
    }
    r->last_paper[item] = r->bank->paper_count;
    struct paper_question *question = &paper->questions[paper->question_count++];
    question->item = item;
    read_order(r, value, question);
}

/* Two papers of one form could not be told apart. */
static void note_form(struct bank_reader *r, const char *form, struct place place)
{
    if (r->form_count == r->form_capacity) {
        const size_t capacity = r->form_capacity == 0 ? 64 : 2 * r->form_capacity;
        struct id_use *forms = realloc(r->forms, capacity * sizeof *forms);
        if (forms == NULL) {
            no_memory(r);
            return;
        }
        r->forms = forms;
        r->form_capacity = capacity;
    }
    r->forms[r->form_count++] = (struct id_use){form, place};
}

void bank_read_paper(struct bank_reader *r, const cJSON *value)
{
    static const char *const known[] = {"form", "student", "questions", NULL};
    if (!field_object(&r->in, value, "a paper", known)) {
        return;
    }
    struct paper *paper = bank_add_paper(r->bank);
    if (paper == NULL) {
        no_memory(r);
        return;
    }
    size_t count;
    const char *form = field_text(&r->in, value, "form", true);
    paper->form = form != NULL ? form : "";
    if (form != NULL) {
        note_form(r, form, json_in_place(r->in.json, json_in_member(value, "form")));
    }
    paper->student = field_text(&r->in, value, "student", false);
    const cJSON *list = field_list(&r->in, value, "questions", true, r->bank->item_count, &count);
    paper->questions = field_alloc(&r->in, count, sizeof *paper->questions);
    const cJSON *question;
    cJSON_ArrayForEach(question, list)
    {
        if (paper->questions != NULL) {
            read_paper_question(r, question, paper);
        }
    }
}

/* ---- JSON ------------------------------------------------------------------------------------ */

/* Where a list of the outermost object stands; false (and an error, unless it is absent) if not. */
static bool find_list(struct bank_reader *r, const cJSON *root, const char *key, bool required,
                      struct place *place)
{
    const cJSON *list = field_member(&r->in, root, key, required);
    if (list == NULL) {
        return false;
    }
    *place = json_in_place(r->in.json, list);
    if (r->text->bytes[place->offset] != '[') {
        place->length = 1;
        diag_hint(
            diags_add(r->in.diags, DIAG_ERROR, "wrong-type", place, "\"%s\" must be a list", key),
            "put it between [ and ]");
        return false;
    }
    return true;
}

/* @required  an object without "questions" is a fault, not the head of a bank of lines */
static void read_whole(struct bank_reader *r, bool required)
{
    static const char *const lists[] = {"questions", "papers", NULL};
    struct json_in *json = json_in_read_without(r->text, lists, r->in.diags);
    if (json == NULL) {
        return;
    }
    struct place questions, papers;
    const cJSON *root = json_in_root(json);
    r->in.json = json;
    const bool is_bank = bank_read_head(r, root, true);
    const bool asks = is_bank && find_list(r, root, "questions", required, &questions);
    const bool prints = is_bank && find_list(r, root, "papers", false, &papers);
    r->in.json = NULL;
    json_in_free(json);
    if (asks) {
        read_list(r, &questions, bank_read_question);
    }
    if (is_bank && settle_questions(r) && prints) {
        read_list(r, &papers, bank_read_paper);
    }
}

/* ---- NDJSON ---------------------------------------------------------------------------------- */

static void read_head_line(struct bank_reader *r, const cJSON *line)
{
    if (json_in_member(line, "format") == NULL && json_in_member(line, "stem") != NULL) {
        struct place place = json_in_place(r->in.json, line);
        place.length = 1;
        diag_hint(diags_add(r->in.diags, DIAG_ERROR, "no-head", &place,
                            "the first line is a question, not the head of the bank"),
                  "put {\"format\":\"" BANK_FORMAT "\",\"version\":1} before it");
        return;
    }
    (void)bank_read_head(r, line, false);
}

/* The first paper ends the questions. */
static void read_paper_line(struct bank_reader *r, const cJSON *line)
{
    static const char *const known[] = {"paper", NULL};
    const bool ready = r->last_paper != NULL || settle_questions(r);
    if (ready && field_object(&r->in, line, "a line with a paper", known)) {
        bank_read_paper(r, json_in_member(line, "paper"));
    }
}

static void read_line(struct bank_reader *r, const cJSON *line)
{
    if (json_in_member(line, "paper") != NULL) {
        read_paper_line(r, line);
    } else if (r->last_paper != NULL) {
        diag_hint(field_error(&r->in, line, "late-question", "a question stands behind a paper"),
                  "put all questions before the first paper");
    } else {
        bank_read_question(r, line);
    }
}

/* The end of the line that begins at `at`, without its line end. */
static size_t line_end(const struct source_text *text, size_t at)
{
    const char *lf = memchr(text->bytes + at, '\n', text->length - at);
    return lf != NULL ? (size_t)(lf - text->bytes) : text->length;
}

static void read_lines(struct bank_reader *r)
{
    piece_reader *reader = read_head_line;
    const size_t errors = r->in.diags->errors;
    for (size_t at = 0; at < r->text->length;) {
        const size_t end = line_end(r->text, at);
        if (at + count_space(r->text->bytes, at, end) < end) {
            read_piece(r, at, end - at, reader);
            if (reader == read_head_line && r->in.diags->errors > errors) {
                return; /* is it a bank at all? */
            }
            reader = read_line;
        }
        at = end + 1;
    }
    if (r->last_paper == NULL) {
        (void)settle_questions(r);
    }
}

/* ---- Which of the two ------------------------------------------------------------------------ */

/* How a text begins: an object that goes on in the next line, one that is all, or one of several. */
enum shape { SHAPE_OBJECT, SHAPE_LINE, SHAPE_LINES };

static size_t first_byte(const struct source_text *text)
{
    const bool mark = text->length >= 3 && memcmp(text->bytes, "\xef\xbb\xbf", 3) == 0;
    const size_t at = mark ? 3 : 0;
    return at + count_space(text->bytes, at, text->length);
}

/* Behind the closing quote of the text that opens at `at`, or `end`. */
static size_t text_end(const char *bytes, size_t at, size_t end)
{
    for (at++; at < end && bytes[at] != '"'; at++) {
        at += bytes[at] == '\\';
    }
    return at < end ? at + 1 : end;
}

/* Does the object that opens at `at` close before `end`, with nothing but space behind it? */
static bool closes(const char *bytes, size_t at, size_t end)
{
    size_t depth = 0;
    while (at < end) {
        const char c = bytes[at];
        depth += c == '{' || c == '[';
        depth -= (c == '}' || c == ']') && depth > 0;
        at = c == '"' ? text_end(bytes, at, end) : at + 1;
        if (depth == 0) {
            return at + count_space(bytes, at, end) == end;
        }
    }
    return false;
}

static enum shape shape_of(const struct source_text *text)
{
    const size_t start = first_byte(text);
    if (start == text->length || text->bytes[start] != '{') {
        return SHAPE_OBJECT;
    }
    const size_t end = line_end(text, start);
    if (!closes(text->bytes, start, end)) {
        return SHAPE_OBJECT;
    }
    return end + count_space(text->bytes, end, text->length) == text->length ? SHAPE_LINE
                                                                             : SHAPE_LINES;
}

bool bank_json_looks(const struct source_text *text)
{
    const size_t start = first_byte(text);
    return start < text->length && text->bytes[start] == '{';
}

static bool read_bank(const struct source_text *text, bool lines, struct bank *bank,
                      struct diags *diags)
{
    const size_t errors = diags->errors;
    struct bank_reader r = {
        .bank = bank, .text = text, .in = {.arena = &bank->arena, .diags = diags}};
    const enum shape shape = shape_of(text);
    if (shape == SHAPE_LINES) {
        read_lines(&r);
    } else {
        read_whole(&r, shape == SHAPE_OBJECT || !lines);
    }
    field_unique_ids(diags, r.forms, r.form_count, "form");
    bank_index_fini(&r.index);
    free(r.last_paper);
    free(r.forms);
    return diags->errors == errors;
}

bool bank_json_read(const struct source_text *text, struct bank *bank, struct diags *diags)
{
    return read_bank(text, false, bank, diags);
}

bool bank_ndjson_read(const struct source_text *text, struct bank *bank, struct diags *diags)
{
    return read_bank(text, true, bank, diags);
}
