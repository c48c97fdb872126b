/* shingle.h - texts compared by their runs of five letters: signatures to find who might be the
 * same, whole sets to be sure. Private to store/. */
#ifndef GEPPO_STORE_SHINGLE_H
#define GEPPO_STORE_SHINGLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/fold.h"

enum {
	SHINGLE_LETTERS = 5,
	SIGNATURE_SIZE = 12,   /* an excerpt of half a text shares six of them */
	SHINGLE_SAMPLE = 4096, /* above that many, sets are thinned to those of small value */
};

/* The smallest values of all runs, ascending. */
struct signature {
	uint64_t low[SIGNATURE_SIZE];
	size_t n;
};

/* All runs of a text, ascending, each once; thinned when `limit` is below UINT64_MAX: then only
 * those up to it are there. */
struct shingles {
	uint64_t *all;
	size_t n;
	uint64_t limit;
};

void text_sign(const struct folding *fold, const char *text, size_t n, struct signature *out);
void text_shingles(
    const struct folding *fold, const char *text, size_t n, struct arena *a, struct shingles *out);

/* Shares of the runs two texts have in common: of the smaller one, and of both together. */
struct likeness {
	double contained, jaccard;
	size_t smaller, larger; /* runs of either that were compared */
};
struct likeness shingles_compare(const struct shingles *x, const struct shingles *y);

#endif
