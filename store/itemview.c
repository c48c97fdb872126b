/* itemview.c - items as readers get them. */
#include "store/item.h"

#include <string.h>

#include "base/log.h"
#include "store/document.h"
#include "store/itemid.h"

/* A person's word on the air label of the item or its representative, else the machine's. */
#define AIR                                                                                        \
	"coalesce((SELECT value FROM decision WHERE subject = 'item:' || i.name"                   \
	" AND field = 'label.air' ORDER BY id DESC LIMIT 1),"                                      \
	" (SELECT value FROM decision WHERE subject = 'document:' || d.name"                       \
	" AND field = 'label.air' ORDER BY id DESC LIMIT 1),"                                      \
	" (SELECT value FROM label WHERE document = d.id AND kind = 'air' AND rank = 0))"

/* Dates with their precision: a bound applies as far as both go. */
#define COMING(field)                                                                              \
	"(length(v." field ") = 10 AND v." field " >= ifnull(?5, '') AND"                          \
	" (?6 IS NULL OR v." field " <= ?6))"

static const char SELECT[] =
    "SELECT i.id FROM item i JOIN document d ON d.id = i.representative"
    " JOIN version v ON v.document = d.id AND v.number = d.version WHERE"
    " ((?1 IS NULL AND ?2 IS NULL) OR length(i.date) >= 7)"
    " AND (?1 IS NULL OR i.date >= substr(?1, 1, length(i.date)))"
    " AND (?2 IS NULL OR substr(i.date, 1, length(?2)) <= ?2)"
    " AND (?3 IS NULL OR i.first_seen >= ?3) AND (?4 IS NULL OR i.first_seen <= ?4)"
    " AND ((?5 IS NULL AND ?6 IS NULL) OR " COMING("in_force") " OR " COMING(
        "deadline") ")"
                    " AND (?7 IS NULL OR " AIR " = ?7 OR (?7 = 'borderline' AND " AIR " = 'yes'))"
                    " AND (?8 IS NULL OR (ifnull(i.date, ''), i.name) >"
                    " (SELECT ifnull(date, ''), name FROM item WHERE name = ?8))"
                    " ORDER BY ifnull(i.date, ''), i.name LIMIT ?9";
static const char ITEM[] =
    "SELECT name, representative, date, date_is_capture, first_seen, baseline"
    " FROM item WHERE id = ?";
static const char DOCUMENTS[] =
    "SELECT " DOCUMENT_COLUMNS " JOIN item_document m ON m.document = d.id"
    " JOIN item i ON i.id = m.item WHERE m.item = ? ORDER BY d.id <> i.representative, d.id";
static const char UNDRAFTED[] =
    "SELECT i.id FROM item i JOIN document d ON d.id = i.representative"
    " JOIN version v ON v.document = d.id AND v.number = d.version"
    " WHERE i.id > ifnull((SELECT id FROM item WHERE name = ?1), 0) AND (NOT EXISTS (SELECT 1"
    " FROM draft r WHERE r.item = i.id AND r.field = 'title' AND r.source = v.title) "
    "OR " DOCUMENT_FACTS " <> '[]' AND NOT EXISTS (SELECT 1 FROM draft r"
    " WHERE r.item = i.id AND r.field = 'facts' AND r.source = " DOCUMENT_FACTS
    ")) ORDER BY i.id LIMIT ?2";

/* Rows first, items after: the statements of one item must not nest in the walk. */
struct rows {
	int64_t *all;
	size_t n, room;
};

static int
rows_collect(struct query *q, struct arena *a, struct rows *r, struct fail *f)
{
	int rc;
	while ((rc = query_step(q, f)) == 1) {
		r->all = arena_grow(a, r->all, r->n, r->n + 1, &r->room, sizeof *r->all);
		r->all[r->n++] = column_int(q, 0);
	}
	return rc;
}

static int
read_documents(struct store *s, int64_t row, struct arena *a, struct item *out, struct fail *f)
{
	struct document *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, DOCUMENTS);
	query_int(&q, row);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(
		    a, list, out->n_documents, out->n_documents + 1, &room, sizeof *list);
		document_read(&q, 0, a, &list[out->n_documents++]);
	}
	out->documents = list;
	return rc;
}

static int
item_read(struct store *s, int64_t row, struct arena *a, struct item *out, struct fail *f)
{
	*out = (struct item){0};
	struct query q = query(s, ITEM);
	query_int(&q, row);
	int rc = query_step(&q, f);
	if (rc == 0)
		bug("item row %lld is gone", (long long)row);
	if (rc < 0)
		return -1;
	int64_t representative = column_int(&q, 1);
	out->id = column_copy(&q, 0, a);
	out->date = column_copy(&q, 2, a);
	out->date_is_capture = column_int(&q, 3);
	out->first_seen = column_copy(&q, 4, a);
	out->baseline = column_int(&q, 5);
	query_done(&q);
	if (read_documents(s, row, a, out, f) < 0)
		return -1;
	if (out->n_documents == 0)
		bug("item %s has no document and no successor", out->id);
	if (item_labels(s, row, representative, out->documents[0].id, a, &out->labels,
	        &out->n_labels, f) < 0 ||
	    item_relations(s, row, a, &out->relations, &out->n_relations, f) < 0)
		return -1;
	return item_words(s, row, a, out, f);
}

static int
items_read(struct store *s, const struct rows *rows, struct arena *a, const struct item **out,
    size_t *n, struct fail *f)
{
	struct item *list = arena_zalloc(a, rows->n + 1, sizeof *list);
	for (*n = 0; *n < rows->n; (*n)++)
		if (item_read(s, rows->all[*n], a, &list[*n], f) < 0)
			return -1;
	*out = list;
	return 0;
}

/* Asked by name: an id that was merged keeps its own name and says what took it in. */
static int
items_named(struct store *s, const char *const *ids, struct arena *a, const struct item **out,
    size_t *n, struct fail *f)
{
	size_t asked = 0, room = 0;
	struct item *list = NULL;
	for (; ids[asked]; asked++) {
		int64_t row;
		char typed[ITEMID_SIZE];
		int rc = item_row(s, ids[asked], &row, f);
		if (rc < 0)
			return -1;
		if (rc == 0)
			continue;
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		struct item *i = &list[*n];
		if (item_read(s, row, a, i, f) < 0)
			return -1;
		if (itemid_parse(ids[asked], typed) && strcmp(typed, i->id) != 0) {
			i->merged_into = i->id;
			i->id = arena_str(a, typed);
		}
		++*n;
	}
	*out = list;
	return 0;
}

int
store_items(struct store *s, const struct item_query *q, struct arena *a, const struct item **out,
    size_t *n, struct fail *f)
{
	*n = 0;
	if (q->ids)
		return items_named(s, q->ids, a, out, n, f);
	struct rows rows = {0};
	const char *const texts[] = {q->date_from, q->date_to, q->seen_from, q->seen_to,
	    q->coming_from, q->coming_to, q->air, q->after};
	struct query select = query(s, SELECT);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		query_text(&select, texts[i]);
	query_int(&select, q->max ? (int64_t)q->max : -1);
	if (rows_collect(&select, a, &rows, f) < 0)
		return -1;
	return items_read(s, &rows, a, out, n, f);
}

int
store_items_undrafted(struct store *s, const char *after, size_t max, struct arena *a,
    const struct item **out, size_t *n, struct fail *f)
{
	struct rows rows = {0};
	struct query q = query(s, UNDRAFTED);
	query_text(&q, after);
	query_int(&q, max ? (int64_t)max : -1);
	*n = 0;
	if (rows_collect(&q, a, &rows, f) < 0)
		return -1;
	return items_read(s, &rows, a, out, n, f);
}
