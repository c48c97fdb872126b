/* queue.h - private to translate/: which items are worth a full translation, and the pass that
 * drafts and queues. */
#ifndef GEPPO_TRANSLATE_QUEUE_H
#define GEPPO_TRANSLATE_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "store/store.h"
#include "translate/translate.h"

/* One rule of flags.yaml. Each list is NULL (anything) or NULL-terminated. */
struct rule {
	const char *name;
	const char *priority; /* "high", "medium" or "low" */
	const char *const *translate, *const *doc_type, *const *level, *const *measure;
	bool partner; /* the item is about a partner's region */
};

struct rules {
	struct rule *rules;
	size_t n;
};

/* Read DIR's flags.yaml against the vocabulary in c. Every fault is logged; -1 with f names the
 * first and the count. Strings live in the arena. */
int rules_load(const char *dir, const struct config *c, struct arena *a, struct rules *out,
    struct fail *f) __attribute__((warn_unused_result));

/* The first rule that fits the item, or NULL. An item that has nothing to do with air fits none. */
const struct rule *rules_find(
    const struct rules *rules, const struct config *c, const struct item *item);

/* What a pass did. */
struct pass {
	int64_t drafted, flagged; /* items; of them with a flagged title */
	int64_t weighed, queued;  /* items looked at for the queue; jobs made */
};

/* Teach the engine the titles that editors accepted. */
int memory_load(struct translator *t, struct store *s, struct fail *f)
    __attribute__((warn_unused_result));
/* Draft titles and issuers of all items without a current draft. */
int drafts_make(const struct translator *t, struct store *s, struct pass *p, struct fail *f)
    __attribute__((warn_unused_result));
/* Make jobs for the items that a rule fits. */
int queue_fill(struct store *s, const struct rules *rules, const struct config *c, struct pass *p,
    struct fail *f) __attribute__((warn_unused_result));
/* Print the queue on standard output, for people or as one JSON object. */
int queue_print(struct store *s, bool json, struct fail *f) __attribute__((warn_unused_result));

#endif
