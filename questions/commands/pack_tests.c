/* pack tests: as few cases as can be found that show every row and every condition at work. */
#include <stdint.h>
#include <stdlib.h>

#include "engine/pack.h"
#include "questions/commands/commands.h"
#include "questions/commands/facts.h"
#include "questions/commands/pack_tests_view.h"
#include "questions/commands/packs.h"

static bool find(struct pack_tests *tests)
{
    return cover_find(&tests->task, &tests->cover) &&
           (tests->pairwise ? cover_pairwise(&tests->task, &tests->choice)
                            : cover_choose(&tests->task, &tests->cover, &tests->choice)) &&
           pack_tests_match(tests);
}

static enum status find_tests(struct context *context, const struct pack *pack, size_t decision)
{
    struct table *table = table_of_decision(pack, decision);
    struct pack_tests tests = {.task = {.pack = pack, .decision = decision, .table = table},
                               .pairwise = argument(context, "--pairwise") != NULL};
    enum status status = STATUS_DONE;
    if (table == NULL || !find(&tests)) {
        status = command_no_memory(context);
    } else {
        status = context->json ? pack_tests_json(context, &tests) : pack_tests_csv(context, &tests);
    }
    free(tests.pairs);
    free(tests.parts);
    cover_choice_fini(&tests.choice);
    cover_fini(&tests.cover);
    table_free(table);
    return status;
}

enum status pack_tests_command(struct context *context)
{
    enum status status = STATUS_DONE;
    size_t decision = 0;
    const char *name = context->args.word_count > 1 ? context->args.words[1] : NULL;
    struct pack *pack = packs_read(context, name, PACK_DEFAULT, &status);
    if (pack != NULL) {
        status = facts_decision(context, pack, argument(context, "--decision"), &decision);
    }
    if (pack != NULL && status == STATUS_DONE) {
        status = find_tests(context, pack, decision);
    }
    pack_free(pack);
    return status;
}
