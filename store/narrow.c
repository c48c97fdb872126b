/* narrow.c - see narrow.h. */
#include "store/narrow.h"

#include <stdlib.h>
#include <string.h>

enum {
	FEW = 1000, /* items: below that it is quicker to begin with them than with the words; */
	FEW_DAYS = 12000, /* those of a span of days lie side by side */
	FILTERS = 5,
};

static const char SETTLED[] =
    "SELECT coalesce(r.target, i.id) FROM decision d JOIN item i ON i.name = substr(d.subject, 6)"
    " LEFT JOIN redirect r ON r.item = i.id"
    " WHERE d.field LIKE 'label.%' AND d.subject LIKE 'item:%'"
    " UNION SELECT m.item FROM decision d JOIN document x ON x.name = substr(d.subject, 10)"
    " JOIN item_document m ON m.document = x.id"
    " WHERE d.field LIKE 'label.%' AND d.subject LIKE 'document:%'";
static const char COUNT_LABEL[] =
    "SELECT count(*) FROM (SELECT 1 FROM label WHERE kind = ?1 AND value = ?2 LIMIT ?3)";
static const char COUNT_DATES[] =
    "SELECT count(*) FROM (SELECT 1 FROM item WHERE date >= substr(ifnull(?1, ''), 1, 7)"
    " AND date <= ifnull(?2, '9') || '~' LIMIT ?3)";
/* Current versions of all documents of the items. */
#define VERSIONS_OF                                                                                \
	" JOIN item_document o ON o.item = i.id JOIN document d ON d.id = o.document"              \
	" JOIN version v ON v.document = d.id AND v.number = d.version"
static const char BY_LABEL[] =
    "SELECT v.id FROM label l JOIN item_document m ON m.document = l.document"
    " JOIN item i ON i.id = m.item AND i.representative = l.document" VERSIONS_OF
    " WHERE l.kind = ?1 AND l.value = ?2";
static const char BY_DATES[] =
    "SELECT v.id FROM item i" VERSIONS_OF
    " WHERE i.date >= substr(ifnull(?1, ''), 1, 7) AND i.date <= ifnull(?2, '9') || '~'";
static const char BY_ITEM[] = "SELECT v.id FROM item i" VERSIONS_OF " WHERE i.id = ?1";

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

static void
wanted(sqlite3_context *answer, int n, sqlite3_value **value)
{
	struct narrowing *w = sqlite3_user_data(answer);
	(void)n;
	w->looked_at++;
	sqlite3_result_int(answer,
	    !w->bounded || is_among(sqlite3_value_int64(value[0]), w->versions, w->n_versions));
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

/* One filter: a label of one of several values, or the span of dates. */
struct filter {
	const char *kind; /* NULL: the dates */
	const char *const *values;
	size_t n;
};

static struct query
filter_query(struct store *s, const struct narrowing *w, const struct filter *x, size_t value,
    const char *of_label, const char *of_dates)
{
	struct query q = query(s, x->kind ? of_label : of_dates);
	query_text(&q, x->kind ? x->kind : w->asked->date_from);
	query_text(&q, x->kind ? x->values[value] : w->asked->date_to);
	return q;
}

/* How many pass, counted to one more than a few; -1. */
static int64_t
filter_count(struct store *s, const struct narrowing *w, const struct filter *x, struct fail *f)
{
	int64_t all = 0;
	int few = x->kind ? FEW : FEW_DAYS;
	for (size_t i = 0; i < x->n && all <= few; i++) {
		int64_t n = 0;
		struct query q = filter_query(s, w, x, i, COUNT_LABEL, COUNT_DATES);
		query_int(&q, few + 1);
		if (query_number(&q, &n, f) < 0)
			return -1;
		all += n;
	}
	return all;
}

static int
bound(struct store *s, struct narrowing *w, const struct filter *x, struct arena *a, struct fail *f)
{
	w->bounded = true;
	for (size_t i = 0; i < x->n; i++) {
		struct query q = filter_query(s, w, x, i, BY_LABEL, BY_DATES);
		if (collect(&q, &w->versions, &w->n_versions, a, f) < 0)
			return -1;
	}
	for (size_t i = 0; x->kind && i < w->n_settled; i++) {
		struct query q = query(s, BY_ITEM);
		query_int(&q, w->settled[i]);
		if (collect(&q, &w->versions, &w->n_versions, a, f) < 0)
			return -1;
	}
	qsort(w->versions, w->n_versions, sizeof *w->versions, by_number);
	return 0;
}

/* The filter that fewest pass, when those are few. */
static int
choose_bound(struct store *s, struct narrowing *w, struct arena *a, struct fail *f)
{
	const struct search_query *q = w->asked;
	const struct filter filters[FILTERS] = {{"measure", &q->measure, q->measure != NULL},
	    {"doc_type", &q->doc_type, q->doc_type != NULL}, {"level", &q->level, q->level != NULL},
	    {"region", w->regions, w->n_regions}, {NULL, NULL, q->date_from || q->date_to ? 1 : 0}};
	const struct filter *best = NULL;
	int64_t least = FEW_DAYS;
	for (size_t i = 0; i < FILTERS; i++) {
		int64_t n = filters[i].n > 0 ? filter_count(s, w, &filters[i], f) : FEW_DAYS + 1;
		if (n < 0)
			return -1;
		if (n <= (filters[i].kind ? FEW : FEW_DAYS) && n <= least) {
			best = &filters[i];
			least = n;
		}
	}
	return best ? bound(s, w, best, a, f) : 0;
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
	return choose_bound(s, out, a, f);
}
