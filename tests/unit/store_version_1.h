/** A database as version 1 of the tables wrote it, in SQL, so that its upgrade can be tested. */
#ifndef TESTS_UNIT_STORE_VERSION_1_H
#define TESTS_UNIT_STORE_VERSION_1_H

/** The tables of version 1, byte for byte, and a round of four questions: never to be changed. */
extern const char store_version_1[];

#endif
