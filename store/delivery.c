/* delivery.c - files given back: noted, and their texts taken in, in one transaction. */
#include <string.h>

#include "store/jobrow.h"

static const char TAKEN_BEFORE[] =
    "SELECT 1 FROM delivery d WHERE d.digest = ?1 AND d.job = ?2 AND d.who = ?3"
    " AND d.edition = ?4 AND d.outcome = 'taken' AND NOT EXISTS"
    " (SELECT 1 FROM job_event u WHERE u.undoes = d.event)"
    " AND NOT EXISTS (SELECT 1 FROM delivery l WHERE l.job = d.job AND l.id > d.id"
    "  AND l.outcome = 'taken' AND l.digest <> d.digest) LIMIT 1";
static const char REFUSED_BEFORE[] =
    "SELECT 1 FROM delivery WHERE digest = ?1 AND job IS ?2 AND who = ?3 AND outcome = 'refused'"
    " AND report = ?4 LIMIT 1";
static const char ADD[] =
    "INSERT INTO delivery (job, event, edition, at, who, name, digest, size, format, path, outcome,"
    " report) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";
static const char CURRENT[] =
    "SELECT t.target, t.who FROM segment g LEFT JOIN segment_text t ON t.id ="
    " (SELECT max(x.id) FROM segment_text x WHERE x.job = g.job AND x.n = g.n AND x.event NOT IN"
    "  (SELECT undoes FROM job_event WHERE job = ?1 AND undoes IS NOT NULL))"
    " WHERE g.job = ?1 AND g.n = ?2 AND g.position IS NOT NULL";
static const char ADD_TEXT[] =
    "INSERT INTO segment_text (job, n, event, who, role, target) VALUES (?,?,?,?,?,?)";
static const char WAIVE[] =
    "INSERT INTO waiver (job, n, rule, reason, who, event) VALUES (?,?,?,?,?,?)"
    " ON CONFLICT (job, n, rule) DO UPDATE SET reason = excluded.reason, who = excluded.who,"
    " event = excluded.event";
static const char LIST[] =
    "SELECT at, who, name, digest, format, path, outcome, report, edition, size FROM delivery"
    " WHERE job = ? ORDER BY id";
static const char WAIVERS[] = "SELECT n, rule, reason FROM waiver WHERE job = ? ORDER BY n, rule";

static int
note_file(struct store *s, int64_t row, int64_t event, const struct delivery *d, struct fail *f)
{
	struct query q = query(s, ADD);
	query_optional(&q, row);
	query_optional(&q, event);
	query_int(&q, d->edition);
	query_text(&q, d->now);
	query_text(&q, d->who);
	query_text(&q, d->name);
	query_text(&q, d->digest);
	query_int(&q, d->size);
	query_text(&q, d->format);
	query_text(&q, d->path);
	query_text(&q, d->taken ? "taken" : "refused");
	query_text(&q, d->report);
	return query_run(&q, f) < 0 ? -1 : 0;
}

/* What becomes of one text: the present one may be the same, or somebody else's. */
static int
text_take(struct store *s, int64_t row, int64_t event, const struct delivery *d, size_t i,
    struct delivered *out, struct fail *f)
{
	const struct given_target *t = &d->targets[i];
	struct query q = query(s, CURRENT);
	query_int(&q, row);
	query_int(&q, t->n);
	int rc = query_step(&q, f);
	if (rc <= 0)
		return rc < 0 ? -1
		              : fail_again(f, d->job, "segment %d left the source meanwhile", t->n);
	const char *have = column_text(&q, 0), *who = column_text(&q, 1);
	bool same = have != NULL && strcmp(have, t->target) == 0;
	bool theirs = have != NULL && !d->reviewer && strcmp(who, d->who) != 0;
	query_done(&q);
	out->same += same;
	out->kept += !same && theirs;
	if (same || theirs)
		return 0;
	out->taken++;
	q = query(s, ADD_TEXT);
	query_int(&q, row);
	query_int(&q, t->n);
	query_int(&q, event);
	query_text(&q, d->who);
	query_text(&q, d->reviewer ? "reviewer" : "translator");
	query_text(&q, t->target);
	return query_run(&q, f) < 0 ? -1 : 0;
}

static int
waivers_take(struct store *s, int64_t row, int64_t event, const struct delivery *d, struct fail *f)
{
	for (size_t i = 0; i < d->n_waivers; i++) {
		struct query q = query(s, WAIVE);
		query_int(&q, row);
		query_int(&q, d->waivers[i].n);
		query_text(&q, d->waivers[i].rule);
		query_text(&q, d->waivers[i].reason);
		query_text(&q, d->who);
		query_int(&q, event);
		if (query_run(&q, f) < 0)
			return -1;
	}
	return 0;
}

static int
taken_before(struct store *s, int64_t row, const struct delivery *d, struct fail *f)
{
	int64_t one;
	struct query q = query(s, TAKEN_BEFORE);
	query_text(&q, d->digest);
	query_int(&q, row);
	query_text(&q, d->who);
	query_int(&q, d->edition);
	return query_number(&q, &one, f);
}

static int
take(struct store *s, int64_t row, const struct delivery *d, struct arena *a, struct delivered *out,
    struct fail *f)
{
	struct queue_job j;
	int64_t event = 0;
	const struct job_step step = {.job = d->job,
	    .action = d->reviewer ? JOB_REVISE : JOB_DELIVER,
	    .who = d->who,
	    .now = d->now,
	    .note = d->note,
	    .file = d->digest,
	    .lease_until = d->partial ? d->lease_until : NULL};
	int before = job_held_before(s, row, d->who, f);
	if (before < 0 || job_get(s, row, d->now, a, &j, f) < 0)
		return -1;
	if (j.edition != d->edition)
		return fail_again(f, d->job, "its source changed while the file was read");
	out->late = (j.due != NULL && strcmp(d->now, j.due) > 0) || j.lease_over ||
	            (before == 1 && (j.holder == NULL || strcmp(j.holder, d->who) != 0));
	if (job_follow(&j, &step, before == 1, f) < 0 ||
	    job_event_add(s, row, &step, j.state, &event, f) < 0 || job_put(s, &j, f) < 0)
		return -1;
	int rc = waivers_take(s, row, event, d, f);
	for (size_t i = 0; i < d->n_targets && rc == 0; i++)
		rc = text_take(s, row, event, d, i, out, f);
	out->state = j.state;
	return rc < 0 ? -1 : note_file(s, row, event, d, f);
}

/* The same file refused for the same reason is noted once. */
static int
note_refused(struct store *s, int64_t row, const struct delivery *d, struct fail *f)
{
	int64_t one;
	struct query q = query(s, REFUSED_BEFORE);
	query_text(&q, d->digest);
	query_optional(&q, row);
	query_text(&q, d->who);
	query_text(&q, d->report);
	int rc = query_number(&q, &one, f);
	return rc != 0 ? (rc < 0 ? -1 : 0) : note_file(s, row, 0, d, f);
}

static int
deliver(struct store *s, const struct delivery *d, struct arena *a, struct delivered *out,
    struct fail *f)
{
	struct queue_job j;
	int64_t row = 0;
	if (d->job != NULL && job_row(s, d->job, &row, f) < 0)
		return -1;
	if (!d->taken)
		return note_refused(s, row, d, f);
	int again = taken_before(s, row, d, f);
	if (again == 0)
		return take(s, row, d, a, out, f);
	if (again < 0 || job_get(s, row, d->now, a, &j, f) < 0)
		return -1;
	out->again = true;
	out->same = d->n_targets;
	out->state = j.state;
	return 0;
}

int
store_deliver(struct store *s, const struct delivery *d, struct arena *a, struct delivered *out,
    struct fail *f)
{
	*out = (struct delivered){0};
	if (db_begin(s, f) < 0)
		return -1;
	return (int)db_end(s, deliver(s, d, a, out, f), f);
}

int
store_deliveries(struct store *s, const char *job, struct arena *a,
    const struct delivery_note **out, size_t *n, struct fail *f)
{
	struct delivery_note *list = NULL;
	size_t room = 0;
	int64_t row;
	int rc;
	*n = 0;
	if (job_row(s, job, &row, f) < 0)
		return -1;
	struct query q = query(s, LIST);
	query_int(&q, row);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct delivery_note){.at = column_copy(&q, 0, a),
		    .who = column_copy(&q, 1, a),
		    .name = column_copy(&q, 2, a),
		    .digest = column_copy(&q, 3, a),
		    .format = column_copy(&q, 4, a),
		    .path = column_copy(&q, 5, a),
		    .outcome = column_copy(&q, 6, a),
		    .report = column_copy(&q, 7, a),
		    .edition = (int)column_int(&q, 8),
		    .size = column_int(&q, 9)};
	}
	*out = list;
	return rc;
}

int
store_waivers(struct store *s, const char *job, struct arena *a, const struct given_waiver **out,
    size_t *n, struct fail *f)
{
	struct given_waiver *list = NULL;
	size_t room = 0;
	int64_t row;
	int rc;
	*n = 0;
	if (job_row(s, job, &row, f) < 0)
		return -1;
	struct query q = query(s, WAIVERS);
	query_int(&q, row);
	while ((rc = query_step(&q, f)) == 1) {
		list = arena_grow(a, list, *n, *n + 1, &room, sizeof *list);
		list[(*n)++] = (struct given_waiver){.n = (int)column_int(&q, 0),
		    .rule = column_copy(&q, 1, a),
		    .reason = column_copy(&q, 2, a)};
	}
	*out = list;
	return rc;
}
