/* db.c - see db.h. Settings follow from several processes writing one file: a rollback journal,
 * because WAL with several writers can corrupt before SQLite 3.51.3, and synchronous=EXTRA, because
 * a commit that was answered must outlive a power cut. */
#include "store/db.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "store/facet.h"
#include "store/fold.h"
#include "store/keylog.h"

static const char SETTINGS[] = "PRAGMA journal_mode=DELETE;"
                               "PRAGMA synchronous=EXTRA;"
                               "PRAGMA foreign_keys=ON;"
                               "PRAGMA trusted_schema=OFF;"
                               "PRAGMA cell_size_check=ON;"
                               "PRAGMA mmap_size=0;"
                               "PRAGMA cache_size=-65536;";
static const char READ_ONLY[] = "PRAGMA query_only=ON";
static const char BEGIN[] = "BEGIN IMMEDIATE";
static const char BEGIN_READING[] = "BEGIN";
static const char COMMIT[] = "COMMIT";
static const char ROLLBACK[] = "ROLLBACK";
static const char INNER[] = "SAVEPOINT part";
static const char INNER_KEPT[] = "RELEASE part";
static const char INNER_UNDONE[] = "ROLLBACK TO part";

enum { BUSY_MILLISECONDS = 30000 };

int
db_fail(struct store *s, struct fail *f)
{
	int rc = sqlite3_errcode(s->db) & 0xff;
	errno = rc == SQLITE_IOERR || rc == SQLITE_CANTOPEN ? sqlite3_system_errno(s->db) : 0;
	switch (rc) {
	case SQLITE_FULL:
		return fail_io(f, s->path, "the disk is full; nothing of this step was kept");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail_again(f, s->path, "another program kept the store busy for 30 seconds");
	case SQLITE_NOTADB:
		return fail_config(f, s->path, "not a geppo store");
	case SQLITE_CORRUPT:
		s->damaged = true;
		return fail_io(f, s->path, "damaged: %s", sqlite3_errmsg(s->db));
	case SQLITE_ERROR:
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
	case SQLITE_MISMATCH:
	case SQLITE_CONSTRAINT:
		if (s->doubted) {
			s->damaged = true;
			return fail_io(f, s->path, "%s", sqlite3_errmsg(s->db));
		}
		bug("%s: %s", s->path, sqlite3_errmsg(s->db));
	default:
		return fail_io(f, s->path, "%s", sqlite3_errmsg(s->db));
	}
}

int
db_script(struct store *s, const char *sql, struct fail *f)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_fail(s, f);
}

static sqlite3_stmt *
statement(struct store *s, const char *sql)
{
	size_t i = ((uintptr_t)sql >> 4) & (STATEMENTS - 1);
	for (size_t tried = 0; s->statements[i].sql != sql; i = (i + 1) & (STATEMENTS - 1)) {
		if (s->statements[i].sql == NULL)
			break;
		if (++tried == STATEMENTS)
			bug("more than %d statements", STATEMENTS);
	}
	if (s->statements[i].sql == NULL) {
		if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		        &s->statements[i].handle, NULL) != SQLITE_OK)
			return NULL;
		s->statements[i].sql = sql;
	}
	return s->statements[i].handle;
}

struct query
query(struct store *s, const char *sql)
{
	struct query q = {.store = s, .handle = statement(s, sql), .next = 1};
	if (q.handle == NULL) {
		q.rc = SQLITE_ERROR;
		return q;
	}
	if (sqlite3_stmt_busy(q.handle))
		bug("statement used inside itself: %.60s", sql);
	sqlite3_reset(q.handle);
	sqlite3_clear_bindings(q.handle);
	return q;
}

void
query_text(struct query *q, const char *text)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_text(q->handle, q->next++, text, -1, SQLITE_STATIC);
}

void
query_int(struct query *q, int64_t n)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_int64(q->handle, q->next++, n);
}

void
query_optional(struct query *q, int64_t n)
{
	if (n != 0)
		query_int(q, n);
	else
		q->next++; /* unbound is NULL */
}

void
query_real(struct query *q, double n)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_double(q->handle, q->next++, n);
}

void
query_blob(struct query *q, const void *bytes, size_t n)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_blob64(q->handle, q->next++, bytes, n, SQLITE_STATIC);
}

int
query_step(struct query *q, struct fail *f)
{
	if (q->rc != SQLITE_OK)
		return db_fail(q->store, f);
	int rc = sqlite3_step(q->handle);
	if (rc == SQLITE_ROW)
		return 1;
	int answer = rc == SQLITE_DONE ? 0 : db_fail(q->store, f);
	sqlite3_reset(q->handle);
	return answer;
}

void
query_done(struct query *q)
{
	sqlite3_reset(q->handle);
}

int64_t
query_run(struct query *q, struct fail *f)
{
	int rc = query_step(q, f);
	if (rc == 1)
		bug("rows from a statement that gives none: %.60s", sqlite3_sql(q->handle));
	return rc < 0 ? -1 : sqlite3_changes64(q->store->db);
}

int
query_number(struct query *q, int64_t *n, struct fail *f)
{
	int rc = query_step(q, f);
	if (rc == 1) {
		rc = sqlite3_column_type(q->handle, 0) != SQLITE_NULL;
		if (rc == 1)
			*n = column_int(q, 0);
		query_done(q);
	}
	return rc;
}

const char *
column_text(struct query *q, int column)
{
	return (const char *)sqlite3_column_text(q->handle, column);
}

char *
column_copy(struct query *q, int column, struct arena *a)
{
	return arena_str(a, column_text(q, column));
}

int64_t
column_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->handle, column);
}

const void *
column_blob(struct query *q, int column, size_t *n)
{
	const void *bytes = sqlite3_column_blob(q->handle, column);
	*n = (size_t)sqlite3_column_bytes(q->handle, column);
	return bytes;
}

double
column_real(struct query *q, int column)
{
	return sqlite3_column_double(q->handle, column);
}

int
db_begin(struct store *s, struct fail *f)
{
	const char *outer = s->mode == STORE_READ ? BEGIN_READING : BEGIN;
	struct query q = query(s, s->depth > 0 ? INNER : outer);
	if (query_run(&q, f) < 0)
		return -1;
	s->depth++;
	return 0;
}

/* The end of an operation within a batch: what failed is undone, the rest of the batch stands. */
static int64_t
inner_end(struct store *s, int64_t rc, struct fail *f)
{
	struct fail ignored;
	/* A full disk may have undone the batch by itself; its end will tell. */
	if (rc < 0 && sqlite3_get_autocommit(s->db))
		return rc;
	struct query q = query(s, INNER_UNDONE);
	if (rc < 0 && query_run(&q, &ignored) < 0)
		log_warn("%s: roll-back failed", s->path);
	q = query(s, INNER_KEPT);
	return query_run(&q, rc < 0 ? &ignored : f) < 0 ? -1 : rc;
}

int64_t
db_end(struct store *s, int64_t rc, struct fail *f)
{
	if (s->depth > 0 && --s->depth > 0)
		return inner_end(s, rc, f);
	if (rc >= 0) {
		struct query q = query(s, COMMIT);
		if (query_run(&q, f) < 0)
			rc = -1;
	}
	/* A full disk or a failed write may have rolled back by itself. */
	if (rc < 0 && !sqlite3_get_autocommit(s->db)) {
		struct fail ignored; /* the first failure is the one to tell */
		struct query q = query(s, ROLLBACK);
		if (query_run(&q, &ignored) < 0)
			log_warn("%s: roll-back failed", s->path);
	}
	return rc;
}

int
store_batch_begin(struct store *s, struct fail *f)
{
	return db_begin(s, f);
}

int
store_batch_end(struct store *s, bool keep, struct fail *f)
{
	struct fail ignored;
	return (int)(keep ? db_end(s, 0, f) : db_end(s, -1, &ignored));
}

static int
settle_in(struct store *s, struct fail *f)
{
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, BUSY_MILLISECONDS);
	if (db_script(s, SETTINGS, f) < 0 || facets_open(s, f) < 0 || schema_open(s, f) < 0)
		return -1;
	return s->mode == STORE_READ ? db_script(s, READ_ONLY, f) : 0;
}

struct store *
store_open(const char *dir, enum store_mode mode, struct fail *f)
{
	struct store *s = calloc(1, sizeof *s);
	if (s == NULL || asprintf(&s->path, "%s/geppo.db", dir) < 0)
		fatal("out of memory");
	s->mode = mode;
	s->dir = strdup(dir);
	if (s->dir == NULL)
		fatal("out of memory");
	/* No program has threads; a store opened already keeps what was said for it. */
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* A reader too must be able to roll back what a killed writer left. */
	int flags = SQLITE_OPEN_READWRITE | (mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
	if (access(dir, F_OK) != 0)
		fail_config(f, dir, "no such data directory; geppo init makes one");
	else if (mode == STORE_READ && access(s->path, F_OK) != 0)
		fail_config(f, s->path, "no store there yet; geppo ingest or geppo load makes one");
	else if (sqlite3_open_v2(s->path, &s->db, flags, NULL) != SQLITE_OK)
		db_fail(s, f);
	else if (settle_in(s, f) == 0)
		return s;
	store_close(s);
	return NULL;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(s->statements[i].handle);
	if (sqlite3_close(s->db) != SQLITE_OK)
		bug("%s: closed while in use", s->path);
	folding_free(s->fold);
	keylog_free(s->keys);
	free(s->dir);
	free(s->path);
	free(s);
}

const struct folding *
store_fold(struct store *s, struct fail *f)
{
	if (s->fold == NULL)
		s->fold = folding_load(s->dir, f);
	return s->fold;
}
