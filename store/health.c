/* health.c - see health.h. A look that is older than the last one judged changes nothing: archives
 * are taken in, and pages parsed, in any order. */
#include "store/health.h"

#include <string.h>

#include "store/db.h"
#include "store/letters.h"

static const char GET[] = "SELECT state, failures, since, at FROM health WHERE source = ?";
static const char PUT[] = "INSERT INTO health (source, state, failures, since, at)"
                          " VALUES (?1,?2,?3,?4,?5) ON CONFLICT (source) DO UPDATE"
                          " SET state = ?2, failures = ?3, since = ?4, at = ?5";
static const char NOTE[] = "INSERT INTO notice (kind, subject, was, state, at, outcome, why)"
                           " VALUES (?1,?2,?3,?4,?5,?6,?7)";
static const char LIST[] =
    "SELECT id, kind, subject, was, state, at, outcome, why, mail FROM notice"
    " WHERE ?1 = 0 OR mail IS NULL ORDER BY id";
static const char TOLD[] = "UPDATE notice SET mail = ?2 WHERE mail IS NULL AND id <= ?1";

static const char *
state_after(const char *state, int failures, bool good)
{
	bool broken = strcmp(state, "broken") == 0;
	if (good)
		return broken ? "recovered" : "ok";
	return broken || failures >= BROKEN_AFTER ? "broken" : "failing";
}

int
turn_insert(struct store *s, const struct turn *n, struct fail *f)
{
	struct query q = query(s, NOTE);
	query_text(&q, n->kind);
	query_text(&q, n->subject);
	query_text(&q, n->was);
	query_text(&q, n->state);
	query_text(&q, n->at);
	query_text(&q, n->outcome);
	query_text(&q, n->why);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* A source never looked at counts as well: its first bad look is a change. */
int
health_take(struct store *s, const struct visit *v, bool good, struct fail *f)
{
	struct arena a = {0};
	struct query q = query(s, GET);
	query_text(&q, v->source);
	int found = query_step(&q, f);
	const char *was = found == 1 ? column_copy(&q, 0, &a) : "ok";
	int failures = found == 1 ? (int)column_int(&q, 1) : 0;
	const char *since = found == 1 ? column_copy(&q, 2, &a) : v->at;
	bool late = found == 1 && strcmp(v->at, column_text(&q, 3)) < 0;
	query_done(&q);
	int rc = found < 0 ? -1 : 0;
	if (rc == 0 && !late) {
		failures = good ? 0 : failures + 1;
		const char *now = state_after(was, failures, good);
		bool changed = strcmp(was, now) != 0;
		q = query(s, PUT);
		query_text(&q, v->source);
		query_text(&q, now);
		query_int(&q, failures);
		query_text(&q, changed ? v->at : since);
		query_text(&q, v->at);
		rc = query_run(&q, f) < 0 ? -1 : 0;
		if (rc == 0 && changed)
			rc = turn_insert(s,
			    &(struct turn){.kind = "source",
			        .subject = v->source,
			        .was = was,
			        .state = now,
			        .at = v->at,
			        .outcome = v->outcome,
			        .why = v->why},
			    f);
	}
	arena_release(&a);
	return rc;
}

bool
turn_matters(const struct turn *n)
{
	return strcmp(n->kind, "stage") == 0 || strcmp(n->state, "broken") == 0 ||
	       strcmp(n->was, "broken") == 0;
}

int
store_turns(struct store *s, bool only_open, struct arena *a, const struct turn **out, size_t *n,
    struct fail *f)
{
	struct turn *list = NULL;
	size_t room = 0;
	int rc;
	struct query q = query(s, LIST);
	query_int(&q, only_open);
	*n = 0;
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct turn){.id = column_int(&q, 0),
		    .kind = column_copy(&q, 1, a),
		    .subject = column_copy(&q, 2, a),
		    .was = column_copy(&q, 3, a),
		    .state = column_copy(&q, 4, a),
		    .at = column_copy(&q, 5, a),
		    .outcome = column_copy(&q, 6, a),
		    .why = column_copy(&q, 7, a),
		    .mail = column_copy(&q, 8, a)};
	}
	*out = list;
	return rc;
}

static int64_t
turns_tell(struct store *s, int64_t last, const char *ref, const struct letter *letters, size_t n,
    struct fail *f)
{
	if (letters_insert(s, letters, n, f) < 0)
		return -1;
	struct query q = query(s, TOLD);
	query_int(&q, last);
	query_text(&q, ref);
	return query_run(&q, f);
}

int
store_turns_tell(struct store *s, int64_t last, const char *ref, const struct letter *letters,
    size_t n, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return db_end(s, turns_tell(s, last, ref, letters, n, f), f) < 0 ? -1 : 0;
}
