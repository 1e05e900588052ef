/**
 * A disk for SQLite that loses its power: a file system (VFS) in memory, in which only what was synced
 * is sure to be there afterwards, and of all else any part may be.
 *
 * While the power is on it is an ordinary file system for one program.  At the step that was chosen
 * (a write, a sync, a new length, a removal) the power fails: this step and all later ones return an
 * I/O error.  power_disk_restart() then works out what the disk holds: of each sector written since
 * the last sync of its file nothing, the beginning or all; of new lengths and of names made or removed
 * since the last sync of the folder some, in their order for each name.
 */
#ifndef TESTS_UNIT_POWER_DISK_H
#define TESTS_UNIT_POWER_DISK_H

#include <stdbool.h>
#include <stdint.h>

/** Make it what SQLite opens files with, empty; false on failure. */
bool power_disk_begin(void);
/** Remove it with all that it holds. */
void power_disk_end(void);
/** Let the power fail at the `step`-th step from now (1: the next); 0: never. */
void power_disk_fail_at(uint64_t step);
/** Whether it failed. */
bool power_disk_failed(void);
/** Power again.  What was not synced is there or not as `seed` has it. */
void power_disk_restart(uint64_t seed);
/** Steps since the beginning. */
uint64_t power_disk_steps(void);
/** A disk that lies: syncs do nothing but say that they did.  To see that the test has teeth. */
void power_disk_lie(bool lies);

#endif
