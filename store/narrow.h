/* narrow.h - the filters of a search, as the statements that look for words use them. Private to
 * store/. */
#ifndef GEPPO_STORE_NARROW_H
#define GEPPO_STORE_NARROW_H

#include "store/db.h"

/* Rows of versions from..to. */
struct version_span {
	int64_t from, to;
};

/* The filters of one search. What is known of the versions that may pass them: where they lie, and
 * when they are not very many, which they are. */
struct narrowing {
	const struct search_query *asked;
	const char **regions; /* codes within the one asked for, sorted */
	size_t n_regions;
	int64_t *settled; /* items with an editor's word on a label: their labels are read */
	size_t n_settled;
	bool bounded;               /* only versions with a bit in the set may be hits */
	unsigned char *set;         /* up to and with `last` */
	int64_t last, n_set;        /* the last version there is; bits set */
	struct version_span *spans; /* no hit lies outside of them; the latest first */
	size_t n_spans;
	int64_t looked_at;   /* versions, until now */
	const char *unknown; /* value of a filter that no item has, or NULL */
};

/* Make wanted(version), settled(item) and within(code) answer by these filters, until the next
 * call. */
int narrow(struct store *s, const struct config *c, const struct search_query *q, struct arena *a,
    struct narrowing *out, struct fail *f) __attribute__((warn_unused_result));

/* Bounded, and this version is in the set. */
bool narrowing_holds(const struct narrowing *w, int64_t version);

/* An editor settled a label of the item. */
bool narrowing_is_settled(const struct narrowing *w, int64_t item);

#endif
