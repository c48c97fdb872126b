/* stretch.h - two clauses compared character by character. Private to store/. */
#ifndef GEPPO_STORE_STRETCH_H
#define GEPPO_STORE_STRETCH_H

#include "store/history.h"

/* What both have, what only one has, in order. */
const struct stretch *stretches_of(
    const char *before, const char *after, struct arena *a, size_t *n);

/* Share of neighbouring pairs of characters two texts have in common, 0..1; of long texts the
 * first thousand characters. */
double texts_alike(const char *x, const char *y);

#endif
