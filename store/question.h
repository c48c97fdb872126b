/* question.h - what translators ask and which terms they propose. Functions fail as in store.h. */
#ifndef GEPPO_STORE_QUESTION_H
#define GEPPO_STORE_QUESTION_H

#include "store/queue.h"

/* A row of query.tsv. */
struct question {
	int number;       /* out: 1.. in its job */
	int n;            /* segment; 0: the whole */
	const char *kind; /* 質問, 誤り, 用語 as written */
	const char *zh, *ja, *text;
	const char *who, *at;
	const char *answer, *answered_by, *answered_at; /* out, NULL: open */
};

/* Those that are not there yet, in one transaction; one of kind 用語 with both words also goes to
 * the inbox of the glossary. shown_as: the name to print ("": none), NULL: as it is. The number of
 * new ones, or -1. */
int64_t store_questions_put(struct store *s, const char *job, const struct question *q, size_t n,
    const char *shown_as, struct fail *f);
/* All of a job, in order. */
int store_questions(struct store *s, const char *job, struct arena *a, const struct question **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));
/* EXIT_INPUT when there is no such question. */
int store_question_answer(struct store *s, const char *job, int number, const char *answer,
    const char *who, const char *now, struct fail *f) __attribute__((warn_unused_result));

/* A proposed term is settled: "taken" or "dropped". EXIT_INPUT when none is open under these
 * words. */
int store_term_settle(struct store *s, const char *zh, const char *ja, const char *outcome,
    const char *who, struct fail *f) __attribute__((warn_unused_result));

#endif
