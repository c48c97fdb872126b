/* capture.c - archived responses: their rows, and what the parser made of them. */
#include "store/db.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/url.h"

static const char ADD[] =
    "INSERT INTO capture (record, url, at, warc, offset, length, type, status, content_type,"
    " digest, source, role, baseline, page, why, leads, state, outcome)"
    " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,"
    " CASE WHEN ?15 IS NOT NULL THEN 'dropped'"
    "  WHEN ?7 = 'revisit' OR ?8 BETWEEN 300 AND 399 OR ?16 IS NOT NULL THEN 'parsed'"
    "  ELSE 'waiting' END,"
    " CASE WHEN ?15 IS NOT NULL THEN 'unusable' WHEN ?7 = 'revisit' THEN 'revisit'"
    "  WHEN ?8 BETWEEN 300 AND 399 OR ?16 IS NOT NULL THEN 'redirect' END)"
    " ON CONFLICT (record) DO NOTHING";
static const char GET[] =
    "SELECT record, url, at, warc, offset, length, type, status, content_type, digest, source,"
    " role, baseline, page FROM capture WHERE record = ?";
/* A body that is not whole has no copy; one that was no page must be looked at again. */
static const char LAST_WHOLE[] =
    "SELECT record, url, at, warc, offset, length, type, status, content_type, digest, source,"
    " role, baseline, page FROM (SELECT * FROM capture WHERE url = ?1 AND page = ?2"
    "  AND type <> 'revisit' AND status BETWEEN 200 AND 299 ORDER BY at DESC, id DESC LIMIT 1) s"
    " WHERE digest = ?3 AND type = 'response' AND state = 'parsed' AND NOT EXISTS"
    " (SELECT 1 FROM visit v WHERE v.source = s.source AND v.capture = s.record"
    "  AND v.outcome NOT IN ('ok','unchanged'))";
static const char GET_AT[] =
    "SELECT record, url, at, warc, offset, length, type, status, content_type, digest, source,"
    " role, baseline FROM capture WHERE url = ?1 AND at <= ?2"
    " AND (?3 = 0 OR (type <> 'revisit' AND status NOT BETWEEN 300 AND 599))"
    " ORDER BY at DESC, id DESC LIMIT 1";
static const char ARCHIVE_END[] =
    "SELECT offset + length FROM capture WHERE warc = ? ORDER BY offset DESC LIMIT 1";
static const char RELEASE_DROPPED[] =
    "UPDATE capture SET state = 'waiting', outcome = NULL, why = NULL, attempts = 0, next_try = 0"
    " WHERE state = 'dropped' AND outcome IN ('shell','challenge','error') AND status < 400";
static const char HAD_SUCCESS[] =
    "SELECT 1 FROM visit WHERE source = ? AND outcome IN ('ok','unchanged') LIMIT 1";
static const char IS_BASELINE[] = "SELECT baseline FROM capture WHERE id = ?";

static int
capture_insert(struct store *s, const struct capture *c, int64_t *added, struct fail *f)
{
	struct query q = query(s, ADD);
	query_text(&q, c->id);
	query_text(&q, c->url);
	query_text(&q, c->at);
	query_text(&q, c->warc);
	query_int(&q, c->offset);
	query_int(&q, c->length);
	query_text(&q, c->type);
	query_int(&q, c->status);
	query_text(&q, c->content_type);
	query_text(&q, c->digest);
	query_text(&q, c->source);
	query_text(&q, c->role);
	query_int(&q, c->baseline);
	query_int(&q, c->page);
	query_text(&q, c->bad);
	struct arena a = {0};
	query_text(&q, c->leads ? url_key(c->leads, &a) : NULL);
	int64_t n = query_run(&q, f);
	arena_release(&a);
	if (n > 0)
		*added += n;
	return n < 0 ? -1 : 0;
}

int
captures_insert(struct store *s, const struct capture *c, size_t n, int64_t *added, struct fail *f)
{
	for (size_t i = 0; i < n; i++)
		if (capture_insert(s, &c[i], added, f) < 0)
			return -1;
	return 0;
}

int64_t
store_captures_add(struct store *s, const struct capture *c, size_t n, struct fail *f)
{
	int64_t added = 0;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = captures_insert(s, c, n, &added, f);
	return db_end(s, rc, f) < 0 ? -1 : added;
}

static int
capture_read(struct query *q, struct arena *a, struct capture *out, struct fail *f)
{
	int rc = query_step(q, f);
	if (rc != 1)
		return rc;
	*out = (struct capture){.id = column_copy(q, 0, a),
	    .url = column_copy(q, 1, a),
	    .at = column_copy(q, 2, a),
	    .warc = column_copy(q, 3, a),
	    .offset = column_int(q, 4),
	    .length = column_int(q, 5),
	    .type = column_copy(q, 6, a),
	    .status = (int)column_int(q, 7),
	    .content_type = column_copy(q, 8, a),
	    .digest = column_copy(q, 9, a),
	    .source = column_copy(q, 10, a),
	    .role = column_copy(q, 11, a),
	    .baseline = column_int(q, 12),
	    .page = (int)column_int(q, 13)};
	query_done(q);
	return 1;
}

int
store_capture(struct store *s, const char *id, struct arena *a, struct capture *out, struct fail *f)
{
	struct query q = query(s, GET);
	query_text(&q, id);
	return capture_read(&q, a, out, f);
}

int
store_capture_same(struct store *s, const char *url, int page, const char *digest, struct arena *a,
    struct capture *out, struct fail *f)
{
	struct query q = query(s, LAST_WHOLE);
	query_text(&q, url);
	query_int(&q, page);
	query_text(&q, digest);
	return capture_read(&q, a, out, f);
}

int
store_capture_at(struct store *s, const char *url, const char *at, bool content, struct arena *a,
    struct capture *out, struct fail *f)
{
	struct query q = query(s, GET_AT);
	query_text(&q, url);
	query_text(&q, at);
	query_int(&q, content);
	return capture_read(&q, a, out, f);
}

int64_t
store_archive_end(struct store *s, const char *warc, struct fail *f)
{
	int64_t end = 0;
	struct query q = query(s, ARCHIVE_END);
	query_text(&q, warc);
	return query_number(&q, &end, f) < 0 ? -1 : end;
}

/* What a source shows on its first successful visit was there before we watched; its following
 * pages carry that in their captures. */
static int
harvest_is_first(
    struct store *s, int64_t capture, const struct visit *v, bool *first, struct fail *f)
{
	int64_t baseline = 0, one;
	struct query q = query(s, IS_BASELINE);
	query_int(&q, capture);
	if (query_number(&q, &baseline, f) < 0)
		return -1;
	q = query(s, HAD_SUCCESS);
	query_text(&q, v->source);
	int had = v->source && v->page <= 1 ? query_number(&q, &one, f) : 1;
	if (had < 0)
		return -1;
	*first = baseline || !had;
	return 0;
}

/* Where the list goes on: behind the page while rows are new, and always where it is in parts. */
static int
pages_follow(struct store *s, const struct visit *v, bool baseline,
    const struct listing_page *pages, size_t n, struct fail *f)
{
	for (size_t i = 0; i < n; i++)
		if ((v->fresh > 0 || pages[i].always) &&
		    frontier_pages(s, v->source, baseline, &pages[i], 1, f) < 0)
			return -1;
	return 0;
}

static int
listing_finish(struct store *s, int64_t row, const struct visit *v, const struct link *links,
    size_t n, const struct listing_page *pages, size_t n_pages, struct fail *f)
{
	bool first;
	char why[128];
	struct visit seen = v ? *v : (struct visit){0};
	if (harvest_is_first(s, row, &seen, &first, f) < 0 ||
	    frontier_links(s, seen.source, first, links, n, &seen.fresh, f) < 0)
		return -1;
	seen.capped &= seen.fresh > 0;
	if (seen.capped && seen.why == NULL) {
		snprintf(why, sizeof why,
		    "page %d had new rows and is the last that max_pages allows",
		    seen.page > 1 ? seen.page : 1);
		seen.why = why;
	}
	if (seen.source &&
	    (visit_insert(s, &seen, f) < 0 || pages_follow(s, &seen, first, pages, n_pages, f) < 0))
		return -1;
	/* A first harvest says nothing of how often there is something new. */
	if (seen.source && seen.page <= 1 && !first &&
	    frontier_rhythm(s, seen.source, seen.fresh > 0, seen.at, f) < 0)
		return -1;
	if (n == 0 && frontier_forget(s, row, f) < 0)
		return -1;
	return claim_settle(s, STAGE_PARSE, row, "parsed", "listing", NULL, f);
}

int
store_finish_listing(struct store *s, const struct claim *c, const struct visit *v,
    const struct link *links, size_t n, const struct listing_page *pages, size_t n_pages,
    struct fail *f)
{
	int64_t row;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = claim_check(s, STAGE_PARSE, c, &row, f);
	if (rc == 0)
		rc = listing_finish(s, row, v, links, n, pages, n_pages, f);
	return (int)db_end(s, rc, f);
}

static const struct {
	const char *kind, *state;
} others[] = {
    {"shell", "dropped"}, {"challenge", "dropped"}, {"error", "dropped"}, {"attachment", "parsed"}};

static const char *
other_state(const char *kind)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].kind, kind) == 0)
			return others[i].state;
	bug("store_finish_other: kind %s", kind);
}

int
store_finish_other(struct store *s, const struct claim *c, const char *kind, const char *why,
    const struct visit *v, struct fail *f)
{
	int64_t row;
	const char *state = other_state(kind);
	if (db_begin(s, f) < 0)
		return -1;
	int rc = claim_check(s, STAGE_PARSE, c, &row, f);
	if (rc == 0 && v && v->source)
		rc = visit_insert(s, v, f);
	if (rc == 0 && strcmp(state, "dropped") == 0)
		rc = frontier_forget(s, row, f);
	if (rc == 0)
		rc = claim_settle(s, STAGE_PARSE, row, state, kind, why, f);
	return (int)db_end(s, rc, f);
}

int64_t
store_release_dropped(struct store *s, struct fail *f)
{
	struct query q = query(s, RELEASE_DROPPED);
	return query_run(&q, f);
}
