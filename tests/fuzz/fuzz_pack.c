/* The reader of packs; what it accepts is compiled and proved, and decides as its rows say. */
#include <string.h>

#include "engine/check.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/slow_engine.h"

#define SLOW_FACTS 6 /* with more, the proof alone */
#define FACTS      12

static void compare_decision(const struct pack *pack, size_t decision)
{
    struct table *table = table_of_decision(pack, decision);
    FUZZ_HOLDS(table != NULL);
    for (uint32_t c = 0; c >> pack->fact_count == 0; c++) {
        const int row = slow_row(pack, decision, c);
        FUZZ_HOLDS(row ==
                   (table_row(table, c) < TABLE_CLASH ? (int)table_row(table, c) : SLOW_NONE));
        FUZZ_HOLDS(case_set_has(&pack->possible, c) == slow_possible(pack, c));
    }
    table_free(table);
}

static void try_pack(const struct pack *pack)
{
    struct findings findings = {0};
    if (pack->fact_count > FACTS) {
        return;
    }
    for (size_t d = 0; d < pack->decision_count && pack->fact_count <= SLOW_FACTS; d++) {
        compare_decision(pack, d);
    }
    FUZZ_HOLDS(check_pack(pack, NULL, &findings));
    for (size_t i = 0; i < findings.count; i++) {
        FUZZ_HOLDS(!findings.items[i].has_witness ||
                   findings.items[i].witness >> pack->fact_count == 0);
    }
    findings_fini(&findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diags diags = {0}, other_diags = {0};
    struct pack *pack = pack_read("fuzz.json", (const char *)data, size, &diags);
    struct pack *tables = pack_read_tables("fuzz.json", (const char *)data, size, &other_diags);
    FUZZ_HOLDS((pack == NULL) == (diags.errors > 0));
    FUZZ_HOLDS(pack == NULL || tables != NULL); /* which looks at less, so it accepts as much */
    if (pack != NULL) {
        try_pack(pack);
    }
    fuzz_messages(&diags);
    pack_free(pack);
    pack_free(tables);
    diags_fini(&diags);
    diags_fini(&other_diags);
    return 0;
}
