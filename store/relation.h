/* relation.h - what a document is to others. Private to store/. */
#ifndef GEPPO_STORE_RELATION_H
#define GEPPO_STORE_RELATION_H

#include "store/feature.h"

/* Find anew what document x relates to, and let those that were looking for x find it. Inside a
 * transaction, after document_group(). */
int document_relate(const struct grouping *g, struct feature *x, struct arena *a, struct fail *f)
    __attribute__((warn_unused_result));

#endif
