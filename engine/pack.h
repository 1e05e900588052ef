/**
 * A pack: one subject to study.  Facts, impossible combinations, decisions with their tables,
 * misconceptions, statements, and the words to tell a case with.  Read once by pack_read(), checked
 * whole, never changed afterwards: any number of readers may share it, and everything borrows from it.
 * Arrays stand in the order of the file, and an index counts from 0 in it; `place` is where a thing
 * stands in the text, for messages.  Texts are UTF-8 as their author wrote them.
 *
 * The format is in data/README.md.
 */
#ifndef ENGINE_PACK_H
#define ENGINE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"
#include "engine/diag.h"

/* Limits of the format, stated to users in data/README.md. */
#define PACK_FACTS_MAX          CASES_FACTS_MAX
#define PACK_OUTCOMES_MAX       64u
#define PACK_DECISIONS_MAX      16u
#define PACK_RULES_MAX          10000u
#define PACK_MISCONCEPTIONS_MAX 256u
#define PACK_POOLS_MAX          64u

/** Some texts in file order. */
struct texts {
    const char **items;
    size_t count;
};

/** A published text that rules cite. */
struct source {
    const char *id;
    const char *title;
    const char *url;   /* NULL: none to open */
    const char *from;  /* ISO date from which it stood; NULL: not known */
    const char *until; /* ISO date until which it stood; NULL: not known, or it still stands */
};

/** Who can change a fact. */
enum control { CONTROL_UNSAID, CONTROL_OWNER, CONTROL_YOU, CONTROL_NOBODY };

/** A boolean predicate of a case; its bit is its place in the pack. */
struct fact {
    const char *id;
    const char *label; /* short, for headings */
    const char *ask;   /* a yes/no question; NULL: none written */
    enum control control;
    struct texts yes, no; /* clauses without a full stop; the first is the plain one */
    const char *grant;    /* what its owner does to make it so: "share the AMI"; NULL: unsaid */
    const char *withdraw; /* and to take it back; NULL: unsaid */
    struct place place;
};

/** Facts that cannot hold together. */
struct impossible {
    struct partial when;
    const char *because; /* NULL: unsaid */
    struct texts source;
    struct place place;
};

/** Other steps for some cases of an outcome. */
struct steps_when {
    struct partial when;
    struct texts steps;
};

/** What a decision answers. */
struct outcome {
    const char *id;
    const char *label;
    struct texts steps; /* empty: nothing to do */
    struct steps_when *steps_when;
    size_t steps_when_count;
    const char *owner; /* who owns the result; NULL: nothing results */
    struct texts alias;
    bool ask; /* may be the key or an option of a question */
    struct place place;
};

/** How sure the source of a rule is; the first is the surest. */
enum certainty {
    CERTAINTY_DOCUMENTED,
    CERTAINTY_MAINTAINER,
    CERTAINTY_FIELD,
    CERTAINTY_LECTURE,
    CERTAINTY_INFERRED
};

/** Why an outcome is not the answer of a row. */
struct rule_not {
    size_t outcome;
    const char *because;
};

/** One row of a decision's table. */
struct rule {
    const char *id;
    struct partial when;
    size_t then;   /* index of the outcome */
    uint64_t also; /* bit i: outcome i would work too, less directly */
    const char *because;
    struct texts source;
    enum certainty certainty;
    struct rule_not *not_outcomes;
    size_t not_count;
    struct place place;
};

/** What happens when several rows match: the first answers, or it must not happen. */
enum hit_policy { HIT_FIRST, HIT_UNIQUE };

/** One question that the pack answers with a table. */
struct decision {
    const char *id;
    const char *ask;
    enum hit_policy hit;
    struct outcome *outcomes;
    size_t outcome_count;
    struct rule *rules;
    size_t rule_count;
    struct place place;
};

/** A row of a misconception: tried before the true ones. */
struct belief_rule {
    struct partial when;
    size_t then;
    struct place place;
};

/** A wrong version of a decision's table that learners carry in their heads. */
struct misconception {
    const char *id;
    size_t decision;
    const char *believes;  /* in the learner's words */
    const char *correct;   /* what is right instead */
    struct partial assume; /* facts taken for granted when the true rows are asked */
    struct belief_rule *rules;
    size_t rule_count;
    struct place place;
};

/** A sentence about what no fact decides, with its true and its false wordings. */
struct statement {
    const char *id;
    struct texts is_true, is_false;
    const char *because;
    struct texts source;
};

/** Names to choose one from for a story: {id} in the texts of a telling. */
struct name_pool {
    const char *id;
    struct texts names;
};

/** One way to say a part of a story, for the cases that match. */
struct telling_choice {
    struct partial when; /* exactly what its texts reveal */
    struct texts text;
};

/** A part of a story: the first choice that matches the case is told. */
struct telling_part {
    struct telling_choice *choices;
    size_t choice_count;
};

/** One way to tell a case as a short story, and what it calls those of whom others ask behind it. */
struct telling {
    const char *id;
    uint32_t decisions;  /* bit i: good for decision i */
    struct partial when; /* only cases that match */
    struct telling_part *parts;
    size_t part_count;
    struct texts *ask; /* one entry a decision; empty: the decision's own */
    struct name_pool
        *names; /* in place of the pack's of the same id; their texts may hold {names} */
    size_t name_count;
};

/** Somebody who may own something. */
struct party {
    const char *id;
    const char *text;
    struct place place;
};

/** One thing whose owner can be asked for. */
struct ownership {
    struct texts ask;    /* {way} stands for the outcome's label; empty: not asked */
    const char *because; /* NULL: unsaid */
    const char *
        *not_because; /* of each party: why it is not the owner where another one is; each may
                                 be NULL, and NULL: nothing is said of any */
    struct texts source;
};

/** An outcome that somebody wants, and is told what to grant for. */
struct goal {
    size_t decision, outcome;
    struct texts ask;
};

/** Something that sounds like a way and is none. */
struct decoy {
    const char *id;
    const char *text;
    const char *because;
    struct place place;
};

/** Something that an account can do or cannot. */
struct ability {
    const char *id;
    const char *text;
    size_t decision;     /* SIZE_MAX: it can always do this */
    uint64_t outcomes;   /* bit i: it can where the decision answers outcome i */
    const char *because; /* NULL: unsaid */
    struct place place;
};

/** What kinds of question beside the decisions themselves need to know of a subject. */
struct pack_kinds {
    struct texts *change, *steps, *edition; /* one entry a decision, may be empty; NULL: none */

    struct party *parties;
    size_t party_count;
    size_t origin_fact;           /* says who owned what a way begins with; SIZE_MAX: unsaid */
    size_t origin_yes, origin_no; /* index of the party */
    struct ownership result, origin;

    struct goal *goals;
    size_t goal_count;
    struct decoy *decoys;
    size_t decoy_count;

    struct ability *abilities;
    size_t ability_count;
    struct texts stops, keeps; /* {act} stands for what is withdrawn */
};

/** The question that a new learner sees first. */
struct opening {
    bool given;
    size_t decision;
    uint32_t facts;
    size_t telling; /* index, or SIZE_MAX: any */
};

/** A whole pack.  Read-only; everything in it lives until pack_free(). */
struct pack {
    struct source_text text; /* the bytes it was read from (a copy) */
    const char *id, *title;
    const char *edition;                      /* NULL: none */
    const char *sibling_pack, *sibling_label; /* NULL: it has no sibling */
    struct source *sources;
    size_t source_count;
    struct fact *facts;
    size_t fact_count;
    struct impossible *impossibles;
    size_t impossible_count;
    struct decision *decisions;
    size_t decision_count;
    struct misconception *misconceptions;
    size_t misconception_count;
    struct statement *statements;
    size_t statement_count;
    struct name_pool *pools;
    size_t pool_count;
    struct telling *tellings;
    size_t telling_count;
    struct pack_kinds kinds;
    struct opening opening;
    struct case_set possible;   /* every case that no impossible combination matches */
    struct pack_memory *memory; /* private to engine/pack.c */
};

/**
 * Read and check a pack.
 * @name    what messages call it: a file name
 * @bytes   `length` bytes, at most JSON_SIZE_MAX (16 MiB); copied, as is the name
 * @diags   added to: every fault that one run can find, with its place, at most DIAG_MAX of them
 * @return  NULL when there is an error, memory that ran out among them; pack_free() frees it.
 */
struct pack *pack_read(const char *name, const char *bytes, size_t length, struct diags *diags);
/**
 * The same for a pack that is known to be good (built in, tested), of which only the tables are
 * wanted: its misconceptions, statements, names, tellings, kinds and opening are left out, unchecked.
 * Several times as fast.
 */
struct pack *pack_read_tables(const char *name, const char *bytes, size_t length,
                              struct diags *diags);
void pack_free(struct pack *pack);

/* Look-ups by id; SIZE_MAX (for sources NULL) when there is none. */
size_t pack_fact(const struct pack *pack, const char *id);
size_t pack_decision(const struct pack *pack, const char *id);
const struct source *pack_source(const struct pack *pack, const char *id);
/** An outcome by id. */
size_t decision_outcome(const struct decision *decision, const char *id);
/** The plain clause for a fact that has a value: "the AMI carries a billing product code". */
const char *fact_clause(const struct fact *fact, bool value);
/** Why an outcome is not the answer of a row, in the pack's words; NULL: it says nothing of it. */
const char *rule_not_because(const struct rule *rule, size_t outcome);
/** Rows of all decisions together. */
size_t pack_rule_count(const struct pack *pack);
/** The steps of an outcome in a case: the first of its `steps_when` that match, else its own. */
const struct texts *outcome_steps(const struct outcome *outcome, uint32_t whole);
/** "documented", "maintainer", ... as packs spell it. */
const char *certainty_name(enum certainty certainty);

/**
 * The impossible combinations that forbid a partial case, as few as it takes.
 * @which   receives their indices; room for pack->impossible_count
 * @return  how many; 0 when the facts can hold together.
 */
size_t pack_impossible(const struct pack *pack, struct partial facts, size_t which[]);

#endif
