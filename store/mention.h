/* mention.h - papers that a text names, and in what way. Private to store/. */
#ifndef GEPPO_STORE_MENTION_H
#define GEPPO_STORE_MENTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "store/fold.h"

enum mention_role {
	MENTION_CITES,
	MENTION_PURPOSE, /* "为贯彻落实…", "根据…": what the paper is made for */
	MENTION_REVISES, /* "对…进行了修订" */
	MENTION_REPEALS, /* "…同时废止" */
};

struct mention {
	enum mention_role role;
	const char *core;     /* of a title in 《》, or NULL */
	const char *number;   /* as document_number(), or NULL */
	const char *named;    /* as it stands, folded: for people */
	const char *sentence; /* where it stands */
};

/* The papers named in a text, at most max, in order. */
size_t mentions_read(
    const struct folding *fold, const char *text, struct arena *a, struct mention *out, size_t max);

/* True when the text has the paper of that core in 《》. */
bool text_names(const struct folding *fold, const char *text, const char *core);

#endif
