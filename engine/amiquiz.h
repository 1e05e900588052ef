/**
 * libamiquiz: rules as decision tables over yes/no facts.  It reads a pack (one subject as a JSON file:
 * facts, combinations that cannot be, decisions with their rows), and decides cases by it, says why and
 * why not, what to find out next, what is wrong with a table, and where two packs part.  Everything is
 * exact: a pack has at most 20 facts, so that all of its cases can be looked at.
 *
 *     #include <amiquiz.h>                cc program.c $(pkg-config --cflags --libs --static amiquiz)
 *
 *     struct amiquiz_pack *pack = amiquiz_pack_read("loan.json", bytes, length, NULL);
 *     struct amiquiz_case facts = {0, 0};                      // nothing is known yet
 *     amiquiz_case_set(pack, &facts, "overdue", true);
 *     struct amiquiz_answer answer = amiquiz_decide(pack, 0, facts);
 *     if (answer.verdict == AMIQUIZ_DECIDED)
 *         puts(amiquiz_outcome_at(pack, 0, answer.outcome).label);
 *     amiquiz_pack_free(pack);
 *
 * Words.  A *fact* is a yes/no question about a case.  A *case* gives each fact a value; of a *partial*
 * case only some facts are known, and its *completions* are the cases that agree with them.  A case is
 * *possible* unless an impossible combination of the pack matches it.  A *decision* is a table: its
 * *rows* (rules) have conditions, an *outcome* and a reason.  Under "first" the first row that matches
 * decides; under "unique" only rows with one outcome may match.  A *misconception* is a wrong version
 * of a table, as learners believe it.  The file format is described in data/README.md of the sources.
 *
 * Numbers.  Facts, decisions, the outcomes and rows of a decision and so on have numbers from 0 in the
 * order of the file.  In a word of facts bit i is fact i; bits beyond the last fact are ignored.  A
 * number that is out of range, AMIQUIZ_NONE included, does no harm: a look-up then gives a struct of
 * zeros, all else what each function says.
 *
 * Ownership, one rule for all: a pointer to a struct that is not const belongs to the caller, who
 * gives it to the function of the same name that ends in _free (NULL does nothing).  NULL in place of
 * it means that memory ran out unless another reason is named.  Everything else (strings, lists of
 * texts, what stands in such a struct) is borrowed: from the pack, until amiquiz_pack_free(), or from
 * the struct it stands in.  Packs are copied when they are read, so the caller's bytes may go.
 *
 * Threads.  There is no global state.  A pack never changes once it is read: any number of threads
 * may ask about it at the same time.  Only a plan (amiquiz_plan_new()) changes as it is used: one
 * thread at a time.  Packs may be read by several threads at once as far as cJSON allows it (its
 * README: unless somebody calls cJSON_GetErrorPtr(), cJSON_InitHooks() or setlocale() meanwhile).
 *
 * Texts are UTF-8 and come from the pack's author.  Nothing is printed here, and nothing is made fit
 * for printing: a text may hold control characters, which a terminal must not see raw.
 */
#ifndef AMIQUIZ_H
#define AMIQUIZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define AMIQUIZ_NONE          ((size_t)-1) /* no number: not there, not one, nothing */
#define AMIQUIZ_FACTS_MAX     20           /* facts of a pack; a set of them is a uint32_t */
#define AMIQUIZ_OUTCOMES_MAX  64           /* outcomes of a decision; a set of them is a uint64_t */
#define AMIQUIZ_DECISIONS_MAX 16           /* decisions of a pack */

/** "0.1.0": the version of the library, which is that of the program. */
const char *amiquiz_version(void);

/* ---- Reading a pack -------------------------------------------------------------------------- */

enum amiquiz_severity { AMIQUIZ_ERROR, AMIQUIZ_WARNING, AMIQUIZ_NOTE };

/** What is wrong with a text, where, and what to do.  Lines and columns count from 1. */
struct amiquiz_message {
    enum amiquiz_severity severity; /* a note explains the message before it */
    const char *id;        /* stable name of the kind of message, "unknown-fact"; or NULL */
    const char *file;      /* the name given to amiquiz_pack_read(); NULL: no place */
    size_t line;           /* 0: no place, or the file as a whole */
    size_t column;         /* in characters, not bytes; 0 as line is */
    size_t span;           /* characters to underline, at least 1 */
    const char *excerpt;   /* that line, or the part around the place; NULL: none */
    size_t excerpt_column; /* column of its first character; more than 1: its start is cut */
    const char *text;      /* one sentence, lower case, no full stop */
    const char *hint;      /* what to do; NULL: nothing to add */
};

/** Messages in the order of their places. */
struct amiquiz_messages {
    const struct amiquiz_message *items;
    size_t count;
    bool truncated; /* there were more: 100 are kept, errors before others */
};

struct
    amiquiz_pack; /* a pack and its compiled tables: 2 bytes a case and decision, at most 32 MiB */

/**
 * Read a pack, check it, and compile its decisions.
 *
 * @name      What messages call it: a file name.
 * @bytes     The JSON text, `length` bytes; need not end in NUL.
 * @length    At most 16 MiB, else it is an error of the pack.
 * @messages  Receives all faults that one reading can find, to be freed also beside a pack; NULL when
 *            there is nothing to say.  May be NULL: not wanted.
 * @return    NULL when there is an error.  Memory ran out where there is none among the messages, or one
 *            of the id "memory".
 *
 * Cost: one pass over the text and, for each decision, 2^facts steps: some milliseconds for 11 facts.
 */
struct amiquiz_pack *amiquiz_pack_read(const char *name, const char *bytes, size_t length,
                                       struct amiquiz_messages **messages);
void amiquiz_pack_free(struct amiquiz_pack *pack);
void amiquiz_messages_free(struct amiquiz_messages *messages);

/* ---- What stands in it ----------------------------------------------------------------------- */

/** Some texts, in the order of the file. */
struct amiquiz_texts {
    const char *const *items; /* `count` strings; NULL when there are none */
    size_t count;
};

/** What is known of a case.  Value bits of unknown facts are ignored.  {0, 0}: nothing is known. */
struct amiquiz_case {
    uint32_t known;
    uint32_t value;
};

/** A pack as a whole. */
struct amiquiz_about {
    const char *id;
    const char *title;
    const char *edition;       /* which state of the rules this is; NULL: unsaid */
    const char *sibling;       /* id of another pack over the same facts; NULL: none */
    const char *sibling_label; /* what that stands for: "AWS today"; NULL: none */
    size_t facts, impossible, decisions, misconceptions; /* how many of each there are */
    uint32_t possible_cases;                             /* out of 2 to the facts */
};
struct amiquiz_about amiquiz_pack_about(const struct amiquiz_pack *pack);

/** Who can change a fact. */
enum amiquiz_control { AMIQUIZ_UNSAID, AMIQUIZ_OWNER, AMIQUIZ_YOU, AMIQUIZ_NOBODY };

struct amiquiz_fact {
    const char *id;       /* "short_loan" */
    const char *label;    /* a heading: "short loan" */
    const char *ask;      /* "Is the book from the short-loan shelf?"; NULL: not written */
    const char *yes, *no; /* plain clauses: "the book is a short loan", "... an ordinary loan" */
    enum amiquiz_control who; /* can change it */
};
struct amiquiz_fact amiquiz_fact_at(const struct amiquiz_pack *pack, size_t fact);
/** Its number, or AMIQUIZ_NONE.  This and the other look-ups by id cost one comparison an entry. */
size_t amiquiz_fact_find(const struct amiquiz_pack *pack, const char *id);

/** Facts that cannot hold together. */
struct amiquiz_combination {
    struct amiquiz_case when;
    const char *because; /* NULL: unsaid */
    struct amiquiz_texts source;
};
struct amiquiz_combination amiquiz_combination_at(const struct amiquiz_pack *pack, size_t number);

struct amiquiz_decision {
    const char *id;
    const char *ask; /* the question that it answers */
    bool unique;     /* true: rows that match the same case must agree; false: the first answers */
    size_t outcomes; /* how many it has */
    size_t rules;    /* rows */
};
struct amiquiz_decision amiquiz_decision_at(const struct amiquiz_pack *pack, size_t decision);
size_t amiquiz_decision_find(const struct amiquiz_pack *pack, const char *id);

struct amiquiz_outcome {
    const char *id;
    const char *label;
    const char *owner;          /* who owns what results; NULL: nothing results */
    struct amiquiz_texts steps; /* what to do, in order, unless the case asks for other steps */
    struct amiquiz_texts alias; /* other words for it in answers */
    bool ask;                   /* false: not a fair answer to ask learners for */
};
struct amiquiz_outcome amiquiz_outcome_at(const struct amiquiz_pack *pack, size_t decision,
                                          size_t outcome);
size_t amiquiz_outcome_find(const struct amiquiz_pack *pack, size_t decision, const char *id);
/** The steps of an outcome in one whole case. */
struct amiquiz_texts amiquiz_steps(const struct amiquiz_pack *pack, size_t decision, size_t outcome,
                                   uint32_t whole);

/** A row of a decision's table. */
struct amiquiz_rule {
    const char *id;           /* unique in the pack */
    struct amiquiz_case when; /* its conditions; {0, 0} matches always */
    size_t then;              /* outcome */
    uint64_t also;            /* bit i: outcome i would work too, less directly */
    const char *because;
    struct amiquiz_texts source; /* ids for amiquiz_source_find() */
    const char *certainty;       /* "documented", "maintainer", "field", "lecture" or "inferred" */
};
struct amiquiz_rule amiquiz_rule_at(const struct amiquiz_pack *pack, size_t decision, size_t rule);
size_t amiquiz_rule_find(const struct amiquiz_pack *pack, size_t decision, const char *id);
/** Why an outcome is not the answer where this row decides, in the pack's words; NULL: unsaid. */
const char *amiquiz_not_because(const struct amiquiz_pack *pack, size_t decision, size_t rule,
                                size_t outcome);

/** A published text that rows cite. */
struct amiquiz_source {
    const char *id; /* NULL: the pack has no source of that id */
    const char *title;
    const char *url;          /* NULL: none to open */
    const char *from, *until; /* ISO dates between which it stood; NULL: not known, or still */
};
struct amiquiz_source amiquiz_source_find(const struct amiquiz_pack *pack, const char *id);

struct amiquiz_misconception {
    const char *id;
    size_t decision;      /* whose table it gets wrong */
    const char *believes; /* in the learner's words */
    const char *correct;  /* what is right instead */
};
struct amiquiz_misconception amiquiz_misconception_at(const struct amiquiz_pack *pack,
                                                      size_t misconception);

/* ---- Cases ----------------------------------------------------------------------------------- */

/** `facts` with one fact more, or with that fact set anew.  A number out of range changes nothing. */
static inline struct amiquiz_case amiquiz_case_with(struct amiquiz_case facts, size_t fact,
                                                    bool value)
{
    const uint32_t bit = fact < AMIQUIZ_FACTS_MAX ? (uint32_t)1 << fact : 0;
    facts.known |= bit;
    facts.value = value ? facts.value | bit : facts.value & ~bit;
    return facts;
}

/** `facts` with one fact unknown. */
static inline struct amiquiz_case amiquiz_case_without(struct amiquiz_case facts, size_t fact)
{
    const uint32_t bit = fact < AMIQUIZ_FACTS_MAX ? (uint32_t)1 << fact : 0;
    facts.known &= ~bit;
    facts.value &= ~bit;
    return facts;
}

/** The same by id.  @return false, and nothing changes, when the pack has no fact of that id. */
bool amiquiz_case_set(const struct amiquiz_pack *pack, struct amiquiz_case *facts, const char *id,
                      bool value);
/** A whole case as an amiquiz_case: all facts of the pack are known. */
struct amiquiz_case amiquiz_case_whole(const struct amiquiz_pack *pack, uint32_t whole);
/** Does no impossible combination match a whole case? */
bool amiquiz_possible(const struct amiquiz_pack *pack, uint32_t whole);
/**
 * Why what is known cannot hold together: impossible combinations that leave it no completion, as few
 * as it takes (more only where memory is short).
 *
 * @which   Receives their numbers, rising; room for as many as the pack has (about.impossible).
 * @return  How many they are; 0 when what is known can hold together, and also in a pack in which
 *          nothing is impossible.
 *
 * Cost: 2^facts steps for each combination that may play a part.
 */
size_t amiquiz_impossible(const struct amiquiz_pack *pack, struct amiquiz_case facts,
                          size_t which[]);

/* ---- Deciding -------------------------------------------------------------------------------- */

enum amiquiz_verdict {
    AMIQUIZ_NO_DECISION,  /* the pack has no decision of that number */
    AMIQUIZ_DECIDED,      /* every possible completion has the same outcome */
    AMIQUIZ_UNDETERMINED, /* the outcome hangs on facts that are not known */
    AMIQUIZ_IMPOSSIBLE,   /* what is known cannot hold together: amiquiz_impossible() says why */
    AMIQUIZ_FAULTY /* the table is faulty: a possible completion has no outcome, because no row
                             matches it or rows of a "unique" table disagree (amiquiz_check()) */
};

struct amiquiz_answer {
    enum amiquiz_verdict verdict;
    size_t outcome;    /* AMIQUIZ_DECIDED: the outcome; else AMIQUIZ_NONE */
    size_t rule;       /* the row that decides all completions; AMIQUIZ_NONE: no, or several */
    uint64_t outcomes; /* bit i: some possible completion has outcome i */
    struct amiquiz_case facts; /* facts with one value in all possible completions, the given ones
                                  among them: "shared" settles "not owned"; as given if impossible */
    uint32_t witness;          /* AMIQUIZ_FAULTY: the first such completion; else 0 */
};

/**
 * Decide a case, whole or partial.
 *
 * Cost: constant for a whole case, else 2^(unknown facts) / 64 steps and one for each possible
 * completion.  Allocates nothing, cannot fail.
 */
struct amiquiz_answer amiquiz_decide(const struct amiquiz_pack *pack, size_t decision,
                                     struct amiquiz_case facts);
/**
 * The row that decides a whole case, for loops over many of them; its outcome is that row's `then`.
 * @return  AMIQUIZ_NONE when the case is impossible or has no outcome.  Constant cost.
 */
size_t amiquiz_row(const struct amiquiz_pack *pack, size_t decision, uint32_t whole);
/**
 * The rows that may decide a partial case.
 * @open    Receives true for each row that decides a possible completion; room for all rows.
 * @return  How many do.
 */
size_t amiquiz_open_rules(const struct amiquiz_pack *pack, size_t decision,
                          struct amiquiz_case facts, bool open[]);
/**
 * The unknown facts that can still change the outcome: those in which two possible completions with
 * different outcomes differ, alone or with as few other facts as must change with it.  Bit i: fact i.
 * Cost: possible completions times unknown facts, times more where facts hang together.
 */
uint32_t amiquiz_needs(const struct amiquiz_pack *pack, size_t decision, struct amiquiz_case facts);

/* ---- Many whole cases at once ---------------------------------------------------------------- */

#define AMIQUIZ_NO_OUTCOME 0xff   /* no outcome, where an outcome is a byte */
#define AMIQUIZ_NO_ROW     0xffff /* no row, where a row is two bytes */

/* A decision prepared for arrays of cases: 3 bytes for each of the 2^facts cases, and 2 KiB. */
struct amiquiz_many;

/**
 * Prepare a decision.  What is made never changes: any number of threads may ask.
 * @pack    Must outlive it.
 * @return  NULL also when there is no such decision.
 */
struct amiquiz_many *amiquiz_many_new(const struct amiquiz_pack *pack, size_t decision);
void amiquiz_many_free(struct amiquiz_many *many);
/**
 * The outcome of each of `count` whole cases.
 * @outcomes  Receives `count` bytes: an outcome, or AMIQUIZ_NO_OUTCOME where the case is impossible or
 *            has none.  Must not overlap `cases`.
 *
 * Cost: one look-up a case; where at most eight facts matter, and the processor has AVX2 or AVX-512,
 * 32 or 64 cases at a time.  The bytes are the same on every processor.
 */
void amiquiz_many_outcomes(const struct amiquiz_many *many, const uint32_t cases[], size_t count,
                           uint8_t outcomes[]);
/** The row that decides each, as amiquiz_row() has it; AMIQUIZ_NO_ROW: none.  Otherwise as above. */
void amiquiz_many_rows(const struct amiquiz_many *many, const uint32_t cases[], size_t count,
                       uint16_t rows[]);

/* ---- Explaining a whole case ----------------------------------------------------------------- */

/** The conditions of a row that keep it from a case: bit i is fact i; 0: it matches. */
uint32_t amiquiz_failing(const struct amiquiz_pack *pack, size_t decision, size_t rule,
                         uint32_t whole);

/** What stands between a case and an outcome. */
struct amiquiz_obstacle {
    size_t rule;      /* the row for that outcome that is nearest; AMIQUIZ_NONE: there is none */
    uint32_t failing; /* its conditions that fail; 0: it matches */
    size_t taken_by;  /* if it matches, the row that decides (it itself when the outcome is the
                         answer already); AMIQUIZ_NONE: it does not match, or the rows disagree */
};
/** Nearest is the row with the fewest failing conditions, the earliest of equals.  Cost: O(rows). */
struct amiquiz_obstacle amiquiz_why_not(const struct amiquiz_pack *pack, size_t decision,
                                        uint32_t whole, size_t outcome);

/** Sets of facts that, changed together, lead to an outcome. */
struct amiquiz_changes {
    const uint32_t *sets; /* bit i: fact i changes.  All of one size, in rising order of the bits */
    size_t count;         /* 0: nothing leads there */
};
/**
 * Every smallest set of changes that makes a whole case a possible one with the outcome.
 * @may_change  Facts that may change, as bits; UINT32_MAX: any.
 * @return      One empty set for a possible case that has the outcome already.
 * Cost: twice the possible cases.
 */
struct amiquiz_changes *amiquiz_changes_to(const struct amiquiz_pack *pack, size_t decision,
                                           uint32_t whole, size_t outcome, uint32_t may_change);
void amiquiz_changes_free(struct amiquiz_changes *changes);

/* ---- What to find out next ------------------------------------------------------------------- */

struct amiquiz_advice {
    size_t fact; /* to ask for; AMIQUIZ_NONE: nothing need be asked, the outcome is certain */
    double
        mean; /* questions still to come, this one included, in the mean over the possible cases */
    size_t worst; /* at worst */
    bool
        exact; /* false: there were too many ways to look at; a good choice, mean and worst are 0 */
};

struct
    amiquiz_plan; /* the way to ask, and what has been worked out of it; not for two threads at once */

/**
 * Begin to ask for one decision.  All possible cases count as equally likely; the plan asks the
 * fewest questions in the mean, of equals the fewest at worst, then in the order of the pack.
 * @pack    Must outlive the plan.
 * @return  NULL also when there is no such decision.
 */
struct amiquiz_plan *amiquiz_plan_new(const struct amiquiz_pack *pack, size_t decision);
void amiquiz_plan_free(struct amiquiz_plan *plan);
/**
 * The next question.  Answers may come in any order and may be taken back: only `facts` counts.
 * @return  false when memory ran out; the plan may be asked again.
 * Cost: up to a second for a pack of many facts, then what was worked out is kept.
 */
bool amiquiz_plan_next(struct amiquiz_plan *plan, struct amiquiz_case facts,
                       struct amiquiz_advice *advice);

/* ---- Proving a pack -------------------------------------------------------------------------- */

/**
 * One thing that a proof found.  By id, the problems:
 *     contradiction        no case is possible at all; nothing else is judged
 *     gap                  a possible case that no row decides
 *     conflict             rows of a "unique" table with different outcomes match one case
 *     dead                 a row that decides no possible case (unique: matches none)
 *     redundant            a row without which no outcome would change
 *     unreachable-outcome  an outcome that no row leads to
 *     unused-fact          a fact that nothing uses
 *     same-as-key          a misconception that answers as the truth does
 *     twins                two misconceptions, or one and the sibling's table, that answer alike
 * and the notes, which are no faults:
 *     order-matters        rows of a "first" table with different outcomes match one case
 *     decoy                a fact that only misconceptions use
 *     one-case             a misconception that shows in a single case
 * Numbers that have no meaning for a finding are AMIQUIZ_NONE.
 */
struct amiquiz_finding {
    const char *id;
    bool problem; /* false: a note */
    size_t decision;
    size_t rule;         /* the row at fault */
    const size_t *rules; /* the other rows involved, rising */
    size_t rule_count;
    bool more; /* there are, or may be, further ones: too many to name */
    size_t outcome;
    size_t misconception;
    size_t other; /* the other one of a pair of twins; AMIQUIZ_NONE for the sibling's table */
    size_t fact;
    size_t cases; /* possible cases that show it; 0: it is none that cases show */
    bool has_witness;
    uint32_t witness;    /* one of these cases, with the fewest facts that hold */
    size_t line, column; /* in the pack's text, from 1, columns in characters */
};

/** What a proof found: problems first, by the order of ids above, then by place. */
struct amiquiz_findings {
    const struct amiquiz_finding *items;
    size_t count;
    size_t problems; /* the first so many of them are problems, the others notes */
};

/**
 * Prove a pack over all its possible cases.
 * @sibling  The pack that it names as its sibling, or NULL.  It counts only if it has the same facts.
 * Cost: under a second for 20 facts and 10,000 rows.
 */
struct amiquiz_findings *amiquiz_check(const struct amiquiz_pack *pack,
                                       const struct amiquiz_pack *sibling);
void amiquiz_findings_free(struct amiquiz_findings *findings);

/* ---- Tests from a table ---------------------------------------------------------------------- */

/** What a small set of cases is to show. */
enum amiquiz_aim {
    /* Each row decides one of them, and each condition of a row is shown to matter. */
    AMIQUIZ_CONDITIONS,
    /* Each row decides one, and what two facts can be together, in a case with an outcome, they are in
     * one. */
    AMIQUIZ_PAIRWISE
};

/** Can a condition of a row be shown to matter? */
enum amiquiz_shown {
    /* Yes: by a case that the row decides, and one with another outcome in which this fact differs, and
     * besides only facts that must change with it (MC/DC). */
    AMIQUIZ_SHOWN,
    AMIQUIZ_CONSTANT, /* no: the fact has one value in all possible cases */
    AMIQUIZ_NO_OTHER, /* no: where it changes there is no outcome at all, or the same one */
    AMIQUIZ_SAME,     /* no: wherever it changes the outcome stays the same */
    AMIQUIZ_GIVEN_UP  /* not found in the steps allowed */
};

/** A condition of a row that decides something. */
struct amiquiz_condition {
    size_t rule, fact;
    enum amiquiz_shown shown;
    bool held; /* the two cases that follow show it, and the set has both */
    /* If not held: a case of the row, and where the fact leads; both 0 where none was found. */
    uint32_t decided, other;
};

/** Some cases, chosen. */
struct amiquiz_tests {
    const uint32_t *cases; /* whole ones, by the row that decides, then rising */
    size_t count;
    bool smallest;                              /* proved: no smaller set does */
    size_t at_least;                            /* no set of fewer cases does */
    const struct amiquiz_condition *conditions; /* by row, then by fact; for either aim */
    size_t condition_count;
};

/**
 * As few cases as are found that show a decision at work.  The same pack gets the same cases on every
 * machine.
 * @return  NULL also when there is no such decision.
 * Cost: a search bounded in steps; seconds at worst.
 */
struct amiquiz_tests *amiquiz_tests_of(const struct amiquiz_pack *pack, size_t decision,
                                       enum amiquiz_aim aim);
void amiquiz_tests_free(struct amiquiz_tests *tests);

/* ---- Comparing two packs --------------------------------------------------------------------- */

/** Cases with one outcome in pack a and another in pack b. */
struct amiquiz_difference {
    size_t decision;          /* of a */
    size_t other;             /* the decision of the same id in b */
    struct amiquiz_case when; /* in a's facts; it may match impossible cases, too */
    size_t a, b;              /* the outcomes, each a number in its own pack; AMIQUIZ_NONE: none */
    size_t cases;             /* that match and are possible in both */
    uint32_t witness;         /* one of them, with the fewest facts that hold, in a's facts */
};

struct amiquiz_differences {
    const struct amiquiz_difference *items; /* by decision, then by outcomes, "none" last */
    size_t count;
    size_t cases;            /* possible in both packs: these are compared */
    size_t only_a, only_b;   /* possible in one of them only */
    const size_t *differing; /* for each decision of a: how many of these cases differ */
};

/** Have two packs the same facts, whatever their order? */
bool amiquiz_same_facts(const struct amiquiz_pack *a, const struct amiquiz_pack *b);
/**
 * Where two packs answer differently, in as few patterns as are found; decisions are matched by id.
 * @return  NULL also when they have not the same facts.
 * Cost: a search bounded in steps for each pair of outcomes; seconds at worst, for 20 facts.
 */
struct amiquiz_differences *amiquiz_diff(const struct amiquiz_pack *a,
                                         const struct amiquiz_pack *b);
void amiquiz_differences_free(struct amiquiz_differences *differences);

#ifdef __cplusplus
}
#endif

#endif
