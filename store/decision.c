/* decision.c - what people settled: appended, never changed (triggers see to that). */
#include "store/document.h"
#include "store/item.h"
#include "store/opening.h"

#include <string.h>

#include "base/date.h"
#include "store/itemid.h"
#include "store/search.h"

static const char ADD[] =
    "INSERT INTO decision (subject, field, value, who, at, why) VALUES (?,?,?,?,?,?)";
static const char LIST[] = "SELECT subject, field, value, who, at, why FROM decision"
                           " WHERE ?1 IS NULL OR subject = ?1 ORDER BY id";
static const char COUNT[] = "SELECT count(*) FROM decision";
/* A merge or split is carried out by the next pass over the documents it touches. */
static const char REGROUP_ITEM[] =
    "UPDATE document SET state = 'waiting', attempts = 0, next_try = 0 WHERE id IN"
    " (SELECT document FROM item_document WHERE item = ?)";
static const char REGROUP_DOCUMENT[] =
    "UPDATE document SET state = 'waiting', attempts = 0, next_try = 0 WHERE name = ?";

/* Documents of the one item that an editor took out of the other; or out of the one, where they are
 * what is left in it. */
static const char SPLIT_APART[] =
    "SELECT DISTINCT x.name FROM item_document m JOIN document x ON x.id = m.document"
    " JOIN decision d ON d.subject = 'document:' || x.name AND d.field = 'split'"
    " JOIN item o ON o.name = d.value LEFT JOIN redirect r ON r.item = o.id"
    " WHERE m.item = ?1 AND coalesce(r.target, o.id) IN (?2, iif((SELECT count(*) FROM"
    " item_document n WHERE n.item = ?1) = 1, ?1, ?2)) ORDER BY x.name";
static const char MEMBERS[] = "SELECT count(*) FROM item_document WHERE item = ?";

static int
check_document(struct store *s, const char *name, struct fail *f)
{
	int64_t row;
	int rc = document_row(s, name, &row, f);
	return rc == 1 ? 0 : rc < 0 ? -1 : fail_input(f, name, "no such document");
}

/* About the issue of a month; a field about an item of it ends in ":ID", as geppo writes it. */
static int
check_issue(struct store *s, const struct decision *d, struct fail *f)
{
	char first[DATE_SIZE], last[DATE_SIZE], id[ITEMID_SIZE];
	int64_t row;
	if (!date_month(d->subject + 6, first, last))
		return fail_input(f, d->subject, "not a month (issue:YYYY-MM)");
	const char *item = strchr(d->field, ':');
	if (item == NULL)
		return 0;
	if (!itemid_parse(item + 1, id) || strcmp(id, item + 1) != 0)
		return fail_input(f, d->field, "ends in no item's id");
	return item_row_required(s, id, &row, f);
}

/* Items are written as their ids are, however they were typed; the subject must exist. */
static int
check_subject(struct store *s, const struct decision *d, struct arena *a, const char **subject,
    struct fail *f)
{
	char id[ITEMID_SIZE];
	int64_t row;
	*subject = d->subject;
	if (strncmp(d->subject, "document:", 9) == 0)
		return check_document(s, d->subject + 9, f);
	if (strcmp(d->field, "split") == 0)
		return fail_input(f, d->subject, "a split is about document:ID");
	if (strncmp(d->subject, "issue:", 6) == 0)
		return check_issue(s, d, f);
	if (strncmp(d->subject, "item:", 5) != 0)
		return fail_input(
		    f, d->subject, "a decision is about item:ID, document:ID or issue:YYYY-MM");
	if (itemid_parse(d->subject + 5, id))
		*subject = arena_printf(a, "item:%s", id);
	return item_row_required(s, *subject + 5, &row, f);
}

static int
regroup(struct store *s, const char *sql, int64_t row, const char *name, struct fail *f)
{
	struct query q = query(s, sql);
	if (name)
		query_text(&q, name);
	else
		query_int(&q, row);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* What follows from a decision at once, or with the next pass. */
static int
follow(struct store *s, const struct decision *d, const char *subject, struct fail *f)
{
	int64_t row;
	if (strncmp(subject, "issue:", 6) == 0)
		return 0;
	if (strncmp(subject, "document:", 9) == 0)
		return strcmp(d->field, "split") == 0
		           ? regroup(s, REGROUP_DOCUMENT, 0, subject + 9, f)
		           : 0;
	if (item_row_required(s, subject + 5, &row, f) < 0)
		return -1;
	if (strcmp(d->field, "merge") == 0)
		return regroup(s, REGROUP_ITEM, row, NULL, f);
	bool words = strcmp(d->field, "title_ja") == 0 || strcmp(d->field, "note") == 0;
	return words ? search_refresh_ja(s, row, f) : 0;
}

/* The item a split takes a document out of has to be known later, when it stands elsewhere. */
static int
split_from(
    struct store *s, const char *document, struct arena *a, const char **item, struct fail *f)
{
	int64_t row;
	int64_t members = 0;
	if (item_row_required(s, document, &row, f) < 0)
		return -1;
	struct query q = query(s, MEMBERS);
	query_int(&q, row);
	if (query_number(&q, &members, f) < 0)
		return -1;
	if (members < 2)
		return fail_input(f, document, "is the only document of its item");
	*item = item_name(s, row, a, f);
	return *item ? 0 : -1;
}

static int
add(struct store *s, const struct decision *d, const char *subject, const char *value,
    struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	struct query q = query(s, ADD);
	query_text(&q, subject);
	query_text(&q, d->field);
	query_text(&q, value);
	query_text(&q, d->who);
	query_text(&q, d->at ? d->at : now);
	query_text(&q, d->why);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* Who merges two items takes back that documents of the one were taken out of the other. */
static int
join_between(struct store *s, const struct decision *merge, int64_t one, int64_t other,
    struct arena *a, struct fail *f)
{
	struct decision join = {
	    .field = "join", .who = merge->who, .at = merge->at, .why = merge->why};
	const char **names = NULL, *from = item_name(s, other, a, f);
	size_t n = 0, room = 0;
	int rc;
	if (from == NULL)
		return -1;
	struct query q = query(s, SPLIT_APART);
	query_int(&q, one);
	query_int(&q, other);
	while ((rc = query_step(&q, f)) == 1) {
		names = arena_grow(a, names, n, n + 1, &room, sizeof *names);
		names[n++] = column_copy(&q, 0, a);
	}
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = add(s, &join, arena_printf(a, "document:%s", names[i]), from, f);
	return rc;
}

static int
join_apart(
    struct store *s, const struct decision *d, const char *subject, struct arena *a, struct fail *f)
{
	int64_t one, other;
	const char *value =
	    d->value && strncmp(d->value, "item:", 5) == 0 ? d->value + 5 : d->value;
	if (value == NULL)
		return fail_input(f, subject, "a merge is with another item");
	if (item_row_required(s, subject + 5, &one, f) < 0 ||
	    item_row_required(s, value, &other, f) < 0)
		return -1;
	if (strcmp(subject + 5, value) == 0)
		return fail_input(f, value, "is the same item");
	return join_between(s, d, one, other, a, f) < 0 || join_between(s, d, other, one, a, f) < 0
	           ? -1
	           : 0;
}

static int
decide(
    struct store *s, const struct decision *d, const char *subject, struct arena *a, struct fail *f)
{
	const char *value = d->value;
	if (strcmp(d->field, "split") == 0 && value == NULL &&
	    split_from(s, subject + strlen("document:"), a, &value, f) < 0)
		return -1;
	if (strcmp(d->field, "merge") == 0 && join_apart(s, d, subject, a, f) < 0)
		return -1;
	if (add(s, d, subject, value, f) < 0)
		return -1;
	return follow(s, d, subject, f);
}

static int
decide_one(struct store *s, const struct decision *d, struct fail *f)
{
	struct arena a = {0};
	const char *subject;
	int rc = check_subject(s, d, &a, &subject, f);
	if (rc == 0)
		rc = decide(s, d, subject, &a, f);
	arena_release(&a);
	return rc;
}

int
store_decide(struct store *s, const struct decision *d, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, decide_one(s, d, f), f);
}

static int
check_known(struct store *s, int64_t known, struct fail *f)
{
	int64_t n = 0;
	struct query q = query(s, COUNT);
	if (query_number(&q, &n, f) < 0)
		return -1;
	return n == known ? 0 : fail_again(f, NULL, "something else was decided meanwhile");
}

int
store_decide_all(struct store *s, const struct decision *d, size_t n, int64_t known, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	int rc = check_known(s, known, f);
	for (size_t k = 0; k < n && rc == 0; k++)
		rc = decide_one(s, &d[k], f);
	return (int)db_end(s, rc, f);
}

int
store_decisions(struct store *s, const char *subject, struct arena *a, const struct decision **out,
    size_t *n, struct fail *f)
{
	struct decision *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LIST);
	query_text(&q, subject);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct decision){.subject = column_copy(&q, 0, a),
		    .field = column_copy(&q, 1, a),
		    .value = column_copy(&q, 2, a),
		    .who = column_copy(&q, 3, a),
		    .at = column_copy(&q, 4, a),
		    .why = column_copy(&q, 5, a)};
	}
	*out = list;
	return rc;
}
