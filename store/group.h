/* group.h - putting a document to its item. Private to store/. */
#ifndef GEPPO_STORE_GROUP_H
#define GEPPO_STORE_GROUP_H

#include "store/feature.h"

/* Find what document x is the same as, and see that it stands in that item; x->item is it after.
 * Inside a transaction. */
int document_group(const struct grouping *g, struct feature *x, struct arena *a, struct fail *f)
    __attribute__((warn_unused_result));

#endif
