/* want.h - which papers a document says it relates to. Private to store/. */
#ifndef GEPPO_STORE_WANT_H
#define GEPPO_STORE_WANT_H

#include "store/feature.h"

enum want_kind {
	WANT_DRAFT_OF,
	WANT_INTERPRETS,
	WANT_IMPLEMENTS,
	WANT_FORWARDS,
	WANT_AMENDS,
	WANT_REPEALS,
	WANT_CITES,
	WANT_KINDS
};
extern const char *const want_names[WANT_KINDS]; /* as in store.h */

/* One paper looked for. */
struct want {
	enum want_kind kind;
	/* What it is known by; any may be NULL. topic_at(), feature_family() */
	const char *core, *number, *topic, *family;
	const char *named; /* for people */
	const char *evidence;
	bool second; /* holds only where no other of its kind is found */
	bool said;   /* named as such; otherwise inferred, and worth nothing until it is found */
};

struct wants {
	struct arena *arena;
	struct want *all;
	size_t n, room;
};

void wants_read(const struct grouping *g, const struct feature *x, struct wants *out);

#endif
