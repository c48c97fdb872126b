/* status.c - the figures of geppo status: each is counted by itself, none is what others leave. */
#include "store/attachment.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

#include "config/reason.h"

static const char CAPTURES[] = "SELECT count(*) FROM capture";
static const char PARSED[] = "SELECT count(*) FROM capture WHERE state = 'parsed'";
static const char HELD[] = "SELECT count(*) FROM capture WHERE state = 'held'";
static const char WAITING[] = "SELECT count(*) FROM capture WHERE state = 'waiting'";
static const char DROPPED[] = "SELECT outcome, count(*) FROM capture WHERE state = 'dropped'"
                              " GROUP BY outcome ORDER BY outcome";
static const char DOCUMENTS[] = "SELECT count(*) FROM document";
static const char IN_ITEMS[] = "SELECT count(*) FROM item_document";
/* One that stands in an item and waits to be looked at again is counted there. */
static const char DOCUMENTS_HELD[] = "SELECT count(*) FROM document WHERE state = 'held'"
                                     " AND id NOT IN (SELECT document FROM item_document)";
static const char DOCUMENTS_WAITING[] = "SELECT count(*) FROM document WHERE state = 'waiting'"
                                        " AND id NOT IN (SELECT document FROM item_document)";
static const char ITEMS[] = "SELECT count(*) FROM item WHERE representative IS NOT NULL";
static const char JOBS[] = "SELECT state, count(*) FROM job GROUP BY state ORDER BY state";
static const char HELD_WHY[] =
    "SELECT ifnull(why, 'no reason kept'), count(*) AS n FROM"
    " (SELECT why FROM capture WHERE state = 'held'"
    " UNION ALL SELECT why FROM document WHERE state = 'held'"
    " UNION ALL SELECT t.why FROM document d JOIN version v ON v.document = d.id"
    " AND v.number = d.version JOIN attachment a ON a.version = v.id"
    " JOIN attachment_text t ON t.id = a.file WHERE t.state = 'held') GROUP BY 1 ORDER BY n DESC, "
    "1";
static const char SOURCES[] = "SELECT s.id, (SELECT min(due) FROM frontier f WHERE f.source = s.id"
                              " AND f.role = 'listing' AND f.due IS NOT NULL), s.name, s.level,"
                              " s.state, s.unable, h.state, h.since, h.failures FROM source s"
                              " LEFT JOIN health h ON h.source = s.id"
                              " WHERE s.state <> 'retired' OR EXISTS"
                              " (SELECT 1 FROM visit v WHERE v.source = s.id) ORDER BY s.id";
static const char VISITS[] =
    "SELECT outcome, at, rows, newest, why, fresh, dropped, capped FROM visit"
    " WHERE source = ? ORDER BY at DESC, id DESC";

enum { USUAL_OF = 10 }; /* successes whose median of rows is the usual number */

static int
count_one(struct store *s, const char *sql, int64_t *n, struct fail *f)
{
	struct query q = query(s, sql);
	return query_number(&q, n, f) < 0 ? -1 : 0;
}

static int
count_each(struct store *s, const char *sql, struct arena *a, const struct count **out, size_t *n,
    struct fail *f)
{
	struct count *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, sql);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[*n].name = column_copy(&q, 0, a);
		list[(*n)++].n = column_int(&q, 1);
	}
	*out = list;
	return rc;
}

static int
most_first(const void *x, const void *y)
{
	const struct count *a = x, *b = y;
	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	return strcmp(a->name, b->name);
}

/* What is held by reason: the place in front of a reason would make each one of its own. */
static int
held_read(struct store *s, struct arena *a, struct status *out, struct fail *f)
{
	struct count *list = NULL;
	size_t n = 0, room = 0;
	int rc;
	struct query q = query(s, HELD_WHY);
	while ((rc = query_step(&q, f)) == 1) {
		const char *why = reason_part(column_text(&q, 0));
		size_t i = 0;
		while (i < n && strcmp(list[i].name, why) != 0)
			i++;
		list = arena_grow(a, list, n, n + 1, &room, sizeof *list);
		if (i == n)
			list[n++] = (struct count){.name = arena_str(a, why)};
		list[i].n += column_int(&q, 1);
	}
	if (n > 0)
		qsort(list, n, sizeof *list, most_first);
	out->held_why = list;
	out->n_held_why = n;
	return rc;
}

static int
by_size(const void *x, const void *y)
{
	return *(const int *)x - *(const int *)y;
}

static double
median(int *values, size_t n)
{
	if (n == 0)
		return 0;
	qsort(values, n, sizeof *values, by_size);
	return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2.0;
}

static bool
is_success(const char *outcome)
{
	return strcmp(outcome, "ok") == 0 || strcmp(outcome, "unchanged") == 0;
}

/* One visit of a source, newest first. */
static void
take_visit(struct query *q, bool newest, struct arena *a, struct source_status *out, int *rows,
    size_t *successes, bool *listed)
{
	const char *outcome = column_text(q, 0), *row_date = column_text(q, 3);
	bool success = is_success(outcome);
	if (newest)
		out->outcome = arena_str(a, outcome);
	if (row_date && (out->newest == NULL || strcmp(row_date, out->newest) > 0))
		out->newest = arena_str(a, row_date);
	if (!success && *successes == 0 && out->why == NULL)
		out->why = column_copy(q, 4, a);
	/* Of a list that was sent again; an unchanged one says nothing of its rows. */
	if (strcmp(outcome, "ok") == 0 && !*listed) {
		*listed = true;
		out->fresh = (int)column_int(q, 5);
		out->dropped = (int)column_int(q, 6);
		out->capped = column_int(q, 7);
		out->note = column_copy(q, 4, a);
	}
	if (success && *successes == 0) {
		out->last_success = column_copy(q, 1, a);
		out->rows = (int)column_int(q, 2);
	}
	if (success && *successes < USUAL_OF)
		rows[*successes] = (int)column_int(q, 2);
	*successes += success;
}

static int
source_read(struct store *s, struct arena *a, struct source_status *out, struct fail *f)
{
	int rows[USUAL_OF], rc;
	size_t successes = 0;
	bool newest = true, listed = false;
	struct query q = query(s, VISITS);
	query_text(&q, out->id);
	for (; (rc = query_step(&q, f)) == 1; newest = false)
		take_visit(&q, newest, a, out, rows, &successes, &listed);
	out->usual = median(rows, successes < USUAL_OF ? successes : USUAL_OF);
	return rc;
}

static int
sources_read(struct store *s, struct arena *a, struct status *out, struct fail *f)
{
	struct source_status *list = NULL;
	size_t n = 0, room = 0;
	int rc;
	struct query q = query(s, SOURCES);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, n, n + 1, &room, sizeof *list);
		list[n++] = (struct source_status){.id = column_copy(&q, 0, a),
		    .next = column_copy(&q, 1, a),
		    .name = column_copy(&q, 2, a),
		    .level = column_copy(&q, 3, a),
		    .declared = column_copy(&q, 4, a),
		    .unable = column_copy(&q, 5, a),
		    .state = column_copy(&q, 6, a),
		    .since = column_copy(&q, 7, a),
		    .streak = (int)column_int(&q, 8)};
	}
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = source_read(s, a, &list[i], f);
	out->sources = list;
	out->n_sources = n;
	return rc;
}

int
store_status(struct store *s, struct arena *a, struct status *out, struct fail *f)
{
	*out = (struct status){0};
	const struct {
		const char *sql;
		int64_t *to;
	} counts[] = {{CAPTURES, &out->captures}, {PARSED, &out->parsed}, {HELD, &out->held},
	    {WAITING, &out->waiting}, {DOCUMENTS, &out->documents}, {IN_ITEMS, &out->in_items},
	    {DOCUMENTS_HELD, &out->documents_held}, {DOCUMENTS_WAITING, &out->documents_waiting},
	    {ITEMS, &out->items}};
	if (db_script(s, "BEGIN", f) < 0) /* one moment for all figures */
		return -1;
	int rc = 0;
	for (size_t i = 0; i < sizeof counts / sizeof *counts && rc == 0; i++)
		rc = count_one(s, counts[i].sql, counts[i].to, f);
	if (rc == 0)
		rc = count_each(s, DROPPED, a, &out->dropped, &out->n_dropped, f);
	if (rc == 0)
		rc = count_each(s, JOBS, a, &out->jobs, &out->n_jobs, f);
	if (rc == 0)
		rc = held_read(s, a, out, f);
	if (rc == 0)
		rc = store_attachment_counts(s, a, &out->attachments, &out->n_attachments, f);
	if (rc == 0)
		rc = sources_read(s, a, out, f);
	if (rc == 0)
		rc = stages_read(s, a, &out->stages, &out->n_stages, f);
	return (int)db_end(s, rc, f);
}
