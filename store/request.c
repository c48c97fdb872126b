/* request.c - see request.h. */
#include "store/request.h"

#include "base/date.h"
#include "store/db.h"
#include "store/itemid.h"
#include "store/letters.h"

static const char NAME[] = "SELECT ifnull(t.name, i.name) FROM item i"
                           " LEFT JOIN redirect r ON r.item = i.id"
                           " LEFT JOIN item t ON t.id = r.target WHERE i.name = ?";
/* Each wish with the id its item has now. A municipality is a partner, else the recipient;
 * who is neither counts together. */
#define WISHES                                                                                     \
	"(SELECT ifnull(t.name, i.name) AS name, q.*,"                                             \
	" ifnull('partner ' || q.partner, ifnull('recipient ' || q.recipient, '')) AS body"        \
	" FROM request q JOIN item i ON i.name = q.item LEFT JOIN redirect r ON r.item = i.id"     \
	" LEFT JOIN item t ON t.id = r.target)"
static const char KNOWN[] = "SELECT count(*) FROM " WISHES " WHERE name = ?1"
                            " AND (address = ?2 COLLATE NOCASE OR body = CASE WHEN ?3 IS NOT NULL"
                            " THEN 'partner ' || ?3 ELSE ifnull('recipient ' || ?4, '') END)";
static const char PUT[] = "INSERT INTO request (item, address, partner, recipient, via, at)"
                          " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING";
static const char LIST[] = "SELECT name, partner, recipient, address, via, at FROM " WISHES
                           " WHERE ?1 IS NULL OR name = ?1 ORDER BY at, name, address";
static const char DEMAND[] = "SELECT count(DISTINCT body) FROM " WISHES " WHERE name = ?";
static const char DEMANDS[] =
    "SELECT name, count(DISTINCT body) AS bodies, min(at) AS since, max(at) FROM " WISHES
    " GROUP BY name ORDER BY bodies DESC, since, name";
static const char TAKE[] = "INSERT INTO mail_taken (digest, at, sender, subject, outcome)"
                           " VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING";
static const char PUT_PLACE[] = "INSERT INTO mail_place (place) VALUES (?) ON CONFLICT DO NOTHING";
static const char PLACE[] = "SELECT count(*) FROM mail_place WHERE place = ?";
static const char TAKEN[] = "SELECT count(*) FROM mail_taken WHERE digest = ?";
static const char BOUNCE[] = "UPDATE outbox SET state = 'bounced', answer = ?2, at = ?3"
                             " WHERE message_id = ?1 AND state IN ('sent','unknown')";
static const char ANSWERS[] = "SELECT count(*) FROM outbox WHERE kind = 'answer'"
                              " AND address = ?1 COLLATE NOCASE AND substr(ref, 8, 20) >= ?2";

_Static_assert(ITEM_ID_SIZE == (int)ITEMID_SIZE, "one size of ids");

bool
item_id_read(const char *typed, char out[ITEM_ID_SIZE])
{
	return itemid_parse(typed, out);
}

static const char *
now_text(char out[INSTANT_SIZE])
{
	instant_now(out);
	return out;
}

/* The id under which an item is known now. 1, 0, -1. */
static int
current_name(struct store *s, const char *item, struct arena *a, const char **name, struct fail *f)
{
	struct query q = query(s, NAME);
	query_text(&q, item);
	int rc = query_step(&q, f);
	*name = rc == 1 ? column_copy(&q, 0, a) : NULL;
	query_done(&q);
	return rc;
}

/* With *item, the id under which the item is known now (NULL: it is not). */
static int
fate_of(struct store *s, const struct request *r, struct arena *a, const char **item,
    enum request_fate *fate, struct fail *f)
{
	int64_t known = 0;
	int rc = current_name(s, r->item, a, item, f);
	*fate = REQUEST_UNKNOWN;
	if (rc <= 0)
		return rc;
	struct query q = query(s, KNOWN);
	query_text(&q, *item);
	query_text(&q, r->address);
	query_text(&q, r->partner);
	query_text(&q, r->recipient);
	rc = query_number(&q, &known, f);
	*fate = known ? REQUEST_KNOWN : REQUEST_NEW;
	return rc < 0 ? -1 : 0;
}

int
store_request_fate(
    struct store *s, const struct request *r, enum request_fate *fate, struct fail *f)
{
	struct arena a = {0};
	const char *item;
	int rc = fate_of(s, r, &a, &item, fate, f);
	arena_release(&a);
	return rc;
}

/* Inside a transaction. */
static int
put(struct store *s, const struct request *r, enum request_fate *fate, struct fail *f)
{
	struct arena a = {0};
	char now[INSTANT_SIZE];
	const char *item;
	int rc = fate_of(s, r, &a, &item, fate, f);
	if (rc == 0 && item) {
		struct query q = query(s, PUT);
		query_text(&q, item);
		query_text(&q, r->address);
		query_text(&q, r->partner);
		query_text(&q, r->recipient);
		query_text(&q, r->via);
		query_text(&q, now_text(now));
		rc = query_run(&q, f) < 0 ? -1 : 0;
	}
	arena_release(&a);
	return rc;
}

int
store_request_put(struct store *s, const struct request *r, enum request_fate *fate, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, put(s, r, fate, f), f);
}

int
store_requests(struct store *s, const char *item, struct arena *a, const struct request **out,
    size_t *n, struct fail *f)
{
	struct request *list = NULL;
	size_t room = 0;
	const char *name = NULL;
	*n = 0;
	*out = NULL;
	int rc = item ? current_name(s, item, a, &name, f) : 1;
	if (rc <= 0)
		return rc;
	struct query q = query(s, LIST);
	query_text(&q, name);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct request){.item = column_copy(&q, 0, a),
		    .partner = column_copy(&q, 1, a),
		    .recipient = column_copy(&q, 2, a),
		    .address = column_copy(&q, 3, a),
		    .via = column_copy(&q, 4, a),
		    .at = column_copy(&q, 5, a)};
	}
	*out = list;
	return rc;
}

int64_t
store_demand(struct store *s, const char *item, struct fail *f)
{
	struct arena a = {0};
	const char *name;
	int64_t n = 0;
	int rc = current_name(s, item, &a, &name, f);
	if (rc == 1) {
		struct query q = query(s, DEMAND);
		query_text(&q, name);
		rc = query_number(&q, &n, f);
	}
	arena_release(&a);
	return rc < 0 ? -1 : n;
}

int
store_demands(
    struct store *s, struct arena *a, const struct demand **out, size_t *n, struct fail *f)
{
	struct demand *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, DEMANDS);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct demand){.item = column_copy(&q, 0, a),
		    .bodies = (int)column_int(&q, 1),
		    .first_at = column_copy(&q, 2, a),
		    .last_at = column_copy(&q, 3, a)};
	}
	*out = list;
	return rc;
}

static int
bounce(struct store *s, const struct mail_taken *m, struct fail *f)
{
	char now[INSTANT_SIZE];
	struct query q = query(s, BOUNCE);
	query_text(&q, m->bounced);
	query_text(&q, m->bounce_answer);
	query_text(&q, now_text(now));
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
take(struct store *s, const struct mail_taken *m, struct fail *f)
{
	char now[INSTANT_SIZE];
	struct query q = query(s, TAKE);
	query_text(&q, m->digest);
	query_text(&q, now_text(now));
	query_text(&q, m->from);
	query_text(&q, m->subject);
	query_text(&q, m->outcome);
	int64_t n = query_run(&q, f);
	if (n >= 0 && m->place) {
		q = query(s, PUT_PLACE);
		query_text(&q, m->place);
		if (query_run(&q, f) < 0)
			return -1;
	}
	if (n <= 0)
		return (int)n;
	if (m->bounced && bounce(s, m, f) < 0)
		return -1;
	for (size_t i = 0; i < m->n_requests; i++) {
		enum request_fate fate;
		if (put(s, &m->requests[i], &fate, f) < 0)
			return -1;
	}
	return letters_insert(s, m->letters, m->n_letters, f) < 0 ? -1 : 1;
}

int
store_mail_take(struct store *s, const struct mail_taken *m, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, take(s, m, f), f);
}

int
store_mail_known(struct store *s, const char *digest, struct fail *f)
{
	int64_t n = 0;
	struct query q = query(s, TAKEN);
	query_text(&q, digest);
	return query_number(&q, &n, f) < 0 ? -1 : n > 0;
}

int
store_mail_place_known(struct store *s, const char *place, struct fail *f)
{
	int64_t n = 0;
	struct query q = query(s, PLACE);
	query_text(&q, place);
	return query_number(&q, &n, f) < 0 ? -1 : n > 0;
}

int64_t
store_answers_since(struct store *s, const char *address, const char *since, struct fail *f)
{
	int64_t n = 0;
	struct query q = query(s, ANSWERS);
	query_text(&q, address);
	query_text(&q, since);
	return query_number(&q, &n, f) < 0 ? -1 : n;
}
