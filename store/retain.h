/* retain.h - what is of use for a while only. Private to store/. */
#ifndef GEPPO_STORE_RETAIN_H
#define GEPPO_STORE_RETAIN_H

#include "base/date.h"
#include "store/db.h"

enum { RETAINED_KINDS = 2 };

/* What became of one kind. */
struct retained {
	const char *what;          /* for a person */
	const char *setting;       /* its key in geppo.yaml */
	int months;                /* 0: kept for ever, nothing was looked at */
	char before[INSTANT_SIZE]; /* older than that is dropped */
	int64_t dropped, kept;     /* rows; of those older, `kept` are still of use */
};

/* Drop what geppo.yaml does not want kept, in one transaction, and note it in table retention;
 * `dry`: only count. Looks at sources stay as far as the judgement of a source rests on them;
 * captures that a version, an attachment, a look or a decision names, the last of an archive file
 * and the last of an address stay. */
int store_retain(struct store *s, const struct settings *settings, bool dry,
    struct retained out[RETAINED_KINDS], struct fail *f) __attribute__((warn_unused_result));

#endif
