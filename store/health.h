/* health.h - how the sources and stages are over time, and what the operator is told of it. */
#ifndef GEPPO_STORE_HEALTH_H
#define GEPPO_STORE_HEALTH_H

#include <stddef.h>
#include <stdint.h>

#include "store/outbox.h"
#include "store/store.h"

enum { BROKEN_AFTER = 3 }; /* bad looks in a row */

/* A change of state: of a source ok, failing, broken, recovered; of a stage ok, stalled. Written in
 * the transaction that brought it, once. */
struct turn {
	int64_t id;       /* out */
	const char *kind; /* "source" or "stage" */
	const char *subject;
	const char *was, *state;
	const char *at;            /* instant */
	const char *outcome, *why; /* of the look; may be NULL */
	const char
	    *mail; /* ref of the message that tells it, "" when none does, NULL: not settled */
};

/* Notices in the order they came: all, or only those that are not settled. */
int store_turns(struct store *s, bool only_open, struct arena *a, const struct turn **out,
    size_t *n, struct fail *f) __attribute__((warn_unused_result));

/* True when the operator has to know: a source became broken or is no longer, a stage stalled or
 * goes on. */
bool turn_matters(const struct turn *n);

/* Settle every open turn up to `last` (its id): the letters (none: n 0) are put into the outbox and
 * the turns marked as told by `ref`, in one transaction. 0 or -1. */
int store_turns_tell(struct store *s, int64_t last, const char *ref, const struct letter *letters,
    size_t n, struct fail *f) __attribute__((warn_unused_result));

/* ---- stages */

enum { STALL_SECONDS = 6 * 3600 };

/* Look at every stage: one that has work and got nothing done for `limit` seconds of checks is
 * stalled, and goes on with the first thing done or when nothing waits any more; both are turns.
 * `fetching` false: addresses that are due wait for nobody. */
int store_stages_check(struct store *s, bool fetching, int limit, struct fail *f)
    __attribute__((warn_unused_result));

#endif
