/* narrow.c - see narrow.h. */
#include "store/narrow.h"

#include <stdlib.h>
#include <string.h>

#include "store/facet.h"

enum {
	FEW = 500,  /* when no more are left, a filter of */
	MANY = 16,  /* more values is asked hit by hit */
	GAP = 4096, /* rows without any that pass: to begin anew costs less than to read on */
};

static const char SETTLED[] =
    "SELECT coalesce(r.target, i.id) FROM decision d JOIN item i ON i.name = substr(d.subject, 6)"
    " LEFT JOIN redirect r ON r.item = i.id"
    " WHERE d.field LIKE 'label.%' AND d.subject LIKE 'item:%'"
    " UNION SELECT m.item FROM decision d JOIN document x ON x.name = substr(d.subject, 10)"
    " JOIN item_document m ON m.document = x.id"
    " WHERE d.field LIKE 'label.%' AND d.subject LIKE 'document:%'";
static const char LAST[] = "SELECT ifnull(max(id), 0) FROM search_version";
static const char WITH_LABEL[] = "SELECT block, versions FROM search_facet WHERE facet ="
                                 " (SELECT id FROM facet WHERE kind = ?1 AND value = ?2)";
static const char IN_MONTHS[] =
    "SELECT x.block, x.versions FROM facet f CROSS JOIN search_facet x ON x.facet = f.id"
    " WHERE f.kind = 'month' AND f.value >= substr(ifnull(?1, ''), 1, 7)"
    " AND f.value <= substr(ifnull(?2, '9'), 1, 7) || '~'";
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

bool
narrowing_is_settled(const struct narrowing *w, int64_t item)
{
	return w->n_settled > 0 &&
	       bsearch(&item, w->settled, w->n_settled, sizeof *w->settled, by_number);
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
	sqlite3_result_int(answer, narrowing_is_settled(w, sqlite3_value_int64(value[0])));
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

/* Whole blocks. */
static size_t
set_bytes(const struct narrowing *w)
{
	return (size_t)((w->last >> FACET_BLOCK_BITS) + 1) * FACET_BLOCK_BYTES;
}

/* What blocks the statement answers with. */
static int
blocks_add(const struct narrowing *w, struct query *q, unsigned char *set, struct fail *f)
{
	int rc;
	while ((rc = query_step(q, f)) == 1) {
		int64_t block = column_int(q, 0);
		size_t bytes;
		const void *versions = column_blob(q, 1, &bytes);
		if (block >= 0 && block <= w->last >> FACET_BLOCK_BITS)
			facet_block_add(versions, bytes, set + (size_t)block * FACET_BLOCK_BYTES);
	}
	return rc;
}

static void
set_count(struct narrowing *w)
{
	w->n_set = 0;
	for (size_t i = 0; i < set_bytes(w); i++)
		w->n_set += __builtin_popcount(w->set[i]);
}

static bool
set_is_empty(const struct narrowing *w, const unsigned char *set)
{
	size_t i = 0;
	while (i < set_bytes(w) && set[i] == 0)
		i++;
	return i == set_bytes(w);
}

/* Only what is in this set, too. */
static void
bound_by(struct narrowing *w, unsigned char *set)
{
	for (size_t i = 0; w->bounded && i < set_bytes(w); i++)
		set[i] &= w->set[i];
	w->set = set;
	w->bounded = true;
	set_count(w);
}

/* A label of one of several values, for what was asked. */
struct filter {
	const char *kind, *asked;
	const char *const *values;
	size_t n;
};

static int
bound_by_label(
    struct store *s, struct narrowing *w, const struct filter *x, struct arena *a, struct fail *f)
{
	if (x->asked == NULL || (x->n > MANY && w->bounded && w->n_set <= FEW))
		return 0;
	unsigned char *set = arena_zalloc(a, set_bytes(w), 1);
	for (size_t i = 0; i < x->n; i++) {
		struct query q = query(s, WITH_LABEL);
		query_text(&q, x->kind);
		query_text(&q, x->values[i]);
		if (blocks_add(w, &q, set, f) < 0)
			return -1;
	}
	if (set_is_empty(w, set))
		w->unknown = x->asked;
	bound_by(w, set);
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
			if ((size_t)(version >> 3) < set_bytes(w))
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
	/* Who asks for the borderline wants the certain, too. */
	const char *const air[] = {q->air, "yes"};
	bool borderline = q->air && strcmp(q->air, "borderline") == 0;
	const struct filter filters[] = {{"measure", q->measure, &q->measure, 1},
	    {"doc_type", q->doc_type, &q->doc_type, 1}, {"level", q->level, &q->level, 1},
	    {"air", q->air, air, borderline ? 2 : 1},
	    {"region", q->region, w->regions, w->n_regions}};
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (bound_by_label(s, w, &filters[i], a, f) < 0)
			return -1;
	return w->bounded ? add_settled(s, w, f) : 0;
}

static int
bound_by_dates(struct store *s, struct narrowing *w, struct arena *a, struct fail *f)
{
	if (w->asked->date_from == NULL && w->asked->date_to == NULL)
		return 0;
	unsigned char *set = arena_zalloc(a, set_bytes(w), 1);
	struct query q = query(s, IN_MONTHS);
	query_text(&q, w->asked->date_from);
	query_text(&q, w->asked->date_to);
	if (blocks_add(w, &q, set, f) < 0)
		return -1;
	bound_by(w, set);
	return 0;
}

/* The stretches of rows in which some pass, the latest first. */
static void
find_spans(struct narrowing *w, struct arena *a)
{
	size_t room = 0;
	struct version_span *at = NULL;
	if (!w->bounded) {
		w->spans = arena_zalloc(a, 1, sizeof *w->spans);
		w->spans[w->n_spans++] = (struct version_span){1, w->last};
		return;
	}
	for (int64_t byte = w->last >> 3; byte >= 0; byte--) {
		int64_t row = byte << 3;
		if (w->set[byte] == 0)
			continue;
		if (at == NULL || at->from - row > GAP) {
			w->spans = arena_grow(
			    a, w->spans, w->n_spans, w->n_spans + 1, &room, sizeof *w->spans);
			at = &w->spans[w->n_spans++];
			at->to = row + 7;
		}
		at->from = row;
	}
}

static int
bound(struct store *s, struct narrowing *w, struct arena *a, struct fail *f)
{
	struct query q = query(s, LAST);
	if (query_number(&q, &w->last, f) < 0 || bound_by_labels(s, w, a, f) < 0 ||
	    bound_by_dates(s, w, a, f) < 0)
		return -1;
	find_spans(w, a);
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
