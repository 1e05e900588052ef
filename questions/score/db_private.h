/** What the writer and the reader of the database share; private to them. */
#ifndef QUESTIONS_SCORE_DB_PRIVATE_H
#define QUESTIONS_SCORE_DB_PRIVATE_H

#define DB_APPLICATION_ID "1634562899" /* "amqS": a scoring, not a learner's progress */
#define DB_VERSION        "1"

#endif
