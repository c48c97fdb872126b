/* outbox.c - see outbox.h: messages and their states. */
#include "store/outbox.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/digest.h"
#include "store/db.h"
#include "store/letters.h"

static const char PUT_ENTITY[] =
    "INSERT INTO entity (digest, bytes) VALUES (?,?) ON CONFLICT DO NOTHING";
static const char PUT[] =
    "INSERT INTO outbox (ref, kind, month, notice, recipient, address, sender, message_id, head,"
    " entity, state, at) VALUES (?,?,?,?,?,?,?,?,?,?,'pending',?) ON CONFLICT (ref) DO NOTHING";
static const char LIST[] =
    "SELECT id, ref, kind, month, notice, recipient, address, sender, message_id, state, attempts,"
    " first_try, next_try, at, answer FROM outbox"
    " WHERE (?1 IS NULL OR month = ?1) AND (?2 IS NULL OR kind = ?2) ORDER BY id";
static const char RECOVER_SENDING[] =
    "UPDATE outbox SET state = 'pending', at = ?1,"
    " answer = 'the sender was stopped before the end of the message' WHERE state = 'sending'";
static const char RECOVER_DOT[] =
    "UPDATE outbox SET state = 'unknown', at = ?1,"
    " answer = 'the sender was stopped while the end of the message was handed over'"
    " WHERE state = 'dot'";
static const char NEXT[] =
    "SELECT o.id, o.ref, o.kind, o.month, o.notice, o.recipient, o.address, o.sender,"
    " o.message_id, o.attempts, o.first_try, o.head, e.bytes FROM outbox o"
    " JOIN entity e ON e.digest = o.entity"
    " WHERE (o.state = 'pending' OR (o.state = 'retry' AND o.next_try <= ?1))"
    " AND (?2 IS NULL OR o.month = ?2) AND (?3 IS NULL OR o.address = ?3 COLLATE NOCASE)"
    " AND (?4 = 0 OR o.kind NOT IN ('issue','correction'))"
    " ORDER BY o.attempts, o.id LIMIT 1";
static const char TAKE[] = "UPDATE outbox SET state = 'sending', attempts = attempts + 1,"
                           " first_try = ifnull(first_try, ?2), at = ?2, next_try = NULL"
                           " WHERE id = ?1";
static const char READDRESS[] = "UPDATE outbox SET address = ?2, head = ?3 WHERE ref = ?1"
                                " AND state IN ('pending','retry')";
static const char SETTLE[] =
    "UPDATE outbox SET state = ?2, answer = ?3, next_try = ?4, at = ?5 WHERE id = ?1";
static const char ISSUE_DONE[] =
    "UPDATE issue SET state = 'sent' WHERE state = 'approved' AND month = ifnull(?2,"
    " (SELECT month FROM outbox WHERE id = ?1 AND kind = 'issue')) AND NOT EXISTS"
    " (SELECT 1 FROM outbox o WHERE o.month = issue.month AND o.kind = 'issue'"
    " AND o.state NOT IN ('sent','refused','bounced'))";
static const char RESOLVE[] =
    "UPDATE outbox SET state = ?3, answer = ?4, at = ?5, next_try = NULL WHERE month = ?1"
    " AND (?2 IS NULL OR recipient = ?2) AND state IN ('unknown','refused','bounced')";

static const char *
now_text(char out[INSTANT_SIZE])
{
	instant_now(out);
	return out;
}

static int64_t
put_one(struct store *s, const struct letter *l, struct fail *f)
{
	char digest[65], now[INSTANT_SIZE];
	sha256_hex(l->entity, l->n_entity, digest);
	struct query q = query(s, PUT_ENTITY);
	query_text(&q, digest);
	query_blob(&q, l->entity, l->n_entity);
	if (query_run(&q, f) < 0)
		return -1;
	q = query(s, PUT);
	query_text(&q, l->ref);
	query_text(&q, l->kind);
	query_text(&q, l->month);
	query_int(&q, l->notice);
	query_text(&q, l->recipient);
	query_text(&q, l->address);
	query_text(&q, l->sender);
	query_text(&q, l->message_id);
	query_text(&q, l->head);
	query_text(&q, digest);
	query_text(&q, now_text(now));
	return query_run(&q, f);
}

int64_t
letters_insert(struct store *s, const struct letter *l, size_t n, struct fail *f)
{
	int64_t put = 0, one;
	for (size_t i = 0; i < n && put >= 0; i++) {
		one = put_one(s, &l[i], f);
		put = one < 0 ? -1 : put + one;
	}
	return put;
}

int64_t
store_letters_put(struct store *s, const struct letter *l, size_t n, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return db_end(s, letters_insert(s, l, n, f), f);
}

int
store_letters(struct store *s, const char *month, const char *kind, struct arena *a,
    const struct letter **out, size_t *n, struct fail *f)
{
	struct letter *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LIST);
	query_text(&q, month);
	query_text(&q, kind);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct letter){.id = column_int(&q, 0),
		    .ref = column_copy(&q, 1, a),
		    .kind = column_copy(&q, 2, a),
		    .month = column_copy(&q, 3, a),
		    .notice = (int)column_int(&q, 4),
		    .recipient = column_copy(&q, 5, a),
		    .address = column_copy(&q, 6, a),
		    .sender = column_copy(&q, 7, a),
		    .message_id = column_copy(&q, 8, a),
		    .state = column_copy(&q, 9, a),
		    .attempts = (int)column_int(&q, 10),
		    .first_try = column_copy(&q, 11, a),
		    .next_try = column_copy(&q, 12, a),
		    .at = column_copy(&q, 13, a),
		    .answer = column_copy(&q, 14, a)};
	}
	*out = list;
	return rc;
}

int64_t
store_letters_recover(struct store *s, struct fail *f)
{
	char now[INSTANT_SIZE];
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, RECOVER_SENDING);
	query_text(&q, now_text(now));
	int64_t n = query_run(&q, f);
	if (n >= 0) {
		q = query(s, RECOVER_DOT);
		query_text(&q, now);
		n = query_run(&q, f);
	}
	return db_end(s, n, f);
}

int
store_letter_readdress(struct store *s, const struct letter *l, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, READDRESS);
	query_text(&q, l->ref);
	query_text(&q, l->address);
	query_text(&q, l->head);
	return db_end(s, query_run(&q, f), f) < 0 ? -1 : 0;
}

static int
next_due(struct store *s, const char *now, const struct letter_query *which, struct arena *a,
    struct letter *out, struct fail *f)
{
	struct query q = query(s, NEXT);
	query_text(&q, now);
	query_text(&q, which->month);
	query_text(&q, which->address);
	query_int(&q, which->no_issues);
	int rc = query_step(&q, f);
	if (rc == 1) {
		*out = (struct letter){.id = column_int(&q, 0),
		    .ref = column_copy(&q, 1, a),
		    .kind = column_copy(&q, 2, a),
		    .month = column_copy(&q, 3, a),
		    .notice = (int)column_int(&q, 4),
		    .recipient = column_copy(&q, 5, a),
		    .address = column_copy(&q, 6, a),
		    .sender = column_copy(&q, 7, a),
		    .message_id = column_copy(&q, 8, a),
		    .attempts = (int)column_int(&q, 9) + 1,
		    .first_try = column_copy(&q, 10, a),
		    .head = column_copy(&q, 11, a)};
		out->n_entity = (size_t)sqlite3_column_bytes(q.handle, 12);
		out->entity = arena_strn(a, sqlite3_column_blob(q.handle, 12), out->n_entity);
	}
	query_done(&q);
	return rc;
}

int
store_letter_next(struct store *s, const struct letter_query *which, struct arena *a,
    struct letter *out, struct fail *f)
{
	char now[INSTANT_SIZE];
	if (db_begin(s, f) < 0)
		return -1;
	int rc = next_due(s, now_text(now), which, a, out, f);
	if (rc == 1) {
		struct query q = query(s, TAKE);
		query_int(&q, out->id);
		query_text(&q, now);
		if (query_run(&q, f) < 0)
			rc = -1;
		if (out->first_try == NULL)
			out->first_try = arena_str(a, now);
	}
	return (int)db_end(s, rc, f);
}

int
store_letter_settle(struct store *s, int64_t id, const char *state, const char *answer,
    const char *next_try, struct fail *f)
{
	char now[INSTANT_SIZE];
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, SETTLE);
	query_int(&q, id);
	query_text(&q, state);
	query_text(&q, answer);
	query_text(&q, next_try);
	query_text(&q, now_text(now));
	int64_t rc = query_run(&q, f);
	if (rc >= 0) {
		q = query(s, ISSUE_DONE);
		query_int(&q, id);
		query_text(&q, NULL);
		rc = query_run(&q, f);
	}
	return db_end(s, rc, f) < 0 ? -1 : 0;
}

int64_t
store_letters_resolve(struct store *s, const char *month, const char *recipient, const char *state,
    const char *who, struct fail *f)
{
	char now[INSTANT_SIZE], answer[300];
	if (db_begin(s, f) < 0)
		return -1;
	snprintf(answer, sizeof answer, "settled by %.200s", who);
	struct query q = query(s, RESOLVE);
	query_text(&q, month);
	query_text(&q, recipient);
	query_text(&q, state);
	query_text(&q, answer);
	query_text(&q, now_text(now));
	int64_t n = query_run(&q, f);
	if (n > 0) {
		q = query(s, ISSUE_DONE);
		query_int(&q, 0);
		query_text(&q, month);
		n = query_run(&q, f) < 0 ? -1 : n;
	}
	return db_end(s, n, f);
}
