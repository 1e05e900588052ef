/*
 * Has the suite eyes for the data?  Every small harm to the AMI packs, one at a time: a row dropped,
 * its outcome changed to each other one, a condition dropped or flipped, neighbours swapped; in
 * decisions, misconceptions and impossible combinations.  Each must be noticed by what the tests know
 * of the packs from elsewhere (twin_ami.h; tests/data/ami-beliefs.txt), or be in the list of
 * ami_equivalents.h with a reason, which is then checked on the pack itself.
 *
 * `test_ami_mutants --beliefs` prints what tests/data/ami-beliefs.txt must hold.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "engine/patterns.h"
#include "engine/table.h"
#include "questions/text/buffer.h"
#include "tests/unit/ami_equivalents.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/twin_ami.h"

#define CASES (1u << AMI_FACTS)

/* The pack that is harmed, and what of it is judged. */
static struct {
    struct pack *pack;
    enum ami_edition edition;
    char *beliefs[PACK_MISCONCEPTIONS_MAX]; /* what each must answer, from the file */
    size_t tried, equivalent;
} work;

/* ---- Do the tests notice? -------------------------------------------------------------------- */

static bool decision_is_right(size_t decision)
{
    const struct decision *d = &work.pack->decisions[decision];
    struct table *table = table_of_decision(work.pack, decision);
    bool right = table != NULL;
    for (uint32_t c = 0; right && c < CASES; c++) {
        const struct ami a = ami_of_bits(c);
        const uint16_t row = table_row(table, c);
        char id[40];
        if (!ami_possible(&a)) {
            continue;
        }
        ami_rule(work.edition, d->id, &a, id);
        right =
            row < TABLE_CLASH && strcmp(d->rules[row].id, id) == 0 &&
            strcmp(d->outcomes[d->rules[row].then].id, ami_decide(work.edition, d->id, &a)) == 0;
    }
    table_free(table);
    return right;
}

static bool possible_is_right(void)
{
    bool right = true;
    for (uint32_t c = 0; c < CASES; c++) {
        const struct ami a = ami_of_bits(c);
        right = right && slow_possible(work.pack, c) == ami_possible(&a);
    }
    return right;
}

/* ---- What a misconception answers, in words ---------------------------------------------------- */

static const char *name_of(const struct decision *d, int outcome)
{
    return outcome == SLOW_NONE ? "nothing" : d->outcomes[outcome].id;
}

/* The cases with this truth and this belief, in few patterns, a line each. */
static void describe_pair(struct buffer *text, size_t m, int truth, int belief)
{
    const struct decision *d = &work.pack->decisions[work.pack->misconceptions[m].decision];
    struct case_set must = {0}, may = {0};
    struct patterns patterns = {0};
    CHECK(case_set_init(&must, AMI_FACTS) && case_set_init(&may, AMI_FACTS));
    for (uint32_t c = 0; c < CASES; c++) {
        const struct ami a = ami_of_bits(c);
        if (!ami_possible(&a)) {
            case_set_add(&may, c);
        } else if (slow_belief(work.pack, m, c) == belief &&
                   decision_outcome(d, ami_decide(work.edition, d->id, &a)) == (size_t)truth) {
            case_set_add(&must, c);
            case_set_add(&may, c);
        }
    }
    CHECK(patterns_describe(&must, &may, &patterns));
    for (size_t i = 0; i < patterns.count; i++) {
        const struct partial p = patterns.items[i];
        buffer_addf(text, "  %s in place of %s:", name_of(d, belief), name_of(d, truth));
        for (size_t f = 0; f < AMI_FACTS; f++) {
            if ((p.known & fact_bit(f)) != 0) {
                buffer_addf(text, " %s%s", (p.value & fact_bit(f)) != 0 ? "" : "not ",
                            ami_fact_ids[f]);
                buffer_add_text(text, (p.known >> f >> 1) != 0 ? "," : "");
            }
        }
        buffer_addf(text, " (%zu)\n", patterns_count(&must, p));
    }
    patterns_fini(&patterns);
    case_set_fini(&must);
    case_set_fini(&may);
}

/* Where it is wrong; owned by the caller. */
static char *describe_belief(size_t m)
{
    const struct misconception *mis = &work.pack->misconceptions[m];
    const struct decision *d = &work.pack->decisions[mis->decision];
    struct buffer text = {0};
    buffer_addf(&text, "%s: %s (%s)\n", work.pack->id, mis->id, d->id);
    for (int truth = 0; truth < (int)d->outcome_count; truth++) {
        for (int belief = SLOW_NONE; belief < (int)d->outcome_count; belief++) {
            if (belief != truth) {
                describe_pair(&text, m, truth, belief);
            }
        }
    }
    return buffer_take(&text);
}

static bool belief_is_right(size_t m)
{
    char *text = describe_belief(m);
    const bool right =
        text != NULL && work.beliefs[m] != NULL && strcmp(text, work.beliefs[m]) == 0;
    free(text);
    return right;
}

/* The entry of a misconception in the file: from its heading up to the next one. */
static char *entry_of(const char *file, const struct misconception *mis)
{
    char heading[200];
    (void)snprintf(heading, sizeof heading, "\n%s: %s (%s)\n", work.pack->id, mis->id,
                   work.pack->decisions[mis->decision].id);
    const char *start = strstr(file, heading);
    if (start == NULL) {
        return NULL;
    }
    const char *end = strchr(++start, '\n') + 1;
    while (*end == ' ') {
        end = strchr(end, '\n') + 1;
    }
    return strndup(start, (size_t)(end - start));
}

/* ---- The reasons why nobody need notice -------------------------------------------------------- */

/* What a row list looks like, whoever's it is. */
static struct partial when_of(size_t decision, size_t row)
{
    return work.pack->decisions[decision].rules[row].when;
}

/* Is some row before `row` the first to match? */
static bool taken_before(size_t decision, size_t row, uint32_t whole)
{
    bool taken = false;
    for (size_t i = 0; i < row; i++) {
        taken = taken || slow_when(work.pack, when_of(decision, i), whole);
    }
    return taken;
}

/* The cases that match both: none is possible, or an earlier row takes each. */
static enum equivalence swap_reason(size_t decision, size_t row)
{
    bool meet = false;
    for (uint32_t c = 0; c < CASES; c++) {
        if (slow_possible(work.pack, c) && slow_when(work.pack, when_of(decision, row), c) &&
            slow_when(work.pack, when_of(decision, row + 1), c)) {
            if (!taken_before(decision, row, c)) {
                return NOT_EQUIVALENT;
            }
            meet = true;
        }
    }
    return meet ? TAKEN_BEFORE : NEVER_MEET;
}

/* The cases that match only without the condition: none is possible, or an earlier row takes each. */
static enum equivalence drop_reason(size_t decision, size_t row, size_t fact)
{
    const struct partial when = when_of(decision, row);
    const struct partial rest = {when.known & ~fact_bit(fact), when.value & ~fact_bit(fact)};
    bool new_ones = false;
    for (uint32_t c = 0; c < CASES; c++) {
        if (slow_possible(work.pack, c) && slow_when(work.pack, rest, c) &&
            !slow_when(work.pack, when, c)) {
            if (!taken_before(decision, row, c)) {
                return NOT_EQUIVALENT;
            }
            new_ones = true;
        }
    }
    return new_ones ? TAKEN_BEFORE : ALWAYS_SO;
}

/* ---- One mutant -------------------------------------------------------------------------------- */

/*
 * What a mutant is called, and, in case it is equivalent, why: reasons are worked out on the pack as
 * it is, before the harm.
 */
struct mutant {
    char name[200];
    enum equivalence reason;
};

__attribute__((format(printf, 2, 3))) static struct mutant mutant_of(enum equivalence reason,
                                                                     const char *format, ...)
{
    struct mutant mutant = {.reason = reason};
    va_list args;
    const int length = snprintf(mutant.name, sizeof mutant.name, "%s: ", work.pack->id);
    va_start(args, format);
    (void)vsnprintf(mutant.name + length, sizeof mutant.name - (size_t)length, format, args);
    va_end(args);
    return mutant;
}

/* Noticed, or listed with the right reason; nothing that is noticed is listed. */
static void judge(const struct mutant *mutant, bool noticed)
{
    const enum equivalence listed = equivalence_of(mutant->name);
    const bool good =
        noticed ? listed == NOT_EQUIVALENT : listed != NOT_EQUIVALENT && listed == mutant->reason;
    work.tried++;
    work.equivalent += !noticed;
    if (!good) {
        printf("# %s: %s; listed: %s; reason found: %s\n", mutant->name,
               noticed ? "noticed" : "not noticed", equivalence_name(listed),
               equivalence_name(mutant->reason));
        check_fail(__FILE__, __LINE__, "a mutant is noticed, or listed as equivalent and why");
    }
}

/* ---- Harm to decisions ------------------------------------------------------------------------- */

static void swap_rules(struct rule *a, struct rule *b)
{
    const struct rule kept = *a;
    *a = *b;
    *b = kept;
}

static void drop_rule(size_t d, size_t row)
{
    struct decision *decision = &work.pack->decisions[d];
    const struct mutant mutant =
        mutant_of(NOT_EQUIVALENT, "%s: drop %s", decision->id, decision->rules[row].id);
    for (size_t i = row; i + 1 < decision->rule_count; i++) {
        swap_rules(&decision->rules[i], &decision->rules[i + 1]);
    }
    decision->rule_count--;
    judge(&mutant, !decision_is_right(d));
    decision->rule_count++;
    for (size_t i = decision->rule_count - 1; i > row; i--) {
        swap_rules(&decision->rules[i], &decision->rules[i - 1]);
    }
}

static void change_outcome(size_t d, struct rule *rule)
{
    const struct decision *decision = &work.pack->decisions[d];
    const size_t kept = rule->then;
    for (size_t o = 0; o < decision->outcome_count; o++) {
        if (o != kept) {
            const struct mutant mutant =
                mutant_of(NOT_EQUIVALENT, "%s: %s answers %s", decision->id, rule->id,
                          decision->outcomes[o].id);
            rule->then = o;
            judge(&mutant, !decision_is_right(d));
            rule->then = kept;
        }
    }
}

static void change_conditions(size_t d, size_t row)
{
    const struct decision *decision = &work.pack->decisions[d];
    struct rule *rule = &decision->rules[row];
    const struct partial kept = rule->when;
    for (size_t f = 0; f < AMI_FACTS; f++) {
        if ((kept.known & fact_bit(f)) == 0) {
            continue;
        }
        const struct mutant flipped =
            mutant_of(NOT_EQUIVALENT, "%s: %s flips %s", decision->id, rule->id, ami_fact_ids[f]);
        const struct mutant dropped = mutant_of(drop_reason(d, row, f), "%s: %s without %s",
                                                decision->id, rule->id, ami_fact_ids[f]);
        rule->when.value ^= fact_bit(f);
        judge(&flipped, !decision_is_right(d));
        rule->when = (struct partial){kept.known & ~fact_bit(f), kept.value & ~fact_bit(f)};
        judge(&dropped, !decision_is_right(d));
        rule->when = kept;
    }
}

static void harm_decision(size_t d)
{
    struct decision *decision = &work.pack->decisions[d];
    CHECK(decision_is_right(d));
    for (size_t i = 0; i < decision->rule_count; i++) {
        drop_rule(d, i);
        change_outcome(d, &decision->rules[i]);
        change_conditions(d, i);
        if (i + 1 < decision->rule_count) {
            const struct mutant mutant =
                mutant_of(swap_reason(d, i), "%s: swap %s and %s", decision->id,
                          decision->rules[i].id, decision->rules[i + 1].id);
            swap_rules(&decision->rules[i], &decision->rules[i + 1]);
            judge(&mutant, !decision_is_right(d));
            swap_rules(&decision->rules[i], &decision->rules[i + 1]);
        }
    }
    CHECK(decision_is_right(d));
}

/* ---- Harm to misconceptions -------------------------------------------------------------------- */

/* Its answers to every case before the harm. */
static int answers[CASES];

static void judge_belief(size_t m, const char *what, const char *where)
{
    bool same = true;
    for (uint32_t c = 0; c < CASES; c++) {
        same = same && (!slow_possible(work.pack, c) || slow_belief(work.pack, m, c) == answers[c]);
    }
    const struct mutant mutant =
        mutant_of(same ? SAME_ANSWER : NOT_EQUIVALENT, "misconception %s: %s %s",
                  work.pack->misconceptions[m].id, what, where);
    judge(&mutant, !belief_is_right(m));
}

static void harm_conditions(size_t m, const char *whose, struct partial *when)
{
    const struct partial kept = *when;
    for (size_t f = 0; f < AMI_FACTS; f++) {
        char what[64];
        if ((kept.known & fact_bit(f)) != 0) {
            (void)snprintf(what, sizeof what, "%s flips", whose);
            when->value ^= fact_bit(f);
            judge_belief(m, what, ami_fact_ids[f]);
            (void)snprintf(what, sizeof what, "%s without", whose);
            *when = (struct partial){kept.known & ~fact_bit(f), kept.value & ~fact_bit(f)};
            judge_belief(m, what, ami_fact_ids[f]);
            *when = kept;
        }
    }
}

static void harm_belief_rule(size_t m, size_t row)
{
    struct misconception *mis = &work.pack->misconceptions[m];
    const struct decision *d = &work.pack->decisions[mis->decision];
    struct belief_rule *rules = mis->rules;
    const struct belief_rule kept = rules[row], last = rules[mis->rule_count - 1];
    char what[64], number[24];
    (void)snprintf(number, sizeof number, "%zu", row + 1);
    (void)snprintf(what, sizeof what, "row %zu", row + 1);
    harm_conditions(m, what, &rules[row].when);
    (void)snprintf(what, sizeof what, "row %zu answers", row + 1);
    for (size_t o = 0; o < d->outcome_count; o++) {
        if (o != kept.then) {
            rules[row].then = o;
            judge_belief(m, what, d->outcomes[o].id);
        }
    }
    rules[row] = kept;
    REQUIRE(mis->rule_count <= 2); /* more: dropping must keep the order of the others */
    rules[row] = rules[mis->rule_count - 1];
    mis->rule_count--;
    judge_belief(m, "drop row", number);
    mis->rule_count++;
    rules[mis->rule_count - 1] = last;
    rules[row] = kept;
    if (row + 1 < mis->rule_count) {
        rules[row] = rules[row + 1];
        rules[row + 1] = kept;
        judge_belief(m, "swap its", "rows");
        rules[row + 1] = rules[row];
        rules[row] = kept;
    }
}

static void harm_misconception(size_t m)
{
    struct misconception *mis = &work.pack->misconceptions[m];
    for (uint32_t c = 0; c < CASES; c++) {
        answers[c] = slow_belief(work.pack, m, c);
    }
    if (!belief_is_right(m)) {
        char *text = describe_belief(m);
        printf("# tests/data/ami-beliefs.txt has another answer than:\n%s", text);
        check_fail(__FILE__, __LINE__, "a misconception answers as the file says");
        free(text);
        return;
    }
    harm_conditions(m, "assumes,", &mis->assume);
    for (size_t i = 0; i < mis->rule_count; i++) {
        harm_belief_rule(m, i);
    }
    CHECK(belief_is_right(m));
}

/* ---- Harm to impossible combinations ------------------------------------------------------------ */

/* Every case that the harm frees or forbids is forbidden by another combination anyway. */
static enum equivalence forbidden_reason(size_t number, struct partial harmed, bool dropped)
{
    const struct impossible *all = work.pack->impossibles;
    for (uint32_t c = 0; c < CASES; c++) {
        bool by_others = false;
        for (size_t i = 0; i < work.pack->impossible_count; i++) {
            by_others = by_others || (i != number && slow_when(work.pack, all[i].when, c));
        }
        const bool now = !dropped && slow_when(work.pack, harmed, c);
        if (slow_when(work.pack, all[number].when, c) != now && !by_others) {
            return NOT_EQUIVALENT;
        }
    }
    return FORBIDDEN;
}

static void harm_impossible(size_t number)
{
    struct impossible *impossible = &work.pack->impossibles[number];
    const struct partial kept = impossible->when;
    for (size_t f = 0; f < AMI_FACTS; f++) {
        if ((kept.known & fact_bit(f)) == 0) {
            continue;
        }
        const struct partial flip = {kept.known, kept.value ^ fact_bit(f)};
        const struct partial rest = {kept.known & ~fact_bit(f), kept.value & ~fact_bit(f)};
        const struct mutant flipped =
            mutant_of(forbidden_reason(number, flip, false), "impossible %zu flips %s", number + 1,
                      ami_fact_ids[f]);
        const struct mutant dropped =
            mutant_of(forbidden_reason(number, rest, false), "impossible %zu without %s",
                      number + 1, ami_fact_ids[f]);
        impossible->when = flip;
        judge(&flipped, !possible_is_right());
        impossible->when = rest;
        judge(&dropped, !possible_is_right());
        impossible->when = kept;
    }
    const struct mutant gone =
        mutant_of(forbidden_reason(number, kept, true), "drop impossible %zu", number + 1);
    struct impossible *last = &work.pack->impossibles[work.pack->impossible_count - 1];
    const struct impossible here = *impossible, there = *last;
    *impossible = there; /* their order says nothing */
    work.pack->impossible_count--;
    judge(&gone, !possible_is_right());
    work.pack->impossible_count++;
    *last = there;
    *impossible = here;
}

/* ---- Both packs ---------------------------------------------------------------------------------- */

static void harm_pack(enum ami_edition edition, const char *name, const char *beliefs)
{
    work.edition = edition;
    work.pack = pack_of_file(name);
    REQUIRE(work.pack != NULL && beliefs != NULL && work.pack->fact_count == AMI_FACTS);
    for (size_t d = 0; d < work.pack->decision_count; d++) {
        harm_decision(d);
    }
    for (size_t i = 0; i < work.pack->impossible_count; i++) {
        harm_impossible(i);
    }
    CHECK(possible_is_right());
    for (size_t m = 0; m < work.pack->misconception_count; m++) {
        work.beliefs[m] = entry_of(beliefs, &work.pack->misconceptions[m]);
        harm_misconception(m);
        free(work.beliefs[m]);
    }
    pack_free(work.pack);
}

static void test_every_mutant_is_noticed(void)
{
    size_t length;
    char *beliefs = file_bytes("tests/data/ami-beliefs.txt", &length);
    harm_pack(AMI_LECTURE, "data/packs/ami-lecture.json", beliefs);
    harm_pack(AMI_CURRENT, "data/packs/ami-current.json", beliefs);
    printf("# %zu mutants, %zu of them equivalent\n", work.tried, work.equivalent);
    CHECK_INT(work.equivalent, equivalence_count()); /* none is listed that is not tried */
    free(beliefs);
}

static int print_beliefs(void)
{
    static const char *const names[] = {"data/packs/ami-lecture.json",
                                        "data/packs/ami-current.json"};
    printf(
        "What each misconception of the AMI packs answers, where it is wrong: the answer, the right "
        "one,\nthe cases in few patterns, and how many possible cases match.  Read a change line by "
        "line.\n\n");
    for (size_t e = 0; e < 2; e++) {
        work.edition = (enum ami_edition)e;
        work.pack = pack_of_file(names[e]);
        for (size_t m = 0; work.pack != NULL && m < work.pack->misconception_count; m++) {
            char *text = describe_belief(m);
            printf("%s", text);
            free(text);
        }
        pack_free(work.pack);
    }
    return 0;
}

int main(int argc, char *argv[])
{
    if (argc > 1 && strcmp(argv[1], "--beliefs") == 0) {
        return print_beliefs();
    }
    RUN(test_every_mutant_is_noticed);
    return check_end();
}
