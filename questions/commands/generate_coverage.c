/* What a bank covers, as JSON and as a table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/commands/generate.h"
#include "questions/commands/sink.h"
#include "questions/text/json_out.h"

static const struct pack *pack_of(const struct generate *g)
{
    return g->subject->pack;
}

static const char *id_of(const struct generate *g, size_t note)
{
    return g->coverage->notes[note].id;
}

/* ---- Why something is not covered ------------------------------------------------------------ */

static const char *why_no_condition(enum cover_why why)
{
    static const char *const reasons[] = {
        [COVER_SHOWN] = "it can be shown, but no two questions of this bank do",
        [COVER_CONSTANT] = "the fact has one value in all possible cases",
        [COVER_WITHHELD] = "only cases that are never asked would show it",
        [COVER_UNDECIDED] = "where the fact changes, no row decides",
        [COVER_SAME] = "the answer stays the same wherever this fact alone changes",
        [COVER_GIVEN_UP] = "not found in the steps allowed"};
    return reasons[why];
}

/* Why no question of this bank is decided by a row. */
static const char *why_no_rule(const struct generate *g, const struct coverage_part *part,
                               size_t row)
{
    const struct decision *d = &pack_of(g)->decisions[part->decision];
    const struct rule *rule = &d->rules[row];
    if (row < part->cover.rule_count && part->cover.row_case[row] != COVER_NO_CASE) {
        return "no question of this bank asks it";
    }
    if (!d->outcomes[rule->then].ask) {
        return "its outcome is never asked for";
    }
    if (rule->certainty == CERTAINTY_INFERRED && !g->pool->wishes.inferred) {
        return "it is only inferred (--include-inferred asks it)";
    }
    return "it decides no case that may be asked";
}

static bool belief_can_show(const struct generate *g, size_t misconception)
{
    bool found = false;
    for (size_t i = 0; !found && i < g->pool->spots.count; i++) {
        found = pool_belief_shows(g->pool, i, misconception) != SIZE_MAX;
    }
    return found;
}

static bool decision_is_asked(const struct generate *g, size_t decision)
{
    bool found = false;
    for (size_t i = 0; i < g->coverage->part_count; i++) {
        found = found || g->coverage->parts[i].decision == decision;
    }
    return found;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

/* What is not covered, gathered while the rest is written. */
struct uncovered {
    struct json_out j;
    struct buffer text;
};

static void add_uncovered(struct uncovered *u, const char *kind, const char *what, const char *more,
                          const char *why)
{
    struct buffer name = {0};
    buffer_addf(&name, "%s %s%s%s", kind, what, more[0] != '\0' ? " " : "", more);
    json_object_begin(&u->j);
    json_member_string(&u->j, "what", buffer_text(&name));
    json_member_string(&u->j, "why", why);
    json_object_end(&u->j);
    u->text.failed = u->text.failed || name.failed;
    buffer_fini(&name);
}

static void write_rules(const struct generate *g, struct json_out *j, struct uncovered *u)
{
    json_key(j, "rules");
    json_array_begin(j);
    for (size_t p = 0; p < g->coverage->part_count; p++) {
        const struct coverage_part *part = &g->coverage->parts[p];
        const struct decision *d = &pack_of(g)->decisions[part->decision];
        for (size_t r = 0; r < d->rule_count; r++) {
            size_t note = coverage_of_rule(g->coverage, part->decision, r, 0);
            if (note == SIZE_MAX) {
                add_uncovered(u, "rule", d->rules[r].id, "", why_no_rule(g, part, r));
                continue;
            }
            json_object_begin(j);
            json_member_string(j, "rule", d->rules[r].id);
            json_key(j, "questions");
            json_array_begin(j);
            for (; note != SIZE_MAX;
                 note = coverage_of_rule(g->coverage, part->decision, r, note + 1)) {
                json_string(j, id_of(g, note));
            }
            json_array_end(j);
            json_object_end(j);
        }
    }
    json_array_end(j);
}

static void write_conditions(const struct generate *g, struct json_out *j, struct uncovered *u)
{
    json_key(j, "conditions");
    json_array_begin(j);
    for (size_t p = 0; p < g->coverage->part_count; p++) {
        const struct coverage_part *part = &g->coverage->parts[p];
        const struct decision *d = &pack_of(g)->decisions[part->decision];
        for (size_t i = 0; i < part->cover.condition_count; i++) {
            const struct cover_condition *c = &part->cover.conditions[i];
            const char *fact = pack_of(g)->facts[c->fact].id;
            size_t notes[2];
            if (!coverage_of_condition(g->coverage, part, c, notes)) {
                add_uncovered(u, "condition", d->rules[c->rule].id, fact, why_no_condition(c->why));
                continue;
            }
            json_object_begin(j);
            json_member_string(j, "rule", d->rules[c->rule].id);
            json_member_string(j, "fact", fact);
            json_key(j, "pair");
            json_array_begin(j);
            json_string(j, id_of(g, notes[0]));
            json_string(j, id_of(g, notes[1]));
            json_array_end(j);
            json_object_end(j);
        }
    }
    json_array_end(j);
}

static void write_beliefs(const struct generate *g, struct json_out *j, struct uncovered *u)
{
    json_key(j, "beliefs");
    json_array_begin(j);
    for (size_t m = 0; m < pack_of(g)->misconception_count; m++) {
        const struct misconception *belief = &pack_of(g)->misconceptions[m];
        size_t note = coverage_of_belief(g->coverage, m, 0);
        if (note == SIZE_MAX) {
            if (decision_is_asked(g, belief->decision)) {
                add_uncovered(u, "belief", belief->id, "",
                              belief_can_show(g, m)
                                  ? "no question of this bank shows it"
                                  : "it answers wrongly in no case that may be asked");
            }
            continue;
        }
        json_object_begin(j);
        json_member_string(j, "belief", belief->id);
        json_key(j, "questions");
        json_array_begin(j);
        for (; note != SIZE_MAX; note = coverage_of_belief(g->coverage, m, note + 1)) {
            json_string(j, id_of(g, note));
        }
        json_array_end(j);
        json_object_end(j);
    }
    json_array_end(j);
}

/* Pairs of misconceptions of one decision that is asked. */
struct pairs {
    size_t told_apart, of;
};

static struct pairs count_pairs(const struct generate *g, struct uncovered *u)
{
    const struct pack *pack = pack_of(g);
    struct pairs pairs = {0, 0};
    for (size_t a = 0; a < pack->misconception_count; a++) {
        for (size_t b = a + 1; b < pack->misconception_count; b++) {
            if (pack->misconceptions[a].decision != pack->misconceptions[b].decision ||
                !decision_is_asked(g, pack->misconceptions[a].decision)) {
                continue;
            }
            pairs.of++;
            if (coverage_of_pair(g->coverage, a, b) != SIZE_MAX) {
                pairs.told_apart++;
            } else if (u != NULL) {
                add_uncovered(u, "pair", pack->misconceptions[a].id, pack->misconceptions[b].id,
                              coverage_can_tell_apart(g->coverage, a, b)
                                  ? "no question of this bank tells them apart"
                                  : "no case that may be asked tells them apart");
            }
        }
    }
    return pairs;
}

static void write_all(const struct generate *g, struct buffer *out)
{
    struct json_out j = {.out = out};
    struct uncovered u = {0};
    u.j.out = &u.text;
    json_object_begin(&j);
    write_rules(g, &j, &u);
    write_conditions(g, &j, &u);
    write_beliefs(g, &j, &u);
    const struct pairs pairs = count_pairs(g, &u);
    json_key(&j, "pairs");
    json_object_begin(&j);
    json_member_int(&j, "told_apart", (int64_t)pairs.told_apart);
    json_member_int(&j, "of", (int64_t)pairs.of);
    json_object_end(&j);
    json_key(&j, "uncovered");
    json_array_begin(&j);
    buffer_add(out, buffer_text(&u.text), u.text.length);
    json_array_end(&j);
    json_object_end(&j);
    buffer_add_char(out, '\n');
    out->failed = out->failed || u.text.failed;
    buffer_fini(&u.text);
}

enum status generate_coverage_file(struct generate *g, const char *path)
{
    struct sink sink;
    enum status status = sink_begin(&sink, g->context, path);
    if (status == STATUS_DONE) {
        write_all(g, &sink.pending);
        status = sink_end(&sink, STATUS_DONE);
    }
    return status;
}

/* ---- The table ------------------------------------------------------------------------------- */

/* The numbers of the questions that a row decides, "3 12 14". */
static void add_rule_numbers(const struct generate *g, size_t decision, size_t rule,
                             struct buffer *text)
{
    size_t note = coverage_of_rule(g->coverage, decision, rule, 0);
    for (; note != SIZE_MAX; note = coverage_of_rule(g->coverage, decision, rule, note + 1)) {
        buffer_addf(text, "%s%zu", text->length > 0 ? " " : "", note + 1);
    }
}

static size_t count_shown(const struct generate *g, const struct coverage_part *part, size_t rule,
                          struct buffer *facts)
{
    size_t shown = 0;
    for (size_t i = 0; i < part->cover.condition_count; i++) {
        const struct cover_condition *c = &part->cover.conditions[i];
        size_t notes[2];
        if ((rule == SIZE_MAX || c->rule == rule) &&
            coverage_of_condition(g->coverage, part, c, notes)) {
            shown++;
            if (facts != NULL) {
                buffer_addf(facts, "%s%s", facts->length > 0 ? ", " : "",
                            pack_of(g)->facts[c->fact].label);
            }
        }
    }
    return shown;
}

static void show_rules(struct generate *g, const struct coverage_part *part)
{
    struct screen *screen = &g->context->err;
    const struct decision *d = &pack_of(g)->decisions[part->decision];
    screen_gap(screen);
    screen_heading(screen, d->id, NULL);
    for (size_t r = 0; r < d->rule_count; r++) {
        struct buffer text = {0}, numbers = {0}, facts = {0};
        add_rule_numbers(g, part->decision, r, &numbers);
        (void)count_shown(g, part, r, &facts);
        buffer_addf(&text, "%s. ", d->outcomes[d->rules[r].then].id);
        if (numbers.length == 0) {
            buffer_addf(&text, "No question: %s", why_no_rule(g, part, r));
        } else {
            buffer_addf(&text, "Questions %s", buffer_text(&numbers));
        }
        if (facts.length > 0) {
            buffer_addf(&text, ". Shown to decide: %s", buffer_text(&facts));
        }
        screen_labelled(screen, d->rules[r].id, 26, buffer_text(&text));
        buffer_fini(&text);
        buffer_fini(&numbers);
        buffer_fini(&facts);
    }
}

static void show_beliefs(struct generate *g)
{
    struct screen *screen = &g->context->err;
    screen_gap(screen);
    screen_heading(screen, "Beliefs, and the questions that show them", NULL);
    for (size_t m = 0; m < pack_of(g)->misconception_count; m++) {
        const struct misconception *belief = &pack_of(g)->misconceptions[m];
        struct buffer text = {0}, numbers = {0};
        size_t note = coverage_of_belief(g->coverage, m, 0);
        for (; note != SIZE_MAX; note = coverage_of_belief(g->coverage, m, note + 1)) {
            buffer_addf(&numbers, " %zu", note + 1);
        }
        if (numbers.length == 0 && !decision_is_asked(g, belief->decision)) {
            continue;
        }
        buffer_addf(&text, "%s%s%s", belief->believes, numbers.length > 0 ? " Questions" : " None",
                    buffer_text(&numbers));
        screen_labelled(screen, belief->id, 26, buffer_text(&text));
        buffer_fini(&text);
        buffer_fini(&numbers);
    }
}

/* Conditions that no bank can show, and why: "encrypted of launch-no-key: ...". */
static void show_cannot(struct generate *g)
{
    const char *label = "Cannot";
    for (size_t p = 0; p < g->coverage->part_count; p++) {
        const struct coverage_part *part = &g->coverage->parts[p];
        const struct decision *d = &pack_of(g)->decisions[part->decision];
        for (size_t i = 0; i < part->cover.condition_count; i++) {
            const struct cover_condition *c = &part->cover.conditions[i];
            struct buffer text = {0};
            if (c->why == COVER_SHOWN) {
                continue;
            }
            buffer_addf(&text, "%s in %s: %s", pack_of(g)->facts[c->fact].label,
                        d->rules[c->rule].id, why_no_condition(c->why));
            screen_labelled(&g->context->err, label, 10, buffer_text(&text));
            label = "";
            buffer_fini(&text);
        }
    }
}

static void add_one_case(const struct generate *g, struct buffer *text)
{
    size_t spots[PACK_MISCONCEPTIONS_MAX];
    const size_t count = coverage_one_case(g->coverage, spots, PACK_MISCONCEPTIONS_MAX);
    if (count > 0) {
        buffer_addf(text,
                    "%zu belief%s in one case only: three tellings of it are needed before a "
                    "student can be said to hold it (--tellings 3)",
                    count, count == 1 ? " shows" : "s show");
    }
}

static void show_sum(struct generate *g)
{
    struct screen *screen = &g->context->err;
    struct buffer text = {0}, weak = {0};
    size_t rules = 0, covered = 0, shown = 0, conditions = 0;
    for (size_t p = 0; p < g->coverage->part_count; p++) {
        const struct coverage_part *part = &g->coverage->parts[p];
        for (size_t r = 0; r < part->cover.rule_count; r++) {
            rules += part->cover.row_case[r] != COVER_NO_CASE;
            covered += coverage_of_rule(g->coverage, part->decision, r, 0) != SIZE_MAX;
        }
        conditions += part->cover.shown;
        shown += count_shown(g, part, SIZE_MAX, NULL);
    }
    const struct pairs pairs = count_pairs(g, NULL);
    buffer_addf(&text,
                "%zu of %zu rows that may be asked, %zu of %zu conditions that can be shown, ",
                covered, rules, shown, conditions);
    buffer_addf(&text, "%zu of %zu pairs of beliefs", pairs.told_apart, pairs.of);
    screen_gap(screen);
    screen_labelled(screen, "Covered", 10, buffer_text(&text));
    show_cannot(g);
    add_one_case(g, &weak);
    if (weak.length > 0) {
        screen_labelled(screen, "Weak", 10, buffer_text(&weak));
    }
    buffer_fini(&text);
    buffer_fini(&weak);
}

void generate_coverage_table(struct generate *g)
{
    for (size_t p = 0; p < g->coverage->part_count; p++) {
        show_rules(g, &g->coverage->parts[p]);
    }
    show_beliefs(g);
    show_sum(g);
    screen_gap(&g->context->err);
}
