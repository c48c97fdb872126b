/* target.h - of the documents a want leads to, the one that is meant: it fits in kind, place and
 * time best. Private to store/. */
#ifndef GEPPO_STORE_TARGET_H
#define GEPPO_STORE_TARGET_H

#include "store/key.h"
#include "store/want.h"

/* A target, and how well it fits: the higher the better. */
struct fit {
	int64_t row;
	int depth;    /* of its place: the nearest level above wins */
	int named;    /* 2: by its number, 1: by its whole name, 0: by its matter */
	bool aside;   /* tells of the paper, or changes it; for want of the paper itself */
	int64_t away; /* days between the two */
	bool akin;    /* it has the name, or nearly, of what looks for it */
	bool found;
};

/* x fits better than y. */
bool fit_better(const struct fit *x, const struct fit *y);

/* What x wants; best->found is false when it is not here. */
int target_find(const struct grouping *g, const struct feature *x, const struct want *w,
    struct fit *best, struct fail *f) __attribute__((warn_unused_result));

/* Add the documents with words of x that may be its drafts; none when it is no paper. */
int drafts_alike(const struct grouping *g, const struct feature *x, struct row_set *out,
    struct fail *f) __attribute__((warn_unused_result));

/* Days around its own that a document of a key of this kind is looked for. */
int64_t key_reach(enum key_kind kind);

#endif
