/** The inside of a diagnosis, shared by the diagnosis*.c files and nobody else. */
#ifndef QUESTIONS_TUTOR_DIAGNOSIS_PRIVATE_H
#define QUESTIONS_TUTOR_DIAGNOSIS_PRIVATE_H

#include "questions/text/rng.h"
#include "questions/text/sha256.h"
#include "questions/tutor/diagnosis.h"

struct diagnosis {
    struct diagnosis_options options;
    char digest[SHA256_HEX_SIZE];
    struct rng rng; /* never drawn from: each turn forks its own, so that a cut changes nothing */
    struct belief belief;
    struct probes probes;
    double *told, *weights; /* owned; see diagnosis_told() and diagnosis_weights() */
    size_t *rank;           /* owned; of each outcome among the options */

    struct turn *turns; /* owned; all that were asked and not let go; at most the last is open */
    size_t *probe_of;   /* owned; of each turn */
    uint32_t *cases;    /* owned; of each turn */
    size_t turn_count, capacity;
    size_t open; /* index of the open turn; turn_count: none */
    bool shown;  /* shown_at is of the open turn */
    int64_t shown_at;

    enum diagnosis_stage stage;
    struct diagnosis_finding finding;
    size_t asking;            /* turns of the first stage; those behind them drill */
    struct question *example; /* owned; made for `example_of` */
    size_t example_of;        /* hypothesis; SIZE_MAX: none yet */
    bool failed;
};

/** Work out where it stands from the answers. */
void diagnosis_rebuild(struct diagnosis *diagnosis);
/** The probe that has a case; SIZE_MAX: none. */
size_t diagnosis_probe(const struct diagnosis *diagnosis, uint32_t whole);

/** A question about a case of a probe, its words unlike those of late; NULL: memory ran out. */
struct question *diagnosis_question(struct diagnosis *diagnosis, size_t probe, uint32_t whole,
                                    struct rng *rng);
/** What to ask next, by the stage.  @return the probe */
size_t diagnosis_choose(struct diagnosis *diagnosis, struct rng *rng, uint32_t *whole);

#endif
