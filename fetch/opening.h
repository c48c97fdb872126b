/* opening.h - what both commands need first: the configuration and the store of a data directory.
 */
#ifndef GEPPO_FETCH_OPENING_H
#define GEPPO_FETCH_OPENING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/fail.h"
#include "config/config.h"
#include "store/store.h"

struct opening {
	struct arena arena;
	struct config config;
	struct store *store;
	bool told; /* faults of the configuration were printed, each on its line */
};

/* Load settings and sources, open the store for writing, declare the sources. 0 or -1;
 * opening_close() is right after both. */
int opening_open(struct opening *o, const char *dir, struct fail *f)
    __attribute__((warn_unused_result));
/* Say why the program ends, unless it was told; the exit code. */
int opening_failed(const struct opening *o, const struct fail *f);
void opening_close(struct opening *o);

#endif
