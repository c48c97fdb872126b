/* narrow.c - see narrow.h. */
#include "store/narrow.h"

#include <stdlib.h>
#include <string.h>

#include "store/facet.h"

enum {
	FEW = 500, /* when no more are left, further filters are asked hit by hit */
	FILTERS = 4,
	SPANS = 24,
};

static const char SETTLED[] =
    "SELECT coalesce(r.target, i.id) FROM decision d JOIN item i ON i.name = substr(d.subject, 6)"
    " LEFT JOIN redirect r ON r.item = i.id"
    " WHERE d.field LIKE 'label.%' AND d.subject LIKE 'item:%'"
    " UNION SELECT m.item FROM decision d JOIN document x ON x.name = substr(d.subject, 10)"
    " JOIN item_document m ON m.document = x.id"
    " WHERE d.field LIKE 'label.%' AND d.subject LIKE 'document:%'";
static const char LAST[] = "SELECT ifnull(max(id), 0) FROM version";
static const char WITH_LABEL[] = "SELECT block, versions FROM search_facet WHERE facet ="
                                 " (SELECT id FROM facet WHERE kind = ?1 AND value = ?2)";
static const char BLOCKS[] =
    "SELECT DISTINCT block FROM search_month WHERE month >= substr(ifnull(?1, ''), 1, 7)"
    " AND month <= substr(ifnull(?2, '9'), 1, 7) || '~' ORDER BY block DESC";
static const char BY_ITEM[] =
    "SELECT v.id FROM item_document o JOIN document d ON d.id = o.document"
    " JOIN version v ON v.document = d.id AND v.number = d.version WHERE o.item = ?1";

/* ---- what the statements ask */

static int
by_number(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return (a > b) - (a < b);
}

static bool
is_among(int64_t n, const int64_t *all, size_t count)
{
	return count > 0 && bsearch(&n, all, count, sizeof *all, by_number);
}

bool
narrowing_holds(const struct narrowing *w, int64_t version)
{
	return version > 0 && version <= w->last && w->set[version >> 3] >> (version & 7) & 1;
}

static void
wanted(sqlite3_context *answer, int n, sqlite3_value **value)
{
	struct narrowing *w = sqlite3_user_data(answer);
	(void)n;
	w->looked_at++;
	sqlite3_result_int(
	    answer, !w->bounded || narrowing_holds(w, sqlite3_value_int64(value[0])));
}

static void
settled(sqlite3_context *answer, int n, sqlite3_value **value)
{
	const struct narrowing *w = sqlite3_user_data(answer);
	(void)n;
	sqlite3_result_int(
	    answer, is_among(sqlite3_value_int64(value[0]), w->settled, w->n_settled));
}

static int
by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void
within(sqlite3_context *answer, int n, sqlite3_value **value)
{
	const struct narrowing *w = sqlite3_user_data(answer);
	const char *code = (const char *)sqlite3_value_text(value[0]);
	(void)n;
	sqlite3_result_int(answer,
	    code && bsearch(&code, w->regions, w->n_regions, sizeof *w->regions, by_text) != NULL);
}

/* ---- the filters */

static void
regions_within(const struct config *c, const char *region, struct arena *a, struct narrowing *w)
{
	if (region == NULL)
		return;
	w->regions = arena_zalloc(a, c->n_regions + 1, sizeof *w->regions);
	for (size_t i = 0; i < c->n_regions; i++)
		if (strcmp(c->regions[i].code, region) != 0 &&
		    config_region_within(c, c->regions[i].code, region, NULL))
			w->regions[w->n_regions++] = c->regions[i].code;
	w->regions[w->n_regions++] = region;
	qsort(w->regions, w->n_regions, sizeof *w->regions, by_text);
}

/* Add the numbers a statement answers with. */
static int
collect(struct query *q, int64_t **all, size_t *n, struct arena *a, struct fail *f)
{
	size_t room = *n;
	int rc;
	while ((rc = query_step(q, f)) == 1) {
		*all = arena_grow(a, *all, *n, *n + 1, &room, sizeof **all);
		(*all)[(*n)++] = column_int(q, 0);
	}
	return rc;
}

/* One filter: a label of one of several values. */
struct filter {
	const char *kind;
	const char *const *values;
	size_t n;
};

/* Whole blocks. */
static size_t
set_bytes(const struct narrowing *w)
{
	return (size_t)((w->last >> FACET_BLOCK_BITS) + 1) << (FACET_BLOCK_BITS - 3);
}

/* The versions that may pass the filter. */
static int
filter_read(struct store *s, const struct narrowing *w, const struct filter *x, unsigned char *set,
    struct fail *f)
{
	for (size_t i = 0; i < x->n; i++) {
		int rc;
		struct query q = query(s, WITH_LABEL);
		query_text(&q, x->kind);
		query_text(&q, x->values[i]);
		while ((rc = query_step(&q, f)) == 1) {
			int64_t block = column_int(&q, 0);
			size_t bytes;
			const void *versions = column_blob(&q, 1, &bytes);
			if (block >= 0 && block <= w->last >> FACET_BLOCK_BITS)
				facet_block_add(versions, bytes,
				    set + ((size_t)block << (FACET_BLOCK_BITS - 3)));
		}
		if (rc < 0)
			return -1;
	}
	return 0;
}

static void
set_count(struct narrowing *w)
{
	w->n_set = 0;
	for (size_t i = 0; i < set_bytes(w); i++)
		w->n_set += __builtin_popcount(w->set[i]);
}

/* Only what passes this filter, too. */
static int
bound_by(
    struct store *s, struct narrowing *w, const struct filter *x, struct arena *a, struct fail *f)
{
	unsigned char *set = arena_zalloc(a, set_bytes(w), 1);
	if (filter_read(s, w, x, set, f) < 0)
		return -1;
	for (size_t i = 0; w->bounded && i < set_bytes(w); i++)
		set[i] &= w->set[i];
	w->set = set;
	w->bounded = true;
	set_count(w);
	return 0;
}

/* Where an editor settled a label, the machine's do not count. */
static int
add_settled(struct store *s, struct narrowing *w, struct fail *f)
{
	for (size_t i = 0; i < w->n_settled; i++) {
		int rc;
		struct query q = query(s, BY_ITEM);
		query_int(&q, w->settled[i]);
		while ((rc = query_step(&q, f)) == 1) {
			int64_t version = column_int(&q, 0);
			w->set[version >> 3] |= (unsigned char)(1 << (version & 7));
		}
		if (rc < 0)
			return -1;
	}
	set_count(w);
	return 0;
}

static int
bound_by_labels(struct store *s, struct narrowing *w, struct arena *a, struct fail *f)
{
	const struct search_query *q = w->asked;
	const struct filter filters[FILTERS] = {{"region", w->regions, w->n_regions},
	    {"measure", &q->measure, q->measure != NULL},
	    {"doc_type", &q->doc_type, q->doc_type != NULL},
	    {"level", &q->level, q->level != NULL}};
	for (size_t i = 0; i < FILTERS && !(w->bounded && w->n_set <= FEW); i++)
		if (filters[i].n > 0 && bound_by(s, w, &filters[i], a, f) < 0)
			return -1;
	return w->bounded ? add_settled(s, w, f) : 0;
}

/* Blocks that lie near each other are one span: to begin anew costs more than to read on. */
static size_t
spans_join(struct version_span *spans, size_t n, int64_t gap)
{
	size_t kept = 0;
	for (size_t i = 1; i < n; i++)
		if (spans[kept].from - spans[i].to <= gap)
			spans[kept].from = spans[i].from;
		else
			spans[++kept] = spans[i];
	return n > 0 ? kept + 1 : 0;
}

static int
bound_by_dates(struct store *s, struct narrowing *w, struct arena *a, struct fail *f)
{
	const int64_t block = 1 << FACET_BLOCK_BITS;
	size_t room = 0;
	int rc;
	struct query q = query(s, BLOCKS);
	query_text(&q, w->asked->date_from);
	query_text(&q, w->asked->date_to);
	while ((rc = query_step(&q, f)) == 1) {
		int64_t from = column_int(&q, 0) * block;
		w->spans =
		    arena_grow(a, w->spans, w->n_spans, w->n_spans + 1, &room, sizeof *w->spans);
		w->spans[w->n_spans++] = (struct version_span){from, from + block - 1};
	}
	for (int64_t gap = 2 * block; w->n_spans > SPANS || gap == 2 * block; gap *= 2)
		w->n_spans = spans_join(w->spans, w->n_spans, gap);
	return rc;
}

static int
bound(struct store *s, struct narrowing *w, struct arena *a, struct fail *f)
{
	struct query q = query(s, LAST);
	if (query_number(&q, &w->last, f) < 0 || bound_by_labels(s, w, a, f) < 0)
		return -1;
	if (w->asked->date_from || w->asked->date_to)
		return bound_by_dates(s, w, a, f);
	w->spans = arena_zalloc(a, 1, sizeof *w->spans);
	w->spans[w->n_spans++] = (struct version_span){1, w->last};
	return 0;
}

int
narrow(struct store *s, const struct config *c, const struct search_query *q, struct arena *a,
    struct narrowing *out, struct fail *f)
{
	static const struct {
		const char *name;
		void (*run)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {{"wanted", wanted}, {"settled", settled}, {"within", within}};
	*out = (struct narrowing){.asked = q};
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (sqlite3_create_function(s->db, functions[i].name, 1, SQLITE_UTF8, out,
		        functions[i].run, NULL, NULL) != SQLITE_OK)
			return db_fail(s, f);
	regions_within(c, q->region, a, out);
	if (q->measure || q->doc_type || q->level || q->air || q->region) {
		struct query get = query(s, SETTLED);
		if (collect(&get, &out->settled, &out->n_settled, a, f) < 0)
			return -1;
		if (out->n_settled > 0)
			qsort(out->settled, out->n_settled, sizeof *out->settled, by_number);
	}
	return bound(s, out, a, f);
}
