/* mention.h - papers that a text names, and in what way. Private to store/. */
#ifndef GEPPO_STORE_MENTION_H
#define GEPPO_STORE_MENTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "store/fold.h"
#include "store/roll.h"

enum mention_role {
	MENTION_CITES,
	MENTION_PURPOSE, /* "为贯彻落实…", "根据…": what the paper is made for */
	MENTION_REVISES, /* "对…进行了修订" */
	MENTION_REPEALS, /* "…同时废止", a line under "废止的文件" */
};

struct mention {
	enum mention_role role;
	const char *core;     /* of a title in 《》, or NULL */
	const char *number;   /* as document_number(), or NULL */
	const char *named;    /* as it stands, folded: for people */
	const char *sentence; /* where it stands */
};

/* A text to look through. */
struct mention_text {
	const char *text;
	const char *heading; /* what its file is called, or NULL: it may head a roll */
	enum roll roll;      /* what becomes of papers that stand in rows without a heading */
	bool lists; /* it clears up what is in force: rows and lines name papers without 《》 */
};

/* The papers named in a text, at most max, in order. */
size_t mentions_read(const struct folding *fold, const struct mention_text *text, struct arena *a,
    struct mention *out, size_t max);

/* True when the text has the paper of that core in 《》. */
bool text_names(const struct folding *fold, const char *text, const char *core);

#endif
