/* hit.h - an item that a search found, as its reader sees it. Private to store/. */
#ifndef GEPPO_STORE_HIT_H
#define GEPPO_STORE_HIT_H

#include "store/db.h"

/* 1: the item passes the filters, and *out has its name, its words and the place of the match; 0 it
 * does not; -1. */
int hit_read(struct store *s, const struct config *c, const struct search_query *q, int64_t item,
    struct arena *a, struct hit *out, struct fail *f) __attribute__((warn_unused_result));

#endif
