/* checkfacet.c - see check.h. What bounds a search against what its items say: a version that its
 * label does not lead to would be missed by every search for that label, without a word. */
#include "store/check.h"

#include "store/facet.h"

static const char VERSIONS[] = "SELECT ifnull(max(id), 0) FROM version";
#define CURRENT                                                                                    \
	" FROM version v CROSS JOIN document d ON d.id = v.document AND d.version = v.number"      \
	" AND d.state = 'stored' CROSS JOIN item_document m ON m.document = d.id"                  \
	" CROSS JOIN item i ON i.id = m.item"
static const char MISPLACED[] =
    "SELECT d.name" CURRENT " LEFT JOIN search_version h ON h.id = v.id"
    " WHERE (v.id - 1) % ?1 = 0 AND (h.item IS NOT i.id"
    " OR h.representative IS NOT i.representative OR h.date IS NOT i.date)";
static const char LEFT_OVER[] =
    "SELECT 'version ' || h.id FROM search_version h LEFT JOIN version v ON v.id = h.id"
    " LEFT JOIN item_document m ON m.document = v.document"
    " WHERE (h.id - 1) % ?1 = 0 AND m.item IS NOT h.item";
static const char NOT_LED_TO[] =
    "SELECT d.name || ', ' || l.kind || ' ' || l.value" CURRENT
    " CROSS JOIN (SELECT document, kind, value FROM label"
    " WHERE kind IN " FACET_KINDS ") l"
    " ON l.document = i.representative"
    " LEFT JOIN facet f ON f.kind = l.kind AND f.value = l.value"
    " LEFT JOIN search_facet x ON x.facet = f.id AND x.block = v.id >> 16"
    " WHERE (v.id - 1) % ?1 = 0 AND (x.versions IS NULL"
    " OR NOT block_holds(x.versions,"
    " (SELECT block_of(n) FROM (SELECT v.id & 65535 AS n))))";

static int
check_by(struct store *s, const char *sql, int64_t step, const char *what, struct check_result *r,
    struct arena *a, struct fail *f)
{
	int rc;
	struct query q = query(s, sql);
	query_int(&q, step);
	while ((rc = query_step(&q, f)) == 1) {
		arena_reset(a);
		check_fault_found(r, "search", arena_printf(a, "%s: %s", column_text(&q, 0), what));
	}
	return rc;
}

int
check_facets(struct store *s, bool all, struct check_result *r, struct fail *f)
{
	static const struct {
		const char *sql, *what;
	} kinds[] = {{MISPLACED, "a search does not know its item as it is"},
	    {LEFT_OVER, "a search takes it for a version of another item"},
	    {NOT_LED_TO, "a search by this label would miss it"}};
	struct arena a = {0};
	int64_t last = 0;
	struct query q = query(s, VERSIONS);
	int rc = query_number(&q, &last, f) < 0 ? -1 : 0;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && rc == 0; i++)
		rc = check_by(s, kinds[i].sql, check_step(last, all), kinds[i].what, r, &a, f);
	arena_release(&a);
	return rc;
}
