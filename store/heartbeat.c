/* heartbeat.c - what each stage gets done, and stages that have work and get nothing done. Progress
 * is counted, not timed: a stage with nothing to do is well for years. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "store/db.h"
#include "store/health.h"

static const char BEAT[] = "INSERT INTO heartbeat (stage, at, done) VALUES (?1, ?2, 1)"
                           " ON CONFLICT (stage) DO UPDATE SET at = ?2, done = done + 1";
static const char GET[] =
    "SELECT at, done, seen, waiting_since, stalled FROM heartbeat WHERE stage = ?";
static const char PUT[] = "INSERT INTO heartbeat (stage, at, done, seen, waiting_since, stalled)"
                          " VALUES (?1, '', 0, ?2, ?3, ?4) ON CONFLICT (stage) DO UPDATE"
                          " SET seen = ?2, waiting_since = ?3, stalled = ?4";
static const char FETCH_WAITS[] = "SELECT count(*) FROM frontier"
                                  " WHERE due <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";
static const char PARSE_WAITS[] = "SELECT count(*) FROM capture WHERE state = 'waiting'"
                                  " AND next_try <= unixepoch()";
static const char STORE_WAITS[] = "SELECT count(*) FROM document WHERE state = 'waiting'"
                                  " AND next_try <= unixepoch()";

/* Names are those of the commands. */
static const struct {
	const char *name, *waits;
} stages[] = {{"fetch", FETCH_WAITS}, {"parse", PARSE_WAITS}, {"store", STORE_WAITS}};

struct beat {
	const char *at; /* "" = nothing done yet */
	int64_t done, seen;
	const char *since;
	bool stalled;
};

int
heartbeat(struct store *s, const char *stage, struct fail *f)
{
	char now[INSTANT_SIZE];
	instant_now(now);
	struct query q = query(s, BEAT);
	query_text(&q, stage);
	query_text(&q, now);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
beat_read(struct store *s, const char *stage, struct arena *a, struct beat *out, struct fail *f)
{
	struct query q = query(s, GET);
	query_text(&q, stage);
	int found = query_step(&q, f);
	*out = (struct beat){.at = ""};
	if (found == 1)
		*out = (struct beat){.at = column_copy(&q, 0, a),
		    .done = column_int(&q, 1),
		    .seen = column_int(&q, 2),
		    .since = column_copy(&q, 3, a),
		    .stalled = column_int(&q, 4)};
	query_done(&q);
	return found < 0 ? -1 : 0;
}

static int
beat_write(struct store *s, const char *stage, const struct beat *b, struct fail *f)
{
	struct query q = query(s, PUT);
	query_text(&q, stage);
	query_int(&q, b->seen);
	query_text(&q, b->since);
	query_int(&q, b->stalled);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
turn_note(struct store *s, const char *stage, const struct beat *b, int64_t waiting,
    const char *now, struct fail *f)
{
	char why[160];
	if (*b->at)
		snprintf(why, sizeof why, "%d waiting, nothing done since %s", (int)waiting, b->at);
	else
		snprintf(why, sizeof why, "%d waiting, nothing ever done", (int)waiting);
	return turn_insert(s,
	    &(struct turn){.kind = "stage",
	        .subject = stage,
	        .was = b->stalled ? "ok" : "stalled",
	        .state = b->stalled ? "stalled" : "ok",
	        .at = now,
	        .why = b->stalled ? why : NULL},
	    f);
}

static int
stage_check(struct store *s, const char *stage, int64_t waiting, int limit, struct fail *f)
{
	struct arena a = {0};
	struct beat b;
	char now[INSTANT_SIZE];
	int64_t at = 0, since = 0;
	instant_now(now);
	(void)instant_parse(now, &at);
	int rc = beat_read(s, stage, &a, &b, f);
	if (rc == 0) {
		bool was = b.stalled, moves = waiting == 0 || b.done != b.seen;
		b.seen = b.done;
		if (moves)
			b.since = NULL, b.stalled = false;
		else if (b.since == NULL)
			b.since = now;
		else if (instant_parse(b.since, &since) && at - since >= limit)
			b.stalled = true;
		rc = beat_write(s, stage, &b, f);
		if (rc == 0 && was != b.stalled)
			rc = turn_note(s, stage, &b, waiting, now, f);
	}
	arena_release(&a);
	return rc;
}

static int
stages_check(struct store *s, bool fetching, int limit, struct fail *f)
{
	for (size_t i = fetching ? 0 : 1; i < sizeof stages / sizeof *stages; i++) {
		int64_t waiting = 0;
		struct query q = query(s, stages[i].waits);
		if (query_number(&q, &waiting, f) < 0 ||
		    stage_check(s, stages[i].name, waiting, limit, f) < 0)
			return -1;
	}
	return 0;
}

int
store_stages_check(struct store *s, bool fetching, int limit, struct fail *f)
{
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, stages_check(s, fetching, limit, f), f);
}

int
stages_read(
    struct store *s, struct arena *a, const struct stage_status **out, size_t *n, struct fail *f)
{
	const size_t count = sizeof stages / sizeof *stages;
	struct stage_status *list = arena_zalloc(a, count, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		struct beat b;
		struct query q = query(s, stages[i].waits);
		if (query_number(&q, &list[i].waiting, f) < 0 ||
		    beat_read(s, stages[i].name, a, &b, f) < 0)
			return -1;
		list[i].name = stages[i].name;
		list[i].last = *b.at ? b.at : NULL;
		list[i].since = b.since;
		list[i].stalled = b.stalled;
	}
	*out = list;
	*n = count;
	return 0;
}
