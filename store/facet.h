/* facet.h - what a search may be bounded by: labels and months of items, as their versions have
 * them, and what it needs of a version that it found. Private to store/. */
#ifndef GEPPO_STORE_FACET_H
#define GEPPO_STORE_FACET_H

#include "store/db.h"

/* Kinds of labels that a search may be bounded by, as a list of SQL. */
#define FACET_KINDS "('region','measure','doc_type','level','air')"

enum {
	FACET_BLOCK_BITS = 16,
	FACET_BLOCK_BYTES = 1 << (FACET_BLOCK_BITS - 3),
};

/* Make block_of(), block_join() and block_holds(), by which the blocks are written, known to the
 * connection. */
int facets_open(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* Set the bits of the versions that one block holds (search_facet.versions, see the schema) in the
 * FACET_BLOCK_BYTES of its block. */
void facet_block_add(const unsigned char *block, size_t bytes, unsigned char *bits);

/* Let all items' versions be found. Inside a transaction. */
int facets_write_all(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* Let the versions of an item be found by its labels and its month as they are now; what they were
 * led to by before stays. Inside a transaction. */
int facets_write(struct store *s, int64_t item, struct fail *f) __attribute__((warn_unused_result));

/* The same for the item of a document, when it is in one. */
int document_facets_write(struct store *s, int64_t document, struct fail *f)
    __attribute__((warn_unused_result));

#endif
