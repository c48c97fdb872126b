/* session.h - one go at a month's draft: how it stands, the text given out, a text taken back.
 * Private to bulletin/edit/. */
#ifndef GEPPO_BULLETIN_EDIT_SESSION_H
#define GEPPO_BULLETIN_EDIT_SESSION_H

#include "bulletin/edit/merge.h"
#include "store/opening.h"

struct session {
	struct arena a;
	struct config config;
	struct store *store;
	struct month month;
	const char *who;
	/* as of now: read anew by session_read() */
	const struct decision *decisions;
	size_t n_decisions;
	struct made_issue issue;
	struct buf body;
	char digest[65];
};

/* Open the store, with a month ("2026-06") whose issue must be a draft. 0 or -1; to be closed in
 * both cases. */
int session_open(struct session *s, const char *dir, const char *month, struct fail *f)
    __attribute__((warn_unused_result));
void session_close(struct session *s);

/* Give out: the whole text, its base kept in the store. 0 or -1. */
int session_give(struct session *s, struct buf *out, struct fail *f)
    __attribute__((warn_unused_result));

/* Take back a text. 1: taken (*n decisions, the draft made anew; what others changed since is added
 * to `changes`); 0: there are faults, and nothing was taken; -1. */
int session_take(struct session *s, const char *text, size_t len, struct faults *faults, size_t *n,
    struct buf *changes, struct fail *f) __attribute__((warn_unused_result));

#endif
