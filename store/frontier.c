/* frontier.c - addresses to fetch, known once under their url_key(): what lists bring. */
#include "store/document.h"

#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "config/paging.h"

enum { HOUR = 3600 };

static const char LISTING[] =
    "INSERT INTO frontier (key, url, host, source, role, due, body, every, floor, ceiling)"
    " VALUES (?1,?2,?3,?4,'listing',?5,?6,?7,?8,?9)"
    " ON CONFLICT (key) DO UPDATE SET url = ?2, role = 'listing', source = ?4, page = 1,"
    " body = ?6, due = iif(?5 IS NULL, NULL, coalesce(due, ?5)),"
    " every = max(?8, min(?9, coalesce(every, ?7))), floor = ?8, ceiling = ?9";
static const char FORMER_LISTINGS[] =
    "UPDATE frontier SET due = NULL WHERE source = ?1 AND role = 'listing' AND page = 1"
    " AND key <> ?2";
/* What is still due of the page is of the walk before it: its rows stay the baseline's. */
static const char PAGE[] =
    "INSERT INTO frontier (key, url, host, source, role, date, baseline, due, body, page)"
    " VALUES (?1,?2,?3,?4,'listing',?5,?6,?7,?8,?9)"
    " ON CONFLICT (key) DO UPDATE SET source = ?4, date = ?5, page = ?9, body = ?8, failures = 0,"
    " baseline = iif(due IS NULL, ?6, max(baseline, ?6)), due = ?7"
    " WHERE role = 'listing' AND page > 1";
static const char RHYTHM[] =
    "UPDATE frontier SET every = iif(?2, max(floor, every / 2), min(ceiling, every * 3 / 2)),"
    " due = iif(due IS NULL OR token IS NOT NULL, due, strftime('%Y-%m-%dT%H:%M:%SZ', ?3,"
    " '+' || (iif(?2, max(floor, every / 2), min(ceiling, every * 3 / 2)) * 19 / 20)"
    " || ' seconds'))"
    " WHERE source = ?1 AND role = 'listing' AND page = 1 AND due IS NOT NULL"
    " AND every IS NOT NULL";
/* An article that is a document already (taken from an archive) need not be fetched again. */
static const char LINK[] =
    "INSERT INTO frontier (key, url, host, source, role, title, date, baseline, due)"
    " SELECT ?1, ?2, ?3, ?4, 'article', ?5, ?6, ?7,"
    " iif(EXISTS (SELECT 1 FROM document WHERE name = ?9), NULL, ?8)"
    " WHERE true ON CONFLICT (key) DO NOTHING";
/* What was read as a file behind some page is a document of its own when a listing names it. */
static const char READ_AGAIN[] =
    "UPDATE capture SET state = 'waiting', outcome = NULL, why = NULL, attempts = 0, next_try = 0"
    " WHERE url = ? AND state = 'parsed' AND outcome = 'attachment'";
static const char CAPTURED_URL[] = "SELECT url FROM capture WHERE id = ?";
static const char FORGET[] = "UPDATE frontier SET etag = NULL, last_modified = NULL WHERE key = ?";

/* One address asked for in several ways is several. */
static const char *
frontier_key(const char *url, const char *body, struct arena *a)
{
	const char *key = url_key(url, a);
	return key && body ? arena_printf(a, "%s %s", key, body) : key;
}

static void
query_rhythm(struct query *q, const struct source *s)
{
	int usual = s->interval_hours > 0 ? s->interval_hours : 24;
	int floor = s->interval_min_hours, ceiling = s->interval_max_hours;
	if (floor == 0)
		floor = usual / 4 > 0 ? usual / 4 : 1;
	if (ceiling == 0)
		ceiling = usual * 3;
	if (floor > ceiling)
		*(s->interval_min_hours ? &ceiling : &floor) =
		    s->interval_min_hours ? floor : ceiling;
	query_int(q, usual < floor ? floor : usual > ceiling ? ceiling * HOUR : usual * HOUR);
	query_int(q, floor * HOUR);
	query_int(q, ceiling * HOUR);
}

int
frontier_listing(struct store *s, const struct source *source, struct fail *f)
{
	struct arena a = {0};
	char now[INSTANT_SIZE];
	struct source_page page;
	instant_now(now);
	bool watched = strcmp(source->state, "active") == 0 && source_unable(source, &a) == NULL;
	(void)source_page(source, 1, NULL, &a, &page, NULL);
	const char *key = frontier_key(page.url, page.body, &a), *host = url_host(page.url, &a);
	int rc = 0;
	if (key && host) {
		struct query q = query(s, LISTING);
		query_text(&q, key);
		query_text(&q, page.url);
		query_text(&q, host);
		query_text(&q, source->id);
		query_text(&q, watched ? now : NULL);
		query_text(&q, page.body);
		query_rhythm(&q, source);
		rc = query_run(&q, f) < 0 ? -1 : 0;
		q = query(s, FORMER_LISTINGS);
		query_text(&q, source->id);
		query_text(&q, key);
		if (rc == 0)
			rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	arena_release(&a);
	return rc;
}

static int
page_insert(struct store *s, const char *source, bool baseline, const struct listing_page *p,
    struct arena *a, struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	const char *key = frontier_key(p->url, p->body, a), *host = url_host(p->url, a);
	if (key == NULL || host == NULL)
		return 0;
	struct query q = query(s, PAGE);
	query_text(&q, key);
	query_text(&q, p->url);
	query_text(&q, host);
	query_text(&q, source);
	query_text(&q, p->date);
	query_int(&q, baseline);
	query_text(&q, now);
	query_text(&q, p->body);
	query_int(&q, p->page);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
frontier_pages(struct store *s, const char *source, bool baseline, const struct listing_page *pages,
    size_t n, struct fail *f)
{
	struct arena a = {0};
	int rc = 0;
	for (size_t i = 0; i < n && rc == 0; i++) {
		rc = page_insert(s, source, baseline, &pages[i], &a, f);
		arena_reset(&a);
	}
	arena_release(&a);
	return rc;
}

int
frontier_rhythm(struct store *s, const char *source, bool fresh, const char *at, struct fail *f)
{
	struct query q = query(s, RHYTHM);
	query_text(&q, source);
	query_int(&q, fresh);
	query_text(&q, at);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int64_t
link_insert(struct store *s, const char *source, bool baseline, const struct link *l,
    struct arena *a, struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	const char *key = url_key(l->url, a), *host = url_host(l->url, a);
	if (key == NULL || host == NULL)
		return 0; /* the parser counts rows without a usable link as dropped */
	struct query q = query(s, LINK);
	query_text(&q, key);
	query_text(&q, l->url);
	query_text(&q, host);
	query_text(&q, source);
	query_text(&q, l->title);
	query_text(&q, l->date);
	query_int(&q, baseline);
	query_text(&q, now);
	query_text(&q, document_name(key, a));
	int64_t fresh = query_run(&q, f);
	if (fresh > 0) {
		q = query(s, READ_AGAIN);
		query_text(&q, l->url);
		if (query_run(&q, f) < 0)
			return -1;
	}
	return fresh;
}

int
frontier_links(struct store *s, const char *source, bool baseline, const struct link *links,
    size_t n, int *fresh, struct fail *f)
{
	struct arena a = {0};
	int64_t rc = 0;
	*fresh = 0;
	for (size_t i = 0; i < n && rc >= 0; i++) {
		rc = link_insert(s, source, baseline, &links[i], &a, f);
		*fresh += rc > 0;
		arena_reset(&a);
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

int
frontier_forget(struct store *s, int64_t capture, struct fail *f)
{
	struct arena a = {0};
	struct query q = query(s, CAPTURED_URL);
	query_int(&q, capture);
	int rc = query_step(&q, f);
	const char *key = rc == 1 ? url_key(column_text(&q, 0), &a) : NULL;
	query_done(&q);
	if (rc >= 0 && key) {
		q = query(s, FORGET);
		query_text(&q, key);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}
