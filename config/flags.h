/* flags.h - flags.yaml: named rules that put items in the translation queue. */
#ifndef GEPPO_CONFIG_FLAGS_H
#define GEPPO_CONFIG_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "config/config.h"

/* One rule. Each list is NULL (anything) or NULL-terminated; all that are named must hold. */
struct flag_rule {
	const char *name;
	const char *priority; /* "high", "medium" or "low" */
	const char *const *translate, *const *doc_type, *const *level, *const *measure;
	const char *const *novelty; /* "new", "amending", "following", "changed" */
	bool partner;               /* the item is about a partner's region */
};

struct flags {
	struct flag_rule *rules; /* in the order of the file: the first that fits names the job */
	size_t n;
};

/* Read DIR's flags.yaml against the vocabulary in c (CONFIG_VOCABULARY). Strings live in the arena.
 * With faults: -1, f names the first and the count, every one is a line in `faults` (may be NULL).
 */
int flags_load(const char *dir, const struct config *c, struct arena *a, struct flags *out,
    struct buf *faults, struct fail *f) __attribute__((warn_unused_result));

#endif
