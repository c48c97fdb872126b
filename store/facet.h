/* facet.h - what a search may be bounded by: labels and months of items, as their versions have
 * them. Private to store/. */
#ifndef GEPPO_STORE_FACET_H
#define GEPPO_STORE_FACET_H

#include "store/db.h"

enum { FACET_BLOCK_BITS = 10 }; /* of version rows, as search_month has them */

/* Make block_with(), by which the blocks are written, known to the connection. */
int facets_open(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* Set the bits of the versions that one block holds (search_facet.versions, see the schema) in the
 * 1 << FACET_BLOCK_BITS bits of its block. */
void facet_block_add(const unsigned char *block, size_t bytes, unsigned char *bits);

/* Let all items' versions be found by their labels. Inside a transaction. */
int facets_write_all(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* Let the versions of an item be found by its labels and its month as they are now; what they were
 * found by before stays. Inside a transaction. */
int facets_write(struct store *s, int64_t item, struct fail *f) __attribute__((warn_unused_result));

/* The same for the item of a document, when it is in one. */
int document_facets_write(struct store *s, int64_t document, struct fail *f)
    __attribute__((warn_unused_result));

#endif
