/* opening.h - the draft of an issue as it was opened for editing, and many decisions at once.
 * Conventions are those of store.h. */
#ifndef GEPPO_STORE_OPENING_H
#define GEPPO_STORE_OPENING_H

#include "store/store.h"

struct opening {
	const char *digest; /* its name, given out with the text */
	const char *month;
	const char *at;      /* instant */
	int64_t n_decisions; /* that stood when it was opened */
	const char *text;
};

/* Keep an opened text; the same digest again takes the place of the former. */
int store_opening_put(struct store *s, const struct opening *o, struct fail *f)
    __attribute__((warn_unused_result));
/* By its digest, or the newest of a month with digest NULL. 1 found, 0 none, -1. */
int store_opening(struct store *s, const char *month, const char *digest, struct arena *a,
    struct opening *out, struct fail *f) __attribute__((warn_unused_result));

/* All of the decisions or, when one is refused, none, in one transaction. `known`: how many
 * decisions there were when these were thought of; when there are others since, nothing is done
 * and the failure is EXIT_AGAIN. */
int store_decide_all(struct store *s, const struct decision *d, size_t n, int64_t known,
    struct fail *f) __attribute__((warn_unused_result));

#endif
