/* facet.c - see facet.h. */
#include "store/facet.h"

#include <string.h>

/* What an item is looked for by: labels of its representative, and the month of its date. */
#define FACETS(which)                                                                              \
	"(SELECT i.id AS item, l.kind, l.value FROM item i CROSS JOIN label l"                     \
	" ON l.document = i.representative"                                                        \
	" AND l.kind IN " FACET_KINDS " WHERE " which                                              \
	" UNION ALL SELECT i.id, 'month', substr(i.date, 1, 7) FROM item i"                        \
	" WHERE i.representative IS NOT NULL AND length(i.date) >= 7 AND " which ") x"
#define VERSIONS_OF(item)                                                                          \
	" CROSS JOIN item_document m ON m.item = " item                                            \
	" CROSS JOIN document d ON d.id = m.document CROSS JOIN version v ON v.document = d.id"

#define NAMES(which)                                                                               \
	"INSERT OR IGNORE INTO facet (kind, value) SELECT x.kind, x.value FROM " FACETS(which)
#define BLOCKS(which)                                                                              \
	"INSERT INTO search_facet (facet, block, versions)"                                        \
	" SELECT f.id, v.id >> 16, block_of(v.id & 65535) FROM " FACETS(which) " CROSS JOIN "      \
	                                                                       "facet f ON "       \
	                                                                       "f.kind = x.kind "  \
	                                                                       "AND f.value = "    \
	                                                                       "x."                \
	                                                                       "valu"              \
	                                                                       "e" VERSIONS_OF(    \
	                                                                           "x.item") " AN" \
	                                                                                     "D "  \
	                                                                                     "v."  \
	                                                                                     "num" \
	                                                                                     "ber" \
	                                                                                     " = " \
	                                                                                     "d."  \
	                                                                                     "ver" \
	                                                                                     "sio" \
	                                                                                     "n "  \
	                                                                                     "GRO" \
	                                                                                     "UP " \
	                                                                                     "BY " \
	                                                                                     "f."  \
	                                                                                     "id," \
	                                                                                     " v." \
	                                                                                     "id " \
	                                                                                     ">> " \
	                                                                                     "16"
#define VERSIONS(which)                                                                            \
	"INSERT INTO search_version (id, item, representative, date)"                              \
	" SELECT v.id, i.id, i.representative, i.date FROM item i" VERSIONS_OF(                    \
	    "i.id") " AND v.number = d.version WHERE i.representative IS NOT NULL AND " which
#define ONE "i.id = ?1"

static const char NAMES_OF[] = NAMES(ONE) " WHERE NOT EXISTS (SELECT 1 FROM facet f"
                                          " WHERE f.kind = x.kind AND f.value = x.value)";
static const char BLOCKS_OF[] = BLOCKS(ONE) " ON CONFLICT (facet, block) DO UPDATE SET"
                                            " versions = block_join(versions, excluded.versions)"
                                            " WHERE NOT block_holds(versions, excluded.versions)";
static const char VERSIONS_IN[] =
    VERSIONS(ONE) " ON CONFLICT (id) DO UPDATE SET"
                  " item = excluded.item, representative = excluded.representative,"
                  " date = excluded.date WHERE item <> excluded.item"
                  " OR representative <> excluded.representative OR date IS NOT excluded.date";
static const char FORMER_VERSIONS[] =
    "DELETE FROM search_version WHERE id IN (SELECT v.id FROM item i" VERSIONS_OF(
        "i.id") " AND v.number < d.version WHERE i.id = ?1)";
static const char ALL_NAMES[] = NAMES("true");
static const char ALL_BLOCKS[] = BLOCKS("true");
static const char ALL_VERSIONS[] = VERSIONS("true");
static const char ITEM_OF[] = "SELECT item FROM item_document WHERE document = ?";

/* ---- blocks */

enum {
	NUMBERS = 1 << FACET_BLOCK_BITS,
	NUMBER_BYTES = 2, /* of a version in a block that holds few */
};

static unsigned
number_at(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

static void
bit_set(unsigned char *bits, unsigned n)
{
	bits[n >> 3] |= (unsigned char)(1 << (n & 7));
}

void
facet_block_add(const unsigned char *block, size_t bytes, unsigned char *bits)
{
	if (bytes == FACET_BLOCK_BYTES)
		for (size_t i = 0; i < FACET_BLOCK_BYTES; i++)
			bits[i] |= block[i];
	else
		for (size_t i = 0; i + 1 < bytes && bytes < FACET_BLOCK_BYTES; i += NUMBER_BYTES)
			bit_set(bits, number_at(block + i));
}

static bool
block_has(const unsigned char *block, size_t bytes, unsigned n)
{
	if (bytes == FACET_BLOCK_BYTES)
		return block[n >> 3] >> (n & 7) & 1;
	size_t low = 0, high = bytes / NUMBER_BYTES;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (number_at(block + NUMBER_BYTES * middle) < n)
			low = middle + 1;
		else
			high = middle;
	}
	return NUMBER_BYTES * low < bytes && number_at(block + NUMBER_BYTES * low) == n;
}

/* The block of these bits, in the form that is shorter. */
static void
answer_bits(sqlite3_context *answer, const unsigned char *bits)
{
	unsigned char few[FACET_BLOCK_BYTES];
	size_t bytes = 0;
	for (unsigned i = 0; i < FACET_BLOCK_BYTES && bytes < sizeof few; i++)
		for (unsigned left = bits[i]; left && bytes < sizeof few; left &= left - 1) {
			unsigned n = i << 3 | (unsigned)__builtin_ctz(left);
			few[bytes++] = (unsigned char)(n >> 8);
			few[bytes++] = (unsigned char)n;
		}
	if (bytes < sizeof few)
		sqlite3_result_blob(answer, few, (int)bytes, SQLITE_TRANSIENT);
	else
		sqlite3_result_blob(answer, bits, FACET_BLOCK_BYTES, SQLITE_TRANSIENT);
}

/* A block that was read: its bytes belong to the value. */
struct block {
	const unsigned char *at;
	size_t bytes;
};

static struct block
block_read(sqlite3_value *value)
{
	const unsigned char *at = sqlite3_value_blob(value);
	size_t bytes = (size_t)sqlite3_value_bytes(value);
	return (struct block){at, bytes <= FACET_BLOCK_BYTES ? bytes : 0};
}

/* Numbers of both, once each, in their order; fewer than would be bits. */
static void
answer_few(sqlite3_context *answer, struct block x, struct block y)
{
	unsigned char out[FACET_BLOCK_BYTES];
	size_t bytes = 0, i = 0, k = 0;
	while (i < x.bytes || k < y.bytes) {
		bool first =
		    k >= y.bytes || (i < x.bytes && number_at(x.at + i) <= number_at(y.at + k));
		const unsigned char *next = first ? x.at + i : y.at + k;
		if (first && k < y.bytes && number_at(next) == number_at(y.at + k))
			k += NUMBER_BYTES;
		i += first ? NUMBER_BYTES : 0;
		k += first ? 0 : NUMBER_BYTES;
		out[bytes++] = next[0];
		out[bytes++] = next[1];
	}
	sqlite3_result_blob(answer, out, (int)bytes, SQLITE_TRANSIENT);
}

/* block_of(number), an aggregate: the block that holds these. */
static void
block_of_step(sqlite3_context *answer, int count, sqlite3_value **value)
{
	unsigned char *bits = sqlite3_aggregate_context(answer, FACET_BLOCK_BYTES);
	(void)count;
	if (bits)
		bit_set(bits, (unsigned)sqlite3_value_int(value[0]) & (NUMBERS - 1));
	else
		sqlite3_result_error_nomem(answer);
}

static void
block_of_end(sqlite3_context *answer)
{
	const unsigned char *bits = sqlite3_aggregate_context(answer, 0);
	if (bits)
		answer_bits(answer, bits);
}

/* block_join(block, block): what is in either. Nearly always the second is one number. */
static void
block_join(sqlite3_context *answer, int count, sqlite3_value **value)
{
	unsigned char bits[FACET_BLOCK_BYTES] = {0};
	struct block x = block_read(value[0]), y = block_read(value[1]);
	(void)count;
	if (x.bytes + y.bytes < FACET_BLOCK_BYTES) {
		answer_few(answer, x, y);
		return;
	}
	facet_block_add(x.at, x.bytes, bits);
	facet_block_add(y.at, y.bytes, bits);
	if (x.bytes == FACET_BLOCK_BYTES || y.bytes == FACET_BLOCK_BYTES)
		sqlite3_result_blob(answer, bits, FACET_BLOCK_BYTES, SQLITE_TRANSIENT);
	else
		answer_bits(answer, bits); /* some may be in both */
}

/* block_holds(block, block): all that is in the second is in the first. */
static void
block_holds(sqlite3_context *answer, int count, sqlite3_value **value)
{
	struct block x = block_read(value[0]), y = block_read(value[1]);
	bool all = true;
	(void)count;
	if (y.bytes < FACET_BLOCK_BYTES)
		for (size_t i = 0; i + 1 < y.bytes && all; i += NUMBER_BYTES)
			all = block_has(x.at, x.bytes, number_at(y.at + i));
	else
		for (unsigned n = 0; n < NUMBERS && all; n++)
			all = !block_has(y.at, y.bytes, n) || block_has(x.at, x.bytes, n);
	sqlite3_result_int(answer, all);
}

int
facets_open(struct store *s, struct fail *f)
{
	static const struct {
		const char *name;
		int values;
		void (*run)(sqlite3_context *, int, sqlite3_value **);
		void (*step)(sqlite3_context *, int, sqlite3_value **);
		void (*end)(sqlite3_context *);
	} functions[] = {{"block_of", 1, NULL, block_of_step, block_of_end},
	    {"block_join", 2, block_join, NULL, NULL}, {"block_holds", 2, block_holds, NULL, NULL}};
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (sqlite3_create_function(s->db, functions[i].name, functions[i].values,
		        SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, functions[i].run,
		        functions[i].step, functions[i].end) != SQLITE_OK)
			return db_fail(s, f);
	return 0;
}

/* ---- what is written */

int
facets_write_all(struct store *s, struct fail *f)
{
	static const char *const all[] = {ALL_NAMES, ALL_BLOCKS, ALL_VERSIONS};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct query q = query(s, all[i]);
		if (query_run(&q, f) < 0)
			return -1;
	}
	return 0;
}

int
facets_write(struct store *s, int64_t item, struct fail *f)
{
	static const char *const all[] = {NAMES_OF, BLOCKS_OF, FORMER_VERSIONS, VERSIONS_IN};
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
