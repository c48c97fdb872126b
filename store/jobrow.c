/* jobrow.c - see jobrow.h and queue.h. */
#include "store/jobrow.h"

#include <stdlib.h>
#include <string.h>

/* A lease that ran out shows as what it will be with the next writing command. */
#define SHOWN_STATE                                                                                \
	"iif(j.holder IS NOT NULL AND j.lease_until < ?1"                                          \
	" AND j.state IN ('claimed','in_progress','returned'), 'offered', j.state)"
/* Municipalities that asked for the item, or for one that it took in (request.h). */
#define DEMAND                                                                                     \
	"(SELECT count(DISTINCT ifnull('partner ' || w.partner,"                                   \
	" ifnull('recipient ' || w.recipient, ''))) FROM request w JOIN item wi ON wi.name = "     \
	"w.item"                                                                                   \
	" LEFT JOIN redirect wr ON wr.item = wi.id WHERE ifnull(wr.target, wi.id) = j.item)"
#define JOB_COLUMNS                                                                                \
	"SELECT printf('geppo-%06d', j.id), j.id, i.name, " SHOWN_STATE ", j.rule, j.priority,"    \
	" j.made_at, j.characters, j.edition, j.document, ifnull(j.document_version, 0),"          \
	" j.source_digest, ifnull(j.fresh, -1), ifnull(j.fuzzy, -1), ifnull(j.exact, -1),"         \
	" ifnull(j.repeated, -1), j.holder, j.lease_until, j.due, j.renewals, j.reserved,"         \
	" j.translator, j.reviewer, j.shown_as,"                                                   \
	" (SELECT count(*) FROM segment g WHERE g.job = j.id AND g.position IS NOT NULL"           \
	"  AND NOT g.fixed),"                                                                      \
	" (SELECT count(*) FROM segment g WHERE g.job = j.id AND g.position IS NOT NULL"           \
	"  AND NOT g.fixed AND EXISTS (SELECT 1 FROM segment_text t WHERE t.job = g.job"           \
	"  AND t.n = g.n AND t.event NOT IN (SELECT undoes FROM job_event e"                       \
	"   WHERE e.job = j.id AND undoes IS NOT NULL))),"                                         \
	" j.holder IS NOT NULL AND j.lease_until < ?1, " DEMAND                                    \
	" AS demand FROM job j JOIN item i ON i.id = j.item "

static const char LIST[] =
    JOB_COLUMNS "WHERE (?2 IS NULL OR " SHOWN_STATE " = ?2) AND (?3 IS NULL OR j.holder = ?3)"
                " AND (?4 = 0 OR j.state NOT IN ('published','withdrawn','expired'))"
                " ORDER BY demand DESC, j.priority <> 'high', j.priority <> 'medium', j.id";
static const char GET[] = JOB_COLUMNS "WHERE j.id = ?2";
static const char EXISTS[] = "SELECT id FROM job WHERE id = ?";
static const char PUT[] =
    "UPDATE job SET state = ?2, holder = ?3, lease_until = ?4, due = ?5, renewals = ?6,"
    " reserved = ?7, translator = ?8, reviewer = ?9, shown_as = ?10 WHERE id = ?1";
static const char ADD_EVENT[] =
    "INSERT INTO job_event (job, at, who, state, note, action, from_state, file, before)"
    " SELECT ?1, ?2, ?3, ?4, ?5, ?6, state, ?7, json_object('state', state, 'holder', holder,"
    " 'lease_until', lease_until, 'due', due, 'renewals', renewals, 'reserved', reserved,"
    " 'translator', translator, 'reviewer', reviewer, 'shown_as', shown_as)"
    " FROM job WHERE id = ?1 RETURNING id";
static const char HELD_BEFORE[] =
    "SELECT 1 FROM job_event WHERE job = ? AND who = ? AND action = 'claim' LIMIT 1";
static const char EVENTS[] =
    "SELECT printf('geppo-%06d', e.job), e.at, e.who, ifnull(e.action, 'flag'), e.from_state,"
    " e.state, e.note, e.file, EXISTS (SELECT 1 FROM job_event u WHERE u.undoes = e.id)"
    " FROM job_event e WHERE e.job = ? ORDER BY e.id";

int
job_row(struct store *s, const char *id, int64_t *row, struct fail *f)
{
	const char *digits = strncmp(id, "geppo-", 6) == 0 ? id + 6 : id;
	size_t n = strspn(digits, "0123456789");
	int64_t found;
	if (n == 0 || n > 12 || digits[n] != '\0')
		return fail_input(f, id, "a job is written geppo-000123");
	struct query q = query(s, EXISTS);
	query_int(&q, strtoll(digits, NULL, 10));
	int rc = query_number(&q, &found, f);
	if (rc == 0)
		return fail_input(f, id, "no such job");
	*row = found;
	return rc < 0 ? -1 : 0;
}

static void
job_read(struct query *q, struct arena *a, struct queue_job *j)
{
	*j = (struct queue_job){.id = column_copy(q, 0, a),
	    .number = column_int(q, 1),
	    .item = column_copy(q, 2, a),
	    .state = column_copy(q, 3, a),
	    .rule = column_copy(q, 4, a),
	    .priority = column_copy(q, 5, a),
	    .made_at = column_copy(q, 6, a),
	    .characters = column_int(q, 7),
	    .edition = (int)column_int(q, 8),
	    .document = column_copy(q, 9, a),
	    .document_version = (int)column_int(q, 10),
	    .source_digest = column_copy(q, 11, a),
	    .fresh = column_int(q, 12),
	    .fuzzy = column_int(q, 13),
	    .exact = column_int(q, 14),
	    .repeated = column_int(q, 15),
	    .holder = column_copy(q, 16, a),
	    .lease_until = column_copy(q, 17, a),
	    .due = column_copy(q, 18, a),
	    .renewals = (int)column_int(q, 19),
	    .reserved = column_copy(q, 20, a),
	    .translator = column_copy(q, 21, a),
	    .reviewer = column_copy(q, 22, a),
	    .shown_as = column_copy(q, 23, a),
	    .segments = column_int(q, 24),
	    .translated = column_int(q, 25),
	    .lease_over = column_int(q, 26),
	    .demand = (int)column_int(q, 27)};
}

int
job_get(struct store *s, int64_t row, const char *now, struct arena *a, struct queue_job *out,
    struct fail *f)
{
	struct query q = query(s, GET);
	query_text(&q, now);
	query_int(&q, row);
	int rc = query_step(&q, f);
	if (rc == 1) {
		job_read(&q, a, out);
		query_done(&q);
	}
	return rc < 0 ? -1 : 0;
}

int
store_queue_job(struct store *s, const char *id, const char *now, struct arena *a,
    struct queue_job *out, struct fail *f)
{
	int64_t row;
	return job_row(s, id, &row, f) < 0 ? -1 : job_get(s, row, now, a, out, f);
}

int
store_queue(struct store *s, const struct queue_query *q, const char *now, struct arena *a,
    const struct queue_job **out, size_t *n, struct fail *f)
{
	struct queue_job *list = NULL;
	size_t room = 0;
	int rc;
	struct query l = query(s, LIST);
	query_text(&l, now);
	query_text(&l, q->state);
	query_text(&l, q->holder);
	query_int(&l, q->open);
	*n = 0;
	while ((rc = query_step(&l, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		job_read(&l, a, &list[(*n)++]);
	}
	*out = list;
	return rc;
}

int
job_put(struct store *s, const struct queue_job *j, struct fail *f)
{
	struct query q = query(s, PUT);
	query_int(&q, j->number);
	query_text(&q, j->state);
	query_text(&q, j->holder);
	query_text(&q, j->lease_until);
	query_text(&q, j->due);
	query_int(&q, j->renewals);
	query_text(&q, j->reserved);
	query_text(&q, j->translator);
	query_text(&q, j->reviewer);
	query_text(&q, j->shown_as);
	return query_run(&q, f) < 0 ? -1 : 0;
}

int
job_event_add(struct store *s, int64_t row, const struct job_step *step, const char *to,
    int64_t *event, struct fail *f)
{
	struct query q = query(s, ADD_EVENT);
	query_int(&q, row);
	query_text(&q, step->now);
	query_text(&q, step->who);
	query_text(&q, to);
	query_text(&q, step->note);
	query_text(&q, job_action_name(step->action));
	query_text(&q, step->file);
	return query_number(&q, event, f) < 0 ? -1 : 0;
}

int
job_held_before(struct store *s, int64_t row, const char *who, struct fail *f)
{
	int64_t one;
	struct query q = query(s, HELD_BEFORE);
	query_int(&q, row);
	query_text(&q, who);
	return query_number(&q, &one, f);
}

int
store_job_events(struct store *s, const char *job, struct arena *a, const struct job_event **out,
    size_t *n, struct fail *f)
{
	struct job_event *list = NULL;
	size_t room = 0;
	int64_t row;
	int rc;
	*n = 0;
	if (job_row(s, job, &row, f) < 0)
		return -1;
	struct query q = query(s, EVENTS);
	query_int(&q, row);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct job_event){.job = column_copy(&q, 0, a),
		    .at = column_copy(&q, 1, a),
		    .who = column_copy(&q, 2, a),
		    .action = column_copy(&q, 3, a),
		    .from = column_copy(&q, 4, a),
		    .to = column_copy(&q, 5, a),
		    .note = column_copy(&q, 6, a),
		    .file = column_copy(&q, 7, a),
		    .undone = column_int(&q, 8)};
	}
	*out = list;
	return rc;
}
