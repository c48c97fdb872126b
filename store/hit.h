/* hit.h - an item that a search found, as its reader sees it. Private to store/. */
#ifndef GEPPO_STORE_HIT_H
#define GEPPO_STORE_HIT_H

#include "store/db.h"

/* The item passes the filters by its labels, an editor's before the machine's: 1, 0, -1. */
int hit_fits(struct store *s, const struct config *c, const struct search_query *q, int64_t item,
    struct arena *a, struct fail *f) __attribute__((warn_unused_result));

/* Its name, its words and the place of the match, into *out. 0 or -1. */
int hit_read(struct store *s, const struct search_query *q, int64_t item, struct arena *a,
    struct hit *out, struct fail *f) __attribute__((warn_unused_result));

#endif
