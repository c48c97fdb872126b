/* facet.h - what a search may be bounded by: labels and months of items, as their versions have
 * them. Private to store/. */
#ifndef GEPPO_STORE_FACET_H
#define GEPPO_STORE_FACET_H

#include "store/db.h"

enum { FACET_BLOCK_BITS = 10 }; /* of version rows, as search_month has them */

/* Let the versions of an item be found by its labels and its month as they are now; what they were
 * found by before stays. Inside a transaction. */
int facets_write(struct store *s, int64_t item, struct fail *f) __attribute__((warn_unused_result));

/* The same for the item of a document, when it is in one. */
int document_facets_write(struct store *s, int64_t document, struct fail *f)
    __attribute__((warn_unused_result));

#endif
