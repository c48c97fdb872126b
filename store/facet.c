/* facet.c - see facet.h. */
#include "store/facet.h"

#include <string.h>

#define KINDS " l.kind IN ('region','measure','doc_type','level')"
#define VERSIONS_OF                                                                                \
	" CROSS JOIN item_document m ON m.item = i.id CROSS JOIN document d ON d.id = m.document"  \
	" CROSS JOIN version v ON v.document = d.id AND v.number = d.version"

#define NAMES                                                                                      \
	"INSERT OR IGNORE INTO facet (kind, value) SELECT l.kind, l.value FROM item i"             \
	" CROSS JOIN label l ON l.document = i.representative AND" KINDS
#define LABELS                                                                                     \
	"INSERT INTO search_facet (facet, block, versions)"                                        \
	" SELECT f.id, v.id >> 10, block_with(NULL, v.id & 1023) FROM item i" VERSIONS_OF          \
	" CROSS JOIN label l ON l.document = i.representative AND" KINDS                           \
	" CROSS JOIN facet f ON f.kind = l.kind AND f.value = l.value"
#define JOINED                                                                                     \
	" ON CONFLICT (facet, block) DO UPDATE SET"                                                \
	" versions = block_with(versions, excluded.versions)"

static const char NAMES_OF[] =
    NAMES " WHERE i.id = ?1"
          " AND NOT EXISTS (SELECT 1 FROM facet f WHERE f.kind = l.kind AND f.value = l.value)";
static const char LABELS_OF[] = LABELS " WHERE i.id = ?1" JOINED;
static const char ALL_NAMES[] = NAMES;
static const char ALL_LABELS[] = LABELS " WHERE true" JOINED;
static const char MONTH[] = "INSERT OR IGNORE INTO search_month (month, block)"
                            " SELECT substr(i.date, 1, 7), v.id >> 10 FROM item i" VERSIONS_OF
                            " WHERE i.id = ?1 AND length(i.date) >= 7";
static const char ITEM_OF[] = "SELECT item FROM item_document WHERE document = ?";

/* ---- blocks */

enum {
	BLOCK = 1 << FACET_BLOCK_BITS,
	BITS_BYTES = BLOCK / 8,
	NUMBER_BYTES = 2, /* of a version in a block that holds few */
};

static unsigned
number_at(const unsigned char *at)
{
	return ((unsigned)at[0] << 8 | at[1]) & (BLOCK - 1);
}

void
facet_block_add(const unsigned char *block, size_t bytes, unsigned char *bits)
{
	if (bytes == BITS_BYTES)
		for (size_t i = 0; i < BITS_BYTES; i++)
			bits[i] |= block[i];
	else
		for (size_t i = 0; i + 1 < bytes && bytes < BITS_BYTES; i += NUMBER_BYTES)
			bits[number_at(block + i) >> 3] |=
			    (unsigned char)(1 << (number_at(block + i) & 7));
}

static bool
block_holds(const unsigned char *block, size_t bytes, unsigned n)
{
	if (bytes == BITS_BYTES)
		return block[n >> 3] >> (n & 7) & 1;
	for (size_t i = 0; i + 1 < bytes; i += NUMBER_BYTES)
		if (number_at(block + i) == n)
			return true;
	return false;
}

/* block_with(block or NULL, number, or a block of one): that block with the number in it, too. */
static void
block_with(sqlite3_context *answer, int count, sqlite3_value **value)
{
	unsigned char out[BITS_BYTES] = {0};
	size_t bytes = (size_t)sqlite3_value_bytes(value[0]);
	const unsigned char *block = sqlite3_value_blob(value[0]), *one;
	unsigned n = (unsigned)sqlite3_value_int(value[1]) & (BLOCK - 1);
	(void)count;
	if (sqlite3_value_type(value[1]) == SQLITE_BLOB) {
		one = sqlite3_value_blob(value[1]);
		n = sqlite3_value_bytes(value[1]) == NUMBER_BYTES ? number_at(one) : 0;
	}
	if (bytes > BITS_BYTES)
		bytes = BITS_BYTES;
	if (bytes > 0 && block_holds(block, bytes, n)) {
		sqlite3_result_value(answer, value[0]);
		return;
	}
	if (bytes + NUMBER_BYTES < BITS_BYTES) {
		if (bytes > 0)
			memcpy(out, block, bytes);
		out[bytes++] = (unsigned char)(n >> 8);
		out[bytes++] = (unsigned char)n;
	} else {
		facet_block_add(block, bytes, out);
		out[n >> 3] |= (unsigned char)(1 << (n & 7));
		bytes = BITS_BYTES;
	}
	sqlite3_result_blob(answer, out, (int)bytes, SQLITE_TRANSIENT);
}

int
facets_open(struct store *s, struct fail *f)
{
	return sqlite3_create_function(s->db, "block_with", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
	           NULL, block_with, NULL, NULL) == SQLITE_OK
	           ? 0
	           : db_fail(s, f);
}

/* ---- what is written */

int
facets_write_all(struct store *s, struct fail *f)
{
	struct query names = query(s, ALL_NAMES);
	if (query_run(&names, f) < 0)
		return -1;
	struct query labels = query(s, ALL_LABELS);
	return query_run(&labels, f);
}

int
facets_write(struct store *s, int64_t item, struct fail *f)
{
	static const char *const all[] = {NAMES_OF, LABELS_OF, MONTH};
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
