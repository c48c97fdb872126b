/* same.h - whether two documents are one thing, and why. Private to store/. */
#ifndef GEPPO_STORE_SAME_H
#define GEPPO_STORE_SAME_H

#include "store/feature.h"

/* What forbids that two documents are one item whatever else they share: kind, number, year,
 * edition, place. NULL when nothing does. */
const char *documents_differ(
    const struct grouping *g, const struct feature *x, const struct feature *y);

/* Whether that, or texts under one title that contradict, forbids that they stand in one item. */
bool documents_clash(const struct grouping *g, struct feature *x, struct feature *y);

/* The reason why they are one, in the arena; NULL when they are not. */
const char *documents_same(
    const struct grouping *g, struct feature *x, struct feature *y, struct arena *a);

/* Same number, where one may lack the letters of who issued it. */
bool numbers_match(const char *x, const char *y);

#endif
