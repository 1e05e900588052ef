/**
 * What a diagnosis can ask, and which of it tells most.  Cases in which every hypothesis of a belief
 * leads to the same answer as in another are the same question to somebody who wants to know what is
 * believed: such a group of cases is a probe.  There are few of them (some forty, where cases are
 * hundreds and hypotheses hundreds, too), so that all of them are weighed before every question.
 *
 * Seen the other way, hypotheses that lead to the same answer in every probe cannot be told apart by
 * any question: they are one class, told by the name of the first of them, which is the simplest.
 */
#ifndef QUESTIONS_TUTOR_PROBE_H
#define QUESTIONS_TUTOR_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/text/rng.h"
#include "questions/tutor/belief.h"

/**
 * Options of a question.  As long as there are not more outcomes to ask for, all are shown, so that
 * no belief misses its own; else the key and those that most hypotheses lead to here.
 */
#define PROBE_OPTIONS 6

#define PROBE_AT_RANDOM UINT8_MAX /* in place of an option */

struct probe {
    size_t first, cases;             /* where its cases begin in the list, and how many there are */
    uint8_t outcomes[PROBE_OPTIONS]; /* the options, rising */
    uint8_t options;
};

/** Read-only once made, but for the room to reckon in.  Borrows nothing. */
struct probes {
    struct probe *items; /* owned */
    size_t count;        /* 0: the decision has no case to ask */
    uint32_t *cases;     /* owned; askable cases, those of a probe together, rising in it */
    size_t *class_of;    /* owned; of each hypothesis */
    size_t *told_as;     /* owned; of each class: the hypothesis whose name it is told by */
    size_t classes, hypotheses;
    uint8_t
        *answers; /* owned; of each probe and class: the option it leads to, or PROBE_AT_RANDOM */
    double *room; /* owned; for three posteriors over the classes */
};

/** How often a case was asked in this sitting, and when last. */
struct probe_past {
    const uint32_t *cases; /* asked so far, oldest first */
    size_t count;
};

/**
 * Group what a belief's decision has to ask; probes_fini() in any case.  Of a pack with so many cases,
 * and so many hypotheses about them, that it would take seconds, only every so many cases are taken.
 * @return false when memory ran out
 */
bool probes_init(struct probes *probes, const struct belief *belief);
void probes_fini(struct probes *probes);

/** The option that a hypothesis leads to, or PROBE_AT_RANDOM. */
uint8_t probes_answer(const struct probes *probes, size_t probe, size_t hypothesis);
/** The information of a probe's answer, in bits: as belief_information() of each of its cases. */
double probes_information(const struct probes *probes, const struct belief *belief, size_t probe);

/**
 * Choose what to ask: the probe whose answer is expected to tell most; of those that tell as good as
 * as much, the one after which the next question tells most.  Never the case asked last, unless there
 * is no other; a case that was asked before only where no fresh one is nearly as good.
 * @sure   probability at which nothing more need be asked
 * @whole  receives the case
 * @return the probe
 */
size_t probes_choose(struct probes *probes, const struct belief *belief, double sure,
                     struct probe_past past, struct rng *rng, uint32_t *whole);

/** Of a probe, a case not asked before, else the one asked longest ago, but never the last one. */
uint32_t probes_case(const struct probes *probes, size_t probe, struct probe_past past,
                     struct rng *rng);

/**
 * How likely each hypothesis is together with those that are told by its name: the same answers
 * everywhere, or the same pair the other way round.  0 for those told by another's name.
 * @told    receives one number for each hypothesis
 * @return  the hypothesis that leads
 */
size_t probes_told(const struct probes *probes, const struct belief *belief, double told[]);

#endif
