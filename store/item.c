/* item.c - items: names minted once and kept for ever, documents put to them, representatives.
 * An item that was merged away keeps its row, so that its name is never given out again. */
#include "store/item.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "store/document.h"
#include "store/facet.h"
#include "store/itemid.h"
#include "store/rank.h"

static const char BY_NAME[] = "SELECT coalesce(r.target, i.id) FROM item i"
                              " LEFT JOIN redirect r ON r.item = i.id WHERE i.name = ?";
static const char BY_DOCUMENT[] = "SELECT item FROM item_document"
                                  " WHERE document = (SELECT id FROM document WHERE name = ?)";
static const char NAME[] = "SELECT name FROM item WHERE id = ?";
static const char LAST[] = "SELECT max(id) FROM item";
static const char MINT[] = "INSERT INTO item (id, name) VALUES (?, ?)";
static const char PUT[] =
    "INSERT INTO item_document (document, item, reason, beside, at) VALUES (?1,?2,?3,?4,?5)"
    " ON CONFLICT (document) DO UPDATE SET item = ?2, reason = ?3, beside = ?4, at = ?5";
static const char MOVE_ALL[] = "UPDATE item_document SET item = ?2 WHERE item = ?1";
static const char REDIRECT[] = "INSERT INTO redirect (item, target, reason, at) VALUES (?,?,?,?)";
/* Names merged earlier go straight to where they lead now. */
static const char REDIRECT_FORMER[] = "UPDATE redirect SET target = ?2 WHERE target = ?1";
static const char MOVE_ENTRIES[] = "UPDATE entry SET item = ?2 WHERE item = ?1";
static const char MOVE_JOBS[] = "UPDATE job SET item = ?2 WHERE item = ?1";
static const char EMPTY[] = "UPDATE item SET representative = NULL, date = NULL WHERE id = ?";
static const char DROP_DRAFTS[] = "DELETE FROM draft WHERE item = ?";
static const char DOCUMENTS[] =
    "SELECT d.id, d.first_seen, d.baseline, d.url, v.title, v.issuer, v.content_source,"
    " v.published, v.doc_number, length(v.body), v.attachments <> '[]'"
    " FROM item_document m JOIN document d ON d.id = m.document"
    " JOIN version v ON v.document = d.id AND v.number = d.version WHERE m.item = ? ORDER BY d.id";
static const char SET[] =
    "UPDATE item SET representative = ?2, date = ?3, date_is_capture = ?4, first_seen = ?5,"
    " baseline = ?6 WHERE id = ?1";

int
item_row(struct store *s, const char *name, int64_t *row, struct fail *f)
{
	char id[ITEMID_SIZE];
	struct query q = query(s, BY_NAME);
	query_text(&q, itemid_parse(name, id) ? id : name);
	int rc = query_number(&q, row, f);
	if (rc != 0)
		return rc;
	q = query(s, BY_DOCUMENT);
	query_text(&q, name);
	return query_number(&q, row, f);
}

int
item_row_required(struct store *s, const char *name, int64_t *row, struct fail *f)
{
	int rc = item_row(s, name, row, f);
	if (rc == 0)
		return fail_input(f, name, "no such item");
	return rc < 0 ? -1 : 0;
}

const char *
item_name(struct store *s, int64_t row, struct arena *a, struct fail *f)
{
	struct query q = query(s, NAME);
	query_int(&q, row);
	int rc = query_step(&q, f);
	if (rc == 0)
		bug("item row %lld is gone", (long long)row);
	const char *name = rc == 1 ? column_copy(&q, 0, a) : NULL;
	query_done(&q);
	return name;
}

int64_t
item_mint(struct store *s, struct fail *f)
{
	char name[ITEMID_SIZE];
	int64_t last = 0;
	struct query q = query(s, LAST);
	if (query_number(&q, &last, f) < 0)
		return -1;
	itemid_write(last, name);
	q = query(s, MINT);
	query_int(&q, last + 1);
	query_text(&q, name);
	return query_run(&q, f) < 0 ? -1 : last + 1;
}

int
item_put(struct store *s, int64_t item, int64_t document, const char *reason, int64_t beside,
    struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	struct query q = query(s, PUT);
	query_int(&q, document);
	query_int(&q, item);
	query_text(&q, reason);
	query_optional(&q, beside);
	query_text(&q, now);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* Two rows bound, nothing else. */
static int
run_pair(struct store *s, const char *sql, int64_t from, int64_t into, struct fail *f)
{
	struct query q = query(s, sql);
	query_int(&q, from);
	if (into > 0)
		query_int(&q, into);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
item_merge(struct store *s, int64_t from, int64_t into, const char *reason, struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	static const char *const moves[] = {MOVE_ALL, MOVE_ENTRIES, MOVE_JOBS, REDIRECT_FORMER};
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (run_pair(s, moves[i], from, into, f) < 0)
			return -1;
	if (run_pair(s, EMPTY, from, 0, f) < 0 || run_pair(s, DROP_DRAFTS, from, 0, f) < 0)
		return -1;
	struct query q = query(s, REDIRECT);
	query_int(&q, from);
	query_int(&q, into);
	query_text(&q, reason);
	query_text(&q, now);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static void
rank_row(struct query *q, struct arena *a, struct ranked *r)
{
	*r = (struct ranked){.row = column_int(q, 0),
	    .first_seen = column_copy(q, 1, a),
	    .baseline = column_int(q, 2),
	    .url = column_copy(q, 3, a),
	    .title = column_copy(q, 4, a),
	    .issuer = column_copy(q, 5, a),
	    .content_source = column_copy(q, 6, a),
	    .published = column_copy(q, 7, a),
	    .doc_number = column_copy(q, 8, a),
	    .body_bytes = column_int(q, 9),
	    .has_attachments = column_int(q, 10)};
}

/* The date that places it in a month: the representative's, else the earliest of the others that
 * is known to the day or month, else when it was first seen. */
static const char *
item_date(const struct ranked *best, const struct ranked *all, size_t n, const char *seen,
    char day[DATE_SIZE], bool *is_capture)
{
	const char *date = best->published;
	*is_capture = false;
	for (size_t i = 0; date == NULL && i < n; i++)
		if (all[i].published && (date == NULL || strcmp(all[i].published, date) < 0))
			date = all[i].published;
	if (date)
		return date;
	*is_capture = true;
	return instant_date(seen, BEIJING_OFFSET, day) ? day : NULL;
}

static int
item_set(struct store *s, int64_t item, const struct ranked *all, size_t n, struct fail *f)
{
	char day[DATE_SIZE];
	bool is_capture, baseline = true;
	const struct ranked *best = &all[0];
	const char *seen = all[0].first_seen;
	for (size_t i = 0; i < n; i++) {
		if (rank_better(&all[i], best))
			best = &all[i];
		if (strcmp(all[i].first_seen, seen) < 0)
			seen = all[i].first_seen;
		baseline = baseline && all[i].baseline;
	}
	const char *date = item_date(best, all, n, seen, day, &is_capture);
	struct query q = query(s, SET);
	query_int(&q, item);
	query_int(&q, best->row);
	query_text(&q, date);
	query_int(&q, is_capture);
	query_text(&q, seen);
	query_int(&q, baseline);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
item_refresh(struct store *s, int64_t item, struct fail *f)
{
	struct arena a = {0};
	struct ranked *all = NULL;
	size_t n = 0, room = 0;
	int rc;
	struct query q = query(s, DOCUMENTS);
	query_int(&q, item);
	while ((rc = query_step(&q, f)) == 1) {
		all = arena_grow(&a, all, n, n + 1, &room, sizeof *all);
		rank_row(&q, &a, &all[n++]);
	}
	if (rc == 0)
		rc = n > 0 ? item_set(s, item, all, n, f) : run_pair(s, EMPTY, item, 0, f);
	arena_release(&a);
	return rc == 0 ? facets_write(s, item, f) : rc;
}
