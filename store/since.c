/* since.c - what came of items of earlier issues. See history.h. */
#include "store/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/item.h"

/* A draft's final is news of the draft; otherwise what names the earlier item is. */
static const char SEQUELS[] =
    "WITH earlier AS (SELECT item, max(month) AS month FROM entry WHERE month < ?1 GROUP BY item),"
    " came AS (SELECT e.item AS item, e.month AS month, r.kind AS kind, ym.item AS by,"
    " r.evidence AS evidence FROM earlier e JOIN item_document xm ON xm.item = e.item"
    " JOIN relation r ON r.target = xm.document AND r.kind <> 'draft_of'"
    " JOIN item_document ym ON ym.document = r.document UNION ALL"
    " SELECT e.item, e.month, r.kind, ym.item, r.evidence FROM earlier e"
    " JOIN item_document xm ON xm.item = e.item JOIN relation r ON r.document = xm.document"
    " AND r.kind = 'draft_of' JOIN item_document ym ON ym.document = r.target)"
    " SELECT c.item, c.month, c.kind, c.by, min(c.evidence) FROM came c JOIN item y ON y.id = c.by"
    " WHERE c.by <> c.item AND length(y.date) >= 7 AND substr(y.date, 1, 7) = ?1"
    " GROUP BY c.item, c.kind, c.by ORDER BY c.item, y.date, c.by, c.kind";
static const char EARLIER[] = "SELECT item, max(month) FROM entry WHERE month < ?1 GROUP BY item"
                              " HAVING EXISTS (SELECT 1 FROM item_document m JOIN version v"
                              " ON v.document = m.document AND v.number > 1 WHERE m.item ="
                              " entry.item) ORDER BY item";
static const char CARD[] = "SELECT i.name, v.title, i.date FROM item i"
                           " JOIN document d ON d.id = i.representative"
                           " JOIN version v ON v.document = d.id AND v.number = d.version"
                           " WHERE i.id = ?";

struct found {
	int64_t item, by;
	const char *month, *kind, *evidence;
};

struct founds {
	struct arena *arena;
	struct found *all;
	size_t n, room;
};

static int
collect(struct store *s, const char *sql, const char *month, struct founds *out, struct fail *f)
{
	int rc;
	bool whole = sql == SEQUELS;
	struct query q = query(s, sql);
	query_text(&q, month);
	while ((rc = query_step(&q, f)) == 1) {
		out->all = arena_grow(
		    out->arena, out->all, out->n, out->n + 1, &out->room, sizeof *out->all);
		out->all[out->n++] = (struct found){.item = column_int(&q, 0),
		    .month = column_copy(&q, 1, out->arena),
		    .kind = whole ? column_copy(&q, 2, out->arena) : "changed",
		    .by = column_int(&q, whole ? 3 : 0),
		    .evidence = whole ? column_copy(&q, 4, out->arena) : NULL};
	}
	return rc;
}

static int
card(struct store *s, int64_t item, struct arena *a, const char **name, const char **title,
    const char **title_ja, const char **date, struct fail *f)
{
	struct item words = {0};
	struct query q = query(s, CARD);
	query_int(&q, item);
	int rc = query_step(&q, f);
	if (rc == 1) {
		*name = column_copy(&q, 0, a);
		*title = column_copy(&q, 1, a);
		*date = column_copy(&q, 2, a);
		query_done(&q);
		rc = item_words(s, item, a, &words, f) < 0 ? -1 : 1;
		*title_ja = words.title_ja;
	}
	return rc;
}

/* The instants in which a month of the Beijing calendar begins and ends. */
static bool
month_span(const char *month, char from[INSTANT_SIZE], char to[INSTANT_SIZE])
{
	char first[DATE_SIZE], last[DATE_SIZE];
	struct date a, b;
	if (!date_month(month, first, last) || !date_parse(first, &a) || !date_parse(last, &b))
		return false;
	instant_write(date_days(a) * 86400 - BEIJING_OFFSET, from);
	instant_write((date_days(b) + 1) * 86400 - BEIJING_OFFSET, to);
	return true;
}

/* The last change of an item in the month; 1, 0, -1. */
static int
own_change(struct store *s, const char *month, struct arena *a, struct sequel *x, struct fail *f)
{
	char from[INSTANT_SIZE], to[INSTANT_SIZE], day[DATE_SIZE];
	const struct version_diff *list;
	size_t n;
	month_span(month, from, to);
	if (store_changes(s, x->item, from, to, a, &list, &n, f) < 0)
		return -1;
	if (n == 0)
		return 0;
	const struct version_diff *d = &list[n - 1];
	x->by_date = instant_date(d->to_at, BEIJING_OFFSET, day) ? arena_str(a, day) : NULL;
	x->changed = d->changed;
	x->added = d->added;
	x->removed = d->removed;
	x->evidence = arena_printf(
	    a, "%zu changed, %zu added, %zu removed", d->changed, d->added, d->removed);
	return 1;
}

int
store_since(struct store *s, const char *month, struct arena *a, const struct sequel **out,
    size_t *n, struct fail *f)
{
	struct founds found = {.arena = a};
	char from[INSTANT_SIZE], to[INSTANT_SIZE];
	*n = 0;
	*out = NULL;
	if (!month_span(month, from, to))
		return fail_input(f, month, "no month; allowed: YYYY-MM");
	if (collect(s, SEQUELS, month, &found, f) < 0 || collect(s, EARLIER, month, &found, f) < 0)
		return -1;
	struct sequel *list = arena_zalloc(a, found.n + 1, sizeof *list);
	for (size_t i = 0; i < found.n; i++) {
		const struct found *x = &found.all[i];
		struct sequel *q = &list[*n];
		const char *date;
		*q = (struct sequel){.month = x->month, .kind = x->kind, .evidence = x->evidence};
		int rc = card(s, x->item, a, &q->item, &q->title, &q->title_ja, &date, f);
		if (rc == 1)
			rc = card(
			    s, x->by, a, &q->by, &q->by_title, &q->by_title_ja, &q->by_date, f);
		if (rc == 1 && x->item == x->by)
			rc = own_change(s, month, a, q, f);
		if (rc < 0)
			return -1;
		*n += rc == 1;
	}
	*out = list;
	return 0;
}
