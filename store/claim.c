/* claim.c - how a stage takes work, and gives it back. The attempt is committed before the work, so
 * that work which kills its worker is counted; the third one that does not finish is held. */
#include "store/db.h"

#include <stdio.h>

enum { ATTEMPTS = 3 };

/* Seconds before the next attempt, by attempts made: a run that follows must not wait for hours. */
static const int back_off[] = {0, 2, 30};

/* The same statements for the rows of each stage. Clock: seconds since 1970 by the database. */
#define STAGE_SQL(table, id)                                                                       \
	{                                                                                          \
		.leased =                                                                          \
		    "SELECT id, attempts, lease_owner, lease_until <= unixepoch() FROM " table     \
		    " WHERE token IS NOT NULL AND state = 'waiting'",                              \
		.lapse =                                                                           \
		    "UPDATE " table " SET token = NULL, lease_until = NULL, lease_owner = NULL,"   \
		    " state = iif(attempts >= ?2, 'held', state),"                                 \
		    " why = iif(attempts >= ?2, 'the work on it ended without an answer '"         \
		    " || attempts || ' times', why) WHERE id = ?1",                                \
		.waiting =                                                                         \
		    "SELECT id, " id ", attempts FROM " table                                      \
		    " WHERE state = 'waiting' AND token IS NULL AND next_try <= unixepoch()"       \
		    " ORDER BY id LIMIT ?1",                                                       \
		.count = "SELECT count(*) FROM " table                                             \
		         " WHERE state = 'waiting' AND token IS NULL AND next_try <= unixepoch()", \
		.take = "UPDATE " table " SET token = ?2, attempts = attempts + 1,"                \
		        " lease_until = unixepoch() + ?3, lease_owner = ?4 WHERE id = ?1",         \
		.check = "SELECT id FROM " table " WHERE " id                                      \
		         " = ?1 AND token = ?2 AND state = 'waiting'",                             \
		.retry =                                                                           \
		    "UPDATE " table " SET token = NULL, lease_until = NULL, lease_owner = NULL,"   \
		    " next_try = unixepoch() + ?2, why = ?3 WHERE id = ?1",                        \
		.release = "UPDATE " table " SET state = 'waiting', attempts = 0, next_try = 0,"   \
		           " why = NULL WHERE state = 'held' AND (?1 IS NULL OR " id " = ?1)",     \
	}

static const struct stage_sql {
	const char *leased, *lapse, *waiting, *count, *take, *check, *retry, *release;
} stage_sql[] = {
    [STAGE_PARSE] = STAGE_SQL("capture", "record"),
    [STAGE_STORE] = STAGE_SQL("document", "name"),
};

static const char SETTLE_CAPTURE[] =
    "UPDATE capture SET state = ?2, why = ?3, outcome = ?4, token = NULL, lease_until = NULL,"
    " lease_owner = NULL WHERE id = ?1";
static const char SETTLE_DOCUMENT[] =
    "UPDATE document SET state = ?2, why = ?3, token = NULL, lease_until = NULL,"
    " lease_owner = NULL WHERE id = ?1";

/* Rows under a lease that no longer binds. */
struct lapsed {
	int64_t *rows;
	size_t n, room;
};

static int
find_lapsed(struct store *s, enum stage stage, struct arena *a, struct lapsed *out, struct fail *f)
{
	struct query q = query(s, stage_sql[stage].leased);
	int rc;
	while ((rc = query_step(&q, f)) == 1) {
		if (!column_int(&q, 3) && lease_owner_lives(column_text(&q, 2)))
			continue;
		out->rows =
		    arena_grow(a, out->rows, out->n, out->n + 1, &out->room, sizeof *out->rows);
		out->rows[out->n++] = column_int(&q, 0);
	}
	return rc;
}

static int
take_back_lapsed(struct store *s, enum stage stage, struct arena *a, struct fail *f)
{
	struct lapsed lapsed = {0};
	if (find_lapsed(s, stage, a, &lapsed, f) < 0)
		return -1;
	for (size_t i = 0; i < lapsed.n; i++) {
		struct query q = query(s, stage_sql[stage].lapse);
		query_int(&q, lapsed.rows[i]);
		query_int(&q, ATTEMPTS);
		if (query_run(&q, f) < 0)
			return -1;
	}
	return 0;
}

/* A unit whose work did not end before is handed out alone: when it ends its worker again, no other
 * unit's attempt is spent. */
static int
take(struct store *s, enum stage stage, size_t n, int lease_seconds, struct arena *a,
    struct claim *claims, size_t *taken, struct fail *f)
{
	int64_t *rows = arena_zalloc(a, n, sizeof *rows);
	struct query q = query(s, stage_sql[stage].waiting);
	query_int(&q, (int64_t)n);
	int rc = 0, attempts = 0;
	while (attempts == 0 && (rc = query_step(&q, f)) == 1) {
		attempts = (int)column_int(&q, 2);
		if (attempts > 0 && *taken > 0)
			break;
		rows[*taken] = column_int(&q, 0);
		claims[(*taken)++] = (struct claim){
		    .id = column_copy(&q, 1, a), .token = lease_token(a), .attempt = attempts + 1};
	}
	if (rc == 1) {
		query_done(&q);
		rc = 0;
	}
	for (size_t i = 0; rc == 0 && i < *taken; i++) {
		q = query(s, stage_sql[stage].take);
		query_int(&q, rows[i]);
		query_text(&q, claims[i].token);
		query_int(&q, lease_seconds);
		query_text(&q, lease_owner());
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	return rc;
}

int
store_claim(struct store *s, enum stage stage, size_t n, int lease_seconds, struct arena *a,
    struct claim **out, size_t *taken, struct fail *f)
{
	*taken = 0;
	*out = arena_zalloc(a, n, sizeof **out);
	if (db_begin(s, f) < 0)
		return -1;
	int rc = take_back_lapsed(s, stage, a, f);
	if (rc == 0)
		rc = take(s, stage, n, lease_seconds, a, *out, taken, f);
	return (int)db_end(s, rc, f);
}

int
claim_find(struct store *s, enum stage stage, const struct claim *c, int64_t *row, struct fail *f)
{
	struct query q = query(s, stage_sql[stage].check);
	query_text(&q, c->id);
	query_text(&q, c->token);
	return query_number(&q, row, f);
}

int
claim_check(struct store *s, enum stage stage, const struct claim *c, int64_t *row, struct fail *f)
{
	int found = claim_find(s, stage, c, row, f);
	if (found == 0)
		return fail_again(f, c->id, "the claim is no longer ours; its result was not kept");
	return found < 0 ? -1 : 0;
}

int
claim_settle(struct store *s, enum stage stage, int64_t row, const char *state, const char *outcome,
    const char *why, struct fail *f)
{
	struct query q = query(s, stage == STAGE_PARSE ? SETTLE_CAPTURE : SETTLE_DOCUMENT);
	query_int(&q, row);
	query_text(&q, state);
	query_text(&q, why);
	if (stage == STAGE_PARSE)
		query_text(&q, outcome);
	if (query_run(&q, f) < 0)
		return -1;
	return heartbeat(s, stage == STAGE_PARSE ? "parse" : "store", f);
}

static int
try_later(
    struct store *s, enum stage stage, int64_t row, int attempt, const char *why, struct fail *f)
{
	struct query q = query(s, stage_sql[stage].retry);
	query_int(&q, row);
	query_int(&q, back_off[attempt]);
	query_text(&q, why);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_claim_fail(struct store *s, enum stage stage, const struct claim *c, const struct fail *why,
    struct fail *f)
{
	int64_t row;
	char text[sizeof why->why + sizeof why->place + 2];
	snprintf(text, sizeof text, "%s", fail_text(why));
	if (db_begin(s, f) < 0)
		return -1;
	int rc = claim_check(s, stage, c, &row, f);
	if (rc == 0 && why->what == FAIL_RETRY && c->attempt < ATTEMPTS)
		rc = try_later(s, stage, row, c->attempt, text, f);
	else if (rc == 0 && why->what == FAIL_DROP && stage == STAGE_PARSE)
		rc = claim_settle(s, stage, row, "dropped", "unusable", text, f);
	else if (rc == 0)
		rc = claim_settle(s, stage, row, "held", NULL, text, f);
	return (int)db_end(s, rc, f);
}

int64_t
store_waiting(struct store *s, enum stage stage, struct fail *f)
{
	struct arena a = {0};
	struct lapsed lapsed = {0};
	int64_t n = 0;
	struct query q = query(s, stage_sql[stage].count);
	int rc = query_number(&q, &n, f);
	if (rc >= 0)
		rc = find_lapsed(s, stage, &a, &lapsed, f);
	arena_release(&a);
	return rc < 0 ? -1 : n + (int64_t)lapsed.n;
}

int64_t
store_release_held(struct store *s, enum stage stage, const char *id, struct fail *f)
{
	struct query q = query(s, stage_sql[stage].release);
	query_text(&q, id);
	return query_run(&q, f);
}
