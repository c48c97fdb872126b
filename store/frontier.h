/* frontier.h - addresses to fetch: taken in turn of their hosts, leased while being fetched, and
 * what became of each. Conventions are those of store.h. */
#ifndef GEPPO_STORE_FRONTIER_H
#define GEPPO_STORE_FRONTIER_H

#include "store/store.h"

/* An address known to the frontier. */
struct target {
	const char *url;
	const char *source;
	const char *role;  /* "listing", "article" or "attachment" */
	const char *title; /* as the listing gave it, or NULL */
	const char *date;  /* likewise */
	const char *etag;  /* validators of the last good response */
	const char *last_modified;
	const char *token; /* of the claim */
	const char *body;  /* what a POST request sends; NULL: GET */
	int page;          /* of a listing */
	int every;         /* seconds between two looks at a listing, as its rhythm has it */
	int looks;         /* good ones before this one */
	bool baseline;     /* found in its source's first harvest */
	int failures;      /* bad looks in a row before this one */
};
/* Take due addresses (of one source, or all with NULL), at most n, so that no host has more than
 * `ahead` of them leased, and none whose host another process has leased an address of; with
 * `since` (a date or NULL) only those whose row was dated then or later, or not at all. None of a
 * retired source. */
int store_frontier_claim(struct store *s, const char *source, const char *since, size_t n,
    int ahead, int lease_seconds, struct arena *a, struct target **out, size_t *taken,
    struct fail *f) __attribute__((warn_unused_result));
/* How many addresses are due now, leased ones not counted; or -1. */
int64_t store_frontier_due(struct store *s, struct fail *f);
/* Finish: the next due instant (NULL: never again by itself), new validators, and the captures that
 * were archived on the way (redirects and the response), all in one transaction. A listing whose
 * last capture is a revisit showed nothing new: the looks at it become rarer. */
int store_frontier_finish(struct store *s, const struct target *t, const char *next_due,
    const char *etag, const char *last_modified, const struct capture *captures, size_t n,
    struct fail *f) __attribute__((warn_unused_result));
/* The fetch failed: counted; due again at `next_due`; why is kept. */
int store_frontier_fail(struct store *s, const struct target *t, const char *next_due,
    const struct fail *why, struct fail *f) __attribute__((warn_unused_result));
/* Give the claim back unworked (its host asks for patience): due again at `next_due`, nothing
 * counted. */
int store_frontier_defer(struct store *s, const struct target *t, const char *next_due,
    struct fail *f) __attribute__((warn_unused_result));
/* Make a source's listing due now (`geppo fetch --source ID`). */
int store_frontier_due_now(struct store *s, const char *source, struct fail *f)
    __attribute__((warn_unused_result));

#endif
