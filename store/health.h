/* health.h - how the sources and stages are over time, and what the operator is told of it. */
#ifndef GEPPO_STORE_HEALTH_H
#define GEPPO_STORE_HEALTH_H

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

enum { BROKEN_AFTER = 3 }; /* bad looks in a row */

/* A change of state: of a source ok, failing, broken, recovered; of a stage ok, stalled. Written in
 * the transaction that brought it, once. */
struct notice {
	const char *kind; /* "source" or "stage" */
	const char *subject;
	const char *was, *state;
	const char *at;            /* instant */
	const char *outcome, *why; /* of the look; may be NULL */
	const char
	    *mail; /* ref of the message that tells it, "" when none does, NULL: not settled */
};

/* Notices in the order they came: all, or only those that are not settled. */
int store_notices(struct store *s, bool only_open, struct arena *a, const struct notice **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* True when the operator has to know: a source became broken or is no longer, a stage stalled or
 * goes on. */
bool notice_matters(const struct notice *n);

#endif
