/* closeness.h - how much a text of the index has to do with a query. Private to store/. */
#ifndef GEPPO_STORE_CLOSENESS_H
#define GEPPO_STORE_CLOSENESS_H

#include "store/db.h"

/* Make closeness(table, weight of column 1, ...) known to the connection: the sum over the words
 * of a query of how often each stands there, against the length of the text, with the saturation
 * of BM25 (Robertson and Walker 1994, k1 1.2, b 0.75). All words of a query are in every hit, so
 * that how rare they are, which would have to be counted over the whole index, does not matter. */
int closeness_open(struct store *s, struct fail *f) __attribute__((warn_unused_result));

#endif
