/* rebuild.c - see rebuild.h. Killed at any moment, the next pass goes on with it. */
#include "store/rebuild.h"

#include "store/item.h"

static const char BEGIN[] =
    "INSERT OR IGNORE INTO item_former (document, item) SELECT document, item FROM item_document;"
    "DELETE FROM relation;"
    "DELETE FROM item_document;"
    "DELETE FROM document_key;"
    "DELETE FROM key_log;"
    "DELETE FROM search_ja;"
    "DELETE FROM search_facet;"
    "DELETE FROM search_version;"
    "INSERT INTO search (search) VALUES ('delete-all');"
    "INSERT INTO search_title (search_title) VALUES ('delete-all');"
    "INSERT INTO search_attachment (search_attachment) VALUES ('delete-all');"
    "UPDATE item SET representative = NULL, date = NULL;"
    "UPDATE document SET state = 'waiting', attempts = 0, next_try = 0, why = NULL, token = NULL,"
    " lease_until = NULL, lease_owner = NULL WHERE state <> 'held'";
static const char FORMER[] = "SELECT item FROM item_former WHERE document = ?";
static const char FREE[] = "SELECT x.item FROM item_former x WHERE x.document = ?"
                           " AND NOT EXISTS (SELECT 1 FROM item_document m WHERE m.item = x.item)"
                           " AND NOT EXISTS (SELECT 1 FROM redirect r WHERE r.item = x.item)";
/* The item it was in, where that is now, when an editor merged it with another. */
static const char MERGED[] =
    "SELECT coalesce(n.target, x.item) FROM item_former x LEFT JOIN redirect n ON n.item = x.item"
    " WHERE x.document = ?1 AND EXISTS (SELECT 1 FROM item i WHERE (i.id = x.item OR i.id IN"
    " (SELECT r.item FROM redirect r WHERE r.target = x.item)) AND (EXISTS (SELECT 1 FROM decision"
    " d WHERE d.field = 'merge' AND d.subject = 'item:' || i.name) OR EXISTS (SELECT 1 FROM"
    " decision d WHERE d.field = 'merge' AND d.value IN (i.name, 'item:' || i.name))))";
static const char UNDER_WAY[] = "SELECT 1 FROM document d JOIN item_former x ON x.document = d.id"
                                " WHERE d.state = 'waiting' LIMIT 1";
static const char LEFT_EMPTY[] =
    "SELECT i.id, m.item FROM item i JOIN item_document m ON m.document ="
    " (SELECT min(x.document) FROM item_former x JOIN item_document y ON y.document = x.document"
    " WHERE x.item = i.id) WHERE NOT EXISTS (SELECT 1 FROM item_document o WHERE o.item = i.id)"
    " AND NOT EXISTS (SELECT 1 FROM redirect r WHERE r.item = i.id) LIMIT 1";
static const char FORGET[] = "DELETE FROM item_former";

int
rebuild_begin(struct store *s, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, db_script(s, BEGIN, f), f);
}

static int64_t
item_by(struct store *s, const char *sql, int64_t document, struct fail *f)
{
	int64_t item = 0;
	struct query q = query(s, sql);
	query_int(&q, document);
	return query_number(&q, &item, f) < 0 ? -1 : item;
}

int64_t
rebuild_former(struct store *s, int64_t document, struct fail *f)
{
	return item_by(s, FORMER, document, f);
}

int64_t
rebuild_free(struct store *s, int64_t document, struct fail *f)
{
	return item_by(s, FREE, document, f);
}

int64_t
rebuild_merged(struct store *s, int64_t document, struct fail *f)
{
	return item_by(s, MERGED, document, f);
}

static int
lead_on(struct store *s, struct fail *f)
{
	for (;;) {
		struct query q = query(s, LEFT_EMPTY);
		int rc = query_step(&q, f);
		if (rc <= 0)
			return rc;
		int64_t empty = column_int(&q, 0), into = column_int(&q, 1);
		query_done(&q);
		if (item_merge(s, empty, into, "its documents are in it after a rebuild", f) < 0)
			return -1;
	}
}

int
rebuild_finish(struct store *s, struct fail *f)
{
	int64_t waiting;
	struct query q = query(s, UNDER_WAY);
	int rc = query_number(&q, &waiting, f);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (db_begin(s, f) < 0)
		return -1;
	rc = lead_on(s, f);
	if (rc == 0) {
		q = query(s, FORGET);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	return (int)db_end(s, rc, f);
}
