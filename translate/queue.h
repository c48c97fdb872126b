/* queue.h - private to translate/: which items are worth a full translation, and the pass that
 * drafts and queues. */
#ifndef GEPPO_TRANSLATE_QUEUE_H
#define GEPPO_TRANSLATE_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "config/flags.h"
#include "store/store.h"
#include "translate/translate.h"

/* The first rule that fits the item, or NULL. An item that has nothing to do with air fits none;
 * what an editor said of it (decision "flag": high, medium, low or none) stands above the rules. */
const struct flag_rule *flags_find(
    const struct flags *flags, const struct config *c, const struct item *item);

/* What a pass did. */
struct pass {
	int64_t drafted, flagged; /* items; of them with a flagged title */
	int64_t weighed, queued;  /* items looked at for the queue; jobs made */
	int64_t reminded;         /* mails to translators put into the outbox */
	int64_t superseded;       /* jobs in hand whose source is another now */
};

/* Teach the engine the titles that editors accepted. */
int memory_load(struct translator *t, struct store *s, struct fail *f)
    __attribute__((warn_unused_result));
/* Draft titles and issuers of all items without a current draft. */
int drafts_make(const struct translator *t, struct store *s, struct pass *p, struct fail *f)
    __attribute__((warn_unused_result));
/* Make jobs for the items that a rule fits. */
int queue_fill(struct store *s, const struct flags *flags, const struct config *c, struct pass *p,
    struct fail *f) __attribute__((warn_unused_result));

/* A job for an item that readers asked for: 1 when it is new, 0, -1. */
int queue_request(struct store *s, const char *item, struct arena *a, struct fail *f)
    __attribute__((warn_unused_result));

#endif
