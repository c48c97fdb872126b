/* approval.c - see outbox.h: the bytes a person approved, kept unchanged. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/caps.h"
#include "base/date.h"
#include "base/digest.h"
#include "store/db.h"
#include "store/outbox.h"

static const char APPROVE_ISSUE[] =
    "UPDATE issue SET state = 'approved' WHERE month = ?1 AND state = 'draft' AND digest = ?2";
static const char ADD_APPROVAL[] =
    "INSERT INTO approval (month, notice, who, at, digest) VALUES (?,?,?,?,?)";
static const char ADD_FROZEN[] =
    "INSERT INTO frozen (month, notice, edition, face, bytes, digest) VALUES (?,?,?,?,?,?)";
/* One above the last approved one. */
static const char NEXT_CORRECTION[] =
    "SELECT ifnull(max(notice), 0) + 1 FROM approval WHERE month = ?";
static const char PUT_CORRECTION[] = "INSERT INTO correction (month, notice, text, at)"
                                     " VALUES (?1,?2,?3,?4) ON CONFLICT (month, notice)"
                                     " DO UPDATE SET text = ?3, at = ?4";
static const char CORRECTION[] =
    "SELECT c.notice, c.text FROM correction c WHERE c.month = ?1 AND NOT EXISTS (SELECT 1 FROM"
    " approval a WHERE a.month = c.month AND a.notice = c.notice) ORDER BY c.notice LIMIT 1";
static const char CORRECTIONS[] =
    "SELECT c.month, c.notice, c.text, a.who, a.at FROM correction c JOIN approval a"
    " ON a.month = c.month AND a.notice = c.notice WHERE ?1 IS NULL OR c.month = ?1"
    " ORDER BY a.at, c.month, c.notice";
static const char TRIED[] =
    "SELECT count(*) FROM outbox WHERE month = ?1 AND kind IN ('issue','copy') AND attempts > 0";
static const char DROP_LETTERS[] =
    "DELETE FROM outbox WHERE month = ?1 AND kind IN ('issue','copy')";
static const char DROP_FROZEN[] = "DELETE FROM frozen WHERE month = ?1 AND notice = 0";
static const char DROP_APPROVAL[] = "DELETE FROM approval WHERE month = ?1 AND notice = 0";
static const char DRAFT_AGAIN[] =
    "UPDATE issue SET state = 'draft' WHERE month = ?1 AND state = 'approved'";
static const char LOG[] =
    "INSERT INTO decision (subject, field, value, who, at) VALUES (?,?,?,?,?)";
static const char GET[] = "SELECT who, at, digest FROM approval WHERE month = ?1 AND notice = ?2";
static const char FACES[] = "SELECT edition, face, bytes, digest FROM frozen"
                            " WHERE month = ?1 AND notice = ?2 ORDER BY edition, face";

static int
run_month(struct store *s, const char *sql, const char *month, struct fail *f)
{
	struct query q = query(s, sql);
	query_text(&q, month);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
log_decision(struct store *s, const char *month, const char *field, const char *value,
    const char *who, struct fail *f)
{
	char subject[32], now[INSTANT_SIZE];
	snprintf(subject, sizeof subject, "issue:%s", month);
	instant_now(now);
	struct query q = query(s, LOG);
	query_text(&q, subject);
	query_text(&q, field);
	query_text(&q, value);
	query_text(&q, who);
	query_text(&q, now);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
freeze(struct store *s, const char *month, int notice, const char *who, const struct frozen *faces,
    size_t n, struct fail *f)
{
	char digest[65], now[INSTANT_SIZE];
	struct buf names;
	buf_init(&names, CAP_CONFIG_FILE);
	for (size_t i = 0; i < n; i++) {
		sha256_hex(faces[i].bytes, faces[i].n, digest);
		buf_addf(&names, "%s %s %s\n", digest, faces[i].edition, faces[i].face);
	}
	sha256_hex(names.text, names.len, digest);
	buf_release(&names);
	instant_now(now);
	struct query q = query(s, ADD_APPROVAL);
	query_text(&q, month);
	query_int(&q, notice);
	query_text(&q, who);
	query_text(&q, now);
	query_text(&q, digest);
	int64_t rc = query_run(&q, f);
	for (size_t i = 0; i < n && rc >= 0; i++) {
		sha256_hex(faces[i].bytes, faces[i].n, digest);
		q = query(s, ADD_FROZEN);
		query_text(&q, month);
		query_int(&q, notice);
		query_text(&q, faces[i].edition);
		query_text(&q, faces[i].face);
		query_blob(&q, faces[i].bytes, faces[i].n);
		query_text(&q, digest);
		rc = query_run(&q, f);
	}
	return rc < 0 ? -1 : 0;
}

int
store_approve(struct store *s, const char *month, const char *draft_digest, const char *who,
    const struct frozen *faces, size_t n, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, APPROVE_ISSUE);
	query_text(&q, month);
	query_text(&q, draft_digest);
	int64_t rc = query_run(&q, f);
	if (rc == 0)
		rc = fail_input(
		    f, month, "the issue is no draft, or it changed while it was approved");
	if (rc > 0)
		rc = freeze(s, month, 0, who, faces, n, f);
	if (rc == 0)
		rc = log_decision(s, month, "approved", "yes", who, f);
	return (int)db_end(s, rc, f);
}

int
store_correction_put(
    struct store *s, const char *month, const char *text, int *notice, struct fail *f)
{
	char now[INSTANT_SIZE];
	int64_t n = 0;
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, NEXT_CORRECTION);
	query_text(&q, month);
	int64_t rc = query_number(&q, &n, f) < 0 ? -1 : 0;
	instant_now(now);
	if (rc == 0) {
		q = query(s, PUT_CORRECTION);
		query_text(&q, month);
		query_int(&q, n);
		query_text(&q, text);
		query_text(&q, now);
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	*notice = (int)n;
	return (int)db_end(s, rc, f);
}

int
store_correction(struct store *s, const char *month, struct arena *a, int *notice,
    const char **text, struct fail *f)
{
	struct query q = query(s, CORRECTION);
	query_text(&q, month);
	int rc = query_step(&q, f);
	if (rc == 1) {
		*notice = (int)column_int(&q, 0);
		*text = column_copy(&q, 1, a);
	}
	query_done(&q);
	return rc;
}

int
store_approve_correction(struct store *s, const char *month, int notice, const char *who,
    const struct frozen *faces, size_t n, struct fail *f)
{
	char value[32];
	if (db_begin(s, f) < 0)
		return -1;
	snprintf(value, sizeof value, "%d", notice);
	int rc = freeze(s, month, notice, who, faces, n, f);
	if (rc == 0)
		rc = log_decision(s, month, "correction", value, who, f);
	return (int)db_end(s, rc, f);
}

int
store_corrections(struct store *s, const char *month, struct arena *a,
    const struct correction **out, size_t *n, struct fail *f)
{
	struct correction *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, CORRECTIONS);
	query_text(&q, month);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct correction){.month = column_copy(&q, 0, a),
		    .notice = (int)column_int(&q, 1),
		    .text = column_copy(&q, 2, a),
		    .who = column_copy(&q, 3, a),
		    .at = column_copy(&q, 4, a)};
	}
	query_done(&q);
	*out = list;
	return rc;
}

int
store_approval_withdraw(struct store *s, const char *month, const char *who, struct fail *f)
{
	int64_t tried = 0, rc;
	if (db_begin(s, f) < 0)
		return -1;
	struct query q = query(s, TRIED);
	query_text(&q, month);
	rc = query_number(&q, &tried, f) < 0 ? -1 : 0;
	if (rc == 0 && tried > 0)
		rc = fail_input(f, month,
		    "%d messages were tried already; what is wrong is mended by a correction",
		    (int)tried);
	if (rc == 0) {
		q = query(s, DRAFT_AGAIN);
		query_text(&q, month);
		rc = query_run(&q, f);
		rc =
		    rc == 0 ? fail_input(f, month, "the issue is not approved") : (rc < 0 ? -1 : 0);
	}
	if (rc == 0 &&
	    (run_month(s, DROP_LETTERS, month, f) < 0 || run_month(s, DROP_FROZEN, month, f) < 0 ||
	        run_month(s, DROP_APPROVAL, month, f) < 0 ||
	        log_decision(s, month, "approved", NULL, who, f) < 0))
		rc = -1;
	return (int)db_end(s, rc, f);
}

int
store_approval(struct store *s, const char *month, int notice, struct arena *a,
    struct approval *out, struct fail *f)
{
	struct query q = query(s, GET);
	query_text(&q, month);
	query_int(&q, notice);
	int rc = query_step(&q, f);
	if (rc == 1)
		*out = (struct approval){
		    column_copy(&q, 0, a), column_copy(&q, 1, a), column_copy(&q, 2, a)};
	query_done(&q);
	return rc;
}

int
store_frozen(struct store *s, const char *month, int notice, struct arena *a,
    const struct frozen **out, size_t *n, struct fail *f)
{
	struct frozen *list = NULL;
	size_t room = 0;
	int rc;
	char digest[65];
	struct query q = query(s, FACES);
	query_text(&q, month);
	query_int(&q, notice);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		struct frozen *z = &list[(*n)++];
		size_t bytes = (size_t)sqlite3_column_bytes(q.handle, 2);
		*z = (struct frozen){.edition = column_copy(&q, 0, a),
		    .face = column_copy(&q, 1, a),
		    .bytes = arena_strn(a, sqlite3_column_blob(q.handle, 2), bytes),
		    .n = bytes,
		    .digest = column_copy(&q, 3, a)};
		sha256_hex(z->bytes, z->n, digest);
		if (strcmp(digest, z->digest) != 0) {
			query_done(&q);
			return fail_io(f, month, "the approved bytes of %s (%s) are damaged",
			    z->edition, z->face);
		}
	}
	*out = list;
	return rc;
}
