/* jobundo.c - a step taken by mistake is taken back; the log keeps both. */
#include <string.h>

#include "store/jobrow.h"

static const char LAST[] =
    "SELECT id, who, action, from_state FROM job_event e WHERE job = ?1 AND action NOT IN"
    " ('package','check','undo','publish')"
    " AND NOT EXISTS (SELECT 1 FROM job_event u WHERE u.undoes = e.id) ORDER BY id DESC LIMIT 1";
static const char RESTORE[] =
    "UPDATE job SET state = json_extract(b, '$.state'), holder = json_extract(b, '$.holder'),"
    " lease_until = json_extract(b, '$.lease_until'), due = json_extract(b, '$.due'),"
    " renewals = json_extract(b, '$.renewals'), reserved = json_extract(b, '$.reserved'),"
    " translator = json_extract(b, '$.translator'), reviewer = json_extract(b, '$.reviewer'),"
    " shown_as = json_extract(b, '$.shown_as')"
    " FROM (SELECT before AS b FROM job_event WHERE id = ?2) WHERE id = ?1";
static const char UNDO_EVENT[] =
    "INSERT INTO job_event (job, at, who, state, note, action, from_state, undoes)"
    " SELECT j.id, ?3, ?4, json_extract(e.before, '$.state'), 'undoes ' || e.action, 'undo',"
    " j.state, e.id FROM job j, job_event e WHERE j.id = ?1 AND e.id = ?2";
static const char FORGET_MEMORY[] = "DELETE FROM memory WHERE event = ?";

/* The step to undo: the newest that counts, by `who`. */
static int
last_step(struct store *s, int64_t row, const char *job, const char *who, int64_t *event,
    enum job_action *action, struct fail *f)
{
	struct query q = query(s, LAST);
	query_int(&q, row);
	int rc = query_step(&q, f);
	if (rc == 0)
		return fail_input(f, job, "nothing to undo");
	if (rc < 0)
		return -1;
	const char *name = column_text(&q, 2), *by = column_text(&q, 1);
	*event = column_int(&q, 0);
	*action = name ? job_action_named(name) : JOB_ACTIONS;
	if (!job_action_undoable(*action))
		rc = fail_input(
		    f, job, "the newest step (%s) cannot be undone", name ? name : "flag");
	else if (strcmp(by, who) != 0)
		rc = fail_input(f, job, "the newest step (%s) is %s's", name, by);
	query_done(&q);
	return rc < 0 ? -1 : 0;
}

static int
undo_run(
    struct store *s, int64_t row, int64_t event, const char *who, const char *now, struct fail *f)
{
	struct query q = query(s, UNDO_EVENT);
	query_int(&q, row);
	query_int(&q, event);
	query_text(&q, now);
	query_text(&q, who);
	if (query_run(&q, f) < 0)
		return -1;
	q = query(s, RESTORE);
	query_int(&q, row);
	query_int(&q, event);
	if (query_run(&q, f) < 0)
		return -1;
	q = query(s, FORGET_MEMORY);
	query_int(&q, event);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
store_job_undo(struct store *s, const char *job, const char *who, const char *now,
    enum job_action *undone, struct fail *f)
{
	struct arena a = {0};
	struct queue_job j;
	int64_t row, event = 0;
	if (db_begin(s, f) < 0)
		return -1;
	int rc = job_row(s, job, &row, f);
	if (rc == 0)
		rc = job_get(s, row, now, &a, &j, f);
	if (rc == 0 && strcmp(j.state, "published") == 0)
		rc = fail_input(f, job, "it is published; what readers have cannot be undone");
	if (rc == 0)
		rc = last_step(s, row, job, who, &event, undone, f);
	if (rc == 0)
		rc = undo_run(s, row, event, who, now, f);
	rc = (int)db_end(s, rc, f);
	arena_release(&a);
	return rc;
}
