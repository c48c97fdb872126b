/* narrow.h - the filters of a search, as the statements that look for words use them. Private to
 * store/. */
#ifndef GEPPO_STORE_NARROW_H
#define GEPPO_STORE_NARROW_H

#include "store/db.h"

/* The filters of one search. Where few items pass one of them, only the versions of those are
 * looked at. */
struct narrowing {
	const struct search_query *asked;
	const char **regions; /* codes within the one asked for, sorted */
	size_t n_regions;
	int64_t *settled; /* items with an editor's word on a label: their labels are read */
	size_t n_settled;
	bool bounded; /* only versions among these may be hits */
	int64_t *versions;
	size_t n_versions;
	int64_t looked_at; /* versions, until now */
};

/* Make wanted(version), settled(item) and within(code) answer by these filters, until the next
 * call. */
int narrow(struct store *s, const struct config *c, const struct search_query *q, struct arena *a,
    struct narrowing *out, struct fail *f) __attribute__((warn_unused_result));

#endif
