/* frontierturn.c - see frontier.h. */
#include <string.h>

#include "store/db.h"
#include "store/frontier.h"

/* Our own are alive. */
static const char LEASED[] = "SELECT id, lease_owner, lease_until <= unixepoch() FROM frontier"
                             " WHERE token IS NOT NULL"
                             " AND (lease_owner IS NOT ? OR lease_until <= unixepoch())";
static const char LAPSE[] = "UPDATE frontier SET token = NULL, lease_until = NULL,"
                            " lease_owner = NULL, failures = failures + 1 WHERE id = ?";
/* Host by host along the index, so that a claim costs as much as there are hosts, however much is
 * due: of each the addresses that are due longest, the first ones of all hosts before any second.
 */
static const char DUE[] =
    "WITH RECURSIVE"
    " place (host) AS (SELECT min(host) FROM frontier WHERE token IS NULL AND due IS NOT NULL"
    "  UNION ALL SELECT (SELECT min(host) FROM frontier WHERE host > place.host"
    "   AND token IS NULL AND due IS NOT NULL) FROM place WHERE place.host IS NOT NULL),"
    " held (host, n) AS MATERIALIZED (SELECT host, sum(iif(lease_owner = ?5, 1, ?4))"
    "  FROM frontier WHERE token IS NOT NULL GROUP BY host),"
    " taken AS (SELECT f.*, coalesce(held.n, 0)"
    "   + row_number() OVER (PARTITION BY f.host ORDER BY f.due, f.id) AS turn"
    "  FROM place LEFT JOIN held USING (host) JOIN frontier f ON f.id IN"
    "   (SELECT g.id FROM frontier g WHERE g.host = place.host AND g.token IS NULL"
    "    AND g.due <= strftime('%Y-%m-%dT%H:%M:%SZ','now') AND (?1 IS NULL OR g.source = ?1)"
    "    AND (?3 IS NULL OR g.date IS NULL OR substr(g.date || '-31-31', 1, 10) >= ?3)"
    "    AND NOT EXISTS (SELECT 1 FROM source s WHERE s.id = g.source AND s.state = 'retired')"
    "    ORDER BY g.due, g.id LIMIT ?4))"
    " SELECT id, url, source, role, title, date, etag, last_modified, baseline, failures, body,"
    " page, every, looks FROM taken WHERE turn <= ?4 ORDER BY turn, due, id LIMIT ?2";
static const char COUNT_DUE[] =
    "SELECT count(*) FROM frontier f WHERE due <= strftime('%Y-%m-%dT%H:%M:%SZ','now')"
    " AND token IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM source s WHERE s.id = f.source AND s.state = 'retired')";
static const char TAKE[] = "UPDATE frontier SET token = ?2, lease_until = unixepoch() + ?3,"
                           " lease_owner = ?4 WHERE id = ?1";
static const char FINISH[] =
    "UPDATE frontier SET token = NULL, lease_until = NULL, lease_owner = NULL, failures = 0,"
    " why = NULL, due = ?2, etag = ?3, last_modified = ?4, looks = looks + 1,"
    " every = iif(?5, min(ceiling, every * 3 / 2), every) WHERE token = ?1";
static const char FAILED[] =
    "UPDATE frontier SET token = NULL, lease_until = NULL, lease_owner = NULL,"
    " failures = failures + 1, due = ?2, why = ?3 WHERE token = ?1";
static const char DEFER[] = "UPDATE frontier SET token = NULL, lease_until = NULL,"
                            " lease_owner = NULL, due = ?2 WHERE token = ?1";
static const char DUE_NOW[] =
    "UPDATE frontier SET due = strftime('%Y-%m-%dT%H:%M:%SZ','now') WHERE source = ?"
    " AND role = 'listing' AND key = (SELECT key FROM frontier WHERE source = ?1"
    " AND role = 'listing' AND page = 1 ORDER BY due IS NULL, id DESC LIMIT 1)";

static int
take_back_lapsed(struct store *s, struct arena *a, struct fail *f)
{
	int64_t *rows = NULL;
	size_t n = 0, room = 0;
	int rc;
	struct query q = query(s, LEASED);
	query_text(&q, lease_owner());
	while ((rc = query_step(&q, f)) == 1) {
		if (!column_int(&q, 2) && lease_owner_lives(column_text(&q, 1)))
			continue;
		rows = arena_grow(a, rows, n, n + 1, &room, sizeof *rows);
		rows[n++] = column_int(&q, 0);
	}
	for (size_t i = 0; rc == 0 && i < n; i++) {
		q = query(s, LAPSE);
		query_int(&q, rows[i]);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	return rc;
}

static int
take(struct store *s, const char *source, const char *since, size_t n, int ahead, int lease_seconds,
    struct arena *a, struct target *targets, size_t *taken, struct fail *f)
{
	int64_t *rows = arena_zalloc(a, n, sizeof *rows);
	int rc;
	struct query q = query(s, DUE);
	query_text(&q, source);
	query_int(&q, (int64_t)n);
	query_text(&q, since);
	query_int(&q, ahead);
	query_text(&q, lease_owner());
	while ((rc = query_step(&q, f)) == 1) {
		rows[*taken] = column_int(&q, 0);
		targets[(*taken)++] = (struct target){.url = column_copy(&q, 1, a),
		    .source = column_copy(&q, 2, a),
		    .role = column_copy(&q, 3, a),
		    .title = column_copy(&q, 4, a),
		    .date = column_copy(&q, 5, a),
		    .etag = column_copy(&q, 6, a),
		    .last_modified = column_copy(&q, 7, a),
		    .baseline = column_int(&q, 8),
		    .failures = (int)column_int(&q, 9),
		    .body = column_copy(&q, 10, a),
		    .page = (int)column_int(&q, 11),
		    .every = (int)column_int(&q, 12),
		    .looks = (int)column_int(&q, 13),
		    .token = lease_token(a)};
	}
	for (size_t i = 0; rc == 0 && i < *taken; i++) {
		q = query(s, TAKE);
		query_int(&q, rows[i]);
		query_text(&q, targets[i].token);
		query_int(&q, lease_seconds);
		query_text(&q, lease_owner());
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	return rc;
}

int
store_frontier_claim(struct store *s, const char *source, const char *since, size_t n, int ahead,
    int lease_seconds, struct arena *a, struct target **out, size_t *taken, struct fail *f)
{
	*taken = 0;
	*out = arena_zalloc(a, n, sizeof **out);
	if (db_begin(s, f) < 0)
		return -1;
	int rc = take_back_lapsed(s, a, f);
	if (rc == 0)
		rc = take(s, source, since, n, ahead, lease_seconds, a, *out, taken, f);
	return (int)db_end(s, rc, f);
}

int64_t
store_frontier_due(struct store *s, struct fail *f)
{
	int64_t n = 0;
	struct query q = query(s, COUNT_DUE);
	return query_number(&q, &n, f) < 0 ? -1 : n;
}

/* The token, which all endings begin with, is the row's alone. */
static struct query
query_target(struct store *s, const char *sql, const struct target *t)
{
	struct query q = query(s, sql);
	query_text(&q, t->token);
	return q;
}

static int
target_settle(struct query *q, const struct target *t, struct fail *f)
{
	int64_t n = query_run(q, f);
	if (n == 0)
		return fail_again(
		    f, t->url, "the claim is no longer ours; its result was not kept");
	return n < 0 ? -1 : heartbeat(q->store, "fetch", f);
}

int
store_frontier_finish(struct store *s, const struct target *t, const char *next_due,
    const char *etag, const char *last_modified, const struct capture *captures, size_t n,
    struct fail *f)
{
	int64_t added = 0;
	int rc = db_begin(s, f);
	if (rc < 0)
		return -1;
	struct query q = query_target(s, FINISH, t);
	query_text(&q, next_due);
	query_text(&q, etag);
	query_text(&q, last_modified);
	query_int(&q, n > 0 && strcmp(captures[n - 1].type, "revisit") == 0);
	rc = target_settle(&q, t, f);
	if (rc == 0)
		rc = captures_insert(s, captures, n, &added, f);
	return (int)db_end(s, rc, f);
}

int
store_frontier_fail(struct store *s, const struct target *t, const char *next_due,
    const struct fail *why, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query_target(s, FAILED, t);
	query_text(&q, next_due);
	query_text(&q, why->why);
	return (int)db_end(s, target_settle(&q, t, f), f);
}

int
store_frontier_defer(struct store *s, const struct target *t, const char *next_due, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query_target(s, DEFER, t);
	query_text(&q, next_due);
	return (int)db_end(s, target_settle(&q, t, f), f);
}

int
store_frontier_due_now(struct store *s, const char *source, struct fail *f)
{
	struct query q = query(s, DUE_NOW);
	query_text(&q, source);
	int64_t n = query_run(&q, f);
	if (n == 0)
		return fail_input(f, source, "no such source; sources.yaml declares them");
	return n < 0 ? -1 : 0;
}
