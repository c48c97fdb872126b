/* opening.c - see opening.h. */
#include "store/opening.h"

#include "store/db.h"

static const char PUT[] =
    "INSERT INTO opening (digest, month, at, decisions, text) VALUES (?1,?2,?3,?4,?5)"
    " ON CONFLICT (digest) DO UPDATE SET at = ?3, decisions = ?4";
static const char GET[] = "SELECT digest, month, at, decisions, text FROM opening"
                          " WHERE month = ?1 AND (?2 IS NULL OR digest = ?2)"
                          " ORDER BY at DESC, rowid DESC LIMIT 1";

int
store_opening_put(struct store *s, const struct opening *o, struct fail *f)
{
	struct query q = query(s, PUT);
	query_text(&q, o->digest);
	query_text(&q, o->month);
	query_text(&q, o->at);
	query_int(&q, o->n_decisions);
	query_text(&q, o->text);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_opening(struct store *s, const char *month, const char *digest, struct arena *a,
    struct opening *out, struct fail *f)
{
	struct query q = query(s, GET);
	query_text(&q, month);
	query_text(&q, digest);
	int rc = query_step(&q, f);
	if (rc == 1)
		*out = (struct opening){.digest = column_copy(&q, 0, a),
		    .month = column_copy(&q, 1, a),
		    .at = column_copy(&q, 2, a),
		    .n_decisions = column_int(&q, 3),
		    .text = column_copy(&q, 4, a)};
	query_done(&q);
	return rc;
}
