/* nearby.h - documents whose texts might be alike. Private to store/. */
#ifndef GEPPO_STORE_NEARBY_H
#define GEPPO_STORE_NEARBY_H

#include "store/key.h"

/* Add those that share two of the smallest runs of a text, which is x's or of a file of it. */
int documents_alike(const struct grouping *g, const struct feature *x, const struct signature *sign,
    struct row_set *out, struct fail *f) __attribute__((warn_unused_result));

#endif
