/*
 * example FACT... <PACK     The facts named hold and the others do not: what is the answer, why, and
 * which smallest change leads to each other answer?  For the first decision of a pack that you trust:
 * its texts are printed as they are.
 */
#include <amiquiz.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    static char bytes[1 << 20];
    const size_t length = fread(bytes, 1, sizeof bytes, stdin);
    struct amiquiz_messages *said;
    struct amiquiz_pack *pack = amiquiz_pack_read("pack", bytes, length, &said);
    for (size_t i = 0; said != NULL && i < said->count; i++) {
        printf("line %zu: %s\n", said->items[i].line, said->items[i].text);
    }
    amiquiz_messages_free(said);
    if (pack == NULL) {
        return 1;
    }
    struct amiquiz_case facts = amiquiz_case_whole(pack, 0);
    for (int i = 1; i < argc; i++) {
        if (!amiquiz_case_set(pack, &facts, argv[i], true)) {
            printf("no fact of that name: %s\n", argv[i]); /* it counts as not given */
        }
    }
    const struct amiquiz_answer answer = amiquiz_decide(pack, 0, facts);
    if (answer.verdict == AMIQUIZ_DECIDED) {
        printf("%s. ", amiquiz_outcome_at(pack, 0, answer.outcome).label);
        printf("%s\n", amiquiz_rule_at(pack, 0, answer.rule).because);
    }
    for (size_t o = 0; o < amiquiz_decision_at(pack, 0).outcomes; o++) {
        struct amiquiz_changes *to = amiquiz_changes_to(pack, 0, facts.value, o, UINT32_MAX);
        if (o != answer.outcome && to != NULL && to->count > 0) {
            printf("To get \"%s\":\n", amiquiz_outcome_at(pack, 0, o).label);
            for (size_t f = 0; f < AMIQUIZ_FACTS_MAX; f++) {
                const struct amiquiz_fact fact = amiquiz_fact_at(pack, f);
                if ((to->sets[0] >> f & 1) != 0) {
                    printf("  %s\n", (facts.value >> f & 1) != 0 ? fact.no : fact.yes);
                }
            }
        }
        amiquiz_changes_free(to);
    }
    amiquiz_pack_free(pack);
    return 0;
}
