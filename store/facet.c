/* facet.c - see facet.h. */
#include "store/facet.h"

#define KINDS " l.kind IN ('region','measure','doc_type','level')"
#define VERSIONS_OF                                                                                \
	" CROSS JOIN item_document m ON m.item = i.id CROSS JOIN document d ON d.id = m.document"  \
	" CROSS JOIN version v ON v.document = d.id AND v.number = d.version"

static const char NAME_NEW[] =
    "INSERT OR IGNORE INTO facet (kind, value) SELECT l.kind, l.value FROM item i"
    " CROSS JOIN label l ON l.document = i.representative AND" KINDS " WHERE i.id = ?1"
    " AND NOT EXISTS (SELECT 1 FROM facet f WHERE f.kind = l.kind AND f.value = l.value)";
static const char LABELS[] =
    "INSERT OR IGNORE INTO search_facet (facet, version) SELECT f.id, v.id FROM item i" VERSIONS_OF
    " CROSS JOIN label l ON l.document = i.representative AND" KINDS
    " CROSS JOIN facet f ON f.kind = l.kind AND f.value = l.value WHERE i.id = ?1";
static const char MONTH[] = "INSERT OR IGNORE INTO search_month (month, block)"
                            " SELECT substr(i.date, 1, 7), v.id >> 10 FROM item i" VERSIONS_OF
                            " WHERE i.id = ?1 AND length(i.date) >= 7";
static const char ITEM_OF[] = "SELECT item FROM item_document WHERE document = ?";

int
facets_write(struct store *s, int64_t item, struct fail *f)
{
	static const char *const all[] = {NAME_NEW, LABELS, MONTH};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct query q = query(s, all[i]);
		query_int(&q, item);
		if (query_run(&q, f) < 0)
			return -1;
	}
	return 0;
}

int
document_facets_write(struct store *s, int64_t document, struct fail *f)
{
	int64_t item;
	struct query q = query(s, ITEM_OF);
	query_int(&q, document);
	int rc = query_number(&q, &item, f);
	return rc == 1 ? facets_write(s, item, f) : rc;
}
