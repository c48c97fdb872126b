/* featurecache.h - features read lately: what comes in together is compared with the same few
 * documents again and again. Private to store/. */
#ifndef GEPPO_STORE_FEATURECACHE_H
#define GEPPO_STORE_FEATURECACHE_H

#include "store/feature.h"

struct feature_cache *feature_cache_new(void);
void feature_cache_free(struct feature_cache *c);

/* Between two documents: when it has grown large, forget the older half. What was read before may
 * be gone after it. */
void feature_cache_tidy(struct feature_cache *c);

/* A document as it was read, or NULL when it was not or another version is current now. */
const struct feature *feature_cache_find(const struct feature_cache *c, int64_t row, int version);
/* Where the parts of features to be kept live. */
struct arena *feature_cache_arena(struct feature_cache *c);
void feature_cache_put(struct feature_cache *c, const struct feature *x);

#endif
