/* db.h - SQLite behind store/: the connection, named statements, transactions, claims. Private.
 *
 * A statement is a named `static const char NAME[]` at the top of the file that uses it; it is
 * prepared once a connection and found again by the address of its text. */
#ifndef GEPPO_STORE_DB_H
#define GEPPO_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

enum {
	STATEMENTS = 256, /* slots of the cache, a power of two well above the number of names */
	APPLICATION_ID = 0x67657070, /* "gepp" */
};

struct store {
	sqlite3 *db;
	enum store_mode mode;
	char *dir;
	char *path;
	int depth;            /* transactions open, the inner ones savepoints */
	bool doubted;         /* its own schema may be wrong: no error is taken for ours */
	bool damaged;         /* the database said so of itself */
	struct folding *fold; /* see store_fold() */
	struct keylog *keys;  /* see keylog_follow() */
	struct {
		const char *sql;
		sqlite3_stmt *handle;
	} statements[STATEMENTS];
};

/* A statement in use: bind in order, then step. Errors stick until query_step(). */
struct query {
	struct store *store;
	sqlite3_stmt *handle;
	int next; /* parameter to bind */
	int rc;
};

struct query query(struct store *s, const char *sql);
void query_text(struct query *q, const char *text); /* borrowed until the statement is done */
void query_int(struct query *q, int64_t n);
void query_optional(struct query *q, int64_t n); /* NULL when 0 */
void query_real(struct query *q, double n);
void query_blob(struct query *q, const void *bytes, size_t n);

/* 1: a row; 0: the end, the statement is reset; -1. A loop left early needs query_done(). */
int query_step(struct query *q, struct fail *f) __attribute__((warn_unused_result));
void query_done(struct query *q);

/* Step a statement that gives no row to its end: the number of rows changed, or -1. */
int64_t query_run(struct query *q, struct fail *f) __attribute__((warn_unused_result));
/* The one integer a statement answers with: 1 found (*n is set), 0 no row or NULL, -1. */
int query_number(struct query *q, int64_t *n, struct fail *f) __attribute__((warn_unused_result));

/* Columns of the row at hand. */
const char *column_text(struct query *q, int column); /* NULL for NULL; until the next step */
char *column_copy(struct query *q, int column, struct arena *a);
int64_t column_int(struct query *q, int column);
const void *column_blob(struct query *q, int column, size_t *n); /* until the next step */
double column_real(struct query *q, int column);

/* The place where SQLite's errors become ours. Always -1. */
int db_fail(struct store *s, struct fail *f);

/* A transaction: a writing one, or, of a store open for reading, one state for all its statements
 * and one lock instead of one each. db_end() commits when rc >= 0 and rolls back otherwise; it
 * returns rc, or -1 when the commit failed. */
int db_begin(struct store *s, struct fail *f) __attribute__((warn_unused_result));
int64_t db_end(struct store *s, int64_t rc, struct fail *f) __attribute__((warn_unused_result));
/* Run several statements in one text, as of a schema step. */
int db_script(struct store *s, const char *sql, struct fail *f) __attribute__((warn_unused_result));

/* ---- schema (schema.c, migrate.c) */

/* Steps in order; step i takes version i to i + 1. */
extern const char *const schema_steps[];
extern const int schema_version;
/* Bring the open database to our version: a new one from nothing, an older one after a backup. */
int schema_open(struct store *s, struct fail *f) __attribute__((warn_unused_result));

/* ---- claims (claim.c) */

/* This process as the owner of a lease: host, boot, process and its start time. Static. */
const char *lease_owner(void);
/* False when that owner is a process of this machine that is no more. */
bool lease_owner_lives(const char *owner);
/* A new fencing token, in the arena. */
char *lease_token(struct arena *a);

/* The row of a claim whose token still holds: 1, 0 when it does not, -1. */
int claim_find(struct store *s, enum stage stage, const struct claim *c, int64_t *row,
    struct fail *f) __attribute__((warn_unused_result));
/* Inside a transaction: fill *row with the claimed row's key when the token still holds;
 * otherwise -1 with EXIT_AGAIN. */
int claim_check(struct store *s, enum stage stage, const struct claim *c, int64_t *row,
    struct fail *f) __attribute__((warn_unused_result));
/* Inside a transaction: the row's new state, its lease given back. */
int claim_settle(struct store *s, enum stage stage, int64_t row, const char *state,
    const char *outcome, const char *why, struct fail *f) __attribute__((warn_unused_result));

/* The fold table of the data directory, loaded on first use; NULL on a fault. */
const struct folding *store_fold(struct store *s, struct fail *f);

/* ---- parts of a transaction that others join in */

int visit_insert(struct store *s, const struct visit *v, struct fail *f)
    __attribute__((warn_unused_result));
/* What a look at page 1 means for its source's health; the notice when its state changes. */
struct turn;
int health_take(struct store *s, const struct visit *v, bool good, struct fail *f)
    __attribute__((warn_unused_result));
/* Something of this stage ("fetch", "parse", "store") is done. */
int heartbeat(struct store *s, const char *stage, struct fail *f)
    __attribute__((warn_unused_result));
int stages_read(struct store *s, struct arena *a, const struct stage_status **out, size_t *n,
    struct fail *f) __attribute__((warn_unused_result));
int turn_insert(struct store *s, const struct turn *n, struct fail *f)
    __attribute__((warn_unused_result));
int captures_insert(struct store *s, const struct capture *c, size_t n, int64_t *added,
    struct fail *f) __attribute__((warn_unused_result));
/* New addresses of a listing; *fresh counts those not known before. */
int frontier_links(struct store *s, const char *source, bool baseline, const struct link *links,
    size_t n, int *fresh, struct fail *f) __attribute__((warn_unused_result));
/* A source's listing, due now when the source is active and can be watched. */
int frontier_listing(struct store *s, const struct source *source, struct fail *f)
    __attribute__((warn_unused_result));
/* Pages behind the one at hand, due now. */
int frontier_pages(struct store *s, const char *source, bool baseline,
    const struct listing_page *pages, size_t n, struct fail *f) __attribute__((warn_unused_result));
/* A page that was not what it should be must be asked for whole again: forget the validators that
 * came with the capture of this row, else a later "not modified" would pass for a good look. */
int frontier_forget(struct store *s, int64_t capture, struct fail *f)
    __attribute__((warn_unused_result));
/* What a look at page 1 says of the source's rhythm: new rows make the looks twice as frequent,
 * none half as much rarer, within its bounds. `at`: the look's instant. */
int frontier_rhythm(struct store *s, const char *source, bool fresh, const char *at, struct fail *f)
    __attribute__((warn_unused_result));

#endif
