/* issue.c - the bulletin of a month as it was made, with the items in it. */
#include "store/item.h"

#include <string.h>

#include "base/date.h"
#include "base/digest.h"

static const char STATE[] = "SELECT state FROM issue WHERE month = ?";
static const char PUT[] =
    "INSERT INTO issue (month, state, xml, digest, made_at) VALUES (?1,'draft',?2,?3,?4)"
    " ON CONFLICT (month) DO UPDATE SET xml = ?2, digest = ?3, made_at = ?4";
static const char CLEAR_ENTRIES[] = "DELETE FROM entry WHERE month = ?";
static const char ADD_ENTRY[] = "INSERT INTO entry (month, n, item, section) VALUES (?,?,?,?)";
static const char GET[] = "SELECT month, state, xml, digest, made_at FROM issue WHERE month = ?";

static const char MONTHS[] =
    "SELECT month FROM issue WHERE ?1 IS NULL OR state = ?1 ORDER BY month DESC";

/* What was approved is what was sent: only a draft gives way to another. */
static int
check_draft(struct store *s, const char *month, struct fail *f)
{
	struct query q = query(s, STATE);
	query_text(&q, month);
	int rc = query_step(&q, f);
	if (rc == 1 && strcmp(column_text(&q, 0), "draft") != 0)
		rc = fail_input(
		    f, month, "the issue is %s; it can not be drafted again", column_text(&q, 0));
	query_done(&q);
	return rc < 0 ? -1 : 0;
}

static int
put_issue(struct store *s, const char *month, const char *xml, struct fail *f)
{
	char digest[65], now[INSTANT_SIZE];
	sha256_hex(xml, strlen(xml), digest);
	instant_now(now);
	struct query q = query(s, PUT);
	query_text(&q, month);
	query_text(&q, xml);
	query_text(&q, digest);
	query_text(&q, now);
	if (query_run(&q, f) < 0)
		return -1;
	q = query(s, CLEAR_ENTRIES);
	query_text(&q, month);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
put_entries(
    struct store *s, const char *month, const struct entry *entries, size_t n, struct fail *f)
{
	for (size_t i = 0; i < n; i++) {
		int64_t item;
		if (item_row_required(s, entries[i].item, &item, f) < 0)
			return -1;
		struct query q = query(s, ADD_ENTRY);
		query_text(&q, month);
		query_int(&q, (int64_t)i);
		query_int(&q, item);
		query_text(&q, entries[i].section);
		if (query_run(&q, f) < 0)
			return -1;
	}
	return 0;
}

int
store_issue_put(struct store *s, const char *month, const char *xml, const struct entry *entries,
    size_t n, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	int rc = check_draft(s, month, f);
	if (rc == 0)
		rc = put_issue(s, month, xml, f);
	if (rc == 0)
		rc = put_entries(s, month, entries, n, f);
	return (int)db_end(s, rc, f);
}

int
store_issue(struct store *s, const char *month, struct arena *a, struct issue *out, struct fail *f)
{
	struct query q = query(s, GET);
	query_text(&q, month);
	int rc = query_step(&q, f);
	if (rc == 1)
		*out = (struct issue){.month = column_copy(&q, 0, a),
		    .state = column_copy(&q, 1, a),
		    .xml = column_copy(&q, 2, a),
		    .digest = column_copy(&q, 3, a),
		    .made_at = column_copy(&q, 4, a)};
	query_done(&q);
	return rc;
}

int
store_issue_months(struct store *s, const char *state, struct arena *a, const char *const **out,
    size_t *n, struct fail *f)
{
	const char **months = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, MONTHS);
	query_text(&q, state);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		months = arena_grow(a, months, *n, *n + 1, &room, sizeof *months);
		months[(*n)++] = column_copy(&q, 0, a);
	}
	*out = months;
	return rc;
}
