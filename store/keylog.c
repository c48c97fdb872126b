/* keylog.c - see keylog.h. The keys in memory are a table of an attached database without a file,
 * so that they roll back with the transaction that added them. */
#include "store/keylog.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/log.h"

enum {
	MANY = 1200000,  /* some 64,000 documents; 40 MB */
	ENOUGH = 100000, /* read anew by every process, in a tenth of a second */
	ROW = 24,
	PART = 1 << 20, /* bytes of one row of the log */
};

static const char OPEN[] =
    "ATTACH ':memory:' AS fresh;"
    "CREATE TABLE fresh.fresh_key (key INTEGER NOT NULL, day INTEGER NOT NULL,"
    " document INTEGER NOT NULL, PRIMARY KEY (key, day, document)) WITHOUT ROWID;"
    "CREATE TABLE fresh.fresh_state (seen INTEGER NOT NULL);"
    "INSERT INTO fresh_state (seen) VALUES (0)";
static const char LET_WRITE[] = "PRAGMA query_only=OFF";
static const char FORBID_WRITE[] = "PRAGMA query_only=ON";
static const char BEGIN_READING[] = "BEGIN";
static const char END_READING[] = "COMMIT";
static const char UNSEEN[] =
    "SELECT id, keys FROM key_log WHERE id > (SELECT seen FROM fresh_state)"
    " ORDER BY id";
static const char SEEN[] = "UPDATE fresh_state SET seen = max(seen, ?)";
static const char ADD[] = "INSERT OR IGNORE INTO fresh_key (key, day, document) VALUES (?,?,?)";
static const char LOG[] = "INSERT INTO key_log (keys) VALUES (?) RETURNING id";
static const char POUR[] =
    "INSERT OR IGNORE INTO document_key SELECT key, day, document FROM fresh_key;"
    "DELETE FROM fresh_key;"
    "DELETE FROM key_log";
static const char ALL[] = "SELECT document FROM document_key WHERE key = ?1 UNION"
                          " SELECT document FROM fresh_key WHERE key = ?1 ORDER BY 1 LIMIT ?2";
static const char COUNT[] =
    "SELECT (SELECT count(*) FROM (SELECT 1 FROM document_key WHERE key = ?1 LIMIT ?2))"
    " + (SELECT count(*) FROM (SELECT 1 FROM fresh_key WHERE key = ?1 LIMIT ?2))";
/* Those of the table, then those in memory. */
#define FROM_BOTH(order)                                                                           \
	"SELECT day, document, 0 FROM (SELECT day, document FROM document_key WHERE key = ?1"      \
	" AND day BETWEEN ?2 AND ?3 ORDER BY " order " LIMIT ?4) UNION ALL "                       \
	"SELECT day, document, 1 FROM (SELECT day, document FROM fresh_key WHERE key = ?1"         \
	" AND day BETWEEN ?2 AND ?3 ORDER BY " order " LIMIT ?4)"
static const char BACK[] = FROM_BOTH("day DESC, document DESC");
static const char ON[] = FROM_BOTH("day, document");

struct keylog {
	struct buf rows; /* of this transaction */
	int64_t n;       /* in memory, about */
};

static void
put_number(struct buf *out, int64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_addc(out, (char)((uint64_t)n >> shift & 0xff));
}

static int64_t
get_number(const unsigned char *at)
{
	uint64_t n = 0;
	for (int i = 0; i < 8; i++)
		n = n << 8 | at[i];
	return (int64_t)n;
}

static int
fresh_add(struct store *s, int64_t key, int64_t day, int64_t document, struct fail *f)
{
	struct query q = query(s, ADD);
	query_int(&q, key);
	query_int(&q, day);
	query_int(&q, document);
	int64_t added = query_run(&q, f);
	s->keys->n += added > 0;
	return added < 0 ? -1 : added > 0;
}

static int
open_fresh(struct store *s, struct fail *f)
{
	s->keys = calloc(1, sizeof *s->keys);
	if (s->keys == NULL)
		fatal("out of memory");
	buf_init(&s->keys->rows, 2 * PART);
	return db_script(s, OPEN, f);
}

static int
read_log(struct store *s, struct fail *f)
{
	int64_t last = 0;
	int rc;
	struct query q = query(s, UNSEEN);
	while ((rc = query_step(&q, f)) == 1) {
		size_t n;
		const unsigned char *bytes = column_blob(&q, 1, &n);
		last = column_int(&q, 0);
		for (size_t at = 0; rc >= 0 && at + ROW <= n; at += ROW)
			rc = fresh_add(s, get_number(bytes + at), get_number(bytes + at + 8),
			    get_number(bytes + at + 16), f);
		if (rc < 0) {
			query_done(&q);
			return -1;
		}
	}
	if (rc < 0 || last == 0)
		return rc;
	q = query(s, SEEN);
	query_int(&q, last);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
keylog_follow(struct store *s, struct fail *f)
{
	bool reader = s->mode == STORE_READ;
	if (reader && db_script(s, LET_WRITE, f) < 0)
		return -1;
	if (s->keys == NULL && open_fresh(s, f) < 0)
		return -1;
	buf_clear(&s->keys->rows);
	bool alone = sqlite3_get_autocommit(s->db);
	int rc = alone ? db_script(s, BEGIN_READING, f) : 0;
	if (rc == 0)
		rc = read_log(s, f);
	if (alone && db_script(s, END_READING, f) < 0)
		rc = -1;
	return reader && db_script(s, FORBID_WRITE, f) < 0 ? -1 : rc;
}

int
keylog_add(struct store *s, int64_t key, int64_t day, int64_t document, struct fail *f)
{
	int added = fresh_add(s, key, day, document, f);
	if (added <= 0)
		return added;
	put_number(&s->keys->rows, key);
	put_number(&s->keys->rows, day);
	put_number(&s->keys->rows, document);
	return s->keys->rows.len < PART ? 0 : keylog_write(s, f);
}

int
keylog_write(struct store *s, struct fail *f)
{
	int64_t id = 0;
	struct buf *rows = &s->keys->rows;
	if (rows->len == 0)
		return 0;
	struct query q = query(s, LOG);
	query_blob(&q, rows->text, rows->len);
	if (query_number(&q, &id, f) < 0)
		return -1;
	buf_clear(rows);
	q = query(s, SEEN);
	query_int(&q, id);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
keylog_pour(struct store *s, bool ends, struct fail *f)
{
	if (s->keys->n < (ends ? ENOUGH : MANY))
		return 0;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = keylog_follow(s, f);
	if (rc == 0)
		rc = db_script(s, POUR, f);
	if (db_end(s, rc, f) < 0)
		return -1;
	s->keys->n = 0;
	return 0;
}

/* ---- finding */

int
keylog_count(struct store *s, int64_t key, int most, struct fail *f)
{
	int64_t n = 0;
	struct query q = query(s, COUNT);
	query_int(&q, key);
	query_int(&q, most);
	return query_number(&q, &n, f) < 0 ? -1 : (int)n;
}

int
keylog_all(struct store *s, int64_t key, size_t most, int64_t *out, size_t *n, struct fail *f)
{
	int rc;
	struct query q = query(s, ALL);
	query_int(&q, key);
	query_int(&q, (int64_t)most);
	for (*n = 0; (rc = query_step(&q, f)) == 1; (*n)++)
		out[*n] = column_int(&q, 0);
	return rc;
}

static bool
comes_first(const struct key_place *x, const struct key_place *y, bool back)
{
	bool less = x->day != y->day ? x->day < y->day : x->document < y->document;
	return less != back;
}

int
keylog_find(struct store *s, int64_t key, int64_t from, int64_t to, bool back, int most,
    struct key_place *out, struct fail *f)
{
	struct key_place two[2][KEY_MOST];
	int rc, n[2] = {0, 0}, at[2] = {0, 0}, taken = 0;
	if (most > KEY_MOST)
		bug("%d documents asked for by one key", most);
	struct query q = query(s, back ? BACK : ON);
	query_int(&q, key);
	query_int(&q, from);
	query_int(&q, to);
	query_int(&q, most);
	while ((rc = query_step(&q, f)) == 1) {
		int64_t fresh = column_int(&q, 2);
		two[fresh][n[fresh]++] = (struct key_place){column_int(&q, 0), column_int(&q, 1)};
	}
	if (rc < 0)
		return -1;
	while (taken < most && (at[0] < n[0] || at[1] < n[1])) {
		int from_fresh = at[0] == n[0] || (at[1] < n[1] && comes_first(&two[1][at[1]],
		                                                       &two[0][at[0]], back));
		out[taken++] = two[from_fresh][at[from_fresh]++];
	}
	return taken;
}

void
keylog_free(struct keylog *k)
{
	if (k)
		buf_release(&k->rows);
	free(k);
}
