/* pass.h - the stage of geppo store: documents to items. Private to store/. */
#ifndef GEPPO_STORE_PASS_H
#define GEPPO_STORE_PASS_H

#include "config/config.h"
#include "store/db.h"

struct pass_result {
	size_t grouped, held;
	int64_t items; /* there are now */
};

/* Group every document that waits. 0, or -1 when the pass could not go on. */
int pass_run(struct store *s, const struct config *c, struct pass_result *out, struct fail *f)
    __attribute__((warn_unused_result));

#endif
