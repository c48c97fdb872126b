/* pass.c - see pass.h. A handful of documents is one transaction; one whose first attempt did not
 * end is taken alone, so that it can not keep others from being grouped. */
#include "store/pass.h"

#include <string.h>

#include "base/log.h"
#include "base/progress.h"
#include "store/featurecache.h"
#include "store/group.h"
#include "store/keylog.h"
#include "store/rebuild.h"
#include "store/relation.h"
#include "store/search.h"

enum { HANDFUL = 512, LEASE_SECONDS = 600 };

/* A document that was put to its item. */
struct work {
	int64_t row, item;
};

static const char COUNT_ITEMS[] = "SELECT count(*) FROM item WHERE representative IS NOT NULL";

/* 1: grouped and related; 0: not ours any more; -1. */
static int
document_settle(const struct grouping *g, const struct claim *c, struct arena *a, struct work *w,
    struct fail *f)
{
	struct feature x;
	int ours = claim_find(g->store, STAGE_STORE, c, &w->row, f);
	if (ours <= 0)
		return ours; /* a newer version came in between: it waits anew */
	if (feature_read(g, w->row, a, &x, f) < 0 || document_group(g, &x, a, f) < 0 ||
	    document_relate(g, &x, a, f) < 0 ||
	    claim_settle(g->store, STAGE_STORE, w->row, "stored", NULL, NULL, f) < 0)
		return -1;
	w->item = x.item;
	return 1;
}

static int
document_index(const struct grouping *g, const struct work *w, struct arena *a, struct fail *f)
{
	struct document d;
	if (document_get(g->store, w->row, a, &d, f) < 0 ||
	    search_add(g->store, g->fold, w->row, &d, f) < 0 ||
	    search_add_attachments(g->store, g->fold, w->row, f) < 0)
		return -1;
	return search_refresh_ja(g->store, w->item, f);
}

/* The index is written last: with it open, every other statement would flush what it holds. */
static int
settle_each(const struct grouping *g, const struct claim *claims, size_t n, struct fail *f)
{
	struct arena a = {0};
	struct work done[HANDFUL];
	size_t n_done = 0;
	int rc = keylog_follow(g->store, f);
	for (size_t i = 0; i < n && rc >= 0; i++) {
		feature_cache_tidy(g->cache);
		rc = document_settle(g, &claims[i], &a, &done[n_done], f);
		n_done += rc > 0;
		arena_reset(&a);
	}
	if (rc >= 0)
		rc = keylog_write(g->store, f);
	for (size_t i = 0; i < n_done && rc >= 0; i++) {
		rc = document_index(g, &done[i], &a, f);
		arena_reset(&a);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

static int
settle_together(const struct grouping *g, const struct claim *claims, size_t n, struct fail *f)
{
	if (db_begin(g->store, f) < 0)
		return -1;
	return (int)db_end(g->store, settle_each(g, claims, n, f), f);
}

/* The disk or the database failed: nothing can be kept, so the pass ends. */
static bool
ends_pass(const struct fail *why)
{
	return why->exit == EXIT_IO || why->exit == EXIT_AGAIN;
}

static int
settle_or_hold(const struct grouping *g, const struct claim *claims, size_t n,
    struct pass_result *out, struct fail *f)
{
	struct fail why = {0};
	if (settle_together(g, claims, n, &why) == 0) {
		out->grouped += n;
		return 0;
	}
	if (ends_pass(&why)) {
		*f = why;
		return -1;
	}
	if (n > 1) {
		for (size_t i = 0; i < n; i++)
			if (settle_or_hold(g, &claims[i], 1, out, f) < 0)
				return -1;
		return 0;
	}
	log_warn("document %s: %s: %s", claims->id, fail_do_name(why.what), fail_text(&why));
	out->held++;
	return store_claim_fail(g->store, STAGE_STORE, claims, &why, f);
}

/* First attempts together, later ones alone. */
static int
work_on(const struct grouping *g, const struct claim *claims, size_t n, struct pass_result *out,
    struct fail *f)
{
	size_t from = 0;
	for (size_t i = 0; i <= n; i++) {
		bool alone = i < n && claims[i].attempt > 1;
		if (i < n && !alone)
			continue;
		if (i > from && settle_or_hold(g, claims + from, i - from, out, f) < 0)
			return -1;
		if (alone && settle_or_hold(g, claims + i, 1, out, f) < 0)
			return -1;
		from = i + 1;
	}
	return 0;
}

static int
group_all(const struct grouping *g, struct pass_result *out, struct fail *f)
{
	struct arena a = {0};
	struct progress p;
	struct claim *claims;
	size_t n;
	int rc;
	int64_t waiting = store_waiting(g->store, STAGE_STORE, f);
	if (waiting < 0)
		return -1;
	progress_start(&p, "store", (size_t)waiting);
	do {
		rc = store_claim(g->store, STAGE_STORE, HANDFUL, LEASE_SECONDS, &a, &claims, &n, f);
		if (rc == 0)
			rc = work_on(g, claims, n, out, f);
		if (rc == 0)
			rc = keylog_pour(g->store, n == 0, f);
		progress_step(&p, out->grouped, out->held);
		arena_reset(&a);
	} while (rc == 0 && n > 0);
	progress_end(&p);
	arena_release(&a);
	return rc;
}

int
pass_run(struct store *s, const struct config *c, struct pass_result *out, struct fail *f)
{
	struct grouping g = {.store = s, .fold = store_fold(s, f)};
	*out = (struct pass_result){0};
	if (g.fold == NULL || search_check(s, g.fold, f) < 0 || keylog_follow(s, f) < 0)
		return -1;
	g.places = places_new(c, g.fold);
	g.cache = feature_cache_new();
	int rc = group_all(&g, out, f);
	feature_cache_free(g.cache);
	places_free(g.places);
	if (rc == 0)
		rc = rebuild_finish(s, f);
	if (rc == 0)
		rc = search_merge(s, out->grouped, f);
	struct query q = query(s, COUNT_ITEMS);
	if (rc == 0 && query_number(&q, &out->items, f) < 0)
		rc = -1;
	return rc;
}
