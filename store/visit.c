/* visit.c - looks at listings. The store alone knows a source's history, so it alone can tell an
 * empty listing that is usual from one that is broken. */
#include "store/db.h"

#include <stdio.h>
#include <string.h>

static const char ADD[] =
    "INSERT INTO visit (source, at, outcome, rows, fresh, dropped, newest, oldest, capture, why,"
    " capped) SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11"
    " WHERE NOT EXISTS (SELECT 1 FROM visit WHERE source = ?1 AND capture = ?9)";
static const char GO_ON[] =
    "UPDATE visit SET pages = max(pages, ?2), fresh = fresh + ?3, dropped = dropped + ?4,"
    " oldest = coalesce(?5, oldest), capped = ?6, why = coalesce(?7, why)"
    " WHERE id = (SELECT max(id) FROM visit WHERE source = ?1)";
static const char LAST_ROWS[] = "SELECT rows FROM visit WHERE source = ? AND rows > 0"
                                " AND outcome IN ('ok','unchanged') ORDER BY at DESC LIMIT 1";
/* Rows of its last ten looks that said how many there are. */
static const char HISTORY[] =
    "SELECT rows FROM visit WHERE source = ?1 AND outcome IN ('ok','unchanged','empty')"
    " ORDER BY at DESC, id DESC LIMIT 10";
static const char LIST[] =
    "SELECT source, at, outcome, rows, fresh, dropped, newest, oldest, capture, why, pages, capped"
    " FROM visit"
    " WHERE (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)"
    " ORDER BY at, id";
static const char DECLARE[] =
    "INSERT INTO source (id, name, region, level, state, unable) VALUES (?1,?2,?3,?4,?5,?6)"
    " ON CONFLICT (id) DO UPDATE SET name = ?2, region = ?3, level = ?4, state = ?5, unable = ?6";
static const char RETIRE_ALL[] = "UPDATE source SET state = 'retired' WHERE state <> 'retired'";
static const char REST_LISTINGS[] =
    "UPDATE frontier SET due = NULL WHERE role = 'listing' AND source IN"
    " (SELECT id FROM source WHERE state = 'retired')";

/* `usual`: this outcome is nothing unusual for the source, whatever it is. */
static int
visit_write(struct store *s, const struct visit *v, bool usual, struct fail *f)
{
	struct query q = query(s, ADD);
	query_text(&q, v->source);
	query_text(&q, v->at);
	query_text(&q, v->outcome);
	query_int(&q, v->rows);
	query_int(&q, v->fresh);
	query_int(&q, v->dropped);
	query_text(&q, v->newest);
	query_text(&q, v->oldest);
	query_text(&q, v->capture);
	query_text(&q, v->why);
	query_int(&q, v->capped);
	int64_t added = query_run(&q, f);
	if (added <= 0)
		return (int)added;
	bool good = strcmp(v->outcome, "ok") == 0 || strcmp(v->outcome, "unchanged") == 0 || usual;
	return health_take(s, v, good, f);
}

/* A following page of the last look. It says nothing of whether the source is well: that page 1
 * does. */
static int
visit_go_on(struct store *s, const struct visit *v, struct fail *f)
{
	char why[1200];
	bool bad = v->why && strcmp(v->outcome, "ok") != 0;
	snprintf(why, sizeof why, "page %d: %s: %s", v->page, v->outcome, v->why ? v->why : "");
	struct query q = query(s, GO_ON);
	query_text(&q, v->source);
	query_int(&q, v->page);
	query_int(&q, v->fresh);
	query_int(&q, v->dropped);
	query_text(&q, v->oldest);
	query_int(&q, v->capped);
	query_text(&q, bad ? why : v->why);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* What the source's looks were like: how many are known, and how many showed no row. */
struct history {
	int looks, without;
};

static int
history_read(struct store *s, const char *source, struct history *h, struct fail *f)
{
	int rc;
	struct query q = query(s, HISTORY);
	query_text(&q, source);
	for (*h = (struct history){0}; (rc = query_step(&q, f)) == 1; h->looks++)
		h->without += column_int(&q, 0) == 0;
	return rc;
}

/* No rows: usual where half of the looks were so, broken where rows are the rule. A source that has
 * never shown a row is not well either: its list is not understood. */
static int
empty_judge(struct store *s, struct visit *v, char *why, size_t room, bool *usual, struct fail *f)
{
	struct history h;
	int64_t rows;
	if (history_read(s, v->source, &h, f) < 0)
		return -1;
	struct query q = query(s, LAST_ROWS);
	query_text(&q, v->source);
	int had = query_number(&q, &rows, f);
	if (had <= 0)
		return had;
	*usual = 2 * h.without >= h.looks;
	if (*usual)
		return 0;
	snprintf(why, room, "no rows where the last look had %d", (int)rows);
	v->outcome = "broken";
	v->why = v->why ? v->why : why;
	return 0;
}

/* Not sent again: it shows what it showed. */
static int
unchanged_fill(struct store *s, struct visit *v, struct fail *f)
{
	int64_t rows;
	struct query q = query(s, LAST_ROWS);
	query_text(&q, v->source);
	int had = query_number(&q, &rows, f);
	if (had > 0 && v->rows == 0)
		v->rows = (int)rows;
	return had < 0 ? -1 : 0;
}

int
visit_insert(struct store *s, const struct visit *v, struct fail *f)
{
	struct visit judged = *v;
	char why[128];
	bool usual = false;
	int rc = 0;
	if (v->page > 1)
		return visit_go_on(s, v, f);
	if (strcmp(v->outcome, "empty") == 0)
		rc = empty_judge(s, &judged, why, sizeof why, &usual, f);
	else if (strcmp(v->outcome, "unchanged") == 0)
		rc = unchanged_fill(s, &judged, f);
	return rc < 0 ? -1 : visit_write(s, &judged, usual, f);
}

int
store_visit_add(struct store *s, const struct visit *v, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, visit_insert(s, v, f), f);
}

int
store_visits(struct store *s, const char *source, const char *from, const char *to, struct arena *a,
    const struct visit **out, size_t *n, struct fail *f)
{
	struct visit *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LIST);
	query_text(&q, source);
	query_text(&q, from);
	query_text(&q, to);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct visit){.source = column_copy(&q, 0, a),
		    .at = column_copy(&q, 1, a),
		    .outcome = column_copy(&q, 2, a),
		    .rows = (int)column_int(&q, 3),
		    .fresh = (int)column_int(&q, 4),
		    .dropped = (int)column_int(&q, 5),
		    .newest = column_copy(&q, 6, a),
		    .oldest = column_copy(&q, 7, a),
		    .capture = column_copy(&q, 8, a),
		    .why = column_copy(&q, 9, a),
		    .pages = (int)column_int(&q, 10),
		    .capped = column_int(&q, 11)};
	}
	*out = list;
	return rc;
}

static int
source_declare(struct store *s, const struct source *source, struct fail *f)
{
	struct arena a = {0};
	struct query q = query(s, DECLARE);
	query_text(&q, source->id);
	query_text(&q, source->name_zh);
	query_text(&q, source->region);
	query_text(&q, level_name(source->level));
	query_text(&q, source->state);
	query_text(&q, source_unable(source, &a));
	int64_t rc = query_run(&q, f);
	arena_release(&a);
	if (rc < 0)
		return -1;
	return frontier_listing(s, source, f);
}

static int
sources_declare(struct store *s, const struct config *c, struct fail *f)
{
	struct query q = query(s, RETIRE_ALL);
	if (query_run(&q, f) < 0)
		return -1;
	for (size_t i = 0; i < c->n_sources; i++)
		if (source_declare(s, &c->sources[i], f) < 0)
			return -1;
	q = query(s, REST_LISTINGS);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_sources_declare(struct store *s, const struct config *c, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, sources_declare(s, c, f), f);
}
